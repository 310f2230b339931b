"""What a command costs: wall time, processor time and memory, its children included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.projects import ROOT, TestProject

KEPT = ROOT / ".cache" / "bench"
"""Where tables go."""
_RUNNING = Path(__file__).with_name("running.py")
_MIB = 1024**2


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """Seconds of wall and processor time; MiB of the largest process, and of all at the same time.

    `together` counts what processes share once, and is looked at some times a second; 0 where the system
    does not tell.
    """

    wall: float
    processor: float
    memory: float
    together: float = 0

    @property
    def most(self) -> float:
        """MiB, of all processes where that is known."""
        return self.together or self.memory

    def best(self, other: Cost) -> Cost:
        """Of two rounds the shorter times, because what else a machine does only makes things slower; the
        larger memory."""
        return Cost(
            min(self.wall, other.wall),
            min(self.processor, other.processor),
            max(self.memory, other.memory),
            max(self.together, other.together),
        )


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end; AssertionError with what it said when it fails."""
    said, figures = (folder.parent / f"{folder.name}.{name}" for name in ("log", "json"))
    program = [sys.executable, "-IS", str(_RUNNING), str(figures), str(said), *command]
    subprocess.run(program, check=True, cwd=folder, env={**os.environ, **environment})
    found = json.loads(figures.read_text("utf-8"))
    assert found["status"] == 0, said.read_text("utf-8")[-2000:]
    return Cost(found["wall"], found["processor"], found["largest"] / _MIB, found["together"] / _MIB)


def told(module: str, *arguments: str, folder: Path, now: str) -> Any:
    """The line of JSON that a program of ours prints, run in a folder; without `now` it is now."""
    paths = os.pathsep.join(str(path) for path in (ROOT / "hooks", ROOT))
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        check=True,
        cwd=folder,
        env={**os.environ, **({"PORTAL_NOW": now} if now else {}), "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout)


def made(project: TestProject, part: str, *, now: str = "2026-03-01") -> dict[str, Any]:
    """What `tests.bench.making` says of a part of the project's files."""
    found: dict[str, Any] = told("tests.bench.making", part, folder=project.root, now=now)
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
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{name}.txt").write_text(table, "utf-8")
