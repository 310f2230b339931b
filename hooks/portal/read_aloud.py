"""`/nghe/<address>.txt`: a record as a voice reads it, with numbers, dates and abbreviations spelt out.

The reader's browser speaks it, a line at a time; nothing is sent to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeAlias

from portal.catalogue import Snapshot, rendered_body
from portal.model.data import Vocabulary
from portal.model.plan import Plan
from portal.model.record import Record
from portal.outputs import Output
from portal.speech import Speaker
from portal.store import Store, key
from portal.views.records import spoken_address

# Abbreviations and kinds of documents: all that a speaker is made of, small enough to go with each text.
_Words: TypeAlias = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class _Text:
    """What is read out of a record, before it is spelt out."""

    opening: str
    issuer: str
    body_key: str


def texts(snapshot: Snapshot, *, code: str) -> Iterator[Output]:
    """The spoken text of every record that has an address: UTF-8, a block of the page a line."""
    words = _words(snapshot.settings.vocabulary)
    for record in snapshot.shown:
        text = _text(record, snapshot)
        make = partial(_spoken, text, words)
        yield Output(spoken_address(record), key("spoken", code, words, text), make, apart=True)


def _words(vocabulary: Vocabulary) -> _Words:
    return tuple(vocabulary.abbreviations.items()), tuple(vocabulary.kinds_by_abbreviation.items())


def _text(record: Record, snapshot: Snapshot) -> _Text:
    loaded = snapshot.catalogue.loaded_of(record)
    opening = "\n".join(part for part in (record.title, record.summary) if part)
    return _Text(opening, record.issuer if isinstance(record, Plan) else "", loaded.body_key)


def _spoken(text: _Text, words: _Words, store: Store) -> bytes:
    whole = f"{text.opening}\n{rendered_body(store, text.body_key).text}"
    return f"{_speaker(words).speak(whole, issuer=text.issuer).text.strip()}\n".encode()


@lru_cache(maxsize=1)
def _speaker(words: _Words) -> Speaker:
    abbreviations, kinds = map(dict, words)
    return Speaker(abbreviations, kinds)
