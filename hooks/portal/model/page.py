"""An ordinary page: not a record, only text with a title."""

from __future__ import annotations

from portal.model.written import Written


class OrdinaryText(Written):
    """The front matter of a page outside the four folders."""
