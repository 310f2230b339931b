"""One at a time: a lock that is free again when its process ends, in whatever way."""

from __future__ import annotations

import contextlib
import math
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_LOOK_S = 0.2


class BusyError(Exception):
    """Somebody else has held the lock for longer than we would wait."""


@contextlib.contextmanager
def locked(path: Path, *, waiting: Callable[[], None], wait_s: float = math.inf) -> Iterator[None]:
    """Hold the lock `path`; `waiting` is told once when another process has it.

    BusyError after `wait_s` seconds; OSError when the file cannot be made.
    """
    # SQLite locks files on all systems, also where the standard library knows no lock.
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    until = time.monotonic() + wait_s
    told = False
    try:
        while not _taken(lock, path):
            if not told:
                waiting()
                told = True
            if time.monotonic() >= until:
                raise BusyError(str(path))
            time.sleep(_LOOK_S)
        yield
    finally:
        lock.close()


def _taken(lock: sqlite3.Connection, path: Path) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise OSError(f"{path}: {error}") from error
    return True
