"""Lines of front matter: a field with what it means above it, a blank, or an offer that is commented out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from portal.model.base import Model

BLANK = "PHẢI ĐIỀN. "
"""Begins what is said of a field that the editor still has to fill in."""
OFFER = "Nếu cần, bỏ dấu # ở dòng dưới. "

# Text that means itself in YAML without quotes, on a line of its own: it begins with a letter or a digit, is
# no number, and has neither what ends a name nor what begins a comment.
_PLAIN = re.compile(r"(?![0-9.]+\Z)(?!.*(?::(?:\s|\Z)|\s#))[^\W_].*(?<!\s)")
_NO_TEXT = ("null", "true", "false", "yes", "no")


def scalar(text: str) -> str:
    """A text of one line as a value: plain where that is safe, in quotes otherwise; empty stays empty."""
    if not text:
        return ""
    if _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


def field(model: type[Model], name: str, text: str, *, said: str = "") -> Iterator[str]:
    """A field with a text; `said` takes the place of what the model says of it."""
    yield from plain(model, name, scalar(text), said=said)


def plain(model: type[Model], name: str, value: str, *, said: str = "") -> Iterator[str]:
    """A field whose value is YAML already; without a value a blank."""
    yield f"# {said}" if said else meaning(model, name, "" if value else BLANK)
    yield f"{name}: {value}".rstrip()


def aside(model: type[Model], name: str, example: str) -> Iterator[str]:
    """A field that need not be there."""
    yield meaning(model, name, OFFER)
    yield f"# {name}: {example}"


def offered(model: type[Model], *names: str, examples: dict[str, str]) -> Iterator[str]:
    """Several of these, each with its example."""
    for name in names:
        yield from aside(model, name, examples[name])


def meaning(model: type[Model], name: str, before: str = "") -> str:
    """What the models themselves say to editors."""
    found = model.model_fields[name]
    return f"# {before}{found.title}: {found.description}"
