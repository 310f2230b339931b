"""Versions of installed packages, by the names of their folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache

_ENDING = ".dist-info"


def version(name: str) -> str:
    """Of a package under its normal name (`mkdocs-material`); empty when it is not installed."""
    return _versions().get(name, "")


def versions(names: Iterable[str]) -> list[str]:
    """A line for each name."""
    return [f"{name} {version(name)}" for name in names]


@cache
def _versions() -> dict[str, str]:
    # `importlib.metadata` says the same, and takes longer to load than an unchanged build takes to read.
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in _entries(folder):
            if entry.endswith(_ENDING):
                # Binary distribution format, «Escaping and Unicode»: the first hyphen ends the name.
                name, _, number = entry.removesuffix(_ENDING).partition("-")
                found.setdefault(name.lower().replace("_", "-").replace(".", "-"), number)
    return found


def _entries(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 - what stands in sys.path are texts
    except OSError:
        return []
