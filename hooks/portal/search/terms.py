"""What an entry is found by: its words, each at the best level at which it stands, and their pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal import document_numbers
from portal.catalogue import rendered_body
from portal.conversion import TocEntry
from portal.search.bits import Numbers as Indices
from portal.search.entries import BODY, SUMMARY, TITLE, Entry
from portal.search.numbering import NAMED, OWN, Numbers, forms
from portal.search.words import NUMBER, Tokens
from portal.store import Store

PLACE = "@"
"""Before the id of a locality: a word of the index that nobody types."""
_BETWEEN = "\n|\n"
"""Between texts: nothing goes across."""
Flags = NDArray[np.bool_]
_TOKENS = Tokens()
_BREAK = bytes(np.dtype(NUMBER).itemsize)


@dataclass(frozen=True, slots=True)
class Terms:
    """`lines` are tokens (see `words.token`), one a line, `levels` theirs; a pair is words[first] before
    words[second], with u32 in `firsts` and `seconds`.

    `title` is the number of words in its title. All of it is small and quick to store: hundreds of documents
    are read for an edit of one.
    """

    title: int
    lines: str
    levels: bytes
    firsts: bytes
    seconds: bytes
    pair_levels: bytes

    @property
    def words(self) -> list[str]:
        return self.lines.split("\n") if self.lines else []


class Reader:
    """Takes the terms from entries. `abbreviations` are short to long forms, as they are written."""

    def __init__(self, known: Numbers, abbreviations: Mapping[str, str]) -> None:
        self._numbers = known
        self._long = abbreviations
        self._short = re.compile(rf"(?:{_either(abbreviations)})(?![\w&/@-])") if abbreviations else None

    def terms(self, entry: Entry, store: Store) -> Terms:
        """DamagedError when the store has lost the body."""
        _TOKENS.forget()
        texts = list(self._texts(entry, store))
        lists = [_numbers(text) for _, text in texts]
        found = np.concatenate(lists)
        levels = np.repeat([level for level, _ in texts], [*map(len, lists)])
        words, ids = _numbered(found)
        best = np.zeros(len(words), np.uint8)
        # Of the levels of a word the last one stays, which is the highest.
        best[ids] = levels
        special = self._special(entry, texts)
        return Terms(
            int(np.count_nonzero(_numbers(entry.title))),
            # The first one is BREAK.
            "\n".join([*words[1:], *special]),
            best[1:].tobytes() + bytes(special.values()),
            *_pairs(found >= _TOKENS.no_phrase, len(words), ids, levels),
        )

    def _texts(self, entry: Entry, store: Store) -> Iterator[tuple[int, str]]:
        """All that stands at a level as one text, the most telling last, with what its abbreviations stand
        for."""
        fields: dict[int, list[str]] = {BODY: [], SUMMARY: [], TITLE: [entry.title]}
        for level, text in entry.texts:
            fields[level].append(text)
        if entry.body_key:
            body = rendered_body(store, entry.body_key)
            fields[BODY].append(body.text)
            fields[SUMMARY] += _headings(body.toc)
        for level, texts in fields.items():
            text = _BETWEEN.join(texts)
            yield level, _BETWEEN.join([text, *self._abbreviated(text)])

    def _abbreviated(self, text: str) -> Iterator[str]:
        """What the abbreviations in it stand for."""
        found = dict.fromkeys(self._short.findall(text)) if self._short else ()
        return (self._long[short] for short in found)

    def _special(self, entry: Entry, texts: Iterable[tuple[int, str]]) -> dict[str, int]:
        found: dict[str, int] = {}
        for level, text in texts:
            found.update({NAMED + form: level for form in self._numbers.named(text)})
        for number in entry.own:
            for form in forms(document_numbers.canonical(number)):
                # It is looked for too wherever somebody names it.
                found.pop(NAMED + form, None)
                found[OWN + form] = TITLE
        return found | {PLACE + id: BODY for id in entry.localities}


def _either(abbreviations: Iterable[str]) -> str:
    """A pattern of any of them, the longest first, but not in numbers of documents (180-KH/TU) and addresses.

    It begins with letters: to look behind first at each place of a text takes several times as long.
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted(abbreviations, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(
        rf"{re.escape(letter)}(?<![\w&/.@-].)(?:{'|'.join(rest)})" for letter, rest in by_letter.items()
    )


def _headings(toc: Iterable[TocEntry]) -> Iterator[str]:
    for entry in toc:
        yield entry.title
        yield from _headings(entry.children)


def _numbers(text: str) -> Indices:
    """Of the tokens of a text behind a BREAK."""
    return np.frombuffer(_BREAK + _TOKENS.of(text), NUMBER)


def _numbered(found: Indices) -> tuple[list[str], Indices]:
    """Words in the order in which they come first, and for all of them their places in it."""
    order = np.arange(len(found))
    firsts = np.empty(len(_TOKENS.tokens), np.intp)
    # Of the places of a word the last one stays.
    firsts[found[::-1]] = order[::-1]
    firsts = firsts[found]
    new = firsts == order
    words = [*map(_TOKENS.tokens.__getitem__, found[new].tolist())]
    return words, (np.cumsum(new) - 1)[firsts]


def _pairs(plain: Flags, count: int, ids: Indices, levels: Indices) -> tuple[bytes, bytes, bytes]:
    """Of `count` words those side by side, each pair once: which come first, which second, their levels."""
    at = np.flatnonzero(plain[:-1] & plain[1:])
    found = np.sort((ids[at] * count + ids[at + 1]) << 2 | levels[at])
    found = found[np.diff(found >> 2, append=-1) != 0]
    firsts, seconds = np.divmod(found >> 2, count)
    # Without BREAK, which is the first of the words.
    places = [(each - 1).astype(np.uint32).tobytes() for each in (firsts, seconds)]
    return places[0], places[1], (found & 3).astype(np.uint8).tobytes()
