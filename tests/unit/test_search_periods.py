"""Groups of documents: of one time, none too large, the same whatever was before."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from portal.search import periods

names = st.lists(st.integers(0, 10**6).map(str), unique=True, max_size=120)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "FEWEST", 8)
    monkeypatch.setattr(periods, "MOST", 8)


def groups(found: list[str]) -> list[list[str]]:
    return [list(group) for group in periods.groups(found, str)]


@given(names)
def test_groups_are_what_came_in_parts_of_which_all_but_the_newest_are_nearly_full(found: list[str]) -> None:
    cut = groups(found)
    assert [name for group in cut for name in group] == found
    assert all(7 <= len(group) <= 8 for group in cut[1:])
    assert all(0 < len(group) <= 8 for group in cut[:1])


@given(names.filter(bool))
def test_what_is_new_changes_only_the_newest_group(found: list[str]) -> None:
    before, after = groups(found[1:]), groups(found)
    assert after[-len(before) :][1:] == before[1:]


def test_what_comes_or_goes_elsewhere_changes_few_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "FEWEST", 64)
    monkeypatch.setattr(periods, "MOST", 64)
    found = [str(number) for number in range(1000)]
    whole = groups(found)
    changed = [
        sum(group not in whole for group in groups([*found[:at], *found[at + 1 :]])) for at in range(1000)
    ]
    assert sum(changed) < 2 * 1000


def test_groups_become_larger_as_there_are_more_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "MOST", 32)
    largest = [max(map(len, groups([str(n) for n in range(count)]))) for count in (8, 50, 100, 200, 1000)]
    assert largest == [8, 8, 16, 32, 32]


def test_nothing_is_no_group() -> None:
    assert groups([]) == []
