"""Read Word files (.docx): text as it is shown, with automatic numbers, tables and footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from portal.importing import blocks
from portal.importing.blocks import Block, Paragraph, Source, Table, UnreadableError
from portal.importing.readers import old_fonts, word_text
from portal.importing.readers.letters import HORNS, has_damaged_horn
from portal.importing.readers.word_numbering import Label, Numbering, W, number_of
from portal.importing.readers.word_package import Package, open_package
from portal.importing.readers.word_styles import Styles, attribute, draws, is_on, rubs_out
from portal.importing.readers.word_text import ALTERNATE, PAGE_FIELD, PLAIN, Text

MOST_BLOCKS = 50_000
_WIDEST = 100
"""Columns of a table; Word has no more than 63."""
_MOST_LETTERS = 5_000_000
"""In the cells of all tables: what is merged is counted in each row that it goes over."""
# Deleted with changes tracked, or moved elsewhere.
_GONE = {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr")}
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TRACKED = "Tệp có sửa đổi đang được theo dõi (Track Changes); đã đọc như thể mọi sửa đổi được chấp nhận."
_MACROS = "Tệp có macro; macro không được đọc và không được chạy."
_TOO_LONG = "tệp Word dài bất thường. Hãy chép riêng phần văn bản cần nhập sang một tệp mới rồi nhập lại"


def read_docx(data: bytes, name: str) -> Source:
    """Paragraphs and tables of a Word file, in order."""
    package = open_package(data)
    body = package.document.find(f"{W}body")
    reader = _Reader(package)
    found = list(reader.blocks(body)) if body is not None else []
    if not found:
        raise UnreadableError(
            "tệp Word không có chữ nào. Nếu là ảnh chụp văn bản, hãy lưu ảnh thành PDF rồi nhập lại"
        )
    notes = reader.notes_in_order()
    remarks = (*reader.remarks(package), *old_fonts.remarks(found))
    return Source(name, tuple(found), notes=notes, remarks=remarks)


class _Reader:
    def __init__(self, package: Package) -> None:
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles.lists())
        self._notes = {**_notes(package.footnotes, "footnote"), **_notes(package.endnotes, "endnote")}
        self._referred: dict[str, int] = {}
        self._line = 0
        self._letters = 0
        self._tracked = False
        self._horns = False

    def blocks(self, parent: etree._Element, *, by_lines: bool = False) -> Iterator[Block]:
        """What stands in the body, a cell, a text box; `by_lines` makes a paragraph of each line."""
        for element in _content(parent):
            if self._line > MOST_BLOCKS:
                raise UnreadableError(_TOO_LONG)
            if element.tag == f"{W}p":
                yield from self._paragraph(element, by_lines=by_lines)
            elif element.tag == f"{W}tbl":
                table = self._table(element)
                if any(cell for row in table.rows for cell in row):
                    yield table

    def _paragraph(self, element: etree._Element, *, by_lines: bool) -> Iterator[Block]:
        self._line += 1
        line, text = self._line, Text()
        self._collect(element, element, text)
        for box in text.boxes:
            yield from self.blocks(box, by_lines=True)
        raw = "".join(text.parts)
        self._horns |= has_damaged_horn(raw)
        label = None if self._is_gone(element, text) else self._label(element)
        whole = Paragraph(
            "",
            line,
            bold=bool(text.letters) and all(bold for bold, _ in text.letters),
            italic=bool(text.letters) and all(italic for _, italic in text.letters),
            centred=attribute(self._styles.property(element, "jc"), "val") == "center",
            level=self._styles.level(element),
            bullet=label is not None and label.bullet,
        )
        before = label.text if label else ""
        # A number without text is all that stands in a cell, and nothing elsewhere.
        for part in [*word_text.paragraphs_in(raw, by_lines=by_lines)] or [""]:
            if part or (before and by_lines):
                yield replace(whole, text=f"{before} {part}".strip())
            before = ""

    def _is_gone(self, paragraph: etree._Element, text: Text) -> bool:
        """Whether a paragraph is not shown at all; Word numbers empty ones, but not what is hidden."""
        if any(part.strip() for part in text.parts):
            return False
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        hidden = mark.find(f"{W}vanish") if mark is not None else None
        deleted = mark is not None and mark.find(f"{W}del") is not None
        return deleted or (hidden is not None and is_on(hidden)) or bool(text.hidden)

    def _label(self, paragraph: etree._Element) -> Label | None:
        """The automatic number of a paragraph, counted."""
        numbers = self._styles.property(paragraph, "numPr")
        if numbers is None:
            return None
        styles = self._styles.of_paragraph(paragraph)
        id = attribute(numbers.find(f"{W}numId"), "val") or next(
            (
                found
                for found in (attribute(style.find(f"{W}pPr/{W}numPr/{W}numId"), "val") for style in styles)
                if found
            ),
            "",
        )
        names = (attribute(style, "styleId") for style in styles)
        of_style = next(filter(None, (self._numbering.level_of_style(id, name) for name in names)), 0)
        level = number_of(attribute(numbers.find(f"{W}ilvl"), "val"), of_style)
        return self._numbering.next(id, level) if id and id != "0" else None

    def _collect(self, element: etree._Element, paragraph: etree._Element, text: Text) -> None:
        for child in element:
            if child.tag == f"{W}r":
                self._run(child, paragraph, text)
            elif child.tag == f"{W}fldSimple":
                if not PAGE_FIELD.match(attribute(child, "instr")):
                    self._collect(child, paragraph, text)
            elif child.tag in _GONE:
                self._tracked |= child.tag in (f"{W}del", f"{W}moveFrom")
            elif child.tag == ALTERNATE:
                inner = word_text.chosen(child)
                if inner is not None:
                    self._collect(inner, paragraph, text)
            elif child.tag == _MATHS:
                text.add(child.text or "")
            elif isinstance(child.tag, str):
                self._tracked |= child.tag == f"{W}ins"
                self._collect(child, paragraph, text)

    def _run(self, run: etree._Element, paragraph: etree._Element, text: Text) -> None:
        if self._styles.is_on(run, paragraph, "vanish"):
            text.hidden = True
            return
        before = len(text.parts)
        for child in run:
            self._piece(child, text)
        said = "".join(text.parts[before:])
        if said.strip():
            if self._styles.is_on(run, paragraph, "caps"):
                text.parts[before:] = [said.upper()]
            text.letters.append(
                (self._styles.is_on(run, paragraph, "b"), self._styles.is_on(run, paragraph, "i"))
            )

    def _piece(self, child: etree._Element, text: Text) -> None:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "t" or child.tag == _MATHS:
            text.add(child.text or "")
        elif name in PLAIN:
            text.add(PLAIN[name])
        elif name == "br":
            text.add(" " if attribute(child, "type") == "page" else "\n")
        elif name == "sym":
            text.add_symbol(attribute(child, "char"))
        elif name in ("footnoteReference", "endnoteReference"):
            text.add(self._note(name.removesuffix("Reference"), attribute(child, "id")))
        elif name in ("fldChar", "instrText"):
            text.add_field(child, name)
        elif name in ("drawing", "pict", "object") or child.tag == ALTERNATE:
            text.boxes += word_text.boxes(child)

    def _note(self, kind: str, id: str) -> str:
        key = f"{kind} {id}"
        if key not in self._notes:
            return ""
        return blocks.note(self._referred.setdefault(key, len(self._referred) + 1))

    def notes_in_order(self) -> dict[int, str]:
        """Footnotes by the numbers that the text refers to them with."""
        found: dict[int, str] = {}
        # A note may refer to another one, which is then read too.
        while len(found) < len(self._referred):
            key, number = list(self._referred.items())[len(found)]
            texts = [block.text for block in self.blocks(self._notes[key]) if isinstance(block, Paragraph)]
            found[number] = " ".join(texts)
        return found

    def remarks(self, package: Package) -> Iterator[str]:
        """What an editor must know of the reading."""
        if package.macros:
            yield _MACROS
        if self._tracked:
            yield _TRACKED
        if self._horns:
            yield HORNS

    def _table(self, element: etree._Element) -> Table:
        line = self._line + 1
        rows: list[list[str]] = []
        for row in _rows(element):
            above = rows[-1] if rows else []
            rows.append(self._cells(row, above))
        width = max(map(len, rows), default=0)
        padded = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
        return Table(padded, line, ruled=self._is_ruled(element))

    def _cells(self, row: etree._Element, above: list[str]) -> list[str]:
        skipped = number_of(attribute(row.find(f"{W}trPr/{W}gridBefore"), "val"), 0)
        cells = [""] * min(skipped, _WIDEST)
        for cell in _content(row, f"{W}tc"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            continued = merged is not None and attribute(merged, "val") != "restart"
            place = len(cells)
            # What goes over several rows belongs to each of them.
            text = above[place] if continued and place < len(above) else self._cell(cell)
            wide = number_of(attribute(cell.find(f"{W}tcPr/{W}gridSpan"), "val"), 1)
            cells += [text, *[""] * (min(wide, _WIDEST) - 1)]
            self._letters += len(text)
            if len(cells) > _WIDEST or self._letters > _MOST_LETTERS:
                raise UnreadableError(_TOO_LONG)
        return cells

    def _cell(self, cell: etree._Element) -> str:
        lines = []
        for block in self.blocks(cell, by_lines=True):
            if isinstance(block, Paragraph):
                lines.append(f"- {block.text}" if block.bullet else block.text)
            else:
                lines += [" ".join(filter(None, row)) for row in block.rows]
        return "\n".join(lines)

    def _is_ruled(self, table: etree._Element) -> bool:
        """Whether lines are drawn. Cells say it of their own lines, then the table, then its style."""
        own = table.find(f"{W}tblPr/{W}tblBorders")
        whole = draws(own) if own is not None else self._styles.has_borders(table)
        found = [cell.find(f"{W}tcPr/{W}tcBorders") for cell in table.iterfind(f"{W}tr/{W}tc")]
        if whole:
            return not all(rubs_out(borders) for borders in found)
        return sum(map(draws, found)) > 2


def _content(parent: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """Children, those in content controls and in other wrappers included."""
    tags = wanted or (f"{W}p", f"{W}tbl")
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _content(content, *tags)
        elif child.tag == ALTERNATE:
            inner = word_text.chosen(child)
            if inner is not None:
                yield from _content(inner, *tags)
        elif child.tag in (f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"):
            yield from _content(child, *tags)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _content(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row


def _notes(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    if root is None:
        return {}
    # Separators are stored as notes too.
    real = (each for each in root.iterfind(f"{W}{kind}") if not attribute(each, "type"))
    return {f"{kind} {attribute(each, 'id')}": each for each in real}
