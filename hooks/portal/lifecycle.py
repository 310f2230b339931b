"""What a record is at a moment, and when that next changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from portal.model.notice import Notice
from portal.model.record import Record, start_of

AHEAD = timedelta(hours=48)
"""Players are told of what starts within the next 48 hours, so that they can switch without a line."""


class State(StrEnum):
    """A record is in one state at a time; the later word wins over the earlier."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    LIVE = "live"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def state(record: Record, now: datetime) -> State:
    """The state at `now`. A withdrawn record was published, so it stays withdrawn whatever else holds."""
    if record.draft:
        return State.DRAFT
    if record.publish_at and now < record.publish_at:
        return State.SCHEDULED
    if record.withdrawn and start_of(record.withdrawn.date) <= now:
        return State.WITHDRAWN
    if record.expires and record.expires <= now:
        return State.EXPIRED
    return State.LIVE


def moments(record: Record, now: datetime) -> list[datetime]:
    """Moments at which what the portal shows of a record changes by itself: of what comes back, the next."""
    if record.draft:
        return []
    found = [moment for moment in (record.publish_at, record.expires) if moment]
    if record.withdrawn:
        found.append(start_of(record.withdrawn.date))
    if isinstance(record, Notice):
        turn = record.schedule.next_change(now)
        found += [turn] if turn else []
        if record.emergency:
            # Hours of screens do not count for alerts.
            found += [moment for moment in (record.starts, record.ends) if moment]
        found += [record.starts - AHEAD] if record.starts and record.is_for_screens else []
    return found


def next_change(records: Iterable[Record], now: datetime) -> datetime | None:
    """The first moment after `now` at which anything changes: when to build again."""
    found = (moment for record in records for moment in moments(record, now))
    return min((moment for moment in found if moment > now), default=None)
