"""Load the catalogue before anything is built, and tell editors what is wrong."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from engine import adapter, menu
from engine.adapter import Edition
from engine.session import open_session
from portal.problems import summary
from portal.project import Project, SettingError
from portal.store import Memory

# Only loggers below "mkdocs" are shown, and counted by --strict.
log = logging.getLogger("mkdocs.portal.content")

_state = {"previewing": False}


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a preview. Having this event, MkDocs keeps one instance for all rebuilds."""
    _state["previewing"] = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    adapter.simplify(config)
    return config


def on_pre_build(*, config: MkDocsConfig) -> None:
    # Here and not in on_files: between the two MkDocs empties site_dir.
    if adapter.kept(config) is not None:
        return
    store = Memory()
    try:
        project = Project(Path(config.config_file_path or "mkdocs.yml").resolve().parent)
        entries = menu.entries(config.nav or [])
        session = open_session(project, menu=entries, store=store, drafts=_state["previewing"])
    except (SettingError, menu.ConfigurationError) as error:
        raise PluginError(str(error)) from error
    for problem in session.problems:
        log.log(problem.level, "%s", problem)
    if session.declaration is None or (session.problems.errors and not _state["previewing"]):
        raise PluginError(f"{summary(session.problems)} Xem các dòng phía trên.")
    adapter.keep(config, Edition.whole(session.declaration, store))
