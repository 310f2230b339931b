"""Dates as documents write them: «22/12/2024», «ngày 28 tháng 7 năm 2025», «quý I năm 2025»."""

from __future__ import annotations

import re
from datetime import date

from portal.dates import PartDate

DAY = (
    r"(?:(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}))?(?![\d/])"
    r"|(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})(?:\s*(?:,\s*)?năm\s+(?P<y2>\d{4})|/(?P<y3>\d{4}))?)"
)
"""A day; with `groups` its numbers. The year may be missing."""
_GROUP = re.compile(r"\(\?P<\w+>")
DAY_BARE = _GROUP.sub("(?:", DAY)
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
QUARTER = r"[Qq]uý\s+(?P<q>IV|I{1,3}|[1-4])\b(?:\s*(?:/|-|,?\s*năm\s+)\s*(?P<qy>\d{4}))?"
MONTH = r"[Tt]háng\s+(?P<mo>\d{1,2})(?:\s*(?:/|-|,?\s*năm\s+)\s*(?P<moy>\d{4}))?(?!\s*năm|[\d/])"
YEAR = r"[Nn]ăm\s+(?P<yy>\d{4})(?!\s*[-–]\s*\d)"

_ANY_DAY = re.compile(DAY)


def part_date(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """ISO text of as much as is known and exists; None when there is no such date."""
    if year is None:
        return None
    try:
        return PartDate(year, month, day if month else None).iso
    except ValueError:
        return None


def day_of(match: re.Match[str]) -> tuple[int | None, int, int]:
    """Year, month and day of a match of `DAY`."""
    year = match["y"] or match["y2"] or match["y3"]
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    return int(year) if year else None, int(month), int(day)


def first_day(text: str) -> str | None:
    """The first full date in a text."""
    match = _ANY_DAY.search(text)
    return part_date(*day_of(match)) if match else None


def quarter_end(year: int, quarter: int) -> str:
    """A quarter is over on its last day, and so records write it."""
    return PartDate(year, quarter * 3).last_day.isoformat()


def later_in(year_of: date, month: int, day: int) -> str | None:
    """The day in the year of a document, unless it had passed when that was signed."""
    value = part_date(year_of.year, month, day)
    return value if value and value > year_of.isoformat() else None
