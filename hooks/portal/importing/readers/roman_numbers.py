"""Roman numbers of headings, in which recognition takes «I.» for «L», «II.» for «H.» and «III.» for «HI.»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.importing.readers.printed import Line, Page

_NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
# What may stand for a number at the beginning of a line. Without its full stop it may be a word: «VI PHẠM».
_LOOKS_LIKE = re.compile(r"[IVXHLlíÍ1|!/\[\]]{1,5}[.,:]|(?!(?:VI|XI|LI)$)[IVXHLl1|!]{1,4}")
_STROKES = str.maketrans(dict.fromkeys("LlíÍ1|!/[]", "I") | {"H": "II"})
_LETTERS = re.compile(r"[^\W\d_]")

REMARK = "Số La Mã của một số đề mục đọc không rõ, đã sửa theo thứ tự: cần đọc đối chiếu với bản gốc."


def with_roman_numbers(pages: Sequence[Page]) -> tuple[list[Page], bool]:
    """Recognised pages with the numbers of their headings in order, and whether one was changed.

    Only what looks like the next number is changed to it.
    """
    reached, changed = 0, False
    found: list[Page] = []
    for page in pages:
        lines: list[Line] = []
        for line in page.lines:
            if not (page.recognised and _is_heading(line)):
                lines.append(line)
                continue
            text = line.words[0].text
            reached = _next(text, reached)
            number = f"{_NUMBERS[reached - 1]}." if _differ_by_strokes(text, reached) else text
            changed |= number != text
            lines.append(replace(line, words=(replace(line.words[0], text=number), *line.words[1:])))
        words = tuple(word for line in lines for word in line.words)
        found.append(replace(page, lines=tuple(lines), words=words) if page.recognised else page)
    return found, changed


def _is_heading(line: Line) -> bool:
    """A line in capitals that begins with what may be a number."""
    rest = "".join(word.text for word in line.words[1:])
    if len(_LETTERS.findall(rest)) < 4 or not rest.isupper():
        return False
    return bool(_LOOKS_LIKE.fullmatch(line.words[0].text)) and _number(line.words[0].text) > 0


def _number(text: str) -> int:
    """What a number is when each of its signs is taken as it looks, or 0."""
    strokes = text.rstrip(".,:").translate(_STROKES)
    if strokes in _NUMBERS:
        return _NUMBERS.index(strokes) + 1
    # A last stroke may be the full stop.
    return _NUMBERS.index(strokes[:-1]) + 1 if strokes[:-1] in _NUMBERS else 0


def _next(text: str, reached: int) -> int:
    """The number that was meant, after the one that was reached."""
    number = _number(text)
    plain = text.rstrip(".,:") == _NUMBERS[number - 1] and text.endswith(".")
    if plain and number in (1, reached + 1):
        return number
    expected = min(reached + 1, len(_NUMBERS))
    return expected if _differ_by_strokes(text, expected) else number


def _differ_by_strokes(text: str, expected: int) -> bool:
    strokes = text.rstrip(".,:").translate(_STROKES)
    wanted = _NUMBERS[expected - 1]
    same = strokes.replace("I", "") == wanted.replace("I", "")
    return same and abs(len(strokes) - len(wanted)) <= 1
