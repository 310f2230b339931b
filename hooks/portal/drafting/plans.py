"""The text of a new plan, to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.drafting.lines import field, offered, plain, unwritten
from portal.model.plan import Plan

_EXAMPLES = {
    "number": "15/KH-UBND",
    "signed": "2025-02-18",
    "place": "Cần Thơ",
    "signer": "{capacity: TM. Ủy ban nhân dân, role: Chủ tịch, name: …}",
    "bases": "[{number: 186-HD/BTGTW, signed: 2025-01-10, issuer: Ban Tuyên giáo Trung ương}]",
    "cites": "[57-NQ/TW]",
    "channels": "[cong-thong-tin, truyen-thanh]",
    "tasks": '[{unit: Phòng Văn hóa - Xã hội, work: "…", due: 2025-03-31, due_kind: before}]',
    "reports": '[{who: "…", to: "…", due: 2025-06-15}]',
    "recipients": '["Sở Khoa học và Công nghệ"]',
    "tags": "[tuyên truyền]",
    "sections": "[quan-diem, muc-tieu]",
    "audiences": "[nguoi-dan, can-bo]",
    "attachments": '[{file: ke-hoach.pdf, title: "Toàn văn", kind: toan-van}]',
    "publish_at": "2025-03-01 07:30",
    "review_by": "2025-12-31",
}


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What is known of a plan before it is written; what is empty becomes a blank, or is offered."""

    title: str
    today: date
    kind: str = "ke-hoach"
    issuer: str = ""
    number: str = ""
    signed: str = ""


def text_of(draft: PlanDraft) -> str:
    """The file, without body."""
    return unwritten(_header(draft))


def _header(draft: PlanDraft) -> Iterator[str]:
    yield from plain(Plan, "draft", "true")
    yield from field(Plan, "title", draft.title)
    yield from plain(Plan, "summary", "")
    yield from plain(Plan, "date", draft.today.isoformat())
    yield from plain(Plan, "kind", draft.kind)
    yield from field(Plan, "issuer", draft.issuer)
    given = {name: value for name in ("number", "signed") if (value := getattr(draft, name))}
    for name, value in given.items():
        yield from field(Plan, name, value)
    yield from offered(Plan, {name: example for name, example in _EXAMPLES.items() if name not in given})
