"""Abbreviations that nobody explains: found in a file, and held against the vocabulary later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal import document_numbers
from portal.advice.written import Text
from portal.speech.letters import is_syllable

Found = tuple[str, int]
"""A word and the line where it comes first."""

_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
# The name of a standard has its number: «WCAG 2.2», «RFC 5005»; that of a year is none.
_AFTER = r"(?![\w&/@+-]|\.\w| (?!(?:19|20)[0-9]{2}\b)[0-9])"
_WORD = re.compile(rf"[{_CAPITAL}](?<![\w&/.@#%+-].)(?:&?[{_CAPITAL}])+{_AFTER}")
# Names of things say what they are by the word before: «tệp OPML», «như NVDA, JAWS», «Tập đoàn VNPT».
_NAMED = re.compile(
    r"(?:như|phần mềm|ứng dụng|tệp|bảng mã|định dạng|chuẩn|giao thức|hãng|tập đoàn|công ty|ngân hàng)\s"
    r"(?:\w+, )*\Z",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# What is no abbreviation to anybody: units, currencies, titles before names, what every telephone says.
_KNOWN = frozenset(
    "KB MB GB TB PB KW MW GW VA KV HZ USD VND VNĐ EUR JPY CNY TS PGS GS NGND NGƯT TP TX TT PDF TV SMS WC OK "
    "ID ISO HTTPS HTTP URL WWW VN VIP COVID HTML CSS XML CSV JSON PNG JPG".split()
)


def find(text: Text, *, whole: bool) -> tuple[Found, ...]:
    """Words in capitals that may be abbreviations. With `whole` also those of title and summary, which
    loudspeakers' check does not see."""
    found: dict[str, int] = {}
    for name in ("title", "summary") if whole else ():
        said = text.document.values.get(name)
        if isinstance(said, str):
            for word, _ in _words(said):
                found.setdefault(word, text.document.line((name,)))
    for word, place in _words(text.words):
        if word not in found:
            found[word] = text.line(place)
    return tuple((word, line) for word, line in found.items() if not _is_explained(word, text.body))


def _words(said: str) -> Iterator[tuple[str, int]]:
    numbers: list[tuple[int, int]] | None = None
    for match in _WORD.finditer(said):
        if _is_no_abbreviation(match[0]) or _is_in_capitals(said, match) or _is_name(said, match):
            continue
        if numbers is None:
            numbers = [(each.start, each.end) for each in document_numbers.find_all(said)]
        if not any(start <= match.start() < end for start, end in numbers):
            yield match[0], match.start()


def _is_no_abbreviation(word: str) -> bool:
    return word in _KNOWN or is_syllable(word) or _ROMAN.fullmatch(word) is not None


def _is_name(said: str, match: re.Match[str]) -> bool:
    return _NAMED.search(said[max(0, match.start() - 40) : match.start()]) is not None


def _is_in_capitals(said: str, match: re.Match[str]) -> bool:
    """Whether its line is all in capitals: then nothing can be told."""
    start, end = said.rfind("\n", 0, match.start()) + 1, said.find("\n", match.end())
    line = said[start : end if end >= 0 else len(said)]
    return line.upper() == line and len(line.split()) > 1


def _is_explained(word: str, body: str) -> bool:
    """«… (VNPT)», «VNPT (…)», «gọi tắt là VNPT», `*[VNPT]: …`."""
    quoted = re.escape(word)
    here = rf"\({quoted}\)|(?<!\w){quoted} \([^()]*\s|tắt (?:là|:) ?[«“\"']?{quoted}(?!\w)|\*\[{quoted}\]:"
    return re.search(here, body) is not None
