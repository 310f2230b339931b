"""Numbers of documents as words of their own, whatever way they are written: `#57nqtw`, `#57nq`.

`#` says that a number is named, `=` that it is the document's own. The long form has serial, year, kind and
issuer, the short one serial and kind: «nghị quyết 57» says no more. Leading zeros do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from portal import document_numbers
from portal.model.data import Vocabulary
from portal.search.words import fold, tokens

NAMED, OWN = "#", "="

ISSUERS = tuple("bcdtw bkhcn btgtu btgtw cp du hdnd qh tu ttg tw ubnd vpcp vptu vptw".split())
"""Issuers that stand in numbers: in a query they may follow a kind after a space."""
_MORE = {"Nghị định": "NĐ", "Chỉ thị": "CT", "Thông tư": "TT", "Chương trình": "CTr", "Đề án": "ĐA"}
"""Kinds of document that the vocabulary of plans does not have."""

_PARTS = re.compile(r"[-/]")
_SERIAL = re.compile(r"0*([0-9]+[a-z]?)")
_SHORT_SERIAL = re.compile("[1-9][0-9]{0,4}[a-z]?")
_BEFORE = 120
"""Characters before it in which its name stands."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class Numbers:
    """How kinds of documents are named: `labels` are names (Nghị quyết) to abbreviations (NQ)."""

    labels: tuple[tuple[str, str], ...]

    @cached_property
    def kinds(self) -> list[str]:
        """Folded abbreviations."""
        known = (*(short for _, short in self.labels), *document_numbers.KINDS)
        return sorted({_joined(kind) for kind in known})

    @cached_property
    def long(self) -> dict[str, str]:
        """Folded names of two words, as a query has them, to folded abbreviations."""
        named = {_folded(name): _joined(short) for name, short in self.labels}
        return {name: named[name] for name in sorted(named) if " " in name}

    def named(self, text: str) -> Iterator[str]:
        """Forms of the numbers that a text (NFC) names, be it as «Nghị quyết 57»."""
        for citation in document_numbers.find_all(text):
            yield from forms(citation.canonical)
        for match in self._alone.finditer(text):
            start, serial = match.start(), match[0].lstrip("0").lower()
            name = self._before.search(text, max(0, start - _BEFORE), start)
            if name and _SHORT_SERIAL.fullmatch(serial):
                yield serial + self.long[_folded(name[1])]

    @cached_property
    def _names(self) -> list[str]:
        """Those in `long` as they are written."""
        return [name for name, _ in self.labels if _folded(name) in self.long]

    @cached_property
    def _alone(self) -> re.Pattern[str]:
        """What may be one: behind the end of a name, or two spaces. Most numbers in a text count something.
        That it begins with digits makes it quick: a name first would be looked for everywhere."""
        ends = "|".join(dict.fromkeys(re.escape(name[-2:]) for name in self._names))
        return re.compile(rf"[0-9](?<=(?:{ends}|số|.\s)\s.)[0-9]*[a-z]?\b", re.IGNORECASE | re.DOTALL)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, self._names))
        return re.compile(rf"\b({names})\s+(?:số\s+)?\Z", re.IGNORECASE)


def numbers(vocabulary: Vocabulary) -> Numbers:
    """Kinds of the vocabulary, and of documents of the State that no plan is."""
    named = {kind.label: kind.abbr for kind in vocabulary.kinds.values() if kind.abbr}
    return Numbers(tuple((named | _MORE).items()))


def forms(number: str) -> tuple[str, ...]:
    """Short and long form of a canonical number; none for a blank one.

    >>> forms("03/NQ-CP"), forms("42/2022/NĐ-CP"), forms("193/2025/QH15")
    (('3nq', '3nqcp'), ('42nd', '422022ndcp'), ('193qh15', '1932025qh15'))
    """
    first, *others = _PARTS.split(number.lower())
    serial = _SERIAL.fullmatch(first)
    kinds = [part for part in others if not _YEAR.fullmatch(part)]
    if serial is None or not kinds:
        return ()
    return serial[1] + _joined(kinds[0]), serial[1] + _joined("".join(others))


def _folded(name: str) -> str:
    return " ".join(map(fold, tokens(name)))


def _joined(text: str) -> str:
    return re.sub("[^a-z0-9]", "", fold(text))
