"""Releases on this machine: what `releases` asks of a place, in a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from portal.locking import locked
from portal.publishing import assembling
from portal.publishing.assembling import Advance, Plan
from portal.publishing.manifest import Entry
from portal.publishing.place import LOCK
from portal.writing import put


class Folder:
    """A place; see `Place`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __str__(self) -> str:
        return str(self.root)

    def names(self, folder: str) -> dict[str, float] | None:
        path = self.root / folder
        if not path.is_dir():
            # A file is something that nobody asked for.
            return {"": 0.0} if path.exists() else None
        return {entry.name: entry.lstat().st_mtime for entry in path.iterdir()}

    def make(self, folder: str) -> None:
        (self.root / folder).mkdir(parents=True, exist_ok=True)

    def alone(self, waiting: Callable[[], None], wait_s: float) -> AbstractContextManager[None]:
        return locked(self.root / LOCK, waiting=waiting, wait_s=wait_s)

    def read(self, name: str) -> bytes:
        path = self.root / name
        return path.read_bytes() if path.is_file() else b""

    def write(self, name: str, data: bytes) -> None:
        put(self.root / name, data)

    def delete(self, name: str) -> None:
        path = self.root / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def rename(self, old: str, new: str) -> None:
        (self.root / old).rename(self.root / new)

    def settle(self) -> None:
        if hasattr(os, "sync"):
            os.sync()

    def link(self, name: str) -> str:
        try:
            return str((self.root / name).readlink())
        except OSError:
            return ""

    def turn(self, name: str, target: str) -> None:
        aside = self.root / f".{name}.new"
        aside.unlink(missing_ok=True)
        aside.symlink_to(target, target_is_directory=True)
        aside.replace(self.root / name)

    def free(self) -> int:
        return shutil.disk_usage(self.root).free

    def stamps(self, folder: str) -> dict[str, tuple[int, int]]:
        return assembling.stamps_of(str(self.root / folder))

    def assemble(
        self, plan: Plan, site: Path, *, old: str, new: str, had: Mapping[str, Entry], advance: Advance
    ) -> Mapping[str, Entry]:
        before, after = str(self.root / old), str(self.root / new)
        kept = assembling.link(before, after, plan.unchanged, had, advance)
        return kept | assembling.copy(str(site), after, assembling.missing(plan, kept), advance)
