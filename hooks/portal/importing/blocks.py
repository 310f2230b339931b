"""What every reader of files gives: paragraphs and tables in reading order, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

# Unicode's own signs for an annotation anchored in text: no document has them, and no rule mistakes them.
_NOTE_OPENS, _NOTE_CLOSES = "\ufff9", "\ufffb"
_NOTE = re.compile(f"{_NOTE_OPENS}([0-9]+){_NOTE_CLOSES}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A whole paragraph, its lines joined: NFC, one line, single spaces, automatic numbers written out.

    `line` counts from 1: the paragraph of a Word file, the printed line of all others. What a format does
    not tell is False or None. `level` is that of a heading style, from 1; `bullet` an automatic bullet,
    whose sign is not in the text.
    """

    text: str
    line: int
    page: int | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    level: int | None = None
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, equally many in each row; paragraphs of a cell stand on lines of their own.

    `ruled` says whether its lines are drawn. Head and signature of official documents are tables without
    lines, and so are columns side by side in a PDF.
    """

    rows: tuple[tuple[str, ...], ...]
    line: int
    page: int | None = None
    ruled: bool = True


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `notes` are footnotes by number; `recognised` says that letters were guessed
    from a picture; `remarks` are what an editor must know of the reading, in Vietnamese."""

    name: str
    blocks: tuple[Block, ...]
    notes: Mapping[int, str] = field(default_factory=dict)
    recognised: bool = False
    remarks: tuple[str, ...] = ()


class UnreadableError(ValueError):
    """A file that cannot be imported; the text says why and what to do, in Vietnamese."""


def note(number: int) -> str:
    """What stands in a text where a footnote is referred to."""
    return f"{_NOTE_OPENS}{number}{_NOTE_CLOSES}"


def without_notes(text: str) -> str:
    return _NOTE.sub("", text)


def with_notes(text: str, form: str) -> str:
    r"""References in the form of a replacement: `[^\1]` for Markdown."""
    return _NOTE.sub(form, text)
