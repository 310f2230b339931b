"""What a run of the benchmarks measured, as values that can be kept and read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from statistics import median
from typing import Any

from tests.bench.measure import Cost


class Case(StrEnum):
    """What is measured side by side, in the order of the tables."""

    STOCK = "stock mkdocs-material"
    PELICAN = "Pelican"
    HUGO = "Hugo"
    ELEVENTY = "Eleventy"
    COLD = "portal, cold"
    UNCHANGED = "portal, unchanged"
    EDIT = "portal, one edit"
    TITLE = "portal, one title"
    ADDED = "portal, one added"
    REMOVED = "portal, one removed"
    WARNING = "portal, a warning"
    SERIAL = "portal, cold, --jobs 1"
    MKDOCS = "portal by mkdocs build"


EXPLAINED: Mapping[Case, str] = {
    Case.COLD: "nothing is there but content, data and templates",
    Case.EDIT: "a paragraph more in the newest plan",
    Case.TITLE: "another title of the newest notice: lists, feeds and the search change",
    Case.WARNING: "an emergency notice for a commune: screens, loudspeakers and CAP change too",
    Case.MKDOCS: "plain `mkdocs build --strict`, which keeps nothing",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What a case cost, and the files and bytes of the site that was there then."""

    cost: Cost
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Bytes of the HTML of records' pages beyond what the records say."""

    most: int
    mean: float


@dataclass(frozen=True, slots=True)
class Count:
    """All that was measured with so many records; `parts` are processor seconds of the serial build."""

    rounds: int
    rows: Mapping[Case, Row]
    parts: Mapping[str, float] = field(default_factory=dict)
    pages: Weights | None = None

    def wall(self, case: Case) -> float:
        return self.rows[case].cost.wall


@dataclass(frozen=True, slots=True)
class Results:
    """`about` says when and where, with which versions; `preview` has by project the seconds from saving a
    file to seeing it."""

    about: Mapping[str, str]
    counts: Mapping[int, Count]
    preview: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def seen_after(self, project: str) -> float | None:
        """The middle of some times."""
        return median(self.preview[project]) if self.preview.get(project) else None

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Results:
        found = json.loads(text)
        counts = {int(count): _count(each) for count, each in found["counts"].items()}
        return cls(found["about"], counts, {name: tuple(each) for name, each in found["preview"].items()})


def _count(found: Mapping[str, Any]) -> Count:
    rows = {
        Case(case): Row(Cost(**row["cost"]), row["files"], row["bytes"])
        for case, row in found["rows"].items()
    }
    return Count(found["rounds"], rows, found["parts"], found["pages"] and Weights(**found["pages"]))
