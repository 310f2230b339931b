"""The words of a group as shards of about 1 kB, and their pairs as pieces of about 1 kB.

Words are in the order of their folds, pairs in that of the families that own them. Shards and pieces are cut
from these where they are full, but never within a family, or within the pairs of two families.

A shard is, big-endian, a u32: the rank of its first word in the group; a u16: the piece in which the pairs of
the families before it end; a u16: the length of a dictionary in bytes; the dictionary in UTF-8; and a bit
stream. The dictionary has a fold a line, its spellings behind a tab where there is another than the fold
itself. The stream has for each fold

- a bit: whether its pairs begin in the next piece, and not in the one in which those before end;
- gamma(c + 1), in how many more pieces its pairs go on, and the ranks of the other families with which these
  begin, c increasing numbers below the number of all words;
- for each spelling the list of documents that hold it.

A piece is a bit stream. For each family that owns pairs in it

- gamma(rank - r): r is the rank of the family before, at first -1;
- gamma(n + 1): the length of what follows in bits, so that those who look for another family can skip it;
- gamma(m), gamma(k + 1), and m times a code and a list. Codes are increasing numbers, written as Rice codes
  with k of how many are left out before: (2 · rank of the other word + d) · spellings of the family + which
  spelling, where d is 1 when the other word stands first. The list has the places, in the list of this
  spelling, of the documents that hold the pair.

Numbers and lists are coded as `bits.py` says; `search-worker.js` reads all of this.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from portal.search.bits import Codes, Numbers, before, gaps, rice_parameter
from portal.search.postings import Pairs, Words, postings
from portal.search.terms import Terms

_HEAD = struct.Struct(">IHH")
_AFTER_ALL = "\uffff"
"""Where an empty shard begins."""


@dataclass(frozen=True, slots=True)
class Shards:
    """`starts` are before all folds of a shard and behind those before it, `tokens` how many words there are;
    `frequencies` say in how many documents the spellings of a fold are."""

    shards: tuple[bytes, ...]
    starts: tuple[str, ...]
    pieces: tuple[bytes, ...]
    tokens: int
    frequencies: dict[str, int]


def shards(documents: Sequence[Terms], *, shards: int, pieces: int) -> Shards:
    """So many shards and pieces of documents, which are numbered as they come."""
    words, pairs = postings(documents)
    cut = _cut(words, pairs, pieces)
    contents, edges = _shards(words, cut, shards)
    sizes = np.bincount(words.families, weights=words.lists.sizes, minlength=len(words.folds))
    return Shards(
        contents,
        ("", *(_separator(words.folds, edge) for edge in edges[1:-1].tolist())),
        tuple(cut.contents.get(number, b"") for number in range(pieces)),
        len(words.spellings),
        dict(zip(words.folds, sizes.astype(int).tolist(), strict=True)),
    )


def _separator(folds: Sequence[str], edge: int) -> str:
    """The shortest text that is behind all folds before an edge, and not behind the one there."""
    if edge == len(folds):
        return _AFTER_ALL
    fold, before_it = folds[edge], folds[edge - 1] if edge else ""
    beginnings = (fold[:length] for length in range(1, len(fold)))
    return next((each for each in beginnings if each > before_it), fold)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Pairs in pieces: `contents` by number; for each family the piece in which those before it end (`ends`),
    whether it begins in the next one (`new`), in how many more pieces it goes on (`more`), and with which
    `ranks` of other families these begin."""

    contents: Mapping[int, bytes]
    ends: Numbers
    new: Numbers
    more: Numbers
    ranks: Numbers


def _cut(words: Words, pairs: Pairs, count: int) -> _Cut:
    families = words.families[pairs.owners]
    none = np.zeros(len(words.folds), np.int64)
    if not len(families):
        return _Cut({}, none, none, none, none[:0])
    # A unit is all pairs of two families.
    units = np.flatnonzero(np.diff(families, prepend=-1) | np.diff(pairs.partners, prepend=-1))
    # About as many bits as they will take. A unit that is larger than a piece leaves no piece empty.
    parts = _parts(np.add.reduceat(6 + 7 * pairs.lists.sizes, units), count)
    steps = np.diff(parts, prepend=0) > 0
    piece = np.cumsum(steps)
    owner = families[units]
    first = np.diff(owner, prepend=-1) != 0
    new = none.copy()
    new[owner[first]] = steps[first]
    inner = steps & ~first
    more = np.bincount(owner[inner], minlength=len(none))
    contents = _encoded(words, pairs, families, np.repeat(piece, np.diff(np.append(units, len(families)))))
    ranks = words.firsts[pairs.partners[units[inner]]]
    return _Cut(contents, before(new + more), new, more, ranks)


def _shards(words: Words, cut: _Cut, count: int) -> tuple[tuple[bytes, ...], Numbers]:
    """Contents of shards, and with which families they begin and the last one ends."""
    if not len(words.firsts):
        return (_shard(words, cut, 0, 0, b""),) * count, np.zeros(count + 1, np.int64)
    codes, starts = _codes(words, cut)
    bits = np.add.reduceat(codes.lengths, starts)
    edges = np.append(np.searchsorted(_parts(bits, count), np.arange(count)), len(words.folds))
    filled = np.flatnonzero(np.diff(edges))
    streams = dict(zip(filled.tolist(), codes.streams(starts[edges[filled]]), strict=True))
    spans = enumerate(itertools.pairwise(edges.tolist()))
    contents = [_shard(words, cut, first, end, streams.get(number, b"")) for number, (first, end) in spans]
    return tuple(contents), edges


def _codes(words: Words, cut: _Cut) -> tuple[Codes, Numbers]:
    """All code words of shards, and at which of them the families begin."""
    lists, families = words.lists, words.families
    # What stands before the lists of a family.
    own = np.zeros(len(families), np.int64)
    own[words.firsts] = 2 + cut.more
    at = before(lists.lengths + own) + own
    codes = Codes(int((lists.lengths + own).sum()))
    lists.write(codes, at)
    starts = (at - own)[words.firsts]
    codes.flag(starts, cut.new > 0)
    codes.gamma(starts + 1, cut.more + 1)
    codes.increasing(starts + 2, cut.ranks, cut.more, np.full(len(cut.more), len(families), np.int64))
    return codes, starts


def _parts(sizes: Numbers, count: int) -> Numbers:
    """In which of `count` parts of about one size each thing is, in their order."""
    return before(sizes) * count // max(1, int(sizes.sum()))


def _shard(words: Words, cut: _Cut, first: int, end: int, stream: bytes) -> bytes:
    edges = np.append(words.firsts, len(words.spellings))[first : end + 1].tolist()
    families = [words.spellings[start:stop] for start, stop in itertools.pairwise(edges)]
    lines = [
        fold if family == (fold,) else f"{fold}\t{' '.join(family)}"
        for fold, family in zip(words.folds[first:end], families, strict=True)
    ]
    dictionary = "\n".join(lines).encode()
    piece = int(cut.ends[first]) if lines else 0
    return _HEAD.pack(edges[0] if lines else 0, piece, len(dictionary)) + dictionary + stream


def _encoded(words: Words, pairs: Pairs, families: Numbers, pieces: Numbers) -> dict[int, bytes]:
    """The pieces in which there are pairs; of each pair its family and its piece are given."""
    starts = np.flatnonzero(np.diff(families, prepend=-1) | np.diff(pieces, prepend=-1))
    sizes = np.diff(np.append(starts, len(families)))
    lengths = 1 + pairs.lists.lengths
    # Before the pairs of a family four code words of its own.
    at = before(lengths) + 4 * (1 + np.repeat(np.arange(len(starts)), sizes))
    codes = Codes(int(lengths.sum()) + 4 * len(starts))
    left_out = gaps(pairs.codes, sizes)
    k = rice_parameter(sizes, np.add.reduceat(left_out, starts) + sizes)
    codes.rice(at, left_out, np.repeat(k, sizes))
    pairs.lists.write(codes, at + 1)
    heads = at[starts] - 4
    codes.gamma(heads + 2, sizes)
    codes.gamma(heads + 3, k + 1)
    codes.gamma(heads + 1, np.add.reduceat(codes.lengths, heads + 2) + 1)
    ranks = words.firsts[families[starts]]
    first = np.diff(pieces[starts], prepend=-1) != 0
    codes.gamma(heads, ranks - np.where(first, -1, np.roll(ranks, 1)))
    return dict(zip(np.unique(pieces).tolist(), codes.streams(heads[first]), strict=True))
