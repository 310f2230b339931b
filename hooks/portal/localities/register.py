"""data/localities.yml: provinces of today and of old, units entered by hand, and earlier names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from portal.localities.entries import Entry, Shape, read_entries
from portal.localities.flaws import Flaw, Place, perhaps
from portal.localities.locality import KINDS_OF, Kind, Level, Locality

_UNIT: Final = Shape(
    texts=frozenset("id level kind name code parent valid_from valid_to lat lon area_km2 note".split()),
    lists=frozenset({"predecessors", "successors", "aliases"}),
)
_EARLIER: Final = Shape(texts=frozenset({"id", "until", "kind", "name", "code"}))
_SHAPES: Final = MappingProxyType({"units": _UNIT, "earlier": _EARLIER})

_SLUG: Final = "[a-z0-9]+(?:-[a-z0-9]+)*"
_ID: Final = re.compile(f"{_SLUG}(?:/{_SLUG}){{0,2}}")
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE: Final = re.compile(r"[0-9]+")

_Choice = TypeVar("_Choice", Level, Kind)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a unit was until a day, as far as it differed from what it became."""

    id: str
    until: date
    kind: Kind | None
    name: str | None
    code: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Register:
    units: tuple[Locality, ...]
    earlier: tuple[Earlier, ...]
    places: Mapping[str, Place]


def read_register(text: str) -> tuple[Register, list[Flaw]]:
    entries, flaws = read_entries(text, _SHAPES)
    units: dict[str, Locality] = {}
    places: dict[str, Place] = {}
    for entry in entries.get("units", []):
        unit = _unit(entry, flaws)
        if unit is None:
            continue
        if unit.id in units:
            flaws.append(entry.flaw("id", f"id «{unit.id}» đã dùng ở dòng {places[unit.id].line}"))
            continue
        units[unit.id] = unit
        places[unit.id] = entry.place
    earlier = [known for entry in entries.get("earlier", []) if (known := _earlier(entry, flaws))]
    return Register(tuple(units.values()), tuple(earlier), places), flaws


def is_id(text: str) -> bool:
    """Address parts; `trang` is kept free for the pages of lists."""
    return _ID.fullmatch(text) is not None and "trang" not in text.split("/")


def _unit(entry: Entry, flaws: list[Flaw]) -> Locality | None:
    texts = entry.texts
    level = _choice(entry, "level", Level, flaws)
    kind = _choice(entry, "kind", Kind, flaws)
    missing = [field for field in ("id", "name") if field not in texts]
    flaws.extend(entry.flaw(field, "thiếu trường này") for field in missing)
    if missing or level is None or kind is None:
        return None
    flaws.extend(_doubts(entry, level, kind))
    if not is_id(texts["id"]):
        return None
    return Locality(
        id=texts["id"],
        level=level,
        kind=kind,
        name=texts["name"],
        code=texts.get("code"),
        parent=texts.get("parent"),
        valid_from=_date(entry, "valid_from", flaws),
        valid_to=_date(entry, "valid_to", flaws),
        lat=_number(entry, "lat", flaws),
        lon=_number(entry, "lon", flaws),
        area_km2=_number(entry, "area_km2", flaws),
        note=texts.get("note", ""),
        predecessors=entry.lists.get("predecessors", ()),
        successors=entry.lists.get("successors", ()),
        aliases=entry.lists.get("aliases", ()),
    )


def _doubts(entry: Entry, level: Level, kind: Kind) -> Iterator[Flaw]:
    id, code = entry.texts["id"], entry.texts.get("code", "0")
    if not is_id(id):
        yield entry.flaw(
            "id", f"id chỉ gồm chữ thường không dấu, số, dấu «-» và «/», không dùng «trang» (đang là «{id}»)"
        )
    if kind not in KINDS_OF[level]:
        kinds = ", ".join(sorted(KINDS_OF[level]))
        yield entry.flaw("kind", f"loại «{kind}» không có ở cấp «{level}»; dùng: {kinds}")
    if not _CODE.fullmatch(code):
        yield entry.flaw("code", f"mã chỉ gồm chữ số (đang là «{code}»)")


def _earlier(entry: Entry, flaws: list[Flaw]) -> Earlier | None:
    texts = entry.texts
    if "id" not in texts or "until" not in texts:
        flaws.extend(entry.flaw(field, "thiếu trường này") for field in ("id", "until") if field not in texts)
        return None
    kind = _choice(entry, "kind", Kind, flaws) if "kind" in texts else None
    until = _date(entry, "until", flaws)
    if until is None:
        return None
    return Earlier(texts["id"], until, kind, texts.get("name"), texts.get("code"), entry.place)


def _choice(entry: Entry, field: str, choices: type[_Choice], flaws: list[Flaw]) -> _Choice | None:
    text = entry.texts.get(field)
    if text is None:
        flaws.append(entry.flaw(field, "thiếu trường này"))
        return None
    try:
        return choices(text)
    except ValueError:
        flaws.append(entry.flaw(field, f"không có giá trị «{text}»{perhaps(text, list(choices))}"))
        return None


def _date(entry: Entry, field: str, flaws: list[Flaw]) -> date | None:
    text = entry.texts.get(field)
    if text is None:
        return None
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        flaws.append(entry.flaw(field, f"không có ngày này trong lịch (đang là «{text}»)"))
        return None
    flaws.append(entry.flaw(field, f"ngày phải viết dạng 2025-07-01 (đang là «{text}»)"))
    return None


def _number(entry: Entry, field: str, flaws: list[Flaw]) -> float | None:
    text = entry.texts.get(field)
    if text is None:
        return None
    try:
        return float(text)
    except ValueError:
        flaws.append(entry.flaw(field, f"phải là số, phần lẻ sau dấu chấm, như 21.0386 (đang là «{text}»)"))
        return None
