"""One file of a build: not empty, not too large, and right for what it is."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path

from portal.publishing.verification import data_files, feeds, pages
from portal.publishing.verification.facts import AGAIN, Build, Facts, Findings
from portal.web_editor import outputs as web_editor

Examine = Callable[[str, bytes, Findings], Facts]
_BY_ENDING: dict[str, Examine] = {
    ".html": pages.examine,
    ".xml": feeds.examine,
    ".atom": feeds.examine,
    ".opml": feeds.examine,
    ".svg": feeds.examine,
    ".json": data_files.examine_json,
    ".csv": data_files.examine_csv,
    ".ics": data_files.examine_calendar,
}
_MOST_MB = {".html": 2, ".css": 1, ".js": 1, ".png": 8, ".zip": 64}
"""A page of more would not open on a phone; pictures and packages are those of screens."""
_MOST_MB_OF_OTHERS = 64
"""Players and readers give up on more; attachments are held to less where they are checked."""


def examine(name: str, build: Build) -> Facts:
    """What there is to say of the file `name`."""
    data = Path(build.root, name).read_bytes()
    found = Findings(build)
    _weigh(name, data, found)
    look = _BY_ENDING.get(posixpath.splitext(name)[1])
    if not data or look is None or f"/{name}".startswith(web_editor.ADDRESS):
        return found.facts
    return look(name, data, found)


def _weigh(name: str, data: bytes, found: Findings) -> None:
    most = _MOST_MB.get(posixpath.splitext(name)[1], _MOST_MB_OF_OTHERS)
    if not data:
        found.flaw(1, "site-empty", "tệp trống", AGAIN)
    elif len(data) > most * 1_000_000:
        message = f"tệp nặng {len(data) / 1_000_000:.1f} MB, nhiều nhất là {most} MB"
        found.flaw(1, "site-size", message, "chia nhỏ nội dung hoặc giảm cỡ ảnh, tệp")


def examine_all(names: Iterable[str], root: str, url: str) -> list[tuple[str, Facts]]:
    """Several files, in whichever process."""
    build = Build(root, url)
    return [(name, examine(name, build)) for name in names]
