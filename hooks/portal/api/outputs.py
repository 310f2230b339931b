"""Every file of open data as outputs, below `/api/v1/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from portal.api import documents, files, records, schemas, tables, targets
from portal.api.feeds import feeds_file
from portal.catalogue import Snapshot
from portal.feeds.channels import Channels
from portal.model.record import Record
from portal.outputs import Deferred, Output
from portal.references import beside
from portal.store import Store, digest, key


def outputs(snapshot: Snapshot, channels: Channels, *, url: str, code: str) -> Iterator[Output]:
    """Twins of records, index and lists, tables, schemas."""
    yield from _twins(snapshot, url, code)
    yield from _of_records(snapshot, url, code)
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
    for record in snapshot.shown:
        view, make = partial(records.twin, record, snapshot, url), partial(records.with_content, url)
        name = digest(f"{base}\0{_state(record, snapshot)}".encode())
        yield Output(files.twin_address(record.address), name, Deferred(view, make), apart=True)


def _of_records(snapshot: Snapshot, url: str, code: str) -> Iterator[Output]:
    """Lists of records: made when one of their records has changed."""
    base = key("list", code, url, snapshot.settings.state("site", "localities", "vocabulary", "resolution"))
    lists: tuple[tuple[str, Iterable[Record], Callable[[Snapshot, str], bytes]], ...] = (
        ("index.json", snapshot.shown, records.index),
        ("plans.csv", snapshot.plans, tables.plans),
        ("tasks.csv", snapshot.plans, tables.tasks),
        ("achievements.csv", snapshot.achievements, tables.achievements),
    )
    for name, members, make in lists:
        state = digest("\0".join(_state(record, snapshot) for record in members).encode())
        yield Output(files.address(name), key(name, base, state), partial(_made, make, snapshot, url))


def _state(record: Record, snapshot: Snapshot) -> str:
    """What data of a record depend on: its file, its state at the moment, and the sizes of its files."""
    others = snapshot.catalogue.others
    sizes = [others.get(beside(record, each.file), 0) for each in record.attachments]
    return f"{snapshot.catalogue.loaded_of(record).state} {snapshot.state(record)} {sizes or ''}"


def _made(make: Callable[[Snapshot, str], bytes], snapshot: Snapshot, url: str, _store: Store) -> bytes:
    return make(snapshot, url)


def _schema(name: str, url: str, _store: Store) -> bytes:
    return schemas.schema(name, url)


def _same(content: bytes, _store: Store) -> bytes:
    return content
