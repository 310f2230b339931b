"""Drawings that content brings, cleaned: written anew from a closed list of elements and attributes.

An SVG is a page of its own when somebody opens its address. So nothing is taken over that is not known to be
harmless: no scripts, events, animations or HTML, and no address but of a place in the same file and of pixels
that it carries itself.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from portal import drawn_styles
from portal.media_types import DRAWING, TYPES

MOST_ELEMENTS = 20_000
"""A map of all communes has 4,000."""
MOST_NESTED = 64
MOST_DRAWN = 100_000
"""Elements that are drawn, each as often as something refers to it: ten uses of ten uses … are a bomb."""

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_TOLD = (None, _SVG, "http://www.w3.org/1999/xhtml")
_NAMESPACES = {None: _SVG, "xlink": _XLINK}
_HREF = (f"{{{_XLINK}}}href", "href")

_ELEMENTS = frozenset(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan "
    "textPath image linearGradient radialGradient stop pattern clipPath mask marker filter "
    "feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG "
    "feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset".split()
)
# What these hold is drawn; what they do themselves is not wanted: links, and the choice of a language.
_GROUPS = frozenset({"a", "switch"})
_ATTRIBUTES = drawn_styles.PROPERTIES | frozenset(
    "id lang role viewBox preserveAspectRatio version width height x y x1 y1 x2 y2 dx dy cx "
    "cy r rx ry fx fy fr d points transform pathLength rotate textLength lengthAdjust startOffset "
    "method spacing offset gradientUnits gradientTransform spreadMethod patternUnits "
    "patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerUnits "
    "markerWidth markerHeight orient refX refY filterUnits primitiveUnits in in2 result stdDeviation "
    "mode operator k1 k2 k3 k4 type values tableValues slope intercept amplitude exponent radius "
    "edgeMode".split()
)
# In a page, HTML begins again inside titles (HTML, 13.2.6: integration points).
_ONLY_TEXT = frozenset({"title", "desc"})
_STYLED = re.compile(r"[(\\@{:<]")
_KEPT_AS_THEY_ARE = {f"{{{_XML}}}space": {"default", "preserve"}}
_REFERRING = frozenset({"use", "linearGradient", "radialGradient", "pattern", "textPath", "filter"})
_INNER = re.compile(r"#[\w.:-]+")
_WITHIN = re.compile(r"url\(\s*['\"]?#([^'\")]*)", re.IGNORECASE)
_PIXELS = re.compile(r"data:image/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_TYPE = re.compile(r"<!DOCTYPE[^<>\[]*>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class UnfitError(ValueError):
    """It is no SVG, or none that can be drawn; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is published, and what was taken out: `<script`, `onload`, `href` … each once."""

    data: bytes
    removed: tuple[str, ...] = ()


def clean(data: bytes) -> Cleaned:
    """The drawing without anything but drawing; UnfitError when it is none."""
    root = _parsed(_text(data))
    if root.tag != f"{{{_SVG}}}svg":
        raise UnfitError('phần tử gốc không phải <svg xmlns="http://www.w3.org/2000/svg">')
    copy = _Copy(root)
    made = copy.element(root, None, 1)
    _bound(made)
    return Cleaned(etree.tostring(made, encoding="utf-8"), tuple(copy.removed))


def _text(data: bytes) -> str:
    if len(data) > DRAWING:
        raise UnfitError("hình lớn hơn 1 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnfitError("hình không ở bảng mã UTF-8") from None
    # As a parser would see them: what declares entities cannot hide between other things.
    text = _TYPE.sub("", _DECLARATION.sub("", text, count=1), count=1)
    if "<!DOCTYPE" in text or "<!ENTITY" in text or _CONTROL.search(text):
        raise UnfitError("hình khai báo DOCTYPE hoặc thực thể (ENTITY), hoặc có ký tự điều khiển")
    return text


def _parsed(text: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        raise UnfitError("không đọc được hình: XML hỏng") from None


class _Copy:
    """Makes the drawing anew, element by element, and notes what it leaves out."""

    def __init__(self, root: Any) -> None:
        self.removed: dict[str, None] = {}
        self.count = 0
        self.sheet = drawn_styles.Sheet()
        for style in root.iter(f"{{{_SVG}}}style"):
            self.removed.update(dict.fromkeys(self.sheet.add(style.text or "")))

    def element(self, source: Any, parent: Any, depth: int) -> Any:
        self.count += 1
        if depth > MOST_NESTED or self.count > MOST_ELEMENTS:
            raise UnfitError(f"hình lồng nhau quá {MOST_NESTED} cấp hoặc có quá {MOST_ELEMENTS} phần tử")
        name = etree.QName(source).localname
        name = "g" if name in _GROUPS else name
        tag = f"{{{_SVG}}}{name}"
        made = etree.Element(tag, nsmap=_NAMESPACES) if parent is None else etree.SubElement(parent, tag)
        self._attributes(source, made, name)
        made.text = source.text
        for child in source:
            self._child(child, made, depth, inside=name)
        return made

    def _child(self, child: Any, made: Any, depth: int, *, inside: str) -> None:
        if not isinstance(child.tag, str):
            # A reference to an entity that nobody declares.
            self.removed["&"] = None
        elif inside in _ONLY_TEXT or not self._is_known(etree.QName(child)):
            self._note_element(etree.QName(child))
        else:
            self.element(child, made, depth + 1).tail = child.tail
            return
        if child.tail:
            _append(made, child.tail)

    @staticmethod
    def _is_known(name: Any) -> bool:
        return name.namespace == _SVG and name.localname in _ELEMENTS | _GROUPS

    def _note_element(self, name: Any) -> None:
        # What drawing programs keep for themselves is no loss, and nobody's mistake.
        if name.namespace in _TOLD and name.localname not in ("metadata", "style"):
            self.removed[f"<{name.localname}"] = None

    def _attributes(self, source: Any, made: Any, name: str) -> None:
        for attribute, value in source.attrib.items():
            kept = self._attribute(name, attribute, value)
            if kept:
                made.set(attribute, kept)
            elif kept is None and etree.QName(attribute).namespace in (None, _XLINK):
                self.removed[etree.QName(attribute).localname] = None
        for attribute, value in self._styles(source).items():
            made.set(attribute, value)

    def _styles(self, source: Any) -> drawn_styles.Styles:
        """What rules and its own style say of an element; they win over its attributes."""
        name, classes = etree.QName(source).localname, source.get("class", "").split()
        own, dropped = drawn_styles.declarations(source.get("style", ""))
        self.removed.update(dict.fromkeys(dropped))
        found = {**self.sheet.of(name, classes, source.get("id", "")), **own}
        return {attribute: value for attribute, value in found.items() if value}

    @staticmethod
    def _attribute(name: str, attribute: str, value: str) -> str | None:
        """The value as it is kept, None for one that is not; empty where it has served."""
        if attribute in _HREF:
            return _address(name, value)
        if attribute in _KEPT_AS_THEY_ARE:
            return value if value in _KEPT_AS_THEY_ARE[attribute] else None
        if attribute in ("style", "class"):
            return ""
        if attribute not in _ATTRIBUTES and not attribute.startswith("aria-"):
            return None
        # Sizes and places may be styles too (SVG 2, 6.4); numbers and paths have none of these signs.
        harmless = not _STYLED.search(value) or drawn_styles.is_harmless(value)
        return value if harmless or attribute.startswith("aria-") else None


def _append(made: Any, text: str) -> None:
    """Text after what was left out stays where it was."""
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def _address(name: str, value: str) -> str | None:
    value = value.strip()
    if name in _REFERRING:
        return value if _INNER.fullmatch(value) else None
    return value if name == "image" and _is_pixels(value) else None


def _is_pixels(value: str) -> bool:
    """Whether it is a picture written into the address, and really one."""
    match = _PIXELS.fullmatch(value)
    if match is None:
        return False
    try:
        data = base64.b64decode("".join(match[2].split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    beginning = TYPES[f".{match[1]}"].beginning
    return beginning is not None and beginning.match(data) is not None


def _bound(root: Any) -> None:
    """UnfitError when references make much of little, or lead in a circle."""
    by_id = {each.get("id"): each for each in root.iter() if each.get("id")}
    costs: dict[Any, int] = {}
    # Without calling itself: references lead deeper than elements nest.
    waiting: list[tuple[Any, list[Any] | None]] = [(root, None)]
    under_way: set[Any] = set()
    while waiting:
        element, parts = waiting.pop()
        if parts is not None:
            under_way.discard(element)
            costs[element] = 1 + sum(costs[each] for each in parts)
            if costs[element] > MOST_DRAWN:
                raise UnfitError("hình dùng lại chính nó quá nhiều lần")
        elif element in under_way:
            raise UnfitError("hình tự dẫn tới chính nó")
        elif element not in costs:
            under_way.add(element)
            parts = [*element, *_referred(element, by_id)]
            waiting.append((element, parts))
            waiting += [(each, None) for each in parts if each not in costs]


def _referred(element: Any, by_id: dict[str, Any]) -> list[Any]:
    names = [value[1:] for name, value in element.attrib.items() if name in _HREF and value[0] == "#"]
    for name, value in element.attrib.items():
        if name not in _HREF and "url" in value:
            names += _WITHIN.findall(value)
    return [by_id[name] for name in names if name in by_id]
