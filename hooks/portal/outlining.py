"""All pages of a moment: what others need to know of each at once, the page itself when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from portal.outlines import Outlined, outline
from portal.search.entries import Entry
from portal.store import Store, digest
from portal.views.families import Family
from portal.views.pages import Page


class _Worked:
    """A family whose pages are worked out when the first of them is asked for, and kept until they are."""

    def __init__(self, family: Family, finish: Callable[[Page], Page]) -> None:
        self._family = family
        self._finish = finish
        self._waiting: dict[int, Page] = {}

    def pages(self) -> Iterable[Page]:
        self._waiting = dict(enumerate(map(self._finish, self._family.pages())))
        return self._waiting.values()

    def page(self, number: int) -> Page:
        if number not in self._waiting:
            self.pages()
        # Whoever has it need not ask again, and all of them together would fill the memory.
        return self._waiting.pop(number)


def outlined(
    families: Iterable[Family],
    *,
    finish: Callable[[Page], Page],
    found: Callable[[Page], Entry | None],
    store: Store,
    code: str,
) -> Iterator[Outlined]:
    """The pages of all families; outlines of those that have not changed come from the store.

    `finish` adds to a page what goes with it, and must depend on nothing that a family's state does not name;
    `found` gives its entry in the search.
    """
    waiting = list(families)
    names = [_name(family, code) for family in waiting]
    known = store.load_many([name for name in names if name])
    for name, family in zip(names, waiting, strict=True):
        worked = _Worked(family, finish)
        outlines = known.get(name)
        if outlines is None:
            outlines = tuple(outline(page, found(page)) for page in worked.pages())
            if name:
                store.save(name, outlines)
        for number, each in enumerate(outlines):
            yield Outlined(each, partial(worked.page, number))


def _name(family: Family, code: str) -> str:
    return digest(f"outlines\0{code}\0{family.state}".encode()) if family.state else ""
