"""Parts of a scanned page that are recognised once more on their own: columns side by side, and of tables.

In the whole page their lines, which stand at different heights, are taken for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from portal.importing.readers.columns import find_columns
from portal.importing.readers.margins import frames_of
from portal.importing.readers.printed import Page, numbered
from portal.importing.readers.ruled_tables import Grid, grids_of

Strip = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""

# What is left of a line that was drawn at the edge of a column.
_EDGE = 1.5


def strips_of(page: Page) -> list[Strip]:
    """The columns of a page, each with nothing beside it."""
    page = numbered([page])[0]
    grids = grids_of(page)
    return [*_beside(page, grids), *(strip for grid in grids for strip in _columns(grid))]


def _beside(page: Page, grids: list[Grid]) -> Iterator[Strip]:
    lines = [line for line in page.lines if not any(grid.holds(line.words[0]) for grid in grids)]
    frame = frames_of([page])[0]
    for columns in find_columns(lines, frame.left, frame.right):
        first, last = lines[columns.first], lines[columns.end - 1]
        top, bottom = first.top - 0.45 * first.size, last.base + 0.35 * last.size
        yield max(0.0, frame.left - 20), top, columns.middle, bottom
        yield columns.middle, top, min(page.width, frame.right + 20), bottom


def _columns(grid: Grid) -> Iterator[Strip]:
    """Columns of rows in which no cells are joined."""
    rows = zip(grid.whole, pairwise(grid.ys), strict=True)
    for whole, group in groupby(rows, key=lambda row: row[0]):
        spans = [span for _, span in group]
        if not whole:
            continue
        for left, right in pairwise(grid.xs):
            yield left + _EDGE, spans[0][0] + _EDGE, right - _EDGE, spans[-1][1] - _EDGE
