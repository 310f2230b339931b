"""Values of the catalogue -> parts of pages: days, figures, cards, rows, links."""

from __future__ import annotations

import urllib.parse
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from portal import document_numbers
from portal.catalogue import Snapshot
from portal.dates import PartDate
from portal.model.achievement import Achievement, Figure as FigureModel
from portal.model.data import Document, Target as TargetModel
from portal.model.plan import DueKind, Plan, Recurrence, Report, Task
from portal.model.record import Audience, Kind, Record
from portal.model.section import Section
from portal.numbers import format_number
from portal.views.parts import Card, Day, Figure, Item, Link, Target, TaskRow

NO_NUMBER = "bản nguồn không ghi số"
NO_DATE = "bản nguồn không ghi ngày"
NO_TEXT = "chưa có bản chính thức"
AUDIENCES = "/danh-cho/"

_RECURS = {
    Recurrence.WEEKLY: "hằng tuần",
    Recurrence.MONTHLY: "hằng tháng",
    Recurrence.QUARTERLY: "hằng quý",
    Recurrence.HALF_YEARLY: "6 tháng một lần",
    Recurrence.YEARLY: "hằng năm",
    Recurrence.PERIODIC: "định kỳ",
}
_DUE = {DueKind.BEFORE: "trước {}", DueKind.WITHIN: "đến hết {}", DueKind.BY: "chậm nhất {}"}


def day(value: date | PartDate) -> Day:
    if isinstance(value, PartDate):
        return Day(value.iso, value.vietnamese)
    return Day(value.isoformat(), f"{value.day:02}/{value.month:02}/{value.year}")


def due(value: PartDate | None, kind: DueKind) -> Day | None:
    """A deadline: `iso` is the last day that is in time (the day before, for «trước ngày»)."""
    if value is None:
        return None
    last = value.last_day
    if kind is DueKind.BEFORE:
        last = date.fromordinal(value.first_day.toordinal() - 1)
    text = value.vietnamese if value.day is None else f"ngày {value.vietnamese}"
    whole_period = kind is DueKind.WITHIN and value.day is None
    return Day(last.isoformat(), f"trong {text}" if whole_period else _DUE[kind].format(text))


def recurs(values: Iterable[Recurrence]) -> str:
    return " và ".join(_RECURS[value] for value in values)


def figure(value: FigureModel | None) -> Figure | None:
    if value is None:
        return None
    of = format_number(Decimal(value.of)) if value.of and _is_number(value.of) else value.of or ""
    return Figure(value.phrase, value.unit or "", value.what, of)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def number(text: str | None) -> str:
    """A document number for people: canonical; blank ones say so."""
    if not text:
        return NO_NUMBER
    if document_numbers.is_blank(text):
        return f"…{document_numbers.canonical(text)} (bản nguồn để trống số)"
    return document_numbers.canonical(text)


def spoken_number(text: str, issuer: str, snapshot: Snapshot) -> str:
    """A document number in words: «180, Kế hoạch, Tỉnh ủy»; by the issuer TU is one or the other."""
    return snapshot.settings.speaker.number(text, issuer=issuer)


def kind_label(record: Record, snapshot: Snapshot) -> str:
    if isinstance(record, Plan):
        return snapshot.settings.vocabulary.kinds[record.kind].label
    return record.kind_of_record.label


def card(record: Record, snapshot: Snapshot) -> Card:
    """A record as lists show it."""
    achievement = record if isinstance(record, Achievement) else None
    entry = snapshot.settings.sections.get(record.origin.slug) if isinstance(record, Section) else None
    return Card(
        kind=record.kind_of_record.value,
        kind_label=kind_label(record, snapshot),
        title=record.title,
        address=record.address,
        summary=record.summary or "",
        date=day(record.date),
        locality=locality_link(record.locality, snapshot),
        figure=figure(achievement.figure) if achievement else None,
        as_of=day(achievement.as_of) if achievement else None,
        baseline=achievement.baseline if achievement else False,
        numeral=entry.numeral if entry else "",
    )


def cards(records: Iterable[Record], snapshot: Snapshot) -> tuple[Card, ...]:
    return tuple(card(record, snapshot) for record in records)


def locality_address(id: str) -> str:
    return f"/dia-phuong/{id}/"


def locality_link(id: str | None, snapshot: Snapshot) -> Link | None:
    """A locality under its name; `note` says what it belongs to, or has become part of."""
    place = snapshot.settings.localities.get(id) if id else None
    if place is None:
        return None
    return Link(place.full_name, locality_address(place.id), place_note(place.id, snapshot))


def place_note(id: str, snapshot: Snapshot) -> str:
    """«nay thuộc Thành phố Đồng Nai» for a former unit, else empty."""
    localities = snapshot.settings.localities
    place = localities[id]
    if place.is_current:
        return ""
    provinces = dict.fromkeys(
        province.full_name
        for successor in localities.successors_now(id)
        if (province := localities.province_of(successor.id))
    )
    return f"nay thuộc {' và '.join(provinces)}" if provinces else "không còn đơn vị này"


def section_link(slug: str, snapshot: Snapshot) -> Link:
    entry = snapshot.settings.sections[slug]
    return Link(entry.title, f"/{Kind.SECTION}/{slug}/", entry.numeral)


def audience_address(audience: str) -> str:
    return f"{AUDIENCES}{audience}/"


def audience_links(snapshot: Snapshot, named: Iterable[str] = tuple(Audience)) -> tuple[Link, ...]:
    """Groups of readers under their names, in the portal's order."""
    labels, wanted = snapshot.settings.vocabulary.audiences, set(named)
    return tuple(Link(labels.get(each, each), audience_address(each)) for each in Audience if each in wanted)


def counted_audiences(records: Iterable[Record], snapshot: Snapshot) -> tuple[Link, ...]:
    """The groups that these records name; `note` says how many do."""
    count = Counter(each for record in records for each in record.audiences)
    named = [each for each in Audience if count[each]]
    links = zip(named, audience_links(snapshot, named), strict=True)
    return tuple(Link(link.title, link.address, f"{count[each]} bài") for each, link in links)


def source_item(source: str, snapshot: Snapshot) -> Item:
    """A source under its name: an address shows its host, a key the title in `resolution.yml`."""
    if source.startswith(("http://", "https://")):
        host = urllib.parse.urlsplit(source).hostname or source
        return Item(host.removeprefix("www."), source)
    entry = snapshot.settings.resolution.sources[source]
    return Item(entry.title, entry.url or "", entry.note or "")


def task_row(task: Task, plan: Plan) -> TaskRow:
    return TaskRow(
        task.unit,
        task.work,
        due(task.due, task.due_kind),
        recurs(task.recurs),
        task.result or "",
        Link(plan.title, plan.address, plan.issuer),
    )


def report_row(report: Report, plan: Plan) -> TaskRow:
    work = report.work or "Báo cáo kết quả thực hiện"
    return TaskRow(
        report.who or "Văn bản không nêu đơn vị",
        work,
        due(report.due, report.due_kind),
        recurs(report.recurs),
        "",
        Link(plan.title, plan.address, plan.issuer),
        kind="report",
        to=report.to or "",
    )


def target(value: TargetModel, snapshot: Snapshot) -> Target:
    return Target(
        id=value.id,
        label=value.label,
        phrase=value.phrase,
        group=value.group,
        sections=tuple(section_link(slug, snapshot) for slug in value.sections),
        sources=tuple(source_item(source, snapshot) for source in value.sources),
        one_source=len(value.sources) == 1,
    )


def size_text(size: int) -> str:
    """«240 KB», «1,2 MB»; 1 KB is 1,024 bytes."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def document_texts(document: Document | None, snapshot: Snapshot) -> tuple[Item, ...]:
    """Where a document of the register can be read in full: at its issuer, and as a file of the portal.

    Without either, or for a document that is not in the register, words that say so.
    """
    if document is None:
        return (Item(NO_TEXT),)
    found = [Item("Bản chính thức", document.official_url)] if document.official_url else []
    if path := document.file_path:
        found.append(Item("Bản lưu trên cổng", f"/{path}", size_text(snapshot.catalogue.others.get(path, 0))))
    return tuple(found) or (Item(NO_TEXT),)
