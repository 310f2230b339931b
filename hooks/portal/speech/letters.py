"""Capitals: which words are words in capitals, which are abbreviations, and the names of letters."""

from __future__ import annotations

import re
import unicodedata

from portal.speech.numerals import cardinal
from portal.vietnamese import fold

# Names of the letters as taught in school; Đ is told apart from D («dê»).
_NAMES = {
    **dict(zip("aăâbcdđeêfghi", "a á ớ bê xê dê đê e ê ép giê hát i".split(), strict=True)),
    **dict(zip("jklmnoôơpq", "gi ca e-lờ em-mờ en-nờ o ô ơ pê quy".split(), strict=True)),
    **dict(zip("rstuưvxz", "e-rờ ét tê u ư vê ích dét".split(), strict=True)),
    "w": "vê kép",
    "y": "i dài",
}

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Onset, vowels, final consonant; spelling rules between them are not needed to tell ÔNG from CĐS.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_MARKED = re.compile("[ăâêôơư]|[\u0300\u0301\u0303\u0309\u0323]")

_PIECES = re.compile(r"[0-9]+|[^0-9]")
# Words in capitals on either side, with what may stand between the words of a heading.
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]+[ ,–-]+){0,6}\Z")
_WORDS_AFTER = re.compile(r"(?:[ ,–-]+[^\W\d_]+){0,6}")
_WORD = re.compile(r"[^\W\d_]+")


def spelt(token: str) -> str:
    """Letter by letter: «CĐS» as «xê, đê, ét»; a number in it is read as a number."""
    return ", ".join(_name(piece) for piece in _PIECES.findall(token) if piece.isalnum())


def _name(piece: str) -> str:
    if piece.isdigit() and piece.isascii():
        return cardinal(int(piece[:15]))
    small = piece.lower()
    return _NAMES.get(small) or _NAMES.get(fold(small), small)


def is_syllable(word: str) -> bool:
    """Whether this can be one syllable of a Vietnamese word: NAM and ÔNG can, UBND and RADAR cannot."""
    toneless = _TONES.sub("", unicodedata.normalize("NFD", word.lower()))
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def is_marked_syllable(word: str) -> bool:
    """A syllable with the mark of a vowel or a tone: hardly an abbreviation (ÔNG, VIỆC; not NAM, ĐU)."""
    small = word.lower()
    return bool(_MARKED.search(small) or _MARKED.search(unicodedata.normalize("NFD", small))) and is_syllable(
        word
    )


def in_heading(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands in a run of capitals that has Vietnamese words: NAM in «VIỆT NAM»."""
    before = _WORDS_BEFORE.search(text, max(0, start - 60), start)
    after = _WORDS_AFTER.match(text, end, end + 60)
    left = _WORD.findall(before[0])[::-1] if before else []
    right = _WORD.findall(after[0]) if after else []
    return any(map(_runs_on, (left, right)))


def _runs_on(neighbours: list[str]) -> bool:
    for word in neighbours:
        if not word.isupper():
            return False
        if is_marked_syllable(word):
            return True
    return False
