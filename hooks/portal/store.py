"""A content-addressed cache: what was made once for a key is not made again.

What a key stands for never changes, so readers and writers cannot disturb each other, and the store can be
deleted at any time. Values that are replaced (`portal.intake`) say themselves of what content they are. It
belongs to the project's own user, like `__pycache__`.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from portal import installed

_DEPENDENCIES = tuple(
    "feedgen icalendar jinja2 lxml markdown mkdocs mkdocs-material nh3 numpy pillow pydantic pyyaml tinycss2 "
    "zxing-cpp".split()
)


def digest(data: bytes) -> str:
    """32 hexadecimal digits that name the bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def key(*parts: object) -> str:
    """The name of what is made from `parts`: frozen values whose `repr` says all that they hold."""
    return digest("\0".join(repr(part) for part in parts).encode())


def fingerprint_of_code(folder: Path) -> str:
    """Changes when anything below `folder` (`hooks/`: code, the words and fonts that it uses) or a library
    that shapes the output changes."""
    lines = [*installed.versions(_DEPENDENCIES), fingerprint_of_folder(folder)]
    return digest("\n".join(lines).encode())


def fingerprint_of_folder(folder: Path) -> str:
    """Changes when a file below `folder` changes, comes or goes; the same wherever the folder is. What Python
    and its packaging leave there does not count."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.endswith(".egg-info")]
        found += [Path(place, name) for name in names]
    files = {path.relative_to(folder).as_posix(): path for path in found if path.is_file()}
    lines = [f"{name} {digest(path.read_bytes())}" for name, path in sorted(files.items())]
    return digest("\n".join(lines).encode())


class Store(Protocol):
    """Bytes and values by key."""

    def __hash__(self) -> int: ...
    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, data: bytes) -> None: ...
    def has(self, key: str) -> bool: ...
    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]: ...
    def known(self, keys: Iterable[str]) -> set[str]: ...
    def load(self, key: str) -> Any | None: ...
    def load_many(self, keys: Sequence[str]) -> dict[str, Any]: ...
    def save(self, key: str, value: Any) -> None: ...


class Memory:
    """A store that lasts as long as the process: plain `mkdocs build`, tests."""

    def __init__(self) -> None:
        self._bytes: dict[str, bytes] = {}
        self._values: dict[str, Any] = {}

    def get(self, key: str) -> bytes | None:
        return self._bytes.get(key)

    def put(self, key: str, data: bytes) -> None:
        self._bytes[key] = data

    def has(self, key: str) -> bool:
        return key in self._bytes or key in self._values

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        return {key: self._bytes[key] for key in keys if key in self._bytes}

    def known(self, keys: Iterable[str]) -> set[str]:
        return {key for key in keys if self.has(key)}

    def load(self, key: str) -> Any | None:
        return self._values.get(key)

    def load_many(self, keys: Sequence[str]) -> dict[str, Any]:
        return {key: self._values[key] for key in keys if key in self._values}

    def save(self, key: str, value: Any) -> None:
        self._values[key] = value


T = TypeVar("T")


class DamagedError(Exception):
    """A value is not what was stored, or the file cannot be read: nothing in it is to be trusted."""


_FILE = "values.db"
_TABLE = """
CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, used INTEGER, seal INTEGER, data BLOB);
CREATE INDEX IF NOT EXISTS made_used ON made (used);
"""
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
_ASKED = 900
"""Keys in a question: older builds of SQLite take 999 at most (Limits in SQLite, 9)."""
_BATCH_BYTES = 4 * 1024 * 1024
KEPT_DAYS = 7
"""What no build has needed for so long is forgotten; without that every edited style would stay forever."""


class Disk:
    """A store in one file below `folder`.

    One file and not one for each value: making a file costs more than rendering a page on some systems
    (measured: 0.5 ms), and thousands of small files are slow to delete. Values are written in batches and
    checked when they are read. Several processes may use it at once; each needs a `Disk` of its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._connection: sqlite3.Connection | None = None
        self._waiting: dict[str, bytes] = {}
        self._waiting_bytes = 0
        self._touched: set[str] = set()

    def __enter__(self) -> Disk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def has(self, key: str) -> bool:
        return bool(self.known([key]))

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of any number of keys that there are."""
        wanted = list(keys)
        found = self._waiting.keys() & set(wanted)
        for start in range(0, len(wanted), _ASKED):
            some = wanted[start : start + _ASKED]
            found.update(key for (key,) in self._read("SELECT key FROM made WHERE key IN", some))
        self._touched.update(found)
        return found

    def get(self, key: str) -> bytes | None:
        """DamagedError when the bytes are not those that were put."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Those of some keys that there are, `_ASKED` at most: one question instead of many."""
        found = {key: self._waiting[key] for key in keys if key in self._waiting}
        asked = [key for key in keys if key not in found]
        for key, seal, data in self._read("SELECT key, seal, data FROM made WHERE key IN", asked):
            if not isinstance(data, bytes) or seal != _seal(key, data):
                raise DamagedError(key)
            found[key] = data
        self._touched.update(found)
        return found

    def put(self, key: str, data: bytes) -> None:
        self._waiting[key] = data
        self._waiting_bytes += len(data)
        if self._waiting_bytes > _BATCH_BYTES:
            self.flush()

    def load(self, key: str) -> Any | None:
        return self.load_many([key]).get(key)

    def load_many(self, keys: Sequence[str]) -> dict[str, Any]:
        """Those of any number of keys that there are. DamagedError for what does not come back."""
        found = {}
        for start in range(0, len(keys), _ASKED):
            for key, data in self.get_many(keys[start : start + _ASKED]).items():
                try:
                    found[key] = pickle.loads(data)  # noqa: S301 - our own cache
                except Exception as error:  # Whatever an outdated value does when it comes back.
                    raise DamagedError(key) from error
        return found

    def save(self, key: str, value: Any) -> None:
        self.put(key, pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))

    def flush(self) -> None:
        """Write what waits, so that other processes see it."""
        if not self._waiting:
            return
        rows = [(key, _today(), _seal(key, data), data) for key, data in self._waiting.items()]
        with self._trusted() as connection:
            connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", rows)
        self._waiting = {}
        self._waiting_bytes = 0

    def clear(self) -> None:
        """Forget everything."""
        self._waiting, self._waiting_bytes, self._touched = {}, 0, set()
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        (self.folder / _FILE).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        self.flush()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def forget_unused(self, also_needed: Callable[[], Iterable[str]] = tuple) -> None:
        """Drop what has not been needed for `KEPT_DAYS`; after a build, when all it needs was asked for.
        `also_needed` gives keys of what was not, before anything is dropped."""
        today = _today()
        with self._trusted() as connection:
            oldest = connection.execute("SELECT min(used) FROM made").fetchone()[0]
            if oldest is None or oldest >= today:
                return
            if oldest < today - KEPT_DAYS:
                self._touched.update(also_needed())
            needed = [(today, key, today) for key in self._touched]
            connection.executemany("UPDATE made SET used = ? WHERE key = ? AND used < ?", needed)
            connection.execute("DELETE FROM made WHERE used < ?", (today - KEPT_DAYS,))

    def _read(self, query: str, keys: Sequence[str]) -> list[Any]:
        with self._trusted() as connection:
            places = ",".join("?" * len(keys))
            return connection.execute(f"{query} ({places})", keys).fetchall() if keys else []

    @contextmanager
    def _trusted(self) -> Iterator[sqlite3.Connection]:
        """The connection, in a transaction; what SQLite says of a broken file as DamagedError."""
        try:
            if self._connection is None:
                self._connection = self._open()
            with self._connection:
                yield self._connection
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _BROKEN:
                raise  # The disk is full, or another process does not let go of the file.
            raise DamagedError(str(error)) from error

    def _open(self) -> sqlite3.Connection:
        self.folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.folder / _FILE, timeout=60)
        try:
            _prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection) -> None:
    # Values are longer than SQLite's usual page of 4 kB.
    connection.execute("PRAGMA page_size = 16384")
    # Nothing here is worth waiting for the disk: what is lost or torn is made again.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.executescript(_TABLE)


def with_store(folder: Path, work: Callable[[Disk], T]) -> T:
    """What `work` gives; it is done once more with an empty store when a value turns out damaged."""
    with Disk(folder) as store:
        try:
            return work(store)
        except DamagedError:
            store.clear()
            return work(store)


def _seal(key: str, data: bytes) -> int:
    # Against damage and not against people, and for values of many megabytes.
    return zlib.crc32(data, zlib.crc32(key.encode()))


def _today() -> int:
    return int(time.time() // 86_400)
