"""How long builds take with generated records, beside stock mkdocs-material with the same Markdown.

`make bench` prints the figures and keeps them in `.cache/bench/`. They say nothing about other machines:
only ratios of one run can be compared. The best of some rounds counts, because whatever else a machine does
only ever makes things slower. Sites go into new folders each time: making files where others have just been
deleted is slow on ext4.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import projects
from tests.bench import corpus
from tests.bench.measure import Cost, keep, run
from tests.projects import TestProject

ROUNDS = 3
PORTAL = (sys.executable, "-m", "engine.command", "build")
MKDOCS = (sys.executable, "-m", "mkdocs", "build")
STOCK = """\
site_name: Stock
theme: {name: material}
nav: [{Trang chủ: index.md}]
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `pages` and `size` (MiB) are those of the site that was built."""

    name: str
    cost: Cost
    pages: int
    size: float


@pytest.mark.bench
@pytest.mark.parametrize("count", [100, 1000])
def test_builds(count: int, tmp_path: Path) -> None:
    files = corpus.project_files(count)
    # One copy of the code for all rounds, so that nobody can change it in between.
    project = projects.make(tmp_path / "project", files)
    rows: dict[str, Row] = {}
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        for row in (*_stock(folder, files), *_portal(folder, files, project)):
            rows[row.name] = min(rows.get(row.name, row), row, key=lambda row: row.cost.wall)
    keep(str(count), _table(count, list(rows.values())))


def _stock(folder: Path, files: dict[str, str | bytes]) -> list[Row]:
    """Stock mkdocs-material with its default plugins; records are in no menu, which is quickest."""
    stock = TestProject(folder / "stock")
    stock.write({"mkdocs.yml": STOCK, "docs/index.md": "# Trang chủ\n", **corpus.simple(files)})
    cost = _run(MKDOCS, stock)
    return [_row("stock mkdocs-material", cost, stock.site)]


def _portal(folder: Path, files: dict[str, str | bytes], template: TestProject) -> list[Row]:
    project = TestProject(shutil.copytree(template.root, folder / "portal"))
    other = TestProject(shutil.copytree(template.root, folder / "serial"))
    record = next(name for name in files if name.startswith("docs/tin-tuc"))
    text = str(files[record])
    added = record.replace(".md", "-moi.md")
    rows = [_built(project, "portal, cold")]
    rows.append(_built(project, "portal, unchanged"))
    rows.append(_built(project, "portal, one edit", lambda: project.write({record: corpus.edited(text)})))
    rows.append(_built(project, "portal, one added", lambda: project.write({added: text})))
    rows.append(_built(project, "portal, one removed", lambda: project.remove(added)))
    rows.append(_row("portal, cold, --jobs 1", _run((*PORTAL, "--jobs", "1"), other), other.site))
    plain = folder / "plain"
    command = (*MKDOCS, "--strict", "--site-dir", str(plain))
    rows.append(_row("portal by mkdocs build", _run(command, project), plain))
    return rows


def _run(command: tuple[str, ...], project: TestProject) -> Cost:
    environment = {"PYTHONPATH": str(project.root / "hooks"), "PORTAL_NOW": "2026-03-01"}
    return run(command, project.root, {**environment, "NO_MKDOCS_2_WARNING": "1"})


def _built(project: TestProject, name: str, edit: Callable[[], None] = lambda: None) -> Row:
    edit()
    return _row(name, _run(PORTAL, project), project.site)


def _row(name: str, cost: Cost, site: Path) -> Row:
    sizes = [(path.suffix, path.stat().st_size) for path in site.rglob("*") if path.is_file()]
    pages = sum(suffix == ".html" for suffix, _ in sizes)
    return Row(name, cost, pages, sum(size for _, size in sizes) / 1024**2)


def _table(count: int, rows: list[Row]) -> list[str]:
    stock = rows[0].cost.wall
    head = f"{'':24}{'wall s':>9}{'CPU s':>9}{'MiB':>8}{'pages':>8}{'site MiB':>10}{'of stock':>10}"
    lines = [f"{count} records, {os.cpu_count()} processors, best of {ROUNDS}", head]
    for row in rows:
        cost = row.cost
        lines.append(
            f"{row.name:24}{cost.wall:9.2f}{cost.processor:9.2f}{cost.memory:8.0f}{row.pages:8}"
            f"{row.size:10.1f}{cost.wall / stock:10.2f}"
        )
    return lines
