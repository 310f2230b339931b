"""`/api/v1/schema/*.json`: a JSON Schema (2020-12) for each file, and for a row of each table."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, TypeAdapter

from portal.api import files
from portal.api.models import DocumentsFile, FeedsFile, Index, TargetsFile, WithdrawnFile
from portal.api.records import TWINS
from portal.api.rows import AchievementRow, DocumentRow, PlanRow, TargetRow, TaskRow
from portal.screens.models import Heartbeat, LedFile

_FILES: dict[str, type[BaseModel]] = {
    **{kind.value: model for kind, model in TWINS.items()},
    "index": Index,
    "documents": DocumentsFile,
    "targets": TargetsFile,
    "withdrawn": WithdrawnFile,
    "feeds": FeedsFile,
    "led": LedFile,
    "heartbeat": Heartbeat,
}
_ROWS: dict[str, type] = {
    "plans": PlanRow,
    "tasks": TaskRow,
    "achievements": AchievementRow,
    "documents": DocumentRow,
    "targets": TargetRow,
}


NAMES = (*_FILES, *(f"{name}.csv" for name in _ROWS))
"""A row's schema has `.csv` in its name."""


def schema(name: str, url: str) -> bytes:
    """The schema of a file or of a row, for a portal whose public address is `url`; UTF-8."""
    table = name.removesuffix(".csv")
    made = _schema_of(_FILES[name]) if table == name else _schema_of_row(_ROWS[table])
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url + files.schema_address(name).lstrip("/"),
    }
    return f"{json.dumps({**head, **made}, ensure_ascii=False, indent=2)}\n".encode()


def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(mode="serialization")


def _schema_of_row(row: type) -> dict[str, Any]:
    schema: dict[str, Any] = TypeAdapter(row).json_schema(mode="serialization")
    return {**schema, "description": row.__doc__, "additionalProperties": False}
