"""Every feed as outputs. An entry is made once for all the feeds that hold it, and kept in the store."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from portal.catalogue import Snapshot
from portal.feeds import atom, deadlines, json_feed, opml, rss
from portal.feeds.atom import Place
from portal.feeds.channels import ARCHIVED, Channel, Channels
from portal.feeds.deadlines import Deadline
from portal.feeds.entries import NEVER, Entry, Head, entry, full_content, tag_uri
from portal.model.plan import Plan
from portal.model.record import Record
from portal.outputs import Assembled, Deferred, Output, in_runs
from portal.store import Store, digest, key

NEWEST = 50
"""Entries in a feed; what is older is in the archives."""
LISTED = 20
"""Entries in the light list for other websites."""
FEEDS, EMBED = "/feeds/", "/embed/"
OPML = f"{FEEDS}feeds.{opml.ENDING}"
Document = Callable[[Head, Iterable[bytes]], bytes]
"""Puts finished entries together."""
_LIGHT = "light"
_ITEMS: dict[str, Callable[..., bytes]] = {
    rss.ENDING: rss.item,
    atom.ENDING: atom.entry_text,
    json_feed.ENDING: json_feed.item,
}


@dataclass(frozen=True, slots=True)
class Press:
    """What feeds depend on besides records: the public address, the fingerprint of the code, and the
    site-absolute addresses of the style sheet for people who open a feed and of the portal's icon."""

    url: str
    code: str
    style: str
    icon: str


def outputs(snapshot: Snapshot, channels: Channels, press: Press) -> Iterator[Output]:
    """All files below `/feeds/`, and the light lists below `/embed/`."""
    maker = _Maker(snapshot, press)
    for channel in channels.all:
        months = maker.months(channel) if channel.name in ARCHIVED else []
        yield from maker.feeds(channel, newest_archive=months[-1][0] if months else "")
        yield from maker.archives(channel, months)
        if channel.calendar:
            yield maker.calendar(channel)
    yield opml.output(channels, site=snapshot.settings.site, url=press.url)


def feed_address(name: str, ending: str = rss.ENDING) -> str:
    return f"{FEEDS}{name}.{ending}"


def light_address(name: str) -> str:
    return f"{EMBED}{name}.{json_feed.ENDING}"


def embed_address(name: str) -> str:
    """The page of a feed for an iframe."""
    return f"{EMBED}{name}/"


@dataclass(frozen=True, slots=True)
class _Issue:
    """A file of a feed: its address, and the records it holds with the names of their entries."""

    channel: Channel
    own: str
    records: Sequence[Record]
    names: Sequence[str]


class _Maker:
    """Declares the feeds of one moment; keys of entries are worked out once."""

    def __init__(self, snapshot: Snapshot, press: Press) -> None:
        self._snapshot = snapshot
        self._press = press
        names = snapshot.settings.state("site", "vocabulary", "resolution", "localities")
        self._base = key("entry", press.code, press.url, names)
        self._asked: tuple[Record, Entry] | None = None
        # By object, as in the snapshot.
        self._entries: dict[int, str] = {}
        for record in snapshot.listed:
            self._entries[id(record)] = digest(f"{self._base}\0{snapshot.mark(record)}".encode())

    def feeds(self, channel: Channel, *, newest_archive: str) -> Iterator[Output]:
        name, newest, listed = channel.name, channel.records[:NEWEST], channel.records[:LISTED]
        names = self._names(newest)
        yield self._feed(rss.ENDING, _Issue(channel, feed_address(name), newest, names), rss.document)
        place = Place(previous=newest_archive)
        yield self._atom(_Issue(channel, feed_address(name, atom.ENDING), newest, names), place)
        own = feed_address(name, json_feed.ENDING)
        yield self._feed(json_feed.ENDING, _Issue(channel, own, newest, names), json_feed.document)
        light = _Issue(channel, light_address(name), listed, names[:LISTED])
        yield self._feed(_LIGHT, light, json_feed.document)

    def months(self, channel: Channel) -> list[tuple[str, list[Record]]]:
        """The archive of a feed: (address, records) for each month in which something was published."""
        found: dict[tuple[int, int], list[Record]] = defaultdict(list)
        for record in channel.records:
            published = record.publish_at or record.date
            found[published.year, published.month].append(record)
        return [
            (feed_address(f"{channel.name}/{year:04}-{month:02}", atom.ENDING), found[year, month])
            for year, month in sorted(found)
        ]

    def archives(self, channel: Channel, months: list[tuple[str, list[Record]]]) -> Iterator[Output]:
        addresses = ["", *(address for address, _ in months), ""]
        current = feed_address(channel.name, atom.ENDING)
        for number, (address, records) in enumerate(months):
            place = Place(current, addresses[number], addresses[number + 2])
            yield self._atom(_Issue(channel, address, records, self._names(records)), place)

    def calendar(self, channel: Channel) -> Output:
        """The deadlines of a feed's plans."""
        address, plans = feed_address(channel.calendar, deadlines.ENDING), channel.plans
        issue = _Issue(channel, address, plans, self._names(plans))
        parts = partial(in_runs, self._events, plans, issue.names, deadlines.ENDING)
        # Runs are made where they are needed, so this one is not left to another process.
        make = Assembled(deadlines.document, partial(self._calendar_head, issue), parts)
        return Output(issue.own, self._name(issue), make, parts=parts)

    def _atom(self, issue: _Issue, place: Place) -> Output:
        return self._feed(atom.ENDING, issue, partial(atom.document, place=place), place)

    def _feed(self, form: str, issue: _Issue, document: Document, place: Place | None = None) -> Output:
        parts = partial(map, partial(self._item, form), issue.records)
        make = Assembled(document, partial(self._head, issue), parts)
        return Output(issue.own, self._name(issue, place), make, parts=parts, apart=True)

    def _name(self, issue: _Issue, place: Place | None = None) -> str:
        """The key of a file; its address says which form it is."""
        # Joined and not by `key`: there are thousands of feeds, and their `repr` takes longer than the rest.
        channel, press = issue.channel, self._press
        about = (self._base, press.style, press.icon, channel.title, channel.about, channel.address)
        return digest("\0".join([*about, issue.own, repr(place), *issue.names]).encode())

    def _calendar_head(self, issue: _Issue) -> Head:
        about = "Việc và báo cáo có hạn trong kế hoạch thực hiện Nghị quyết 57."
        head = self._head(issue)
        return dataclasses.replace(head, title=f"Việc và hạn. {head.title}", description=about)

    def _head(self, issue: _Issue) -> Head:
        site, channel = self._snapshot.settings.site, issue.channel
        return Head(
            own=issue.own,
            page=channel.address,
            id=tag_uri(f"feeds/{channel.name}", self._snapshot),
            title=channel.title,
            description=channel.about,
            language=site.language,
            author=site.agency or site.name,
            url=self._press.url,
            style=self._press.style,
            icon=self._press.icon,
            # Newest changes come first.
            updated=issue.records[0].revised if issue.records else NEVER,
        )

    def _names(self, records: Sequence[Record]) -> list[str]:
        """The keys of entries, but for their form. Their files and not their views are looked at: to work out
        10,000 views only to see that nothing has changed takes longer than everything else."""
        return [self._entries[id(record)] for record in records]

    def _item(self, form: str, record: Record) -> Output:
        view, make = partial(self._entry, record), partial(_item_made, form, self._press.url)
        return Output("", f"{self._entries[id(record)]}.{form}", Deferred(view, make), apart=True)

    def _entry(self, record: Record) -> Entry:
        """Kept for a moment: the forms of an entry are made one after the other."""
        if self._asked is None or self._asked[0] is not record:
            self._asked = record, entry(record, self._snapshot)
        return self._asked[1]

    def _events(self, plan: Plan) -> Output:
        view = partial(deadlines.deadlines, plan, self._snapshot)
        make = partial(_events_made, self._press.url)
        return Output("", f"{self._entries[id(plan)]}.{deadlines.ENDING}", Deferred(view, make), apart=True)


def _item_made(form: str, url: str, view: Entry, store: Store) -> bytes:
    if form == _LIGHT:
        return json_feed.light_item(view, url=url)
    content = full_content(view.body_key, view.address, url, store)
    return _ITEMS[form](view, url=url, content=content)


def _events_made(url: str, view: Sequence[Deadline], _store: Store) -> bytes:
    return deadlines.events(view, url=url)
