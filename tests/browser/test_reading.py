"""Aids for reading: abbreviations explained, page copied, shared, read aloud, printed, lists narrowed.

Whatever a reader does with them, nothing is asked of another host and no cookie is set.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import SETTLED, Seen
from tests.browser.kinds import EACH_KIND, KINDS

pytestmark = pytest.mark.browser

PLAN = KINDS["plan"]
NARROW = {"width": 320, "height": 640}

Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, seen: Seen, portal: str) -> Iterator[Visit]:
    """`visit(address, script="…", **options of a context)` opens a page; afterwards nobody else was asked."""
    opened: list[Page] = []
    with ExitStack() as contexts:

        def start(address: str, *, script: str = "", **options: Any) -> Page:
            context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)
            contexts.callback(context.close)
            context.set_default_timeout(10_000)
            seen.watch(context)
            if script:
                context.add_init_script(script)
            page = context.new_page()
            page.goto(portal + address)
            opened.append(page)
            return page

        yield start
        assert seen.elsewhere(portal) == []
        assert [page.context.cookies() for page in opened if page.context.cookies()] == []


def _tools(page: Page) -> Locator:
    return page.get_by_role("group", name="Công cụ của trang")


def _status(page: Page) -> Locator:
    return page.locator("[data-tools] [role=status]")


def test_what_will_be_said_has_its_place_before(visit: Visit) -> None:
    """Screen readers listen to places that they know; one that is hidden while it is empty they miss."""
    expect(_tools(visit(PLAN)).get_by_role("status")).to_have_count(1)


# --- abbreviations ---------------------------------------------------------------------------------


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


# --- copying and sharing ---------------------------------------------------------------------------

NO_SHARING = "delete Navigator.prototype.share;"
SHARING = """
    window.shared = [];
    navigator.share = about => { shared.push(about); return Promise.resolve(); };
"""


@pytest.mark.parametrize("kind", ["plan", "achievement", "audience", "text"])
def test_the_public_address_is_copied(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], permissions=["clipboard-read", "clipboard-write"])
    _tools(page).get_by_role("button", name="Chép liên kết").click()
    expect(_status(page)).to_have_text("Đã chép liên kết.")
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
    _tools(page).get_by_role("button", name="Chép liên kết").click()
    expect(_status(page)).to_have_text(f"Địa chỉ trang: https://nghiquyet57.example{PLAN}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_page_is_shared_with_title_and_address(visit: Visit) -> None:
    page = visit(PLAN, script=SHARING)
    _tools(page).get_by_role("button", name="Chia sẻ").click()
    [about] = page.evaluate("shared")
    assert about == {
        "title": page.title(),
        "text": page.locator("meta[name=description]").get_attribute("content"),
        "url": f"https://nghiquyet57.example{PLAN}",
    }


def test_a_reader_may_change_their_mind_about_sharing(visit: Visit, seen: Seen) -> None:
    page = visit(PLAN, script="navigator.share = () => Promise.reject(new DOMException('', 'AbortError'));")
    _tools(page).get_by_role("button", name="Chia sẻ").click()
    page.evaluate(SETTLED)
    assert seen.errors == []


def test_without_sharing_there_is_no_button_for_it(visit: Visit) -> None:
    page = visit(PLAN, script=NO_SHARING)
    expect(_tools(page).get_by_role("button", name="Chép liên kết")).to_be_visible()
    expect(page.get_by_role("button", name="Chia sẻ")).to_have_count(0)


# --- listening -------------------------------------------------------------------------------------

# A voice that speaks at a word of the test: `spoken` has what it was given, `finish()` ends a sentence.
SPEECH = """
    window.spoken = [];
    let current = null, told = [];
    const voices = %s;
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const speech = {
        getVoices: () => voices,
        addEventListener: (name, listen) => { if (name === 'voiceschanged') told.push(listen); },
        speak: utterance => {
            if (current) throw new Error('two voices at once');
            current = utterance;
            spoken.push({ text: utterance.text, lang: utterance.lang, voice: utterance.voice.lang });
        },
        // As browsers do: what is cut off ends with an error, a little later.
        cancel: () => {
            const cut = current;
            current = null;
            sessionStorage.cut = cut ? cut.text : '';
            if (cut) setTimeout(() => cut.onerror({ error: 'canceled' }));
        }
    };
    window.finish = () => { const done = current; current = null; if (done) done.onend(); };
    window.fail = () => {
        const failed = current;
        current = null;
        failed.onerror({ error: 'synthesis-failed' });
    };
    window.arrive = voice => { voices.push(voice); told.forEach(listen => listen()); };
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
"""
ENGLISH = "{ lang: 'en-US', name: 'English' }"
VIETNAMESE = "{ lang: 'vi-VN', name: 'Linh' }"
SPEAKING = SPEECH % f"[{ENGLISH}, {VIETNAMESE}]"


def _button(page: Page, name: str) -> Locator:
    return _tools(page).get_by_role("button", name=name, exact=True)


def _text_of(page: Page, built_site: Path) -> str:
    file = page.locator("[data-tools]").get_attribute("data-tools")
    assert file is not None
    return (built_site / file.replace("../", "")).read_text(encoding="utf-8")


def _listen(page: Page) -> None:
    _button(page, "Nghe trang này").click()
    expect(_button(page, "Tạm dừng")).to_be_visible()


@pytest.mark.parametrize("kind", ["plan", "section", "achievement", "notice"])
def test_a_page_is_read_aloud_to_its_end_in_sentences(visit: Visit, built_site: Path, kind: str) -> None:
    page = visit(KINDS[kind], script=SPEAKING)
    _listen(page)
    while page.evaluate("finish(), document.querySelector('.tool:nth-child(2)').hidden === false"):
        pass
    spoken = page.evaluate("spoken")
    text = _text_of(page, built_site)
    squeeze = re.compile(r"\s+")
    assert squeeze.sub("", "".join(each["text"] for each in spoken)) == squeeze.sub("", text)
    assert len(spoken) >= len(text.splitlines())
    assert {(each["lang"], each["voice"]) for each in spoken} == {("vi-VN", "vi-VN")}
    # Browsers cut off what is long, and each reads digits in its own way.
    assert [each["text"] for each in spoken if re.search(r"\d|.{351}|^\W*$", each["text"])] == []
    expect(_button(page, "Nghe trang này")).to_be_visible()
    expect(_button(page, "Dừng đọc")).to_have_count(0)


def _texts(page: Page) -> list[str]:
    return [each["text"] for each in page.evaluate("spoken")]


def test_listening_pauses_goes_on_and_stops(visit: Visit) -> None:
    page = visit(PLAN, script=SPEAKING)
    _listen(page)
    page.evaluate("finish()")
    _button(page, "Tạm dừng").click()
    page.evaluate(SETTLED)
    before = _texts(page)
    assert len(before) == 2
    page.evaluate("finish()")
    assert _texts(page) == before
    _button(page, "Nghe tiếp").click()
    # What was cut off is said again from its beginning.
    assert _texts(page) == [*before, before[1]]
    page.evaluate("finish()")
    assert len(_texts(page)) == 4
    _button(page, "Dừng đọc").click()
    expect(_button(page, "Nghe trang này")).to_be_focused()
    page.evaluate(SETTLED)
    page.evaluate("finish()")
    assert len(_texts(page)) == 4
    expect(_button(page, "Dừng đọc")).to_have_count(0)
    _listen(page)
    assert _texts(page)[4] == before[0]


def test_leaving_a_page_ends_its_voice(visit: Visit, portal: str) -> None:
    page = visit(PLAN, script=SPEAKING)
    _listen(page)
    [speaking] = _texts(page)
    page.goto(portal + "/robots.txt")
    assert page.evaluate("sessionStorage.cut") == speaking


@pytest.mark.parametrize("voices", ["[]", f"[{ENGLISH}]"])
def test_without_a_vietnamese_voice_there_is_nothing_to_listen_to(visit: Visit, voices: str) -> None:
    page = visit(PLAN, script=SPEECH % voices)
    expect(_button(page, "Chép liên kết")).to_be_visible()
    expect(page.get_by_role("button", name="Nghe")).to_have_count(0)
    page.evaluate(f"arrive({ENGLISH})")
    expect(page.get_by_role("button", name="Nghe")).to_have_count(0)


def test_a_voice_that_comes_late_is_offered_once(visit: Visit) -> None:
    page = visit(PLAN, script=SPEECH % "[]")
    page.evaluate("arrive({ lang: 'vi_VN', name: 'Android' })")
    page.evaluate(f"arrive({VIETNAMESE})")
    expect(_button(page, "Nghe trang này")).to_have_count(1)


def test_without_speech_everything_else_works(visit: Visit, seen: Seen) -> None:
    page = visit(PLAN, script="Object.defineProperty(window, 'speechSynthesis', { value: undefined });")
    expect(_button(page, "Chép liên kết")).to_be_visible()
    expect(page.get_by_role("button", name="Nghe")).to_have_count(0)
    assert seen.errors == []


@pytest.mark.parametrize("fault", ["missing", "unreachable"])
def test_a_text_that_does_not_come_is_told_and_may_be_tried_again(visit: Visit, fault: str) -> None:
    page = visit(PLAN, script=SPEAKING)
    page.route(
        "**/nghe/**", lambda route: route.abort() if fault == "unreachable" else route.fulfill(status=404)
    )
    _button(page, "Nghe trang này").click()
    expect(_status(page)).to_have_text("Chưa tải được lời đọc của trang này.")
    assert page.evaluate("spoken") == []
    page.unroute("**/nghe/**")
    _listen(page)
    expect(_status(page)).to_have_text("")


def test_a_voice_that_fails_is_told(visit: Visit) -> None:
    page = visit(PLAN, script=SPEAKING)
    _listen(page)
    page.evaluate("fail()")
    expect(_status(page)).to_have_text("Trình duyệt không đọc được.")
    expect(_button(page, "Nghe trang này")).to_be_visible()


# --- printing --------------------------------------------------------------------------------------

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
        _button(page, "In hoặc lưu PDF").click()
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
    _button(page, "In hoặc lưu PDF").click()
    page.evaluate("new Promise(done => { setInterval(() => printed.length && done(true), 10); })")
    assert page.evaluate("printed") == [False]


# --- narrowing lists -------------------------------------------------------------------------------


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


# --- without scripts -------------------------------------------------------------------------------


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
