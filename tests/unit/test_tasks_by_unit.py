"""Tasks and reports: all of them, those of each unit, and the index of the units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from portal.views.pages import TasksPage, UnitsPage
from portal.views.parts import Link
from portal.views.tasks import ROWS, UNITS, rows_of, tasks_pages
from tests.projects import PLAN
from tests.unit.small import snapshot

HEAD, _, BODY = PLAN.partition("tasks:\n")
Given = Sequence[dict[str, Any]]


def lines(name: str, rows: Given) -> str:
    if not rows:
        return ""
    written = ("{" + ", ".join(f'{key}: "{value}"' for key, value in row.items()) + "}" for row in rows)
    return f"{name}:\n" + "".join(f"  - {row}\n" for row in written)


def plan(tasks: Given = (), reports: Given = (), *, title: str = "Kế hoạch tuyên truyền") -> str:
    head = HEAD.replace("title: Kế hoạch tuyên truyền", f"title: {title}")
    return f"{head}{lines('tasks', tasks)}{lines('reports', reports)}---\nMột đoạn.\n"


def pages_of(*plans: str) -> dict[str, TasksPage | UnitsPage]:
    now = snapshot({f"ke-hoach/can-tho/a{number}.md": text for number, text in enumerate(plans)})
    found = list(tasks_pages(now))
    assert len({page.address for page in found}) == len(found)
    return {page.address: page for page in found}


def tasks_page(address: str, *plans: str) -> TasksPage:
    page = pages_of(*plans)[address]
    assert isinstance(page, TasksPage)
    return page


def index(*plans: str) -> tuple[Link, ...]:
    page = pages_of(*plans)["/viec/don-vi/"]
    assert isinstance(page, UnitsPage)
    return page.units


def task(unit: str, **more: str) -> dict[str, str]:
    return {"unit": unit, "work": "Việc", **more}


def works(page: TasksPage) -> list[str]:
    return [row.work for row in page.dated] + [row.work for *_, rows in page.units for row in rows]


def test_a_plan_has_its_tasks_and_then_its_reports() -> None:
    text = plan([task("A", work="1"), task("B", work="2")], [{"who": "C", "to": "D", "work": "3"}])
    rows = rows_of(snapshot({"ke-hoach/can-tho/a.md": text}).plans[0])
    assert [(row.unit, row.work, row.kind, row.to) for row in rows] == [
        ("A", "1", "task", ""),
        ("B", "2", "task", ""),
        ("C", "3", "report", "D"),
    ]


def test_rows_with_a_date_come_in_its_order_and_the_others_under_their_unit() -> None:
    page = tasks_page(
        "/viec/",
        plan(
            [
                task("B", work="1", due="2025-12", due_kind="within"),
                task("Sở", work="2"),
                task("A", work="3", due="2025-03-31"),
                task("Đảng ủy", work="4"),
                task("Sở", work="5"),
            ],
            [{"who": "A", "work": "6", "due": "2025-03-31", "due_kind": "before"}],
        ),
    )
    assert [(row.work, row.due and row.due.iso) for row in page.dated] == [
        ("6", "2025-03-30"),
        ("3", "2025-03-31"),
        ("1", "2025-12-31"),
    ]
    assert [(name, anchor, [row.work for row in rows]) for name, anchor, rows in page.units] == [
        ("Đảng ủy", "dang-uy", ["4"]),
        ("Sở", "so", ["2", "5"]),
    ]
    assert page.total == 6


def test_each_unit_has_a_page_with_all_that_is_its_own() -> None:
    found = pages_of(
        plan([task("Sở Tư pháp", work="1"), task("Công an", work="2"), task("Công an")], title="Một"),
        plan([task("Sở Tư pháp", work="3", due="2025")], [{"who": "Sở Tư pháp", "work": "4"}], title="Hai"),
    )
    assert list(found) == ["/viec/", "/viec/don-vi/cong-an/", "/viec/don-vi/so-tu-phap/", "/viec/don-vi/"]
    page = found["/viec/don-vi/so-tu-phap/"]
    assert isinstance(page, TasksPage)
    assert sorted(works(page)) == ["1", "3", "4"]
    assert [row.plan.title for row in page.dated] == ["Hai"]
    assert (page.title, page.total) == ("Việc của: Sở Tư pháp", 3)
    assert [link.address for link in page.crumbs] == ["/", "/viec/", "/viec/don-vi/"]
    assert page.filters == ()


@pytest.mark.parametrize(
    ("units", "links"),
    [
        (["Sở Y tế"], [("Sở Y tế", "so-y-te", 2)]),
        # Spellings of one address are one unit, under the name that comes first.
        (["Sở Y tế", "sở y tế", "Sở  Y-tế"], [("Sở Y tế", "so-y-te", 6)]),
        (["Ủy ban", "Uỷ ban"], [("Ủy ban", "uy-ban", 4)]),
        (["Xã Động", "Xã Đông"], [("Xã Động", "xa-dong", 4)]),
        # What pages of lists are called everywhere.
        (["Trang"], [("Trang", "trang-2", 2)]),
        (["trang", "Tràng An"], [("trang", "trang-2", 2), ("Tràng An", "trang-an", 2)]),
        # Names without a letter or digit.
        (["…"], [("…", "don-vi", 2)]),
        (["…", "–"], [("…", "don-vi", 4)]),
        # Vietnamese order.
        (
            ["Sở", "Đoàn", "Ban", "Dân"],
            [("Ban", "ban", 2), ("Dân", "dan", 2), ("Đoàn", "doan", 2), ("Sở", "so", 2)],
        ),
    ],
)
def test_units_have_an_address_by_their_name(units: list[str], links: list[tuple[str, str, int]]) -> None:
    found = index(plan([task(unit) for unit in units for _ in range(2)]))
    assert [(link.title, link.address, link.note) for link in found] == [
        (name, f"/viec/don-vi/{slug}/", str(count)) for name, slug, count in links
    ]


def test_every_link_of_the_index_leads_to_a_page_and_every_row_has_a_unit() -> None:
    text = plan([task(unit) for unit in ("Trang", "A", "a", "…", "Sở", "A", "trang")], [{"work": "B"}])
    found = pages_of(text)
    links = index(text)
    assert sum(int(link.note) for link in links) == found["/viec/"].total == 8
    assert {link.title: link.address for link in links if link.address in found} == {
        "A": "/viec/don-vi/a/",
        "Trang": "/viec/don-vi/trang-2/",
    }
    assert {link.address for link in links if link.address not in found} == {"/ke-hoach/can-tho/a0/"}


def test_a_unit_with_a_single_row_leads_to_its_plan() -> None:
    texts = plan([task("A"), task("A")]), plan([task("B")])
    assert index(*texts) == (
        Link("A", "/viec/don-vi/a/", "2"),
        Link("B", "/ke-hoach/can-tho/a1/", "1"),
    )
    assert "/viec/don-vi/b/" not in pages_of(*texts)


def test_a_report_that_names_nobody_is_under_those_words() -> None:
    assert [link.title for link in index(plan(reports=[{"work": "B"}]))] == ["Văn bản không nêu đơn vị"]


def test_only_plans_that_are_listed_give_work() -> None:
    gone = plan([task("A")]).replace("date:", "withdrawn: {date: 2026-02-01, reason: a}\ndate:", 1)
    page = tasks_page("/viec/", gone)
    assert (page.total, page.dated, page.units, page.filters) == (0, (), (), ())


def test_without_work_there_are_no_units() -> None:
    found = pages_of(plan())
    assert list(found) == ["/viec/", "/viec/don-vi/"]
    assert index(plan()) == ()
    page = tasks_page("/viec/", plan())
    assert (page.filters, page.number, len(page.pages)) == ((), 1, 1)


def test_the_units_with_the_most_work_are_led_to_directly_and_then_all() -> None:
    # U0 has one row, U1 two, up to U9; those with equally many come in Vietnamese order.
    rows = [task(f"U{number}") for number in range(10) for _ in range(number + 1)]
    links = tasks_page("/viec/", plan([*rows, task("Ư"), *[task("Đ")] * 9])).filters
    assert [(link.title, link.note) for link in links] == [
        ("U9", "10"),
        ("Đ", "9"),
        ("U8", "9"),
        ("U7", "8"),
        ("U6", "7"),
        ("U5", "6"),
        ("U4", "5"),
        ("U3", "4"),
        ("Tất cả 12 đơn vị", ""),
    ]
    assert links[0].address == "/viec/don-vi/u9/"
    assert links[-1].address == "/viec/don-vi/"


@pytest.mark.parametrize(
    ("count", "sizes"), [(ROWS, [ROWS]), (ROWS + 1, [ROWS, 1]), (2 * ROWS + 7, [ROWS, ROWS, 7])]
)
def test_long_lists_are_cut_into_pages_with_dates_first(count: int, sizes: list[int]) -> None:
    dated = [task("A", work=f"d{number}", due="2025") for number in range(60)]
    others = [task("A", work=f"o{number}") for number in range(count - 60)]
    found = pages_of(plan([*others, *dated]))
    for base, title in (("/viec/", "Việc và hạn"), ("/viec/don-vi/a/", "Việc của: A")):
        parts = [found[base], *(found[f"{base}trang/{number}/"] for number in range(2, len(sizes) + 1))]
        assert f"{base}trang/{len(sizes) + 1}/" not in found
        shown = [works(page) for page in parts if isinstance(page, TasksPage)]
        assert [len(part) for part in shown] == sizes
        assert [work for part in shown for work in part] == [row["work"] for row in [*dated, *others]]
        assert [page.title for page in parts] == [
            title if number == 1 else f"{title}, trang {number}" for number in range(1, len(sizes) + 1)
        ]
        assert len({page.description for page in parts}) == len(sizes)
        assert all(page.total == count for page in parts if isinstance(page, TasksPage))


def test_a_later_page_leads_back_to_the_first() -> None:
    found = pages_of(plan([task("A") for _ in range(ROWS + 1)]))
    assert found["/viec/trang/2/"].crumbs[-1] == Link("Việc và hạn", "/viec/")
    assert found["/viec/don-vi/a/trang/2/"].crumbs[-1] == Link("Việc của: A", "/viec/don-vi/a/")
    page = found["/viec/trang/2/"]
    assert isinstance(page, TasksPage)
    assert [link.address for link in page.pages] == ["/viec/", "/viec/trang/2/"]
    assert page.number == 2
    assert page.filters


def test_units_with_a_single_row_are_not_led_to_directly() -> None:
    links = tasks_page("/viec/", plan([task("A"), task("B"), task("B")])).filters
    assert [link.title for link in links] == ["B", "Tất cả 2 đơn vị"]


def test_the_index_of_units_is_cut_into_pages_too() -> None:
    found = pages_of(plan([task(f"Đơn vị {number}") for number in range(UNITS + 1)]))
    first, second = (found[address] for address in ("/viec/don-vi/", "/viec/don-vi/trang/2/"))
    assert isinstance(first, UnitsPage)
    assert isinstance(second, UnitsPage)
    assert (len(first.units), len(second.units), first.total) == (UNITS, 1, UNITS + 1)
    # Numbers in names are ordered by their value.
    assert [link.title for link in (*first.units[8:11], *second.units)] == [
        "Đơn vị 8",
        "Đơn vị 9",
        "Đơn vị 10",
        f"Đơn vị {UNITS}",
    ]
    assert first.title != second.title
