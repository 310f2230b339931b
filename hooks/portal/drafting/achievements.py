"""The text of a new achievement, to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.drafting.lines import aside, field, meaning, offered, plain, unwritten
from portal.model.achievement import Achievement, Figure

_EXAMPLES = {
    "place": "Cần Thơ",
    "task_group": "5",
    "baseline": "true",
    "caution": '"…"',
    "tags": "[dịch vụ công]",
    "sections": "[so-hoa-he-thong-chinh-tri]",
    "audiences": "[nguoi-dan, can-bo]",
    "review_by": "2027-01-31",
}


@dataclass(frozen=True, slots=True)
class AchievementDraft:
    """What is known of an achievement before it is written; what is empty becomes a blank."""

    title: str
    today: date
    organisation: str = ""
    as_of: str = ""
    source: str = ""
    locality: str = ""


def text_of(draft: AchievementDraft) -> str:
    """The file, without body."""
    return unwritten(_header(draft))


def _header(draft: AchievementDraft) -> Iterator[str]:
    yield from plain(Achievement, "draft", "true")
    yield from field(Achievement, "title", draft.title)
    yield from plain(Achievement, "summary", "")
    yield from plain(Achievement, "date", draft.today.isoformat())
    if draft.locality:
        yield from plain(Achievement, "locality", draft.locality)
    else:
        yield from aside(Achievement, "locality", "can-tho")
    yield from field(Achievement, "organisation", draft.organisation)
    yield meaning(Achievement, "figure") + " Không có số liệu thì xóa figure và basis."
    yield "figure:"
    for name, value in (("operator", '"="'), ("value", ""), ("unit", ""), ("what", "")):
        yield from (f"  {line}" for line in plain(Figure, name, value))
    yield from (f"  {line}" for line in aside(Figure, "of", "1298"))
    yield from plain(Achievement, "basis", "")
    yield from plain(Achievement, "as_of", draft.as_of)
    yield meaning(Achievement, "sources")
    yield "sources:"
    yield f"  - {draft.source}".rstrip()
    yield from offered(Achievement, _EXAMPLES)
