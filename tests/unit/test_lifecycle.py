"""States of a record at their boundaries, and when the next change comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from portal import lifecycle
from portal.dates import parse_start
from portal.lifecycle import State
from portal.model.record import Record
from tests.projects import NOTICE, SECTION
from tests.unit.small import load

DATE = "date: 2026-01-02\n"


def section(added: str) -> Record:
    return record("nghi-quyet/the-che.md", SECTION.replace(DATE, DATE + added))


def notice(added: str) -> Record:
    return record("tin-tuc/2026/luat.md", NOTICE.replace("date: 2026-01-05\n", "date: 2026-01-05\n" + added))


def record(path: str, text: str) -> Record:
    found = load(path, text).record
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize(
    ("added", "now", "state"),
    [
        ("", "1999-01-01", State.LIVE),
        ("draft: true\n", "2026-03-01", State.DRAFT),
        ("publish_at: 2026-03-01\n", "2026-02-28 23:59:59", State.SCHEDULED),
        ("publish_at: 2026-03-01\n", "2026-03-01", State.LIVE),
        ("publish_at: 2026-03-01 07:30\n", "2026-03-01 07:29:59", State.SCHEDULED),
        ("publish_at: 2026-03-01 07:30\n", "2026-03-01 07:30", State.LIVE),
        ("publish_at: 2026-03-01T00:30:00Z\n", "2026-03-01 07:30", State.LIVE),
        ("expires: 2026-03-01\n", "2026-03-01 23:59:59", State.LIVE),
        ("expires: 2026-03-01\n", "2026-03-02", State.EXPIRED),
        ("expires: 2026-03-01 12:00\n", "2026-03-01 11:59:59", State.LIVE),
        ("expires: 2026-03-01 12:00\n", "2026-03-01 12:00", State.EXPIRED),
        ("withdrawn: {date: 2026-03-01, reason: a}\n", "2026-02-28 23:59:59", State.LIVE),
        ("withdrawn: {date: 2026-03-01, reason: a}\n", "2026-03-01", State.WITHDRAWN),
        # The later word wins.
        ("withdrawn: {date: 2026-03-01, reason: a}\nexpires: 2026-02-01\n", "2026-03-01", State.WITHDRAWN),
        ("withdrawn: {date: 2026-03-01, reason: a}\nexpires: 2026-02-01\n", "2026-02-28", State.EXPIRED),
        ("withdrawn: {date: 2026-03-01, reason: a}\ndraft: true\n", "2026-03-01", State.DRAFT),
        ("publish_at: 2026-03-01\nexpires: 2026-02-01\n", "2026-02-15", State.SCHEDULED),
        ("publish_at: 2026-03-01\nwithdrawn: {date: 2026-02-01, reason: a}\n", "2026-02-15", State.SCHEDULED),
    ],
)
def test_a_record_is_in_one_state_at_a_time(added: str, now: str, state: State) -> None:
    assert lifecycle.state(section(added), parse_start(now)) is state


@pytest.mark.parametrize(
    ("found", "now", "change"),
    [
        (section(""), "2026-01-01", None),
        (section("draft: true\npublish_at: 2026-03-01\n"), "2026-01-01", None),
        (section("publish_at: 2026-03-01\n"), "2026-01-01", "2026-03-01"),
        (section("publish_at: 2026-03-01\n"), "2026-02-28 23:59:59", "2026-03-01"),
        (section("publish_at: 2026-03-01\n"), "2026-03-01", None),
        (section("expires: 2026-03-01\n"), "2026-03-01", "2026-03-02"),
        (section("withdrawn: {date: 2026-03-01, reason: a}\n"), "2026-01-01", "2026-03-01"),
        (section("publish_at: 2026-03-01\nexpires: 2026-04-01\n"), "2026-03-01", "2026-04-02"),
        (notice("starts: 2026-03-10\nends: 2026-03-12\n"), "2026-03-01", "2026-03-10"),
        (notice("starts: 2026-03-10\nends: 2026-03-12\n"), "2026-03-10", "2026-03-13"),
        (notice("starts: 2026-03-10\nends: 2026-03-12\n"), "2026-03-13", None),
        # Players are told 48 hours ahead, of what is for screens.
        (notice("starts: 2026-03-10\nscreens: [bang-1]\n"), "2026-03-01", "2026-03-08"),
        (notice("starts: 2026-03-10\nscreens: [bang-1]\n"), "2026-03-08", "2026-03-10"),
        (notice("starts: 2026-03-10\nscreens: [bang-1]\n"), "2026-03-10", None),
    ],
)
def test_the_next_change_is_the_first_after_now(found: Record, now: str, change: str | None) -> None:
    expected = parse_start(change) if change else None
    assert lifecycle.next_change([found], parse_start(now)) == expected


def test_of_several_records_the_nearest_change_counts() -> None:
    records = [section("expires: 2026-05-01\n"), section("publish_at: 2026-04-01\n"), section("")]
    assert lifecycle.next_change(records, parse_start("2026-03-01")) == parse_start("2026-04-01")
    assert lifecycle.next_change([], parse_start("2026-03-01")) is None


CHANGING = section(
    "publish_at: 2026-03-05 08:00\nexpires: 2026-03-20\nwithdrawn: {date: 2026-03-25, reason: a}\n"
)


@given(st.integers(0, 40 * 24 * 60), st.integers(0, 40 * 24 * 60))
def test_between_two_changes_the_state_stays(first: int, second: int) -> None:
    start = parse_start("2026-02-25")
    early, late = (start + timedelta(minutes=minutes) for minutes in sorted((first, second)))
    change = lifecycle.next_change([CHANGING], early)
    if change is None or late < change:
        assert lifecycle.state(CHANGING, early) is lifecycle.state(CHANGING, late)
    else:
        assert lifecycle.state(CHANGING, change) is not lifecycle.state(CHANGING, early)
