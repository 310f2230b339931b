"""Python-Markdown that spares itself work whose outcome is known: the same result in half the time.

Each part asks first whether the signs are there without which the original does nothing. Some are built on
names of Python-Markdown that are not public; test_conversion.py compares all of it with the original.
"""

from __future__ import annotations

import html
import re
from functools import cached_property
from typing import Any, Self
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import toc
from markdown.extensions.toc import TocTreeprocessor, unique
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

# A line that begins like this is words to every processor of blocks: it is not set in, and begins no list,
# quotation, heading, rule, table, admonition, definition, reference or footnote.
_WORDS = r"[^\s\d#!*+\-_:>=\[|][^\n]*+"
_PARAGRAPH = re.compile(rf"{_WORDS}(?:\n{_WORDS})*+\Z")
_HEADING = re.compile(r"#[^\n]*+\Z")
# Signs that inline patterns begin with; a line break is two spaces at the end of a line.
_INLINE = re.compile(r"[`\\\[<&*_]")
_BLANK = re.compile(r"\n +(?=\n)")
# Without any of its signs a processor of blocks has nothing to do; one that is not named is always asked.
_BLOCK_SIGNS = {
    "admonition": ("!!!", "    "),
    "indent": ("    ",),
    "defindent": ("    ",),
    "code": ("    ",),
    "table": ("|",),
    "hashheader": ("#",),
    "setextheader": ("\n=", "\n-"),
    "hr": [mark + gap + mark for mark in "-_*" for gap in ("", " ", "  ")],
    "deflist": (":",),
    "quote": (">",),
    "footnote": ("[^",),
    "abbr": ("*[",),
    "reference": ("]:",),
}
# The same for inline patterns.
_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
_OF_REFERENCES = {"reference", "image_reference", "short_reference", "short_image_ref"}
_PLAIN_LINK = re.compile(rf"([^\[\]]*+)\]\(([^()'\"<\s{STX}]++)\)")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NOT_PLAIN = re.compile(rf"[<>&{STX}]")


class Converter(Markdown):
    """Takes extensions as ever; the contents list is `Contents`."""

    def build_parser(self) -> Self:
        super().build_parser()
        original, self.parser = self.parser, _Blocks(self)
        self.parser.blockprocessors = original.blockprocessors
        for processor in original.blockprocessors:
            processor.parser = self.parser
        self.preprocessors.register(_Whitespace(self), "normalize_whitespace", 30)
        self.inlinePatterns.register(_Link(LINK_RE, self), "link", 160)
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.treeprocessors.register(_Unescape(self), "unescape", 0)
        # A list upstream, searched for the tag of every element.
        self.block_level_elements = frozenset(self.block_level_elements)  # type: ignore[assignment]
        return self


class _Whitespace(NormalizeWhitespace):
    """Looks for blank lines from the line end before them, which a search finds at once."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines).replace(STX, "").replace(ETX, "")
        text = text.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        return _BLANK.sub("\n", text.expandtabs(self.md.tab_length)).split("\n")


class Signed(Preprocessor):
    """Another preprocessor, for texts that have one of its signs."""

    def __init__(self, original: Preprocessor, *signs: str) -> None:
        super().__init__(original.md)
        self._original = original
        self._signs = signs

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return self._original.run(lines) if any(sign in text for sign in self._signs) else lines


class _Blocks(BlockParser):
    """Knows a paragraph or a heading by how its lines begin, without asking seventeen processors.

    It calls itself for what is nested, as the original does: a frame more would lower the depth allowed.
    """

    @cached_property
    def _all(self) -> list[tuple[str, BlockProcessor]]:
        found = self.blockprocessors
        signs = {found[name]: signs for name, signs in _BLOCK_SIGNS.items() if name in found}
        return [(sign, processor) for processor in found for sign in signs.get(processor, ("",))]

    @cached_property
    def _heading(self) -> BlockProcessor:
        return self.blockprocessors["hashheader"]

    @cached_property
    def _paragraph(self) -> BlockProcessor:
        return self.blockprocessors["paragraph"]

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - the original's name
        while blocks:
            if _PARAGRAPH.match(blocks[0]):
                self._paragraph.run(parent, blocks)
            elif _HEADING.match(blocks[0]) and self._heading.test(parent, blocks[0]):
                self._heading.run(parent, blocks)
            else:
                block = blocks[0]
                for sign, processor in self._all:
                    if sign not in block or not processor.test(parent, block):
                        continue
                    if processor.run(parent, blocks) is not False:
                        break


class _Inline(InlineProcessor):
    """Tries patterns on texts that have their signs, and leaves texts without any alone."""

    @cached_property
    def _all(self) -> list[tuple[int, Any, str, bool]]:
        """Place, pattern, sign, and whether it is for references only."""
        found: Registry[Any] = self.inlinePatterns
        names = {found.get_index_for_name(name): name for name in _SIGNS if name in found}
        return [
            (place, pattern, _SIGNS.get(names.get(place, ""), ""), names.get(place) in _OF_REFERENCES)
            for place, pattern in enumerate(found)
        ]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        all_of_them = bool(self.md.references)
        self._patterns = [each[:3] for each in self._all if all_of_them or not each[3]]
        spared = [
            element for element in tree.iter() if type(element.text) is str and _is_only_words(element.text)
        ]
        for element in spared:
            element.text = AtomicString(element.text)
        super().run(tree, ancestors)
        # What follows (abbreviations, the contents list) reads it like any other text.
        for element in spared:
            element.text = str(element.text)
        return tree

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or _is_only_words(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for place, pattern, sign in self._patterns:
            if place >= patternIndex and sign in data:
                start, matched = 0, True
                while matched:
                    data, matched, start = apply(pattern, data, place, start)
        return data


def _is_only_words(text: str) -> bool:
    return not _INLINE.search(text) and "  \n" not in text


class _Link(LinkInlineProcessor):
    """Reads at once what has neither title nor anything nested; the original goes letter by letter."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        plain = _PLAIN_LINK.match(data, m.end())
        if plain is None:
            return super().handleMatch(m, data)
        link = Element("a", href=plain[2])
        link.text = plain[1]
        return link, m.start(), plain.end()


class _Unescape(UnescapeTreeprocessor):
    """Looks for what is escaped where there is a backslash."""

    md: Any

    def run(self, root: Element) -> None:
        if "\\" in "\n".join(self.md.lines):
            super().run(root)


class _Contents(TocTreeprocessor):
    """Makes no HTML of a contents list that no `[TOC]` asks for, and reads plain headings as they are."""

    md: Any

    def run(self, doc: Element) -> None:
        if self.marker in "\n".join(self.md.lines):
            super().run(doc)
            return
        ids = {element.attrib["id"] for element in doc.iter() if "id" in element.attrib}
        counters: dict[str, int] = {}
        tokens: list[Any] = []
        for heading in [element for element in doc.iter() if element.tag in _HEADINGS]:
            name, level = self._name(heading), int(heading.tag[1])
            id = unique(self.slugify(html.unescape(name), self.sep), ids, counters)  # type: ignore[call-arg]
            heading.set("id", id)
            if self.toc_top <= level <= self.toc_bottom:
                tokens.append({"level": level, "id": id, "name": name})
        self.md.toc_tokens = toc.nest_toc_tokens(tokens)
        self.md.toc = ""

    def _name(self, heading: Element) -> str:
        text = heading.text or ""
        if not len(heading) and not _NOT_PLAIN.search(text):
            return " ".join(text.split())
        return toc.strip_tags(toc.render_inner_html(toc.remove_fnrefs(heading), self.md))


class Contents(toc.TocExtension):
    TreeProcessorClass = _Contents
