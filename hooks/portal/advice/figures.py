"""Advice on numbers in running text: Vietnamese has a comma before decimals and dots between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from portal import document_numbers
from portal.advice.written import Text
from portal.problems import Problem

_WORDS = "tỷ|tỉ|triệu|nghìn|ngàn|điểm phần trăm|lần|USD|km|kg|tấn|ha|m2|m²|Mbps|Gbps|kWh|MW|GHz|MHz|GB|TB"
_UNIT = rf"(?:[%‰]|(?:{_WORDS})(?!\w))"
_BEFORE, _AFTER = r"(?<![\w.,/:-])", r"(?!\w|[.,/:-]\w)"
# «1,300» alone may be one and three tenths written oddly; with more groups, or zeros at its end, it is not.
_ENGLISH = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?P<both>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+\.[0-9]+)"
    rf"|(?P<thousands>[1-9][0-9]{{0,2}}(?:(?:,[0-9]{{3}}){{2,}}|,[0-9]00))"
    rf"|(?P<decimal>[0-9]+\.(?:[0-9]{{1,2}}|[0-9]{{4,}})|0\.[0-9]+)(?=[ \u00a0]?{_UNIT})"
    rf"){_AFTER}"
)
_POSSIBLE = re.compile(r"[0-9][.,][0-9]")
_SWAPPED = str.maketrans(".,", ",.")
_AROUND = 60
"""Characters that a number may reach to either side of its first separator."""
# In a list a dash before a capital begins an item.
_SEPARATOR = re.compile(r"[-‑–/](?<=[0-9A-Za-zĐƯ].)\s{0,3}[A-ZĐƯ]")


def check(text: Text) -> Iterator[Problem]:
    for field in ("title", "summary"):
        said = text.document.values.get(field)
        if isinstance(said, str):
            line = text.document.line((field,))
            for code, _, message, remedy in _messages(said):
                yield text.advice(code, line, message, remedy, field=field)
    for code, place, message, remedy in _messages(text.words):
        yield text.advice(code, text.line(place), message, remedy)


def _messages(said: str) -> Iterator[tuple[str, int, str, str]]:
    return chain(_numbers(said), _documents(said))


def _numbers(said: str) -> Iterator[tuple[str, int, str, str]]:
    if not _POSSIBLE.search(said):
        return
    for match in _ENGLISH.finditer(said):
        better = match[0].translate(_SWAPPED)
        message = f"số «{match[0]}» viết theo lối tiếng Anh"
        remedy = f"viết «{better}»: dấu chấm giữa các nhóm ba chữ số, dấu phẩy trước phần lẻ"
        yield "number-written", match.start(), message, remedy


def _documents(said: str) -> Iterator[tuple[str, int, str, str]]:
    for begin, end in _near_numbers(said):
        for found in document_numbers.find_all(said[begin:end]):
            written = said[begin + found.start : begin + found.end]
            # A hyphen that breaks no line is good typography.
            if written.replace("‑", "-") != found.canonical:
                message = f"số ký hiệu «{' '.join(written.split())}» viết lệch chuẩn"
                yield "number-form", begin + found.start, message, f"viết «{found.canonical}»"


def _near_numbers(said: str) -> Iterator[tuple[int, int]]:
    """Where it is worth a look: to search all of a text takes as long as all other advice."""
    end = 0
    for match in _SEPARATOR.finditer(said):
        if match.end() >= end:
            begin = max(end, said.rfind(" ", 0, max(0, match.start() - _AROUND)))
            end = said.find(" ", match.end() + _AROUND)
            end = len(said) if end < 0 else end
            yield begin, end
