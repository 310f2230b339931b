"""YAML lists of flat entries, every scalar as text, with the line of each field.

Text, because YAML would read the code 08 as a number and lose its zero.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import yaml

from portal.localities.flaws import LOCALITIES, Flaw, Place, perhaps

# The C loader is ten times as fast; PyYAML can be installed without it.
_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

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
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return {}, [_unreadable(error)]
    if not isinstance(root, yaml.MappingNode):
        return {}, [Flaw(LOCALITIES, 1, "", f"tệp phải gồm các danh sách {_quoted(shapes)}")]
    flaws: list[Flaw] = []
    found: dict[str, list[Entry]] = {}
    for key, node in _fields(root, flaws):
        if key not in shapes:
            flaws.append(_unknown(_line(node), key, shapes))
        elif isinstance(node, yaml.SequenceNode):
            found[key] = [entry for item in node.value if (entry := _entry(item, shapes[key], flaws))]
        elif node.value:
            flaws.append(Flaw(LOCALITIES, _line(node), key, "phải là danh sách, mỗi mục mở đầu bằng «- »"))
    return found, flaws


def _entry(node: yaml.Node, shape: Shape, flaws: list[Flaw]) -> Entry | None:
    if not isinstance(node, yaml.MappingNode):
        flaws.append(Flaw(LOCALITIES, _line(node), "", "mỗi mục phải gồm các trường dạng «tên: giá trị»"))
        return None
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    for key, value in _fields(node, flaws):
        lines[key] = _line(value)
        content = _content(value)
        if key not in shape.texts | shape.lists:
            flaws.append(_unknown(_line(value), key, shape.texts | shape.lists))
        elif key in shape.lists and isinstance(content, tuple):
            lists[key] = content
        elif key in shape.texts and isinstance(content, str):
            texts[key] = content
        elif content != "":
            flaws.append(
                Flaw(LOCALITIES, _line(value), key, _LIST_WANTED if key in shape.lists else _TEXT_WANTED)
            )
    place = Place(LOCALITIES, _line(node))
    return Entry(place, _filled(texts), MappingProxyType(lists), MappingProxyType(lines))


def _fields(node: yaml.MappingNode, flaws: list[Flaw]) -> list[tuple[str, yaml.Node]]:
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in fields:
            flaws.append(Flaw(LOCALITIES, _line(key), name, "trường này ghi hai lần; chỉ giữ một"))
        fields.setdefault(name, value)
    return list(fields.items())


def _content(node: yaml.Node) -> str | tuple[str, ...] | None:
    """Text, a list of texts, or None for anything deeper."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(n, yaml.ScalarNode) for n in node.value):
        return tuple(str(n.value) for n in node.value)
    return None


def _filled(texts: dict[str, str]) -> Mapping[str, str]:
    # `code: null` and `code: ~` mean the same as no code.
    return MappingProxyType({key: text for key, text in texts.items() if text not in ("", "null", "~")})


def _unknown(line: int, key: str, known: Collection[str]) -> Flaw:
    return Flaw(LOCALITIES, line, key, f"không có trường này{perhaps(key, known)}")


def _quoted(names: Collection[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _unreadable(error: yaml.YAMLError) -> Flaw:
    mark = getattr(error, "problem_mark", None)
    line = int(mark.line) + 1 if mark is not None else 1
    return Flaw(
        LOCALITIES, line, "", "không đọc được YAML; xem lại thụt đầu dòng, dấu hai chấm và dấu nháy ở gần đây"
    )
