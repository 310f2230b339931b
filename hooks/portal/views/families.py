"""Pages in families, each with what it depends on: one that has not changed is not worked out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from portal.catalogue import Snapshot
from portal.feeds.channels import Channel, Channels
from portal.model.page import OrdinaryText
from portal.model.record import Audience, Kind, Record
from portal.model.section import Section
from portal.store import digest
from portal.views import (
    audiences,
    everything,
    feeds,
    handbook,
    listings,
    places,
    registers,
    search,
    targets,
    tasks,
    timeline,
)
from portal.views.pages import Page
from portal.views.records import record_page

_TOGETHER = 2
"""Digits of a digest by which pages of records are in families: 256 of them, of which an edit touches one."""


@dataclass(frozen=True, slots=True)
class Family:
    """Pages that are worked out together. `state` says all that they depend on besides the code; a family
    without one is worked out each time."""

    state: str
    pages: Callable[[], Iterable[Page]]


def families(snapshot: Snapshot, channels: Channels) -> Iterator[Family]:
    """All pages but those of screens, in the order in which they claim addresses."""
    return _Families(snapshot, channels).all()


class _Families:
    """States are texts of names: of data files, of files as a whole (`Snapshot.mark`), of what stands above
    their bodies and is all that lists show (`Snapshot.faces`)."""

    def __init__(self, snapshot: Snapshot, channels: Channels) -> None:
        self._snapshot = snapshot
        self._channels = channels
        settings = snapshot.settings
        today = settings.localities.provinces(on=snapshot.now.date())
        names = [name for name in settings.digests if name != "screens"]
        self._base = [*settings.state(*names), *(place.id for place in today)]
        self._texts = "\n".join(
            f"{loaded.state} {loaded.record.draft}"
            for loaded in snapshot.catalogue.loaded
            if isinstance(loaded.record, OrdinaryText)
        )
        self._plans = snapshot.faces(snapshot.plans)
        self._achievements = snapshot.faces(snapshot.achievements)
        self._sections = snapshot.faces(snapshot.sections)
        documents = (each.file_path for each in settings.documents.documents if each.file_path)
        self._sizes = " ".join(str(snapshot.catalogue.others.get(path, 0)) for path in documents)

    def all(self) -> Iterator[Family]:
        snapshot = self._snapshot
        yield self._one("home", listings.home, self._plans, self._achievements, self._sections, self._newest)
        yield from self._records()
        yield self._family("texts", partial(everything.text_pages, snapshot), self._texts)
        yield self._one("sections", listings.sections_page, self._sections, self._sizes)
        yield from self._lists()
        yield from self._places()
        yield from self._audiences()
        yield self._one("targets", targets.targets_page, self._achievements)
        yield self._one("documents", registers.documents_page, self._plans, self._sizes)
        yield self._family("tasks", partial(tasks.tasks_pages, snapshot), self._plans)
        yield self._family("timeline", partial(timeline.timeline_pages, snapshot), self._plans)
        yield self._family("matrix", partial(registers.matrix_pages, snapshot), self._plans)
        yield self._one("search", search.search_page, self._sections, self._counts)
        yield self._family("handbook", partial(handbook.handbook_pages, snapshot), self._texts)
        yield from self._feeds()
        yield from self._others()

    def _family(self, name: str, pages: Callable[[], Iterable[Page]], *state: str) -> Family:
        return Family(digest("\0".join([name, *self._base, *state]).encode()), pages)

    def _one(self, name: str, page: Callable[[Snapshot], Page], *state: str) -> Family:
        return self._family(name, lambda: [page(self._snapshot)], *state)

    @property
    def _newest(self) -> str:
        return self._snapshot.faces(self._snapshot.notices[:3]) + self._counts

    @property
    def _national(self) -> str:
        return self._snapshot.faces(places.national(self._snapshot))

    @property
    def _counts(self) -> str:
        return " ".join(str(len(self._snapshot.of_kind(kind))) for kind in Kind)

    def _records(self) -> Iterator[Family]:
        found: dict[str, list[Record]] = {}
        for record in self._snapshot.shown:
            # What leads on from the page of a section is not its own.
            alone = isinstance(record, Section)
            name = record.origin.path if alone else digest(record.origin.path.encode())[:_TOGETHER]
            found.setdefault(name, []).append(record)
        for name, records in found.items():
            yield self._family(name, partial(_record_pages, records, self._snapshot), *self._around(records))

    def _around(self, records: Sequence[Record]) -> Iterator[str]:
        """What the pages of records depend on."""
        for record in records:
            yield self._snapshot.mark(record)
            yield " ".join(channel.name for channel in self._channels.of(record))
            if isinstance(record, Section):
                yield self._sections
                yield self._snapshot.faces(self._snapshot.in_section(record.origin.slug))
                yield self._sizes
            elif record.kind_of_record is Kind.PLAN:
                yield self._sizes

    def _lists(self) -> Iterator[Family]:
        snapshot = self._snapshot
        for kind in (Kind.PLAN, Kind.ACHIEVEMENT, Kind.NOTICE):
            state = snapshot.faces(snapshot.of_kind(kind))
            yield self._family(kind.value, partial(listings.kind_list, kind, snapshot), state)
        for record in snapshot.sections:
            state = snapshot.faces([record, *snapshot.in_section(record.origin.slug)])
            yield self._family("section", partial(listings.section_list, record, snapshot), state)

    def _places(self) -> Iterator[Family]:
        snapshot = self._snapshot
        found = places.with_pages(snapshot)
        named = " ".join((*(place.id for place in found), "/", *snapshot.localities_with_records))
        counts = " ".join(str(len(snapshot.everything_of(place.id))) for place in found)
        yield self._one("places", places.localities_page, named, counts)
        around = "\0".join([named, *snapshot.settings.state("screens"), self._national])
        # Short, because there are hundreds of families.
        around = digest(around.encode())
        for place in found:
            state = snapshot.faces(snapshot.everything_of(place.id))
            pages = partial(places.locality_pages, place, snapshot)
            yield self._family(f"place {place.id}", pages, around, state)
        yield self._family("former places", partial(places.redirects, snapshot), named)

    def _audiences(self) -> Iterator[Family]:
        snapshot, found = self._snapshot, audiences.by_audience(self._snapshot)
        counts = " ".join(str(len(records)) for records in found.values())
        yield self._one("audiences", audiences.audiences_page, self._texts, counts)
        for each in Audience:
            pages = partial(audiences.audience_pages, each, found[each], snapshot)
            yield self._family(each, pages, self._texts, snapshot.faces(found[each]))

    def _feeds(self) -> Iterator[Family]:
        channels = self._channels
        counts = " ".join(f"{channel.name} {len(channel.records)}" for channel in channels.all)
        pages = partial(feeds.feed_pages, self._snapshot, channels)
        yield self._family("feeds", pages, self._texts, counts)
        for channel in channels.all:
            state = self._snapshot.faces(channel.records[: feeds.EMBEDDED])
            yield self._family(f"embed {channel.name}", partial(self._embedded, channel), state)

    def _embedded(self, channel: Channel) -> Iterator[Page]:
        yield feeds.embed_page(channel, self._snapshot)

    def _others(self) -> Iterator[Family]:
        moved = list(everything.former_addresses(self._snapshot))
        yield self._family("former addresses", lambda: moved, *map(repr, moved))
        yield self._family("missing", lambda: [everything.missing_page()])


def _record_pages(records: Sequence[Record], snapshot: Snapshot) -> Iterator[Page]:
    return (record_page(record, snapshot) for record in records)
