"""What a place is told at a moment: one message always, the gravest alert in force there or that none is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from portal.alerts.messages import Info, Message, MessageType, Response, Status
from portal.alerts.threads import Alert
from portal.catalogue import Snapshot
from portal.dates import PartDate
from portal.model.notice import Category, Certainty, Gravity, Urgency
from portal.model.record import start_of

_GRAVITIES = {gravity: rank for rank, gravity in enumerate(Gravity)}


class Situation:
    """All alerts of a moment by the places that they are for."""

    def __init__(self, alerts: Iterable[Alert], snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._by_place: dict[str, list[Alert]] = defaultdict(list)
        for alert in alerts:
            for place in alert.places:
                self._by_place[place].append(alert)

    def in_force(self, place: str) -> list[Alert]:
        """Those for a place, its province and the country: the gravest first, among equals the newest."""
        now = self._snapshot.now
        return sorted((each for each in self._concerning(place) if each.in_force(now)), key=rank)

    def message(self, place: str) -> Message:
        """The one that players of a place show."""
        found = self.in_force(place)
        return found[0].message if found else self._idle(place)

    def _concerning(self, place: str) -> list[Alert]:
        found = {
            id(alert): alert
            for name in self._snapshot.settings.localities.reaches(place)
            for alert in self._by_place.get(name, ())
        }
        return list(found.values())

    def _idle(self, place: str) -> Message:
        """Nothing is in force. Without an area: Xibo shows a message once for each, and so none of this."""
        sent, site = self._calm_since(place), self._snapshot.settings.site
        return Message(
            identifier=f"binh-thuong.{place.replace('/', '.')}.{sent:%Y%m%d%H%M%S}",
            sender=site.identity.authority,
            sent=sent,
            status=Status.SYSTEM,
            type=MessageType.ALERT,
            info=Info(
                category=Category.OTHER,
                event="Không có cảnh báo",
                response=Response.NONE,
                urgency=Urgency.PAST,
                severity=Gravity.MINOR,
                certainty=Certainty.UNLIKELY,
                sender_name=site.agency or site.name,
                headline="Không có cảnh báo nào đang có hiệu lực",
                description=f"{self._snapshot.settings.localities[place].full_name}: không có cảnh báo nào.",
            ),
        )

    def _calm_since(self, place: str) -> datetime:
        # When the last alert stopped: from then on the bytes stay the same until the next one, and players
        # that sort by `sent` find this one newer. Before the first alert, the day since which the sender has
        # its name: nothing can have been sent in that name before.
        since = start_of(PartDate.parse(self._snapshot.settings.site.identity.since).first_day)
        now = self._snapshot.now
        stopped = [alert.stopped for alert in self._concerning(place) if alert.over <= now]
        return max([since, *stopped])


def rank(alert: Alert) -> tuple[bool, int, float, str]:
    """What says that something is over never hides what is not."""
    message = alert.message
    is_cancel = message.type is MessageType.CANCEL
    newest = -message.sent.timestamp()
    return is_cancel, _GRAVITIES[message.info.severity], newest, alert.record.identity
