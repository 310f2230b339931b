"""Numbers in Vietnamese words, in the northern form that national radio reads.

Of two current forms one is used throughout: «hai mươi tư» (also «hai mươi bốn»), «linh» (in the
South «lẻ»), «nghìn» (in the South «ngàn»), «tỉ» (also «tỷ»).
"""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# The last digit after mươi: 21, 24, 25.
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_THOUSANDS = ((1_000_000, "triệu"), (1_000, "nghìn"), (1, ""))
_BILLION = 1_000_000_000

_DECIMAL = re.compile(
    r"(?P<minus>[-−]?)(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<part>[0-9]+))?"
)
_ENGLISH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_SEPARATOR = re.compile("([.,])")
# Longer ones are no quantity that anyone says.
_LONGEST = 18
# Vietnamese quantities of this length are written with dots; without dots it is a code or a telephone.
_SHORTEST_CODE = 7

_ROMAN = re.compile("(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_UNITS = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


@lru_cache(maxsize=4096)
def cardinal(value: int) -> str:
    """1227 as «một nghìn hai trăm hai mươi bảy», -5 as «âm năm».

    Empty groups of three are skipped: 2.000.005 is «hai triệu không trăm linh năm».
    """
    if value < 0:
        return f"âm {cardinal(-value)}"
    return " ".join(_positive(value)) if value else _NAMES[0]


def _positive(value: int) -> list[str]:
    billions, rest = divmod(value, _BILLION)
    words = [*_positive(billions), "tỉ"] if billions else []
    for size, name in _THOUSANDS:
        group, rest = divmod(rest, size)
        if group:
            words += _group(group, first=not words)
            words += [name] if name else []
    return words


def _group(value: int, *, first: bool) -> list[str]:
    """Up to three digits; after a higher group the hundreds are named even when there are none."""
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    words = [_NAMES[hundreds], "trăm"] if hundreds or not first else []
    if tens == 0:
        return [*words, "linh", _NAMES[units]] if words and units else [*words, *_last(units, {})]
    if tens == 1:
        return [*words, "mười", *_last(units, {5: "lăm"})]
    return [*words, _NAMES[tens], "mươi", *_last(units, _AFTER_TENS)]


def _last(units: int, special: dict[int, str]) -> list[str]:
    return [special.get(units, _NAMES[units])] if units else []


def one_by_one(digits: str) -> str:
    """«1022» as «một không hai hai»; what is no digit is left out."""
    return " ".join(_NAMES[int(c)] for c in digits if c in "0123456789")


def decimal(text: str) -> str:
    """A number as Vietnamese write it: «39,52» as «ba mươi chín phẩy năm mươi hai».

    After the comma up to three digits are read as a number; more digits, or a zero in front, one by
    one: «0,05» is «không phẩy không năm», «0,8241» is «không phẩy tám hai bốn một». Dots part
    thousands. ValueError for all else.
    """
    match = _DECIMAL.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"không phải là một số: «{text}»")
    minus, whole, part = match.group("minus", "whole", "part")
    words = _whole(whole.replace(".", ""))
    if part is not None:
        short = len(part) <= 3 and not part.startswith("0")
        words += f" phẩy {cardinal(int(part)) if short else one_by_one(part)}"
    return f"âm {words}" if minus else words


def _whole(digits: str) -> str:
    return cardinal(int(digits)) if len(digits) <= _LONGEST else one_by_one(digits)


def read(text: str) -> str:
    """Digits with dots and commas in any order, as best they can be: «2.1» is «hai chấm một».

    Never raises: what is neither a quantity nor a numeral of a section is read piece by piece.
    """
    if text.isdigit():
        return code(text) if len(text) >= _SHORTEST_CODE else _whole(text)
    if _DECIMAL.fullmatch(text):
        return decimal(text)
    if _ENGLISH_THOUSANDS.fullmatch(text):
        return _whole(text.replace(",", ""))
    said = {".": " chấm ", ",": ", "}
    return "".join(said.get(piece) or _whole(piece) for piece in _SEPARATOR.split(text))


def code(digits: str) -> str:
    """A serial or a code: zeros in front are said («06» is «không sáu»), long ones digit by digit."""
    if len(digits) >= _SHORTEST_CODE or digits.startswith("00"):
        return one_by_one(digits)
    return f"không {_whole(digits[1:])}" if digits.startswith("0") and len(digits) > 1 else _whole(digits)


def roman(text: str) -> int | None:
    """The value of a Roman numeral of I, V, X up to XXXIX (others mean sizes, groups, vitamins)."""
    match = _ROMAN.fullmatch(text)
    return 10 * len(match[1]) + _ROMAN_UNITS[match[2]] if match and text else None
