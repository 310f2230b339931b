"""Hand finished bodies and views to MkDocs."""

from __future__ import annotations

from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from engine import adapter
from engine.templates import Templates


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Nothing is left for MkDocs to render: the domain has done it."""
    view = adapter.view_of(page.file)
    if view is not None:
        page.meta["template"] = view.template
    return markdown


def on_env(env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    edition = adapter.kept(config)
    if edition is not None:
        config.extra["portal_templates"] = Templates(env, site=edition.site, store=edition.store)
    return env


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """A template sees its view and the site, and nothing of MkDocs: a page is a function of its view."""
    view, templates = adapter.view_of(page.file), config.extra.get("portal_templates")
    return templates.context(view) if view is not None and templates is not None else context
