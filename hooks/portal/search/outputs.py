"""The index as outputs. What finds a document is kept for each, what is made of a group together."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from portal.catalogue import Snapshot
from portal.model.record import Record
from portal.outputs import Assembled, Deferred, Output, contents, finished, without_store
from portal.search import groups, names, periods
from portal.search.entries import Entry, of_record, others
from portal.search.manifest import FORMAT, manifest, vocabulary
from portal.search.numbering import Numbers
from portal.search.terms import Reader
from portal.store import Store, digest, key
from portal.views.pages import Page

FOLDER = "/search/"


def outputs(snapshot: Snapshot, pages: Iterable[Page], *, code: str) -> Iterator[Output]:
    """All files below `/search/`. Of `pages` those can be found that are no records."""
    yield from _Maker(snapshot, code).outputs(others(snapshot, pages))


@dataclass(frozen=True, slots=True)
class _Group:
    """Files that are made together, of so many documents: `key` names the group with all that it holds."""

    key: str
    size: int
    made: Output


class _Maker:
    """Declares the index of one moment."""

    def __init__(self, snapshot: Snapshot, code: str) -> None:
        self._snapshot = snapshot
        settings = snapshot.settings
        self._known = vocabulary(settings, on=snapshot.now.date())
        # What targets and documents say is in their entries.
        state = settings.state("vocabulary", "resolution", "localities")
        self._base = key("search", FORMAT, code, state, self._known.columns)
        # Of one group after the other the files are asked for.
        self._opened: tuple[str, Mapping[str, bytes]] = ("", {})

    def outputs(self, undated: Sequence[Entry]) -> Iterator[Output]:
        """`undated` are entries that are no records."""
        dated = periods.groups(self._snapshot.listed, lambda record: record.date)
        made = [*map(self._of_records, dated), self._of_entries(undated)]
        for group in made:
            yield from (self._file(group, name) for name in groups.names(group.size))
        lexicon, places = self._lexicon(made), list(self._places())
        yield from (lexicon, *places)
        sizes = [(group.key, group.size) for group in made]
        folder = _folder_of(places[0]), len(places)
        yield finished(f"{FOLDER}index.json", manifest(self._known, sizes, folder, _folder_of(lexicon)))

    def _of_records(self, records: Sequence[Record]) -> _Group:
        marks = (self._snapshot.mark(record) for record in records)
        keys = [digest(f"{self._base}\0{mark}".encode()) for mark in marks]
        return self._group(keys, [partial(of_record, record, self._snapshot) for record in records])

    def _of_entries(self, entries: Sequence[Entry]) -> _Group:
        return self._group(
            [key(self._base, entry) for entry in entries], [partial(_same, e) for e in entries]
        )

    def _group(self, keys: Sequence[str], views: Sequence[Callable[[], Entry]]) -> _Group:
        name = digest("\0".join([self._base, *keys]).encode())
        make = partial(_terms, (self._known.numbers.labels, self._known.short))
        parts = [
            Output("", each, Deferred(view, make), apart=True) for each, view in zip(keys, views, strict=True)
        ]
        head = partial(_head, views, self._known.columns)
        made = Output(
            "", f"{name}.group", Assembled(groups.group_made, head, lambda: parts), parts=lambda: parts
        )
        return _Group(name, len(keys), made)

    def _file(self, group: _Group, name: str) -> Output:
        make = partial(self._content, group, name)
        return Output(f"{FOLDER}{group.key}/{name}", f"{group.key} {name}", make, parts=lambda: [group.made])

    def _content(self, group: _Group, name: str, store: Store) -> bytes:
        if self._opened[0] != group.key:
            (packed,) = contents([group.made], store)
            self._opened = group.key, groups.unpacked(packed).files
        return self._opened[1][name]

    def _lexicon(self, made: Sequence[_Group]) -> Output:
        parts = [group.made for group in made]
        name = digest("\0".join(part.key for part in parts).encode())
        make = Assembled(groups.lexicon, _nothing, lambda: parts)
        return Output(f"{FOLDER}{name}/words.json", name, make, parts=lambda: parts)

    def _places(self) -> Iterator[Output]:
        folder = key("names", self._base, names.state(self._snapshot))
        made = Output("", f"{folder}.names", partial(without_store, partial(_names, self._snapshot)))
        group = _Group(folder, names.FILES, made)
        return (self._file(group, f"{number}.json") for number in range(names.FILES))


def _folder_of(output: Output) -> str:
    return output.address.split("/")[2]


def _head(
    views: Sequence[Callable[[], Entry]], columns: groups.Columns
) -> tuple[list[Entry], groups.Columns]:
    return [view() for view in views], columns


_Rules = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Names of kinds of documents with their abbreviations, and abbreviations with what they stand for."""


def _terms(rules: _Rules, entry: Entry, store: Store) -> bytes:
    return pickle.dumps(_reader(rules).terms(entry, store), protocol=pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=2)
def _reader(rules: _Rules) -> Reader:
    labels, abbreviations = rules
    return Reader(Numbers(labels), dict(abbreviations))


def _same(entry: Entry) -> Entry:
    return entry


def _nothing() -> None:
    return None


def _names(snapshot: Snapshot) -> bytes:
    files = {f"{number}.json": content for number, content in enumerate(names.contents(snapshot))}
    return groups.packed(files, {})
