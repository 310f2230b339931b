"""A place and its names through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple


class Level(StrEnum):
    """Levels of administration. Districts ended on 30/06/2025."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def depth(self) -> int:
        """0 for the nation, 3 for communes."""
        return _DEPTH[self]


_DEPTH: Final = MappingProxyType({level: depth for depth, level in enumerate(Level)})


class Kind(StrEnum):
    NATION = "Quốc gia"
    PROVINCE = "Tỉnh"
    CITY = "Thành phố"
    TOWN = "Thị xã"
    URBAN_DISTRICT = "Quận"
    RURAL_DISTRICT = "Huyện"
    WARD = "Phường"
    RURAL_COMMUNE = "Xã"
    TOWNSHIP = "Thị trấn"
    SPECIAL_ZONE = "Đặc khu"


KINDS_OF: Final = MappingProxyType(
    {
        Level.NATION: frozenset({Kind.NATION}),
        Level.PROVINCE: frozenset({Kind.PROVINCE, Kind.CITY}),
        Level.DISTRICT: frozenset({Kind.CITY, Kind.TOWN, Kind.URBAN_DISTRICT, Kind.RURAL_DISTRICT}),
        Level.COMMUNE: frozenset({Kind.WARD, Kind.RURAL_COMMUNE, Kind.TOWNSHIP, Kind.SPECIAL_ZONE}),
    }
)


class Extent(StrEnum):
    """How a former unit went into its successors."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Designation:
    """What a unit was called; `until` is the first day of the next designation."""

    kind: Kind
    name: str
    code: str | None
    until: date | None = None

    @property
    def full_name(self) -> str:
        return _full_name(self.kind, self.name)


class Locality(NamedTuple):
    """A place. `kind`, `name` and `code` are the latest ones, `earlier` holds those before, oldest first.

    `successors` of a divided commune begin with the one that got the largest part; those of a
    district follow the order of codes. Of a commune, `predecessors` are the former communes and then
    the former districts of which it got something, be it a part. Positions are degrees (WGS 84).

    A tuple, because there are 14,000, and of these they come back from the store in a fifth of the time.
    """

    id: str
    level: Level
    kind: Kind
    name: str
    code: str | None = None
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    earlier: tuple[Designation, ...] = ()
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None
    note: str = ""

    @property
    def full_name(self) -> str:
        return _full_name(self.kind, self.name)

    @property
    def latest(self) -> Designation:
        return Designation(self.kind, self.name, self.code)

    @property
    def designations(self) -> tuple[Designation, ...]:
        return (*self.earlier, self.latest)

    @property
    def is_current(self) -> bool:
        """No end is known. For a certain day ask `valid_on`."""
        return self.valid_to is None

    @property
    def extent(self) -> Extent | None:
        """Whether all of it went to one successor; None while nothing succeeded it."""
        if not self.successors:
            return None
        return Extent.WHOLE if len(self.successors) == 1 else Extent.PART

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )

    def designation_at(self, day: date) -> Designation:
        """The one in force on that day; before the first known one, the first."""
        return next((d for d in self.earlier if d.until is not None and day < d.until), self.latest)

    def full_name_at(self, day: date) -> str:
        return self.designation_at(day).full_name

    def code_at(self, day: date) -> str | None:
        return self.designation_at(day).code if self.earlier else self.code


def _full_name(kind: Kind, name: str) -> str:
    return name if kind is Kind.NATION else f"{kind} {name}"
