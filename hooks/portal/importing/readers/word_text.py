"""Text of a Word paragraph as it is put together from pieces: fields, symbols, line breaks, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from portal.importing.readers.joining_lines import LIST_MARK
from portal.importing.readers.letters import cleaned
from portal.importing.readers.word_numbering import W
from portal.importing.readers.word_styles import attribute

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
PLAIN = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
# Signs of the fonts Symbol and Wingdings, which Word stores at places without a meaning of their own.
_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF06E, 0xF071, 0xF0A8, 0xF09F), "•")
_SYMBOLS = {
    **_BULLETS,
    0xF02D: "-",
    0xF02B: "+",
    0xF0B0: "°",
    0xF0B1: "±",
    0xF0B3: "≥",
    0xF0A3: "≤",
    0xF0B4: "×",
    0xF0AE: "→",
    0xF0E0: "→",
    0xF0FC: "✓",
    0xF0FE: "☑",
    0xF06F: "☐",
    0xF0D6: "√",
}
_NOWHERE = re.compile("[\uf000-\uf0ff]")


@dataclass
class Text:
    """Text of a paragraph; line breaks are `\\n`."""

    parts: list[str] = field(default_factory=list)
    letters: list[tuple[bool, bool]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    # Of nested fields what is being read: the code, a result, or the result of a page number.
    fields: list[str] = field(default_factory=list)
    code: str = ""
    hidden: bool = False

    def add(self, text: str) -> None:
        if "page" not in self.fields:
            self.parts.append(_NOWHERE.sub(_symbol, text))

    def add_symbol(self, code: str) -> None:
        """A sign of a font, by its hexadecimal code."""
        if re.fullmatch("[0-9A-Fa-f]{4}", code):
            # Some programs write them without the place that Word moves them to.
            number = int(code, 16)
            self.add(_SYMBOLS.get(number if number >= 0xF000 else number + 0xF000, ""))

    def add_field(self, child: etree._Element, name: str) -> None:
        """Fields have a code and a result; of all but page numbers the result is text."""
        if name == "instrText":
            self.code += child.text or ""
            return
        kind = attribute(child, "fldCharType")
        if kind == "begin":
            self.fields.append("code")
            self.code = ""
        elif kind == "separate" and self.fields:
            self.fields[-1] = "page" if PAGE_FIELD.match(self.code) else "result"
        elif kind == "end" and self.fields:
            self.fields.pop()


def _symbol(match: re.Match[str]) -> str:
    return _SYMBOLS.get(ord(match[0]), "")


def chosen(alternate: etree._Element) -> etree._Element | None:
    """Of two forms of the same content the newer one."""
    found = alternate.find(_CHOICE)
    return alternate.find(_FALLBACK) if found is None else found


def boxes(element: etree._Element) -> list[etree._Element]:
    """Text boxes, each once."""
    if element.tag == f"{W}txbxContent":
        return [element]
    children = chosen(element) if element.tag == ALTERNATE else element
    return [] if children is None else [box for child in children for box in boxes(child)]


def paragraphs_in(raw: str, *, by_lines: bool) -> Iterator[str]:
    """One paragraph, or several where lines that somebody broke by hand begin as points of a list do."""
    lines: list[str] = []
    for line in map(cleaned, raw.split("\n")):
        if lines and not by_lines and not LIST_MARK.match(line):
            lines[-1] = f"{lines[-1]} {line}".strip()
        else:
            lines.append(line)
    return filter(None, lines)
