"""The two tables of communes: those of today and those of the three-level order.

data/communes.csv        id,code,kind,name,lat,lon,area_km2
data/communes_former.csv code,name,district,province,now

The province of a commune is the first part of its id. `now` holds the codes, on 01/07/2025, of the
communes that a former one went into, the one with the largest part first: a single code means that
all of it went there, several mean that it was divided.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import StringIO
from types import MappingProxyType
from typing import Final, TypeAlias

from portal.localities.flaws import COMMUNES, FORMER, Flaw, perhaps
from portal.localities.locality import KINDS_OF, Kind, Level, Locality
from portal.localities.register import is_id
from portal.vietnamese import slugify

Row: TypeAlias = tuple[str, ...]

REFORM: Final = date(2025, 7, 1)
"""Districts ended and the communes and codes of today began (decision 19/2025/QĐ-TTg)."""

_COMMUNE_FIELDS: Final = ("id", "code", "kind", "name", "lat", "lon", "area_km2")
_FORMER_FIELDS: Final = ("code", "name", "district", "province", "now")
_CODE: Final = re.compile(r"[0-9]{5}")
_KIND_WORDS: Final = MappingProxyType({kind.value: kind for kind in Kind})
_COMMUNE_KINDS: Final = MappingProxyType({kind.value: kind for kind in KINDS_OF[Level.COMMUNE]})
# With a wide margin: mainland, Hoàng Sa and Trường Sa.
_RANGES: Final = MappingProxyType({"lat": (6.0, 24.0), "lon": (102.0, 118.0), "area_km2": (0.0, 5000.0)})


@dataclass(frozen=True, slots=True)
class Table:
    """Units in the order of the file, with the line of each."""

    units: tuple[Locality, ...]
    lines: Mapping[str, int]


def read_communes(text: str, provinces: Collection[str]) -> tuple[Table, list[Flaw]]:
    """Communes of today; `provinces` are the ids of provinces of today."""
    rows, flaws = _rows(COMMUNES, text, _COMMUNE_FIELDS)
    units: dict[str, Locality] = {}
    lines: dict[str, int] = {}
    strange: set[str] = set()
    for line, row in rows:
        id, province = row[0], row[0].partition("/")[0]
        doubts = list(_commune_doubts(row))
        if province not in provinces and province not in strange:
            strange.add(province)
            doubts.append(("id", f"không có tỉnh hiện nay «{province}»{perhaps(province, provinces)}"))
        if id in units:
            doubts.append(("id", f"id «{id}» đã dùng ở dòng {lines[id]}"))
        flaws.extend(Flaw(COMMUNES, line, field, message) for field, message in doubts)
        if not doubts and province in provinces:
            lines[id] = line
            units[id] = _commune(row, province)
    return Table(tuple(units.values()), lines), flaws


def _commune(row: Row, province: str) -> Locality:
    id, code, kind, name, lat, lon, area = row
    return Locality(
        id=id,
        level=Level.COMMUNE,
        kind=_COMMUNE_KINDS[kind],
        name=name,
        code=code,
        parent=province,
        valid_from=REFORM,
        lat=_number(lat),
        lon=_number(lon),
        area_km2=_number(area),
    )


def _commune_doubts(row: Row) -> Iterator[tuple[str, str]]:
    id, code, kind, name, *numbers = row
    if not is_id(id) or id.count("/") != 1:
        yield "id", f"id phải viết dạng hai-phong/kinh-mon (đang là «{id}»)"
    if not _CODE.fullmatch(code):
        yield "code", _bad_code(code)
    if kind not in _COMMUNE_KINDS:
        yield "kind", f"không có loại «{kind}»; dùng: Phường, Xã hoặc Đặc khu"
    if not name:
        yield "name", "thiếu tên"
    for (field, (low, high)), text in zip(_RANGES.items(), numbers, strict=True):
        if text and not low < (_number(text) or 0) < high:
            yield field, f"phải là số từ {low:g} đến {high:g}, phần lẻ sau dấu chấm (đang là «{text}»)"


def _bad_code(code: str) -> str:
    return f"mã phải đủ 5 chữ số, kể cả số 0 ở đầu mà bảng tính hay bỏ mất (đang là «{code}»)"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def read_former(text: str, *, provinces: Collection[str], now: Mapping[str, str]) -> tuple[Table, list[Flaw]]:
    """Former districts, then former communes.

    `provinces` are the ids of provinces before the reform, `now` the ids of communes by their code on
    the day of the reform.
    """
    rows, flaws = _rows(FORMER, text, _FORMER_FIELDS)
    good: dict[int, Row] = {}
    seen: dict[str, int] = {}
    for line, row in rows:
        doubts = _former_doubts(row, provinces=provinces, now=now)
        if row[0] in seen:
            doubts.append(("code", f"mã «{row[0]}» đã dùng ở dòng {seen[row[0]]}"))
        if doubts:
            flaws.extend(Flaw(FORMER, line, field, message) for field, message in doubts)
        else:
            seen[row[0]] = line
            good[line] = row
    districts = _districts(good.values(), now)
    ids = _former_ids(good.values(), districts)
    communes = [_former_commune(row, id=id, now=now) for row, id in zip(good.values(), ids, strict=True)]
    first_lines = {(row[3], row[2]): line for line, row in reversed(good.items())}
    lines = {districts[key].id: line for key, line in first_lines.items()}
    lines |= zip(ids, good, strict=True)
    return Table((*districts.values(), *communes), lines), flaws


def _former_doubts(row: Row, *, provinces: Collection[str], now: Mapping[str, str]) -> list[tuple[str, str]]:
    code, name, district, province, successors = row
    doubts: list[tuple[str, str]] = []
    if not _CODE.fullmatch(code):
        doubts.append(("code", _bad_code(code)))
    if _kind_and_name(name, Level.COMMUNE) is None:
        doubts.append(("name", f"tên phải mở đầu bằng Phường, Xã hoặc Thị trấn (đang là «{name}»)"))
    if _kind_and_name(district, Level.DISTRICT) is None:
        kinds = "Quận, Huyện, Thị xã hoặc Thành phố"
        doubts.append(("district", f"tên phải mở đầu bằng {kinds} (đang là «{district}»)"))
    if province not in provinces:
        near = perhaps(province, provinces)
        doubts.append(("province", f"không có tỉnh «{province}» trước 01/07/2025{near}"))
    codes = successors.split()
    if not codes or len(set(codes)) < len(codes):
        doubts.append(("now", "phải ghi mã các đơn vị hiện nay, cách nhau bằng dấu cách, mỗi mã một lần"))
    if unknown := [code for code in codes if code not in now]:
        listed = ", ".join(unknown)
        doubts.append(("now", f"ngày 01/07/2025 không có đơn vị cấp xã mang mã {listed}"))
    return doubts


def _districts(rows: Iterable[Row], now: Mapping[str, str]) -> dict[tuple[str, str], Locality]:
    """By province and full name; each leads to all communes that got something of it."""
    codes: dict[tuple[str, str], set[str]] = {}
    for _, _, district, province, successors in rows:
        codes.setdefault((province, district), set()).update(successors.split())
    found: dict[tuple[str, str], Locality] = {}
    for (province, district), led_to in codes.items():
        kind, name = _known(_kind_and_name(district, Level.DISTRICT))
        found[province, district] = Locality(
            id=f"{province}/{slugify(district)}",
            level=Level.DISTRICT,
            kind=kind,
            name=name,
            parent=province,
            valid_to=REFORM,
            successors=tuple([now[code] for code in sorted(led_to)]),
        )
    return found


def _former_ids(rows: Collection[Row], districts: Mapping[tuple[str, str], Locality]) -> list[str]:
    """Ids of communes; where two in a district differ by marks only, both carry their code."""
    plain = [f"{districts[province, district].id}/{_slug(name)}" for _, name, district, province, _ in rows]
    count = Counter(plain)
    return [f"{id}-{row[0]}" if count[id] > 1 else id for id, row in zip(plain, rows, strict=True)]


def _slug(name: str) -> str:
    # Word by word from a cache: ten thousand names are made of few syllables.
    return "-".join(filter(None, map(_word_slug, name.split())))


_word_slug: Final = cache(slugify)


def _former_commune(row: Row, *, id: str, now: Mapping[str, str]) -> Locality:
    kind, name = _known(_kind_and_name(row[1], Level.COMMUNE))
    return Locality(
        id=id,
        level=Level.COMMUNE,
        kind=kind,
        name=name,
        code=row[0],
        parent=id.rpartition("/")[0],
        valid_to=REFORM,
        successors=tuple([now[code] for code in row[4].split()]),
    )


def _known(found: tuple[Kind, str] | None) -> tuple[Kind, str]:
    assert found is not None, "rows with doubts were left out"
    return found


@cache
def _kind_and_name(full_name: str, level: Level) -> tuple[Kind, str] | None:
    """«Thị trấn Ái Tử» as its kind and «Ái Tử»; the kind has one word or two."""
    first, _, rest = full_name.partition(" ")
    second, _, last = rest.partition(" ")
    for word, name in ((first, rest), (f"{first} {second}", last)):
        kind = _KIND_WORDS.get(word)
        if kind in KINDS_OF[level] and name:
            return kind, name
    return None


def _rows(path: str, text: str, fields: Row) -> tuple[list[tuple[int, Row]], list[Flaw]]:
    """Rows with their line numbers, cells trimmed; a row of another length is a flaw."""
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=None))
    rows: list[tuple[int, Row]] = []
    flaws: list[Flaw] = []
    try:
        if tuple(map(str.strip, next(reader, []))) != fields:
            wanted = ",".join(fields)
            return [], [Flaw(path, 1, "", f"dòng đầu phải là «{wanted}», ngăn bằng dấu phẩy, mã hóa UTF-8")]
        for row in reader:
            if len(row) == len(fields):
                rows.append((reader.line_num, tuple(map(str.strip, row))))
            elif any(row):
                message = f"phải có {len(fields)} cột, đang có {len(row)}"
                flaws.append(Flaw(path, reader.line_num, "", message))
    except csv.Error:
        message = "không đọc được bảng từ một dòng phía trên dòng này; có dấu nháy kép không khép"
        flaws.append(Flaw(path, reader.line_num, "", message))
    return rows, flaws
