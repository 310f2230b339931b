"""Processes beside this one: the same answers in the same order, however many there are."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.processes import AHEAD, Workers


def square(number: int) -> int:
    return number * number


def where(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("count", [1, 2])
def test_answers_come_in_the_order_of_the_parts(count: int) -> None:
    expected = [number * number for number in range(50)]
    with Workers(count) as workers:
        assert list(workers.map(square, range(50))) == expected
        assert list(workers.stream(square, iter(range(50)))) == expected
        assert list(workers.stream(square, iter(()))) == []


def test_one_is_this_process_and_more_are_others() -> None:
    with Workers() as workers:
        assert set(workers.stream(where, range(5))) == {os.getpid()}
    with Workers(2) as workers:
        assert os.getpid() not in set(workers.stream(where, range(5)))


@pytest.mark.parametrize("count", [1, 2])
def test_a_stream_is_never_far_ahead_of_who_asks(count: int) -> None:
    taken = 0

    def parts() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    with Workers(count) as workers:
        answers = workers.stream(square, parts())
        assert taken == 0
        for asked in range(1, 100):
            next(answers)
            assert asked <= taken <= asked + AHEAD * count


PARENT = """
import os, time
from portal.processes import Workers

def where(_):
    time.sleep(0.2)
    return os.getpid()

with Workers(2) as workers:
    print(*set(workers.map(where, range(4))), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux only ends processes with their parent")
def test_workers_end_with_a_parent_that_is_killed() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        workers = [int(number) for number in parent.stdout.readline().split()]
        assert workers
        parent.kill()
    for _ in range(100):
        if not any(map(is_running, workers)):
            return
        time.sleep(0.05)
    raise AssertionError("workers go on without their parent")


def is_running(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    # A zombie waits for nobody but whoever began it.
    return state != "Z"
