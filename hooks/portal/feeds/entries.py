"""A record as an entry of a feed, the same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.catalogue import Snapshot
from portal.model.achievement import Achievement
from portal.model.record import Record
from portal.views.places import with_pages
from portal.views.values import card, kind_label, locality_address, section_link

NEWEST = 50
"""Entries in a feed; what is older is in the archives."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` is a permanent tag URI (RFC 4151), never an address; `summary` plain text on one line.

    `address` is site-absolute. `body_key` names the rendered body, which is the full content.
    """

    id: str
    address: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...]
    path: str
    body_key: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `name` as in its address `/feeds/<name>.xml`; entries in final order."""

    name: str
    title: str
    description: str
    address: str
    language: str
    author: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime | None:
        """When its newest entry changed: a feed without a change keeps its bytes, whatever the clock."""
        return max((entry.updated for entry in self.entries), default=None)


def entry(record: Record, snapshot: Snapshot) -> Entry:
    """A record as entry."""
    identity = snapshot.settings.site.identity
    loaded = snapshot.catalogue.loaded_of(record)
    return Entry(
        id=f"tag:{identity.authority},{identity.since}:{record.identity}",
        address=record.address,
        title=record.title,
        summary=" ".join((record.summary or record.title).split()),
        published=record.published,
        updated=record.revised,
        categories=tuple(_categories(record, snapshot)),
        path=loaded.path,
        body_key=loaded.body_key,
    )


def _categories(record: Record, snapshot: Snapshot) -> list[str]:
    shown = card(record, snapshot)
    found = [kind_label(record, snapshot)]
    found += [shown.locality.title] if shown.locality else []
    found += [section_link(slug, snapshot).title for slug in record.sections]
    if isinstance(record, Achievement) and record.task_group:
        found.append(f"Nhóm nhiệm vụ {record.task_group}")
    return list(dict.fromkeys(found))


def everything(snapshot: Snapshot) -> Feed:
    """`tat-ca`: the newest of all kinds."""
    site = snapshot.settings.site
    return _feed("tat-ca", site.name, site.description, "/", snapshot.listed, snapshot)


def of_localities(snapshot: Snapshot) -> Iterator[Feed]:
    """`dia-phuong/<id>`: everything of a place, for each place that has records."""
    site = snapshot.settings.site
    for place in with_pages(snapshot):
        records = snapshot.everything_of(place.id)
        if records:
            title = f"{site.short_name}: {place.full_name}"
            about = f"Kế hoạch, điển hình và tin của {place.full_name} theo Nghị quyết 57."
            address = locality_address(place.id)
            yield _feed(address.strip("/"), title, about, address, records, snapshot)


def _feed(
    name: str, title: str, about: str, address: str, records: Iterable[Record], snapshot: Snapshot
) -> Feed:
    site = snapshot.settings.site
    newest = sorted(records, key=lambda record: record.revised, reverse=True)[:NEWEST]
    return Feed(
        name=name,
        title=title,
        description=about,
        address=address,
        language=site.language,
        author=site.agency or site.name,
        entries=tuple(entry(record, snapshot) for record in newest),
    )
