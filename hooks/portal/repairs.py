"""Repairs of a text that are certain: what was meant is beyond doubt, and nothing that works changes.

Code, addresses of links and tags stay as they are, and so does what only looks wrong: a legacy encoding, a
separator of lines, a joiner of letters. Where a reader's eye sees the same before and after, the label of the
repair says what it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from portal import document_numbers, frontmatter, reading, source_text, vietnamese
from portal.source_text import Span

_ROUNDS = 5
"""A repair may show another: a letter that is put together may have been a sign of Markdown."""


class Form(Enum):
    """What a file is, by its name."""

    MARKDOWN = "md"
    YAML = "yml"
    TABLE = "csv"


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done to a line."""

    line: int
    label: str
    before: str
    after: str


_LINE_END = re.compile(r"\r\n|\n")
_FRONT = re.compile(r"\A---[ \t]*\n(?:.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_WEB = re.compile(r"https?://[^\s\"'<>,{}\[\]]+")

# Never seen and without a meaning: zero width space, word joiner, a byte order mark in the middle, and
# controls. Not among them: what Word writes for the end of a cell (07) and for a hyphen (1E), separators of
# lines, what Windows-1252 has for quotation marks (80-9F), and joiners, which other scripts need.
_UNSEEN = "\u200b\u2060\ufeff\x00-\x06\x08\x0e-\x1d\x1f\x7f\ufffe\uffff"
_SIGNS = ",.;!?\"'“”‘’«»%…–—"
# Between words only: beside a sign of Markdown it may be there to make it a plain one; at the beginning of a
# line a number may become a list, and in YAML a colon a field.
_LETTER = r"[^\W_]"
_WORDS_END = rf"(?:(?<={_LETTER})|(?<=[{_SIGNS}]))[{_UNSEEN}]+(?={_LETTER}|[ {_SIGNS}]|\n|\Z)"
_AFTER_SPACE = rf"(?:(?<={_LETTER} )|(?<=[{_SIGNS}] ))[{_UNSEEN}]+(?={_LETTER}|[{_SIGNS}])"
_AT_BEGINNING = rf"^[{_UNSEEN}]+(?=[^\W\d_])"
_UNSEEN_IN_TEXT = re.compile(f"{_WORDS_END}|{_AFTER_SPACE}|{_AT_BEGINNING}", re.MULTILINE)
_IN_WORD = rf"(?<={_LETTER})[{_UNSEEN}]+(?={_LETTER}| |\n|\Z)|(?<={_LETTER} )[{_UNSEEN}]+(?={_LETTER})"
_UNSEEN_IN_YAML = re.compile(f"{_IN_WORD}|{_AT_BEGINNING}", re.MULTILINE)
_ODD_SPACES = re.compile("(?<=[^\\W_]|[,;)»”])(?: +\u00a0[ \u00a0]*|\u00a0+ [ \u00a0]*)(?=[^\\W_])")
_ODD_SPACES_IN_YAML = re.compile("(?<=[^\\W_])(?: +\u00a0[ \u00a0]*|\u00a0+ [ \u00a0]*)(?=[^\\W_])")
# What has nothing after it but begins a list, a quotation or a heading: its space is part of it.
_MARKER = re.compile(r"[ \t>]*(?:(?:[-*+>:#]+|[0-9]{1,9}[.)]|\[\^[^\]]*\]:)[ \t]*)*")
_AT_END = re.compile("[ \t\u00a0]+$", re.MULTILINE)
_SPACES = re.compile("[ \t\u00a0]+")
_SEPARATORS = re.compile(r"[-/‐‑‒–—−]")


def repair(data: bytes, form: Form) -> tuple[bytes, list[Repair]]:
    """The repaired file, and what was done. A file that nobody could read for certain comes back as it is.

    `repair(repair(x)) == repair(x)`; line ends stay what they are.
    """
    text = _readable(data)
    if text is None:
        return data, []
    done: list[Repair] = []
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
        done.append(Repair(1, "dấu thứ tự byte (BOM) ở đầu tệp", "", ""))
    ends = _LINE_END.findall(text)
    lines = _LINE_END.sub("\n", text)
    for _ in range(_ROUNDS):
        repaired = _round(lines, form, done)
        if repaired == lines:
            break
        lines = repaired
    if lines and not lines.endswith("\n"):
        last = lines.count("\n") + 1
        done.append(Repair(last, "thiếu dấu xuống dòng ở cuối tệp", "", ""))
        lines, ends = lines + "\n", [*ends, ends[0] if ends else "\n"]
    return _with_ends(lines, ends).encode(), done


def _readable(data: bytes) -> str | None:
    if len(data) > reading.MAX_BYTES:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if "\r" in text.replace("\r\n", ""):
        # Line ends of old Macintoshes: one beside an empty line would become a Windows one.
        return None
    return None if vietnamese.legacy_encoding(vietnamese.nfc(text)) else text


def _with_ends(text: str, ends: list[str]) -> str:
    if all(end == "\n" for end in ends):
        return text
    lines = text.split("\n")
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A text with `\\n` at all its line ends; `head` is how much of it is front matter or data."""

    text: str
    head: int
    form: Form

    @classmethod
    def of(cls, text: str, form: Form) -> _Sheet:
        if form is not Form.MARKDOWN:
            return cls(text, len(text), form)
        front = _FRONT.match(text)
        if front is None and text.lstrip().startswith("---"):
            # Front matter that nobody closed: the more careful rules for all of it.
            return cls(text, len(text), form)
        return cls(text, front.end() if front else 0, form)

    @property
    def guarded(self) -> list[Span]:
        """What nobody touches."""
        head, body = self.text[: self.head], self.text[self.head :]
        spans = [match.span() for match in _WEB.finditer(head)]
        code = source_text.code(body)
        spans += [(self.head + start, self.head + end) for start, end in code]
        links = source_text.addresses(source_text.blanked(body, code))
        return source_text.joined([*spans, *((self.head + start, self.head + end) for start, end in links)])

    @property
    def words(self) -> str:
        return source_text.blanked(self.text, self.guarded)


def _round(text: str, form: Form, done: list[Repair]) -> str:
    for label, step in _STEPS:
        repaired = step(_Sheet.of(text, form))
        if repaired != text:
            done += _differences(label, text, repaired)
            text = repaired
    return text


def _differences(label: str, before: str, after: str) -> Iterator[Repair]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    for line, (old, new) in enumerate(pairs, 1):
        if old != new:
            yield Repair(line, label, old, new)


def _composed(sheet: _Sheet) -> str:
    return sheet.text if vietnamese.is_nfc(sheet.text) else _outside(sheet, vietnamese.nfc)


def _with_horns(sheet: _Sheet) -> str:
    damaged = "Ƣ" in sheet.text or "ƣ" in sheet.text
    return _outside(sheet, vietnamese.repair_horn) if damaged else sheet.text


def _outside(sheet: _Sheet, change: Callable[[str], str]) -> str:
    """Change what lies between the guarded spans."""
    parts, end = [], 0
    for start, stop in sheet.guarded:
        parts += [change(sheet.text[end:start]), sheet.text[start:stop]]
        end = stop
    return "".join((*parts, change(sheet.text[end:])))


def _without_unseen(sheet: _Sheet) -> str:
    return _replaced(sheet, _UNSEEN_IN_YAML, _UNSEEN_IN_TEXT, "")


def _with_plain_spaces(sheet: _Sheet) -> str:
    return _replaced(sheet, _ODD_SPACES_IN_YAML, _ODD_SPACES, " ")


def _replaced(sheet: _Sheet, in_head: re.Pattern[str], in_body: re.Pattern[str], new: str) -> str:
    if not (in_head.search(sheet.text) or in_body.search(sheet.text)):
        return sheet.text
    head, body = sheet.text[: sheet.head], sheet.text[sheet.head :]
    found = [match.span() for match in in_head.finditer(head)]
    found += [(sheet.head + match.start(), sheet.head + match.end()) for match in in_body.finditer(body)]
    return _put(sheet, [(span, new) for span in found])


def _put(sheet: _Sheet, changes: list[tuple[Span, str]]) -> str:
    """Put new text in place of spans that touch nothing guarded."""
    text, guarded = sheet.text, sheet.guarded
    for (start, end), new in sorted(changes, reverse=True):
        if not any(start < stop and begin < end for begin, stop in guarded):
            text = text[:start] + new + text[end:]
    return text


def _numbers_joined(sheet: _Sheet) -> str:
    """«57-NQ/ TW» as «57-NQ/TW», wherever it stands; a broken line stays broken."""
    if sheet.form is Form.TABLE:
        return sheet.text
    changes = [
        ((found.start, found.end), found.canonical)
        for found in document_numbers.find_all(sheet.words)
        if (written := sheet.text[found.start : found.end]) != found.canonical
        and _SPACES.sub("", written) == found.canonical
    ]
    return _put(sheet, changes) if changes else sheet.text


def _numbers_of_fields(sheet: _Sheet) -> str:
    """«57/NQ-TW» as «57-NQ/TW» where a field says that it is a number."""
    if sheet.form is Form.TABLE or not sheet.head:
        return sheet.text
    if sheet.form is Form.MARKDOWN:
        document, wrong = frontmatter.parse("", sheet.text)
    else:
        document, wrong = frontmatter.parse_data("", sheet.text)
    if wrong:
        return sheet.text
    lines = sheet.text.split("\n")
    for where, value in _fields(document.values, ()):
        better, index = _certain(value), document.line(where) - 1
        if better and lines[index].count(value) == 1:
            lines[index] = lines[index].replace(value, better)
    return "\n".join(lines)


_LISTS = ("bases", "cites")


def _fields(value: frontmatter.Value, where: frontmatter.Where) -> Iterator[tuple[frontmatter.Where, str]]:
    """Fields that hold the number of a document, as they are written."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _fields(inner, (*where, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _fields(inner, (*where, index))
    elif value and where and (where[-1] == "number" or (len(where) == 2 and where[0] in _LISTS)):
        yield where, value


def _certain(value: str) -> str | None:
    """The number in its canonical form when only spaces and the kind of separators differ."""
    better = document_numbers.canonical(value)
    if better == value or not document_numbers.is_canonical(better):
        return None
    same = _SEPARATORS.sub("-", _SPACES.sub("", value)) == better.replace("/", "-")
    return better if same else None


def _without_spaces_at_ends(sheet: _Sheet) -> str:
    if sheet.form is Form.TABLE:
        return sheet.text
    spans = [match.span() for match in _AT_END.finditer(sheet.text)]
    return _put(sheet, [(span, "") for span in spans if not _has_meaning(sheet, span)])


def _has_meaning(sheet: _Sheet, span: Span) -> bool:
    """Two spaces before a line of text are a line break; a line of no-break spaces is a line."""
    start, end = span
    run, text = sheet.text[start:end], sheet.text
    if start == 0 or text[start - 1] == "\n":
        # Markdown reads a blank first line with spaces in its own way.
        return "\u00a0" in run or start == sheet.head
    if start < sheet.head:
        return False
    if text[start - 1] == "#" or _MARKER.fullmatch(text, text.rfind("\n", 0, start) + 1, start):
        return True
    if "\u00a0" in run:
        return False
    stop = text.find("\n", end + 1)
    after = text[end + 1 : stop if stop >= 0 else len(text)]
    return bool(after.strip()) and len(run.expandtabs(4)) > 1


_STEPS: tuple[tuple[str, Callable[[_Sheet], str]], ...] = (
    ("dấu tổ hợp thành chữ dựng sẵn (NFC)", _composed),
    ("chữ Ƣ thành Ư", _with_horns),
    ("ký tự không hiện ra màn hình", _without_unseen),
    ("dấu cách lạ", _with_plain_spaces),
    ("dấu cách trong số ký hiệu", _numbers_joined),
    ("số ký hiệu viết lệch chuẩn", _numbers_of_fields),
    ("dấu cách ở cuối dòng", _without_spaces_at_ends),
)
