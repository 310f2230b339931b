"""The head of a document: its number, date and place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.document_numbers import canonical, is_canonical
from portal.importing.findings import Found
from portal.importing.understanding.dates_in_text import part_date
from portal.importing.understanding.wording import Line, compiled, found

_NUMBER = re.compile(
    r"(?i:\bs[ốôoó])\s*[:.]?\s*(?P<number>(?:[\d\s.…_]*)[-/–—]?\s*(?=[^\s,]*[A-ZĐ])[^\s,;]+(?:\s*[-–/]\s*[A-ZĐƯ][^\s,;]*)*)"
)
_GAP = r"[\s.…_/-]*"
_PLACE_AND_DATE = compiled(
    rf"(?P<place>[A-ZĐÀ-Ỹ][^,;:]*?)?\s*,?\s*(?i:ngày)(?P<day>{_GAP}\d{{0,2}}{_GAP})(?i:tháng)(?P<month>{_GAP}\d{{0,2}}{_GAP})"
    rf"(?i:năm)(?P<year>{_GAP}\d{{0,4}})"
)
_SLASHED = compiled(
    r"(?P<place>[A-ZĐÀ-Ỹ][^,;:\d]*?),?\s*(?i:ngày)\s+(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
)
_DIGITS = re.compile(r"\d+")
_GLUED = re.compile(r"(?<=\d)\s+(?=[A-ZĐ])")


def number_of(lines: Iterable[Line], *, recognised: bool) -> Found[str] | None:
    """The document's own number; blank («/PVHTT») when its place was left empty."""
    for line in lines:
        match = _NUMBER.search(line.text)
        if match is None or not re.search("[-/–—]", match["number"]):
            continue
        value = canonical(_without_gaps(match["number"]))
        if is_canonical(value):
            return found(value, line, sure=not recognised)
        # Letters that were guessed from a picture make no number.
        if not recognised and re.search(r"[A-ZĐ]{2}", value) and len(value) < 40:
            return found(value, line, sure=False)
    return None


def _without_gaps(text: str) -> str:
    blank = re.sub(r"^[\s.…_]+(?=[-/–])", "", text.strip())
    blank = re.sub(r"[.…_]+(?=\s*[-/–])", "", blank).rstrip(".,;")
    tight = re.sub(r"\s*([-/–—])\s*", r"\1", blank)
    return _GLUED.sub("", tight)


def signed_of(lines: Iterable[Line], *, recognised: bool) -> tuple[Found[str] | None, Found[str] | None]:
    """Date and place of the document. Of a date with blanks only what is there."""
    for line in lines:
        match = _PLACE_AND_DATE.search(line.text) or _SLASHED.search(line.text)
        if match is None:
            continue
        value = part_date(*(_digits(match[name]) for name in ("year", "month", "day")))
        place = _place(match["place"] or "")
        return (
            found(value, line, sure=not recognised) if value else None,
            found(place, line, sure=not recognised) if place else None,
        )
    return None, None


def _digits(text: str) -> int | None:
    match = _DIGITS.search(text)
    return int(match[0]) if match else None


def _place(text: str) -> str:
    """A name only: capitals, and nothing that a name has not."""
    place = " ".join(text.split()).strip(" .,-–*")
    # What stands before the place in a joined line ends with a motto or a sign.
    words = place.split()
    if (
        not words
        or len(words) > 7
        or not all(word[:1].isupper() or word in ("phố", "xã", "-") for word in words)
    ):
        return ""
    return place
