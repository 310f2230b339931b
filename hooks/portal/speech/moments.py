"""Days, months and times of day in words. What the calendar does not have gives None."""

from __future__ import annotations

import re
from datetime import date

from portal.speech.numerals import cardinal
from portal.speech.plain import last_word

# Before a day and a month without a year, which may as well be a fraction: «ngày 2/9», «từ 1/3».
_SAYS_DATE = frozenset(
    "ngày hôm mùng mồng rạng sáng trưa chiều tối đêm dịp lễ mừng khánh nghỉ trước sau từ hạn".split()
)
_DAYS = frozenset("ngày mùng mồng".split())
# «Từ 1/3 đến 5/3»: «đến» alone also stands before fractions.
_SAYS_DATE_RANGE = re.compile(r"\b(?:từ|ngày) [0-9/]{3,5} đến \Z")


def day(day: int, month: int, year: int, *, before: str = "") -> str | None:
    """«ngày hai mươi hai tháng mười hai năm …»; «ngày» is not said twice when it stands before."""
    try:
        date(year, month, day)
    except ValueError:
        return None
    return f"{_day_and_month(day, month, before=before)} năm {cardinal(year)}"


def day_of_month(day: str, month: str, *, before: str) -> str | None:
    """«07/3» as «ngày bảy tháng ba», when it is a date and no fraction.

    It is one with a zero in front, after a word that says so, or when it would be more than one
    («30/4»); «1/3» and «10/10» alone are fractions.
    """
    try:
        date(2024, int(month), int(day))  # a leap year
    except ValueError:
        return None
    if "0" in (day[0], month[0]) or int(day) > int(month):
        return _day_and_month(int(day), int(month), before=before)
    if last_word(before) in _SAYS_DATE or _SAYS_DATE_RANGE.search(before):
        return _day_and_month(int(day), int(month), before=before)
    return None


def _day_and_month(day: int, month: int, *, before: str) -> str:
    word = "" if last_word(before) in _DAYS else "ngày "
    return f"{word}{cardinal(day)} tháng {month_name(month)}"


def month_of_year(month: int, year: int, *, before: str = "") -> str | None:
    """«01/2025» as «tháng một năm hai nghìn không trăm hai mươi lăm»."""
    if not 1 <= month <= 12 or not 1900 <= year < 2200:
        return None
    word = "" if last_word(before) == "tháng" else "tháng "
    return f"{word}{month_name(month)} năm {cardinal(year)}"


def month_name(month: int) -> str:
    """The fourth month is «tháng tư», as Wednesday is «thứ tư»."""
    return "tư" if month == 4 else cardinal(month)


def clock(hour: int, minute: int = 0, second: int = 0) -> str | None:
    """«07:30» as «bảy giờ ba mươi phút», «24:00» as «hai mươi tư giờ»."""
    if hour > 24 or minute > 59 or second > 59:
        return None
    words = f"{cardinal(hour)} giờ"
    if minute or second:
        words += f" {cardinal(minute)} phút"
    return f"{words} {cardinal(second)} giây" if second else words
