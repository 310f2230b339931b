"""`/muc-tieu/`: every target with what measures it."""

from __future__ import annotations

from portal.api import targets as files
from portal.catalogue import Snapshot
from portal.model.data import Target
from portal.views.charts import achievement_link, charts
from portal.views.pages import TargetsPage
from portal.views.parts import FollowedTarget, Link
from portal.views.records import HOME
from portal.views.values import target

_HORIZONS = (("2030", "Mục tiêu đến năm 2030"), ("2045", "Tầm nhìn đến năm 2045"))
DATA = (Link("Bảng CSV", files.CSV, "text/csv"), Link("JSON", files.JSON, "application/json"))


def targets_page(snapshot: Snapshot) -> TargetsPage:
    """The targets of both horizons by group."""
    targets = snapshot.settings.targets
    horizons = []
    for horizon, heading in _HORIZONS:
        groups: dict[str, list[FollowedTarget]] = {label: [] for label in targets.groups.values()}
        for value in targets.targets:
            if value.horizon == horizon:
                groups[targets.groups[value.group]].append(_followed(value, snapshot))
        horizons.append((heading, tuple((label, tuple(found)) for label, found in groups.items() if found)))
    return TargetsPage(
        address="/muc-tieu/",
        template="targets.html",
        title="Các chỉ tiêu",
        crumbs=(HOME,),
        description="Các chỉ tiêu đến năm 2030 và tầm nhìn 2045 của Nghị quyết 57, kèm nguồn và số đo.",
        horizons=tuple(horizons),
        total=len(targets.targets),
        measured=sum(1 for value in targets.targets if value.observations),
        data=DATA,
    )


def _followed(value: Target, snapshot: Snapshot) -> FollowedTarget:
    unlike = ((achievement_link(each.record, snapshot), each.why) for each in value.not_compared)
    return FollowedTarget(
        target=target(value, snapshot),
        charts=charts(value, snapshot),
        not_compared=tuple((link, why) for link, why in unlike if link),
    )
