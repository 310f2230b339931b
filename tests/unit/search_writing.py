"""Writes an index as it is described, one bit after the other: slow, plain, and apart from `portal.search`.

Only words are taken from texts by `portal.search.words`, with which the worker has to agree, and where shards
begin is written by `portal.search.columns`.
"""

from __future__ import annotations

import itertools
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.search.columns import front_coded
from portal.search.names import file_of
from portal.search.words import STOPS, fold, is_break, spelling, split
from tests.unit.search_reading import parameter

Token = tuple[str, str]
"""Fold and spelling."""
KINDS = [["ke-hoach", "Kế hoạch"], ["tin-tuc", "Tin"], ["trang", "Trang của cổng"]]
PLACES = [["can-tho", "Thành phố Cần Thơ"], ["hai-phong", "Thành phố Hải Phòng"]]
SECTIONS = [["the-che", "Thể chế", "2"], ["nhan-luc", "Nhân lực", "4"]]
AUDIENCES = [["nguoi-dan", "Người dân"], ["can-bo", "Cán bộ"]]
_STOPS = {spelling(word) for word in STOPS}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Doc:
    """`named` and `own` are forms of numbers, `locality` is an id."""

    address: str
    title: str = ""
    summary: str = ""
    body: str = ""
    kind: int = 0
    date: str = "2026-02-18"
    place: str = ""
    about: str = ""
    named: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    locality: str = ""
    province: int | None = None
    sections: int = 0
    audiences: int = 0

    def texts(self) -> Iterable[tuple[int, str]]:
        yield from ((1, self.body), (2, self.summary), (3, self.title))


@dataclass
class Postings:
    """Tokens and pairs of them, each with its documents and its level there."""

    words: dict[Token, dict[int, int]] = field(default_factory=dict)
    pairs: dict[tuple[Token, Token], dict[int, int]] = field(default_factory=dict)

    def add(self, number: int, doc: Doc) -> None:
        for level, text in doc.texts():
            before: Token | None = None
            for word in split(text):
                token = None if is_break(word) else (fold(word), spelling(word))
                if token:
                    self.words.setdefault(token, {})[number] = level
                if token and before and not {token[1], before[1]} & _STOPS:
                    self.pairs.setdefault((before, token), {})[number] = level
                before = token
        special = [(f"={form}", 3) for form in doc.own] + [(f"#{form}", 1) for form in doc.named]
        special += [(f"@{doc.locality}", 1)] if doc.locality else []
        for name, level in special:
            self.words.setdefault((name, name), {})[number] = level


def postings(docs: Sequence[Doc]) -> Postings:
    found = Postings()
    for number, doc in enumerate(docs):
        found.add(number, doc)
    return found


def gamma(number: int) -> str:
    return "0" * (number.bit_length() - 1) + f"{number:b}"


def rice(number: int, k: int) -> str:
    return "0" * (number >> k) + "1" + (f"{number & (1 << k) - 1:0{k}b}" if k else "")


def increasing(values: Sequence[int], limit: int) -> str:
    k = parameter(len(values), limit)
    return "".join(rice(value - before - 1, k) for before, value in itertools.pairwise([-1, *values]))


def levelled(held: Mapping[int, int], limit: int) -> str:
    values = sorted(held)
    second, third = ([n for n, value in enumerate(values) if held[value] == level] for level in (2, 3))
    bits = gamma(len(values)) + increasing(values, limit)
    if not second and not third:
        return bits + "0"
    sizes = gamma(len(second) + 1) + gamma(len(third) + 1)
    return f"{bits}1{sizes}{increasing(third, len(values))}{increasing(second, len(values))}"


def packed(bits: str) -> bytes:
    filled = bits + "0" * (-len(bits) % 8)
    return bytes(int(filled[at : at + 8], 2) for at in range(0, len(filled), 8))


class Group:
    """Documents with the files that are made of them."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self.docs = docs
        self.found = postings(docs)
        self.tokens = sorted(self.found.words)
        self.ranks = {token: rank for rank, token in enumerate(self.tokens)}
        self.families = {
            name: list(members)
            for name, members in itertools.groupby(self.tokens, key=lambda token: token[0])
        }
        self.shards = list(_parts(list(self.families), 1 + min(len(self.families) // 8, 7)))
        self.owned: dict[str, list[tuple[Token, Token, int]]] = {}
        for first, second in self.found.pairs:
            swapped = self._size(second[0]) < self._size(first[0])
            owner, partner = (second, first) if swapped else (first, second)
            self.owned.setdefault(owner[0], []).append((owner, partner, int(swapped)))

    def _size(self, name: str) -> tuple[int, int]:
        return sum(len(self.found.words[token]) for token in self.families[name]), self._rank(name)

    def _rank(self, name: str) -> int:
        return self.ranks[self.families[name][0]]

    def head(self) -> dict[str, object]:
        # An empty one begins where the next one does.
        count = len(self.shards)
        starts = [next((part[0] for part in self.shards[n:] if part), "\uffff") for n in range(count)]
        years = itertools.groupby(doc.date[:4] for doc in self.docs)
        return {
            "docs": len(self.docs),
            "kinds": "".join(_DIGITS[doc.kind] for doc in self.docs),
            "titles": "".join(str(_length(doc.title)) for doc in self.docs),
            "years": [[int(year) if year else None, len(list(run))] for year, run in years],
            "starts": front_coded(["", *starts[1:]]),
        }

    def files(self) -> dict[str, bytes]:
        facets = {
            "place": "".join("-" if doc.province is None else _DIGITS[doc.province] for doc in self.docs),
            "sections": [doc.sections for doc in self.docs],
            "audiences": [doc.audiences for doc in self.docs],
        }
        files = {"facets.json": _json(facets)}
        rows = [[doc.address, doc.title, doc.date, doc.place, doc.about] for doc in self.docs]
        files |= {f"t{n}.json": _json(rows[8 * n : 8 * n + 8]) for n in range(-(-len(rows) // 8))}
        return files | {f"{n}.bin": self._shard(part) for n, part in enumerate(self.shards)}

    def _shard(self, names: Sequence[str]) -> bytes:
        if not names:
            return bytes(8)
        lines, bits = [], ""
        for name in names:
            spellings = [token[1] for token in self.families[name]]
            lines.append(name if spellings == [name] else f"{name}\t{' '.join(spellings)}")
            bits += "".join(
                levelled(self.found.words[token], len(self.docs)) for token in self.families[name]
            )
            body = self._body(self._rank(name), self.owned[name]) if name in self.owned else ""
            bits += gamma(len(body) + 1) + body
        dictionary = "\n".join(lines).encode()
        return struct.pack(">II", self._rank(names[0]), len(dictionary)) + dictionary + packed(bits)

    def _body(self, rank: int, entries: Iterable[tuple[Token, Token, int]]) -> str:
        width = len(self.families[self.tokens[rank][0]])
        codes = {
            (2 * self.ranks[partner] + swapped) * width + self.ranks[owner] - rank: (owner, partner, swapped)
            for owner, partner, swapped in entries
        }
        k = parameter(len(codes), max(codes))
        bits, last = gamma(len(codes)) + gamma(k + 1), -1
        for code in sorted(codes):
            owner, partner, swapped = codes[code]
            held = sorted(self.found.words[owner])
            pair = self.found.pairs[(partner, owner) if swapped else (owner, partner)]
            places = {held.index(number): level for number, level in pair.items()}
            bits += rice(code - last - 1, k) + levelled(places, len(held))
            last = code
        return bits


def _parts(things: Sequence[Any], count: int) -> Iterable[Sequence[Any]]:
    for n in range(count):
        yield things[len(things) * n // count : len(things) * (n + 1) // count]


def _length(title: str) -> int:
    words = sum(not is_break(word) for word in split(title))
    return sum(words > most for most in (2, 4, 8))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


NUMBERS = {
    "kinds": ["kh", "nq", "qd", "nd", "tb"],
    "long": {"nghi quyet": "nq", "ke hoach": "kh", "nghi dinh": "nd"},
    "issuers": ["tw", "tu", "cp", "ubnd"],
}
SHORT = {
    "cds": [["CĐS", "chuyển đổi số"]],
    "khcn": [["KH&CN", "khoa học và công nghệ"]],
    "an": [["AN", "an ninh"]],
    "tttt": [["TT-TT", "thông tin, truyền thông"]],
}


def write(
    folder: Path, *groups: Sequence[Doc], names: Sequence[Sequence[object]] = (), **changes: object
) -> Path:
    """The files of an index, its groups named g0, g1 …; rows of `names` begin with the name and its kind."""
    made = [Group(group) for group in groups]
    lexicon = _frequent(group.found for group in made)
    manifest: dict[str, object] = {
        "format": 2,
        "groups": [{"at": f"g{n}", **group.head()} for n, group in enumerate(made)],
        "kinds": KINDS,
        "places": PLACES,
        "sections": SECTIONS,
        "audiences": AUDIENCES,
        "stop": sorted(_STOPS),
        "numbers": NUMBERS,
        "short": SHORT,
        "names": {"at": "names", "files": 128},
        "lexicon": "lexicon",
    }
    files = {"index.json": _json(manifest | changes), "lexicon/words.json": _json(lexicon)}
    files |= {
        f"g{n}/{name}": content for n, group in enumerate(made) for name, content in group.files().items()
    }
    rows: list[list[Sequence[object]]] = [[] for _ in range(129)]
    for row in names:
        full, kind = str(row[0]), str(row[1])
        rows[file_of(full[len(kind) :].strip())].append(row)
    files |= {f"names/{n}.json": _json(each) for n, each in enumerate(rows)}
    for name, content in files.items():
        path = folder / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def _frequent(found: Iterable[Postings]) -> list[str]:
    counts: dict[str, int] = {}
    for each in found:
        for (name, _), held in each.words.items():
            counts[name] = counts.get(name, 0) + len(held)
    return sorted(
        (name for name in counts if name.isalpha() and len(name) > 1), key=lambda n: (-counts[n], n)
    )
