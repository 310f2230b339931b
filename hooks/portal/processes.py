"""Processes beside this one, for work that keeps processors busy."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

AHEAD = 4
"""Parts for each worker that a stream has begun."""
T = TypeVar("T")
R = TypeVar("R")


class Workers:
    """`count` processes, started when they are first needed and kept until the end; with one, none."""

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[T], R], parts: Sequence[T]) -> Iterator[R]:
        """Like `map`, begun at once. What goes to a worker and comes back is pickled; nothing else is
        shared."""
        return map(function, parts) if self.count < 2 else self._started.map(function, parts)

    def begin(self, function: Callable[[T], R], part: T) -> Future[R]:
        """One part, begun at once in another process."""
        return self._started.submit(function, part)

    def stream(self, function: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """Like `map`, but begun when it is asked for, and never far ahead of who asks: neither all parts nor
        all answers are in memory."""
        if self.count < 2:
            yield from map(function, parts)
            return
        begun: deque[Future[R]] = deque()
        for part in parts:
            begun.append(self._started.submit(function, part))
            if len(begun) > AHEAD * self.count:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()

    @property
    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _pool(self.count)
        return self._pool


def _pool(count: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(_method())
    return ProcessPoolExecutor(count, mp_context=context, initializer=_end_with, initargs=(os.getpid(),))


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would wait for work for ever, and hold the parent's locks."""
    if sys.platform == "linux":
        # prctl(2): PR_SET_PDEATHSIG, which says nothing of a parent that is gone already.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _method() -> str:
    """How processes begin. A forked child is there at once, a spawned one after half a second (measured). But
    it could inherit locks of other threads, and only Linux's own libraries are made for it."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
