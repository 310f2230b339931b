"""Long tables and lists are narrowed to what a reader types."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import KINDS
from tests.browser.parts import Visit

pytestmark = pytest.mark.browser


def _filter(page: Page, text: str) -> str:
    page.get_by_role("searchbox").fill(text)
    return page.locator("[data-filter] [role=status]").inner_text()


def test_units_are_narrowed_without_marks_and_come_back(visit: Visit) -> None:
    page = visit(KINDS["units"])
    units = page.locator(".units > li:visible")
    total = units.count()
    told = _filter(page, "bao va dai")
    names = [name.casefold() for name in units.all_inner_texts()]
    assert 0 < len(names) < total
    assert all("báo" in name and "và" in name and "đài" in name for name in names)
    assert told == f"Còn {len(names)} mục khớp."
    assert _filter(page, "BÁO  VÀ ĐÀI") == told
    assert _filter(page, "khong co don vi nay") == "Không có mục nào khớp trong trang này."
    assert units.count() == 0
    assert _filter(page, "") == ""
    assert units.count() == total


def test_tasks_are_narrowed_and_groups_of_rows_stay_whole(visit: Visit) -> None:
    page = visit(KINDS["tasks"])
    rows = page.locator(".tasks tbody tr:visible")
    total = rows.count()
    group = page.locator(".tasks tbody:has(th[rowspan])").first
    size = group.locator("tr").count()
    told = _filter(page, group.locator("th").inner_text())
    expect(group.locator("tr:visible")).to_have_count(size)
    left = page.locator(".tasks > tbody:has(th[scope=rowgroup]):visible").count()
    left += page.locator(".tasks > tbody:not(:has(th[scope=rowgroup])) tr:visible").count()
    assert told == f"Còn {left} mục khớp."
    assert 0 < rows.count() < total
    # A word of its second row alone keeps the whole group too.
    second = group.locator("tr").nth(1).locator("td").first.inner_text().split("\n")[0]
    _filter(page, second)
    expect(group.locator("tr:visible")).to_have_count(size)
    _filter(page, "")
    assert rows.count() == total


def test_the_filter_has_a_label_and_needs_no_submitting(visit: Visit, portal: str) -> None:
    page = visit(KINDS["tasks"])
    field = page.get_by_label("Lọc theo đơn vị hoặc việc trong trang này")
    field.fill("dang uy")
    field.press("Enter")
    assert page.url == portal + KINDS["tasks"]
    expect(field).to_have_value("dang uy")
