"""`make load` in short: every answer under load is the right one. How many there are says nothing here."""

from __future__ import annotations

from pathlib import Path

from tests.bench import load
from tests.readers import programs


def test_under_load_all_answers_are_right(built_site: Path, tmp_path: Path) -> None:
    programs.require("nginx", "wrk")
    found = load.measured(built_site, tmp_path, steady=1, fast=1)
    assert len(load.polled(built_site)) > 100
    for each in found:
        assert each.rate > 0, each
        assert each.wrong == 0, each
        if each.load.rate:
            assert each.right > 0.5 * each.rate, each
    assert len(load.table(found)) == len(found) + 2
