"""Lists in pages: `/ke-hoach/`, `/ke-hoach/trang/2/` …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from portal.views.parts import Link

T = TypeVar("T")


def page_address(base: str, number: int, *, first: str | None = None) -> str:
    """The address of a page of a list; the first one is the list's own address unless `first` is given."""
    return (base if first is None else first) if number == 1 else f"{base}trang/{number}/"


def pages(
    items: Sequence[T], size: int, base: str, *, first: str | None = None
) -> Iterator[tuple[int, str, Sequence[T], tuple[Link, ...]]]:
    """(number, address, items of the page, links to all pages); one empty page for an empty list."""
    count = max(1, -(-len(items) // size))
    links = tuple(
        Link(str(number), page_address(base, number, first=first)) for number in range(1, count + 1)
    )
    for number in range(1, count + 1):
        yield (
            number,
            links[number - 1].address,
            items[(number - 1) * size : number * size],
            _near(links, number),
        )


def _near(links: tuple[Link, ...], number: int) -> tuple[Link, ...]:
    """First, last, and five around: a page's size must not grow with the list."""
    near = {1, len(links), *range(number - 2, number + 3)}
    return tuple(links[place - 1] for place in sorted(near) if 1 <= place <= len(links))
