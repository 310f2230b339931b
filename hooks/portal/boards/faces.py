"""Faces of boards: every letter as pixels that are on or off, at one height of line.

Boards have large pixels and no shades. For low lines there is Unifont, drawn by hand in 16 pixels: at that
height the hinting of DejaVu lets two marks on a letter run together (ấ ầ ẩ look alike). From 26 pixels a line
DejaVu Sans Condensed Bold is crisp, in the sizes at which its hinting keeps the marks apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(__file__).parent / "fonts"
# The height of the line, which holds the ink of every letter, and the size of DejaVu in pixels.
_SIZES = {26: 19, 30: 22, 37: 27, 41: 30, 47: 34, 63: 46, 94: 69}
_UNIFONT, _UNIFONT_ASCENT = 16, 14
_UNIFONT_SPACE = 4

HEIGHTS = (_UNIFONT, *_SIZES)
"""The heights of line that there are, in pixels, smallest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Letters of one height. `ascent` is the rows above the baseline.

    `glyphs` are cells column by column, a byte of 0 or 1 for each pixel; a cell is `widths` wide, holds all
    the ink of its letter, and ends with an empty column, so that letters never touch.
    """

    height: int
    ascent: int
    glyphs: Mapping[str, bytes]
    widths: Mapping[str, int]

    def cells(self, text: str) -> int:
        """The width of the cells of a text. KeyError for a character without a drawing."""
        return sum(map(self.widths.__getitem__, text))

    def drawn(self, line: str) -> Image.Image:
        """The line in one row of cells; pixels are 0 or 1."""
        columns = b"".join(map(self.glyphs.__getitem__, line))
        turned = Image.frombytes("L", (self.height, len(columns) // self.height), columns)
        return turned.transpose(Image.Transpose.TRANSPOSE)


@lru_cache(maxsize=len(HEIGHTS))
def face(height: int) -> Face:
    """The face of a height out of HEIGHTS."""
    if height == _UNIFONT:
        glyphs = dict(_unifont())
        ascent = _UNIFONT_ASCENT
    else:
        glyphs, ascent = _dejavu(_SIZES[height], height)
    glyphs["\u00a0"] = glyphs[" "]
    widths = {character: len(cell) // height for character, cell in glyphs.items()}
    return Face(height, ascent, glyphs, widths)


@lru_cache(maxsize=1)
def characters() -> Set[str]:
    """What can be drawn, in any face."""
    return frozenset(face(_UNIFONT).glyphs)


def _unifont() -> Iterator[tuple[str, bytes]]:
    """From `code:rows`, 16 rows in hexadecimal. Without the empty columns that make it a typewriter's."""
    for line in (_FONTS / "unifont.hex").read_text("ascii").split():
        code, _, rows = line.partition(":")
        bits = Image.frombytes("1", (len(rows) // 4, _UNIFONT), bytes.fromhex(rows))
        box = bits.getbbox()
        cell = (box[0], 0, box[2] + 1, _UNIFONT) if box else (0, 0, _UNIFONT_SPACE, _UNIFONT)
        yield chr(int(code, 16)), _columns(bits.crop(cell))


def _dejavu(size: int, height: int) -> tuple[dict[str, bytes], int]:
    """The cells of all characters of Unifont, and the rows above the baseline."""
    path = _FONTS / "dejavu-sans-condensed-bold.ttf"
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    baseline, left = height * 2, height
    drawn = {}
    for character in characters():
        image = Image.new("1", (height * 4, height * 3))
        pen = ImageDraw.Draw(image)
        pen.fontmode = "1"  # FreeType hints for one bit, which is another drawing than the smooth one cut off
        pen.text((left, baseline), character, 1, font, anchor="ls")
        drawn[character] = image
    boxes = {character: image.getbbox() for character, image in drawn.items()}
    top = min(box[1] for box in boxes.values() if box)
    cells = {}
    for character, image in drawn.items():
        box = boxes[character] or (left, 0, left, 0)
        # Marks may reach over the cell that the font has for the letter.
        first = min(left, box[0])
        last = max(left + round(font.getlength(character, mode="1")), box[2] + 1)
        cells[character] = _columns(image.crop((first, top, last, top + height)))
    return cells, baseline - top


def _columns(bits: Image.Image) -> bytes:
    turned = bits.convert("L").transpose(Image.Transpose.TRANSPOSE)
    return turned.point([0] + [1] * 255).tobytes()
