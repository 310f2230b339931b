"""The feeds that there are, and the records that each holds: by rule, and by `data/feeds.yml`."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from portal.catalogue import Snapshot
from portal.model.outlets import Feed, Match
from portal.model.plan import Plan
from portal.model.record import Audience, Kind, Record
from portal.views.places import with_pages
from portal.views.values import audience_address, locality_address, section_link

PAGE = "/nguon-tin/"
"""Where all feeds are listed."""
EVERYTHING = "tat-ca"
SECTIONS, AUDIENCES = "muc", "danh-cho"
DEADLINES = "han"
ARCHIVED = frozenset({EVERYTHING, *Kind})
"""Feeds with an archive of all their entries, by month."""

_ABOUT = {
    Kind.SECTION: "Các mục của nghị quyết, viết bằng lời thường; có mục mới hoặc sửa lớn thì đưa lên.",
    Kind.PLAN: "Kế hoạch, hướng dẫn, công văn của địa phương thực hiện nghị quyết.",
    Kind.ACHIEVEMENT: "Kết quả đã công bố, mỗi mục một con số có ngày, cách tính và nguồn.",
    Kind.NOTICE: "Tin và thông báo ngắn.",
}


class Group(StrEnum):
    """How feeds are grouped where they are listed."""

    GENERAL = "chung"
    CUSTOM = "them"
    SECTION = "muc"
    AUDIENCE = "doi-tuong"
    PLACE = "dia-phuong"


@dataclass(frozen=True, eq=False)
class Channel:
    """A feed: `name` as in `/feeds/<name>.xml`; `label` for readers of the portal, `title` for those who see
    it elsewhere; `address` of the page that shows the same.

    `records` are all that belong to it, newest change first; `plans` those in which something has a deadline,
    for feeds that have a calendar.
    """

    name: str
    label: str
    title: str
    about: str
    address: str
    group: Group
    records: tuple[Record, ...]
    plans: tuple[Plan, ...] = ()

    @property
    def calendar(self) -> str:
        """The name of the calendar with the deadlines of its plans; empty where there is none."""
        if self.name == EVERYTHING:
            return DEADLINES
        return self.name if self.plans else ""


@dataclass(frozen=True)
class Channels:
    """All feeds of a moment, in the order in which they are listed."""

    all: tuple[Channel, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Channel]:
        return {channel.name: channel for channel in self.all}

    @cached_property
    def by_page(self) -> Mapping[str, tuple[Channel, ...]]:
        """Feeds by the page that shows the same."""
        found: dict[str, list[Channel]] = defaultdict(list)
        for channel in self.all:
            found[channel.address].append(channel)
        return {address: tuple(channels) for address, channels in found.items()}

    @cached_property
    def _by_record(self) -> Mapping[int, tuple[Channel, ...]]:
        # By object: to ask 70,000 times for an identity takes a tenth of a second.
        found: dict[int, list[Channel]] = defaultdict(list)
        for channel in self.all:
            for number in map(id, channel.records):
                found[number].append(channel)
        return {number: tuple(channels) for number, channels in found.items()}

    def of(self, record: Record) -> tuple[Channel, ...]:
        """The feeds that a record of the same snapshot belongs to."""
        return self._by_record.get(id(record), ())


def channels(snapshot: Snapshot) -> Channels:
    """Every feed, also those that hold nothing yet: whoever subscribes early gets what comes."""
    changed = {id(record) for record in snapshot.listed if record.changes or record.publish_at}
    # Python's sort keeps the order of lists among records of one moment.
    newest = sorted(snapshot.listed, key=lambda record: record.revised, reverse=True)
    order = {id(record): place for place, record in enumerate(newest)}
    audiences = _by_audience(snapshot)
    due = snapshot.catalogue.due
    found = (
        *_general(snapshot),
        *_custom(snapshot, audiences),
        *_of_sections(snapshot),
        *_of_audiences(snapshot, audiences),
        *_of_places(snapshot),
    )

    def completed(channel: Channel) -> Channel:
        records = channel.records
        # Lists are by date or in the order of the resolution, feeds by the last change.
        of_resolution = channel.group in {Group.GENERAL, Group.SECTION}
        if of_resolution or not changed.isdisjoint(map(id, records)):
            records = tuple(sorted(records, key=lambda record: order[id(record)]))
        with_calendar = channel.name == EVERYTHING or channel.group is Group.PLACE
        plans = (due[id(record)] for record in records if id(record) in due) if with_calendar else ()
        return dataclasses.replace(channel, records=records, plans=tuple(plans))

    return Channels(tuple(map(completed, found)))


def _general(snapshot: Snapshot) -> Iterator[Channel]:
    site = snapshot.settings.site
    about, label = site.description, "Mọi mục mới"
    yield Channel(EVERYTHING, label, site.name, about, "/", Group.GENERAL, snapshot.listed)
    for kind in Kind:
        label, about = kind.list_title, _ABOUT[kind]
        title = f"{site.short_name}: {label}"
        records = snapshot.of_kind(kind)
        yield Channel(kind.value, label, title, about, f"/{kind}/", Group.GENERAL, records)


def _of_sections(snapshot: Snapshot) -> Iterator[Channel]:
    """`muc/<slug>`: the section itself and what names it."""
    site = snapshot.settings.site
    pages = {record.origin.slug: record for record in snapshot.sections}
    for slug in snapshot.settings.sections:
        link = section_link(slug, snapshot)
        label = f"{link.note}. {link.title}"
        title = f"{site.short_name}: {link.title}"
        about = f"Mục {link.note} của nghị quyết: kế hoạch, điển hình và tin nêu mục này."
        own = pages.get(slug)
        others = (record for record in snapshot.in_section(slug) if record is not own)
        records = (*([own] if own else []), *others)
        yield Channel(f"{SECTIONS}/{slug}", label, title, about, link.address, Group.SECTION, records)


def _by_audience(snapshot: Snapshot) -> Mapping[str, Sequence[Record]]:
    found: dict[str, list[Record]] = {audience: [] for audience in Audience}
    for record in snapshot.listed:
        for audience in dict.fromkeys(record.audiences):
            found[audience].append(record)
    return found


def _of_audiences(snapshot: Snapshot, named: Mapping[str, Sequence[Record]]) -> Iterator[Channel]:
    site, labels = snapshot.settings.site, snapshot.settings.vocabulary.audiences
    for audience in Audience:
        label = labels.get(audience, audience.value)
        title = f"{site.short_name}: dành cho {label[0].lower()}{label[1:]}"
        about = f"Mục nào của nghị quyết, kế hoạch, điển hình, tin nào liên quan: {label}."
        records = tuple(named[audience])
        address = audience_address(audience)
        yield Channel(f"{AUDIENCES}/{audience}", label, title, about, address, Group.AUDIENCE, records)


def _of_places(snapshot: Snapshot) -> Iterator[Channel]:
    """`dia-phuong/<id>`: everything of a place that has a page."""
    site = snapshot.settings.site
    for place in with_pages(snapshot):
        label = place.full_name
        title = f"{site.short_name}: {label}"
        about = f"Kế hoạch, điển hình và tin của {label} theo Nghị quyết 57."
        records = snapshot.everything_of(place.id)
        address = locality_address(place.id)
        yield Channel(address.strip("/"), label, title, about, address, Group.PLACE, records)


def _custom(snapshot: Snapshot, audiences: Mapping[str, Sequence[Record]]) -> Iterator[Channel]:
    """The feeds of `data/feeds.yml`."""
    for feed in snapshot.settings.feeds.feeds:
        answers = [set(map(id, records)) for records in _criteria(feed, snapshot, audiences)]
        wanted = set.union(*answers) if feed.match is Match.ANY else set.intersection(*answers)
        records = tuple(record for record in snapshot.listed if id(record) in wanted)
        title, about = feed.title, feed.description
        yield Channel(feed.name, title, title, about, PAGE, Group.CUSTOM, records)


def _criteria(
    feed: Feed, snapshot: Snapshot, audiences: Mapping[str, Sequence[Record]]
) -> Iterator[Iterable[Record]]:
    """The records that each criterion of a feed lets in."""
    all_of = itertools.chain.from_iterable
    if feed.kinds:
        yield all_of(map(snapshot.of_kind, feed.kinds))
    if feed.localities:
        yield all_of(map(snapshot.everything_of, feed.localities))
    if feed.sections:
        yield all_of(map(snapshot.in_section, feed.sections))
    if feed.audiences:
        yield all_of(audiences[audience] for audience in feed.audiences)
    if feed.tags:
        tags = set(feed.tags)
        yield (record for record in snapshot.listed if tags.intersection(record.tags))
