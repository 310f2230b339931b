"""`/man-hinh/thu/`: what is shown of a text is what the build will draw, for every board and every key."""

from __future__ import annotations

import base64
import gzip
import random
import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from portal.boards import Board, draw, dwell, layout
from portal.boards.faces import face
from portal.model.notice import Led, Priority
from portal.model.outlets import Colour, ScreenKind
from portal.pictures import MissingGlyphError
from portal.screens.slots import plain
from tests.browser.conftest import SETTLED, Seen
from tests.browser.parts import Visit
from tests.browser.test_accessibility import DESKTOP, OPTIONS, PHONE, RUN, SCHEMES
from tests.projects import ROOT

pytestmark = pytest.mark.browser

TRY = "/man-hinh/thu/"
SIZES = [(96, 16), (128, 32), (192, 64), (256, 128), (384, 192), (1920, 1080), (1080, 1920)]
OTHER = ""
"""The choice of a board by its own width and height."""
TEXT = "Cảnh báo lũ: sơ tán ngay"
TWO_SENTENCES = "Mất nước từ 8 giờ đến 17 giờ. Gọi 1900 1234"
LONG = "Cảnh báo lũ lớn trên sông Hồng, người dân ven sông sơ tán ngay đến nhà văn hóa xã"

# What JavaScript makes of texts on boards: [[plain, seconds, layout], …] by text, then by size.
LAYOUTS = """async ([texts, sizes]) => {
    const rules = await (await fetch('quy-tac.json')).json(), boards = window.portalBoards(rules);
    return texts.map(typed => sizes.map(([width, height]) => {
        const text = boards.plain(typed);
        return [text, boards.dwell(text), boards.layout(text, { width, height })];
    }));
}"""
# The pixels of each canvas, as RGB.
CANVASES = """() => [...document.querySelectorAll('.boards canvas')].map(canvas => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let bytes = '';
    for (let at = 0; at < data.length; at += 4)
        bytes += String.fromCharCode(data[at], data[at + 1], data[at + 2]);
    return [canvas.width, canvas.height, btoa(bytes)];
})"""


# --- the same as in Python -------------------------------------------------------------------------


def _own_texts() -> list[str]:
    """Titles and summaries of the portal's own content."""
    found = []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        found += re.findall(r"^(?:title|summary): (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return found


def _letters() -> list[str]:
    """Words that hold each Vietnamese letter with marks, in both cases."""
    tones, vowels = "\u0300\u0309\u0303\u0301\u0323", "aăâeêioôơuưy"
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in ("", *tones)] + ["đ"]
    return [" ".join(f"n{letter}g" for letter in letters) for letters in (small, [c.upper() for c in small])]


def _mixtures(words: list[str], count: int) -> list[str]:
    """Lists of words of all lengths, with signs between them; always the same."""
    chance = random.Random(57)  # noqa: S311 - not for secrets
    words = [
        *words,
        "57-NQ/TW",
        "TP.",
        "Huế",
        "Hồ",
        "Chí",
        "Minh",
        "NGAY!",
        "5.000\u00a0₫",
        "–",
        "&",
        '"…"',
        "12",
    ]
    return [" ".join(chance.choices(words, k=chance.randrange(60))) for _ in range(count)]


ODD = [
    "",
    " \n\t ",
    "  hai\n\tdòng  ",
    "Học & hành: \"57\" 'a' <b>",
    "a\u200bb\u00adc\ufeffd",
    "😀 👩‍👩‍👧 tốt",
    "Ngày\u2003rộng",
    "n" * 300,
    *(unicodedata.normalize("NFD", text) for text in (TEXT, LONG)),
]


def _expected(typed: str, size: tuple[int, int]) -> list[Any]:
    text = plain(typed)
    board = Board(*size, ScreenKind.LED, Colour.FULL)
    found: dict[str, Any] = {"face": 0, "phases": [], "excess": None, "missing": []}
    try:
        laid = layout(text, board)
    except MissingGlyphError as error:
        return [unicodedata.normalize("NFC", text), dwell(text), found | {"missing": list(error.characters)}]
    excess = laid.excess
    if excess:
        found["excess"] = {"pixels": excess.pixels, "characters": excess.characters, "word": excess.word}
    phases = [list(lines) for lines in laid.phases]
    return [unicodedata.normalize("NFC", text), dwell(text), found | {"face": laid.face, "phases": phases}]


def test_texts_are_laid_out_as_in_the_build(visit: Visit) -> None:
    own = _own_texts()
    words = sorted({word for text in own for word in text.split()})
    texts = [*own, *_letters(), *ODD, *_mixtures(words, 300)]
    found = visit(TRY).evaluate(LAYOUTS, [texts, SIZES])
    kinds = set()
    for text, of_text in zip(texts, found, strict=True):
        for size, made in zip(SIZES, of_text, strict=True):
            assert made == _expected(text, size), (text, size)
            kinds.add((len(made[2]["phases"]), bool(made[2]["excess"]), bool(made[2]["missing"])))
    assert len(texts) > 300
    # One phase, two, an excess, a character without a drawing: all were there.
    assert len(kinds) == 4


@pytest.fixture(scope="module")
def tried(browser: Browser, portal: str) -> Iterator[Page]:
    """The page for many tests that only look."""
    context = browser.new_context(locale="vi-VN", viewport=DESKTOP)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(portal + TRY)
    page.get_by_label("Tin", exact=True).wait_for()
    yield page
    context.close()


def _set(page: Page, text: str, size: tuple[int, int] | None = None, **choices: str) -> None:
    """Choose and type as an editor does; `choices` are values by the name of the field."""
    if size:
        page.get_by_label("Bảng", exact=True).select_option(OTHER)
        page.get_by_label("Rộng (điểm ảnh)").fill(str(size[0]))
        page.get_by_label("Cao (điểm ảnh)").fill(str(size[1]))
    for name, value in choices.items():
        page.locator(f"[name={name}]").select_option(value)
    page.get_by_label("Tin", exact=True).fill(text)


def _verdict(page: Page) -> str:
    return page.locator(".trial__result").inner_text()


def _canvases(page: Page, phases: tuple[tuple[str, ...], ...]) -> list[tuple[int, int, bytes]]:
    """Width, height and pixels of each, when these phases are drawn."""
    canvases = page.locator(".boards canvas")
    expect(canvases).to_have_count(len(phases))
    for number, lines in enumerate(phases):
        name = re.compile(": " + re.escape(" / ".join(lines)) + "$")
        expect(canvases.nth(number)).to_have_attribute("aria-label", name)
    return [(width, height, base64.b64decode(data)) for width, height, data in page.evaluate(CANVASES)]


def _samples() -> list[tuple[str, tuple[int, int], Colour, Priority]]:
    """Every colour with every priority on each of five boards; every text but once."""
    texts = iter([*_letters(), *_mixtures([word for text in _own_texts() for word in text.split()], 2000)])
    found = []
    for size in SIZES[:5]:
        for colour in Colour:
            for priority in Priority:
                board = Board(*size, ScreenKind.LED, colour)
                text = next(text for text in texts if "&" not in text and _fits(text, board))
                found.append((text, size, colour, priority))
    return found


def _fits(text: str, board: Board) -> bool:
    return bool(text) and layout(plain(text), board).excess is None


def test_pixels_are_those_of_the_build(tried: Page) -> None:
    samples = _samples()
    assert len(samples) == 45
    for text, size, colour, priority in samples:
        board = Board(*size, ScreenKind.LED, colour)
        laid = layout(plain(text), board)
        _set(tried, text, size, colour=colour.value, priority=priority.value)
        for phase, drawn in enumerate(_canvases(tried, laid.phases)):
            picture = Image.open(BytesIO(draw(laid, phase, board, priority))).convert("RGB")
            assert drawn == (*size, picture.tobytes()), (text, size, colour, priority, phase)


def test_every_letter_in_every_face_is_drawn_as_in_the_build(tried: Page) -> None:
    for height in (16, 26, 30, 37, 41, 47, 63, 94):
        for letters in _letters():
            # As high as the face: no larger one fits; as wide as one line needs.
            word = letters.replace(" ", "")
            size = (min(1920, face(height).cells(word) + 1), height)
            while face(height).cells(word) >= size[0]:
                word = word[:-1]
            board = Board(*size, ScreenKind.LED, Colour.MONO)
            laid = layout(word, board)
            assert laid.phases
            _set(tried, word, size, colour="mono", priority="normal")
            ((_, _, pixels),) = _canvases(tried, laid.phases)
            assert (
                pixels == Image.open(BytesIO(draw(laid, 0, board, Priority.NORMAL))).convert("RGB").tobytes()
            )


# --- what is said ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a" * 16, "16 ký tự: vừa cỡ ngắn."),
        ("a" * 17, "17 ký tự: dài hơn cỡ ngắn, vừa cỡ vừa."),
        ("Cảnh báo lũ lớn: sơ tán ngay", "28 ký tự: dài hơn cỡ ngắn, vừa cỡ vừa."),
        ("a" * 36, "36 ký tự: dài hơn cỡ ngắn, vừa cỡ vừa."),
        ("a" * 37, "37 ký tự: dài hơn cỡ vừa, vừa cỡ dài."),
        ("a" * 60, "60 ký tự: dài hơn cỡ vừa, vừa cỡ dài."),
        ("a" * 61, "61 ký tự: dài hơn cỡ dài, thừa 1 ký tự."),
        (unicodedata.normalize("NFD", "Sự cố điện ở xã!"), "16 ký tự: vừa cỡ ngắn."),
        ("  hai \n dòng ", "8 ký tự: vừa cỡ ngắn."),
    ],
)
def test_the_length_is_told_by_the_three_sizes(tried: Page, text: str, said: str) -> None:
    _set(tried, text, (1920, 1080))
    assert _verdict(tried).splitlines()[0] == said


def test_one_phase_two_phases_and_how_long_they_stay(tried: Page) -> None:
    _set(tried, TEXT, (128, 32))
    assert "Vừa trong một phần, chữ cao 16 điểm ảnh, hiện 5 giây." in _verdict(tried)
    assert tried.locator(".boards figcaption").count() == 0
    _set(tried, TWO_SENTENCES, (128, 32))
    assert f"Vừa khi chia hai phần, chữ cao 16 điểm ảnh, hiện {dwell(TWO_SENTENCES)} giây cả hai phần." in (
        _verdict(tried)
    )
    captions = tried.locator(".boards figcaption")
    expect(captions).to_have_text(["Phần 1 trên 2", "Phần 2 trên 2"])


def test_a_word_that_is_too_wide_by_one_pixel(tried: Page) -> None:
    word = "57-NQ/TW-HĐND-UBND"
    fits = face(16).cells(word) + 1
    _set(tried, word, (fits, 16))
    assert "Vừa trong một phần" in _verdict(tried)
    expect(tried.locator(".boards canvas")).to_have_count(1)
    _set(tried, word, (fits - 1, 16))
    assert (
        "Không vừa bảng: từ «57-NQ/TW-HĐND-UBND» dài hơn một dòng 1 điểm ảnh, bớt ít nhất 1 ký tự của từ."
        in (_verdict(tried))
    )
    expect(tried.locator(".boards canvas")).to_have_count(0)
    assert tried.locator(".trial__excess").inner_text() == word
    assert tried.locator(".trial__excess mark").inner_text() == "D"


def test_an_end_that_is_too_wide_by_one_pixel(tried: Page) -> None:
    fits = face(16).cells("Nghị quyết.") + 1
    _set(tried, "Nghị quyết Nghị quyết.", (fits, 16))
    assert "Vừa khi chia hai phần" in _verdict(tried)
    _set(tried, "Nghị quyết Nghị quyết.", (fits - 1, 16))
    although = "Không vừa bảng, kể cả khi chữ nhỏ nhất và chia hai phần: "
    assert f"{although}thừa 1 điểm ảnh, bớt ít nhất 1 ký tự." in _verdict(tried)
    expect(tried.locator(".boards canvas")).to_have_count(0)
    assert tried.locator(".trial__excess mark").inner_text() == "."


def test_decomposed_letters_are_composed(tried: Page) -> None:
    board = Board(192, 64, ScreenKind.LED, Colour.DUAL)
    laid = layout("Thông báo khẩn về lũ", board)
    _set(
        tried,
        unicodedata.normalize("NFD", "Thông báo khẩn về lũ"),
        (192, 64),
        colour="dual",
        priority="normal",
    )
    ((_, _, pixels),) = _canvases(tried, laid.phases)
    assert pixels == Image.open(BytesIO(draw(laid, 0, board, Priority.NORMAL))).convert("RGB").tobytes()
    copied = tried.locator(".trial__copy code").inner_text()
    assert copied == 'led: {m: "Thông báo khẩn về lũ"}'


def test_characters_that_cannot_be_drawn_are_named(tried: Page) -> None:
    _set(tried, "Tốt 😀 👩\u200d👧\ufe0f", (192, 64))
    said = _verdict(tried)
    assert "Bảng không vẽ được U+FE0F, «👧» (U+1F467), «👩» (U+1F469), «😀» (U+1F600)." in said
    expect(tried.locator(".boards canvas")).to_have_count(0)
    expect(tried.locator(".trial__copy code")).to_have_count(0)


def test_nothing_typed_is_a_dark_board(tried: Page) -> None:
    _set(tried, " ", (192, 64), colour="full", priority="normal")
    assert _verdict(tried) == "Chưa có chữ nào."
    expect(tried.locator(".boards canvas")).to_have_attribute("aria-label", "Trên bảng: không có chữ")
    ((width, height, pixels),) = tried.evaluate(CANVASES)
    assert (width, height) == (192, 64)
    assert not any(base64.b64decode(pixels))
    expect(tried.get_by_role("button", name="Chép dòng led")).to_have_count(0)


@pytest.mark.parametrize(
    ("width", "height", "fits"),
    [("32", "16", True), ("31", "16", False), ("32", "15", False), ("1921", "16", False), ("", "", False)],
)
def test_a_size_that_no_board_has_is_told(tried: Page, width: str, height: str, fits: bool) -> None:
    _set(tried, "a", (64, 32))
    expect(tried.locator(".boards canvas")).to_have_count(1)
    tried.get_by_label("Rộng (điểm ảnh)").fill(width)
    tried.get_by_label("Cao (điểm ảnh)").fill(height)
    expect(tried.locator(".boards canvas")).to_have_count(1 if fits else 0)
    told = "Bảng phải rộng từ 32 đến 1920 và cao từ 16 đến 1920 điểm ảnh." in _verdict(tried)
    assert told is not fits


@pytest.mark.parametrize("text", ["nghị quyết " * 909, "n" * 10_000, "😀" * 5_000, "Ngay! " * 1_667])
@pytest.mark.parametrize("size", [(96, 16), (1920, 1080)])
def test_ten_thousand_characters_are_answered_at_once(tried: Page, text: str, size: tuple[int, int]) -> None:
    _set(tried, "", size)
    took = tried.evaluate(
        """text => {
            const field = document.querySelector('textarea'), begin = performance.now();
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return performance.now() - begin;
        }""",
        text,
    )
    assert took < 500
    assert re.search("thừa|không vẽ được|dài hơn", _verdict(tried))
    assert len(_verdict(tried)) < 500


def test_other_boards_are_told_of_too(tried: Page) -> None:
    _set(tried, LONG, (192, 64))
    rows = tried.locator(".trial__others li").all_inner_texts()
    assert len(rows) >= 4
    for row in rows:
        name, _, said = row.partition(": ")
        size = re.search(r"(\d+)×(\d+)", name)
        assert size is not None
        laid = layout(LONG, Board(int(size[1]), int(size[2]), ScreenKind.LED, Colour.FULL))
        if laid.excess:
            assert said.startswith("không vừa, ")
            assert f"{laid.excess.pixels} điểm ảnh, bớt ít nhất {laid.excess.characters} ký tự" in said
        else:
            assert said == ("vừa trong một phần" if len(laid.phases) == 1 else "vừa khi chia hai phần")


# --- the page --------------------------------------------------------------------------------------


def test_a_board_brings_its_size_and_colours(visit: Visit) -> None:
    page = visit(TRY)
    board = page.get_by_label("Bảng", exact=True)
    groups = board.locator("optgroup").evaluate_all("all => all.map(each => each.label)")
    assert groups == ["Bảng của cổng", "Cỡ thường gặp", "Khác"]
    board.select_option(label="Bảng 192×64")
    expect(page.get_by_label("Màu của bảng")).to_have_value("dual")
    expect(page.get_by_label("Rộng (điểm ảnh)")).to_be_hidden()
    page.get_by_label("Tin", exact=True).fill(TEXT)
    _canvases(page, layout(TEXT, Board(192, 64, ScreenKind.LED, Colour.DUAL)).phases)
    # An own size begins with that of the board before.
    board.select_option(label="Cỡ khác")
    expect(page.get_by_label("Rộng (điểm ảnh)")).to_have_value("192")
    expect(page.get_by_label("Cao (điểm ảnh)")).to_have_value("64")


@pytest.mark.parametrize("text", [TEXT, 'Gọi "114", C:\\đường: {a} #1', "Nghị quyết 57", "l" * 60])
def test_the_line_for_the_front_matter_is_copied(visit: Visit, text: str) -> None:
    page = visit(TRY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Tin", exact=True).fill(text)
    page.get_by_role("button", name="Chép dòng led").click()
    expect(page.locator(".trial__copy button")).to_have_text("Đã chép")
    expect(page.get_by_role("status").last).to_have_text("Đã chép")
    led = yaml.safe_load(page.evaluate("navigator.clipboard.readText()"))["led"]
    size = "s" if len(text) <= 16 else "m" if len(text) <= 36 else "l"
    assert led == {size: text}
    assert getattr(Led.model_validate(led), size) == text


def test_without_a_clipboard_the_line_is_selected(visit: Visit) -> None:
    page = visit(TRY, script="Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_label("Tin", exact=True).fill("Nghị quyết 57")
    page.get_by_role("button", name="Chép dòng led").click()
    assert page.evaluate("String(getSelection())") == 'led: {s: "Nghị quyết 57"}'


def test_a_text_longer_than_all_sizes_has_no_line_to_copy(tried: Page) -> None:
    _set(tried, "a" * 61, (1920, 1080))
    expect(tried.locator(".trial__copy code")).to_have_count(0)


def test_everything_is_reached_and_done_with_the_keyboard(visit: Visit) -> None:
    page = visit(TRY)
    page.get_by_label("Tin", exact=True).focus()
    page.keyboard.type("Lũ")
    names = []
    for _ in range(4):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "(e => e.getAttribute('aria-label') || e.labels[0].textContent)(document.activeElement)"
            )
        )
    assert names == ["Bảng", "Màu của bảng", "Mức ưu tiên", "Chép dòng led"]
    page.get_by_label("Mức ưu tiên").focus()
    page.keyboard.press("End")
    expect(page.get_by_label("Mức ưu tiên")).to_have_value("emergency")


def test_screen_readers_are_told_when_the_typing_pauses(visit: Visit) -> None:
    page = visit(TRY)
    status = page.locator("[data-try-board] [role=status]")
    page.get_by_label("Tin", exact=True).press_sequentially("Nghị quyết 57", delay=20)
    assert "13 ký tự" not in status.inner_text()
    expect(status).to_have_text(re.compile("^13 ký tự: vừa cỡ ngắn. Vừa trong một phần, .+ giây.$"))


def test_points_are_whole_and_equally_large(tried: Page) -> None:
    for size in SIZES[:5]:
        _set(tried, TEXT, size)
        phases = layout(TEXT, Board(*size, ScreenKind.LED, Colour.FULL)).phases
        _canvases(tried, phases)
        canvas = tried.locator(".boards canvas").first
        assert canvas.evaluate("canvas => getComputedStyle(canvas).imageRendering") == "pixelated"
        box = canvas.bounding_box()
        assert box is not None
        assert box["width"] / size[0] == box["height"] / size[1] == box["width"] // size[0] >= 1


STATES = {
    "one phase": (TEXT, (192, 64)),
    "two phases": (TWO_SENTENCES, (128, 32)),
    "misfit": (LONG, (96, 16)),
    "undrawable": ("😀", (96, 16)),
    "wide": (TEXT, (1920, 64)),
    "impossible": (TEXT, (1, 1)),
}


@pytest.mark.parametrize(("text", "size"), STATES.values(), ids=STATES)
def test_rules_hold_on_a_phone_and_a_desk_in_light_and_dark(
    visit: Visit, text: str, size: tuple[int, int]
) -> None:
    page = visit(TRY, reduced_motion="reduce")
    _set(page, text, size)
    page.evaluate(Axe().axe_script)
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        page.evaluate(SETTLED)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert page.evaluate(RUN, OPTIONS) == [], (viewport, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_first_use_loads_little_and_only_the_face_that_is_drawn(
    visit: Visit, seen: Seen, built_site: Path
) -> None:
    page = visit(TRY)
    page.get_by_label("Tin", exact=True).fill("Lũ")
    page.get_by_label("Bảng", exact=True).select_option(label="Bảng 256×128")
    _canvases(page, (("Lũ",),))
    paths = [urlsplit(address).path for address in seen.requests]
    faces = [path for path in paths if "/chu-" in path]
    own = [path for path in paths if (path.startswith(TRY) and path.endswith(".json")) or "board" in path]
    # The smaller board that was chosen at first, and this one.
    assert len(faces) == len(set(faces)) <= 3
    assert f"{TRY}chu-94.json" in faces
    assert len(own) == len(faces) + 3
    packed = [len(gzip.compress((built_site / path.lstrip("/")).read_bytes())) for path in own]
    assert sum(packed) < 60_000
    assert seen.errors == []


def test_what_did_not_load_is_tried_again(visit: Visit) -> None:
    page = visit("/man-hinh/")
    page.route("**/quy-tac.json", lambda route: route.abort())
    page.goto(page.url + "thu/")
    expect(page.get_by_text("Chưa tải được phần thử chữ.")).to_be_visible()
    page.unroute("**/quy-tac.json")
    page.route("**/chu-*.json", lambda route: route.abort())
    page.get_by_role("button", name="Thử lại").click()
    expect(page.get_by_text("Chưa tải được chữ để vẽ.")).to_be_visible()
    page.unroute("**/chu-*.json")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".boards canvas")).to_have_count(1)


def test_without_script_the_page_says_what_boards_hold(browser: Browser, portal: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal + TRY)
    assert page.get_by_role("textbox").count() == 0
    rows = page.get_by_role("table").get_by_role("row")
    assert rows.count() > 5
    expect(page.get_by_role("cell", name=re.compile(r"^\d+$")).first).to_be_visible()
    context.close()
