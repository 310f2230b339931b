"""Every name of a place, old ones included, in small files that a reader's browser looks names up in.

There is a file for each first letter of the name without its kind word and marks:
`/dia-phuong/ten/k.json` has «Xã Kẻ Sặt» and «Thị xã Kinh Môn», `0.json` what begins with a digit.
`docs/assets/js/my-locality.js` reads them:

- `kinds`: words before names. In `groups` a name begins with the digit of its kind: «2Cần Thơ»;
- `provinces`: full name and address of today's provinces that the names lie in;
- `origins`: `[text, n]`, what a place was or is part of («Hải Dương cũ»), now in `provinces[n]`;
- `groups`: `[rank, n, blocks]`: places of a `Rank` from `origins[n]`. A block is `[district, name …]`;
- `addresses`: of pages that names lead to, other than that of their province. A text in a block is the
  name of a place that leads to its province's page; `[name, n]` leads to `addresses[n]`, a page of its
  own; with a negative `n` to `addresses[-1 - n]`, the page of what it went into.

A province always has a page of its own.
"""

from __future__ import annotations

import json
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache, partial
from typing import NamedTuple

from portal.catalogue import Snapshot
from portal.localities import Kind, Level, Localities, Locality
from portal.vietnamese import slugify, sort_key
from portal.views.places import INDEX, with_pages
from portal.views.values import locality_address

_FOLDER = f"{INDEX.address}ten/"
_OTHERS = "0"
_LETTERS = (_OTHERS, *string.ascii_lowercase)

# Ten of them: a digit each. Without a kind are aliases («HCM»), and what is in no district.
_KINDS = ("", *(kind.value for kind in Kind if kind is not Kind.NATION))

_KIND_WORDS = frozenset(
    word for kind in map(slugify, _KINDS) for word in (kind, "".join(part[:1] for part in kind.split("-")))
)


class Rank(IntEnum):
    """Of places that match a text equally well the lowest rank comes first.

    Whoever types «Bình Phước» means the former province rather than a commune of that name.
    """

    PROVINCE = 0
    OLD_PROVINCE = 1
    COMMUNE = 2
    OLD_DISTRICT = 3
    OLD_COMMUNE = 4


_FORMER = {
    Level.PROVINCE: Rank.OLD_PROVINCE,
    Level.DISTRICT: Rank.OLD_DISTRICT,
    Level.COMMUNE: Rank.OLD_COMMUNE,
}


class Row(NamedTuple):
    """A name of a place, as people know it, and what it was part of then."""

    kind: str
    name: str
    place: Locality
    district: Locality | None = None
    origin: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}".strip()

    @property
    def context(self) -> str:
        """«Thị xã Kinh Môn, Hải Dương cũ»."""
        district = self.district.full_name if self.district else ""
        return ", ".join(filter(None, (district, self.origin)))


_Found = tuple[Row, Locality]
"""A name, and the place whose page is nearest."""


class _Table(dict[tuple[object, ...], int]):
    """Values, each with its place in the order in which they were first asked for."""

    def place(self, *value: object) -> int:
        return self.setdefault(value, len(self))


def addresses() -> tuple[str, ...]:
    """All files, also those of letters that no name begins with: nothing that is typed meets a dead link."""
    return tuple(f"{_FOLDER}{letter}.json" for letter in _LETTERS)


def state(snapshot: Snapshot) -> object:
    """All that the files depend on: the register of places, and which places have pages."""
    return snapshot.settings.state("localities"), tuple(place.id for place in with_pages(snapshot))


def makers(snapshot: Snapshot) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each address with what makes its content; the first one that is called makes them all."""
    contents = cache(lambda: dict(shards(snapshot)))
    for address in addresses():
        yield address, lambda address=address: contents()[address]  # type: ignore[misc]


def shards(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Address and content of every file."""
    localities = snapshot.settings.localities
    found: dict[str, list[_Found]] = defaultdict(list)
    letters = cache(_letters)
    for each in by_name(snapshot):
        for letter in letters(each[0].name):
            found[letter].append(each)
    for letter, address in zip(_LETTERS, addresses(), strict=True):
        content = _content(found[letter], localities)
        yield address, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _letters(name: str) -> set[str]:
    """Where a name is looked for: «quan hoa» may be a district Hòa, so that Quan Hóa is in `h` too."""
    kind, _, rest = slugify(name).partition("-")
    found = {kind, rest} if rest and kind in _KIND_WORDS else {kind}
    return {each[:1] if each[:1] in _LETTERS else _OTHERS for each in found}


def _rows(localities: Localities) -> Iterator[Row]:
    """Every name of every place, in the order of the data."""
    # Units below the same one are parts of the same.
    parts = cache(partial(_parts_of, localities))
    for place in localities:
        if place.parent is not None:
            yield Row(place.kind, place.name, place, *parts(place.parent, current=place.is_current))
            yield from _other_names(place)


def by_name(snapshot: Snapshot) -> Sequence[_Found]:
    """All rows by names, each with the place whose page is nearest to it."""
    return _by_name(snapshot.settings.localities, frozenset(place.id for place in with_pages(snapshot)))


# Files for typing one's place and those of the search are made of the same.
@lru_cache(maxsize=1)
def _by_name(localities: Localities, own: frozenset[str]) -> Sequence[_Found]:
    return [(row, _page_of(row.place, localities, own)) for row in _ordered(_rows(localities))]


def _ordered(found: Iterable[Row]) -> list[Row]:
    """By names, whatever the order of the data: alike names pack best side by side."""
    known = list(found)
    # Most names are there more than once, and numbers are compared faster.
    names = sorted({row.name for row in known}, key=lambda name: (sort_key(name), name))
    places = {name: place for place, name in enumerate(names)}
    return sorted(known, key=lambda row: (places[row.name], _KINDS.index(row.kind), row.place.id))


def _other_names(place: Locality) -> Iterator[Row]:
    for before in place.earlier:
        if before.name != place.name:
            yield Row(before.kind, before.name, place, origin=f"nay là {place.full_name}")
    for alias in place.aliases:
        yield Row("", alias, place, origin=f"tức {place.full_name}")


def _parts_of(localities: Localities, parent: str, *, current: bool) -> tuple[Locality | None, str]:
    """District and province of its time; of a place that is still there the province's full name."""
    district, origin = None, ""
    for above in (localities[parent], *localities.ancestors(parent)):
        if above.level is Level.DISTRICT:
            district = above
        elif above.level is Level.PROVINCE:
            old = above.name if above.is_current else f"{above.name} cũ"
            origin = above.full_name if current else old
    return district, origin


def _content(rows: Iterable[_Found], localities: Localities) -> dict[str, object]:
    provinces, origins, pages = _Table(), _Table(), _Table()
    groups: dict[tuple[int, int], dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for row, page in rows:
        province = localities.province_of(row.place.id)
        assert province is not None
        origin = origins.place(row.origin, provinces.place(province.full_name, locality_address(province.id)))
        coded = _coded(row.kind, row.name)
        to: object = coded
        if page is not province:
            at = pages.place(locality_address(page.id))
            to = [coded, at if page is row.place else -1 - at]
        district = _coded(row.district.kind, row.district.name) if row.district else "0"
        groups[rank(row.place), origin][district].append(to)
    return {
        "kinds": _KINDS,
        "provinces": list(provinces),
        "origins": list(origins),
        "addresses": [address for (address,) in pages],
        "groups": [
            [*head, [[district, *names] for district, names in blocks.items()]]
            for head, blocks in sorted(groups.items())
        ],
    }


def _coded(kind: str, name: str) -> str:
    return f"{_KINDS.index(kind)}{name}"


def rank(place: Locality) -> Rank:
    if not place.is_current:
        return _FORMER[place.level]
    return Rank.PROVINCE if place.level is Level.PROVINCE else Rank.COMMUNE


def _page_of(place: Locality, localities: Localities, own: frozenset[str]) -> Locality:
    """Of the ids in `own`, which have pages: the place itself, the one that it went into, or its province."""
    if place.id in own:
        return place
    province = localities.province_of(place.id)
    assert province is not None
    now = localities.successors_now(place.id)
    # A district went into many communes: none of them stands for it, its province does.
    if place.level is Level.DISTRICT and len(now) > 1:
        return province
    return next((successor for successor in now if successor.id in own), province)
