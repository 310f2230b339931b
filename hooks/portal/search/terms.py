"""What an entry is found by: its words, each at the best level at which it stands, and their pairs."""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal import document_numbers
from portal.catalogue import rendered_body
from portal.conversion import TocEntry
from portal.search.entries import BODY, SUMMARY, TITLE, Entry
from portal.search.numbering import NAMED, OWN, Numbers, forms
from portal.search.words import BREAK, STOPS, Tokens, split
from portal.store import Store

PLACE = "@"
"""Before the id of a locality: a word of the index that nobody types."""
_TOKENS = Tokens()
_NO_PHRASE = frozenset({BREAK, *(_TOKENS[word] for word in STOPS)})


@dataclass(frozen=True, slots=True)
class Terms:
    """`words` are tokens (see `words.Tokens`), `levels` theirs; a pair is words[first] before words[second].

    `title` is the number of words in its title.
    """

    title: int
    words: tuple[str, ...]
    levels: bytes
    firsts: array[int]
    seconds: array[int]
    pair_levels: bytes


class Reader:
    """Takes the terms from entries. `abbreviations` are short to long forms, as they are written."""

    def __init__(self, known: Numbers, abbreviations: Mapping[str, str]) -> None:
        self._numbers = known
        self._long = abbreviations
        words = sorted(abbreviations, key=len, reverse=True)
        either = "|".join(map(re.escape, words))
        # Not those in numbers of documents (180-KH/TU) and addresses.
        self._short = re.compile(rf"(?<![\w&/.@-])(?:{either})(?![\w&/@-])") if words else None

    def terms(self, entry: Entry, store: Store) -> Terms:
        """DamagedError when the store has lost the body."""
        words: dict[str, int] = {}
        pairs: dict[tuple[str, str], int] = {}
        texts = list(self._texts(entry, store))
        for level, text in texts:
            found = [_TOKENS[word] for word in split(text)]
            words.update(dict.fromkeys(found, level))
            pairs.update(dict.fromkeys(itertools.pairwise(found), level))
        words.update(self._special(entry, texts))
        words.pop(BREAK, None)
        return _packed(words, pairs, title=sum(_TOKENS[word] != BREAK for word in split(entry.title)))

    def _texts(self, entry: Entry, store: Store) -> Iterator[tuple[int, str]]:
        """The most telling texts last, with what their abbreviations stand for."""
        fields = [(TITLE, entry.title), *entry.texts]
        if entry.body_key:
            body = rendered_body(store, entry.body_key)
            fields.append((BODY, body.text))
            fields += [(SUMMARY, heading) for heading in _headings(body.toc)]
        for level, text in sorted(fields, key=lambda field: field[0]):
            yield level, text
            yield from ((level, self._long[short]) for short in self._abbreviated(text))

    def _abbreviated(self, text: str) -> Iterable[str]:
        return dict.fromkeys(self._short.findall(text)) if self._short else ()

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


def _headings(toc: Iterable[TocEntry]) -> Iterator[str]:
    for entry in toc:
        yield entry.title
        yield from _headings(entry.children)


def _packed(words: Mapping[str, int], pairs: Mapping[tuple[str, str], int], *, title: int) -> Terms:
    numbers = {word: number for number, word in enumerate(words)}
    kept = [
        (numbers[first], numbers[second], level)
        for (first, second), level in pairs.items()
        if first not in _NO_PHRASE and second not in _NO_PHRASE
    ]
    firsts, seconds, levels = zip(*kept, strict=True) if kept else ((), (), ())
    return Terms(
        title, tuple(words), bytes(words.values()), array("I", firsts), array("I", seconds), bytes(levels)
    )
