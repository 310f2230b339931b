"""Share pictures: what social networks show beside a link, 1200×630 PNG (Open Graph, ogp.me).

A picture is drawn in numbers of palette colours: every ink has a ramp of shades from its ground to its
full colour, so that edges stay smooth in a small file. Text is set with Pillow's basic layout: the other
one depends on a library of the machine, and equal content has to give equal bytes everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageColor, ImageDraw

from portal.pictures.shades import pour
from portal.pictures.typesetting import Setting, Style, drawable, fitted

WIDTH, HEIGHT = 1200, 630

# Networks crop the edges, each in its own way: no text comes nearer to them than this.
_MARGIN = 72
_INNER = WIDTH - 2 * _MARGIN
_BAND = 480  # the foot band begins here
_HEAD_END = _BAND - 28
_KIND_GAP = 22

_FOOT_MIDDLE = 536
_FOOT_GAP = 48
_MARK_SIZE = 52
_WATERMARK_SIZE, _WATERMARK_AT = 640, (586, -8)

_DEEP, _DEEPER, _WHITE, _AMBER, _SOFT = "#10394a", "#0b2c3a", "#ffffff", "#f4b266", "#c9dbe1"
_FAINT = "#1a4152"  # white at 4.5 % over the ground, as in the head of the front page
_SHADES = 24


class _Ink(Enum):
    """A ramp of the palette: the ground that the ink is drawn on, and its colour."""

    WATERMARK = (_DEEP, _FAINT)
    TITLE = (_DEEP, _WHITE)
    KIND = (_DEEP, _AMBER)
    SITE = (_DEEPER, _WHITE)
    DOT = (_DEEPER, _AMBER)
    DOCUMENT = (_DEEPER, _SOFT)

    @property
    def ramp(self) -> range:
        """The numbers of its shades, of which the first is the ground."""
        first = list(_Ink).index(self) * _SHADES
        return range(first, first + _SHADES)


@dataclass(frozen=True, slots=True)
class SharePicture:
    """What a picture beside a shared link says."""

    kind: str  # the small line above: «Kế hoạch của địa phương», «Mục III.2 của nghị quyết»
    title: str
    site: str  # the portal's name, at the foot
    document: str  # at the foot too: «57-NQ/TW (22/12/2024)»


_TITLE = Style(700, range(96, 51, -4), lines=4)
_KIND = Style(600, range(36, 27, -2))
_SITE = Style(700, range(30, 21, -2))
_DOCUMENT = Style(400, range(28, 21, -2))


def draw(picture: SharePicture, *, font: bytes) -> bytes:
    """The picture as PNG with a palette; the same bytes for the same text and font.

    `font` is a variable font file with the one axis Weight, such as docs/assets/fonts/inter.woff2.
    A title is set as large as fits, and cut at a word when it is too long at the smallest size.
    Raises MissingGlyphError.
    """
    image = _footed(drawable(picture.site, font), drawable(picture.document, font), font).copy()
    _draw_head(image, drawable(picture.kind, font), drawable(picture.title, font), font)
    image.putpalette(_palette())
    file = BytesIO()
    image.save(file, "PNG", compress_level=7)  # level 8 saves 7 % and takes twice as long
    return file.getvalue()


def _draw_head(image: Image.Image, kind: str, title: str, font: bytes) -> None:
    """The kind over the title, as one block in the middle of the room above the foot band."""
    small = fitted(kind, _KIND, font, width=_INNER - 3)
    room = _HEAD_END - _MARGIN - small.height - _KIND_GAP
    large = fitted(title, _TITLE, font, width=_INNER, height=room)
    top = _MARGIN + (room - large.height) // 2
    # A larger letter has more air before its stem: the small one moves to stand over it.
    indent = round((large.face.size - small.face.size) * 0.05)
    _write(image, small, (_MARGIN + indent, top + small.above), _Ink.KIND)
    _write(image, large, (_MARGIN, top + small.height + _KIND_GAP + large.above), _Ink.TITLE)


def _draw_foot(image: Image.Image, site: str, document: str, font: bytes) -> None:
    """The portal's name beside the mark, and the document at the right end of the same line."""
    left = _MARGIN + _MARK_SIZE + 16
    right = fitted(document, _DOCUMENT, font, width=_INNER // 2)
    end = WIDTH - _MARGIN - right.width
    name = fitted(site, _SITE, font, width=end - _FOOT_GAP - left)
    baseline = _FOOT_MIDDLE + 11  # half the height of the capitals
    _write(image, name, (left, baseline), _Ink.SITE)
    _write(image, right, (end, baseline), _Ink.DOCUMENT)


def _write(image: Image.Image, setting: Setting, at: tuple[int, int], ink: _Ink) -> None:
    """With the first baseline's left end at `at`."""
    mask, (left, above) = setting.mask()
    pour(image, mask, (at[0] - left, at[1] - above), ink.ramp)


# Colours and the ground


@lru_cache(maxsize=1)
def _palette() -> bytes:
    colours = bytearray()
    for ink in _Ink:
        ground, colour = (ImageColor.getrgb(name) for name in ink.value)
        for shade in range(_SHADES):
            part = shade / (_SHADES - 1)
            colours += bytes(round(a + (b - a) * part) for a, b in zip(ground, colour, strict=True))
    return bytes(colours)


@lru_cache(maxsize=1)
def _footed(site: str, document: str, font: bytes) -> Image.Image:
    """The ground with the foot, which are the same for all pictures of a site."""
    image = _ground().copy()
    _draw_foot(image, site, document, font)
    return image


@lru_cache(maxsize=1)
def _ground() -> Image.Image:
    """What all pictures share: the mark large and faint behind the title, and small in the foot band."""
    image = Image.new("L", (WIDTH, HEIGHT), _Ink.WATERMARK.ramp[0])
    pour(image, ImageChops.lighter(*_mark(_WATERMARK_SIZE)), _WATERMARK_AT, _Ink.WATERMARK.ramp)
    image.paste(_Ink.SITE.ramp[0], (0, _BAND, WIDTH, HEIGHT))
    ring, dot = _mark(_MARK_SIZE)
    at = (_MARGIN, _FOOT_MIDDLE - _MARK_SIZE // 2)
    pour(image, ring, at, _Ink.SITE.ramp)
    pour(image, dot, at, _Ink.DOT.ramp)
    return image


def _mark(size: int) -> tuple[Image.Image, Image.Image]:
    """Masks of the two colours of docs/assets/img/mark.svg: the open ring; the stroke and the dot."""
    finer = 4  # drawn larger and reduced: Pillow draws shapes without smooth edges
    unit = size * finer / 40  # the drawing is 40 units wide
    half = 2.2  # of the width of a stroke

    def around(x: float, y: float, radius: float) -> list[float]:
        return [unit * v for v in (x - radius, y - radius, x + radius, y + radius)]

    ring, dot = (Image.new("L", (size * finer, size * finer)) for _ in range(2))
    pen = ImageDraw.Draw(ring)
    pen.arc(around(19.236, 20.764, 14 + half), -19.9, 289.9, fill=255, width=round(2 * half * unit))
    for x, y in (24, 7.6), (32.4, 16):  # round ends
        pen.ellipse(around(x, y, half), fill=255)
    pen = ImageDraw.Draw(dot)
    pen.line([unit * v for v in (19, 21, 29.5, 10.5)], fill=255, width=round(2 * half * unit))
    for x, y in (19, 21), (29.5, 10.5):
        pen.ellipse(around(x, y, half), fill=255)
    pen.ellipse(around(32.5, 7.5, 4.5), fill=255)
    return ring.reduce(finer), dot.reduce(finer)
