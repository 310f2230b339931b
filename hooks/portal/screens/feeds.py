"""`led.xml` and `mrss.xml`: what a screen shows as RSS 2.0 and as Media RSS, for players of every make.

Written with lxml and not with feedgen, whose items have neither flat `media:content` nor an order of their
own. Sources: RSS 2.0; Media RSS 1.5.1; players measured in `slots`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import format_datetime

from lxml import etree

from portal.screens.messages import LABELS
from portal.screens.slots import Picture, Slot

MEDIA_TYPE = "application/rss+xml"
_MEDIA = "http://search.yahoo.com/mrss/"
_ATOM = "http://www.w3.org/2005/Atom"
_PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Channel:
    """What a file says of itself: `own` is its address, `page` that of the screen, both site-absolute; `url`
    the portal's public address."""

    title: str
    description: str
    own: str
    page: str
    url: str

    def absolute(self, address: str) -> str:
        return self.url + address.lstrip("/")


def led_xml(channel: Channel, slots: Sequence[Slot], sizes: Sequence[int]) -> bytes:
    """An item a message, with its first picture; `sizes` are the bytes of all pictures in their order."""
    root, body = _document(channel, slots)
    lengths = iter(sizes)
    for slot in slots:
        item = etree.SubElement(body, "item")
        _about(item, slot, channel, guid=slot.message.id)
        for number, (picture, length) in enumerate(zip(slot.pictures, lengths, strict=False)):
            if number == 0:
                _enclosure(item, picture, length, channel)
                _content(item, picture, length, channel, slot.dwell)
    return _written(root)


def media_rss(channel: Channel, slots: Sequence[Slot], sizes: Sequence[int]) -> bytes:
    """An item a picture: players show each for its `duration`."""
    root, body = _document(channel, slots)
    lengths = iter(sizes)
    for slot in slots:
        for number, picture in enumerate(slot.pictures, start=1):
            length = next(lengths)
            item = etree.SubElement(body, "item")
            phase = f"#{number}" if number > 1 else ""
            _about(item, slot, channel, guid=f"{slot.message.id}{phase}", part=number)
            _enclosure(item, picture, length, channel)
            _content(item, picture, length, channel, max(1, round(slot.dwell / len(slot.pictures))))
    return _written(root)


def _document(channel: Channel, slots: Sequence[Slot]) -> tuple[etree._Element, etree._Element]:
    root = etree.Element("rss", version="2.0", nsmap={"media": _MEDIA, "atom": _ATOM})
    body = etree.SubElement(root, "channel")
    newest = format_datetime(slots[0].date)
    for name, text in (
        ("title", channel.title),
        ("link", channel.absolute(channel.page)),
        ("description", channel.description),
        ("language", "vi"),
        ("pubDate", newest),
        ("lastBuildDate", newest),
        # Minutes between two questions; players that hold to it ask no more often than a message may wait.
        ("ttl", "1"),
    ):
        etree.SubElement(body, name).text = text
    own = {"href": channel.absolute(channel.own), "rel": "self", "type": MEDIA_TYPE}
    etree.SubElement(body, f"{{{_ATOM}}}link", own)
    return root, body


def _about(item: etree._Element, slot: Slot, channel: Channel, *, guid: str, part: int = 1) -> None:
    title = slot.title if part == 1 else f"{slot.title} ({part}/{len(slot.pictures)})"
    for name, text in (
        ("title", title),
        ("link", channel.absolute(slot.message.address)),
        ("description", slot.description),
        ("guid", guid),
        ("pubDate", format_datetime(slot.date)),
        ("category", LABELS[slot.message.priority]),
    ):
        etree.SubElement(item, name).text = text
    item.find("guid").set("isPermaLink", "false")


def _enclosure(item: etree._Element, picture: Picture, length: int, channel: Channel) -> None:
    address = channel.absolute(picture.address)
    etree.SubElement(item, "enclosure", {"url": address, "length": str(length), "type": _PNG})


def _content(item: etree._Element, picture: Picture, length: int, channel: Channel, seconds: int) -> None:
    values = {
        "url": channel.absolute(picture.address),
        "type": _PNG,
        "medium": "image",
        "fileSize": str(length),
        "width": str(picture.width),
        "height": str(picture.height),
        "duration": str(seconds),
    }
    etree.SubElement(item, f"{{{_MEDIA}}}content", values)


def _written(root: etree._Element) -> bytes:
    # UTF-8 with raw characters: one player raises an error at a numeric reference (info-beamer).
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def pictures_of(slots: Sequence[Slot]) -> Iterator[Picture]:
    """In the order in which `sizes` have to be."""
    for slot in slots:
        yield from slot.pictures
