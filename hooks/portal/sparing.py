"""Python-Markdown that spares itself work whose outcome is known: the same result in half the time.

Each part asks first whether the signs are there without which the original does nothing. Some are built on
names of Python-Markdown that are not public; test_conversion.py compares all of it with the original.
"""

from __future__ import annotations

import html
import re
from collections import deque
from functools import cached_property
from typing import Any, Self
from xml.etree.ElementTree import Element, SubElement

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
_PARAGRAPH = re.compile(rf"{_WORDS}(?:\n{_WORDS})*\Z")
_HEADING = re.compile(r"(#{1,6})([^\n\\]*+)\Z")
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
# Words, links like the above and strong words that nobody can read otherwise; and where these begin and end.
_SIGN = rf"`\\\[<&*_{STX}"
_LINK_OR_STRONG = (
    rf"(?<!!)\[(?!\^)([^\]{_SIGN}]*+)\]\(([^()'\"\s\[\]`\\<{STX}]++)\)"
    rf"|(?<![^\s(«])\*\*(?=\w)([^{_SIGN}]++)(?<=\w)\*\*(?![^\s.,;:)»])"
)
_PLAIN = re.compile(rf"(?:[^{_SIGN}]++|{_LINK_OR_STRONG})+\Z")
_PARTS = re.compile(_LINK_OR_STRONG)
_Nodes = list[tuple[Element, list[str]]]
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

    def is_block_level(self, tag: Any) -> bool:
        # Nearly every tag is as it is listed.
        return tag in self.block_level_elements or super().is_block_level(tag)


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
    def _paragraph(self) -> BlockProcessor:
        return self.blockprocessors["paragraph"]

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - the original's name
        while blocks:
            if _PARAGRAPH.match(blocks[0]):
                self._paragraph.run(parent, blocks)
            elif heading := _HEADING.match(blocks[0]):
                SubElement(parent, f"h{len(heading[1])}").text = heading[2].rstrip("#").strip()
                del blocks[0]
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
        """As the original and in the same order; a text that is only words is left where it is."""
        all_of_them = bool(self.md.references)
        self._patterns = [each[:3] for each in self._all if all_of_them or not each[3]]
        self.stashed_nodes = {}
        waiting = deque([(tree, ancestors or [])])
        while waiting:
            element, around = waiting.popleft()
            self.ancestors = [*around, element.tag.lower()]
            read: list[tuple[Element, _Nodes]] = []
            # What comes from the words between two children is among the children at once.
            for child in element:
                if _is_to_read(child.text) and (all_of_them or not _read_plain(child)):
                    read.append((child, self._text(child)))
                    waiting += read[-1][1]
                if child.tail and _has_signs(child.tail):
                    self._tail(element, child)
                if len(child):
                    waiting.append((child, self.ancestors))
            for child, nodes in read:
                for place, (node, _) in enumerate(nodes):
                    child.insert(place, node)
        return tree

    def _text(self, child: Element) -> _Nodes:
        self.ancestors.append(child.tag.lower())
        text, child.text = child.text or "", None
        nodes = self._nodes(text, child, is_text=True)
        self.ancestors.pop()
        return nodes

    def _tail(self, element: Element, child: Element) -> None:
        words = Element("d")
        nodes = self._nodes(child.tail or "", words, is_text=False)
        child.tail = words.tail
        place = list(element).index(child) + 1
        for node, _ in reversed(nodes):
            element.insert(place, node)

    def _nodes(self, text: str, parent: Element, *, is_text: bool) -> _Nodes:
        make = self._InlineProcessor__processPlaceholders  # type: ignore[attr-defined]
        found: _Nodes = make(self._InlineProcessor__handleInline(text), parent, is_text)
        return found

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


def _has_signs(text: str) -> bool:
    """Whether there is something to read in it, or something that was read already."""
    return STX in text or not _is_only_words(text)


def _is_to_read(text: str | None) -> bool:
    return text is not None and not isinstance(text, AtomicString) and _has_signs(text)


def _read_plain(element: Element) -> bool:
    """Whether all its signs are those of plain links and strong words, which become its first children."""
    text = element.text or ""
    if "  \n" in text or not _PLAIN.match(text):
        return False
    parts = _PARTS.split(text)
    element.text = parts[0]
    for place in range(0, len(parts) - 1, 4):
        words, address, strong, tail = parts[place + 1 : place + 5]
        child = Element("strong") if address is None else Element("a", href=address)
        child.text, child.tail = (strong if address is None else words), tail
        element.insert(place // 4, child)
    return True


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
