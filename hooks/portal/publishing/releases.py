"""Complete releases beside each other, one of them served.

    releases/000012-3f9ac1d00b17/   the files of a release
    manifests/000012-3f9ac1d00b17   what is in it; a release without this is not complete
    current -> releases/000012-…    the one that is served
    published.csv                   every address that has been public here
    rolled-back                     the identity of what was taken back, so that it is not put there again

Whatever ends a publication, and wherever: `current` leads to a complete release, the one before or the new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from portal.dates import VIETNAM
from portal.publishing import manifest as manifests
from portal.publishing.assembling import Advance, Plan
from portal.publishing.manifest import NOTHING, Manifest
from portal.publishing.place import Place

CURRENT, RELEASES, MANIFESTS = "current", "releases", "manifests"
REGISTER, TAKEN_BACK = "published.csv", "rolled-back"
_UNFINISHED = ".part"
_ID = re.compile(r"\d{6,}-[0-9a-f]{12}")
_ROOM = 1.4
"""Of new files with their compressed copies, to the files alone (measured: 1.2), and a little to spare."""


class NotOursError(Exception):
    """The place holds something else than releases of a portal."""


class NoReleaseError(Exception):
    """There is no such release to go back to; the text says why, in Vietnamese."""


class NoRoomError(Exception):
    """The disk has too little room for a release; the text says how much, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Release:
    """A complete release, as a list shows it; `made` is when it was put there."""

    id: str
    made: datetime
    served: bool


class Releases:
    """The releases at a place."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def prepare(self) -> None:
        """Make the folders. NotOursError when something else is there, before anything is changed."""
        there = self.place.names("")
        if there and (RELEASES not in there or (CURRENT in there and not self.place.link(CURRENT))):
            raise NotOursError(str(self.place))
        for name in (RELEASES, MANIFESTS):
            if not there or name not in there:
                self.place.make(name)

    def alone(self, waiting: Callable[[], None], wait_s: float) -> AbstractContextManager[None]:
        """One publisher at a time; BusyError after so many seconds."""
        return self.place.alone(waiting, wait_s)

    @property
    def current(self) -> str:
        """The id of the release that is served; empty when there is none."""
        return self.place.link(CURRENT).rpartition("/")[2]

    def manifest(self, name: str) -> Manifest:
        """What is in a release; NOTHING when that is not known."""
        try:
            return manifests.read(self.place.read(f"{MANIFESTS}/{name}")) if name else NOTHING
        except ValueError:
            return NOTHING

    def all(self) -> list[Release]:
        """Complete releases, the newest first."""
        there = self._look()
        return [
            Release(name, datetime.fromtimestamp(there.manifests[name], VIETNAM), name == there.current)
            for name in reversed(there.complete)
        ]

    def tidy(self) -> None:
        """Remove what an earlier publication did not finish, or began to delete."""
        self._delete(self._look().unfinished)

    def put(self, plan: Plan, site: Path, *, old: Manifest, keep: int, advance: Advance) -> str:
        """Put a release beside the others and serve it; its id. `old` is what is served now.

        At most `keep` are left then, but for what is served and the one before it. OSError, PlaceError,
        ChangedError and NoRoomError leave what is served as it is.
        """
        there = self._look()
        self._need_room(plan.fresh_bytes)
        name = _next_id(there.complete, plan.identity)
        part = f"{RELEASES}/{name}{_UNFINISHED}"
        # Of those that will be too many, one becomes the new one.
        spare = there.spare(keep - 1, {there.current, old.previous})
        had = self._taken(spare.pop(0), part) if spare else NOTHING
        try:
            files = self.place.assemble(
                plan, site, old=f"{RELEASES}/{there.current}", new=part, had=had.files, advance=advance
            )
            self.place.settle()
            self.place.rename(part, f"{RELEASES}/{name}")
        except BaseException:
            self.place.delete(part)
            raise
        self.place.write(f"{MANIFESTS}/{name}", manifests.written(Manifest(files, there.current)))
        self._serve(name)
        self._delete([f"{folder}/{each}" for each in spare for folder in (MANIFESTS, RELEASES)])
        return name

    def _taken(self, name: str, part: str) -> Manifest:
        """To change a release that would be deleted costs what has changed since, to make a new one and to
        delete the old costs all files. What was in it."""
        had = self.manifest(name)
        # From here on it is not complete, wherever this ends.
        self.place.delete(f"{MANIFESTS}/{name}")
        self.place.rename(f"{RELEASES}/{name}", part)
        return had

    def roll_back(self, to: str = "") -> str:
        """Serve the release that was served before, or the one named; its id.

        NoReleaseError when there is none, or when it is damaged.
        """
        there = self._look()
        now = self.manifest(there.current)
        name = to or there.before(now.previous)
        if name not in there.complete:
            raise NoReleaseError(f"không có bản {to}" if to else "không còn bản nào trước bản đang phục vụ")
        if damaged := self._damaged(name):
            raise NoReleaseError(f"bản {name} không còn nguyên ({damaged}); chọn bản khác bằng --to")
        self.place.write(TAKEN_BACK, now.identity.encode())
        self._serve(name)
        return name

    def _damaged(self, name: str) -> str:
        """The first file of a release that is not as it was left; empty when there is none."""
        stamps = self.place.stamps(f"{RELEASES}/{name}")
        for path, entry in self.manifest(name).files.items():
            if stamps.get(path) != (entry.size, entry.mtime):
                return path
        return ""

    @property
    def taken_back(self) -> str:
        """The identity of the release that was taken back last; empty when another has been put since."""
        return self.place.read(TAKEN_BACK).decode()

    def forget_taken_back(self) -> None:
        self.place.delete(TAKEN_BACK)

    @property
    def register(self) -> bytes:
        """`published.csv`; empty when there is none."""
        return self.place.read(REGISTER)

    def keep_register(self, data: bytes) -> None:
        if data != self.register:
            self.place.write(REGISTER, data)

    def _serve(self, name: str) -> None:
        self.place.turn(CURRENT, f"{RELEASES}/{name}")
        self.place.settle()

    def _delete(self, names: Iterable[str]) -> None:
        for name in names:
            self.place.delete(name)

    def _need_room(self, size: int) -> None:
        needed, free = int(size * _ROOM), self.place.free()
        if needed > free:
            raise NoRoomError(
                f"ổ đĩa của {self.place} còn {_mb(free)}, bản mới cần khoảng {_mb(needed)}; "
                "dọn bớt ổ đĩa hoặc giữ ít bản cũ hơn (--keep)"
            )

    def _look(self) -> _There:
        return _There(
            self.place.names(RELEASES) or {},
            self.place.names(MANIFESTS) or {},
            self.current,
        )


@dataclass(frozen=True)
class _There:
    """What is at a place: releases and manifests with their times, and the release that is served."""

    releases: Mapping[str, float]
    manifests: Mapping[str, float]
    current: str

    @cached_property
    def complete(self) -> list[str]:
        """The oldest first."""
        found = self.releases.keys() & self.manifests.keys()
        return sorted((name for name in found if _ID.fullmatch(name)), key=_number)

    @property
    def unfinished(self) -> list[str]:
        """What is neither complete nor served, below the place."""
        kept = {*self.complete, self.current}
        found = [f"{RELEASES}/{name}" for name in self.releases if name not in kept]
        return found + [f"{MANIFESTS}/{name}" for name in self.manifests if name not in kept]

    def spare(self, keep: int, needed: Collection[str]) -> list[str]:
        """Releases beyond the newest `keep` and those `needed`, the oldest first."""
        return [name for name in self.complete[: max(0, len(self.complete) - keep)] if name not in needed]

    def before(self, previous: str) -> str:
        """What was served before, or else is older than what is served; empty when there is nothing."""
        older = [name for name in self.complete if self.current and _number(name) < _number(self.current)]
        return previous if previous in self.complete else next(iter(reversed(older)), "")


def _number(name: str) -> int:
    """Releases are counted: a clock that jumps does not change their order."""
    return int(name.partition("-")[0])


def _next_id(names: Iterable[str], identity: str) -> str:
    return f"{max(map(_number, names), default=0) + 1:06d}-{identity[:12]}"


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"
