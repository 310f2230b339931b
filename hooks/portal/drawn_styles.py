"""Styles inside drawings: the properties that say how something is drawn, without any address elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tinycss2

PROPERTIES = frozenset(
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation "
    "color-interpolation-filters direction display dominant-baseline fill fill-opacity fill-rule filter "
    "flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style "
    "font-variant font-weight image-rendering letter-spacing marker-end marker-mid marker-start mask "
    "mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke "
    "stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width text-anchor text-decoration text-rendering transform-origin unicode-bidi "
    "vector-effect visibility word-spacing writing-mode".split()
)
_IN_RULES = PROPERTIES | {"transform", "marker", "font", "line-height"}
_FUNCTIONS = frozenset("rgb rgba hsl hsla calc matrix rotate scale skewx skewy translate".split())
_SELECTING = frozenset("ident hash literal whitespace".split())

Dropped = list[str]


def is_harmless(value: str) -> bool:
    """Whether a value has no address but of places in the same file, and no function but known ones."""
    return all(map(_is_harmless_token, tinycss2.parse_component_value_list(value)))


def declarations(text: str) -> tuple[str, Dropped]:
    """What a `style` attribute keeps, and the names of the properties that it loses."""
    return _declarations(tinycss2.parse_declaration_list(text, skip_comments=True, skip_whitespace=True))


def rules(text: str) -> tuple[str, Dropped]:
    """What a `style` element keeps, and what it loses."""
    kept, dropped = [], []
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule" or not all(each.type in _SELECTING for each in rule.prelude):
            dropped.append(f"@{rule.at_keyword}" if rule.type == "at-rule" else "style")
            continue
        found = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
        inside, lost = _declarations(found)
        dropped += lost
        if inside:
            kept.append(f"{tinycss2.serialize(rule.prelude).strip()}{{{inside}}}")
    return "\n".join(kept), dropped


def _declarations(found: Iterable[Any]) -> tuple[str, Dropped]:
    kept, dropped = [], []
    for each in found:
        if each.type != "declaration":
            dropped.append("style")
        elif each.lower_name in _IN_RULES and all(map(_is_harmless_token, each.value)):
            important = " !important" if each.important else ""
            kept.append(f"{each.lower_name}:{tinycss2.serialize(each.value).strip()}{important}")
        elif not each.lower_name.startswith("-"):
            # What begins so is one browser's or one drawing program's own.
            dropped.append(each.lower_name)
    return ";".join(kept), dropped


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
