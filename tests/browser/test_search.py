"""Searching: the box in the header, `/tim-kiem/`, and what both do when something is missing.

A worker with fixed answers stands in for the real one, so that nothing here depends on the order of results.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Seen
from tests.browser.editions import assert_es2017
from tests.browser.kinds import KINDS
from tests.browser.parts import Visit

pytestmark = pytest.mark.browser

# What is asked decides what happens: words of the query are orders.
WORKER = """
const LABELS = { "ke-hoach": "Kế hoạch", "dien-hinh": "Điển hình", "tin-tuc": "Tin", "nghi-quyet": "Mục" };
const PLACES = { "can-tho": "Thành phố Cần Thơ", "hai-phong/kinh-mon": "Phường Kinh Môn" };
const KINDS = Object.keys(LABELS), SECTIONS = ["ha-tang", "the-che"];
const DOCUMENTS = Array.from({ length: 1234 }, (_, n) => {
  const kind = KINDS[n % 4], place = Object.keys(PLACES)[n % 3] || "", year = String(2026 - n % 3);
  return {
    address: n ? `/${kind}/trang-${n}/` : "/gioi-thieu/", title: [[`Trang ${n} `, 0], ["<b>số</b>", 1]], kind,
    label: LABELS[kind], date: year + "-02-18", place: PLACES[place] || "", twin: n % 5 !== 4,
    about: n % 5 === 4 ? [["Giới thiệu ", 0], ["<i>số</i>", 1]] : null,
    of: { kind, year, place, section: SECTIONS[n % 2], audience: n % 7 ? "can-bo" : "nguoi-dan" }
  };
});
const fits = (each, filters, but) => Object.keys(filters).every((name) =>
  name === but || !filters[name].length || filters[name].includes(each.of[name]));
const counts = (filters, names) => {
  const found = {};
  for (const name of names) {
    found[name] = {};
    for (const { of } of DOCUMENTS.filter((each) => fits(each, filters, name)))
      if (of[name]) found[name][of[name]] = (found[name][of[name]] || 0) + 1;
  }
  return found;
};
let last;
self.asked = [];
onmessage = ({ data }) => {
  const { type, id, q = "", filters } = data, has = (word) => q.includes(word);
  self.asked.push(data);
  const answer = (message) => setTimeout(() => postMessage({ id, ...message }), has("chậm") ? 600 : 0);
  const places = has("kinh môn") ? [
    { name: "Thị xã Kinh Môn", context: "Hải Dương cũ", note: "nay thuộc Hải Phòng", address: "/viec/" },
    { name: "Phường Kinh Môn", context: "Hải Phòng", note: "", address: "/dia-phuong/hai-phong/kinh-mon/" }
  ] : [];
  const found = has("trống") ? [] : DOCUMENTS.filter((each) => !filters || fits(each, filters));
  if (has("hỏng")) answer({ type: "failed", offline: has("mạng") });
  else if (has("lỗi thời")) postMessage({ type: "outdated" });
  else if (type === "suggest") answer({ type: "suggestions", q, items: found.slice(0, 4), places });
  else if (type === "facets") answer({ type, counts: counts(last, ["place", "section", "audience"]) });
  else if (type === "excerpt") answer({ type, parts: [["… trích ", 0], ["<u>số</u>", 1]] });
  else if (type === "search") {
    last = filters;
    answer({ type: "results", q, total: found.length, from: data.from, places, more: places.length && 4,
      items: found.slice(data.from, data.from + data.size), counts: counts(filters, ["kind", "year"]),
      note: has("sữa") ? { corrected: [["sữa", "sửa"]] } : has("lẻ") ? { some: true } : {},
      offline: has("mạng"), missing: has("thiếu") });
  }
};
"""
SEARCH = "/tim-kiem/"
PHONE = {"width": 360, "height": 740}
ADDRESS = "() => location.pathname + location.search"


@pytest.fixture
def reader(page: Page) -> Page:
    """A reader whose browser gets the worker with fixed answers."""
    page.context.route(
        "**/search/worker.js", lambda route: route.fulfill(body=WORKER, content_type="text/javascript")
    )
    return page


def box(page: Page) -> Locator:
    return page.locator("form[role=search] input")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def status(page: Page) -> Locator:
    return page.locator("form[role=search] [role=status], form[role=search] ~ [role=status]")


def results(page: Page) -> Locator:
    return page.locator(".results > li")


def asked(page: Page, kind: str) -> list[dict[str, Any]]:
    """The questions of this type that the worker got."""
    found: list[dict[str, Any]] = page.workers[-1].evaluate("asked")
    return [each for each in found if each["type"] == kind]


def suggest(page: Page, text: str) -> None:
    box(page).press_sequentially(text)
    expect(box(page)).to_have_attribute("aria-expanded", "true")


def active(page: Page) -> str | None:
    """The id of the option that the box points to, which must be the selected one."""
    id = box(page).get_attribute("aria-activedescendant") or None
    chosen = page.locator("[role=option][aria-selected=true]").evaluate_all("all => all.map(each => each.id)")
    assert chosen == ([id] if id else [])
    return id


def find(page: Page, portal: str, query: str) -> None:
    page.goto(f"{portal}{SEARCH}{query}")
    expect(page.locator(".found h2")).not_to_have_text(re.compile("Đang tìm|^$"))


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def chip(page: Page, name: str) -> Locator:
    return page.locator(".narrow").get_by_role("checkbox", name=re.compile(rf"^{name} "))


# --- the box of every page -------------------------------------------------------------------------


def test_every_page_has_one_search_form_and_tells_browsers_of_it(built_site: Path) -> None:
    seen = 0
    for path in built_site.rglob("*.html"):
        tree = lxml.html.fromstring(path.read_bytes())
        if not tree.xpath("//header[@class='masthead']"):
            continue
        seen += 1
        address = "/" + path.relative_to(built_site).as_posix().removesuffix("index.html")
        (form,) = tree.xpath("//form[@role='search']")
        (field,) = form.xpath(".//input")
        assert urljoin(address, form.get("action")) == SEARCH, address
        assert (field.get("name"), form.get("method", "get")) == ("q", "get"), address
        (link,) = tree.xpath("//link[@rel='search'][@type='application/opensearchdescription+xml']")
        assert urljoin(address, link.get("href")) == "/opensearch.xml", address
        assert link.get("title"), address
    assert seen > 100


def test_the_worker_is_not_fetched_before_somebody_wants_to_search(
    reader: Page, seen: Seen, portal: str
) -> None:
    reader.goto(f"{portal}/", wait_until="networkidle")
    assert not [address for address in seen.requests if "/search/" in address]
    with reader.expect_event("worker"):
        box(reader).focus()


def test_suggestions_come_in_groups_with_what_matches_marked(reader: Page, portal: str, seen: Seen) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    field = reader.get_by_role("combobox", name="Tìm trên cổng")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(reader.get_by_role("listbox")).to_be_hidden()
    suggest(reader, "kinh môn")
    listed = reader.get_by_role("listbox", name="Gợi ý")
    expect(field).to_have_attribute("aria-controls", str(listed.get_attribute("id")))
    places = listed.get_by_role("group", name="Nơi").get_by_role("option")
    assert places.all_inner_texts() == [
        "Thị xã Kinh Môn\nHải Dương cũ · nay thuộc Hải Phòng", "Phường Kinh Môn\nHải Phòng"
    ]  # fmt: skip
    pages = listed.get_by_role("group", name="Trang").get_by_role("option")
    expect(pages).to_have_count(4)
    expect(pages.first).to_have_text("Trang 0 <b>số</b> Kế hoạch · Thành phố Cần Thơ")
    expect(pages.first.locator("mark")).to_have_text("<b>số</b>")
    expect(options(reader).last).to_have_text("Tìm tất cả trang có «kinh môn»")
    expect(status(reader)).to_have_text("6 gợi ý")
    expect(field).to_be_focused()
    box(reader).fill("trống")
    expect(status(reader)).to_have_text("Không có gợi ý")
    expect(options(reader)).to_have_count(1)
    assert seen.errors == []


def test_the_keyboard_goes_round_through_the_options_and_the_text(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    suggest(reader, "số")
    assert active(reader) is None
    ids = options(reader).evaluate_all("all => all.map(each => each.id)")
    walked = []
    for _ in range(7):
        reader.keyboard.press("ArrowDown")
        walked.append(active(reader))
    assert walked == [*ids, None, ids[0]]
    reader.keyboard.press("ArrowUp")
    reader.keyboard.press("ArrowUp")
    assert active(reader) == ids[-1]
    # Home, End and the arrows at the sides belong to the text.
    for key, at in (("Home", 0), ("ArrowRight", 1), ("End", 2), ("ArrowLeft", 1)):
        reader.keyboard.press("ArrowUp")
        assert active(reader)
        reader.keyboard.press(key)
        assert active(reader) is None
        assert box(reader).evaluate("field => field.selectionStart") == at


def test_typing_on_leaves_the_chosen_option_at_once(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    suggest(reader, "số")
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("a")
    assert active(reader) is None
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/tim-kiem/?q=*")
    assert parameters(reader) == {"q": ["sốa"]}


def test_enter_opens_the_chosen_option_or_searches(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    suggest(reader, "số")
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"{portal}/gioi-thieu/")
    box(reader).fill("57-NQ/TW & C++")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/tim-kiem/?q=*")
    assert parameters(reader) == {"q": ["57-NQ/TW & C++"]}
    expect(box(reader)).to_have_value("57-NQ/TW & C++")


def test_the_last_option_searches_for_what_is_typed(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    suggest(reader, "a&b=c #1+2%")
    reader.keyboard.press("ArrowUp")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/tim-kiem/?q=*")
    expect(box(reader)).to_have_value("a&b=c #1+2%")


def test_escape_closes_and_then_clears(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    suggest(reader, "số")
    reader.keyboard.press("Escape")
    expect(reader.get_by_role("listbox")).to_be_hidden()
    expect(box(reader)).to_have_value("số")
    expect(box(reader)).to_have_attribute("aria-expanded", "false")
    reader.keyboard.press("ArrowDown")
    expect(reader.get_by_role("listbox")).to_be_visible()
    reader.keyboard.press("Escape")
    reader.keyboard.press("Escape")
    expect(box(reader)).to_have_value("")
    expect(box(reader)).to_be_focused()


def test_escape_is_not_undone_by_an_answer_that_comes_late(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    box(reader).press_sequentially("chậm")
    reader.wait_for_timeout(200)
    reader.keyboard.press("Escape")
    reader.wait_for_timeout(800)
    expect(reader.get_by_role("listbox")).to_be_hidden()


def test_an_older_answer_does_not_replace_a_newer_one(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    box(reader).press_sequentially("chậm")
    reader.wait_for_timeout(200)
    box(reader).fill("mới")
    last = options(reader).last
    expect(last).to_have_text("Tìm tất cả trang có «mới»")
    reader.wait_for_timeout(800)
    expect(last).to_have_text("Tìm tất cả trang có «mới»")


def test_tab_leaves_without_stopping_at_the_options(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    suggest(reader, "số")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("listbox")).to_be_hidden()
    expect(reader.get_by_role("button", name="Tìm", exact=True)).to_be_focused()
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('form[role=search]')") is None


def test_options_can_be_clicked_and_touched(browser: Browser, portal: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    context.route(
        "**/search/worker.js", lambda route: route.fulfill(body=WORKER, content_type="text/javascript")
    )
    page = context.new_page()
    page.goto(f"{portal}/ke-hoach/")
    box(page).tap()
    suggest(page, "kinh môn")
    options(page).nth(1).tap()
    page.wait_for_url("**/dia-phuong/hai-phong/kinh-mon/")
    box(page).tap()
    suggest(page, "số")
    options(page).first.click()
    page.wait_for_url("**/gioi-thieu/")
    context.close()


def test_a_slash_leads_to_the_box_but_not_out_of_other_fields(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}{KINDS['tasks']}")
    reader.keyboard.press("Control+/")
    expect(box(reader)).not_to_be_focused()
    other = reader.get_by_label("Lọc theo đơn vị hoặc việc trong trang này")
    other.focus()
    reader.keyboard.press("/")
    expect(other).to_have_value("/")
    other.blur()
    reader.keyboard.press("/")
    expect(box(reader)).to_be_focused()
    expect(box(reader)).to_have_value("")
    reader.keyboard.type("1/2")
    expect(box(reader)).to_have_value("1/2")


def test_the_shortcut_can_be_switched_off(reader: Page, portal: str) -> None:
    reader.goto(portal + SEARCH)
    switch = reader.get_by_role("checkbox", name="Phím /")
    expect(switch).to_be_checked()
    switch.uncheck()
    reader.goto(f"{portal}/ke-hoach/")
    reader.keyboard.press("/")
    expect(box(reader)).not_to_be_focused()
    reader.goto(portal + SEARCH)
    expect(switch).not_to_be_checked()
    switch.check()
    # A box to tick is nothing to type into.
    reader.keyboard.press("/")
    expect(box(reader)).to_be_focused()


def test_what_a_vietnamese_keyboard_composes_counts_but_its_keys_do_not(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}/ke-hoach/")
    box(reader).focus()
    keyboard = reader.context.new_cdp_session(reader)
    for text in ("s", "so", "số"):
        keyboard.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )
    expect(options(reader).last).to_have_text("Tìm tất cả trang có «số»")
    composing = """key => document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }))"""
    for key in ("ArrowDown", "Enter", "Escape"):
        assert reader.evaluate(composing, key), key
    assert active(reader) is None
    expect(reader.get_by_role("listbox")).to_be_visible()
    expect(box(reader)).to_have_value("số")
    keyboard.send("Input.insertText", {"text": "số"})
    expect(box(reader)).to_have_value("số")
    assert reader.url == f"{portal}/ke-hoach/"


def test_nothing_that_is_typed_becomes_markup(reader: Page, seen: Seen, portal: str) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    reader.goto(f"{portal}/ke-hoach/")
    box(reader).fill(hostile)
    expect(options(reader).last).to_have_text(f"Tìm tất cả trang có «{hostile}»")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/tim-kiem/?q=*")
    expect(reader).to_have_title(f"{hostile} · Tìm kiếm · Nghị quyết 57")
    expect(results(reader).first).to_contain_text("<b>số</b>")
    expect(reader.locator(".result__text", has_text="<u>số</u>").first).to_be_visible()
    expect(reader.locator(".result__text", has_text="<i>số</i>").first).to_be_visible()
    assert reader.locator("main img[src=x], main mark b, main mark i, main mark u").count() == 0
    assert seen.errors == []


@pytest.mark.parametrize("how", ["missing", "broken", "silent"])
def test_without_a_worker_the_form_still_leads_to_the_search_page(page: Page, portal: str, how: str) -> None:
    scripts = {"broken": "throw new Error('x')", "silent": ""}
    if how == "missing":
        page.context.route("**/search/worker.js", lambda route: route.abort())
    else:
        page.context.route(
            "**/search/worker.js",
            lambda route: route.fulfill(body=scripts[how], content_type="text/javascript"),
        )
    page.goto(f"{portal}/ke-hoach/")
    box(page).press_sequentially("số")
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")


def test_on_a_phone_the_box_opens_over_the_header_and_nothing_moves(reader: Page, portal: str) -> None:
    reader.set_viewport_size({"width": 320, "height": 740})
    reader.goto(f"{portal}/ke-hoach/")
    place = reader.locator("h1").bounding_box()
    closed = box(reader).bounding_box()
    assert closed
    assert min(closed["width"], closed["height"]) >= 32
    box(reader).click()
    opened = box(reader).bounding_box()
    assert opened
    assert opened["width"] > 180
    assert reader.locator("h1").bounding_box() == place
    suggest(reader, "kinh môn")
    assert reader.evaluate("document.documentElement.scrollWidth") == 320
    assert min(each["height"] for each in _boxes(options(reader))) >= 24


def _boxes(found: Locator) -> list[dict[str, float]]:
    boxes: list[dict[str, float]] = found.evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().toJSON())"
    )
    return boxes


# --- the search page: asking -----------------------------------------------------------------------


def test_a_link_brings_back_query_and_filters(reader: Page, portal: str, seen: Seen) -> None:
    find(
        reader,
        portal,
        "?q=số&kind=ke-hoach&kind=tin-tuc&year=2026&locality=can-tho&section=ha-tang&audience=can-bo",
    )
    (question,) = asked(reader, "search")
    assert question["q"] == "số"
    assert question["filters"] == {
        "kind": ["ke-hoach", "tin-tuc"], "year": ["2026"], "place": ["can-tho"],
        "section": ["ha-tang"], "audience": ["can-bo"],
    }  # fmt: skip
    expect(box(reader)).to_have_value("số")
    expect(reader).to_have_title("số · Tìm kiếm · Nghị quyết 57")
    for name in ("Kế hoạch", "Tin", "2026"):
        expect(chip(reader, name)).to_be_checked()
    assert reader.locator(".narrow :checked").count() == 6
    for name in ("Cần Thơ", "III.3. Hạ tầng và công nghệ chiến lược", "Cán bộ, công chức"):
        expect(reader.get_by_role("button", name=f"Bỏ lọc {name}")).to_be_visible()
    assert seen.errors == []


def test_a_result_says_what_it_is_from_where_and_when(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số")
    expect(reader.get_by_role("heading", name="1.234 trang")).to_be_visible()
    expect(results(reader)).to_have_count(10)
    first = results(reader).first
    assert first.locator(".result__head").inner_text().split("\n") == [
        "Kế hoạch",
        "Thành phố Cần Thơ",
        "18/02/2026",
    ]
    expect(first.locator("time")).to_have_attribute("datetime", "2026-02-18")
    link = first.get_by_role("heading", level=3).get_by_role("link")
    expect(link).to_have_text("Trang 0 <b>số</b>")
    expect(first.locator(".result__text")).to_have_text("… trích <u>số</u>")
    link.click()
    reader.wait_for_url(f"{portal}/gioi-thieu/")


def test_excerpts_are_asked_for_when_their_results_come_into_sight(reader: Page, portal: str) -> None:
    reader.set_viewport_size({"width": 1000, "height": 500})
    find(reader, portal, "?q=số")
    expect(reader.locator(".result__text", has_text="trích").first).to_be_visible()
    before = len(asked(reader, "excerpt"))
    # Two of ten have no file to take it from, and show what is said of them.
    assert 0 < before < 8
    reader.keyboard.press("End")
    reader.wait_for_function("() => document.querySelectorAll('.result__text mark').length === 10")
    addresses = [each["address"] for each in asked(reader, "excerpt")]
    assert len(addresses) == len(set(addresses)) == 8


def test_results_follow_what_is_typed_in_one_entry_of_the_history(reader: Page, portal: str) -> None:
    reader.goto(portal + SEARCH)
    entries = reader.evaluate("history.length")
    box(reader).press_sequentially("trống", delay=60)
    expect(reader.get_by_role("heading", name="Không có trang nào")).to_be_visible()
    box(reader).fill("trốn")
    expect(results(reader)).to_have_count(10)
    expect(box(reader)).to_be_focused()
    assert parameters(reader) == {"q": ["trốn"]}
    assert reader.evaluate("history.length") == entries
    # While keys are pressed nothing is asked: once for each pause at most.
    assert len(asked(reader, "search")) < 5


def test_what_is_submitted_can_be_gone_back_to(reader: Page, portal: str) -> None:
    reader.goto(portal + SEARCH)
    for text in ("một", "hai trống"):
        box(reader).fill(text)
        expect(reader).to_have_title(re.compile(f"^{text}"))
        reader.keyboard.press("Enter")
    expect(results(reader)).to_have_count(0)
    reader.go_back()
    expect(box(reader)).to_have_value("một")
    expect(results(reader)).to_have_count(10)
    expect(reader).to_have_title("một · Tìm kiếm · Nghị quyết 57")
    reader.go_back()
    expect(box(reader)).to_have_value("")
    expect(reader.locator("[data-ways]")).to_be_visible()
    reader.go_forward()
    reader.go_forward()
    expect(box(reader)).to_have_value("hai trống")
    expect(reader.get_by_role("heading", name="Không có trang nào")).to_be_visible()


def test_without_a_query_there_are_ways_into_the_portal(reader: Page, portal: str) -> None:
    reader.goto(portal + SEARCH)
    ways = reader.locator("[data-ways]")
    expect(ways).to_be_visible()
    expect(reader.locator(".found")).to_be_hidden()
    box(reader).fill("số")
    expect(results(reader)).to_have_count(10)
    expect(ways).to_be_hidden()
    expect(reader).to_have_title("số · Tìm kiếm · Nghị quyết 57")
    reader.keyboard.press("Escape")
    expect(ways).to_be_visible()
    expect(reader.locator(".found")).to_be_hidden()
    expect(reader).to_have_title("Tìm kiếm · Nghị quyết 57")
    assert parameters(reader) == {}


def test_the_number_of_results_is_announced_once(reader: Page, portal: str) -> None:
    reader.goto(portal + SEARCH)
    status(reader).evaluate(
        """status => {
            window.said = [];
            new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
        }"""
    )
    box(reader).press_sequentially("số kinh môn", delay=170)
    expect(status(reader)).to_have_text("2 nơi, 1.234 trang")
    reader.wait_for_timeout(900)
    assert [text for text in reader.evaluate("said") if text] == ["2 nơi, 1.234 trang"]


def test_while_results_are_on_their_way_the_page_says_so(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}{SEARCH}?q=chậm")
    expect(reader.get_by_role("heading", name="Đang tìm…")).to_be_visible()
    expect(reader.locator(".found")).to_have_attribute("aria-busy", "true")
    expect(reader.get_by_role("heading", name="1.234 trang")).to_be_visible()
    expect(reader.locator("[aria-busy]")).to_have_count(0)


def test_a_newer_query_overtakes_an_older_one(reader: Page, portal: str) -> None:
    reader.goto(f"{portal}{SEARCH}?q=chậm")
    box(reader).fill("trống")
    expect(reader.get_by_role("heading", name="Không có trang nào")).to_be_visible()
    reader.wait_for_timeout(700)
    expect(reader.get_by_role("heading", name="Không có trang nào")).to_be_visible()


def test_on_a_touch_screen_the_keyboard_goes_when_something_is_submitted(
    browser: Browser, portal: str
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    context.route(
        "**/search/worker.js", lambda route: route.fulfill(body=WORKER, content_type="text/javascript")
    )
    page = context.new_page()
    page.goto(portal + SEARCH)
    box(page).tap()
    page.keyboard.type("số")
    page.keyboard.press("Enter")
    expect(results(page)).to_have_count(10)
    expect(box(page)).not_to_be_focused()
    context.close()


# --- the search page: more, places, notes ----------------------------------------------------------


def test_more_results_come_below_and_the_focus_goes_to_the_first_of_them(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số")
    reader.get_by_role("button", name="Xem thêm").click()
    expect(results(reader)).to_have_count(20)
    expect(results(reader).nth(10).get_by_role("link")).to_be_focused()
    expect(status(reader)).to_have_text("Thêm 10 trang")
    find(reader, portal, "?q=số&year=2025&kind=ke-hoach&section=the-che")
    expect(reader.get_by_role("button", name="Xem thêm")).to_be_hidden()


def test_going_back_from_a_result_finds_as_many_results_as_before(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số")
    for count in (20, 30):
        reader.get_by_role("button", name="Xem thêm").click()
        expect(results(reader)).to_have_count(count)
    reader.evaluate("scrollTo(0, 1500)")
    reader.goto(f"{portal}/gioi-thieu/")
    reader.go_back()
    expect(results(reader)).to_have_count(30)
    reader.wait_for_function("() => Math.abs(scrollY - 1500) < 200")
    reader.reload()
    expect(results(reader)).to_have_count(30)


def test_an_anchor_of_the_page_changes_nothing(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số")
    reader.get_by_role("button", name="Xem thêm").click()
    expect(results(reader)).to_have_count(20)
    before = len(asked(reader, "search"))
    reader.get_by_role("link", name="Về đầu trang").click()
    reader.go_back()
    expect(results(reader)).to_have_count(20)
    assert len(asked(reader, "search")) == before


def test_places_of_that_name_come_first(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=kinh+môn")
    expect(results(reader).first).to_contain_text("Địa phương")
    expect(results(reader).first).to_contain_text("nay thuộc Hải Phòng")
    expect(results(reader).first.get_by_role("link")).to_have_text("Thị xã Kinh Môn")
    expect(results(reader).nth(2)).to_have_text("Còn 4 nơi nữa cùng tên: gõ thêm tên tỉnh.")
    expect(results(reader).nth(3)).to_contain_text("Trang 0")
    reader.get_by_role("button", name="Xem thêm").click()
    expect(results(reader)).to_have_count(23)
    expect(results(reader).nth(13)).to_contain_text("Trang 10 ")
    find(reader, portal, "?q=kinh+môn+trống")
    expect(reader.get_by_role("heading", name="Nơi có tên này")).to_be_visible()


@pytest.mark.parametrize(
    ("word", "note"),
    [
        ("sữa", "Đã tìm «sửa» thay cho «sữa»."),
        ("lẻ", "Không có trang nào có đủ các từ đã gõ. Dưới đây là trang có một số từ."),
        ("mạng", "Không có mạng: kết quả lấy từ phần đã lưu trong máy, có thể cũ hoặc thiếu."),
        ("thiếu", "Một phần dữ liệu chưa tải được, kết quả có thể thiếu. Thử lại"),
    ],
)
def test_a_note_says_how_the_results_came_about(reader: Page, portal: str, word: str, note: str) -> None:
    find(reader, portal, f"?q={word}")
    expect(reader.locator(".found__notes")).to_have_text(note)
    expect(results(reader)).to_have_count(10)
    box(reader).fill("số")
    expect(reader.locator(".found__notes")).to_be_hidden()


def test_a_failure_is_told_and_can_be_tried_again(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=hỏng")
    expect(reader.locator(".found__notes")).to_have_text("Chưa tải được dữ liệu để tìm. Thử lại")
    expect(reader.locator("[data-ways]")).to_be_visible()
    expect(status(reader)).to_have_text("Chưa tìm được. Chưa tải được dữ liệu để tìm.")
    reader.get_by_role("button", name="Thử lại").click()
    expect(reader.get_by_role("heading", name="Chưa tìm được")).to_be_focused()
    assert len(asked(reader, "search")) == 2
    find(reader, portal, "?q=hỏng+mạng")
    expect(reader.locator(".found__notes")).to_contain_text(
        "Không có mạng, mà máy này chưa lưu dữ liệu để tìm."
    )
    box(reader).fill("số")
    expect(results(reader)).to_have_count(10)
    expect(reader.locator("[data-ways]")).to_be_hidden()


def test_a_worker_that_does_not_come_is_fetched_again(page: Page, portal: str) -> None:
    page.context.route("**/search/worker.js", lambda route: route.abort())
    find(page, portal, "?q=số")
    expect(page.locator(".found__notes")).to_contain_text("Chưa tải được dữ liệu để tìm.")
    page.context.unroute("**/search/worker.js")
    page.context.route(
        "**/search/worker.js", lambda route: route.fulfill(body=WORKER, content_type="text/javascript")
    )
    page.get_by_role("button", name="Thử lại").click()
    expect(results(page)).to_have_count(10)


def test_results_that_are_there_stay_when_more_cannot_be_had(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số")
    reader.workers[-1].evaluate(
        "() => { onmessage = ({ data }) => postMessage({ id: data.id, type: 'failed', offline: true }); }"
    )
    reader.get_by_role("button", name="Xem thêm").click()
    expect(reader.get_by_role("button", name="Chưa tải được, thử lại")).to_be_focused()
    expect(results(reader)).to_have_count(10)


def test_a_page_older_than_the_index_asks_to_be_loaded_again(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=lỗi+thời")
    expect(reader.locator(".found__notes")).to_contain_text("Cổng vừa đổi cách tìm.")
    with reader.expect_navigation():
        reader.get_by_role("button", name="Tải lại trang").click()


def test_a_search_in_vain_says_what_to_try_next(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=trống")
    expect(reader.locator(".found__notes")).to_contain_text("Thử bớt từ, bỏ bộ lọc, gõ không dấu")
    expect(reader.locator("[data-ways]")).to_be_visible()
    expect(reader.get_by_role("button", name="Xem thêm")).to_be_hidden()


# --- the search page: filters ----------------------------------------------------------------------


def test_a_filter_narrows_keeps_the_focus_and_can_be_undone(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số")
    assert chip(reader, "Kế hoạch").locator("xpath=..").text_content() == "Kế hoạch 309"
    chip(reader, "Kế hoạch").focus()
    reader.keyboard.press("Space")
    expect(reader.get_by_role("heading", name="309 trang")).to_be_visible()
    expect(chip(reader, "Kế hoạch")).to_be_focused()
    # Counts of a group are of what its other values would give.
    assert chip(reader, "Tin").locator("xpath=..").text_content() == "Tin 308"
    assert parameters(reader) == {"q": ["số"], "kind": ["ke-hoach"]}
    chip(reader, "2025").check()
    expect(reader.get_by_role("heading", name="103 trang")).to_be_visible()
    reader.go_back()
    expect(chip(reader, "2025")).not_to_be_checked()
    expect(chip(reader, "Kế hoạch")).to_be_checked()
    reader.get_by_role("button", name="Bỏ mọi bộ lọc").click()
    expect(reader.get_by_role("heading", name="1.234 trang")).to_be_focused()
    assert parameters(reader) == {"q": ["số"]}


def test_filters_alone_list_what_fits(reader: Page, portal: str) -> None:
    find(reader, portal, "?kind=ke-hoach")
    expect(reader.get_by_role("heading", name="309 trang")).to_be_visible()
    expect(reader.locator("[data-ways]")).to_be_hidden()
    chip(reader, "Kế hoạch").uncheck()
    expect(reader.locator("[data-ways]")).to_be_visible()


def test_further_filters_are_loaded_when_they_are_opened(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số")
    assert asked(reader, "facets") == []
    reader.get_by_text("Lọc thêm").click()
    expect(chip(reader, "Cần Thơ")).to_be_visible()
    for group in ("Địa phương", "Mục của nghị quyết", "Dành cho"):
        expect(reader.get_by_role("group", name=group).get_by_role("checkbox")).to_have_count(2)
    chip(reader, "III.2. Thể chế đi trước").check()
    expect(reader.get_by_role("heading", name="617 trang")).to_be_visible()
    assert parameters(reader) == {"q": ["số"], "section": ["the-che"]}
    expect(reader.get_by_text("Lọc thêm (đang lọc 1)")).to_be_visible()
    expect(chip(reader, "Cần Thơ").locator("xpath=..")).to_have_text(re.compile("^Cần Thơ 20[56]$"))
    reader.get_by_role("button", name="Bỏ lọc III.2. Thể chế đi trước").click()
    expect(reader.get_by_role("heading", name="1.234 trang")).to_be_focused()
    expect(chip(reader, "III.2. Thể chế đi trước")).not_to_be_checked()


def test_a_place_that_is_no_province_can_be_taken_away_under_its_name(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số&locality=hai-phong/kinh-mon")
    expect(reader.get_by_role("button", name="Bỏ lọc Phường Kinh Môn")).to_be_visible()
    find(reader, portal, "?q=số&locality=xa-la/<b>")
    reader.get_by_role("button", name="Bỏ lọc xa-la/<b>").click()
    expect(reader.get_by_role("heading", name="1.234 trang")).to_be_visible()
    assert parameters(reader) == {"q": ["số"]}


def test_further_filters_that_do_not_come_are_tried_again(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số")
    # The next question shall be that for the filters.
    reader.wait_for_load_state("networkidle")
    reader.workers[-1].evaluate(
        """() => {
            const serve = onmessage;
            onmessage = ({ data }) => { postMessage({ id: data.id, type: "failed" }); onmessage = serve; };
        }"""
    )
    reader.get_by_text("Lọc thêm").click()
    again = reader.get_by_text("Lọc thêm (chưa tải được, mở lại để thử)")
    expect(again).to_be_visible()
    again.click()
    again.click()
    expect(chip(reader, "Cần Thơ")).to_be_visible()


def test_filters_that_mean_nothing_do_no_harm(reader: Page, seen: Seen, portal: str) -> None:
    find(reader, portal, "?q=số&kind=constructor&kind=__proto__&year=toString&locality=__proto__&x=1#y")
    expect(reader.get_by_role("heading", name="Không có trang nào")).to_be_visible()
    for name in ("constructor", "__proto__", "toString"):
        assert chip(reader, name).locator("xpath=..").text_content() == f"{name} 0"
    reader.get_by_role("button", name="Bỏ mọi bộ lọc").click()
    expect(results(reader)).to_have_count(10)
    assert seen.errors == []


def test_lists_lead_to_a_search_in_them(reader: Page, portal: str) -> None:
    for address, wanted in {
        "/dien-hinh/trang/2/": {"kind": ["dien-hinh"]},
        "/dia-phuong/can-tho/": {"locality": ["can-tho"]},
        "/dia-phuong/hai-phong/kinh-mon/": {"locality": ["hai-phong/kinh-mon"]},
        "/danh-cho/nguoi-dan/": {"audience": ["nguoi-dan"]},
        "/danh-cho/nguoi-dan/trang/1/": {"audience": ["nguoi-dan"]},
    }.items():
        reader.goto(portal + address)
        reader.locator(".within a").click()
        reader.wait_for_url(re.compile(r"/tim-kiem/\?"))
        assert parameters(reader) == wanted
        expect(results(reader).first).to_be_visible()


# --- with the real index ---------------------------------------------------------------------------


def test_the_index_of_the_portal_answers_both(visit: Visit, seen: Seen) -> None:
    page = visit("/ke-hoach/")
    suggest(page, "chuyen doi")
    assert options(page).count() > 2
    page.keyboard.type(" so")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(results(page)).to_have_count(10)
    expect(
        page.locator(".result__title mark", has_text=re.compile("^chuyển đổi số$", re.IGNORECASE)).first
    ).to_be_visible()
    expect(page.locator(".result__text mark").first).to_be_visible()
    for address in page.locator(".result__title a").evaluate_all("all => all.map(each => each.href)"):
        assert page.request.get(address).ok, address
    page.get_by_text("Lọc thêm").click()
    expect(page.get_by_role("group", name="Mục của nghị quyết")).to_be_visible()
    # Every filter has a name, and none is called by its id.
    names = page.locator(".pick b").all_inner_texts()
    assert len(names) > 10
    assert [name for name in names if re.fullmatch("[a-z][a-z0-9/-]*", name)] == []
    assert seen.errors == []


def test_every_kind_on_the_search_page_is_a_filter_that_finds_as_many(visit: Visit, portal: str) -> None:
    page = visit(SEARCH)
    kinds = page.locator("[data-names=kind] [data-id]").evaluate_all(
        "all => all.map(each => [each.dataset.id, (each.querySelector('span') || {}).textContent])"
    )
    assert len(kinds) == 7
    for id, count in kinds:
        page.goto(f"{portal}{SEARCH}?kind={id}")
        # The resolution is among the documents of the register, but is found as a page of its own.
        wanted = rf"{count}|{int(count) - 1}" if count else r"\d+"
        expect(page.locator(".found h2")).to_have_text(re.compile(f"^({wanted}) trang$"))
    page.goto(f"{portal}{SEARCH}?q=kinh+mon&locality=hai-phong/kinh-mon")
    expect(page.get_by_role("button", name="Bỏ lọc Phường Kinh Môn")).to_be_visible()


# --- for everybody ---------------------------------------------------------------------------------


def test_without_script_the_search_page_explains_and_leads_everywhere(
    browser: Browser, portal: str, built_site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/ke-hoach/")
    page.get_by_role("searchbox", name="Tìm trên cổng").fill("chuyển đổi số")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.get_by_text("Tìm theo từ cần JavaScript")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)
    hrefs = page.locator("main a").evaluate_all("all => all.map(each => new URL(each.href).pathname)")
    kinds = {"/nghi-quyet/", "/ke-hoach/", "/dien-hinh/", "/tin-tuc/", "/van-ban/", "/muc-tieu/"}
    others = {"/viec/", "/dong-thoi-gian/", "/nguon-tin/", "/dia-phuong/", "/doi-chieu/"}
    assert kinds | others <= set(hrefs)
    assert sum(each.startswith("/dia-phuong/") for each in hrefs) == 35
    assert sum(each.startswith("/danh-cho/") for each in hrefs) == 5
    assert sum(each.startswith("/nghi-quyet/") for each in hrefs) == 1 + len(
        list(built_site.glob("nghi-quyet/*/index.html"))
    )
    context.close()


def test_it_works_below_a_path(
    reader: Page, seen: Seen, built_site: Path, tmp_path: Path, site_url: Callable[..., str]
) -> None:
    (tmp_path / "goc").symlink_to(built_site, target_is_directory=True)
    portal = site_url(tmp_path).rstrip("/") + "/goc"
    reader.goto(f"{portal}/nghi-quyet/the-che/")
    suggest(reader, "số")
    assert asked(reader, "open") == [{"type": "open", "root": portal}]
    assert options(reader).first.get_attribute("href") == f"{portal}/gioi-thieu/"
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"{portal}/tim-kiem/?q=*")
    expect(results(reader)).to_have_count(10)
    assert results(reader).first.get_by_role("link").get_attribute("href") == f"{portal}/gioi-thieu/"
    assert seen.errors == []


@pytest.fixture(
    params=[(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")],
    ids=lambda each: f"{each[0]} {each[1]}",
)
def screen(request: pytest.FixtureRequest, reader: Page) -> Page:
    width, scheme = request.param
    reader.set_viewport_size({"width": width, "height": 740})
    reader.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    return reader


def _broken_rules(page: Page) -> list[tuple[str, list[str]]]:
    options = {
        "resultTypes": ["violations"],
        "rules": {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}},
    }
    violations = Axe().run(page, options=options).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in violations]


def test_accessibility_rules_hold_with_suggestions_open(screen: Page, portal: str) -> None:
    screen.goto(f"{portal}/ke-hoach/")
    suggest(screen, "kinh môn")
    screen.keyboard.press("ArrowDown")
    assert _broken_rules(screen) == []


def test_accessibility_rules_hold_on_the_search_page(screen: Page, portal: str) -> None:
    screen.goto(portal + SEARCH)
    assert _broken_rules(screen) == []
    find(screen, portal, "?q=kinh+môn+lẻ&kind=ke-hoach&locality=can-tho")
    screen.get_by_text("Lọc thêm").click()
    expect(chip(screen, "Cần Thơ")).to_be_visible()
    assert _broken_rules(screen) == []
    find(screen, portal, "?q=hỏng")
    assert _broken_rules(screen) == []


@pytest.mark.parametrize("width", [320, 360, 640, 768, 1440])
def test_the_search_page_fits_every_width(reader: Page, portal: str, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 740})
    find(reader, portal, "?q=kinh+môn&kind=ke-hoach&locality=can-tho&section=ha-tang")
    reader.get_by_text("Lọc thêm").click()
    expect(chip(reader, "Cần Thơ")).to_be_visible()
    assert reader.evaluate("document.documentElement.scrollWidth") == width
    boxes = _boxes(reader.locator(".narrow .pick, .found button:visible"))
    assert min(each["height"] for each in boxes) >= 24
    assert all(each["left"] >= 0 and each["right"] <= width for each in boxes)


def test_paper_gets_the_results_and_nothing_to_press(reader: Page, portal: str) -> None:
    find(reader, portal, "?q=số&kind=ke-hoach")
    reader.emulate_media(media="print")
    expect(results(reader).first).to_be_visible()
    expect(box(reader)).to_have_value("số")
    assert reader.locator("main button:visible, main input:visible").count() == 1


def test_the_scripts_are_small_and_old_browsers_can_read_them(built_site: Path) -> None:
    for name, most in (("search-box", 2700), ("search-page", 5700)):
        script = next(built_site.glob(f"assets/js/{name}.*.js")).read_bytes()
        assert len(gzip.compress(script, 9)) <= most, name
        assert_es2017(script.decode())
