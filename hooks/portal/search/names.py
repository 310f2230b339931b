"""Places by any name that they have had, in small files in which the worker looks a name up.

A name is in the file whose number is the FNV-1a hash of its first word without marks and kind, modulo
`FILES`. A row is `[name, kind, rank, context, note, address]`: the full name, its kind in small letters
(empty where it has none, as in «HCM»), a `Rank`, what it is or was part of, what it belongs to now (empty for
what is still there), and the address of the page that is nearest to it. Rows of better ranks come first.
"""

from __future__ import annotations

from collections.abc import Iterable

from portal.catalogue import Snapshot
from portal.localities import Level, Locality
from portal.search.columns import as_json
from portal.search.words import fold, tokens
from portal.views import place_names
from portal.views.place_names import Row, page_of, rank, rows
from portal.views.places import with_pages
from portal.views.values import locality_address, place_note

FILES = 256
_BASIS, _PRIME = 0x811C9DC5, 0x01000193
"""Of FNV-1a with 32 bits (RFC 9923)."""


def state(snapshot: Snapshot) -> object:
    """All that the files depend on: the register of places, and which places have pages."""
    return place_names.state(snapshot)


def contents(snapshot: Snapshot) -> list[bytes]:
    """The files by their number."""
    localities = snapshot.settings.localities
    own = frozenset(place.id for place in with_pages(snapshot))
    files: list[list[list[object]]] = [[] for _ in range(FILES)]
    for row in _sorted(rows(localities)):
        page = page_of(row.place, localities, own)
        files[file_of(row.name)].append(
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
    hashed = _BASIS
    for byte in fold(next(tokens(name), "")).encode():
        hashed = (hashed ^ byte) * _PRIME & 0xFFFFFFFF
    return hashed % FILES


def _sorted(found: Iterable[Row]) -> list[Row]:
    return sorted(found, key=lambda row: (rank(row.place), row.order))


def _note(place: Locality, snapshot: Snapshot) -> str:
    """«nay thuộc Phường Kinh Môn, Thành phố Hải Phòng» for a commune that went into one, else as anywhere."""
    note = place_note(place.id, snapshot)
    now = snapshot.settings.localities.successors_now(place.id)
    if place.level is not Level.COMMUNE or len(now) != 1:
        return note
    return note.replace("nay thuộc ", f"nay thuộc {now[0].full_name}, ", 1)
