"""Numbers of documents as they are read out: «57-NQ/TW» is «năm mươi bảy, Nghị quyết, Trung ương»."""

from __future__ import annotations

import re

from portal.document_numbers import canonical, is_blank, is_canonical
from portal.speech.abbreviations import Abbreviations
from portal.speech.letters import spelt
from portal.speech.numerals import cardinal, code

_BLANK = "không ghi số"
_SEPARATOR = re.compile("[-/]")
_SERIAL = re.compile("([0-9]{1,5})([a-z]?)")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def is_number(text: str) -> bool:
    """Whether this is the number of a document, blank or not, in any spelling that is forgiven."""
    return bool(text.strip()) and is_canonical(canonical(text))


def read(number: str, known: Abbreviations, *, issuer: str = "", before: str = "") -> tuple[str, list[str]]:
    """The number in words, with pauses between its parts, and the parts that had to be spelt.

    `before` is the text in front, which may name the kind. A blank number says that it is blank. The
    serial keeps its zero («03» is «không ba»), for it names the document and counts nothing.
    """
    tidy = canonical(number)
    serial, *parts = _SEPARATOR.split(tidy)
    said = [_BLANK if is_blank(tidy) else _serial(serial)]
    unknown = []
    for index, part in enumerate(filter(None, parts)):
        words = _part(part, known, issuer=issuer, before=before, is_first=not index)
        if words is None:
            unknown.append(part)
        said.append(words or spelt(part))
    return ", ".join(said), unknown


def _serial(text: str) -> str:
    match = _SERIAL.fullmatch(text)
    if match is None:
        return spelt(text)
    return f"{code(match[1])} {spelt(match[2])}".strip()


def _part(part: str, known: Abbreviations, *, issuer: str, before: str, is_first: bool) -> str | None:
    """The kind counts before the name of a body, except at the end: TT is a circular, then a ministry."""
    if _YEAR.fullmatch(part):
        return f"năm {cardinal(int(part))}"
    kind = known.kind(part, before)
    body = known.body(part, issuer)
    return (kind or body) if is_first or part == "CTN" else (body or kind)
