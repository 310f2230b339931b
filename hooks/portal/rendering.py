"""Markdown -> clean HTML, once, for every output.

Raw HTML is cleaned to an allow-list. Links inside content become `portal:/address/`; each
consumer puts its own base in front (`resolve`).
"""

from __future__ import annotations

import html
import posixpath
import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from portal.vietnamese import slugify

SCHEME = "portal:"


class TocEntry(NamedTuple):
    """A heading of the body, plain text, with those below it."""

    id: str
    title: str
    children: tuple[TocEntry, ...]


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link or picture inside a body that leads into the portal: an address, perhaps with an anchor."""

    address: str
    anchor: str
    written: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that cleaning took out: what it was, and the text to look for in the source."""

    code: str
    what: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished body. `html` holds links as `portal:/address/`; `text` is plain, a block a line;
    `assets` are the files below `docs/` that it shows or links to; `anchors` the ids in it."""

    html: str
    toc: tuple[TocEntry, ...]
    text: str
    links: tuple[BodyLink, ...]
    assets: tuple[str, ...]
    anchors: frozenset[str]
    refused: tuple[Refusal, ...] = ()


_TAGS = set(
    "a abbr aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small "
    "span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "title", "lang"},
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
_ALIGNED = {"align-left", "align-center", "align-right"}
_CLASSES: dict[str, set[str]] = {
    "div": {"admonition", "note", "info", "tip", "warning", "danger", "footnote"},
    "p": {"admonition-title"},
    "a": {"footnote-ref", "footnote-backref"},
    "td": _ALIGNED,
    "th": _ALIGNED,
}
_OPEN = {"http", "https", "mailto", "tel"}
_BLOCK_END = re.compile(
    r"</(?:p|li|h[2-6]|tr|dt|dd|blockquote|pre|caption|figcaption|div)>|<(?:br|hr)\b[^>]*>"
)
_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^<>]*>")
_START_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_EVENT = re.compile(r"[\s/\"'](on[a-z]+)\s*=", re.IGNORECASE)
_BACK = re.compile(r'<a class="footnote-backref"[^<>]*>[^<>]*</a>')
# A scheme ends at the colon (URL Standard, 4.4); browsers skip tabs and line ends in it.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*\Z")
# Signs that inline Markdown begins with; a line break is two spaces at the end of a line.
_INLINE = re.compile(r"[`\\\[<&*_!]|  \n")
_SKIPPED = re.compile(r"[\t\n\r]")
_AROUND = "".join(map(chr, range(33)))
_ID = re.compile(r'(<[a-z][^<>]*?\s)id="([^"]*)"')
_PORTAL = re.compile(r'(<(?:a|img|blockquote)\b[^<]*?\s(?:href|src|cite)=")portal:(/[^"]*)')


class _Tables(Treeprocessor):
    """Alignment as a class: a style attribute would need a weaker Content-Security-Policy."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            if cell.tag in ("th", "td"):
                self._align(cell)
            elif cell.tag == "h1":
                # The record's title is the page's only h1.
                cell.tag = "h2"

    def _align(self, cell: Element) -> None:
        style = cell.attrib.pop("style", "")
        if style.startswith("text-align: "):
            cell.set("class", "align-" + style.removeprefix("text-align: ").rstrip(";"))
        if cell.tag == "th":
            cell.set("scope", "col")


class _PlainText(Treeprocessor):
    """Spare text without any sign of inline Markdown the search for fifteen patterns.

    Measured: a fifth less time for a page. `_Spared` makes it ordinary text again.
    """

    def __init__(self, converter: markdown.Markdown) -> None:
        super().__init__(converter)
        self.spared: list[Element] = []

    def run(self, root: Element) -> None:
        self.spared = [
            element
            for element in root.iter()
            if element.text
            and not isinstance(element.text, AtomicString)
            and not _INLINE.search(element.text)
        ]
        for element in self.spared:
            element.text = AtomicString(element.text)


def _is_plain(text: str | None) -> bool:
    return bool(text) and not isinstance(text, AtomicString) and not _INLINE.search(text or "")


class _Spared(Treeprocessor):
    """What follows (abbreviations, the contents list) reads text that was spared like any other."""

    def __init__(self, converter: markdown.Markdown, plain: _PlainText) -> None:
        super().__init__(converter)
        self._plain = plain

    def run(self, root: Element) -> None:  # noqa: ARG002 - the base class' argument
        for element in self._plain.spared:
            element.text = str(element.text)
        self._plain.spared = []


def _heading_id(text: str, _separator: str) -> str:
    return slugify(text) or "muc"


@cache
def _converter() -> markdown.Markdown:
    """One for all bodies: making it costs as much as rendering a page (measured: 4.5 % of a build)."""
    converter = markdown.Markdown(
        extensions=[
            "abbr",
            "admonition",
            "def_list",
            "fenced_code",
            "sane_lists",
            "tables",
            FootnoteExtension(BACKLINK_TEXT="↩", BACKLINK_TITLE="Về chỗ chú thích {} trong bài"),
            TocExtension(slugify=_heading_id, toc_depth="2-6"),
        ],
        output_format="html",
    )
    # Before and after "inline" (priority 20).
    plain = _PlainText(converter)
    converter.treeprocessors.register(plain, "portal-plain", 21)
    converter.treeprocessors.register(_Spared(converter, plain), "portal-spared", 19)
    # After the contents list has read its headings (priority 5), before they become text.
    converter.treeprocessors.register(_Tables(converter), "portal-tables", 7)
    return converter


class TooDeepError(Exception):
    """Lists or admonitions nest deeper than Python-Markdown, which calls itself for each, can follow."""


def render(body: str, path: str) -> Rendered:
    """Render a body whose file is `path` below `docs/` (`ke-hoach/can-tho/a.md`)."""
    raw = _converted(body)
    links = _Links(path)
    clean = nh3.clean(
        raw,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        link_rel=None,
        # Every scheme reaches the filter, which reports those that it takes out.
        url_schemes=_OPEN | {SCHEME.rstrip(":")} | _schemes(raw),
        attribute_filter=links.filter,
        strip_comments=True,
    )
    return Rendered(
        html=clean,
        toc=tuple(_toc(token) for token in _converter().toc_tokens),  # type: ignore[attr-defined]
        text=plain_text(clean),
        links=tuple(dict.fromkeys(links.found)),
        assets=tuple(dict.fromkeys(links.assets)),
        anchors=frozenset(match[2] for match in _ID.finditer(clean)),
        refused=(*_refused(raw), *dict.fromkeys(links.refused)),
    )


def _converted(body: str) -> str:
    try:
        return _converter().reset().convert(body)
    except RecursionError:
        # It still holds what it was in the middle of, which must not get into the next body.
        _converter.cache_clear()
        raise TooDeepError from None


def _schemes(raw: str) -> set[str]:
    # What stands before each colon: one search through all of the text takes three times as long.
    before = _SKIPPED.sub("", html.unescape(raw)).lower().split(":")[:-1]
    return {match[0] for text in before if (match := _SCHEME.search(text[-31:]))}


def resolve(clean: str, base: Callable[[str], str]) -> str:
    """Replace `portal:/address/` in links and pictures by what `base` makes of the address."""
    return _PORTAL.sub(lambda match: match[1] + html.escape(base(html.unescape(match[2]))), clean)


def plain_text(clean: str) -> str:
    """Clean HTML as text, a block a line."""
    # Line ends of the source are spaces; only blocks begin a line.
    text = _BACK.sub("", " ".join(clean.split()))
    text = _CELL_END.sub(" ", _BLOCK_END.sub("\n", text))
    text = html.unescape(_TAG.sub("", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def address_of(path: str) -> str:
    """The address of the page of a Markdown file below `docs/`.

    >>> address_of("ke-hoach/can-tho/a.md"), address_of("nghi-quyet/index.md"), address_of("index.md")
    ('/ke-hoach/can-tho/a/', '/nghi-quyet/', '/')
    """
    stem = path.removesuffix(".md")
    if posixpath.basename(stem) == "index":
        stem = posixpath.dirname(stem)
    return f"/{stem}/" if stem else "/"


class _Links:
    """Reads every link and picture of one body, raw HTML included, on its way through the cleaner."""

    def __init__(self, path: str) -> None:
        self.folder = posixpath.dirname(path)
        self.found: list[BodyLink] = []
        self.assets: list[str] = []
        self.refused: list[Refusal] = []

    def filter(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return value if re.fullmatch(r"(?!__)[^\s\"'<>]+", value) else None
        if (tag, attribute) not in (("a", "href"), ("img", "src"), ("blockquote", "cite")):
            return value
        return self._link(tag, value)

    def _link(self, tag: str, value: str) -> str | None:
        value = _SKIPPED.sub("", value.strip(_AROUND))
        scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", value)
        if scheme or value.startswith("//"):
            return self._foreign(tag, value, scheme[1].lower() if scheme else "")
        if value.startswith("#"):
            self.found.append(BodyLink("", value[1:], value))
            return value
        return self._inner(value)

    def _foreign(self, tag: str, value: str, scheme: str) -> str | None:
        if scheme not in _OPEN:
            self.refused.append(Refusal("link-scheme", value))
            return None
        if tag == "img":
            self.refused.append(Refusal("image-foreign", value))
            return None
        return value

    def _inner(self, value: str) -> str | None:
        parts = urllib.parse.urlsplit(value)
        target = urllib.parse.unquote(parts.path)
        # A path that climbs out of docs/ keeps its dots and is reported as a dead link.
        path = posixpath.normpath(posixpath.join("/", self.folder, target))
        address = path + "/" if target.endswith("/") and path != "/" else path
        if path.endswith(".md"):
            address = address_of(path.lstrip("/"))
        elif not target.startswith("/") and not target.endswith("/"):
            self.assets.append(path.lstrip("/"))
        self.found.append(BodyLink(address, parts.fragment, value))
        tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        return SCHEME + urllib.parse.quote(address, safe="/._~-") + tail


def _toc(token: dict[str, object]) -> TocEntry:
    children = token["children"]
    assert isinstance(children, list)
    name = html.unescape(str(token["name"]))
    return TocEntry(str(token["id"]), name, tuple(_toc(child) for child in children))


def _refused(raw: str) -> list[Refusal]:
    names: dict[str, None] = {}
    events: dict[str, None] = {}
    for match in _START_TAG.finditer(raw):
        names[f"<{match[1].lower()}"] = None
        if "=" in match[2]:
            events.update(dict.fromkeys(_EVENT.findall(_QUOTED.sub('""', match[2]))))
    removed = [name for name in names if name[1:] not in _TAGS]
    return [Refusal("html-removed", what) for what in (*removed, *events)]
