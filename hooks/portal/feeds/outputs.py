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
from portal.feeds.entries import NEVER, Entry, Head, enclosure, entry, full_content, tag_uri
from portal.model.plan import Plan
from portal.model.record import Record
from portal.outputs import Deferred, Output, contents
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


class _Maker:
    """Declares the feeds of one moment; keys of entries are worked out once."""

    def __init__(self, snapshot: Snapshot, press: Press) -> None:
        self._snapshot = snapshot
        self._press = press
        names = snapshot.settings.state("site", "vocabulary", "resolution", "localities")
        self._base = key("entry", press.code, press.url, names)
        self._states: dict[int, str] = {}

    def feeds(self, channel: Channel, *, newest_archive: str) -> Iterator[Output]:
        name, records, light = channel.name, channel.records[:NEWEST], channel.records[:LISTED]
        place = Place(previous=newest_archive)
        yield self._feed(rss.ENDING, channel, records, feed_address(name), rss.document)
        yield self._atom(channel, records, feed_address(name, atom.ENDING), place)
        own = feed_address(name, json_feed.ENDING)
        yield self._feed(json_feed.ENDING, channel, records, own, json_feed.document)
        yield self._feed(_LIGHT, channel, light, light_address(name), json_feed.document)

    def months(self, channel: Channel) -> list[tuple[str, tuple[Record, ...]]]:
        """The archive of a feed: (address, records) for each month in which something was published."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in channel.records:
            found[record.published.isoformat()[: len("2026-01")]].append(record)
        return [
            (feed_address(f"{channel.name}/{month}", atom.ENDING), tuple(found[month]))
            for month in sorted(found)
        ]

    def archives(self, channel: Channel, months: list[tuple[str, tuple[Record, ...]]]) -> Iterator[Output]:
        addresses = ["", *(address for address, _ in months), ""]
        current = feed_address(channel.name, atom.ENDING)
        for number, (address, records) in enumerate(months):
            place = Place(current, addresses[number], addresses[number + 2])
            yield self._atom(channel, records, address, place)

    def calendar(self, channel: Channel) -> Output:
        """The deadlines of a feed's plans."""
        head = self._head(channel, feed_address(channel.calendar, deadlines.ENDING), channel.plans)
        about = "Việc và báo cáo có hạn trong kế hoạch thực hiện Nghị quyết 57."
        head = dataclasses.replace(head, title=f"Việc và hạn. {channel.title}", description=about)
        parts = partial(map, self._events, channel.plans)
        return self._output(head, channel.plans, parts, deadlines.document)

    def _atom(self, channel: Channel, records: Sequence[Record], own: str, place: Place) -> Output:
        return self._feed(atom.ENDING, channel, records, own, partial(atom.document, place=place), place)

    def _feed(
        self,
        form: str,
        channel: Channel,
        records: Sequence[Record],
        own: str,
        document: Document,
        place: Place | None = None,
    ) -> Output:
        parts = partial(map, partial(self._item, form), records)
        return self._output(self._head(channel, own, records), records, parts, document, place)

    def _output(
        self,
        head: Head,
        records: Sequence[Record],
        parts: Callable[[], Iterable[Output]],
        document: Document,
        place: Place | None = None,
    ) -> Output:
        # The address says which form it is.
        name = key("feed", self._base, head, place, [self._state(record) for record in records])
        return Output(head.own, name, partial(_assembled, head, parts, document), parts=parts)

    def _head(self, channel: Channel, own: str, records: Sequence[Record]) -> Head:
        site = self._snapshot.settings.site
        return Head(
            own=own,
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
            updated=records[0].revised if records else NEVER,
        )

    def _state(self, record: Record) -> str:
        """Names all that an entry depends on. Its file's content and not its view is looked at: to work out
        10,000 views only to see that nothing has changed takes longer than everything else."""
        found = self._states.get(id(record))
        if found is None:
            loaded = self._snapshot.catalogue.loaded_of(record)
            file = enclosure(record, self._snapshot)
            found = digest(f"{self._base}\0{loaded.state}\0{file or ''}".encode())
            self._states[id(record)] = found
        return found

    def _item(self, form: str, record: Record) -> Output:
        view, make = partial(entry, record, self._snapshot), partial(_item_made, form, self._press.url)
        return Output("", f"{self._state(record)}.{form}", Deferred(view, make), apart=True)

    def _events(self, plan: Plan) -> Output:
        view = partial(deadlines.deadlines, plan, self._snapshot)
        make = partial(_events_made, self._press.url)
        return Output("", f"{self._state(plan)}.{deadlines.ENDING}", Deferred(view, make), apart=True)


def _assembled(
    head: Head,
    parts: Callable[[], Iterable[Output]],
    document: Document,
    store: Store,
) -> bytes:
    return document(head, contents(parts(), store))


def _item_made(form: str, url: str, view: Entry, store: Store) -> bytes:
    if form == _LIGHT:
        return json_feed.light_item(view, url=url)
    content = full_content(view.body_key, view.address, url, store)
    return _ITEMS[form](view, url=url, content=content)


def _events_made(url: str, view: Sequence[Deadline], _store: Store) -> bytes:
    return deadlines.events(view, url=url)
