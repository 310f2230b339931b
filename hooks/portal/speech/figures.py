"""Tokens of digits in words: dates, times, fractions, telephones, numbers with their units.

Each reader takes the match of `tokens.token_pattern` and the text before it in small letters, and
gives the words, or None where the digits make no sense in the calendar.
"""

from __future__ import annotations

import re

from portal.speech import moments
from portal.speech.numerals import cardinal, code, one_by_one, read
from portal.speech.plain import last_word

# These are named by their number, so that a zero in front is said: «Đề án 06», «mã 08».
_NAMES_BY_NUMBER = frozenset("án quyết định luận thị trình hoạch mã số".split())
# «gọi 113, 114 hoặc 115»; of fewer digits it counts: «gọi 25 thanh niên».
_CALLS = re.compile(
    r"\b(?:đài|nóng|thoại|gọi|hotline|fax|đt|liên hệ)(?:\s+(?:ngay|đến|tới|theo|số)){0,3}\s*:?\s+"
    r"(?:[0-9]{3,4}(?:,\s|\s(?:hoặc|và)\s)){0,4}\Z"
)
_SHORTEST_CALL = 3
# How what `_CALLS` finds can end; to look at the last word takes a tenth of the time.
_MAY_CALL = frozenset("đài nóng thoại gọi hotline fax đt hệ ngay đến tới theo số hoặc và".split()) | {""}
_RANKS = {1: "nhất", 4: "tư"}
_BARE_BEFORE = re.compile(r"(?<![0-9/:h,.])([0-9][0-9.]{0,15})\s?\Z")
_BARE_AFTER = re.compile(r"\s?([0-9][0-9.]{0,15})(?![0-9/:h]|[.,][0-9])")


def iso(match: re.Match[str], before: str) -> str | None:
    year, month = int(match["iso_year"]), int(match["iso_month"])
    if match["iso_day"] is None:
        return moments.month_of_year(month, year, before=before)
    said = moments.day(int(match["iso_day"]), month, year, before=before)
    return f"{said} " if said else None


def day(match: re.Match[str], before: str) -> str | None:
    return moments.day(int(match["day"]), int(match["month"]), int(match["year"]), before=before)


def clock(match: re.Match[str], before: str) -> str | None:
    minute = match["minute"] or match["minutes"] or 0
    said = moments.clock(int(match["hour"]), int(minute), int(match["second"] or 0))
    if said is None and match["minute"]:  # a ratio: 16:90
        return " trên ".join(map(read, match[0].split(":")))
    return said or f"{cardinal(int(match['hour']))} giờ"


def always(match: re.Match[str], before: str) -> str | None:
    """«24/7», unless it is the 24th of July."""
    date = moments.day_of_month("24", "7", before=before) if before.endswith("ngày ") else None
    return date or "hai mươi tư giờ một ngày, bảy ngày một tuần"


def ratio(terms: str, before: str) -> str | None:
    """Numbers and slashes: 07/3, 01/2025, 1.227/1.298; None for «31/2/2025»."""
    first, second, *more = re.split("[/:]", terms)
    if more:
        return None
    short = "/" in terms and len(first) <= 2 and first.isdigit() and second.isdigit()
    said = None
    if short and len(second) <= 2:
        said = moments.day_of_month(first, second, before=before)
    elif short and len(second) == 4:
        said = moments.month_of_year(int(first), int(second), before=before)
    return said or f"{read(first)} trên {read(second)}"


def in_pieces(text: str) -> str:
    """What no reader could make sense of."""
    return ", ".join(map(read, re.findall("[0-9]+", text)))


def phone(match: re.Match[str], before: str) -> str | None:
    return ("cộng " if match[0].startswith("+") else "") + one_by_one(match[0])


def number(digits: str, before: str) -> str:
    """A number as the word in front of it asks for: «tháng 4» is «tháng tư», «Đề án 06» «không sáu»."""
    if not digits.isdigit():
        return read(digits)
    word = last_word(before)
    if len(digits) >= _SHORTEST_CALL and (digits.startswith("0") or _calls(word, before)):
        return one_by_one(digits)
    if digits.startswith("0") and word in _NAMES_BY_NUMBER:
        return code(digits)
    if word == "tháng" and len(digits) <= 2:
        return moments.month_name(int(digits))
    if word == "thứ" and int(digits[:15]) in _RANKS:
        return _RANKS[int(digits)]
    return read(digits)


def _calls(word: str, before: str) -> bool:
    return word in _MAY_CALL and _CALLS.search(before) is not None


def is_rising(text: str, start: int, end: int) -> bool:
    """Whether the numbers on either side of a dash can be a range: «40–50», not «57 – 5»."""
    left, right = _BARE_BEFORE.search(text, max(0, start - 20), start), _BARE_AFTER.match(text, end)
    if left is None or right is None:
        return True
    return _value(left[1]) < _value(right[1])


def _value(digits: str) -> int:
    return int(digits.replace(".", "") or 0)
