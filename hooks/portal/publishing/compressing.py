"""Compressed copies, which servers give out as they are: no request waits for a processor."""

from __future__ import annotations

import gzip
import posixpath

from portal.publishing.manifest import TWIN

_ENDINGS = frozenset(
    ".html .css .js .json .xml .atom .svg .txt .csv .ics .opml .bin .webmanifest .xsl".split()
)
_LEAST_BYTES = 1024
"""What fits into a packet or two gains nothing."""
_LEVEL = 6
"""Level 9 takes twice as long for 1 % (measured with feeds)."""


def compressed(name: str, data: bytes) -> bytes | None:
    """A copy in gzip (RFC 1952), the same for the same bytes; None for what becomes hardly smaller."""
    if len(data) < _LEAST_BYTES or posixpath.splitext(name)[1] not in _ENDINGS:
        return None
    packed = gzip.compress(data, _LEVEL, mtime=0)
    return packed if len(packed) < len(data) * 9 // 10 else None


def twin_of(name: str) -> str:
    """The path of the copy."""
    return name + TWIN
