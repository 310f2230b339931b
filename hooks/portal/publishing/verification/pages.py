"""A page: its links lead somewhere, it runs no script of its own and asks no other host for anything."""

from __future__ import annotations

import posixpath
import re
import urllib.parse
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree, html

from portal.publishing.verification.facts import AGAIN, Facts, Findings

_ADDRESSES = frozenset(
    ["href", "src", "action", "formaction", "poster", "data", "srcset", "cite", "background"]
)
_LOADING = frozenset(
    "stylesheet icon preload modulepreload manifest prefetch preconnect dns-prefetch apple-touch-icon".split()
)
_OPEN = frozenset(["http", "https", "mailto", "tel", "webcal", "sms"])
_DATA = frozenset(["application/ld+json", "application/json", "speculationrules"])
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SKIPPED = re.compile(r"[\x00-\x20]")
"""Browsers skip some of these within an address and all around it (URL Standard, 4.4)."""


def examine(name: str, data: bytes, found: Findings) -> Facts:
    """`name` is the path of the page's file."""
    document = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    _look_at_head(name, document, found)
    for element in document.iter(etree.Element):
        _look_at(name, element, found)
    return found.facts


def _look_at_head(name: str, document: html.HtmlElement, found: Findings) -> None:
    title = document.findtext(".//title")
    if not title or not title.strip():
        found.flaw(1, "site-page-head", "trang không có tên (title)", AGAIN)
    for link in document.iterfind(".//link[@rel='canonical']"):
        if not str(link.get("href")).startswith(found.build.url):
            message = f"trang ghi địa chỉ «{link.get('href')}», không thuộc {found.build.url}"
            remedy = "dựng lại với đúng PORTAL_SITE_URL hoặc address trong data/site.yml"
            found.flaw(_line(link), "site-other-address", message, remedy)


def _look_at(name: str, element: html.HtmlElement, found: Findings) -> None:
    tag = str(element.tag)
    if tag == "script" and "src" not in element.attrib and element.get("type") not in _DATA:
        found.flaw(_line(element), "site-script", "trang có đoạn mã viết thẳng trong HTML", _SCRIPT)
    for attribute, value in element.attrib.items():
        if attribute == "id" or (tag == "a" and attribute == "name"):
            found.ids.append(value)
        elif attribute.startswith("on"):
            found.flaw(_line(element), "site-script", f"<{tag}> có thuộc tính «{attribute}»", _SCRIPT)
        elif attribute.removeprefix("xlink:") in _ADDRESSES:
            for address in _addresses(attribute, value):
                _look_at_address(name, element, address, found)


_SCRIPT = "cổng chỉ chạy mã trong docs/assets/js/; xem mẫu trang trong overrides/"


def _addresses(attribute: str, value: str) -> Iterator[str]:
    if attribute != "srcset":
        yield value
        return
    for candidate in value.split(","):
        yield from candidate.split()[:1]


def _look_at_address(name: str, element: html.HtmlElement, value: str, found: Findings) -> None:
    address = _SKIPPED.sub("", value)
    inner = found.build.inner(address)
    scheme = _SCHEME.match(address)
    if inner is None and (scheme or address.startswith("//")):
        _look_at_foreign(element, address, scheme[1].lower() if scheme else "", found)
        return
    below = inner if inner is not None else _below(name, address, found.build.path)
    if below is None:
        found.flaw(_line(element), "site-dead-link", f"liên kết «{value}» ra ngoài cổng", AGAIN)
    else:
        found.link(below, lambda: _line(element))


def _look_at_foreign(element: html.HtmlElement, address: str, scheme: str, found: Findings) -> None:
    if scheme == "data" and element.tag in {"img", "image"}:
        return
    if scheme not in _OPEN and not address.startswith("//"):
        message = f"địa chỉ «{address[:80]}» không phải là địa chỉ trang"
        found.flaw(_line(element), "site-scheme", message, "xóa liên kết ấy")
    elif _loads(element):
        message = f"trang lấy «{address[:80]}» từ máy khác"
        remedy = "đặt tệp vào docs/assets/; cổng không gọi tới máy nào khác"
        found.flaw(_line(element), "site-foreign", message, remedy)


def _loads(element: html.HtmlElement) -> bool:
    """Whether a browser fetches what the element names, without being asked."""
    if element.tag == "link":
        return bool(_LOADING & set(str(element.get("rel")).lower().split()))
    return element.tag not in {"a", "area", "blockquote", "q", "ins", "del"}


@lru_cache(maxsize=65_536)
def _below(name: str, address: str, root: str) -> str | None:
    """An address on a page, from the portal's own folder; None when it leaves that."""
    rest, mark, anchor = address.partition("#")
    path = rest.partition("?")[0]
    if path.startswith("/"):
        return path[len(root) :] + mark + anchor if path.startswith(root) else None
    # `a/index.html` is served as `a/`; a link to nothing is one to the page itself.
    folder = name.removesuffix("index.html") if name.endswith("index.html") else posixpath.dirname(name) + "/"
    if not path:
        return (folder if name.endswith("index.html") else name) + mark + anchor
    joined = posixpath.normpath(posixpath.join("/", folder, urllib.parse.unquote(path)))
    if posixpath.normpath(posixpath.join(folder, path)).startswith(".."):
        return None
    slash = "/" if path.endswith(("/", ".", "..")) and joined != "/" else ""
    return urllib.parse.quote(joined.lstrip("/")) + slash + mark + anchor


def _line(element: html.HtmlElement) -> int:
    return int(element.sourceline or 1)
