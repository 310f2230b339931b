"""What styles of Word say of paragraphs and letters, through the styles that they are based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from portal.importing.readers.word_numbering import W

_DEEPEST = 20
_HEADING = re.compile(r"(?:heading|đầu đề|tiêu đề) ([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterfind(f"{W}style") if root is not None else ()
        self._styles = {attribute(style, "styleId"): style for style in found}
        self._default = next((id for id, style in self._styles.items() if _is_default(style)), "")

    def chain(self, id: str) -> Iterator[etree._Element]:
        """A style and those that it is based on, nearest first."""
        for _ in range(_DEEPEST):
            style = self._styles.get(id)
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            id = attribute(based, "val") if based is not None else ""

    def of_paragraph(self, paragraph: etree._Element) -> list[etree._Element]:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        return list(self.chain(attribute(named, "val") if named is not None else self._default))

    def property(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """A paragraph's own property, or its styles'."""
        own = paragraph.find(f"{W}pPr/{W}{name}")
        if own is not None:
            return own
        for style in self.of_paragraph(paragraph):
            found = style.find(f"{W}pPr/{W}{name}")
            if found is not None:
                return found
        return None

    def is_on(self, run: etree._Element, paragraph: etree._Element, name: str) -> bool:
        """Whether letters have a property (`b`, `i`, `caps`, `vanish`), of their own or by a style."""
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return is_on(own)
        named = run.find(f"{W}rPr/{W}rStyle")
        styles = list(self.chain(attribute(named, "val"))) if named is not None else []
        for style in (*styles, *self.of_paragraph(paragraph)):
            found = style.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return is_on(found)
        return False

    def level(self, paragraph: etree._Element) -> int | None:
        """The level of a heading, from 1."""
        outline = self.property(paragraph, "outlineLvl")
        if outline is not None:
            value = attribute(outline, "val")
            return int(value) + 1 if value in set("012345678") else None
        for style in self.of_paragraph(paragraph):
            name = style.find(f"{W}name")
            match = _HEADING.fullmatch(attribute(name, "val")) if name is not None else None
            if match:
                return int(match[1])
        return None

    def lists(self) -> dict[str, str]:
        """The list that each style of lists names."""
        found = {}
        for id, style in self._styles.items():
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                found[id] = attribute(number, "val")
        return found

    def has_borders(self, table: etree._Element) -> bool:
        """Whether the style of a table draws lines."""
        named = table.find(f"{W}tblPr/{W}tblStyle")
        return named is not None and any(
            draws(style.find(f"{W}tblPr/{W}tblBorders")) for style in self.chain(attribute(named, "val"))
        )


def _is_default(style: etree._Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")


def attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else str(element.get(f"{W}{name}") or "")


def is_on(element: etree._Element) -> bool:
    """A switch that is there is on, unless it says otherwise."""
    return attribute(element, "val") not in _OFF


def draws(borders: etree._Element | None) -> bool:
    """Whether one of these lines is drawn."""
    return borders is not None and any(attribute(line, "val") not in ("", "nil", "none") for line in borders)


def rubs_out(borders: etree._Element | None) -> bool:
    """Whether a cell takes away all lines around it that its table has."""
    names = {str(line.tag).removeprefix(W) for line in borders} if borders is not None else set()
    sides = ({"left", "start"}, {"right", "end"}, {"top"}, {"bottom"})
    return all(side & names for side in sides) and not draws(borders)
