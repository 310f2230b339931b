"""Every file of open data as outputs, below `/api/v1/`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from portal.api import documents, files, records, schemas, tables, targets
from portal.api.feeds import feeds_file
from portal.api.rows import AchievementRow, PlanRow, TaskRow
from portal.catalogue import Snapshot
from portal.feeds.channels import Channels
from portal.model.record import Record
from portal.outputs import Deferred, Output, contents, finished, runs, together
from portal.store import Store, digest, key


def outputs(snapshot: Snapshot, channels: Channels, *, url: str, code: str) -> Iterator[Output]:
    """Twins of records, index and lists, tables, schemas."""
    yield from _twins(snapshot, url, code)
    yield from _Lists(snapshot, url, code).outputs()
    settings = snapshot.settings
    ready = [
        (targets.CSV, targets.as_csv(settings)),
        (targets.JSON, targets.as_json(settings, url=url)),
        (files.address("documents.csv"), documents.as_csv(snapshot, url=url)),
        (files.address("documents.json"), documents.as_json(snapshot, url=url)),
        (files.address("feeds.json"), feeds_file(channels, url=url)),
        (files.address("withdrawn.json"), records.withdrawn(snapshot, url)),
    ]
    yield from (finished(address, content) for address, content in ready)
    for name in schemas.NAMES:
        make = partial(_schema, name, url)
        yield Output(files.schema_address(name), key("schema", code, url, name), make)


def _twins(snapshot: Snapshot, url: str, code: str) -> Iterator[Output]:
    base = key("twin", code, url, snapshot.settings.state("site", "localities"))
    make = partial(records.with_content, url)
    for record in snapshot.shown:
        view = partial(records.twin, record, snapshot, url)
        name = digest(f"{base}\0{snapshot.mark(record)}".encode())
        yield Output(files.twin_address(record.address), name, Deferred(view, make), apart=True)


_Lines = Callable[[Record, Snapshot, str], bytes]
"""What a list says of a record."""


class _Lists:
    """Lists of records. What they say of a run of records is kept: after an edit few lines are made again."""

    def __init__(self, snapshot: Snapshot, url: str, code: str) -> None:
        self._snapshot, self._url = snapshot, url
        names = snapshot.settings.state("site", "localities", "vocabulary", "resolution")
        self._base = key("list", code, url, names)

    def outputs(self) -> Iterator[Output]:
        snapshot = self._snapshot
        index = partial(records.index, snapshot, self._url)
        yield self._list("index.json", records.indexed(snapshot), records.index_line, index, between=b",\n")
        yield self._list("plans.csv", snapshot.plans, tables.plan_rows, partial(_table, PlanRow))
        yield self._list("tasks.csv", snapshot.plans, tables.task_rows, partial(_table, TaskRow))
        lines, document = tables.achievement_rows, partial(_table, AchievementRow)
        yield self._list("achievements.csv", snapshot.achievements, lines, document)

    def _list(
        self,
        name: str,
        members: Sequence[Record],
        lines: _Lines,
        document: Callable[[Iterable[bytes]], bytes],
        *,
        between: bytes = b"",
    ) -> Output:
        marks = list(map(self._snapshot.mark, members))

        def named(some: Sequence[str]) -> str:
            return digest("\0".join([self._base, name, *some]).encode())

        def parts() -> Iterator[Output]:
            for run in runs(marks):
                before = between if run.start else b""
                make = partial(self._run, lines, members[run], before, between)
                yield Output("", named([repr(before), *marks[run]]), make)

        def make(store: Store) -> bytes:
            return document(contents(parts(), store))

        return Output(files.address(name), named(marks), make, parts=parts)

    def _run(
        self, lines: _Lines, some: Sequence[Record], before: bytes, between: bytes, _store: Store
    ) -> bytes:
        return before + between.join(lines(record, self._snapshot, self._url) for record in some)


def _table(kind: type, lines: Iterable[bytes]) -> bytes:
    return together(itertools.chain([files.csv_head(kind)], lines))


def _schema(name: str, url: str, _store: Store) -> bytes:
    return schemas.schema(name, url)
