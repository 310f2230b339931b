"""The catalogue at a moment: what is shown and listed, in which order, and what belongs to a place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.catalogue import Snapshot
from portal.dates import parse_start
from portal.lifecycle import State
from portal.model.record import Kind, Record
from portal.order import newest_first
from portal.rendering import Body
from portal.store import DamagedError, Memory
from tests.projects import ACHIEVEMENT, NOTICE, PLAN, SECTION
from tests.unit.small import catalogue, own_content, snapshot


def slugs(records: tuple[Record, ...]) -> list[str]:
    return [record.origin.slug for record in records]


def plan(place: str, slug: str, **fields: str) -> tuple[str, str]:
    text = PLAN
    for name, value in fields.items():
        old = next((line for line in text.splitlines() if line.startswith(f"{name}:")), None)
        new = f"{name}: {value}" if value else ""
        text = text.replace(old, new) if old else text.replace("---\n", f"---\n{new}\n", 1)
    return f"ke-hoach/{place}/{slug}.md", text


def test_records_are_all_there_whatever_their_state() -> None:
    found = catalogue(dict([plan("can-tho", "a", draft="true"), plan("can-tho", "b")]))
    assert slugs(found.records) == ["a", "b"]
    assert found.texts == ()
    assert found.loaded_of(found.records[0]).path == "ke-hoach/can-tho/a.md"


def test_ordinary_pages_are_no_records() -> None:
    found = catalogue(own_content())
    assert [text.title for text in found.texts] == ["Giới thiệu"]
    assert not [record for record in found.records if record.title == "Giới thiệu"]
    assert "Cổng này để thử." in found.body(found.texts[0]).html


def test_a_body_that_has_gone_from_the_store_is_noticed() -> None:
    found = catalogue(own_content())
    assert isinstance(found.body(found.records[0]), Body)
    with pytest.raises(DamagedError):
        replace(found, store=Memory()).body(found.records[0])


@pytest.mark.parametrize(
    ("fields", "shown", "listed", "state"),
    [
        ({}, True, True, State.LIVE),
        ({"draft": "true"}, False, False, State.DRAFT),
        ({"publish_at": "2026-03-02"}, False, False, State.SCHEDULED),
        ({"expires": "2026-02-27"}, True, False, State.EXPIRED),
        ({"withdrawn": "{date: 2026-02-01, reason: a}"}, True, False, State.WITHDRAWN),
    ],
)
def test_what_expired_or_was_withdrawn_leaves_lists_but_its_address_answers(
    fields: dict[str, str], shown: bool, listed: bool, state: State
) -> None:
    files = dict([plan("can-tho", "a", **fields)])
    now = snapshot(files)
    assert (bool(now.shown), bool(now.listed), bool(now.plans)) == (shown, listed, listed)
    assert bool(now.of_kind(Kind.PLAN)) is listed
    assert bool(now.everything_of("can-tho")) is listed
    assert bool(now.in_section("nhiem-vu")) is listed
    assert now.state(now.catalogue.records[0]) is state
    preview = snapshot(files, drafts=True)
    hidden = state in (State.DRAFT, State.SCHEDULED)
    assert bool(preview.shown) is True
    assert bool(preview.listed) is (listed or hidden)


def test_draft_pages_of_text_are_seen_in_the_preview_only() -> None:
    files = {"a.md": "---\ntitle: A\n---\nB\n", "b.md": "---\ntitle: B\ndraft: true\n---\nB\n"}
    assert [text.title for text in snapshot(files).texts] == ["A"]
    assert [text.title for text in snapshot(files, drafts=True).texts] == ["A", "B"]


def test_lists_have_the_newest_first_then_the_later_document_then_the_title() -> None:
    files = dict(
        [
            plan("can-tho", "e", date="2026-01-02", signed="2025-01", title="Đ"),
            plan("can-tho", "d", date="2026-01-02", signed="2025-01", title="Ấ"),
            plan("can-tho", "c", date="2026-01-02", signed="2025-02-01"),
            plan("can-tho", "b", date="2026-01-02", signed=""),
            plan("can-tho", "a", date="2026-01-03", signed="2020"),
        ]
    )
    assert slugs(snapshot(files).listed) == ["a", "c", "d", "e", "b"]


def test_equal_records_are_ordered_by_their_identity() -> None:
    files = dict([plan("da-nang", "a"), plan("can-tho", "a"), plan("can-tho", "b")])
    found = [record.identity for record in snapshot(files).listed]
    assert found == ["ke-hoach/can-tho/a", "ke-hoach/can-tho/b", "ke-hoach/da-nang/a"]


def test_achievements_of_one_day_are_ordered_by_the_day_of_their_figure() -> None:
    files = {
        "dien-hinh/a.md": ACHIEVEMENT,
        "dien-hinh/b.md": ACHIEVEMENT.replace("as_of: 2025-12-10", "as_of: 2025-12-11"),
        "tin-tuc/2026/c.md": NOTICE.replace("2026-01-05", "2026-01-04"),
    }
    assert slugs(snapshot(files).listed) == ["b", "a", "c"]


def test_the_order_is_total() -> None:
    records = snapshot().listed
    keys = [newest_first(record) for record in records]
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys)


def test_sections_come_in_the_order_of_the_resolution() -> None:
    assert slugs(snapshot().sections) == ["muc-tieu", "nhiem-vu", "the-che", "ha-tang"]
    assert slugs(snapshot().of_kind(Kind.SECTION)) == ["muc-tieu", "nhiem-vu", "the-che", "ha-tang"]


@pytest.mark.parametrize(
    ("kind", "found"),
    [(Kind.PLAN, ["tuyen-truyen"]), (Kind.ACHIEVEMENT, ["phu-song-5g"]), (Kind.NOTICE, ["luat"])],
)
def test_kinds_are_kept_apart(kind: Kind, found: list[str]) -> None:
    assert slugs(snapshot().of_kind(kind)) == found


def test_an_achievement_belongs_to_the_section_of_its_task_group() -> None:
    now = snapshot()
    assert slugs(now.in_section("ha-tang")) == ["phu-song-5g"]
    assert now.sections_of(now.achievements[0]) == ("ha-tang",)


def test_a_section_that_is_named_and_meant_counts_once() -> None:
    text = ACHIEVEMENT.replace("task_group: 3", "task_group: 3\nsections: [ha-tang, the-che]")
    now = snapshot({"dien-hinh/a.md": text})
    assert now.sections_of(now.achievements[0]) == ("ha-tang", "the-che")
    assert slugs(now.in_section("ha-tang")) == ["a"]


def test_naming_a_parent_does_not_name_its_parts() -> None:
    now = snapshot()
    assert slugs(now.in_section("nhiem-vu")) == ["tuyen-truyen"]
    assert now.in_section("the-che") == ()
    assert now.in_section("khong-co") == ()


PLACES = dict(
    [
        plan("dong-nai", "dn", date="2026-01-01"),
        plan("binh-phuoc", "bp", date="2026-01-02"),
        plan("hai-phong", "hp", date="2026-01-03"),
        plan("hai-phong/kinh-mon", "km", date="2026-01-04"),
        plan("hai-duong", "hd", date="2026-01-05"),
        plan("tien-giang", "tg", date="2026-01-06"),
        plan("can-tho", "ct", date="2026-01-07"),
    ]
)


@pytest.mark.parametrize(
    ("locality", "found"),
    [
        ("dong-nai", ["bp", "dn"]),
        ("binh-phuoc", ["bp"]),
        ("hai-phong", ["hd", "km", "hp"]),
        ("hai-phong/kinh-mon", ["km"]),
        ("hai-duong", ["hd"]),
        ("dong-thap", ["tg"]),
        ("can-tho", ["ct"]),
        ("ha-noi", []),
    ],
)
def test_everything_of_a_place_has_its_communes_and_its_predecessors(locality: str, found: list[str]) -> None:
    assert slugs(snapshot(PLACES).everything_of(locality)) == found


def test_places_with_records_are_those_that_records_name() -> None:
    assert snapshot(PLACES).localities_with_records == (
        "binh-phuoc",
        "can-tho",
        "dong-nai",
        "hai-duong",
        "hai-phong",
        "hai-phong/kinh-mon",
        "tien-giang",
    )


def test_a_record_of_any_kind_may_name_a_place() -> None:
    text = SECTION.replace("date:", "locality: can-tho\ndate:")
    assert slugs(snapshot({"tin-tuc/2026/a.md": text}).everything_of("can-tho")) == ["a"]


def test_the_next_change_is_that_of_all_records() -> None:
    files = dict([plan("can-tho", "a", publish_at="2026-04-01"), plan("can-tho", "b", expires="2026-03-31")])
    assert snapshot(files).next_change == parse_start("2026-04-01")
    assert snapshot(dict([plan("can-tho", "a")])).next_change is None


def test_what_is_shown_does_not_depend_on_the_clock_between_two_changes() -> None:
    def seen(now: Snapshot) -> tuple[list[str], list[str]]:
        return slugs(now.shown), slugs(now.listed)

    files = dict([plan("can-tho", "a", publish_at="2026-04-01"), plan("can-tho", "b")])
    assert seen(snapshot(files, now="2026-03-01")) == seen(snapshot(files, now="2026-03-31 23:59:59"))
    assert seen(snapshot(files, now="2026-03-01")) != seen(snapshot(files, now="2026-04-01"))
