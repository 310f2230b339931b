"""Abbreviations in texts, explained where they come up first: `<abbr title="chuyển đổi số">CĐS</abbr>`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

_PIECES = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
# What is a name, a link or a word as it is typed says itself what it means, or is no place for more.
_SKIPPED = {"a", "abbr", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp"}
_AGAIN = {"h2"}
"""After these an abbreviation is explained once more: readers jump to a heading."""


def is_unit(word: str) -> bool:
    """Whether an abbreviation is one of measure: ha."""
    return word.islower() and word.isalpha()


class Abbreviations:
    """Explains each abbreviation once until `forget`.

    One that stands inside a document number (180-KH/TU), an address or a longer word is left alone; one in
    small letters (ha) is a unit and counts only after a number.
    """

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        self._known = dict(known)
        self._seen: set[str] = set()
        words = sorted(self._known, key=len, reverse=True)
        # The text that is searched is HTML: KH&amp;CN.
        units = [re.escape(html.escape(word)) for word in words if is_unit(word)]
        others = [re.escape(html.escape(word)) for word in words if not is_unit(word)]
        before, after = r"(?<![\w&/.@-])(?<!&amp;)", r"(?![\w&/@-]|\.\w)"
        parts = [f"{before}(?:{'|'.join(others)}){after}"] if others else []
        parts += [rf"(?<=[0-9][ \u00a0])(?:{'|'.join(units)})(?![\w/-])"] if units else []
        self._pattern = re.compile("|".join(parts))
        # What a text has to hold; to look for that takes a tenth of the time, and most texts do not.
        signs = ["|".join(others)] if others else []
        signs += [rf"[0-9][ \u00a0](?:{'|'.join(units)})"] if units else []
        self._signs = [re.compile(sign) for sign in signs]

    def forget(self) -> None:
        """What comes next is another page."""
        self._seen.clear()

    def in_text(self, text: str) -> str:
        """Plain text as HTML."""
        return self._marked(html.escape(text, quote=False))

    def in_html(self, clean: str) -> str:
        """Clean HTML with the abbreviations of its running text explained, once after each `h2`."""
        self.forget()
        return "".join(self._pieces(clean)) if self._has_some(clean) else clean

    def _pieces(self, clean: str) -> Iterator[str]:
        inside = 0
        for piece in _PIECES.split(clean):
            match = _NAME.match(piece)
            if match is None:
                yield piece if inside else self._marked(piece)
                continue
            name = match[1]
            if name in _SKIPPED:
                inside = max(0, inside + (-1 if piece.startswith("</") else 1))
            if name in _AGAIN:
                self.forget()
            yield piece

    def _marked(self, text: str) -> str:
        """`text` is escaped already."""
        return self._pattern.sub(self._explained, text) if self._has_some(text) else text

    def _has_some(self, text: str) -> bool:
        return any(sign.search(text) for sign in self._signs)

    def _explained(self, match: re.Match[str]) -> str:
        word = html.unescape(match[0])
        if word in self._seen:
            return match[0]
        self._seen.add(word)
        return f'<abbr title="{html.escape(self._known[word])}">{match[0]}</abbr>'
