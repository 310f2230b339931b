"""Pages that stand by themselves: ordinary text, former addresses, what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.model.page import OrdinaryText
from portal.model.record import Record
from portal.views import audiences, feeds, handbook
from portal.views.pages import MissingPage, OrdinaryPage, RedirectPage
from portal.views.parts import Link
from portal.views.records import HOME


def text_pages(snapshot: Snapshot) -> Iterator[OrdinaryPage]:
    """Pages of text, but for those that are the beginning of another page."""
    parts = (*audiences.texts(snapshot).values(), feeds.text(snapshot), *handbook.texts(snapshot))
    return (_text(text, snapshot) for text in snapshot.texts if text not in parts)


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


def former_addresses(snapshot: Snapshot) -> Iterator[RedirectPage]:
    """A page for each address at which something was before."""
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


def missing_page() -> MissingPage:
    """`/404.html`."""
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
