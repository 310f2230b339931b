"""Questions about places: what lies where, what became of it, what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from portal.localities.locality import Level, Locality
from portal.localities.names import NameIndex
from portal.vietnamese import sort_key


class Localities:
    """All places by id. A question about an unknown id raises KeyError, except `get`, `in`, `suggest`.

    Answers name places in Vietnamese order unless they say otherwise. `on` asks for the state of a
    day; without it the latest known state counts, whatever the clock says.
    """

    def __init__(self, units: Iterable[Locality] = ()) -> None:
        self._units = {unit.id: unit for unit in units}
        self._gathered: dict[str, frozenset[str]] = {}

    def __contains__(self, id: object) -> bool:
        return id in self._units

    def __getitem__(self, id: str) -> Locality:
        return self._units[id]

    def __iter__(self) -> Iterator[Locality]:
        return iter(self._units.values())

    def __len__(self) -> int:
        return len(self._units)

    def get(self, id: str) -> Locality | None:
        return self._units.get(id)

    def provinces(self, *, on: date | None = None) -> tuple[Locality, ...]:
        return _sorted(p for p in self._provinces if _valid(p, on))

    def former_provinces(self, *, on: date | None = None) -> tuple[Locality, ...]:
        return _sorted(p for p in self._provinces if not _valid(p, on))

    @cached_property
    def nation(self) -> Locality:
        """The whole country."""
        return next(unit for unit in self if unit.level is Level.NATION)

    def children(self, id: str) -> tuple[Locality, ...]:
        """Units right below: of a current unit the current ones, of a former unit all it had."""
        below = self._children(id)
        return _sorted(c for c in below if c.is_current) if self[id].is_current else _sorted(below)

    def number_of_children(self, id: str) -> int:
        """How many `children` has: to put thousands of names in order only to count them takes long."""
        below = self._children(id)
        return sum(c.is_current for c in below) if self[id].is_current else len(below)

    def former_children(self, id: str) -> tuple[Locality, ...]:
        """Former units right below, such as the districts that a continuing province had."""
        return _sorted(c for c in self._children(id) if not c.is_current)

    def ancestors(self, id: str) -> tuple[Locality, ...]:
        """From the parent up to the nation, in the order of the unit's own time."""
        found: list[Locality] = []
        parent = self[id].parent
        while parent is not None:
            found.append(self[parent])
            parent = found[-1].parent
        return tuple(found)

    def province_of(self, id: str) -> Locality | None:
        """Today's province: of former units the one that they lie in now, of the nation None."""
        unit = self[id]
        while unit.level is not Level.PROVINCE:
            if unit.parent is None:
                return None
            unit = self[unit.parent]
        return unit if unit.is_current else next(iter(self.successors_now(unit.id)), unit)

    def successors_now(self, id: str, *, on: date | None = None) -> tuple[Locality, ...]:
        """Where a former unit went, followed to units that are valid: main successor first.

        Empty for a unit that is still valid. A district leads to the communes that share its land.
        """
        if _valid(self[id], on):
            return ()
        found: dict[str, Locality] = {}
        for successor in map(self.__getitem__, self[id].successors):
            valid = _valid(successor, on)
            for unit in (successor,) if valid else self.successors_now(successor.id, on=on):
                found.setdefault(unit.id, unit)
        return tuple(found.values())

    def gathers(self, id: str) -> frozenset[str]:
        """«Everything of a locality»: itself, all below it, its predecessors and all below them.

        Nothing is taken from below a predecessor of a higher level: a ward has its former city among
        its predecessors, but the city's other wards are not of the ward.
        """
        if id not in self._gathered:
            self._gathered[id] = frozenset(self._gather(self[id]))
        return self._gathered[id]

    def _gather(self, origin: Locality) -> set[str]:
        found: set[str] = set()
        waiting = [origin]
        while waiting:
            unit = waiting.pop()
            if unit.id in found:
                continue
            found.add(unit.id)
            waiting.extend(map(self.__getitem__, unit.predecessors))
            if unit.level.depth >= origin.level.depth:
                waiting.extend(self._children(unit.id))
        return found

    def gathered_by(self, id: str) -> tuple[str, ...]:
        """The other way round: whose everything it is part of, itself first. The nation is left out."""
        found, waiting = {id: None}, [self[id]]
        while waiting:
            unit = waiting.pop()
            above = () if unit.parent is None else (unit.parent,)
            for each in (*above, *unit.successors):
                if each not in found and self[each].level is not Level.NATION:
                    found[each] = None
                    waiting.append(self[each])
        return tuple(each for each in found if id in self.gathers(each))

    def reaches(self, id: str) -> tuple[str, ...]:
        """Whose messages reach a screen at this place: itself and what is above it, the nation last.

        A former unit is also reached by the province that it lies in now.
        """
        *line, nation = (id, *(unit.id for unit in self.ancestors(id)))
        province = self.province_of(id)
        now = [province.id] if province else []
        return tuple(dict.fromkeys((*line, *now, nation)))

    def by_code(self, code: str, *, on: date, level: Level | None = None) -> Locality | None:
        """The unit with a code on a day: «82» was Tiền Giang until 30/06/2025, since then Đồng Tháp."""
        return next(
            (
                unit
                for unit in self._by_code.get(code, ())
                if unit.valid_on(on) and unit.code_at(on) == code and level in (None, unit.level)
            ),
            None,
        )

    def find(self, name: str) -> tuple[Locality, ...]:
        """Places by any spelling, best first; what follows a comma narrows: «xã Tân Thành, Đồng Tháp».

        Marks, tone position and kind word (also «TP.», «P.», «TX») may be given or left out. First come
        names spelt exactly so, marks included; among them those that are current.
        """
        first, *contexts = [part for part in name.split(",") if part.strip()] or [""]
        found = self._names.find(first)
        for context in contexts:
            within = [unit for unit in found if self._lies_in(unit, context)]
            # A stale or misspelt context («Phường Kinh Môn, Hải Dương») must not hide the place.
            found = within or found
        return tuple(found)

    def _lies_in(self, unit: Locality, context: str) -> bool:
        return any(unit.id in self.gathers(place.id) for place in self._names.find(context))

    def suggest(self, unknown_id: str) -> tuple[str, ...]:
        """At most three known ids that an editor may have meant, best first."""
        return self._names.suggest(unknown_id)

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._units.values())

    @cached_property
    def _provinces(self) -> tuple[Locality, ...]:
        return tuple(unit for unit in self if unit.level is Level.PROVINCE)

    @cached_property
    def _by_parent(self) -> dict[str, tuple[Locality, ...]]:
        below: dict[str, list[Locality]] = {}
        for unit in self:
            if unit.parent is not None:
                below.setdefault(unit.parent, []).append(unit)
        return {parent: tuple(units) for parent, units in below.items()}

    @cached_property
    def _by_code(self) -> dict[str, tuple[Locality, ...]]:
        coded: dict[str, list[Locality]] = {}
        for unit in self:
            for code in {d.code for d in unit.designations if d.code}:
                coded.setdefault(code, []).append(unit)
        return {code: tuple(units) for code, units in coded.items()}

    def _children(self, id: str) -> tuple[Locality, ...]:
        return self._by_parent.get(self[id].id, ())


def _valid(unit: Locality, on: date | None) -> bool:
    return unit.is_current if on is None else unit.valid_on(on)


def _sorted(units: Iterable[Locality]) -> tuple[Locality, ...]:
    return tuple(sorted(units, key=lambda unit: (sort_key(unit.name), unit.kind, unit.id)))
