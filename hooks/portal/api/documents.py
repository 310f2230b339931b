"""`/api/v1/documents.json` and `.csv`: the register of documents."""

from __future__ import annotations

from portal.api import files
from portal.api.models import DocumentsFile, Registered
from portal.api.rows import DocumentRow
from portal.catalogue import Snapshot
from portal.model.data import Document


def as_json(snapshot: Snapshot, *, url: str) -> bytes:
    """UTF-8; fields as in `data/documents.yml`."""
    documents = tuple(
        Registered.model_construct(
            **dict(document), page=_page(document, snapshot, url), file_url=_file(document, url)
        )
        for document in snapshot.settings.documents.documents
    )
    schema = url + files.schema_address("documents").lstrip("/")
    return files.as_json(DocumentsFile.model_construct(schema_url=schema, documents=documents))


def as_csv(snapshot: Snapshot, *, url: str) -> bytes:
    """A row for each document, in the order of the register."""
    return files.as_csv(
        DocumentRow, (_row(each, snapshot, url) for each in snapshot.settings.documents.documents)
    )


def _page(document: Document, snapshot: Snapshot, url: str) -> str:
    return f"{url}van-ban/#{snapshot.catalogue.register.anchor(document)}"


def _file(document: Document, url: str) -> str | None:
    return url + document.file_path if document.file_path else None


def _row(document: Document, snapshot: Snapshot, url: str) -> DocumentRow:
    return DocumentRow(
        number=document.number,
        kind=document.kind,
        kind_label=snapshot.settings.vocabulary.kinds[document.kind].label,
        issuer=document.issuer,
        signed=document.signed.iso if document.signed else "",
        effective=document.effective.isoformat() if document.effective else "",
        signer=document.signer or "",
        title=document.title,
        relation=document.relation,
        official_url=document.official_url or "",
        file_url=_file(document, url) or "",
        page=_page(document, snapshot, url),
        sources=" ".join(document.sources),
        note=document.note or "",
    )
