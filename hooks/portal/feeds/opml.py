"""`/feeds/feeds.opml`: all feeds as a list that feed readers import (OPML 2.0, opml.org)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from portal.feeds.channels import Channel, Channels, Group
from portal.feeds.entries import xml_text
from portal.model.data import Site
from portal.outputs import Output
from portal.store import digest

MEDIA_TYPE = "text/x-opml"
ENDING = "opml"
GROUPS = {
    Group.GENERAL: "Chung và theo loại",
    Group.CUSTOM: "Theo chủ đề",
    Group.SECTION: "Theo mục của nghị quyết",
    Group.AUDIENCE: "Theo đối tượng",
    Group.PLACE: "Theo địa phương",
}


def output(channels: Channels, *, site: Site, url: str) -> Output:
    """The list of all feeds."""
    content = document(channels.all, site=site, url=url)
    return Output(f"/feeds/feeds.{ENDING}", digest(content), lambda _: content)


def document(channels: Iterable[Channel], *, site: Site, url: str) -> bytes:
    """UTF-8; feeds in their groups, each with the addresses of its RSS and of its page."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = xml_text(f"{site.name}: tất cả bản tin")
    etree.SubElement(head, "ownerName").text = xml_text(site.agency or site.name)
    body = etree.SubElement(root, "body")
    found = list(channels)
    for group, name in GROUPS.items():
        members = [channel for channel in found if channel.group is group]
        if not members:
            continue
        outline = etree.SubElement(body, "outline", text=name, title=name)
        for channel in members:
            _outline(outline, channel, site, url)
    text: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return text


def _outline(parent: etree._Element, channel: Channel, site: Site, url: str) -> None:
    title = xml_text(channel.title)
    etree.SubElement(
        parent,
        "outline",
        type="rss",
        version="RSS2",
        text=title,
        title=title,
        description=xml_text(channel.about),
        language=site.language,
        xmlUrl=f"{url}feeds/{channel.name}.xml",
        htmlUrl=url + channel.address.lstrip("/"),
    )
