"""Views: deadlines, numbers, notes on places, and pages of lists."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, strategies as st

from portal.dates import PartDate
from portal.model.plan import DueKind
from portal.views.listings import PER_PAGE
from portal.views.pages import ListPage, LocalityPage, RedirectPage
from portal.views.paging import page_address, pages
from portal.views.parts import Link
from portal.views.places import CARDS
from portal.views.record_pages import PlanPage
from portal.views.records import record_page
from portal.views.registers import MATRIX_ROWS, matrix_pages
from portal.views.tasks import ROWS, tasks_pages
from portal.views.values import (
    NO_DATE,
    NO_NUMBER,
    card,
    day,
    due,
    figure,
    locality_link,
    number,
    place_note,
    size_text,
    source_item,
    target,
    task_row,
)
from tests.projects import ACHIEVEMENT, NOTICE, PLAN
from tests.unit.small import all_pages, own_content, snapshot


@pytest.mark.parametrize(
    ("value", "kind", "iso", "text"),
    [
        ("2025-03-07", DueKind.BEFORE, "2025-03-06", "trước ngày 07/03/2025"),
        ("2025-03-01", DueKind.BEFORE, "2025-02-28", "trước ngày 01/03/2025"),
        ("2025-01-01", DueKind.BEFORE, "2024-12-31", "trước ngày 01/01/2025"),
        ("2025-03", DueKind.BEFORE, "2025-02-28", "trước tháng 3 năm 2025"),
        ("2025", DueKind.BEFORE, "2024-12-31", "trước năm 2025"),
        ("2025-03-31", DueKind.WITHIN, "2025-03-31", "đến hết ngày 31/03/2025"),
        ("2025-03", DueKind.WITHIN, "2025-03-31", "trong tháng 3 năm 2025"),
        ("2024-02", DueKind.WITHIN, "2024-02-29", "trong tháng 02 năm 2024"),
        ("2025", DueKind.WITHIN, "2025-12-31", "trong năm 2025"),
        ("2025-03-31", DueKind.BY, "2025-03-31", "chậm nhất ngày 31/03/2025"),
        ("2025-03", DueKind.BY, "2025-03-31", "chậm nhất tháng 3 năm 2025"),
        ("2025", DueKind.BY, "2025-12-31", "chậm nhất năm 2025"),
    ],
)
def test_a_deadline_says_how_it_is_meant_and_its_last_day_in_time(
    value: str, kind: DueKind, iso: str, text: str
) -> None:
    found = due(PartDate.parse(value), kind)
    assert found is not None
    assert (found.iso, found.text) == (iso, text)


def test_without_a_date_there_is_no_deadline() -> None:
    assert due(None, DueKind.BY) is None


@pytest.mark.parametrize(
    ("given_number", "text"),
    [
        ("180-KH/TU", "180-KH/TU"),
        ("57/NQ-TW", "57-NQ/TW"),
        ("57-NQ/ TW", "57-NQ/TW"),
        (None, NO_NUMBER),
        ("", NO_NUMBER),
        ("-HD/BTGTU", "…-HD/BTGTU (bản nguồn để trống số)"),
        ("/PVHTT", "…/PVHTT (bản nguồn để trống số)"),
    ],
)
def test_document_numbers_are_canonical_and_blank_ones_say_so(given_number: str | None, text: str) -> None:
    assert number(given_number) == text


@pytest.mark.parametrize(
    ("iso", "text"),
    [("2025-02-18", "18/02/2025"), ("2025-01", "tháng 01 năm 2025"), ("2025", "năm 2025")],
)
def test_days_come_for_machines_and_for_people(iso: str, text: str) -> None:
    found = day(PartDate.parse(iso))
    assert (found.iso, found.text) == (iso, text)


def test_a_plan_without_number_and_date_says_so() -> None:
    text = PLAN.replace("number: 180-KH/TU\n", "number:\n").replace("signed: 2025-02-18\n", "")
    now = snapshot({"ke-hoach/can-tho/a.md": text})
    page = record_page(now.plans[0], now)
    assert isinstance(page, PlanPage)
    shown = {each.label: [item.text for item in each.items] for each in page.properties}
    assert shown["Số ký hiệu"] == [NO_NUMBER]
    assert shown["Ngày ban hành"] == [NO_DATE]


def test_figures_are_ready_to_show() -> None:
    found = figure(snapshot().achievements[0].figure)
    assert found is not None
    assert (found.value, found.what) == ("20.758 trạm", "trạm 5G mới")
    text = ACHIEVEMENT.replace("what: trạm 5G mới", 'what: nhiệm vụ, of: "1298"')
    found = figure(snapshot({"dien-hinh/a.md": text}).achievements[0].figure)
    assert found is not None
    assert found.of == "1.298"
    assert figure(None) is None


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "1 KB"), (1, "1 KB"), (1536, "2 KB"), (245_760, "240 KB"), (1_258_291, "1,2 MB")],
)
def test_sizes_of_files_are_for_people(size: int, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("locality", "note"),
    [
        ("can-tho", ""),
        ("binh-phuoc", "nay thuộc Thành phố Đồng Nai"),
        ("tien-giang", "nay thuộc Tỉnh Đồng Tháp"),
        ("hai-duong", "nay thuộc Thành phố Hải Phòng"),
        ("hai-phong/kinh-mon", ""),
    ],
)
def test_a_former_place_says_what_it_has_become_part_of(locality: str, note: str) -> None:
    assert place_note(locality, snapshot()) == note
    link = locality_link(locality, snapshot())
    assert link is not None
    assert (link.address, link.note) == (f"/dia-phuong/{locality}/", note)


def test_a_plan_keeps_the_name_that_it_was_issued_under() -> None:
    now = snapshot({"ke-hoach/binh-phuoc/a.md": PLAN, "ke-hoach/can-tho/b.md": PLAN})
    notes = {
        page.address: page.place_note
        for page in (record_page(plan, now) for plan in now.plans)
        if isinstance(page, PlanPage)
    }
    assert notes == {
        "/ke-hoach/binh-phuoc/a/": (
            "Văn bản giữ tên lúc ban hành: Tỉnh Bình Phước, nay thuộc Thành phố Đồng Nai."
        ),
        "/ke-hoach/can-tho/b/": "",
    }


def test_no_place_is_no_link() -> None:
    assert locality_link(None, snapshot()) is None


@pytest.mark.parametrize(
    ("source", "text", "address"),
    [
        ("https://www.bao.example/a/b?c", "bao.example", "https://www.bao.example/a/b?c"),
        ("bao", "Một tờ báo", "https://bao.example/bai"),
    ],
)
def test_a_source_is_shown_under_its_name_or_host(source: str, text: str, address: str) -> None:
    found = source_item(source, snapshot())
    assert (found.text, found.address) == (text, address)


def test_a_task_leads_to_its_plan() -> None:
    plan = snapshot().plans[0]
    row = task_row(plan.tasks[0], plan)
    assert (row.unit, row.work) == ("Các sở", "Xây dựng kế hoạch")
    assert row.due is not None
    assert row.due.iso == "2025-03-31"
    assert row.plan.address == "/ke-hoach/can-tho/tuyen-truyen/"


def test_targets_are_shown_with_their_operator() -> None:
    now = snapshot()
    assert target(now.settings.targets.targets[0], now).phrase == "từ 30% GDP trở lên"


def test_a_card_has_what_lists_show() -> None:
    now = snapshot()
    found = card(now.plans[0], now)
    assert (found.kind, found.kind_label, found.date.text) == ("ke-hoach", "Kế hoạch", "03/01/2026")
    assert found.locality is not None
    assert found.locality.title == "Thành phố Cần Thơ"
    found = card(now.achievements[0], now)
    assert found.figure is not None
    assert found.as_of is not None
    assert found.as_of.text == "10/12/2025"


@pytest.mark.parametrize(
    ("count", "sizes", "addresses"),
    [
        (0, [0], ["/a/"]),
        (1, [1], ["/a/"]),
        (10, [10], ["/a/"]),
        (11, [10, 1], ["/a/", "/a/trang/2/"]),
        (30, [10, 10, 10], ["/a/", "/a/trang/2/", "/a/trang/3/"]),
    ],
)
def test_a_list_is_cut_into_pages_of_one_size(count: int, sizes: list[int], addresses: list[str]) -> None:
    found = list(pages(range(count), 10, "/a/"))
    assert [len(part) for _, _, part, _ in found] == sizes
    assert [address for _, address, _, _ in found] == addresses
    assert [number for number, _, _, _ in found] == list(range(1, len(sizes) + 1))


@given(st.integers(0, 3000), st.integers(1, 50))
def test_every_item_is_on_one_page_and_every_page_can_be_reached(count: int, size: int) -> None:
    found = list(pages(range(count), size, "/a/"))
    assert [item for _, _, part, _ in found for item in part] == list(range(count))
    reached, waiting = {"/a/"}, ["/a/"]
    links = {address: links for _, address, _, links in found}
    while waiting:
        for link in links[waiting.pop()]:
            if link.address not in reached:
                reached.add(link.address)
                waiting.append(link.address)
    assert reached == links.keys()


@given(st.integers(0, 20_000))
def test_the_links_of_a_page_do_not_grow_with_the_list(count: int) -> None:
    for number_, _, part, links in list(pages(range(count), 20, "/a/"))[::37]:
        assert len(part) <= 20
        assert len(links) <= 7
        assert str(number_) in [link.title for link in links]
        assert links[0].address == "/a/"


def test_the_first_page_may_have_an_address_of_its_own() -> None:
    assert page_address("/a/", 1, first="/a/trang/1/") == "/a/trang/1/"
    assert page_address("/a/", 2, first="/a/trang/1/") == "/a/trang/2/"


def many(count: int) -> dict[str, str]:
    files = dict(own_content())
    for number_ in range(count):
        files[f"ke-hoach/can-tho/a{number_}.md"] = PLAN
        files[f"dien-hinh/b{number_}.md"] = ACHIEVEMENT
        files[f"tin-tuc/2026/c{number_}.md"] = NOTICE.replace("date:", "locality: can-tho\ndate:")
    return files


def weight(value: object) -> int:
    """How many texts and numbers a view holds."""
    if is_dataclass(value):
        return sum(weight(getattr(value, each.name)) for each in fields(value))
    return sum(map(weight, value)) if isinstance(value, tuple) else 1


def test_no_page_grows_with_the_number_of_records() -> None:
    few, more = (
        {page.address: weight(page) for page in all_pages(snapshot(many(count)))} for count in (110, 220)
    )
    # The last page of a list may have filled; of the others only the links to further pages may be more.
    compared = {address for address in few if "/trang/" not in address}
    assert {address for address in compared if more[address] > few[address] + 12} == set()
    assert len(more) > len(few)


def test_lists_have_pages_of_the_sizes_that_they_promise() -> None:
    now = snapshot(many(120))
    for page in (page for page in all_pages(now) if isinstance(page, ListPage)):
        assert len(page.cards) <= PER_PAGE
        assert len(page.pages) <= 7
    whole = [page for page in tasks_pages(now) if "/don-vi/" not in page.address]
    rows = [len(page.dated) + sum(len(part) for *_, part in page.units) for page in whole]
    assert rows == [ROWS, ROWS, sum(len(plan.tasks) + len(plan.reports) for plan in now.plans) - 2 * ROWS]
    assert all(len(page.rows) <= MATRIX_ROWS for page in matrix_pages(now))
    place = next(page for page in all_pages(now) if isinstance(page, LocalityPage) and page.name == "Cần Thơ")
    assert (len(place.plans), len(place.achievements), len(place.notices)) == (CARDS, 0, CARDS)
    assert place.total == 241


def test_every_page_has_an_address_of_its_own_a_title_and_a_description() -> None:
    found = list(all_pages(snapshot(many(30))))
    addresses = [page.address for page in found]
    assert len(set(addresses)) == len(addresses)
    titles = [page.title for page in found if not isinstance(page, RedirectPage)]
    assert all(titles)
    assert all(page.description for page in found)


def links_of(value: object) -> list[Link]:
    if isinstance(value, Link):
        return [value]
    if is_dataclass(value):
        return [link for each in fields(value) for link in links_of(getattr(value, each.name))]
    return [link for part in value for link in links_of(part)] if isinstance(value, tuple) else []


def test_every_link_of_every_page_leads_to_a_page() -> None:
    found = list(all_pages(snapshot(many(30))))
    addresses = {page.address for page in found}
    dead = {
        (page.address, link.address)
        for page in found
        for link in links_of(page)
        if link.address.startswith("/") and link.address.partition("#")[0] not in addresses
        # Files: whether they are there, the built site shows.
        if link.address.endswith("/") or "#" in link.address
    }
    assert dead == set()


def test_a_former_address_leads_to_the_new_one() -> None:
    text = NOTICE.replace("date:", "aliases: [/tin-cu/, /tin-cu-hon/]\ndate:", 1)
    found = [
        page
        for page in all_pages(snapshot({**own_content(), "tin-tuc/2026/luat.md": text}))
        if isinstance(page, RedirectPage) and page.target == "/tin-tuc/2026/luat/"
    ]
    assert [page.address for page in found] == ["/tin-cu/", "/tin-cu-hon/"]
    assert all(page.noindex for page in found)


def test_views_can_be_hashed_by_what_they_show() -> None:
    def shown() -> list[str]:
        return [repr(page) for page in all_pages(snapshot())]

    assert shown() == shown()
    assert all(" at 0x" not in text for text in shown())
