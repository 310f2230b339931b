"""Days, part dates and moments: read from ISO text, written for Vietnamese readers and for feeds.

Data hold ISO dates; readers see dd/mm/yyyy; RSS gets RFC 822. Whatever could mean two days is
refused with the remedy, never guessed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from enum import IntEnum
from functools import total_ordering

from portal.vietnamese import slugify

# Asia/Ho_Chi_Minh. A fixed offset is exact: Vietnam has kept +07:00 without summer time since
# 1975, and nothing here is older. So no tzdata, which Windows lacks.
VIETNAM = timezone(timedelta(hours=7), "ICT")

# Outside these years a date is a slip of the pen (0205 for 2025).
_YEARS = range(1900, 2200)

_PART_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.0+)?)?"
    r" ?(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_HOURS = re.compile(r"([0-9]{1,2}):([0-9]{2}) ?[-–] ?([0-9]{1,2}):([0-9]{2})")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartDate:
    """A year, a month or a day: sources often give no more than «tháng 01 năm 2025».

    Sorted by the first day; of equal first days the coarser date comes first.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("có ngày thì phải có tháng, ví dụ 2025-01-31")
        _check_calendar(self.year, self.month, self.day)

    @classmethod
    def parse(cls, text: str) -> PartDate:
        """From `2025`, `2025-01` or `2025-02-18`; ValueError, in Vietnamese, for all else."""
        match = _PART_DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(_wrong_form(text))
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """`2025`, `2025-01` or `2025-02-18`: what `parse` reads."""
        return self.first_day.isoformat()[: 4 + 3 * self._precision]

    @property
    def vietnamese(self) -> str:
        """«18/02/2025», «tháng 01 năm 2025», «năm 2025».

        In words only the months 1 and 2 take a zero (decree 30/2020/NĐ-CP, appendix I, II.4).
        """
        if self.month is None:
            return f"năm {self.year}"
        if self.day is None:
            return f"tháng {f'0{self.month}' if self.month < 3 else self.month} năm {self.year}"
        return long_vietnamese(self.first_day)

    @property
    def _precision(self) -> int:
        return (self.month is not None) + (self.day is not None)

    def __lt__(self, other: PartDate) -> bool:
        return (self.first_day, self._precision) < (other.first_day, other._precision)

    def __str__(self) -> str:
        return self.iso


def parse_day(text: str) -> date:
    """A full date `2025-02-18`; ValueError, in Vietnamese, for all else."""
    match = _PART_DATE.fullmatch(text.strip())
    if match is None or match[3] is None:
        raise ValueError(_wrong_form(text))
    return PartDate.parse(text).first_day


def parse_start(text: str) -> datetime:
    """The moment at which something starts; a date without a time starts at 00:00.

    Reads `2025-02-18`, `2025-02-18 07:30`, `2025-02-18T07:30`, seconds and an offset (`+07:00`,
    `Z`) optional; without an offset it is Vietnamese time. The result always has +07:00.
    """
    return _parse_moment(text, days_later=0)


def parse_end(text: str) -> datetime:
    """The moment from which something is over (exclusive); a date without a time ends at 24:00.

    «2025-02-18» is therefore 00:00 of the 19th. Forms as for `parse_start`.
    """
    return _parse_moment(text, days_later=1)


def _parse_moment(text: str, *, days_later: int) -> datetime:
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(_wrong_form(text, example="2025-01-31 hoặc 2025-01-31 07:30"))
    day = datetime.combine(parse_day(match["day"]), time(), VIETNAM)
    if match["hour"] is None:
        return day + timedelta(days=days_later)
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if second > 59:
        raise ValueError(f"không có giờ này: «{text}»")
    since_midnight = _clock(hour, minute) + timedelta(seconds=second)
    return (day.replace(tzinfo=_offset(match["offset"])) + since_midnight).astimezone(VIETNAM)


def _offset(text: str | None) -> timezone:
    if text is None:
        return VIETNAM
    if text == "Z":
        return UTC
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    if ahead > timedelta(hours=14) or int(text[-2:]) > 59:
        raise ValueError(f"múi giờ phải viết dạng +07:00 (đang là «{text}»)")
    return timezone(-ahead if text[0] == "-" else ahead)


def _clock(hour: int, minute: int) -> timedelta:
    """Time since midnight; 24:00 is the end of the day."""
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise ValueError(f"không có giờ {hour:02}:{minute:02}; giờ đi từ 00:00 đến 24:00")
    return timedelta(hours=hour, minutes=minute)


def rfc822(moment: datetime) -> str:
    """«Tue, 18 Feb 2025 00:00:00 +0700» (RFC 822 as RSS uses it, year in four digits).

    The same in every locale. ValueError for a moment without a time zone.
    """
    return format_datetime(_vietnamese_time(moment).replace(microsecond=0))


def long_vietnamese(value: date) -> str:
    """«18/02/2025» for a day, «07:30 ngày 18/02/2025» for a moment (in Vietnamese time)."""
    if isinstance(value, datetime):
        local = _vietnamese_time(value)
        return f"{local.hour:02}:{local.minute:02} ngày {long_vietnamese(local.date())}"
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _vietnamese_time(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(VIETNAM)


class Weekday(IntEnum):
    """Days of the week, numbered as `date.isoweekday()` does."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


_WEEKDAY_NAMES = (
    ("thu-2", "t2", "thu-hai"),
    ("thu-3", "t3", "thu-ba"),
    ("thu-4", "t4", "thu-tu"),
    ("thu-5", "t5", "thu-nam"),
    ("thu-6", "t6", "thu-sau"),
    ("thu-7", "t7", "thu-bay"),
    ("chu-nhat", "cn"),
)
_WEEKDAYS = {name: day for day, names in zip(Weekday, _WEEKDAY_NAMES, strict=True) for name in names}


def parse_weekdays(given: str | Iterable[str]) -> tuple[Weekday, ...]:
    """Days of the week in order, each once, from «t2, t4, cn» or a list of names.

    Names are `thu-2` … `thu-7`, `chu-nhat`, `t2` … `t7`, `cn`; «Thứ Hai» and «Chủ nhật» are read too.
    """
    names = given.split(",") if isinstance(given, str) else list(given)
    days = set()
    for name in names:
        day = _WEEKDAYS.get(slugify(name))
        if day is None:
            raise ValueError(
                f"ngày trong tuần phải viết dạng thu-2, thu-7, chu-nhat (đang là «{name.strip()}»)"
            )
        days.add(day)
    return tuple(sorted(days))


def weekday_names(days: Iterable[int]) -> list[str]:
    """What `parse_weekdays` reads: `["thu-2", "chu-nhat"]`."""
    return [_WEEKDAY_NAMES[day - 1][0] for day in days]


def hours_text(spans: Iterable[tuple[time, time]]) -> str:
    """What `parse_hours` reads: «07:00-11:30, 13:30-24:00»."""
    return ", ".join(f"{start:%H:%M}-{'24:00' if end == time() else f'{end:%H:%M}'}" for start, end in spans)


def parse_hours(text: str) -> tuple[tuple[time, time], ...]:
    """Spans of the day from «07:00-11:30, 13:30-17:00», as (from, to), `to` exclusive.

    A span whose end is not later than its start goes over midnight («22:00-05:00»). 24:00 is given
    as 00:00, so «00:00-24:00» is the whole day.
    """
    return tuple(_span(part.strip()) for part in text.split(","))


def _span(text: str) -> tuple[time, time]:
    match = _HOURS.fullmatch(text)
    if match is None:
        raise ValueError(f"giờ phải viết dạng 07:00-11:30, 13:30-17:00 (đang là «{text}»)")
    hour, minute, to_hour, to_minute = map(int, match.groups())
    start, end = _clock(hour, minute), _clock(to_hour, to_minute)
    if start == timedelta(hours=24):
        raise ValueError(f"giờ bắt đầu muộn nhất là 23:59; đầu ngày viết 00:00 (đang là «{text}»)")
    if start == end:
        raise ValueError(f"khoảng giờ bắt đầu và kết thúc cùng lúc («{text}»); cả ngày thì viết 00:00-24:00")
    return _time_of_day(start), _time_of_day(end)


def _time_of_day(since_midnight: timedelta) -> time:
    minutes = since_midnight // timedelta(minutes=1)
    return time(minutes // 60 % 24, minutes % 60)


def _check_calendar(year: int, month: int | None, day: int | None) -> None:
    if year not in _YEARS:
        raise ValueError(f"năm phải từ {_YEARS[0]} đến {_YEARS[-1]} (đang là {year:04})")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"tháng {month:02}/{year} không có trong lịch")
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"ngày {day:02}/{month:02}/{year} không có trong lịch")


def _wrong_form(text: str, *, example: str = "2025-01-31") -> str:
    meant = _meant(text.strip())
    hint = f"; ý bạn là {meant}?" if meant else ""
    return f"ngày phải viết dạng {example} (đang là «{text.strip()}»{hint})"


def _meant(text: str) -> str | None:
    """The ISO form of a date with its year in full; a year of two digits is left to the editor."""
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return PartDate(year, month, day).iso
    except ValueError:
        return None
