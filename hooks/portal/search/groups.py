"""The files of a group of documents, made together, and the list of all words."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.search import columns
from portal.search.entries import Entry
from portal.search.shards import shards

_FEWEST_SHARDS = 4
_MOST_WORDS = 12_000
"""In the list for mending words: more only take long to read."""


def names(size: int) -> Iterator[str]:
    """Files of a group of so many documents."""
    yield from ("head.json", "facets.json")
    yield from (f"t{number}.json" for number in range(-(-size // columns.TITLES)))
    yield from (f"{number}.bin" for number in range(shards_of(size)))
    yield from (f"p{number}.bin" for number in range(pieces_of(size)))


def shards_of(size: int) -> int:
    """So many that each is about half a kilobyte: a query reads one of each group for each of its words."""
    return max(_FEWEST_SHARDS, 2 * size // 3)


def pieces_of(size: int) -> int:
    """About as large as shards."""
    return 2 * shards_of(size)


@dataclass(frozen=True, slots=True)
class Columns:
    """Ids in the order in which columns count them."""

    provinces: tuple[str, ...]
    sections: tuple[str, ...]
    audiences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a group by name, and in how many documents each fold is."""

    files: Mapping[str, bytes]
    frequencies: Mapping[str, int]


def group_made(head: tuple[Sequence[Entry], Columns], parts: Iterable[bytes]) -> bytes:
    """Entries, what columns count, and the terms of each entry as `Made`."""
    entries, known = head
    terms = [pickle.loads(part) for part in parts]  # noqa: S301 - our own cache
    size = len(entries)
    made = shards(terms, shards=shards_of(size), pieces=pieces_of(size))
    files = {
        "head.json": columns.head(entries, terms, made),
        "facets.json": columns.facets(entries, known.provinces, known.sections, known.audiences),
    }
    files |= {f"t{number}.json": content for number, content in enumerate(columns.titles(entries))}
    files |= {f"{number}.bin": content for number, content in enumerate(made.shards)}
    files |= {f"p{number}.bin": content for number, content in enumerate(made.pieces)}
    return packed(files, made.frequencies)


def packed(files: Mapping[str, bytes], frequencies: Mapping[str, int]) -> bytes:
    """For the store."""
    return pickle.dumps(Made(files, frequencies), protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Made:
    made = pickle.loads(data)  # noqa: S301 - our own cache
    assert isinstance(made, Made)
    return made


def lexicon(_head: None, groups: Iterable[bytes]) -> bytes:
    """All folds that are words, the most frequent first: a word with a wrong letter is mended by them."""
    found: Counter[str] = Counter()
    for group in groups:
        found.update(unpacked(group).frequencies)
    words = ((fold, count) for fold, count in found.items() if fold.isalpha() and len(fold) > 1)
    most = sorted(words, key=lambda word: (-word[1], word[0]))[:_MOST_WORDS]
    return columns.as_json([fold for fold, _ in most])
