"""Emergency notices as threads of messages: first said, said anew, cancelled; and when each is in force.

How an editor says that an alert is over:
- `ends` comes: it expires, as was said from the beginning; no message.
- `expires` before `ends`: it is over earlier; a Cancel.
- `withdrawn`: it should not have been said, or is no longer right; a Cancel.
- another notice `cancels` it: an Update, which takes its place; with urgency Past the all-clear, a Cancel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portal.alerts.messages import (
    HEADLINE,
    RESPONSES,
    Info,
    Message,
    MessageType,
    Reference,
    Response,
    Status,
)
from portal.alerts.scope import area_of, places_of
from portal.catalogue import Snapshot
from portal.model.notice import Emergency, Notice, Priority, Urgency
from portal.model.record import Record, start_of
from portal.vietnamese import slugify

FOLDER = "/cap/alerts/"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Alert:
    """The thread of a notice: its newest message; in force while `begins <= now < over`, at `places`.

    `days` and `hours` do not count: they say when screens show a notice, and an alert holds by night too.
    """

    record: Notice
    message: Message
    begins: datetime
    over: datetime
    places: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where its newest message is, for ever."""
        return f"{FOLDER}{slugify(self.record.identity)}.xml"

    @property
    def stopped(self) -> datetime:
        """When players should have learnt that it is over."""
        return max(self.over, self.message.sent)

    def in_force(self, now: datetime) -> bool:
        return self.begins <= now < self.over


def emergency_of(record: Record) -> Emergency | None:
    """What makes a record an alert."""
    is_alert = isinstance(record, Notice) and record.priority is Priority.EMERGENCY
    return record.emergency if is_alert and isinstance(record, Notice) else None


def begins(record: Notice) -> datetime:
    """When it comes into force: never before it can be read."""
    return max(record.starts, record.published) if record.starts else record.published


def is_all_clear(record: Notice) -> bool:
    """Whether it says that another alert is over, and not what holds instead of it."""
    return bool(record.emergency and record.emergency.cancels and record.emergency.urgency is Urgency.PAST)


def alerts(snapshot: Snapshot, url: str) -> tuple[Alert, ...]:
    """All that have been published, also those that are over; newest message first."""
    threads = _Threads(snapshot, url)
    found = [threads.alert(record) for record in threads.records]
    return tuple(sorted(found, key=lambda alert: (-alert.message.sent.timestamp(), alert.record.identity)))


class _Threads:
    """The notices that refer to each other, at one moment."""

    def __init__(self, snapshot: Snapshot, url: str) -> None:
        self._snapshot, self._url = snapshot, url
        self.records = [each for each in snapshot.shown if isinstance(each, Notice) and emergency_of(each)]
        self._by_identity: Mapping[str, Notice] = {record.identity: record for record in self.records}
        self._successors: dict[str, list[Notice]] = defaultdict(list)
        for record in self.records:
            if record.emergency and record.emergency.cancels not in (None, record.identity):
                self._successors[record.emergency.cancels].append(record)

    def alert(self, record: Notice) -> Alert:
        own = self._own(record)
        over = min(self._ends(record))
        cancelled = self._cancelled(record)
        message = self._said(record, own, over) if cancelled is None else self._taken_back(record, *cancelled)
        return Alert(record, message, begins(record), over, places_of(record, self._snapshot))

    def _ends(self, record: Notice) -> Iterator[datetime]:
        """Whatever may end it; `ends` is always there, the model sees to it."""
        yield from (moment for moment in (record.ends, record.expires) if moment)
        if record.withdrawn:
            yield start_of(record.withdrawn.date)
        yield from map(begins, self._successors[record.identity])

    def _own(self, record: Notice) -> list[Reference]:
        """The messages of a notice: when it was published, and at each major change."""
        name, sent = slugify(record.identity), record.published
        found = [self._reference(name, sent)]
        for day in sorted(change.date for change in record.changes if change.major):
            sent = _after(start_of(day), sent)
            found.append(self._reference(f"{name}.{len(found) + 1}", sent))
        return found

    def _reference(self, identifier: str, sent: datetime) -> Reference:
        return Reference(self._snapshot.settings.site.identity.authority, identifier, sent)

    def _before(self, record: Notice) -> list[Reference]:
        """The messages of those alerts whose place it takes, oldest first."""
        found: list[Reference] = []
        seen = {record.identity}
        while record.emergency and record.emergency.cancels and record.emergency.cancels not in seen:
            seen.add(record.emergency.cancels)
            other = self._by_identity.get(record.emergency.cancels)
            if other is None:
                break
            record = other
            found = [*self._own(record), *found]
        return found

    def _said(self, record: Notice, own: list[Reference], over: datetime) -> Message:
        """The newest message of an alert that runs, or has run to its end."""
        references = [*self._before(record), *own[:-1]]
        kind = MessageType.ALERT if not references else MessageType.UPDATE
        if references and is_all_clear(record):
            kind = MessageType.CANCEL
        info = self._info(record, own[-1].sent)
        if over <= self._snapshot.now:
            # What was replaced holds no longer, though no message of its own says so.
            info = replace(info, expires=min(record.ends or over, max(over, own[-1].sent)))
        return self._message(record, own[-1], kind, references, info)

    def _cancelled(self, record: Notice) -> tuple[datetime, str] | None:
        """When and why it was taken back or ended early; None while it runs and after its own end."""
        now, ends = self._snapshot.now, record.ends
        if record.withdrawn and start_of(record.withdrawn.date) <= now:
            return start_of(record.withdrawn.date), record.withdrawn.reason
        clear = [each for each in self._successors[record.identity] if is_all_clear(each)]
        for other in sorted(clear, key=begins):
            if ends and begins(other) < ends and begins(other) <= now:
                return begins(other), other.title
        if record.expires and ends and record.expires < ends and record.expires <= now:
            return record.expires, "Cảnh báo đã kết thúc trước hạn."
        return None

    def _taken_back(self, record: Notice, moment: datetime, reason: str) -> Message:
        own = self._own(record)
        reference = self._reference(f"{own[0].identifier}.huy", _after(moment, own[-1].sent))
        info = replace(
            self._info(record, reference.sent),
            response=Response.ALL_CLEAR,
            urgency=Urgency.PAST,
            onset=None,
            headline=_fitting(f"Hết cảnh báo: {record.title}", "Hết cảnh báo"),
            description=reason,
            instruction="",
        )
        return self._message(record, reference, MessageType.CANCEL, [*self._before(record), *own], info)

    def _message(
        self, record: Notice, own: Reference, kind: MessageType, references: list[Reference], info: Info
    ) -> Message:
        return Message(
            identifier=own.identifier,
            sender=own.sender,
            sent=own.sent,
            status=Status.ACTUAL,
            type=kind,
            info=info,
            source=record.identity,
            references=tuple(references),
        )

    def _info(self, record: Notice, sent: datetime) -> Info:
        emergency, site = record.emergency, self._snapshot.settings.site
        assert emergency is not None
        led = record.led
        edited = [text for text in (led.l, led.m, led.s) if text] if led else []
        return Info(
            category=emergency.category,
            event=emergency.event,
            response=RESPONSES[emergency.urgency],
            urgency=emergency.urgency,
            severity=emergency.severity,
            certainty=emergency.certainty,
            sender_name=site.agency or site.name,
            headline=_fitting(record.title, *edited, emergency.event),
            description=record.summary or record.title,
            instruction=emergency.instruction,
            web=self._url + record.address.lstrip("/"),
            contact=emergency.contact,
            effective=max(begins(record), sent),
            onset=record.starts,
            expires=record.ends,
            area=area_of(record, self._snapshot),
        )


def _fitting(*texts: str) -> str:
    """The first that a headline holds: a warning is never shortened by a program."""
    return next((text for text in texts if len(text) <= HEADLINE), "")


def _after(moment: datetime, other: datetime) -> datetime:
    """The moment, but later than the other one: days alone do not say in which order something was sent."""
    return max(moment, other + _SECOND)
