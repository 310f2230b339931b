"""Bodies that would keep Python-Markdown busy for minutes: told before it begins.

It looks at the rest of a paragraph for each bracket, at the rest of the text for each tag that is not closed,
and copies the rest of a block for each heading, rule or definition in it. A megabyte of `---` took eight
minutes. Nothing is measured in time, so that every machine says the same.
"""

from __future__ import annotations

import re

MOST = 60_000_000
"""Work that takes about half a second; the longest pages that there are come to less than a hundredth."""

_SIGNS = "\\&*_!@<\"'"
_FENCE = re.compile(r"`+")
_OPEN = re.compile(r"<(?=[a-zA-Z/!?&])[^<>]*(?=<|\Z)")
_BLANK = re.compile(r"\n[ \t]*\n")
_CELLS = re.compile(r"[^\n]*\|[^\n]*\n[ \t]*\|?[ \t:|-]*-[ \t:|-]*(?:\n|\Z)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]+\.)[ \t]")
_AT_ITEMS = re.compile(r"\n(?=[ \t]*(?:[-*+]|[0-9]+\.)[ \t])")
# Lines that end a paragraph or are looked for in one.
_SPECIAL = re.compile(
    r"^[ \t]*(?:#|=+[ \t]*$|(?:[-*_][ \t]*){2,}$|-+[ \t]*$|\*\[|\[[^\]\n]*\]:|!!!|:[ \t]|>)", re.MULTILINE
)


def is_too_heavy(body: str) -> bool:
    """Whether a body is made to be slow; whole texts that are small are not looked at more closely."""
    lines = body.count("\n")
    if 10 * lines * lines + _of_text(body) + body.count("<") ** 2 <= MOST:
        return False
    if lines * lines // 10 > MOST:
        return True
    unclosed = len(_OPEN.findall(body))
    return unclosed**2 + sum(map(_of_block, _BLANK.split(body))) + lines * lines // 10 > MOST


def _of_block(block: str) -> int:
    special = len(_SPECIAL.findall(block))
    return sum(map(_of_text, _texts(block))) + 10 * special * block.count("\n")


def _texts(block: str) -> list[str]:
    """What is looked at together: a cell's row, an item, a paragraph."""
    if _CELLS.match(block):
        return block.split("\n")
    return _AT_ITEMS.split(block) if _ITEM.match(block) else [block]


def _of_text(text: str) -> int:
    return 60 * text.count("[") ** 2 + (sum(map(text.count, _SIGNS)) + len(_FENCE.findall(text))) ** 2
