"""Builds the same documents with every generator, and the portal in every case.

Sites go into new folders in each round: making files where others have just been deleted is slow on ext4.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from tests import projects
from tests.bench import corpus, sites
from tests.bench.measure import Cost, run, told
from tests.bench.results import Case, Count, Row, Weights
from tests.projects import ROOT, TestProject

NOW = "2026-03-01"
PORTAL = (sys.executable, "-m", "engine.command", "build")
Files = Mapping[str, str | bytes]
Tell = Callable[[str, str], None]
"""Told what is being measured, and then again with what it took."""
_PARTS = "parts.json"
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1"}
Step = tuple[Case, Callable[[], Row]]


def measured(
    files: Files, folder: Path, *, rounds: int, tell: Tell, wanted: Collection[Case] = tuple(Case)
) -> Count:
    """Cases, the best of some rounds each. What the last round built stays below the folder."""
    # One copy of the code for all rounds, so that nobody can change it in between.
    template = projects.make(folder / "template", files)
    # As installed programs are.
    compileall.compile_dir(template.root / "hooks", quiet=2)
    rows: dict[Case, Row] = {}
    parts: Mapping[str, float] = {}
    for number in range(1, rounds + 1):
        place = folder / f"round-{number}"
        place.mkdir()
        mark = f"round {number} of {rounds}, " if rounds > 1 else ""
        steps = chain(_others(files, place), _portal(files, place, template))
        for case, step in [step for step in steps if step[0] in wanted]:
            row = _told(f"{mark}{case}", step, tell)
            rows[case] = replace(row, cost=row.cost.best(rows[case].cost)) if case in rows else row
        parts = _cheaper(parts, _parts(place))
    pages = Weights(**told("tests.bench.weighing", folder=built(folder, rounds).root, now=NOW))
    return Count(rounds, {case: rows[case] for case in Case if case in rows}, parts, pages)


def _told(doing: str, step: Callable[[], Row], tell: Tell) -> Row:
    tell(doing, "")
    row = step()
    tell(doing, f"{row.cost.wall:.2f} s")
    return row


def built(folder: Path, rounds: int) -> TestProject:
    """The portal's project of the last round."""
    return TestProject(folder / f"round-{rounds}" / "portal")


def _others(files: Files, folder: Path) -> Iterator[Step]:
    for generator in sites.GENERATORS:
        yield Case(generator.name), partial(_by_other, generator, files, folder)


def _by_other(generator: sites.Generator, files: Files, folder: Path) -> Row:
    project = TestProject(folder / generator.name.replace(" ", "-"))
    project.write(generator.files(files))
    return _row(run(generator.command(), project.root, _ENVIRONMENT), project.site)


def _portal(files: Files, folder: Path, template: TestProject) -> Iterator[Step]:
    project = TestProject(folder / "portal")
    plan, notice = newest("ke-hoach", files), newest("tin-tuc", files)
    added = notice.replace(".md", "-moi.md")
    changes: tuple[tuple[Case, Callable[[], object]], ...] = (
        (Case.COLD, lambda: shutil.copytree(template.root, project.root)),
        (Case.UNCHANGED, lambda: None),
        (Case.EDIT, lambda: project.write({plan: corpus.edited(str(files[plan]))})),
        (Case.TITLE, lambda: project.write({notice: corpus.renamed(str(files[notice]))})),
        (Case.ADDED, lambda: project.write({added: files[notice]})),
        (Case.REMOVED, lambda: project.remove(added)),
        (Case.WARNING, lambda: project.write(corpus.warning())),
    )
    for case, change in changes:
        yield case, partial(_after, change, project)
    look = (sys.executable, "-m", "tests.bench.parts", str(folder / _PARTS))
    yield Case.SERIAL, partial(_clean, folder / "serial", template, look)
    plain = (sys.executable, "-m", "mkdocs", "build", "--strict")
    yield Case.MKDOCS, partial(_clean, folder / "plain", template, plain)


def _after(change: Callable[[], object], project: TestProject) -> Row:
    change()
    return _row(_run(PORTAL, project), project.site)


def _clean(folder: Path, template: TestProject, command: tuple[str, ...]) -> Row:
    project = TestProject(shutil.copytree(template.root, folder))
    return _row(_run(command, project), project.site)


def _run(command: tuple[str, ...], project: TestProject) -> Cost:
    paths = os.pathsep.join((str(project.root / "hooks"), str(ROOT)))
    return run(command, project.root, {**_ENVIRONMENT, "PYTHONPATH": paths, "PORTAL_NOW": NOW})


def _row(cost: Cost, site: Path) -> Row:
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return Row(cost, len(sizes), sum(sizes))


def _parts(folder: Path) -> Mapping[str, float]:
    """What a round's serial build found; nothing when that was not wanted."""
    path = folder / _PARTS
    found: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def _cheaper(one: Mapping[str, float], other: Mapping[str, float]) -> Mapping[str, float]:
    return min(one or other, other or one, key=lambda parts: sum(parts.values()))


def newest(kind: str, files: Files) -> str:
    """The file of the record of a kind that was published last: it stands in every list and feed.

    One without a former address, so that a copy of it is good content too.
    """
    days = {
        path: day
        for path, _, day, _ in corpus.documents(files)
        if path.startswith(f"docs/{kind}/") and not _has_more(str(files[path]))
    }
    return max(days, key=lambda path: (days[path], path))


def _has_more(text: str) -> bool:
    return any(f"\n{field}: " in text for field in ("aliases", "withdrawn", "expires"))
