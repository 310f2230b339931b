"""What was found of files that have not changed since: they are not looked at again."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Mapping
from pathlib import Path

from portal.publishing.verification.facts import Anchored, Facts
from portal.writing import put

_HEAD = "Files of a build that are as they should be"


def read(path: Path, state: str) -> dict[str, tuple[str, Facts]]:
    """Facts by file, each with the digest of the bytes that they are of; only flawless files are kept.

    `state` says what else they depend on.
    """
    try:
        first, second, *lines = path.read_text("utf-8").split("\n")
        return dict(map(_parsed, lines)) if (first, second) == (_HEAD, state) else {}
    except (OSError, ValueError):
        return {}


def write(path: Path, state: str, facts: Mapping[str, tuple[str, Facts]]) -> None:
    lines = (_line(name, digest, found) for name, (digest, found) in facts.items() if not found.flaws)
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, "\n".join([_HEAD, state, *lines]).encode())


def _line(name: str, digest: str, facts: Facts) -> str:
    links = (f"{_packed(link.file)}#{_packed(link.anchor)}#{link.line}" for link in facts.anchored)
    return "\t".join([digest, name, " ".join(map(_packed, facts.ids)), " ".join(links)])


def _parsed(line: str) -> tuple[str, tuple[str, Facts]]:
    digest, name, ids, links = line.split("\t")
    return name, (digest, Facts((), tuple(_unpacked(ids)), tuple(map(_link, links.split()))))


def _link(text: str) -> Anchored:
    file, anchor, line = text.split("#")
    return Anchored(urllib.parse.unquote(file), urllib.parse.unquote(anchor), int(line))


def _packed(text: str) -> str:
    # Most ids are of letters that need nothing.
    return text if text.isidentifier() else urllib.parse.quote(text, safe="/")


def _unpacked(text: str) -> Iterable[str]:
    return (urllib.parse.unquote(word) for word in text.split())
