"""XML documents of a feed put together from parts: a head as feedgen writes it, and finished entries."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from portal.feeds.entries import Head

_DECLARATION = b"<?xml version='1.0' encoding='UTF-8'?>\n"


def assembled(head: Head, empty: bytes, entries: Iterable[bytes], *, end: bytes) -> bytes:
    """`empty` is the feed without entries; they go before `end`, its last lines."""
    body, _, rest = empty.removeprefix(_DECLARATION).rpartition(end)
    return b"".join([_DECLARATION, _style(head), body, *entries, end, rest])


def _style(head: Head) -> bytes:
    """How browsers show the feed to people: CSS, because browsers are giving up XSLT (Chromium in 2026)."""
    if not head.style:
        return b""
    # Relative, so that a copy of the portal elsewhere is complete.
    address = posixpath.relpath(head.style, posixpath.dirname(head.own))
    return f'<?xml-stylesheet type="text/css" href="{address}"?>\n'.encode()
