"""Charts of targets, and the page that shows them: what is measured, on a line whose right end is better."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, strategies as st

from portal.catalogue import Snapshot
from portal.dates import parse_start
from portal.model.data import Targets
from portal.views.charts import WIDTH, achievement_link, charts
from portal.views.parts import Chart, Day, FollowedTarget, Item, Link
from portal.views.targets import targets_page
from tests.projects import ACHIEVEMENT
from tests.unit.small import NOW, catalogue, settings, snapshot

LABEL = 330
"""Thousandths of the width that the label of a dot takes."""
MEASURED = {
    "value": "18.3",
    "unit": "%",
    "as_of": "2024",
    "basis": "trên GDP",
    "source_url": "https://a.example/b",
}
RANK = {"value": "71", "unit": "hạng", "of": "193", "goal": {"operator": "<=", "value": "50", "unit": "hạng"}}


def observed(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in {**MEASURED, **fields}.items() if value is not None}


def measured_target(*observations: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    given_fields = {
        "id": "a",
        "label": "Kinh tế số",
        "operator": ">=",
        "value": "30",
        "unit": "%",
        "horizon": "2030",
        "group": "so",
        "observations": observations,
    }
    return {name: value for name, value in {**given_fields, **fields}.items() if value is not None}


def in_words(*observations: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    return measured_target(*observations, operator="text", value="vào nhóm đầu", unit=None, **fields)


def now_with(
    *targets: Mapping[str, Any],
    files: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
) -> Snapshot:
    model = Targets.model_validate({"groups": groups or {"so": "Kinh tế số"}, "targets": targets})
    whole = replace(catalogue(files or {}), settings=replace(settings(), targets=model))
    return whole.at(parse_start(NOW))


def followed(*targets: Mapping[str, Any], **more: Any) -> list[FollowedTarget]:
    page = targets_page(now_with(*targets, **more))
    return [each for _, groups in page.horizons for _, found in groups for each in found]


def all_charts(target: Mapping[str, Any]) -> tuple[Chart, ...]:
    now = now_with(target)
    return charts(now.settings.targets.targets[0], now)


def chart(target: Mapping[str, Any]) -> Chart:
    (found,) = all_charts(target)
    return found


def test_a_target_without_measures_has_no_chart() -> None:
    assert all_charts(measured_target()) == ()


@pytest.mark.parametrize(
    ("operator", "value", "zone"),
    [
        (">=", "30", (800, 1000)),
        (">", "30", (800, 1000)),
        ("<=", "30", (200, 1000)),
        ("<", "30", (200, 1000)),
        ("=", "30", (800, 800)),
        ("~", "30", (800, 800)),
        ("range", ["15", "30"], (400, 800)),
    ],
)
def test_the_target_is_reached_in_its_zone_and_the_better_end_is_on_the_right(
    operator: str, value: str | list[str], zone: tuple[int, int]
) -> None:
    assert chart(measured_target(observed(value="15"), operator=operator, value=value)).zone == zone


@pytest.mark.parametrize(
    ("operator", "places"), [(">=", {"15": 400, "30": 800}), ("<=", {"15": 600, "30": 200})]
)
def test_dots_stand_where_their_values_are(operator: str, places: dict[str, int]) -> None:
    found = chart(
        measured_target(*(observed(value=value) for value in places), operator=operator, value="30")
    )
    assert {dot.text: dot.x for dot in found.dots} == {f"{value}%": x for value, x in places.items()}


def test_a_measure_above_the_target_still_has_room() -> None:
    found = chart(measured_target(observed(value="60")))
    assert ([dot.x for dot in found.dots], found.zone) == ([800], (400, 1000))


@pytest.mark.parametrize(
    ("target", "marks"),
    [
        (measured_target(observed()), ((0, "0"), (800, "30"))),
        (measured_target(observed(), operator="<=", value="30"), ((200, "30"), (1000, "0"))),
        (
            measured_target(observed(), operator="range", value=["40", "50"]),
            ((0, "0"), (640, "40"), (800, "50")),
        ),
        (measured_target(observed(value="250.5"), value="1"), ((3, "1"),)),
        (measured_target(observed(), value="1"), ((44, "1"),)),
        (measured_target(observed(), value="2"), ((0, "0"), (87, "2"))),
        (measured_target(observed(value="1"), value="1302"), ((0, "0"), (800, "1.302"))),
        (measured_target(observed(value="1"), value="0.8"), ((0, "0"), (640, "0,8"))),
    ],
)
def test_the_goal_is_marked_and_the_ends_where_there_is_room(
    target: Mapping[str, Any], marks: tuple[tuple[int, str], ...]
) -> None:
    assert chart(target).marks == marks


def test_a_rank_stands_on_a_line_from_the_last_rank_to_the_first() -> None:
    found = chart(in_words(observed(**RANK)))
    assert found.zone == (745, 1000)
    assert found.marks == ((0, "193"), (745, "50"), (1000, "1"))
    assert [(dot.x, dot.text) for dot in found.dots] == [(635, "hạng 71")]
    assert [row.value for row in found.rows] == ["hạng 71 trên 193"]


@pytest.mark.parametrize(("rank", "place"), [("193", 0), ("97", 500), ("1", 1000)])
def test_a_better_rank_is_further_to_the_right(rank: str, place: int) -> None:
    assert [dot.x for dot in chart(in_words(observed(**{**RANK, "value": rank}))).dots] == [place]


def test_the_goal_is_said_in_words_where_there_are_some() -> None:
    goal = {**RANK["goal"], "label": "vào nhóm 50"}
    assert chart(in_words(observed(**RANK, label="Thế giới"))).goal == "tối đa 50 hạng"
    assert chart(in_words(observed(**{**RANK, "goal": goal}))).goal == "vào nhóm 50"
    assert chart(measured_target(observed())).goal == "từ 30% trở lên"


def test_each_part_of_a_target_has_a_chart_of_its_own_under_its_name() -> None:
    near = {"operator": "<=", "value": "3", "unit": "hạng"}
    found = all_charts(
        in_words(
            observed(**RANK, label="Thế giới", as_of="2024"),
            observed(**{**RANK, "goal": near}, label="Đông Nam Á", as_of="2022"),
            observed(**{**RANK, "value": "86"}, label="Thế giới", as_of="2020"),
        )
    )
    assert [(each.title, len(each.dots)) for each in found] == [("Thế giới", 2), ("Đông Nam Á", 1)]


def test_a_chart_without_parts_has_the_name_of_its_target() -> None:
    assert chart(measured_target(observed())).title == "Kinh tế số"


def test_measures_with_other_goals_are_not_drawn_on_one_line() -> None:
    other = {"operator": ">=", "value": "50", "unit": "%"}
    assert len(all_charts(measured_target(observed(), observed(goal=other)))) == 2


def test_rows_come_oldest_first() -> None:
    dates = ["2025-06-02", "2024", "2025-06", "2023-12-31"]
    found = chart(measured_target(*(observed(as_of=each) for each in dates)))
    assert [row.when.iso for row in found.rows] == ["2023-12-31", "2024", "2025-06", "2025-06-02"]


def test_a_row_says_day_value_basis_and_source() -> None:
    (row,) = chart(measured_target(observed(operator="~", as_of="2024-12-22", baseline="true"))).rows
    assert row.when == Day("2024-12-22", "22/12/2024")
    assert (row.value, row.basis, row.baseline) == ("khoảng 18,3%", "trên GDP", True)
    assert row.source == Item("a.example", "https://a.example/b")
    assert row.record is None


def test_a_dot_says_its_value_its_day_and_whether_it_was_before_the_resolution() -> None:
    found = chart(measured_target(observed(operator=">", value="5", as_of="2024-07", baseline="true")))
    assert [(dot.text, dot.when, dot.baseline) for dot in found.dots] == [
        ("trên 5%", "tháng 7 năm 2024", True)
    ]
    assert [dot.baseline for dot in chart(measured_target(observed())).dots] == [False]


def test_labels_of_near_dots_get_a_row_each_and_far_ones_share_one() -> None:
    found = chart(measured_target(*(observed(value=value) for value in ("30", "0", "2", "1"))))
    assert [(dot.text, dot.row) for dot in found.dots] == [("0%", 0), ("1%", 1), ("2%", 2), ("30%", 0)]


numbers = st.decimals(0, 5000, places=2, allow_nan=False).map(str)


@given(st.lists(numbers, min_size=1, max_size=6), numbers, st.sampled_from([">", ">=", "<", "<=", "=", "~"]))
def test_whatever_is_measured_is_drawn_on_the_line(values: list[str], goal: str, operator: str) -> None:
    found = chart(
        measured_target(*(observed(value=value) for value in values), operator=operator, value=goal)
    )
    places = [*found.zone, *(x for x, _ in found.marks), *(dot.x for dot in found.dots)]
    assert all(0 <= place <= WIDTH for place in places)
    assert found.zone[0] <= found.zone[1]
    assert len(found.dots) == len(found.rows) == len(values)


@given(st.lists(numbers, min_size=2, max_size=8))
def test_no_two_labels_of_a_row_overlap(values: list[str]) -> None:
    rows: dict[int, list[int]] = {}
    for dot in chart(measured_target(*(observed(value=value) for value in values))).dots:
        rows.setdefault(dot.row, []).append(dot.x)
    assert sorted(rows) == list(range(len(rows)))
    for places in rows.values():
        assert all(b - a >= LABEL for a, b in itertools.pairwise(places))


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 300))
def test_whatever_the_ranks_they_are_drawn_on_the_line(rank: int, goal: int, total: int) -> None:
    given_rank = observed(
        value=str(rank),
        unit="hạng",
        of=str(total),
        goal={"operator": "<=", "value": str(goal), "unit": "hạng"},
    )
    found = chart(in_words(given_rank))
    assert all(0 <= place <= WIDTH for place in (*found.zone, *(dot.x for dot in found.dots)))
    assert found.zone[1] == WIDTH
    # In the zone is who has reached the goal; rounding may put the two on one place.
    (dot,) = found.dots
    assert dot.x >= found.zone[0] if rank <= goal else dot.x <= found.zone[0]


def test_a_measure_leads_to_its_record_as_long_as_that_is_listed() -> None:
    target = measured_target(observed(record="a"))
    gone = ACHIEVEMENT.replace("date:", "withdrawn: {date: 2026-02-01, reason: a}\ndate:", 1)
    for text, link in ((ACHIEVEMENT, Link("Phủ sóng 5G", "/dien-hinh/a/")), (gone, None)):
        (found,) = followed(target, files={"dien-hinh/a.md": text})
        assert found.charts[0].rows[0].record == link


@pytest.mark.parametrize(
    ("slug", "link"),
    [("phu-song-5g", Link("Phủ sóng 5G", "/dien-hinh/phu-song-5g/")), ("luat", None), ("", None)],
)
def test_an_achievement_is_found_by_its_slug(slug: str, link: Link | None) -> None:
    assert achievement_link(slug, snapshot()) == link


def test_figures_that_measure_no_target_are_told_with_the_reason() -> None:
    unlike = [{"record": "a", "why": "Khác đơn vị."}, {"record": "b", "why": "Nháp."}]
    files = {
        "dien-hinh/a.md": ACHIEVEMENT,
        "dien-hinh/b.md": ACHIEVEMENT.replace("date:", "draft: true\ndate:", 1),
    }
    (found,) = followed(measured_target(not_compared=unlike), files=files)
    assert found.not_compared == ((Link("Phủ sóng 5G", "/dien-hinh/a/"), "Khác đơn vị."),)
    assert found.charts == ()


def test_targets_come_by_horizon_and_group_in_their_own_order() -> None:
    groups = {"b": "Nhóm B", "a": "Nhóm A", "trong": "Nhóm trống"}
    found = targets_page(
        now_with(
            measured_target(id="t1", group="a"),
            measured_target(id="t2", group="b", horizon="2045"),
            measured_target(id="t3", group="b"),
            measured_target(id="t4", group="a"),
            groups=groups,
        )
    )
    assert [
        (heading, [(label, [each.target.id for each in targets]) for label, targets in by_group])
        for heading, by_group in found.horizons
    ] == [
        ("Mục tiêu đến năm 2030", [("Nhóm B", ["t3"]), ("Nhóm A", ["t1", "t4"])]),
        ("Tầm nhìn đến năm 2045", [("Nhóm B", ["t2"])]),
    ]


@pytest.mark.parametrize(
    ("targets", "total", "measured"),
    [
        ([], 0, 0),
        ([measured_target()], 1, 0),
        ([measured_target(observed(), observed()), measured_target(id="b")], 2, 1),
        ([measured_target(not_compared=[{"record": "a", "why": "A"}])], 1, 0),
    ],
)
def test_the_page_counts_targets_and_those_that_something_measures(
    targets: list[Mapping[str, Any]], total: int, measured: int
) -> None:
    page = targets_page(now_with(*targets))
    assert (page.total, page.measured) == (total, measured)


def test_the_page_offers_the_same_as_files() -> None:
    page = targets_page(snapshot())
    assert (page.address, page.template) == ("/muc-tieu/", "targets.html")
    assert [(link.address, link.note) for link in page.data] == [
        ("/api/v1/targets.csv", "text/csv"),
        ("/api/v1/targets.json", "application/json"),
    ]


@pytest.mark.parametrize(
    ("goal", "marks"),
    [("40", ["0", "40", "50"]), ("4000", ["0", "4.000", "5.000"]), ("20", ["0", "20", "25"])],
)
def test_ends_of_the_line_are_whole_numbers(goal: str, marks: list[str]) -> None:
    found = chart(measured_target(observed(), value=goal))
    assert [text for _, text in found.marks] == marks


def test_values_below_zero_stay_on_the_line() -> None:
    target = measured_target(observed(value="-2"), operator="<=", value="-4")
    found = chart(target)
    assert all(0 <= dot.x <= WIDTH for dot in found.dots)
    assert all(0 <= place <= WIDTH for place in found.zone)


def test_a_rank_keeps_its_operator() -> None:
    found = chart(in_words(observed(**RANK, operator="~")))
    assert [dot.text for dot in found.dots] == ["khoảng hạng 71"]
    assert [row.value for row in found.rows] == ["khoảng hạng 71 trên 193"]
