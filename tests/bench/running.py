"""Runs a command and says what it cost: a small program of its own.

A process that is started takes over the peak memory of who starts it, and what measures would be measured
too. Arguments: a file for the figures, a file for what the command says, the command. The figures are JSON:
`wall` and `processor` seconds, bytes of the `largest` process and of all `together`, `status`.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

_SHORTEST_S, _SHARE = 0.05, 30
"""Looking at memory takes at most a thirtieth of a processor."""


def main(figures: str, said: str, *command: str) -> None:
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    started = time.perf_counter()
    actions = [(os.POSIX_SPAWN_DUP2, output, stream) for stream in (1, 2)]
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    together = [0]
    threading.Thread(target=_watch, args=(process, together), daemon=True).start()
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - started
    # Linux counts in KiB, macOS in bytes.
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    found = {
        "wall": wall,
        "processor": used.ru_utime + used.ru_stime,
        "largest": largest,
        # Whoever looks now and then can miss what one process had for a moment.
        "together": max(largest, together[0]) if together[0] else 0,
        "status": os.waitstatus_to_exitcode(status),
    }
    Path(figures).write_text(json.dumps(found), "utf-8")


def _watch(process: int, together: list[int]) -> None:
    """Note the most that a process and all below it have in memory; only Linux tells."""
    while True:
        started = time.perf_counter()
        together[0] = max(together[0], sum(map(_memory, _tree(process))))
        time.sleep(max(_SHORTEST_S, _SHARE * (time.perf_counter() - started)))


def _tree(process: int) -> Iterator[int]:
    yield process
    try:
        # Each thread has children of its own.
        tasks = list(Path(f"/proc/{process}/task").iterdir())
    except OSError:
        return
    for task in tasks:
        for child in _read(task / "children").split():
            yield from _tree(int(child))


def _memory(process: int) -> int:
    """Bytes; of what several processes share each has its part."""
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """Nothing when the process has just ended."""
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


if __name__ == "__main__":
    main(*sys.argv[1:])
