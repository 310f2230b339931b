"""Faces of boards: every letter as pixels that are on or off, at one height of line.

Boards have large pixels and no shades. For low lines there is Unifont, drawn by hand in 16 pixels: at that
height the hinting of DejaVu lets two marks on a letter run together (ấ ầ ẩ look alike). From 26 pixels a line
DejaVu Sans Condensed Bold is crisp, in the sizes at which its hinting keeps the marks apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(__file__).parent / "fonts"
# By the height of the line, which holds the ink of every letter: the size of DejaVu in pixels, the rows above
# the baseline.
_SIZES = {26: (19, 22), 30: (22, 25), 37: (27, 31), 41: (30, 34), 47: (34, 39), 63: (46, 52), 94: (69, 78)}
_UNIFONT, _UNIFONT_ASCENT = 16, 14
_UNIFONT_SPACE = 4
_UNBROKEN = "\u00a0"

HEIGHTS = (_UNIFONT, *_SIZES)
"""The heights of line that there are, in pixels, smallest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Letters of one height. `ascent` is the rows above the baseline.

    `glyphs` are cells column by column, a byte of 0 or 1 for each pixel; a cell holds all the ink of its
    letter, and ends with an empty column, so that letters never touch.
    """

    height: int
    ascent: int
    glyphs: Mapping[str, bytes]

    def cells(self, text: str) -> int:
        """The width of the cells of a text. KeyError for a character without a drawing."""
        return sum(map(len, map(self.glyphs.__getitem__, text))) // self.height

    def drawn(self, line: str, ink: int = 1) -> Image.Image:
        """The line in one row of cells; pixels are 0 or `ink`."""
        columns = b"".join(map(self.glyphs.__getitem__, line)).replace(b"\1", bytes([ink]))
        turned = Image.frombytes("L", (self.height, len(columns) // self.height), columns)
        return turned.transpose(Image.Transpose.TRANSPOSE)


class _Glyphs(dict[str, bytes]):
    """Cells, each drawn when it is first asked for: texts need few of them."""

    def __init__(self, cell: Callable[[str], bytes]) -> None:
        super().__init__()
        self._cell = cell

    def __missing__(self, character: str) -> bytes:
        if character not in characters():
            raise KeyError(character)
        self[character] = self._cell(" " if character == _UNBROKEN else character)
        return self[character]


@lru_cache(maxsize=len(HEIGHTS))
def face(height: int) -> Face:
    """The face of a height out of HEIGHTS."""
    if height == _UNIFONT:
        return Face(height, _UNIFONT_ASCENT, _Glyphs(_unifont))
    size, ascent = _SIZES[height]
    font = ImageFont.truetype(
        _FONTS / "dejavu-sans-condensed-bold.ttf", size, layout_engine=ImageFont.Layout.BASIC
    )
    return Face(height, ascent, _Glyphs(partial(_dejavu, font, height, ascent)))


@lru_cache(maxsize=1)
def characters() -> Set[str]:
    """What can be drawn, in any face."""
    return frozenset(_rows()) | {_UNBROKEN}


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, str]:
    """Of each letter of Unifont 16 rows in hexadecimal, from lines `code:rows`."""
    lines = (_FONTS / "unifont.hex").read_text("ascii").split()
    return {chr(int(code, 16)): rows for code, _, rows in (line.partition(":") for line in lines)}


def _unifont(character: str) -> bytes:
    """Without the empty columns that make it a typewriter's."""
    rows = _rows()[character]
    bits = Image.frombytes("1", (len(rows) // 4, _UNIFONT), bytes.fromhex(rows))
    box = bits.getbbox()
    cell = (box[0], 0, box[2] + 1, _UNIFONT) if box else (0, 0, _UNIFONT_SPACE, _UNIFONT)
    return _columns(bits.convert("L").crop(cell)).replace(b"\xff", b"\1")


def _dejavu(font: ImageFont.FreeTypeFont, height: int, ascent: int, character: str) -> bytes:
    left = height
    image = Image.new("L", (height * 4, height))
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"  # FreeType hints for one bit, which is another drawing than the smooth one cut off
    pen.text((left, ascent), character, 1, font, anchor="ls")
    box = image.getbbox() or (left, 0, left, 0)
    # Marks may reach over the cell that the font has for the letter.
    first = min(left, box[0])
    last = max(left + round(font.getlength(character, mode="1")), box[2] + 1)
    return _columns(image.crop((first, 0, last, height)))


def _columns(cell: Image.Image) -> bytes:
    return cell.transpose(Image.Transpose.TRANSPOSE).tobytes()
