"""Groups of documents: of one time, none too large, the same whatever the order of coming."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from portal.search import periods

FIRST = date(2025, 1, 1)
days = st.lists(st.integers(0, 900).map(lambda number: FIRST + timedelta(days=number)), max_size=60)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "MOST", 8)


@given(days)
def test_every_document_is_in_one_group_and_none_is_too_large(found: list[date]) -> None:
    groups = periods.groups(found, lambda day: day)
    assert sorted(day for group in groups for day in group) == sorted(found)
    assert all(0 < len(group) <= 8 for group in groups)


@given(days.map(lambda found: list(dict.fromkeys(found))))
def test_newest_groups_come_first_and_do_not_overlap(found: list[date]) -> None:
    groups = periods.groups(found, lambda day: day)
    assert all(min(newer) > max(older) for newer, older in itertools.pairwise(groups))


@given(days.filter(bool), st.data())
def test_one_document_more_changes_one_group_or_cuts_one(found: list[date], data: st.DataObject) -> None:
    one_day = {day for day in found if found.count(day) > 8}
    more = data.draw(st.sampled_from(found))
    before = periods.groups(sorted(found, reverse=True), lambda day: day)
    after = periods.groups(sorted([*found, more], reverse=True), lambda day: day)
    if not one_day and found.count(more) < 8:
        gone = [group for group in before if group not in after]
        assert len(gone) == 1
        assert more in gone[0]


def test_the_order_within_a_group_is_the_given_one() -> None:
    given_order = [FIRST, FIRST + timedelta(days=1), FIRST]
    assert periods.groups(given_order, lambda day: day) == [given_order]
    assert periods.groups([], lambda day: day) == []
