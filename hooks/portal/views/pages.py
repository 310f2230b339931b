"""The pages of the portal as values: one class for each template, nothing but what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from portal.views.parts import (
    Card,
    DataFile,
    Day,
    Event,
    FeedLink,
    FeedRow,
    FollowedTarget,
    Item,
    Link,
    Property,
    Target,
    TaskRow,
    Tile,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has.

    `picture` is what networks show beside a shared link; `qr` a drawing of the page's address for paper.

    `source` is the path below `docs/` whose rendered body the template shows, empty for pages
    without one; `body_key` names that rendering, so that the page's key changes with it.
    `schema` is a JSON-LD text that may stand inside a script element as it is.
    """

    address: str
    template: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    schema: str = ""
    source: str = ""
    body_key: str = ""
    noindex: bool = False
    picture: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryPage(Page):
    """An ordinary page of text: title and body. `minutes` is how long it takes to read."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionsPage(Page):
    """`/nghi-quyet/`: the resolution at a glance; `children` of a card are its parts."""

    properties: tuple[Property, ...]
    groups: tuple[tuple[Card, tuple[Card, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """One page of a list of records; `number` counts from 1, `pages` holds all addresses in order."""

    kind: str
    intro: str
    total: int
    cards: tuple[Card, ...]
    number: int
    pages: tuple[Link, ...]
    filters: tuple[tuple[str, tuple[Link, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsPage(Page):
    """`/muc-tieu/`: groups of targets for 2030 and 2045: (heading, ((group label, targets), …)).

    `measured` counts those that something measures; `data` are the same as files, `note` the media type.
    """

    horizons: tuple[tuple[str, tuple[tuple[str, tuple[FollowedTarget, ...]], ...]], ...]
    total: int
    measured: int
    data: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document of the register."""

    number: str
    spoken: str
    anchor: str
    kind: str
    issuer: str
    signed: Day | None
    effective: Day | None
    signer: str
    title: str
    full_text: tuple[Item, ...]
    sources: tuple[Item, ...]
    note: str
    cited_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPage(Page):
    """`/van-ban/`: the register of documents, newest first: (heading, rows)."""

    groups: tuple[tuple[str, tuple[DocumentRow, ...]], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalitiesPage(Page):
    """`/dia-phuong/`: provinces with their number of records: (link, records, former names)."""

    tiles: tuple[Tile, ...]
    shades: tuple[str, ...]
    provinces: tuple[tuple[Link, int, str], ...]
    other: tuple[tuple[Link, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityPage(Page):
    """Everything of a locality: its own records, those below it and those of its predecessors.

    `nation` are cards of the whole country, `screens` the screens that stand there: (name, size, place).
    """

    name: str
    full_name: str
    properties: tuple[Property, ...]
    now: tuple[Link, ...]
    plans: tuple[Card, ...]
    achievements: tuple[Card, ...]
    notices: tuple[Card, ...]
    tasks: tuple[TaskRow, ...]
    audiences: tuple[Link, ...]
    nation: tuple[Card, ...]
    screens: tuple[Item, ...]
    more: tuple[Link, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AudiencesPage(Page):
    """`/danh-cho/`: (link, what it is about, records) for each group of readers."""

    groups: tuple[tuple[Link, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudiencePage(Page):
    """`/danh-cho/<audience>/`: what names a group of readers."""

    sections: tuple[Card, ...]
    plans: tuple[Card, ...]
    achievements: tuple[Card, ...]
    notices: tuple[Card, ...]
    others: tuple[Link, ...]
    more: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage(Page):
    """`/dong-thoi-gian/`: events in order of time, by year."""

    years: tuple[tuple[str, tuple[Event, ...]], ...]
    total: int
    number: int
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPage(Page):
    """`/viec/don-vi/`: units that have something to do; `note` of a link counts it."""

    units: tuple[Link, ...]
    total: int
    number: int
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksPage(Page):
    """`/viec/`: tasks and reports by unit, and those with a date in order of the date.

    `filters` lead to the same for one unit.
    """

    dated: tuple[TaskRow, ...]
    units: tuple[tuple[str, str, tuple[TaskRow, ...]], ...]
    total: int
    number: int
    pages: tuple[Link, ...]
    filters: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage(Page):
    """`/doi-chieu/`: plan × section. A cell is `named`, `whole` or `none`."""

    columns: tuple[tuple[str, Link], ...]
    rows: tuple[tuple[Link, str, tuple[str, ...]], ...]
    number: int
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """`/`: what the resolution is, what it wants, what localities do, what has worked, what is new."""

    about: str
    sections: tuple[Card, ...]
    targets: tuple[Target, ...]
    plans: tuple[Card, ...]
    achievements: tuple[Card, ...]
    notices: tuple[Card, ...]
    audiences: tuple[Link, ...]
    provinces: tuple[Link, ...]
    counts: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsPage(Page):
    """`/nguon-tin/`: feeds in their groups, open data, and how to use them (the body).

    `example` is the feed that codes for other websites show; `list` holds all feeds for the picker.
    """

    groups: tuple[tuple[str, tuple[FeedRow, ...]], ...]
    places: Link
    data: tuple[DataFile, ...]
    example: FeedRow
    list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFeedsPage(Page):
    """`/nguon-tin/dia-phuong/`: the feeds of places."""

    rows: tuple[FeedRow, ...]
    total: int
    number: int
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedPage(Page):
    """`/embed/<feed>/`: the newest of a feed for an iframe on another website."""

    heading: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage(Page):
    """A former address: leads to `target` without JavaScript."""

    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage(Page):
    """`/404.html`."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the main menu, as `nav` in mkdocs.yml has it."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page knows of the site."""

    name: str
    short_name: str
    description: str
    language: str
    url: str
    menu: tuple[MenuEntry, ...]
    agency: str
    office: str
    contact: tuple[Item, ...]
    licence: str
    licence_url: str
    document: str
    assets: tuple[tuple[str, str], ...]
    abbreviations: tuple[tuple[str, str], ...]
