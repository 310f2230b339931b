"""Markdown -> clean HTML, once, for every output.

Raw HTML is cleaned to an allow-list. Links inside content become `portal:/address/`; each
consumer puts its own base in front (`portal.body_links.resolve`).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

import nh3

from portal import known_html
from portal.body_links import OPEN, SCHEME, SKIPPED, BodyLink, Links, Refusal
from portal.conversion import TocEntry, convert


class Body(NamedTuple):
    """What is shown of a finished body, which the store keeps; see `Rendered`."""

    html: str
    toc: tuple[TocEntry, ...]
    text: str


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

    @property
    def body(self) -> Body:
        return Body(self.html, self.toc, self.text)

    @property
    def words(self) -> int:
        """How many there are in `text`: one space or line end stands between two."""
        return self.text.count(" ") + self.text.count("\n") + 1 if self.text else 0


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
CLASSES_OF_CONTENT = frozenset(name for names in _CLASSES.values() for name in names)
"""Classes that a cleaned body can have."""
_BLOCKS = "p li h2 h3 h4 h5 h6 tr dt dd blockquote pre caption figcaption div".split()
_GAPS = {
    **dict.fromkeys((f"/{name}" for name in _BLOCKS), "\n"),
    "/td": " ",
    "/th": " ",
    "br": "\n",
    "hr": "\n",
}
"""What stands for tags in plain text."""
_TAG = re.compile(r"<(/?[a-z0-9]*)[^<>]*>")
_START_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_EVENT = re.compile(r"[\s/\"'](on[a-z]+)\s*=", re.IGNORECASE)
_BACK = re.compile(r'<a class="footnote-backref"[^<>]*>[^<>]*</a>')
# A scheme ends at the colon (URL Standard, 4.4); browsers skip tabs and line ends in it.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*\Z")
_ID = re.compile(r'(<[a-z][^<>]*?\s)id="([^"]*)"')


def render(body: str, path: str) -> Rendered:
    """Render a body whose file is `path` below `docs/` (`ke-hoach/can-tho/a.md`)."""
    raw, toc = convert(body)
    links = Links(path)
    clean = known_html.clean(raw, lambda address: links.filter("a", "href", address))
    refused: list[Refusal] = []
    if clean is None:
        clean, refused = _cleaned(raw, links), _refused(raw)
    return Rendered(
        html=clean,
        toc=toc,
        text=plain_text(clean),
        links=tuple(dict.fromkeys(links.found)),
        assets=tuple(dict.fromkeys(links.assets)),
        anchors=frozenset(match[2] for match in _ID.finditer(clean)),
        refused=(*refused, *dict.fromkeys(links.refused)),
    )


def _cleaned(raw: str, links: Links) -> str:
    return nh3.clean(
        raw,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        link_rel=None,
        # Every scheme reaches the filter, which reports those that it takes out.
        url_schemes=OPEN | {SCHEME.rstrip(":")} | _schemes(raw),
        attribute_filter=links.filter,
        strip_comments=True,
    )


def _schemes(raw: str) -> set[str]:
    # What stands before each colon: one search through all of the text takes three times as long.
    text = html.unescape(raw).replace("\n", "")
    before = SKIPPED.sub("", text).split(":")[:-1]
    return {match[0] for text in before if (match := _SCHEME.search(text[-31:].lower()))}


def plain_text(clean: str) -> str:
    """Clean HTML as text, a block a line."""
    # Line ends of the source are spaces; only blocks begin a line.
    text = clean.replace("\n", " ")
    if "footnote-backref" in text:
        text = _BACK.sub("", text)
    text = html.unescape(_TAG.sub(lambda tag: _GAPS.get(tag[1], ""), text))
    return "\n".join(filter(None, map(_single_spaced, text.split("\n"))))


def _single_spaced(line: str) -> str:
    # The only space that is printable is the usual one.
    return line.strip(" ") if "  " not in line and line.isprintable() else " ".join(line.split())


def _refused(raw: str) -> list[Refusal]:
    names: dict[str, None] = {}
    events: dict[str, None] = {}
    for name, attributes in _START_TAG.findall(raw):
        names[name] = None
        if "=" in attributes and "on" in attributes.lower():
            events.update(dict.fromkeys(_EVENT.findall(_QUOTED.sub('""', attributes))))
    removed = dict.fromkeys(f"<{name.lower()}" for name in names if name.lower() not in _TAGS)
    return [Refusal("html-removed", what) for what in (*removed, *events)]
