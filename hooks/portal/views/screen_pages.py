"""What the templates of screens show."""

from __future__ import annotations

from dataclasses import dataclass

from portal.views.pages import Page
from portal.views.parts import Link


@dataclass(frozen=True, slots=True)
class Slide:
    """A message on a kiosk page; `picture` is site-absolute."""

    title: str
    text: str
    kicker: str
    source: str
    address: str
    picture: str
    emergency: bool


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """What a screen is: sizes in pixels, `kind` led, ticker or kiosk."""

    id: str
    name: str
    width: int
    height: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskPage(Page):
    """`/man-hinh/<screen>/`: the player of a screen; `data` and `worker` are site-absolute."""

    screen: ScreenFacts
    slides: tuple[Slide, ...]
    data: str
    worker: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message in the list of screens: its pictures, and from or until when in words."""

    link: Link
    pictures: tuple[str, ...]
    when: str


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A screen in the list: `about` its size, kind and colours; `entry` the addresses to enter, by player."""

    screen: ScreenFacts
    page: Link
    about: str
    place: Link | None
    data: str
    now: tuple[Shown, ...]
    later: tuple[Shown, ...]
    entry: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreensPage(Page):
    """`/man-hinh/`: the screens, what each shows, and what to enter in its player."""

    rows: tuple[ScreenRow, ...]
    total: int
    number: int
    pages: tuple[Link, ...]
