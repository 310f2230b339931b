"""Numbers and measured values as Vietnamese text: comma for decimals, dot for thousands.

Values are stored as numbers with an operator and a unit; words are made here, on output only,
so that «từ 30% trở lên» can never turn into «30%» on the way.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

_GLUED_UNITS = ("%", "‰")
_DASH_BETWEEN_NUMBERS = re.compile(r"(?<=[0-9%]) ?- ?(?=[0-9])")
# The default context stops at 28 digits.
_WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)
_VIETNAMESE_SIGNS = str.maketrans(",.", ".,")


class Operator(StrEnum):
    """How a value relates to what was measured or asked for. Signs ≥ ≤ ≈ are read as well."""

    EQUAL = "="
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    ABOUT = "~"
    RANGE = "range"
    TEXT = "text"

    @classmethod
    def _missing_(cls, value: object) -> Operator:
        """Editors type the signs as they see them in the documents."""
        signs = {"≥": cls.AT_LEAST, "≤": cls.AT_MOST, "≈": cls.ABOUT, "==": cls.EQUAL}
        if value in signs:
            return signs[str(value)]
        allowed = " ".join(operator.value for operator in cls)
        raise ValueError(f"dấu so sánh phải là một trong: {allowed} (đang là «{value}»)")


_PHRASES = {
    Operator.EQUAL: "{}",
    Operator.MORE: "trên {}",
    Operator.AT_LEAST: "từ {} trở lên",
    Operator.LESS: "dưới {}",
    Operator.AT_MOST: "tối đa {}",
    Operator.ABOUT: "khoảng {}",
    Operator.RANGE: "{}",
    Operator.TEXT: "{}",
}


def format_number(value: Decimal | int, *, places: int | None = None) -> str:
    """«1.300», «39,52», «-0,5». Without `places` the digits stay as they are: 1.50 gives «1,50».

    `places` rounds half away from zero, as people do. ValueError for infinity and NaN.
    """
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"không phải là một số: «{value}»")
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    if number.is_zero():
        number = number.copy_abs()  # no «-0»
    return f"{number:,f}".translate(_VIETNAMESE_SIGNS)


def format_range(low: Decimal | int, high: Decimal | int, *, places: int | None = None) -> str:
    """«40–50», with an en dash and no spaces."""
    return f"{format_number(low, places=places)}–{format_number(high, places=places)}"


def with_unit(value: str, unit: str | None) -> str:
    """«30%», «30% GDP», «40 tổ chức»: the per cent sign is glued, other units follow a space."""
    unit = (unit or "").strip()
    if not unit:
        return value
    return f"{value}{unit}" if unit.startswith(_GLUED_UNITS) else f"{value} {unit}"


def operator_phrase(operator: str, value: str, unit: str | None = None) -> str:
    """A value in words: «từ 30% trở lên», «trên 55%», «khoảng 90%», «40–50 tổ chức», «tối đa 5 ngày».

    `value` is finished text, from `format_number` or `format_range`. A hyphen in a range becomes an
    en dash. ValueError with the allowed operators for any other `operator`.
    """
    kind = Operator(operator)
    text = _DASH_BETWEEN_NUMBERS.sub("–", value) if kind is Operator.RANGE else value
    return _PHRASES[kind].format(with_unit(text, unit))
