"""A project's content, loaded and checked: the catalogue, and all its problems at once."""

from __future__ import annotations

from dataclasses import dataclass

from portal import links, loading, references, settings
from portal.catalogue import Catalogue
from portal.declaration import Declaration
from portal.problems import Problem, Problems
from portal.project import Project
from portal.store import Store, digest


@dataclass(frozen=True, slots=True)
class Checked:
    """`catalogue` is None when the data files are unusable; records with errors are left out of it."""

    catalogue: Catalogue | None
    problems: Problems


def load(project: Project, *, store: Store, code: str, jobs: int = 1) -> Checked:
    """Read everything once, with the problems of files and between files; `check_links` has dead links."""
    found, problems = settings.load(project.data, digest)
    files = loading.scan(project.docs)
    loaded = tuple(loading.load_all(project.docs, files.markdown, store=store, code=code, jobs=jobs))
    problems += files.problems
    problems += [problem for entry in loaded for problem in entry.problems]
    if found is None:
        return Checked(None, Problems(problems))
    problems += references.check(loaded, found, files.others)
    return Checked(Catalogue(found, loaded, files.others, store), Problems(problems))


def check_links(catalogue: Catalogue, declaration: Declaration) -> list[Problem]:
    """Dead links, given all addresses of the site."""
    unpublished = {record.address for record in catalogue.records} | {
        text.address for text in catalogue.texts
    }
    return links.check(catalogue, declaration.addresses, existing=unpublished)
