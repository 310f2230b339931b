"""The body of a document as headings, paragraphs, items and tables, each with its line in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.importing.blocks import Block, Paragraph, Table
from portal.importing.findings import BodyBlock, Grid, Heading, Item, Text
from portal.importing.understanding.headings import levels
from portal.importing.understanding.titles import kind_of
from portal.importing.understanding.wording import is_rule

_DASH = re.compile(r"^\s*(?:[-–—•▪●*]|\+)\s+(?=\S)|^\s*[-–•+](?=[^\W\d])")
_ANNEX = re.compile(r"(?i)^\W*(?:phụ lục|phụ biểu|danh mục|biểu mẫu|mẫu số)\b")
_ENCLOSED = re.compile(r"(?i)^\W*\(?(?:ban hành )?k[eè]m theo")


@dataclass(frozen=True, slots=True)
class Placed:
    block: BodyBlock
    line: int
    source: Block


def body_of(blocks: Sequence[Block]) -> list[Placed]:
    found = levels(blocks)
    placed: list[Placed] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            placed += _table(block)
        elif at in found:
            placed.append(Placed(Heading(found[at], block.text), block.line, block))
        else:
            placed.append(Placed(_paragraph(block), block.line, block))
    return placed


def _paragraph(block: Paragraph) -> BodyBlock:
    match = _DASH.match(block.text)
    if match is None:
        return Item(block.text) if block.bullet else Text(block.text)
    # By the usual order of signs «+» stands under «-».
    return Item(block.text[match.end() :].strip(), 1 if "+" in match[0] else 0)


def _table(table: Table) -> Iterator[Placed]:
    if table.ruled or max(map(len, table.rows), default=0) > 2:
        rows = tuple(tuple(" ".join(cell.split()) for cell in row) for row in table.rows)
        yield Placed(Grid(rows), table.line, table)
        return
    # Columns that only lay text out.
    for row in table.rows:
        for place, cell in enumerate(row):
            if place and row[place - 1] == cell:
                continue
            for text in filter(None, map(str.strip, cell.split("\n"))):
                block = Paragraph(text, table.line, table.page)
                yield Placed(_paragraph(block), table.line, block)


def annexes_of(blocks: Sequence[Block], kinds: dict[str, str]) -> list[Placed]:
    """Annexes, the title of each as a heading and those within below it."""
    placed: list[Placed] = []
    for group in _groups(blocks, kinds):
        title, rest = _title(group)
        if title is not None:
            placed.append(title)
        below = 1 if title else 0
        for each in body_of(rest):
            block = each.block
            if isinstance(block, Heading):
                block = Heading(min(block.level + below, 4), block.text)
            placed.append(Placed(block, each.line, each.source))
    return placed


def _groups(blocks: Sequence[Block], kinds: dict[str, str]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    for block in blocks:
        if not groups or _begins(block, kinds):
            groups.append([])
        groups[-1].append(block)
    return groups


def _begins(block: Block, kinds: dict[str, str]) -> bool:
    if not isinstance(block, Paragraph) or len(block.text) > 200:
        return False
    return bool(_ANNEX.match(block.text) and _stands_out(block)) or kind_of(block.text, kinds) is not None


def _stands_out(block: Paragraph) -> bool:
    is_upper = not any(sign.islower() for sign in block.text)
    return is_upper or block.bold or block.centred or len(block.text) < 40


def _title(group: Sequence[Block]) -> tuple[Placed | None, Sequence[Block]]:
    """«PHỤ LỤC» and the lines of its title."""
    first = group[0]
    if not isinstance(first, Paragraph) or not _stands_out(first):
        return None, group
    texts = [first.text.rstrip(" :.")]
    used = 1
    for block in group[1:4]:
        if not isinstance(block, Paragraph) or not _is_title_line(block, first):
            break
        texts.append(block.text)
        used += 1
    text = f"{texts[0]}: {' '.join(texts[1:])}" if len(texts) > 1 else texts[0]
    return Placed(Heading(1, text), first.line, first), group[used:]


def _is_title_line(block: Paragraph, first: Paragraph) -> bool:
    if _ENCLOSED.match(block.text) or is_rule(block.text) or len(block.text) > 250:
        return False
    if first.centred or first.bold:
        return (block.centred or block.bold) and not re.match(r"(?:[IVX]+|\d+)[.)-]", block.text)
    return not re.match(r"(?:[IVX]+|\d+|[a-z])[.)/-]|[-–+•]|(?:Căn cứ|Thực hiện|Theo)\b", block.text) and (
        not re.search(r"[.;:]\W*$", block.text)
    )
