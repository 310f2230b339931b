"""YAML lists of flat entries, every scalar as text, with the line of each field.

Text, because YAML would read the code 08 as a number and lose its zero.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from portal.frontmatter import Document, Value, Where, parse_data
from portal.localities.flaws import LOCALITIES, Flaw, Place, perhaps
from portal.problems import Problem

_LIST_WANTED: Final = "phải là danh sách, viết dạng [a, b]"
_TEXT_WANTED: Final = "phải là một giá trị, không phải danh sách"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list. Empty fields are left out."""

    place: Place
    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, int]

    def flaw(self, field: str, message: str) -> Flaw:
        return Flaw(self.place.path, self.lines.get(field, self.place.line), field, message)


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields that an entry may have."""

    texts: frozenset[str]
    lists: frozenset[str] = frozenset()


def read_entries(text: str, shapes: Mapping[str, Shape]) -> tuple[dict[str, list[Entry]], list[Flaw]]:
    """The entries of each top-level list of a file whose lists have these names and shapes."""
    document, problems = parse_data(LOCALITIES, text)
    flaws = [_flaw(problem) for problem in problems]
    found: dict[str, list[Entry]] = {}
    for key, value in document.values.items():
        line = document.line((key,))
        if key not in shapes:
            flaws.append(_unknown(line, key, shapes))
        elif isinstance(value, list):
            entries = (
                _entry((key, index), item, shapes[key], document, flaws) for index, item in enumerate(value)
            )
            found[key] = [entry for entry in entries if entry]
        elif value:
            flaws.append(Flaw(LOCALITIES, line, key, "phải là danh sách, mỗi mục mở đầu bằng «- »"))
    if not document.values and not flaws:
        flaws.append(Flaw(LOCALITIES, 1, "", f"tệp phải gồm các danh sách {_quoted(shapes)}"))
    return found, flaws


def _flaw(problem: Problem) -> Flaw:
    message = "; ".join(part for part in (problem.message, problem.remedy) if part)
    return Flaw(problem.path, problem.line, problem.field, message)


def _entry(where: Where, item: Value, shape: Shape, document: Document, flaws: list[Flaw]) -> Entry | None:
    line = document.line(where)
    if not isinstance(item, dict):
        flaws.append(Flaw(LOCALITIES, line, "", "mỗi mục phải gồm các trường dạng «tên: giá trị»"))
        return None
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    lines = {key: document.line((*where, key)) for key in item}
    for key, value in item.items():
        content = _content(value)
        if key not in shape.texts | shape.lists:
            flaws.append(_unknown(lines[key], key, shape.texts | shape.lists))
        elif key in shape.lists and isinstance(content, tuple):
            lists[key] = content
        elif key in shape.texts and isinstance(content, str):
            texts[key] = content
        elif content != "":
            wanted = _LIST_WANTED if key in shape.lists else _TEXT_WANTED
            flaws.append(Flaw(LOCALITIES, lines[key], key, wanted))
    filled = {key: text for key, text in texts.items() if text}
    return Entry(
        Place(LOCALITIES, line), MappingProxyType(filled), MappingProxyType(lists), MappingProxyType(lines)
    )


def _content(value: Value) -> str | tuple[str, ...] | None:
    """Text, a list of texts, or None for anything deeper. `code: null` means the same as no code."""
    if value is None or isinstance(value, str):
        return value or ""
    texts = tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
    return texts if len(texts) == len(value) else None


def _unknown(line: int, key: str, known: Collection[str]) -> Flaw:
    return Flaw(LOCALITIES, line, key, f"không có trường này{perhaps(key, known)}")


def _quoted(names: Collection[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
