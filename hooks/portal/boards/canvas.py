"""A slide's pixels in sixteen colours: few enough for small files, with shades for smooth edges."""

from __future__ import annotations

from enum import IntEnum
from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageColor, ImageDraw

from portal.model.notice import Priority
from portal.pictures.typesetting import Setting

_Palette: TypeAlias = tuple[str, str, str, str]

_SHADES = 4
_DARK = 15


class Ink(IntEnum):
    """Its place among the ramps of the palette: `_SHADES` shades each, after the ground."""

    WHITE = 0
    SOFT = 1
    ACCENT = 2

    @property
    def full(self) -> int:
        return (self + 1) * _SHADES


# The ground, and the inks in their order; all have a contrast of at least 7:1 (WCAG 1.4.6).
COLOURS: dict[Priority, _Palette] = {
    Priority.NORMAL: ("#0b2c3a", "#ffffff", "#c9dbe1", "#86cbe0"),
    Priority.PRIORITY: ("#0b2c3a", "#ffffff", "#c9dbe1", "#f4b266"),
    Priority.EMERGENCY: ("#7d0c0c", "#ffffff", "#ffe9e4", "#ffd21f"),
}
"""By priority."""


class Canvas:
    """Drawn on from the ground up; positions in pixels from the top left."""

    def __init__(self, size: tuple[int, int], priority: Priority) -> None:
        self._image = Image.new("P", size)
        self._image.putpalette(_palette(priority))

    @property
    def size(self) -> tuple[int, int]:
        return self._image.size

    def fill(self, box: tuple[int, int, int, int], ink: Ink) -> None:
        self._image.paste(ink.full, box)

    def write(self, setting: Setting, at: tuple[int, int], ink: Ink) -> None:
        """Lines with the left end of the first one's ink box at `at`."""
        pad = round(setting.face.size)  # marks and curves may reach out of the box
        mask = Image.new("L", (setting.width + 2 * pad, setting.height + 2 * pad))
        pen = ImageDraw.Draw(mask)
        for number, line in enumerate(setting.lines):
            pen.text(
                (pad, pad + setting.above + number * setting.pitch), line, 255, setting.face, anchor="ls"
            )
        shades = [round(coverage * _SHADES / 255) for coverage in range(256)]
        numbers = mask.point([ink.full - _SHADES + shade for shade in shades])
        where = (at[0] - pad, at[1] - pad)
        self._image.paste(numbers, where, mask.point([255 if shade else 0 for shade in shades]))

    def place(self, code: Image.Image, at: tuple[int, int]) -> None:
        """A picture of 0 and 1 as dark on white."""
        self._image.paste(code.point([Ink.WHITE.full, *[_DARK] * 255]), at)

    def png(self) -> bytes:
        file = BytesIO()
        self._image.save(file, "PNG", bits=4, compress_level=6)
        return file.getvalue()


def _palette(priority: Priority) -> bytes:
    ground, *inks = (ImageColor.getrgb(colour) for colour in COLOURS[priority])
    colours = bytearray(ground)
    for ink in inks:
        for shade in range(1, _SHADES + 1):
            part = shade / _SHADES
            colours += bytes(round(a + (b - a) * part) for a, b in zip(ground, ink, strict=True))
    return bytes(colours).ljust(3 * (_DARK + 1), b"\0")
