"""From the texts of the data files to the tree, with every problem that they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from portal.localities.checks import no_such, sound
from portal.localities.flaws import COMMUNES, FORMER, LOCALITIES, Flaw, Place
from portal.localities.locality import KINDS_OF, Designation, Level, Locality
from portal.localities.register import Earlier, Register, read_register
from portal.localities.tables import REFORM, Table, read_communes, read_former
from portal.localities.tree import Localities
from portal.vietnamese import is_nfc

_EVE_OF_REFORM: Final = REFORM - timedelta(days=1)


def load(read: Callable[[str], str]) -> tuple[Localities, list[Flaw]]:
    """`read` gives the text of a data file for its path from the project's root."""
    return from_texts(read(LOCALITIES), read(COMMUNES), read(FORMER))


def from_texts(localities_yml: str, communes_csv: str, former_csv: str) -> tuple[Localities, list[Flaw]]:
    """The tree, and what is wrong, by file and line. What is wrong is left out of the tree."""
    flaws = _decomposed({LOCALITIES: localities_yml, COMMUNES: communes_csv, FORMER: former_csv})
    register, found = read_register(localities_yml)
    flaws += found
    if not register.units:
        # Without provinces every row of the tables would be reported too.
        return Localities(), flaws or [Flaw(LOCALITIES, 1, "units", "danh sách này trống")]
    places = dict(register.places)
    units = {unit.id: unit for unit in register.units}
    communes, found = read_communes(communes_csv, _provinces(register, REFORM, current=True))
    if found and not communes.units:
        # Without communes everything that leads to one would be reported too.
        return Localities(), sorted(flaws + found)
    flaws += found + _join(units, places, table=communes, path=COMMUNES)
    flaws += _apply_earlier(units, register.earlier)
    former, found = _read_former(former_csv, register, units)
    if flaws:
        # One broken province or commune would be reported again in every row that leads to it.
        found = [flaw for flaw in found if flaw.field not in ("province", "now")]
    flaws += found + _join(units, places, table=former, path=FORMER)
    kept, found = sound(units, places, derived=former.lines.keys())
    return Localities(_linked(kept)), sorted(flaws + found)


def _read_former(text: str, register: Register, units: Mapping[str, Locality]) -> tuple[Table, list[Flaw]]:
    now = {code: unit.id for unit in units.values() if (code := _commune_code_on_reform(unit))}
    return read_former(text, provinces=_provinces(register, _EVE_OF_REFORM), now=now)


def _provinces(register: Register, day: date, *, current: bool = False) -> frozenset[str]:
    return frozenset(
        unit.id
        for unit in register.units
        if unit.level is Level.PROVINCE and (unit.is_current if current else unit.valid_on(day))
    )


def _commune_code_on_reform(unit: Locality) -> str | None:
    return unit.code_at(REFORM) if unit.level is Level.COMMUNE and unit.valid_on(REFORM) else None


def _join(units: dict[str, Locality], places: dict[str, Place], *, table: Table, path: str) -> list[Flaw]:
    """Add a table's units; an id that is taken stays with the unit that has it."""
    flaws: list[Flaw] = []
    for unit in table.units:
        place = Place(path, table.lines[unit.id])
        if unit.id in units:
            taken = places[unit.id]
            flaws.append(place.flaw("id", f"id «{unit.id}» đã dùng ở {taken.path}:{taken.line}"))
        else:
            units[unit.id] = unit
            places[unit.id] = place
    return flaws


def _apply_earlier(units: dict[str, Locality], earlier: Iterable[Earlier]) -> list[Flaw]:
    flaws: list[Flaw] = []
    # Latest first: what an entry does not say was as it is in the next later one.
    for known in sorted(earlier, key=lambda known: known.until, reverse=True):
        unit = units.get(known.id)
        if unit is None:
            flaws.append(known.place.flaw("id", no_such(known.id, units)))
        elif doubt := _doubt(known, unit):
            flaws.append(known.place.flaw(*doubt))
        else:
            units[unit.id] = unit._replace(earlier=(_designation(known, unit), *unit.earlier))
    return flaws


def _doubt(known: Earlier, unit: Locality) -> tuple[str, str] | None:
    before = _designation(known, unit)
    if before.kind not in KINDS_OF[unit.level]:
        return "kind", f"loại «{before.kind}» không có ở cấp «{unit.level}»"
    if before == replace(unit.designations[0], until=known.until):
        return "id", "mục này không nêu tên, loại hay mã nào khác trước"
    if any(known.until == later.until for later in unit.earlier):
        return "until", "đã có một mục khác của đơn vị này với cùng ngày"
    if not unit.valid_on(known.until):
        return "until", "ngày này đơn vị chưa lập hoặc đã thôi tồn tại"
    return None


def _designation(known: Earlier, unit: Locality) -> Designation:
    later = unit.designations[0]
    return Designation(
        kind=known.kind or later.kind,
        name=known.name or later.name,
        code=known.code or later.code,
        until=known.until,
    )


def _linked(units: Iterable[Locality]) -> Iterator[Locality]:
    """Each succession known from both its ends, whichever end it is written at."""
    # Lowest level first, so that the predecessors of a commune begin with communes.
    ordered = sorted(units, key=lambda unit: unit.level.depth, reverse=True)
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for unit in ordered:
        for successor in unit.successors:
            before.setdefault(successor, []).append(unit.id)
        for predecessor in unit.predecessors:
            after.setdefault(predecessor, []).append(unit.id)
    for unit in ordered:
        came, went = before.get(unit.id, ()), after.get(unit.id, ())
        if came or went:
            yield unit._replace(
                predecessors=tuple(dict.fromkeys((*unit.predecessors, *came))),
                successors=tuple(dict.fromkeys((*unit.successors, *went))),
            )
        else:
            yield unit


def _decomposed(texts: Mapping[str, str]) -> list[Flaw]:
    return [
        Flaw(path, number, "", "chữ có dấu tổ hợp rời (không phải NFC); gõ lại dòng này")
        for path, text in texts.items()
        if not is_nfc(text)
        for number, line in enumerate(text.splitlines(), start=1)
        if not is_nfc(line)
    ]
