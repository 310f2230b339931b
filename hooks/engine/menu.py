"""The main menu, as `nav` in mkdocs.yml has it: titles and Markdown files below `docs/`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from portal import body_links
from portal.views.pages import MenuEntry


class ConfigurationError(Exception):
    """mkdocs.yml cannot be read, or its menu is not one; says what is wrong."""


class _Loader(yaml.CSafeLoader):
    """Reads also what MkDocs has of its own, such as `!ENV`, and makes nothing of it."""


_Loader.add_multi_constructor("", lambda *_: None)


def read(path: Path) -> tuple[MenuEntry, ...]:
    """The menu of a mkdocs.yml. To ask MkDocs for it takes longer than to build a page."""
    try:
        found = yaml.load(path.read_bytes(), _Loader)  # noqa: S506 - a safe loader
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigurationError(" ".join(str(error).split())) from error
    if not isinstance(found, dict):
        raise ConfigurationError("phải có các dòng «tên: giá trị»")
    return entries(found.get("nav") or [])


def entries(nav: Iterable[Any]) -> tuple[MenuEntry, ...]:
    """The entries of `nav`: a list of `- Title: file.md`."""
    if not isinstance(nav, list) or not all(map(_is_entry, nav)):
        raise ConfigurationError("nav phải là danh sách, mỗi dòng một mục «- Tên mục: tệp.md»")
    return tuple(
        MenuEntry(title, body_links.address_of(path)) for entry in nav for title, path in entry.items()
    )


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(title, str) and isinstance(path, str) and path.endswith(".md")
        for title, path in entry.items()
    )
