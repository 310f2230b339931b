"""Slides of kiosks: title, text and QR code, or one large figure, in the exact pixels of the screen.

All texts of a slide shrink together until they fit, so that what matters most stays largest. Sizes are for a
screen whose shorter side is 1080 pixels, and grow with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from portal.boards.canvas import Canvas, Ink
from portal.model.notice import Priority
from portal.numbers import with_unit
from portal.pictures import qr
from portal.pictures.typesetting import MissingGlyphError, Setting, Style, drawable, fitted, whole
from portal.vietnamese import nfc

CAPTION = "Quét mã để xem đầy đủ"
_MARGIN, _BAR, _FRAME = 96, 24, 30
_CODE, _CODE_GAP = 280, 72
_NAME_SIZE, _CAPTION_SIZE = 36, 32
# Shrinking: what remains each time, how often, and from when texts become smaller than is easily read.
_STEP, _STEPS, _FLOOR = 0.92, 32, 16
_LEGIBLE, _SMALLEST = 32, 8
_ENDLESS = 1_000_000


@dataclass(frozen=True, slots=True)
class Slide:
    """What a slide says; empty texts are left out.

    `figure` is (number, unit, what), which is drawn large instead of the title; `address` is absolute.
    """

    title: str
    text: str
    kicker: str
    figure: tuple[str, str, str] | None
    source: str
    address: str
    priority: Priority


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a slide: its weight and first size, and the space over it."""

    content: str
    weight: int
    size: int
    ink: Ink
    over: int = 0


@dataclass(frozen=True, slots=True)
class _Box:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


def draw_slide(slide: Slide, size: tuple[int, int], *, name: str, font: bytes) -> bytes:
    """The slide as PNG with a palette, `size` in pixels (at least 600 × 600); equal slides give equal bytes.

    `name` is the portal's; `font` is a variable font file with the one axis Weight. Characters that it does
    not have are left out.
    """
    canvas = Canvas(size, slide.priority)
    unit = min(size) / 1080
    _draw_edge(canvas, slide.priority, unit)
    margin = round(_MARGIN * unit)
    inner = _Box(margin, margin, size[0] - margin, size[1] - margin)
    box = _draw_foot(canvas, inner, slide.address, _clean(name, font), font)
    texts = [_Text(_clean(t.content, font), t.weight, t.size, t.ink, t.over) for t in _texts(slide)]
    _draw_texts(canvas, box, [text for text in texts if text.content], font, unit)
    return canvas.png()


def _texts(slide: Slide) -> Iterator[_Text]:
    yield _Text(slide.kicker, 600, 46, Ink.ACCENT)
    if slide.figure is None:
        yield _Text(slide.title, 700, 144, Ink.WHITE, 28)
        yield _Text(slide.text, 400, 58, Ink.SOFT, 48)
    else:
        number, unit, what = slide.figure
        # «39,52%» in one line, but «doanh nghiệp» below its number.
        glued, _, rest = with_unit(number, unit).partition(" ")
        yield _Text(glued, 800, 400, Ink.WHITE, 12)
        yield _Text(rest, 700, 96, Ink.ACCENT)
        yield _Text(what, 600, 68, Ink.WHITE, 32)
        yield _Text(slide.title if slide.title != what else "", 400, 46, Ink.SOFT, 32)
        yield _Text(slide.text if slide.text != slide.title else "", 400, 46, Ink.SOFT, 20)
    yield _Text(f"Nguồn: {slide.source}" if slide.source else "", 400, 34, Ink.SOFT, 36)


def _clean(text: str, font: bytes) -> str:
    try:
        return drawable(text, font)
    except MissingGlyphError as error:
        # An emoji is no reason to have no slide.
        return drawable("".join(" " if c in error.characters else c for c in nfc(text)), font)


def _draw_edge(canvas: Canvas, priority: Priority, unit: float) -> None:
    """An emergency is framed, what has priority has a wide bar at its left, all else a narrow one."""
    width, height = canvas.size
    if priority is Priority.EMERGENCY:
        edge = round(_FRAME * unit)
        for box in (0, 0, width, edge), (0, height - edge, width, height):
            canvas.fill(box, Ink.ACCENT)
        for box in (0, 0, edge, height), (width - edge, 0, width, height):
            canvas.fill(box, Ink.ACCENT)
    else:
        bar = round(_BAR * unit * (2 if priority is Priority.PRIORITY else 1))
        canvas.fill((0, 0, bar, height), Ink.ACCENT)


def _draw_foot(canvas: Canvas, inner: _Box, address: str, name: str, font: bytes) -> _Box:
    """The portal's name at the left, the code at the right; what remains for the texts."""
    unit = min(canvas.size) / 1080
    gap = round(_CODE_GAP * unit)
    code = _code(address, round(_CODE * unit)) if address else None
    right = inner.right - code.width - gap if code else inner.right
    small = range(round(_NAME_SIZE * unit), round(_NAME_SIZE * unit / 2), -1)
    setting = fitted(name, Style(600, small, lines=2), font, width=right - inner.left)
    canvas.write(setting, (inner.left, inner.bottom - setting.height), Ink.SOFT)
    top = inner.bottom - setting.height
    if code:
        corner = inner.right - code.width, inner.bottom - code.height
        canvas.place(code, corner)
        small = range(round(_CAPTION_SIZE * unit), round(_CAPTION_SIZE * unit / 2), -1)
        caption = fitted(CAPTION, Style(600, small, lines=2), font, width=code.width)
        over = corner[1] - caption.height - round(16 * unit)
        canvas.write(caption, (corner[0], over), Ink.WHITE)
        if inner.height > inner.width:  # a portrait has its height for the texts, not its width
            return _Box(inner.left, inner.top, inner.right, over - gap)
    return _Box(inner.left, inner.top, right, top - gap // 2)


def _code(address: str, side: int) -> Image.Image:
    """Pixels are 0 or 1 (dark); modules are whole pixels."""
    rows = qr.modules(address)
    image = Image.new("L", (len(rows) + 2 * qr.QUIET,) * 2)
    image.paste(Image.frombytes("L", (len(rows),) * 2, b"".join(rows)), (qr.QUIET, qr.QUIET))
    scale = max(2, side // image.width)
    return image.resize((image.width * scale,) * 2, Image.Resampling.NEAREST)


def _draw_texts(canvas: Canvas, box: _Box, texts: list[_Text], font: bytes, unit: float) -> None:
    """One below the other, as one block in the middle of the box."""
    settings, scale = _settings(texts, box, font, unit)
    overs = [round(text.over * scale) if number else 0 for number, text in enumerate(texts)]
    height = sum(overs) + sum(setting.height for setting in settings)
    top = box.top + max(0, box.height - height) // 2
    for text, setting, over in zip(texts, settings, overs, strict=True):
        canvas.write(setting, (box.left, top + over), text.ink)
        top += over + setting.height


def _settings(texts: list[_Text], box: _Box, font: bytes, unit: float) -> tuple[list[Setting], float]:
    """The largest that fit, and their scale."""
    low, high = 0, _STEPS
    while low < high:
        step = (low + high) // 2
        height = sum(setting.height for setting in _at_step(texts, step, box, font, unit))
        if height + sum(text.over for text in texts) * unit * _STEP**step <= box.height:
            high = step
        else:
            low = step + 1
    return _at_step(texts, high, box, font, unit), unit * _STEP**high


def _at_step(texts: list[_Text], step: int, box: _Box, font: bytes, unit: float) -> list[Setting]:
    """At the last step thousands of letters are cut, so that no text ever lies on another."""
    if step < _STEPS:
        return [_set(text, _size(text, step, unit), box.width, font) for text in texts]
    share = box.height // (2 * max(1, len(texts)))
    size = max(_SMALLEST, round(_LEGIBLE * unit * _STEP ** (step - _FLOOR)))
    lines = max(1, share // (2 * size))
    return [
        fitted(text.content, Style(text.weight, range(size, size - 1, -1), lines), font, width=box.width)
        for text in texts
    ]


def _size(text: _Text, step: int, unit: float) -> int:
    """Small texts stay legible while the large ones shrink."""
    floor = min(text.size, _LEGIBLE) * _STEP ** max(0, step - _FLOOR)
    return max(_SMALLEST, round(unit * max(text.size * _STEP**step, floor)))


def _set(text: _Text, size: int, width: int, font: bytes) -> Setting:
    """A word that is wider than the screen makes its own text smaller, and no other."""
    words = text.content.split()
    if setting := whole(text.content, text.weight, size, font, width=width, most=len(words)):
        return setting
    alone = (whole(word, text.weight, size, font, width=_ENDLESS, most=1) for word in words)
    fits = size * width // max(setting.width for setting in alone if setting)
    # Advances are whole pixels, so that a smaller size is not smaller in proportion.
    sizes = range(max(_SMALLEST, fits), max(_SMALLEST, fits - 3) - 1, -1)
    return fitted(text.content, Style(text.weight, sizes, len(words)), font, width=width)
