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

from portal.heaviness import is_too_heavy
from portal.sparing import Contents, Converter, Signed
from portal.vietnamese import slugify


class TocEntry(NamedTuple):
    """A heading of the body, plain text, with those below it."""

    id: str
    title: str
    children: tuple[TocEntry, ...]


class TooDeepError(Exception):
    """Quotations, lists or admonitions nest deeper than Python-Markdown, which calls itself for each, can
    follow."""


class TooHeavyError(Exception):
    """Python-Markdown would take minutes."""


MOST_QUOTED = 50
# It stops reading quotations at a depth that depends on who calls it: two processes would give two pages.
_QUOTED_DEEPER = re.compile(rf"^ *(?:> *){{{MOST_QUOTED}}}", re.MULTILINE)


def convert(body: str) -> tuple[str, tuple[TocEntry, ...]]:
    """Raw HTML, not cleaned yet, and the contents list. TooDeepError for a bomb of nested lists,
    TooHeavyError for other bombs."""
    if body.count(">") >= MOST_QUOTED and _QUOTED_DEEPER.search(body):
        raise TooDeepError
    if is_too_heavy(body):
        raise TooHeavyError
    try:
        return converted(body, _converter())
    except RecursionError:
        # It still holds what it was in the middle of, which must not get into the next body.
        _converter.cache_clear()
        raise TooDeepError from None


def converted(body: str, converter: markdown.Markdown) -> tuple[str, tuple[TocEntry, ...]]:
    """The same with a converter that is given."""
    raw = converter.reset().convert(body)
    return raw, tuple(_toc(token) for token in converter.toc_tokens)  # type: ignore[attr-defined]


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


def _heading_id(text: str, _separator: str) -> str:
    return slugify(text) or "muc"


@cache
def _converter() -> markdown.Markdown:
    """One for all bodies: making it costs as much as rendering a page (measured: 4.5 % of a build)."""
    converter = assembled(Converter, Contents)
    blocks = converter.preprocessors
    blocks.register(Signed(blocks["fenced_code_block"], "```", "~~~"), "fenced_code_block", 25)
    blocks.register(Signed(blocks["html_block"], "<", "&"), "html_block", 20)
    return converter


def assembled(kind: type[markdown.Markdown], contents: type[TocExtension]) -> markdown.Markdown:
    """A converter with all extensions that bodies may use."""
    converter = kind(
        extensions=[
            "abbr",
            "admonition",
            "def_list",
            "fenced_code",
            "sane_lists",
            "tables",
            FootnoteExtension(BACKLINK_TEXT="↩", BACKLINK_TITLE="Về chỗ chú thích {} trong bài"),
            contents(slugify=_heading_id, toc_depth="2-6"),
        ],
        output_format="html",
    )
    # After the contents list has read its headings (priority 5), before they become text.
    converter.treeprocessors.register(_Tables(converter), "portal-tables", 7)
    return converter
