"""Names of places for the browser: every name is there, in context, and leads to a page that there is."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import Any, NamedTuple

import pytest

from portal.views import place_names
from portal.views.place_names import Rank
from portal.views.places import with_pages
from tests.projects import PLAN
from tests.unit.small import names_of_places, snapshot

_MOST_BYTES = 15 * 1024
"""Of the largest file, compressed: what a reader's first letter may cost."""


class Row(NamedTuple):
    name: str
    context: str
    province: str
    rank: Rank
    address: str
    own: bool


@cache
def content(*places: str) -> dict[str, Any]:
    """Files by letter, of a portal that has a plan of each of these places."""
    found = dict(place_names.shards(snapshot(dict.fromkeys(map(_path, places), PLAN))))
    return {address[-6]: json.loads(data) for address, data in found.items()}


def _path(place: str) -> str:
    return f"ke-hoach/{place}/a.md"


def rows(letter: str, *places: str) -> list[Row]:
    return list(read(content(*places)[letter]))


def read(data: dict[str, Any]) -> list[Row]:
    """What the script makes of a file."""

    def name(coded: str) -> str:
        return f"{data['kinds'][int(coded[0])]} {coded[1:]}".strip()

    found = []
    for rank, place, blocks in data["groups"]:
        origin, number = data["origins"][place]
        province, home = data["provinces"][number]
        for district, *entries in blocks:
            context = ", ".join(filter(None, (name(district), origin)))
            for entry in entries:
                coded, at = entry if isinstance(entry, list) else (entry, None)
                address = home if at is None else data["addresses"][at if at >= 0 else -1 - at]
                own = rank == Rank.PROVINCE if at is None else at >= 0
                found.append(Row(name(coded), context, province, Rank(rank), address, own))
    return found


@pytest.mark.parametrize(
    ("letter", "row"),
    [
        ("h", ("Thành phố Hải Phòng", "", "Thành phố Hải Phòng", 0, "hai-phong", True)),
        ("h", ("Tỉnh Hải Dương", "", "Thành phố Hải Phòng", 1, "hai-phong", False)),
        ("b", ("Tỉnh Bình Phước", "", "Thành phố Đồng Nai", 1, "dong-nai", False)),
        ("k", ("Phường Kinh Môn", "Thành phố Hải Phòng", "Thành phố Hải Phòng", 2, "hai-phong", False)),
        ("k", ("Thị xã Kinh Môn", "Hải Dương cũ", "Thành phố Hải Phòng", 3, "hai-phong", False)),
        ("b", ("Thành phố Biên Hòa", "Đồng Nai", "Thành phố Đồng Nai", 3, "dong-nai", False)),
        ("0", ("Quận 1", "Hồ Chí Minh", "Thành phố Hồ Chí Minh", 3, "ho-chi-minh", False)),
        (
            "a",
            ("Phường An Lưu", "Thị xã Kinh Môn, Hải Dương cũ", "Thành phố Hải Phòng", 4, "hai-phong", False),
        ),
        ("t", ("Tỉnh Thừa Thiên Huế", "nay là Thành phố Huế", "Thành phố Huế", 0, "hue", True)),
        ("d", ("Đắc Lắc", "tức Tỉnh Đắk Lắk", "Tỉnh Đắk Lắk", 0, "dak-lak", True)),
    ],
)
def test_a_name_comes_with_context_todays_province_and_where_it_leads(
    letter: str, row: tuple[str, str, str, int, str, bool]
) -> None:
    name, context, province, rank, id, own = row
    assert Row(name, context, province, Rank(rank), f"/dia-phuong/{id}/", own) in rows(letter)


@pytest.mark.parametrize(
    ("place", "letter", "name", "leads_to", "own"),
    [
        ("hai-phong/kinh-mon", "k", "Phường Kinh Môn", "hai-phong/kinh-mon", True),
        # What went into a place with a page leads there.
        ("hai-phong/kinh-mon", "a", "Phường An Lưu", "hai-phong/kinh-mon", False),
        # A district went into several, none of which stands for it.
        ("hai-phong/kinh-mon", "k", "Thị xã Kinh Môn", "hai-phong", False),
        ("hai-duong/thi-xa-kinh-mon", "k", "Thị xã Kinh Môn", "hai-duong/thi-xa-kinh-mon", True),
        ("hai-duong/thi-xa-kinh-mon", "k", "Phường Kinh Môn", "hai-phong", False),
        ("hai-duong", "h", "Tỉnh Hải Dương", "hai-duong", True),
        ("hai-duong", "k", "Thị xã Kinh Môn", "hai-phong", False),
    ],
)
def test_a_name_leads_to_its_own_page_or_the_nearest(
    place: str, letter: str, name: str, leads_to: str, own: bool
) -> None:
    found = [row for row in rows(letter, place) if row.name == name and row.province == "Thành phố Hải Phòng"]
    assert [(row.address, row.own) for row in found] == [(f"/dia-phuong/{leads_to}/", own)]


def test_every_place_is_there_under_each_of_its_names() -> None:
    assert {row.name for letter in content() for row in rows(letter)} == names_of_places()


def test_every_address_is_that_of_a_page() -> None:
    now = snapshot()
    pages = {f"/dia-phuong/{place.id}/" for place in with_pages(now)}
    found = dict(place_names.shards(now))
    assert {row.address for data in found.values() for row in read(json.loads(data))} <= pages


@pytest.mark.parametrize(("letter", "name"), [("q", "Huyện Quan Hóa"), ("h", "Huyện Quan Hóa")])
def test_a_name_that_begins_like_a_kind_is_found_either_way(letter: str, name: str) -> None:
    assert name in {row.name for row in rows(letter)}


def test_provinces_come_first_then_todays_communes_then_what_was() -> None:
    for letter in content():
        ranks = [row.rank for row in rows(letter)]
        assert ranks == sorted(ranks)


def test_there_is_a_file_for_each_letter_and_one_for_digits() -> None:
    found = [address for address, _ in place_names.shards(snapshot())]
    assert found == list(place_names.addresses())
    assert len(found) == 27
    assert found[0] == "/dia-phuong/ten/0.json"
    assert rows("f") == []


def test_files_are_small_and_equal_for_equal_content() -> None:
    first, second = dict(place_names.shards(snapshot())), dict(place_names.shards(snapshot()))
    assert first == second
    assert max(len(gzip.compress(data, 9)) for data in first.values()) <= _MOST_BYTES


def test_files_are_made_when_asked_for() -> None:
    made = {address: make() for address, make in place_names.makers(snapshot())}
    assert made == dict(place_names.shards(snapshot()))


def test_the_state_changes_with_the_places_that_have_pages_only() -> None:
    one = {_path("can-tho"): PLAN}
    more = {**one, _path("hue"): PLAN, "ke-hoach/can-tho/b.md": PLAN}
    commune = {**one, _path("hai-phong/kinh-mon"): PLAN}
    states = [repr(place_names.state(snapshot(files))) for files in (one, more, commune)]
    assert states[0] == states[1] != states[2]
