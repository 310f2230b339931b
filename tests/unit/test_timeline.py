"""The timeline: documents, plans and deadlines in order of time, by year, in pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from portal.catalogue import Snapshot
from portal.dates import parse_start
from portal.model.data import Documents
from portal.views.parts import Day, Event, Link
from portal.views.timeline import EVENTS, events, timeline_pages
from tests.projects import PLAN
from tests.unit.small import NOW, catalogue, settings, snapshot

HEAD, _, _ = PLAN.partition("tasks:\n")


def document(number: str = "03/NQ-CP", **fields: str) -> dict[str, str]:
    return {"number": number, "kind": "nghi-quyet", "issuer": "Chính phủ", "title": "Tên", **fields}


def plan(signed: str = "", *tasks: tuple[str, str], title: str = "Kế hoạch") -> str:
    head = HEAD.replace("signed: 2025-02-18\n", f"signed: {signed}\n" if signed else "")
    head = head.replace("title: Kế hoạch tuyên truyền", f"title: {title}")
    rows = "".join(
        f'  - {{unit: "{unit}", work: Việc{f", due: {due}" if due else ""}}}\n' for unit, due in tasks
    )
    return f"{head}{'tasks:' if rows else ''}\n{rows}---\nMột đoạn.\n"


def now_with(*documents: Mapping[str, str], plans: tuple[str, ...] = ()) -> Snapshot:
    register = Documents.model_validate({"documents": documents})
    files = {f"ke-hoach/can-tho/a{number}.md": text for number, text in enumerate(plans)}
    return replace(catalogue(files), settings=replace(settings(), documents=register)).at(parse_start(NOW))


def shown(found: list[Event]) -> list[tuple[str, str]]:
    return [(event.day.iso, event.kind) for event in found]


def test_the_timeline_of_the_project_has_documents_plans_and_deadlines() -> None:
    assert shown(events(snapshot())) == [
        ("2024-12-22", "document"),
        ("2025-01-09", "document"),
        ("2025-02-18", "plan"),
        ("2025-03-06", "deadline"),
        ("2025-03-31", "deadline"),
    ]


def test_a_document_leads_to_its_place_in_the_register() -> None:
    (event,) = events(now_with(document(signed="2025-01-09", title="Chương trình")))
    link = Link("Nghị quyết 03/NQ-CP", "/van-ban/#03-nq-cp", "Chính phủ")
    assert event == Event(Day("2025-01-09", "09/01/2025"), "document", "Chương trình", link)


def test_a_plan_leads_to_its_page() -> None:
    (event,) = events(now_with(plans=(plan("2025-02"),)))
    link = Link("Kế hoạch", "/ke-hoach/can-tho/a0/", "Ban Thường vụ Thành ủy Cần Thơ")
    assert event == Event(Day("2025-02", "tháng 02 năm 2025"), "plan", "", link)


def test_a_deadline_says_who_does_what_and_stands_on_its_last_day() -> None:
    (event,) = events(now_with(plans=(plan("", ("Các sở", "2025-03")),)))
    assert (event.kind, event.title) == ("deadline", "Các sở: Việc")
    assert event.day == Day("2025-03-31", "chậm nhất tháng 3 năm 2025")
    assert event.link.address == "/ke-hoach/can-tho/a0/"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"signed": "2025-01-09"}, [("2025-01-09", "document")]),
        ({"effective": "2025-07-01"}, [("2025-07-01", "effective")]),
        (
            {"signed": "2025-01-09", "effective": "2025-07-01"},
            [("2025-01-09", "document"), ("2025-07-01", "effective")],
        ),
        ({"signed": "2025-01-09", "effective": "2025-01-09"}, [("2025-01-09", "document")]),
        (
            {"signed": "2025-01", "effective": "2025-01-01"},
            [("2025-01", "document"), ("2025-01-01", "effective")],
        ),
    ],
)
def test_a_document_stands_where_it_was_signed_and_where_it_takes_effect_later(
    fields: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert shown(events(now_with(document(**fields)))) == found


def test_what_has_no_date_is_not_on_the_timeline() -> None:
    assert events(now_with(document(), plans=(plan("", ("Các sở", "")),))) == []


def test_what_was_withdrawn_leaves_the_timeline() -> None:
    gone = plan("2025", ("Các sở", "2025")).replace(
        "date:", "withdrawn: {date: 2026-02-01, reason: a}\ndate:", 1
    )
    assert events(now_with(plans=(gone,))) == []


def test_a_part_date_stands_before_the_days_that_it_may_mean() -> None:
    dates = ["2025-01-31", "2025-02", "2025", "2024-12-31", "2025-01-01", "2026", "2025-01", "2025-02-01"]
    found = events(now_with(*(document(f"{number}/NQ-CP", signed=each) for number, each in enumerate(dates))))
    assert [event.day.iso for event in found] == [
        "2024-12-31",
        "2025",
        "2025-01",
        "2025-01-01",
        "2025-01-31",
        "2025-02",
        "2025-02-01",
        "2026",
    ]


def test_on_one_day_documents_come_first_then_plans_then_deadlines() -> None:
    day = "2025-03-31"
    found = events(
        now_with(
            document("1/NQ-CP", signed="2024", effective=day),
            document("2/NQ-CP", signed=day),
            plans=(plan(day, ("Các sở", day)),),
        )
    )
    assert [event.kind for event in found] == ["document", "document", "effective", "plan", "deadline"]


def test_events_of_one_day_and_kind_come_in_vietnamese_order() -> None:
    names = ["Ủy ban", "Đảng ủy", "Sở", "Các xã"]
    found = events(now_with(plans=(plan("", *((name, "2025") for name in names)),)))
    assert [event.title.partition(":")[0] for event in found] == ["Các xã", "Đảng ủy", "Sở", "Ủy ban"]


def test_a_page_groups_its_events_by_year() -> None:
    dates = ["2024-12-22", "2025", "2025-01-09", "2026-03"]
    now = now_with(*(document(f"{number}/NQ-CP", signed=each) for number, each in enumerate(dates)))
    (page,) = timeline_pages(now)
    assert [(year, [event.day.iso for event in found]) for year, found in page.years] == [
        ("2024", ["2024-12-22"]),
        ("2025", ["2025", "2025-01-09"]),
        ("2026", ["2026-03"]),
    ]
    assert (page.address, page.template, page.total) == ("/dong-thoi-gian/", "timeline.html", 4)


def test_an_empty_timeline_still_has_its_page() -> None:
    (page,) = timeline_pages(now_with())
    assert (page.years, page.total, page.number) == ((), 0, 1)


@pytest.mark.parametrize(
    ("count", "sizes"), [(EVENTS, [EVENTS]), (EVENTS + 1, [EVENTS, 1]), (2 * EVENTS + 3, [EVENTS, EVENTS, 3])]
)
def test_a_long_timeline_is_cut_into_pages(count: int, sizes: list[int]) -> None:
    rows = tuple((f"Đơn vị {number}", f"{2025 + number // 200}") for number in range(count))
    found = list(timeline_pages(now_with(plans=(plan("", *rows),))))
    assert [sum(len(part) for _, part in page.years) for page in found] == sizes
    titles = [event.title for page in found for _, part in page.years for event in part]
    assert titles == [f"{unit}: Việc" for unit, _ in rows]
    assert [page.address for page in found] == [
        "/dong-thoi-gian/",
        "/dong-thoi-gian/trang/2/",
        "/dong-thoi-gian/trang/3/",
    ][: len(sizes)]
    assert len({(page.title, page.description) for page in found}) == len(sizes)
    assert all(page.total == count for page in found)
    assert [link.address for link in found[-1].crumbs] == ["/", "/dong-thoi-gian/"][: 1 + (len(sizes) > 1)]
