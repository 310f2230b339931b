"""Share pictures: legible in every Vietnamese letter, inside the safe box, and small."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFont

from portal.pictures import HEIGHT, WIDTH, MissingGlyphError, SharePicture, draw

FONT = (Path(__file__).parents[2] / "docs/assets/fonts/inter.woff2").read_bytes()
PICTURE = SharePicture(
    kind="Mục III.2 của nghị quyết",
    title="Thể chế đi trước",
    site="Cổng thông tin Nghị quyết 57",
    document="57-NQ/TW (22/12/2024)",
)
SAFE = 72
LONG = "Kế hoạch tuyên truyền rộng rãi về phát triển khoa học và chuyển đổi số tại các xã, phường " * 4
WORD = "Ngoằnngoèo" * 40
CAPITALS = "ẶỆỘỰỴ ẮỂỖỬẪ " * 30
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = "\u0300\u0309\u0303\u0301\u0323"
VOWELS = "aăâeêioôơuưy"


def titled(title: str) -> bytes:
    return draw(replace(PICTURE, title=title), font=FONT)


def opened(file: bytes) -> Image.Image:
    return Image.open(BytesIO(file)).convert("RGB")


def ink(picture: SharePicture, **without: str) -> Image.Image:
    """Where the picture differs from the same one with other texts."""
    pair = (opened(draw(one, font=FONT)) for one in (picture, replace(picture, **without)))
    return ImageChops.difference(*pair).convert("L")


def rows_of_ink(title: str) -> list[range]:
    """Bands of rows that a title's letters cover, from the top; without the kind, which moves with it."""
    mask = ink(replace(PICTURE, kind="", title=title), title="")
    covered = [mask.crop((0, y, WIDTH, y + 1)).getbbox() is not None for y in range(HEIGHT)]
    edges = [y for y in range(1, HEIGHT) if covered[y] != covered[y - 1]]
    return [range(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def test_a_picture_has_the_size_that_networks_ask_for_and_few_colours() -> None:
    image = Image.open(BytesIO(draw(PICTURE, font=FONT)))
    assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630))


def test_equal_text_gives_equal_bytes() -> None:
    assert draw(PICTURE, font=FONT) == draw(replace(PICTURE), font=bytes(bytearray(FONT)))


@pytest.mark.parametrize("field", ["kind", "title", "site", "document"])
def test_every_text_is_drawn(field: str) -> None:
    assert ink(PICTURE, **{field: "Ô"}).getbbox() is not None


def test_every_vietnamese_letter_draws() -> None:
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
    small = LETTERS + "".join(toned)
    titled(f"{small} {small.upper()} ỰỸẴộ₫ẮỂẪ 0123456789 «»“”’–…≥%/.,:;()")


@pytest.mark.parametrize(
    ("text", "named"),
    [("Thể chế 中", "«中» (U+4E2D)"), ("Tiến độ 🚀", "U+1F680")],
)
@pytest.mark.parametrize("field", ["kind", "title", "site", "document"])
def test_a_character_without_a_drawing_is_named(field: str, text: str, named: str) -> None:
    with pytest.raises(MissingGlyphError) as raised:
        draw(replace(PICTURE, **{field: text}), font=FONT)
    assert named in str(raised.value)
    assert text in str(raised.value)


def test_decomposed_text_is_drawn_as_composed() -> None:
    assert titled(unicodedata.normalize("NFD", "Thể chế đi trước")) == titled("Thể chế đi trước")


def test_any_space_is_one_space() -> None:
    assert titled(" Thể\u00a0chế\n đi  trước ") == titled("Thể chế đi trước")


@pytest.mark.parametrize("title", ["Huế", "Hạ tầng và công nghệ chiến lược", LONG, WORD, CAPITALS])
def test_text_stays_in_the_safe_box(title: str) -> None:
    crowded = SharePicture(kind=LONG, title=title, site=LONG, document=LONG)
    empty = {"kind": "", "title": "", "site": "", "document": ""}
    box = ink(crowded, **empty).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert left >= SAFE
    assert top >= SAFE
    assert right <= WIDTH - SAFE
    assert bottom <= HEIGHT - SAFE


@pytest.mark.parametrize("title", [LONG, WORD, CAPITALS])
def test_a_title_stays_above_the_foot_band(title: str) -> None:
    foot = (0, 480, WIDTH, HEIGHT)
    assert opened(titled(title)).crop(foot).tobytes() == opened(titled("")).crop(foot).tobytes()


def test_the_name_and_the_document_in_the_foot_keep_apart() -> None:
    crowded = replace(PICTURE, site=LONG, document=LONG)
    name, document = ink(crowded, site="").getbbox(), ink(crowded, document="", site="").getbbox()
    assert name is not None
    assert document is not None
    free = opened(draw(crowded, font=FONT)).crop((name[2], 490, name[2] + 40, HEIGHT))
    assert free.getcolors() == [(free.width * free.height, (0x0B, 0x2C, 0x3A))]
    assert document[2] > name[2] + 40


@pytest.mark.parametrize(
    "lines",
    [
        ("Ặ" * 14, "Ễ" * 14),
        ("Ự" * 12, "Ẵ" * 12),
        ("ĐỘNG PHỤNG Ự", "ỂỄ ẮẰẲ ẪẤẦ Ỗ"),
        ("gypqj thịnh vượng", "ẪẾỞẾẾ ẾẾẾẾẾ"),
    ],
)
def test_stacked_marks_do_not_touch_the_line_above(lines: tuple[str, str]) -> None:
    """Letters and their marks cover bands of rows; were lines to touch, two of the bands would be one."""
    alone = [rows_of_ink(line) for line in lines]
    together = rows_of_ink(" ".join(lines))
    assert [len(band) for band in together] == [len(band) for line in alone for band in line]
    bottom, top = together[len(alone[0]) - 1].stop, together[len(alone[0])].start
    assert top - bottom >= 6


@pytest.mark.parametrize("letter", ["Ế", "Ở", "Ẫ", "Ắ", "Ỹ", "Ự", "ộ", "g"])
@pytest.mark.parametrize("field", ["kind", "title"])
def test_marks_are_not_clipped(field: str, letter: str) -> None:
    size, weight = {"kind": (36, 600), "title": (96, 700)}[field]
    face = ImageFont.truetype(BytesIO(FONT), size, layout_engine=ImageFont.Layout.BASIC)
    face.set_variation_by_axes([weight])
    whole = face.getmask(letter).getbbox()
    alone = SharePicture(kind="", title="", site="", document="")
    drawn = (
        ink(replace(alone, **{field: letter}), **{field: ""}).point(lambda value: 255 * (value > 0)).getbbox()
    )
    assert drawn is not None
    # The faintest shade may be too faint to show.
    assert drawn[3] - drawn[1] == pytest.approx(whole[3] - whole[1], abs=2)
    assert drawn[2] - drawn[0] == pytest.approx(whole[2] - whole[0], abs=2)


def test_a_short_title_is_larger_than_a_long_one() -> None:
    heights = [max(map(len, rows_of_ink(title))) for title in ("HOA", "HOA " * 12, "HOA " * 24)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[2]


def test_a_title_too_long_is_cut_at_a_word_with_an_ellipsis() -> None:
    words = ("một hai ba bốn năm sáu bảy tám chín mười " * 6).split()
    whole = titled(" ".join(words))
    shown = next(count for count in range(20, 60) if titled(" ".join(words[:count]) + "…") == whole)
    assert titled(" ".join(words[:shown])) != whole
    assert titled(" ".join(words[: shown + 5])) == whole


def test_lines_are_about_equally_long_and_names_stay_together() -> None:
    mask = ink(replace(PICTURE, kind="", title="Thành phố Hồ Chí Minh"), title="")
    upper, lower = (mask.crop((0, *rows)).getbbox() for rows in ((0, WIDTH, 250), (250, WIDTH, HEIGHT)))
    assert upper is not None
    assert lower is not None
    assert upper[2] < lower[2]


@pytest.mark.parametrize("title", ["Huế", PICTURE.title, LONG, WORD, CAPITALS, "W%@&8" * 60])
def test_a_file_is_at_most_40_kilobytes(title: str) -> None:
    crowded = SharePicture(kind=LONG, title=title, site=LONG, document=LONG)
    assert len(draw(crowded, font=FONT)) <= 40_000


def test_empty_texts_leave_their_place_empty() -> None:
    empty = SharePicture(kind="", title="", site="", document="")
    assert Image.open(BytesIO(draw(empty, font=FONT))).size == (WIDTH, HEIGHT)
