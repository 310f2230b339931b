"""A slide's pixels in sixteen colours: few enough for small files, with shades for smooth edges."""

from __future__ import annotations

import zlib
from enum import IntEnum
from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageColor

from portal.model.notice import Priority
from portal.pictures.shades import pour
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
        # Numbers of colours, which are poured without a palette: it comes last.
        self._image = Image.new("L", size)
        self._priority = priority

    @property
    def size(self) -> tuple[int, int]:
        return self._image.size

    def fill(self, box: tuple[int, int, int, int], ink: Ink) -> None:
        self._image.paste(ink.full, box)

    def write(self, setting: Setting, at: tuple[int, int], ink: Ink) -> None:
        """Lines with the left end of the first one's ink box at `at`."""
        mask, (left, above) = setting.mask()
        ramp = range(ink.full - _SHADES, ink.full + 1)
        pour(self._image, mask, (at[0] - left, at[1] + setting.above - above), ramp)

    def place(self, code: Image.Image, at: tuple[int, int]) -> None:
        """A picture of 0 and 1 as dark on white."""
        self._image.paste(code.point([Ink.WHITE.full, *[_DARK] * 255]), at)

    def png(self) -> bytes:
        self._image.putpalette(_palette(self._priority))
        file = BytesIO()
        # Slides are mostly flat: looking for runs alone packs them as well, in half the time.
        self._image.save(file, "PNG", bits=4, compress_type=zlib.Z_RLE)
        return file.getvalue()


def _palette(priority: Priority) -> bytes:
    ground, *inks = (ImageColor.getrgb(colour) for colour in COLOURS[priority])
    colours = bytearray(ground)
    for ink in inks:
        for shade in range(1, _SHADES + 1):
            part = shade / _SHADES
            colours += bytes(round(a + (b - a) * part) for a, b in zip(ground, ink, strict=True))
    return bytes(colours).ljust(3 * (_DARK + 1), b"\0")
