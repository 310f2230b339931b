"""Who signed, and in what capacity."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.importing.findings import Found, Signature
from portal.importing.understanding.bodies import is_capitals, role
from portal.importing.understanding.closing import CAPACITY, NAME, ROLE, SIGNED
from portal.importing.understanding.parts import JUNK
from portal.importing.understanding.wording import Line, found, is_rule

_ACTING = re.compile(r"^Q\s?\.\s*")
_SURNAMES = frozenset(
    """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Mai Trương
    Lâm Hà Đào Cao Lương Vương Tô Tạ Thái Châu Quách Tăng Phùng Hứa La Lưu Chu Kiều Mạc Bạch Nông Triệu
    Vi Hầu Giàng Vàng Thào Lò Quàng Cầm Điêu Tòng Sùng Lù Ma Bế Doãn Thân Từ Khổng Nghiêm Tống Ông Diệp
    Phí Đàm Đồng Thạch Sơn Kim Danh Trà Y Siu Rah Ksor Kpă Lục Lãnh Cù Âu Viên Tôn Văn Lại Ninh Cấn
    Khuất Đậu Thiều Ứng Giáp Nhữ Bàn Đới Chử Hán Mùa Cư Rơ
    """.split()
)


def signer_of(lines: Iterable[Line], *, recognised: bool) -> Found[Signature] | None:
    """Capacity, role and name; None for each that is not printed."""
    lines = [line for line in lines if not _is_noise(line.text)]
    capacities: list[str] = []
    roles: list[str] = []
    name: str | None = None
    for line in lines:
        text = " ".join(line.text.split()).strip(" *-–,.;")
        if name and (capacities or roles):
            # A second signature beside the first is another person's.
            break
        if (CAPACITY.match(text) and is_capitals(text)) and not _ACTING.match(text):
            capacities.append(role(text))
        elif is_capitals(text) and not _is_capital_name(text, after_role=bool(roles)):
            _body_or_role(text, capacities, roles)
        else:
            name = _name(text) or name
    if not (capacities or roles or name) or not lines:
        return None
    value = Signature(", ".join(capacities) or None, " ".join(roles) or None, name)
    where = Line(" / ".join(line.text for line in lines), lines[0].line)
    return found(value, where, sure=not recognised and bool(capacities or roles))


def _is_noise(text: str) -> bool:
    return bool(is_rule(text) or SIGNED.match(text) or JUNK.match(text) or "@" in text)


def _body_or_role(text: str, capacities: list[str], roles: list[str]) -> None:
    if ROLE.match(_ACTING.sub("", text)):
        acting = "Q. " if _ACTING.match(text) else ""
        roles.append(f"{acting}{role(_ACTING.sub('', text))}")
    elif roles:
        # «CHỦ TỊCH / ỦY BAN NHÂN DÂN», or a role over two lines.
        roles[-1] = f"{roles[-1]} {role(text)}"
    elif capacities:
        more = role(text)
        capacities[-1] = f"{capacities[-1]} {_small(more)}"


def _small(text: str) -> str:
    """«Tỉnh Tiền Giang» goes on a name as «tỉnh Tiền Giang»."""
    first, _, rest = text.partition(" ")
    units = ("Tỉnh", "Thành", "Phường", "Xã", "Huyện", "Quận", "Thị", "Đặc")
    return f"{first.lower()} {rest}" if first in units and rest and not rest.startswith("ủy") else text


def _name(text: str) -> str | None:
    match = NAME.fullmatch(text)
    return " ".join(match["name"].split()) if match else None


def _is_capital_name(text: str, *, after_role: bool) -> bool:
    first = text.split(maxsplit=1)[0].capitalize() if text.split() else ""
    return after_role and first in _SURNAMES and 2 <= len(text.split()) <= 5 and not ROLE.match(text)
