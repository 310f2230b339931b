"""Files that people keep are replaced whole: whoever reads them, and whatever happens, never half of one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path


def put(path: Path, data: bytes, *, unless: Callable[[], bool] = lambda: False) -> bool:
    """Write a file aside, down to the disk, and move it into place, with the mode of the one before it.

    False, and nothing has changed, when `unless` says so just before. OSError when it cannot be written.
    """
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, aside)
        if unless():
            return False
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return True


def lies_within(folder: Path, above: Path) -> bool:
    """Whether a folder, there already or not, is below another when links are followed."""
    return folder.resolve().is_relative_to(above.resolve())
