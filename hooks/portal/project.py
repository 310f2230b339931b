"""Where things are: a project is the nearest folder upwards with `mkdocs.yml` and a folder `data/`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.dates import VIETNAM, parse_start

INBOX = "nhap"
"""The folder of a project into which documents are put that `portal import` makes drafts of."""


class SettingError(ValueError):
    """An environment variable that makes no sense; the text says which and how to write it."""


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of a project."""

    root: Path

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def inbox(self) -> Path:
        return self.root / INBOX

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    @property
    def store(self) -> Path:
        return self.cache / "store"


def find(start: Path) -> Project | None:
    """The project that `start` is in, like git does."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "data").is_dir():
            return Project(folder)
    return None


def moment(environment: Mapping[str, str] = os.environ) -> datetime:
    """The moment of the build: `PORTAL_NOW` (ISO 8601), or now. SettingError for a wrong `PORTAL_NOW`."""
    given = environment.get("PORTAL_NOW")
    if not given:
        return datetime.now(VIETNAM)
    try:
        return parse_start(given)
    except ValueError as error:
        raise SettingError(f"PORTAL_NOW: {error}") from None


def public_address(configured: str, environment: Mapping[str, str] = os.environ) -> str:
    """The public address, with a slash at the end: `PORTAL_SITE_URL`, or what `data/site.yml` says.

    SettingError for a `PORTAL_SITE_URL` that is no address of a site.
    """
    address = environment.get("PORTAL_SITE_URL") or configured
    if not re.fullmatch(r"https?://[^\s/?#<>\"]+(?:/[^\s?#<>\"]*)?", address):
        raise SettingError(f"PORTAL_SITE_URL: phải là địa chỉ dạng https://ten-mien/ (đang là «{address}»)")
    return address.rstrip("/") + "/"
