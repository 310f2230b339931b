"""Everything the portal knows, validated; and what of it holds at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import itemgetter

from portal import lifecycle
from portal.lifecycle import State
from portal.loading import Loaded
from portal.model.achievement import Achievement
from portal.model.notice import Notice
from portal.model.page import OrdinaryText
from portal.model.plan import Plan
from portal.model.record import Kind, Record
from portal.model.section import Section
from portal.published import NOTHING, Published
from portal.references import beside
from portal.register import Register
from portal.rendering import Body
from portal.settings import Settings
from portal.store import DamagedError, Store

GONE = (State.EXPIRED, State.WITHDRAWN)
"""What no list, feed or screen holds any more, though its address still answers."""


def rendered_body(store: Store, key: str) -> Body:
    """The body that was stored when its file was loaded; DamagedError when it has gone since."""
    body = store.load(key)
    if not isinstance(body, Body):
        raise DamagedError(key)
    return body


@dataclass(frozen=True)
class Catalogue:
    """All records, whatever their state, in the order of their files.

    `others` are the files below `docs/` that are no Markdown, with their sizes in bytes as published;
    `published` is the register of what has been public.
    """

    settings: Settings
    loaded: tuple[Loaded, ...]
    others: Mapping[str, int]
    store: Store
    published: Published = NOTHING

    @cached_property
    def by_path(self) -> Mapping[str, Loaded]:
        """Files by their path below `docs/`."""
        return {loaded.path: loaded for loaded in self.loaded}

    @cached_property
    def records(self) -> tuple[Record, ...]:
        return tuple(loaded.record for loaded in self.loaded if isinstance(loaded.record, Record))

    @cached_property
    def due(self) -> Mapping[int, Plan]:
        """Plans with deadlines, by object."""
        plans = (loaded.record for loaded in self.loaded if loaded.due)
        return {id(plan): plan for plan in plans if isinstance(plan, Plan)}

    @cached_property
    def texts(self) -> tuple[OrdinaryText, ...]:
        return tuple(loaded.record for loaded in self.loaded if isinstance(loaded.record, OrdinaryText))

    @cached_property
    def register(self) -> Register:
        return Register(self.settings.documents.documents)

    def loaded_of(self, record: Record | OrdinaryText) -> Loaded:
        return self.by_path[record.origin.path.removeprefix("docs/")]

    def body(self, record: Record | OrdinaryText) -> Body:
        """The rendered body; read from the store when it is asked for, not kept in memory."""
        return self.body_at(record.origin.path.removeprefix("docs/"))

    def body_at(self, path: str) -> Body:
        """The rendered body of the file at `path` below `docs/`."""
        return rendered_body(self.store, self.by_path[path].body_key)

    def at(self, now: datetime, *, drafts: bool = False) -> Snapshot:
        """What is live, expired, withdrawn at `now`; with `drafts` (preview) those not published too."""
        states = {id(record): lifecycle.state(record, now) for record in self.records}
        return Snapshot(self, now, drafts, states)


@dataclass(frozen=True)
class Snapshot:
    """The catalogue at one moment. `states` are by object, as other things that are asked for often: to work
    out an identity takes longer than the answer."""

    catalogue: Catalogue
    now: datetime
    drafts: bool
    states: Mapping[int, State]

    @property
    def settings(self) -> Settings:
        return self.catalogue.settings

    def state(self, record: Record) -> State:
        return self.states[id(record)]

    def mark(self, record: Record) -> str:
        """Changes with all that data of a record depend on, but for what `data/` says: its file, its state at
        the moment, and the sizes of the files that it names."""
        return self._marks[id(record)]

    def faces(self, records: Iterable[Record]) -> str:
        """Changes with all that lists show of these records, and with their order: what stands above their
        bodies, and their states."""
        found = self._faces
        return "\n".join([found[id(record)] for record in records])

    @cached_property
    def _faces(self) -> Mapping[int, str]:
        return {
            id(loaded.record): f"{loaded.face} {self.states[id(loaded.record)].value}"
            for loaded in self.catalogue.loaded
            if isinstance(loaded.record, Record)
        }

    @cached_property
    def _marks(self) -> Mapping[int, str]:
        found, others = {}, self.catalogue.others
        for loaded in self.catalogue.loaded:
            record = loaded.record
            if isinstance(record, Record):
                sizes = [others.get(beside(record, name), 0) for name in record.files]
                found[id(record)] = f"{loaded.state} {self.states[id(record)].value} {sizes or ''}"
        return found

    @cached_property
    def shown(self) -> tuple[Record, ...]:
        """Records whose address answers: what was withdrawn or has expired still does."""
        hidden = () if self.drafts else (State.DRAFT, State.SCHEDULED)
        return tuple(record for record in self.catalogue.records if self.state(record) not in hidden)

    @cached_property
    def listed(self) -> tuple[Record, ...]:
        """Records that lists, feeds and screens hold, newest first."""
        shown = set(map(id, self.shown))
        found = [
            (loaded.rank, loaded.record)
            for loaded in self.catalogue.loaded
            if isinstance(loaded.record, Record)
            and id(loaded.record) in shown
            and self.states[id(loaded.record)] not in GONE
        ]
        return tuple(record for _, record in sorted(found, key=itemgetter(0)))

    @cached_property
    def _places(self) -> Mapping[int, int]:
        """Listed records, by object, and their places in the list."""
        return {id(record): place for place, record in enumerate(self.listed)}

    @cached_property
    def texts(self) -> tuple[OrdinaryText, ...]:
        return tuple(text for text in self.catalogue.texts if self.drafts or not text.draft)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Pages of the resolution in its order."""
        order = {slug: place for place, slug in enumerate(self.settings.sections)}
        found = [
            record for record in self.listed if isinstance(record, Section) and record.origin.slug in order
        ]
        return tuple(sorted(found, key=lambda record: order[record.origin.slug]))

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        return tuple(record for record in self.listed if isinstance(record, Plan))

    @cached_property
    def achievements(self) -> tuple[Achievement, ...]:
        return tuple(record for record in self.listed if isinstance(record, Achievement))

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(record for record in self.listed if isinstance(record, Notice))

    def of_kind(self, kind: Kind) -> tuple[Record, ...]:
        """Listed records of a kind: sections in the order of the resolution, all else newest first."""
        of_kinds: Mapping[Kind, tuple[Record, ...]] = {
            Kind.PLAN: self.plans,
            Kind.ACHIEVEMENT: self.achievements,
            Kind.NOTICE: self.notices,
        }
        return self.sections if kind is Kind.SECTION else of_kinds[kind]

    @cached_property
    def _by_section(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.listed:
            for slug in self.sections_of(record):
                found[slug].append(record)
        return {slug: tuple(records) for slug, records in found.items()}

    def sections_of(self, record: Record) -> tuple[str, ...]:
        """Slugs of the sections that a record names; an achievement's task group counts as naming it."""
        if not isinstance(record, Achievement) or not record.task_group:
            return tuple(dict.fromkeys(record.sections))
        groups = (
            entry.slug for entry in self.settings.resolution.sections if entry.task_group == record.task_group
        )
        return tuple(dict.fromkeys((*record.sections, *groups)))

    def in_section(self, slug: str) -> tuple[Record, ...]:
        """Listed records that name the section, newest first."""
        return self._by_section.get(slug, ())

    @cached_property
    def _by_locality(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.listed:
            if record.locality:
                found[record.locality].append(record)
        return {id: tuple(records) for id, records in found.items()}

    @cached_property
    def localities_with_records(self) -> tuple[str, ...]:
        """Also those whose records have expired or gone: a page and a feed that were public stay."""
        known = (id for id in self.catalogue.published.places if id in self.settings.localities)
        return tuple(sorted({*known, *(record.locality for record in self.shown if record.locality)}))

    def everything_of(self, locality: str) -> tuple[Record, ...]:
        """Its own records, those of the places below it and of its predecessors, newest first."""
        found = self._everything.get(locality)
        if found is None:
            ids = self.settings.localities.gathers(locality) & self._by_locality.keys()
            places = sorted(self._places[id(record)] for each in ids for record in self._by_locality[each])
            found = tuple(self.listed[place] for place in places)
            self._everything[locality] = found
        return found

    @cached_property
    def _everything(self) -> dict[str, tuple[Record, ...]]:
        return {}

    @cached_property
    def next_change(self) -> datetime | None:
        """When what is shown changes next by itself."""
        return lifecycle.next_change(self.catalogue.records, self.now)
