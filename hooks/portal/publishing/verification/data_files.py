"""JSON, tables and calendars: as their published schemas say, and complete to the last line."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from portal.publishing.verification.facts import AGAIN, Facts, Findings, target
from portal.publishing.verification.feeds import links

_JSON_FEED = "https://jsonfeed.org/version/1.1"
_SCHEMAS = "api/v1/schema/"


def examine_json(name: str, data: bytes, found: Findings) -> Facts:
    """A file that names its schema in `$schema` holds to it; a JSON Feed to what readers need of it."""
    try:
        value = json.loads(data)
    except ValueError as error:
        found.flaw(getattr(error, "lineno", 1), "site-data", f"không phải là JSON đúng cách ({error})", AGAIN)
        return found.facts
    if isinstance(value, dict):
        if value.get("version") == _JSON_FEED:
            _json_feed(value, found)
        schema = value.get("$schema")
        if isinstance(schema, str) and not name.startswith(_SCHEMAS):
            _against(schema, value, found)
    links(data, found)
    return found.facts


def _json_feed(feed: dict[str, Any], found: Findings) -> None:
    items = feed.get("items")
    if not feed.get("title") or not isinstance(items, list):
        found.flaw(1, "site-feed", "JSON Feed thiếu title hoặc items", AGAIN)
        return
    counted = Counter(item.get("id") for item in items)
    for identity, count in counted.items():
        if not isinstance(identity, str) or count > 1:
            found.flaw(1, "site-feed", f"{count} mục có định danh «{identity}»", AGAIN)


def _against(schema: str, value: dict[str, Any], found: Findings) -> None:
    inner = found.build.inner(schema)
    path = Path(found.build.root, target(inner)[0]) if inner is not None else None
    if path is None or not path.is_file():
        # Where it names a file of the portal, `links` says so.
        return
    for error in _validator(path, path.stat().st_mtime_ns).iter_errors(value):
        where = "/".join(map(str, error.instance_path))
        message = f"không đúng lược đồ {schema}, ở «{where}»: {error.message[:120]}"
        found.flaw(1, "site-data", message, AGAIN)


@lru_cache(maxsize=64)
def _validator(path: Path, _changed: int) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads(path.read_bytes()))


def examine_csv(name: str, data: bytes, found: Findings) -> Facts:
    """Each row has a value for each column, and columns are those of the published schema."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        found.flaw(1, "site-data", f"không đọc được bảng ({error})", AGAIN)
        return found.facts
    head = rows[0] if rows else []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(head):
            found.flaw(line, "site-data", f"hàng có {len(row)} ô, bảng có {len(head)} cột", AGAIN)
    schema = Path(found.build.root, _SCHEMAS, f"{Path(name).name}.json")
    if schema.is_file() and head != list(json.loads(schema.read_bytes()).get("properties", ())):
        found.flaw(1, "site-data", "các cột không đúng lược đồ đã công bố", AGAIN)
    links(data, found)
    return found.facts


def examine_calendar(name: str, data: bytes, found: Findings) -> Facts:
    """iCalendar (RFC 5545): lines end with CRLF, what begins ends."""
    text = data.decode("utf-8", errors="replace")
    if not text.startswith("BEGIN:VCALENDAR\r\n") or not text.endswith("END:VCALENDAR\r\n"):
        found.flaw(1, "site-data", "lịch không trọn vẹn", AGAIN)
    lines = Counter(
        line.partition(":")[0] for line in text.split("\r\n") if line.startswith(("BEGIN:", "END:"))
    )
    if lines["BEGIN"] != lines["END"] or "\n" in text.replace("\r\n", ""):
        found.flaw(1, "site-data", "lịch sai khuôn dạng iCalendar", AGAIN)
    links(data.replace(b"\r\n ", b""), found)
    return found.facts
