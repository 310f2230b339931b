"""A project at one moment, loaded, checked and declared: all that a build, a preview or a check needs."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engine import VERSION
from engine.progress import Stage, quiet
from portal import assets, permanence, styles, workspace
from portal.catalogue import Snapshot
from portal.declaration import Declaration, Environment, Watch, declare, unwatched
from portal.outputs import Output
from portal.problems import Problems
from portal.processes import Workers
from portal.project import Project, moment, public_address
from portal.published import Row
from portal.rendering import CLASSES_OF_CONTENT
from portal.store import Store, digest, fingerprint_of_code, fingerprint_of_folder, key
from portal.views.pages import MenuEntry

STYLE, JOINED = "css/portal.css", ("css/fonts.css",)


@dataclass(frozen=True, slots=True)
class Session:
    """A project at one moment, ready to be written."""

    project: Project
    problems: Problems
    snapshot: Snapshot | None
    declaration: Declaration | None

    @property
    def unregistered(self) -> list[Row]:
        """What is public now and not in the register of what has been."""
        if self.snapshot is None or self.declaration is None:
            return []
        there = permanence.answering(self.snapshot, self.declaration.channels)
        return permanence.missing(self.snapshot.catalogue.published, there)

    @property
    def outputs(self) -> tuple[Output, ...]:
        return self.declaration.outputs if self.declaration else ()


def open_session(
    project: Project,
    *,
    menu: Sequence[MenuEntry],
    store: Store,
    drafts: bool = False,
    site_url: str | None = None,
    workers: Workers | None = None,
    stage: Stage = quiet,
    watch: Watch = unwatched,
) -> Session:
    """Load, validate and declare everything, with all problems, dead links included."""
    code = fingerprint_of_code(project.root / "hooks")
    reading = partial(stage, "Đọc nội dung")
    checked = workspace.load(project, store=store, code=code, workers=workers or Workers(), reading=reading)
    if checked.catalogue is None:
        return Session(project, checked.forgiving(checked.problems), None, None)
    snapshot = checked.catalogue.at(moment(), drafts=drafts)
    url = site_url or public_address(snapshot.settings.site.address)
    environment = _environment(project, tuple(menu), store, code, url)
    declaration = declare(snapshot, environment, version=VERSION, watch=watch)
    problems = [*checked.problems, *declaration.problems]
    problems += workspace.check_links(checked.catalogue, declaration)
    return Session(project, checked.forgiving(problems), snapshot, declaration)


def _environment(
    project: Project, menu: tuple[MenuEntry, ...], store: Store, code: str, url: str
) -> Environment:
    return Environment(
        url=url,
        code=code,
        look=fingerprint_of_folder(project.root / "overrides"),
        menu=menu,
        assets=assets.fingerprinted(_assets(project, store, code)),
        docs=project.docs,
    )


def _own_assets(docs: Path) -> dict[str, bytes]:
    folder = docs / assets.FOLDER
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_elsewhere(path))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _is_elsewhere(path: Path) -> bool:
    return path.name.startswith(".") or path.is_symlink()


def _assets(project: Project, store: Store, code: str) -> dict[str, bytes]:
    """The portal's files; its style sheet after Material's, in one file: a page waits for no second one.

    Of Material's scripts and pictures the portal uses none.
    """
    found = _own_assets(project.docs)
    templates = sorted((project.root / "overrides").rglob("*.html"))
    texts = [path.read_text("utf-8") for path in templates]
    texts += [content.decode() for name, content in found.items() if name.endswith(".js")]
    known = styles.words([*texts, *CLASSES_OF_CONTENT])
    found[STYLE] = assets.joined(
        [_theme(known, store, code), *(found.pop(name) for name in JOINED), found[STYLE]]
    )
    return found


def _theme(known: frozenset[str], store: Store, code: str) -> bytes:
    """Material's rules that our pages use; kept in the store, because to find them takes half a second."""
    package = importlib.util.find_spec("material")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "templates" / "assets" / "stylesheets"
    whole = next(iter(sorted(folder.glob("main.*.min.css")))).read_bytes()
    name = key("theme", code, digest(whole), sorted(known))
    found = store.get(name)
    if found is None:
        found = styles.used(whole, known)
        store.put(name, found)
    return found
