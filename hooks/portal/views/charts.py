"""Progress towards a target as a chart: a line, the part of it where the target is reached, dots.

The right end is always the better one, so that a rank (smaller is better) reads like a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.catalogue import Snapshot
from portal.model.data import Goal, Observation as Measurement, Target
from portal.model.figure import Measured
from portal.model.record import Kind
from portal.numbers import Operator, format_number, operator_phrase
from portal.views.parts import Chart, Dot, Link, Observation
from portal.views.values import day, source_item

WIDTH = 1000
_ROOM = 330
"""What the label of a dot takes of the width: nearer ones get a row each."""
_FALLING = (Operator.LESS, Operator.AT_MOST)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to places on the line."""

    low: Decimal
    high: Decimal
    falling: bool

    def at(self, value: Decimal) -> int:
        share = (value - self.low) / (self.high - self.low)
        return round((1 - share if self.falling else share) * WIDTH)


def charts(target: Target, snapshot: Snapshot) -> tuple[Chart, ...]:
    """One for each part of the target that is measured, oldest measurement first."""
    parts: dict[tuple[str, Measured], list[Measurement]] = {}
    for each in sorted(target.observations, key=lambda each: each.as_of.first_day):
        parts.setdefault((each.label or target.label, each.goal or target), []).append(each)
    return tuple(_chart(title, goal, found, snapshot) for (title, goal), found in parts.items())


def _chart(title: str, goal: Measured, found: Sequence[Measurement], snapshot: Snapshot) -> Chart:
    scale = _scale(goal, found)
    return Chart(
        title=title,
        goal=(isinstance(goal, Goal) and goal.label) or goal.phrase,
        zone=_zone(goal, scale),
        marks=_marks(goal, scale),
        dots=_dots(found, scale),
        rows=tuple(_row(each, snapshot) for each in found),
    )


def _scale(goal: Measured, found: Sequence[Measurement]) -> _Scale:
    values = [value for each in (goal, *found) for value in each.numbers]
    totals = [each.of for each in found if each.of]
    falling = goal.operator in _FALLING
    if totals:
        # There is no rank zero; a rank's line ends with the last rank.
        low, high = Decimal(1), max(*totals, *values)
    else:
        low = min(Decimal(0), *values) * Decimal("1.25")
        high = max(Decimal(0), *values) * Decimal("1.25")
    return _Scale(low, high if high > low else low + 1, falling)


def _zone(goal: Measured, scale: _Scale) -> tuple[int, int]:
    numbers = [scale.at(value) for value in goal.numbers]
    if goal.operator in (Operator.RANGE, Operator.EQUAL, Operator.ABOUT):
        return min(numbers), max(numbers)
    return numbers[0], WIDTH


def _marks(goal: Measured, scale: _Scale) -> tuple[tuple[int, str], ...]:
    """The goal, and the ends of the line as far as there is room beside it."""
    marks = {scale.at(value): format_number(value) for value in goal.numbers}
    for end in (scale.low, scale.high):
        place = scale.at(end)
        if end == end.to_integral_value() and all(abs(place - taken) > 60 for taken in marks):
            marks[place] = format_number(end.to_integral_value())
    return tuple(sorted(marks.items()))


def _dots(found: Sequence[Measurement], scale: _Scale) -> tuple[Dot, ...]:
    rows: list[int] = []
    dots = []
    for each in sorted(found, key=lambda each: scale.at(each.numbers[0])):
        place = scale.at(each.numbers[0])
        row = next((row for row, end in enumerate(rows) if end <= place), len(rows))
        rows[row : row + 1] = [place + _ROOM]
        dots.append(Dot(place, row, _value(each), day(each.as_of).text, each.baseline))
    return tuple(dots)


def _value(each: Measurement) -> str:
    """«khoảng 25% GDP»; of a rank «hạng 71»."""
    if each.of is None:
        return each.phrase
    return operator_phrase(each.operator, f"{each.unit or ''} {each.shown}".strip())


def _row(each: Measurement, snapshot: Snapshot) -> Observation:
    total = "" if each.of is None else f" trên {format_number(each.of)}"
    return Observation(
        when=day(each.as_of),
        value=_value(each) + total,
        basis=each.basis,
        source=source_item(each.source_url, snapshot),
        record=achievement_link(each.record, snapshot) if each.record else None,
        baseline=each.baseline,
    )


def achievement_link(slug: str, snapshot: Snapshot) -> Link | None:
    """An achievement by its slug, as long as its address answers."""
    address = f"/{Kind.ACHIEVEMENT}/{slug}/"
    found = next((record for record in snapshot.achievements if record.address == address), None)
    return Link(found.title, address) if found else None
