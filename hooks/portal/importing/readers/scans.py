"""Pictures of pages made ready for recognition: upright, without drawn lines, which are kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from portal.importing.readers.printed import Rule

# This share of the usual grey of a page counts as white.
_PAPER = 0.88
# Degrees that a page may lie askew in the scanner, and how finely that is seen to.
_MOST_SKEW, _COARSE, _FINE = 2.5, 0.5, 0.1
# Width in dots at which askewness is measured.
_MEASURED_WIDTH = 800
# Dots that are looked at together, how dark they are in a line, and its least length in inches: no letter has
# a stroke so long.
_STRETCH, _DARK, _SHORTEST = 4, 190, 0.5
# Dots beside a line that are looked at, and how light they are.
_BESIDE, _LIGHT = 8, 200
# Lines are no thicker than this, in inches; what is thicker is a bar or a picture.
_THICKEST = 0.03


@dataclass(frozen=True)
class Scan:
    """A grey picture, with the lines drawn on it in points."""

    image: Image.Image
    dpi: float
    rules: tuple[Rule, ...]


def prepared(picture: Image.Image, dpi: float) -> Scan:
    """The picture as it is best recognised."""
    # Marks of letters run into them where a scan is soft; sharpened, fewer are mistaken (measured).
    sharp = picture.convert("L").filter(ImageFilter.UnsharpMask(radius=2, percent=80, threshold=3))
    grey = _on_white(sharp)
    if angle := _skew(grey):
        grey = grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    lines = (*_level_lines(grey, dpi), *_upright_lines(grey, dpi))
    boxes = [box for box in lines if _stands_alone(grey, box)]
    drawing = ImageDraw.Draw(grey)
    for x0, y0, x1, y1 in boxes:
        drawing.rectangle((x0 - 2, y0 - 2, x1 + 2, y1 + 2), fill=255)
    scale = 72 / dpi
    rules = tuple(Rule(x0 * scale, y0 * scale, x1 * scale, y1 * scale) for x0, y0, x1, y1 in boxes)
    return Scan(grey, dpi, rules)


def _on_white(grey: Image.Image) -> Image.Image:
    """With white paper, and white what is hardly darker: seals, dirt, the other side shining through."""
    histogram = grey.histogram()
    half, seen, paper = sum(histogram) / 2, 0, 255
    for value, count in enumerate(histogram):
        seen += count
        if seen >= half:
            paper = value
            break
    factor = 255 / max(1.0, _PAPER * paper)
    return grey.point([min(255, round(value * factor)) for value in range(256)])


def _skew(grey: Image.Image) -> float:
    """Degrees by which the picture must be turned, against the clock, for its lines to be level."""
    height = max(1, grey.height * _MEASURED_WIDTH // grey.width)
    small = ImageOps.invert(grey.resize((_MEASURED_WIDTH, height), Image.Resampling.BOX))
    small = small.point(lambda value: 255 if value > 100 else 0)
    steps = round(_MOST_SKEW / _COARSE)
    rough = max(
        (step * _COARSE for step in range(-steps, steps + 1)), key=lambda angle: _sharpness(small, angle)
    )
    fine = round(_COARSE / _FINE)
    best = max(
        (rough + step * _FINE for step in range(-fine, fine + 1)), key=lambda angle: _sharpness(small, angle)
    )
    return best if _sharpness(small, best) > 1.02 * _sharpness(small, 0.0) else 0.0


def _sharpness(small: Image.Image, angle: float) -> float:
    """How much rows of dots differ from their neighbours: most when the lines of text are level."""
    turned = small.rotate(angle, Image.Resampling.BILINEAR) if angle else small
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(rows))


Box = tuple[int, int, int, int]


def _level_lines(grey: Image.Image, dpi: float) -> list[Box]:
    narrow = grey.reduce((_STRETCH, 1))
    return [(x0 * _STRETCH, y0, x1 * _STRETCH, y1) for x0, y0, x1, y1 in _dark_lines(narrow, dpi)]


def _upright_lines(grey: Image.Image, dpi: float) -> list[Box]:
    low = grey.reduce((1, _STRETCH)).transpose(Image.Transpose.TRANSPOSE)
    return [(x0, y0 * _STRETCH, x1, y1 * _STRETCH) for y0, x0, y1, x1 in _dark_lines(low, dpi)]


def _stands_alone(grey: Image.Image, box: Box) -> bool:
    """Whether paper is at both sides of a line: the feet of bold letters in a row look like one too."""
    x0, y0, x1, y1 = box
    if x1 - x0 > y1 - y0:
        sides = ((x0, y0 - _BESIDE, x1, y0 - 3), (x0, y1 + 4, x1, y1 + 1 + _BESIDE))
    else:
        sides = ((x0 - _BESIDE, y0, x0 - 3, y1), (x1 + 4, y0, x1 + 1 + _BESIDE, y1))
    return all(_mean(grey, side) > _LIGHT for side in sides)


def _mean(grey: Image.Image, box: Box) -> float:
    x0, y0, x1, y1 = max(0, box[0]), max(0, box[1]), min(grey.width, box[2]), min(grey.height, box[3])
    if x0 >= x1 or y0 >= y1:
        return 255.0
    return float(grey.crop((x0, y0, x1, y1)).resize((1, 1), Image.Resampling.BOX).tobytes()[0])


def _dark_lines(reduced: Image.Image, dpi: float) -> Iterator[Box]:
    """Lines in a picture of which only the width was reduced, in its dots."""
    width = reduced.width
    dots = reduced.point(lambda value: 0 if value < _DARK else 255).tobytes()
    stretch = re.compile(b"\0{%d,}" % max(2, round(_SHORTEST * dpi / _STRETCH)))
    open_lines: list[list[int]] = []
    for y in range(reduced.height):
        found = [match.span() for match in stretch.finditer(dots[y * width : (y + 1) * width])]
        open_lines, closed = _followed(open_lines, found, y)
        yield from _thin(closed, dpi)
    yield from _thin(open_lines, dpi)


def _thin(lines: Sequence[list[int]], dpi: float) -> Iterator[Box]:
    for x0, y0, x1, y1 in lines:
        if y1 - y0 <= _THICKEST * dpi:
            yield x0, y0, x1, y1


def _followed(
    lines: list[list[int]], stretches: list[tuple[int, int]], y: int
) -> tuple[list[list[int]], list[list[int]]]:
    """Lines of the rows before, made longer and thicker by a row; and those that end above it."""
    still: list[list[int]] = []
    for x0, x1 in stretches:
        touched = [line for line in lines if line[0] <= x1 + 2 and x0 <= line[2] + 2]
        lines = [line for line in lines if not (line[0] <= x1 + 2 and x0 <= line[2] + 2)]
        touched += [line for line in still if line[0] <= x1 + 2 and x0 <= line[2] + 2]
        still = [line for line in still if not (line[0] <= x1 + 2 and x0 <= line[2] + 2)]
        top = min([y, *(line[1] for line in touched)])
        left, right = min([x0, *(line[0] for line in touched)]), max([x1, *(line[2] for line in touched)])
        still.append([left, top, right, y])
    # One light row in a line does not end it.
    waiting = [line for line in lines if y - line[3] <= 2]
    return [*still, *waiting], [line for line in lines if y - line[3] > 2]
