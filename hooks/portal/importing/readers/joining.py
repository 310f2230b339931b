"""Printed lines joined to paragraphs and tables, in reading order, over the ends of pages.

A paragraph ends where the next word would have found place in the line, where a line is indented, where more
space is left than usual, and where a point of a list begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.importing.blocks import Block, Paragraph, Table
from portal.importing.readers.columns import ORNAMENT, Columns, find_columns
from portal.importing.readers.joining_lines import DASH, LIST_MARK, ends, fits, join_texts
from portal.importing.readers.margins import Frame, frames_of
from portal.importing.readers.printed import Line, Page
from portal.importing.readers.ruled_tables import Grid, grids_of

# In type sizes: what is more space than usual between lines, and less than any that is meant.
_MORE = 0.3
# Titles that stand on a line of their own, over what they are the title of.
_KINDS = (
    "KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|THÔNG BÁO|HƯỚNG DẪN|CHỈ THỊ|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC)?|BÁO CÁO"
    "|TỜ TRÌNH|KẾT LUẬN|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|DỰ ÁN|THƯ NGỎ|LỜI KÊU GỌI|THÔNG TRI|DANH MỤC|BIÊN BẢN"
    "|PHƯƠNG ÁN|CÔNG ĐIỆN|GIẤY MỜI"
)
_PARTS = "PHỤ LỤC|BIỂU|CHƯƠNG|PHẦN|MỤC|MẪU"
_STANDS_ALONE = re.compile(
    rf"(?:(?:DỰ THẢO\s+)?(?:{_KINDS})"
    rf"|(?:{_PARTS})(?:\s+(?:SỐ|THỨ))?(?:\s+(?:[0-9]{{1,2}}|[IVXLC]+|NHẤT|HAI|BA))?)[:.]?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•▪●○◦✓➢❖■□◆\ue000-\uf8ff]\s*")


def join_pages(pages: Sequence[Page]) -> list[Block]:
    """All paragraphs and tables of a document, from whose pages heads, feet and footnotes were taken off."""
    joiner = _Joiner()
    for page, grids, frame in _framed(pages):
        for part in _parts(page, grids, frame):
            if isinstance(part, Line):
                joiner.add_line(part, frame)
            else:
                joiner.add_table(part)
    return joiner.ended()


def _framed(pages: Sequence[Page]) -> Iterator[tuple[Page, list[Grid], Frame]]:
    """Pages with their tables taken out of the lines, and the margins of what is left."""
    grids = [grids_of(page) for page in pages]
    plain = [_without_tables(page, held) for page, held in zip(pages, grids, strict=True)]
    return zip(plain, grids, frames_of(plain), strict=True)


def _without_tables(page: Page, grids: Sequence[Grid]) -> Page:
    lines = []
    for line in page.lines:
        words = tuple(word for word in line.words if not any(grid.holds(word) for grid in grids))
        if words and not ORNAMENT.fullmatch(Line(words, 0).text):
            lines.append(replace(line, words=words))
    return replace(page, lines=tuple(lines))


class _Placed:
    """A table or columns with the page and line that it begins with."""

    def __init__(self, held: Grid | Columns, page: int, line: int) -> None:
        self.held, self.page, self.line = held, page, line


def _parts(page: Page, grids: Sequence[Grid], frame: Frame) -> Iterator[Line | _Placed]:
    """Lines, tables and columns of a page, from above."""
    waiting = list(grids)
    columns = {part.first: part for part in find_columns(page.lines, frame.left, frame.right)}
    index = 0
    while index < len(page.lines):
        line = page.lines[index]
        while waiting and waiting[0].ys[0] < line.base:
            yield _Placed(waiting.pop(0), page.number, line.number)
        if part := columns.get(index):
            yield _Placed(part, page.number, line.number)
            index = part.end
        else:
            yield line
            index += 1
    last = page.lines[-1].number + 1 if page.lines else 1
    yield from (_Placed(grid, page.number, last) for grid in waiting)


class _Joiner:
    """Gathers lines until a paragraph ends."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._lines: list[Line] = []
        self._frame = Frame(0, 0, 0)
        self._grid: Grid | None = None

    def ended(self) -> list[Block]:
        self._end_paragraph()
        return self._blocks

    def add_line(self, line: Line, frame: Frame) -> None:
        if self._lines and begins(self._lines, line, self._frame, frame):
            self._end_paragraph()
        self._lines.append(line)
        self._frame = frame
        self._grid = None

    def add_table(self, part: _Placed) -> None:
        self._end_paragraph()
        if isinstance(part.held, Columns):
            self._grid = None
            rows: tuple[tuple[str, ...], ...] = ((part.held.left, part.held.right),)
            self._blocks.append(Table(rows, part.line, part.page, ruled=False))
            return
        last = self._blocks[-1] if self._blocks else None
        if self._grid and isinstance(last, Table) and _same_columns(self._grid, part.held):
            self._blocks[-1] = replace(last, rows=_continued(last.rows, part.held.rows))
        else:
            self._blocks.append(Table(part.held.rows, part.line, part.page))
        self._grid = part.held

    def _end_paragraph(self) -> None:
        if self._lines:
            self._blocks.append(_paragraph(self._lines, self._frame))
        self._lines = []


def _same_columns(a: Grid, b: Grid) -> bool:
    same = len(a.rows[0]) == len(b.rows[0])
    return same and abs((a.xs[-1] - a.xs[0]) - (b.xs[-1] - b.xs[0])) < 8


def _continued(
    rows: tuple[tuple[str, ...], ...], more: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """A table that goes on on the next page: its head is repeated there, and a row may be broken."""
    while more and more[0] in rows[:3]:
        more = more[1:]
    if more and not more[0][0] and rows[-1][0] and not _is_group(more[0]):
        row = tuple(_joined_cells(before, after) for before, after in zip(rows[-1], more[0], strict=True))
        rows, more = (*rows[:-1], row), more[1:]
    return rows + more


def _is_group(row: Sequence[str]) -> bool:
    return all(cell[:1].isupper() or not cell for cell in row)


def _joined_cells(before: str, after: str) -> str:
    if not (before and after):
        return before or after
    return f"{before}\n{after}" if LIST_MARK.match(after) else join_texts(before, after)


def begins(lines: Sequence[Line], line: Line, before: Frame, frame: Frame) -> bool:
    """Whether a line begins a paragraph, after the lines of the one before it."""
    last = lines[-1]
    if (answer := _begins_by_looks(lines, line, before, frame)) is not None:
        return answer
    if fits(last, line.words[0], before.right):
        return True
    if _has_more_space(last, line, frame):
        return True
    return _begins_by_indent(lines, line, before, frame)


def _begins_by_looks(lines: Sequence[Line], line: Line, before: Frame, frame: Frame) -> bool | None:
    """What type and centring say; None when they say nothing."""
    last = lines[-1]
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size):
        return True
    centred = before.is_centred(last) or frame.is_centred(line)
    if centred and frame.is_even(line) and all(map(before.is_even, lines)):
        return not _is_one_title(lines, line, frame)
    return True if all(map(before.is_centred, lines)) else None


def _is_one_title(lines: Sequence[Line], line: Line, frame: Frame) -> bool:
    """Whether a centred line goes on with a title."""
    last = lines[-1]
    alike = (
        last.bold == line.bold and last.italic == line.italic and last.text.isupper() == line.text.isupper()
    )
    near = last.page == line.page and not _has_more_space(last, line, frame)
    alone = (
        _STANDS_ALONE.fullmatch(last.text) or _STANDS_ALONE.fullmatch(line.text) or line.text.startswith("(")
    )
    return alike and near and not alone and not _is_point(line)


def _is_point(line: Line) -> bool:
    return bool(LIST_MARK.match(line.text)) and not DASH.match(line.text)


def _has_more_space(last: Line, line: Line, frame: Frame) -> bool:
    if last.page != line.page:
        return False
    return line.base - last.base > (frame.step + _MORE) * max(line.size, last.size)


def _begins_by_indent(lines: Sequence[Line], line: Line, before: Frame, frame: Frame) -> bool:
    """For a line after a full one."""
    last = lines[-1]
    # Pages may be shifted against one another.
    indent, last_indent = line.x0 - frame.left, last.x0 - before.left
    sentence_ends = ends(last.text)
    if LIST_MARK.match(line.text) and (sentence_ends or (_is_point(line) and frame.is_indented(line))):
        return True
    if not frame.is_indented(line):
        return False
    if abs(indent - last_indent) < 0.4 * line.size:
        # A block that is indented as a whole, or two paragraphs of one full line.
        is_block = len(lines) > 1 and not sentence_ends
        return not is_block and (sentence_ends or not before.is_indented(last)) and line.text[0].isupper()
    if indent > last_indent:
        return not _hangs(lines, line, indent, before)
    # Back from an indented first line, but not to the margin: a block with a first line of its own.
    return False


def _hangs(lines: Sequence[Line], line: Line, indent: float, before: Frame) -> bool:
    """Whether a line stands under the text of a point, right of its mark."""
    first = lines[0]
    if len(lines) > 1 or not LIST_MARK.match(first.text) or len(first.words) < 2:
        return False
    return abs((first.words[1].x0 - before.left) - indent) < 0.6 * line.size


def _paragraph(lines: Sequence[Line], frame: Frame) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = join_texts(text, line.text)
    text, bullet = _without_bullet(text)
    return Paragraph(
        text,
        lines[0].number,
        lines[0].page,
        bold=all(line.bold for line in lines),
        italic=all(line.italic for line in lines),
        centred=any(map(frame.is_centred, lines)) and all(map(frame.is_even, lines)),
        bullet=bullet,
    )


def _without_bullet(text: str) -> tuple[str, bool]:
    match = _BULLET.match(text)
    return (text[match.end() :], True) if match else (text, False)
