"""Footnotes at the foot of a page, and the small raised numbers that refer to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from portal.importing.blocks import note
from portal.importing.readers.joining_lines import join_texts
from portal.importing.readers.printed import Line, Page, Rule, Word

_NUMBER = re.compile(r"[\[(]?([0-9]{1,3})[\])]?\.?")
# «m²» refers to no note.
_METRES = re.compile(r"(?:^|[0-9(/])[kcdm]?m$")
# Footnotes are smaller than this share of the usual type.
_SMALL = 0.93
# The line above footnotes: its length in points, and where on the page it may be.
_SHORTEST, _LONGEST, _HIGHEST = 40, 260, 0.3
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def take_footnotes(pages: Sequence[Page]) -> tuple[list[Page], dict[int, str]]:
    """Pages without their footnotes and with references in place, and the notes by number.

    Where numbers begin anew on each page, later notes get numbers of their own.
    """
    usual = _usual_size(pages)
    notes: dict[int, str] = {}
    found: list[Page] = []
    for page in pages:
        start = _start(page, usual)
        numbers = _taken(page.lines[start:], notes)
        found.append(_referring(replace(page, lines=page.lines[:start]), numbers))
    return found, notes


def _usual_size(pages: Iterable[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _start(page: Page, usual: float) -> int:
    """The line with which footnotes begin: below a short rule, or in small type with a number that the text
    above refers to."""
    lines = page.lines
    small = len(lines)
    # The size of recognised letters is a guess.
    while small > 0 and (page.recognised or lines[small - 1].size < _SMALL * usual):
        small -= 1
    if (rule := _rule_above_notes(page)) and (start := _below(lines, small, rule)) < len(lines):
        return start
    for index in range(small, len(lines)):
        if not page.recognised and _refers(lines[:index], _opening(lines[index])):
            return index
    return len(lines)


def _below(lines: Sequence[Line], small: int, rule: Rule) -> int:
    below = [index for index in range(small, len(lines)) if lines[index].top >= rule.y0 - 2]
    return below[0] if below and any(_opening(lines[index]) for index in below) else len(lines)


def _refers(lines: Iterable[Line], number: int | None) -> bool:
    return number is not None and any(
        word.raised and _number(word) == number for line in lines for word in line.words
    )


def _rule_above_notes(page: Page) -> Rule | None:
    left = min((line.x0 for line in page.lines), default=0.0)
    rules = [
        rule
        for rule in page.rules
        if rule.level
        and _SHORTEST < rule.length < _LONGEST
        and rule.y0 > _HIGHEST * page.height
        and abs(rule.x0 - left) < 40
    ]
    return max(rules, key=lambda rule: rule.y0, default=None)


def _number(word: Word) -> int | None:
    match = _NUMBER.fullmatch(word.text)
    return int(match[1]) if match and int(match[1]) else None


def _opening(line: Line) -> int | None:
    """The number with which a footnote begins."""
    return _number(line.words[0]) if len(line.words) > 1 else None


def _taken(lines: Iterable[Line], notes: dict[int, str]) -> dict[int, int]:
    """Add the notes of a page; returns their numbers on the page with those that they got."""
    numbers: dict[int, int] = {}
    last = 0
    for line in lines:
        number = _opening(line)
        if number and (not last or number == last + 1 or line.words[0].raised):
            last = number
            numbers[number] = number if number not in notes else max(notes) + 1
            notes[numbers[number]] = _text(line.words[1:])
        elif notes:
            key = numbers[last] if last else max(notes)
            notes[key] = join_texts(notes[key], line.text)
    return numbers


def _text(words: Sequence[Word]) -> str:
    return _with_references(Line(tuple(words), 0), {}).text


def _referring(page: Page, numbers: Mapping[int, int]) -> Page:
    lines = tuple(_with_references(line, numbers) for line in page.lines)
    return replace(page, lines=lines, words=tuple(word for line in lines for word in line.words))


def _with_references(line: Line, numbers: Mapping[int, int]) -> Line:
    if not any(word.raised for word in line.words):
        return line
    before = (None, *line.words)
    words = (_with_reference(last, word, numbers) for last, word in zip(before, line.words, strict=False))
    return replace(line, words=tuple(words))


def _with_reference(last: Word | None, word: Word, numbers: Mapping[int, int]) -> Word:
    number = _number(word) if word.raised else None
    if number is None:
        return word
    if number in (2, 3) and last is not None and word.glued and _METRES.search(last.text):
        return replace(word, text=word.text.translate(_SUPERSCRIPTS))
    return replace(word, text=note(numbers[number]), glued=True) if number in numbers else word
