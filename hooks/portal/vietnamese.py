"""Vietnamese text: normal form, folding, slugs, sort order and comparison of names.

Everything here takes text in NFC or NFD and gives NFC. `legacy_encoding` has a module of its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from portal.legacy_encodings import legacy_encoding

__all__ = [
    "fold",
    "is_nfc",
    "legacy_encoding",
    "nfc",
    "repair_horn",
    "same_name",
    "slugify",
    "sort_key",
    "tone_position_key",
]

# Of a sort key. The end of a level comes before a space, and that before all else.
_END, _SPACE, _PUNCTUATION, _NUMBER, _FIRST_LETTER, _FOREIGN = "\x00", "\x01", "\x02", "\x03", 0x10, "\x7f"
_SMALL, _CAPITAL = "\x01", "\x02"

# Combining Diacritical Marks. Only these are stripped: vowel signs of other scripts (Thai, Hindi)
# are combining characters too, but there they are letters.
_MARKS = range(0x0300, 0x0370)

# The tone marks in dictionary order. The level tone (ngang) has no mark and comes before them.
_TONES = {
    "\u0300": 1,  # huyền
    "\u0309": 2,  # hỏi
    "\u0303": 3,  # ngã
    "\u0301": 4,  # sắc
    "\u0323": 5,  # nặng
}

_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}

# Letters with a stroke do not decompose. Ð (eth) and Ɖ (African d) look exactly like Đ and are
# found in its place in old text, so a search has to find them too.
_PLAIN = str.maketrans("đðɖ", "ddd") | dict.fromkeys(_MARKS)
_ETH_TO_D_STROKE = str.maketrans("ðɖ", "đđ")

_DAMAGED_HORN = str.maketrans("Ƣƣ", "Ưư")

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")

# In NFD: a run of vowels, each with its marks.
_VOWEL_RUN = re.compile(r"(?:[aeiouyAEIOUY][\u0300-\u036f]*){2,}")

_NUMBER_OR_CHARACTER = re.compile(r"[0-9]+|.", re.DOTALL)


def nfc(text: str) -> str:
    """Composed form. NFD looks the same and breaks search, anchors, lengths and LED fonts."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def fold(text: str) -> str:
    """Lower case without marks, đ as d: «Chuyển đổi số» gives «chuyen doi so».

    Digits, punctuation, spaces and letters of other scripts stay as they are.
    """
    small = text.lower()
    return small if small.isascii() else nfc(unicodedata.normalize("NFD", small).translate(_PLAIN))


def slugify(text: str) -> str:
    """An address part of [a-z0-9] words joined by single hyphens; empty when nothing is left.

    >>> slugify("Kế hoạch 180-KH/TU")
    'ke-hoach-180-kh-tu'
    """
    # Compatibility form first, so that «m²» gives «m2» and the ligature «ﬁ» gives «fi».
    compatible = unicodedata.normalize("NFKC", text)
    return _NOT_IN_SLUG.sub("-", fold(compatible)).strip("-")


def repair_horn(text: str) -> str:
    """Ƣ ƣ (U+01A2, U+01A3) as Ư ư: text taken from PDF files has «ĐỐI TƢỢNG» for «ĐỐI TƯỢNG».

    Compare the result with the input to know whether a warning is due.
    """
    return nfc(text.translate(_DAMAGED_HORN)) if "Ƣ" in text or "ƣ" in text else text


def tone_position_key(text: str) -> str:
    """The same text for both ways to place a tone mark: hòa/hoà, ủy/uỷ, khỏe/khoẻ, quý/qúy.

    The tone goes to the first vowel of its run, right or wrong, so the key is for comparing and
    indexing, never for showing. A Vietnamese syllable has one tone, so no two words collide.
    """
    return nfc(_VOWEL_RUN.sub(_tone_first, unicodedata.normalize("NFD", text)))


def _tone_first(run: re.Match[str]) -> str:
    letters = run.group()
    tones = [c for c in letters if c in _TONES]
    if len(tones) != 1:
        return letters
    toneless = "".join(c for c in letters if c not in _TONES)
    return toneless[0] + tones[0] + toneless[1:]


def same_name(a: str, b: str) -> bool:
    """Whether two names are one: tone position, upper case, NFD and extra spaces do not matter.

    Marks do: «Hòa An» is not «Hoa An». Neither name is ever rewritten to the other's spelling.
    """
    return _name_key(a) == _name_key(b)


def _name_key(name: str) -> str:
    return tone_position_key(" ".join(name.lower().split()))


def sort_key(text: str) -> str:
    """Key for `sorted`: a ă â b c d đ e ê … o ô ơ … u ư …, digits by their value.

    Space < punctuation < number < Vietnamese letter < letter of another alphabet. Tones break ties
    in the order ngang, huyền, hỏi, ngã, sắc, nặng; then small letters come before capitals. Each
    level is compared for the whole text before the next one counts, as dictionaries do.
    Equal keys mean equal text (in NFC, runs of spaces as one).
    """
    composed = nfc(" ".join(text.split()))
    letters, tones, capitals = zip(*map(_weigh_word, composed.split(" ")), strict=True)
    levels = _SPACE.join(letters), _SPACE.join(tones), _SMALL.join(capitals), composed
    # A text and not tuples of numbers: compared in half the time, kept in a fraction of the memory.
    return _END.join(levels)


@lru_cache(maxsize=16_384)
def _weigh_word(word: str) -> tuple[str, str, str]:
    """Letters, tones and capitals of a word: names are long, and made of the same words again and again."""
    weighed = [_weigh(match.group()) for match in _NUMBER_OR_CHARACTER.finditer(word)]
    letters, tones, capitals = zip(*weighed, strict=True) if weighed else ((), (), ())
    return "".join(letters), "".join(tones), "".join(capitals)


@lru_cache(maxsize=4096)
def _weigh(piece: str) -> tuple[str, str, str]:
    """Letter, tones and capital of a number or a character; there are few of them, and texts are long."""
    letter, tones = (piece, []) if len(piece) > 1 else _toneless(piece)
    small = letter.lower()
    marks = "".join(chr(ord(_SPACE) + tone) for tone in tones)
    return _rank(small.translate(_ETH_TO_D_STROKE)), marks, _SMALL if letter == small else _CAPITAL


def _toneless(character: str) -> tuple[str, list[int]]:
    """«ậ» as «â» and nặng: marks that make a letter of the alphabet stay, all others come off."""
    letter, *marks = list(unicodedata.normalize("NFD", character))
    tones: list[int] = []
    for mark in marks:
        shaped = nfc(letter + mark)
        if shaped.lower() in _ALPHABET:
            letter = shaped
        else:
            tones.append(_TONES.get(mark, ord(mark)))
    return letter, tones


def _rank(piece: str) -> str:
    if piece.isascii() and piece.isdigit():
        # Length before text orders by value without int(), which refuses very long numbers.
        digits = piece.lstrip("0")
        return _NUMBER + chr(len(digits)) + digits
    if piece in _ALPHABET:
        return chr(_FIRST_LETTER + _ALPHABET[piece])
    return (_FOREIGN if piece.isalpha() else _PUNCTUATION) + piece
