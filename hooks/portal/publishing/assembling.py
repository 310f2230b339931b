"""A release out of a build and the release before it: what has not changed is the same file."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from portal.publishing.compressing import compressed, twin_of
from portal.publishing.lasting import is_lasting
from portal.publishing.manifest import TWIN, Entry, Manifest, identity_of

KEPT_S = 7 * 86_400
"""How long files stay that only earlier releases name: pages in caches and players without a line ask for
them."""
_FILE_MODE = 0o444
"""Releases share files, so nobody writes into one; any web server may read them."""
_SECOND = 1_000_000_000
Advance = Callable[[int], None]


class ChangedError(Exception):
    """The build changed, or went away, while it was being copied."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`identity` is that of the build. `unchanged` are the same in the release before, compressed copies and
    what is kept from it included; `fresh` has to be copied, with the times that the files get."""

    identity: str
    unchanged: Mapping[str, Entry]
    fresh: Mapping[str, Entry]

    @property
    def fresh_bytes(self) -> int:
        return sum(entry.size for entry in self.fresh.values())


def plan(old: Manifest, site: Mapping[str, Entry], *, now: int) -> Plan:
    """How the files of a build become a release; `now` in seconds since 1970."""
    unchanged: dict[str, Entry] = {}
    fresh: dict[str, Entry] = {}
    for name, entry in site.items():
        before = old.files.get(name)
        if before is None:
            fresh[name] = entry
        elif before.digest != entry.digest:
            fresh[name] = entry._replace(mtime=_later(entry.mtime, before.mtime))
        else:
            unchanged[name] = before._replace(left=0)
            if twin := old.files.get(twin_of(name)):
                unchanged[twin_of(name)] = twin._replace(left=0)
    for name, before in old.files.items():
        if name.removesuffix(TWIN) not in site and _is_kept(name, before, now):
            unchanged[name] = before._replace(left=before.left or now)
    return Plan(identity_of({name: entry.digest for name, entry in site.items()}), unchanged, fresh)


def _later(mtime: int, before: int) -> int:
    """Servers tell versions by second and size, so a new one is at least a second younger, whatever clocks
    say."""
    return max(mtime, (before // _SECOND + 1) * _SECOND)


def _is_kept(name: str, entry: Entry, now: int) -> bool:
    # A clock that was set back drops nothing.
    return is_lasting(name) and (not entry.left or now - entry.left < KEPT_S)


def link(
    old: str, new: str, entries: Mapping[str, Entry], had: Mapping[str, Entry], advance: Advance
) -> dict[str, Entry]:
    """Bring files of one release into the next; those that were as they had been left.

    `new` may be the folder of a release that nobody needs any more, in which `had` was: what is the same
    stays, the rest goes.
    """
    intact = _stay(new, entries, had)
    advance(len(intact))
    needed = {name: entry for name, entry in entries.items() if name not in intact}
    _make_folders(new, needed)
    for name, entry in needed.items():
        try:
            _link(f"{old}/{name}", f"{new}/{name}")
            found = os.stat(f"{new}/{name}", follow_symlinks=False)  # noqa: PTH116 - thousands of files
            if (found.st_size, found.st_mtime_ns) == (entry.size, entry.mtime):
                intact[name] = entry
            else:
                os.unlink(f"{new}/{name}")  # noqa: PTH108
        except FileNotFoundError:
            pass
        advance(1)
    kept = in_pairs(entries, intact)
    for name in intact.keys() - kept.keys():
        os.unlink(f"{new}/{name}")  # noqa: PTH108
    return kept


def _stay(new: str, entries: Mapping[str, Entry], had: Mapping[str, Entry]) -> dict[str, Entry]:
    """What of a folder is part of the next release; everything else is deleted."""
    if not had:
        return {}
    stamps = stamps_of(new)
    intact = staying(entries, had, stamps)
    for name in stamps.keys() - intact.keys():
        os.unlink(f"{new}/{name}")  # noqa: PTH108
        with contextlib.suppress(OSError):
            os.removedirs(os.path.dirname(f"{new}/{name}"))  # noqa: PTH120
    return intact


def staying(
    entries: Mapping[str, Entry], had: Mapping[str, Entry], stamps: Mapping[str, tuple[int, int]]
) -> dict[str, Entry]:
    """Those of `entries` that are the same in a release that held `had`, and lie there as it left them."""
    return {
        name: entry
        for name, entry in entries.items()
        if (before := had.get(name)) is not None
        and before[:3] == entry[:3]
        and stamps.get(name) == (entry.size, entry.mtime)
    }


def stamps_of(folder: str) -> dict[str, tuple[int, int]]:
    """Files below a folder with size in bytes and time of the last change in ns."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            state = os.stat(f"{place}/{name}", follow_symlinks=False)  # noqa: PTH116
            found[f"{place}/{name}"[len(folder) + 1 :]] = (state.st_size, state.st_mtime_ns)
    return found


def in_pairs(wanted: Mapping[str, Entry], intact: Mapping[str, Entry]) -> dict[str, Entry]:
    """Of files that are intact, those whose other half is too: a file and its compressed copy are made
    together."""
    damaged = {name.removesuffix(TWIN) for name in wanted.keys() - intact.keys()}
    return {name: entry for name, entry in intact.items() if name.removesuffix(TWIN) not in damaged}


def missing(plan: Plan, kept: Mapping[str, Entry]) -> dict[str, Entry]:
    """What has to be copied of the build: also what a damaged release did not have any more."""
    again = {name.removesuffix(TWIN) for name in plan.unchanged.keys() - kept.keys()}
    return {**plan.fresh, **{name: plan.unchanged[name] for name in again if not plan.unchanged[name].left}}


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        # A file system without hard links, or too many of one file.
        shutil.copy2(source, target)


def copy(site: str, new: str, entries: Mapping[str, Entry], advance: Advance) -> dict[str, Entry]:
    """Bring files of the build into a folder, with compressed copies; all that is there then.

    ChangedError when a file is not what it was when its digest was taken.
    """
    made: dict[str, Entry] = {}
    _make_folders(new, entries)
    for name, entry in entries.items():
        data = _read(f"{site}/{name}", entry)
        made[name] = _write(f"{new}/{name}", data, entry)
        packed = compressed(name, data)
        if packed is not None:
            twin = Entry(hashlib.sha256(packed).hexdigest(), len(packed), entry.mtime)
            made[twin_of(name)] = _write(f"{new}/{twin_of(name)}", packed, twin)
        advance(1)
    return made


def _read(path: str, entry: Entry) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files
            data = file.readall()
    except FileNotFoundError:
        raise ChangedError(path) from None
    if hashlib.sha256(data).hexdigest() != entry.digest:
        raise ChangedError(path)
    return data


def _write(path: str, data: bytes, entry: Entry) -> Entry:
    # No link to the file of the build, and never into one that is there: another release may share it.
    with open(path, "xb", buffering=0, opener=_opener) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
    os.utime(path, ns=(entry.mtime, entry.mtime))
    return entry


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags, _FILE_MODE)


def _make_folders(root: str, names: Iterable[str]) -> None:
    folders = {""}
    for name in names:
        folder = name.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in sorted(folders):
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{root}/{folder}")  # noqa: PTH102
