"""What a command costs: wall time, processor time and memory, its children included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.projects import ROOT, TestProject


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


def made(project: TestProject, part: str, *, now: str = "2026-03-01") -> dict[str, Any]:
    """What `tests.bench.making` says of a part of the project's files."""
    paths = os.pathsep.join(str(path) for path in (ROOT / "hooks", ROOT))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.making", part],
        check=True,
        cwd=project.root,
        env={**os.environ, "PORTAL_NOW": now, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def tell(name: str, heading: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Print what `made` gave, and keep it in `.cache/bench/`."""
    lines = [heading, f"{'':24}{'made':>8}{'load s':>9}{'make s':>9}{'MiB':>8}"]
    lines += [
        f"{about:24}{row['made']:8}{row['load']:9.2f}{row['make']:9.2f}{row['memory']:8.0f}"
        for about, row in rows.items()
    ]
    keep(name, lines)


def keep(name: str, lines: Sequence[str]) -> None:
    """Print a table, and keep it in `.cache/bench/`."""
    table = "\n".join(lines) + "\n"
    print(f"\n{table}")
    kept = ROOT / ".cache" / "bench" / f"{name}.txt"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(table, "utf-8")
