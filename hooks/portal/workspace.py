"""A project's content, loaded and checked: the catalogue, and all its problems at once."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from portal import links, loading, published, references, scanning, settings
from portal.catalogue import Catalogue
from portal.declaration import Declaration
from portal.loading import Loaded
from portal.problems import Problem, Problems, Severity
from portal.processes import Workers
from portal.project import Project
from portal.store import Store, digest


@dataclass(frozen=True, slots=True)
class Checked:
    """`catalogue` is None when the data files are unusable; records with errors are left out of it."""

    catalogue: Catalogue | None
    problems: Problems


def load(project: Project, *, store: Store, code: str, workers: Workers) -> Checked:
    """Read everything once, with the problems of files and between files; `check_links` has dead links."""
    found, problems = settings.load(project.data, digest)
    files = scanning.scan(project.docs)
    loaded = tuple(loading.load_all(project.docs, files.markdown, store=store, code=code, workers=workers))
    problems += files.problems
    problems += [problem for entry in loaded for problem in entry.problems]
    if found is None:
        return Checked(None, Problems(problems))
    problems += references.check(loaded, found, files.others)
    register = published.read(_register(project))
    problems += register.problems
    wrong = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    if any(path.startswith("data/") for path in wrong):
        return Checked(None, Problems(problems))
    kept = tuple(_without_record(entry) if f"docs/{entry.path}" in wrong else entry for entry in loaded)
    return Checked(Catalogue(found, kept, files.others, store, register), Problems(problems))


def _register(project: Project) -> bytes:
    """Nothing has been published where there is no register yet."""
    path = project.root / published.PATH
    return path.read_bytes() if path.is_file() else b""


def _without_record(entry: Loaded) -> Loaded:
    # Nothing after this has to ask whether the names in a record exist.
    return dataclasses.replace(entry, record=None)


def check_links(catalogue: Catalogue, declaration: Declaration) -> list[Problem]:
    """Dead links, given all addresses of the site."""
    unpublished = {record.address for record in catalogue.records} | {
        text.address for text in catalogue.texts
    }
    return links.check(catalogue, declaration.addresses, existing=unpublished)
