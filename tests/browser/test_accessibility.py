"""Readers who do not see, point or stand bright colours: what they are told, and what they can reach.

Rules of axe-core hold on every kind of page, and the tree that screen readers get says what a page shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import SETTLED, UNFOLD
from tests.browser.kinds import EACH_KIND, EMBEDDED, KINDS

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
SCHEMES = ("light", "dark")
PLAN = KINDS["plan"]

# --- rules -----------------------------------------------------------------------------------------

# axe leaves these off unless asked. `p-as-heading` stays off: it takes each large figure for a heading.
MORE_RULES = (
    "css-orientation-lock",
    "focus-order-semantics",
    "label-content-name-mismatch",
    "table-fake-caption",
    "target-size",
    "td-has-header",
)
OPTIONS = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in MORE_RULES}}


# axe finds out everything at each run, but needs to be put into a page only once.
RUN = """options => axe.run(options).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)))"""


def _broken_rules(page: Page, *sizes: ViewportSize) -> dict[str, list[str]]:
    """What breaks a rule, at each of the sizes and in both schemes."""
    page.evaluate(Axe().axe_script)
    broken = {}
    for size in sizes:
        page.set_viewport_size(size)
        for scheme in SCHEMES:
            # Colours that are still changing would be measured half way.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            broken[f"{size['width']} {scheme}"] = page.evaluate(RUN, OPTIONS)
    return {where: found for where, found in broken.items() if found}


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Page]:
    """A page for many tests that only look: starting each afresh takes longer than what they do."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=DESKTOP)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", [*KINDS.values(), EMBEDDED], ids=[*KINDS, "embedded list"])
def test_rules_hold_on_a_phone_and_a_desk_in_light_and_dark(visitor: Page, portal: str, address: str) -> None:
    visitor.goto(portal + address)
    assert _broken_rules(visitor, PHONE, DESKTOP) == {}


def _open_menu(page: Page) -> None:
    page.get_by_role("button", name="Danh mục").click()
    expect(page.get_by_role("navigation", name="Chính")).to_be_visible()


def _open_provinces(page: Page) -> None:
    page.get_by_role("button", name="Chọn tỉnh, thành phố").click()
    expect(page.get_by_role("button", name="Đóng")).to_be_visible()


def _find_a_place(page: Page) -> None:
    page.get_by_label("Gõ tên tỉnh, xã, phường (tên cũ cũng được)").fill("tan thanh")
    expect(page.locator(".own__list a")).to_have_count(8)


def _unfold(page: Page) -> None:
    page.evaluate(UNFOLD)
    assert page.locator("details[open]").count()


def _explain(page: Page) -> None:
    word = page.locator("main abbr").first
    word.scroll_into_view_if_needed()
    page.evaluate(SETTLED)
    word.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()


def _narrow(page: Page) -> None:
    page.get_by_role("searchbox").fill("bao va dai")
    expect(page.locator("[data-filter] [role=status]")).not_to_be_empty()


@pytest.mark.parametrize(
    ("kind", "do"),
    [
        ("home", _open_menu),
        ("home", _open_provinces),
        ("localities", _find_a_place),
        ("plan", _unfold),
        ("targets", _unfold),
        ("plans", _unfold),
        ("plan", _explain),
        ("tasks", _narrow),
    ],
    ids=lambda each: each if isinstance(each, str) else each.__name__.strip("_"),
)
def test_rules_hold_with_something_opened(
    page: Page, portal: str, kind: str, do: Callable[[Page], None]
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(portal + KINDS[kind])
    do(page)
    assert _broken_rules(page, PHONE) == {}


# --- what screen readers are told ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """What the browser tells assistive technology of a part of a page."""

    role: str
    name: str
    level: int | None
    parts: tuple[Node, ...]

    def all(self, *roles: str) -> list[Node]:
        own = [self] if self.role in roles else []
        return own + [found for part in self.parts for found in part.all(*roles)]

    @property
    def text(self) -> str:
        return self.name if self.role == "StaticText" else "".join(part.text for part in self.parts)


def _node(each: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Node:
    parts = tuple(_node(by_id[child], by_id) for child in each.get("childIds", ()) if child in by_id)
    if each["ignored"]:
        return Node("ignored", "", None, parts)
    level = [own["value"]["value"] for own in each.get("properties", ()) if own["name"] == "level"]
    name = each.get("name", {}).get("value", "")
    return Node(each["role"]["value"], name, level[0] if level else None, parts)


@pytest.fixture(scope="module")
def tree_of(visitor: Page, portal: str) -> Callable[[str], Node]:
    """`tree_of(address)`: the accessibility tree of the page on a wide screen, with everything unfolded."""
    session = visitor.context.new_cdp_session(visitor)

    @cache
    def look(address: str) -> Node:
        visitor.set_viewport_size(DESKTOP)
        visitor.goto(portal + address)
        visitor.evaluate(UNFOLD)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        return _node(nodes[0], {each["nodeId"]: each for each in nodes})

    return look


@EACH_KIND
def test_a_page_has_one_banner_one_main_part_and_one_footer(
    tree_of: Callable[[str], Node], address: str
) -> None:
    landmarks = [node.role for node in tree_of(address).all("banner", "main", "contentinfo")]
    assert sorted(landmarks) == ["banner", "contentinfo", "main"]


@EACH_KIND
def test_navigations_and_regions_are_told_apart_by_name(tree_of: Callable[[str], Node], address: str) -> None:
    names = [node.name for node in tree_of(address).all("navigation", "region")]
    assert "Chính" in names
    assert "" not in names
    assert sorted(names) == sorted(set(names))


@EACH_KIND
def test_the_only_first_heading_is_the_title(tree_of: Callable[[str], Node], address: str) -> None:
    tree = tree_of(address)
    title = tree.name.removesuffix(" · Nghị quyết 57")
    assert [heading.name for heading in tree.all("heading") if heading.level == 1] == [title]


@EACH_KIND
def test_tables_have_names_and_header_cells(tree_of: Callable[[str], Node], address: str) -> None:
    tables = tree_of(address).all("table")
    assert [table.text[:80] for table in tables if not table.name] == []
    for table in tables:
        assert len(table.all("columnheader")) > 1, table.name
        assert table.all("rowheader"), table.name
        assert all(cell.text.strip() for cell in table.all("columnheader", "rowheader")), table.name


@EACH_KIND
def test_what_can_be_pressed_has_a_name(tree_of: Callable[[str], Node], address: str) -> None:
    pressed = tree_of(address).all("button", "link", "DisclosureTriangle", "searchbox", "textbox")
    assert [node for node in pressed if not node.name.strip()] == []


def test_buttons_made_for_a_record_say_what_they_do(tree_of: Callable[[str], Node]) -> None:
    names = {button.name for button in tree_of(PLAN).all("button")}
    assert {"In hoặc lưu PDF", "Chép liên kết", "Nền tối"} <= names


def test_a_document_number_is_told_in_words_and_only_once(tree_of: Callable[[str], Node]) -> None:
    told = [node.text for node in tree_of(PLAN).all("definition")]
    assert "một trăm tám mươi, Kế hoạch, Tỉnh ủy" in told
    assert [text for text in told if "180" in text] == []
    # So do the headings of the register.
    headings = [node.name for node in tree_of(KINDS["documents"]).all("heading")]
    assert "Nghị quyết năm mươi bảy, Nghị quyết, Trung ương" in headings
    assert [name for name in headings if re.search(r"\d", name)] == []


def test_charts_are_images_that_say_goal_value_and_date(tree_of: Callable[[str], Node]) -> None:
    charts = tree_of(KINDS["targets"]).all("image")
    assert charts
    for chart in charts:
        assert re.fullmatch(r".+: cần đạt .+; .*\d.* \(.*\d{4}\)", chart.name), chart.name


def test_tiles_of_the_map_are_links_with_province_and_number_of_records(
    tree_of: Callable[[str], Node],
) -> None:
    names = [node.name for node in tree_of(KINDS["localities"]).all("link")]
    tiles = [name for name in names if re.fullmatch(r"\w[\w. ]*\w \d+ bài", name)]
    assert len(tiles) == 34
    assert any(name.startswith("Đồng Nai ") for name in tiles)


def test_signs_of_the_matrix_are_told_in_words(tree_of: Callable[[str], Node]) -> None:
    cells = {node.text.strip() for node in tree_of(KINDS["matrix"]).all("cell")}
    assert cells == {"nêu tên", "nêu chung", "không nhắc"}


# --- keyboard --------------------------------------------------------------------------------------

FOCUS = """() => {
    const here = document.activeElement;
    if (here === document.body) return null;
    const framed = [null, '::after'].some(part => {
        const { outlineStyle, outlineWidth } = getComputedStyle(here, part);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    const box = here.getBoundingClientRect();
    const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { html: here.outerHTML.slice(0, 120), framed, inSight };
}"""


def _tab_to(page: Page, selector: str, *, key: str = "Tab") -> None:
    """Press the key until this is reached."""
    for _ in range(120):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{key} does not reach {selector}")


def test_the_keyboard_alone_leads_to_a_deadline_and_back(page: Page, portal: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(portal + "/")
    _tab_to(page, ".opener")
    page.keyboard.press("Enter")
    _tab_to(page, ".masthead nav a[href$='ke-hoach/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ke-hoach/")
    _tab_to(page, f"a[href$='{PLAN.removeprefix('/ke-hoach/')}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + PLAN)
    _tab_to(page, ".scroll[aria-labelledby='__tasks-table']")
    table = page.locator(".scroll").first
    expect(table).to_be_in_viewport()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.evaluate(SETTLED)
    assert table.evaluate("frame => frame.scrollLeft") > 0
    _tab_to(page, ".colophon a[href='#__main']")
    page.keyboard.press("Enter")
    _tab_to(page, ".brand", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(portal + "/")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("address", [PLAN, KINDS["localities"]], ids=["plan", "localities"])
def test_the_focus_is_seen_at_every_stop(page: Page, portal: str, address: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(portal + address)
    stops: list[dict[str, Any]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or (stops and stop["html"] == stops[0]["html"]):
            break
        stops.append(stop)
    assert len(stops) > 20
    assert [stop["html"] for stop in stops if not (stop["framed"] and stop["inSight"])] == []


def test_escape_closes_what_was_opened_and_the_focus_returns(page: Page, portal: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(portal + "/")
    for opener, panel in ((".opener", "#__menu"), (".choose__opener", "#__provinces")):
        _tab_to(page, opener)
        page.keyboard.press("Enter")
        expect(page.locator(panel)).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(page.locator(panel)).to_be_hidden()
        expect(page.locator(opener)).to_be_focused()


# --- what the system asks for ----------------------------------------------------------------------

MOVING = """() => {
    const long = times => times.split(',').some(time => parseFloat(time) > .01);
    const moves = (element, part) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(element, part);
        return long(transitionDuration) || animationName !== 'none' && long(animationDuration);
    };
    return [...document.querySelectorAll('*')].flatMap(element => [null, '::before', '::after']
        .filter(part => moves(element, part)).map(part => element.outerHTML.slice(0, 80) + (part || '')));
}"""


@EACH_KIND
def test_nothing_moves_for_readers_who_ask_for_stillness(visitor: Page, portal: str, address: str) -> None:
    visitor.emulate_media(reduced_motion="reduce")
    visitor.goto(portal + address)
    assert visitor.evaluate(MOVING) == []
    assert visitor.evaluate("document.getAnimations().length") == 0
    assert visitor.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


# Every text against what is painted behind it, in the few colours that the system allows.
INVISIBLE = """() => {
    const behind = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (!/, 0\\)$/.test(colour)) return colour;
        }
        return getComputedStyle(document.documentElement).backgroundColor;
    };
    const hasText = element => [...element.childNodes].some(each => each.nodeType === 3 && each.data.trim());
    return [...document.querySelectorAll('body *')]
        .filter(element => element.checkVisibility() && hasText(element))
        .filter(element => getComputedStyle(element).color === behind(element))
        .map(element => element.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["home", "plan", "targets", "localities", "matrix", "tasks"])
def test_texts_stay_visible_in_forced_colours(page: Page, portal: str, kind: str, scheme: Any) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(portal + KINDS[kind])
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(INVISIBLE) == []
