"""The files of a finished build with the digests of their bytes; what has not changed is not read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.outputs import Difference
from portal.publishing.manifest import Entry, Manifest
from portal.writing import put

_HEAD = "Digests of a site's files: size, time, SHA-256"


class StrangeFileError(Exception):
    """Something in the build that no portal makes: a link, a pipe, a name that no server could give."""


def scan(site: Path, known: Path) -> dict[str, Entry]:
    """All files below `site` but hidden ones; `known` is where digests are kept from one time to the next.

    StrangeFileError; OSError when something cannot be read.
    """
    before = _read(known)
    found = {}
    for name, size, mtime in _walk(str(site), ""):
        digest = before.get((name, size, mtime)) or digest_of(f"{site}/{name}")
        found[name] = Entry(digest, size, mtime)
    lines = [f"{size} {mtime} {digest}\t{name}" for name, (digest, size, mtime, _) in found.items()]
    known.parent.mkdir(parents=True, exist_ok=True)
    put(known, "\n".join([_HEAD, *lines]).encode())
    return found


def digest_of(path: str) -> str:
    """SHA-256 of a file's bytes."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(known: Path) -> dict[tuple[str, int, int], str]:
    try:
        first, *lines = known.read_text("utf-8").split("\n")
        return dict(map(_parsed, lines)) if first == _HEAD else {}
    except (OSError, ValueError):
        return {}


def _parsed(line: str) -> tuple[tuple[str, int, int], str]:
    values, _, name = line.partition("\t")
    size, mtime, digest = values.split(" ")
    return (name, int(size), int(mtime)), digest


def _walk(folder: str, below: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            # What a build or an editor of files leaves: no server gives it out.
            if entry.name.startswith("."):
                continue
            name = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{name}/")
            elif entry.is_file(follow_symlinks=False) and name.isprintable():
                found = entry.stat(follow_symlinks=False)
                yield name, found.st_size, found.st_mtime_ns
            else:
                raise StrangeFileError(name)


def changes(old: Manifest, new: Mapping[str, Entry]) -> Difference:
    """From what a release has of its site to what a build has."""
    before = old.site
    return Difference(
        added=tuple(sorted(new.keys() - before.keys())),
        changed=tuple(
            sorted(name for name in new.keys() & before.keys() if new[name].digest != before[name])
        ),
        removed=tuple(sorted(before.keys() - new.keys())),
    )
