"""Faces and layouts of boards: every letter whole, the largest face that fits, an excess told exactly."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageDraw, ImageFont

from portal.boards import Board, Excess, capacity, dwell, layout
from portal.boards.faces import HEIGHTS, characters, face
from portal.model.outlets import Colour, ScreenKind
from portal.pictures import MissingGlyphError

VOWELS, TONES = "aăâeêioôơuưy", "\u0300\u0309\u0303\u0301\u0323"
TONED = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES)
MARKED = TONED + "ăâđêôơư"
LETTERS = MARKED + MARKED.upper()
TICKER = Board(96, 16, ScreenKind.TICKER, Colour.MONO)
SMALL = Board(128, 32, ScreenKind.LED, Colour.MONO)
MEDIUM = Board(192, 64, ScreenKind.LED, Colour.DUAL)
LARGE = Board(256, 128, ScreenKind.LED, Colour.FULL)
LARGEST = Board(384, 192, ScreenKind.LED, Colour.FULL)
BOARDS = [TICKER, SMALL, MEDIUM, LARGE, LARGEST]
SYLLABLES = "nghị quyết số 57-NQ/TW về đột phá, phát triển khoa học; ĐỔI MỚI 39,52% ngay! TP. Huế ₫".split()
TEXTS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=30).map(" ".join)
FONTS = Path(__file__).parents[2] / "hooks/portal/boards/fonts"


def ink(character: str, height: int) -> tuple[int, int, int, int]:
    box = face(height).drawn(character).getbbox()
    assert box is not None, character
    return box


def test_the_language_has_134_letters_with_marks() -> None:
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("height", HEIGHTS)
def test_every_letter_differs_from_every_other_and_from_itself_without_marks(height: int) -> None:
    of = face(height)
    pictures = {of.glyphs[letter] for letter in LETTERS + "abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY"}
    assert len(pictures) == 134 + 44


@pytest.mark.parametrize("letter", LETTERS)
def test_no_letter_of_unifont_is_clipped(letter: str) -> None:
    """All its pixels, as the file has them, are in the cell."""
    rows = next(
        line.partition(":")[2]
        for line in (FONTS / "unifont.hex").read_text("ascii").split()
        if line.startswith(f"{ord(letter):04X}:")
    )
    assert face(16).glyphs[letter].count(1) == int(rows, 16).bit_count()


@pytest.mark.parametrize("height", HEIGHTS[1:])
def test_no_letter_of_dejavu_is_clipped(height: int) -> None:
    """Drawn with a wide margin, its ink is as large as in the cell, and has as many pixels."""
    size = {26: 19, 30: 22, 37: 27, 41: 30, 47: 34, 63: 46, 94: 69}[height]
    font = ImageFont.truetype(
        FONTS / "dejavu-sans-condensed-bold.ttf", size, layout_engine=ImageFont.Layout.BASIC
    )
    for letter in LETTERS:
        canvas = Image.new("1", (5 * size, 5 * size))
        pen = ImageDraw.Draw(canvas)
        pen.fontmode = "1"
        pen.text((2 * size, 3 * size), letter, 1, font, anchor="ls")
        left, top, right, bottom = canvas.getbbox() or (0, 0, 0, 0)
        cell = ink(letter, height)
        assert (right - left, bottom - top) == (cell[2] - cell[0], cell[3] - cell[1])
        assert canvas.convert("L").histogram()[255] == face(height).glyphs[letter].count(1)
        assert top - cell[1] == 3 * size - face(height).ascent, "on the baseline"


@pytest.mark.parametrize("height", HEIGHTS)
def test_a_line_is_as_high_as_the_ink_of_all_letters(height: int) -> None:
    boxes = [ink(character, height) for character in characters() - {" ", "\u00a0"}]
    assert (min(box[1] for box in boxes), max(box[3] for box in boxes)) == (0, height)


@pytest.mark.parametrize("height", HEIGHTS)
def test_neighbours_never_touch(height: int) -> None:
    of = face(height)
    for character in characters():
        assert not any(of.glyphs[character][-height:]), character
        assert len(of.glyphs[character]) == of.cells(character) * height


@pytest.mark.parametrize("height", HEIGHTS)
def test_marks_of_vowels_are_apart_from_each_other(height: int) -> None:
    """Letters that differ in a mark over them differ in several pixels, so that ấ is not read as ẩ."""
    above = TONES.replace("\u0323", "")
    for vowel in "ăâêôơư":
        family = [unicodedata.normalize("NFC", vowel + tone) for tone in ("", *above)]
        for letters in family, [letter.upper() for letter in family]:
            cells = [set(_pixels(letter, height)) for letter in letters]
            differences = [len(a ^ b) for n, a in enumerate(cells) for b in cells[:n]]
            assert min(differences) >= 3, letters


def _pixels(letter: str, height: int) -> list[tuple[int, int]]:
    cell = face(height).glyphs[letter]
    left = ink(letter, height)[0]
    return [(place // height - left, place % height) for place, value in enumerate(cell) if value]


def test_the_fonts_are_small_and_have_their_licences() -> None:
    sizes = {path.name: path.stat().st_size for path in FONTS.iterdir()}
    assert set(sizes) == {
        "unifont.hex",
        "unifont-OFL.txt",
        "dejavu-sans-condensed-bold.ttf",
        "dejavu-LICENSE.txt",
    }
    assert max(sizes.values()) < 60_000


# Layouts


@pytest.mark.parametrize(
    ("text", "board", "phases"),
    [
        ("Nghị quyết 57", TICKER, [["Nghị quyết 57"]]),
        ("Cảnh báo lũ: sơ tán ngay", TICKER, [["Cảnh báo lũ:"], ["sơ tán ngay"]]),
        ("Cảnh báo lũ: sơ tán ngay", SMALL, [["Cảnh báo lũ:", "sơ tán ngay"]]),
        # Whole sentences are shown larger, one after the other.
        ("Cúp nước. Gọi 1900", MEDIUM, [["Cúp nước."], ["Gọi 1900"]]),
        # A stop behind a capital is no end of a sentence.
        ("Cúp nước TP. Huế", MEDIUM, [["Cúp nước", "TP. Huế"]]),
        # A number of a document stays whole.
        ("Thu hồi 57-NQ/TW-HĐND-UBND", SMALL, [["Thu hồi", "57-NQ/TW-HĐND-UBND"]]),
        # So does what an editor joined.
        ("Giá là\u00a05.000\u00a0₫ một", TICKER, [["Giá là\u00a05.000\u00a0₫"], ["một"]]),
        ("  hai\n\tdòng  ", SMALL, [["hai dòng"]]),
        ("", SMALL, [[]]),
    ],
)
def test_lines_and_phases(text: str, board: Board, phases: list[list[str]]) -> None:
    found = layout(text, board)
    assert [list(lines) for lines in found.phases] == phases
    assert found.excess is None


def test_lines_break_between_words_not_inside_them() -> None:
    assert layout("Họp tổ dân phố 19h30 ngày 12/7 tại nhà văn hóa", LARGE).phases == (
        ("Họp tổ dân phố", "19h30 ngày 12/7", "tại nhà văn hóa"),
    )


def test_a_short_text_is_larger_than_a_long_one() -> None:
    words = SYLLABLES[:9]
    faces = [layout(" ".join(words[:count]), LARGEST).face for count in range(1, 10)]
    assert faces == sorted(faces, reverse=True)
    assert faces[0] == 94 > faces[-1]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(BOARDS))
def test_what_fits_is_inside_and_complete(text: str, board: Board) -> None:
    found = layout(text, board)
    if found.excess:
        assert found.phases == ()
        return
    assert 1 <= len(found.phases) <= 2
    of = face(found.face)
    for lines in found.phases:
        assert 1 <= len(lines) <= board.height // of.height
        for line in lines:
            drawn = of.drawn(line).getbbox()
            assert drawn is not None
            assert drawn[2] - drawn[0] <= board.width - 2
            assert of.cells(line) - 1 <= board.width - 2
    assert " ".join(line for lines in found.phases for line in lines) == text


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(BOARDS), st.sampled_from(SYLLABLES), st.integers(0, 30))
def test_one_more_word_never_makes_a_text_fit(text: str, board: Board, word: str, place: int) -> None:
    before = layout(text, board)
    words = text.split(" ")
    after = layout(" ".join([*words[:place], word, *words[place:]]), board)
    if before.excess:
        assert after.excess


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(BOARDS))
def test_a_text_without_its_excess_fits_and_with_a_character_more_does_not(text: str, board: Board) -> None:
    excess = layout(text, board).excess
    if excess is None or excess.word:
        return
    assert layout(text[: len(text) - excess.characters], board).excess is None
    assert layout(text[: len(text) - excess.characters + 1].rstrip(), board).excess is not None


def test_a_text_too_wide_by_one_pixel_is_an_excess() -> None:
    of = face(16)
    line = "Nghị quyết 57 Hu"
    width = of.cells(line) - 1
    fits, narrow = (Board(width + 2 - less, 16, ScreenKind.LED, Colour.MONO) for less in (0, 1))
    joined = line.replace(" ", "\u00a0")
    assert layout(joined, fits).excess is None
    assert layout(joined, narrow).excess == Excess(pixels=1, characters=1, word=joined)
    # Of two phases the last line counts.
    assert layout(f"{joined} {line}", fits).excess is None
    longer = layout(f"{joined} {line}l", fits).excess
    assert longer == Excess(pixels=of.cells("l"), characters=1)


def test_of_several_words_that_are_too_long_the_widest_is_told() -> None:
    excess = layout("a 01-CTPH/BTG-HĐND-UBND b 01-CTPH/BTG-HĐND-UBND-TA-VKS", TICKER).excess
    assert excess is not None
    assert excess.word == "01-CTPH/BTG-HĐND-UBND-TA-VKS"
    fitting = excess.word[: -excess.characters]
    assert layout(fitting, TICKER).excess is None
    assert layout(excess.word[: len(fitting) + 1], TICKER).excess is not None


def test_decomposed_text_is_laid_out_as_composed() -> None:
    text = "Chuyển đổi số ở Đắk Lắk"
    assert layout(unicodedata.normalize("NFD", text), SMALL) == layout(text, SMALL)


@pytest.mark.parametrize("text", ["Tiến độ 🚀", "Thể chế 中"])
def test_a_character_without_a_drawing_is_named(text: str) -> None:
    with pytest.raises(MissingGlyphError, match=text[-1]):
        layout(text, SMALL)


@pytest.mark.parametrize(("width", "height"), [(96, 15), (31, 16)])
def test_a_board_that_holds_no_letter_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match=re.escape(f"(đang là {width}×{height})")):
        Board(width, height, ScreenKind.LED, Colour.MONO)


def test_a_board_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        TICKER.width = 1  # type: ignore[misc]


# Numbers for people and players


def test_what_boards_hold() -> None:
    found = [(of.lines, of.characters, of.capitals) for of in map(capacity, BOARDS)]
    assert [lines for lines, _, _ in found] == [1, 2, 3, 4, 6]
    assert found[1][1] >= 14
    # What DejaVu Sans held, with wider letters, but for a character on the lowest board.
    assert all(mixed >= least for (_, mixed, _), least in zip(found, [15, 20, 23, 25, 29], strict=True))
    assert all(capitals <= mixed for _, mixed, capitals in found)


def test_as_many_characters_as_said_fit_a_line_on_the_average() -> None:
    text = "Mời bà con mang theo căn cước công dân đến nhà văn hóa khu phố để cán bộ hướng dẫn cài đặt"
    for board in BOARDS:
        smallest = board.faces[-1]
        assert capacity(board).characters * smallest.cells(text) / len(text) <= board.room * 1.08
        assert (capacity(board).characters + 2) * smallest.cells(text) / len(text) > board.room


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", 5), ("a" * 24, 5), ("a" * 25, 6), ("a" * 30, 6), ("a" * 31, 7), ("a" * 60, 11)],
)
def test_how_long_a_text_stays(text: str, seconds: int) -> None:
    assert dwell(text) == seconds


def test_marks_are_not_counted_as_characters() -> None:
    text = "Chuyển đổi số ở Đắk Lắk và Huế"
    assert dwell(unicodedata.normalize("NFD", text)) == dwell(text)
