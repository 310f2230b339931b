"""When something is shown: from, until, on which days of the week, in which hours. Viet Nam time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from portal.dates import VIETNAM

Span = tuple[time, time]
"""From and to (exclusive); to the next day when `to` is not later."""
WHOLE_DAY: Span = (time(), time())
_DAY = timedelta(days=1)
# A week and the night before it: after that everything comes back.
_AHEAD = range(-1, 9)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`start <= now < end`, on `days` (1 is Monday, 7 Sunday), in `hours`; what is not given does not limit.

    A span over midnight belongs to the day on which it begins.
    """

    start: datetime | None = None
    end: datetime | None = None
    days: tuple[int, ...] = ()
    hours: tuple[Span, ...] = ()

    def shows(self, now: datetime) -> bool:
        """Whether it is time."""
        if (self.start and now < self.start) or (self.end and now >= self.end):
            return False
        if not self.days and not self.hours:
            return True
        return any(begin <= now < finish for begin, finish in self._spans(now, range(-1, 1)))

    def has_ended(self, now: datetime) -> bool:
        """Whether it will never be time again."""
        return self.end is not None and now >= self.end

    def next_change(self, now: datetime) -> datetime | None:
        """The first moment after `now` at which `shows` gives another answer."""
        shown = self.shows(now)
        base = max(now, self.start) if self.start else now
        turns = {moment for moment in (self.start, self.end) if moment}
        if self.days or self.hours:
            turns.update(turn for span in self._spans(base, _AHEAD) for turn in span)
        return next((turn for turn in sorted(turns) if turn > now and self.shows(turn) != shown), None)

    def _spans(self, around: datetime, offsets: range) -> Iterator[tuple[datetime, datetime]]:
        midnight = datetime.combine(around.astimezone(VIETNAM).date(), time(), VIETNAM)
        for day in (midnight + offset * _DAY for offset in offsets):
            if self.days and day.isoweekday() not in self.days:
                continue
            for begin, finish in self.hours or (WHOLE_DAY,):
                until = day if finish > begin else day + _DAY
                yield datetime.combine(day, begin, VIETNAM), datetime.combine(until, finish, VIETNAM)


ALWAYS = Schedule()
