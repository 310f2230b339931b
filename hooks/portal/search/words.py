"""Text -> the words that are indexed and looked for. The worker does the same, tested on the same texts."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator

from portal.vietnamese import fold as fold_marks, repair_horn

BREAK = ""
"""Stands between words that no phrase joins: at the ends of sentences, clauses and blocks."""
STOPS = frozenset(
    "và của các là có được trong cho với theo về đến từ tại để này đó những một khi đã sẽ phải do bởi vào ra "
    "trên như cũng thì mà hay hoặc nhằm gì nào".split()
)
"""Words that say little by themselves. No phrase with one is kept, and a query need not find them."""

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_STROKES = str.maketrans("ðɖ", "đđ")

_SEPARATED = re.compile(r"[0-9]+(?:[.,][0-9]+)+(?![^\W_])")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_WORD = re.compile(r"[0-9]+,[0-9]+(?![^\W_])|[^\W_]+(?:&[^\W_]+)*|[.,;:!?()\[\]{}«»“”\"|…\n]")
NUMBER = "i"
"""Of a token, as `array` and NumPy call it."""
_MOST_PIECES = 200_000
"""Kept between texts."""
_WITH_Y = frozenset("hy ky ly my quy sy ty vy".split())


def split(text: str) -> list[str]:
    """Words in small letters as they are written, with a sign of punctuation where a phrase ends.

    1.300 is one word (1300), 39,52 another; of a number with more separators each part is one. A word goes
    across `&` (kh&cn) and no other sign.
    """
    small = repair_horn(unicodedata.normalize("NFKC", text)).lower()
    return _WORD.findall(_SEPARATED.sub(_number, small))


def _number(match: re.Match[str]) -> str:
    written = match[0]
    if _THOUSANDS.fullmatch(written):
        return written.replace(".", "")
    first, *others = re.split("[.,]", written)
    return f"{first},{others[0]}" if len(others) == 1 else " ".join((first, *others))


def tokens(text: str) -> Iterator[str]:
    """The words of a text without its punctuation."""
    return (word for word in split(text) if not is_break(word))


def is_break(word: str) -> bool:
    return len(word) == 1 and not word.isalnum()


def spelling(word: str) -> str:
    """A word in small letters with its tone marks as digits behind: alike for both places of a mark.

    >>> spelling("chuyển"), spelling("hòa"), spelling("hoà"), spelling("tin")
    ('chuyên2', 'hoa1', 'hoa1', 'tin')
    """
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(_TONES[c] for c in letters if c in _TONES)
    bare = "".join(c for c in letters if c not in _TONES).translate(_STROKES)
    return unicodedata.normalize("NFC", bare) + tones


def fold(word: str) -> str:
    """Without marks, đ as d; a final y is i where both are written: kỹ and kĩ, công ty and công ti."""
    folded = fold_marks(word)
    return f"{folded[:-1]}i" if folded in _WITH_Y else folded


def token(word: str) -> str:
    """The fold of a word with its spelling behind a tab where that is another; BREAK for a sign.

    >>> token("chuyển"), token("tin")
    ('chuyen\\tchuyên2', 'tin')
    """
    if is_break(word):
        return BREAK
    folded, spelt = fold(word), spelling(word)
    return folded if folded == spelt else f"{folded}\t{spelt}"


class Tokens(dict[bytes, bytes]):
    """What stands between two spaces -> the numbers of its tokens, as `NUMBER` has them in memory. Texts
    consist of few such pieces, again and again; in UTF-8, because bytes are cut faster than text.

    Numbers count `tokens`, and are of one process. BREAK is 0, STOPS come next, below `no_phrase`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._begin()

    def _begin(self) -> None:
        self.clear()
        self.tokens = [BREAK, *dict.fromkeys(map(token, sorted(STOPS)))]
        self.no_phrase = len(self.tokens)
        self._numbers = {each: number for number, each in enumerate(self.tokens)}

    def of(self, text: str) -> bytes:
        """The tokens of a text."""
        # A line ends like a phrase.
        return b"".join(map(self.__getitem__, text.replace("\n", " | ").encode().split()))

    def forget(self) -> None:
        """Between texts: what is known is not to grow for ever. Numbers begin anew."""
        if len(self) > _MOST_PIECES:
            self._begin()

    def __missing__(self, piece: bytes) -> bytes:
        found = self[piece] = array(NUMBER, map(self._number, map(token, split(piece.decode())))).tobytes()
        return found

    def _number(self, word: str) -> int:
        number = self._numbers.setdefault(word, len(self.tokens))
        if number == len(self.tokens):
            self.tokens.append(word)
        return number
