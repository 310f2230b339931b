"""Pages that are tables: the register of documents, the matrix of plans and sections."""

from __future__ import annotations

from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.model.data import Document
from portal.vietnamese import sort_key
from portal.views.pages import DocumentRow, DocumentsPage, MatrixPage
from portal.views.paging import pages
from portal.views.parts import Link
from portal.views.records import HOME
from portal.views.values import (
    day,
    document_texts,
    locality_link,
    number,
    section_link,
    source_item,
    spoken_number,
)

CITED = 100
"""Records that an entry names at most as citing it."""
MATRIX_ROWS = 40
"""A row of the matrix has a cell for each section."""
_RELATIONS = (
    ("main", "Nghị quyết"),
    ("implementing", "Văn bản triển khai"),
    ("related", "Văn bản liên quan"),
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
            if len(links) < CITED:
                links[plan.address] = Link(plan.title, plan.address)
    return {key: tuple(links.values()) for key, links in found.items()}


def _document(document: Document, snapshot: Snapshot, cited: dict[Document, tuple[Link, ...]]) -> DocumentRow:
    note = " ".join(part.rstrip(".") + "." for part in (document.note, document.source_note) if part)
    return DocumentRow(
        title=document.title,
        number=number(document.number),
        spoken=spoken_number(document.number, document.issuer, snapshot),
        anchor=snapshot.catalogue.register.anchor(document),
        kind=snapshot.settings.vocabulary.kinds[document.kind].label,
        issuer=document.issuer,
        signed=day(document.signed) if document.signed else None,
        effective=day(document.effective) if document.effective else None,
        signer=document.signer or "",
        full_text=document_texts(document, snapshot),
        sources=tuple(source_item(source, snapshot) for source in document.sources),
        note=note,
        cited_by=cited.get(document, ()),
    )


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
