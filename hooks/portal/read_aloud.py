"""`/nghe/<address>.txt`: a record as a voice reads it, with numbers, dates and abbreviations spelt out.

The reader's browser speaks it, a line at a time; nothing is sent to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.catalogue import Snapshot, rendered_body
from portal.model.plan import Plan
from portal.model.record import Record
from portal.outputs import Output
from portal.speech.words import Words, speaker, words
from portal.store import Store, digest, key
from portal.views.records import spoken_address


@dataclass(frozen=True, slots=True)
class _Text:
    """What is read out of a record, before it is spelt out."""

    opening: str
    issuer: str
    body_key: str


def texts(snapshot: Snapshot, *, code: str) -> Iterator[Output]:
    """The spoken text of every record that has an address: UTF-8, a block of the page a line."""
    vocabulary = snapshot.settings.vocabulary
    known = words(vocabulary.abbreviations, vocabulary.kinds_by_abbreviation)
    state = key("spoken", code, known)
    for record in snapshot.shown:
        text = _text(record, snapshot)
        make = partial(_spoken, text, known)
        name = digest("\0".join((state, text.opening, text.issuer, text.body_key)).encode())
        yield Output(spoken_address(record), name, make, apart=True)


def _text(record: Record, snapshot: Snapshot) -> _Text:
    loaded = snapshot.catalogue.loaded_of(record)
    opening = "\n".join(part for part in (record.title, record.summary) if part)
    return _Text(opening, record.issuer if isinstance(record, Plan) else "", loaded.body_key)


def _spoken(text: _Text, known: Words, store: Store) -> bytes:
    whole = f"{text.opening}\n{rendered_body(store, text.body_key).text}"
    return f"{speaker(known).speak(whole, issuer=text.issuer).text.strip()}\n".encode()
