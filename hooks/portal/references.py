"""Names that files use for each other: unknown ones are problems, near ones are suggested."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from portal import data_references, document_numbers
from portal.frontmatter import Where
from portal.loading import Loaded
from portal.model.achievement import Achievement
from portal.model.base import field_name
from portal.model.notice import Notice
from portal.model.page import OrdinaryText
from portal.model.plan import Plan
from portal.model.record import Kind, Record
from portal.problems import MOST, Problem, Severity, did_you_mean
from portal.settings import Settings


@dataclass(frozen=True, slots=True)
class _Report:
    """Makes problems of one record."""

    record: Record

    def problem(
        self, code: str, message: str, remedy: str, *where: str | int, severity: Severity = Severity.ERROR
    ) -> Problem:
        origin = self.record.origin
        return Problem(origin.path, origin.line(*where), field_name(where), code, severity, message, remedy)

    def known(
        self, word: str, words: Collection[str], code: str, message: str, *where: str | int, hint: str = ""
    ) -> Iterator[Problem]:
        if word not in words:
            yield self.problem(code, message.format(word), did_you_mean(word, words) or hint, *where)


def check(loaded: Sequence[Loaded], settings: Settings, others: Collection[str]) -> list[Problem]:
    """All problems that show only when files are seen together; `others` are files that are no Markdown."""
    records = [entry.record for entry in loaded if isinstance(entry.record, Record)]
    texts = [entry.record for entry in loaded if isinstance(entry.record, OrdinaryText)]
    problems: list[Problem] = []
    for record in records:
        problems += islice(_names(record, settings), MOST)
        problems += islice(_attachments(record, others), MOST)
        if isinstance(record, Plan):
            problems += islice(_plan(record, settings), MOST)
        if isinstance(record, Achievement):
            problems += _achievement(record, settings)
            problems += _separators(record)
        if isinstance(record, Notice):
            problems += islice(_notice(record, settings, others), MOST)
    problems += _identities(records)
    problems += _addresses([*records, *texts])
    problems += _resolution({entry.path for entry in loaded}, records, settings)
    problems += islice(data_references.check(settings), MOST)
    problems += islice(_targets({entry.path for entry in loaded}, settings), MOST)
    problems += _document_files(settings, others)
    problems += islice(_feed_tags(records, settings), MOST)
    return problems


def _feed_tags(records: list[Record], settings: Settings) -> Iterator[Problem]:
    """A feed may be declared before its first record, so an unknown tag is no error."""
    known = {tag for record in records for tag in record.tags}
    for index, feed in enumerate(settings.feeds.feeds):
        for place, tag in enumerate(feed.tags):
            if tag not in known:
                where: Where = ("feeds", index, "tags", place)
                message = f"chưa bài nào có từ khóa «{tag}»"
                remedy = did_you_mean(tag, known) or "ghi từ khóa này ở trường tags của bài"
                found = data_references.problem(settings, "feeds", where, "tag-unused", message, remedy)
                yield dataclasses.replace(found, severity=Severity.ADVICE)


def _names(record: Record, settings: Settings) -> Iterator[Problem]:
    report = _Report(record)
    if record.locality:
        yield from _place(record.locality, settings, report, "locality")
    for index, slug in enumerate(record.sections):
        yield from report.known(
            slug,
            settings.sections,
            "section-unknown",
            "nghị quyết không có mục «{}»",
            "sections",
            index,
            hint="xem các mã trong data/resolution.yml",
        )
    for index, source in enumerate(record.sources):
        if not source.startswith(("https://", "http://")):
            yield from report.known(
                source,
                settings.resolution.sources,
                "source-unknown",
                "không có nguồn «{}»",
                "sources",
                index,
                hint="ghi địa chỉ https://… hoặc một mã trong data/resolution.yml",
            )


def _place(id: str, settings: Settings, report: _Report, *where: str | int) -> Iterator[Problem]:
    if id not in settings.localities:
        remedy = data_references.near_place(id, settings)
        yield report.problem("locality-unknown", f"không có địa phương «{id}»", remedy, *where)


def _plan(record: Plan, settings: Settings) -> Iterator[Problem]:
    report = _Report(record)
    yield from report.known(
        record.kind,
        settings.vocabulary.kinds,
        "kind-unknown",
        "không có loại văn bản «{}»",
        "kind",
        hint="xem kinds trong data/vocabulary.yml",
    )
    for index, channel in enumerate(record.channels):
        yield from report.known(
            channel,
            settings.vocabulary.channels,
            "channel-unknown",
            "không có kênh «{}»",
            "channels",
            index,
            hint="xem channels trong data/vocabulary.yml",
        )
    numbers: list[tuple[str | None, tuple[str | int, ...]]] = [(record.number, ("number",))]
    for name in ("bases", "cites"):
        numbers += [
            (reference.number, (name, index, "number"))
            for index, reference in enumerate(getattr(record, name))
        ]
    for number, where in numbers:
        if number and not document_numbers.is_canonical(number):
            yield report.problem(
                "number-form",
                f"số ký hiệu «{number}» viết lệch chuẩn",
                f"viết «{document_numbers.canonical(number)}»",
                *where,
                severity=Severity.ADVICE,
            )


def _achievement(record: Achievement, settings: Settings) -> Iterator[Problem]:
    groups = {entry.slug: entry.task_group for entry in settings.resolution.sections if entry.task_group}
    if record.task_group and record.task_group not in groups.values():
        yield _Report(record).problem(
            "task-group-unknown",
            f"nghị quyết không có nhóm nhiệm vụ {record.task_group}",
            "xem task_group của các mục trong data/resolution.yml",
            "task_group",
        )
        return
    named = {groups[slug] for slug in record.sections if slug in groups}
    if record.task_group and named and record.task_group not in named:
        yield _Report(record).problem(
            "task-group-section",
            "nhóm nhiệm vụ không khớp các mục ở sections",
            "sửa task_group hoặc sections",
            "task_group",
        )


def _separators(record: Achievement) -> Iterator[Problem]:
    """«20.758» is read as 20 and a part, and may have been meant as twenty thousand."""
    for text in record.figure.value if record.figure and record.figure.numbers else ():
        if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", text):
            yield _Report(record).problem(
                "number-ambiguous",
                f"«{text}» sẽ hiện là {text.replace('.', ',')}",
                f"nếu là số nguyên thì viết {text.replace('.', '')}",
                "figure",
                "value",
                severity=Severity.ADVICE,
            )


def _notice(record: Notice, settings: Settings, others: Collection[str]) -> Iterator[Problem]:
    report = _Report(record)
    for index, name in enumerate(record.screens):
        yield from report.known(
            name,
            settings.screen_names,
            "screen-unknown",
            "không có màn hình «{}»",
            "screens",
            index,
            hint="xem mã và nhãn trong data/screens.yml",
        )
    if record.image and beside(record, record.image) not in others:
        yield report.problem(
            "file-missing", f"không có tệp «{record.image}» cạnh tệp này", "chép ảnh vào", "image"
        )
    for index, area in enumerate(record.emergency.area if record.emergency else ()):
        yield from _place(area, settings, report, "emergency", "area", index)


def _attachments(record: Record, others: Collection[str]) -> Iterator[Problem]:
    for index, attachment in enumerate(record.attachments):
        if beside(record, attachment.file) not in others:
            yield _Report(record).problem(
                "file-missing",
                f"không có tệp «{attachment.file}» cạnh tệp này",
                "chép tệp vào cùng thư mục, hoặc sửa tên",
                "attachments",
                index,
                "file",
            )


def beside(record: Record, name: str) -> str:
    """The path below `docs/` of a file that lies beside a record; empty when it would lie elsewhere."""
    if "/" in name or "\\" in name or name.startswith("."):
        return ""
    return posixpath.join(posixpath.dirname(record.origin.path.removeprefix("docs/")), name)


def _identities(records: list[Record]) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    # Who has an identity by its place keeps it; who was given one has to give way.
    for record in sorted(records, key=lambda record: record.id is not None):
        other = first.setdefault(record.identity, record)
        if other is not record:
            yield _Report(record).problem(
                "identity-twice",
                f"mã định danh «{record.identity}» đã dùng ở {other.origin.path}",
                "xóa trường id hoặc đặt mã khác",
                "id",
            )


def _addresses(records: list[Record | OrdinaryText]) -> Iterator[Problem]:
    owners = {record.address: record for record in records}
    for record in records:
        for index, alias in enumerate(record.aliases):
            other = owners.get(alias)
            owners.setdefault(alias, record)
            if other is not None:
                line = record.origin.line("aliases", index)
                yield Problem(
                    record.origin.path,
                    line,
                    field_name(("aliases", index)),
                    "alias-taken",
                    Severity.ERROR,
                    f"địa chỉ «{alias}» đang là của {other.origin.path}",
                    "xóa địa chỉ cũ này",
                )


def _resolution(paths: Collection[str], records: list[Record], settings: Settings) -> Iterator[Problem]:
    """Each section has its page and each page its section: other pages lead there."""
    for record in records:
        if record.kind_of_record is not Kind.SECTION:
            continue
        report, slug = _Report(record), record.origin.slug
        hint = "thêm mục vào data/resolution.yml"
        message = "data/resolution.yml chưa có mục «{}»"
        yield from report.known(slug, settings.sections, "section-unlisted", message, hint=hint)
        if record.draft:
            message = "trang của một mục nghị quyết không thể là bản nháp"
            yield report.problem(
                "section-draft", message, "xóa dòng này: các trang khác dẫn tới đây", "draft"
            )
    for index, entry in enumerate(settings.resolution.sections):
        page = f"{Kind.SECTION}/{entry.slug}.md"
        if page not in paths:
            message = f"mục «{entry.slug}» chưa có trang docs/{page}"
            yield data_references.problem(
                settings,
                "resolution",
                ("sections", index, "slug"),
                "section-unwritten",
                message,
                "viết trang ấy",
            )


def _targets(paths: set[str], settings: Settings) -> Iterator[Problem]:
    """Achievements that targets name: those that measure one, and those that do not."""
    folder = f"{Kind.ACHIEVEMENT}/"
    slugs = {path.removeprefix(folder).removesuffix(".md") for path in paths if path.startswith(folder)}
    for index, target in enumerate(settings.targets.targets):
        named = [("observations", place, each.record) for place, each in enumerate(target.observations)]
        named += [("not_compared", place, each.record) for place, each in enumerate(target.not_compared)]
        for field, place, slug in named:
            if slug and slug not in slugs:
                where: Where = ("targets", index, field, place, "record")
                message = f"không có điển hình «{slug}»"
                remedy = did_you_mean(slug, slugs) or "sửa lại, hoặc viết bài ấy"
                yield data_references.problem(settings, "targets", where, "record-unknown", message, remedy)


def _document_files(settings: Settings, others: Collection[str]) -> Iterator[Problem]:
    for index, document in enumerate(settings.documents.documents):
        if document.file_path and document.file_path not in others:
            where: Where = ("documents", index, "file")
            message = f"không có tệp docs/{document.file_path}"
            remedy = "chép tệp vào đó, hoặc xóa dòng này"
            yield data_references.problem(settings, "documents", where, "file-missing", message, remedy)
