"""Pages by MkDocs into the store, in several processes when there are many."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from engine import adapter
from engine.adapter import Edition
from portal.outputs import Output
from portal.processes import Workers
from portal.store import Disk
from portal.views.pages import Site

SHARED_FROM = 400
"""Below this many pages another process costs more than it saves: each has the templates to compile."""


def begin(
    pages: Sequence[Output], *, site: Site, store: Disk, root: Path, workers: Workers
) -> Callable[[], None]:
    """Render these outputs, all of them pages, and put them into the store; what it gives waits for the end.

    Shared out, they are being rendered while this process does something else.
    """
    if workers.count < 2 or len(pages) < SHARED_FROM:
        return partial(_print, pages, site, store, root)
    shares = [tuple(pages[number :: workers.count]) for number in range(workers.count)]
    # What the others need has to be where they can read it, and SQLite's connections are not for sharing.
    store.close()
    started = workers.map(partial(_print_share, site=site, folder=store.folder, root=root), shares)

    def finish() -> None:
        for _ in started:
            pass

    return finish


def _print_share(pages: Sequence[Output], *, site: Site, folder: Path, root: Path) -> None:
    with Disk(folder) as store:
        _print(pages, site, store, root)


def _print(pages: Sequence[Output], site: Site, store: Disk, root: Path) -> None:
    keys = {output.address: output.key for output in pages}

    def take(address: str, content: bytes) -> None:
        store.put(keys[address], content)

    views = tuple(output.page for output in pages if output.page)
    # MkDocs wants a folder to write to, though nothing is left to write. Warnings count as failures.
    with tempfile.TemporaryDirectory() as nowhere:
        config = load_config(str(root / "mkdocs.yml"), site_dir=nowhere, strict=True)
        adapter.keep(config, Edition(site, store, views, take=take))
        mkdocs_build(config)
