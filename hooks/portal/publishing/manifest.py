"""What is in a release, file by file: what tells one from another, and an intact one from a damaged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

TWIN = ".gz"
"""The ending of a compressed copy, beside the file that it is of."""
_HEAD = "A release of the portal, 1"


class Entry(NamedTuple):
    """A file: SHA-256 of its bytes in hexadecimal digits, size in bytes, time of the last change in ns.

    `left` is when the site no longer had it, in seconds since 1970; 0 for what the site has.
    """

    digest: str
    size: int
    mtime: int
    left: int = 0


@dataclass(frozen=True)
class Manifest:
    """Files of a release by their path; `previous` is the release that was served before."""

    files: Mapping[str, Entry]
    previous: str = ""

    @cached_property
    def site(self) -> dict[str, str]:
        """What the build made: digest by path, without compressed copies and what was kept from before."""
        return {
            name: entry.digest
            for name, entry in self.files.items()
            if not entry.left and not name.endswith(TWIN)
        }

    @cached_property
    def identity(self) -> str:
        """64 hexadecimal digits: two builds with the same files have the same."""
        return identity_of(self.site)


def identity_of(site: Mapping[str, str]) -> str:
    """Of a build, given the digest of each file."""
    lines = (f"{digest}  {name}\n" for name, digest in sorted(site.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


NOTHING = Manifest({})


def written(manifest: Manifest) -> bytes:
    """The manifest as a file: what it is, the release before, then a line a file."""
    lines = [
        f"{entry.digest} {entry.size} {entry.mtime} {entry.left}\t{name}"
        for name, entry in sorted(manifest.files.items())
    ]
    # The last line tells a whole file from one that was cut off.
    return "\n".join([_HEAD, manifest.previous, *lines, f"end {len(lines)}", ""]).encode()


def read(data: bytes) -> Manifest:
    """ValueError for what is no whole manifest."""
    lines = data.decode().split("\n")
    if lines[0] != _HEAD or len(lines) < 4 or lines[-2] != f"end {len(lines) - 4}":
        raise ValueError("not a manifest")
    return Manifest(dict(_entries(lines[2:-2])), lines[1])


def _entries(lines: Iterable[str]) -> Iterable[tuple[str, Entry]]:
    for line in lines:
        values, _, name = line.partition("\t")
        digest, size, mtime, left = values.split(" ")
        yield name, Entry(digest, int(size), int(mtime), int(left))
