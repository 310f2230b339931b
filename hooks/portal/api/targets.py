"""`/api/v1/targets.json` and `.csv`: the targets with what measures them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from portal.api import files
from portal.api.models import Measure, Observed, TargetEntry, TargetsFile, TargetSource, Unlike
from portal.api.rows import TargetRow
from portal.model.data import Observation, Target
from portal.model.fields import plain_number
from portal.model.figure import Measured
from portal.settings import Settings

CSV, JSON = files.address("targets.csv"), files.address("targets.json")


def as_json(settings: Settings, *, url: str) -> bytes:
    """UTF-8; numbers as numbers, two for a range; addresses of sources as in `data/resolution.yml`."""
    targets = tuple(_target(target, settings) for target in settings.targets.targets)
    schema = url + files.schema_address("targets").lstrip("/")
    return files.as_json(TargetsFile.model_validate({"$schema": schema, "targets": targets}))


def as_csv(settings: Settings) -> bytes:
    """Several values in a field are separated by spaces, the two ends of a range by `..`."""
    rows = (row for target in settings.targets.targets for row in _rows(target, settings))
    return files.as_csv(TargetRow, rows)


def _target(target: Target, settings: Settings) -> TargetEntry:
    return TargetEntry(
        **_measured(target),
        id=target.id,
        label=target.label,
        horizon=2030 if target.horizon == "2030" else 2045,
        group=settings.targets.groups[target.group],
        sections=target.sections,
        sources=tuple(_source(key, settings) for key in target.sources),
        observations=tuple(_observation(each) for each in target.observations),
        not_compared=tuple(Unlike(record=each.record, why=each.why) for each in target.not_compared),
    )


def _measured(value: Measured) -> dict[str, Any]:
    return {**value.model_dump(include={"operator", "value", "unit"}, mode="json"), "phrase": value.phrase}


def _source(key: str, settings: Settings) -> TargetSource:
    source = settings.resolution.sources[key]
    return TargetSource(id=key, title=source.title, url=source.url)


def _observation(each: Observation) -> Observed:
    return Observed(
        **_measured(each),
        part=each.label,
        goal=Measure(**_measured(each.goal)) if each.goal else None,
        of=plain_number(each.of) if each.of is not None else None,
        as_of=each.as_of.iso,
        basis=each.basis,
        baseline=each.baseline,
        record=each.record,
        source_url=each.source_url,
    )


def _rows(target: Target, settings: Settings) -> Iterator[TargetRow]:
    for each in target.observations or (None,):
        yield TargetRow(
            id=target.id,
            label=target.label,
            horizon=target.horizon,
            group=settings.targets.groups[target.group],
            operator=target.operator.value,
            value="..".join(target.value),
            unit=target.unit or "",
            phrase=target.phrase,
            sections=" ".join(target.sections),
            sources=" ".join(target.sources),
            **(_observed(each) if each else {}),
        )


def _observed(each: Observation) -> dict[str, str]:
    return {
        "observed_part": each.label or "",
        "observed_goal": each.goal.phrase if each.goal else "",
        "observed_operator": each.operator.value,
        "observed_value": "..".join(each.value),
        "observed_of": _text(each.of),
        "as_of": each.as_of.iso,
        "basis": each.basis,
        "baseline": "true" if each.baseline else "false",
        "source_url": each.source_url,
    }


def _text(value: Decimal | None) -> str:
    return "" if value is None else str(value)
