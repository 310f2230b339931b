"""`/dong-thoi-gian/`: the resolution, the documents that carry it out, plans and their deadlines."""

from __future__ import annotations

from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.dates import PartDate
from portal.model.data import Document
from portal.vietnamese import sort_key
from portal.views.pages import TimelinePage
from portal.views.paging import pages
from portal.views.parts import Event, Link
from portal.views.records import HOME
from portal.views.tasks import rows_of
from portal.views.values import day, number

EVENTS = 150
TITLE = "Dòng thời gian"
BASE = "/dong-thoi-gian/"


def number_of_events(snapshot: Snapshot) -> int:
    """How many there are: to put thousands of them in order only to count them takes long."""
    return sum(1 for _ in _events(snapshot))


def _events(snapshot: Snapshot) -> Iterator[Event]:
    yield from _documents(snapshot)
    yield from _plans(snapshot)


def events(snapshot: Snapshot) -> list[Event]:
    """Events in order of time; a part date (2025-01) stands before the days that it may mean."""
    return sorted(
        _events(snapshot),
        key=lambda event: (event.day.iso.ljust(10, "-"), _ORDER[event.kind], sort_key(event.title)),
    )


def timeline_pages(snapshot: Snapshot) -> Iterator[TimelinePage]:
    """`/dong-thoi-gian/`, in pages."""
    found = events(snapshot)
    for page, address, part, links in pages(found, EVENTS, BASE):
        years: dict[str, list[Event]] = {}
        for event in part:
            years.setdefault(event.day.iso[:4], []).append(event)
        yield TimelinePage(
            address=address,
            template="timeline.html",
            title=TITLE if page == 1 else f"{TITLE}, trang {page}",
            description="Từ ngày có Nghị quyết 57: văn bản triển khai, kế hoạch của địa phương và các hạn."
            + ("" if page == 1 else f" Trang {page}."),
            crumbs=(HOME,) if page == 1 else (HOME, Link(TITLE, BASE)),
            years=tuple((year, tuple(of_year)) for year, of_year in years.items()),
            total=len(found),
            number=page,
            pages=links,
        )


_ORDER = {"document": 0, "effective": 1, "plan": 2, "deadline": 3}


def _documents(snapshot: Snapshot) -> Iterator[Event]:
    for document in snapshot.settings.documents.documents:
        link = _document_link(document, snapshot)
        if document.signed:
            yield Event(day(document.signed), "document", document.title, link)
        if document.effective and document.effective.isoformat() != _iso(document.signed):
            yield Event(day(document.effective), "effective", document.title, link)


def _iso(value: PartDate | None) -> str:
    return value.iso if value else ""


def _document_link(document: Document, snapshot: Snapshot) -> Link:
    kind = snapshot.settings.vocabulary.kinds[document.kind].label
    address = f"/van-ban/#{snapshot.catalogue.register.anchor(document)}"
    return Link(f"{kind} {number(document.number)}", address, document.issuer)


def _plans(snapshot: Snapshot) -> Iterator[Event]:
    for plan in snapshot.plans:
        link = Link(plan.title, plan.address, plan.issuer)
        if plan.signed:
            yield Event(day(plan.signed), "plan", "", link)
        for row in rows_of(plan):
            if row.due:
                yield Event(row.due, "deadline", f"{row.unit}: {row.work}", link)
