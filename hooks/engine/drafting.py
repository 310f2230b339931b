"""The text of a new notice: its fields, each with what it means, and blanks that `portal check` refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.alerts.templates import Template
from portal.model.base import Model
from portal.model.notice import Category, Emergency, Led, Notice, Priority

BLANK = "PHẢI ĐIỀN. "
"""Begins what is said of a field that the editor still has to fill in."""


@dataclass(frozen=True, slots=True)
class Draft:
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


def text_of(draft: Draft) -> str:
    """The file, front matter and body."""
    template = draft.template
    body = "".join(f"- {step}\n" for step in template.steps) if template else ""
    return "\n".join(["---", *_header(draft), "---", body])


def _header(draft: Draft) -> Iterator[str]:
    template = draft.template
    yield from _field(Notice, "title", draft.title)
    if template:
        yield from _field(Notice, "summary", template.summary)
    else:
        yield from _aside(Notice, "summary", '"…"')
    yield from _plain(Notice, "date", draft.now.date().isoformat())
    if draft.locality:
        yield from _plain(Notice, "locality", draft.locality)
    yield from _times(draft)
    priority = Priority.EMERGENCY if draft.emergency else Priority.NORMAL
    yield from _plain(Notice, "priority", priority)
    yield from _aside(Notice, "screens", "[tat-ca]")
    yield from _led(template)
    if draft.emergency:
        yield "emergency:"
        yield from (f"  {line}" for line in _emergency(draft))


def _times(draft: Draft) -> Iterator[str]:
    start = f"{draft.now:%Y-%m-%d %H:%M}"
    if draft.emergency:
        # Alerts say to the minute when they were sent.
        yield from _plain(Notice, "publish_at", start)
    if draft.hours is None:
        yield from _aside(Notice, "starts", start)
        yield from _aside(Notice, "ends", f"{draft.now:%Y-%m-%d}")
        return
    yield from _plain(Notice, "starts", start)
    yield from _plain(Notice, "ends", f"{draft.now + timedelta(hours=draft.hours):%Y-%m-%d %H:%M}")


def _led(template: Template | None) -> Iterator[str]:
    if template is None:
        yield from _aside(Notice, "led", '{s: "…", m: "…", l: "…"}')
        return
    yield _meaning(Notice, "led")
    yield "led:"
    for name, text in (("s", template.s), ("m", template.m), ("l", template.l)):
        yield from (f"  {line}" for line in _field(Led, name, text))


def _emergency(draft: Draft) -> Iterator[str]:
    template = draft.template
    yield from _field(Emergency, "event", template.event if template else "")
    yield from _plain(Emergency, "category", template.category if template else Category.SAFETY)
    for name in ("urgency", "severity", "certainty"):
        yield from _plain(Emergency, name, getattr(template, name) if template else "")
    yield _meaning(Emergency, "area", "" if draft.area else BLANK)
    yield "area:"
    # A blank in the list and not an empty list: that would be told of only when all else is right.
    yield f"  - {draft.area}".rstrip()
    yield from _field(Emergency, "instruction", " ".join(template.steps) if template else "")
    yield from _field(Emergency, "contact", "")
    yield from _field(Emergency, "approved_by", draft.approver)
    yield from _aside(Emergency, "cancels", "tin-tuc/2026/ten-tep-cua-tin-cu")


def _field(model: type[Model], name: str, text: str) -> Iterator[str]:
    """A field with a text, in quotes: what an editor writes may be anything."""
    yield from _plain(model, name, json.dumps(text, ensure_ascii=False) if text else "")


def _plain(model: type[Model], name: str, value: str) -> Iterator[str]:
    yield _meaning(model, name, "" if value else BLANK)
    yield f"{name}: {value}".rstrip()


def _aside(model: type[Model], name: str, example: str) -> Iterator[str]:
    """A field that need not be there."""
    yield _meaning(model, name, "Nếu cần, bỏ dấu # ở dòng dưới. ")
    yield f"# {name}: {example}"


def _meaning(model: type[Model], name: str, before: str = "") -> str:
    """What the models themselves say to editors."""
    field = model.model_fields[name]
    return f"# {before}{field.title}: {field.description}"
