"""How far a long build is: a bar in a terminal, a line now and then elsewhere, nothing for what is quick."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TextIO

Advance = Callable[[int], None]
Stage = Callable[[str, int], contextlib.AbstractContextManager[Advance]]
"""Begins a stage of so many steps under a label; what it gives is told how many more steps are done."""

BAR_AFTER_S, LINE_EVERY_S = 0.5, 5.0


@contextlib.contextmanager
def quiet(_label: str, _total: int) -> Iterator[Advance]:
    """Shows nothing."""
    yield lambda _count: None


def stages(output: TextIO | None = None) -> Stage:
    """For people where there is a terminal, else for logs."""
    stream = output or sys.stdout
    if stream.isatty():
        return lambda label, total: _bar(label, total, stream)
    return lambda label, total: _lines(label, total, stream)


@contextlib.contextmanager
def _bar(label: str, total: int, stream: TextIO) -> Iterator[Advance]:
    from tqdm import tqdm  # noqa: PLC0415 - most builds take less time than it takes to load this

    shape = "{desc}: {percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt}, còn {remaining}"
    with tqdm(
        total=total,
        desc=label,
        file=stream,
        leave=False,
        delay=BAR_AFTER_S,
        bar_format=shape,
        dynamic_ncols=True,
    ) as bar:

        def advance(count: int) -> None:
            bar.update(count)

        yield advance


@contextlib.contextmanager
def _lines(
    label: str, total: int, stream: TextIO, clock: Callable[[], float] = time.monotonic
) -> Iterator[Advance]:
    done, told = 0, clock()

    def advance(count: int) -> None:
        nonlocal done, told
        done += count
        if clock() - told >= LINE_EVERY_S:
            told = clock()
            print(f"{label}: {done}/{total}", file=stream, flush=True)

    yield advance
