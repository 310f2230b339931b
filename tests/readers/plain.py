"""Feeds as the standard library reads them: what every reader must find there."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


class Format(StrEnum):
    """The forms in which feeds are published, by the root of the document."""

    RSS = "rss"
    ATOM = f"{_ATOM}feed"
    JSON = "{}"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed. RSS has one date, `published`; `content` is HTML, in a light list plain text."""

    title: str
    id: str
    link: str
    published: datetime | None
    updated: datetime | None
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `own` is the address that it gives as its own, `page` that of the page which shows the same."""

    form: Format
    title: str
    own: str
    page: str
    items: tuple[Item, ...]


def format_of(path: Path) -> Format:
    """The form of a feed, whatever its file is called; raises ValueError where it is none."""
    data = path.read_bytes()
    if not data.startswith((b"{", b"[")):
        return Format(_root(path).tag)
    if b"https://jsonfeed.org/version/" in data:
        return Format.JSON
    raise ValueError(f"{path} is JSON, and no JSON Feed")


def read(path: Path) -> Feed:
    """Read a feed; its items stay in their order."""
    match format_of(path):
        case Format.RSS:
            return _rss(_root(path))
        case Format.ATOM:
            return _atom(_root(path))
        case Format.JSON:
            return _json(json.loads(path.read_bytes()))


def _root(path: Path) -> ET.Element:
    try:
        return ET.parse(path).getroot()  # noqa: S314 - our own
    except ET.ParseError as fault:
        raise ValueError(f"{path}: {fault}") from fault


def _rss(rss: ET.Element) -> Feed:
    items = tuple(
        Item(
            title=item.findtext("title", ""),
            id=item.findtext("guid", ""),
            link=item.findtext("link", ""),
            published=parsedate_to_datetime(item.findtext("pubDate", "")),
            updated=None,
            content=item.findtext(_CONTENT, ""),
        )
        for item in rss.iterfind("channel/item")
    )
    page, title = rss.findtext("channel/link", ""), rss.findtext("channel/title", "")
    own = rss.find(f"channel/{_ATOM}link[@rel='self']")
    return Feed(Format.RSS, title, "" if own is None else own.get("href", ""), page, items)


def _atom(feed: ET.Element) -> Feed:
    items = tuple(
        Item(
            title=entry.findtext(f"{_ATOM}title", ""),
            id=entry.findtext(f"{_ATOM}id", ""),
            link=_link(entry, "alternate"),
            published=datetime.fromisoformat(entry.findtext(f"{_ATOM}published", "")),
            updated=datetime.fromisoformat(entry.findtext(f"{_ATOM}updated", "")),
            content=entry.findtext(f"{_ATOM}content", ""),
        )
        for entry in feed.iterfind(f"{_ATOM}entry")
    )
    title = feed.findtext(f"{_ATOM}title", "")
    return Feed(Format.ATOM, title, _link(feed, "self"), _link(feed, "alternate"), items)


def _link(parent: ET.Element, relation: str) -> str:
    links = parent.iterfind(f"{_ATOM}link")
    return next((link.get("href", "") for link in links if link.get("rel", "alternate") == relation), "")


def _json(feed: dict[str, Any]) -> Feed:
    items = tuple(
        Item(
            title=item["title"],
            id=item["id"],
            link=item["url"],
            published=datetime.fromisoformat(item["date_published"]),
            updated=datetime.fromisoformat(item["date_modified"]),
            content=item.get("content_html") or item["content_text"],
        )
        for item in feed["items"]
    )
    return Feed(Format.JSON, feed["title"], feed["feed_url"], feed["home_page_url"], items)
