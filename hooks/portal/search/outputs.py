"""The index as outputs. What finds a document is kept for each, what is made of a group together."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from portal.catalogue import Snapshot
from portal.model.record import Record
from portal.outputs import Assembled, Deferred, Output, contents, without_store
from portal.search import groups, names, periods
from portal.search.entries import Entry, of_record, others
from portal.search.manifest import FORMAT, manifest, vocabulary, with_groups
from portal.search.numbering import Numbers
from portal.store import Store, digest, key

if TYPE_CHECKING:
    from portal.search.terms import Reader

FOLDER = "/search/"
_View = Callable[[], Entry]


def outputs(snapshot: Snapshot, pages: Iterable[Entry], *, code: str) -> Iterator[Output]:
    """All files below `/search/`. `pages` are those that can be found and are no records."""
    yield from _Maker(snapshot, code).outputs(others(snapshot, pages))


@dataclass(frozen=True, slots=True)
class _Group:
    """Documents whose files are made together: `key` names the group with all that it holds, `size` says how
    many there are, and what is `known` of it is small."""

    key: str
    size: int
    made: Output
    known: Output


class _Maker:
    """Declares the index of one moment."""

    def __init__(self, snapshot: Snapshot, code: str) -> None:
        self._snapshot = snapshot
        settings = snapshot.settings
        self._vocabulary = vocabulary(settings, on=snapshot.now.date())
        # What targets and documents say is in their entries.
        state = settings.state("vocabulary", "resolution", "localities")
        self._base = key("search", FORMAT, code, state, self._vocabulary.columns)
        # Of one group after the other the files are asked for.
        self._opened: tuple[str, Mapping[str, bytes]] = ("", {})

    def outputs(self, undated: Sequence[Entry]) -> Iterator[Output]:
        """`undated` are entries that are no records."""
        dated = periods.groups(self._snapshot.listed, lambda record: record.address)
        made = [*map(self._of_records, dated), self._of_entries(undated)]
        for group in made:
            yield from self._files(group.key, group.made, groups.names(group.size))
        lexicon, places = self._lexicon(made), list(self._places())
        yield from (lexicon, *places)
        yield self._index(
            made, manifest(self._vocabulary, names.FILES, *map(_folder_of, (places[0], lexicon)))
        )

    def _of_records(self, records: Sequence[Record]) -> _Group:
        marks = (self._snapshot.mark(record) for record in records)
        keys = [digest(f"{self._base}\0{mark}".encode()) for mark in marks]
        return self._group(keys, lambda: [partial(of_record, record, self._snapshot) for record in records])

    def _of_entries(self, entries: Sequence[Entry]) -> _Group:
        keys = [key(self._base, entry) for entry in entries]
        return self._group(keys, lambda: [partial(_same, entry) for entry in entries])

    def _group(self, keys: Sequence[str], views: Callable[[], Sequence[_View]]) -> _Group:
        name = digest("\0".join([self._base, *keys]).encode())
        head, parts = partial(_head, views, self._vocabulary.columns), partial(self._terms, keys, views)
        made = Output("", f"{name}.group", Assembled(groups.group_made, head, parts), parts=parts)
        known = Output("", f"{name}.known", partial(_known, made), parts=lambda: [made])
        return _Group(name, len(keys), made, known)

    def _terms(self, keys: Sequence[str], views: Callable[[], Sequence[_View]]) -> list[Output]:
        make = partial(_terms, (self._vocabulary.numbers.labels, self._vocabulary.short))
        both = zip(keys, views(), strict=True)
        return [Output("", each, Deferred(view, make), apart=True) for each, view in both]

    def _files(self, folder: str, made: Output, names: Iterable[str]) -> Iterator[Output]:
        for name in names:
            make = partial(self._content, made, name)
            yield Output(f"{FOLDER}{folder}/{name}", f"{folder} {name}", make, parts=lambda: [made])

    def _content(self, made: Output, name: str, store: Store) -> bytes:
        if self._opened[0] != made.key:
            (packed,) = contents([made], store)
            self._opened = made.key, groups.unpacked(packed).files
        return self._opened[1][name]

    def _lexicon(self, made: Sequence[_Group]) -> Output:
        name = digest("\0".join(group.key for group in made).encode())
        make, parts = _assembled(groups.lexicon, None, made)
        return Output(f"{FOLDER}{name}/words.json", name, make, parts=parts)

    def _places(self) -> Iterator[Output]:
        folder = key("names", self._base, names.state(self._snapshot))
        made = Output("", f"{folder}.names", partial(without_store, partial(_names, self._snapshot)))
        return self._files(folder, made, (f"{number}.json" for number in range(names.FILES + 1)))

    def _index(self, made: Sequence[_Group], rest: Mapping[str, object]) -> Output:
        folders = [group.key for group in made]
        make, parts = _assembled(with_groups, (rest, folders), made)
        return Output(f"{FOLDER}index.json", key("index", self._base, rest, folders), make, parts=parts)


def _assembled(
    document: Callable[[Any, Iterable[bytes]], bytes], head: object, made: Sequence[_Group]
) -> tuple[Assembled, Callable[[], list[Output]]]:
    """What is put together from what is known of all groups."""
    parts = [group.known for group in made]
    return Assembled(document, lambda: head, lambda: parts), lambda: parts


def _folder_of(output: Output) -> str:
    return output.address.split("/")[2]


def _head(
    views: Callable[[], Sequence[_View]], columns: groups.Columns
) -> tuple[list[Entry], groups.Columns]:
    return [view() for view in views()], columns


def _known(made: Output, store: Store) -> bytes:
    (packed,) = contents([made], store)
    return groups.unpacked(packed).known


_Rules = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Names of kinds of documents with their abbreviations, and abbreviations with what they stand for."""


def _terms(rules: _Rules, entry: Entry, store: Store) -> bytes:
    return pickle.dumps(_reader(rules).terms(entry, store), protocol=pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=2)
def _reader(rules: _Rules) -> Reader:
    from portal.search.terms import Reader  # noqa: PLC0415 - as in `groups`

    labels, abbreviations = rules
    return Reader(Numbers(labels), dict(abbreviations))


def _same(entry: Entry) -> Entry:
    return entry


def _names(snapshot: Snapshot) -> bytes:
    files = {f"{number}.json": content for number, content in enumerate(names.contents(snapshot))}
    return groups.packed(groups.Made(files))
