"""Pictures of boards: one phase of a text in the board's exact pixels, as PNG of two colours."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageColor

from portal.boards.board import Board
from portal.boards.faces import face
from portal.boards.layouts import Layout
from portal.model.notice import Priority
from portal.model.outlets import Colour

# The ground and the letters. An emergency lights the ground: nothing else does, and nothing flashes.
# Boards of one colour show white as that colour; those of two have red, green, and both as yellow.
COLOURS = {
    Colour.MONO: {
        Priority.NORMAL: ("#000000", "#ffffff"),
        Priority.PRIORITY: ("#000000", "#ffffff"),
        Priority.EMERGENCY: ("#ffffff", "#000000"),
    },
    Colour.DUAL: {
        Priority.NORMAL: ("#000000", "#00ff00"),
        Priority.PRIORITY: ("#000000", "#ffff00"),
        Priority.EMERGENCY: ("#ff0000", "#000000"),
    },
    Colour.FULL: {
        Priority.NORMAL: ("#000000", "#ffffff"),
        Priority.PRIORITY: ("#000000", "#ffd21f"),
        Priority.EMERGENCY: ("#a00000", "#ffffff"),
    },
}
"""By what a board can show and by priority; on full colour the contrast is at least 7:1 (WCAG 1.4.6)."""

_OPAQUE = [0] + [255] * 255


def draw(layout: Layout, phase: int, board: Board, priority: Priority) -> bytes:
    """The phase as PNG with a palette of two colours; equal texts give equal bytes.

    The ink is in the middle of the board. Rows that are left over beyond one at the top and one at the foot
    part the lines, by up to a quarter of their height. IndexError for a phase that the layout does not have.
    """
    image = Image.new("P", (board.width, board.height))
    ground, letters = COLOURS[board.colour][priority]
    image.putpalette([*ImageColor.getrgb(ground), *ImageColor.getrgb(letters)])
    _write(image, [face(layout.face).drawn(line) for line in layout.phases[phase] if line])
    file = BytesIO()
    image.save(file, "PNG", bits=1, compress_level=6)
    return file.getvalue()


def _write(image: Image.Image, lines: list[Image.Image]) -> None:
    if not lines:
        return
    boxes = [line.getbbox() or (0, 0, 0, line.height) for line in lines]
    count, height = len(lines), lines[0].height
    ink = (count - 1) * height + boxes[-1][3] - boxes[0][1]
    spare = image.height - ink
    gap = max(0, min(height // 4, (spare - 2) // (count - 1))) if count > 1 else 0
    top = (spare - (count - 1) * gap) // 2 - boxes[0][1]
    for number, (line, (left, _, right, _)) in enumerate(zip(lines, boxes, strict=True)):
        x, y = (image.width - (right - left)) // 2 - left, top + number * (height + gap)
        # Only the ink: empty rows may lie outside the board, or over the line before.
        image.paste(1, (x, y), line.point(_OPAQUE))
