"""What several tests of whole projects need."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import command
from tests import projects
from tests.projects import PUBLIC, Outcome, TestProject

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


@pytest.fixture(scope="session")
def built_public(tmp_path_factory: pytest.TempPathFactory) -> TestProject:
    """A project that may be published, built, with its cache. Tests copy it, they do not change it."""
    made = projects.make(tmp_path_factory.mktemp("cong-khai") / "du-an", PUBLIC)
    done = made.portal("build")
    assert done.status == 0, done.err
    return made


@pytest.fixture
def public(built_public: TestProject, tmp_path: Path) -> TestProject:
    """The same, of the test's own."""
    shutil.copytree(built_public.root, tmp_path / "du-an")
    return TestProject(tmp_path / "du-an")
