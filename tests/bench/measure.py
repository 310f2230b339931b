"""What a command costs: wall time, processor time and memory, its children included."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """Seconds of wall and processor time; MiB of the largest process (not the sum of all)."""

    wall: float
    processor: float
    memory: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end; AssertionError with what it said when it fails."""
    said = folder.parent / f"{folder.name}.log"
    with said.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=output
        )
        # Popen would wait too, but without saying what the process and its children used.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said.read_text("utf-8")[-2000:]
    # Linux counts in KiB, macOS in bytes.
    memory = usage.ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory)
