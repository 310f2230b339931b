"""The portal's values in MkDocs' words: an edition in the configuration, views as files."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from portal.declaration import Declaration
from portal.outputs import Output, file_of
from portal.store import Store
from portal.views.pages import Page, Site


@dataclass(frozen=True, slots=True)
class Edition:
    """What MkDocs makes in one run: pages whose bodies are in the store, and files that are finished."""

    site: Site
    store: Store
    pages: tuple[Page, ...]
    files: tuple[Output, ...] = ()

    @classmethod
    def whole(cls, declaration: Declaration, store: Store) -> Edition:
        """The whole site."""
        pages = tuple(output.page.page() for output in declaration.outputs if output.page)
        return cls(declaration.site, store, pages, declaration.outputs)


def keep(config: MkDocsConfig, edition: Edition) -> None:
    """Leave the edition where the hooks of the same build find it."""
    config.extra["portal"] = edition


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
