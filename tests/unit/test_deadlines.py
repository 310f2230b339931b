"""Deadlines as calendars: which day, which rule, identities that stay, and bytes that follow the RFC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, strategies as st
from icalendar import Calendar, Event

from portal.feeds.deadlines import Deadline, Rule, deadlines, document, events
from portal.feeds.entries import Head
from portal.model.plan import Plan
from tests.projects import PLAN
from tests.unit.feeds import head
from tests.unit.small import snapshot

SITE = "https://cong.example/goc/"


def plan(tasks: str, *, signed: str = "2025-02-18", reports: str = "[]") -> tuple[Deadline, ...]:
    """The deadlines of a plan with these tasks, in YAML's short form."""
    text = PLAN.partition("tasks:")[0].replace("signed: 2025-02-18", f"signed: {signed}")
    now = snapshot({"ke-hoach/can-tho/a.md": f"{text}tasks: {tasks}\nreports: {reports}\n---\nNội dung.\n"})
    return deadlines(now.plans[0], now)


def days(tasks: str, **given: str) -> list[str]:
    return [each.day.isoformat() for each in plan(tasks, **given)]


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ("due: 2025-03-31, due_kind: by", "2025-03-31"),
        ("due: 2025-03-31, due_kind: before", "2025-03-30"),
        ("due: 2025-03-01, due_kind: before", "2025-02-28"),
        ("due: 2025-02, due_kind: within", "2025-02-28"),
        ("due: 2024-02, due_kind: within", "2024-02-29"),
        ("due: 2025, due_kind: within", "2025-12-31"),
        ("due: 2025, due_kind: before", "2024-12-31"),
    ],
)
def test_a_deadline_is_the_last_day_that_is_in_time(due: str, last: str) -> None:
    assert days(f"[{{unit: Sở, work: Làm, {due}}}]") == [last]


def test_what_has_no_date_and_no_period_is_in_no_calendar() -> None:
    assert days("[{unit: Sở, work: Làm}, {unit: Sở, work: Báo cáo, recurs: periodic}]") == []
    text = PLAN.partition("tasks:")[0]
    now = snapshot({"ke-hoach/can-tho/a.md": f"{text}tasks: [{{unit: Sở, work: Làm}}]\n---\nNội dung.\n"})
    assert not now.plans[0].has_deadlines


@pytest.mark.parametrize(
    ("recurs", "signed", "first"),
    [
        ("weekly", "2025-02-18", "2025-02-21"),  # A Tuesday, and the Friday after it.
        ("weekly", "2025-02-21", "2025-02-21"),
        ("weekly", "2025-02-22", "2025-02-28"),
        ("monthly", "2025-02-18", "2025-02-28"),
        ("quarterly", "2025-02-18", "2025-03-31"),
        ("half-yearly", "2025-07-01", "2025-12-31"),
        ("yearly", "2025-02-18", "2025-12-31"),
        ("quarterly", "2025-11", "2025-12-31"),
    ],
)
def test_without_a_date_a_period_ends_at_its_end(recurs: str, signed: str, first: str) -> None:
    (found,) = plan(f"[{{unit: Sở, work: Làm, recurs: {recurs}}}]", signed=signed)
    assert found.day.isoformat() == first
    assert "Văn bản không ghi ngày; lịch lấy ngày cuối kỳ." in found.text


def dates(tasks: str, until: str = "2026-12-31") -> list[str]:
    """All dates up to a day, worked out by dateutil, which knows nothing of us."""
    found: list[str] = []
    for each in plan(tasks):
        event: Any = Calendar.from_ical(document(head(form="ics"), [events([each], url=SITE)])).walk(
            "VEVENT"
        )[0]
        start = datetime.combine(event["dtstart"].dt, datetime.min.time())
        rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
        found += [
            day.date().isoformat() for day in rule.between(start, datetime.fromisoformat(until), inc=True)
        ]
    return sorted(found)


def test_rules_give_the_dates_that_the_words_mean() -> None:
    due = "[{{unit: Sở, work: Làm, due: {}, recurs: {}}}]"
    assert dates(due.format("2025-03-15", "quarterly"), "2025-12-31") == [
        "2025-03-15",
        "2025-06-15",
        "2025-09-15",
        "2025-12-15",
    ]
    assert dates(due.format("2025-06-30", "half-yearly")) == [
        "2025-06-30",
        "2025-12-31",
        "2026-06-30",
        "2026-12-31",
    ]
    assert dates(due.format("2025-12-20", "yearly")) == ["2025-12-20", "2026-12-20"]
    assert dates(due.format("2025-03-03", "weekly"), "2025-03-20") == [
        "2025-03-03",
        "2025-03-10",
        "2025-03-17",
    ]


@pytest.mark.parametrize("day", [29, 30])
def test_a_month_without_such_a_day_takes_its_last_one(day: int) -> None:
    found = dates(f"[{{unit: Sở, work: Làm, due: 2025-03-{day}, recurs: monthly}}]", "2026-03-30")
    assert len(found) == 13
    assert [text for text in found if "-02-" in text] == ["2026-02-28"]
    assert {text[8:] for text in found if "-02-" not in text} == {str(day)}


def test_a_rule_that_never_meets_february_is_one_event() -> None:
    (found,) = plan("[{unit: Sở, work: Làm, due: 2025-03-30, recurs: quarterly}]")
    assert found.rule == {"freq": "MONTHLY", "interval": 3, "bymonthday": 30}


def test_what_comes_back_in_two_ways_is_two_events() -> None:
    found = plan("[{unit: Sở, work: Làm, recurs: [monthly, yearly]}]")
    assert len({each.uid for each in found}) == len(found) == 2


def test_an_event_keeps_its_identity_when_it_is_moved_and_when_others_come() -> None:
    (before,) = plan("[{unit: Sở, work: Làm, due: 2025-03-31}]")
    (moved,) = plan("[{unit: Sở, work: Làm, due: 2025-05-31}]")
    more = plan("[{unit: Ban, work: Khác, due: 2025-01-31}, {unit: Sở, work: Làm, due: 2025-03-31}]")
    assert before.uid == moved.uid == more[1].uid
    assert before.day != moved.day
    assert before.uid.endswith("@cong.example")
    twice = plan("[{unit: Sở, work: Làm, due: 2025-03-31}, {unit: Sở, work: Làm, due: 2025-06-30}]")
    assert len({each.uid for each in twice}) == 2


def test_an_event_says_who_does_what_for_whom_by_which_plan() -> None:
    (found,) = plan("[]", reports="[{who: Các sở, to: Ban Thường vụ, due: 2025-03-07, due_kind: before}]")
    assert found.title == "Các sở: Báo cáo kết quả thực hiện"
    assert found.text.splitlines() == [
        "Hạn: trước ngày 07/03/2025.",
        "Gửi: Ban Thường vụ.",
        "Theo: Kế hoạch tuyên truyền (Ban Thường vụ Thành ủy Cần Thơ).",
    ]
    assert found.categories == ("Kế hoạch", "Thành phố Cần Thơ")


HOSTILE = "Một, hai; ba: \\ bốn\nnăm 😀 " + "ế" * 300


def written(*given: Deadline, title: str = HOSTILE) -> bytes:
    calendar: Head = head(title, HOSTILE, form="ics")
    return document(calendar, [events(given, url=SITE)])


def test_a_calendar_is_read_back_as_it_was_meant() -> None:
    one = Deadline(
        uid="a@cong.example",
        title=HOSTILE,
        text=HOSTILE,
        day=date(2025, 3, 31),
        rule={"freq": "MONTHLY", "interval": 3, "bymonthday": -1},
        page="/ke-hoach/a/",
        categories=("Kế hoạch", "Một, hai"),
        changed=datetime.fromisoformat("2026-01-05T00:00:00+07:00"),
    )
    data = written(one)
    calendar: Any = Calendar.from_ical(data)
    # Of names that it does not know as text, the library unescapes nothing.
    escaped = HOSTILE.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    assert [str(calendar[name]) for name in ("x-wr-calname", "name")] == [escaped] * 2
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == str(event["description"]) == HOSTILE
    assert event["dtstart"].dt == date(2025, 3, 31)
    assert event["dtstamp"].dt.isoformat() == "2026-01-04T17:00:00+00:00"
    assert event["rrule"].to_ical() == b"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"
    assert str(event["url"]) == f"{SITE}ke-hoach/a/"
    assert [str(each) for each in event["categories"].cats] == ["Kế hoạch", "Một, hai"]
    assert data == written(one)


def test_lines_end_and_break_as_the_rfc_says() -> None:
    data = written(*plan("[{unit: Sở, work: Làm, due: 2025-03-31}]"))
    assert data.count(b"\n") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # No character is cut in two.


ANY_TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("\\\\^,;\n\rNế"), max_size=300)


@given(title=ANY_TEXT, text=ANY_TEXT, rule=st.sampled_from([{}, {"freq": "YEARLY", "bymonth": [1, 4]}]))
def test_an_event_is_written_as_the_library_writes_it(title: str, text: str, rule: Rule) -> None:
    one = Deadline(
        uid="a@cong.example",
        title=title,
        text=text,
        day=date(2025, 3, 31),
        rule=rule,
        page=f"/ke-hoach/{'a' * 80}/",
        categories=("Kế hoạch", "Một, hai"),
        changed=datetime.fromisoformat("2026-01-05T00:00:00+07:00"),
    )
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed.astimezone(UTC))
    event.add("dtstart", one.day)
    if rule:
        event.add("rrule", dict(rule))
    event.add("summary", title)
    event.add("description", text)
    event.add("url", SITE + one.page.lstrip("/"))
    event.add("categories", list(one.categories))
    event.add("transp", "TRANSPARENT")
    assert events([one], url=SITE) == event.to_ical()


def test_a_calendar_without_events_still_has_a_component() -> None:
    calendar = Calendar.from_ical(document(head(form="ics"), []))
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


def test_plans_of_the_portal_have_deadlines_when_they_say_so() -> None:
    now = snapshot()
    for record in now.plans:
        assert isinstance(record, Plan)
        assert record.has_deadlines == bool(deadlines(record, now))
