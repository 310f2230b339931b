"""A project's content, loaded and checked: the catalogue, and all its problems at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from portal import attachments, intake, links, localities, published, references, scanning, settings
from portal.advice import later
from portal.catalogue import Catalogue
from portal.declaration import Declaration
from portal.intake import Reading
from portal.loading import Loaded
from portal.localities import Flaw, Localities
from portal.problems import Problem, Problems, Severity
from portal.processes import Workers
from portal.project import INBOX, Project
from portal.published import Published
from portal.store import Store, digest, key

UNFINISHED = frozenset(
    [
        "basis-missing",
        "body-empty",
        "emergency-incomplete",
        "emergency-scope",
        "field-missing",
        "file-place",
        "sources-missing",
        "value-empty",
    ]
)
"""Codes of what a draft may still lack, the locality's folder included."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`catalogue` is None when the data files are unusable; records with errors are left out of it.

    `drafts` are the paths of files that say that they are not ready, from the project's folder.
    """

    catalogue: Catalogue | None
    problems: Problems
    drafts: frozenset[str] = frozenset()

    def forgiving(self, problems: Iterable[Problem]) -> Problems:
        """What a draft still lacks as advice: nobody sees it, and unfinished work stops no other's."""
        return Problems(
            dataclasses.replace(problem, severity=Severity.ADVICE)
            if problem.code in UNFINISHED and problem.path in self.drafts
            else problem
            for problem in problems
        )


def load(
    project: Project, *, store: Store, code: str, workers: Workers, reading: Reading = intake.unwatched
) -> Checked:
    """Read everything once, with the problems of files and between files; `check_links` has dead links."""
    found, problems = settings.load(project.data, digest, tree=partial(_tree, store, code))
    files = scanning.scan(project.docs)
    loaded = tuple(
        intake.load_all(
            project.docs, files.markdown, store=store, code=code, workers=workers, reading=reading
        )
    )
    drafts = frozenset(f"docs/{entry.path}" for entry in loaded if entry.draft)
    problems += [*files.problems, *scanning.links(project.root, (INBOX, "overrides"))]
    problems += [problem for entry in loaded for problem in entry.problems]
    if found is None:
        return Checked(None, Problems(problems), drafts)
    problems += references.check(loaded, found, files.others)
    others, unfit = attachments.check(loaded, found, files.others, docs=project.docs, store=store, code=code)
    problems += unfit
    problems += later.with_data(loaded, found)
    register, wrong_register = _register(project)
    problems += [*register.problems, *wrong_register]
    wrong = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    if any(path.startswith("data/") for path in wrong):
        return Checked(None, Problems(problems), drafts)
    kept = tuple(_without_record(entry) if f"docs/{entry.path}" in wrong else entry for entry in loaded)
    return Checked(Catalogue(found, kept, others, store, register), Problems(problems), drafts)


def _tree(store: Store, code: str, *texts: str) -> tuple[Localities, list[Flaw]]:
    """The tree of places, of which a tenth of a second is spared by keeping it."""
    name = key("places", code, *(digest(text.encode()) for text in texts))
    found = store.load(name)
    if isinstance(found, tuple):
        return found
    made = localities.from_texts(*texts)
    store.save(name, made)
    return made


def _register(project: Project) -> tuple[Published, list[Problem]]:
    """Nothing has been published where there is no register yet."""
    data, wrong = settings.data_file(project.root / published.PATH)
    return published.read(data or b""), [wrong] if wrong else []


def _without_record(entry: Loaded) -> Loaded:
    # Nothing after this has to ask whether the names in a record exist.
    return dataclasses.replace(entry, record=None)


def check_links(catalogue: Catalogue, declaration: Declaration) -> list[Problem]:
    """Dead links, given all addresses of the site."""
    unpublished = {record.address for record in catalogue.records} | {
        text.address for text in catalogue.texts
    }
    return links.check(catalogue, declaration.addresses, existing=unpublished)
