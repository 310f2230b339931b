"""The bulletin of a locality: what a loudspeaker there tells of now, in the order of its weight.

It depends on the content and on what is live, not on the day: the reader says the date. A deadline is left
out once the newest record is younger, for then it has passed, whatever the clock says.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from operator import itemgetter

from portal.catalogue import Snapshot
from portal.localities import Locality
from portal.loudspeakers.breath import SYLLABLES_A_MINUTE
from portal.loudspeakers.records import ATTENTION, GREETING, closing, deadline, message, voice
from portal.loudspeakers.script import Block, Message, Script
from portal.model.achievement import Achievement
from portal.model.notice import Notice, Priority
from portal.model.plan import Plan, Report, Task
from portal.views.parts import TaskRow
from portal.views.tasks import rows_of
from portal.views.values import due, place_note

MINUTES = 5
LIMIT = MINUTES * SYLLABLES_A_MINUTE - 20
"""Syllables, with room for the sentence that counts what is left out."""
MOST_NOTICES, MOST_ORDINARY, MOST_NEW, MOST_DEADLINES = 12, 5, 3, 3
_RANKS = {Priority.EMERGENCY: 0, Priority.PRIORITY: 1, Priority.NORMAL: 2}
_HEADINGS = {
    Priority.EMERGENCY: ATTENTION + " Thông báo khẩn cấp",
    Priority.PRIORITY: "Thông báo quan trọng",
    Priority.NORMAL: "Thông báo",
}


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a place is told of; `more` notices are not among them. Rows are deadlines with their plans."""

    place: Locality
    notices: tuple[Notice, ...]
    plans: tuple[Plan, ...]
    achievements: tuple[Achievement, ...]
    deadlines: tuple[tuple[Plan, TaskRow], ...]
    more: int


class Newsroom:
    """Everything that bulletins of a moment are chosen from, ordered once for all places."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._notices = _by_place(snapshot)
        self._newest = snapshot.listed[0].date.isoformat() if snapshot.listed else ""

    @cached_property
    def _due(self) -> Mapping[int, list[tuple[str, str, int, Plan]]]:
        return _due(self._snapshot, self._newest)

    def state(self, place: Locality) -> str:
        """Changes with all that the bulletin of a place depends on, but for what `data/` says."""
        told, more = self._told(place)
        records = [*told, *self._snapshot.everything_of(place.id)]
        return "\n".join([self._newest, str(len(told)), str(more), self._snapshot.faces(records)])

    def bulletin(self, place: Locality) -> Bulletin:
        """What there is for a place."""
        records = self._snapshot.everything_of(place.id)
        rows = (row for record in records for row in self._due.get(id(record), ()))
        told, more = self._told(place)
        return Bulletin(
            place=place,
            notices=told,
            plans=tuple(islice((each for each in records if isinstance(each, Plan)), MOST_NEW)),
            achievements=tuple(islice((each for each in records if isinstance(each, Achievement)), MOST_NEW)),
            deadlines=tuple(
                (plan, rows_of(plan)[number]) for *_, number, plan in heapq.nsmallest(MOST_DEADLINES, rows)
            ),
            more=more,
        )

    def _told(self, place: Locality) -> tuple[tuple[Notice, ...], int]:
        """The notices of a place by level, its own before its province's, and how many there are besides."""
        reaches = self._snapshot.settings.localities.reaches(place.id)
        lists = [self._notices[id] for id in reaches if id in self._notices]
        reaching = [
            [
                (_RANKS[notice.priority], near, number, notice)
                for number, notice in enumerate(notices[:MOST_NOTICES])
            ]
            for near, notices in enumerate(lists)
        ]
        first = [row[-1] for row in islice(heapq.merge(*reaching, key=itemgetter(0, 1, 2)), MOST_NOTICES)]
        # One that names a place and its province comes once.
        distinct = {id(notice): notice for notice in first}
        ordinary = [number for number, each in distinct.items() if each.priority is Priority.NORMAL]
        for spare in ordinary[MOST_ORDINARY:]:
            del distinct[spare]
        return tuple(distinct.values()), sum(map(len, lists)) - len(first) + len(ordinary[MOST_ORDINARY:])


def script(bulletin: Bulletin, snapshot: Snapshot, url: str) -> Script:
    """The bulletin as a script; `url` is the public address of the portal."""
    name = _name(bulletin.place, snapshot)
    blocks = tuple(_blocks(bulletin, snapshot))
    return Script(
        title=f"Bản tin của {name}",
        level=bulletin.notices[0].priority if bulletin.notices else Priority.NORMAL,
        place=bulletin.place.full_name,
        valid="",
        opening=(
            GREETING,
            f"Sau đây là bản tin dành cho {name}, do {voice(snapshot)} biên soạn",
            "Bản tin phát ngày … tháng … năm …",
        ),
        blocks=blocks or (Block("", (Message((f"Hiện chưa có tin nào của {name}",)),)),),
        closing=("Bản tin đến đây là hết", *closing(snapshot, url)),
        limit=LIMIT,
        more=bulletin.more,
    )


def _name(place: Locality, snapshot: Snapshot) -> str:
    note = place_note(place.id, snapshot)
    name = place.full_name[0].lower() + place.full_name[1:]
    return f"{name}, {note}" if note else name


def _blocks(bulletin: Bulletin, snapshot: Snapshot) -> Iterator[Block]:
    for level, heading in _HEADINGS.items():
        told = tuple(message(each, snapshot) for each in bulletin.notices if each.priority is level)
        if told:
            yield Block(heading, told)
    if bulletin.plans:
        yield Block("Văn bản mới đăng của địa phương", tuple(map(_short, bulletin.plans)))
    if bulletin.achievements:
        yield Block("Điển hình mới đăng của địa phương", tuple(map(_short, bulletin.achievements)))
    if bulletin.deadlines:
        rows = tuple(_deadline(*each) for each in bulletin.deadlines)
        yield Block("Những việc sắp đến hạn theo văn bản của địa phương", rows)


def _short(record: Plan | Achievement) -> Message:
    """A summary says what the title says, in whole sentences."""
    return Message(
        (record.summary or record.title,), issuer=record.issuer if isinstance(record, Plan) else ""
    )


def _deadline(plan: Plan, row: TaskRow) -> Message:
    return Message((f"{row.unit}: {row.work}", *deadline(row)), issuer=plan.issuer)


def _by_place(snapshot: Snapshot) -> Mapping[str, Sequence[Notice]]:
    """Notices that are on, by the places they are addressed to, each list in order."""
    nation = snapshot.settings.localities.nation.id
    begun = [notice for notice in snapshot.notices if _has_begun(notice, snapshot.now)]
    cancelled = {
        each.emergency.cancels.strip("/") for each in begun if each.emergency and each.emergency.cancels
    }
    found: dict[str, list[Notice]] = defaultdict(list)
    for notice in sorted(begun, key=_order):
        if notice.identity not in cancelled and not _is_over(notice, snapshot.now):
            area = notice.emergency.area if notice.emergency else ()
            for place in dict.fromkeys(area or (notice.locality or nation,)):
                found[place].append(notice)
    return found


def _order(notice: Notice) -> tuple[int, float, str]:
    return (_RANKS[notice.priority], -notice.revised.timestamp(), notice.identity)


def _has_begun(notice: Notice, now: datetime) -> bool:
    """Whether it has been shown before or is shown now: a notice of working hours is on in the evening too.

    Its first and last hour count and not its dates, because `next_change` names them.
    """
    schedule = notice.schedule
    if schedule.start is None or schedule.shows(now):
        return True
    first = schedule.start if schedule.shows(schedule.start) else schedule.next_change(schedule.start)
    return first is not None and first <= now


def _is_over(notice: Notice, now: datetime) -> bool:
    return not notice.schedule.shows(now) and notice.schedule.next_change(now) is None


def _due(snapshot: Snapshot, newest: str) -> Mapping[int, list[tuple[str, str, int, Plan]]]:
    """By plan, as object: the last day, the plan's identity, the place of the row in it, the plan."""
    found = {}
    for plan in snapshot.catalogue.due.values():
        # In the order of `rows_of`, whose links and words nobody asks for here.
        given: tuple[Task | Report, ...] = (*plan.tasks, *plan.reports)
        days = (due(each.due, each.due_kind) for each in given)
        rows = [
            (day.iso, plan.identity, number, plan)
            for number, day in enumerate(days)
            if day and day.iso >= newest
        ]
        if rows:
            found[id(plan)] = rows
    return found
