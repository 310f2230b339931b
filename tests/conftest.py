"""Fixtures that all kinds of tests share."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests import projects
from tests.projects import ROOT, TestProject


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., TestProject]:
    """`project({"docs/…": "…"})`: a small project, changed by these files."""

    def make(files: Mapping[str, str | bytes] | None = None, name: str = "du-an") -> TestProject:
        return projects.make(tmp_path / name, files)

    return make


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own portal, built by the `portal` command."""
    folder = tmp_path_factory.mktemp("cong") / "site"
    done = TestProject(ROOT).portal("build", "--site-dir", str(folder))
    assert done.status == 0, done.out + done.err
    return folder
