"""Names of places for the search: every name, old ones included, says what it is now and leads to a page."""

from __future__ import annotations

import gzip
import itertools
import json
from functools import cache
from typing import NamedTuple

import pytest

from portal.search import names
from portal.search.words import fold, tokens
from portal.views.places import with_pages
from tests.projects import PLAN
from tests.unit.small import names_of_places, snapshot

_MOST_BYTES = 12 * 1024
"""Of the largest file, compressed: what a query with a common first word («Tân …») may cost."""
_MOST_BYTES_TOGETHER = 320 * 1024


class Row(NamedTuple):
    name: str
    kind: str
    rank: int
    context: str
    note: str
    address: str


@cache
def files(*places: str) -> list[bytes]:
    """Of a portal that has a plan of each of these places."""
    return names.contents(snapshot({f"ke-hoach/{place}/a.md": PLAN for place in places}))


def rows(name: str, *places: str) -> list[Row]:
    """What the file says in which a name without its kind is looked for."""
    return [Row(*row) for row in json.loads(files(*places)[names.file_of(name)])]


def every_row() -> list[tuple[int, Row]]:
    return [(number, Row(*row)) for number, data in enumerate(files()) for row in json.loads(data)]


@pytest.mark.parametrize(
    ("looked_for", "row"),
    [
        ("Hải Phòng", ("Thành phố Hải Phòng", "thành phố", 0, "", "", "hai-phong")),
        ("Hải Dương", ("Tỉnh Hải Dương", "tỉnh", 1, "", "nay thuộc Thành phố Hải Phòng", "hai-phong")),
        ("Kinh Môn", ("Phường Kinh Môn", "phường", 2, "Thành phố Hải Phòng", "", "hai-phong")),
        (
            "Kinh Môn",
            ("Thị xã Kinh Môn", "thị xã", 3, "Hải Dương cũ", "nay thuộc Thành phố Hải Phòng", "hai-phong"),
        ),
        (
            "An Lưu",
            (
                "Phường An Lưu",
                "phường",
                4,
                "Thị xã Kinh Môn, Hải Dương cũ",
                "nay thuộc Phường Kinh Môn, Thành phố Hải Phòng",
                "hai-phong",
            ),
        ),
        # Two wards got something of it.
        (
            "Cống Vị",
            ("Phường Cống Vị", "phường", 4, "Quận Ba Đình, Hà Nội", "nay thuộc Thành phố Hà Nội", "ha-noi"),
        ),
        ("1", ("Quận 1", "quận", 3, "Hồ Chí Minh", "nay thuộc Thành phố Hồ Chí Minh", "ho-chi-minh")),
        ("HCM", ("HCM", "", 0, "tức Thành phố Hồ Chí Minh", "", "ho-chi-minh")),
        ("Đắc Lắc", ("Đắc Lắc", "", 0, "tức Tỉnh Đắk Lắk", "", "dak-lak")),
        ("Thừa Thiên Huế", ("Tỉnh Thừa Thiên Huế", "tỉnh", 0, "nay là Thành phố Huế", "", "hue")),
    ],
)
def test_a_name_comes_with_what_it_was_and_is_and_where_it_leads(
    looked_for: str, row: tuple[str, str, int, str, str, str]
) -> None:
    *about, id = row
    assert Row(*about, f"/dia-phuong/{id}/") in rows(looked_for)


@pytest.mark.parametrize(
    ("place", "name", "kind", "leads_to"),
    [
        ("hai-phong/kinh-mon", "Kinh Môn", "phường", "hai-phong/kinh-mon"),
        ("hai-phong/kinh-mon", "An Lưu", "phường", "hai-phong/kinh-mon"),
        ("hai-phong/kinh-mon", "Kinh Môn", "thị xã", "hai-phong"),
        ("hai-duong/thi-xa-kinh-mon", "Kinh Môn", "thị xã", "hai-duong/thi-xa-kinh-mon"),
        ("hai-duong", "Hải Dương", "tỉnh", "hai-duong"),
    ],
)
def test_a_name_leads_to_its_own_page_or_the_nearest(place: str, name: str, kind: str, leads_to: str) -> None:
    full_name = f"{kind.capitalize()} {name}"
    found = [row for row in rows(name, place) if row.name == full_name]
    assert [row.address for row in found] == [f"/dia-phuong/{leads_to}/"]


def test_places_of_one_name_are_together_whatever_their_marks_the_best_rank_first() -> None:
    found = [row for row in rows("Hòa Bình") if row.name.endswith(("Hòa Bình", "Hoà Bình"))]
    assert [row.rank for row in found] == sorted(row.rank for row in found)
    assert found[0][:3] == ("Tỉnh Hòa Bình", "tỉnh", 1)
    assert len({row.context for row in found}) > 10


def test_every_place_is_there_under_each_of_its_names() -> None:
    assert {row.name for _, row in every_row()} == names_of_places()


def test_every_name_is_where_it_is_looked_for_and_begins_with_its_kind() -> None:
    for number, row in every_row():
        kind, bare = row.name[: len(row.kind)], row.name[len(row.kind) :].strip()
        assert (kind.lower(), names.file_of(bare)) == (row.kind, number), row


@pytest.mark.parametrize(
    ("one", "other"), [("Mỹ Tho", "Mĩ Thọ Bắc"), ("Hòa An", "hoa ái"), ("Đà Nẵng", "da n"), ("Huế", "Sóc")]
)
def test_the_file_of_a_name_depends_on_its_first_word_and_the_next_letter(one: str, other: str) -> None:
    assert names.file_of(one) == names.file_of(other) != names.file_of("Quy Nhơn")


def test_the_hash_is_fnv_1a() -> None:
    # Of its published test vectors.
    assert names.file_of("fooba r") == 0xBF9CF968 % 128


def test_what_the_file_of_a_name_depends_on_is_plain_letters() -> None:
    # Others would have another hash in the worker.
    folds = [fold(word) for _, row in every_row() for word in itertools.islice(tokens(row.name), 2)]
    assert all(map(str.isascii, folds))


def test_names_of_one_word_are_in_a_file_of_their_own() -> None:
    assert names.file_of("Huế") == names.file_of("12") == 128


def test_every_address_is_that_of_a_page() -> None:
    pages = {f"/dia-phuong/{place.id}/" for place in with_pages(snapshot({}))}
    assert {row.address for _, row in every_row()} == pages


def test_what_is_still_there_has_no_note_and_what_was_has_one() -> None:
    assert all(bool(row.note) == (row.rank in (1, 3, 4)) for _, row in every_row())


def test_files_are_small_and_equal_for_equal_content() -> None:
    assert names.contents(snapshot({})) == files()
    assert len(files()) == names.FILES + 1
    packed = [len(gzip.compress(data, 9)) for data in files()]
    assert max(packed) <= _MOST_BYTES
    assert sum(packed) <= _MOST_BYTES_TOGETHER


def test_the_state_changes_with_the_places_that_have_pages_only() -> None:
    one = {"ke-hoach/can-tho/a.md": PLAN}
    more = {**one, "ke-hoach/hue/a.md": PLAN}
    commune = {**one, "ke-hoach/hai-phong/kinh-mon/a.md": PLAN}
    states = [repr(names.state(snapshot(each))) for each in (one, more, commune)]
    assert states[0] == states[1] != states[2]
