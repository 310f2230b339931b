"""Abbreviations are explained under the pointer, to the keyboard and at a touch, wherever they stand."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SETTLED
from tests.browser.kinds import KINDS
from tests.browser.parts import Visit

pytestmark = pytest.mark.browser

PLAN = KINDS["plan"]
NARROW = {"width": 320, "height": 640}


def _meaning(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def _word(page: Page, text: str = "LED") -> Locator:
    word = page.locator("main abbr", has_text=text).first
    word.scroll_into_view_if_needed()
    page.evaluate(SETTLED)
    return word


def _inside(page: Page) -> bool:
    """Whether the whole explanation can be seen."""
    return bool(
        _meaning(page).evaluate("""box => {
            const { left, top, right, bottom } = box.getBoundingClientRect();
            const { clientWidth, clientHeight } = document.documentElement;
            return left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight
                && box.scrollWidth <= box.clientWidth + 1;
        }""")
    )


def _is_described(word: Locator) -> None:
    expect(_meaning(word.page)).to_be_visible()
    expect(word).to_have_accessible_description("đi-ốt phát quang")


def _is_quiet(word: Locator) -> None:
    expect(_meaning(word.page)).to_be_hidden()
    assert word.get_attribute("aria-describedby") is None


def test_an_abbreviation_is_explained_under_the_pointer(visit: Visit) -> None:
    page = visit(PLAN)
    word = _word(page)
    _is_quiet(word)
    word.hover()
    _is_described(word)
    page.mouse.move(2, 2)
    _is_quiet(word)


def test_the_pointer_may_move_onto_the_explanation(visit: Visit) -> None:
    page = visit(PLAN)
    word = _word(page)
    word.hover()
    box = _meaning(page).bounding_box()
    assert box is not None
    # Straight down: what lies beside the word is not the explanation.
    at = word.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 5, box["y"] + box["height"] / 2, steps=8)
    _is_described(word)
    page.mouse.move(2, 2, steps=4)
    _is_quiet(word)


def test_an_abbreviation_is_explained_to_the_keyboard_until_escape(visit: Visit) -> None:
    page = visit(PLAN)
    word = _word(page)
    word.focus()
    _is_described(word)
    page.keyboard.press("Escape")
    _is_quiet(word)
    expect(word).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    _is_described(word)
    word.blur()
    _is_quiet(word)


@pytest.mark.parametrize("kind", ["plan", "section"])
def test_every_abbreviation_that_the_keyboard_scrolls_to_is_explained(visit: Visit, kind: str) -> None:
    """Focus moves the page; the explanation must not go away with that."""
    page = visit(KINDS[kind], viewport={"width": 1280, "height": 300})
    silent, words = [], page.locator("main abbr").count()
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        if page.evaluate("document.activeElement.matches('main abbr')"):
            words -= 1
            page.evaluate(SETTLED)
            if not _meaning(page).is_visible():
                silent.append(page.evaluate("document.activeElement.textContent"))
    assert (words, silent) == (0, [])


def test_escape_hides_what_the_pointer_shows(visit: Visit) -> None:
    page = visit(PLAN)
    word = _word(page)
    word.hover()
    _is_described(word)
    page.keyboard.press("Escape")
    _is_quiet(word)


def test_an_abbreviation_is_explained_at_a_touch(visit: Visit) -> None:
    page = visit(PLAN, viewport=NARROW, has_touch=True, is_mobile=True)
    word = _word(page)
    word.tap()
    _is_described(word)
    page.locator("main h2").filter(visible=True).first.scroll_into_view_if_needed()
    page.locator("main h2").first.tap()
    _is_quiet(word)


@pytest.mark.parametrize("kind", ["plan", "section", "tasks", "locality", "unit"])
def test_explanations_stay_on_the_narrowest_screen(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], viewport=NARROW, has_touch=True, is_mobile=True)
    outside = []
    for word in page.locator("main abbr").all():
        word.scroll_into_view_if_needed()
        page.evaluate(SETTLED)
        word.tap()
        expect(_meaning(page)).to_be_visible()
        if not _inside(page):
            outside.append(word.inner_text())
    assert outside == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_explanation_near_an_edge_stays_inside(visit: Visit) -> None:
    page = visit(PLAN, viewport=NARROW)
    word = _word(page)
    for place in ("right: 0; top: 40%", "right: 0; bottom: 0", "right: 0; top: 0", "left: 0; bottom: 0"):
        word.evaluate("(word, place) => { word.style.cssText = 'position: fixed;' + place; }", place)
        page.mouse.move(160, 320)
        word.hover()
        _is_described(word)
        assert _inside(page), place
        page.keyboard.press("Escape")


def test_an_explanation_does_not_stay_behind_when_its_table_scrolls(visit: Visit) -> None:
    page = visit(PLAN, viewport=NARROW)
    table = page.locator(".scroll", has=page.locator("abbr")).first
    word = table.locator("abbr").first
    word.scroll_into_view_if_needed()
    page.evaluate(SETTLED)
    word.focus()
    expect(_meaning(page)).to_be_visible()
    table.evaluate("frame => { frame.scrollLeft += 120; }")
    page.evaluate(SETTLED)
    apart = page.evaluate(
        """([word, box]) => box.hidden ? 0
            : Math.abs(Math.max(8, word.getBoundingClientRect().left) - box.getBoundingClientRect().left)""",
        [word.element_handle(), page.locator("#__meaning").element_handle()],
    )
    assert apart < 8
