"""Reads shards as their documentation says, one bit after the other: slow and plain."""

from __future__ import annotations

import itertools
import re
import struct
from dataclasses import dataclass

from portal.search.shards import Shards


@dataclass
class Bits:
    """A stream of bits, the most significant of a byte first."""

    data: bytes
    at: int = 0
    end: int = 0

    def bit(self) -> int:
        byte = self.data[self.at // 8]
        self.at += 1
        return byte >> (7 - (self.at - 1) % 8) & 1

    def number(self, bits: int) -> int:
        return sum(self.bit() << place for place in reversed(range(bits)))

    def zeros(self) -> int:
        return next(count for count in itertools.count() if self.bit())

    def gamma(self) -> int:
        more = self.zeros()
        return 1 << more | self.number(more)

    def increasing(self, count: int, limit: int) -> list[int]:
        k = parameter(count, limit)
        found: list[int] = []
        for _ in range(count):
            gap = self.zeros() << k | self.number(k)
            found.append((found[-1] if found else -1) + 1 + gap)
        assert all(value < limit for value in found)
        return found

    def levelled(self, limit: int) -> dict[int, int]:
        """A list of numbers with their levels."""
        values = self.increasing(self.gamma(), limit)
        levels = dict.fromkeys(values, 1)
        if self.bit():
            seconds, thirds = self.gamma() - 1, self.gamma() - 1
            for level, count in ((3, thirds), (2, seconds)):
                levels.update({values[place]: level for place in self.increasing(count, len(values))})
        return levels

    @property
    def ended(self) -> bool:
        """Whether only what fills the last byte is left."""
        left = len(self.data) * 8 - self.at
        return left < 8 and not any(self.data[-1] >> place & 1 for place in range(left))


def parameter(count: int, limit: int) -> int:
    fitting = [k for k in range(64) if 3 * count * 2**k <= 2 * limit]
    return max(fitting, default=0)


@dataclass
class Read:
    """Tokens with their documents, and pairs of tokens with theirs; documents with their levels."""

    words: dict[str, dict[int, int]]
    pairs: dict[tuple[str, str], dict[int, int]]


@dataclass
class Family:
    """All spellings of a fold: their tokens, and the pairs that they own as they are written."""

    names: list[str]
    pairs: Bits


def read(made: Shards, documents: int) -> Read:
    """Everything that is in shards."""
    words: dict[str, dict[int, int]] = {}
    families: list[Family] = []
    for content, start in zip(made.shards, made.starts, strict=True):
        rank, size = struct.unpack(">II", content[:8])
        bits, lines = Bits(content[8 + size :]), content[8 : 8 + size].decode().splitlines()
        assert not lines or rank == len(words)
        for line in lines:
            fold, _, spellings = line.partition("\t")
            assert fold >= start
            names = [fold if each == fold else f"{fold}\t{each}" for each in (spellings or fold).split(" ")]
            words.update({name: bits.levelled(documents) for name in names})
            length = bits.gamma() - 1
            families.append(Family(names, Bits(bits.data, bits.at, bits.at + length)))
            bits.at += length
        assert not lines or bits.ended
    return Read(words, _pairs(words, families))


def _pairs(words: dict[str, dict[int, int]], families: list[Family]) -> dict[tuple[str, str], dict[int, int]]:
    found: dict[tuple[str, str], dict[int, int]] = {}
    names = list(words)
    for family in families:
        bits = family.pairs
        if bits.at == bits.end:
            continue
        count, k, code = bits.gamma(), bits.gamma() - 1, -1
        for _ in range(count):
            code += 1 + (bits.zeros() << k | bits.number(k))
            rest, which = divmod(code, len(family.names))
            owner, partner = family.names[which], names[rest // 2]
            held = list(words[owner])
            places = bits.levelled(len(held))
            pair = (partner, owner) if rest % 2 else (owner, partner)
            assert pair not in found
            found[pair] = {held[place]: level for place, level in places.items()}
        assert bits.at == bits.end
    return found


def decoded(starts: str) -> tuple[str, ...]:
    """Front-coded texts."""
    found: list[str] = []
    for shared, rest in re.findall("([A-Z])([^A-Z]*)", starts):
        found.append((found[-1] if found else "")[: ord(shared) - ord("A")] + rest)
    return tuple(found)
