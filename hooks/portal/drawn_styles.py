"""Styles inside drawings as attributes: `style="fill: red"` and `.a { fill: red }` are `fill="red"`.

A strict Content-Security-Policy forbids styles in a drawing that is opened by its address. And attributes of
a closed list are easier to look through: no address but of a place in the same file, no function but known
ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

PROPERTIES = frozenset(
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation "
    "color-interpolation-filters direction display dominant-baseline fill fill-opacity fill-rule filter "
    "flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style "
    "font-variant font-weight image-rendering letter-spacing marker-end marker-mid marker-start mask "
    "opacity overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width "
    "text-anchor text-decoration text-rendering unicode-bidi vector-effect visibility word-spacing "
    "writing-mode".split()
)
"""Properties that are attributes too (SVG 2, 6.6)."""
_FUNCTIONS = frozenset("rgb rgba hsl hsla calc matrix rotate scale skewx skewy translate".split())

LONGEST = 100_000
"""Letters of a style; drawing programs write some thousands, and a megabyte takes seconds."""

Styles = dict[str, str]


class Sheet:
    """The rules of all `style` elements of a drawing: for an element's name, a class or an id."""

    def __init__(self) -> None:
        self._rules: dict[str, Styles] = {}
        self._order: dict[str, int] = {}
        self._count = 0

    def add(self, text: str) -> list[str]:
        """Takes up what a `style` element says; the names of what it loses."""
        if len(text) > LONGEST:
            return ["style"]
        dropped = []
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            selectors = list(_selectors(rule.prelude)) if rule.type == "qualified-rule" else []
            if not selectors or "" in selectors:
                dropped.append(f"@{rule.at_keyword}" if rule.type == "at-rule" else "style")
                continue
            found, lost = declarations(rule.content)
            dropped += lost
            for selector in selectors:
                # What comes later wins over others of its rank.
                self._rules.setdefault(selector, {}).update(found)
                self._count += 1
                self._order[selector] = self._count
        return dropped

    def of(self, name: str, classes: Iterable[str], id: str) -> Styles:
        """What the rules say of an element: ids win over classes, and classes over names."""
        named = (f".{each}" for each in set(classes))
        matching = sorted((each for each in named if each in self._order), key=self._order.__getitem__)
        found: Styles = {}
        for selector in (name, *matching, f"#{id}"):
            found |= self._rules.get(selector, {})
        return found


def _selectors(prelude: Iterable[Any]) -> Iterator[str]:
    """`a`, `.a` and `#a`, between commas; empty for one of another form."""
    parts: list[list[Any]] = [[]]
    for each in prelude:
        if each == ",":
            parts.append([])
        elif each.type not in ("whitespace", "comment"):
            parts[-1].append(each)
    for part in parts:
        kinds = [each.type for each in part]
        if kinds == ["ident"]:
            yield part[0].value
        elif kinds == ["hash"]:
            yield f"#{part[0].value}"
        else:
            yield f".{part[1].value}" if kinds == ["literal", "ident"] and part[0] == "." else ""


def is_harmless(value: str) -> bool:
    """Whether a value has no address but of places in the same file, and no function but known ones."""
    tokens = tinycss2.parse_component_value_list(value) if len(value) <= LONGEST else [None]
    return all(each is not None and _is_harmless_token(each) for each in tokens)


def declarations(text: Any) -> tuple[Styles, list[str]]:
    """What a `style` attribute, or the inside of a rule, says, and the names of the properties it loses."""
    kept: Styles = {}
    if len(text) > LONGEST:
        return kept, ["style"]
    dropped = []
    for each in tinycss2.parse_declaration_list(text, skip_comments=True, skip_whitespace=True):
        if each.type != "declaration":
            dropped.append("style")
        elif each.lower_name in PROPERTIES and all(map(_is_harmless_token, each.value)):
            kept[each.lower_name] = tinycss2.serialize(each.value).strip()
        elif not each.lower_name.startswith("-"):
            # What begins so is one browser's or one drawing program's own.
            dropped.append(each.lower_name)
    return kept, dropped


def _is_harmless_token(token: Any) -> bool:
    kind: str = token.type
    if kind == "url":
        return bool(token.value.startswith("#"))
    if kind == "function":
        return _is_harmless_function(token.lower_name, token.arguments)
    if kind in ("() block", "[] block", "{} block", "error", "at-keyword"):
        return False
    # Letters that would end the element around them, whatever follows.
    return "<" not in token.serialize()


def _is_harmless_function(name: str, arguments: list[Any]) -> bool:
    if name == "url":
        return all(map(_is_inner, arguments))
    return name in _FUNCTIONS and all(map(_is_harmless_token, arguments))


def _is_inner(token: Any) -> bool:
    return bool(token.type == "whitespace" or (token.type == "string" and token.value.startswith("#")))
