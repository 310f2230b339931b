"""Words and abbreviations: what is a name, a word in capitals, a Roman numeral, an unknown abbreviation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.speech.abbreviations import Abbreviations, without_repetition
from portal.speech.letters import in_heading, is_marked_syllable, is_syllable
from portal.speech.numerals import cardinal, one_by_one, roman
from portal.speech.plain import is_hidden, is_plain, last_word
from portal.speech.tokens import alternatives, special_keys, token_pattern
from portal.speech.units import UNITS

# After these a numeral of I, V and X counts something, alone or in a list: «mục II, III và IV».
_COUNTS_IN_ROMAN = re.compile(
    r"\b(?:mục|phần|chương|quý|khóa|khoá|kỳ|kì|thứ|kỷ|kỉ|hạng|loại|cấp|bậc|đợt|lục|hội|đoạn|nhóm|vòng|họp|điểm)\s+"
    r"(?:[ivx]+(?:\.[0-9]+)*(?:/[0-9]{4})?(?:\s?[,;–-]\s?|\s(?:và|đến|hoặc)\s)){0,9}\Z"
)
_RANKS = {1: "nhất", 4: "tư"}
# Read as an abbreviation between words in capitals too («ỨNG DỤNG AI»); TA and TU are words there
# («CHÚNG TA», «TU DƯỠNG»).
_NEVER_A_WORD = "AI"
_NUMBER_FOLLOWS = re.compile(r"\s(?:số\s)?[0-9]")
_LETTERS_THEN_NUMBER = re.compile(r"([^\W\d_]+)([0-9]{1,9})")
_DIGITS = re.compile("-?([0-9]+)")
_AREAS = frozenset(["m2", "m3", "cm2", "km2"])
# As much of the text before a token as any rule looks at.
_LOOK_BACK = 60


def before(match: re.Match[str]) -> str:
    """The words in front of a token, in small letters."""
    start = match.start()
    return match.string[max(0, start - _LOOK_BACK) : start].lower()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token stands: rules look at the words around it."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, match: re.Match[str]) -> Place:
        return cls(match.string, match.start(), match.end())

    @property
    def token(self) -> str:
        return self.text[self.start : self.end]

    @property
    def written_before(self) -> str:
        """The words in front, as they are written."""
        return self.text[max(0, self.start - _LOOK_BACK) : self.start]

    @property
    def before(self) -> str:
        """The words in front, in small letters."""
        return self.written_before.lower()


@dataclass(frozen=True, slots=True)
class Language:
    """What the lines of all texts are read with."""

    known: Abbreviations
    units: Mapping[str, str]
    tokens: re.Pattern[str]
    # The end of a text that ends in a number, with its unit or without.
    quantity_end: re.Pattern[str]
    # Abbreviations that a line of plain words may hold.
    hidden: tuple[str, ...]

    @classmethod
    def of(cls, known: Abbreviations) -> Language:
        """Units are those of the table, in the vocabulary's words where it has them, and its small keys."""
        own = {key: said for key, said in known.words.items() if key in UNITS or _is_small(key)}
        units = UNITS | own
        # Small keys are units and nothing else.
        keys = {key: said for key, said in known.words.items() if not _is_small(key)}
        quantity_end = re.compile(rf"[0-9]\s?(?:{alternatives(units)})?\Z")
        hidden = tuple(filter(is_hidden, special_keys(keys)))
        return cls(Abbreviations(keys, known.kinds), units, token_pattern(keys, units), quantity_end, hidden)

    def is_plain(self, line: str) -> bool:
        """Whether a line is read as it is written."""
        return is_plain(line) and not (self.hidden and any(map(line.__contains__, self.hidden)))

    def word(self, place: Place, issuer: str) -> str | None:
        """A word or a run of words with hyphens; None when it can only be spelt."""
        token = place.token
        if token.islower() or token[1:].islower():
            # In the head of a table there is no number: «Diện tích (km²)».
            return self.units[token] if token in _AREAS else _numbers_read(token)
        whole = self._single(place, issuer)
        if whole is not None or "-" not in token:
            return whole
        parts = [self._part(place, match, issuer) for match in re.finditer("[^-]+", token)]
        if None in parts:
            return None
        changed = any(part != written for part, written in zip(parts, token.split("-"), strict=True))
        return (", " if changed else "-").join(part for part in parts if part)

    def abbreviation(self, place: Place, issuer: str) -> str | None:
        """The words of an abbreviation of the vocabulary, without those said just before."""
        expansion = self.known.expansion(place.token, issuer)
        return None if expansion is None else without_repetition(expansion, place.written_before)

    def _part(self, place: Place, match: re.Match[str], issuer: str) -> str | None:
        return self._single(Place(place.text, place.start + match.start(), place.start + match.end()), issuer)

    def _single(self, place: Place, issuer: str) -> str | None:
        token = place.token
        expansion = self.abbreviation(place, issuer)
        if expansion is not None and not _is_word_in_heading(place):
            return expansion
        if token != token.upper():
            return _numbers_read(token)
        value = roman(token)
        if value and _COUNTS_IN_ROMAN.search(place.before):
            return _counted(value, place.before)
        return self._capitals(place, issuer)

    def _capitals(self, place: Place, issuer: str) -> str | None:
        token = place.token
        if sum(map(str.isalpha, token)) < 2:
            return _numbers_read(token)
        if is_marked_syllable(token) or (
            is_syllable(token) and in_heading(place.text, place.start, place.end)
        ):
            return token
        if numbered := _LETTERS_THEN_NUMBER.fullmatch(token):
            said = self.known.words.get(numbered[1]) or self.known.kinds.get(numbered[1])
            return f"{said} {cardinal(int(numbered[2]))}" if said else None
        if _NUMBER_FOLLOWS.match(place.text, place.end):
            return self.known.kind(token, issuer)
        return None


def _is_small(key: str) -> bool:
    return key.islower() and key.isalpha()


def _is_word_in_heading(place: Place) -> bool:
    """Whether an abbreviation of the vocabulary is a word here: TA in «CHÚNG TA»."""
    return place.token != _NEVER_A_WORD and _is_syllable_in_heading(place)


def _is_syllable_in_heading(place: Place) -> bool:
    return is_syllable(place.token) and in_heading(place.text, place.start, place.end)


def _counted(value: int, before: str) -> str:
    return _RANKS.get(value, cardinal(value)) if last_word(before) == "thứ" else cardinal(value)


def _numbers_read(token: str) -> str:
    """«Covid-19» is «Covid mười chín», «F0» is «F không»; words without digits stay as they are."""
    if token.isalpha():
        return token
    return _DIGITS.sub(lambda m: f" {cardinal(int(m[1])) if len(m[1]) < 7 else one_by_one(m[1])} ", token)
