"""What a record's page weighs beyond what the record itself says."""

from __future__ import annotations

from pathlib import Path

from portal import body_links, workspace
from portal.catalogue import Catalogue
from portal.model.record import Record
from portal.processes import Workers
from portal.project import Project
from portal.store import Memory

MAX_AROUND_CONTENT = 12 * 1024


def catalogue_of(root: Path) -> Catalogue:
    """The records of a project."""
    checked = workspace.load(Project(root), store=Memory(), code="", workers=Workers())
    assert checked.catalogue is not None
    return checked.catalogue


def around_content(page: bytes, record: Record, catalogue: Catalogue, root: Path) -> int:
    """Bytes beyond its body, its fields (tasks, recipients and the like) and the sources that it names."""
    body = body_links.resolve(catalogue.body(record).html, lambda address: address)
    fields, _, _ = (root / record.origin.path).read_text("utf-8").partition("\n---\n")
    named = catalogue.settings.resolution.sources
    sources = [named[each] for each in record.sources if each in named]
    texts = [body, fields, *(f"{each.title}{each.url or ''}{each.note or ''}" for each in sources)]
    return len(page) - sum(len(text.encode()) for text in texts)
