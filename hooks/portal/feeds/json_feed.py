"""A feed as JSON Feed 1.1 (jsonfeed.org), whole and as a light list for other websites."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic_core import to_json

from portal.feeds.entries import Entry, Head

MEDIA_TYPE = "application/feed+json"
ENDING = "json"
_VERSION = "https://jsonfeed.org/version/1.1"


def document(head: Head, items: Iterable[bytes]) -> bytes:
    """A feed of finished items, an item a line; UTF-8."""
    values: dict[str, Any] = {
        "version": _VERSION,
        "title": head.title,
        "home_page_url": head.absolute(head.page),
        "feed_url": head.absolute(head.own),
        "description": head.description,
        "language": head.language,
        "authors": [{"name": head.author}],
    }
    if head.icon:
        values["icon"] = head.absolute(head.icon)
    start = json.dumps(values, ensure_ascii=False, indent=2).removesuffix("\n}")
    lines = b",\n".join(items)
    return b"".join([start.encode(), b',\n  "items": [\n', lines, b"\n" if lines else b"", b"  ]\n}\n"])


def item(entry: Entry, *, url: str, content: str) -> bytes:
    """An entry with its full HTML."""
    # Of long texts `json` takes six times as long.
    html = b'"content_html": ' + to_json(content)
    return _line(_members(_shared(entry, url)), html, _members(_files(entry, url)))


def light_item(entry: Entry, *, url: str) -> bytes:
    """An entry without its content, which is many times as long as what a list shows."""
    return _line(_members({**_shared(entry, url), "content_text": entry.summary}))


def _shared(entry: Entry, url: str) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": url + entry.address.lstrip("/"),
        "title": entry.title,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": list(entry.categories),
        "authors": [{"name": entry.author}],
    }


def _files(entry: Entry, url: str) -> dict[str, Any]:
    each = entry.enclosure
    if each is None:
        return {}
    address = url + each.address.lstrip("/")
    found = {"url": address, "mime_type": each.media_type, "title": each.title, "size_in_bytes": each.length}
    values: dict[str, Any] = {"attachments": [found]}
    if each.media_type.startswith("image/"):
        values["image"] = address
    return values


def _members(values: dict[str, Any]) -> bytes:
    """What stands between the braces."""
    return json.dumps(values, ensure_ascii=False)[1:-1].encode()


def _line(*members: bytes) -> bytes:
    return b"    {" + b", ".join(filter(None, members)) + b"}"
