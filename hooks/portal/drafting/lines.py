"""Lines of front matter: a field with what it means above it, a blank, or an offer that is commented out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from portal.model.base import Model

BLANK = "PHẢI ĐIỀN. "
"""Begins what is said of a field that the editor still has to fill in."""
_BODY_BELOW = (
    "# Dưới dòng --- tiếp theo là nội dung: mục viết «## Tên mục», gạch đầu dòng viết «- …», "
    "giữa hai đoạn để một dòng trống."
)
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


def field(model: type[Model], name: str, text: str) -> Iterator[str]:
    """A field with a text; without one a blank."""
    yield from plain(model, name, scalar(text))


def plain(model: type[Model], name: str, value: str) -> Iterator[str]:
    """A field whose value is YAML already; without a value a blank."""
    yield meaning(model, name, "" if value else BLANK)
    yield f"{name}: {value}".rstrip()


def aside(model: type[Model], name: str, example: str) -> Iterator[str]:
    """A field that need not be there."""
    yield meaning(model, name, OFFER)
    yield f"# {name}: {example}"


def offered(model: type[Model], examples: Mapping[str, str]) -> Iterator[str]:
    """Several of these, each with its example."""
    for name, example in examples.items():
        yield from aside(model, name, example)


def unwritten(header: Iterable[str]) -> str:
    """A file whose body is still to be written, with a word on how."""
    return "\n".join(["---", *header, _BODY_BELOW, "---", ""])


def meaning(model: type[Model], name: str, before: str = "") -> str:
    """What the models themselves say to editors."""
    found = model.model_fields[name]
    return f"# {before}{found.title}: {found.description}"
