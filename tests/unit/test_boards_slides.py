"""Slides of kiosks: exact sizes, nothing cut, nothing on top of anything else, a code that can be read."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from portal.boards import Slide, draw_slide
from portal.boards.canvas import COLOURS
from portal.model.notice import Priority
from portal.pictures import qr
from tests.unit.test_boards_drawing import luminance

FONT = (Path(__file__).parents[2] / "docs/assets/fonts/inter.woff2").read_bytes()
NAME = "Cổng thông tin Nghị quyết 57"
ADDRESS = "https://cong.example/tin-tuc/2026/hop/"
WIDE, HIGH = (1920, 1080), (1080, 1920)
SIZES = [WIDE, HIGH, (1366, 768), (640, 600), (600, 1024)]
NOTICE = Slide(
    title="Họp tổ dân phố số 5",
    text="Mời bà con mang theo căn cước công dân.",
    kicker="Thông báo",
    figure=None,
    source="",
    address=ADDRESS,
    priority=Priority.NORMAL,
)
FIGURE = replace(
    NOTICE, title="", text="", figure=("39,52", "%", "dân số dùng ứng dụng Hue-S"), source="Báo Nhân Dân"
)
LONG = replace(
    NOTICE,
    title="Kế hoạch tuyên truyền rộng rãi về phát triển khoa học và chuyển đổi số " * 4,
    text="Mời bà con mang theo căn cước công dân. " * 20,
    kicker="Kế hoạch của địa phương " * 4,
    source="Sở Khoa học và Công nghệ " * 6,
)
WORD = replace(NOTICE, title="Ngoằnngoèo" * 12, text="Ẵ" * 200)
CAPITALS = replace(NOTICE, title="ẶỆỘỰỴ ẮỂỖỬẪ " * 9, text="ẶỆỘỰỴ ẮỂỖỬẪ " * 20)
SLIDES = {"notice": NOTICE, "figure": FIGURE, "long": LONG, "word": WORD, "capitals": CAPITALS}


def drawn(slide: Slide, size: tuple[int, int], name: str = NAME) -> Image.Image:
    return Image.open(BytesIO(draw_slide(slide, size, name=name, font=FONT))).convert("RGB")


def texts_box(slide: Slide, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where the texts of a slide are: what differs from the slide without them."""
    empty = replace(slide, title="", text="", kicker="", source="", figure=None)
    box = ImageChops.difference(drawn(slide, size), drawn(empty, size)).getbbox()
    assert box is not None
    return box


def furniture(size: tuple[int, int]) -> Image.Image:
    """Name, caption, code: what there is without any text."""
    empty = replace(NOTICE, title="", text="", kicker="")
    bare = replace(empty, address="")
    return ImageChops.lighter(
        ImageChops.difference(drawn(empty, size), drawn(bare, size, "")),
        ImageChops.difference(drawn(empty, size), drawn(empty, size, "")),
    ).convert("L")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SLIDES)
def test_a_slide_has_the_pixels_of_its_screen(name: str, size: tuple[int, int]) -> None:
    file = draw_slide(SLIDES[name], size, name=NAME, font=FONT)
    image = Image.open(BytesIO(file))
    assert (image.format, image.mode, image.size) == ("PNG", "P", size)
    assert len(file) < 100_000
    assert file[24] == 4, "four bits a pixel"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SLIDES)
def test_texts_stay_inside_and_off_name_and_code(name: str, size: tuple[int, int]) -> None:
    left, top, right, bottom = texts_box(SLIDES[name], size)
    margin = round(80 * min(size) / 1080)
    assert left >= margin
    assert top >= margin
    assert right <= size[0] - margin
    assert bottom <= size[1] - margin
    assert furniture(size).crop((left, top, right, bottom)).getbbox() is None


@pytest.mark.parametrize("size", [WIDE, HIGH])
@pytest.mark.parametrize(
    "changed",
    [
        replace(LONG, title=LONG.title + "cuối"),
        replace(LONG, text=LONG.text + "cuối"),
        replace(LONG, source=LONG.source + "cuối"),
        replace(WORD, title=WORD.title + "x"),
    ],
)
def test_the_last_word_of_long_texts_is_shown(changed: Slide, size: tuple[int, int]) -> None:
    without = WORD if changed.title.endswith("x") else LONG
    assert drawn(changed, size).tobytes() != drawn(without, size).tobytes()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("figure", [None, ("88", "AAA", "AAA")])
def test_texts_do_not_lie_on_each_other(figure: tuple[str, str, str] | None, size: tuple[int, int]) -> None:
    """Each text covers rows of its own: with letters that have no marks, a band each."""
    slide = replace(NOTICE, kicker="AAA", title="HHH", text="EEE", figure=figure)
    empty = replace(slide, kicker="", title="", text="", figure=None)
    image = ImageChops.difference(drawn(slide, size), drawn(empty, size)).convert("L")
    covered = [image.crop((0, y, size[0], y + 1)).getbbox() is not None for y in range(size[1])]
    bands = sum(b and not a for a, b in pairwise(covered))
    assert bands == (6 if figure else 3)


@pytest.mark.parametrize("field", ["title", "text", "kicker", "source"])
def test_every_text_is_drawn(field: str) -> None:
    full = replace(NOTICE, source="Báo")
    assert drawn(full, WIDE).tobytes() != drawn(replace(full, **{field: ""}), WIDE).tobytes()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_part_of_a_figure_is_drawn(place: int) -> None:
    parts = ["1.300", "doanh nghiệp", "đã đăng ký"]
    other = [*parts[:place], "", *parts[place + 1 :]]
    pictures = [drawn(replace(FIGURE, figure=(p[0], p[1], p[2])), WIDE).tobytes() for p in (parts, other)]
    assert pictures[0] != pictures[1]


def test_a_figure_is_larger_than_any_title() -> None:
    number = replace(FIGURE, figure=("39,52", "%", ""), kicker="", source="")
    title = replace(NOTICE, title="39,52%", text="", kicker="")
    heights = [box[3] - box[1] for box in (texts_box(each, WIDE) for each in (number, title))]
    assert heights[0] > 2 * heights[1]


def test_a_wide_number_leaves_other_texts_as_large_as_they_are() -> None:
    """On a narrow screen only the number becomes smaller: the kicker, alone in its colour, does not."""
    accent = tuple(bytes.fromhex(COLOURS[Priority.NORMAL][3][1:]))
    kickers = []
    for number in "1", "1.234.567.890":
        image = drawn(replace(FIGURE, figure=(number, "", "")), HIGH)
        inside = image.crop((60, 0, *HIGH))
        plain = Image.new("RGB", inside.size, accent)
        kickers.append(ImageChops.difference(inside, plain).convert("L").point([255] + [0] * 255).getbbox())
    first, second = kickers
    assert first is not None
    assert second is not None
    assert (first[2] - first[0], first[3] - first[1]) == (second[2] - second[0], second[3] - second[1])


@pytest.mark.parametrize("size", SIZES)
def test_the_code_leads_to_the_address(size: tuple[int, int]) -> None:
    """Its modules, read from the pixels, are those of the library, with a quiet zone of four around."""
    rows = qr.modules(ADDRESS)
    side = len(rows) + 8
    image = drawn(replace(NOTICE, title="", text="", kicker=""), size)
    ground = image.getpixel((size[0] - 1, size[1] - 1))
    margin = round(96 * min(size) / 1080)
    right, bottom = size[0] - margin, size[1] - margin
    left = right - 1
    while image.getpixel((left - 1, bottom - 1)) == (255, 255, 255):
        left -= 1
    assert image.getpixel((left - 1, bottom - 1)) == ground
    scale, rest = divmod(right - left, side)
    assert rest == 0
    assert scale >= 2
    for y in range(side):
        for x in range(side):
            point = left + x * scale + scale // 2, bottom - (side - y) * scale + scale // 2
            inside = 4 <= x < side - 4 and 4 <= y < side - 4
            dark = bool(inside and rows[y - 4][x - 4])
            assert image.getpixel(point) == ((0, 0, 0) if dark else (255, 255, 255))


def test_without_an_address_there_is_no_code() -> None:
    image = drawn(replace(NOTICE, address=""), WIDE)
    assert (0, 0, 0) not in {colour for _, colour in image.getcolors(1 << 20) or ()}


@pytest.mark.parametrize("priority", Priority)
def test_inks_have_contrast(priority: Priority) -> None:
    ground, *inks = (tuple(bytes.fromhex(colour[1:])) for colour in COLOURS[priority])
    assert all((luminance(ink) + 0.05) / (luminance(ground) + 0.05) >= 7 for ink in inks)


def test_an_emergency_is_framed_and_on_another_ground() -> None:
    corners = {priority: drawn(replace(NOTICE, priority=priority), WIDE) for priority in Priority}
    frame = corners[Priority.EMERGENCY].getpixel((1919, 540))
    assert frame == corners[Priority.EMERGENCY].getpixel((960, 1079)) == (255, 210, 31)
    assert {corners[each].getpixel((1919, 540)) for each in (Priority.NORMAL, Priority.PRIORITY)} == {
        (11, 44, 58)
    }
    assert corners[Priority.EMERGENCY].getpixel((960, 60)) == (125, 12, 12)


def test_equal_slides_give_equal_bytes() -> None:
    first = draw_slide(NOTICE, WIDE, name=NAME, font=FONT)
    assert first == draw_slide(replace(NOTICE), WIDE, name=NAME, font=bytes(bytearray(FONT)))
    assert first != draw_slide(replace(NOTICE, address=ADDRESS + "a"), WIDE, name=NAME, font=FONT)


def test_an_emoji_is_left_out() -> None:
    decorated = replace(NOTICE, title=f"{NOTICE.title} 🚀")
    assert drawn(decorated, WIDE).tobytes() == drawn(NOTICE, WIDE).tobytes()


def test_a_unit_that_is_a_sign_stands_at_its_number() -> None:
    together, apart = (
        texts_box(replace(FIGURE, kicker="", source="", figure=("40", unit, "")), WIDE)
        for unit in ("%", "triệu")
    )
    assert together[3] - together[1] < apart[3] - apart[1]
