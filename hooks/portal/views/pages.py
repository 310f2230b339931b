"""The pages of the portal as values: one class for each template, nothing but what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from portal.views.parts import (
    Attachment,
    Banner,
    Card,
    Change,
    Day,
    FeedLink,
    Figure,
    Item,
    Link,
    Property,
    Target,
    TaskRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryPage(Page):
    """An ordinary page of text: title and body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage(Page):
    """What the pages of all records share."""

    kind: str
    kind_label: str
    summary: str
    date: Day
    updated: Day | None
    banners: tuple[Banner, ...]
    audiences: tuple[str, ...]
    tags: tuple[str, ...]
    sections: tuple[Link, ...]
    locality: Link | None
    attachments: tuple[Attachment, ...]
    sources: tuple[Item, ...]
    one_source: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage(RecordPage):
    """A section of the resolution with what the portal has on it."""

    numeral: str
    parent: Link | None
    children: tuple[Card, ...]
    previous: Link | None
    next: Link | None
    targets: tuple[Target, ...]
    all_targets: Link | None
    plans: tuple[Card, ...]
    achievements: tuple[Card, ...]
    no_achievements: str
    more: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(RecordPage):
    """A local plan: property panel, tasks and reports."""

    properties: tuple[Property, ...]
    channels: tuple[str, ...]
    tasks: tuple[TaskRow, ...]
    reports: tuple[TaskRow, ...]
    place_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementPage(RecordPage):
    """An achievement: its figure, what it rests on and what to be careful about."""

    figure: Figure | None
    as_of: Day | None
    properties: tuple[Property, ...]
    baseline: bool
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage(RecordPage):
    """A notice with the time it is shown."""

    properties: tuple[Property, ...]


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
    """`/muc-tieu/`: groups of targets for 2030 and 2045: (heading, ((group label, targets), …))."""

    horizons: tuple[tuple[str, tuple[tuple[str, tuple[Target, ...]], ...]], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document of the register."""

    number: str
    anchor: str
    kind: str
    issuer: str
    signed: Day | None
    effective: Day | None
    signer: str
    title: str
    official_url: str
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

    provinces: tuple[tuple[Link, int, str], ...]
    other: tuple[tuple[Link, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityPage(Page):
    """Everything of a locality: its own records, those below it and those of its predecessors."""

    name: str
    full_name: str
    properties: tuple[Property, ...]
    now: tuple[Link, ...]
    plans: tuple[Card, ...]
    achievements: tuple[Card, ...]
    notices: tuple[Card, ...]
    tasks: tuple[TaskRow, ...]
    more: tuple[Link, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksPage(Page):
    """`/viec/`: tasks and reports by unit, and those with a date in order of the date."""

    dated: tuple[TaskRow, ...]
    units: tuple[tuple[str, str, tuple[TaskRow, ...]], ...]
    total: int
    number: int
    pages: tuple[Link, ...]


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
    provinces: tuple[Link, ...]
    counts: tuple[tuple[str, int, str], ...]


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
