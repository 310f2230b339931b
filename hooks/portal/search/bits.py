"""Bit streams: Elias gamma and Rice codes of many numbers at once, most significant bit first.

- gamma of a number from 1: as many zeros as it has bits after its first, then the number in binary;
- Rice code of a number from 0 with k: number >> k zeros, a one, the k low bits;
- a list of n increasing numbers below V: gamma(n); Rice codes of how many are left out before each, with the
  `rice_parameter` of n and V; a bit that says whether levels follow. If so gamma(n2 + 1), gamma(n3 + 1), and
  the places in the list of the n3 at level 3 and then of the n2 at level 2, as increasing numbers below n.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
_TOGETHER = 1 << 16
"""Code words that become bits at a time: of all of them numbers of 64 bits would take much memory."""


class Codes:
    """Room for a known number of code words, which can be filled in any order.

    A code word is zeros and then the `tail` lowest bits of a value: all codes here are of this shape.
    """

    def __init__(self, count: int) -> None:
        # Small numbers take little room: there are millions of code words.
        self._values = np.zeros(count, np.int32)
        self._tails = np.zeros(count, np.uint8)
        self.lengths = np.zeros(count, np.int32)
        """Bits of each code word."""

    def gamma(self, at: Numbers, numbers: Numbers) -> None:
        """From 1."""
        bits = bit_length(numbers)
        self._set(at, numbers, bits, 2 * bits - 1)

    def rice(self, at: Numbers, numbers: Numbers, k: Numbers) -> None:
        """From 0."""
        low = numbers & ((1 << k) - 1)
        self._set(at, (1 << k) | low, k + 1, (numbers >> k) + 1 + k)

    def flag(self, at: Numbers, flags: NDArray[np.bool_]) -> None:
        """One bit."""
        one = np.ones(len(at), np.int64)
        self._set(at, flags.astype(np.int64), one, one)

    def increasing(self, at: Numbers, values: Numbers, sizes: Numbers, limits: Numbers) -> None:
        """Lists of numbers behind each other in `values`, each list below its limit; no sizes are written."""
        k = np.repeat(rice_parameter(sizes, limits).astype(np.int32), sizes)
        self.rice(spread(at, sizes), gaps(values, sizes), k)

    def _set(self, at: Numbers, values: Numbers, tails: Numbers, lengths: Numbers) -> None:
        self._values[at] = values
        self._tails[at] = tails
        self.lengths[at] = lengths

    def streams(self, starts: Numbers) -> list[bytes]:
        """Bytes of the runs of code words that begin at `starts`, each filled up with zeros."""
        ends = self.ends()
        edges = np.append(starts, len(self.lengths))
        bits = np.diff(ends[edges])
        sizes = -(-bits // 8)
        # Each run begins at a byte of its own.
        ends[1:] += np.repeat(before(sizes * 8 - bits).astype(np.int32), np.diff(edges))
        packed = self._packed(ends[1:], int(sizes.sum()))
        return [packed[end - size : end] for end, size in zip(np.cumsum(sizes), sizes, strict=True)]

    def ends(self) -> Numbers:
        """0, and where each code word ends."""
        found = np.zeros(len(self.lengths) + 1, np.int32)
        np.cumsum(self.lengths, out=found[1:])
        return found

    def _packed(self, ends: Numbers, size: int) -> bytes:
        """All bits in so many bytes, given where code words end."""
        found = np.zeros(size // 8 + 1, np.uint64)
        for start in range(0, len(ends), _TOGETHER):
            some = slice(start, start + _TOGETHER)
            _put(found, ends[some] - 1, self._values[some].astype(np.uint64))
        return found.astype(">u8").tobytes()[:size]


def _put(blocks: NDArray[np.uint64], lasts: Numbers, values: NDArray[np.uint64]) -> None:
    """Values with their last bits at these places into blocks of 64 bits."""
    block, left = lasts >> 6, (63 - (lasts & 63)).astype(np.uint64)
    # No two share a bit: blocks are sums, and sums the differences of running ones.
    last = np.flatnonzero(np.diff(block, append=-1))
    blocks[block[last]] += np.diff(np.cumsum(values << left)[last], prepend=np.uint64(0))
    before_it = values >> np.uint64(1) >> (np.uint64(63) - left)
    across = np.flatnonzero(before_it)
    blocks[block[across] - 1] += before_it[across]


@dataclass(frozen=True)
class Lists:
    """Lists of increasing numbers behind each other: `values`, `levels` theirs, `sizes` of them in each list,
    below its limit."""

    values: Numbers
    levels: Numbers
    sizes: Numbers
    limits: Numbers

    @cached_property
    def starts(self) -> Numbers:
        return before(self.sizes)

    @cached_property
    def lengths(self) -> Numbers:
        """Code words of each list."""
        levelled = self._seconds[1] + self._thirds[1]
        return 2 + self.sizes + np.where(levelled > 0, levelled + 2, 0)

    def write(self, codes: Codes, at: Numbers) -> None:
        """Each list where it is to begin."""
        codes.gamma(at, self.sizes)
        codes.increasing(at + 1, self.values, self.sizes, self.limits)
        at = at + 1 + self.sizes
        (seconds, second_sizes), (thirds, third_sizes) = self._seconds, self._thirds
        levelled = second_sizes + third_sizes > 0
        codes.flag(at, levelled)
        codes.gamma(at[levelled] + 1, second_sizes[levelled] + 1)
        codes.gamma(at[levelled] + 2, third_sizes[levelled] + 1)
        codes.increasing(at + 3, thirds, third_sizes, self.sizes)
        codes.increasing(at + 3 + third_sizes, seconds, second_sizes, self.sizes)

    @cached_property
    def _seconds(self) -> tuple[Numbers, Numbers]:
        return self._at(2)

    @cached_property
    def _thirds(self) -> tuple[Numbers, Numbers]:
        return self._at(3)

    def _at(self, level: int) -> tuple[Numbers, Numbers]:
        """Places in their lists of what stands at a level, and how many there are in each list."""
        chosen = np.flatnonzero(self.levels == level)
        of_list = np.searchsorted(self.starts, chosen, side="right") - 1
        return chosen - self.starts[of_list], np.bincount(of_list, minlength=len(self.sizes))


def before(sizes: Numbers) -> Numbers:
    """How many there are before each."""
    return np.cumsum(sizes) - sizes


def sums(kinds: Numbers, values: Numbers, count: int) -> Numbers:
    """Of the values of each of `count` kinds."""
    return np.bincount(kinds, weights=values, minlength=count).astype(np.int64)


def spread(starts: Numbers, sizes: Numbers) -> Numbers:
    """Runs of numbers behind each other: of these sizes, from these starts up."""
    first = (starts - before(sizes)).astype(np.int32)
    return np.repeat(first, sizes) + np.arange(sizes.sum(), dtype=np.int32)


def gaps(values: Numbers, sizes: Numbers) -> Numbers:
    """Of increasing numbers in lists of these sizes: how many are left out before each."""
    found = np.diff(values, prepend=values.dtype.type(0)) - 1
    first = before(sizes)[sizes > 0]
    found[first] = values[first]
    return found


def bit_length(numbers: Numbers) -> Numbers:
    """Of numbers from 1 below 2**52."""
    return np.frexp(numbers.astype(np.float64))[1].astype(np.int64)


def rice_parameter(count: Numbers, limit: Numbers) -> Numbers:
    """The k that suits `count` increasing numbers below `limit`: the largest with 3·count·2^k <= 2·limit."""
    ratio = np.maximum(1, 2 * limit // np.maximum(1, 3 * count))
    return bit_length(ratio) - 1
