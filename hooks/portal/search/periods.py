"""Documents in groups that keep together: those of one time, so that a change touches one group.

A group is all that was published in a stretch of days, its length a power of two, that is cut in half until
no more than `MOST` documents are in it. Which documents a group holds depends on them alone, not on the order
in which they came, and the groups of old times stay as they are in the caches of readers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")
MOST = 1_000
"""Documents of a group: its files are to be less than 1 MB together."""
_DAYS = 1 << 22
"""More than there are until the year 9999."""


def groups(items: Sequence[T], day: Callable[[T], date]) -> list[list[T]]:
    """The items in their groups, newest group first, the order within a group as given."""
    ordinals = [(day(item).toordinal(), item) for item in items]
    return _cut(ordinals, 0, _DAYS) if items else []


def _cut(items: list[tuple[int, T]], start: int, days: int) -> list[list[T]]:
    if len(items) <= MOST:
        return [[item for _, item in items]] if items else []
    if days == 1:
        return _slices([item for _, item in items])
    middle = start + days // 2
    later = [item for item in items if item[0] >= middle]
    earlier = [item for item in items if item[0] < middle]
    return [*_cut(later, middle, days // 2), *_cut(earlier, start, days // 2)]


def _slices(items: Sequence[T]) -> list[list[T]]:
    """Of more than `MOST` documents of one day."""
    return [list(items[first : first + MOST]) for first in range(0, len(items), MOST)]
