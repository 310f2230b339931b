"""What is found out about one file of a build."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from portal.outputs import file_of


class Flaw(NamedTuple):
    """Something that is wrong with a file; `line` from 1."""

    line: int
    code: str
    message: str
    remedy: str


class Anchored(NamedTuple):
    """A link to a place within a page: the file of the page and the id."""

    file: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Facts:
    """`ids` are those that links may lead to, `anchored` the links that lead to some."""

    flaws: tuple[Flaw, ...] = ()
    ids: tuple[str, ...] = ()
    anchored: tuple[Anchored, ...] = ()


@dataclass
class Build:
    """A build that is being looked at: its folder and its public address, which ends with a slash."""

    root: str
    url: str
    _known: dict[str, bool] = field(default_factory=dict)

    def has(self, file: str) -> bool:
        """Whether there is such a file. Thousands of pages ask for the same ones."""
        found = self._known.get(file)
        if found is None:
            found = self._known[file] = Path(self.root, file).is_file()
        return found

    @property
    def path(self) -> str:
        """The path of the public address: `/`, or `/goc/` for a portal below another."""
        return urllib.parse.urlsplit(self.url).path

    def inner(self, address: str) -> str | None:
        """What stands behind the public address in an absolute one; None for other hosts."""
        return address[len(self.url) :] if address.startswith(self.url) else None


@lru_cache(maxsize=65_536)
def target(below: str) -> tuple[str, str]:
    """The file and the anchor that an address below the public one means."""
    rest, _, anchor = below.partition("#")
    path = urllib.parse.unquote(rest.partition("?")[0])
    return file_of(f"/{path}"), urllib.parse.unquote(anchor)


class Findings:
    """Collects the facts of one file."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.flaws: dict[Flaw, None] = {}
        self.ids: list[str] = []
        self.anchored: dict[Anchored, None] = {}

    def flaw(self, line: int, code: str, message: str, remedy: str) -> None:
        self.flaws[Flaw(line, code, message, remedy)] = None

    def link(self, below: str, line: Callable[[], int]) -> None:
        """A link to an address of the portal, from behind its public address."""
        file, anchor = target(below)
        if not self.build.has(file):
            message = f"liên kết tới «/{below}», địa chỉ không có trong bản dựng"
            self.flaw(line(), "site-dead-link", message, DEAD)
        elif anchor and file.endswith(".html"):
            self.anchored[Anchored(file, anchor, line())] = None

    @property
    def facts(self) -> Facts:
        return Facts(tuple(self.flaws), tuple(self.ids), tuple(self.anchored))


DEAD = "dựng lại bằng «portal build --clean»; vẫn còn thì xem mẫu trang hay bài có liên kết ấy"
AGAIN = "dựng lại bằng «portal build --clean»"


def absolute_in(data: bytes, url: str) -> list[tuple[str, int]]:
    """Addresses below `url` that stand for themselves in a text: quoted, between tags, in a column of a
    table; not those in running words. Each with its place in bytes."""
    return [(match[1].decode(errors="replace"), match.start()) for match in _pattern(url).finditer(data)]


@lru_cache(maxsize=8)
def _pattern(url: str) -> re.Pattern[bytes]:
    before, after = rb"[\"'>,:]", rb"(?=[\"'<\\,\r\n])"
    rest = rb"((?:[^\"'<>\\,\s?#&{}]*)(?:\?[^\"'<>\\,\s#]*)?(?:#[^\"'<>\\,\s]*)?)"
    return re.compile(before + re.escape(url.encode()) + rest + after)
