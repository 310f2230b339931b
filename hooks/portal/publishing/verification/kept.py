"""What was found of files that have not changed since: they are not looked at again."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from portal.publishing.verification.facts import Anchored, Facts
from portal.writing import put

_HEAD = "Files of a build that are as they should be"


class Kept(NamedTuple):
    """A file without flaws: the digest of its bytes, and its other facts as they are written down, because of
    thousands of files a few are asked for theirs."""

    digest: str
    ids: str = ""
    links: str = ""

    def has(self, anchor: str) -> bool:
        return _packed(anchor) in self.ids.split(" ")

    @property
    def anchored(self) -> Iterator[Anchored]:
        for link in self.links.split():
            file, anchor, line = link.split("#")
            yield Anchored(urllib.parse.unquote(file), urllib.parse.unquote(anchor), int(line))


def of(digest: str, facts: Facts) -> Kept:
    links = (f"{_packed(link.file)}#{_packed(link.anchor)}#{link.line}" for link in facts.anchored)
    return Kept(digest, " ".join(map(_packed, facts.ids)), " ".join(links))


def read(path: Path, state: str) -> dict[str, Kept]:
    """What is known of files, by their paths; `state` says what else it depends on."""
    try:
        first, second, *lines = path.read_text("utf-8").split("\n")
        return dict(map(_parsed, lines)) if (first, second) == (_HEAD, state) else {}
    except (OSError, ValueError):
        return {}


def write(path: Path, state: str, found: Iterable[tuple[str, Kept]]) -> None:
    lines = (f"{name}\t{digest}\t{ids}\t{links}" for name, (digest, ids, links) in found)
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, "\n".join([_HEAD, state, *lines]).encode())


def _parsed(line: str) -> tuple[str, Kept]:
    name, digest, ids, links = line.split("\t")
    return name, Kept(digest, ids, links)


def _packed(text: str) -> str:
    # Most ids are of letters that need nothing.
    return text if text.isidentifier() else urllib.parse.quote(text, safe="/")
