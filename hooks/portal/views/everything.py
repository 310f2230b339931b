"""All pages of the portal at one moment, as views."""

from __future__ import annotations

from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.feeds.channels import Channels
from portal.model.page import OrdinaryText
from portal.model.record import Record
from portal.views import (
    audiences,
    feeds,
    handbook,
    listings,
    places,
    registers,
    search,
    targets,
    tasks,
    timeline,
)
from portal.views.pages import MissingPage, OrdinaryPage, Page, RedirectPage
from portal.views.parts import Link
from portal.views.records import HOME, record_page


def pages(snapshot: Snapshot, channels: Channels) -> Iterator[Page]:
    """Every page; which feeds it advertises is left to `portal.views.feeds`."""
    yield listings.home(snapshot)
    yield from (record_page(record, snapshot) for record in snapshot.shown)
    parts = (*audiences.texts(snapshot).values(), feeds.text(snapshot), *handbook.texts(snapshot))
    yield from (_text(text, snapshot) for text in snapshot.texts if text not in parts)
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
    yield search.search_page(snapshot)
    yield from handbook.handbook_pages(snapshot)
    yield from feeds.feed_pages(snapshot, channels)
    yield from _former_addresses(snapshot)
    yield _missing()


def _text(text: OrdinaryText, snapshot: Snapshot) -> OrdinaryPage:
    loaded = snapshot.catalogue.loaded_of(text)
    return OrdinaryPage(
        address=text.address,
        template="page.html",
        title=text.title,
        description=text.summary or text.title,
        crumbs=(HOME, *_above(text, snapshot)),
        source=loaded.path,
        body_key=loaded.body_key,
        minutes=loaded.minutes,
        noindex=text.draft,
    )


def _above(text: OrdinaryText, snapshot: Snapshot) -> Iterator[Link]:
    """Pages of text in whose folder a page lies: `/bien-tap/` of `/bien-tap/chu-led/`."""
    for other in snapshot.texts:
        if other.address != text.address and text.address.startswith(other.address):
            yield Link(other.title, other.address)


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
