"""What pages are put together from: links, cards, properties, figures and rows of tables.

Everything here is frozen and holds only text, numbers and tuples of such values, so that the
`repr` of a view is the same for the same content and can be hashed into an output's key.
Addresses are site-absolute (`/ke-hoach/can-tho/a/`); whoever shows them adds its own base.
Dates come twice: `iso` for machines (and for the reader's browser, which marks what is past),
`text` for people, already in Vietnamese.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A title and where it leads: an address of the portal, or an absolute http(s) address."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, perhaps only a month or a year: `iso` 2025-02-18, 2025-02 or 2025; `text` for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a property: text, with a link when the portal has a page for it.

    `spoken` is how the text is read out, where a screen reader could only spell it: 180-KH/TU.
    """

    text: str
    address: str = ""
    note: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A line of a property panel: `Số ký hiệu: 180-KH/TU`."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure: `value` is ready to show ("trên 65.000.000", "1.227 trên tổng 1.298")."""

    value: str
    unit: str
    what: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A record in a list. `kind` is the folder (`ke-hoach`), `kind_label` its Vietnamese name."""

    kind: str
    kind_label: str
    title: str
    address: str
    summary: str
    date: Day
    locality: Link | None = None
    figure: Figure | None = None
    as_of: Day | None = None
    baseline: bool = False
    numeral: str = ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Who does what by when. `due` is the last day that is still in time, for the browser to compare."""

    unit: str
    work: str
    due: Day | None
    recurs: str
    result: str
    plan: Link
    kind: str = "task"
    to: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a record's history."""

    date: Day
    note: str
    major: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a record: size as text for people ("1,2 MB"), type as a media type."""

    title: str
    address: str
    media_type: str
    size: int
    size_text: str
    full_text: bool


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice above a record: `level` is `info` or `warning`."""

    level: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the resolution: `phrase` is operator, value and unit in words ("từ 30% GDP trở lên")."""

    id: str
    label: str
    phrase: str
    group: str
    sections: tuple[Link, ...]
    sources: tuple[Item, ...]
    one_source: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A measured value on a chart: `x` in thousandths of its width, `row` counts labels from the axis up."""

    x: int
    row: int
    text: str
    when: str
    baseline: bool


@dataclass(frozen=True, slots=True)
class Observation:
    """A row of the table behind a chart."""

    when: Day
    value: str
    basis: str
    source: Item
    record: Link | None
    baseline: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Progress towards a target on a line whose right end is the better one.

    `zone` is where the target is reached, `marks` the labels below the line; both in thousandths.
    """

    title: str
    goal: str
    zone: tuple[int, int]
    marks: tuple[tuple[int, str], ...]
    dots: tuple[Dot, ...]
    rows: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class FollowedTarget:
    """A target with its measures, and with figures that look like measures and are none: (record, why)."""

    target: Target
    charts: tuple[Chart, ...]
    not_compared: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A point of the timeline: `kind` is `document`, `effective`, `plan` or `deadline`."""

    day: Day
    kind: str
    title: str
    link: Link


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the map: column and row from 1; `shade` from 0 (no record) to 4."""

    link: Link
    label: str
    column: int
    row: int
    shade: int
    records: int


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed where feeds are listed: `links` are its forms, `note` of each the media type."""

    page: Link
    about: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of open data; `schema` is the address of its JSON Schema."""

    link: Link
    about: str
    schema: str


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that contains a page, for autodiscovery; people are shown those that are the page's `own`."""

    title: str
    address: str
    media_type: str
    own: bool
