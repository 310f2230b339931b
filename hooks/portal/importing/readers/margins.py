"""The margins between which the lines of a page stand, and how far apart the lines are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from portal.importing.readers.printed import Line, Page

# In type sizes: what is an indent, and how far the two sides of a centred line may differ.
_INDENT, _ASKEW = 0.7, 0.8
# Points within which lines begin or end at one place.
_PLACE = 3.0
# Lines that make sure of a margin, and their least share at the left one, where most may be indented.
_SURE, _MANY = 4, 0.08
# Share of lines that end at the margin where text is justified.
_JUSTIFIED = 0.4


@dataclass(frozen=True, slots=True)
class Frame:
    """Margins in points; `step` is the usual distance of lines in type sizes."""

    left: float
    right: float
    step: float

    def is_even(self, line: Line) -> bool:
        """As far from the left margin as from the right one: centred, or from margin to margin."""
        return abs((line.x0 - self.left) - (self.right - line.x1)) < _ASKEW * line.size

    def is_centred(self, line: Line) -> bool:
        return self.is_even(line) and line.x0 - self.left > 0.5 * line.size

    def is_indented(self, line: Line) -> bool:
        return line.x0 > self.left + _INDENT * line.size


def frames_of(pages: Sequence[Page]) -> list[Frame]:
    """One frame for each page; a page with few lines has that of pages with the same shape."""
    wide = [line for page in pages for line in page.lines if line.x1 - line.x0 > 0.5 * page.width]
    step = _usual_step(wide)
    frames: list[Frame] = []
    for page in pages:
        alike = [line for other in pages if _same_shape(page, other) for line in other.lines]
        left = _left_of(page, alike)
        right = _right(page.lines, page) or _right(alike, page)
        fallback_left = min((line.x0 for line in page.lines), default=0.0)
        fallback_right = max((line.x1 for line in page.lines), default=page.width)
        frames.append(Frame(left or fallback_left, right or fallback_right, step))
    return frames


def _same_shape(a: Page, b: Page) -> bool:
    return abs(a.width - b.width) < 20 and abs(a.height - b.height) < 20


def _left_of(page: Page, alike: Sequence[Line]) -> float | None:
    """Where the page's own lines begin; on a page of short paragraphs most of them are indented."""
    own, common = _left(page.lines, page), _left(alike, page)
    if own is None or common is None:
        return own or common
    has_common = any(abs(line.x0 - common) < _PLACE for line in page.lines)
    return common if common < own - _PLACE and has_common else own


def _left(lines: Iterable[Line], page: Page) -> float | None:
    """The leftmost place where many wide lines begin."""
    wide = [line.x0 for line in lines if line.x1 - line.x0 > 0.55 * page.width]
    places = _places(wide)
    often = [place for place, count in places.items() if count >= max(_SURE, _MANY * len(wide))]
    return min(often, default=None)


def _right(lines: Iterable[Line], page: Page) -> float | None:
    ends = [line.x1 for line in lines if line.x1 - line.x0 > 0.55 * page.width]
    places = _places(ends)
    often = [place for place, count in places.items() if count >= _SURE]
    if not often:
        return None
    # Lines that are not justified end anywhere, the longest of them at the margin.
    is_justified = places[max(often)] >= _JUSTIFIED * len(ends)
    return max(often) if is_justified or max(ends) - max(often) > 25 else max(ends)


def _places(values: Iterable[float]) -> dict[float, int]:
    """Places with the number of values near them."""
    ordered = sorted(values)
    groups: list[list[float]] = []
    for value in ordered:
        if groups and value - groups[-1][0] < 2 * _PLACE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return {median(group): len(group) for group in groups}


def _usual_step(lines: Sequence[Line]) -> float:
    steps = Counter(
        round((after.base - before.base) / before.size, 1)
        for before, after in pairwise(lines)
        if before.page == after.page and 0.8 < (after.base - before.base) / before.size < 3
    )
    # Lines of one paragraph stand nearer than paragraphs do.
    often = [step for step, count in steps.items() if count >= 0.2 * steps.total()]
    return min(often, default=1.3)
