"""What a screen shows for a while: notices, and achievements and targets where a screen includes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from portal.catalogue import Snapshot
from portal.feeds.entries import NEVER, tag_uri
from portal.model.achievement import Achievement
from portal.model.data import Target
from portal.model.figure import Measured
from portal.model.notice import Notice, Priority
from portal.model.outlets import Screen
from portal.schedule import ALWAYS, Schedule

RANKS = {Priority.EMERGENCY: 0, Priority.PRIORITY: 1, Priority.NORMAL: 2}
LABELS = {
    Priority.EMERGENCY: "Khẩn cấp",
    Priority.PRIORITY: "Ưu tiên",
    Priority.NORMAL: "Thông báo",
}
"""The levels of Circular 39/2020/TT-BTTTT, as screens name them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure drawn large: «20.758», «trạm», «trạm 5G mới»."""

    number: str
    unit: str
    what: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that an editor wrote for boards; empty where there is none."""

    s: str = ""
    m: str = ""
    l: str = ""  # noqa: E741 - the contract's name


@dataclass(frozen=True, slots=True)
class Message:
    """`kicker` says what it is; `address` is its page, site-absolute; `changed` when it last changed in a way
    that is news."""

    id: str
    priority: Priority
    kicker: str
    title: str
    summary: str
    texts: Texts
    address: str
    changed: datetime
    schedule: Schedule = ALWAYS
    figure: Figure | None = None
    source: str = ""


def of_notice(notice: Notice, snapshot: Snapshot, over: datetime | None = None) -> Message:
    """A notice as it is announced; an emergency says first what to do, and ends when its alert is `over`."""
    led, alert = notice.led, notice.emergency
    summary = alert.instruction if alert else notice.summary or ""
    return Message(
        id=tag_uri(notice.identity, snapshot),
        priority=notice.priority,
        kicker=f"{LABELS[notice.priority]}: {alert.event}" if alert else LABELS[notice.priority],
        title=notice.title,
        summary=" ".join(summary.split()),
        texts=Texts(led.s or "", led.m or "", led.l or "") if led else Texts(),
        address=notice.address,
        changed=notice.revised,
        schedule=replace(notice.schedule, end=over) if over else notice.schedule,
        source=alert.contact if alert else "",
    )


def of_achievement(record: Achievement, snapshot: Snapshot) -> Message:
    """An achievement as its figure."""
    return Message(
        id=tag_uri(record.identity, snapshot),
        priority=Priority.NORMAL,
        kicker="Điển hình",
        title=record.title,
        summary=" ".join((record.summary or "").split()),
        texts=Texts(),
        address=record.address,
        changed=record.revised,
        figure=_figure(record.figure, record.figure.what or record.title) if record.figure else None,
        source=f"{record.organisation}, {record.as_of.vietnamese}",
    )


def _figure(value: Measured, what: str) -> Figure | None:
    """A value as it is drawn large, its operator with it: «từ 30%», «GDP trở lên». None for words."""
    before, found, after = value.phrase.partition(value.shown)
    if not value.numbers or not found:
        return None
    # A space that does not break keeps both in one line.
    number = f"{before.strip()}\u00a0{value.shown}" if before.strip() else value.shown
    return Figure(number, after.strip(), what)


def of_target(value: Target, snapshot: Snapshot) -> Message:
    """A target of the resolution: what is to be reached by when."""
    document = snapshot.settings.resolution.document
    return Message(
        id=tag_uri(f"muc-tieu/{value.id}", snapshot),
        priority=Priority.NORMAL,
        kicker=f"Mục tiêu đến năm {value.horizon}",
        title=f"{value.label}: {value.phrase}",
        summary="",
        texts=Texts(),
        address=f"/muc-tieu/#{value.id}",
        changed=NEVER,
        figure=_figure(value, value.label),
        source=f"Nghị quyết {document.number}",
    )


def standing(screen: Screen, snapshot: Snapshot) -> Message:
    """What a screen shows when nothing is to be said."""
    site = snapshot.settings.site
    return Message(
        id=tag_uri(f"man-hinh/{screen.id}/thuong-truc", snapshot),
        priority=Priority.NORMAL,
        kicker=site.short_name,
        title=screen.standing,
        summary=site.description,
        texts=Texts(),
        address="/",
        changed=NEVER,
    )
