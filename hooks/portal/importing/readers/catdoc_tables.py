"""Blocks of what catdoc writes: a line for each paragraph, a tab after each cell but the last of a row.

A cell of several paragraphs goes over several lines, so that a row is whole when it has as many tabs as the
first row of its table, whose cells are mostly of one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from portal.importing.blocks import Block, Paragraph, Table
from portal.importing.readers.letters import cleaned

Line: TypeAlias = tuple[int, str]
# What catdoc writes for fields of footers.
_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES)\b[\s\d]*")
_COUNTED = re.compile(r"\s*([0-9]{1,3})\.?\s*\t")
# The first cell of a table whose rows are counted.
_HEAD = re.compile(r"\s*(?:S|Số )?TT\b", re.IGNORECASE)
# Of layout tables, which stand around the text.
_LAYOUT = re.compile(r"\s*(?:CỘNG H[ÒO]|ĐẢNG CỘNG SẢN|ĐOÀN TNCS|N[ơƠ]i nh[ậẬ]n)", re.IGNORECASE)
_LONGEST_CELL = 12
"""Lines after which a row that has not ended was none."""


def blocks_of(text: str) -> Iterator[Block]:
    """Paragraphs and tables; what cannot be a table are paragraphs."""
    numbered = enumerate(text.splitlines(), 1)
    lines = [(number, line) for number, line in numbered if not _FIELD.fullmatch(line)]
    place = 0
    while place < len(lines):
        number = lines[place][0]
        rows, after = _table(lines, place)
        if len(rows) > 1:
            cells = tuple(tuple(map(_cell, row.split("\t"))) for row in rows)
            is_layout = any(_LAYOUT.match(cell) for row in cells for cell in row)
            yield Table(cells, number, ruled=not is_layout)
            place = after
        else:
            yield from _paragraphs(lines[place])
            place += 1


def _table(lines: list[Line], place: int) -> tuple[list[str], int]:
    """Rows that begin here, as one text each, and the place after them."""
    width = _width(lines, place)
    rows: list[str] = []
    while width and place < len(lines) and "\t" in lines[place][1]:
        row, after = _row(lines, place, width, _count(rows[-1]) if rows else 0)
        if row is None or (width == 1 and "\n" in row and not _count(row)):
            break
        is_head = not rows and _HEAD.match(row) is not None
        more = _continued(lines, after, width, _count(row)) if is_head or _count(row) else 0
        place = after + more
        rows.append("\n".join([row, *(line for _, line in lines[after:place])]))
    return rows, place


def _width(lines: Sequence[Line], place: int) -> int:
    """How many tabs a row has: those of the first line, or all before the row that is counted as 1."""
    first = lines[place][1]
    if _HEAD.match(first):
        found = [line for _, line in lines[place : place + _LONGEST_CELL]]
        for end, line in enumerate(found):
            if _count(line) == 1:
                return sum(before.count("\t") for before in found[:end])
    return first.rstrip("\t").count("\t")


def _row(lines: list[Line], place: int, width: int, last: int) -> tuple[str | None, int]:
    """One row and the place after it; None when the lines make none."""
    row = ""
    for here in range(place, min(place + _LONGEST_CELL, len(lines))):
        number, line = lines[here]
        missing = width - row.count("\t")
        if row and missing == 1 and line.startswith("\t"):
            # The last cell is empty, and its end stands where the next line begins.
            lines[here] = (number, line[1:])
            return f"{row}\t", here
        if row and last and _count(line) == last + 2:
            # The next row: catdoc swallows the ends of several empty cells.
            return row + "\t" * missing, here
        if line.rstrip("\t").count("\t") > missing:
            return None, place
        row += f"\n{line}" if row else line
        if row.count("\t") >= width:
            cut = row.rstrip("\t")
            return cut + "\t" * (width - cut.count("\t")), here + 1
    return None, place


def _continued(lines: Sequence[Line], place: int, width: int, last: int) -> int:
    """How many lines without tabs still belong to the last cell: those before the row that counts on."""
    for more, (_, line) in enumerate(lines[place : place + _LONGEST_CELL]):
        if "\t" in line:
            return more if _count(line) == last + 1 and line.count("\t") <= width else 0
    return 0


def _count(row: str) -> int:
    match = _COUNTED.match(row)
    return int(match[1]) if match else 0


def _cell(text: str) -> str:
    return "\n".join(filter(None, map(cleaned, text.split("\n"))))


def _paragraphs(line: Line) -> Iterator[Paragraph]:
    number, text = line
    for part in map(cleaned, text.split("\t")):
        if part:
            yield Paragraph(part, number)
