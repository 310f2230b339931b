"""Small things that all rules need: lines of text with their place, folded words, shortened quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from portal.importing.blocks import Block, Paragraph, Table, without_notes
from portal.importing.findings import Confidence, Found
from portal.vietnamese import fold, nfc

T = TypeVar("T")
_VOWELS = "aăâeêioôơuưy"
_SMALL = "đ" + "".join(
    sorted(
        {nfc(vowel + tone) for vowel in _VOWELS for tone in ("", *"\u0300\u0309\u0303\u0301\u0323")}
        - set("aeiouy")
    )
)
_QUOTED = 160
_RULE = re.compile(r"[\W_]*")


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in which «À-Ỹ» and «à-ỹ» are the capital and small letters that ASCII lacks.

    As ranges of Unicode they would be letters of both cases.
    """
    return re.compile(pattern.replace("À-Ỹ", _SMALL.upper()).replace("à-ỹ", _SMALL), flags)


# Inner dots of «15.8.2025» and «1.1.» end no sentence.
_SENTENCE = compiled(r"(?<=[.!?…])(?<!\bTP\.)(?<!\bT\.)\s+(?=[A-ZÀ-ỸĐ“\"(])|\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text and the line of the source that it stands in."""

    text: str
    line: int


def found(value: T, where: Line, *, sure: bool = True) -> Found[T]:
    return Found(value, shortened(where.text), where.line, Confidence.SURE if sure else Confidence.LIKELY)


def shortened(text: str) -> str:
    one = " ".join(without_notes(text).split())
    if len(one) <= _QUOTED:
        return one
    return f"{one[:_QUOTED].rsplit(' ', 1)[0]}…"


def is_rule(text: str) -> bool:
    """Whether a line is drawn with signs only: «-----», «*», «___»."""
    return _RULE.fullmatch(text) is not None


def folded(text: str) -> str:
    return " ".join(fold(text).split())


def capitalised(text: str) -> str:
    """With a capital at its beginning, whatever quotation marks come before."""
    for place, sign in enumerate(text):
        if sign.isalpha():
            return f"{text[:place]}{sign.upper()}{text[place + 1 :]}"
    return text


def sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """All text: paragraphs, and the cells of tables one by one."""
    result: list[Line] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            result.append(Line(block.text, block.line))
        else:
            result += cells_of(block)
    return result


def cells_of(table: Table) -> list[Line]:
    return [
        Line(" ".join(cell.split()), table.line)
        for row in table.rows
        # A merged cell is given once for each column.
        for place, cell in enumerate(row)
        if cell.strip() and (place == 0 or row[place - 1] != cell)
    ]
