"""Which parts of a Markdown source are words, and which are code, addresses and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
# Each stops at the next backtick, so that a thousand stray ones cost no more than one.
_INLINE = re.compile(r"``(?:[^`]|`(?!`)){1,400}``|`[^`]{1,400}`")
# What no reader sees. Each begins with letters of its own and is searched for alone: one pattern for all of
# them would look four times at each letter.
_ADDRESSES = (
    ("](", re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \n]+\"[^\"\n]*\")?\)")),
    ("<", re.compile(r"<[a-zA-Z/][^<>]*>")),
    ("]:", re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[^\n]*", re.MULTILINE)),
    ("http", re.compile(r"https?://[^\s<>()]+")),
)
_AROUND = re.compile(r"[(<\"'=\s][)>\"'\s]")
# Letters that patterns take for i, s and k when capitals do not count; the first is two when it is small.
_ALSO_ASCII = "\u0130\u0131\u017f\u212a"
_FEW = 20
_NOT_END = re.compile(r"[^\n]")
# What takes four spaces to go on: a list, a footnote, a definition, an admonition.
_HOLDER = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]|\[\^[^\]\n]+\]:|:[ \t]|(?:!!!|\?\?\?\+?)[ \t]")


def without_addresses(text: str) -> str:
    """The text with tags and targets of links blank."""
    for sign, pattern in _ADDRESSES:
        if sign in text:
            text = pattern.sub(lambda match: _blank(match[0]), text)
    return text


def addresses(text: str) -> list[Span]:
    """Tags and targets of links, in order and apart."""
    return joined([match.span() for _, pattern in _ADDRESSES for match in pattern.finditer(text)])


def blanked(text: str, spans: list[Span]) -> str:
    """The text with spaces in place of spans: as long as before, line for line."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], _blank(text[start:stop])]
        end = stop
    return "".join((*parts, text[end:]))


def _blank(text: str) -> str:
    return _NOT_END.sub(" ", text) if "\n" in text else " " * len(text)


def code(text: str) -> list[Span]:
    """Code and comments, in order and apart; where it is doubtful, it is code.

    A fence that nobody closes reaches to the end.
    """
    spans = [*_blocks(text)] if "```" in text or "~~~" in text or "\n    " in text or "\n\t" in text else []
    if "<!--" in text:
        spans = joined([*spans, *_comments(text)])
    if "`" in text:
        rest = blanked(text, spans) if spans else text
        spans = joined([*spans, *(match.span() for match in _INLINE.finditer(rest))])
    return spans


def _comments(text: str) -> Iterator[Span]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        end = len(text) if end < 0 else end + 3
        yield start, end
        start = text.find("<!--", end)


def lines_above(text: str, written: Iterable[str]) -> list[int]:
    """How many lines are above the first place of each of these, small letters and capitals alike; 0 also
    where there is none.

    As a whole, where it stands as one: `#muc` is also the end of `b.md#muc`.
    """
    small = None if any(letter in text for letter in _ALSO_ASCII) else text.lower()
    return [text.count("\n", 0, _place(text, small, each)) for each in written]


def _place(text: str, small: str | None, written: str) -> int:
    """To make a pattern for each takes longer than to look at a few places; many are for the pattern."""
    if small is not None and written and written.isascii():
        word = written.lower()
        place = first = small.find(word)
        for _ in range(_FEW):
            if place < 0:
                return max(0, first)
            end = place + len(word)
            if _AROUND.fullmatch(small[max(0, place - 1) : place] + small[end : end + 1]):
                return place
            place = small.find(word, place + 1)
    quoted = re.escape(written)
    whole = re.search(rf"[(<\"'=\s]{quoted}[)>\"'\s]", text, re.IGNORECASE)
    match = whole or re.search(quoted, text, re.IGNORECASE)
    return match.start() + 1 if match else 0


def joined(spans: list[Span]) -> list[Span]:
    """The same places as spans in order and apart."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _blocks(text: str) -> Iterator[Span]:
    """Fenced blocks, and lines that are set in so far that they are code."""
    fence, begun, place = "", 0, 0
    held, after_blank = False, True
    for line in text.split("\n"):
        start, place = place, min(place + len(line) + 1, len(text))
        opening = _FENCE.match(line)
        if fence:
            if opening and line.strip() == fence:
                yield begun, place
                fence = ""
        elif opening:
            fence, begun = opening[1], start
        elif _is_set_in(line, held=held):
            yield start, place
        elif line.strip() and not line.startswith((" ", "\t")):
            # A line that goes on without setting in belongs to what is above it.
            held = bool(_HOLDER.match(line)) or (held and not after_blank)
        after_blank = not line.strip()
    if fence:
        yield begun, len(text)


def _is_set_in(line: str, *, held: bool) -> bool:
    wide = line.expandtabs(4)
    depth = len(wide) - len(wide.lstrip(" "))
    deep = depth >= (8 if held else 4)
    return deep and bool(line.strip()) and not (held and _HOLDER.match(line.lstrip()))
