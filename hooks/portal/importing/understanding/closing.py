"""The end of a document: who gets it, and who signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.importing.blocks import Block, Paragraph, Table
from portal.importing.understanding.bodies import is_capitals
from portal.importing.understanding.wording import Line, compiled, folded, is_rule

RECIPIENTS = re.compile(r"(?i)^\W*nơi\s*(?:nhận|gửi)\s*:?\s*(?=$|[-–•+*]|như\b)")
CAPACITY = compiled(
    r"\W*(?:(?:T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|T\s?/?\s?U\s?Q|TƯQ)(?:\s?[.,]\s*|\s+)|Q\s?\.\s*)"
    r"(?=[A-ZĐÀ-Ỹ])(?=[^a-zà-ỹ]{4,}$)"
)
ROLE = re.compile(
    r"(?i)\W*(?:q\.\s*)?(?:phó\s+)?(?:tổng\s+)?(?:chủ tịch|bí thư|giám đốc|trưởng\b|chánh\b|hiệu trưởng"
    r"|cục trưởng|chi cục trưởng"
    r"|vụ trưởng|bộ trưởng|thứ trưởng|viện trưởng|biên tập|chỉ huy|chính ủy|ủy viên|uỷ viên|thường trực"
    r"|chủ nhiệm|tổ trưởng"
    r"|thủ trưởng|thủ tướng|kiêm)"
)
_ITEM = re.compile(r"^\s*[-–•+*]\s*")
_ANNEX = re.compile(r"(?i)^\W*(?:phụ lục|phụ biểu|danh mục|biểu mẫu|mẫu số|biểu số)\b")
_MOTTOES = ("cong hoa xa hoi", "doc lap", "dang cong san viet nam")
_FILED = re.compile(r"(?i)^\W*lưu\b")
SIGNED = re.compile(r"(?i)^\W*(?:đã ký|ký tên|đã ký và đóng dấu|ký, đóng dấu)[^\w]*$")
NAME = compiled(
    r"(?:(?:GS|PGS|TS|ThS|BS|KS|CN|Đ/c|Ông|Bà|Đại tướng|(?:Thượng|Trung|Thiếu|Đại) (?:tướng|tá|úy))\.?\s*)*"
    r"(?P<name>[A-ZĐÀ-Ỹ][a-zà-ỹ'’]*(?:[ -][A-ZĐÀ-Ỹ][a-zà-ỹ'’]*){1,5})"
)


@dataclass(frozen=True, slots=True)
class Closing:
    recipients: tuple[Line, ...] = ()
    signature: tuple[Line, ...] = ()


def closing_start(blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the closing begins, and where it ends at the latest. Past the end when there is none."""
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            if is_closing_table(block):
                return _with_signature(blocks, at), len(blocks)
        elif RECIPIENTS.match(block.text):
            return _with_signature(blocks, at), len(blocks)
    at = next((at for at, block in enumerate(blocks) if at and _is_capacity(block)), len(blocks))
    if at == len(blocks):
        at = _last_role(blocks)
    return at, len(blocks)


def _is_capacity(block: Block) -> bool:
    return isinstance(block, Paragraph) and CAPACITY.match(block.text) is not None and len(block.text) < 120


def _last_role(blocks: Sequence[Block]) -> int:
    """A role in capitals with a name under it, at the end of a text without recipients."""
    for at in range(max(1, len(blocks) - 5), len(blocks) - 1):
        block, after = blocks[at], blocks[at + 1]
        both = isinstance(block, Paragraph) and isinstance(after, Paragraph)
        if both and _is_signature_line(_text(block)) and not NAME.fullmatch(_text(block)):
            return at
    return len(blocks)


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def is_closing_table(table: Table) -> bool:
    lines = [line for row in table.rows for cell in row for line in cell.split("\n")]
    if any(folded(line).startswith(_MOTTOES) for line in lines):
        return False
    if any(map(RECIPIENTS.match, lines)):
        return True
    if len(table.rows) > 6 or (table.rows and len(table.rows[0]) > 3):
        return False
    capitals = [line for line in lines if is_capitals(line)]
    return any(CAPACITY.match(line) for line in capitals) or (
        not table.ruled and any(ROLE.match(line) and len(line) < 60 for line in capitals)
    )


def _with_signature(blocks: Sequence[Block], at: int) -> int:
    """Lines of the signature may stand before the recipients."""
    while at > 1:
        block = blocks[at - 1]
        if not isinstance(block, Paragraph) or not _is_signature_line(block.text):
            return at
        at -= 1
    return at


def _is_signature_line(text: str) -> bool:
    if is_rule(text) or SIGNED.match(text):
        return True
    if len(text) > 90:
        return False
    if CAPACITY.match(text) or (is_capitals(text) and ROLE.match(text)):
        return True
    return NAME.fullmatch(text.strip()) is not None and len(text.split()) < 6


def closing_of(blocks: Sequence[Block]) -> tuple[Closing, int]:
    """The closing at the beginning of blocks, and how many of them it took."""
    recipients: list[Line] = []
    signature: list[Line] = []
    used = 0
    listing = seen = False
    for block in blocks:
        if isinstance(block, Table):
            if not is_closing_table(block) or (seen and recipients and signature):
                break
            _table(block, recipients, signature)
            seen = True
        else:
            kind = _kind(block.text, listing=listing, filed=_is_filed(recipients))
            if not kind or (seen and kind == "recipient"):
                break
            listing = listing or kind == "start"
            _add(Line(block.text, block.line), kind, recipients, signature)
        used += 1
    return Closing(tuple(_split(recipients)), tuple(signature)), used


def _is_filed(recipients: Sequence[Line]) -> bool:
    return bool(recipients) and _FILED.match(_ITEM.sub("", recipients[-1].text)) is not None


def _kind(text: str, *, listing: bool, filed: bool) -> str:
    if RECIPIENTS.match(text):
        return "" if listing else "start"
    if _ANNEX.match(text):
        return ""
    if is_rule(text) or _is_signature_line(text) or (is_capitals(text) and len(text) < 80 and not listing):
        return "signature"
    if not listing or (filed and not _ITEM.match(text)):
        return "signature" if is_capitals(text) and CAPACITY.match(text) else ""
    return "recipient" if len(text) < 250 else ""


def _add(line: Line, kind: str, recipients: list[Line], signature: list[Line]) -> None:
    if kind == "signature":
        signature.append(line)
    elif kind == "start":
        rest = RECIPIENTS.sub("", line.text).strip()
        if rest:
            recipients.append(Line(rest, line.line))
    else:
        recipients.append(line)


def _table(table: Table, recipients: list[Line], signature: list[Line]) -> None:
    """Each column is one of both; rows go down a column."""
    width = max(map(len, table.rows), default=0)
    for place in range(width):
        lines = [
            Line(text.strip(), table.line)
            for row in table.rows
            if place < len(row) and (place == 0 or row[place - 1] != row[place])
            for text in row[place].split("\n")
            if text.strip()
        ]
        start = next((at for at, line in enumerate(lines) if RECIPIENTS.match(line.text)), None)
        if start is None:
            signature += lines
            continue
        signature += lines[:start]
        mode = "start"
        for line in lines[start:]:
            if mode == "recipient" and _is_filed(recipients) and _is_signature_line(line.text):
                mode = "signature"
            _add(line, mode, recipients, signature)
            mode = "recipient" if mode == "start" else mode


def _split(lines: Sequence[Line]) -> list[Line]:
    """One line for each recipient: lines that were broken are joined, lines that were joined are broken."""
    whole: list[Line] = []
    dashed = any(_ITEM.match(line.text) for line in lines)
    for line in lines:
        begins = _ITEM.match(line.text) or not whole
        if not begins and dashed and not _FILED.match(line.text):
            whole[-1] = Line(f"{whole[-1].text} {line.text}", whole[-1].line)
        else:
            whole.append(line)
    result: list[Line] = []
    for line in whole:
        for part in re.split(r"(?<=[;,.)])\s+[-–•]\s+(?=\S)", line.text):
            text = clean(part)
            if text and folded(text) != "noi nhan":
                result.append(Line(text, line.line))
    return result


def clean(text: str) -> str:
    """A recipient without its dash and its last sign."""
    return re.sub(r"[\s;,.:/]+$", "", _ITEM.sub("", text)).strip()
