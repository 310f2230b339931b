"""The parts of an official document: head, title, body, closing, annexes, whichever way a file gives them.

Word files and PDFs give head and closing as tables of two columns; text that was pasted has them line by
line, in any order, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.importing.blocks import Block, Paragraph, Table
from portal.importing.understanding import titles
from portal.importing.understanding.closing import Closing, closing_of, closing_start, is_closing_table
from portal.importing.understanding.titles import Title
from portal.importing.understanding.wording import Line, folded, is_rule

_HEAD_LINES = 40
_MOTTO = re.compile(
    r"(?:c[oộ]ng\s+h[oòóỏ]*[aàáả]*\s+x[aã]\s+h[oộ]i\s+ch[uủ]\s+ngh[iĩ]a\s+vi[eệ]t\s+nam"
    r"|[đd][aả]ng\s+c[oộ]ng\s+s[aả]n\s+vi[eệ]t\s+nam"
    r"|[đd][oộ]c\s+l[aậ]p\s*[-–—.]*\s*t[uự]\s+do\s*[-–—.]*\s*h[aạ]nh\s+ph[uú]c)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?i)^\W*số\s*[:.…/-]?.*[-/]|^\W*số\s*:")
_DATE = re.compile(r"(?i)\bngày\b[\s\d.…_/-]*\btháng\b")
_ABOUT = re.compile(r"(?i)^\W*(?:v\s?/\s?v|về việc)\b")
_ADDRESS = re.compile(r"(?i)^\W*kính (?:gửi|chuyển)\b")
JUNK = re.compile(
    r"(?i)^\W*(?:(?:(?:được\s+)?ký (?:số |điện tử )?bởi|người ký|email|e-mail|cơ quan|ngày ký|thời gian ký"
    r"|signer|date|reason|location|dn|cn)\s*[:=]|signature not verified|digitally signed"
    r"|văn bản (?:được|đã) ký số)"
)
_STAMPS = {"hoa toc", "khan", "thuong khan", "mat", "toi mat", "du thao", "ban sao", "sao y", "ban chinh"}


@dataclass(frozen=True, slots=True)
class Parts:
    """`left` and `right` are lines of the head; `beside` is what follows «V/v» there."""

    left: tuple[Line, ...] = ()
    right: tuple[Line, ...] = ()
    about: Line | None = None
    title: Title = field(default_factory=Title)
    body: tuple[Block, ...] = ()
    closing: Closing = field(default_factory=Closing)
    annexes: tuple[Block, ...] = ()
    letter: bool = False

    @property
    def head(self) -> tuple[Line, ...]:
        return self.left + self.right


def parts_of(blocks: Sequence[Block], kinds: Mapping[str, str]) -> Parts:
    """`kinds` are the names of kinds of documents by slug."""
    blocks = [block for block in blocks if not _is_junk(block)]
    left, right, start = _head(blocks, kinds)
    left, about = _about(left)
    title, rest = titles.title_of(blocks[start:], kinds)
    end, after = closing_start(rest)
    closing, used = closing_of(rest[end:after]) if end < len(rest) else (Closing(), 0)
    return Parts(
        left=tuple(left),
        right=tuple(right),
        about=about,
        title=title,
        body=tuple(block for block in rest[:end] if not _is_empty(block)),
        closing=closing,
        annexes=tuple(_without_layout(rest[end + used :])),
        letter=any(_ADDRESS.match(_text(block)) for block in blocks[start : start + 4]),
    )


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(cell for row in block.rows for cell in row)


def _is_junk(block: Block) -> bool:
    return isinstance(block, Paragraph) and JUNK.match(block.text) is not None and len(block.text) < 200


def _is_empty(block: Block) -> bool:
    return is_rule(_text(block))


def _head(blocks: Sequence[Block], kinds: Mapping[str, str]) -> tuple[list[Line], list[Line], int]:
    """Lines of the left and the right column, and where what follows begins."""
    left: list[Line] = []
    right: list[Line] = []
    at = 0
    for at, block in enumerate(blocks[:_HEAD_LINES]):  # noqa: B007
        if isinstance(block, Table):
            if not _is_head_table(block):
                break
            _columns(block, left, right)
            continue
        if titles.kind_of(block.text, kinds) or _ADDRESS.match(block.text):
            break
        if not _is_head_line(block.text, left):
            break
        _loose(Line(block.text, block.line), left, right)
    else:
        at = min(len(blocks), _HEAD_LINES)
    return left, right, at


def _is_head_table(table: Table) -> bool:
    """It has the motto; or it lays out number and date, which tables of data have in their cells too."""
    text = _text(table)
    if len(table.rows) > 8 or is_closing_table(table):
        return False
    if _MOTTO.search(text):
        return True
    is_layout = not table.ruled and max(map(len, table.rows), default=0) <= 3
    return is_layout and (_DATE.search(text) is not None or any(map(_NUMBER.match, text.split("\n"))))


def _columns(table: Table, left: list[Line], right: list[Line]) -> None:
    for row in table.rows:
        for place, cell in enumerate(row):
            if place and row[place - 1] == cell:
                continue
            for text in cell.split("\n"):
                line = Line(_MOTTO.sub("", text).strip(), table.line)
                if line.text and not is_rule(line.text):
                    # The date stands on the right, be the cells merged in whatever way.
                    is_left = place == 0 and not _DATE.search(text)
                    (left if is_left else right).append(line)


def _is_head_line(text: str, before: Sequence[Line]) -> bool:
    if is_rule(text) or _MOTTO.match(text) or _NUMBER.match(text) or _ABOUT.match(text):
        return True
    if _DATE.search(text) and len(text) < 90:
        return True
    bare = _MOTTO.sub("", text)
    if bare != text and len(text) < 160:
        return True
    if not any(sign.islower() for sign in text):
        return len(text) < 200
    # «V/v» goes over several lines.
    goes_on = bool(before) and _ABOUT.match(before[-1].text) is not None
    return goes_on and (text[:1].islower() or before[-1].text.endswith("-")) and len(text) < 200


def _loose(line: Line, left: list[Line], right: list[Line]) -> None:
    text = _MOTTO.sub("", line.text).strip()
    if not text or is_rule(text) or folded(text) in _STAMPS:
        return
    number = re.search(r"(?i)\bsố\s*:?\s*[\d.…_ ]*[-/]?\s?[^\s,]*", text) if _DATE.search(text) else None
    if number and len(text) > number.end():
        left.append(Line(number[0], line.line))
        text = f"{text[: number.start()]} {text[number.end() :]}".strip()
    if _DATE.search(text) and not _ABOUT.match(text):
        right.append(Line(text, line.line))
    elif left and _ABOUT.match(left[-1].text) and (text[:1].islower() or left[-1].text.endswith("-")):
        left[-1] = _joined(left[-1], line)
    else:
        left.append(Line(text, line.line))


def _about(left: Iterable[Line]) -> tuple[list[Line], Line | None]:
    """«V/v …» and the lines that belong to it, apart from the rest."""
    kept: list[Line] = []
    about: Line | None = None
    for line in left:
        if about is None and _ABOUT.match(line.text) and not _NUMBER.match(line.text):
            about = line
        elif about is not None:
            about = _joined(about, line)
        else:
            kept.append(line)
    return kept, about


def _joined(before: Line, line: Line) -> Line:
    """A line and what follows; a number that was broken after its dash is whole again."""
    glue = "" if before.text.endswith(("-", "/")) and before.text[-2:-1].isalnum() else " "
    return Line(f"{before.text}{glue}{line.text}", before.line)


def _without_layout(blocks: Iterable[Block]) -> Iterable[Block]:
    """An annex may have a head and a closing of its own."""
    for block in blocks:
        if isinstance(block, Table) and (_is_head_table(block) or is_closing_table(block)):
            continue
        if not _is_empty(block):
            yield block
