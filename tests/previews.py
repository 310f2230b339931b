"""`portal serve` in a process of its own, as an editor starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def previewing(root: Path, **environment: str) -> Iterator[str]:
    """The address of the preview of a project, without the last slash; ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "engine.command", "serve", "--port", "0"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "hooks"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.wait(10)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"Xem trước ở (http://127\.0\.0\.1:\d+)/", line):
            # What it goes on to say must not fill the pipe.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return found[1]
    raise RuntimeError(said)
