"""Pages, rendered as soon as they are known; by other processes when there are many."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import lru_cache, partial
from pathlib import Path

from engine.progress import Advance
from engine.site_folder import Aside, Written
from engine.templates import Templates
from portal.outlines import Outlined
from portal.outputs import Manifest, Output, file_of
from portal.processes import Workers
from portal.store import Disk
from portal.views.pages import Page, Site

Sheet = tuple[str, Page]
"""The path below the site's folder, and what it shows."""
SHARED_FROM = 200
"""Below this many pages another process costs more than it saves: each has the templates to load."""
PART = 40
"""Pages that go to another process at a time."""
_AHEAD = 16
"""Parts for each process that have been begun: more would only fill the memory."""


class Printing:
    """The pages of one build that are not as they were, on their way aside.

    What it is told of while the site is still being declared is rendered meanwhile; nothing of that is in the
    site before all is known to be right.
    """

    def __init__(self, old: Manifest, *, store: Disk, root: Path, aside: Aside, workers: Workers) -> None:
        self._old, self._store, self._root, self._aside, self._workers = old, store, root, aside, workers
        self._keys: dict[str, str] = {}
        self._waiting: list[tuple[str, Outlined]] = []
        self._begun: deque[tuple[int, Future[Written]]] = deque()
        self._is_shared = False
        self._written: Written = {}

    def __enter__(self) -> Printing:
        return self

    def __exit__(self, *_error: object) -> None:
        # Whatever happened, nobody may leave files any more.
        for _, begun in self._begun:
            if not begun.cancel():
                begun.exception()

    def watch(self, outputs: Iterable[Output], site: Site) -> Iterator[Output]:
        """The outputs as they come; pages among them are begun."""
        for output in outputs:
            self._take(output, site)
            yield output

    def finish(self, outputs: Iterable[Output], site: Site, advance: Advance) -> Written:
        """All pages among the outputs, those included that nobody has told of; those of them that are new."""
        for output in outputs:
            self._take(output, site)
        self._print(site)
        advance(len(self._keys) - sum(count for count, _ in self._begun))
        while self._begun:
            advance(self._answered())
        return self._written

    def _take(self, output: Output, site: Site) -> None:
        name = file_of(output.address)
        known = self._keys.get(name) or self._old.files.get(name)
        if output.page is None or known == output.key:
            return
        self._keys[name] = output.key
        self._waiting.append((name, output.page))
        if len(self._waiting) >= (PART if self._is_shared else SHARED_FROM):
            self._print(site)

    def _print(self, site: Site) -> None:
        """Render what waits."""
        sheets = [(name, each.page()) for name, each in self._waiting]
        self._waiting.clear()
        self._is_shared |= len(sheets) >= SHARED_FROM
        if self._workers.count < 2 or not self._is_shared:
            self._written |= _printed(sheets, _templates(self._root, site, self._store), self._aside)
        else:
            for start in range(0, len(sheets), PART):
                self._share(sheets[start : start + PART], site)

    def _share(self, sheets: Sequence[Sheet], site: Site) -> None:
        # What the others need has to be where they can read it, and SQLite's connections are not for sharing.
        self._store.close()
        share = partial(_print_part, site=site, folder=self._store.folder, root=self._root, aside=self._aside)
        self._begun.append((len(sheets), self._workers.begin(share, sheets)))
        if len(self._begun) > _AHEAD * self._workers.count:
            self._answered()

    def _answered(self) -> int:
        """How many pages the oldest part was."""
        count, begun = self._begun.popleft()
        self._written |= begun.result()
        return count


def _print_part(sheets: Sequence[Sheet], *, site: Site, folder: Path, root: Path, aside: Aside) -> Written:
    # Between two parts nothing is open: the store may be another file by then.
    with _store(folder) as store:
        return _printed(sheets, _templates(root, site, store), aside)


@lru_cache(maxsize=1)
def _store(folder: Path) -> Disk:
    return Disk(folder)


@lru_cache(maxsize=1)
def _templates(root: Path, site: Site, store: Disk) -> Templates:
    """Loaded once in each process."""
    return Templates.below(root / "overrides", site=site, store=store)


def _printed(sheets: Iterable[Sheet], templates: Templates, aside: Aside) -> Written:
    return aside.put_all(((name, templates.page(page)) for name, page in sheets), lambda _: None)
