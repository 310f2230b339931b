"""`/api/v1/targets.json` and `.csv`: the targets with what measures them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from portal.model.data import Observation, Target
from portal.model.figure import Measured
from portal.settings import Settings

CSV, JSON = "/api/v1/targets.csv", "/api/v1/targets.json"
COLUMNS = (
    "id",
    "label",
    "horizon",
    "group",
    "operator",
    "value",
    "unit",
    "phrase",
    "sections",
    "sources",
    "observed_part",
    "observed_goal",
    "observed_operator",
    "observed_value",
    "observed_of",
    "as_of",
    "basis",
    "baseline",
    "source_url",
)
"""A row for each observation, and one for each target without any."""


def as_json(settings: Settings) -> bytes:
    """UTF-8; numbers as numbers, two for a range; addresses of sources as in `data/resolution.yml`."""
    targets = [_target(target, settings) for target in settings.targets.targets]
    return (json.dumps({"targets": targets}, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(settings: Settings) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark: without it Excel takes Vietnamese for another encoding.

    Several values in a field are separated by spaces, the two ends of a range by `..`.
    """
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, restval="")
    table.writeheader()
    for target in settings.targets.targets:
        table.writerows(_rows(target, settings))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _measured(value: Measured) -> dict[str, Any]:
    numbers = [_number(each) for each in value.numbers]
    shown: Any = numbers[0] if len(numbers) == 1 else numbers or value.shown
    return {"operator": value.operator.value, "value": shown, "unit": value.unit, "phrase": value.phrase}


def _target(target: Target, settings: Settings) -> dict[str, Any]:
    return {
        "id": target.id,
        "label": target.label,
        "horizon": int(target.horizon),
        "group": settings.targets.groups[target.group],
        **_measured(target),
        "sections": list(target.sections),
        "sources": [_source(key, settings) for key in target.sources],
        "observations": [_observation(each) for each in target.observations],
        "not_compared": [{"record": each.record, "why": each.why} for each in target.not_compared],
    }


def _source(key: str, settings: Settings) -> dict[str, Any]:
    source = settings.resolution.sources[key]
    return {"id": key, "title": source.title, "url": source.url}


def _observation(each: Observation) -> dict[str, Any]:
    return {
        "part": each.label,
        "goal": _measured(each.goal) if each.goal else None,
        **_measured(each),
        "of": _number(each.of) if each.of is not None else None,
        "as_of": each.as_of.iso,
        "basis": each.basis,
        "baseline": each.baseline,
        "record": each.record,
        "source_url": each.source_url,
    }


def _rows(target: Target, settings: Settings) -> Iterator[Mapping[str, object]]:
    shared = {
        "id": target.id,
        "label": target.label,
        "horizon": target.horizon,
        "group": settings.targets.groups[target.group],
        "operator": target.operator.value,
        "value": "..".join(target.value),
        "unit": target.unit or "",
        "phrase": target.phrase,
        "sections": " ".join(target.sections),
        "sources": " ".join(target.sources),
    }
    for each in target.observations or (None,):
        yield {**shared, **(_observed(each) if each else {})}


def _observed(each: Observation) -> dict[str, object]:
    return {
        "observed_part": each.label or "",
        "observed_goal": each.goal.phrase if each.goal else "",
        "observed_operator": each.operator.value,
        "observed_value": "..".join(each.value),
        "observed_of": "" if each.of is None else each.of,
        "as_of": each.as_of.iso,
        "basis": each.basis,
        "baseline": "true" if each.baseline else "false",
        "source_url": each.source_url,
    }
