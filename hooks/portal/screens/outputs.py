"""Every file of every screen. Pictures are drawn once for all screens of a size, and named by content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from portal import boards, installed, pictures
from portal.boards import Board, Layout, Slide, draw, draw_slide, dwell
from portal.catalogue import Snapshot
from portal.model.notice import Priority
from portal.model.outlets import Screen, ScreenKind
from portal.outputs import Assembled, Output, contents, without_store
from portal.screens import feeds, led_json, plain_files
from portal.screens.feeds import Channel
from portal.screens.fitting import Fit, Fitter, board_of
from portal.screens.messages import Message, standing
from portal.screens.playlists import MOST, Playlist, Programme
from portal.screens.slots import MOST_DESCRIPTION, Picture, Slot, in_order, plain, shortened, unique
from portal.store import Store, digest, fingerprint_of_folder, key

FOLDER, PAGES = "/led/", "/man-hinh/"
PICTURES = f"{FOLDER}anh/"


@dataclass(frozen=True, slots=True)
class Showing:
    """What a screen shows, laid out for it: slots now, and slots that come later; `spare` is its standing
    message. All are empty where nothing fits, which is an error of the content (`checks`)."""

    playlist: Playlist
    now: tuple[Slot, ...]
    later: tuple[Slot, ...]
    spare: Slot | None


@dataclass(frozen=True, slots=True)
class Studio:
    """What drawing depends on besides messages: the public address, the portal's name, and its font."""

    url: str
    name: str
    font: bytes


class Showings:
    """What all screens show at a moment; pictures are declared as they are needed."""

    def __init__(self, snapshot: Snapshot, studio: Studio) -> None:
        self._snapshot, self._studio = snapshot, studio
        self.programme, self.fitter = Programme(snapshot), Fitter()
        self._look = digest(f"{fingerprint()}{studio.name}{studio.url}{digest(studio.font)}".encode())
        self.pictures: dict[str, Output] = {}
        # A message looks the same on all screens of a size.
        self._slots: dict[tuple[object, ...], Slot | None] = {}
        self.all = tuple(map(self._showing, snapshot.settings.screens.screens))

    def _showing(self, screen: Screen) -> Showing:
        playlist = self.programme.playlist(screen)
        spare = standing(screen, self._snapshot)
        now = [slot for slot in (self._kept(message, screen) for message in playlist.now) if slot]
        later = [slot for slot in (self._kept(message, screen) for message in playlist.later) if slot]
        last = self._kept(spare, screen)
        shown = now[:MOST] or ([last] if last else [])
        return Showing(playlist, tuple(_dated(shown)), tuple(_dated(later)), last)

    def _kept(self, message: Message, screen: Screen) -> Slot | None:
        name = (message.id, screen.width, screen.height, screen.kind, screen.colour)
        if name not in self._slots:
            self._slots[name] = self._slot(message, screen)
        return self._slots[name]

    def _slot(self, message: Message, screen: Screen) -> Slot | None:
        """None for what the screen cannot hold."""
        try:
            board = board_of(screen)
        except ValueError:
            return None
        if board is None:
            text, drawn = plain(message.title), self._slide(message, screen)
        else:
            fit = self.fitter.fit(message, board)
            if not isinstance(fit, Fit):
                return None
            text, drawn = fit.text, self._drawn(fit, board, message.priority)
        description = shortened(plain(message.summary or message.title), MOST_DESCRIPTION)
        title = plain(message.title)
        seconds = dwell(f"{text} {description}" if board is None else text)
        name = key(message, title, description, text, drawn, seconds)
        return Slot(name, message, title, description, text, drawn, seconds, message.changed)

    def _drawn(self, fit: Fit, board: Board, priority: Priority) -> tuple[Picture, ...]:
        phases = range(len(fit.layout.phases))
        return tuple(
            self._picture(
                key(fit.layout, phase, board, priority.value),
                board.width,
                board.height,
                partial(_board_drawn, fit.layout, phase, board, priority),
            )
            for phase in phases
        )

    def _slide(self, message: Message, screen: Screen) -> tuple[Picture, ...]:
        figure = message.figure
        slide = Slide(
            # Under a figure its own words are enough.
            title=figure.what if figure and figure.what in message.title else message.title,
            text=message.summary,
            kicker=message.kicker,
            figure=(figure.number, figure.unit, figure.what) if figure else None,
            source=message.source,
            address=self._studio.url + message.address.lstrip("/"),
            priority=message.priority,
        )
        studio, size = self._studio, (screen.width, screen.height)
        make = partial(_slide_drawn, slide, size, studio.name, studio.font)
        return (self._picture(key(slide, size), *size, make),)

    def _picture(self, name: str, width: int, height: int, make: Callable[[Store], bytes]) -> Picture:
        name = digest(f"{self._look}\0{name}".encode())
        address = f"{PICTURES}{width}x{height}/{name}.png"
        if address not in self.pictures:
            drawn = Output(address, f"{name}.png", make, apart=True)
            self.pictures[address] = replace(drawn, make=partial(_drawn_once, drawn))
        return Picture(address, width, height)


def _dated(slots: Sequence[Slot]) -> Iterator[Slot]:
    """Titles that differ, dates that sort as they stand."""
    titles = unique(slot.title for slot in slots)
    dates = in_order([slot.date for slot in slots])
    for slot, title, date in zip(slots, titles, dates, strict=True):
        yield replace(slot, title=title, date=date)


@cache
def fingerprint() -> str:
    """Changes with the code that draws: pictures get other addresses then, because players cache by those."""
    folders = (Path(str(module.__file__)).parent for module in (boards, pictures))
    names = [fingerprint_of_folder(folder) for folder in folders]
    return digest("\0".join([*names, *installed.versions(["pillow", "zxing-cpp"])]).encode())


def outputs(snapshot: Snapshot, showings: Showings, *, url: str, code: str) -> Iterator[Output]:
    """All files below `/led/`."""
    maker = _Maker(snapshot, showings, url, code)
    for showing in showings.all:
        yield from maker.files(showing)
    yield from showings.pictures.values()


class _Maker:
    """Declares the files of a screen."""

    def __init__(self, snapshot: Snapshot, showings: Showings, url: str, code: str) -> None:
        self._snapshot, self._showings, self._url = snapshot, showings, url
        self._base = key("screen", code, url, snapshot.settings.state("site"))

    def files(self, showing: Showing) -> Iterator[Output]:
        screen = showing.playlist.screen
        state = self._state(showing)
        folder = f"{FOLDER}{screen.id}/"
        for name, document in (
            ("led.xml", partial(_feed, feeds.led_xml)),
            ("mrss.xml", partial(_feed, feeds.media_rss)),
            ("usb.zip", _archive),
        ):
            head = partial(self._head, showing, f"{folder}{name}")
            parts = partial(self._pictures, showing)
            make = Assembled(document, head, parts)
            yield Output(f"{folder}{name}", key(state, name), make, parts=parts, apart=True)
        yield from self._texts(showing, folder, state)
        if screen.kind is not ScreenKind.KIOSK:
            yield from self._numbered(showing, folder)

    def _state(self, showing: Showing) -> str:
        """Names all that the files of a screen depend on. Joined and not by `key`: slots are looked at once,
        and not for each of a thousand screens."""
        spare = [showing.spare] if showing.spare else []
        names = _names((*showing.now, *showing.later, *spare))
        return digest(
            "\0".join([self._base, repr(showing.playlist.screen), str(len(showing.now)), *names]).encode()
        )

    def _texts(self, showing: Showing, folder: str, state: str) -> Iterator[Output]:
        screen, site = showing.playlist.screen, self._snapshot.settings.site
        channel = self._channel(showing, f"{folder}led.json")
        # The standing message last: when all has ended, a player without a line still has its picture.
        rest = [showing.spare] if showing.spare else []
        ids = {slot.message.id for slot in showing.now}
        slots = (*showing.now, *showing.later, *(slot for slot in rest if slot.message.id not in ids))
        feed = partial(led_json.led_json, channel, screen, slots, site.language)
        yield Output(f"{folder}led.json", key(state, "led.json"), partial(without_store, feed))
        for name in plain_files.ENCODINGS:
            text = partial(plain_files.led_txt, showing.now, name)
            yield Output(f"{folder}{name}", key(state, name), partial(without_store, text))
        change, content = self._snapshot.next_change, digest("\0".join(_names(showing.now)).encode())
        beat = partial(led_json.heartbeat, screen, content, len(showing.now), change, self._url)
        name = key(state, "heartbeat", change)
        yield Output(f"{folder}heartbeat.json", name, partial(without_store, beat))

    def _numbered(self, showing: Showing, folder: str) -> Iterator[Output]:
        """`1.png` … `10.png`: for boxes that know only fixed addresses."""
        spare = [showing.spare] * MOST if showing.spare else []
        for number, slot in enumerate([*showing.now, *spare][:MOST], start=1):
            drawn = self._showings.pictures[slot.pictures[0].address]
            yield Output(f"{folder}{number}.png", drawn.key, drawn.make, apart=True)

    def _pictures(self, showing: Showing) -> Iterator[Output]:
        for picture in feeds.pictures_of(showing.now):
            yield self._showings.pictures[picture.address]

    def _head(self, showing: Showing, own: str) -> tuple[Channel, tuple[Slot, ...]]:
        return self._channel(showing, own), showing.now

    def _channel(self, showing: Showing, own: str) -> Channel:
        screen, site = showing.playlist.screen, self._snapshot.settings.site
        page = f"{PAGES}{screen.id}/"
        return Channel(
            plain(f"{site.short_name}: {screen.name}"), plain(site.description), own, page, self._url
        )


def _names(slots: Iterable[Slot]) -> Iterator[str]:
    return (f"{slot.name} {slot.title} {slot.date.isoformat()}" for slot in slots)


_Head = tuple[Channel, tuple[Slot, ...]]


def _feed(
    document: Callable[[Channel, Sequence[Slot], Sequence[int]], bytes], head: _Head, drawn: Iterable[bytes]
) -> bytes:
    channel, slots = head
    return document(channel, slots, [len(picture) for picture in drawn])


def _archive(head: _Head, drawn: Iterable[bytes]) -> bytes:
    return plain_files.usb_zip(head[1], drawn)


def _drawn_once(picture: Output, store: Store) -> bytes:
    """Numbered files show it again, and feeds and archives of screens are put together from it."""
    return b"".join(contents([picture], store))


def _board_drawn(layout: Layout, phase: int, board: Board, priority: Priority, _store: Store) -> bytes:
    return draw(layout, phase, board, priority)


def _slide_drawn(slide: Slide, size: tuple[int, int], name: str, font: bytes, _store: Store) -> bytes:
    return draw_slide(slide, size, name=name, font=font)
