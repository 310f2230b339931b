"""Columns side by side without lines, as head and signature of official documents have them.

A column ends where white space stands between words in several lines, one below the other. The wide spaces
of justified text do not: they are many in a line, and alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from portal.importing.readers.joining_lines import LIST_MARK, join_texts
from portal.importing.readers.printed import Line, Word, lines_of

# What stands at the right of a head, however near the left column comes to it.
_MOTTO = re.compile(
    r"(?:CỘNG HÒA|CỘNG HOÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM$"
    r"|ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH$"
)
_WHOLE_MOTTO = re.compile(r"CỘNG HO?[ÒA][ÀA]? XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_RECIPIENTS = re.compile(r"(?:Nơi|Kính) (?:nhận|gửi)\s*:?$|Nơi nhận\s*:?")
_ADDRESSEES = re.compile(r"Kính (?:gửi|chào|trình)\s*:?")
_SUBJECT = re.compile(r"(?:V/v|Về việc|Về)\s")
_PLACE_AND_DATE = re.compile(r", ngày\b")
_YEAR = re.compile(r"năm\s+(?:[0-9]{4}|20)\b")
# Lines drawn with signs.
ORNAMENT = re.compile(r"[-–—_=*.•\s]+")

# In type sizes: a space that parts columns, with few words in the line and with more.
_WIDE, _VERY_WIDE = 1.6, 3.0
# Times the usual space of the same line.
_UNUSUAL = 2.5
_NARROWEST = 3.0


@dataclass(frozen=True)
class Columns:
    """Lines from `first` to before `end` that stand in two columns, left and right of `middle`."""

    first: int
    end: int
    middle: float
    left: str
    right: str


@dataclass
class _Gutter:
    """The white space between two columns; each line that is added may make it narrower."""

    x0: float
    x1: float
    left: float
    right: float

    def parted(self, line: Line) -> tuple[float, float] | None:
        """What is left of the gutter with this line, or None when the line goes across."""
        edges = [(float("-inf"), line.x0), *_gaps(line), (line.x1, float("inf"))]
        common = [(max(self.x0, a), min(self.x1, b)) for a, b in edges]
        x0, x1 = max(common, key=lambda gap: gap[1] - gap[0])
        return (x0, x1) if x1 - x0 >= min(_NARROWEST, (self.x1 - self.x0) / 2) else None

    def narrow(self, line: Line) -> None:
        if parted := self.parted(line):
            self.x0, self.x1 = parted

    def side(self, line: Line) -> str:
        if line.x1 <= self.x1 and line.x0 < self.x0:
            return "left"
        return "right" if line.x0 >= self.x0 else "both"


def find_columns(lines: Sequence[Line], left: float, right: float) -> list[Columns]:
    """Where on a page text stands side by side; `left` and `right` are its margins."""
    found: list[Columns] = []
    index = 0
    while index < len(lines):
        start = found[-1].end if found else 0
        columns = _columns_at(lines, index, start, left, right)
        if columns:
            found.append(columns)
            index = columns.end
        else:
            index += 1
    return found


def _columns_at(lines: Sequence[Line], index: int, start: int, left: float, right: float) -> Columns | None:
    seed = _seed(lines, index, left, right)
    if seed is None:
        return None
    gutter = _Gutter(*seed, left, right)
    end = _down(lines, index, gutter)
    first = _up(lines, index, start, gutter)
    rows = lines[first:end]
    sides = [gutter.side(line) for line in rows]
    sure = any(_MOTTO.search(line.text) or _RECIPIENTS.match(line.text) for line in rows)
    if sides.count("both") < 2 and not (sure and len(set(sides)) + sides.count("both") > 1):
        return None
    words = [word for line in rows for word in line.words]
    middle = (gutter.x0 + gutter.x1) / 2
    return Columns(
        first,
        end,
        middle,
        _cell([word for word in words if word.middle < middle], lines[index].page),
        _cell([word for word in words if word.middle >= middle], lines[index].page),
    )


def _seed(lines: Sequence[Line], index: int, left: float, right: float) -> tuple[float, float] | None:
    """The space that parts the columns of a line, when it surely does."""
    line = lines[index]
    if gap := _before_motto(line):
        return gap
    if _RECIPIENTS.match(line.text) and line.x0 < left + (right - left) / 3:
        return _beside_recipients(lines, index, left, right)
    gaps = _gaps(line)
    if not gaps or _ADDRESSEES.match(line.text):
        return None
    x0, x1 = max(gaps, key=lambda gap: gap[1] - gap[0])
    others = [b - a for a, b in gaps if (a, b) != (x0, x1)]
    least = _WIDE if len(others) > 2 else _VERY_WIDE
    middle = left + 0.2 * (right - left) < (x0 + x1) / 2 < right - 0.2 * (right - left)
    unusual = not others or x1 - x0 > _UNUSUAL * median(others)
    return (x0, x1) if middle and unusual and x1 - x0 > least * line.size else None


def _before_motto(line: Line) -> tuple[float, float] | None:
    """Motto and issuer in one line are parted at the motto."""
    for before, word in zip(line.words, line.words[1:], strict=False):
        rest = [other for other in line.words if other.x0 >= word.x0]
        if _MOTTO.match(" ".join(other.text for other in rest)) and word.x0 - before.x1 > _NARROWEST:
            return before.x1, word.x0
    return None


def _beside_recipients(
    lines: Sequence[Line], index: int, left: float, right: float
) -> tuple[float, float] | None:
    """The signer may stand some points higher or lower than the list."""
    line = lines[index]
    start = left + 0.35 * (right - left)
    near = [
        word for other in lines[max(0, index - 3) : index + 8] for word in other.words[:1] if word.x0 > start
    ]
    gaps = [gap for gap in _gaps(line) if gap[1] > start and gap[1] - gap[0] > line.size]
    if gaps:
        return max(gaps, key=lambda gap: gap[1] - gap[0])
    return (line.x1, min(word.x0 for word in near)) if near else None


def _gaps(line: Line) -> list[tuple[float, float]]:
    pairs = zip(line.words, line.words[1:], strict=False)
    return [(a.x1, b.x0) for a, b in pairs if not b.glued and b.x0 > a.x1]


def _down(lines: Sequence[Line], index: int, gutter: _Gutter) -> int:
    end = index
    while end < len(lines) and (end == index or _continues(lines[end - 1], lines[end], gutter)):
        gutter.narrow(lines[end])
        end += 1
    return end


def _continues(last: Line, line: Line, gutter: _Gutter) -> bool:
    if gutter.parted(line) is None or _ADDRESSEES.match(line.text):
        return False
    side, gap = gutter.side(line), line.base - last.base
    page_middle = (gutter.left + gutter.right) / 2
    if side == "both":
        return not _is_body(line, gutter)
    column = (gutter.left + gutter.x0) / 2 if side == "left" else (gutter.x1 + gutter.right) / 2
    if abs(line.middle - page_middle) < min(15.0, abs(line.middle - column)):
        return False
    # Between capacity and name of the signer there is place for a signature and a seal.
    return gap < (18 if side == "right" else 4) * line.size and not _is_heading(line)


def _is_body(line: Line, gutter: _Gutter) -> bool:
    """A line whose usual space happens to stand in the gutter."""
    gaps = _gaps(line)
    widest = max((b - a for a, b in gaps if a < gutter.x1 and b > gutter.x0), default=0.0)
    others = [b - a for a, b in gaps if not (a < gutter.x1 and b > gutter.x0)]
    if widest < 0.8 * line.size:
        return not _before_motto(line)
    return len(others) > 3 and widest < 1.5 * median(others)


def _is_heading(line: Line) -> bool:
    mark = LIST_MARK.match(line.text)
    return bool(mark) and not line.text.startswith(("-", "+", "–", "*", "•"))


def _up(lines: Sequence[Line], index: int, start: int, gutter: _Gutter) -> int:
    first = index
    while first > start and _leads(lines, first - 1, gutter):
        first -= 1
        gutter.narrow(lines[first])
    return first


def _leads(lines: Sequence[Line], index: int, gutter: _Gutter) -> bool:
    line, below = lines[index], lines[index + 1]
    if gutter.parted(line) is None or below.base - line.base > 4 * line.size:
        return False
    side = gutter.side(line)
    if side == "right":
        return line.middle > (gutter.left + gutter.right) / 2 + 20
    # At the top of the page the issuer may stand higher than the motto.
    is_top = index < 3 and all(
        gutter.parted(other) and gutter.side(other) == "left" for other in lines[:index]
    )
    return bool(_RECIPIENTS.match(line.text)) or (side == "left" and is_top and line.text.isupper())


def _cell(words: Sequence[Word], page: int) -> str:
    texts: list[str] = []
    for line in lines_of(words, page):
        text = line.text
        if ORNAMENT.fullmatch(text):
            continue
        if texts and _belongs(texts[-1], text):
            texts[-1] = join_texts(texts[-1], text)
        else:
            texts.append(text)
    return "\n".join(texts)


def _belongs(last: str, text: str) -> bool:
    """Whether a line of a column goes on with what the line before began."""
    if LIST_MARK.match(text):
        return False
    if last.startswith(("-", "–", "+", "•")):
        return not last.endswith((";", ".")) or text[:1].islower()
    if _SUBJECT.match(last):
        return not _SUBJECT.match(text) and not text.startswith("Số")
    if _PLACE_AND_DATE.search(last):
        return not _YEAR.search(last)
    return bool(_WHOLE_MOTTO.fullmatch(f"{last} {text}"))
