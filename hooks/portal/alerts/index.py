"""`/cap/index.atom`: the alerts as an Atom feed (RFC 4287) whose entries lead to the CAP files."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from portal.alerts import cap
from portal.alerts.threads import Alert
from portal.catalogue import Snapshot
from portal.feeds import atom
from portal.feeds.atom import Place
from portal.feeds.entries import NEVER, Head, tag_uri, xml_text

ADDRESS = f"/cap/index.{atom.ENDING}"
NEWEST = 50
"""Entries; older alerts keep their files."""


def document(alerts: Sequence[Alert], snapshot: Snapshot, url: str) -> bytes:
    """The feed of these alerts, newest message first; UTF-8."""
    site = snapshot.settings.site
    head = Head(
        own=ADDRESS,
        page="/tin-tuc/",
        id=tag_uri("cap/index", snapshot),
        title=f"{site.name}: cảnh báo khẩn cấp",
        description="Mỗi mục dẫn tới một cảnh báo theo giao thức CAP 1.2, dành cho chương trình và đầu phát.",
        language=site.language,
        author=site.agency or site.name,
        url=url,
        updated=alerts[0].message.sent if alerts else NEVER,
    )
    return atom.document(head, [_entry(alert, snapshot, url) for alert in alerts[:NEWEST]], Place())


def _entry(alert: Alert, snapshot: Snapshot, url: str) -> bytes:
    """One link only, because programs take the first: readers are led on by `web` in the alert."""
    message, info = alert.message, alert.message.info
    element = etree.Element("entry")
    for name, value in (
        ("id", tag_uri(f"cap/{alert.record.identity}", snapshot)),
        ("title", info.headline or info.event),
        ("updated", message.sent.isoformat()),
        ("published", alert.record.published.isoformat()),
        ("summary", info.description),
    ):
        etree.SubElement(element, name).text = xml_text(value)
    for term in (message.type, info.category, info.severity):
        etree.SubElement(element, "category", term=term)
    etree.SubElement(
        element, "link", href=url + alert.address.lstrip("/"), rel="alternate", type=cap.MEDIA_TYPE
    )
    etree.indent(element, level=1)
    text: bytes = etree.tostring(element, encoding="UTF-8")
    return b"  " + text.strip() + b"\n"
