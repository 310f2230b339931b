"""`/loa/…`: the scripts and bulletins of a snapshot as files, UTF-8 with LF."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypeAlias

from portal.catalogue import Snapshot
from portal.localities import Locality
from portal.loudspeakers import bulletins, records
from portal.loudspeakers.bulletins import Newsroom
from portal.loudspeakers.script import Script, text
from portal.model.record import Record
from portal.outputs import Deferred, Output
from portal.speech.words import Words, speaker, words
from portal.store import Store, key
from portal.views.places import with_pages

# What another process makes a text of.
_View: TypeAlias = tuple[Script, Words]
# Data files that a script takes words from.
_DATA = ("site", "vocabulary", "resolution", "localities")


def script_address(record: Record) -> str:
    """Where the script of a record stands."""
    return f"/loa{record.address.rstrip('/')}.txt"


def bulletin_address(locality: str) -> str:
    """Where the bulletin of a locality stands."""
    return f"/loa/dia-phuong/{locality}.txt"


def outputs(snapshot: Snapshot, *, url: str, code: str) -> Iterator[Output]:
    """A script of every listed record, and a bulletin of every locality that has a page.

    `url` is the public address.
    """
    state = key("loudspeakers", code, url, snapshot.settings.state(*_DATA))
    vocabulary = snapshot.settings.vocabulary
    # One for all: it goes to another process once with many texts.
    known = words(vocabulary.abbreviations, vocabulary.kinds_by_abbreviation)
    for record in snapshot.listed:
        view = partial(_record, record, snapshot, url, known)
        name = key(state, snapshot.mark(record))
        yield Output(script_address(record), name, Deferred(view, _made), apart=True)
    newsroom = Newsroom(snapshot)
    for place in with_pages(snapshot):
        yield Output(
            bulletin_address(place.id),
            key(state, place.id, newsroom.state(place)),
            Deferred(partial(_bulletin, place, newsroom, snapshot, url, known), _made),
            apart=True,
        )


def _record(record: Record, snapshot: Snapshot, url: str, known: Words) -> _View:
    return records.script(record, snapshot, url), known


def _bulletin(place: Locality, newsroom: Newsroom, snapshot: Snapshot, url: str, known: Words) -> _View:
    return bulletins.script(newsroom.bulletin(place), snapshot, url), known


def _made(view: _View, _store: Store) -> bytes:
    script, known = view
    return text(script, speaker(known)).encode()
