"""Feeds and other XML: well-formed, with what readers cannot do without, enclosures as they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from portal.publishing.verification.facts import AGAIN, Facts, Findings, absolute_in, target

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_MEDIA = "{http://search.yahoo.com/mrss/}content"
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=['\"](?i:utf-8)['\"]")


def examine(name: str, data: bytes, found: Findings) -> Facts:
    """`name` is the path of the file: RSS (2.0), Atom (RFC 4287), OPML, a sitemap, CAP, SVG."""
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError as error:
        message = f"không phải là XML đúng cách ({error.msg})"
        found.flaw(error.lineno or 1, "site-feed", message, AGAIN)
        return found.facts
    if root.tag == "rss":
        _rss(root, found)
    elif root.tag == f"{_ATOM}feed":
        _atom(root, found)
    elif root.tag == f"{_SITEMAP}urlset":
        _needs(root, [f"{_SITEMAP}url"], found)
    if root.tag in {"rss", f"{_ATOM}feed"} and not _ENCODING.match(data):
        found.flaw(1, "site-feed", "bản tin không ghi bảng mã UTF-8 ở dòng đầu", AGAIN)
    links(data, found)
    return found.facts


def links(data: bytes, found: Findings) -> None:
    """Addresses of the portal in a text lead somewhere."""
    for below, place in absolute_in(data, found.build.url):
        found.link(below, lambda place=place: data.count(b"\n", 0, place) + 1)  # type: ignore[misc]


def _rss(root: etree._Element, found: Findings) -> None:
    channel = root.find("channel")
    if channel is None:
        found.flaw(1, "site-feed", "bản tin RSS không có channel", AGAIN)
        return
    _needs(channel, ["title", "link", "description"], found)
    items = channel.findall("item")
    for item in items:
        _needs(item, ["title", "link", "guid", "pubDate"], found)
        for enclosure in item.iterfind("enclosure"):
            _enclosure(enclosure, enclosure.get("length"), found)
        for content in item.iterfind(_MEDIA):
            _enclosure(content, content.get("fileSize"), found)
    _unique((item.findtext("guid") for item in items), found)


def _atom(root: etree._Element, found: Findings) -> None:
    _needs(root, [f"{_ATOM}{name}" for name in ("id", "title", "updated")], found)
    entries = root.findall(f"{_ATOM}entry")
    for entry in entries:
        _needs(entry, [f"{_ATOM}{name}" for name in ("id", "title", "updated", "link")], found)
        for link in entry.iterfind(f"{_ATOM}link[@rel='enclosure']"):
            _enclosure(link, link.get("length"), found)
    _unique((entry.findtext(f"{_ATOM}id") for entry in entries), found)


def _needs(element: etree._Element, names: Iterable[str], found: Findings) -> None:
    for name in names:
        child = element.find(name)
        if child is None or not (len(child) or child.attrib or (child.text or "").strip()):
            short = name.rpartition("}")[2]
            found.flaw(int(element.sourceline or 1), "site-feed", f"thiếu «{short}»", AGAIN)


def _unique(identities: Iterable[str | None], found: Findings) -> None:
    for identity, count in Counter(identities).items():
        if count > 1:
            found.flaw(1, "site-feed", f"{count} mục có cùng định danh «{identity}»", AGAIN)


def _enclosure(element: etree._Element, length: str | None, found: Findings) -> None:
    """A player that fetches less than it was promised throws it away."""
    inner = found.build.inner(element.get("url") or element.get("href") or "")
    if inner is None or length is None:
        return
    path = Path(found.build.root, target(inner)[0])
    size = path.stat().st_size if path.is_file() else -1
    # That the file is there, `links` looks at.
    if size >= 0 and str(size) != length:
        message = f"bản tin ghi tệp «/{inner}» dài {length} byte, tệp dài {size}"
        found.flaw(int(element.sourceline or 1), "site-feed", message, AGAIN)
