"""Pictures of boards: exact sizes, whole letters in the middle, colours by priority; what scripts get."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from portal.boards import Board, atlas, draw, layout, rules
from portal.boards.faces import HEIGHTS, characters, face
from portal.model.notice import Priority
from portal.model.outlets import Colour, ScreenKind
from tests.unit.test_boards import BOARDS, LARGE, LARGEST, LETTERS, MEDIUM, SMALL, TEXTS, TICKER


def opened(file: bytes) -> Image.Image:
    return Image.open(BytesIO(file))


def drawn(text: str, board: Board, phase: int = 0, priority: Priority = Priority.NORMAL) -> Image.Image:
    """1 where there is a letter."""
    image = opened(draw(layout(text, board), phase, board, priority))
    return Image.frombytes("L", image.size, image.tobytes())


def luminance(colour: tuple[int, ...]) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("board", "priority"), list(product(BOARDS, Priority)))
def test_a_picture_has_the_pixels_of_its_board_and_two_colours(board: Board, priority: Priority) -> None:
    file = draw(layout("Sơ tán ngay", board), 0, board, priority)
    image = opened(file)
    assert (image.format, image.size) == ("PNG", (board.width, board.height))
    assert len(image.convert("RGB").getcolors() or ()) == 2
    assert len(file) < 4_000
    # One bit a pixel: the ninth byte of the header (PNG 11.2.2).
    assert file[24] == 1


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("board", [TICKER, SMALL, MEDIUM])
def test_every_vietnamese_letter_is_drawn_whole_on_small_boards(letter: str, board: Board) -> None:
    found = layout(letter, board)
    cell = face(found.face).drawn(letter)
    box, whole = drawn(letter, board).getbbox(), cell.getbbox()
    assert box is not None
    assert whole is not None
    assert (box[2] - box[0], box[3] - box[1]) == (whole[2] - whole[0], whole[3] - whole[1])
    assert drawn(letter, board).tobytes().count(1) == cell.tobytes().count(1)


@pytest.mark.parametrize("board", BOARDS)
def test_stacked_marks_and_descenders_stay_on_the_board_and_apart(board: Board) -> None:
    """Lines of the worst letters: as many pixels as the letters have, so that none is lost or covered."""
    of = board.faces[-1]
    count = board.lines(of)
    word = "Ặgyự"
    text = " ".join([word] * 200)
    text = text[: (board.room // of.cells(f"{word} ")) * count * len(f"{word} ")].strip()
    found = layout(text, board)
    lines = found.phases[0]
    assert drawn(text, board).tobytes().count(1) == sum(
        face(found.face).drawn(line).tobytes().count(1) for line in lines
    )


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(BOARDS))
def test_ink_is_whole_and_in_the_middle(text: str, board: Board) -> None:
    found = layout(text, board)
    for phase, lines in enumerate(found.phases):
        image = drawn(text, board, phase)
        box = image.getbbox()
        assert box is not None
        left, top, right, bottom = box[0], box[1], board.width - box[2], board.height - box[3]
        assert abs(left - right) <= 1
        assert abs(top - bottom) <= 1
        assert min(left, right) >= 1
        inks = [face(found.face).drawn(line) for line in lines]
        assert image.tobytes().count(1) == sum(line.tobytes().count(1) for line in inks)
        # A row stays free at the top and at the foot where the lines leave two.
        boxes = [line.getbbox() or (0, 0, 0, 0) for line in inks]
        if (len(lines) - 1) * found.face + boxes[-1][3] - boxes[0][1] <= board.height - 2:
            assert min(top, bottom) >= 1


def test_equal_texts_give_equal_bytes_and_others_do_not() -> None:
    pictures = [
        draw(layout(text, SMALL), 0, SMALL, priority)
        for text, priority in product(["Họp tổ 5", "Họp tổ 6"], [Priority.NORMAL, Priority.EMERGENCY])
    ]
    assert len(set(pictures)) == 4
    assert pictures[0] == draw(layout("Họp  tổ 5 ", SMALL), 0, SMALL, Priority.NORMAL)


def test_phases_have_pictures_of_their_own() -> None:
    text = "Cảnh báo lũ: sơ tán ngay"
    first, second = (drawn(text, TICKER, phase) for phase in (0, 1))
    assert first.tobytes() == drawn("Cảnh báo lũ:", TICKER).tobytes()
    assert second.tobytes() == drawn("sơ tán ngay", TICKER).tobytes()
    with pytest.raises(IndexError):
        drawn(text, TICKER, 2)


def test_an_empty_text_is_a_dark_board() -> None:
    assert drawn("", SMALL).getbbox() is None


@pytest.mark.parametrize("priority", Priority)
def test_contrast_on_full_colour(priority: Priority) -> None:
    image = opened(draw(layout("Sơ tán", LARGE), 0, LARGE, priority)).convert("RGB")
    darker, lighter = sorted(luminance(colour) for _, colour in image.getcolors() or ())
    assert (lighter + 0.05) / (darker + 0.05) >= 7


@pytest.mark.parametrize("colour", Colour)
def test_only_an_emergency_lights_the_ground(colour: Colour) -> None:
    board = Board(192, 64, ScreenKind.LED, colour)
    corners = {
        priority: opened(draw(layout("Sơ tán", board), 0, board, priority)).convert("RGB").getpixel((0, 0))
        for priority in Priority
    }
    assert corners[Priority.NORMAL] == corners[Priority.PRIORITY] == (0, 0, 0)
    assert corners[Priority.EMERGENCY] != (0, 0, 0)


def test_boards_show_only_the_colours_that_they_have() -> None:
    for priority in Priority:
        mono = opened(draw(layout("A", TICKER), 0, TICKER, priority)).convert("RGB").getcolors() or ()
        assert {colour for _, colour in mono} == {(0, 0, 0), (255, 255, 255)}
        dual = opened(draw(layout("A", MEDIUM), 0, MEDIUM, priority)).convert("RGB").getcolors() or ()
        assert all(value in (0, 255) and blue == 0 for _, (*red, blue) in dual for value in red)


# For scripts


@pytest.mark.parametrize("height", HEIGHTS)
def test_an_atlas_has_the_pixels_of_every_character(height: int) -> None:
    found = json.loads(atlas(height))
    assert (found["height"], found["ascent"]) == (height, face(height).ascent)
    assert set(found["glyphs"]) == characters()
    for character, (width, rows) in found["glyphs"].items():
        bits = Image.frombytes("1", (width, height), base64.b64decode(rows))
        assert bits.convert("L").point([0] + [1] * 255).tobytes() == face(height).drawn(character).tobytes()


def test_rules_are_json_and_say_what_the_layout_does() -> None:
    found = json.loads(json.dumps(rules()))
    assert found["faces"] == list(HEIGHTS)
    for board in BOARDS:
        _, smallest, most = next(step for step in found["steps"] if board.height >= step[0])
        allowed = [height for height in found["faces"] if smallest <= height <= board.height]
        assert [of.height for of in board.faces] == allowed[::-1]
        assert [board.lines(of) for of in board.faces] == [
            min(most, board.height // height) for height in allowed[::-1]
        ]
    assert found["colours"]["full"]["emergency"] == ["#a00000", "#ffffff"]


def test_the_largest_board_shows_six_lines() -> None:
    text = " ".join(["Nghị quyết về đột phá khoa học"] * 6)
    assert max(len(lines) for lines in layout(text, LARGEST).phases) >= 5
