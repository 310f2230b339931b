"""The words of a group with their pairs, in the order of their folds, cut into shards of about one size.

A family is all spellings of a fold; no shard ends within one. A shard is, big-endian, a u32: the rank of its
first word in the group; a u32: the length of a dictionary in bytes; the dictionary in UTF-8; and a bit
stream. The dictionary has a fold a line, its spellings behind a tab where there is another than the fold
itself. The stream has for each fold

- for each spelling the list of documents that hold it;
- gamma(n + 1): how many bits the pairs take that the family owns, so that others can skip them;
- if there are any, gamma(m), gamma(k + 1), and m times a code and a list. Codes are increasing numbers,
  written as Rice codes with k of how many are left out before: (2 · rank of the other word + d) · spellings
  of the family + which spelling, where d is 1 when the other word stands first. The list has the places, in
  the list of this spelling, of the documents that hold the pair.

Numbers and lists are coded as `bits.py` says; `search-worker.js` reads all of this.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from portal.search.bits import Codes, Numbers, before, gaps, rice_parameter, sums
from portal.search.postings import Pairs, Words, postings
from portal.search.terms import Terms

_HEAD = struct.Struct(">II")
_AFTER_ALL = "\uffff"
"""Where an empty shard begins."""


@dataclass(frozen=True, slots=True)
class Shards:
    """`starts` are before all folds of a shard and behind those before it; `frequencies` say in how many
    documents the spellings of a fold are."""

    shards: tuple[bytes, ...]
    starts: tuple[str, ...]
    frequencies: dict[str, int]


def shards(documents: Sequence[Terms], count: int) -> Shards:
    """So many shards of documents, which are numbered as they come."""
    words, pairs = postings(documents)
    codes, starts = _codes(words, pairs)
    lines = list(_lines(words))
    bits = np.add.reduceat(codes.lengths, starts) if len(starts) else starts
    edges = cut([8 * len(line) + size for line, size in zip(lines, bits.tolist(), strict=True)], count)
    streams = iter(codes.streams(starts[[edge for edge in edges[:-1] if edge < len(lines)]]))
    ranks = [*words.firsts.tolist(), 0]
    contents = [
        _shard(ranks[first], lines[first:end], next(streams) if first < end else b"")
        for first, end in itertools.pairwise(edges)
    ]
    return Shards(
        tuple(contents),
        ("", *(_separator(words.folds, edge) for edge in edges[1:-1])),
        dict(zip(words.folds, words.frequencies.tolist(), strict=True)),
    )


def cut(sizes: Sequence[int], count: int) -> list[int]:
    """Where `count` parts of things of these sizes begin, and the last one ends. None is empty as long as
    there are things.

    >>> cut([1, 1, 1, 9, 1, 1], 3), cut([5], 2)
    ([0, 3, 4, 6], [0, 1, 1])
    """
    edges, left, part = [0], sum(sizes), 0
    for at, size in enumerate(sizes):
        parts = count + 1 - len(edges)
        # Of what is left each part that is left gets as much.
        full = (part + size / 2) * parts > left or len(sizes) - at < parts
        if part and parts > 1 and full:
            edges.append(at)
            left, part = left - part, 0
        part += size
    return edges + [len(sizes)] * (count + 1 - len(edges))


def _separator(folds: Sequence[str], edge: int) -> str:
    """The shortest text that is behind all folds before an edge, and not behind the one there."""
    if edge == len(folds):
        return _AFTER_ALL
    fold, before_it = folds[edge], folds[edge - 1]
    beginnings = (fold[:length] for length in range(1, len(fold)))
    return next((each for each in beginnings if each > before_it), fold)


def _lines(words: Words) -> Iterator[bytes]:
    """Of the dictionary, each with its end."""
    edges = [*words.firsts.tolist(), len(words.spellings)]
    for fold, (start, end) in zip(words.folds, itertools.pairwise(edges), strict=True):
        family = words.spellings[start:end]
        yield (f"{fold}\n" if family == (fold,) else f"{fold}\t{' '.join(family)}\n").encode()


def _shard(rank: int, lines: Sequence[bytes], stream: bytes) -> bytes:
    dictionary = b"".join(lines)[:-1]
    return _HEAD.pack(rank, len(dictionary)) + dictionary + stream


def _codes(words: Words, pairs: Pairs) -> tuple[Codes, Numbers]:
    """The streams of all families behind each other, and where in the codes each family begins."""
    families, count = words.families[pairs.owners], len(words.folds)
    owned = np.bincount(families, minlength=count)
    lists, both = words.lists.lengths, 1 + pairs.lists.lengths
    of_lists, of_pairs = sums(words.families, lists, count), sums(families, both, count)
    # Between lists and pairs a code word that is always there, and two more where there are pairs.
    between = 1 + 2 * (owned > 0)
    sizes = of_lists + between + of_pairs
    starts = before(sizes)
    codes = Codes(int(sizes.sum()))
    words.lists.write(codes, before(lists) + (starts - before(of_lists))[words.families])
    heads = starts + of_lists
    first = heads + between - before(of_pairs)
    _write_pairs(codes, pairs, before(both) + first[families], heads, owned)
    bits = codes.ends()
    codes.gamma(heads, bits[starts + sizes] - bits[heads + 1] + 1)
    return codes, starts


def _write_pairs(codes: Codes, pairs: Pairs, at: Numbers, heads: Numbers, owned: Numbers) -> None:
    """Each pair where it is to begin, and behind the heads of families how many they own."""
    left_out, some = gaps(pairs.codes, owned), np.flatnonzero(owned)
    if not len(some):
        return
    owned = owned[some]
    k = rice_parameter(owned, np.add.reduceat(left_out, before(owned)) + owned)
    codes.gamma(heads[some] + 1, owned)
    codes.gamma(heads[some] + 2, k + 1)
    codes.rice(at, left_out, np.repeat(k, owned))
    pairs.lists.write(codes, at + 1)
