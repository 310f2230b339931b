"""Build aside, compare manifests, apply the difference: the last good site stays until then."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from engine import adapter
from engine.adapter import Session
from portal.outputs import Difference, Manifest, Output, difference, file_of
from portal.store import Disk, digest

Progress = Callable[[str], None]


class NotOursError(Exception):
    """The target folder holds files that no build of a portal has put there."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: how many outputs were made, and how the site changed."""

    made: int
    total: int
    difference: Difference


def build(session: Session, *, store: Disk, site_dir: Path, say: Progress, clean: bool = False) -> Result:
    """Make what is missing, then bring `site_dir` to the new state; NotOursError leaves it untouched."""
    records = _Records(session.project.cache / "sites", site_dir)
    old = records.read()
    outputs = session.outputs
    missing = [output for output in outputs if clean or not store.has(output.key)]
    _make(missing, session, store, say)
    new = Manifest.of(outputs)
    changes = _apply(difference(old, new), outputs, store, site_dir)
    _remove_strangers(site_dir, new)
    records.write(new)
    return Result(len(missing), len(outputs), changes)


def _make(missing: list[Output], session: Session, store: Disk, say: Progress) -> None:
    pages = [output for output in missing if output.page is not None]
    for output in missing:
        if output.make is not None:
            store.put(output.key, output.make())
    if not pages:
        return
    say(f"Dựng {len(pages)} trang …")
    with tempfile.TemporaryDirectory(dir=_folder(session.project.cache / "staging")) as staging:
        _render(session.only(frozenset(page.address for page in pages)), Path(staging))
        for output in pages:
            store.put(output.key, (Path(staging) / file_of(output.address)).read_bytes())


def _render(session: Session, staging: Path) -> None:
    """Let MkDocs render the wanted pages, with warnings as failures."""
    config = load_config(str(session.project.root / "mkdocs.yml"), site_dir=str(staging), strict=True)
    adapter.keep(config, session)
    mkdocs_build(config)


def _apply(changes: Difference, outputs: Iterable[Output], store: Disk, site_dir: Path) -> Difference:
    """Returns what really changed: a new key can stand for the same bytes."""
    keys = {file_of(output.address): output.key for output in outputs}
    site_dir.mkdir(parents=True, exist_ok=True)
    written = set()
    for name in (*changes.added, *changes.changed):
        content = store.get(keys[name])
        assert content is not None, name
        if _write(site_dir / name, content):
            written.add(name)
    for name in changes.removed:
        _remove(site_dir, site_dir / name)
    return Difference(
        added=tuple(name for name in changes.added if name in written),
        changed=tuple(name for name in changes.changed if name in written),
        removed=changes.removed,
    )


def _write(path: Path, content: bytes) -> bool:
    # Same bytes keep their modification time: servers and players go by it.
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return False
    if path.is_dir():
        shutil.rmtree(path)
    _folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
    return True


def _folder(path: Path) -> Path:
    for parent in (path, *path.parents):
        if parent.is_file():
            parent.unlink()
    path.mkdir(parents=True, exist_ok=True)
    return path


def _remove(site_dir: Path, path: Path) -> None:
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == site_dir or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()


def _remove_strangers(site_dir: Path, manifest: Manifest) -> None:
    """What another tool left in the site's folder: a site holds what is in its manifest and nothing else."""
    for path in sorted(site_dir.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(site_dir).as_posix() not in manifest.files:
            _remove(site_dir, path)


class _Records:
    """What is in a site's folder, as far as nobody else has touched it since."""

    def __init__(self, folder: Path, site_dir: Path) -> None:
        self._path = folder / f"{digest(str(site_dir.resolve()).encode())}.json"
        self._site_dir = site_dir

    def read(self) -> Manifest:
        if not self._site_dir.is_dir() or not any(self._site_dir.iterdir()):
            return Manifest({})
        known = self._known()
        if not known and not (self._site_dir / "build.json").is_file():
            raise NotOursError(str(self._site_dir))
        return Manifest(
            {name: key for name, (key, *stamp) in known.items() if stamp == _stamp(self._site_dir / name)}
        )

    def _known(self) -> dict[str, list[Any]]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, manifest: Manifest) -> None:
        rows = {name: [key, *_stamp(self._site_dir / name)] for name, key in sorted(manifest.files.items())}
        _write(_folder(self._path.parent) / self._path.name, json.dumps(rows, ensure_ascii=False).encode())


def _stamp(path: Path) -> list[int]:
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]
