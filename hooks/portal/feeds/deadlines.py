"""Deadlines of plans as calendars (RFC 5545): all-day events, recurring ones with a rule.

A date is the last day that is still in time. Where a document says only «hằng quý», the calendar takes the
end of each period, and says that the document names no day.
"""

from __future__ import annotations

import calendar
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from portal.catalogue import Snapshot
from portal.feeds.entries import Head
from portal.model.plan import Plan, Recurrence, Report, Task
from portal.outputs import together
from portal.store import key
from portal.views.parts import Day, TaskRow
from portal.views.values import kind_label, report_row, task_row

if TYPE_CHECKING:
    from icalendar import Timezone

MEDIA_TYPE = "text/calendar"
ENDING = "ics"
_MONTHS = {
    Recurrence.WEEKLY: 0,
    Recurrence.MONTHLY: 1,
    Recurrence.QUARTERLY: 3,
    Recurrence.HALF_YEARLY: 6,
    Recurrence.YEARLY: 12,
}
"""Months between two dates. What comes back «định kỳ», without a period, cannot be in a calendar."""
_FRIDAY = 4
_FEBRUARY = 2
Rule: TypeAlias = Mapping[str, object]
"""The parts of an RRULE (3.3.10) as `icalendar` takes them; empty for what happens once."""
_END = b"END:VCALENDAR\r\n"
_OCTETS = 75
"""Of a line, its break left out (3.1)."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """An event of a calendar. `uid` stays when the date is moved; `changed` is when its plan last changed.

    `day` is the first one, `rule` what comes after it; `page` is a site-absolute address.
    """

    uid: str
    title: str
    text: str
    day: date
    rule: Rule
    page: str
    categories: tuple[str, ...]
    changed: datetime


def deadlines(plan: Plan, snapshot: Snapshot) -> tuple[Deadline, ...]:
    """Everything in a plan that has a date, or comes back in known periods (`Plan.has_deadlines`)."""
    authority = snapshot.settings.site.identity.authority
    place = snapshot.settings.localities.get(plan.locality) if plan.locality else None
    categories = (kind_label(plan, snapshot), *([place.full_name] if place else []))
    seen: Counter[str] = Counter()
    found = []
    for row, each in _rows(plan):
        for day, rule in _days(each, row.due, plan):
            # Without the date, so that a calendar moves the event when the date is moved.
            about = key(plan.identity, row.kind, row.unit, row.work)
            seen[about] += 1
            found.append(
                Deadline(
                    uid=f"{about}-{seen[about]}@{authority}",
                    title=f"{row.unit}: {row.work}",
                    text=_text(row, plan),
                    day=day,
                    rule=rule,
                    page=plan.address,
                    categories=categories,
                    changed=plan.revised,
                )
            )
    return tuple(found)


def _rows(plan: Plan) -> Iterator[tuple[TaskRow, Task | Report]]:
    yield from ((task_row(task, plan), task) for task in plan.tasks)
    yield from ((report_row(report, plan), report) for report in plan.reports)


def _days(each: Task | Report, last: Day | None, plan: Plan) -> Iterator[tuple[date, Rule]]:
    """The first day and the rule of each event; a task can come back monthly and quarterly."""
    periods = [recurrence for recurrence in each.recurs if recurrence in _MONTHS]
    if last and not periods:
        yield date.fromisoformat(last.iso), {}
    for recurrence in periods:
        first = date.fromisoformat(last.iso) if last else _end_of_period(plan, recurrence)
        yield from _rules(first, recurrence)


def _rules(first: date, recurrence: Recurrence) -> Iterator[tuple[date, Rule]]:
    """A rule leaves out the months that have no such day (3.3.10), and not all calendars know BYSETPOS
    (ical.js 2.2): the 29th and 30th of each month are two events, one of them for February."""
    months = _MONTHS[recurrence]
    if recurrence is Recurrence.WEEKLY:
        yield first, {"freq": "WEEKLY"}
    elif first.day == _last_day(first.year, first.month):
        yield first, {**_every(months, first), "bymonthday": -1}
    elif first.day <= 28 or _FEBRUARY not in _met(first, months):
        yield first, {**_every(months, first), "bymonthday": first.day}
    else:
        others = [month for month in _met(first, months) if month != _FEBRUARY]
        yield first, {"freq": "YEARLY", "bymonth": others, "bymonthday": first.day}
        year = first.year + (first.month > _FEBRUARY)
        end = date(year, _FEBRUARY, _last_day(year, _FEBRUARY))
        yield end, {"freq": "YEARLY", "bymonth": _FEBRUARY, "bymonthday": -1}


def _every(months: int, first: date) -> Rule:
    if months == 12:
        return {"freq": "YEARLY", "bymonth": first.month}
    return {"freq": "MONTHLY", "interval": months}


def _met(first: date, months: int) -> list[int]:
    """The months of the year that a rule meets."""
    return sorted({(first.month - 1 + months * number) % 12 + 1 for number in range(12)})


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _end_of_period(plan: Plan, recurrence: Recurrence) -> date:
    """Of the period in which the plan was signed; weeks end on Friday."""
    start = plan.signed.first_day if plan.signed else plan.date
    if recurrence is Recurrence.WEEKLY:
        return start + timedelta(days=(_FRIDAY - start.weekday()) % 7)
    months = _MONTHS[recurrence]
    month = -(-start.month // months) * months
    return date(start.year, month, _last_day(start.year, month))


def _text(row: TaskRow, plan: Plan) -> str:
    times = ", ".join(part for part in (row.due.text if row.due else "", row.recurs) if part)
    lines = [f"Hạn: {times}."]
    if row.recurs and not row.due:
        lines.append("Văn bản không ghi ngày; lịch lấy ngày cuối kỳ.")
    lines += [f"Gửi: {row.to}."] if row.to else []
    lines += [f"Kết quả: {row.result}."] if row.result else []
    return "\n".join([*lines, f"Theo: {plan.title} ({plan.issuer})."])


def events(found: Iterable[Deadline], *, url: str) -> bytes:
    """Events on their own, as they stand in every calendar."""
    # Whole components of the library take ten times as long, most of it to break lines.
    return b"".join(_folded(line) for each in found for line in _event(each, url))


def _event(each: Deadline, url: str) -> Iterator[bytes]:
    """Its lines, in the order in which the library has them."""
    from icalendar import vRecur, vText  # noqa: PLC0415 - builds that change no plan do without

    yield b"BEGIN:VEVENT"
    yield b"SUMMARY:" + vText(each.title).to_ical()
    yield f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}".encode()
    # When the information last changed (3.8.7.2): the clock of a build would change the bytes.
    yield f"DTSTAMP:{each.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode()
    yield b"UID:" + vText(each.uid).to_ical()
    if each.rule:
        rule: Any = vRecur(each.rule)
        yield b"RRULE:" + rule.to_ical()
    yield b"CATEGORIES:" + b",".join(vText(category).to_ical() for category in each.categories)
    yield b"DESCRIPTION:" + vText(each.text).to_ical()
    # A deadline keeps nobody busy for the day.
    yield b"TRANSP:TRANSPARENT"
    yield b"URL:" + f"{url}{each.page.lstrip('/')}".encode()
    yield b"END:VEVENT"


def _folded(line: bytes) -> bytes:
    """The line with its end, broken where the library would do it: neither within a character nor behind what
    begins an escape."""
    pieces = []
    while len(line) >= _OCTETS:
        end = _OCTETS - 1
        while line[end] & 0xC0 == 0x80:
            end -= 1
        end -= line[end - 1] in b"\\^"
        pieces.append(line[:end])
        line = line[end:]
    return b"\r\n ".join([*pieces, line]) + b"\r\n"


def document(head: Head, parts: Iterable[bytes]) -> bytes:
    """A calendar of finished events; UTF-8, lines of at most 75 octets."""
    from icalendar import Calendar, vText  # noqa: PLC0415 - as above

    made = Calendar()
    made.add("prodid", f"-//{head.author}//{head.title}//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        # Of names that it does not know as text, the library escapes nothing.
        made.add(name, vText(head.title))
    made.add("description", head.description)
    made.add("url", head.absolute(head.page))
    made.add("refresh-interval;value=duration", "P1D", encode=False)
    # Also keeps a calendar without events valid: it has to hold at least one component (3.6).
    made.add_component(_zone())
    return together(itertools.chain([made.to_ical().removesuffix(_END)], parts, [_END]))


def _zone() -> Timezone:
    from icalendar import Timezone, TimezoneStandard  # noqa: PLC0415 - as above

    standard = TimezoneStandard()
    standard.add("dtstart", datetime.combine(date(1975, 6, 13), time()))
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone = Timezone()
    zone.add("tzid", "Asia/Ho_Chi_Minh")
    zone.add_component(standard)
    return zone
