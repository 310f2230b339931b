"""Documents in groups of those of one time, so that a change touches one group.

From the oldest on a group takes so many that it is full or nearly so. Which one is its last the documents say
themselves: the one with the largest digest of those that may be. So groups are the same whatever was before,
one that comes or goes changes those beside it hardly ever, and what is new is in the newest group.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from portal.store import digest

T = TypeVar("T")
FEWEST, MOST = 240, 1_600
"""Documents of a group. For a reader few groups are good, for whoever builds the site small ones."""
_GROUPS = 7
"""More than these only where `MOST` does not allow it."""


def groups(items: Sequence[T], name: Callable[[T], str]) -> list[Sequence[T]]:
    """Items that come newest first in their groups, as they come; names are of their own, and stay theirs."""
    size, found, rest = _size(len(items)), [], len(items)
    while rest > size:
        last = range(rest - size, rest - size + size // 8 + 1)
        start = max(last, key=lambda at: digest(name(items[at]).encode()))
        found.append(items[start:rest])
        rest = start
    return [*([items[:rest]] if rest else []), *reversed(found)]


def _size(count: int) -> int:
    """Twice as large when there are twice as many: until then the groups stay as they are."""
    size = FEWEST
    while size < MOST and size * _GROUPS < count:
        size = min(2 * size, MOST)
    return size
