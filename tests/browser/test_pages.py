"""The portal as readers use it: nothing fails or leaves the site, with and without scripts, on any day."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Seen
from tests.browser.kinds import EACH_KIND, KINDS

pytestmark = pytest.mark.browser


@EACH_KIND
def test_nothing_leaves_the_site_and_nothing_fails_under_a_strict_policy(
    page: Page, seen: Seen, portal: str, address: str
) -> None:
    page.goto(portal + address, wait_until="networkidle")
    expected = [error for error in seen.errors if not (address == KINDS["unknown"] and "404" in error)]
    assert seen.elsewhere(portal) == []
    assert expected == []


def test_every_font_that_is_named_is_loaded_and_has_all_vietnamese_letters(page: Page, portal: str) -> None:
    page.goto(portal + "/nghi-quyet/the-che/", wait_until="networkidle")
    family = page.evaluate("getComputedStyle(document.body).fontFamily.split(',')[0].replaceAll('\"', '')")
    loaded = page.evaluate(
        "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)"
    )
    assert family in [name.strip('"') for name in loaded]
    # A face that lacks a letter takes it from elsewhere, and then its width is the fallback's.
    same = page.evaluate(
        """family => {
            const draw = document.createElement('canvas').getContext('2d');
            const width = (text, fonts) => {
                draw.font = `40px ${fonts}`;
                return draw.measureText(text).width;
            };
            return [...'ỰỸẴộ₫ẮỂđĐưƯỡợằẳặ≥≤'].filter(letter =>
                width(letter, `"${family}", monospace`) !== width(letter, `"${family}", serif`));
        }""",
        family,
    )
    assert same == []


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_reader_without_javascript_reaches_a_plans_deadline(without_script: Page, portal: str) -> None:
    without_script.goto(portal + "/")
    without_script.get_by_role("button", name="Danh mục").click()
    without_script.get_by_role("link", name="Kế hoạch", exact=True).first.click()
    without_script.get_by_role("link", name="Tiền Giang").first.click()
    assert "Tiền Giang" in without_script.inner_text("main")


def test_old_names_lead_to_the_new_place(without_script: Page, portal: str) -> None:
    without_script.goto(portal + "/dia-phuong/ha-giang/")
    without_script.wait_for_url("**/dia-phuong/tuyen-quang/")
    assert "Tuyên Quang" in without_script.inner_text("h1")


def test_a_past_deadline_is_shown_as_past_by_the_readers_clock(page: Page, portal: str) -> None:
    address = portal + KINDS["plan"]
    page.clock.set_fixed_time("2025-05-09T16:00:00Z")  # 23:00 on the last day that is in time, in Viet Nam
    page.goto(address)
    assert page.get_by_text("đã qua", exact=True).count() == 1
    page.clock.set_fixed_time("2025-05-09T17:30:00Z")  # half past midnight of the day after
    page.goto(address)
    assert page.get_by_text("đã qua", exact=True).count() == 2


def test_the_whole_menu_works_by_keyboard(page: Page, portal: str) -> None:
    page.goto(portal + "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") != ""
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body")
        shown = page.evaluate(
            # The whole card is the target of its title's link, and its frame shows the focus.
            "(e => [null, '::after'].some(part => getComputedStyle(e, part).outlineStyle !== 'none'))"
            "(document.activeElement)"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")
