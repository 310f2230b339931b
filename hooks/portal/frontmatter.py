"""Text of a record or a data file -> plain values with line numbers, and the body below.

Every scalar stays text: YAML would turn `no` into False, `13:30` into 810 and `012` into 10.
The model gives types. An unquoted empty value, `~` or `null` is None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from portal import reading, vietnamese
from portal.problems import MOST, Problem, Severity

Value = None | str | list["Value"] | dict[str, "Value"]
Where = tuple[str | int, ...]

MAX_DEPTH = 8
"""No field of the contract nests deeper than three; a bomb does."""

MAX_VALUES = 30_000
"""The register of documents has ten for each; a megabyte of commas has half a million."""

MAX_KEY = 80
_KEY = "?"

_END = r"(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
# Line by line: letter by letter takes four times as long. Only what repeats a letter is possessive, here and
# elsewhere: Python below 3.11.5 goes wrong with groups that are (Debian 12 has 3.11.2).
_FENCE = re.compile(rf"\A---[ \t]*\n((?:(?!{_END})[^\n]*+\n)*){_END}")

_QUOTED = 'giá trị có dấu hai chấm phải đặt trong ngoặc kép: title: "A: b"'
_ONE_LEVEL = "các dòng cùng cấp phải thụt vào như nhau"
_PAIR = "mỗi dòng viết dạng «tên trường: giá trị»"

# What libyaml says, and what an editor has to do; the first that fits.
_HINTS = (
    ("mapping values are not allowed", f"{_PAIR}; {_QUOTED}; {_ONE_LEVEL}"),
    ("tab character", "dùng dấu cách để thụt dòng, không dùng phím Tab"),
    (
        "cannot start any token",
        "dùng dấu cách để thụt dòng, không dùng phím Tab; giá trị bắt đầu bằng @, % hay ` "
        "phải đặt trong ngoặc kép",
    ),
    ("could not find expected ':'", _PAIR),
    ("escape", "trong ngoặc kép, dấu \\ phải viết hai lần; hoặc dùng ngoặc đơn"),
    ("quoted scalar", "đóng ngoặc kép (hoặc ngoặc đơn) ở cuối giá trị"),
    ("expected ',' or ']'", "đóng ngoặc vuông ở cuối danh sách"),
    ("expected ',' or '}'", "đóng ngoặc nhọn ở cuối các trường con"),
    ("parsing a flow node", "đóng ngoặc vuông, ngoặc nhọn ở cuối giá trị"),
    ("block sequence entries", "mỗi mục của danh sách ở một dòng riêng, bắt đầu bằng «- »"),
    ("expected '-' indicator", _ONE_LEVEL),
    (
        "did not find expected key",
        f"{_ONE_LEVEL}; giá trị có ngoặc kép bên trong phải đặt trong ngoặc đơn",
    ),
    ("anchor", "giá trị bắt đầu bằng & hay * phải đặt trong ngoặc kép"),
    ("alias", "giá trị bắt đầu bằng & hay * phải đặt trong ngoặc kép"),
    ("tag", "giá trị bắt đầu bằng ! phải đặt trong ngoặc kép"),
    ("not allowed", "xóa ký tự lạ (thường do chép từ nơi khác)"),
)

# What is open at the end is wrong where it begins.
_FROM_ITS_BEGINNING = ("end of stream", "expected ',' or", "expected ':'")


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
    """The events of libyaml on their way to values. Events and not yaml.compose(): that calls itself for
    every level, and 100 KB of brackets end the process without a word."""

    path: str
    offset: int
    loader: yaml.CBaseLoader
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def wrong(self, line: int, code: str, message: str, remedy: str = "", name: str = "") -> None:
        if len(self.problems) < MOST:
            self.problems.append(Problem(self.path, line, name, code, Severity.ERROR, message, remedy))

    def line(self, event: yaml.Event) -> int:
        return self.offset + (event.start_mark.line if event.start_mark else 0) + 1

    def next(self) -> Any:
        # Not from yaml.parse(), which asks before each whether there is one.
        return self.loader.get_event()

    def next_but(self, *passing: type[yaml.Event]) -> Any:
        """The next event that is none of `passing`."""
        while isinstance(event := self.next(), passing):
            pass
        return event


class _BombError(Exception):
    """What comes after `line` is not read: reading on would take minutes."""

    def __init__(self, line: int, code: str, message: str) -> None:
        super().__init__(message)
        self.line, self.code, self.message = line, code, message


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
    walk = _Walk(path, offset, yaml.CBaseLoader(text))
    try:
        values = _root(walk)
    except yaml.YAMLError as error:
        return Document({}, {}), [_broken(path, error, text, offset)]
    except _BombError as error:
        walk.wrong(error.line, error.code, error.message, "viết gọn lại")
        return Document({}, {}), walk.problems
    return Document(values, walk.lines), walk.problems


def _root(walk: _Walk) -> dict[str, Value]:
    first = walk.next_but(yaml.StreamStartEvent, yaml.DocumentStartEvent)
    if isinstance(first, yaml.StreamEndEvent):
        walk.lines[()] = walk.offset + 1
        return {}
    values = _value(first, (), walk)
    last = walk.next_but(yaml.DocumentEndEvent)
    if not isinstance(last, yaml.StreamEndEvent):
        walk.wrong(walk.line(last), "yaml-broken", _WRONG, "xóa dòng --- thừa")
    if isinstance(values, dict):
        return values
    if not walk.problems:
        walk.wrong(walk.line(first), "yaml-not-a-mapping", "phải gồm các trường", _PAIR)
    return {}


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


_WRONG = "không đọc được YAML"


def _broken(path: str, error: yaml.YAMLError, text: str, offset: int) -> Problem:
    detail = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    remedy = next(
        (hint for sign, hint in _HINTS if sign in detail), "xem lại dấu hai chấm, ngoặc kép và thụt dòng"
    )
    line = offset + _line_of(error, detail, text) + 1
    return Problem(path, line, "", "yaml-broken", Severity.ERROR, _WRONG, remedy)


def _line_of(error: yaml.YAMLError, detail: str, text: str) -> int:
    """The line that an error is about, from 0."""
    if isinstance(error, yaml.reader.ReaderError):
        return text.encode().count(b"\n", 0, error.position)
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    if start is not None and any(sign in detail for sign in _FROM_ITS_BEGINNING):
        mark = start
    return int(mark.line) if mark is not None else 0


def _value(event: yaml.Event, where: Where, walk: _Walk) -> Value:
    line = walk.line(event)
    walk.count += 1
    if walk.count > MAX_VALUES:
        code, message = "yaml-too-long", f"có quá {MAX_VALUES} giá trị"
        raise _BombError(line, code, message)
    walk.lines.setdefault(where, line)
    if isinstance(event, yaml.ScalarEvent) and not event.anchor and not event.tag:
        return _scalar(event, walk)
    if getattr(event, "anchor", None):
        remedy = "viết lại giá trị; giá trị bắt đầu bằng & hay * phải đặt trong ngoặc kép"
        walk.wrong(line, "yaml-alias", "không dùng neo & và * của YAML", remedy)
    if getattr(event, "tag", None):
        remedy = "xóa thẻ; giá trị bắt đầu bằng ! phải đặt trong ngoặc kép"
        walk.wrong(line, "yaml-tag", "không dùng thẻ ! của YAML", remedy)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, walk)
    if isinstance(event, yaml.AliasEvent):
        return None
    if len(where) >= MAX_DEPTH:
        code, message = "yaml-too-deep", f"các trường lồng nhau quá {MAX_DEPTH} cấp"
        raise _BombError(line, code, message)
    return _sequence(where, walk) if isinstance(event, yaml.SequenceStartEvent) else _mapping(where, walk)


def _sequence(where: Where, walk: _Walk) -> list[Value]:
    values: list[Value] = []
    while not isinstance(event := walk.next(), yaml.SequenceEndEvent):
        values.append(_value(event, (*where, len(values)), walk))
    return values


def _mapping(where: Where, walk: _Walk) -> dict[str, Value]:
    values: dict[str, Value] = {}
    while not isinstance(event := walk.next(), yaml.MappingEndEvent):
        line, key = walk.line(event), _value(event, (*where, _KEY), walk)
        known = isinstance(key, str) and 0 < len(key) <= MAX_KEY
        if not known:
            walk.wrong(line, "yaml-key", f"tên trường phải là chữ, dài tối đa {MAX_KEY} ký tự")
        name = key if known and isinstance(key, str) else _KEY
        if name in values:
            walk.wrong(line, "field-twice", "trường này ghi hai lần", "giữ lại một", name=name)
        elif known:
            walk.lines[*where, name] = line
        value = _value(walk.next(), (*where, name), walk)
        if known:
            values.setdefault(name, value)
    return values


def _scalar(event: yaml.ScalarEvent, walk: _Walk) -> str | None:
    text = str(event.value).strip()
    # libyaml gives a plain scalar the style "", pure Python None.
    if not event.style and text.lower() in ("", "~", "null"):
        return None
    if reading.has_control(text):
        # In double quotes YAML has escapes for them: reading the file has not seen these.
        walk.wrong(walk.line(event), "control-character", *reading.NO_CONTROL)
    return vietnamese.nfc(text)
