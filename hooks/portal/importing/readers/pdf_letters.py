"""Letters of a PDF page, put together to words by their place: spaces in the file are often wrong."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from portal.importing.readers.printed import Line, Word, lines_of

# Of the type size: a gap that is a space, and one that is a space where the file says so.
_SPACE, _MARKED_SPACE = 0.17, 0.04
# Wider than any letter spacing.
_SURE_SPACE = 0.6
# A raised letter is smaller than this share of its line's, and higher than this share of the size.
_SMALL, _HIGH = 0.82, 0.15
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGNS = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi"}
)
# Accents that some programs print over a letter of their own.
_OVERPRINTED = {"´": "\u0301", "`": "\u0300", "˜": "\u0303", "ˆ": "\u0302", "˘": "\u0306"}
_LIGATURES = frozenset(["ff", "fi", "fl", "ffi", "ffl"])
_INVISIBLE = 3


class Turn(NamedTuple):
    """From the points of a PDF page to points from its upper left corner, as it is read.

    `quarter` counts the quarter turns, against the clock, of most letters.
    """

    quarter: int
    left: float
    top: float
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = _turned(self.quarter, x, y)
        return x - self.left, y - self.top


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    x0: float
    x1: float
    x: float
    y: float
    size: float
    angle: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Lettering:
    """The words of a page; `unknown` is the share of letters for which the file names no character, and
    `invisible` the share of those that are laid over a picture to be found by a search."""

    words: tuple[Word, ...]
    turn: Turn
    unknown: float
    invisible: float


def read_letters(page: pdfium.PdfPage) -> Lettering:
    """All words of a page with their place."""
    reader = _Reader(page)
    letters = list(reader.letters())
    quarters = Counter(round(letter.angle / 90) % 4 for letter in letters)
    quarter = quarters.most_common(1)[0][0] if quarters else 0
    turn = turn_of(page, quarter)
    # A watermark or a stamp across the page is no text of it.
    straight = [letter for letter in letters if abs((letter.angle - 90 * quarter + 180) % 360 - 180) < 10]
    marks = [_placed(letter, turn) for letter in straight]
    words = [word for row in lines_of(marks, 0) for word in _words_of(row, reader.spaces(turn))]
    count = max(1, len(letters))
    return Lettering(tuple(words), turn, reader.unknown / count, reader.invisible / count)


def turn_of(page: pdfium.PdfPage, quarter: int) -> Turn:
    left, bottom, right, top = page.get_bbox()
    xs, ys = zip(*(_turned(quarter, x, y) for x in (left, right) for y in (bottom, top)), strict=True)
    return Turn(quarter, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _turned(quarter: int, x: float, y: float) -> tuple[float, float]:
    return ((x, -y), (y, x), (-x, y), (-y, -x))[quarter]


def _placed(letter: _Letter, turn: Turn) -> Word:
    x, base = turn.point(letter.x, letter.y)
    width = max(letter.x1 - letter.x0, 0.0)
    return Word(letter.text, x, x + width, base, letter.size, letter.bold, letter.italic)


class _Reader:
    """Asks pdfium for each character; what belongs to a whole run of them it asks once."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._text = page.get_textpage()
        self._runs: dict[int, tuple[bool, bool, bool]] = {}
        self._spaces: list[tuple[float, float]] = []
        self.unknown = 0
        self.invisible = 0

    def letters(self) -> Iterator[_Letter]:
        last: _Letter | None = None
        for index in range(self._text.count_chars()):
            if raw.FPDFText_IsGenerated(self._text, index) == 1:
                continue
            sign = _character(raw.FPDFText_GetUnicode(self._text, index))
            if not sign.strip():
                self._note_space(index)
                continue
            letter = self._letter(index, sign)
            if last is not None and (joined := _with_mark(last, letter)) is not None:
                last = joined
                continue
            if last is not None:
                yield last
            last = letter
        if last is not None:
            yield last

    def spaces(self, turn: Turn) -> list[tuple[float, float]]:
        """Where the file has spaces."""
        return sorted((turn.point(x, y) for x, y in self._spaces), key=lambda point: point[1])

    def _note_space(self, index: int) -> None:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        self._spaces.append((x.value, y.value))

    def _letter(self, index: int, sign: str) -> _Letter:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(self._text, index) * scale
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        bold, italic, invisible = self._style(index)
        self.invisible += invisible
        self.unknown += raw.FPDFText_HasUnicodeMapError(self._text, index) == 1
        start, end = self._extent(index, angle)
        return _Letter(sign, start, end, x.value, y.value, round(size, 2), angle, bold, italic)

    def _extent(self, index: int, angle: float) -> tuple[float, float]:
        """From its origin to that of a next letter, along the line."""
        left, bottom, right, top = self._text.get_charbox(index, loose=True)
        return (left, right) if round(angle / 90) % 2 == 0 else (bottom, top)

    def _style(self, index: int) -> tuple[bool, bool, bool]:
        run = raw.FPDFText_GetTextObject(self._text, index)
        key = ctypes.cast(run, ctypes.c_void_p).value or 0
        if key not in self._runs:
            self._runs[key] = self._asked_style(index, run)
        return self._runs[key]

    def _asked_style(self, index: int, run: raw.FPDF_PAGEOBJECT) -> tuple[bool, bool, bool]:
        name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._text, index, name, len(name), flags)
        font = name.value.decode("utf-8", "replace").lower()
        mode = raw.FPDFTextObj_GetTextRenderMode(run) if run else 0
        # Filled and with an outline: how Word makes a font bold that has no bold.
        bold = (
            any(part in font for part in ("bold", "black", "heavy"))
            or bool(flags.value & 1 << 18)
            or mode == 2
        )
        italic = any(part in font for part in ("italic", "oblique")) or bool(flags.value & 1 << 6)
        return bold, italic, mode == _INVISIBLE


def _character(code: int) -> str:
    sign = chr(code).translate(_SIGNS) if code else ""
    # What has no shape: zero-width signs and control characters. The soft hyphen is seen to later.
    if sign != "\u00ad" and len(sign) == 1 and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn"):
        return ""
    return sign


def _with_mark(letter: _Letter, mark: _Letter) -> _Letter | None:
    """The letter with a mark that was printed over it, or None when it is no mark.

    What stands in one place with an f is the rest of a ligature: pdfium takes those apart.
    """
    if (mark.x, mark.y) == (letter.x, letter.y) and letter.text + mark.text in _LIGATURES:
        return replace(letter, text=letter.text + mark.text)
    sign = _OVERPRINTED.get(mark.text, mark.text)
    if not unicodedata.combining(sign[0]):
        return None
    if sign != mark.text and not _stands_over(mark, letter):
        return None
    text = unicodedata.normalize("NFC", letter.text + sign)
    # Some fonts give marks a width of their own.
    return replace(letter, text=text, x1=max(letter.x1, mark.x1))


def _stands_over(mark: _Letter, letter: _Letter) -> bool:
    middle = (mark.x0 + mark.x1) / 2
    return letter.x0 < middle < letter.x1 and abs(mark.y - letter.y) < letter.size


def _words_of(row: Line, spaces: list[tuple[float, float]]) -> Iterator[Word]:
    marked = [x for x, y in spaces if abs(y - row.base) < 0.5 * row.size]
    usual = _letter_spacing(row.words, marked)
    word: list[Word] = []
    for letter in (_lowered(letter, row) for letter in row.words):
        spaced = bool(word) and _is_space(word[-1], letter, marked, usual)
        if word and (spaced or letter.raised != word[-1].raised):
            yield _joined(word)
            word = [replace(letter, glued=not spaced)]
        else:
            word.append(letter)
    if word:
        yield _joined(word)


def _letter_spacing(letters: Sequence[Word], marked: Sequence[float]) -> float:
    gaps = [b.x0 - a.x1 for a, b in pairwise(letters) if not _has_mark(a, b, marked)]
    return max(0.0, median(gaps)) if gaps else 0.0


def _has_mark(a: Word, b: Word, marked: Sequence[float]) -> bool:
    return any(a.x1 - 0.3 * a.size < x < b.x0 for x in marked)


def _is_space(a: Word, b: Word, marked: Sequence[float], usual: float) -> bool:
    gap, size = b.x0 - a.x1, min(a.size, b.size)
    if _has_mark(a, b, marked):
        return gap > _MARKED_SPACE * size
    return gap > min(usual, _SURE_SPACE * size) + _SPACE * size


def _lowered(letter: Word, row: Line) -> Word:
    """A raised letter says so, whether it is small print or a character of its own."""
    if plain := letter.text.translate(_SUPERSCRIPTS) if letter.text in "⁰¹²³⁴⁵⁶⁷⁸⁹" else "":
        return replace(letter, text=plain, raised=True)
    if letter.size <= _SMALL * row.size and letter.base <= row.base - _HIGH * row.size:
        return replace(letter, raised=True)
    return letter


def _joined(letters: Sequence[Word]) -> Word:
    text = unicodedata.normalize("NFC", "".join(letter.text for letter in letters))
    first = letters[0]
    weights = Counter((letter.size, letter.base) for letter in letters)
    size, base = weights.most_common(1)[0][0]
    bold = 2 * sum(letter.bold for letter in letters) > len(letters)
    italic = 2 * sum(letter.italic for letter in letters) > len(letters)
    return Word(text, first.x0, letters[-1].x1, base, size, bold, italic, first.glued, first.raised)
