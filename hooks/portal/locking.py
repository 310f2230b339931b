"""One at a time: a lock that is free again when its process ends, in whatever way."""

from __future__ import annotations

import contextlib
import math
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: int) -> None:
        # The kind of lock that flock(1) takes, with which publishers on other machines ask for it.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


_LOOK_S = 0.2


class BusyError(Exception):
    """Somebody else has held the lock for longer than we would wait."""


@contextlib.contextmanager
def locked(path: Path, *, waiting: Callable[[], None], wait_s: float = math.inf) -> Iterator[None]:
    """Hold the lock `path`; `waiting` is told once when another process has it.

    BusyError after `wait_s` seconds; OSError when the file cannot be made.
    """
    until = time.monotonic() + wait_s
    told = False
    with path.open("ab") as file:
        while not _taken(file.fileno()):
            if not told:
                waiting()
                told = True
            if time.monotonic() >= until:
                raise BusyError(str(path))
            time.sleep(_LOOK_S)
        yield


def _taken(file: int) -> bool:
    try:
        _take(file)
    except (BlockingIOError, PermissionError):
        return False
    return True
