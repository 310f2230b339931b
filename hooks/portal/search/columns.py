"""What a group says of its documents besides words: columns for counting and narrowing, and titles."""

from __future__ import annotations

import bisect
import itertools
import json
import string
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from portal.search.entries import Entry

if TYPE_CHECKING:
    from portal.search.shards import Shards
    from portal.search.terms import Terms

TITLES = 8
"""Documents whose titles are in one file."""
_DIGITS = string.digits + string.ascii_lowercase
_PLACES = string.digits + string.ascii_letters
_NONE = "-"
_LENGTHS = (2, 4, 8)
"""Words of titles that are told apart."""


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def head(entries: Sequence[Entry], terms: Sequence[Terms], made: Shards) -> dict[str, object]:
    """For the manifest: `docs`, how many there are; `kinds`, a base-36 place among the kinds for each
    document; `titles`, how long its title is (0: up to 2 words, 1: 4, 2: 8, 3: more); `years` in runs; and
    where shards begin (`starts`, as `front_coded`)."""
    years = itertools.groupby(entry.date[:4] for entry in entries)
    return {
        "docs": len(entries),
        "kinds": "".join(_DIGITS[entry.kind] for entry in entries),
        "titles": "".join(str(bisect.bisect_left(_LENGTHS, each.title)) for each in terms),
        "years": [[int(year) if year else None, len(list(run))] for year, run in years],
        "starts": front_coded(made.starts),
    }


def front_coded(texts: Sequence[str]) -> str:
    """Sorted texts without capitals behind each other: of each a capital, which counts the letters that it
    begins with as the one before does (A for none, at most Z), and its other letters.

    >>> front_coded(["", "chi", "chu", "d"])
    'AAchiCuAd'
    """
    pieces = []
    for before, text in itertools.pairwise(["", *texts]):
        same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(before, text, strict=False))
        shared = min(len(list(same)), 25)
        pieces.append(string.ascii_uppercase[shared] + text[shared:])
    return "".join(pieces)


def facets(
    entries: Sequence[Entry], provinces: Sequence[str], sections: Sequence[str], audiences: Sequence[str]
) -> bytes:
    """`facets.json`: `place`, for each document a character that counts provinces, or `-`; `sections` and
    `audiences`, a bit for each that it names."""
    place = {id: _PLACES[number] for number, id in enumerate(provinces)}
    return as_json(
        {
            "place": "".join(place.get(entry.province, _NONE) for entry in entries),
            "sections": [_mask(entry.sections, sections) for entry in entries],
            "audiences": [_mask(entry.audiences, audiences) for entry in entries],
        }
    )


def _mask(named: Sequence[str], known: Sequence[str]) -> int:
    return sum(1 << bit for bit, id in enumerate(known) if id in named)


def titles(entries: Sequence[Entry]) -> list[bytes]:
    """`t<n>.json`: address, title, date, name of the place, and what it is where the API does not say it."""
    rows: list[list[Any]] = [
        [entry.address, entry.title, entry.date, entry.place, entry.about] for entry in entries
    ]
    return [as_json(rows[start : start + TITLES]) for start in range(0, len(rows), TITLES)]
