"""The words of a group of documents and their pairs, as arrays: which documents hold which."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from portal.search.bits import Lists, Numbers
from portal.search.terms import Terms

_DOCUMENT = 20
"""Bits for the number of a document in a group."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a group in the order of their ranks, and the documents of each.

    A family is all spellings of a fold: `families` gives that of each word, `folds` their folds, `firsts` the
    rank of their first word.
    """

    spellings: tuple[str, ...]
    lists: Lists
    families: Numbers
    folds: tuple[str, ...]
    firsts: Numbers


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of words, sorted by the family of their owner and by `codes`; `lists` are places in the list of
    the owner. `partners` are the families of the other words.

    The owner is the word whose fold is in fewer documents: its own list says most of where the pair is.
    """

    owners: Numbers
    codes: Numbers
    partners: Numbers
    lists: Lists


def postings(documents: Sequence[Terms]) -> tuple[Words, Pairs]:
    """Words and pairs of documents, which are numbered as they come."""
    names = sorted(set(itertools.chain.from_iterable(terms.words for terms in documents)), key=_fold_first)
    ranks = {name: rank for rank, name in enumerate(names)}
    own = [np.array([ranks[name] for name in terms.words], np.int64) for terms in documents]
    keys = _joined(ids << _DOCUMENT | number for number, ids in enumerate(own))
    levels = _levels(terms.levels for terms in documents)
    order = np.argsort(keys)
    keys = keys[order]
    sizes = np.bincount(keys >> _DOCUMENT, minlength=len(names))
    numbers = keys & ((1 << _DOCUMENT) - 1)
    lists = Lists(numbers, levels[order], sizes, np.full(len(names), len(documents), np.int64))
    words = _words(names, lists)
    return words, _pairs(documents, own, words, keys)


def _fold_first(name: str) -> tuple[str, str]:
    fold, _, spelling = name.partition("\t")
    return fold, spelling or fold


def _joined(parts: Iterable[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, np.int64), *parts])


def _levels(parts: Iterable[bytes]) -> Numbers:
    return np.frombuffer(b"".join(parts), np.uint8).astype(np.int64)


def _words(names: Sequence[str], lists: Lists) -> Words:
    split = [_fold_first(name) for name in names]
    folds = list(dict.fromkeys(fold for fold, _ in split))
    place = {fold: number for number, fold in enumerate(folds)}
    families = np.array([place[fold] for fold, _ in split], np.int64)
    firsts = np.flatnonzero(np.diff(families, prepend=-1))
    return Words(tuple(spelling for _, spelling in split), lists, families, tuple(folds), firsts)


def _pairs(documents: Sequence[Terms], own: Sequence[Numbers], words: Words, keys: Numbers) -> Pairs:
    both = list(zip(own, documents, strict=True))
    firsts = _joined(ids[np.frombuffer(terms.firsts, np.uint32)] for ids, terms in both)
    seconds = _joined(ids[np.frombuffer(terms.seconds, np.uint32)] for ids, terms in both)
    numbers = np.repeat(np.arange(len(documents)), np.array([len(t.firsts) for t in documents], np.int64))
    levels = _levels(terms.pair_levels for terms in documents)
    first_owns = _first_owns(words, words.families[firsts], words.families[seconds])
    owners, others = np.where(first_owns, firsts, seconds), np.where(first_owns, seconds, firsts)
    family = words.families[owners]
    spellings = np.bincount(words.families, minlength=len(words.folds))
    codes = (2 * others + ~first_owns) * spellings[family] + owners - words.firsts[family]
    order = np.lexsort((numbers, codes, family))
    owners, others, codes, numbers = owners[order], others[order], codes[order], numbers[order]
    new = np.flatnonzero(np.diff(codes, prepend=-1) | np.diff(family[order], prepend=-1))
    places = np.searchsorted(keys, owners << _DOCUMENT | numbers) - words.lists.starts[owners]
    lists = Lists(places, levels[order], np.diff(np.append(new, len(owners))), words.lists.sizes[owners[new]])
    return Pairs(owners[new], codes[new], words.families[others[new]], lists)


def _first_owns(words: Words, first: Numbers, second: Numbers) -> Numbers:
    sizes = np.bincount(words.families, weights=words.lists.sizes, minlength=len(words.folds))
    return (sizes[first] < sizes[second]) | ((sizes[first] == sizes[second]) & (first <= second))  # type: ignore[no-any-return]
