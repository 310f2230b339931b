"""What a part of a project's files costs, apart from pages: a program, run in its folder.

It is given a part: `feeds` are feeds, calendars and open data, `screens` the files of screens, `search` is
the index; with `nothing` records are only loaded. Prints a line of JSON: seconds to load the records and to
make the files, processor seconds of that (right where loading needed no other process), how many were made,
their bytes, and MiB of the largest process. Uses the store of the project and leaves it as a build would; the
files go into `site/`.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from engine import staging
from engine.progress import quiet
from engine.site_folder import Aside
from portal import workspace
from portal.api import outputs as open_data
from portal.catalogue import Snapshot
from portal.declaration import FONT
from portal.feeds import outputs as feeds
from portal.feeds.channels import channels
from portal.feeds.outputs import Press
from portal.outlining import outlined
from portal.outputs import Manifest, Output, file_of
from portal.processes import Workers
from portal.project import Project, moment
from portal.screens import outputs as screens
from portal.screens.outputs import Showings, Studio
from portal.search import outputs as search
from portal.search.entries import of_page
from portal.store import Disk, fingerprint_of_code
from portal.views.families import families

URL = "https://cong.example/"


def main(part: str) -> None:
    # As the command does it.
    gc.set_threshold(50_000, 1_000, 1_000_000)
    project = Project(Path.cwd())
    code = fingerprint_of_code(project.root / "hooks")
    # Processes that are started now are small; what the catalogue takes is not copied.
    with Disk(project.store) as store, Workers(2) as workers:
        started = time.perf_counter()
        checked = workspace.load(project, store=store, code=code, workers=workers)
        assert checked.catalogue is not None, checked.problems
        store.flush()
        snapshot = checked.catalogue.at(moment())
        # What every list of pages needs too.
        assert snapshot.listed
        declared = PARTS[part](snapshot, code, project)
        loaded, used, memory = time.perf_counter(), _processor(), _peak()
        outputs = list(declared)
        kept = project.cache / f"{part}.json"
        old = Manifest.from_json(kept.read_text("utf-8")) if kept.exists() else Manifest({})
        missing = [output for output in outputs if old.files.get(file_of(output.address)) != output.key]
        _write(missing, project, store, workers)
        made = time.perf_counter()
        kept.write_text(Manifest.of(outputs).to_json(), "utf-8")
    figures = {
        "load": loaded - started,
        "make": made - loaded,
        "processor": _processor() - used,
        "made": len(missing),
        "bytes": sum((project.root / "site" / file_of(each.address)).stat().st_size for each in missing),
        "total": len(outputs),
        "memory": _peak(),
        "memory loaded": memory,
    }
    print(json.dumps(figures))


def _write(missing: Sequence[Output], project: Project, store: Disk, workers: Workers) -> None:
    """Into the site's folder, where all else stays as it is."""
    site, waiting = project.root / "site", project.cache / "made"
    staging.make_parts(missing, store, quiet, workers)
    aside = Aside(str(site), str(waiting))
    for name in staging.make_files(missing, store, aside, workers):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (waiting / name).replace(site / name)


def _nothing(_snapshot: Snapshot, _code: str, _project: Project) -> Iterator[Output]:
    yield from ()


def _feeds(snapshot: Snapshot, code: str, _project: Project) -> Iterator[Output]:
    offered = channels(snapshot)
    press = Press(URL, code, "/feed.css", "/icon.svg")
    yield from feeds.outputs(snapshot, offered, press)
    yield from open_data.outputs(snapshot, offered, url=URL, code=code)


def _screens(snapshot: Snapshot, code: str, project: Project) -> Iterator[Output]:
    font = (project.docs / "assets" / FONT).read_bytes()
    showings = Showings(snapshot, Studio(URL, snapshot.settings.site.name, font))
    yield from screens.outputs(snapshot, showings, url=URL, code=code)


def _search(snapshot: Snapshot, code: str, _project: Project) -> Iterator[Output]:
    # Not put off as the others are: a build has the pages anyway.
    known = outlined(
        families(snapshot, channels(snapshot)),
        finish=lambda page: page,
        found=partial(of_page, snapshot=snapshot),
        store=snapshot.catalogue.store,
        code=code,
    )
    found = (each.outline.found for each in known)
    return search.outputs(snapshot, [entry for entry in found if entry], code=code)


PARTS: dict[str, Callable[[Snapshot, str, Project], Iterator[Output]]] = {
    "nothing": _nothing,
    "feeds": _feeds,
    "screens": _screens,
    "search": _search,
}


def _processor() -> float:
    """Seconds of this process, and of those it started that have ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak() -> float:
    """MiB of this process and of the largest it started."""
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(used) / 1024 / (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main(sys.argv[1])
