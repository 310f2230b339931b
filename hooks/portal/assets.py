"""Styles, scripts, fonts and pictures of the portal itself, under names that change with their content.

A fingerprinted file can be cached for a year: its address never shows anything else.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.store import digest

FOLDER = "assets"
KEPT = {
    "js/embed.js": "/embed.js",
    "js/kiosk-worker.js": "/man-hinh/may.js",
    "js/search-worker.js": "/search/worker.js",
}
"""What is loaded by its address keeps it: the element of other websites, the service worker of screens, which
a browser looks for again where it was, and the worker that every page may start to search."""

_URL = re.compile(r"url\(\s*(['\"]?)([^'\")]+)\1\s*\)")
# A line of a script that is a comment. None of ours has such a line in a text of several lines.
_COMMENT = re.compile(rb"^[ \t]*//.*\n", re.MULTILINE)
_SOURCE_MAP = re.compile(rb"\s*/[*/]# sourceMappingURL=[^\s*]*(?:\s*\*/)?\s*$")


@dataclass(frozen=True, slots=True)
class Assets:
    """`addresses`: name below `docs/assets/` -> address; `files`: address -> content."""

    addresses: Mapping[str, str]
    files: Mapping[str, bytes]


def fingerprinted(sources: Mapping[str, bytes]) -> Assets:
    """Name each file by its content; `url(…)` in styles follows the new names of the others, and scripts lose
    the comments that nobody needs who runs them.

    `sources` are contents by name below `docs/assets/` (`css/portal.css`).
    """
    addresses: dict[str, str] = {}
    files: dict[str, bytes] = {}
    # Styles last: their own names depend on those of the fonts and pictures in them.
    for name in sorted(sources, key=lambda name: (name.endswith(".css"), name)):
        content = sources[name]
        if name.endswith(".css"):
            content = _with_new_names(name, content, addresses)
        elif name.endswith(".js"):
            content = _COMMENT.sub(b"", content)
        address = _address(name, content)
        addresses[name] = address
        files[address] = content
    return Assets(addresses, files)


def joined(styles: Sequence[bytes]) -> bytes:
    """Style sheets of one folder as a single file, in this order."""
    return b"\n".join(_SOURCE_MAP.sub(b"\n", style) for style in styles)


def _address(name: str, content: bytes) -> str:
    stem, ending = posixpath.splitext(name)
    if name in KEPT:
        return KEPT[name]
    # A licence is read by people, who look for it under its name.
    return f"/{FOLDER}/{name}" if ending == ".txt" else f"/{FOLDER}/{stem}.{digest(content)[:10]}{ending}"


def _with_new_names(name: str, content: bytes, addresses: Mapping[str, str]) -> bytes:
    folder = posixpath.dirname(name)

    def renamed(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[2]))
        if target not in addresses:
            return match[0]
        return f"url({posixpath.relpath(addresses[target], f'/{FOLDER}/{folder}')})"

    text = _URL.sub(renamed, content.decode("utf-8"))
    # The map is not published, and a comment that names it makes browsers ask for it.
    return _SOURCE_MAP.sub(b"\n", text.encode("utf-8"))
