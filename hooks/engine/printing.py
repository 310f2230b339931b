"""Pages, in several processes when there are many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path

from engine.progress import Advance
from engine.site_folder import Aside, Written
from engine.templates import Templates
from portal.outlines import Outlined
from portal.processes import Workers
from portal.store import Disk
from portal.views.pages import Page, Site

Sheet = tuple[str, Page]
"""The path below the site's folder, and what it shows."""
SHARED_FROM = 200
"""Below this many pages another process costs more than it saves: each has the templates to load."""
PART = 40
"""Pages that go to another process at a time."""


def printed(
    pages: Sequence[tuple[str, Outlined]],
    *,
    site: Site,
    store: Disk,
    root: Path,
    aside: Aside,
    workers: Workers,
    advance: Advance,
) -> Written:
    """Render pages, and leave those aside that are new."""
    if workers.count < 2 or len(pages) < SHARED_FROM:
        templates = Templates.below(root / "overrides", site=site, store=store)
        return _print(((name, each.page()) for name, each in pages), templates, aside, advance)
    # What the others need has to be where they can read it, and SQLite's connections are not for sharing.
    store.close()
    parts = (pages[start : start + PART] for start in range(0, len(pages), PART))
    sheets = ([(name, each.page()) for name, each in part] for part in parts)
    share = partial(_print_part, site=site, folder=store.folder, root=root, aside=aside)
    written: Written = {}
    for count, others in workers.stream(share, sheets):
        advance(count)
        written |= others
    return written


def _print_part(
    sheets: Sequence[Sheet], *, site: Site, folder: Path, root: Path, aside: Aside
) -> tuple[int, Written]:
    # Between two parts nothing is open: the store may be another file by then.
    with _store(folder) as store:
        return len(sheets), _print(sheets, _templates(root, site, store), aside, lambda _: None)


@lru_cache(maxsize=1)
def _store(folder: Path) -> Disk:
    return Disk(folder)


@lru_cache(maxsize=1)
def _templates(root: Path, site: Site, store: Disk) -> Templates:
    """Loaded once in each process."""
    return Templates.below(root / "overrides", site=site, store=store)


def _print(sheets: Iterable[Sheet], templates: Templates, aside: Aside, advance: Advance) -> Written:
    return aside.put_all(((name, templates.page(page)) for name, page in sheets), advance)
