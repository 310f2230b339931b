"""What goes with a page when it leaves the screen: the picture beside a shared link, the QR code on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import lru_cache, partial

from portal.catalogue import Snapshot
from portal.model.record import Kind
from portal.outlines import Outline
from portal.outputs import Output
from portal.pictures import MissingGlyphError, SharePicture, draw, qr
from portal.store import Store, digest, key
from portal.views.pages import (
    EmbedPage,
    ListPage,
    LocalityPage,
    MatrixPage,
    MissingPage,
    Page,
    PlaceFeedsPage,
    RedirectPage,
    Site,
    TasksPage,
    TimelinePage,
    UnitsPage,
)
from portal.views.record_pages import RecordPage, SectionPage
from portal.views.screen_pages import KioskPage

FOLDER = "/anh/"
_SITE = f"{FOLDER}cong.png"
_PLACES = "/dia-phuong/"
# Pages of long lists and tables, which nobody prints to hang up.
_PARTS = (ListPage, TasksPage, TimelinePage, MatrixPage, UnitsPage, PlaceFeedsPage)


def companions_of(page: Page, snapshot: Snapshot) -> tuple[str, str]:
    """The addresses of a page's picture and QR code; empty for pages that nobody shares or prints."""
    if isinstance(page, RedirectPage | MissingPage | EmbedPage | KioskPage):
        return "", ""
    return _picture_of(page, snapshot), "" if isinstance(page, _PARTS) else f"{page.address}qr.svg"


def _picture_of(page: Page, snapshot: Snapshot) -> str:
    """That of the section or the province, else that of the kind, else the site's."""
    if isinstance(page, SectionPage):
        return f"{FOLDER}{page.address.strip('/')}.png"
    place = page.address if isinstance(page, LocalityPage) else ""
    if isinstance(page, RecordPage):
        place = page.locality.address if page.locality else ""
    province = _province(place, snapshot)
    if province:
        return f"{FOLDER}dia-phuong/{province}.png"
    kind = page.address.split("/")[1]
    return f"{FOLDER}{kind}.png" if kind in set(Kind) else _SITE


def _province(address: str, snapshot: Snapshot) -> str:
    localities = snapshot.settings.localities
    id = address.removeprefix(_PLACES).strip("/")
    province = localities.province_of(id) if id in localities else None
    return province.id if province and province.is_current else ""


def pictures(snapshot: Snapshot, site: Site, *, font: bytes, code: str) -> Iterator[Output]:
    """One for the site, each kind, each section and each province."""
    face = digest(font)
    for address, kind, title in _titles(snapshot, site):
        picture = SharePicture(kind=kind, title=title, site=site.name, document=site.document)
        make = partial(_picture, picture, font)
        yield Output(address, key("picture", code, face, picture), make, apart=True)


def _picture(picture: SharePicture, font: bytes, _store: Store) -> bytes:
    return _drawn(picture, font)


@lru_cache(maxsize=128)
def _drawn(picture: SharePicture, font: bytes) -> bytes:
    try:
        return draw(picture, font=font)
    except MissingGlyphError as error:
        # An emoji in a name is no reason to have no picture.
        without = str.maketrans(dict.fromkeys(error.characters, ""))
        kept = {name: str(text).translate(without) for name, text in asdict(picture).items()}
        return _drawn(SharePicture(**kept), font)


def _titles(snapshot: Snapshot, site: Site) -> Iterator[tuple[str, str, str]]:
    """(address, small line, large line)."""
    yield _SITE, site.document, site.description
    for kind in Kind:
        yield f"{FOLDER}{kind}.png", site.short_name, kind.list_title
    for entry in snapshot.settings.resolution.sections:
        address = f"{FOLDER}{Kind.SECTION}/{entry.slug}.png"
        yield address, f"Mục {entry.numeral} của nghị quyết", entry.title
    for place in snapshot.settings.localities.provinces():
        yield f"{FOLDER}dia-phuong/{place.id}.png", f"{site.short_name} ở địa phương", place.full_name


def codes(pages: Iterable[Outline], *, url: str, code: str) -> Iterator[Output]:
    """The QR code of each page that has one."""
    # Of two pages that claim one address the build tells, and the code is the same.
    for page in {page.qr: page for page in pages if page.qr}.values():
        address = url + page.address.lstrip("/")
        yield Output(page.qr, key("qr", code, address), partial(_code, address), apart=True)


def _code(address: str, _store: Store) -> bytes:
    return qr.svg(address)
