"""All pages of the portal at one moment, as views."""

from __future__ import annotations

from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.model.page import OrdinaryText
from portal.model.record import Record
from portal.views import audiences, listings, places, registers, targets, tasks, timeline
from portal.views.pages import LocalityPage, MissingPage, OrdinaryPage, Page, RedirectPage
from portal.views.parts import FeedLink, Link
from portal.views.records import HOME, record_page


def pages(snapshot: Snapshot) -> Iterator[Page]:
    """Every page; `Page.feeds` is left to `feeds_of`."""
    yield listings.home(snapshot)
    yield from (record_page(record, snapshot) for record in snapshot.shown)
    of_audiences = audiences.texts(snapshot).values()
    yield from (_text(text, snapshot) for text in snapshot.texts if text not in of_audiences)
    yield listings.sections_page(snapshot)
    yield from listings.kind_lists(snapshot)
    yield from listings.section_lists(snapshot)
    yield places.localities_page(snapshot)
    yield from places.locality_pages(snapshot)
    yield from audiences.audience_pages(snapshot)
    yield targets.targets_page(snapshot)
    yield registers.documents_page(snapshot)
    yield from tasks.tasks_pages(snapshot)
    yield from timeline.timeline_pages(snapshot)
    yield from registers.matrix_pages(snapshot)
    yield from _former_addresses(snapshot)
    yield _missing()


def feeds_of(page: Page) -> tuple[FeedLink, ...]:
    """The feeds that a page advertises: that of everything, and a place's own."""
    everything = FeedLink("Tất cả mục mới (RSS)", "/feeds/tat-ca.xml", "application/rss+xml")
    if isinstance(page, LocalityPage) and page.total:
        own = f"/feeds{page.address.rstrip('/')}.xml"
        return (FeedLink(f"{page.full_name} (RSS)", own, "application/rss+xml"), everything)
    return (everything,)


def _text(text: OrdinaryText, snapshot: Snapshot) -> OrdinaryPage:
    loaded = snapshot.catalogue.loaded_of(text)
    return OrdinaryPage(
        address=text.address,
        template="page.html",
        title=text.title,
        description=text.summary or text.title,
        crumbs=(HOME,),
        source=loaded.path,
        body_key=loaded.body_key,
        minutes=loaded.minutes,
        noindex=text.draft,
    )


def _former_addresses(snapshot: Snapshot) -> Iterator[RedirectPage]:
    moved: list[Record | OrdinaryText] = [*snapshot.shown, *snapshot.texts]
    for record in moved:
        for alias in record.aliases:
            yield RedirectPage(
                address=alias,
                template="redirect.html",
                title=record.title,
                noindex=True,
                description=f"Trang này đã chuyển: {record.title}",
                target=record.address,
            )


def _missing() -> MissingPage:
    links = (
        Link("Trang chủ", "/"),
        Link("Nghị quyết 57", "/nghi-quyet/"),
        Link("Kế hoạch", "/ke-hoach/"),
        Link("Địa phương", "/dia-phuong/"),
    )
    return MissingPage(
        address="/404.html",
        template="missing.html",
        title="Không tìm thấy trang",
        noindex=True,
        description="Địa chỉ này không có trên cổng.",
        links=links,
    )
