"""`/nguon-tin/`: addresses are copied with a button, the right feed is found, a frame shows it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Seen
from tests.browser.kinds import EMBEDDED, KINDS
from tests.browser.parts import Visit

pytestmark = pytest.mark.browser

FEEDS = KINDS["feeds"]
URL = "https://nghiquyet57.example/"


def _copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def _picker(page: Page) -> Locator:
    page.get_by_role("button", name="Tìm bản tin theo loại, địa phương, mục").click()
    expect(page.locator(".picker")).to_be_visible()
    return page.locator(".picker__result")


@pytest.fixture
def feeds(visit: Visit) -> Page:
    page = visit(FEEDS)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def test_each_address_has_a_button_that_copies_it(feeds: Page, seen: Seen) -> None:
    links = feeds.locator("a[data-copy]")
    buttons = feeds.get_by_role("button", name=re.compile("^Chép địa chỉ "))
    assert links.count() == buttons.count() > 50
    names = buttons.evaluate_all("all => all.map(button => button.getAttribute('aria-label'))")
    assert len(set(names)) == len(names)
    button = feeds.get_by_role(
        "button", name="Chép địa chỉ RSS, Các dạng của bản tin Kế hoạch của địa phương"
    )
    button.click()
    expect(button).to_have_text("Đã chép")
    assert _copied(feeds).endswith("/feeds/ke-hoach.xml")
    assert _copied(feeds).startswith("http")
    expect(feeds.locator("[role=status]", has_text="Đã chép địa chỉ RSS")).to_be_attached()
    expect(button).to_have_text("Chép", timeout=5000)
    assert seen.errors == []


def test_codes_for_other_websites_are_copied_whole(feeds: Page) -> None:
    for block in feeds.locator("[data-copy-text]").all():
        feeds.evaluate("navigator.clipboard.writeText('')")
        block.locator("+ button").click()
        expect(block.locator("+ button")).to_have_text("Đã chép")
        assert _copied(feeds) == block.text_content()
    text = feeds.locator("[data-copy-text]").first.text_content() or ""
    assert f'<script src="{URL}embed.js" async></script>' in text
    assert "<portal-feed src=" in text


def test_a_page_without_a_clipboard_copies_all_the_same(visit: Visit) -> None:
    page = visit(FEEDS, script="Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate(
        "document.addEventListener('copy', () => { window.taken = String(document.activeElement.value); })"
    )
    page.get_by_role("button", name=re.compile("^Chép địa chỉ Tệp OPML")).click()
    assert page.evaluate("window.taken").endswith("/feeds/feeds.opml")
    assert page.locator("textarea").count() == 0


@pytest.mark.parametrize(
    ("label", "value", "name"),
    [
        ("Loại", "ke-hoach", "ke-hoach"),
        ("Địa phương", "Thành phố Cần Thơ", "dia-phuong/can-tho"),
        ("Địa phương", "can tho", "dia-phuong/can-tho"),
        ("Địa phương", "  KINH MÔN", "dia-phuong/hai-phong/kinh-mon"),
        ("Địa phương", "tinh binh phuoc", "dia-phuong/binh-phuoc"),
        ("Mục của nghị quyết", "muc/the-che", "muc/the-che"),
        ("Dành cho", "danh-cho/nha-truong", "danh-cho/nha-truong"),
    ],
)
def test_the_picker_gives_the_addresses_of_a_feed(feeds: Page, label: str, value: str, name: str) -> None:
    result = _picker(feeds)
    control = feeds.get_by_label(label, exact=True)
    if label == "Địa phương":
        control.fill(value)
    else:
        control.select_option(value)
    shown = result.inner_text()
    assert f"{URL}feeds/{name}.xml" in shown
    assert f'<portal-feed src="{URL}embed/{name}.json"' in shown
    assert f'<iframe src="{URL}embed/{name}/"' in shown
    result.get_by_role("button", name="Chép RSS").click()
    assert _copied(feeds) == f"{URL}feeds/{name}.xml"


def test_what_the_picker_gives_is_there(feeds: Page, built_site: Path) -> None:
    result = _picker(feeds)
    feeds.get_by_label("Địa phương", exact=True).fill("can tho")
    for code in result.locator("code").all_inner_texts():
        for address in re.findall(rf"{URL}([^\s\"<]*)", code):
            file = built_site / address
            assert (file / "index.html" if address.endswith("/") else file).is_file(), address


def test_a_place_that_is_not_there_is_named(feeds: Page) -> None:
    result = _picker(feeds)
    feeds.get_by_label("Địa phương", exact=True).fill("Atlantis <b>")
    expect(result).to_have_text("Không có địa phương nào tên «Atlantis <b>» trong danh sách.")


def test_two_conditions_give_what_the_editors_need(feeds: Page) -> None:
    result = _picker(feeds)
    feeds.get_by_label("Loại", exact=True).select_option("ke-hoach")
    feeds.get_by_label("Địa phương", exact=True).fill("Kinh Môn")
    assert "data/feeds.yml" in result.inner_text()
    (declared,) = yaml.safe_load(result.locator("code").inner_text())
    assert declared["kinds"] == ["ke-hoach"]
    assert declared["localities"] == ["hai-phong/kinh-mon"]


def test_the_picker_is_tried_again_when_the_list_does_not_come(feeds: Page) -> None:
    feeds.route("**/api/v1/feeds.json", lambda route: route.abort())
    button = feeds.get_by_role("button", name="Tìm bản tin theo loại, địa phương, mục")
    button.click()
    expect(feeds.get_by_text("Chưa tải được danh sách, hãy thử lại.")).to_be_visible()
    feeds.unroute("**/api/v1/feeds.json")
    button.click()
    expect(feeds.locator(".picker")).to_be_visible()
    expect(feeds.get_by_label("Loại", exact=True)).to_be_focused()


def test_without_script_every_address_is_a_link(browser: Browser, portal: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal + FEEDS)
    assert page.get_by_role("button", name=re.compile("^Chép")).count() == 0
    links = page.locator("main a[type='application/rss+xml']")
    assert links.count() > 20
    assert (links.first.get_attribute("href") or "").endswith(".xml")
    context.close()


def test_a_frame_on_another_website_shows_the_list_and_leads_out(
    page: Page, seen: Seen, portal: str, tmp_path: Path, site_url: Callable[..., str]
) -> None:
    (tmp_path / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><title>Xã</title>'
        f'<iframe src="{portal}{EMBEDDED}" title="Tin" width="320" height="420"></iframe>',
        encoding="utf-8",
    )
    page.goto(site_url(tmp_path))
    frame = page.frame_locator("iframe")
    first = frame.locator("li a").first
    expect(first).to_be_visible()
    title = first.inner_text()
    # Nothing is cut off at the side of a narrow frame.
    assert frame.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth")
    first.click()
    page.wait_for_url(portal + "/ke-hoach/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert seen.errors == []
