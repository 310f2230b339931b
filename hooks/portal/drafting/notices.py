"""The text of a new notice, from a template or blank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.alerts.templates import Template
from portal.drafting.lines import BLANK, aside, field, meaning, plain
from portal.model.notice import Category, Emergency, Led, Notice, Priority


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What is known of a notice before it is written; what is empty becomes a blank.

    `area` is the id of a locality, `locality` the same unless it is the whole country. With `hours` it is
    shown that long from `now`, which has whole minutes.
    """

    title: str
    now: datetime
    emergency: bool
    template: Template | None = None
    locality: str = ""
    area: str = ""
    approver: str = ""
    hours: int | None = None


def text_of(draft: NoticeDraft) -> str:
    """The file, front matter and body."""
    template = draft.template
    body = "".join(f"- {step}\n" for step in template.steps) if template else ""
    return "\n".join(["---", *_header(draft), "---", body])


def _header(draft: NoticeDraft) -> Iterator[str]:
    template = draft.template
    yield from field(Notice, "title", draft.title)
    if template:
        yield from field(Notice, "summary", template.summary)
    else:
        yield from aside(Notice, "summary", '"…"')
    yield from plain(Notice, "date", draft.now.date().isoformat())
    if draft.locality:
        yield from plain(Notice, "locality", draft.locality)
    yield from _times(draft)
    priority = Priority.EMERGENCY if draft.emergency else Priority.NORMAL
    yield from plain(Notice, "priority", priority)
    yield from aside(Notice, "screens", "[tat-ca]")
    yield from _led(template)
    if draft.emergency:
        yield "emergency:"
        yield from (f"  {line}" for line in _emergency(draft))


def _times(draft: NoticeDraft) -> Iterator[str]:
    start = f"{draft.now:%Y-%m-%d %H:%M}"
    if draft.emergency:
        # Alerts say to the minute when they were sent.
        yield from plain(Notice, "publish_at", start)
    if draft.hours is None:
        yield from aside(Notice, "starts", start)
        yield from aside(Notice, "ends", f"{draft.now:%Y-%m-%d}")
        return
    yield from plain(Notice, "starts", start)
    yield from plain(Notice, "ends", f"{draft.now + timedelta(hours=draft.hours):%Y-%m-%d %H:%M}")


def _led(template: Template | None) -> Iterator[str]:
    if template is None:
        yield from aside(Notice, "led", '{s: "…", m: "…", l: "…"}')
        return
    yield meaning(Notice, "led")
    yield "led:"
    for name, text in (("s", template.s), ("m", template.m), ("l", template.l)):
        yield from (f"  {line}" for line in field(Led, name, text))


def _emergency(draft: NoticeDraft) -> Iterator[str]:
    template = draft.template
    yield from field(Emergency, "event", template.event if template else "")
    yield from plain(Emergency, "category", template.category if template else Category.SAFETY)
    for name in ("urgency", "severity", "certainty"):
        yield from plain(Emergency, name, getattr(template, name) if template else "")
    yield meaning(Emergency, "area", "" if draft.area else BLANK)
    yield "area:"
    # A blank in the list and not an empty list: that would be told of only when all else is right.
    yield f"  - {draft.area}".rstrip()
    yield from field(Emergency, "instruction", " ".join(template.steps) if template else "")
    yield from field(Emergency, "contact", "")
    yield from field(Emergency, "approved_by", draft.approver)
    yield from aside(Emergency, "cancels", "tin-tuc/2026/ten-tep-cua-tin-cu")
