"""Addresses that carry a digest of what they show: they never show anything else."""

from __future__ import annotations

import re

# `assets/css/portal.b1059c2da9.css` (portal.assets), `led/anh/192x64/<digest>.png` (portal.boards),
# `search/<digest>/t0.json` (portal.search): after a new release, what was loaded before still asks for them.
_LASTING = re.compile(
    r"assets/.+\.[0-9a-f]{10}\.[a-z0-9]+|led/anh/\d+x\d+/[0-9a-f]{16,}\.png|search/[0-9a-f]{32}/[^/]+"
)


def is_lasting(name: str) -> bool:
    """Whether a file of the site may be kept for ever by caches, and is kept when the site no longer has it.

    >>> is_lasting("assets/css/portal.b1059c2da9.css"), is_lasting("assets/fonts/OFL.txt")
    (True, False)
    """
    return _LASTING.fullmatch(name.removesuffix(".gz")) is not None
