"""Names that data files use for each other, and names that may be given only once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from portal import document_numbers
from portal.frontmatter import Where
from portal.localities import Level
from portal.model.base import field_name
from portal.model.data import Document
from portal.problems import Problem, Severity, did_you_mean
from portal.settings import Settings

NO_TILE = "."
"""An empty place of the map."""
_Named = tuple[str, Where, str, Collection[str]]


def check(settings: Settings) -> Iterator[Problem]:
    """All problems between the data files."""
    for name, where, word, words in (*_names_in_targets(settings), *_names_elsewhere(settings)):
        if word not in words:
            remedy = did_you_mean(word, words) or "sửa lại, hoặc khai báo mã này"
            yield problem(settings, name, where, "reference-unknown", f"không có «{word}»", remedy)
    for name, where, place in _places(settings):
        if place not in settings.localities:
            message = f"không có địa phương «{place}»"
            yield problem(settings, name, where, "locality-unknown", message, near_place(place, settings))
    yield from _parents(settings)
    yield from _twice(settings)
    yield from _tiles(settings)
    yield from _measures(settings)


def problem(
    settings: Settings, name: str, where: Where, code: str, message: str, remedy: str = ""
) -> Problem:
    """A problem of a value in `data/<name>.yml`."""
    line = settings.line(name, *where)
    return Problem(f"data/{name}.yml", line, field_name(where), code, Severity.ERROR, message, remedy)


def near_place(id: str, settings: Settings) -> str:
    """What to do about a locality that does not exist."""
    near = settings.localities.suggest(id)
    return f"ý bạn là «{near[0]}»?" if near else "xem mã trong data/localities.yml và data/communes.csv"


def _names_in_targets(settings: Settings) -> Iterator[_Named]:
    for index, target in enumerate(settings.targets.targets):
        yield "targets", ("targets", index, "group"), target.group, settings.targets.groups
        for place, slug in enumerate(target.sections):
            yield "targets", ("targets", index, "sections", place), slug, settings.sections
        for place, source in enumerate(target.sources):
            yield "targets", ("targets", index, "sources", place), source, settings.resolution.sources


def _names_elsewhere(settings: Settings) -> Iterator[_Named]:
    for index, document in enumerate(settings.documents.documents):
        yield "documents", ("documents", index, "kind"), document.kind, settings.vocabulary.kinds
    for index, feed in enumerate(settings.feeds.feeds):
        for place, slug in enumerate(feed.sections):
            yield "feeds", ("feeds", index, "sections", place), slug, settings.sections


def _places(settings: Settings) -> Iterator[tuple[str, Where, str]]:
    for index, row in enumerate(settings.map.rows):
        for place, province in enumerate(row):
            if province != NO_TILE:
                yield "map", ("rows", index, place), province
    for index, screen in enumerate(settings.screens.screens):
        if screen.locality:
            yield "screens", ("screens", index, "locality"), screen.locality
    for index, feed in enumerate(settings.feeds.feeds):
        for place, locality in enumerate(feed.localities):
            yield "feeds", ("feeds", index, "localities", place), locality


def _parents(settings: Settings) -> Iterator[Problem]:
    before: set[str] = set()
    for index, entry in enumerate(settings.resolution.sections):
        where: Where = ("sections", index, "parent")
        if entry.parent and entry.parent not in settings.sections:
            remedy = did_you_mean(entry.parent, settings.sections) or "sửa lại, hoặc thêm mục ấy"
            message = f"không có mục «{entry.parent}»"
            yield problem(settings, "resolution", where, "section-unknown", message, remedy)
        elif entry.parent and entry.parent not in before:
            message = f"mục cha «{entry.parent}» phải đứng trước mục này"
            yield problem(settings, "resolution", where, "section-order", message, "đổi thứ tự các mục")
        before.add(entry.slug)


def _twice(settings: Settings) -> Iterator[Problem]:
    lists: tuple[tuple[str, str, str, Iterable[str]], ...] = (
        ("resolution", "sections", "slug", (entry.slug for entry in settings.resolution.sections)),
        ("targets", "targets", "id", (target.id for target in settings.targets.targets)),
        ("documents", "documents", "number", (_document(each) for each in settings.documents.documents)),
        ("feeds", "feeds", "name", (feed.name for feed in settings.feeds.feeds)),
        ("screens", "screens", "id", (screen.id for screen in settings.screens.screens)),
    )
    for name, key, field, words in lists:
        first: dict[str, int] = {}
        for index, word in enumerate(words):
            where: Where = (key, index, field)
            if first.setdefault(word, index) != index:
                message = f"«{word}» đã có ở dòng {settings.line(name, key, first[word], field)}"
                yield problem(settings, name, where, "name-twice", message, "xóa bớt, hoặc đặt mã khác")


def _tiles(settings: Settings) -> Iterator[Problem]:
    """A province has one tile; what is no province has none."""
    first: dict[str, Where] = {}
    for index, row in enumerate(settings.map.rows):
        for place, id in enumerate(row):
            where: Where = ("rows", index, place)
            unit = settings.localities.get(id)
            if unit is None:
                continue
            if unit.level is not Level.PROVINCE or not unit.is_current:
                message = f"«{id}» không phải là tỉnh, thành phố hiện nay"
                yield problem(settings, "map", where, "tile-no-province", message, "ghi mã của tỉnh")
            elif first.setdefault(id, where) != where:
                message = f"«{id}» đã có ở dòng {settings.line('map', *first[id])}"
                yield problem(settings, "map", where, "name-twice", message, "bỏ bớt một ô")


def _measures(settings: Settings) -> Iterator[Problem]:
    """What measures a target has to be a number in the unit of what it is compared with."""
    for index, target in enumerate(settings.targets.targets):
        for place, each in enumerate(target.observations):
            goal, where = each.goal or target, ("targets", index, "observations", place)
            aside = "chuyển sang not_compared, nói rõ vì sao"
            if not each.numbers:
                message, field = "số đo phải là số", "value"
                yield problem(settings, "targets", (*where, field), "measure-text", message, aside)
            elif not goal.numbers:
                message, field = "mức phải đạt phải là số", "goal"
                if each.goal is None:
                    message, field = "chỉ tiêu nói bằng lời nên số đo không so được", "value"
                remedy = f"ghi goal bằng số (value, operator, unit), hoặc {aside}"
                yield problem(settings, "targets", (*where, field), "goal-missing", message, remedy)
            elif each.unit != goal.unit:
                message = f"đơn vị «{each.unit or ''}» khác đơn vị «{goal.unit or ''}» của mức phải đạt"
                yield problem(settings, "targets", (*where, "unit"), "unit-differs", message, aside)


def _document(document: Document) -> str:
    # A number alone is not unique: with issuer and date it is.
    parts = (document_numbers.canonical(document.number), document.issuer, document.signed)
    return ", ".join(str(part) for part in parts if part)
