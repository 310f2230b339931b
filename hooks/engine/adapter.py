"""The portal's values in MkDocs' words: an edition in the configuration, views as files and contexts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import material
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from engine import VERSION
from engine.addresses import Links
from portal import assets, body_links, permanence, styles, workspace
from portal.abbreviations import Abbreviations
from portal.catalogue import Snapshot, rendered_body
from portal.declaration import Declaration, Environment, declare
from portal.outputs import Output, file_of
from portal.problems import Problems
from portal.processes import Workers
from portal.project import Project, moment, public_address
from portal.published import Row
from portal.rendering import CLASSES_OF_CONTENT
from portal.store import Store, digest, fingerprint_of_code, fingerprint_of_folder, key
from portal.tables import framed
from portal.views.pages import MenuEntry, Page, Site

STYLE, JOINED = "css/portal.css", ("css/fonts.css",)
_PORTAL_IN_JSON = re.compile(r'(?<!\\)"portal:/')


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


@dataclass(frozen=True, slots=True)
class Edition:
    """What MkDocs makes in one run: pages whose bodies are in the store, and files that are finished.

    With `take` it hands each page over, as its address and its bytes, and writes no file itself.
    """

    site: Site
    store: Store
    pages: tuple[Page, ...]
    files: tuple[Output, ...] = ()
    take: Callable[[str, bytes], None] | None = None

    @classmethod
    def whole(cls, declaration: Declaration, store: Store) -> Edition:
        """The whole site."""
        pages = tuple(output.page for output in declaration.outputs if output.page)
        return cls(declaration.site, store, pages, declaration.outputs)


def open_session(
    config: MkDocsConfig,
    *,
    store: Store,
    drafts: bool = False,
    site_url: str | None = None,
    workers: Workers | None = None,
) -> Session:
    """Load, validate and declare everything, with all problems, dead links included."""
    project = Project(Path(config.config_file_path or "mkdocs.yml").resolve().parent)
    code = fingerprint_of_code(project.root / "hooks")
    checked = workspace.load(project, store=store, code=code, workers=workers or Workers())
    if checked.catalogue is None:
        return Session(project, checked.forgiving(checked.problems), None, None)
    snapshot = checked.catalogue.at(moment(), drafts=drafts)
    url = site_url or public_address(snapshot.settings.site.address)
    environment = _environment(config, project, store, code, url)
    declaration = declare(snapshot, environment, version=VERSION)
    problems = [*checked.problems, *declaration.problems]
    problems += workspace.check_links(checked.catalogue, declaration)
    return Session(project, checked.forgiving(problems), snapshot, declaration)


def _environment(config: MkDocsConfig, project: Project, store: Store, code: str, url: str) -> Environment:
    overrides = fingerprint_of_folder(project.root / "overrides")
    configuration = digest((project.root / "mkdocs.yml").read_bytes())
    return Environment(
        url=url,
        code=code,
        look=f"{overrides} {configuration}",
        menu=_menu(config),
        assets=assets.fingerprinted(_assets(project, store, code)),
        docs=project.docs,
    )


def _menu(config: MkDocsConfig) -> tuple[MenuEntry, ...]:
    entries = ((title, path) for entry in config.nav or [] for title, path in entry.items())
    return tuple(MenuEntry(title, body_links.address_of(path)) for title, path in entries)


def _own_assets(docs: Path) -> dict[str, bytes]:
    folder = docs / assets.FOLDER
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


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
    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    whole = next(iter(sorted(folder.glob("main.*.min.css")))).read_bytes()
    name = key("theme", code, digest(whole), sorted(known))
    found = store.get(name)
    if found is None:
        found = styles.used(whole, known)
        store.put(name, found)
    return found


def keep(config: MkDocsConfig, edition: Edition) -> None:
    """Leave the edition where the hooks of the same build find it."""
    config.extra["portal"] = edition
    config.extra["portal_links"] = Links()
    config.extra["portal_words"] = Abbreviations(edition.site.abbreviations)


def kept(config: MkDocsConfig) -> Edition | None:
    edition = config.extra.get("portal")
    return edition if isinstance(edition, Edition) else None


def simplify(config: MkDocsConfig) -> None:
    """Spare MkDocs what the portal does itself."""
    # Its sitemap carries today's date, and its page for unknown addresses is not ours.
    config.theme.static_templates = set()
    # Our templates use none of Material's, among whose 11,000 icons MkDocs would look for files to copy.
    del config.theme.dirs[1:]
    # A converter is made for each page, and none of ours has Markdown left.
    config.markdown_extensions = []
    edition = kept(config)
    if edition is not None and edition.take is not None:
        # Most of the menu's pages are not among the files of a partial build.
        config.nav = []


def files(config: MkDocsConfig, edition: Edition) -> Files:
    """Every output as a file of MkDocs: pages empty, their content comes with the events of the page."""
    found = [_page_file(config, page) for page in edition.pages]
    found += [
        _file(config, file_of(output.address), output.make(edition.store))
        for output in edition.files
        if output.make
    ]
    return Files(found)


def _file(config: MkDocsConfig, name: str, content: bytes) -> File:
    return File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _page_file(config: MkDocsConfig, view: Page) -> File:
    source = view.source or f"{file_of(view.address).removesuffix('.html')}.md"
    file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    # MkDocs would make `404/index.html` of it.
    file.dest_uri = file_of(view.address)
    setattr(file, "portal_view", view)  # noqa: B010 - an attribute that File does not declare
    return file


def view_of(file: File) -> Page | None:
    """The view that a file of MkDocs stands for."""
    return getattr(file, "portal_view", None)


def hand_over(edition: Edition, view: Page, output: str) -> str:
    """What is left for MkDocs to write of a finished page."""
    if edition.take is None:
        return output
    # Encoded as MkDocs does it.
    edition.take(view.address, output.encode("utf-8", errors="xmlcharrefreplace"))
    return ""


def _each_time(filter_: Callable[[str], str]) -> Callable[[object, str], str]:
    """A filter that depends on the page: without the context Jinja computes `'x' | filter` once for all."""

    @jinja2.pass_context
    def fresh(_context: object, value: str) -> str:
        return filter_(value)

    return fresh


def prepare(env: jinja2.Environment, config: MkDocsConfig) -> jinja2.Environment:
    """What templates may use: filters for addresses, escaping, and an error for what is not there."""
    links = config.extra["portal_links"]
    env.autoescape = True
    env.undefined = jinja2.StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    # Templates do not change during a build; looking at each for each page is a tenth of its time.
    env.auto_reload = False
    env.filters["link"] = _each_time(links.link)
    env.filters["asset"] = _each_time(links.asset)
    env.filters["absolute"] = _each_time(links.absolute)
    env.filters["explained"] = _each_time(lambda text: Markup(config.extra["portal_words"].in_text(text)))  # noqa: S704 - escaped there
    return env


def context(config: MkDocsConfig, edition: Edition, view: Page) -> dict[str, Any]:
    """All that the template of a page sees."""
    site = edition.site
    links: Links = config.extra["portal_links"]
    links.turn_to(view, site)
    rendered = rendered_body(edition.store, view.body_key) if view.body_key else None
    words: Abbreviations = config.extra["portal_words"]
    body = body_links.resolve(framed(words.in_html(rendered.html)), links.link) if rendered else ""
    words.forget()
    schema = _PORTAL_IN_JSON.sub(lambda _: f'"{site.url}', view.schema)
    return {
        "view": dataclasses.replace(view, schema=schema),
        "site": site,
        "body": Markup(body),  # noqa: S704 - cleaned in portal.rendering
        "toc": rendered.toc if rendered else (),
    }
