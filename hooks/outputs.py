"""Hand every output to MkDocs as a file."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from engine import adapter


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """The site is what the domain declares; files of the theme and of `docs/` come through it or not."""
    edition = adapter.kept(config)
    return adapter.files(config, edition) if edition is not None else files
