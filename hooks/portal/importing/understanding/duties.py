"""Who is charged with what: the paragraphs of the part on organising, and «Giao …» anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.importing.blocks import without_notes
from portal.importing.findings import Grid, Heading
from portal.importing.understanding.body import Placed
from portal.importing.understanding.units import asked, is_unit, split_unit, unit_of
from portal.importing.understanding.wording import Line, folded, sentences

_ORGANISING = re.compile(
    r"to chuc thuc hien|phan cong|to chuc trien khai|trach nhiem|nhiem vu cua cac|to chuc, thuc hien"
    r"|to chuc chi dao"
)
_LAST_WORDS = 400
# «Ủy ban nhân dân xã … ban hành Kế hoạch như sau:» says whose document this is.
_ISSUES = re.compile(
    r"(?!.*\b(?:đề nghị|yêu cầu|giao)\b).*\b(?:ban hành|xây dựng|đề ra|hướng dẫn|thông báo|thống nhất)\b"
    r".*\bsau(?: đây)?\W*$"
)
_PART = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2}){0,3}\s*[.)/-]?|[a-zđ]\s?[).]|[IVX]+\s*[.-])\s*")


@dataclass(frozen=True, slots=True)
class Duty:
    """A body, what it is told, and the sentences that say more on it."""

    unit: str
    work: str
    more: tuple[Line, ...]
    where: Line
    at: int
    """The line of the work, where that is not the body's."""


def duties(body: Sequence[Placed], *, letter: bool) -> Iterator[Duty]:
    """Letters, and documents without such a part, charge throughout."""
    throughout = letter or not any(_is_organising(placed) for placed in body)
    reading = _Reading(throughout=throughout, organising=throughout)
    for placed in body:
        yield from reading.read(placed)
    yield from reading.end()


@dataclass(slots=True)
class _Reading:
    """Where in the document we are, and the body that stands alone above what it is charged with."""

    throughout: bool
    organising: bool
    depth: int = 0
    unit: tuple[str, Line] | None = None
    under: list[Line] = field(default_factory=list)

    def read(self, placed: Placed) -> Iterator[Duty]:
        block = placed.block
        if isinstance(block, Grid):
            return
        line = Line(without_notes(block.text), placed.line)
        if isinstance(block, Heading):
            yield from self.end()
            self._enter(placed, block.level)
            bare = bare_text(block.text)
            if self.organising and is_unit(bare):
                self.unit = (unit_of(bare), line)
                return
        yield from self._paragraph(line)

    def _enter(self, placed: Placed, level: int) -> None:
        if not self.throughout and (_is_organising(placed) or level <= self.depth):
            self.organising = _is_organising(placed)
            self.depth = level if self.organising else 0

    def _paragraph(self, line: Line) -> Iterator[Duty]:
        own = _own(line)
        if self.unit is not None and own is None:
            self.under.append(line)
            return
        duty = own if self.organising else _charged(line)
        if duty is not None and duty.work:
            yield duty
        elif duty is not None:
            # «Sở A:» alone in a line.
            yield from self.end()
            self.unit = (duty.unit, line)

    def end(self) -> Iterator[Duty]:
        if self.unit:
            yield from _of_unit(self.unit, self.under)
        self.unit, self.under = None, []


def _is_organising(placed: Placed) -> bool:
    return isinstance(placed.block, Heading) and _ORGANISING.search(folded(placed.block.text)) is not None


def bare_text(text: str) -> str:
    """Without the number or letter in front."""
    return _PART.sub("", text).strip()


def _of_unit(unit: tuple[str, Line], under: Sequence[Line]) -> Iterator[Duty]:
    """A body as a heading and what stands under it."""
    texts = [bare_text(line.text.lstrip("-–+• ")) for line in under]
    if texts:
        where = Line(f"{unit[1].text} {texts[0]}", unit[1].line)
        yield Duty(unit[0], texts[0], tuple(under[1:]), where, under[0].line)


def _own(line: Line) -> Duty | None:
    """A paragraph that begins with a body, or that charges one."""
    bare = bare_text(line.text.lstrip("-–+• "))
    first, *rest = sentences(bare) or [""]
    split = None if _ISSUES.match(first[-_LAST_WORDS:]) else split_unit(first)
    if split is None:
        return _charged(line)
    more = tuple(Line(text, line.line) for text in rest)
    return Duty(split[0], split[1], more, line, line.line)


def _charged(line: Line) -> Duty | None:
    parts = sentences(line.text)
    for at, sentence in enumerate(parts):
        split = asked(bare_text(sentence))
        if split and split[1]:
            more = tuple(Line(text, line.line) for text in parts[at + 1 :])
            return Duty(*split, more, line, line.line)
    return None
