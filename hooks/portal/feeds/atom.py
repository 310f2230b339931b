"""A feed as Atom (RFC 4287) with feedgen, whose defects are worked around here; archives by RFC 5005."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from portal.feeds.documents import assembled
from portal.feeds.entries import Entry, Head, xml_text

MEDIA_TYPE = "application/atom+xml"
ENDING = "atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_EMPTY = b'<content type="html"/>'


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands among those of its feed (RFC 5005, 4): site-absolute addresses.

    `current` is empty for the subscription document itself.
    """

    current: str = ""
    previous: str = ""
    next: str = ""


def document(head: Head, entries: Iterable[bytes], place: Place) -> bytes:
    """A feed, or a month of its archive, of finished entries; UTF-8."""
    generator: Any = FeedGenerator()
    generator.id(head.id)
    generator.title(xml_text(head.title))
    generator.subtitle(xml_text(head.description))
    generator.language(head.language)
    generator.generator("")
    generator.author(name=xml_text(head.author))
    generator.updated(head.updated)
    if head.icon:
        generator.icon(head.absolute(head.icon))
    # The first link is taken for the page by some readers (NukeViet).
    generator.link(href=head.absolute(head.page), rel="alternate", type="text/html")
    generator.link(href=head.absolute(head.own), rel="self", type=MEDIA_TYPE)
    for relation, address in (
        ("current", place.current),
        ("prev-archive", place.previous),
        ("next-archive", place.next),
    ):
        if address:
            generator.link(href=head.absolute(address), rel=relation, type=MEDIA_TYPE)
    empty = generator.atom_str(pretty=True)
    if place.current:
        # What says that this is an archive (RFC 5005, 4) feedgen does not know.
        mark = f'  <fh:archive xmlns:fh="{_HISTORY}"/>\n'.encode()
        empty = empty.replace(b"</feed>", mark + b"</feed>")
    return assembled(head, empty, entries, end=b"</feed>")


def entry_text(entry: Entry, *, url: str, content: str) -> bytes:
    """An entry on its own, as it stands in every feed: `content` is its full HTML."""
    made: Any = FeedEntry()
    made.id(entry.id)
    made.title(xml_text(entry.title))
    made.updated(entry.updated)
    made.published(entry.published)
    made.author(name=xml_text(entry.author))
    made.summary(xml_text(entry.summary))
    made.content("", type="html")
    made.category([{"term": xml_text(category)} for category in entry.categories])
    element = made.atom_entry()
    for link in _links(entry, url):
        # feedgen loses all but the address of a link.
        etree.SubElement(element, "link", link)
    etree.indent(element, level=1)
    text: bytes = etree.tostring(element, encoding="UTF-8")
    return b"  " + _with_content(text.strip(), content) + b"\n"


def _with_content(text: bytes, content: str) -> bytes:
    """The content put in at last: through a tree it takes longer than all the rest."""
    if not content:
        return text
    escaped = html.escape(xml_text(content), quote=False).replace("\r", "&#13;").encode()
    return text.replace(_EMPTY, b'<content type="html">' + escaped + b"</content>", 1)


def _links(entry: Entry, url: str) -> list[dict[str, str]]:
    """The page first; an entry's page is its only alternate."""
    links = [{"href": url + entry.address.lstrip("/"), "rel": "alternate", "type": "text/html"}]
    if entry.enclosure:
        each = entry.enclosure
        address = url + each.address.lstrip("/")
        links.append(
            {
                "href": address,
                "rel": "enclosure",
                "type": each.media_type,
                "length": str(each.length),
                "title": xml_text(each.title),
            }
        )
    return links
