"""Checks across the data files: parents, successions, validity, codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import NamedTuple

from portal.localities.flaws import Flaw, Place, perhaps
from portal.localities.locality import Level, Locality

Units = Mapping[str, Locality]


class Doubt(NamedTuple):
    field: str
    message: str


def sound(
    units: Units, places: Mapping[str, Place], *, derived: Collection[str]
) -> tuple[list[Locality], list[Flaw]]:
    """Units whose references all lead to such units, and what had to be left out for that.

    `derived` are the ids of units whose references were looked up when they were made, parents first.
    They need no checks, and are ten thousand.
    """
    written = [unit for unit in units.values() if unit.id not in derived]
    kept, flaws = _rooted(written, units, places)
    whole = len(kept) == len(written)
    for id in derived:
        if units[id].parent in kept:
            kept[id] = units[id]
    for unit in written if whole else list(kept.values()):
        flaws.extend(places[unit.id].flaw(*doubt) for doubt in _doubts(unit, units))
        kept[unit.id] = _without_bad_successions(unit, kept)
    flaws.extend(places[id].flaw(*doubt) for id, doubt in _shared_codes(written))
    return list(kept.values()), flaws


def _rooted(
    written: Iterable[Locality], units: Units, places: Mapping[str, Place]
) -> tuple[dict[str, Locality], list[Flaw]]:
    """Units with a line of parents up to the nation; only the first break in a line is a flaw."""
    kept: dict[str, Locality] = {}
    flaws: list[Flaw] = []
    for unit in sorted(written, key=lambda unit: unit.level.depth):
        doubt = _parent_doubt(unit, units)
        if doubt is not None:
            flaws.append(places[unit.id].flaw(*doubt))
        elif unit.parent is None or unit.parent in kept:
            kept[unit.id] = unit
    return kept, flaws


def no_such(id: str, known: Iterable[str]) -> str:
    # Only ids of that depth: comparing with all fourteen thousand would take a tenth of a second.
    alike = [other for other in known if other.count("/") == id.count("/")]
    return f"không có địa phương «{id}»{perhaps(id, alike)}"


def _parent_doubt(unit: Locality, units: Units) -> Doubt | None:
    if unit.level is Level.NATION:
        return Doubt("parent", "cấp «nation» không có đơn vị cha") if unit.parent else None
    if unit.parent is None:
        return Doubt("parent", "thiếu trường này")
    parent = units.get(unit.parent)
    if parent is None:
        return Doubt("parent", no_such(unit.parent, units))
    if parent.level.depth >= unit.level.depth:
        return Doubt("parent", f"«{parent.id}» không ở cấp trên của đơn vị này")
    return None


def _doubts(unit: Locality, units: Units) -> Iterator[Doubt]:
    if unit.valid_from and unit.valid_to and unit.valid_from >= unit.valid_to:
        yield Doubt("valid_to", "phải sau valid_from; là ngày đầu tiên đơn vị không còn")
    if unit.parent is not None and unit.is_current and not units[unit.parent].is_current:
        yield Doubt("parent", f"«{unit.parent}» đã thôi tồn tại mà đơn vị này thì chưa")
    for id in unit.predecessors:
        if message := _succession_doubt(units.get(id), unit):
            yield Doubt("predecessors", message if id in units else no_such(id, units))
    for id in unit.successors:
        if message := _succession_doubt(unit, units.get(id)):
            yield Doubt("successors", message if id in units else no_such(id, units))


def _succession_doubt(before: Locality | None, after: Locality | None) -> str:
    """Why one cannot have gone into the other; empty when it can.

    A successor outlives what went into it, so successions never run in a circle.
    """
    if before is None or after is None:
        return "không có"
    if before.valid_to is None:
        return f"«{before.id}» chưa ghi valid_to nên chưa thể có đơn vị kế tục"
    if not after.valid_on(before.valid_to):
        return f"ngày {before.valid_to}, khi «{before.id}» không còn, «{after.id}» cũng không tồn tại"
    return ""


def _without_bad_successions(unit: Locality, units: Units) -> Locality:
    before = tuple([id for id in unit.predecessors if not _succession_doubt(units.get(id), unit)])
    after = tuple([id for id in unit.successors if not _succession_doubt(unit, units.get(id))])
    if (before, after) == (unit.predecessors, unit.successors):
        return unit
    return unit._replace(predecessors=before, successors=after)


class _Use(NamedTuple):
    """A code in use by a unit over days [start, end)."""

    id: str
    start: date
    end: date


def _shared_codes(units: Iterable[Locality]) -> Iterator[tuple[str, Doubt]]:
    uses: dict[tuple[Level, str], list[_Use]] = {}
    for unit in units:
        for code, use in _uses(unit):
            uses.setdefault((unit.level, code), []).append(use)
    for (_, code), found in uses.items():
        for one, other in combinations(found, 2):
            if one.id != other.id and one.start < other.end and other.start < one.end:
                yield other.id, Doubt("code", f"mã «{code}» cùng lúc đã là của «{one.id}»")


def _uses(unit: Locality) -> Iterator[tuple[str, _Use]]:
    start = unit.valid_from or date.min
    for designation in unit.designations:
        end = designation.until or unit.valid_to or date.max
        if designation.code:
            yield designation.code, _Use(unit.id, start, end)
        start = end
