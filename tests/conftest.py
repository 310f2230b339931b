"""Fixtures that all kinds of tests share."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests import projects, serving, uploads
from tests.projects import ROOT, TestProject
from tests.readers import programs
from tests.serving import Served


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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """A running nginx with our configuration, and no release yet."""
    programs.require("nginx")
    with serving.nginx(tmp_path / "nginx") as started:
        yield started


@pytest.fixture(scope="session")
def published(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The repository's own portal, and files as records may attach them, behind nginx as `deploy/` has it."""
    programs.require("nginx")
    with serving.nginx(tmp_path_factory.mktemp("may-chu") / "nginx") as started:
        serving.release(built_site, started.releases, uploads.FILES)
        yield started
