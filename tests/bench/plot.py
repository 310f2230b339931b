"""A plot of growth as SVG: records to the right, wall seconds upwards, both by powers; a line for a case."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.bench.results import Case, Results

WIDTH, HEIGHT = 960, 620
LEFT, RIGHT, TOP, BOTTOM = 80, 230, 56, 64
LABEL = 17
"""What a label takes of the height."""
LINES: Mapping[Case, str] = {
    Case.STOCK: "#8a6d3b",
    Case.PELICAN: "#b5651d",
    Case.ELEVENTY: "#6b7280",
    Case.HUGO: "#be185d",
    Case.COLD: "#1d4ed8",
    Case.SERIAL: "#60a5fa",
    Case.TITLE: "#0f766e",
    Case.EDIT: "#15803d",
    Case.UNCHANGED: "#7c3aed",
}
"""Colours; the portal's lines are the thicker ones. What is left out lies on one of these."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to places, by powers."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = math.log(self.high / self.low)
        return self.start + math.log(value / self.low) / span * (self.end - self.start)

    def ticks(self) -> Iterator[float]:
        for power in range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1):
            yield from (step * 10.0**power for step in (1, 2, 5) if self._holds(step * 10.0**power))

    def _holds(self, value: float) -> bool:
        return self.low * 0.999 <= value <= self.high * 1.001


def plot(results: Results) -> str:
    """The picture; with one number of records, points only."""
    series = dict(_series(results))
    records = [count for points in series.values() for count, _ in points]
    seconds = [wall for points in series.values() for _, wall in points]
    right = _Scale(min(records) / 1.15, max(records) * 1.15, LEFT, WIDTH - RIGHT)
    up = _Scale(min(seconds) / 1.3, max(seconds) * 1.3, HEIGHT - BOTTOM, TOP)
    parts = [*_head(), *_axes(right, up, sorted(set(records)))]
    ends = {}
    for case, points in series.items():
        places = [(right(count), up(wall)) for count, wall in points]
        parts += _line(places, LINES[case], 3 if case.startswith("portal") else 1.6)
        ends[case] = places[-1]
    parts += _labels(ends)
    return "\n".join([*parts, "</svg>", ""])


def _series(results: Results) -> Iterator[tuple[Case, list[Point]]]:
    for case in LINES:
        points = [
            (float(number), count.wall(case))
            for number, count in sorted(results.counts.items())
            if case in count.rows
        ]
        if points:
            yield case, points


def _head() -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" font-family="sans-serif" font-size="13">'
    )
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    title = "Wall seconds of a build, by records"
    yield f'<text x="{LEFT}" y="28" font-size="17" font-weight="bold">{title}</text>'


def _axes(right: _Scale, up: _Scale, records: Sequence[float]) -> Iterator[str]:
    for value in up.ticks():
        y = up(value)
        yield _stroke((LEFT, y), (WIDTH - RIGHT, y))
        yield _text((LEFT - 8, y + 4), f"{value:g}", "end")
    for value in records:
        x = right(value)
        yield _stroke((x, TOP), (x, HEIGHT - BOTTOM))
        yield _text((x, HEIGHT - BOTTOM + 20), f"{value:,.0f}", "middle")
    yield _text(((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16), "records", "middle")
    yield _text((LEFT - 8, TOP - 12), "s", "end")


def _stroke(start: Point, end: Point) -> str:
    (x, y), (to_x, to_y) = start, end
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="#ddd"/>'


def _text(place: Point, text: str, anchor: str, colour: str = "#333") -> str:
    x, y = place
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _line(places: Sequence[Point], colour: str, width: float) -> Iterator[str]:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{width + 1.5}" fill="{colour}"/>'


def _labels(ends: Mapping[Case, Point]) -> Iterator[str]:
    """The name of each line beside its end, with a thread to it where another name is in the way."""
    cases = sorted(ends, key=lambda case: ends[case][1])
    for case, y in zip(cases, apart([ends[case][1] for case in cases]), strict=True):
        (x, end), colour = ends[case], LINES[case]
        yield f'<path d="M{x + 6:.1f} {end:.1f}L{x + 20:.1f} {y:.1f}" stroke="{colour}"/>'
        yield _text((x + 24, y + 4), case.value, "start", colour)


def apart(places: Iterable[float]) -> list[float]:
    """Heights for labels, given from top to bottom: none nearer than LABEL to the one above, all as near as
    can be to where they belong.

    >>> apart([100, 101, 300])
    [92.0, 109.0, 300.0]
    """
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        # Groups that touch become one, around the middle of all that is in it.
        while len(groups) > 1 and _top(groups[-1]) - _bottom(groups[-2]) < LABEL:
            last = groups.pop()
            groups[-1] += last
    return [_top(group) + number * LABEL for group in groups for number in range(len(group))]


def _top(group: Sequence[float]) -> float:
    return sum(group) / len(group) - (len(group) - 1) * LABEL / 2


def _bottom(group: Sequence[float]) -> float:
    return _top(group) + (len(group) - 1) * LABEL
