"""Every kind of page at every width: all of it can be read, nothing is cut off or too small to hit."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from PIL import ImageFont
from playwright.sync_api import Browser, Page

from tests.browser.conftest import UNFOLD
from tests.browser.kinds import EACH_KIND
from tests.projects import ROOT

pytestmark = pytest.mark.browser

# 640 is a window of 1280 at a zoom of 200 % (WCAG 1.4.4), 320 the same at 400 % (WCAG 1.4.10).
WIDTHS = (320, 360, 640, 768, 1440)
# What readers may set for themselves (WCAG 1.4.12), on a phone.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"

WHAT_IS_SHOWN = r"""
const brief = element => element.outerHTML.replace(/\s+/g, ' ').slice(0, 140);
const unseen = element => {
  for (let at = element; at; at = at.parentElement)
    if (getComputedStyle(at).clipPath === 'inset(50%)') return true;
  return false;
};
const shown = element => element.checkVisibility({ visibilityProperty: true })
  && !element.closest('script, style, noscript') && !unseen(element);
const overlap = (one, other, low, high) => Math.min(one[high], other[high]) - Math.max(one[low], other[low]);
"""

TEXTS = r"""() => {
  const found = { clipped: [], crossed: [], tight: [] };
  const cut = value => value === 'hidden' || value === 'clip';
  const parts = [];
  const look = text => {
    const owner = text.parentElement, range = document.createRange();
    range.selectNodeContents(text);
    let boxes = [...range.getClientRects()].filter(box => box.width > 1)
      .map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
    for (let at = owner; at !== document.body; at = at.parentElement) {
      const { display, overflowX, overflowY, webkitLineClamp } = getComputedStyle(at);
      if (display === 'inline' || overflowX === 'visible' && overflowY === 'visible') continue;
      const frame = at.getBoundingClientRect();
      const across = box => box.right > frame.right + 1 || box.left < frame.left - 1;
      const down = box => box.bottom > frame.bottom + 2 || box.top < frame.top - 2;
      if (cut(overflowX) && boxes.some(across)) found.clipped.push(brief(owner));
      // A summary that ends in an ellipsis is meant to.
      if (cut(overflowY) && webkitLineClamp === 'none' && boxes.some(down)) found.clipped.push(brief(owner));
      boxes = boxes.map(box => ({
        left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right),
        top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom)
      })).filter(box => box.right - box.left > 1 && box.bottom - box.top > 1);
    }
    if (boxes.some(box => box.left < -1)) found.clipped.push(brief(owner));
    boxes.forEach(box => parts.push({ ...box, node: text, text: text.data.trim().slice(0, 40) }));
    const { fontSize, lineHeight } = getComputedStyle(owner);
    // Two marks stand above a letter, one below: lines that are closer touch.
    if (!(parseFloat(lineHeight) >= 1.2 * parseFloat(fontSize) - .01))
      found.tight.push(`${lineHeight} at ${fontSize}: ${brief(owner)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.data.trim() && !text.parentElement.closest('svg') && shown(text.parentElement)) look(text);
  }
  parts.sort((a, b) => a.top - b.top).forEach((one, index) => {
    for (let n = index + 1; n < parts.length && parts[n].top < one.bottom; n += 1) {
      const other = parts[n], height = Math.min(one.bottom - one.top, other.bottom - other.top);
      // The browser counts the line that ends in an ellipsis twice.
      if (one.node === other.node && Math.abs(one.top - other.top) < 1) continue;
      if (overlap(one, other, 'left', 'right') > 2 && overlap(one, other, 'top', 'bottom') > .3 * height)
        found.crossed.push(`«${one.text}» and «${other.text}»`);
    }
  });
  return found;
}"""

# WCAG 2.5.8: 24 by 24, or a circle of 24 around its middle touches no other, or in a line of other text.
SMALL_TARGETS = r"""() => {
  const targets = [...document.querySelectorAll('a[href], button, summary, input, select, textarea')]
    .filter(shown).map(element => {
      const cover = getComputedStyle(element, '::after');
      const covers = cover.content !== 'none' && cover.position === 'absolute';
      const box = (covers ? element.closest('.card, .place') : element).getBoundingClientRect();
      return { element, box, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    }).filter(({ box }) => box.width && box.bottom > 0);
  const small = ({ box }) => box.width < 23.9 || box.height < 23.9;
  const inText = ({ element }) => {
    const inline = each => getComputedStyle(each).display === 'inline';
    let top = element;
    while (inline(top.parentElement)) top = top.parentElement;
    let text = '';
    for (const side of ['previousSibling', 'nextSibling'])
      for (let at = top[side]; at && at.nodeName !== 'BR'; at = at[side])
        if (!at.matches?.('a, button, summary, .unseen')) text += at.textContent;
    return inline(element) && text.trim() !== '';
  };
  // A card is the target of its title's link; other links lie on it.
  const within = (one, card) => card.element.closest('.card')?.contains(one.element);
  const near = (one, other) => small(other)
    ? Math.hypot(one.x - other.x, one.y - other.y) < 23.9
    : Math.hypot(Math.max(other.box.left - one.x, 0, one.x - other.box.right),
                 Math.max(other.box.top - one.y, 0, one.y - other.box.bottom)) < 11.9;
  return targets.filter(one => small(one) && !inText(one)).flatMap(one => targets
    .filter(other => other !== one && !within(one, other) && near(one, other))
    .map(other => `${brief(one.element)} (${one.box.width}×${one.box.height}) near ${brief(other.element)}`));
}"""

CHARTS = r"""() => [...document.querySelectorAll('svg[viewBox]')].flatMap(drawing => {
  const found = [], { width, height } = drawing.viewBox.baseVal;
  const labels = [...drawing.querySelectorAll('text')].map(label => {
    const { x, y, width, height } = label.getBBox();
    return { text: label.textContent, left: x, right: x + width, top: y, bottom: y + height, height };
  });
  labels.forEach((one, index) => {
    if (one.left < 0 || one.top < 0 || one.right > width || one.bottom > height)
      found.push(`«${one.text}» sticks out`);
    labels.slice(index + 1).forEach(other => {
      // The box of a line has room for marks above and below, which figures leave empty.
      if (overlap(one, other, 'left', 'right') > 0
          && overlap(one, other, 'top', 'bottom') > .3 * Math.min(one.height, other.height))
        found.push(`«${one.text}» lies on «${other.text}»`);
    });
  });
  return found;
})"""

Looks = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="session")
def looks_of(browser: Browser, portal: str) -> Iterator[Callable[[str], Looks]]:
    """`looks_of(address)`: what is wrong at each width, by name, with everything open that folds."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page = context.new_page()

    @cache
    def looks(address: str) -> Looks:
        page.goto(portal + address)
        page.evaluate(UNFOLD)
        page.evaluate("document.fonts.ready.then(() => true)")
        found = {f"{width}": _look(page, width) for width in WIDTHS}
        page.evaluate(
            """css => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(css);
                document.adoptedStyleSheets = [sheet];
            }""",
            SPACED,
        )
        # How far targets are apart is asked of the page as it is.
        return {**found, "360, text spaced": {**_look(page, 360), "small": []}}

    yield looks
    context.close()


def _look(page: Page, width: int) -> dict[str, list[str]]:
    page.set_viewport_size({"width": width, "height": 800})
    texts, targets, charts = (
        page.evaluate(f"() => {{ {WHAT_IS_SHOWN} return ({script})(); }}")
        for script in (TEXTS, SMALL_TARGETS, CHARTS)
    )
    wide = page.evaluate("document.documentElement.scrollWidth")
    return {**texts, "small": targets, "charts": charts, "sideways": [str(wide)] if wide > width else []}


def _wrong(looks: Looks, what: str) -> dict[str, list[str]]:
    return {width: found[what] for width, found in looks.items() if found[what]}


@EACH_KIND
def test_no_page_scrolls_sideways(looks_of: Callable[[str], Looks], address: str) -> None:
    assert _wrong(looks_of(address), "sideways") == {}


@EACH_KIND
def test_no_text_is_cut_off(looks_of: Callable[[str], Looks], address: str) -> None:
    assert _wrong(looks_of(address), "clipped") == {}


@EACH_KIND
def test_no_text_lies_on_another(looks_of: Callable[[str], Looks], address: str) -> None:
    assert _wrong(looks_of(address), "crossed") == {}


@EACH_KIND
def test_lines_leave_room_for_two_marks_above_a_letter(
    looks_of: Callable[[str], Looks], address: str
) -> None:
    assert _wrong(looks_of(address), "tight") == {}


@EACH_KIND
def test_what_can_be_pressed_is_large_enough(looks_of: Callable[[str], Looks], address: str) -> None:
    assert _wrong(looks_of(address), "small") == {}


@EACH_KIND
def test_labels_of_charts_stay_inside_and_apart(looks_of: Callable[[str], Looks], address: str) -> None:
    assert _wrong(looks_of(address), "charts") == {}


@pytest.mark.parametrize("opener", ["Danh mục", "Chọn tỉnh, thành phố"])
def test_what_opens_over_a_page_fits_the_narrowest_screen(page: Page, portal: str, opener: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(portal + "/")
    page.get_by_role("button", name=opener).click()
    found = _look(page, 320)
    # It lies over the page, on purpose.
    assert {what: places for what, places in found.items() if places and what != "crossed"} == {}


FAULTS = """<!doctype html><style>* { line-height: 1.5 }</style>
<p style="width: 3em; overflow: hidden; white-space: nowrap">Một dòng bị cắt mất</p>
<p style="line-height: 1.1">Ế</p>
<p style="width: 900px">Rộng hơn màn hình</p>
<p>Chữ</p><p style="margin-top: -2.2em">nằm trên chữ</p>
<button style="width: 12px; height: 12px; padding: 0">a</button><button style="padding: 0">b</button>
<svg viewBox="0 0 100 50"><text x="90" y="20">Dài quá khung</text><text x="90" y="22">Đè nhau</text></svg>"""


def test_the_faults_that_are_looked_for_are_found(page: Page) -> None:
    page.set_content(FAULTS)
    assert [what for what, places in _look(page, 320).items() if not places] == []


# --- letters ---------------------------------------------------------------------------------------

FONTS = ROOT / "docs/assets/fonts"
STYLES = ROOT / "docs/assets/css"
# Shown by the system where the page has none of its own: line ends, tabs.
BLANK = set("\n\r\t")


def _range(face: str) -> set[str]:
    found = re.search(r"unicode-range:([^;]+);", face)
    assert found is not None
    spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", found[1])
    return {chr(code) for first, last in spans for code in range(int(first, 16), int(last or first, 16) + 1)}


def _faces() -> list[tuple[str, set[str]]]:
    css = (STYLES / "fonts.css").read_text(encoding="utf-8")
    faces = [face for face in css.split("@font-face")[1:] if "url(" in face]
    return [(re.findall(r"fonts/([\w-]+\.woff2)", face)[0], _range(face)) for face in faces]


def _shown(site: Path) -> set[str]:
    """Every character of the pages' texts, and of what scripts, style sheets and names of places add."""
    letters: set[str] = set()
    for path in site.rglob("*.html"):
        body = lxml.html.fromstring(path.read_bytes()).find("body")
        for each in body.xpath(".//text()[not(ancestor::script) and not(ancestor::style)]"):
            letters.update(each)
        for each in body.xpath(".//abbr/@title"):
            letters.update(each)
    for script in (ROOT / "docs/assets/js").glob("*.js"):
        letters.update(script.read_text(encoding="utf-8"))
    for path in site.glob("dia-phuong/ten/*.json"):
        letters.update(json.dumps(json.loads(path.read_bytes()), ensure_ascii=False))
    for style in STYLES.glob("*.css"):
        letters.update("".join(re.findall(r'content:\s*"([^"\\]*)"', style.read_text(encoding="utf-8"))))
    return letters - BLANK


def _drawn(font: ImageFont.FreeTypeFont, letter: str) -> tuple[Any, bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


def test_the_font_has_every_letter_that_is_shown(built_site: Path) -> None:
    # The handbook names the letters that damaged files have for Ư: no word is written with them.
    letters = _shown(built_site) - set("Ƣƣ")
    assert set("ếĐỷ–…›") <= letters
    for name, claimed in _faces():
        font = ImageFont.truetype(FONTS / name, 40, layout_engine=ImageFont.Layout.BASIC)
        missing = _drawn(font, "\U0010fffe")
        assert sorted(letters - claimed) == [], name
        assert [letter for letter in sorted(letters) if _drawn(font, letter) == missing] == [], name
