"""The portal as readers see it: on a phone and on a wide screen, light and dark, with and without scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Seen

pytestmark = pytest.mark.browser

KINDS = {
    "home": "/",
    "sections": "/nghi-quyet/",
    "section": "/nghi-quyet/the-che/",
    "plans": "/ke-hoach/",
    "plan": "/ke-hoach/tien-giang/hoc-tap-quan-triet-nghi-quyet-57/",
    "achievements": "/dien-hinh/trang/2/",
    "achievement": "/dien-hinh/vung-phu-5g/",
    "notice": "/tin-tuc/2026/luat-chuyen-doi-so-co-hieu-luc/",
    "targets": "/muc-tieu/",
    "documents": "/van-ban/",
    "localities": "/dia-phuong/",
    "locality": "/dia-phuong/dong-nai/",
    "former locality": "/dia-phuong/binh-phuoc/",
    "empty locality": "/dia-phuong/cao-bang/",
    "tasks": "/viec/",
    "matrix": "/doi-chieu/",
    "text": "/gioi-thieu/",
    "unknown": "/khong-co-trang-nay/",
}
EACH_KIND = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"


@pytest.fixture(scope="session")
def portal(built_site: Path, site_url: Callable[..., str]) -> str:
    """The address of the built portal, served with a strict Content-Security-Policy."""
    return site_url(built_site, headers={"Content-Security-Policy": POLICY}).rstrip("/")


@pytest.fixture(scope="session", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def phone(browser: Browser, scheme: str) -> Iterator[Page]:
    """A phone of 360 pixels in one of the two colour schemes."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@EACH_KIND
def test_nothing_leaves_the_site_and_nothing_fails_under_a_strict_policy(
    page: Page, seen: Seen, portal: str, address: str
) -> None:
    page.goto(portal + address, wait_until="networkidle")
    expected = [error for error in seen.errors if not (address == KINDS["unknown"] and "404" in error)]
    assert seen.elsewhere(portal) == []
    assert expected == []


@EACH_KIND
def test_accessibility_rules_hold_on_a_phone(phone: Page, portal: str, address: str) -> None:
    phone.goto(portal + address)
    violations = Axe().run(phone).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in violations] == []


@EACH_KIND
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_scrolls_sideways(page: Page, portal: str, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(portal + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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
