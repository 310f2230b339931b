"""Deadlines as documents write them: «trước ngày 30/9/2025», «trong quý I năm 2025», «hằng tuần»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.importing.understanding import dates_in_text as dates
from portal.model.plan import DueKind, Recurrence

_EVERY = r"(?:h[ằà]ng|mỗi|từng)"
_BEFORE = r"[Tt]rước(?:\s+ngày|\s+thời điểm)?|[Xx]ong\s+trước(?:\s+ngày)?"
_BY = (
    r"(?:[Cc]hậm\s+nhất"
    r"|[Mm]uộn\s+nhất)(?:\s+là)?(?:\s+vào)?(?:\s+đến)?(?:\s+hết)?(?:\s+trong)?(?:\s+trước)?(?:\s+ngày)?"
    r"|[Đđ]ến\s+hết(?:\s+ngày)?|[Hh]ết\s+ngày|[Tt]rong\s+ngày|[Đđ]ến\s+ngày|[Vv]ào\s+ngày|(?:[Hh]oàn thành"
    r"|[Xx]ong)\s+(?:vào\s+)?ngày"
    r"|[Tt]hời\s+(?:gian\s+hoàn\s+thành|hạn)[^.;:\d]{0,40}:\s*(?:đến\s+)?(?:ngày)?"
)
_LED = re.compile(rf"(?:(?P<before>{_BEFORE})|(?P<by>{_BY}))\s*{dates.DAY}")
_MORE_DAYS = re.compile(rf"\s*(?:,|và|;)\s*(?:trước\s+)?(?:ngày\s+)?{dates.DAY_BARE}")
_PERIOD_LEAD = (
    r"(?P<lead>[Tt]rong|[Tt]rước|[Hh]ết|[Đđ]ến hết|[Cc]uối|[Cc]hậm nhất[^.;\d]{0,20}?"
    r"|[Hh]oàn thành(?:\s+(?:trong|vào|trước|xong))?"
    r"|[Xx]ong|[Tt]hời\s+(?:gian|hạn)[^.;\d]{0,40}:)\s*"
)
_PERIODS = tuple(re.compile(_PERIOD_LEAD + form) for form in (dates.QUARTER, dates.MONTH, dates.YEAR))
_BARE = (
    re.compile(
        rf"^\W*(?:[Nn]gày\s+|[Tt]ừ\s+(?:ngày\s+)?.{{4,40}}?(?:đến"
        rf"|[-–])\s*(?:hết\s+)?(?:ngày\s+)?)?{dates.DAY}"
    ),
    re.compile(rf"^\W*{dates.QUARTER}"),
    re.compile(rf"^\W*{dates.MONTH}"),
    re.compile(r"^\W*(?:[Nn]ăm\s+)?(?P<yy>\d{4})\W*$"),
    re.compile(r"^\W*(?:[Gg]iai đoạn\s+|[Nn]ăm\s+)?\d{4}\s*[-–]\s*(?P<yy>\d{4})\W*$"),
)
_OFTEN = (
    (Recurrence.WEEKLY, re.compile(rf"(?i)\b{_EVERY}\s+tuần\b|\b(?:một|1|01)\s+lần/tuần|\blần/tuần\b")),
    (
        Recurrence.MONTHLY,
        re.compile(
            rf"(?i)\b{_EVERY}\s+tháng\b|\bđịnh kỳ\s+(?:theo\s+)?tháng\b|\blần/tháng\b|\b(?:tháng"
            rf"|hằng tháng),\s+quý\b"
        ),
    ),
    (
        Recurrence.QUARTERLY,
        re.compile(
            rf"(?i)\b{_EVERY}\s+quý\b|\bđịnh kỳ\s+(?:theo\s+)?(?:tháng,\s+)?quý\b|\blần/quý\b"
            rf"|\btháng,\s+quý\b"
        ),
    ),
    (
        Recurrence.HALF_YEARLY,
        re.compile(
            rf"(?i)\b(?:{_EVERY}\s+|định kỳ\s+|sơ kết\s+|báo cáo\s+|theo\s+|quý,\s+|tháng,\s+)(?:0?6"
            rf"|sáu)\s+tháng\b|\b(?:0?6|sáu)\s+tháng(?:\s+một\s+lần|/lần|\s*(?:,|và)\s*(?:cuối |{_EVERY} "
            rf"|01 |1 |một )?năm|\s+đầu năm)"
        ),
    ),
    (
        Recurrence.YEARLY,
        re.compile(
            rf"(?i)\b{_EVERY}\s+năm\b|\bđịnh kỳ\s+(?:theo\s+)?năm\b|\blần/năm\b|\b(?:6"
            rf"|sáu) tháng(?:\s*(?:,|và)\s*)(?:cuối |01 |1 |một )?năm\b"
        ),
    ),
)
_PERIODIC = re.compile(r"(?i)\bđịnh kỳ\b(?!,…)")
_ANNUAL = re.compile(rf"\s*(?:của\s+)?(?:{_EVERY})\s+(?:năm|tháng|quý)")
_MEETINGS = re.compile(r"(?i)\b(?:các )?cuộc họp\s+định kỳ|\bhọp định kỳ|sinh hoạt định kỳ")


@dataclass(frozen=True, slots=True)
class Deadline:
    due: str | None = None
    due_kind: str = DueKind.BY.value
    recurs: tuple[str, ...] = ()
    sure: bool = True
    start: int = 0

    def __bool__(self) -> bool:
        return bool(self.due or self.recurs)


NONE = Deadline()


def deadline_in(text: str, signed: date | None = None) -> Deadline:
    """The first deadline of a sentence, with how often it comes back. `signed` is the document's day."""
    recurs = recurrences(text)
    found = next(iter(_days(text, signed)), None) or next(iter(_periods(text, signed)), None)
    if found is None:
        return Deadline(recurs=recurs) if recurs else NONE
    return Deadline(found.due, found.due_kind, found.recurs or recurs, found.sure, found.start)


def deadline_cell(text: str, signed: date | None = None) -> Deadline:
    """The same of a cell under «Thời gian», where dates stand without words."""
    said = deadline_in(text, signed)
    if said.due or said.recurs:
        return said
    for pattern in _BARE:
        match = pattern.search(text)
        if match:
            found = _of_match(match, match.re.groupindex, signed)
            if found:
                return found
    return said


def recurrences(text: str) -> tuple[str, ...]:
    """`weekly` to `yearly`; `periodic` when it comes back and no period is told."""
    plain = _MEETINGS.sub("", text)
    named = tuple(str(recurrence) for recurrence, pattern in _OFTEN if pattern.search(plain))
    if named:
        return named
    return (str(Recurrence.PERIODIC),) if _PERIODIC.search(plain) else ()


def _days(text: str, signed: date | None) -> Iterator[Deadline]:
    for match in _LED.finditer(text):
        year, month, day = dates.day_of(match)
        kind = str(DueKind.BEFORE if match["before"] else DueKind.BY)
        if "trước" in (match["by"] or ""):
            kind = str(DueKind.BEFORE)
        end = match.end()
        more = 0
        while (again := _MORE_DAYS.match(text, end)) is not None:
            end, more = again.end(), more + 1
        if _ANNUAL.match(text, end):
            # A day of every year is no day of one.
            yield Deadline(due_kind=kind, recurs=_times_a_year(more + 1), start=match.start())
            return
        due = dates.part_date(year, month, day) if year else None
        if due is None and year is None and signed is not None:
            due = dates.later_in(signed, month, day)
        if due:
            yield Deadline(due, kind, (), year is not None, match.start())


def _times_a_year(days: int) -> tuple[str, ...]:
    return (str({2: Recurrence.HALF_YEARLY, 4: Recurrence.QUARTERLY}.get(days, Recurrence.YEARLY)),)


def _periods(text: str, signed: date | None) -> Iterator[Deadline]:
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            found = _of_match(match, pattern.groupindex, signed)
            if found:
                lead = match["lead"].lower()
                kind = DueKind.BEFORE if lead.endswith("trước") else DueKind.WITHIN
                kind = DueKind.BY if lead.startswith(("chậm nhất", "hết", "đến hết")) else kind
                yield Deadline(found.due, str(kind), (), found.sure, match.start())


def _of_match(match: re.Match[str], names: object, signed: date | None) -> Deadline | None:
    groups = match.groupdict()
    if groups.get("q"):
        return _quarter(groups["q"], groups["qy"], signed)
    if groups.get("mo"):
        return _month(int(groups["mo"]), groups["moy"], signed)
    if groups.get("yy"):
        return Deadline(groups["yy"], str(DueKind.WITHIN))
    if "d" in groups:
        year, month, day = dates.day_of(match)
        if year:
            due = dates.part_date(year, month, day)
        else:
            due = dates.later_in(signed, month, day) if signed else None
        return Deadline(due, sure=year is not None) if due else None
    return None


def _quarter(name: str, year: str | None, signed: date | None) -> Deadline | None:
    quarter = dates.QUARTERS[name.lower()]
    if year is None and signed is None:
        return None
    due = dates.quarter_end(int(year) if year else signed.year, quarter)  # type: ignore[union-attr]
    if year is None and signed is not None and due < signed.isoformat():
        return None
    return Deadline(due, str(DueKind.WITHIN), (), year is not None)


def _month(month: int, year: str | None, signed: date | None) -> Deadline | None:
    if year is None and signed is None:
        return None
    due = dates.part_date(int(year) if year else signed.year, month)  # type: ignore[union-attr]
    if due is None or (year is None and signed is not None and due < signed.isoformat()[:7]):
        return None
    return Deadline(due, str(DueKind.WITHIN), (), year is not None)
