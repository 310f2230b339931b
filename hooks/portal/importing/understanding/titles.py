"""The line that names the kind of document, and the title under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.importing.blocks import Block, Paragraph
from portal.importing.understanding.bodies import is_capitals
from portal.importing.understanding.wording import Line, folded, is_rule

_LONGEST = 600
# What begins the text of a document: its bases, or who it is from.
OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai|Theo|Xét|Nhằm|Để|Tiếp tục|Trên cơ sở|Sau khi|Kính gửi|Thời gian qua"
    r"|Ngày)\b"
)
# An opening that a reader joined to the title before it.
_JOINED = re.compile(
    r"(?<=[\w\")”])\s+(?=(?:Căn cứ|Thực hiện|Triển khai thực hiện|Theo) (?:[A-ZĐ]\w+ \w+ )?(?:[A-ZĐ]|[Ss]ố"
    r"|tinh thần|chỉ đạo))"
)
_ENDS_SENTENCE = re.compile(r"[.;:]\W*$")
_ENCLOSED = re.compile(r"(?i)^\W*\(?(?:ban hành )?k[eè]m theo")


@dataclass(frozen=True, slots=True)
class Title:
    kind: str | None = None
    kind_line: Line | None = None
    text: Line | None = None
    shouted: bool = False
    """Whether it is all capitals, so that its small letters are a guess."""


def kind_of(text: str, kinds: Mapping[str, str]) -> tuple[str, str] | None:
    """The slug of the kind that a line in capitals begins with, and what follows in the line."""
    words = text.split()
    for slug, label in sorted(kinds.items(), key=lambda item: -len(item[1].split())):
        count = len(label.split())
        named = " ".join(words[:count]).rstrip(":.")
        if folded(named) == folded(label) and is_capitals(named):
            return slug, " ".join(words[count:]).strip(" :.-–*_")
    return None


def title_of(blocks: Sequence[Block], kinds: Mapping[str, str]) -> tuple[Title, Sequence[Block]]:
    """The title at the beginning of blocks, and the blocks after it."""
    at = next((at for at, block in enumerate(blocks[:12]) if _is_kind(block, kinds)), None)
    if at is None or any(not isinstance(block, Paragraph) for block in blocks[:at]):
        return Title(), blocks
    first = blocks[at]
    assert isinstance(first, Paragraph)
    slug, rest = kind_of(first.text, kinds) or ("", "")
    kind_line = Line(first.text, first.line)
    after = list(blocks[at + 1 :])
    parts, used = _lines(after, started=rest)
    joined, opening = _split(" ".join(text.text for text in parts))
    remaining: list[Block] = [*blocks[:at], *after[used:]]
    where = parts[0].line if parts else first.line
    if opening:
        remaining.insert(at, Paragraph(opening, where))
    title = Line(joined, where) if joined else None
    return Title(slug, kind_line, title, bool(joined) and is_capitals(joined)), remaining


def _is_kind(block: Block, kinds: Mapping[str, str]) -> bool:
    return isinstance(block, Paragraph) and kind_of(block.text, kinds) is not None


def _lines(after: Sequence[Block], started: str) -> tuple[list[Line], int]:
    lines: list[Line] = []
    if started:
        first = after[0].line - 1 if after else 0
        lines.append(Line(started.lower() if is_capitals(started) and _goes_on(after) else started, first))
    used = 0
    before: Paragraph | None = None
    for used, block in enumerate(after):
        if not isinstance(block, Paragraph):
            break
        if is_rule(block.text):
            if lines and not _begins_small(after[used + 1 :]):
                # The rule under a title ends it.
                return lines, used + 1
            continue
        is_title = not (lines and _ENCLOSED.match(block.text))
        if not is_title or not _belongs(block, before, started, any_line=bool(lines)):
            break
        lines.append(Line(block.text, block.line))
        before = block
    else:
        used = len(after)
    return lines, used


def _begins_small(after: Sequence[Block]) -> bool:
    """Whether the title goes on after a rule: a small letter begins no text."""
    return bool(after) and isinstance(after[0], Paragraph) and after[0].text[:1].islower()


def _goes_on(after: Sequence[Block]) -> bool:
    return bool(after) and isinstance(after[0], Paragraph) and not is_capitals(after[0].text)


def _belongs(block: Paragraph, before: Paragraph | None, started: str, *, any_line: bool) -> bool:
    """Whether a paragraph is part of the title."""
    text = block.text
    if len(text) > _LONGEST:
        return False
    if before is None:
        if not any_line:
            return True
        # Something stood in the line of the kind already.
        return text[:1].islower() or block.centred or (is_capitals(started) and _is_bare(block))
    if text[:1].islower():
        return True
    if before.centred or before.bold:
        return (before.centred, before.bold) == (block.centred, block.bold) and not _ENDS_SENTENCE.search(
            text
        )
    return is_capitals(text) and is_capitals(before.text) and not _ENDS_SENTENCE.search(text)


def _is_bare(block: Paragraph) -> bool:
    return not OPENING.match(block.text) and not _ENDS_SENTENCE.search(block.text)


def _split(text: str) -> tuple[str, str]:
    match = _JOINED.search(text)
    if match is None:
        return text, ""
    return text[: match.start()], text[match.end() :]
