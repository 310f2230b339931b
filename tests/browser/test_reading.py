"""Aids for reading: a page is copied, shared and printed; without scripts all of it is there."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import SETTLED, Seen
from tests.browser.kinds import EACH_KIND, KINDS
from tests.browser.parts import Visit, button, status, tools

pytestmark = pytest.mark.browser

PLAN = KINDS["plan"]
NARROW = {"width": 320, "height": 640}


def test_what_will_be_said_has_its_place_before(visit: Visit) -> None:
    """Screen readers listen to places that they know; one that is hidden while it is empty they miss."""
    expect(tools(visit(PLAN)).get_by_role("status")).to_have_count(1)


NO_SHARING = "delete Navigator.prototype.share;"
SHARING = """
    window.shared = [];
    navigator.share = about => { shared.push(about); return Promise.resolve(); };
"""


@pytest.mark.parametrize("kind", ["plan", "achievement", "audience", "text"])
def test_the_public_address_is_copied(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], permissions=["clipboard-read", "clipboard-write"])
    tools(page).get_by_role("button", name="Chép liên kết").click()
    expect(status(page)).to_have_text("Đã chép liên kết.")
    assert page.evaluate("navigator.clipboard.readText()") == f"https://nghiquyet57.example{KINDS[kind]}"


@pytest.mark.parametrize(
    "clipboard", ["undefined", "{ writeText: () => Promise.reject(new Error('not allowed')) }"]
)
def test_without_a_clipboard_the_address_is_shown(visit: Visit, clipboard: str) -> None:
    page = visit(
        PLAN,
        viewport=NARROW,
        script=f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }});",
    )
    tools(page).get_by_role("button", name="Chép liên kết").click()
    expect(status(page)).to_have_text(f"Địa chỉ trang: https://nghiquyet57.example{PLAN}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_page_is_shared_with_title_and_address(visit: Visit) -> None:
    page = visit(PLAN, script=SHARING)
    tools(page).get_by_role("button", name="Chia sẻ").click()
    [about] = page.evaluate("shared")
    assert about == {
        "title": page.title(),
        "text": page.locator("meta[name=description]").get_attribute("content"),
        "url": f"https://nghiquyet57.example{PLAN}",
    }


def test_a_reader_may_change_their_mind_about_sharing(visit: Visit, seen: Seen) -> None:
    page = visit(PLAN, script="navigator.share = () => Promise.reject(new DOMException('', 'AbortError'));")
    tools(page).get_by_role("button", name="Chia sẻ").click()
    page.evaluate(SETTLED)
    assert seen.errors == []


def test_without_sharing_there_is_no_button_for_it(visit: Visit) -> None:
    page = visit(PLAN, script=NO_SHARING)
    expect(tools(page).get_by_role("button", name="Chép liên kết")).to_be_visible()
    expect(page.get_by_role("button", name="Chia sẻ")).to_have_count(0)


# A4 without the margins of the style sheet, in CSS pixels: 178 of 210 mm.
PAPER = {"width": 673, "height": 900}
FRAME = ".masthead, .colophon, .skip, .crumbs, .tools, .filters, .follow, .theme, [data-filter]"


def test_a_printed_page_says_where_it_is_from(visit: Visit) -> None:
    page = visit(PLAN, viewport=PAPER)
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    source = page.locator(".printed")
    expect(source).to_contain_text(f"https://nghiquyet57.example{PLAN}")
    source.scroll_into_view_if_needed()
    code = source.locator("img")
    code.evaluate("code => code.decode()")
    assert code.evaluate("code => code.complete && code.naturalWidth > 0")
    size = code.bounding_box()
    assert size is not None
    # 24 mm: a phone reads it at arm's length.
    assert round(size["width"]) == round(size["height"]) == 91


@pytest.mark.parametrize("kind", ["plan", "section", "achievement", "notice", "tasks", "targets", "audience"])
def test_paper_has_the_content_without_the_frame(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], viewport=PAPER)
    page.emulate_media(media="print")
    for hidden in page.locator(FRAME).all():
        expect(hidden).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    # Paper does not scroll: tables are as wide as it at most.
    assert (
        page.locator("table:visible").evaluate_all(
            "(tables, width) => tables.filter(each => each.getBoundingClientRect().right > width + 1).length",
            PAPER["width"],
        )
        == 0
    )


def test_the_pages_of_a_pdf_are_a4(visit: Visit) -> None:
    pdf = visit(PLAN).pdf(prefer_css_page_size=True)
    [size] = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf))
    assert [round(float(points)) for points in size] == [595, 842]


STUB_PRINT = """
    window.printed = [];
    window.print = () => {
        const code = document.querySelector('.printed img');
        printed.push(code.complete && code.naturalWidth > 0);
    };
"""


def test_printing_waits_for_the_code(visit: Visit) -> None:
    page = visit(PLAN, script=STUB_PRINT, viewport={"width": 360, "height": 300})
    held: list[Route] = []
    page.route("**/qr.svg", lambda route: held.append(route))  # noqa: PLW0108 - Playwright counts arguments
    with page.expect_request("**/qr.svg"):
        button(page, "In hoặc lưu PDF").click()
    page.evaluate(SETTLED)
    assert page.evaluate("printed") == []
    for route in held:
        route.continue_()
    expect(page.locator(".printed img")).to_have_js_property("complete", True)
    page.evaluate(SETTLED)
    assert page.evaluate("printed") == [True]


def test_printing_goes_on_without_the_code_when_it_does_not_come(visit: Visit) -> None:
    page = visit(PLAN, script=STUB_PRINT, viewport={"width": 360, "height": 300})
    page.route("**/qr.svg", lambda route: route.abort())
    button(page, "In hoặc lưu PDF").click()
    page.evaluate("new Promise(done => { setInterval(() => printed.length && done(true), 10); })")
    assert page.evaluate("printed") == [False]


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@EACH_KIND
def test_without_scripts_all_is_there_and_nothing_idle(scriptless: Page, portal: str, address: str) -> None:
    page = scriptless
    page.goto(portal + address)
    assert page.locator(".tool, .theme, .own, #__filter, #__meaning, [data-filter] > *").count() == 0
    assert page.locator(".tools:visible").count() == 0
    texts = page.locator("main :is(h1, h2, h3, p, dt, dd, td, th, li):not(:empty)")
    hidden = texts.evaluate_all("""all => all.filter(each => !each.checkVisibility()
        && !each.closest('details:not([open]), [popover], .printed') && each.textContent.trim())
        .map(each => each.outerHTML.slice(0, 120))""")
    assert hidden == []


def test_without_scripts_the_browser_explains_abbreviations(visit: Visit) -> None:
    page = visit(PLAN, java_script_enabled=False)
    expect(page.locator("main abbr", has_text="LED")).to_have_attribute("title", "đi-ốt phát quang")
