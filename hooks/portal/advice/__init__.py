"""Advice to editors: what may stay as it is and would be better otherwise. It never stops anything.

Better to miss something than to be wrong: who is told nonsense twice reads no advice any more.
"""

from __future__ import annotations

from portal.advice import contacts, figures, structure, wording
from portal.advice.written import Text
from portal.model.page import OrdinaryText
from portal.model.record import Record
from portal.problems import Problem
from portal.rendering import Rendered

__all__ = ["of_file"]


def of_file(written: Text, rendered: Rendered, record: Record | OrdinaryText | None) -> list[Problem]:
    """Advice on one file that depends on nothing else."""
    found = [*structure.check(written, rendered), *wording.check_links(written, rendered)]
    found += [*contacts.check(written), *figures.check(written)]
    return [*found, *wording.check_summary(written, record)]
