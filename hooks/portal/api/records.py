"""The JSON twin of every record, the index of all, and the list of what was withdrawn."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from portal import body_links
from portal.api import files
from portal.api.models import Attached, Entry, IndexHead, Place, Twin, TwinHead, Withdrawn, WithdrawnFile
from portal.catalogue import GONE, Snapshot, rendered_body
from portal.feeds.entries import tag_uri
from portal.lifecycle import State
from portal.model.achievement import Achievement
from portal.model.notice import Notice
from portal.model.plan import Plan
from portal.model.record import Kind, Record
from portal.model.section import Section
from portal.outputs import together
from portal.store import Store
from portal.views.records import attachments
from portal.views.values import locality_link

_HEADS: dict[Kind, type[TwinHead[Any]]] = {
    Kind.SECTION: TwinHead[Section],
    Kind.PLAN: TwinHead[Plan],
    Kind.ACHIEVEMENT: TwinHead[Achievement],
    Kind.NOTICE: TwinHead[Notice],
}
TWINS: dict[Kind, type[Twin[Any]]] = {
    Kind.SECTION: Twin[Section],
    Kind.PLAN: Twin[Plan],
    Kind.ACHIEVEMENT: Twin[Achievement],
    Kind.NOTICE: Twin[Notice],
}


@dataclass(frozen=True, slots=True)
class TwinView:
    """A twin but for its content: `head` is JSON with the last brace."""

    head: str
    address: str
    body_key: str


def twin(record: Record, snapshot: Snapshot, url: str) -> TwinView:
    """What the twin of a record says."""
    kind = record.kind_of_record
    value = _HEADS[kind].model_construct(
        schema_url=url + files.schema_address(kind.value).lstrip("/"),
        id=tag_uri(record.identity, snapshot),
        kind=kind,
        url=url + record.address.lstrip("/"),
        state=snapshot.state(record),
        published=record.published,
        changed=record.revised,
        place=_place(record, snapshot),
        files=tuple(_attached(record, snapshot, url)),
        record=record,
    )
    head = value.model_dump_json(by_alias=True, indent=2)
    return TwinView(head, record.address, snapshot.catalogue.loaded_of(record).body_key)


def with_content(url: str, view: TwinView, store: Store) -> bytes:
    """The whole twin, UTF-8."""
    body = rendered_body(store, view.body_key)
    html = to_json(body_links.absolute(body.html, url=url, address=view.address))
    content = b'{"html": %b, "text": %b}' % (html, to_json(body.text))
    return b'%b,\n  "content": %b\n}\n' % (view.head.removesuffix("\n}").encode(), content)


def index(snapshot: Snapshot, url: str, lines: Iterable[bytes]) -> bytes:
    """`/api/v1/index.json` of finished lines: so what has changed in it can be seen."""
    site = snapshot.settings.site
    head = IndexHead.model_construct(
        schema_url=url + files.schema_address("index").lstrip("/"),
        name=site.name,
        url=url,
        licence=site.licence.name,
    )
    start = head.model_dump_json(by_alias=True, indent=2).removesuffix("\n}")
    return together(itertools.chain([f'{start},\n  "records": [\n'.encode()], lines, [b"\n  ]\n}\n"]))


def index_line(record: Record, snapshot: Snapshot, url: str) -> bytes:
    """What the index says of a record."""
    return _entry(record, snapshot, url).model_dump_json().encode()


def indexed(snapshot: Snapshot) -> tuple[Record, ...]:
    """All records in the order of the index: newest first, those that are no longer valid at the end."""
    gone = (record for record in snapshot.shown if snapshot.state(record) in GONE)
    return (*snapshot.listed, *gone)


def withdrawn(snapshot: Snapshot, url: str) -> bytes:
    """`/api/v1/withdrawn.json`."""
    found = [record for record in snapshot.shown if snapshot.state(record) is State.WITHDRAWN]
    rows = [
        Withdrawn.model_construct(
            id=tag_uri(record.identity, snapshot),
            kind=record.kind_of_record,
            title=record.title,
            url=url + record.address.lstrip("/"),
            date=record.withdrawn.date,
            reason=record.withdrawn.reason,
        )
        for record in found
        if record.withdrawn
    ]
    rows.sort(key=lambda row: (-row.date.toordinal(), row.id))
    schema = url + files.schema_address("withdrawn").lstrip("/")
    return files.as_json(WithdrawnFile.model_construct(schema_url=schema, withdrawn=tuple(rows)))


def _entry(record: Record, snapshot: Snapshot, url: str) -> Entry:
    return Entry.model_construct(
        id=tag_uri(record.identity, snapshot),
        kind=record.kind_of_record,
        title=record.title,
        summary=record.summary,
        url=url + record.address.lstrip("/"),
        data=url + files.twin_address(record.address).lstrip("/"),
        state=snapshot.state(record),
        published=record.published,
        changed=record.revised,
        locality=record.locality,
        sections=snapshot.sections_of(record),
        audiences=record.audiences,
    )


def _place(record: Record, snapshot: Snapshot) -> Place | None:
    link = locality_link(record.locality, snapshot)
    if link is None or record.locality is None:
        return None
    return Place.model_construct(id=record.locality, name=link.title, now=link.note)


def _attached(record: Record, snapshot: Snapshot, url: str) -> list[Attached]:
    return [
        Attached.model_construct(
            title=each.title,
            url=url + each.address.lstrip("/"),
            media_type=each.media_type,
            size=each.size,
            full_text=each.full_text,
        )
        for each in attachments(record, snapshot)
    ]
