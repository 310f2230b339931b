"""`/man-hinh/`: the list of screens, and the page of each, which plays it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from portal.catalogue import Snapshot
from portal.dates import VIETNAM, hours_text
from portal.model.notice import Priority
from portal.model.outlets import Colour, Screen, ScreenKind
from portal.schedule import Schedule
from portal.screens.outputs import FOLDER, PAGES, Showing, Showings
from portal.screens.slots import Slot
from portal.views.paging import pages
from portal.views.parts import Link
from portal.views.places import with_pages
from portal.views.records import HOME
from portal.views.screen_pages import KioskPage, ScreenFacts, ScreenRow, ScreensPage, Shown, Slide
from portal.views.values import locality_link

PER_PAGE = 50
WORKER = f"{PAGES}may.js"
"""The service worker: below `/man-hinh/`, because it serves only what lies below it."""
INDEX = Link("Màn hình", PAGES)
_KINDS = {ScreenKind.LED: "bảng LED", ScreenKind.TICKER: "bảng chữ chạy", ScreenKind.KIOSK: "màn hình"}
_COLOURS = {Colour.MONO: "một màu", Colour.DUAL: "hai màu", Colour.FULL: "nhiều màu"}
_DAYS = ("", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def screen_pages(snapshot: Snapshot, showings: Showings) -> Iterator[KioskPage | ScreensPage]:
    """Every page below `/man-hinh/` but the one to try texts on."""
    yield from _lists(snapshot, showings)
    for showing in showings.all:
        yield _kiosk(showing)


def _kiosk(showing: Showing) -> KioskPage:
    screen = showing.playlist.screen
    return KioskPage(
        address=f"{PAGES}{screen.id}/",
        template="kiosk.html",
        title=screen.name,
        description=f"{screen.name}: tin về Nghị quyết 57 để chiếu trên {_about(screen)}.",
        noindex=True,
        screen=_facts(screen),
        slides=tuple(_slide(slot) for slot in showing.now),
        data=f"{FOLDER}{screen.id}/led.json",
        worker=WORKER,
    )


def _slide(slot: Slot) -> Slide:
    message = slot.message
    return Slide(
        title=message.title,
        text=message.summary,
        kicker=message.kicker,
        source=message.source,
        address=message.address,
        picture=slot.pictures[0].address if slot.pictures else "",
        emergency=message.priority is Priority.EMERGENCY,
    )


def _lists(snapshot: Snapshot, showings: Showings) -> Iterator[ScreensPage]:
    paged = frozenset(place.id for place in with_pages(snapshot))
    for number, address, part, links in pages(showings.all, PER_PAGE, PAGES):
        again = "" if number == 1 else f", trang {number}"
        yield ScreensPage(
            address=address,
            template="screens.html",
            title=INDEX.title + again,
            description="Bảng LED, bảng chữ chạy, màn hình: đang hiện gì, sắp hiện gì, nhập địa chỉ nào"
            f" vào đầu phát{again}.",
            crumbs=(HOME,) if number == 1 else (HOME, INDEX),
            rows=tuple(_row(showing, snapshot, paged) for showing in part),
            total=len(showings.all),
            number=number,
            pages=links,
        )


def _row(showing: Showing, snapshot: Snapshot, paged: Collection[str]) -> ScreenRow:
    screen = showing.playlist.screen
    return ScreenRow(
        screen=_facts(screen),
        page=Link(screen.name, f"{PAGES}{screen.id}/"),
        about=_about(screen),
        place=_place(screen, snapshot, paged),
        data=f"{FOLDER}{screen.id}/led.json",
        now=tuple(_shown(slot, _until(slot.message.schedule)) for slot in showing.now),
        later=tuple(_shown(slot, _from(slot.message.schedule, snapshot.now)) for slot in showing.later),
        entry=tuple(_entry(screen)),
    )


def _place(screen: Screen, snapshot: Snapshot, paged: Collection[str]) -> Link | None:
    """Where a screen stands; without an address where there are no records, and so no page, yet."""
    place = locality_link(screen.locality, snapshot)
    return place if place is None or screen.locality in paged else replace(place, address="")


def _shown(slot: Slot, when: str) -> Shown:
    pictures = tuple(picture.address for picture in slot.pictures)
    return Shown(Link(slot.title, slot.message.address), pictures, when)


def _entry(screen: Screen) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """What to enter in which player. Sources: the players' own manuals and code, as far as they were read."""

    def file(name: str) -> Link:
        return Link(name, f"{FOLDER}{screen.id}/{name}")

    yield "Trình duyệt, hộp Android, Anthias", (Link("trang phát", f"{PAGES}{screen.id}/"),)
    yield "Đầu phát có mục RSS: Xibo, MagicMirror, Concerto, piSignage, info-beamer", (file("led.xml"),)
    yield "Đầu phát có danh sách ảnh: BrightSign, Xibo", (file("mrss.xml"),)
    if screen.kind is not ScreenKind.KIOSK:
        yield "Hộp chỉ nhận địa chỉ cố định", (file("1.png"), file("10.png"))
    yield "Phần mềm của hãng bảng (Huidu, NovaStar, Colorlight, Linsn): chép vào USB", (file("usb.zip"),)
    yield "Tệp chữ, mỗi dòng một tin", (file("led.txt"), file("led.bom.txt"), file("led.utf16.txt"))
    yield "Chương trình tự viết, theo dõi", (file("led.json"), file("heartbeat.json"))


def _about(screen: Screen) -> str:
    return f"{_KINDS[screen.kind]} {screen.width}×{screen.height} điểm ảnh, {_COLOURS[screen.colour]}"


def _facts(screen: Screen) -> ScreenFacts:
    return ScreenFacts(screen.id, screen.name, screen.width, screen.height, screen.kind.value)


def _until(schedule: Schedule) -> str:
    until = f"đến {_end(schedule.end)}" if schedule.end else ""
    return ", ".join(part for part in (_hours(schedule), until) if part)


def _from(schedule: Schedule, now: datetime) -> str:
    begins = schedule.start if schedule.start and schedule.start > now else None
    since = f"từ {_moment(begins)}" if begins else ""
    return ", ".join(part for part in (since, _hours(schedule)) if part)


def _hours(schedule: Schedule) -> str:
    """«thứ Hai, thứ Tư, 07:00-11:30»."""
    days = ", ".join(_DAYS[day] for day in schedule.days)
    return ", ".join(part for part in (days, hours_text(schedule.hours)) if part)


def _end(moment: datetime) -> str:
    """Midnight ends the day before: «hết 31/12/2026»."""
    if moment.astimezone(VIETNAM).time() == time():
        return f"hết {moment.astimezone(VIETNAM) - timedelta(days=1):%d/%m/%Y}"
    return _moment(moment)


def _moment(moment: datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return f"{local:%H:%M} {local:%d/%m/%Y}"
