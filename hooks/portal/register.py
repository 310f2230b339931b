"""The register of documents: which one a reference means, and where it stands on `/van-ban/`.

A number alone is not unique: number, issuer and date together are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from portal import document_numbers
from portal.dates import PartDate
from portal.model.data import Document
from portal.vietnamese import same_name


class Register:
    """Documents by their canonical number; each has an anchor of its own."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_number: dict[str, list[Document]] = defaultdict(list)
        self._anchors: dict[Document, str] = {}
        for document in documents:
            canonical = document_numbers.canonical(document.number)
            self._by_number[canonical].append(document)
            place = len(self._by_number[canonical])
            anchor = document_numbers.slug(canonical)
            self._anchors[document] = anchor if place == 1 else f"{anchor}-{place}"

    def anchor(self, document: Document) -> str:
        """The id of the document's entry on the page of documents."""
        return self._anchors[document]

    def find(
        self, number: str, *, signed: PartDate | None = None, issuer: str | None = None
    ) -> Document | None:
        """The document that a reference means. The date decides where both give one, because the name of an
        issuer is written in many ways; without a date the issuer must be the same, if one is given."""
        known = self._by_number.get(document_numbers.canonical(number), ())
        fitting = [each for each in known if _fits(each, signed, issuer)]
        named = [each for each in fitting if issuer and same_name(each.issuer, issuer)]
        return next(iter(named or fitting), None)


def _fits(document: Document, signed: PartDate | None, issuer: str | None) -> bool:
    if document.signed and signed:
        return document.signed.first_day <= signed.last_day and signed.first_day <= document.signed.last_day
    return issuer is None or same_name(document.issuer, issuer)
