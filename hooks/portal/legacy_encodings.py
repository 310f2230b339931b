"""Recognise text pasted from the encodings before Unicode, TCVN3 (ABC) and VNI.

Such text reads «ViÖt Nam» (TCVN3) or «Vieät Nam» (VNI) without its special font. It is refused
with a hint, never converted: the fonts also decide about capitals, so conversion is a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse

# sắc, huyền, hỏi, ngã, nặng
_FIVE_TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")

# Rhymes of Vietnamese syllables, without tones.
_RHYMES_BY_VOWEL = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
    oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
    """
_RHYMES = frozenset(_RHYMES_BY_VOWEL.split())
_ONSET = re.compile(r"(ngh|ng|nh|gh|gi|qu|ch|kh|ph|th|tr|[bcdđghklmnprstvx])?(.+)")
_BEFORE_E_AND_I = frozenset(["k", "gh", "ngh"])
_NEVER_BEFORE_E_AND_I = frozenset(["c", "ng"])
_STOPS = ("c", "ch", "p", "t")
_TONES_OF_STOPS = ("\u0301", "\u0323")


@lru_cache(maxsize=10_000)
def _is_syllable(word: str) -> bool:
    """Whether a lower-case word can be a Vietnamese syllable: onset, rhyme, tone and their spelling."""
    decomposed = unicodedata.normalize("NFD", word)
    tones = [c for c in decomposed if c in _FIVE_TONES]
    toneless = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _FIVE_TONES))
    match = _ONSET.fullmatch(toneless)
    if match is None or len(tones) > 1:
        return False
    onset, rhyme = match.groups()
    if onset == "gi" and rhyme not in _RHYMES:
        onset, rhyme = "g", "i" + rhyme
    if rhyme.endswith(_STOPS) and not (tones and tones[0] in _TONES_OF_STOPS):
        return False
    return rhyme in _RHYMES and _is_spelt(onset, rhyme)


def _is_spelt(onset: str | None, rhyme: str) -> bool:
    if rhyme[0] in "eêiy":
        return onset not in _NEVER_BEFORE_E_AND_I
    return onset not in _BEFORE_E_AND_I


# TCVN3: one byte for each letter, shown here as the Latin-1 character of the same code.
_TCVN3 = str.maketrans(
    "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢£¤¥¦§",
    "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂÊÔƠƯĐ",
)

# VNI: a vowel followed by a second character for its tone and shape; a few letters stand alone.
_VNI_MARKS = {
    **dict(zip("ùøûõï", _FIVE_TONES, strict=True)),
    **{sign: "\u0302" + tone for sign, tone in zip("âáàåãä", ("", *_FIVE_TONES), strict=True)},
    **{sign: "\u0306" + tone for sign, tone in zip("êéèúüë", ("", *_FIVE_TONES), strict=True)},
}
_VNI_LETTERS = str.maketrans("ôöñíìæóòî", "ơưđíìỉĩịỵ")
_VNI_PAIR = re.compile("([aeiouyôö])([ùøûõïâáàåãäêéèúüë])")


def _from_tcvn3(word: str) -> str:
    return word.translate(_TCVN3).lower()


def _from_vni(word: str) -> str:
    # split() gives text, vowel, mark, text, vowel, mark, …, text.
    pieces = _VNI_PAIR.split(word.lower())
    letters = [piece.translate(_VNI_LETTERS) for piece in pieces]
    letters[2::3] = [_VNI_MARKS[mark] for mark in pieces[2::3]]
    return unicodedata.normalize("NFC", "".join(letters))


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    decode: Callable[[str], str]
    # A sign that no language puts there, so that one word is enough.
    sure_sign: re.Pattern[str]


_ENCODINGS = (
    # A capital with a mark after a small letter.
    _Encoding("TCVN3", _from_tcvn3, re.compile("[a-z][À-ÖØ-Þ]")),
    # A vowel followed by ø, õ, å or ä.
    _Encoding("VNI", _from_vni, re.compile("[aeouôö][øõåä]", re.IGNORECASE)),
)

# Letters of words, and the symbols that stand for letters in TCVN3: «x·» is «xã». Symbols without any
# letter are not words: × and · stand alone in good text too. No more than three symbols begin a word, so
# that a dotted line is passed over quickly.
_WORD = re.compile(r"[¡-©«-¯±´-¸»-¾×÷]{0,3}[^\W\d_](?:[^\W\d_]|[¡-©«-¯±´-¸»-¾×÷])*")
# Symbols alone prove nothing: «x·y» is a product.
_MARKED_LETTER = re.compile("[À-ÖØ-öø-ÿ]")


def legacy_encoding(text: str) -> str | None:
    """`"TCVN3"`, `"VNI"` or None: whether a line of the text was pasted from an old encoding.

    A word speaks for an encoding when it is no Vietnamese syllable as it stands and becomes one when
    decoded; it speaks against when it has marks and becomes none. Marked words that are syllables
    either way («là», «có») say nothing. A line needs two different words for an encoding, or one
    with a sign that no language puts there, and more words for than against. So accented French
    or German, names, prices and «quoted» words pass, and one pasted line in good text is found.
    """
    # Of good text this look is enough, and most of its words were seen before in another file.
    if _are_sound(text.split()):
        return None
    for line in text.splitlines():
        unknown = _unknown_words(line)
        for encoding in _ENCODINGS:
            if _speaks_for(encoding, unknown):
                return encoding.name
    return None


_SOUND: set[str] = set()
_MOST = 50_000


def _are_sound(words: list[str]) -> bool:
    # A set and no lru_cache, which moves every word that it is asked for to its other end. And no set of the
    # words, which takes as long to make as it takes to look for all of them.
    new = set(filterfalse(_SOUND.__contains__, words))
    if any(map(_unknown_words, new)):
        return False
    if len(_SOUND) + len(new) > _MOST:
        _SOUND.clear()
    else:
        _SOUND.update(new)
    return True


def _unknown_words(text: str) -> set[str]:
    """Words with marks that are no Vietnamese syllables."""
    words = set() if text.isascii() else set(_WORD.findall(unicodedata.normalize("NFC", text)))
    return {word for word in words if not word.isascii() and not _is_syllable(word.lower())}


def _speaks_for(encoding: _Encoding, unknown: set[str]) -> bool:
    # Letters that stand alone are named or listed: «ä and ö».
    speaking = {word for word in unknown if len(word) > 1 and _is_syllable(encoding.decode(word))}
    several = len(speaking) > 1 and any(map(_MARKED_LETTER.search, speaking))
    sure = any(map(encoding.sure_sign.search, speaking))
    return (several or sure) and 2 * len(speaking) > len(unknown)
