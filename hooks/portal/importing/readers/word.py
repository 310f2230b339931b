"""Read Word files (.docx): text as it is shown, with automatic numbers, tables and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from portal.importing import blocks
from portal.importing.blocks import Block, Paragraph, Source, Table, UnreadableError
from portal.importing.readers.joining_lines import LIST_MARK
from portal.importing.readers.letters import HORNS, cleaned, has_damaged_horn
from portal.importing.readers.word_numbering import Label, Numbering, W
from portal.importing.readers.word_package import Package, open_package
from portal.importing.readers.word_styles import Styles, attribute, draws

MOST_BLOCKS = 50_000
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted with changes tracked, or moved elsewhere.
_GONE = {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr")}
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_WINGDINGS = {"f0b7": "•", "f0a7": "•", "f0d8": "•", "f076": "•", "f0fc": "✓", "f0fe": "✓", "f0a8": "☐"}
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
    return Source(name, tuple(found), notes=reader.notes_in_order(), remarks=tuple(reader.remarks(package)))


@dataclass
class _Text:
    """Text of a paragraph as it is put together; line breaks are `\\n`."""

    parts: list[str] = field(default_factory=list)
    letters: list[tuple[bool, bool]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    # Nested fields: whether the result of each is left out; None while its code is read.
    fields: list[str] = field(default_factory=list)
    code: str = ""

    def add(self, text: str) -> None:
        if not any(each == "page" for each in self.fields):
            self.parts.append(text)


class _Reader:
    def __init__(self, package: Package) -> None:
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles.lists())
        self._notes = {**_notes(package.footnotes, "footnote"), **_notes(package.endnotes, "endnote")}
        self._referred: dict[str, int] = {}
        self._line = 0
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
        line, text = self._line, _Text()
        self._collect(element, element, text)
        for box in text.boxes:
            yield from self.blocks(box, by_lines=True)
        raw = "".join(text.parts)
        self._horns |= has_damaged_horn(raw)
        label = self._label(element) if raw.strip() else None
        whole = Paragraph(
            "",
            line,
            bold=bool(text.letters) and all(bold for bold, _ in text.letters),
            italic=bool(text.letters) and all(italic for _, italic in text.letters),
            centred=attribute(self._styles.property(element, "jc"), "val") == "center",
            level=self._styles.level(element),
            bullet=label is not None and label.bullet,
        )
        parts = filter(None, map(cleaned, raw.split("\n"))) if by_lines else _paragraphs_in(raw)
        for number, part in enumerate(parts):
            before = f"{label.text} " if label and label.text and not number else ""
            yield replace(whole, text=before + part)

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
        level = attribute(numbers.find(f"{W}ilvl"), "val")
        if not level.isdigit():
            names = (attribute(style, "styleId") for style in styles)
            level = str(next(filter(None, (self._numbering.level_of_style(id, name) for name in names)), 0))
        return self._numbering.next(id, int(level)) if id and id != "0" else None

    def _collect(self, element: etree._Element, paragraph: etree._Element, text: _Text) -> None:
        for child in element:
            if child.tag == f"{W}r":
                self._run(child, paragraph, text)
            elif child.tag == f"{W}fldSimple":
                if not _PAGE_FIELD.match(attribute(child, "instr")):
                    self._collect(child, paragraph, text)
            elif child.tag in _GONE:
                self._tracked |= child.tag in (f"{W}del", f"{W}moveFrom")
            elif isinstance(child.tag, str):
                self._tracked |= child.tag == f"{W}ins"
                self._collect(child, paragraph, text)

    def _run(self, run: etree._Element, paragraph: etree._Element, text: _Text) -> None:
        if self._styles.is_on(run, paragraph, "vanish"):
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

    def _piece(self, child: etree._Element, text: _Text) -> None:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "t":
            text.add(child.text or "")
        elif name in _PLAIN:
            text.add(_PLAIN[name])
        elif name == "br":
            text.add(" " if attribute(child, "type") == "page" else "\n")
        elif name == "sym":
            text.add(_WINGDINGS.get(attribute(child, "char").lower(), ""))
        elif name in ("footnoteReference", "endnoteReference"):
            text.add(self._note(name.removesuffix("Reference"), attribute(child, "id")))
        elif name in ("fldChar", "instrText"):
            _field(child, name, text)
        elif name in ("drawing", "pict", "object") or child.tag == _ALTERNATE:
            text.boxes += _boxes(child)

    def _note(self, kind: str, id: str) -> str:
        key = f"{kind} {id}"
        if key not in self._notes:
            return ""
        return blocks.note(self._referred.setdefault(key, len(self._referred) + 1))

    def notes_in_order(self) -> dict[int, str]:
        """Footnotes by the numbers that the text refers to them with."""
        found = {}
        for key, number in self._referred.items():
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
        skipped = attribute(row.find(f"{W}trPr/{W}gridBefore"), "val")
        cells = [""] * (int(skipped) if skipped.isdigit() and int(skipped) < 100 else 0)
        for cell in _content(row, f"{W}tc"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            continued = merged is not None and attribute(merged, "val") != "restart"
            place = len(cells)
            # What goes over several rows belongs to each of them.
            text = above[place] if continued and place < len(above) else self._cell(cell)
            span = attribute(cell.find(f"{W}tcPr/{W}gridSpan"), "val")
            wide = int(span) if span.isdigit() and 0 < int(span) < 100 else 1
            cells += [text, *[""] * (wide - 1)]
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
        own = table.find(f"{W}tblPr/{W}tblBorders")
        if own is not None:
            return draws(own)
        if self._styles.has_borders(table):
            return True
        cells = [draws(borders) for borders in table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")]
        return sum(cells) > 2


_PLAIN = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def _field(child: etree._Element, name: str, text: _Text) -> None:
    """Fields have a code and a result; of all but page numbers the result is text."""
    if name == "instrText":
        text.code += child.text or ""
        return
    kind = attribute(child, "fldCharType")
    if kind == "begin":
        text.fields.append("code")
        text.code = ""
    elif kind == "separate" and text.fields:
        text.fields[-1] = "page" if _PAGE_FIELD.match(text.code) else "result"
    elif kind == "end" and text.fields:
        text.fields.pop()


def _paragraphs_in(raw: str) -> Iterator[str]:
    """One paragraph, or several where lines that somebody broke by hand begin as points of a list do."""
    lines: list[str] = []
    for line in map(cleaned, raw.split("\n")):
        if lines and not LIST_MARK.match(line):
            lines[-1] = f"{lines[-1]} {line}".strip()
        else:
            lines.append(line)
    return filter(None, lines)


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
        elif child.tag in (f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"):
            yield from _content(child, *tags)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _content(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row


def _boxes(element: etree._Element) -> list[etree._Element]:
    """Text boxes; of two forms of the same box the newer one."""
    found: list[etree._Element] = []
    if element.tag == _ALTERNATE:
        chosen = element.find(_CHOICE)
        chosen = element.find(_FALLBACK) if chosen is None else chosen
        return [] if chosen is None else [box for child in chosen for box in _boxes(child)]
    if element.tag == f"{W}txbxContent":
        return [element]
    for child in element:
        found += _boxes(child)
    return found


def _notes(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    if root is None:
        return {}
    # Separators are stored as notes too.
    real = (each for each in root.iterfind(f"{W}{kind}") if not attribute(each, "type"))
    return {f"{kind} {attribute(each, 'id')}": each for each in real}
