"""Tables by their drawn lines: from level and upright lines to cells, from words to what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.importing.readers.joining_lines import joined_cell
from portal.importing.readers.printed import Page, Rule, Word, lines_of

# Lines this near to one another are one, and touch.
_NEAR = 4.0
# A drawing has more lines than any table.
_MOST_RULES = 1_000


@dataclass(frozen=True)
class Grid:
    """A table on a page: where its columns and rows part, and the text of each cell.

    `whole` says of each space between two `ys` whether all columns are parted there.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: tuple[bool, ...]

    def holds(self, word: Word) -> bool:
        return self.xs[0] - 2 <= word.middle <= self.xs[-1] + 2 and self.ys[0] <= _height(word) <= self.ys[-1]


def _height(word: Word) -> float:
    """A little above the base line, where every letter is."""
    return word.base - 0.3 * word.size


def grids_of(page: Page) -> list[Grid]:
    """The tables of a page, from above."""
    rules = _merged(page.rules)
    groups = _groups(rules) if len(rules) <= _MOST_RULES else []
    found = [grid for group in groups if (grid := _grid(group, page))]
    outer = [grid for grid in found if not any(_encloses(other, grid) for other in found)]
    return sorted(outer, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _encloses(a: Grid, b: Grid) -> bool:
    return (
        a is not b
        and a.xs[0] <= b.xs[0]
        and a.xs[-1] >= b.xs[-1]
        and a.ys[0] <= b.ys[0]
        and a.ys[-1] >= b.ys[-1]
    )


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one: programs draw the edges of each cell."""
    found: list[Rule] = []
    for rule in sorted(
        rules, key=lambda rule: (rule.level, round(rule.y0 if rule.level else rule.x0), rule.x0, rule.y0)
    ):
        last = found[-1] if found else rule
        if found and last.level == rule.level and _continues(last, rule):
            found[-1] = Rule(last.x0, last.y0, max(last.x1, rule.x1), max(last.y1, rule.y1))
        else:
            found.append(rule)
    return found


def _continues(last: Rule, rule: Rule) -> bool:
    if rule.level:
        return abs(rule.y0 - last.y0) <= 1 and rule.x0 <= last.x1 + 1
    return abs(rule.x0 - last.x0) <= 1 and rule.y0 <= last.y1 + 1


def _groups(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Lines that touch one another."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touched = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(other for group in touched for other in group)]
        groups = [group for group in groups if group not in touched]
        groups.append(merged)
    return groups


def _touch(a: Rule, b: Rule) -> bool:
    across = a.x0 - _NEAR <= b.x1 and b.x0 - _NEAR <= a.x1
    return across and a.y0 - _NEAR <= b.y1 and b.y0 - _NEAR <= a.y1


def _grid(rules: Sequence[Rule], page: Page) -> Grid | None:
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    xs, ys = _places([rule.x0 for rule in upright]), _places([rule.y0 for rule in level])
    # One column is a frame around text, and one cell around the page too.
    if len(xs) < 3 or len(ys) < 2:
        return None
    words = [word for word in page.words if xs[0] - 2 <= word.middle <= xs[-1] + 2]
    words = [word for word in words if ys[0] <= _height(word) <= ys[-1]]
    if not words:
        return None
    cells = _Cells(xs, ys, level, upright)
    rows = _without_empty(cells.filled(words, page.number))
    return Grid(xs, ys, rows, cells.whole()) if len(rows[0]) > 1 else None


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Where lines are, those near one another as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return tuple(places)


class _Cells:
    """Cells between lines; where a line is missing, two are one, and its text stands in the first."""

    def __init__(
        self, xs: Sequence[float], ys: Sequence[float], level: list[Rule], upright: list[Rule]
    ) -> None:
        self._xs, self._ys, self._level, self._upright = xs, ys, level, upright

    def filled(self, words: Sequence[Word], page: int) -> list[list[str]]:
        rows, columns = len(self._ys) - 1, len(self._xs) - 1
        owners = [[self._owner(row, column) for column in range(columns)] for row in range(rows)]
        inside: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            row, column = _index(self._ys, _height(word)), _index(self._xs, word.middle)
            inside.setdefault(owners[row][column], []).append(word)
        return [
            [self._text(inside.get((r, c), []), (r, c), page) for c in range(columns)] for r in range(rows)
        ]

    def whole(self) -> tuple[bool, ...]:
        inner = range(len(self._xs) - 2)
        rows = range(len(self._ys) - 1)
        return tuple(all(self._is_walled_right(row, column) for column in inner) for row in rows)

    def _text(self, words: list[Word], cell: tuple[int, int], page: int) -> str:
        if not words:
            return ""
        column = cell[1]
        while column + 2 < len(self._xs) and not self._is_walled_right(cell[0], column):
            column += 1
        return joined_cell(lines_of(words, page), self._xs[cell[1]], self._xs[column + 1])

    def _owner(self, row: int, column: int) -> tuple[int, int]:
        while column > 0 and not self._is_walled_right(row, column - 1):
            column -= 1
        while row > 0 and not self._is_walled_above(row, column):
            row -= 1
        while column > 0 and not self._is_walled_right(row, column - 1):
            column -= 1
        return row, column

    def _is_walled_right(self, row: int, column: int) -> bool:
        x, middle = self._xs[column + 1], (self._ys[row] + self._ys[row + 1]) / 2
        return any(abs(rule.x0 - x) <= _NEAR and rule.y0 <= middle <= rule.y1 for rule in self._upright)

    def _is_walled_above(self, row: int, column: int) -> bool:
        y, middle = self._ys[row], (self._xs[column] + self._xs[column + 1]) / 2
        return any(abs(rule.y0 - y) <= _NEAR and rule.x0 <= middle <= rule.x1 for rule in self._level)


def _index(places: Sequence[float], value: float) -> int:
    return max(0, min(len(places) - 2, sum(place <= value for place in places) - 1))


def _without_empty(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Without rows and columns where nothing stands: double lines make them."""
    kept = [row for row in rows if any(row)]
    columns = [index for index in range(len(rows[0])) if any(row[index] for row in kept)]
    return tuple(tuple(row[index] for index in columns) for row in kept)
