"""Text of a record or a data file -> plain values with line numbers, and the body below.

Every scalar stays text: YAML would turn `no` into False, `13:30` into 810 and `012` into 10.
The model gives types. An unquoted empty value, `~` or `null` is None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from portal.problems import Problem, Severity

Value = None | str | list["Value"] | dict[str, "Value"]
Where = tuple[str | int, ...]

MAX_DEPTH = 8
"""No field of the contract nests deeper than three; a bomb does."""

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

_HINTS = (
    ("mapping values are not allowed", 'giá trị có dấu hai chấm phải đặt trong ngoặc kép: title: "A: b"'),
    (
        "cannot start any token",
        "dùng dấu cách để thụt dòng, không dùng phím Tab; giá trị bắt đầu bằng @ hay ` "
        "phải đặt trong ngoặc kép",
    ),
    ("could not find expected ':'", "mỗi dòng viết dạng «tên trường: giá trị»"),
    ("while scanning a simple key", "mỗi dòng viết dạng «tên trường: giá trị»"),
    ("quoted scalar", "đóng ngoặc kép ở cuối giá trị"),
    ("expected <block end>", "các dòng cùng cấp phải thụt vào như nhau"),
    (
        "did not find expected key",
        "các dòng cùng cấp phải thụt vào như nhau; giá trị có ngoặc kép bên trong phải đặt trong ngoặc đơn",
    ),
    ("expected ',' or ']'", "đóng ngoặc vuông ở cuối danh sách"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """Front matter as plain values, with the line of each; `body` starts on `body_line`."""

    values: dict[str, Value]
    lines: Mapping[Where, int]
    body: str = ""
    body_line: int = 1

    def line(self, where: Where) -> int:
        """The line of a value, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


@dataclass(slots=True)
class _Walk:
    path: str
    offset: int
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def wrong(self, line: int, code: str, message: str, remedy: str = "", name: str = "") -> None:
        self.problems.append(Problem(self.path, line, name, code, Severity.ERROR, message, remedy))


def parse(path: str, text: str) -> tuple[Document, list[Problem]]:
    """Split a record into front matter and body.

    >>> parse("a.md", "---\\ntitle: A\\n---\\nB")[0].values
    {'title': 'A'}
    """
    match = _FENCE.match(text)
    if match is None:
        return Document({}, {}, text), [_no_front_matter(path, text)]
    document, problems = parse_data(path, match[1], offset=1)
    body = text[match.end() :]
    body_line = text.count("\n", 0, match.end()) + 1
    return Document(document.values, document.lines, body, body_line), problems


def parse_data(path: str, text: str, *, offset: int = 0) -> tuple[Document, list[Problem]]:
    """A YAML mapping as plain values; `offset` is the number of lines above it in its file."""
    walk = _Walk(path, offset)
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        return Document({}, {}), [_broken(path, error, offset)]
    if root is None:
        return Document({}, {(): offset + 1}), []
    if not isinstance(root, yaml.MappingNode):
        walk.wrong(
            offset + 1, "yaml-not-a-mapping", "phải viết dạng «tên trường: giá trị», mỗi trường một dòng"
        )
        return Document({}, {}), walk.problems
    values = _value(root, (), walk)
    assert isinstance(values, dict)
    return Document(values, walk.lines), walk.problems


def _no_front_matter(path: str, text: str) -> Problem:
    if not text.strip():
        return Problem(
            path,
            1,
            "",
            "file-empty",
            Severity.ERROR,
            "tệp trống",
            "viết phần đầu (giữa hai dòng ---) và nội dung, hoặc xóa tệp",
        )
    if text.lstrip().startswith("---"):
        return Problem(
            path,
            1,
            "",
            "front-matter-open",
            Severity.ERROR,
            "phần đầu không có dòng --- kết thúc",
            "thêm một dòng --- sau trường cuối cùng; dòng --- đầu tiên phải là dòng đầu của tệp",
        )
    return Problem(
        path,
        1,
        "",
        "front-matter-missing",
        Severity.ERROR,
        "thiếu phần đầu (front matter)",
        "bắt đầu tệp bằng một dòng ---, các trường như title: …, rồi một dòng --- nữa",
    )


def _broken(path: str, error: yaml.YAMLError, offset: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = offset + (mark.line + 1 if mark is not None else 1)
    detail = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    remedy = next(
        (hint for sign, hint in _HINTS if sign in detail), "xem lại dấu hai chấm, ngoặc kép và thụt dòng"
    )
    return Problem(path, line, "", "yaml-broken", Severity.ERROR, "phần đầu viết sai cú pháp YAML", remedy)


def _value(node: yaml.Node, where: Where, walk: _Walk) -> Value:
    line = walk.offset + node.start_mark.line + 1
    walk.lines.setdefault(where, line)
    if id(node) in walk.seen:
        walk.wrong(line, "yaml-alias", "không dùng neo & và * của YAML", "viết lại giá trị")
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    walk.seen.add(id(node))
    if len(where) >= MAX_DEPTH:
        walk.wrong(line, "yaml-too-deep", f"các trường lồng nhau quá {MAX_DEPTH} cấp")
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*where, index), walk) for index, child in enumerate(node.value)]
    assert isinstance(node, yaml.MappingNode)
    return _mapping(node, where, walk)


def _mapping(node: yaml.MappingNode, where: Where, walk: _Walk) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key_node, value_node in node.value:
        line = walk.offset + key_node.start_mark.line + 1
        key = key_node.value
        if not isinstance(key, str):
            walk.wrong(line, "yaml-key", "tên trường phải là chữ")
            continue
        if key in values:
            walk.wrong(line, "field-twice", "trường này viết hai lần", "giữ lại một", name=key)
            continue
        walk.lines[*where, key] = line
        values[key] = _value(value_node, (*where, key), walk)
    return values


def _scalar(node: yaml.ScalarNode) -> str | None:
    text: str = node.value.strip()
    # libyaml gives a plain scalar the style "", pure Python None.
    if not node.style and text in ("", "~", "null"):
        return None
    return text
