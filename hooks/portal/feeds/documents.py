"""XML documents of a feed put together from parts: a head as feedgen writes it, and finished entries."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from portal.feeds.entries import Head

_ABOUT = (
    "Đây là một bản tin để chương trình đọc tin theo dõi: chép địa chỉ của trang này vào chương trình ấy."
)
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8'?>\n"


def assembled(head: Head, empty: bytes, entries: Iterable[bytes], *, end: bytes) -> bytes:
    """`empty` is the feed without entries; they go before `end`, its last lines."""
    body, _, rest = empty.removeprefix(_DECLARATION).rpartition(end)
    # Not `together`: at these lengths it copies what it has again and again to make room.
    return b"".join([_DECLARATION, _for_people(head), body, *entries, end, rest])


def _for_people(head: Head) -> bytes:
    """What somebody sees who opens the feed in a browser: a style sheet, because browsers are giving up XSLT
    (Chromium in 2026), and a line for those that show the text of the file (Chromium, of Atom)."""
    if not head.style:
        return b""
    # Relative, so that a copy of the portal elsewhere is complete.
    address = posixpath.relpath(head.style, posixpath.dirname(head.own))
    return f'<?xml-stylesheet type="text/css" href="{address}"?>\n<!-- {_ABOUT} -->\n'.encode()
