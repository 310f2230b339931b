"""What several tests of whole projects need."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import command
from tests.projects import Outcome, TestProject

Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """`run(project, "check")`: the command in this process, which saves the second that a new one takes."""

    def portal(project: TestProject, *arguments: str, **environment: str) -> Outcome:
        for name, value in {"PORTAL_NOW": "2026-03-01", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(project.root)
        try:
            status = command.main(arguments)
        except SystemExit as end:  # How argparse ends.
            status = int(end.code or 0)
        return Outcome(status, *capfd.readouterr())

    return portal
