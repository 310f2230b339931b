"""Reports that a sentence asks for: who, to whom, of what, by when."""

from __future__ import annotations

import re
from datetime import date

from portal.importing.findings import Reported
from portal.importing.understanding.deadlines import deadline_in
from portal.importing.understanding.units import UNIT, split_unit
from portal.importing.understanding.wording import capitalised

_REPORT = re.compile(r"\b[Bb]áo cáo\b(?! viên| chính trị| viên,)(?!\s+số\b)")
_TO = re.compile(
    rf"\s(?:gửi về|gửi cho|gửi đến|gửi tới|gửi|về|cho|với|đến|lên|tới)\s+(?=(?P<to>{UNIT.pattern}.*))",
    re.DOTALL,
)
_TO_DIRECT = re.compile(rf"\b[Bb]áo cáo\s+(?=(?P<to>{UNIT.pattern}.*))", re.DOTALL)
_TO_ENDS = re.compile(
    r"\s+(?:trước|để|chậm nhất|theo|định kỳ|kết quả|tổng hợp|xem xét|cho ý kiến|vào|khi|nếu|đúng|bằng|hằng"
    r"|hàng|và báo cáo|tình hình|việc|về|những|tiến độ"
    r"|trong|6 tháng|theo dõi|chỉ đạo)\b|[.;:]|,(?!\s*(?:Thể thao|Thông tin|Hạ tầng|qua))"
)
_THROUGH = re.compile(r"\s*,?\s*(?:\(qua [^)]*\)|\(gửi qua [^)]*\)|\(thông qua [^)]*\))")
# «Kết quả gửi về Sở A trước ngày …» asks for a report without the word.
_SENT = re.compile(
    r"(?P<what>[^.;:]{3,120}?),?\s+(?:đề nghị\s+)?(?:được\s+)?gửi(?:\s+(?:về|cho|đến"
    rf"|tới))?\s+(?=(?P<to>{UNIT.pattern}.*))",
    re.DOTALL,
)
_TROUBLE = re.compile(r"(?:khó khăn|vướng mắc|phát sinh)")


def is_report(text: str) -> bool:
    """Whether a sentence asks for a report to be sent, which a task of writing one does not."""
    return report_in(text, None, None) is not None


def report_in(text: str, unit: str | None, signed: date | None) -> tuple[Reported, bool] | None:
    """The report of a sentence and whether it is certain."""
    sent = _sent(text, unit, signed)
    if sent is not None:
        return sent
    match = _REPORT.search(text)
    if match is None:
        return None
    clause_start = max(text.rfind(sign, 0, match.start()) for sign in ";:") + 1
    clause = text[clause_start:].strip()
    to, to_at = _receiver(text, match.start())
    deadline = deadline_in(clause, signed)
    if not deadline and to is None:
        return None
    if to is None and not deadline.due and unit is None:
        return None
    who = unit or _who(clause)
    trouble = _TROUBLE.search(text[: match.start()]) is not None
    if trouble and not deadline:
        who = unit
    work = _work(text, match, to_at, trouble=trouble and not deadline)
    return Reported(
        who and capitalised(who), to, work, deadline.due, deadline.due_kind, deadline.recurs
    ), deadline.sure and not trouble


def _sent(text: str, unit: str | None, signed: date | None) -> tuple[Reported, bool] | None:
    match = _SENT.match(text)
    if match is None or _REPORT.search(match["what"]):
        return None
    deadline = deadline_in(text, signed)
    if not deadline:
        return None
    split = split_unit(match["what"])
    work = split[1] if split and split[1] else match["what"]
    value = Reported(
        capitalised(unit or (split[0] if split else "")) or None,
        _name(match["to"]),
        capitalised(work.strip(" ,-–+")),
        deadline.due,
        deadline.due_kind,
        deadline.recurs,
    )
    return value, deadline.sure


def _receiver(text: str, at: int) -> tuple[str | None, int]:
    found = _TO.search(text, at)
    direct = _TO_DIRECT.match(text, at)
    if direct and (found is None or direct.start("to") < found.start("to")):
        found = direct
    if found is None:
        return None, len(text)
    name = _name(found["to"])
    return (name, found.start()) if name else (None, len(text))


def _name(said: str) -> str | None:
    """The name of a body at the beginning, with «(qua …)»."""
    end = _TO_ENDS.search(said)
    name = said[: end.start()] if end else said
    through = _THROUGH.match(said, len(name)) if "(qua" not in name and "(gửi" not in name else None
    if through:
        name += through[0]
    if "(" in name and ")" not in name:
        name = said[: said.find(")") + 1] or name
    name = name.strip(" ,./")
    return name if 0 < len(name) <= 200 else None


def _who(clause: str) -> str | None:
    """Its own subject: «các đơn vị báo cáo …»."""
    bare = re.sub(r"^\W*(?:(?:[Đđ]ề nghị|[Yy]êu cầu|[Gg]iao)\s+)", "", clause)
    found = split_unit(bare)
    return found[0] if found and found[1] else None


def _work(text: str, match: re.Match[str], to_at: int, *, trouble: bool) -> str:
    """The words from «báo cáo» to whom, or the whole condition."""
    if trouble:
        start = max(text.rfind(sign, 0, match.start()) for sign in ".;") + 1
        return capitalised(text[start:].strip(" .;,/"))[:220]
    end = to_at if to_at > match.end() else len(text)
    work = text[match.start() : end]
    work = re.split(r"\s(?:trước|chậm nhất|gửi|theo định kỳ|để)\s|[;.(]", work)[0]
    return capitalised(work.strip(" .;,/"))[:220]
