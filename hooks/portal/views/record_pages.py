"""The pages of records as values: one class for each kind."""

from __future__ import annotations

from dataclasses import dataclass

from portal.views.pages import Page
from portal.views.parts import (
    Attachment,
    Banner,
    Card,
    Change,
    Day,
    Figure,
    Item,
    Link,
    Property,
    Target,
    TaskRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage(Page):
    """What the pages of all records share. `minutes` is how long it takes to read, `spoken` the address
    of its text as it is read aloud."""

    kind: str
    kind_label: str
    summary: str
    date: Day
    updated: Day | None
    banners: tuple[Banner, ...]
    audiences: tuple[Link, ...]
    tags: tuple[str, ...]
    sections: tuple[Link, ...]
    locality: Link | None
    attachments: tuple[Attachment, ...]
    sources: tuple[Item, ...]
    one_source: bool
    changes: tuple[Change, ...]
    minutes: int
    spoken: str


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
    full_text: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(RecordPage):
    """A local plan: property panel, tasks and reports."""

    properties: tuple[Property, ...]
    channels: tuple[str, ...]
    tasks: tuple[TaskRow, ...]
    reports: tuple[TaskRow, ...]
    place_note: str
    full_text: tuple[Item, ...]


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
