"""Links inside bodies: read on their way through the cleaner, kept as `portal:/address/`, resolved last."""

from __future__ import annotations

import html
import posixpath
import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from portal import web_addresses

SCHEME = "portal:"
OPEN = frozenset({"http", "https", "mailto", "tel"})
"""Schemes that a body may use."""
_WEB = frozenset({"http", "https"})

SKIPPED = re.compile(r"[\t\n\r]")
"""What browsers skip anywhere in an address (URL Standard, 4.4)."""

_AROUND = "".join(map(chr, range(33)))
_PORTAL = re.compile(r'(<(?:a|img|blockquote)\b[^<]*?\s(?:href|src|cite)=")portal:(/[^"]*)')
_READ = frozenset([("a", "href"), ("img", "src"), ("blockquote", "cite")])
_ID = re.compile(r"(?!__)[^\s\"'<>]+")
_STARTS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WITHIN = re.compile(r'(<a\b[^<]*?\shref=")#')


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link or picture inside a body that leads into the portal: an address, perhaps with an anchor."""

    address: str
    anchor: str
    written: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that cleaning took out: what it was, and the text to look for in the source."""

    code: str
    what: str


def address_of(path: str) -> str:
    """The address of the page of a Markdown file below `docs/`.

    >>> address_of("ke-hoach/can-tho/a.md"), address_of("nghi-quyet/index.md"), address_of("index.md")
    ('/ke-hoach/can-tho/a/', '/nghi-quyet/', '/')
    """
    stem = path.removesuffix(".md")
    if posixpath.basename(stem) == "index":
        stem = posixpath.dirname(stem)
    return f"/{stem}/" if stem else "/"


def resolve(clean: str, base: Callable[[str], str]) -> str:
    """Replace `portal:/address/` in links and pictures by what `base` makes of the address."""
    return _PORTAL.sub(lambda match: match[1] + html.escape(base(html.unescape(match[2]))), clean)


def absolute(clean: str, *, url: str, address: str) -> str:
    """A body for use outside the portal: all its links with the public address `url` in front, those within
    the body too, which lead to its page (`address`, site-absolute)."""
    found = resolve(clean, lambda inner: url + inner.lstrip("/"))
    page = html.escape(url + address.lstrip("/"))
    return _WITHIN.sub(lambda match: f"{match[1]}{page}#", found)


class Links:
    """Reads every link and picture of one body, raw HTML included, on its way through the cleaner."""

    def __init__(self, path: str) -> None:
        self.folder = posixpath.dirname(path)
        self.found: list[BodyLink] = []
        self.assets: list[str] = []
        self.refused: list[Refusal] = []

    def filter(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return value if _ID.fullmatch(value) else None
        if (tag, attribute) not in _READ:
            return value
        return self._link(tag, value)

    def _link(self, tag: str, value: str) -> str | None:
        value = SKIPPED.sub("", value.strip(_AROUND))
        scheme = _STARTS.match(value)
        if scheme or value.startswith("//"):
            return self._foreign(tag, value, scheme[1].lower() if scheme else "")
        if value.startswith("#"):
            self.found.append(BodyLink("", value[1:], value))
            # A place in the page is no picture.
            return None if tag == "img" else value
        return self._inner(value)

    def _foreign(self, tag: str, value: str, scheme: str) -> str | None:
        if scheme not in OPEN:
            self.refused.append(Refusal("link-scheme", value))
            return None
        if tag == "img":
            self.refused.append(Refusal("image-foreign", value))
            return None
        if scheme in _WEB and web_addresses.flaw_of_link(value):
            self.refused.append(Refusal("link-address", value))
            return None
        return value

    def _inner(self, value: str) -> str | None:
        link, asset, kept = _followed(self.folder, value)
        if asset is not None:
            self.assets.append(asset)
        self.found.append(link)
        return kept


@lru_cache(maxsize=4096)
def _followed(folder: str, value: str) -> tuple[BodyLink, str | None, str]:
    """Where a link in a folder leads, the file that it shows, and how it is kept. Many records have the
    same links."""
    parts = urllib.parse.urlsplit(value)
    target = urllib.parse.unquote(parts.path)
    # A path that climbs out of docs/ keeps its dots and is reported as a dead link.
    path = posixpath.normpath(posixpath.join("/", folder, target))
    address = path + "/" if target.endswith("/") and path != "/" else path
    asset = None
    if path.endswith(".md"):
        address = address_of(path.lstrip("/"))
    elif not target.startswith("/") and not target.endswith("/"):
        asset = path.lstrip("/")
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    kept = SCHEME + urllib.parse.quote(address, safe="/._~-") + tail
    return BodyLink(address, parts.fragment, value), asset, kept
