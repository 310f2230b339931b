"""Lines of plain words, which are spoken as they are written: most of a text is made of them."""

from __future__ import annotations

import re

_LETTERS = [chr(code) for code in (*range(0xC0, 0x180), *range(0x1A0, 0x1F00))]
SMALL = "a-z" + "".join(filter(str.islower, _LETTERS))
CAPITAL = "A-Z" + "".join(filter(str.isupper, _LETTERS))
LATIN = SMALL + CAPITAL
# Of more than one capital it may be an abbreviation, of a capital alone a numeral.
_WORD = rf"[{CAPITAL}]?[{SMALL}]++"
# A sign with a letter before it and a space behind; what follows a stop begins a sentence («v. v.» does not).
_LINE = re.compile(rf"(?:{_WORD}(?:[,;:]? |[.!?…] (?=[{CAPITAL}])))*{_WORD}[.!?…;:]?")
# Without two capitals together, which no plain line has.
_SIGNS = re.compile(rf"(?:[{CAPITAL}](?![{CAPITAL}])|[{SMALL} ,;:.!?…])+")

_BETWEEN_WORDS = re.compile(r"\W")


def last_word(before: str) -> str:
    """The word at the end of a text that a space follows, else nothing."""
    text = before.rstrip()
    if text == before:
        return ""
    end = text.rpartition(" ")[2]
    return end if end.isalpha() else _BETWEEN_WORDS.split(end)[-1]


def is_plain(line: str) -> bool:
    """Whether nothing in a line (NFC) has to be put into other words or tidied."""
    return _LINE.fullmatch(line) is not None


def is_hidden(key: str) -> bool:
    """Whether an abbreviation may stand in a plain line: «Tp. Huế»."""
    return _SIGNS.fullmatch(key) is not None
