"""How open data are written: JSON by models, CSV by rows; and where."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

FOLDER = "/api/v1"
SCHEMAS = f"{FOLDER}/schema"


def address(name: str) -> str:
    """`index.json` -> `/api/v1/index.json`."""
    return f"{FOLDER}/{name}"


def twin_address(page: str) -> str:
    """Where a record's data stand: `/dien-hinh/a/` -> `/api/v1/dien-hinh/a.json`."""
    return f"{FOLDER}{page.rstrip('/')}.json"


def schema_address(name: str) -> str:
    """Where the JSON Schema of a file or of a table's row stands."""
    return f"{SCHEMAS}/{name}.json"


def as_json(value: BaseModel) -> bytes:
    """UTF-8, for people to read too."""
    return f"{value.model_dump_json(by_alias=True, indent=2)}\n".encode()


def as_csv(kind: type, rows: Iterable[Any]) -> bytes:
    """A table of rows of the dataclass `kind`: RFC 4180 in UTF-8. What is not given is empty."""
    return csv_head(kind) + csv_lines(kind, rows)


def csv_head(kind: type) -> bytes:
    """The line with the names of the columns, after a byte order mark: without it Excel takes Vietnamese for
    another encoding."""
    names = ",".join(field.name for field in fields(kind))
    return b"\xef\xbb\xbf" + f"{names}\r\n".encode()


def csv_lines(kind: type, rows: Iterable[Any]) -> bytes:
    """Rows without the names of the columns."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(map(attrgetter(*(field.name for field in fields(kind))), rows))
    return text.getvalue().encode()
