"""schema.org descriptions as JSON-LD: `Legislation`, `NewsArticle`, `GovernmentOrganization`.

Addresses inside are site-absolute with the scheme `portal:`, like links in bodies; whoever writes
a page puts the public address in front (`portal.rendering` has the convention).
"""

from __future__ import annotations

import json
from typing import Any

from portal import document_numbers
from portal.catalogue import Snapshot
from portal.model.plan import Plan
from portal.model.record import Record
from portal.model.section import Section
from portal.views.values import number

_CONTEXT = "https://schema.org"


def embedded(value: dict[str, Any]) -> str:
    """JSON that may stand inside a script element: no `<`, `>` or `&` can end it or open another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def of_record(record: Record, snapshot: Snapshot) -> str:
    """`Legislation` for sections and plans, `NewsArticle` for achievements and notices.

    The summary is in the page's own description already, and a page is to stay light.
    """
    if isinstance(record, Plan):
        value = _plan(record, snapshot)
    elif isinstance(record, Section):
        value = _section(record, snapshot)
    else:
        value = {"@type": "NewsArticle", "headline": record.title}
    value = {
        "@context": _CONTEXT,
        **value,
        "url": f"portal:{record.address}",
        "inLanguage": snapshot.settings.site.language,
        "datePublished": record.date.isoformat(),
    }
    if record.updated:
        value["dateModified"] = record.updated.isoformat()
    return embedded(value)


def _plan(record: Plan, snapshot: Snapshot) -> dict[str, Any]:
    value: dict[str, Any] = {
        "@type": "Legislation",
        "name": record.title,
        "legislationType": snapshot.settings.vocabulary.kinds[record.kind].label,
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": record.issuer},
    }
    if record.number and not document_numbers.is_blank(record.number):
        value["legislationIdentifier"] = number(record.number)
    if record.signed:
        value["legislationDate"] = record.signed.iso
    return value


def _section(record: Section, snapshot: Snapshot) -> dict[str, Any]:
    document = snapshot.settings.resolution.document
    return {
        "@type": "Legislation",
        "name": record.title,
        "isPartOf": {
            "@type": "Legislation",
            "name": document.title,
            "legislationIdentifier": document.number,
            "legislationDate": document.signed.iso,
            "legislationPassedBy": {"@type": "GovernmentOrganization", "name": document.issuer},
        },
    }


def of_locality(name: str, address: str) -> str:
    """A locality as the organisation that governs it."""
    return embedded(
        {"@context": _CONTEXT, "@type": "AdministrativeArea", "name": name, "url": f"portal:{address}"}
    )


def of_home(snapshot: Snapshot) -> str:
    """The site and, once it is filled in, the agency that runs it."""
    site = snapshot.settings.site
    value: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": site.name,
        "description": site.description,
        "url": "portal:/",
        "inLanguage": site.language,
    }
    if site.agency:
        value["publisher"] = {"@type": "GovernmentOrganization", "name": site.agency}
    return embedded(value)
