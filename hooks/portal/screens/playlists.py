"""Which messages a screen shows at a moment, and which it has to know of because they come soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, zip_longest

from portal.alerts.threads import alerts
from portal.catalogue import Snapshot
from portal.lifecycle import AHEAD
from portal.model.achievement import Achievement
from portal.model.notice import Notice
from portal.model.outlets import Screen
from portal.schedule import Schedule
from portal.screens.messages import RANKS, Message, of_achievement, of_notice, of_target, standing

MOST = 10
"""Items in the files of a screen; players take all that there are."""


@dataclass(frozen=True, slots=True)
class Playlist:
    """What a screen shows: `now` in order, never empty; `later` what players that keep the time themselves
    must know besides: what comes within 48 hours, and what comes back at its hours."""

    screen: Screen
    now: tuple[Message, ...]
    later: tuple[Message, ...]

    @property
    def items(self) -> tuple[Message, ...]:
        """The first of those that are shown."""
        return self.now[:MOST]

    @property
    def whole(self) -> tuple[Message, ...]:
        return (*self.now, *self.later)


def playlists(snapshot: Snapshot) -> tuple[Playlist, ...]:
    """Of every screen, in the order of `data/screens.yml`."""
    programme = Programme(snapshot)
    return tuple(programme.playlist(screen) for screen in snapshot.settings.screens.screens)


class Programme:
    """All messages of a moment, ordered once for all screens."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        # Another alert may take the place of one before its own end.
        over = {alert.record.identity: alert.over for alert in alerts(snapshot, "")}
        messages = {
            notice.identity: of_notice(notice, snapshot, over.get(notice.identity))
            for notice in snapshot.notices
            if notice.is_for_screens
        }
        near = (each for each in messages.items() if _is_near(each[1].schedule, snapshot))
        self._messages = dict(near)
        self._notices = [notice for notice in snapshot.notices if notice.identity in self._messages]
        self._notices.sort(key=lambda notice: _order(self._messages[notice.identity]))
        self._nation = snapshot.settings.localities.nation.id
        self._places: dict[str, list[Message]] = {}

    def playlist(self, screen: Screen) -> Playlist:
        takes, now = self.takes(screen), self._snapshot.now
        found = [self._messages[notice.identity] for notice in self._notices if takes(notice)]
        live = [message for message in found if message.schedule.shows(now)]
        later = [message for message in found if not message.schedule.shows(now)]
        live += list(self._included(screen))[: max(0, MOST - len(live))]
        return Playlist(screen, tuple(live) or (standing(screen, self._snapshot),), tuple(later))

    def takes(self, screen: Screen) -> Callable[[Notice], bool]:
        """Whether a notice reaches a screen: one that names it and is addressed to its place or to what is
        above it, or an emergency for such a place."""
        places, names = set(self._reaches(screen)), {screen.id, *screen.tags}

        def takes(notice: Notice) -> bool:
            if notice.emergency and not places.isdisjoint(notice.emergency.area):
                return True
            return not names.isdisjoint(notice.screens) and (notice.locality or self._nation) in places

        return takes

    def _reaches(self, screen: Screen) -> tuple[str, ...]:
        """Whose messages a screen takes: its place's, its province's, the country's."""
        if screen.locality is None:
            return (self._nation,)
        return self._snapshot.settings.localities.reaches(screen.locality)

    def _included(self, screen: Screen) -> Iterator[Message]:
        """An achievement and a target in turn, as far as the screen includes them."""
        achievements = self._achievements(screen) if screen.include.achievements else ()
        targets = self._targets() if screen.include.targets else ()
        for pair in zip_longest(achievements, targets):
            yield from (message for message in pair if message)

    def _achievements(self, screen: Screen) -> Iterable[Message]:
        """Those of its own place first, then of what is above it; newest first."""
        places = self._reaches(screen)
        key = places[0]
        if key not in self._places:
            found: Mapping[str, list[Achievement]] = self._achievements_by_place()
            records = list(chain.from_iterable(found.get(place, ()) for place in places))[:MOST]
            self._places[key] = [of_achievement(record, self._snapshot) for record in records]
        return self._places[key]

    def _achievements_by_place(self) -> Mapping[str, list[Achievement]]:
        found: dict[str, list[Achievement]] = defaultdict(list)
        for record in self._snapshot.achievements:
            found[record.locality or self._nation].append(record)
        return found

    def _targets(self) -> list[Message]:
        targets = self._snapshot.settings.targets.targets
        return [of_target(value, self._snapshot) for value in targets[:MOST]]


def _is_near(schedule: Schedule, snapshot: Snapshot) -> bool:
    """Shown, or soon to be: players are told 48 hours ahead."""
    soon = schedule.start is None or schedule.start <= snapshot.now + AHEAD
    return soon and not schedule.has_ended(snapshot.now)


def _order(message: Message) -> tuple[int, float, str]:
    """Emergency, priority, then newest."""
    return (RANKS[message.priority], -message.changed.timestamp(), message.id)
