"""A site's folder: what is in it, new files aside until all are made, and then all in their places."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.locking import locked
from portal.outputs import Difference, Manifest, difference
from portal.project import Project
from portal.store import digest

LAST = "build.json"
"""What programs look at to see that there is something new."""
_ASIDE = ".portal-new"
_HEAD = "A site of the portal: size, time and key of each file"
Stamp = str
"""Size in bytes and time of the last change in ns: what tells that a file is as it was left."""
Written = dict[str, Stamp]
"""New files by path, with their stamps."""


class NotOursError(Exception):
    """The target folder holds files that no build of a portal has put there."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Where new files wait, in the same file system as the site, in folders as they will be there. Other
    processes put files there too."""

    site: str
    folder: str

    def put(self, name: str, content: bytes) -> Stamp | None:
        """Leave a file of the site; None when the site has these bytes already.

        Same bytes keep their modification time: servers and players go by it.
        """
        with contextlib.suppress(OSError):
            path = f"{self.site}/{name}"
            if os.stat(path).st_size == len(content) and _read(path) == content:  # noqa: PTH116 - thousands
                return None
        path = f"{self.folder}/{name}"
        try:
            return _write(path, content)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - thousands of files
            return _write(path, content)

    def put_all(self, files: Iterable[tuple[str, bytes]], advance: Callable[[int], None]) -> Written:
        """Leave files, one after the other; those of them that are new."""
        written: Written = {}
        for name, content in files:
            stamp = self.put(name, content)
            if stamp:
                written[name] = stamp
            advance(1)
        return written


def _write(path: str, content: bytes) -> Stamp:
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123 - thousands of files
        file.write(content)
        return _stamp(os.fstat(file.fileno()))


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.readall()


def _stamp(found: os.stat_result) -> Stamp:
    return f"{found.st_size} {found.st_mtime_ns}"


def beside(project: Project, site_dir: Path, ending: str) -> Path:
    """What is kept of a site, outside it; from the project's folder, so that both can be moved together."""
    place = os.path.relpath(site_dir.resolve(), project.root.resolve())
    return project.cache / "sites" / f"{digest(place.encode())}.{ending}"


@contextlib.contextmanager
def alone(project: Project, site_dir: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Only one build at a time: another one waits here until the first has finished, or its process is gone.

    It has to begin before content is read, or what is older could be brought after what is newer.
    """
    path = beside(project, site_dir, "lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path, waiting=lambda: say("Đang chờ một lần dựng khác của cùng thư mục này xong …")):
        yield


class SiteFolder:
    """The folder of one build, and the record of what builds have left there."""

    def __init__(self, project: Project, site_dir: Path) -> None:
        self._record = beside(project, site_dir, "txt")
        self._site = site_dir
        self._stamps: dict[str, Stamp] = {}
        self._folders: list[str] = []

    def read(self) -> Manifest:
        """What is there as a build has left it; NotOursError for a folder with files that is no portal's."""
        if self._site.is_file():
            raise NotOursError(str(self._site))
        if not self._site.is_dir():
            return Manifest({})
        _walk(str(self._site), "", self._stamps, self._folders)
        if not self._stamps and not self._folders:
            return Manifest({})
        known = self._known()
        if known is None and not self._says_so():
            raise NotOursError(str(self._site))
        return Manifest(dict(self._as_left(known or {})))

    def _as_left(self, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name, stamp in self._stamps.items():
            left = known.get(name, "")
            if stamp and left.startswith(f"{stamp} "):
                yield name, left[len(stamp) + 1 :]

    def _says_so(self) -> bool:
        """Whether a portal was built there by plain MkDocs, or before `.cache/` was deleted."""
        try:
            found = json.loads((self._site / LAST).read_text("utf-8"))
        except (OSError, ValueError):
            return False
        return isinstance(found, dict) and {"records", "content", "next_change"} <= found.keys()

    def _known(self) -> dict[str, str] | None:
        """Stamp and key of each file that builds have left, with a space between them."""
        try:
            first, *lines = self._record.read_text("utf-8").split("\n")
        except (OSError, ValueError):
            return None
        found = (line.partition("\t") for line in lines)
        return {name: left for left, _, name in found} if first == _HEAD else None

    @contextlib.contextmanager
    def aside(self) -> Iterator[Aside]:
        """A place for new files, which is gone at the end, whatever happens."""
        there, known = self._site.is_dir(), self._known() is not None
        # Say whose the folder is before the first file is in it: a build can be interrupted.
        if not known:
            self._keep(())
        folder = self._site / _ASIDE
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield Aside(str(self._site), str(folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if not known and not any(self._site.iterdir()):
                # Nothing came of it: the folder is nobody's.
                self._record.unlink(missing_ok=True)
                if not there:
                    self._site.rmdir()

    def bring(self, aside: Aside, old: Manifest, new: Manifest, written: Written) -> Difference:
        """Bring the site from one state to another; `written` are the stamps of the files aside.

        What was there stays until the new files are: no page is without its style in between. Returns what
        really changed: a new key can stand for the same bytes.
        """
        strangers = self._stamps.keys() - new.files.keys()
        in_the_way = _in_the_way(strangers, written) if strangers else set()
        if in_the_way:
            self._remove(in_the_way, written)
        self._place(aside.folder, str(self._site))
        self._stamps.update(written)
        self._remove(strangers - in_the_way, new.files)
        changes = difference(old, new)
        if changes or strangers:
            self._keep(f"{self._stamps[name]} {key}\t{name}\n" for name, key in new.files.items())
        return Difference(
            added=tuple(name for name in changes.added if name in written),
            changed=tuple(name for name in changes.changed if name in written),
            removed=changes.removed,
        )

    def _place(self, made: str, place: str) -> None:
        """What waits in a folder goes where it belongs: whole folders where there are none yet."""
        with os.scandir(made) as found:
            entries = sorted(found, key=lambda entry: (entry.name == LAST, entry.name))
        for entry in entries:
            to = f"{place}/{entry.name}"
            if entry.is_dir() and os.path.isdir(to):  # noqa: PTH112 - thousands of files
                self._place(entry.path, to)
            else:
                os.replace(entry.path, to)  # noqa: PTH105 - thousands of files

    def _remove(self, names: Iterable[str], kept: Iterable[str]) -> None:
        """Files go, and folders in which nothing is left: a site holds nothing else."""
        for name in names:
            (self._site / name).unlink(missing_ok=True)
        needed = _folders(kept)
        for folder in reversed(self._folders):
            if folder not in needed:
                # Hidden files of somebody else may be in it.
                with contextlib.suppress(OSError):
                    (self._site / folder).rmdir()

    def _keep(self, lines: Iterable[str]) -> None:
        self._record.parent.mkdir(parents=True, exist_ok=True)
        aside = self._record.with_suffix(".new")
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(f"{_HEAD}\n")
            file.writelines(lines)
        aside.replace(self._record)


def _walk(folder: str, below: str, stamps: dict[str, Stamp], folders: list[str]) -> None:
    """Files with their stamps, and folders, each before those in it. A symbolic link has no stamp.

    Hidden entries of the site's own folder are left out, as MkDocs leaves them: `.git`, `.htaccess`.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if not below and entry.name.startswith("."):
                continue
            name = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
                _walk(entry.path, f"{name}/", stamps, folders)
            else:
                stamps[name] = "" if entry.is_symlink() else _stamp(entry.stat(follow_symlinks=False))


def _in_the_way(strangers: Iterable[str], written: Iterable[str]) -> set[str]:
    """Files at whose place a folder is to be, or the other way round."""
    files = set(written)
    folders = _folders(written)
    return {name for name in strangers if name in folders or not files.isdisjoint(_folders([name]))}


def _folders(names: Iterable[str]) -> set[str]:
    """Those that files are in, and those that these are in."""
    found: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
