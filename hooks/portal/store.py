"""A content-addressed cache: what was made once for a key is not made again.

A value under a key never changes, so readers and writers cannot disturb each other, and the store
can be deleted at any time. It belongs to the project's own user, like `__pycache__`.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

_DEPENDENCIES = ("feedgen", "jinja2", "markdown", "mkdocs", "mkdocs-material", "nh3", "pydantic", "pyyaml")


def digest(data: bytes) -> str:
    """32 hexadecimal digits that name the bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def key(*parts: object) -> str:
    """The name of what is made from `parts`: frozen values whose `repr` says all that they hold."""
    return digest("\0".join(repr(part) for part in parts).encode())


def fingerprint_of_code(folder: Path) -> str:
    """Changes when any code below `folder` (`hooks/`) or a library that shapes the output changes."""
    return digest(
        "\n".join(
            [f"python {sys.version_info[0]}.{sys.version_info[1]}"]
            + [f"{name} {importlib.metadata.version(name)}" for name in _DEPENDENCIES]
            + [fingerprint_of_folder(folder, (".py",))]
        ).encode()
    )


def fingerprint_of_folder(folder: Path, endings: tuple[str, ...] = ("",)) -> str:
    """Changes when a file below `folder` changes, comes or goes; the same wherever the folder is."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name.endswith(endings))
    names = (f"{path.relative_to(folder).as_posix()} {digest(path.read_bytes())}" for path in files)
    return digest("\n".join(names).encode())


class Store(Protocol):
    """Bytes and values by key."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, data: bytes) -> None: ...
    def has(self, key: str) -> bool: ...
    def load(self, key: str) -> Any | None: ...
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
        return key in self._bytes

    def load(self, key: str) -> Any | None:
        return self._values.get(key)

    def save(self, key: str, value: Any) -> None:
        self._values[key] = value


class Disk:
    """A store in files: `<folder>/<first two digits>/<the rest>`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[str] = set()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def get(self, key: str) -> bytes | None:
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def has(self, key: str) -> bool:
        return self._path(key).is_file()

    def put(self, key: str, data: bytes) -> None:
        path = self._path(key)
        if key[:2] not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(key[:2])
        # Written aside and moved: a crash never leaves half a value under a key.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)

    def load(self, key: str) -> Any | None:
        data = self.get(key)
        if data is None:
            return None
        try:
            return pickle.loads(data)  # noqa: S301 - our own cache
        except Exception:  # A damaged or outdated value is as good as none: it is made again.
            return None

    def save(self, key: str, value: Any) -> None:
        self.put(key, pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))

    def prune(self, keep: Iterable[str]) -> int:
        """Delete everything but `keep`; returns how many values went."""
        kept, gone = set(keep), 0
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            for path in folder.iterdir():
                if folder.name + path.name not in kept:
                    path.unlink(missing_ok=True)
                    gone += 1
        return gone
