"""Places: the map of the provinces, cards of the whole country, and the screens that stand somewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from portal.catalogue import Snapshot
from portal.dates import parse_start
from portal.model.data import MapTiles
from portal.model.outlets import Screens
from portal.views.pages import LocalitiesPage, LocalityPage
from portal.views.parts import Item, Link, Tile
from portal.views.places import NATIONAL, localities_page
from tests.projects import ACHIEVEMENT, PLAN
from tests.unit.small import NOW, all_pages, catalogue, settings, snapshot

Rows = Sequence[Sequence[str]]
SCREEN = {"id": "a", "name": "Bảng A", "width": "192", "height": "64", "kind": "led", "standing": "A"}


def now_with(
    files: Mapping[str, str] | None = None, *, rows: Rows = (), screens: Sequence[Mapping[str, str]] = ()
) -> Snapshot:
    changed = replace(
        settings(),
        map=MapTiles.model_validate({"rows": rows}),
        screens=Screens.model_validate({"screens": [{**SCREEN, **screen} for screen in screens]}),
    )
    return replace(catalogue(files or {}), settings=changed).at(parse_start(NOW))


def plans(place: str, count: int) -> dict[str, str]:
    return {f"ke-hoach/{place}/a{number}.md": PLAN for number in range(count)}


def atlas(rows: Rows, files: Mapping[str, str] | None = None) -> LocalitiesPage:
    return localities_page(now_with(files, rows=rows))


def place(id: str, now: Snapshot) -> LocalityPage:
    address = f"/dia-phuong/{id}/"
    found = next(page for page in all_pages(now) if page.address == address)
    assert isinstance(found, LocalityPage)
    return found


def test_without_a_map_there_are_no_tiles_but_all_provinces() -> None:
    page = atlas(())
    assert page.tiles == ()
    assert len(page.provinces) == 34


def test_a_tile_leads_to_its_province_and_lies_where_the_map_has_it() -> None:
    page = atlas([["ha-noi", "."], [".", "can-tho", "hue"]], plans("can-tho", 1))
    assert page.tiles == (
        Tile(Link("Thành phố Hà Nội", "/dia-phuong/ha-noi/"), "Hà Nội", column=1, row=1, shade=0, records=0),
        Tile(
            Link("Thành phố Cần Thơ", "/dia-phuong/can-tho/"), "Cần Thơ", column=2, row=2, shade=1, records=1
        ),
        Tile(Link("Thành phố Huế", "/dia-phuong/hue/"), "Huế", column=3, row=2, shade=0, records=0),
    )


def test_tiles_come_row_by_row_from_west_to_east() -> None:
    rows = [[".", "cao-bang", "ha-noi"], ["hue"], [], ["ca-mau", ".", "can-tho"]]
    assert [(tile.row, tile.column, tile.label) for tile in atlas(rows).tiles] == [
        (1, 2, "Cao Bằng"),
        (1, 3, "Hà Nội"),
        (2, 1, "Huế"),
        (4, 1, "Cà Mau"),
        (4, 3, "Cần Thơ"),
    ]


@pytest.mark.parametrize(
    ("count", "shade"), [(0, 0), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (11, 3), (12, 4), (30, 4)]
)
def test_a_tile_is_darker_the_more_records_a_province_has(count: int, shade: int) -> None:
    (tile,) = atlas([["can-tho"]], plans("can-tho", count)).tiles
    assert (tile.records, tile.shade) == (count, shade)


def test_each_shade_says_from_which_number_it_counts() -> None:
    assert atlas(()).shades == ("0", "từ 1", "từ 3", "từ 6", "từ 12")


def test_a_tile_counts_all_that_its_province_gathers() -> None:
    files = plans("hai-phong", 1) | plans("hai-phong/kinh-mon", 2) | plans("hai-duong", 4) | plans("hue", 8)
    (tile,) = atlas([["hai-phong"]], files).tiles
    assert tile.records == 7


@pytest.mark.parametrize("id", [".", "tien-giang", "hai-phong/kinh-mon", "viet-nam"])
def test_only_provinces_of_today_have_tiles(id: str) -> None:
    files = plans("tien-giang", 1) | plans("hai-phong/kinh-mon", 1)
    assert [tile.label for tile in atlas([[id, "hue"]], files).tiles] == ["Huế"]


def test_the_tiles_and_the_table_say_the_same() -> None:
    page = atlas([["can-tho", "hue", "hai-phong"]], plans("can-tho", 3) | plans("hai-duong", 1))
    table = {link: count for link, count, _ in page.provinces}
    assert {tile.link: tile.records for tile in page.tiles} == {
        link: count for link, count in table.items() if link.title.endswith(("Cần Thơ", "Huế", "Hải Phòng"))
    }


def achievements(*fields: str) -> dict[str, str]:
    return {
        f"dien-hinh/a{number}.md": ACHIEVEMENT.replace(
            "date: 2026-01-04", f"date: 2026-01-0{number + 1}\n{field}"
        )
        for number, field in enumerate(fields)
    }


@pytest.mark.parametrize(
    ("id", "shown"),
    [
        ("hue", True),
        ("can-tho", True),
        ("hai-phong", True),
        ("hai-phong/kinh-mon", False),
        ("tien-giang", False),
    ],
)
def test_cards_of_the_whole_country_are_on_the_pages_of_provinces_only(id: str, shown: bool) -> None:
    now = now_with(achievements("") | plans("hai-phong/kinh-mon", 1) | plans("tien-giang", 1))
    assert bool(place(id, now).nation) is shown


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ([], []),
        ([""], ["a0"]),
        # The newest, and no more than there is room for.
        ([""] * (NATIONAL + 2), ["a4", "a3", "a2"]),
        # Not what belongs to a place, nor what was measured before the resolution.
        (["", "locality: hue", "baseline: true", ""], ["a3", "a0"]),
        (["", "withdrawn: {date: 2026-02-01, reason: a}", "draft: true"], ["a0"]),
    ],
)
def test_the_whole_country_is_shown_by_its_newest_achievements(fields: list[str], found: list[str]) -> None:
    now = now_with(achievements(*fields))
    assert [card.address for card in place("can-tho", now).nation] == [
        f"/dien-hinh/{slug}/" for slug in found
    ]


@pytest.mark.parametrize(
    ("id", "names"),
    [
        ("can-tho", ["Ở tỉnh"]),
        ("hai-phong", ["Ở xã", "Ở tỉnh cũ"]),
        ("hai-phong/kinh-mon", ["Ở xã"]),
        ("hai-duong", ["Ở tỉnh cũ"]),
        ("hue", []),
    ],
)
def test_a_place_has_the_screens_that_stand_in_it(id: str, names: list[str]) -> None:
    screens = [
        {"id": "b", "name": "Ở xã", "locality": "hai-phong/kinh-mon"},
        {"id": "c", "name": "Ở tỉnh", "locality": "can-tho"},
        {"id": "d", "name": "Ở tỉnh cũ", "locality": "hai-duong"},
        {"id": "e", "name": "Không nơi nào"},
    ]
    now = now_with(plans("hai-phong/kinh-mon", 1) | plans("hai-duong", 1), screens=screens)
    assert [item.text for item in place(id, now).screens] == names


def test_a_screen_says_its_size_and_where_in_the_place_it_stands() -> None:
    now = now_with(plans("hai-phong/kinh-mon", 1), screens=[{"locality": "hai-phong/kinh-mon"}])
    assert place("hai-phong/kinh-mon", now).screens == (Item("Bảng A", note="192×64 điểm ảnh"),)
    name = settings().localities["hai-phong/kinh-mon"].full_name
    assert place("hai-phong", now).screens == (Item("Bảng A", note=f"192×64 điểm ảnh, {name}"),)


def test_the_screen_of_the_small_project_stands_nowhere() -> None:
    found = [page for page in all_pages(snapshot()) if isinstance(page, LocalityPage)]
    assert len(found) == 34
    assert all(page.screens == () for page in found)
