"""Places by any name that they have had, in small files in which the worker looks a name up.

A name is in the file whose number is the FNV-1a hash of its first word without marks and kind, and of the
first letter of the second one, modulo `FILES`: hundreds begin with the same word. Names of one word are in a
file behind these. A row is `[name, kind, rank, context, note, address]`: the full name, its kind in small
letters (empty where it has none, as in «HCM»), a `Rank`, what it is or was part of, what it belongs to now
(empty for what is still there), and the address of the page that is nearest to it. Rows of better ranks come
first.
"""

from __future__ import annotations

import itertools
from functools import cache, lru_cache

from portal.catalogue import Snapshot
from portal.localities import Level, Locality
from portal.search.columns import as_json
from portal.search.words import fold, tokens
from portal.views import place_names
from portal.views.place_names import by_name, rank
from portal.views.values import locality_address, place_note

FILES = 128
_BASIS, _PRIME = 0x811C9DC5, 0x01000193
"""Of FNV-1a with 32 bits (RFC 9923)."""


def state(snapshot: Snapshot) -> object:
    """All that the files depend on: the register of places, and which places have pages."""
    return place_names.state(snapshot)


def contents(snapshot: Snapshot) -> list[bytes]:
    """The files by their number."""
    files: list[list[list[object]]] = [[] for _ in range(FILES + 1)]
    number = cache(file_of)
    for row, page in sorted(by_name(snapshot), key=lambda found: rank(found[0].place)):
        files[number(row.name)].append(
            [
                row.full_name,
                row.kind.lower(),
                rank(row.place),
                row.context,
                _note(row.place, snapshot),
                locality_address(page.id),
            ]
        )
    return [as_json(each) for each in files]


def file_of(name: str) -> int:
    """The number of the file that holds a name without its kind."""
    first, second, *_ = *map(_folded, itertools.islice(tokens(name), 2)), "", ""
    return _hash(first + second[:1]) % FILES if second else FILES


# Names are made of few words.
_folded = lru_cache(maxsize=10_000)(fold)


def _hash(text: str) -> int:
    """FNV-1a."""
    hashed = _BASIS
    for byte in text.encode():
        hashed = (hashed ^ byte) * _PRIME & 0xFFFFFFFF
    return hashed


def _note(place: Locality, snapshot: Snapshot) -> str:
    """«nay thuộc Phường Kinh Môn, Thành phố Hải Phòng» for a commune that went into one, else as anywhere."""
    note = place_note(place.id, snapshot)
    now = snapshot.settings.localities.successors_now(place.id)
    if place.level is not Level.COMMUNE or len(now) != 1:
        return note
    return note.replace("nay thuộc ", f"nay thuộc {now[0].full_name}, ", 1)
