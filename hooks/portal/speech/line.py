"""One line of text, read aloud token by token."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from portal.document_numbers import find_all
from portal.speech import documents, figures
from portal.speech.language import Language, Place, before
from portal.speech.letters import spelt
from portal.speech.numerals import cardinal, read, roman
from portal.speech.plain import LATIN
from portal.speech.signs import opened, tidied
from portal.speech.units import PER

_SIGNS = {
    ">=": "lớn hơn hoặc bằng",
    "≥": "lớn hơn hoặc bằng",
    "<=": "nhỏ hơn hoặc bằng",
    "≤": "nhỏ hơn hoặc bằng",
    ">": "lớn hơn",
    "<": "nhỏ hơn",
    "~": "khoảng",
    "≈": "khoảng",
    "±": "cộng trừ",
    "+": "cộng",
    "=": "bằng",
    "×": "nhân",
    "x": "nhân",
    "^": "mũ",
    "&": "và",
    "%": "phần trăm",
    "‰": "phần nghìn",
}
_HOST = re.compile(r"\A(?:https?://)?(?:www\.)?([^/:?#]+)")
_SAYS_ADDRESS = ("địa chỉ ", "địa chỉ: ", "trang ", "trang web ", "website ", "website: ", "cổng ")
_NEXT_WORD = re.compile(r"\s?([^\W\d_]+)(?!/)")
_AMOUNT_BEFORE = re.compile(r"[0-9][0-9.,]*\s?(?:[^\W\d_]+\s){0,3}[^\W\d_]+[23]?\Z")
_OWNER = re.compile(r",? của [^,;.()]{0,60}")
_PAUSE = ", "
_SURELY_NO_DIGIT = re.compile(rf"[ -/:-~{LATIN}…]*+")


class Line:
    """Reads one line; `unknown` then holds what could not be read with certainty."""

    def __init__(self, text: str, language: Language, *, issuer: str = "") -> None:
        self._text = opened(text)
        self._language = language
        self._issuer = issuer
        self.unknown: list[str] = []

    def spoken(self) -> str:
        pieces, done = [], 0
        for citation in find_all(self._text) if "/" in self._text else ():
            pieces.append(self._read(self._text[done : citation.start]))
            # A pause, or the body runs into what it did: «… Trung ương nói ai làm gì».
            pieces.append(self._document(Place(self._text, citation.start, citation.end)) + _PAUSE)
            done = citation.end
        pieces.append(self._read(self._text[done:]))
        return _without_digits(tidied("".join(pieces)))

    def _read(self, text: str) -> str:
        return self._language.tokens.sub(self._token, text)

    def _token(self, match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        if kind in _AS_WRITTEN:
            return match[0]
        reader = _FIGURES.get(kind)
        if reader is None:
            return _READERS[kind](self, match)
        return reader(match, before(match)) or self._puzzle(match[0])

    def _puzzle(self, token: str) -> str:
        self.unknown.append(token)
        return figures.in_pieces(token)

    def _spelt(self, token: str) -> str:
        self.unknown.append(token)
        return spelt(token)

    def _document(self, place: Place) -> str:
        """The words behind decide before the issuer does: «92-HD/BTGTU của Ban Tuyên giáo Thành ủy»."""
        owner = _OWNER.match(place.text, place.end)
        issuer = f"{owner[0]} {self._issuer}" if owner else self._issuer
        said, unknown = documents.read(place.token, self._language.known, issuer=issuer, before=place.before)
        self.unknown += unknown
        return said

    def _number(self, match: re.Match[str]) -> str:
        unit = self._language.units.get(match["unit"] or match["money"] or "", "")
        return f"{figures.number(match['digits'], before(match))} {match['scale'] or ''} {unit} "

    def _ratio(self, match: re.Match[str]) -> str:
        unit = self._language.units.get(match["of"] or "", "")
        said = figures.ratio(match["terms"], before(match))
        return f"{said or self._puzzle(match['terms'])} {unit} "

    def _word(self, match: re.Match[str]) -> str:
        said = self._language.word(Place.of(match), self._issuer)
        return self._spelt(match[0]) if said is None else said

    def _gloss(self, match: re.Match[str]) -> str:
        """«tổng sản phẩm trên địa bàn (GRDP)» is not read twice."""
        expansion = self._language.known.expansion(match["short"], self._issuer)
        if expansion and _was_said(expansion, match.string[max(0, match.start() - 200) : match.start()]):
            return " "
        return f"{_PAUSE}{self._read(match['short'])}{_PAUSE}"

    def _blank(self, match: re.Match[str]) -> str:
        """A number whose digits were left open: «-HD/BTGTU»."""
        if documents.is_number(match[0]):
            return self._document(Place.of(match))
        return _PAUSE + self._read(match[0][1:])

    def _until(self, match: re.Match[str]) -> str:
        counted = self._language.quantity_end.search(match.string, max(0, match.start() - 20), match.start())
        rising = figures.is_rising(match.string, match.start(), match.end())
        return " đến " if counted and rising else _PAUSE

    def _web(self, match: re.Match[str]) -> str:
        """The host is worth hearing; the rest of an address nobody can write down."""
        host = _HOST.match(match[0])
        words = "" if Place.of(match).before.endswith(_SAYS_ADDRESS) else "địa chỉ trang web "
        return words + (" chấm ".join(host[1].split(".")) if host else "")

    def _slash(self, match: re.Match[str]) -> str:
        following = _NEXT_WORD.match(match.string, match.end())
        if following and following[1] in PER and _AMOUNT_BEFORE.search(Place.of(match).before):
            return " mỗi "
        if following and following[1] == "hoặc":  # và/hoặc
            return " "
        return " hoặc " if _is_between_two_words(Place.of(match)) else _PAUSE

    def _section(self, match: re.Match[str]) -> str:
        """«III.2» is «ba chấm hai»."""
        numeral, *rest = match[0].split(".")
        value = roman(numeral)
        return " chấm ".join(map(read, [str(value), *rest])) if value else self._spelt(match[0])

    def _term(self, match: re.Match[str]) -> str:
        """«quý II/2025»."""
        numeral, year = match[0].split("/")
        value = roman(numeral)
        return f"{cardinal(value)} năm {cardinal(int(year))}" if value else self._spelt(match[0])

    def _heading(self, match: re.Match[str]) -> str:
        """«II. Mục tiêu» at the beginning of a line."""
        value = roman(match[0].rstrip(" .)/-–"))
        return f"{cardinal(value)}. " if value else match[0]

    def _letters(self, match: re.Match[str]) -> str:
        return self._spelt(match[0])

    def _measure(self, match: re.Match[str]) -> str:
        return f" trên {self._language.units[match['measure']]} "

    def _key(self, match: re.Match[str]) -> str:
        return self._language.abbreviation(Place.of(match), self._issuer) or ""

    def _sign(self, match: re.Match[str]) -> str:
        return f" {_SIGNS[match[0].strip()]} "


def _was_said(expansion: str, before: str) -> bool:
    """Also by its beginning: «Trung tâm Giám sát (HueIOC), thành phố Huế»."""
    said, words = before.lower().rstrip(), expansion.lower().split()
    shortest = max(3, len(words) // 2)
    beginnings = (" ".join(words[:count]) for count in range(shortest, len(words)))
    return expansion.lower() in said or any(map(said.endswith, beginnings))


def _is_between_two_words(place: Place) -> bool:
    """Not between three, as in «ngày/tháng/năm», and not at the end of one."""
    left = place.text[max(0, place.start - 20) : place.start].rpartition(" ")[2]
    right = place.text[place.end : place.end + 20].partition(" ")[0]
    return left[-1:].isalpha() and right[:1].isalpha() and "/" not in left + right


def _without_digits(words: str) -> str:
    """Digits that no rule foresaw, ① or those of an address, by their names."""
    if _SURELY_NO_DIGIT.fullmatch(words) or not any(map(str.isdigit, words)):
        return words
    return tidied("".join(f" {cardinal(unicodedata.digit(c))} " if c.isdigit() else c for c in words))


_AS_WRITTEN = ("plain", "name")
_FIGURES: dict[str, Callable[[re.Match[str], str], str | None]] = {
    "iso": figures.iso,
    "date": figures.day,
    "clock": figures.clock,
    "always": figures.always,
    "phone": figures.phone,
}
_READERS: dict[str, Callable[[Line, re.Match[str]], str]] = {
    "web": Line._web,
    "key": Line._key,
    "ratio": Line._ratio,
    "number": Line._number,
    "until": Line._until,
    "sign": Line._sign,
    "section": Line._section,
    "term": Line._term,
    "heading": Line._heading,
    "letters": Line._letters,
    "blank": Line._blank,
    "gloss": Line._gloss,
    "word": Line._word,
    "slash": Line._slash,
    "measure": Line._measure,
    "mail": lambda *_: " địa chỉ thư điện tử ",
    "etc": lambda *_: "vân vân",
    "minus": lambda *_: " âm ",
    "bracket": lambda *_: _PAUSE,
    "dash": lambda *_: _PAUSE,
}
