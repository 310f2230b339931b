"""What stands printed on a page: words with their place, lines of them, and drawn lines.

All measures are in points from the upper left corner of the page as it is read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

# Two prints stand on one line when this share of the lower one stands beside the other.
_BESIDE = 0.5
# Share of the type size that capitals rise above the base line.
_CAPITALS = 0.7


@dataclass(frozen=True, slots=True)
class Word:
    """A word between spaces. `base` is its base line; `glued` says that no space stands before it;
    `raised` that it is small and high, as the numbers of footnotes are."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    glued: bool = False
    raised: bool = False

    @property
    def top(self) -> float:
        return self.base - _CAPITALS * self.size

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Line:
    """A printed line, from the left. `number` counts the lines of the document from 1."""

    words: tuple[Word, ...]
    page: int
    number: int = 0

    @cached_property
    def text(self) -> str:
        parts = [word.text if word.glued else f" {word.text}" for word in self.words]
        return "".join(parts).strip()

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @cached_property
    def size(self) -> float:
        """That of most letters."""
        letters: dict[float, int] = {}
        for word in self.words:
            letters[word.size] = letters.get(word.size, 0) + len(word.text)
        return max(letters, key=lambda size: (letters[size], size))

    @cached_property
    def base(self) -> float:
        return median([word.base for word in self.words if not word.raised] or [self.words[0].base])

    @property
    def top(self) -> float:
        return self.base - _CAPITALS * self.size

    @cached_property
    def bold(self) -> bool:
        return _mostly(self.words, [word.bold for word in self.words])

    @cached_property
    def italic(self) -> bool:
        return _mostly(self.words, [word.italic for word in self.words])


def _mostly(words: Sequence[Word], marked: Sequence[bool]) -> bool:
    letters = sum(len(word.text) for word in words)
    return 10 * sum(len(w.text) for w, mark in zip(words, marked, strict=True) if mark) >= 9 * letters


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0

    @property
    def length(self) -> float:
        return max(self.x1 - self.x0, self.y1 - self.y0)


@dataclass(frozen=True)
class Page:
    """A page as it is read. `recognised`: its letters were guessed from a picture."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    recognised: bool = False
    lines: tuple[Line, ...] = field(default=())


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Words gathered to lines, from above."""
    rows: list[list[Word]] = []
    bases: list[float] = []
    # The largest print first: what is raised or small joins the line that it belongs to.
    for word in sorted(words, key=lambda word: (-round(word.size), word.base, word.x0)):
        near = range(
            bisect_left(bases, word.base - word.size), bisect_right(bases, word.base + 2 * word.size)
        )
        best = max(near, key=lambda i: _share_beside(word, rows[i][0]), default=None)
        if best is not None and _share_beside(word, rows[best][0]) >= _BESIDE:
            rows[best].append(word)
            continue
        place = bisect_left(bases, word.base)
        rows.insert(place, [word])
        bases.insert(place, word.base)
    return [Line(tuple(sorted(row, key=lambda word: word.x0)), page) for row in rows]


def _share_beside(a: Word, b: Word) -> float:
    common = min(a.base, b.base) - max(a.top, b.top)
    return common / max(1.0, min(a.base - a.top, b.base - b.top))


def numbered(pages: Iterable[Page]) -> list[Page]:
    """Pages with their lines, counted through the document."""
    found: list[Page] = []
    number = 0
    for page in pages:
        lines = []
        for line in lines_of(page.words, page.number):
            number += 1
            lines.append(Line(line.words, line.page, number))
        found.append(
            Page(page.number, page.width, page.height, page.words, page.rules, page.recognised, tuple(lines))
        )
    return found
