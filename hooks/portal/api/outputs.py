"""Every file of open data as outputs, below `/api/v1/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from portal.api import documents, files, records, schemas, tables, targets
from portal.api.feeds import feeds_file
from portal.api.rows import AchievementRow, PlanRow, TaskRow
from portal.catalogue import Snapshot
from portal.feeds.channels import Channels
from portal.model.record import Record
from portal.outputs import Deferred, Output, contents
from portal.references import beside
from portal.store import Store, digest, key


def outputs(snapshot: Snapshot, channels: Channels, *, url: str, code: str) -> Iterator[Output]:
    """Twins of records, index and lists, tables, schemas."""
    yield from _twins(snapshot, url, code)
    yield from _lists(snapshot, url, code)
    settings = snapshot.settings
    ready = [
        (targets.CSV, targets.as_csv(settings)),
        (targets.JSON, targets.as_json(settings, url=url)),
        (files.address("documents.csv"), documents.as_csv(snapshot, url=url)),
        (files.address("documents.json"), documents.as_json(snapshot, url=url)),
        (files.address("feeds.json"), feeds_file(channels, url=url)),
        (files.address("withdrawn.json"), records.withdrawn(snapshot, url)),
    ]
    yield from (Output(address, digest(content), partial(_same, content)) for address, content in ready)
    for name in schemas.NAMES:
        make = partial(_schema, name, url)
        yield Output(files.schema_address(name), key("schema", code, url, name), make)


def _twins(snapshot: Snapshot, url: str, code: str) -> Iterator[Output]:
    base = key("twin", code, url, snapshot.settings.state("site", "localities"))
    make = partial(records.with_content, url)
    for record in snapshot.shown:
        view = partial(records.twin, record, snapshot, url)
        name = digest(f"{base}\0{_state(record, snapshot)}".encode())
        yield Output(files.twin_address(record.address), name, Deferred(view, make), apart=True)


_Lines = Callable[[Record, Snapshot, str], bytes]
"""What a list says of a record."""


def _lists(snapshot: Snapshot, url: str, code: str) -> Iterator[Output]:
    """Lists of records. What they say of each is kept: after an edit only its own lines are made again."""
    base = key("list", code, url, snapshot.settings.state("site", "localities", "vocabulary", "resolution"))
    index = partial(records.index, snapshot, url)
    yield _list("index.json", records.indexed(snapshot), records.index_line, index, base, snapshot, url)
    tables_of: tuple[tuple[str, Sequence[Record], _Lines, type], ...] = (
        ("plans.csv", snapshot.plans, tables.plan_rows, PlanRow),
        ("tasks.csv", snapshot.plans, tables.task_rows, TaskRow),
        ("achievements.csv", snapshot.achievements, tables.achievement_rows, AchievementRow),
    )
    for name, members, lines, kind in tables_of:
        yield _list(name, members, lines, partial(_table, kind), base, snapshot, url)


def _list(
    name: str,
    members: Sequence[Record],
    lines: _Lines,
    document: Callable[[Iterable[bytes]], bytes],
    base: str,
    snapshot: Snapshot,
    url: str,
) -> Output:
    states = [_state(record, snapshot) for record in members]

    def parts() -> Iterator[Output]:
        for record, state in zip(members, states, strict=True):
            part = digest(f"{base}\0{name}\0{state}".encode())
            yield Output("", part, partial(_without_store, partial(lines, record, snapshot, url)))

    def make(store: Store) -> bytes:
        return document(contents(parts(), store))

    return Output(files.address(name), key(name, base, states), make, parts=parts)


def _table(kind: type, lines: Iterable[bytes]) -> bytes:
    return b"".join([files.csv_head(kind), *lines])


def _state(record: Record, snapshot: Snapshot) -> str:
    """What data of a record depend on: its file, its state at the moment, and the sizes of its files."""
    others = snapshot.catalogue.others
    sizes = [others.get(beside(record, each.file), 0) for each in record.attachments]
    return f"{snapshot.catalogue.loaded_of(record).state} {snapshot.state(record)} {sizes or ''}"


def _without_store(make: Callable[[], bytes], _store: Store) -> bytes:
    return make()


def _schema(name: str, url: str, _store: Store) -> bytes:
    return schemas.schema(name, url)


def _same(content: bytes, _store: Store) -> bytes:
    return content
