"""All Markdown below `docs/` as the catalogue keeps it: what has not changed comes from the store."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from portal import reading
from portal.loading import Loaded, load, unreadable
from portal.processes import Workers
from portal.rendering import Body
from portal.store import Store, digest, key

SHARED_FROM = 200
"""Below this many files other processes cost more than they save: a spawned one takes 0.5 s to start."""
PART = 32
"""Files that go to another process at a time."""
_SHELF = 40
"""Files about on a shelf."""
_AT_A_TIME = 8
"""Shelves that are read together."""

_Kept = dict[str, tuple[str, Loaded]]
"""A shelf: files by their paths, each with the name of the content that it was loaded from."""


Reading = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Watches so many files being read: what it gives is told how many more there are."""


@contextmanager
def unwatched(_count: int) -> Iterator[Callable[[int], None]]:
    yield lambda _count: None


def load_all(
    docs: Path,
    paths: Sequence[str],
    *,
    store: Store,
    code: str,
    workers: Workers,
    reading: Reading = unwatched,
) -> Iterator[Loaded]:
    """Load files, from the store where they have not changed. Order as given.

    The store keeps them on shelves, because to read ten thousand values takes longer than to read what is in
    them. A path is always on the same shelf, which is replaced when anything on it has changed.
    """
    shelves = _Shelves(len(paths), store, code)
    found: dict[str, Loaded] = {}
    missing: list[str] = []
    for path, data in _read_all(docs, paths, found):
        loaded = shelves.get(path, digest(data))
        if loaded is None:
            missing.append(path)
        else:
            found[path] = loaded
    names: dict[str, str] = {}

    def again() -> Iterator[tuple[str, bytes]]:
        # Read once more, each when its turn comes: they need not all be in memory.
        for path, data in _read_all(docs, missing, found):
            names[path] = digest(data)
            yield path, data

    with reading(len(missing)) as advance:
        for loaded, body in _make(again(), workers if len(missing) >= SHARED_FROM else Workers()):
            if body is not None:
                store.save(loaded.body_key, body)
            shelves.put(names.pop(loaded.path), loaded)
            found[loaded.path] = loaded
            advance(1)
    shelves.keep(found)
    return (found[path] for path in paths)


class _Shelves:
    """What the store has of loaded files."""

    def __init__(self, count: int, store: Store, code: str) -> None:
        # A power of two, so that it seldom changes with the number of files.
        self._count = 1 << (max(1, count) // _SHELF).bit_length()
        self._store = store
        # What is pickled by one Python need not be readable by another.
        self._names = [
            key("shelf", code, sys.version_info[:2], self._count, number) for number in range(self._count)
        ]
        self._shelves: list[_Kept] = []
        # A few at a time: as they are stored they take as much memory as what comes of them.
        for start in range(0, self._count, _AT_A_TIME):
            names = self._names[start : start + _AT_A_TIME]
            self._shelves += map(self._read, map(store.load_many(names).get, names))
        self._changed: set[int] = set()

    @staticmethod
    def _read(found: object) -> _Kept:
        return found if isinstance(found, dict) else {}

    def _number(self, path: str) -> int:
        return int(digest(path.encode())[:4], 16) % self._count

    def get(self, path: str, content: str) -> Loaded | None:
        """A file that was loaded from this content. Its body was stored before it."""
        name, loaded = self._shelves[self._number(path)].get(path, ("", None))
        return loaded if name == content else None

    def put(self, content: str, loaded: Loaded) -> None:
        number = self._number(loaded.path)
        self._shelves[number][loaded.path] = content, loaded
        self._changed.add(number)

    def keep(self, paths: Iterable[str]) -> None:
        """Write what has changed, without files that are gone."""
        there = set(paths)
        for number, shelf in enumerate(self._shelves):
            gone = shelf.keys() - there
            for path in gone:
                del shelf[path]
            if gone or number in self._changed:
                self._store.save(self._names[number], shelf)


def _read_all(docs: Path, paths: Iterable[str], found: dict[str, Loaded]) -> Iterator[tuple[str, bytes]]:
    """Files with their bytes; `found` gets those that cannot be read."""
    for path in paths:
        try:
            yield path, _read_bytes(f"{docs}/{path}")
        except OSError:
            found[path] = unreadable(path)


def _read_bytes(path: str) -> bytes:
    # One byte more than is allowed is enough to say that a file is too large.
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files
        size = os.fstat(file.fileno()).st_size
        return file.read(min(size, reading.MAX_BYTES) + 1)


def _make(missing: Iterator[tuple[str, bytes]], workers: Workers) -> Iterator[tuple[Loaded, Body | None]]:
    parts = iter(lambda: list(itertools.islice(missing, PART)), [])
    for part in workers.stream(_load_part, parts):
        yield from part


def _load_part(part: list[tuple[str, bytes]]) -> list[tuple[Loaded, Body | None]]:
    return [load(path, data) for path, data in part]
