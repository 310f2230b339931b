"""The content model: each field is defined once, with its Vietnamese label and help."""

from __future__ import annotations

from portal.model.achievement import Achievement
from portal.model.notice import Notice
from portal.model.plan import Plan
from portal.model.record import Kind, Record
from portal.model.section import Section

RECORDS: dict[Kind, type[Record]] = {
    kind.kind_of_record: kind for kind in (Section, Plan, Achievement, Notice)
}
"""The model of each kind of record."""
