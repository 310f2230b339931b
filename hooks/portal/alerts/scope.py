"""Where an alert holds."""

from __future__ import annotations

from portal.alerts.messages import Area
from portal.catalogue import Snapshot
from portal.localities import Level, Locality
from portal.model.notice import Notice
from portal.model.outlets import Screen


def places_of(record: Notice, snapshot: Snapshot) -> tuple[str, ...]:
    """Ids of the localities that it is for: its area, else its locality, else where its screens stand.

    Empty for one that only names screens whose place is not known: it holds before them and nowhere else.
    """
    if record.emergency and record.emergency.area:
        return tuple(dict.fromkeys(record.emergency.area))
    if record.locality:
        return (record.locality,)
    found = (screen.locality for screen in _screens(record, snapshot) if screen.locality)
    return tuple(dict.fromkeys(found))


def area_of(record: Notice, snapshot: Snapshot) -> Area:
    """The same in words and codes."""
    places = [snapshot.settings.localities[id] for id in places_of(record, snapshot)]
    if not places:
        names = "; ".join(screen.name for screen in _screens(record, snapshot))
        return Area(f"Nơi đặt màn hình: {names}")
    # The codes of units that are no more come from another list.
    codes = tuple(place.code for place in places if place.code and place.is_current)
    return Area("; ".join(_full_name(place, snapshot) for place in places), codes)


def _full_name(place: Locality, snapshot: Snapshot) -> str:
    """With what it lies in: there are many communes of the same name."""
    above = snapshot.settings.localities.ancestors(place.id)
    return ", ".join([place.full_name, *(each.full_name for each in above if each.level is not Level.NATION)])


def _screens(record: Notice, snapshot: Snapshot) -> list[Screen]:
    named = set(record.screens)
    screens = snapshot.settings.screens.screens
    return [screen for screen in screens if not named.isdisjoint((screen.id, *screen.tags))]
