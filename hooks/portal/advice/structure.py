"""Advice on the parts of a body: paragraphs, headings, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.advice.written import Text
from portal.problems import Problem
from portal.rendering import Rendered

MOST_WORDS = 150
"""Of a paragraph. Longer ones nobody reads on a phone, where they fill more than a screen."""

_MARKED = re.compile(r"\n(#{1,6})(?!#)[ \t]*(\S[^\n]*)")
_UNDERLINED = re.compile(r"\n(?=[^\s|])([^\n]+)\n(=+|-{2,})[ \t]*(?=\n|\Z)")
_BEGINS = re.compile(r"[ \t]*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|>|\||#|!!!|:[ \t]|\[\^)")
_IMG = re.compile(r"<img\b[^<>]*>")
_ALT = re.compile(r'\balt="\s*[^"\s]')
_IN_SOURCE = re.compile(r"!\[\s*\](?=[(\[])|<img\b(?![^<>]*\balt\s*=\s*(?:\"\s*[^\"\s]|'\s*[^'\s]))")


def check(text: Text, rendered: Rendered) -> Iterator[Problem]:
    if len(rendered.text) > 4 * MOST_WORDS:
        yield from _paragraphs(text, rendered)
    yield from _headings(text)
    if "<img" in rendered.html:
        yield from _pictures(text, rendered)


def _paragraphs(text: Text, rendered: Rendered) -> Iterator[Problem]:
    # In plain text there is one space between two words.
    if not any(line.count(" ") >= MOST_WORDS for line in rendered.text.split("\n")):
        return
    for line, block in _blocks(text):
        if _is_long(block):
            message = f"đoạn văn dài {len(block.split())} chữ, quá {MOST_WORDS} chữ"
            remedy = "tách thành các đoạn ngắn, mỗi đoạn một ý, hoặc thành danh sách"
            yield text.advice("paragraph-long", line, message, remedy)


def _is_long(words: str) -> bool:
    return len(words.split()) > MOST_WORDS


def _blocks(text: Text) -> Iterator[tuple[int, str]]:
    """Paragraphs and items of lists with their lines; rows of tables are none."""
    begun, block = 0, list[str]()
    for number, line in enumerate((*text.words.split("\n"), ""), text.document.body_line):
        if not line.strip() or _BEGINS.match(line):
            if block:
                yield begun, " ".join(block)
            begun, block = number, []
        if line.strip() and not line.lstrip().startswith(("|", "#")):
            begun, block = begun if block else number, [*block, line]


def _headings(text: Text) -> Iterator[Problem]:
    above = 1
    for place, level, title in _levels("\n" + text.words):
        if level == 1:
            message = f"đề mục «{title}» ở cấp của tiêu đề trang (một dấu #)"
            remedy = "dùng ## cho đề mục lớn nhất trong bài"
            yield text.advice("heading-top", text.line(place), message, remedy)
        elif level > above + 1:
            wanted = "#" * (above + 1)
            message = f"đề mục «{title}» ở cấp {level}, nhảy qua cấp {above + 1}"
            remedy = f"dùng {wanted}, hoặc thêm đề mục {wanted} ở trên"
            yield text.advice("heading-order", text.line(place), message, remedy)
        above = max(2, level)


def _levels(words: str) -> list[tuple[int, int, str]]:
    """Place, level and words of each heading; places are one too far, as `words` begin with a line end."""
    found = [(match.start(), len(match[1]), match[2]) for match in _MARKED.finditer(words)]
    if "\n--" in words or "\n==" in words:
        found += [(m.start(), 1 if m[2][0] == "=" else 2, m[1]) for m in _UNDERLINED.finditer(words)]
    return sorted((place, level, title.strip().rstrip("#").strip()[:60]) for place, level, title in found)


def _pictures(text: Text, rendered: Rendered) -> Iterator[Problem]:
    silent = sum(not _ALT.search(tag) for tag in _IMG.findall(rendered.html))
    if not silent:
        return
    places = [text.line(match.start()) for match in _IN_SOURCE.finditer(text.body_without_code)]
    for line in places[:silent] or [text.document.body_line]:
        message = "ảnh không có lời thay thế: người dùng trình đọc màn hình không biết ảnh có gì"
        yield text.advice(
            "image-alt", line, message, "viết lời ấy giữa hai ngoặc vuông: ![Lễ ký kết](anh.jpg)"
        )
