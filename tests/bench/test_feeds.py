"""What feeds, calendars and open data cost for a country's worth of records, when nothing is kept and after
one edit. `make bench` prints the figures, keeps them in `.cache/bench/`, and holds them against the limits;
a short form with few records runs with all tests and looks only at what is made again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import projects
from tests.bench import corpus
from tests.bench.measure import made, tell
from tests.projects import TestProject

RECORDS, COMMUNES = 10_000, 475
EDITS = 3
MOST_SECONDS, MOST_SECONDS_AFTER_AN_EDIT, MOST_MIB = 25, 0.5, 300


@pytest.mark.bench
def test_feeds_of_ten_thousand_records(tmp_path: Path) -> None:
    files = corpus.project_files(RECORDS, communes=COMMUNES)
    project = projects.make(tmp_path / "project", files)
    rows = {"nothing kept": made(project, "feeds"), "unchanged": made(project, "feeds")}
    edited = []
    for path in [path for path in files if path.startswith("docs/ke-hoach")][:EDITS]:
        project.write({path: corpus.edited(str(files[path]))})
        edited.append(made(project, "feeds"))
    # What else a machine does only makes things slower.
    rows["one edit"] = min(edited, key=lambda row: row["make"])
    localities = sum(1 for _ in (project.site / "feeds" / "dia-phuong").rglob("*.xml"))
    heading = (
        f"feeds and open data of {RECORDS} records in {localities} localities, {os.cpu_count()} processors"
    )
    tell("feeds", heading, rows)
    assert localities >= 500
    assert rows["nothing kept"]["make"] <= MOST_SECONDS
    assert rows["one edit"]["make"] <= MOST_SECONDS_AFTER_AN_EDIT
    assert max(row["memory"] for row in rows.values()) <= MOST_MIB


def test_after_an_edit_few_files_are_made_again(project: Callable[..., TestProject]) -> None:
    files = corpus.project_files(300, communes=20)
    small = project(files)
    first = made(small, "feeds")
    assert first["made"] == first["total"] > 600
    assert made(small, "feeds")["made"] == 0
    path = next(path for path in files if path.startswith("docs/ke-hoach"))
    small.write({path: corpus.edited(str(files[path]))})
    again = made(small, "feeds")
    assert again["total"] == first["total"]
    # Its own twin, the index and tables, and the feeds and calendars that hold it.
    assert 8 <= again["made"] <= 60
