"""What can be found: records, documents of the register, targets, and the portal's own pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.catalogue import Snapshot
from portal.model.achievement import Achievement
from portal.model.data import Document, Target
from portal.model.plan import Plan
from portal.model.record import Kind, Record
from portal.views.handbook import FieldsPage, MessagesPage
from portal.views.pages import (
    AudiencePage,
    AudiencesPage,
    DocumentsPage,
    FeedsPage,
    HomePage,
    ListPage,
    LocalitiesPage,
    MatrixPage,
    OrdinaryPage,
    Page,
    SectionsPage,
    TargetsPage,
    TasksPage,
    TimelinePage,
    UnitsPage,
)
from portal.views.screen_pages import ScreensPage
from portal.views.values import locality_link, place_note

KINDS = (
    *((kind.value, kind.label) for kind in Kind),
    ("van-ban", "Văn bản"),
    ("chi-tieu", "Chỉ tiêu"),
    ("trang", "Trang của cổng"),
)
"""What results can be narrowed to: id and label."""
_PLACES = {id: place for place, (id, _) in enumerate(KINDS)}
_DOCUMENT, _TARGET, _PAGE = _PLACES["van-ban"], _PLACES["chi-tieu"], _PLACES["trang"]

_PAGES = (
    HomePage,
    SectionsPage,
    ListPage,
    TargetsPage,
    DocumentsPage,
    LocalitiesPage,
    AudiencesPage,
    AudiencePage,
    TimelinePage,
    TasksPage,
    UnitsPage,
    MatrixPage,
    FeedsPage,
    ScreensPage,
    FieldsPage,
    MessagesPage,
    OrdinaryPage,
)
BODY, SUMMARY, TITLE = 1, 2, 3
"""Where a word stands, the most telling place last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that can be found, at `address`.

    `kind` is a place in `KINDS`, `date` ISO or empty, `place` the name of its locality, and
    `localities` are all whose everything it is part of; `province` is the one that it lies in today. These,
    `sections` and `audiences` are ids.
    `about` says in a sentence what it is, where no file of the API does. `own` are its own document
    numbers, `texts` (level, text); the text of the body whose key is `body_key` comes besides.
    """

    address: str
    kind: int
    title: str
    date: str = ""
    place: str = ""
    about: str = ""
    localities: tuple[str, ...] = ()
    province: str = ""
    sections: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    texts: tuple[tuple[int, str], ...] = ()
    body_key: str = ""


def of_record(record: Record, snapshot: Snapshot) -> Entry:
    """A record. Of a plan also who has to do what can be found, of an achievement what it rests on."""
    place = locality_link(record.locality, snapshot)
    province = snapshot.settings.localities.province_of(record.locality) if record.locality else None
    number = record.number if isinstance(record, Plan) else None
    texts = [*_in_brief(record, snapshot), *((BODY, text) for text in _details(record))]
    return Entry(
        address=record.address,
        kind=_PLACES[record.kind_of_record.value],
        title=record.title,
        date=record.date.isoformat(),
        place=place.title if place else "",
        localities=snapshot.settings.localities.gathered_by(record.locality) if record.locality else (),
        province=province.id if province else "",
        sections=snapshot.sections_of(record),
        audiences=record.audiences,
        own=(number,) if number else (),
        texts=tuple(texts),
        body_key=snapshot.catalogue.loaded_of(record).body_key,
    )


def _in_brief(record: Record, snapshot: Snapshot) -> Iterator[tuple[int, str]]:
    """The number, what summaries and panels say, and the names of its place, old and new."""
    yield SUMMARY, record.summary or ""
    yield from ((SUMMARY, tag) for tag in record.tags)
    if isinstance(record, Plan):
        yield TITLE, record.number or ""
        yield SUMMARY, record.issuer
        cited = (*record.bases, *record.cites)
        yield from ((SUMMARY, reference.number) for reference in cited)
    if isinstance(record, Achievement):
        yield SUMMARY, record.organisation
        yield SUMMARY, f"{record.figure.phrase} {record.figure.what}" if record.figure else ""
    if record.locality:
        places = snapshot.settings.localities
        yield SUMMARY, places[record.locality].full_name
        yield from ((SUMMARY, above.full_name) for above in places.ancestors(record.locality)[:-1])
        yield SUMMARY, place_note(record.locality, snapshot)


def _details(record: Record) -> Iterator[str]:
    if isinstance(record, Plan):
        for task in record.tasks:
            yield from (task.unit, task.work, task.result or "")
        for report in record.reports:
            yield from (report.who or "", report.to or "", report.work or "")
        yield from record.recipients
    if isinstance(record, Achievement):
        yield from (record.basis or "", record.caution or "", record.place or "")


def others(snapshot: Snapshot, pages: Iterable[Entry]) -> tuple[Entry, ...]:
    """What has no date: pages of the portal, targets and documents, in this order."""
    settings = snapshot.settings
    found = [*pages]
    found += [_target(target) for target in settings.targets.targets]
    # The resolution itself has a page of its own.
    itself = settings.resolution.document
    documents = (
        each
        for each in settings.documents.documents
        if (each.number, each.signed) != (itself.number, itself.signed)
    )
    found += [_document(document, snapshot) for document in documents]
    return tuple(found)


def _is_entrance(page: Page) -> bool:
    """Whether it is the first page of a list, or a page of text: not one of many of its kind."""
    if page.noindex or "/trang/" in page.address or not isinstance(page, _PAGES):
        return False
    return not page.address.startswith("/viec/don-vi/") or page.address == "/viec/don-vi/"


def of_page(page: Page, snapshot: Snapshot) -> Entry | None:
    """A page that is no record's, if it can be found."""
    if not _is_entrance(page):
        return None
    own = (snapshot.settings.resolution.document.number,) if isinstance(page, SectionsPage) else ()
    return Entry(
        address=page.address,
        kind=_PAGE,
        title=page.title,
        about=page.description,
        own=own,
        texts=((SUMMARY, page.description),),
        body_key=page.body_key,
    )


def _target(target: Target) -> Entry:
    return Entry(
        address=f"/muc-tieu/#{target.id}",
        kind=_TARGET,
        # The same is aimed at twice, by different years.
        title=f"{target.label} (đến {target.horizon})",
        about=target.phrase,
        sections=target.sections,
        texts=((SUMMARY, target.phrase), (SUMMARY, "chỉ tiêu, mục tiêu")),
    )


def _document(document: Document, snapshot: Snapshot) -> Entry:
    kind, signed = snapshot.settings.vocabulary.kinds.get(document.kind), document.signed
    name = " ".join(filter(None, (kind.label if kind else "", document.number)))
    return Entry(
        address=f"/van-ban/#{snapshot.catalogue.register.anchor(document)}",
        kind=_DOCUMENT,
        title=f"{name}: {document.title}",
        date=signed.iso if signed and signed.day else "",
        about=f"{document.issuer}, {signed.vietnamese}" if signed else document.issuer,
        own=(document.number,),
        texts=((SUMMARY, document.issuer), (BODY, document.note or "")),
    )
