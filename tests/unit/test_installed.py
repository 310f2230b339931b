"""Versions of packages are those that Python itself names."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from portal import installed


@pytest.fixture(autouse=True)
def _read_anew() -> None:
    installed._versions.cache_clear()


@pytest.mark.parametrize("name", ["mkdocs-material", "jinja2", "pyyaml", "markdown"])
def test_versions_are_those_of_the_packages_metadata(name: str) -> None:
    assert installed.version(name) == metadata.version(name)


def test_what_is_not_installed_has_no_version() -> None:
    assert installed.versions(["khong-co"]) == ["khong-co "]


def test_the_first_folder_of_the_path_counts_as_it_does_for_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs_material-1.2.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "khong-co"), str(tmp_path), *sys.path])
    assert installed.version("mkdocs-material") == "1.2"
