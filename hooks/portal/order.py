"""The order of lists: newest first."""

from __future__ import annotations

from portal.model.achievement import Achievement
from portal.model.plan import Plan
from portal.model.record import Record
from portal.vietnamese import sort_key


def newest_first(record: Record) -> tuple[int, int, str, str]:
    """Lists sort by `date`; on the same day by the date of the document or figure; then by title."""
    own = (
        record.signed
        if isinstance(record, Plan)
        else record.as_of
        if isinstance(record, Achievement)
        else None
    )
    own_day = own.first_day.toordinal() if own else 0
    return (-record.date.toordinal(), -own_day, sort_key(record.title), record.identity)
