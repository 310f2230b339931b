"""The body of a document as Markdown that means exactly its text: nothing in it is taken for a sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portal.importing.blocks import with_notes
from portal.importing.findings import BodyBlock, Grid, Heading, Item, Text

# What inline Markdown begins or ends with, wherever it stands. A backslash takes its meaning.
_SIGNS = re.compile(r"[\\`*_\[\]{}]")
# What makes a line more than text when it stands at its beginning: lists, headings, quotes, definitions,
# admonitions, rules and underlines.
_AT_START = re.compile(r"[-+#>!]|[0-9]+(?=[.)])")
# The same for signs that no backslash takes the meaning from.
_BY_NUMBER = re.compile(r"[:~=|]")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_CLOSING = re.compile(r"#+$")


def markdown_of(body: Iterable[BodyBlock], notes: Mapping[int, str]) -> str:
    """All blocks, a line for each paragraph, and footnotes at the end. Headings begin with `##`."""
    parts: list[str] = []
    before: BodyBlock | None = None
    for block in body:
        # Items of one list stand close; everything else is a paragraph of its own.
        close = isinstance(block, Item) and isinstance(before, Item)
        parts.append(("\n" if close else "\n\n") if before is not None else "")
        parts.append("\n".join(_lines(block)))
        before = block
    parts += [f"\n\n[^{number}]: {inline(text)}" for number, text in sorted(notes.items())]
    return "".join(parts).strip() + "\n" if parts else ""


def _lines(block: BodyBlock) -> Iterator[str]:
    if isinstance(block, Heading):
        # Signs at the end would be taken for the end of the heading.
        yield f"{'#' * (min(block.level, 4) + 1)} {_CLOSING.sub(_escaped, inline(block.text))}"
    elif isinstance(block, Item):
        yield f"{'    ' * block.depth}- {at_start(inline(block.text))}"
    elif isinstance(block, Grid):
        yield from _table(block.rows)
    elif isinstance(block, Text):
        yield at_start(inline(block.text))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first row becomes the head: Markdown knows no table without one."""
    for number, row in enumerate(rows):
        cells = (" ".join(inline(cell).replace("|", "\\|").split()) for cell in row)
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{'---|' * len(row)}"


def inline(text: str) -> str:
    """A text of one line, with the signs of inline Markdown and of HTML taken their meaning."""
    escaped = _SIGNS.sub(r"\\\g<0>", text)
    escaped = _ENTITY.sub("&amp;", escaped).replace("<", "&lt;")
    return with_notes(escaped, r"[^\1]")


def at_start(text: str) -> str:
    """The same at the beginning of a line."""
    if _BY_NUMBER.match(text):
        return f"&#{ord(text[0])};{text[1:]}"
    match = _AT_START.match(text)
    if match is None:
        return text
    # A sign is escaped itself, of a number its dot.
    place = match.end() if match[0].isdigit() else 0
    return f"{text[:place]}\\{text[place:]}"


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in match[0])
