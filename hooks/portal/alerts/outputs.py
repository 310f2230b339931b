"""Every file below `/cap/` as an output."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from portal.alerts import cap, index
from portal.alerts.current import Situation
from portal.alerts.messages import Message
from portal.alerts.threads import alerts
from portal.catalogue import Snapshot
from portal.outputs import Output, finished
from portal.store import Store, key
from portal.views.places import with_pages


def current_address(place: str, snapshot: Snapshot) -> str:
    """Where players of a place look: of the whole country `/cap/current.xml`."""
    return (
        "/cap/current.xml" if place == snapshot.settings.localities.nation.id else f"/cap/{place}/current.xml"
    )


def outputs(snapshot: Snapshot, *, url: str, code: str) -> Iterator[Output]:
    """The newest message of each alert, what each place is told now, and the feed of all alerts."""
    found = alerts(snapshot, url)
    situation = Situation(found, snapshot)
    for alert in found:
        yield _file(alert.address, alert.message, code)
    for place in places(snapshot):
        yield _file(current_address(place, snapshot), situation.message(place), code)
    content = index.document(found, snapshot, url)
    yield finished(index.ADDRESS, content)


def places(snapshot: Snapshot) -> tuple[str, ...]:
    """Who has a file of its own: the country, all that have a page, and where screens stand."""
    screens = (screen.locality for screen in snapshot.settings.screens.screens if screen.locality)
    pages = (place.id for place in with_pages(snapshot))
    return tuple(dict.fromkeys([snapshot.settings.localities.nation.id, *pages, *screens]))


def _file(address: str, message: Message, code: str) -> Output:
    return Output(address, key("cap", code, message), partial(_made, message))


def _made(message: Message, _store: Store) -> bytes:
    return cap.document(message)
