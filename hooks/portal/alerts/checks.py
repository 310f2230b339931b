"""What is wrong or doubtful about alerts and shows only when they are seen together, or at a moment."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import timedelta

from portal.alerts.current import rank
from portal.alerts.messages import MessageType
from portal.alerts.scope import places_of
from portal.alerts.threads import Alert, alerts, begins, emergency_of
from portal.catalogue import Snapshot
from portal.localities import Localities
from portal.model.base import field_name
from portal.model.notice import Notice
from portal.problems import Problem, Severity, did_you_mean

LONG = timedelta(hours=72)
"""What lasts longer is no emergency to those who have walked past it for days."""


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Errors in names of other alerts; advice on length, places and alerts that hold together."""
    records = [each for each in snapshot.catalogue.records if isinstance(each, Notice) and emergency_of(each)]
    by_identity = {record.identity: record for record in records}
    # While files have errors their records are missing, and what is named may be in them.
    uncertain = any(loaded.record is None for loaded in snapshot.catalogue.loaded)
    for record in records:
        yield from _cancels(record, by_identity, uncertain=uncertain)
        if record.ends and snapshot.now < record.ends and not record.withdrawn:
            yield from _length(record)
            yield from _places(record, snapshot)
    yield from _together(snapshot)


def _cancels(record: Notice, by_identity: Mapping[str, Notice], *, uncertain: bool) -> Iterator[Problem]:
    cancels = record.emergency.cancels if record.emergency else None
    if cancels is None:
        return
    where, error = ("emergency", "cancels"), Severity.ERROR
    if cancels not in by_identity and not uncertain:
        message = f"không có cảnh báo khẩn cấp «{cancels}»"
        remedy = did_you_mean(cancels, by_identity) or "ghi mã định danh, dạng tin-tuc/2026/ten-tep"
        yield _problem(record, "cancels-unknown", error, message, remedy, *where)
    elif _comes_back(record, by_identity):
        message = "các cảnh báo thay nhau thành vòng tròn"
        remedy = "chỉ tin mới ghi cancels, xóa dòng này ở tin cũ"
        yield _problem(record, "cancels-circle", error, message, remedy, *where)


def _comes_back(record: Notice, by_identity: Mapping[str, Notice]) -> bool:
    """Whether an alert takes its own place, perhaps by way of others."""
    seen: set[str] = set()
    other: Notice | None = record
    while other and other.emergency and other.emergency.cancels and other.identity not in seen:
        seen.add(other.identity)
        other = by_identity.get(other.emergency.cancels)
    return other is record


def _length(record: Notice) -> Iterator[Problem]:
    assert record.ends is not None
    length = record.ends - begins(record)
    if length > LONG:
        message = f"cảnh báo kéo dài {length // timedelta(hours=1)} giờ, quá 72 giờ"
        remedy = "đặt ends sớm hơn; còn nguy hiểm thì đăng tin mới, ghi cancels là tin này"
        yield _problem(record, "emergency-long", Severity.ADVICE, message, remedy, "ends")


def _places(record: Notice, snapshot: Snapshot) -> Iterator[Problem]:
    localities = snapshot.settings.localities
    for index, id in enumerate(record.emergency.area if record.emergency else ()):
        place = localities[id]
        if not place.is_current:
            message = f"«{place.full_name}» nay không còn"
            now = ", ".join(successor.id for successor in localities.successors_now(id)[:5])
            where = ("emergency", "area", index)
            yield _problem(record, "area-former", Severity.ADVICE, message, f"ghi mã hiện nay: {now}", *where)
    if not places_of(record, snapshot):
        message = "cảnh báo chỉ đến các màn hình được ghi, không vào tệp current.xml của nơi nào"
        remedy = "ghi emergency.area để mọi nơi trong phạm vi đều nhận"
        yield _problem(record, "emergency-nowhere", Severity.ADVICE, message, remedy, "screens")


def _together(snapshot: Snapshot) -> Iterator[Problem]:
    found = [alert for alert in alerts(snapshot, "") if alert.in_force(snapshot.now)]
    real = sorted((alert for alert in found if alert.message.type is not MessageType.CANCEL), key=rank)
    for number, second in enumerate(real):
        # One each: with the gravest of those that hide it.
        common = ((first, _common(first, second, snapshot.settings.localities)) for first in real[:number])
        first, place = next((pair for pair in common if pair[1]), (second, ""))
        if place:
            titles = f"«{first.record.title}» ({first.record.origin.path}) và «{second.record.title}»"
            message = f"{titles} cùng có hiệu lực ở {snapshot.settings.localities[place].full_name}"
            remedy = (
                f"đầu phát CAP chỉ nhận tin trước; nếu thay tin ấy thì ghi cancels: {first.record.identity}"
            )
            yield _problem(
                second.record, "emergencies-together", Severity.ADVICE, message, remedy, "emergency", "area"
            )


def _common(first: Alert, second: Alert, localities: Localities) -> str:
    """A place that both are for: one lies in the other. Empty when there is none."""
    for one, other in itertools.product(first.places, second.places):
        if one in localities.reaches(other):
            return other
        if other in localities.reaches(one):
            return one
    return ""


def _problem(
    record: Notice, code: str, severity: Severity, message: str, remedy: str, *where: str | int
) -> Problem:
    origin = record.origin
    return Problem(origin.path, origin.line(*where), field_name(where), code, severity, message, remedy)
