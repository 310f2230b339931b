"""Which place of the register a document belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.importing.findings import Found
from portal.importing.understanding.bodies import UNITS
from portal.importing.understanding.wording import Line, compiled, found
from portal.localities import Kind, Level, Localities, Locality
from portal.vietnamese import same_name

_NAME = r"(?:[A-ZĐÀ-Ỹ][\w’'-]*|\d+)(?:\s+(?:-\s+)?(?:[A-ZĐÀ-Ỹ][\w’'-]*|\d+))*"
_UNIT = compiled(rf"\b(?P<kind>{'|'.join(UNITS)}|TP\.?|Thành phố|Tỉnh)\s+(?P<name>{_NAME})")
_COMMITTEE = compiled(rf"(?P<kind>Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|uỷ|đoàn) (?P<name>{_NAME})")
_KINDS = {
    "Tỉnh": "tỉnh",
    "Thành": "thành phố",
    "Huyện": "huyện",
    "Quận": "quận",
    "Thị": "thị xã",
    "TP": "thành phố",
}
_MENTIONED = compiled(rf"\b(?:tỉnh|thành phố|TP\.?|Tỉnh ủy|Thành ủy|Tỉnh|Thành phố)\s+(?P<name>{_NAME})")
_MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Placing:
    locality: Found[str] | None
    question: str | None = None


def locality_of(
    issuer: Found[str] | None,
    place: Found[str] | None,
    *,
    superiors: Sequence[str],
    context: Iterable[Line],
    days: tuple[date | None, date | None],
    register: Localities,
) -> Placing:
    """By the issuer's name, else by the place. `days` are the first and the last on which it was signed."""
    named = _named(issuer.value) if issuer else None
    if named is None and place is None:
        return Placing(None)
    source = issuer if named and issuer else place
    assert source is not None
    kind, name = named or ("", place.value if place else "")
    candidates = _candidates(f"{kind} {name}".strip(), name, kind, register, days)
    if not kind and len(candidates) > 1:
        # A place without a word for its kind is as often the province.
        provinces = [unit for unit in candidates if unit.level is Level.PROVINCE]
        candidates = provinces if len(provinces) == 1 and not _is_local(issuer) else candidates
    if len(candidates) > 1:
        return _by_context(candidates, source, superiors, context, register, days)
    if not candidates:
        return Placing(None)
    where = Line(source.said, source.line)
    return Placing(found(candidates[0].id, where, sure=bool(named) and source.confidence == "chắc chắn"))


def _is_local(issuer: Found[str] | None) -> bool:
    return bool(issuer and re.search(r"\b(?:phường|xã|thị trấn|đặc khu)\b", issuer.value))


def _named(issuer: str) -> tuple[str, str] | None:
    matches = [*_UNIT.finditer(issuer), *_COMMITTEE.finditer(issuer)]
    if not matches:
        return None
    match = max(matches, key=lambda each: each.start())
    kind = match["kind"].rstrip(".")
    return _KINDS.get(kind, kind).lower(), match["name"]


def _candidates(
    asked: str, name: str, kind: str, register: Localities, days: tuple[date | None, date | None]
) -> list[Locality]:
    """Units of that name and kind on those days."""
    return [
        unit
        for unit in register.find(asked)
        if _existed(unit, days)
        and any(
            same_name(each.name, name)
            and (not kind or (each.kind is not Kind.NATION and each.kind.lower() == kind))
            for each in unit.designations
        )
    ]


def _existed(unit: Locality, days: tuple[date | None, date | None]) -> bool:
    first, last = days
    if first is not None and unit.valid_to is not None and unit.valid_to <= first:
        return False
    return not (last is not None and unit.valid_from is not None and unit.valid_from > last)


def _by_context(
    candidates: Sequence[Locality],
    source: Found[str],
    superiors: Sequence[str],
    context: Iterable[Line],
    register: Localities,
    days: tuple[date | None, date | None],
) -> Placing:
    """Of several that one whose province the head or the text names."""
    above = _within(candidates, superiors, register, days)
    where = Line(source.said, source.line)
    if len(above) == 1:
        return Placing(found(above[0].id, where, sure=source.confidence == "chắc chắn"))
    in_text = _within(candidates, [line.text for line in context], register, days)
    if len(in_text) == 1:
        return Placing(found(in_text[0].id, where, sure=False))
    return Placing(None, _question(source.value, in_text or candidates, register))


def _within(
    candidates: Sequence[Locality],
    texts: Iterable[str],
    register: Localities,
    days: tuple[date | None, date | None],
) -> list[Locality]:
    names = {match["name"] for text in texts for match in _MENTIONED.finditer(text)}
    above = {
        unit.id
        for name in names
        for unit in register.find(name)
        if unit.level in (Level.PROVINCE, Level.DISTRICT) and _existed(unit, days)
    }
    return [unit for unit in candidates if any(each.id in above for each in register.ancestors(unit.id))]


def _question(name: str, candidates: Sequence[Locality], register: Localities) -> str:
    listed = []
    for unit in candidates[:_MOST_LISTED]:
        province = register.province_of(unit.id)
        within = f", {province.full_name}" if province and province.id != unit.id else ""
        listed.append(f"{unit.full_name}{within} (ghi: {unit.id})")
    more = f"; và {len(candidates) - _MOST_LISTED} nơi khác" if len(candidates) > _MOST_LISTED else ""
    return (
        f"Có {len(candidates)} nơi khớp với «{name}»: {'; '.join(listed)}{more}. "
        "Chọn một nơi và ghi mã của nơi ấy vào trường locality."
    )
