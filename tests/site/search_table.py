"""What people type, and the page that they expect first: `search_table.txt`, `class: query => address`.

Where several pages are equally good answers all are named, with `|` between. A place that is found by its
name counts as the page to which it leads.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class Row:
    """A query of a class, and the addresses one of which is to come first."""

    about: str
    query: str
    expected: tuple[str, ...]


def rows() -> list[Row]:
    """The table."""
    found = []
    for line in _TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            about, rest = line.split(": ", 1)
            query, expected = rest.rsplit(" => ", 1)
            if about == "dấu rời":
                query = unicodedata.normalize("NFD", query)
            found.append(Row(about, query, tuple(expected.split(" | "))))
    return found
