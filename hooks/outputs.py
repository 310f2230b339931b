"""Hand every output to MkDocs as a file."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from engine import adapter


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """The site is what the domain declares; files of the theme and of `docs/` come through it or not."""
    session = adapter.kept(config)
    return adapter.files(config, session) if session is not None else files
