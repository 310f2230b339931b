"""Places by what people call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from portal.localities.locality import Kind, Level, Locality
from portal.vietnamese import slugify, tone_position_key

# Folded kind words as people write them. «T.» and «TT» are rare but stand in old lists.
_KIND_WORDS: Final = MappingProxyType(
    {slugify(kind): kind for kind in Kind if kind is not Kind.NATION}
    | {
        "t": Kind.PROVINCE,
        "tp": Kind.CITY,
        "tx": Kind.TOWN,
        "q": Kind.URBAN_DISTRICT,
        "h": Kind.RURAL_DISTRICT,
        "p": Kind.WARD,
        "x": Kind.RURAL_COMMUNE,
        "tt": Kind.TOWNSHIP,
        "dk": Kind.SPECIAL_ZONE,
    }
)
_GLUED_NUMBER: Final = re.compile(r"([pq])(\d+)")
_WORD: Final = re.compile(r"\w+")
_MOST_SUGGESTIONS: Final = 3


class NameIndex:
    """Every designation and alias of every place, without marks and kind word."""

    def __init__(self, units: Iterable[Locality]) -> None:
        self._by_key: dict[str, list[Locality]] = {}
        self._ids: dict[str, None] = {}
        for unit in sorted(units, key=lambda unit: unit.level.depth):
            if unit.level is not Level.COMMUNE or unit.is_current:
                self._ids[unit.id] = None
            for key in {slugify(name) for name in _names(unit)}:
                self._by_key.setdefault(key, []).append(unit)

    def find(self, name: str) -> list[Locality]:
        words = _words(name)

        def rank(unit: Locality) -> tuple[bool, bool]:
            exact = any(words[-len(own) :] == own for own in map(_words, _names(unit)))
            return not exact, not unit.is_current

        # Stable: what ranks equal stays in order of level, then of the data.
        return sorted(self._matches(slugify(name)), key=rank)

    def _matches(self, key: str) -> list[Locality]:
        """With the kind asked for; a wrong kind («huyện Biên Hòa») still finds the name."""
        whole = self._by_key.get(key, [])
        kind, rest = _split_kind(key)
        if kind is None:
            return whole
        named = self._by_key.get(rest, [])
        of_kind = [unit for unit in named if any(d.kind is kind for d in unit.designations)]
        return list({unit.id: unit for unit in (*of_kind, *whole)}.values()) or named

    def suggest(self, unknown_id: str) -> tuple[str, ...]:
        """Same name elsewhere («kinh-mon»), then ids that look alike («tien-gang»)."""
        parts = [slugify(part) for part in unknown_id.split("/")]
        tidy = "/".join(parts)
        known = [tidy] if tidy in self._ids else []
        same_name = [unit.id for unit in self._matches(parts[-1]) if unit.id in self._ids]
        candidates = [id for id in self._ids if id.count("/") == tidy.count("/")]
        alike = get_close_matches(tidy, candidates, n=_MOST_SUGGESTIONS, cutoff=0.75)
        near_first = sorted(same_name, key=lambda id: id.split("/")[0] != parts[0])
        return tuple(dict.fromkeys((*known, *near_first, *alike)))[:_MOST_SUGGESTIONS]


def _names(unit: Locality) -> Iterator[str]:
    for designation in unit.designations:
        yield designation.name
    yield from unit.aliases


def _words(name: str) -> list[str]:
    return _WORD.findall(tone_position_key(name.lower()))


def _split_kind(key: str) -> tuple[Kind | None, str]:
    """`thanh-pho-bien-hoa` as city and `bien-hoa`; `q1` as urban district and `1`."""
    if glued := _GLUED_NUMBER.fullmatch(key):
        return _KIND_WORDS[glued[1]], glued[2]
    words = key.split("-")
    for count in (2, 1):
        kind = _KIND_WORDS.get("-".join(words[:count]))
        if kind is not None and len(words) > count:
            return kind, "-".join(words[count:])
    return None, key
