"""A record as an entry of a feed, the same for every format, and the head that stands above entries."""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from portal import body_links
from portal.catalogue import Snapshot, rendered_body
from portal.dates import VIETNAM
from portal.media_types import media_type
from portal.model.achievement import Achievement
from portal.model.notice import Notice
from portal.model.record import Record
from portal.references import beside
from portal.store import Store
from portal.views.values import kind_label, section_link

NEVER = datetime(1970, 1, 1, tzinfo=UTC).astimezone(VIETNAM)
"""The date of a feed without entries: a clock's would change its bytes."""

# Control characters have no place in XML 1.0 (2.2 Char); one of them makes a whole feed unreadable.
_NOT_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an entry: site-absolute address, media type, length in bytes."""

    address: str
    media_type: str
    length: int
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` is a permanent tag URI (RFC 4151), never an address; `summary` plain text on one line.

    `address` is site-absolute. `body_key` names the rendered body, which is the full content. `published`
    never changes; `updated` is when it last changed in a way that readers should be told of.
    """

    id: str
    address: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...]
    author: str
    body_key: str
    enclosure: Enclosure | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself: `own` is its address, `page` that of the page which shows the same.

    `url` is the portal's public address, `style` that of the style sheet for people who open the feed in a
    browser, `icon` of a picture; all but `url` are site-absolute. `updated` is when its newest entry changed:
    a feed without a change keeps its bytes, whatever the clock.
    """

    own: str
    page: str
    id: str
    title: str
    description: str
    language: str
    author: str
    url: str
    style: str = ""
    icon: str = ""
    updated: datetime = NEVER

    def absolute(self, address: str) -> str:
        """A site-absolute address with the public one in front."""
        return self.url + address.lstrip("/")


def tag_uri(identity: str, snapshot: Snapshot) -> str:
    """The permanent name of whatever has this identity (RFC 4151)."""
    authority = snapshot.settings.site.identity
    return f"tag:{authority.authority},{authority.since}:{identity}"


def entry(record: Record, snapshot: Snapshot) -> Entry:
    """A record as entry."""
    site = snapshot.settings.site
    return Entry(
        id=tag_uri(record.identity, snapshot),
        address=record.address,
        title=record.title,
        summary=" ".join((record.summary or record.title).split()),
        published=record.published,
        updated=record.revised,
        categories=tuple(_categories(record, snapshot)),
        author=site.agency or site.name,
        body_key=snapshot.catalogue.loaded_of(record).body_key,
        enclosure=enclosure(record, snapshot),
    )


def _categories(record: Record, snapshot: Snapshot) -> list[str]:
    """The kind first: for programs that show one."""
    place = snapshot.settings.localities.get(record.locality) if record.locality else None
    found = [kind_label(record, snapshot)]
    found += [place.full_name] if place else []
    found += [section_link(slug, snapshot).title for slug in record.sections]
    if isinstance(record, Achievement) and record.task_group:
        found.append(f"Nhóm nhiệm vụ {record.task_group}")
    return list(dict.fromkeys(found))


def enclosure(record: Record, snapshot: Snapshot) -> Enclosure | None:
    """The picture of a notice, else the first attachment: most readers know one enclosure."""
    if isinstance(record, Notice) and record.image:
        name, title = record.image, record.title
    elif record.attachments:
        name, title = record.attachments[0].file, record.attachments[0].title
    else:
        return None
    path = beside(record, name)
    return Enclosure(
        f"/{urllib.parse.quote(path)}", media_type(name), snapshot.catalogue.others.get(path, 0), title
    )


@lru_cache(maxsize=4)
def full_content(body_key: str, address: str, url: str, store: Store) -> str:
    """The body of the page at `address`, in HTML with absolute addresses.

    Kept for a moment: the formats of an entry are made one after the other.
    """
    return body_links.absolute(rendered_body(store, body_key).html, url=url, address=address)


def xml_text(text: str) -> str:
    """What XML can carry of a text."""
    return _NOT_XML.sub("", text)
