"""The portal in a browser as nginx serves it with our configuration: nothing that pages do is forbidden them.

Pages of other websites stand at another origin, as they will in the world.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import uploads
from tests.browser.conftest import Seen
from tests.browser.kinds import KINDS
from tests.serving import Served

pytestmark = pytest.mark.browser

# In every page before its own scripts: what a policy forbids, also where the console does not tell.
VIOLATIONS = """
window.forbidden = [];
document.addEventListener("securitypolicyviolation", (event) =>
  forbidden.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture
def context(browser: Browser, seen: Seen) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", ignore_https_errors=True)
    made.set_default_timeout(10_000)
    made.add_init_script(VIOLATIONS)
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    seen.watch(made)
    # All that the console says, warnings too: of a header that the browser does not know, say.
    made.on(
        "console", lambda message: seen.errors.append(message.text) if message.type == "warning" else None
    )
    yield made
    made.close()


@pytest.fixture
def opened(context: BrowserContext, published: Served, seen: Seen) -> Iterator[Callable[[str], Page]]:
    """`opened(address)`: a page; afterwards nothing was forbidden or went wrong, nobody else was asked."""
    pages = []

    def open_(address: str) -> Page:
        pages.append(context.new_page())
        pages[-1].goto(published.url + address)
        return pages[-1]

    yield open_
    for page in pages:
        assert page.evaluate("window.forbidden || []") == []
    assert seen.elsewhere(published.url) == []
    assert seen.errors == []


def test_every_kind_of_page_works_under_the_headers(opened: Callable[[str], Page], published: Served) -> None:
    page = opened("/")
    for kind in sorted(KINDS.keys() - {"unknown"}):
        page.goto(published.url + KINDS[kind])
        page.evaluate("new Promise(done => requestIdleCallback(done, { timeout: 2000 }))")
        assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)"), kind
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Inter'))"), kind
        assert page.evaluate("window.forbidden") == [], kind


def test_the_page_for_what_is_missing_has_its_looks(context: BrowserContext, published: Served) -> None:
    page = context.new_page()
    answer = page.goto(f"{published.url}/dia-phuong/khong-co/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Inter")
    assert page.evaluate("window.forbidden") == []


def test_search_finds_while_one_types_and_keeps_the_words_from_the_server(
    opened: Callable[[str], Page], context: BrowserContext
) -> None:
    told: list[str] = []
    context.on("request", lambda request: told.append(request.headers.get("referer", "")))
    page = opened("/tim-kiem/")
    field = (
        page.get_by_role("main")
        .get_by_role("searchbox")
        .or_(page.get_by_role("main").get_by_role("combobox"))
        .first
    )
    field.fill("chuyen doi so")
    expect(
        page.get_by_role("main").get_by_role("link", name=re.compile("[Cc]huyển đổi số")).first
    ).to_be_visible()
    page.wait_for_function("location.search.includes('q=')")
    assert not any("q=" in address or "tim-kiem" in address for address in told), told


def test_a_screen_plays_and_keeps_itself_for_when_there_is_no_line(opened: Callable[[str], Page]) -> None:
    page = opened("/man-hinh/kiosk-ngang/")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then(names => names.some(name => name.startsWith('man-hinh ')))")
    expect(page.locator("html")).to_have_class(re.compile("."))


def test_a_screen_is_shown_on_the_page_of_screens(opened: Callable[[str], Page]) -> None:
    section = opened("/man-hinh/").locator("#bang-led-192x64")
    section.get_by_role("button", name="Xem như trên màn hình").click()
    expect(section.frame_locator("iframe").locator("img:visible").first).to_be_visible()


def test_the_board_that_is_tried_is_drawn(opened: Callable[[str], Page]) -> None:
    page = opened("/man-hinh/thu/")
    page.get_by_role("textbox").first.fill("Cảnh báo lũ: sơ tán ngay")
    expect(page.locator("canvas, img[src^='data:'], img[src^='blob:']").first).to_be_visible()


def test_addresses_are_copied(opened: Callable[[str], Page]) -> None:
    page = opened("/nguon-tin/")
    page.get_by_role("button", name=re.compile("^Chép địa chỉ ")).first.click()
    assert "/feeds/" in str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("address", ["/feeds/tat-ca.xml", "/feeds/tat-ca.atom"])
def test_a_feed_opened_in_a_browser_has_its_looks(opened: Callable[[str], Page], address: str) -> None:
    page = opened(address)
    assert page.evaluate("document.contentType") == "application/xml"
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 5
    # Programs get it as what it is, after that too.
    kind = page.evaluate(
        f"fetch('{address}', {{ cache: 'no-store' }}).then(a => a.headers.get('content-type'))"
    )
    assert kind.split("+")[0] in {"application/rss", "application/atom"}


def _elsewhere(folder: Path, site_url: Callable[..., str], body: str) -> str:
    (folder / "index.html").write_text(
        '<!doctype html><html lang="vi"><meta charset="utf-8"><link rel="icon" href="data:,">'
        f"<title>Xã Phong Điền</title><body><h1>Xã Phong Điền</h1>{body}",
        "utf-8",
    )
    return site_url(folder)


def test_other_websites_show_lists_and_screens(
    context: BrowserContext, published: Served, tmp_path: Path, site_url: Callable[..., str], seen: Seen
) -> None:
    source = published.url
    page = context.new_page()
    page.goto(
        _elsewhere(
            tmp_path,
            site_url,
            f'<script src="{source}/embed.js" async></script>'
            f'<portal-feed src="{source}/embed/tat-ca.json" limit="3">…</portal-feed>'
            f'<iframe src="{source}/embed/tat-ca/" width="400" height="300"></iframe>'
            f'<iframe src="{source}/man-hinh/kiosk-ngang/" width="480" height="270"></iframe>'
            f'<img id="anh" src="{source}/anh/cong.png"><img id="qr" src="{source}/qr.svg" width="80">',
        )
    )
    expect(page.locator("portal-feed").get_by_role("listitem")).to_have_count(3)
    expect(page.frame_locator("iframe").first.get_by_role("listitem").first).to_be_visible()
    assert page.frames[2].evaluate("document.documentElement.dataset.screen") == "kiosk-ngang"
    page.wait_for_function("[...document.images].every(image => image.naturalWidth > 0)")
    # What a script there may see, conditional questions included.
    feed = f"{source}/feeds/tat-ca.json"
    tag = page.evaluate("feed => fetch(feed).then(answer => answer.headers.get('etag'))", feed)
    again = """([feed, tag]) => fetch(feed, { cache: 'no-store', headers: { 'If-None-Match': tag } })
        .then(answer => answer.status)"""
    assert page.evaluate(again, [feed, tag]) == 304
    assert page.evaluate(f"fetch('{source}/embed/khong-co.json').then(answer => answer.status)") == 404
    # A list that is not there, and a screen that may not stay on unless its host allows it.
    told = [text for text in seen.errors if "404" not in text and "screen-wake-lock" not in text]
    assert told == []


@pytest.mark.parametrize("address", ["/", "/nguon-tin/", "/feeds/tat-ca.xml", f"{uploads.FOLDER}phu-luc.pdf"])
def test_other_pages_refuse_to_be_framed(
    context: BrowserContext,
    published: Served,
    tmp_path: Path,
    site_url: Callable[..., str],
    seen: Seen,
    address: str,
) -> None:
    page = context.new_page()
    page.goto(_elsewhere(tmp_path, site_url, f'<iframe src="{published.url}{address}"></iframe>'))
    page.wait_for_load_state("networkidle")
    assert any("frame" in text.lower() for text in seen.errors), seen.errors
    assert page.frames[1].url.startswith("chrome-error:")


def test_nothing_in_files_from_outside_runs(context: BrowserContext, published: Served) -> None:
    page = context.new_page()
    page.goto(f"{published.url}{uploads.FOLDER}so-do.svg")
    assert page.evaluate("document.documentElement.localName") == "svg"
    assert page.evaluate("document.documentElement.getAttribute('data-ran')") is None
    # It is drawn with its own style all the same.
    assert page.evaluate("getComputedStyle(document.querySelector('rect')).fill") == "rgb(16, 57, 74)"
    page.goto(published.url)
    for name in ("trang.html", "trang.xhtml"):
        with page.expect_download():
            page.evaluate(f"location.href = '{uploads.FOLDER}{name}'")
