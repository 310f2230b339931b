"""Make what is missing, compare manifests, apply the difference: until then the last good site stays."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from engine import printing
from engine.adapter import Session
from portal.outputs import Difference, Manifest, Output, all_parts, difference, file_of, missing_parts
from portal.processes import Workers
from portal.project import Project
from portal.store import DamagedError, Disk, Store, digest

Progress = Callable[[str], None]
Make = Callable[[Store], bytes]
SHARED_FROM = 400
"""Below this many files another process costs more than it saves."""
PART = 100
"""Files that go to another process at a time."""
LAST = "build.json"


class NotOursError(Exception):
    """The target folder holds files that no build of a portal has put there."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: how many outputs were made, and how the site changed."""

    made: int
    total: int
    difference: Difference


def build(
    session: Session,
    *,
    store: Disk,
    site_dir: Path,
    say: Progress,
    workers: Workers | None = None,
    afresh: bool = False,
) -> Result:
    """Make what is missing, then bring `site_dir` to the new state; NotOursError leaves it untouched.

    With `afresh` also what is there is looked at again, byte by byte.
    """
    workers = workers or Workers()
    records = _Records(session.project, site_dir)
    old = records.read()
    if afresh:
        old = Manifest({})
    outputs = session.outputs
    missing = what_is_missing(outputs, old, store)
    _make(missing, session, store, say, workers)
    new = Manifest.of(outputs)
    records.claim()
    changes = _apply(difference(old, new), outputs, store, site_dir, workers)
    records.write(new)
    store.forget_unused(lambda: (part.key for part in all_parts(outputs, store)))
    return Result(len(missing), len(outputs), changes)


def what_is_missing(outputs: Sequence[Output], old: Manifest, store: Disk) -> list[Output]:
    """Outputs that have to be made: of what is put together from parts the store keeps only these, and what
    the site has of it says its manifest."""
    known = store.known(output.key for output in outputs if not output.parts)
    return [
        output
        for output in outputs
        if (old.files.get(file_of(output.address)) != output.key if output.parts else output.key not in known)
    ]


def _make(missing: list[Output], session: Session, store: Disk, say: Progress, workers: Workers) -> None:
    pages = [output for output in missing if output.page is not None]
    finish: Callable[[], None] | None = None
    if pages and session.declaration is not None:
        say(f"Dựng {len(pages)} trang …")
        site, root = session.declaration.site, session.project.root
        finish = printing.begin(pages, site=site, store=store, root=root, workers=workers)
    make_files([output for output in missing if output.make], store, workers)
    if finish is not None:
        finish()


def make_files(missing: Sequence[Output], store: Disk, workers: Workers) -> None:
    """Make what is no page, and leave it in the store: of what is put together from parts these."""
    whole = [output for output in missing if not output.parts]
    # Backwards, because what holds little comes last, and in many forms, which share their bodies.
    for outputs in itertools.chain(missing_parts(reversed(missing), store), [whole]):
        here, started = _share_out(outputs, store, workers)
        _put(here, store)
        for _ in started:
            pass


def _share_out(files: list[Output], store: Disk, workers: Workers) -> tuple[list[Output], Iterator[None]]:
    """What is left to do here, and what other processes have begun with."""
    apart = [output for output in files if output.apart]
    if workers.count < 2 or len(apart) < SHARED_FROM:
        return files, iter(())
    # As for pages: the others read and write the same file with connections of their own.
    store.close()
    parts = [apart[start : start + PART] for start in range(0, len(apart), PART)]
    here = [output for output in files if not output.apart]
    return here, workers.map(partial(_put_part, folder=store.folder), parts)


def _put_part(outputs: Sequence[Output], folder: Path) -> None:
    with Disk(folder) as store:
        _put(outputs, store)


def _put(outputs: Iterable[Output], store: Disk) -> None:
    for output in outputs:
        if output.make is not None:
            store.put(output.key, output.make(store))


def _apply(
    changes: Difference, outputs: Iterable[Output], store: Disk, site_dir: Path, workers: Workers
) -> Difference:
    """Returns what really changed: a new key can stand for the same bytes."""
    by_file = {file_of(output.address): output for output in outputs}
    site_dir.mkdir(parents=True, exist_ok=True)
    written = set()
    if changes.added or changes.changed:
        # What was there stays until the new files are: no page is without its style in between.
        _remove_strangers(site_dir, {*by_file, *changes.removed} - _in_the_way(changes))
        files = {name: by_file[name] for name in sorted((*changes.added, *changes.changed))}
        written = write_files(files, store, site_dir, workers)
    _remove_strangers(site_dir, by_file)
    return Difference(
        added=tuple(name for name in changes.added if name in written),
        changed=tuple(name for name in changes.changed if name in written),
        removed=changes.removed,
    )


def write_files(files: Mapping[str, Output], store: Disk, site_dir: Path, workers: Workers) -> set[str]:
    """Write files of a site; returns those whose bytes were others before. DamagedError when the store lacks
    one."""
    apart = [
        (name, output.make) for name, output in files.items() if output.parts and output.apart and output.make
    ]
    started: Iterator[set[str]] = iter(())
    if workers.count > 1 and len(apart) >= SHARED_FROM:
        store.close()
        parts = [apart[start : start + PART] for start in range(0, len(apart), PART)]
        started = workers.map(partial(_write_part, folder=store.folder, site_dir=site_dir), parts)
        files = {name: files[name] for name in files.keys() - dict(apart)}
    written = {
        name
        for name, output in files.items()
        if name != LAST and _write(site_dir / name, _content(output, store))
    }
    for others in started:
        written |= others
    # Last the file that programs look at to see that there is something new.
    if LAST in files and _write(site_dir / LAST, _content(files[LAST], store)):
        written.add(LAST)
    return written


def _write_part(files: Sequence[tuple[str, Make]], folder: Path, site_dir: Path) -> set[str]:
    with Disk(folder) as store:
        return {name for name, make in files if _write(site_dir / name, make(store))}


def _content(output: Output, store: Disk) -> bytes:
    # To keep what is put together from parts would make the store twice as large, and an edit twice as long.
    content = output.make(store) if output.parts and output.make else store.get(output.key)
    if content is None:
        raise DamagedError(output.address)
    return content


def _in_the_way(changes: Difference) -> set[str]:
    """Removed files at whose place a folder is to be, or the other way round."""
    files = set(changes.added)
    folders = {folder for name in files for folder in _folders_of(name)}
    return {name for name in changes.removed if name in folders or files.intersection(_folders_of(name))}


def _folders_of(name: str) -> list[str]:
    return [path.as_posix() for path in PurePosixPath(name).parents]


def _write(path: Path, content: bytes) -> bool:
    # Same bytes keep their modification time: servers and players go by it.
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    # Written aside and moved: a reader never gets half a page.
    aside = path.with_name(f"{path.name}.new")
    try:
        aside.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
    aside.replace(path)
    return True


def _remove_strangers(folder: Path | str, kept: Container[str], below: str = "") -> None:
    """What is not in the manifest goes, and folders that it leaves empty: a site holds nothing else.

    Hidden entries of the site's own folder stay, as MkDocs leaves them: `.git`, `.htaccess`.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            name = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                if below or not entry.name.startswith("."):
                    _remove_strangers(entry.path, kept, f"{name}/")
                    with contextlib.suppress(OSError):
                        Path(entry.path).rmdir()
            elif (name not in kept or entry.is_symlink()) and (below or not entry.name.startswith(".")):
                Path(entry.path).unlink()


class _Records:
    """What is in a site's folder, as far as nobody else has touched it since."""

    def __init__(self, project: Project, site_dir: Path) -> None:
        # From the project's folder, so that both can be moved together.
        place = os.path.relpath(site_dir.resolve(), project.root.resolve())
        self._path = project.cache / "sites" / f"{digest(place.encode())}.json"
        self._site_dir = site_dir

    def read(self) -> Manifest:
        """NotOursError for a folder with files in it that is no portal's."""
        if self._site_dir.is_file():
            raise NotOursError(str(self._site_dir))
        if not self._site_dir.is_dir() or all(path.name.startswith(".") for path in self._site_dir.iterdir()):
            return Manifest({})
        known = self._known()
        if known is None and not self._says_so():
            raise NotOursError(str(self._site_dir))
        return Manifest(
            {
                name: key
                for name, (key, *stamp) in (known or {}).items()
                if stamp == _stamp(self._site_dir / name)
            }
        )

    def _says_so(self) -> bool:
        """Whether a portal was built there by plain MkDocs, or before `.cache/` was deleted."""
        try:
            found = json.loads((self._site_dir / "build.json").read_text("utf-8"))
        except (OSError, ValueError):
            return False
        return isinstance(found, dict) and {"records", "content", "next_change"} <= found.keys()

    def _known(self) -> dict[str, list[Any]] | None:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def claim(self) -> None:
        """Say whose the folder is before the first file is in it: a build can be interrupted."""
        if self._known() is None:
            self.write(Manifest({}))

    def write(self, manifest: Manifest) -> None:
        rows = {name: [key, *_stamp(self._site_dir / name)] for name, key in sorted(manifest.files.items())}
        _write(self._path, json.dumps(rows, ensure_ascii=False).encode())


def _stamp(path: Path) -> list[int]:
    try:
        found = path.lstat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]
