"""Make what is missing, compare manifests, apply the difference: until then the last good site stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from engine.printing import Printing
from engine.progress import Advance, Stage, quiet
from engine.session import Session
from engine.site_folder import Aside, SiteFolder, Written
from portal.outputs import Difference, Manifest, Output, all_parts, file_of, missing_parts
from portal.processes import Workers
from portal.project import Project
from portal.store import Disk, Store

T = TypeVar("T")
Make = Callable[[Store], bytes]
File = tuple[str, Make]
"""The path below the site's folder, and what makes it."""
SHARED_FROM = 800
"""Below this many files another process costs more than it saves."""
PART = 100
"""Files that go to another process at a time."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: how many outputs were made, and how the site changed."""

    made: int
    total: int
    difference: Difference


@dataclass(frozen=True, slots=True)
class Build:
    """A build of a site's folder, from before it is known what is to be in it."""

    folder: SiteFolder
    old: Manifest
    aside: Aside
    printing: Printing
    store: Disk
    workers: Workers

    def finish(self, session: Session, stage: Stage = quiet) -> Result:
        """Make what is missing, then bring the folder to the new state."""
        outputs, new = session.outputs, Manifest.of(session.outputs)
        old = self.old
        missing = [output for output in outputs if old.files.get(file_of(output.address)) != output.key]
        changes = self.folder.bring(self.aside, old, new, self._made(missing, session, stage))
        self.store.forget_unused(partial(_needed, session, self.store))
        return Result(len(missing), len(outputs), changes)

    def _made(self, missing: Sequence[Output], session: Session, stage: Stage) -> Written:
        written: Written = {}
        pages = [output for output in missing if output.page]
        files = [output for output in missing if output.make]
        if pages and session.declaration is not None:
            with stage("Dựng trang", len(pages)) as advance:
                written |= self.printing.finish(pages, session.declaration.site, advance)
        make_parts(files, self.store, stage, self.workers)
        with stage("Bản tin, màn hình, tìm kiếm, dữ liệu", len(files)) as advance:
            return written | make_files(files, self.store, self.aside, self.workers, advance)


@contextmanager
def begun(
    project: Project, site_dir: Path, *, store: Disk, workers: Workers, afresh: bool = False
) -> Iterator[Build]:
    """A build that leaves `site_dir` as it is unless it is finished; NotOursError leaves it untouched.

    With `afresh` also what is there is looked at again, byte by byte.
    """
    folder = SiteFolder(project, site_dir)
    old = folder.read()
    if afresh:
        old = Manifest({})
    with (
        folder.aside() as aside,
        Printing(old, store=store, root=project.root, aside=aside, workers=workers) as printing,
    ):
        yield Build(folder, old, aside, printing, store, workers)


def build(session: Session, *, store: Disk, site_dir: Path) -> Result:
    """A build of what has been declared, in this process."""
    with begun(session.project, site_dir, store=store, workers=Workers()) as found:
        return found.finish(session)


def _needed(session: Session, store: Store) -> Iterator[str]:
    """Keys of what was not asked for, and may be the next time."""
    yield from (part.key for part in all_parts(session.outputs, store))
    if session.snapshot is not None:
        yield from (loaded.body_key for loaded in session.snapshot.catalogue.loaded)


def make_parts(outputs: Sequence[Output], store: Disk, stage: Stage, workers: Workers) -> None:
    """Make what outputs are put together from, and leave it in the store."""
    # Backwards, because what holds little comes last, and in many forms, which share their bodies.
    for parts in missing_parts(reversed(outputs), store):
        with stage("Các mục của bản tin và tìm kiếm", len(parts)) as advance:
            if workers.count < 2 or len(parts) < SHARED_FROM:
                _put(parts, store, advance)
            else:
                # The others read and write the same file with connections of their own.
                store.close()
                for count in workers.map(partial(_put_part, folder=store.folder), _in_parts(parts)):
                    advance(count)


def _put_part(outputs: Sequence[Output], folder: Path) -> int:
    with Disk(folder) as store:
        _put(outputs, store, lambda _: None)
    return len(outputs)


def _put(outputs: Iterable[Output], store: Disk, advance: Advance) -> None:
    for output in outputs:
        if output.make is not None:
            store.put(output.key, output.make(store))
        advance(1)


def make_files(
    outputs: Iterable[Output],
    store: Disk,
    aside: Aside,
    workers: Workers,
    advance: Advance = lambda _: None,
) -> Written:
    """Make files and leave those aside whose bytes are new."""
    here: list[File] = []
    apart: list[File] = []
    for output in outputs:
        if output.make is not None:
            (apart if output.apart else here).append((file_of(output.address), output.make))
    started: Iterator[tuple[int, Written]] = iter(())
    if workers.count > 1 and len(apart) >= SHARED_FROM:
        store.close()
        started = workers.map(partial(_write_part, folder=store.folder, aside=aside), _in_parts(apart))
        apart = []
    written = _write([*here, *apart], store, aside, advance)
    for count, others in started:
        written |= others
        advance(count)
    return written


def _write_part(files: Sequence[File], folder: Path, aside: Aside) -> tuple[int, Written]:
    with Disk(folder) as store:
        return len(files), _write(files, store, aside, lambda _: None)


def _write(files: Iterable[File], store: Store, aside: Aside, advance: Advance) -> Written:
    return aside.put_all(((name, make(store)) for name, make in files), advance)


def _in_parts(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[start : start + PART] for start in range(0, len(items), PART)]
