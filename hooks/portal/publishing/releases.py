"""A folder that a web server shows: complete releases beside each other, one of them served.

    releases/000012-3f9ac1d00b17/   the files of a release
    manifests/000012-3f9ac1d00b17   what is in it; a release without this is not complete
    current -> releases/000012-…    the one that is served
    published.csv                   every address that has been public here
    rolled-back                     the identity of what was taken back, so that it is not put there again

Whatever ends a publication, and wherever: `current` leads to a complete release, the one before or the new.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.dates import VIETNAM
from portal.locking import locked
from portal.publishing import assembling, manifest as manifests
from portal.publishing.assembling import Advance, Plan
from portal.publishing.compressing import twin_of
from portal.publishing.manifest import NOTHING, TWIN, Entry, Manifest
from portal.writing import put

CURRENT, RELEASES, MANIFESTS = "current", "releases", "manifests"
REGISTER, TAKEN_BACK, LOCK = "published.csv", "rolled-back", ".lock"
_UNFINISHED = ".part"
_ID = re.compile(r"(\d{6,})-[0-9a-f]{12}")
_ROOM = 1.4
"""Of new files with their compressed copies, to the files alone (measured: 1.2), and a little to spare."""


class NotOursError(Exception):
    """The folder holds something else than releases of a portal."""


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
    """The releases below a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder. NotOursError when it holds something else, before anything is changed."""
        if not (self.folder / RELEASES).is_dir() and _holds_something(self.folder):
            raise NotOursError(str(self.folder))
        current = self.folder / CURRENT
        if current.exists() and not current.is_symlink():
            raise NotOursError(str(current))
        for name in (RELEASES, MANIFESTS):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def alone(self, waiting: Callable[[], None], wait_s: float) -> AbstractContextManager[None]:
        """One publisher at a time; BusyError after so many seconds."""
        return locked(self.folder / LOCK, waiting=waiting, wait_s=wait_s)

    @property
    def current(self) -> str:
        """The id of the release that is served; empty when there is none."""
        try:
            return (self.folder / CURRENT).readlink().name
        except OSError:
            return ""

    def manifest(self, name: str) -> Manifest:
        """What is in a release; NOTHING when that is not known."""
        try:
            return manifests.read((self.folder / MANIFESTS / name).read_bytes())
        except (OSError, ValueError):
            return NOTHING

    def all(self) -> list[Release]:
        """Complete releases, the newest first."""
        current = self.current
        return [Release(name, self._made(name), name == current) for name in reversed(self._complete())]

    def put(self, plan: Plan, site: Path, identity: str, advance: Advance) -> str:
        """Put a release beside the others and serve it; its id.

        OSError, ChangedError and NoRoomError leave what is served as it is.
        """
        self._tidy()
        self._need_room(plan.fresh_bytes)
        name = _next_id(self._numbers(), identity)
        part = self.folder / RELEASES / f"{name}{_UNFINISHED}"
        try:
            files = self._assemble(plan, site, part, advance)
            _to_disk()
            part.rename(part.with_suffix(""))
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        put(self.folder / MANIFESTS / name, manifests.written(Manifest(files, self.current)))
        self._serve(name)
        return name

    def _assemble(self, plan: Plan, site: Path, part: Path, advance: Advance) -> Mapping[str, Entry]:
        old = self.folder / RELEASES / self.current
        damaged = assembling.link(str(old), str(part), plan.unchanged, advance)
        again = {name.removesuffix(TWIN) for name in damaged}
        kept = {name: entry for name, entry in plan.unchanged.items() if name.removesuffix(TWIN) not in again}
        for name in again:
            for lost in (name, twin_of(name)):
                (part / lost).unlink(missing_ok=True)
        more = {name: plan.unchanged[name] for name in again if not plan.unchanged[name].left}
        return kept | assembling.copy(str(site), str(part), {**plan.fresh, **more}, advance)

    def roll_back(self, to: str = "") -> str:
        """Serve the release that was served before, or the one named; its id.

        NoReleaseError when there is none, or when it is damaged."""
        current = self.current
        name = to or self._before(current)
        if name not in self._complete():
            raise NoReleaseError(f"không có bản {to}" if to else "không còn bản nào trước bản đang phục vụ")
        if damaged := self._damaged(name):
            raise NoReleaseError(f"bản {name} không còn nguyên ({damaged}); chọn bản khác bằng --to")
        put(self.folder / TAKEN_BACK, self.manifest(current).identity.encode())
        self._serve(name)
        return name

    def _before(self, current: str) -> str:
        before = self.manifest(current).previous
        complete = self._complete()
        earlier = [name for name in complete if current and _number(name) < _number(current)]
        return before if before in complete else next(iter(reversed(earlier)), "")

    def _damaged(self, name: str) -> str:
        """The first file of a release that is not as it was left; empty when there is none."""
        root = self.folder / RELEASES / name
        for path, entry in self.manifest(name).files.items():
            try:
                found = (root / path).lstat()
            except OSError:
                return path
            if (found.st_size, found.st_mtime_ns) != (entry.size, entry.mtime):
                return path
        return ""

    @property
    def taken_back(self) -> str:
        """The identity of the release that was taken back last; empty when another has been put since."""
        path = self.folder / TAKEN_BACK
        return path.read_text("utf-8") if path.exists() else ""

    def forget_taken_back(self) -> None:
        (self.folder / TAKEN_BACK).unlink(missing_ok=True)

    def prune(self, keep: int) -> None:
        """Delete all but the newest `keep` releases, and the one that is served with the one before it."""
        current = self.current
        complete = self._complete()
        kept = {*complete[-keep:], current, self.manifest(current).previous}
        for name in complete:
            if name not in kept:
                # From here on it is not complete, wherever this ends.
                (self.folder / MANIFESTS / name).unlink()
        self._tidy()

    @property
    def register(self) -> bytes:
        """`published.csv`; empty when there is none."""
        path = self.folder / REGISTER
        return path.read_bytes() if path.exists() else b""

    def keep_register(self, data: bytes) -> None:
        if data != self.register:
            put(self.folder / REGISTER, data)

    def _serve(self, name: str) -> None:
        aside = self.folder / f".{CURRENT}.new"
        aside.unlink(missing_ok=True)
        aside.symlink_to(f"{RELEASES}/{name}", target_is_directory=True)
        aside.replace(self.folder / CURRENT)
        _to_disk()

    def _tidy(self) -> None:
        """Remove what an earlier publication did not finish, or began to delete."""
        complete = {*self._complete(), self.current}
        for folder in (self.folder / RELEASES).iterdir():
            if folder.name not in complete:
                shutil.rmtree(folder)
        for path in (self.folder / MANIFESTS).iterdir():
            if path.name not in complete:
                path.unlink()

    def _need_room(self, size: int) -> None:
        free = shutil.disk_usage(self.folder).free
        if size * _ROOM > free:
            raise NoRoomError(
                f"ổ đĩa của {self.folder} còn {_mb(free)}, bản mới cần khoảng {_mb(int(size * _ROOM))}; "
                "dọn bớt ổ đĩa hoặc giữ ít bản cũ hơn (--keep)"
            )

    def _complete(self) -> list[str]:
        there = {path.name for path in (self.folder / RELEASES).iterdir()}
        found = [path.name for path in (self.folder / MANIFESTS).iterdir() if path.name in there]
        return sorted((name for name in found if _ID.fullmatch(name)), key=_number)

    def _numbers(self) -> list[int]:
        there = [*(self.folder / RELEASES).iterdir(), *(self.folder / MANIFESTS).iterdir()]
        return [_number(path.name) for path in there if _ID.match(path.name)]

    def _made(self, name: str) -> datetime:
        moment = (self.folder / MANIFESTS / name).stat().st_mtime
        return datetime.fromtimestamp(moment, VIETNAM)


def _holds_something(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def _number(name: str) -> int:
    """Releases are counted: a clock that jumps does not change their order."""
    return int(name.partition("-")[0])


def _next_id(numbers: Iterable[int], identity: str) -> str:
    return f"{max(numbers, default=0) + 1:06d}-{identity[:12]}"


def _to_disk() -> None:
    """What is written is there also after the power has gone."""
    if hasattr(os, "sync"):
        os.sync()


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"
