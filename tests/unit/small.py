"""A small catalogue in memory, made by the real code from `{path below docs/: text}`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from portal import loading, references, settings as data_files
from portal.catalogue import Catalogue, Snapshot
from portal.dates import parse_start
from portal.feeds.channels import channels
from portal.loading import Loaded
from portal.localities import Level
from portal.problems import Problem, Problems
from portal.settings import Settings
from portal.store import Memory, digest
from portal.views.families import families
from portal.views.pages import Page
from tests.projects import CONTENT, DATA, ROOT

NOW = "2026-03-01"


def read_settings(data: Mapping[str, str | bytes]) -> tuple[Settings | None, list[Problem]]:
    """The data files `{name: content}`, with the country's real places where none are given."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("localities.yml", "communes.csv", "communes_former.csv"):
            if name not in data:
                shutil.copy(ROOT / "data" / name, folder)
        for name, content in data.items():
            Path(folder, name).write_bytes(content.encode() if isinstance(content, str) else content)
        return data_files.load(Path(folder), digest)


@cache
def settings() -> Settings:
    found, problems = read_settings({name.removeprefix("data/"): text for name, text in DATA.items()})
    assert found is not None, problems
    return found


@cache
def own_content() -> Mapping[str, str]:
    """The content of the tests' project, by its path below `docs/`."""
    return {name.removeprefix("docs/"): text for name, text in CONTENT.items()}


def load(path: str, content: str | bytes) -> Loaded:
    return loading.load(path, content.encode() if isinstance(content, str) else content)[0]


def catalogue(files: Mapping[str, str], others: Mapping[str, int] | None = None) -> Catalogue:
    """A catalogue of these files alone; they must be right."""
    store, entries = Memory(), []
    for path, text in files.items():
        entry, body = loading.load(path, text.encode())
        assert not Problems(entry.problems).errors, entry.problems
        store.save(entry.body_key, body)
        entries.append(entry)
    wrong = Problems(references.check(entries, settings(), others or {})).errors
    assert not [problem for problem in wrong if problem.code != "section-unwritten"], wrong
    return Catalogue(settings(), tuple(entries), others or {}, store)


def all_pages(now: Snapshot) -> list[Page]:
    """Every page of a snapshot."""
    return [page for family in families(now, channels(now)) for page in family.pages()]


def snapshot(files: Mapping[str, str] | None = None, *, now: str = NOW, drafts: bool = False) -> Snapshot:
    """The tests' project, or these files alone, at a moment."""
    return catalogue(own_content() if files is None else files).at(parse_start(now), drafts=drafts)


def names_of_places() -> set[str]:
    """Full names of all places below the nation, those of before and others included."""
    found: set[str] = set()
    for place in settings().localities:
        if place.level is not Level.NATION:
            earlier = (known.full_name for known in place.earlier if known.name != place.name)
            found.update((place.full_name, *earlier, *place.aliases))
    return found
