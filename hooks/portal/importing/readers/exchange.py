"""A source as JSON and back: what a process that reads hostile files hands over is values and no code."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from portal.importing.blocks import Block, Paragraph, Source, Table


def to_json(source: Source) -> str:
    """As one text."""
    blocks = [[type(block).__name__, dataclasses.asdict(block)] for block in source.blocks]
    values: dict[str, Any] = {"name": source.name, "blocks": blocks, "notes": list(source.notes.items())}
    values |= {"recognised": source.recognised, "remarks": source.remarks}
    return json.dumps(values, ensure_ascii=True)


def from_json(text: str) -> Source:
    """The same again; ValueError, KeyError or TypeError for anything else."""
    values = json.loads(text)
    return Source(
        str(values["name"]),
        tuple(_block(kind, fields) for kind, fields in values["blocks"]),
        {int(number): str(text) for number, text in values["notes"]},
        bool(values["recognised"]),
        tuple(map(str, values["remarks"])),
    )


def _block(kind: str, fields: dict[str, Any]) -> Block:
    if kind == Paragraph.__name__:
        return Paragraph(**fields)
    rows = tuple(tuple(map(str, row)) for row in fields.pop("rows"))
    return Table(rows, **fields)
