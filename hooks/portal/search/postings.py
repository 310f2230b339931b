"""The words of a group of documents and their pairs, as arrays: which documents hold which."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from portal.search.bits import Lists, Numbers, before, sums
from portal.search.terms import Terms


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a group in the order of their ranks, and the documents of each.

    A family is all spellings of a fold: `families` gives that of each word, `folds` their folds, `firsts` the
    rank of their first word, `frequencies` in how many documents its words are, added up.
    """

    spellings: tuple[str, ...]
    lists: Lists
    families: Numbers
    folds: tuple[str, ...]
    firsts: Numbers
    frequencies: Numbers


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of words, sorted by the family of their owner and by `codes`; `lists` are places in the list of
    the owner.

    The owner is the word whose fold is in fewer documents: its own list says most of where the pair is.
    """

    owners: Numbers
    codes: Numbers
    lists: Lists


def postings(documents: Sequence[Terms]) -> tuple[Words, Pairs]:
    """Words and pairs of documents, which are numbered as they come."""
    names, held = _ranked(documents)
    sizes = _numbers(len(terms.levels) for terms in documents)
    # What a document holds, one document after the other, is put into the order of words and back.
    order = np.sort(held.astype(np.int64) << 32 | np.arange(len(held))) & 0xFFFFFFFF
    levels = _joined(np.uint8, (terms.levels for terms in documents))
    numbers = np.repeat(np.arange(len(documents)), sizes)
    frequencies = np.bincount(held, minlength=len(names))
    limits = np.full(len(names), len(documents), np.int64)
    words = _words(names, Lists(numbers[order], levels[order], frequencies, limits))
    places = np.empty_like(held)
    places[order] = np.arange(len(order)) - np.repeat(words.lists.starts, frequencies)
    return words, _pairs(documents, words, held, places, before(sizes))


def _ranked(documents: Sequence[Terms]) -> tuple[list[str], Numbers]:
    """All words in their order, and the ranks of those of one document after the other."""
    places: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    words = itertools.chain.from_iterable(terms.words for terms in documents)
    held = _numbers(map(places.__getitem__, words))
    # A tab comes before all letters: the spellings of a fold stay together.
    names = sorted(places)
    ranks = np.empty(len(names), np.int32)
    ranks[_numbers(map(places.__getitem__, names))] = np.arange(len(names))
    return names, ranks[held]


def _fold_first(name: str) -> tuple[str, str]:
    fold, _, spelling = name.partition("\t")
    return fold, spelling or fold


def _numbers(numbers: Iterable[int]) -> Numbers:
    # There are millions of them: 64 bits would take much memory.
    return np.fromiter(numbers, np.int32)


def _joined(kind: type[np.generic], parts: Iterable[bytes]) -> Numbers:
    return np.frombuffer(b"".join(parts), kind).astype(np.int32)


def _words(names: Sequence[str], lists: Lists) -> Words:
    split = [_fold_first(name) for name in names]
    folds = list(dict.fromkeys(fold for fold, _ in split))
    place = {fold: number for number, fold in enumerate(folds)}
    families = _numbers(place[fold] for fold, _ in split)
    firsts = np.flatnonzero(np.diff(families, prepend=-1))
    spellings = tuple(spelling for _, spelling in split)
    return Words(spellings, lists, families, tuple(folds), firsts, sums(families, lists.sizes, len(folds)))


def _pairs(
    documents: Sequence[Terms], words: Words, held: Numbers, places: Numbers, starts: Numbers
) -> Pairs:
    """`held` are the words of each document, which begin at its start, `places` that of the document in the
    list of each."""
    spellings = np.bincount(words.families, minlength=len(words.folds))
    families, codes, at, levels = _sorted(*_owned(documents, words, held, places, starts, spellings))
    new = np.flatnonzero(np.diff(codes, prepend=-1) | np.diff(families, prepend=-1))
    owners = words.firsts[families[new]] + codes[new] % spellings[families[new]]
    lists = Lists(at, levels, np.diff(np.append(new, len(at))), words.lists.sizes[owners])
    return Pairs(owners, codes[new], lists)


def _owned(
    documents: Sequence[Terms],
    words: Words,
    held: Numbers,
    places: Numbers,
    starts: Numbers,
    spellings: Numbers,
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Of all pairs of all documents the family of the owner, the code, the place and the level."""
    begin = np.repeat(starts.astype(np.int32), _numbers(len(terms.pair_levels) for terms in documents))
    first = begin + _joined(np.uint32, (terms.firsts for terms in documents))
    second = begin + _joined(np.uint32, (terms.seconds for terms in documents))
    first_owns = _first_owns(words, words.families[held[first]], words.families[held[second]])
    own, other = np.where(first_owns, first, second), np.where(first_owns, second, first)
    owners = held[own]
    families = words.families[owners]
    codes = (2 * held[other] + ~first_owns) * spellings[families] + owners - words.firsts[families]
    return families, codes, places[own], _joined(np.uint8, (terms.pair_levels for terms in documents))


def _first_owns(words: Words, first: Numbers, second: Numbers) -> Numbers:
    sizes = words.frequencies
    return (sizes[first] < sizes[second]) | ((sizes[first] == sizes[second]) & (first <= second))  # type: ignore[no-any-return]


def _sorted(*columns: Numbers) -> list[Numbers]:
    """Rows by the first column, then by the next one and so on. As one number each they are sorted in a
    fraction of the time."""
    widths = [int(column.max(initial=0)).bit_length() for column in columns]
    assert sum(widths) < 64
    rows = np.zeros(len(columns[0]), np.int64)
    for column, width in zip(columns, widths, strict=True):
        rows = rows << width | column
    rows.sort()
    found: list[Numbers] = []
    for width in reversed(widths):
        found.append((rows & ((1 << width) - 1)).astype(np.int32 if width < 31 else np.int64))
        rows >>= width
    return found[::-1]
