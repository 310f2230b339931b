"""The files of a group of documents, made together, and the list of all words."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.search import columns
from portal.search.entries import Entry

_FEWEST_SHARDS = 4
_MOST_WORDS = 12_000
"""In the list for mending words: more only take long to read."""


def names(size: int) -> Iterator[str]:
    """Files of a group of so many documents."""
    yield "facets.json"
    yield from (f"t{number}.json" for number in range(-(-size // columns.TITLES)))
    yield from (f"{number}.bin" for number in range(shards_of(size)))


def shards_of(size: int) -> int:
    """A query reads one of each group for each of its words: many small ones cost whoever builds the site,
    few large ones a reader. A large group has more of them: there even single words are large."""
    return max(_FEWEST_SHARDS, size * 2 // 5 + size * size // 10_000)


@dataclass(frozen=True, slots=True)
class Columns:
    """Ids in the order in which columns count them."""

    provinces: tuple[str, ...]
    sections: tuple[str, ...]
    audiences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a group apart from its files: for the manifest, and in how many documents each fold
    is."""

    head: Mapping[str, object]
    frequencies: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a group by name. `known` is a `Known` as it is stored."""

    files: Mapping[str, bytes]
    known: bytes = b""


def group_made(head: tuple[Sequence[Entry], Columns], parts: Iterable[bytes]) -> bytes:
    """Entries, what columns count, and the terms of each entry as `Made`."""
    from portal.search.shards import shards  # noqa: PLC0415 - brings NumPy, which few builds need

    entries, counted = head
    terms = [pickle.loads(part) for part in parts]  # noqa: S301 - our own cache
    made = shards(terms, shards_of(len(entries)))
    facets = columns.facets(entries, counted.provinces, counted.sections, counted.audiences)
    contents = [facets, *columns.titles(entries), *made.shards]
    known = packed(Known(columns.head(entries, terms, made), made.frequencies))
    return packed(Made(dict(zip(names(len(entries)), contents, strict=True)), known))


def packed(value: Made | Known) -> bytes:
    """For the store."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Made:
    made = pickle.loads(data)  # noqa: S301 - our own cache
    assert isinstance(made, Made)
    return made


def known_of(data: bytes) -> Known:
    known = pickle.loads(data)  # noqa: S301 - our own cache
    assert isinstance(known, Known)
    return known


def lexicon(_head: None, groups: Iterable[bytes]) -> bytes:
    """All folds that are words, the most frequent first: a word with a wrong letter is mended by them."""
    found: Counter[str] = Counter()
    for group in groups:
        found.update(known_of(group).frequencies)
    words = ((fold, count) for fold, count in found.items() if fold.isalpha() and len(fold) > 1)
    most = sorted(words, key=lambda word: (-word[1], word[0]))[:_MOST_WORDS]
    return columns.as_json([fold for fold, _ in most])
