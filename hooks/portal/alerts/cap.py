"""A message as CAP 1.2 XML: UTF-8, raw characters, elements in the order of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from portal.alerts.messages import Area, Info, Message
from portal.feeds.entries import xml_text

MEDIA_TYPE = "application/cap+xml"
NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LANGUAGE = "vi-VN"
CODES = "19-2025-QD-TTG"
"""Whose codes they are: the list of administrative units of Decision 19/2025/QĐ-TTg. The standard leaves the
name to the sender, in capitals (3.2.4 `geocode`)."""


def document(message: Message) -> bytes:
    """One alert. Characters that XML cannot carry are left out."""
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _fill(root, _head(message))
    info = _child(root, "info")
    _fill(info, _info(message.info))
    if message.info.area:
        _area(_child(info, "area"), message.info.area)
    text: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return text


def _head(message: Message) -> Iterator[tuple[str, str]]:
    yield "identifier", message.identifier
    yield "sender", message.sender
    yield "sent", _moment(message.sent)
    yield "status", message.status
    yield "msgType", message.type
    yield "source", message.source
    yield "scope", "Public"
    yield "references", " ".join(map(str, message.references))


def _info(info: Info) -> Iterator[tuple[str, str]]:
    yield "language", LANGUAGE
    yield "category", info.category
    yield "event", info.event
    yield "responseType", info.response
    yield "urgency", info.urgency
    yield "severity", info.severity
    yield "certainty", info.certainty
    yield "effective", _moment(info.effective)
    yield "onset", _moment(info.onset)
    yield "expires", _moment(info.expires)
    yield "senderName", info.sender_name
    yield "headline", info.headline
    yield "description", info.description
    yield "instruction", info.instruction
    yield "web", info.web
    yield "contact", info.contact


def _area(element: etree._Element, area: Area) -> None:
    _fill(element, [("areaDesc", area.description)])
    for code in area.codes:
        _fill(_child(element, "geocode"), [("valueName", CODES), ("value", code)])


def _fill(parent: etree._Element, values: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> None:
    for name, value in values:
        if value:
            _child(parent, name).text = xml_text(value)


def _child(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _moment(moment: datetime | None) -> str:
    # Never `Z`: the standard wants the offset written out (3.3.2).
    return moment.isoformat(timespec="seconds") if moment else ""
