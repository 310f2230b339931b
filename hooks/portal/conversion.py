"""Markdown -> raw HTML and the contents list, with Python-Markdown."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from portal.vietnamese import slugify

# Signs that inline Markdown begins with; a line break is two spaces at the end of a line.
_INLINE = re.compile(r"[`\\\[<&*_!]|  \n")


class TocEntry(NamedTuple):
    """A heading of the body, plain text, with those below it."""

    id: str
    title: str
    children: tuple[TocEntry, ...]


class TooDeepError(Exception):
    """Lists or admonitions nest deeper than Python-Markdown, which calls itself for each, can follow."""


def convert(body: str) -> tuple[str, tuple[TocEntry, ...]]:
    """Raw HTML, not cleaned yet, and the contents list. TooDeepError for a bomb of nested lists."""
    try:
        raw = _converter().reset().convert(body)
    except RecursionError:
        # It still holds what it was in the middle of, which must not get into the next body.
        _converter.cache_clear()
        raise TooDeepError from None
    return raw, tuple(_toc(token) for token in _converter().toc_tokens)  # type: ignore[attr-defined]


def _toc(token: dict[str, object]) -> TocEntry:
    children = token["children"]
    assert isinstance(children, list)
    name = html.unescape(str(token["name"]))
    return TocEntry(str(token["id"]), name, tuple(_toc(child) for child in children))


class _Tables(Treeprocessor):
    """Alignment as a class: a style attribute would need a weaker Content-Security-Policy."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            if cell.tag in ("th", "td"):
                self._align(cell)
            elif cell.tag == "h1":
                # The record's title is the page's only h1.
                cell.tag = "h2"
        for body in root.iter("tbody"):
            self._head_rows(body)

    def _head_rows(self, body: Element) -> None:
        """Markdown knows no heads of rows; what a row is about stands in its first cell."""
        for row in body:
            if len(row) > 1:
                row[0].tag = "th"
                row[0].set("scope", "row")

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
