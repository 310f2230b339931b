"""A section of the resolution."""

from __future__ import annotations

from typing import ClassVar

from portal.model.record import Kind, Record


class Section(Record):
    """A page on a part of the resolution; its numeral and place are in `data/resolution.yml`."""

    kind_of_record: ClassVar[Kind] = Kind.SECTION
