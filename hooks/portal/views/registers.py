"""Pages that are tables: targets, documents, tasks, the matrix of plans and sections."""

from __future__ import annotations

from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.model.data import Document
from portal.vietnamese import slugify, sort_key
from portal.views.pages import DocumentRow, DocumentsPage, MatrixPage, TargetsPage, TasksPage
from portal.views.paging import pages
from portal.views.parts import Link, Target, TaskRow
from portal.views.records import HOME
from portal.views.values import (
    day,
    locality_link,
    number,
    report_row,
    section_link,
    source_item,
    target,
    task_row,
)

ROWS = 100
MATRIX_ROWS = 40
"""Fewer: a row of the matrix has a cell for each section."""
_HORIZONS = (("2030", "Mục tiêu đến năm 2030"), ("2045", "Tầm nhìn đến năm 2045"))
_RELATIONS = (
    ("main", "Nghị quyết"),
    ("implementing", "Văn bản triển khai"),
    ("related", "Văn bản liên quan"),
)


def targets_page(snapshot: Snapshot) -> TargetsPage:
    """`/muc-tieu/`."""
    targets = snapshot.settings.targets
    horizons = []
    for horizon, heading in _HORIZONS:
        groups: dict[str, list[Target]] = {label: [] for label in targets.groups.values()}
        for value in targets.targets:
            if value.horizon == horizon:
                groups[targets.groups[value.group]].append(target(value, snapshot))
        horizons.append((heading, tuple((label, tuple(found)) for label, found in groups.items() if found)))
    return TargetsPage(
        address="/muc-tieu/",
        template="targets.html",
        title="Các chỉ tiêu",
        crumbs=(HOME,),
        description="Các chỉ tiêu đến năm 2030 và tầm nhìn 2045 của Nghị quyết 57, kèm nguồn.",
        horizons=tuple(horizons),
        total=len(targets.targets),
    )


def documents_page(snapshot: Snapshot) -> DocumentsPage:
    """`/van-ban/`."""
    documents = sorted(
        snapshot.settings.documents.documents,
        key=lambda each: (-each.signed.first_day.toordinal() if each.signed else 0, sort_key(each.number)),
    )
    cited = _cited_by(snapshot)
    groups = tuple(
        (heading, tuple(_document(each, snapshot, cited) for each in documents if each.relation == relation))
        for relation, heading in _RELATIONS
    )
    return DocumentsPage(
        address="/van-ban/",
        template="documents.html",
        title="Văn bản triển khai",
        crumbs=(HOME,),
        description="Các văn bản của Trung ương, Quốc hội, Chính phủ triển khai Nghị quyết 57.",
        groups=tuple((heading, rows) for heading, rows in groups if rows),
        total=len(documents),
    )


def _cited_by(snapshot: Snapshot) -> dict[Document, tuple[Link, ...]]:
    register = snapshot.catalogue.register
    found: dict[Document, dict[str, Link]] = {}
    for plan in snapshot.plans:
        for reference in (*plan.bases, *plan.cites):
            document = register.find(reference.number, signed=reference.signed, issuer=reference.issuer)
            if document is None:
                continue
            links = found.setdefault(document, {})
            if len(links) < ROWS:
                links[plan.address] = Link(plan.title, plan.address)
    return {key: tuple(links.values()) for key, links in found.items()}


def _document(document: Document, snapshot: Snapshot, cited: dict[Document, tuple[Link, ...]]) -> DocumentRow:
    note = " ".join(part.rstrip(".") + "." for part in (document.note, document.source_note) if part)
    return DocumentRow(
        title=document.title,
        number=number(document.number),
        anchor=snapshot.catalogue.register.anchor(document),
        kind=snapshot.settings.vocabulary.kinds[document.kind].label,
        issuer=document.issuer,
        signed=day(document.signed) if document.signed else None,
        effective=day(document.effective) if document.effective else None,
        signer=document.signer or "",
        official_url=document.official_url or "",
        sources=tuple(source_item(source, snapshot) for source in document.sources),
        note=note,
        cited_by=cited.get(document, ()),
    )


def tasks_pages(snapshot: Snapshot) -> Iterator[TasksPage]:
    """`/viec/`: rows with a date first, in its order, then the others by unit."""
    rows = [
        row
        for plan in snapshot.plans
        for row in (
            *(task_row(task, plan) for task in plan.tasks),
            *(report_row(report, plan) for report in plan.reports),
        )
    ]
    dated = sorted(
        (row for row in rows if row.due), key=lambda row: (row.due.iso if row.due else "", row.unit)
    )
    others = sorted(
        (row for row in rows if not row.due), key=lambda row: (sort_key(row.unit), row.plan.address)
    )
    for page_number, address, part, links in pages([*dated, *others], ROWS, "/viec/"):
        first = page_number == 1
        yield TasksPage(
            address=address,
            template="tasks.html",
            title="Việc và hạn" if first else f"Việc và hạn, trang {page_number}",
            description="Ai làm gì, báo cáo ai, hạn nào, theo kế hoạch của địa phương."
            + ("" if first else f" Trang {page_number}."),
            crumbs=(HOME,) if first else (HOME, Link("Việc và hạn", "/viec/")),
            dated=tuple(row for row in part if row.due),
            units=_by_unit([row for row in part if not row.due]),
            total=len(rows),
            number=page_number,
            pages=links,
        )


def _by_unit(rows: list[TaskRow]) -> tuple[tuple[str, str, tuple[TaskRow, ...]], ...]:
    units: dict[str, list[TaskRow]] = {}
    for row in rows:
        units.setdefault(row.unit, []).append(row)
    anchors: dict[str, int] = {}
    found = []
    for unit, unit_rows in units.items():
        slug = slugify(unit) or "don-vi"
        anchors[slug] = anchors.get(slug, 0) + 1
        anchor = slug if anchors[slug] == 1 else f"{slug}-{anchors[slug]}"
        found.append((unit, anchor, tuple(unit_rows)))
    return tuple(found)


def matrix_pages(snapshot: Snapshot) -> Iterator[MatrixPage]:
    """`/doi-chieu/`: which section each plan names, or addresses as a whole through its parent."""
    sections = snapshot.settings.sections
    parents = {entry.parent for entry in sections.values()}
    leaves = [slug for slug in sections if slug not in parents]
    columns = tuple((sections[slug].numeral, section_link(slug, snapshot)) for slug in leaves)
    for page_number, address, part, links in pages(snapshot.plans, MATRIX_ROWS, "/doi-chieu/"):
        rows = []
        for plan in part:
            named = set(plan.sections)
            states = tuple(
                "named" if slug in named else "whole" if sections[slug].parent in named else "none"
                for slug in leaves
            )
            place = locality_link(plan.locality, snapshot)
            rows.append((Link(plan.title, plan.address), place.title if place else "", states))
        yield MatrixPage(
            address=address,
            template="matrix.html",
            title="Đối chiếu kế hoạch với nghị quyết"
            + ("" if page_number == 1 else f", trang {page_number}"),
            description="Mỗi kế hoạch nêu mục nào của nghị quyết, mục nào không nhắc."
            + ("" if page_number == 1 else f" Trang {page_number}."),
            crumbs=(HOME,),
            columns=columns,
            rows=tuple(rows),
            number=page_number,
            pages=links,
        )
