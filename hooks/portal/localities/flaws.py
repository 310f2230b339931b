"""What is wrong in the data files of places, as values with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, NamedTuple

LOCALITIES: Final = "data/localities.yml"
COMMUNES: Final = "data/communes.csv"
FORMER: Final = "data/communes_former.csv"


class Flaw(NamedTuple):
    """One problem for editors; `line` counts from 1, `field` is empty when the whole entry is meant."""

    path: str
    line: int
    field: str
    message: str


class Place(NamedTuple):
    """Where a unit is written, so that a check across files can point there."""

    path: str
    line: int

    def flaw(self, field: str, message: str) -> Flaw:
        return Flaw(self.path, self.line, field, message)


def perhaps(word: str, known: Iterable[str]) -> str:
    """«; ý bạn là «x»?» when something near is known, else nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f"; ý bạn là «{near[0]}»?" if near else ""
