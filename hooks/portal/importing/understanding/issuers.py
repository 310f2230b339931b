"""Who issued a document: from its head, or from the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.importing.findings import Found
from portal.importing.understanding.bodies import STARTS, UNITS, is_capitals, modern, official
from portal.importing.understanding.wording import Line, compiled, folded, found
from portal.vietnamese import tone_position_key

_NUMBER = re.compile(r"(?i)^\W*s[ốôoó]\s*[:.…\d/-]|^\W*s[ốô]\s*$")
_ORGANISATIONS = (
    "UY BAN|UBND|HOI DONG|HDND|SO |PHONG |BAN |BO |CUC |CHI CUC|VAN PHONG|TRUNG TAM|DANG UY|DANG BO"
    "|TINH UY|THANH UY"
    "|HUYEN UY|QUAN UY|THI UY|MAT TRAN|UBMTTQ|MTTQ|DOAN |HOI |LIEN DOAN|LIEN HIEP|CONG AN|TRUONG |HOC VIEN"
    "|VIEN |DAI "
    "|BAO |CONG DOAN|CHI BO|TO |THANH TRA|BENH VIEN|TINH DOAN|THANH DOAN|HUYEN DOAN|CHINH PHU|THU TUONG"
    "|QUOC HOI"
    "|DANG DOAN|DANG KHOI|BCH |BTV |TOA AN|VKSND|KHO BAC|BAO HIEM|NGAN HANG|CHU TICH|TRAM |THUE |TONG "
    "|DAI HOC"
).split("|")
_UNIT = compiled(rf"\b(?:{'|'.join(UNITS)})\s+(?:[A-ZĐÀ-Ỹ]|\d)", re.UNICODE)
_UNIT_TAIL = compiled(rf"\b(?:{'|'.join(UNITS)})\s+(?:[A-ZĐÀ-Ỹ]|\d).*$")
_PARTY = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy\b|Đảng ủy|Đảng bộ")
_OF_PARTY = re.compile(r"Ban Chấp hành|Ban Thường vụ|Thường trực")
_STARTS = "|".join(map(re.escape, sorted(STARTS, key=len, reverse=True)))
_ISSUES = re.compile(
    rf"(?P<name>(?:{_STARTS})\b[^.;:“”()]{{0,140}}?)\s+(?:xây dựng|ban hành|đề ra|hướng dẫn|thông báo|đề nghị"
    r"|yêu cầu|triển khai|tổ chức"
    r"|chỉ đạo|kính báo|phát động|phối hợp|quyết định)\s+(?:[^.;]{0,20}?)(?:[Kk]ế hoạch|[Cc]hương trình"
    r"|[Hh]ướng dẫn|[Cc]hỉ thị"
    r"|[Qq]uy (?:định|chế)|[Pp]hương án|[Đđ]ề án|[Tt]hông báo|một số|các|như sau|việc|thực hiện|nội dung"
    r"|cụ thể)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The bodies in a head, highest first: the last one issued the document."""

    superiors: tuple[str, ...]
    name: str
    where: Line


def in_head(left: Sequence[Line]) -> Heading | None:
    """The bodies that the left column names, above the number."""
    bodies: list[list[str]] = []
    where: Line | None = None
    for line in left:
        if _NUMBER.match(line.text):
            break
        text = re.sub(r"[*_]+|-{2,}|–{2,}", " ", line.text).strip(" .-–")
        if not is_capitals(text):
            continue
        for part in _apart(text):
            is_head_of = bodies and folded(bodies[-1][-1]) == "chu tich"
            if (_begins(part) and not is_head_of) or not bodies:
                bodies.append([part])
            else:
                bodies[-1].append(part)
        where = Line(f"{where.text} {line.text}" if where else line.text, where.line if where else line.line)
    named = [official(" ".join(parts)) for parts in bodies if _begins(parts[0])]
    if not named or where is None:
        return None
    return Heading(tuple(named[:-1]), _with_superior(named), where)


def _begins(text: str) -> bool:
    return f"{folded(text).upper()} ".startswith(tuple(_ORGANISATIONS))


def _apart(text: str) -> Iterable[str]:
    """«UBND TỈNH X SỞ KHOA HỌC VÀ CÔNG NGHỆ», the lines of a head that a reader joined."""
    return re.split(
        r"(?<=\w)\s+(?=(?:SỞ|PHÒNG|BAN TUYÊN GIÁO|BAN TỔ CHỨC|BAN THƯỜNG TRỰC|VĂN PHÒNG) )(?!VĂN PHÒNG H)",
        text,
    )


def _with_superior(named: Sequence[str]) -> str:
    """The name of the last body, with what tells it from others of its name."""
    name = named[-1]
    if len(named) < 2:
        return name
    above = named[-2]
    if _is_branch(name):
        return _branch(name, above)
    if _UNIT.search(name) or _has_place(name, above):
        return name
    tail = _UNIT_TAIL.search(above)
    if above.startswith(("Ủy ban nhân dân", "UBND", "Hội đồng nhân dân", "HĐND")):
        return f"{name} {tail[0]}" if tail else name
    own = ("Trường", "Bệnh viện", "Học viện", "Đại học", "Chủ tịch")
    if above.startswith(("Bộ ", "Chính phủ", "Đảng bộ")) or name.startswith(own):
        return name
    return f"{name} {above}"


def _branch(name: str, above: str) -> str:
    """«ĐOÀN TNCS HỒ CHÍ MINH / BAN CHẤP HÀNH TỈNH X»: the unit comes last."""
    tail = _UNIT_TAIL.search(name)
    if tail is None:
        return f"{name} {above}"
    return name if _UNIT.search(above) else f"{name[: tail.start()]}{above} {tail[0]}"


def _is_branch(name: str) -> bool:
    return name.startswith(("Ban Chấp hành", "Ban Thường vụ", "Ban Thường trực")) and "Đảng bộ" not in name


def _has_place(name: str, above: str) -> bool:
    """«Thành ủy Cần Thơ» names its place without a word for its kind."""
    return re.match(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|đoàn) \S", name) is not None and above != name


def in_opening(lines: Iterable[Line]) -> tuple[str, Line] | None:
    """Who says in the first paragraphs that it issues this: «Ban Thường vụ Tỉnh ủy xây dựng kế hoạch …»."""
    for line in lines:
        for clause in re.split(r"[,;.]\s+", line.text):
            match = _ISSUES.match(modern(clause.strip()))
            if match and len(match["name"].split()) <= 16:
                return modern(match["name"].strip()), Line(clause.strip(), line.line)
    return None


def issuer_of(
    left: Sequence[Line], opening: Sequence[Line], place: str | None, *, recognised: bool
) -> tuple[Found[str] | None, tuple[str, ...]]:
    """The issuer and the bodies above it."""
    head = in_head(left)
    said = in_opening(opening)
    if head is None:
        if said is None:
            return None, ()
        name, whole = _placed(_proper(said[0]), place)
        return found(name, said[1], sure=whole and not recognised), ()
    name = head.name
    if said and _speaks_for(said[0], name):
        # The head of a committee stands for its standing committee too; the text says which it was.
        name = _joined(said[0], name)
    return found(name, head.where, sure=not recognised), head.superiors


def _speaks_for(said: str, head: str) -> bool:
    return (
        _OF_PARTY.match(said) is not None
        and _PARTY.match(head) is not None
        and any(_key(word) in _key(head) for word in re.findall(_PARTY, said))
    )


def _key(text: str) -> str:
    return tone_position_key(text.lower())


def _joined(said: str, head: str) -> str:
    match = _PARTY.search(said)
    return f"{said[: match.start()]}{head}" if match else head


def _proper(name: str) -> str:
    """Its small letters as official names have them: «Uỷ ban Nhân dân» is «Ủy ban nhân dân»."""
    return re.sub(r"^UBND\b", "Ủy ban nhân dân", modern(name)).replace("Ủy ban Nhân dân", "Ủy ban nhân dân")


def _placed(name: str, place: str | None) -> tuple[str, bool]:
    """«Ban Thường vụ Tỉnh ủy» of a document from Tiền Giang, and whether the name was whole in the text."""
    if place and re.search(r"(?:(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy|Tỉnh đoàn|Thành đoàn)$", name):
        return f"{name} {place}", False
    if place and re.search(rf"\b(?:{'|'.join(UNITS)})$", name):
        return f"{name} {place}", False
    return name, True
