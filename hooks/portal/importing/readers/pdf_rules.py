"""Lines drawn on a PDF page, level and upright: they make its tables, and set its footnotes apart."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from portal.importing.readers.pdf_letters import Turn
from portal.importing.readers.printed import Rule

# A box thinner than this is a line; a line shorter than that is none, but part of a drawing.
_THIN, _SHORT = 2.5, 5.0
# A drawing has more pieces than any table.
_MOST_PIECES = 20_000

Point = tuple[float, float]


def read_rules(page: pdfium.PdfPage, turn: Turn) -> tuple[Rule, ...]:
    """Lines and edges of boxes, in the measures of `turn`."""
    found: list[Rule] = []
    for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=5):
        if _is_drawn(piece):
            found.extend(_rules_of(piece, turn))
        if len(found) > _MOST_PIECES:
            return ()
    return tuple(found)


def _is_drawn(piece: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(piece, fill, stroke)
    return bool(stroke.value) or (bool(fill.value) and not _is_white(piece))


def _is_white(piece: pdfium.PdfObject) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(piece, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) > 250 or not alpha.value


def _rules_of(piece: pdfium.PdfObject, turn: Turn) -> Iterator[Rule]:
    for shape in _shapes(piece):
        points = [turn.point(*point) for point in shape]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Rule(min(xs), min(ys), max(xs), max(ys))
        if min(box.x1 - box.x0, box.y1 - box.y0) < _THIN:
            if box.length >= _SHORT:
                yield _straight(box)
            continue
        for (x0, y0), (x1, y1) in pairwise(points):
            edge = Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if edge.length >= _SHORT and min(edge.x1 - edge.x0, edge.y1 - edge.y0) < 0.5:
                yield _straight(edge)


def _straight(box: Rule) -> Rule:
    if box.level:
        middle = (box.y0 + box.y1) / 2
        return Rule(box.x0, middle, box.x1, middle)
    middle = (box.x0 + box.x1) / 2
    return Rule(middle, box.y0, middle, box.y1)


def _shapes(piece: pdfium.PdfObject) -> Iterator[list[Point]]:
    """The lines of a path, each from where the pen is set down; curves end them."""
    shape: list[Point] = []
    for index in range(raw.FPDFPath_CountSegments(piece)):
        segment = raw.FPDFPath_GetPathSegment(piece, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            shape.append(_point(piece, segment))
        else:
            if len(shape) > 1:
                yield shape
            shape = [_point(piece, segment)]
        if raw.FPDFPathSegment_GetClose(segment) and shape:
            shape.append(shape[0])
    if len(shape) > 1:
        yield shape


def _point(piece: pdfium.PdfObject | None, segment: raw.FPDF_PATHSEGMENT) -> Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    point = (x.value, y.value)
    # What stands in a form is placed by the form, and that by the one around it.
    while piece is not None:
        point = piece.get_matrix().on_point(*point)
        piece = piece.container
    return point
