"""Keeping `data/published.csv`: what is public is written down, and nothing is ever taken out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from engine.session import Session
from portal import published
from portal.project import Project
from portal.published import Published, Row
from portal.writing import put

_SHOWN = 20
"""A first publication has thousands."""


def note(session: Session, say: TextIO) -> bool:
    """Write down what is public now, and say what it was; nothing while there are errors."""
    if session.problems.errors:
        return False
    return add(session.project, session.unregistered, say)


def read(project: Project) -> Published:
    """The register; nothing has been published where there is none yet."""
    path = project.root / published.PATH
    return published.read(path.read_bytes() if path.is_file() else b"")


def add(project: Project, rows: Iterable[Row], say: TextIO) -> bool:
    """Add those rows that are new; whether there were any."""
    known = read(project)
    new = [row for row in rows if row.address not in known.addresses]
    if not new:
        return False
    put(project.root / published.PATH, published.written([*known.rows, *new]))
    print(f"{published.PATH}: đã ghi thêm {len(new)} địa chỉ.", file=say)
    print(*(f"  {row.address}" for row in new[:_SHOWN]), sep="\n", file=say)
    if len(new) > _SHOWN:
        print(f"  … và {len(new) - _SHOWN} địa chỉ nữa", file=say)
    return True
