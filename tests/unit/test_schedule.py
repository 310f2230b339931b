"""When something is shown: to the minute, over midnight, and when that changes next."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from portal.dates import VIETNAM, parse_hours, parse_start, parse_weekdays
from portal.schedule import Schedule

# A Monday.
MONDAY = parse_start("2026-03-02")


def at(text: str) -> datetime:
    return parse_start(text)


def schedule(days: str = "", hours: str = "", start: str = "", end: str = "") -> Schedule:
    return Schedule(
        start=at(start) if start else None,
        end=at(end) if end else None,
        days=parse_weekdays(days) if days else (),
        hours=parse_hours(hours) if hours else (),
    )


OFFICE = schedule("thu-2, thu-3, thu-4, thu-5, thu-6", "07:00-11:30, 13:30-17:00")
NIGHT = schedule("thu-6", "22:00-05:00")


@pytest.mark.parametrize(
    ("given", "now", "shown"),
    [
        (Schedule(), "1999-01-01", True),
        (OFFICE, "2026-03-02 06:59", False),
        (OFFICE, "2026-03-02 07:00", True),
        (OFFICE, "2026-03-02 11:29", True),
        (OFFICE, "2026-03-02 11:30", False),
        (OFFICE, "2026-03-02 16:59", True),
        (OFFICE, "2026-03-07 09:00", False),
        (NIGHT, "2026-03-06 22:00", True),
        (NIGHT, "2026-03-07 04:59", True),
        (NIGHT, "2026-03-07 05:00", False),
        (NIGHT, "2026-03-06 04:59", False),
        (schedule("chu-nhat"), "2026-03-08 23:59", True),
        (schedule("chu-nhat"), "2026-03-09 00:00", False),
        (schedule(hours="00:00-24:00"), "2026-03-09 00:00", True),
        (schedule(start="2026-03-02 08:00"), "2026-03-02 07:59", False),
        (schedule(end="2026-03-02 08:00"), "2026-03-02 08:00", False),
    ],
)
def test_it_is_time_or_not(given: Schedule, now: str, shown: bool) -> None:
    assert given.shows(at(now)) is shown


@pytest.mark.parametrize(
    ("given", "now", "change"),
    [
        (Schedule(), "2026-03-02", None),
        (OFFICE, "2026-03-02 06:00", "2026-03-02 07:00"),
        (OFFICE, "2026-03-02 07:00", "2026-03-02 11:30"),
        (OFFICE, "2026-03-06 17:00", "2026-03-09 07:00"),
        (NIGHT, "2026-03-07 01:00", "2026-03-07 05:00"),
        (NIGHT, "2026-03-07 05:00", "2026-03-13 22:00"),
        # Spans that follow each other are one.
        (schedule(hours="00:00-12:00, 12:00-24:00"), "2026-03-02 09:00", None),
        (schedule("thu-2, thu-3"), "2026-03-02 09:00", "2026-03-04 00:00"),
        (schedule(start="2026-06-01", end="2026-06-02 09:00"), "2026-03-02", "2026-06-01"),
        (schedule(start="2026-06-01", end="2026-06-02 09:00"), "2026-06-01", "2026-06-02 09:00"),
        (schedule(start="2026-06-01", end="2026-06-02 09:00"), "2026-06-02 09:00", None),
        # It would begin on a Friday night that it does not live to see.
        (schedule("thu-6", "22:00-05:00", end="2026-03-06 20:00"), "2026-03-02", None),
        (schedule("thu-6", "22:00-05:00", start="2026-03-07 01:00"), "2026-03-02", "2026-03-07 01:00"),
    ],
)
def test_the_next_change(given: Schedule, now: str, change: str | None) -> None:
    assert given.next_change(at(now)) == (at(change) if change else None)


def test_what_has_ended_never_comes_back() -> None:
    given = schedule("thu-2", end="2026-03-02 08:00")
    assert not given.has_ended(at("2026-03-02 07:59"))
    assert given.has_ended(at("2026-03-02 08:00"))
    assert not OFFICE.has_ended(at("2099-01-01"))


minutes = st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))
spans = st.tuples(minutes, minutes).filter(lambda span: span[0] != span[1])
moments = st.integers(-20_000, 20_000).map(lambda minute: MONDAY + timedelta(minutes=minute))
schedules = st.builds(
    Schedule,
    start=st.none() | moments,
    end=st.none() | moments,
    days=st.sets(st.integers(1, 7), max_size=3).map(lambda days: tuple(sorted(days))),
    hours=st.lists(spans, max_size=2).map(tuple),
)


@given(schedules, moments)
@settings(max_examples=60)
def test_between_now_and_the_next_change_nothing_changes(given: Schedule, now: datetime) -> None:
    change = given.next_change(now)
    until = change or now + timedelta(days=20)
    shown = given.shows(now)
    step = max(timedelta(minutes=1), (until - now) / 500)
    moment = now
    while moment < until:
        assert given.shows(moment) is shown
        moment += step
    if change:
        assert given.shows(change) is not shown
        assert given.shows(change - timedelta(seconds=1)) is shown


@given(schedules, moments)
def test_a_clock_of_another_zone_shows_the_same(given: Schedule, now: datetime) -> None:
    elsewhere = now.astimezone(tz=None)
    assert given.shows(elsewhere) == given.shows(now)
    assert given.next_change(elsewhere) == given.next_change(now)
    assert now.tzinfo is VIETNAM
