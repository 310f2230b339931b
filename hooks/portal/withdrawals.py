"""`<address>withdrawn.txt`: beside the page of a withdrawn record, a marker that says when and why.

Web servers see by it that the address answers 410 (Gone) with the page: `deploy/nginx/`.
"""

from __future__ import annotations

from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.lifecycle import State
from portal.model.record import Record
from portal.outputs import Output, finished
from portal.views.values import day

NAME = "withdrawn.txt"


def outputs(snapshot: Snapshot) -> Iterator[Output]:
    """The marker of every record that is withdrawn now: UTF-8, a line for each thing."""
    for record in snapshot.shown:
        if snapshot.state(record) is State.WITHDRAWN:
            yield finished(f"{record.address}{NAME}", _text(record).encode())


def _text(record: Record) -> str:
    assert record.withdrawn is not None
    withdrawn = day(record.withdrawn.date).text
    return f"{record.title}\nĐã rút ngày: {withdrawn}\nLý do: {record.withdrawn.reason}\n"
