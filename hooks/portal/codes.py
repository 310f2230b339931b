"""What each code of a problem means, in words for editors: for the handbook and `portal check --explain`.

The words are in `explanations.yml`, in the order of the handbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("explanations.yml")


class Group(StrEnum):
    """What a code is about; the order is that of the handbook."""

    FILE = "tệp"
    FRONT_MATTER = "phần đầu"
    TIME = "ngày giờ"
    PLACE = "địa phương"
    PLAN = "văn bản"
    ACHIEVEMENT = "điển hình"
    NOTICE = "tin và màn hình"
    EMERGENCY = "khẩn cấp"
    LOUDSPEAKER = "loa"
    LINK = "liên kết và ảnh"
    DATA = "dữ liệu"
    PUBLISHED = "địa chỉ đã đăng"
    RELEASE = "kiểm tra trước khi đăng"
    ADVICE = "lời khuyên viết"


@dataclass(frozen=True, slots=True)
class Explanation:
    """When a code comes up and why it matters (`meaning`), and what to do. Examples may be empty."""

    code: str
    group: Group
    title: str
    meaning: str
    remedy: str
    example_wrong: str = ""
    example_right: str = ""


@cache
def explanations() -> Mapping[str, Explanation]:
    """All codes, group by group."""
    raw = yaml.load(_FILE.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - gives text only
    found = {
        code: _explanation(code, group, entry)
        for group, entries in raw.items()
        for code, entry in entries.items()
    }
    order = list(Group)
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[1].group)))


def _explanation(code: str, group: str, entry: Mapping[str, str]) -> Explanation:
    title, meaning, remedy = (" ".join(entry[name].split()) for name in ("title", "meaning", "remedy"))
    wrong, right = (entry.get(name, "").rstrip("\n") for name in ("wrong", "right"))
    return Explanation(code, Group(group), title, meaning, remedy, wrong, right)


def as_text(explanation: Explanation) -> str:
    """An explanation for a terminal."""
    lines = [f"{explanation.code}: {explanation.title}", "", explanation.meaning]
    lines += ["", f"Cách sửa: {explanation.remedy}"]
    for label, example in (("Sai:", explanation.example_wrong), ("Đúng:", explanation.example_right)):
        if example:
            lines += ["", label, *(f"  {line}".rstrip() for line in example.split("\n"))]
    return "\n".join(lines) + "\n"
