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
    """Rows of the dataclass `kind` as RFC 4180 in UTF-8, with a byte order mark: without it Excel takes
    Vietnamese for another encoding. What is not given is empty."""
    names = [field.name for field in fields(kind)]
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(names)
    table.writerows(map(attrgetter(*names), rows))
    return b"\xef\xbb\xbf" + text.getvalue().encode()
