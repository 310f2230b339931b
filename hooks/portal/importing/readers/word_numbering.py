"""Automatic numbers of Word: what it prints before a paragraph and does not store in its text.

Source: ECMA-376, part 1, 17.9 (numbering).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = dict(
    zip(
        "M CM D CD C XC L XL X IX V IV I".split(),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its first number, the form of numbers, and the text around them (`%1.%2.`)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: a text, or a bullet without one."""

    text: str
    bullet: bool


class Numbering:
    """The lists of a document, counting as paragraphs come by in order."""

    def __init__(self, root: etree._Element | None, styles: Mapping[str, str]) -> None:
        """`styles` gives the list of a list style, `numId` by style id."""
        self._levels: dict[str, list[Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._overridden: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles = styles
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iterfind(f"{W}abstractNum"):
            id = _value(abstract, "abstractNumId")
            found = {
                number_of(_value(level, "ilvl"), 0): _level(level) for level in abstract.iterfind(f"{W}lvl")
            }
            self._levels[id] = [found.get(number, Level()) for number in range(_LEVELS)]
            link = abstract.find(f"{W}numStyleLink")
            if link is not None:
                self._links[id] = _value(link, "val")
        for each in root.iterfind(f"{W}num"):
            id = _value(each, "numId")
            abstract_id = each.find(f"{W}abstractNumId")
            self._lists[id] = _value(abstract_id, "val") if abstract_id is not None else ""
            for override in each.iterfind(f"{W}lvlOverride"):
                self._override(id, override)

    def _override(self, id: str, override: etree._Element) -> None:
        number = number_of(_value(override, "ilvl"), 0)
        start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
        if level is not None:
            self._overridden.setdefault(id, {})[number] = _level(level)
        if start is not None:
            self._starts.setdefault(id, {})[number] = number_of(_value(start, "val"), 1)

    def _abstract(self, id: str) -> str:
        """The list's definition; a list style's is that of the list which the style names."""
        found = self._lists.get(id, "")
        for _ in range(_LEVELS):
            if found not in self._links:
                break
            found = self._lists.get(self._styles.get(self._links[found], ""), "")
        return found

    def level_of_style(self, id: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style, 0 when none does."""
        levels = self._levels.get(self._abstract(id), [])
        return next((number for number, level in enumerate(levels) if style and level.style == style), 0)

    def next(self, id: str, number: int) -> Label | None:
        """Count a paragraph of a list; None when it has no label."""
        abstract = self._abstract(id)
        if abstract not in self._levels or not 0 <= number < _LEVELS:
            return None
        levels = [self._level_of(id, place, level) for place, level in enumerate(self._levels[abstract])]
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._begin(id, counts)
        self._count(counts, levels, number)
        level = levels[number]
        if level.form == "bullet":
            return Label("", bullet=True)
        text = level.text
        for place in range(number + 1):
            value = counts[place]
            value = levels[place].start if value is None else value
            form = "decimal" if level.legal else levels[place].form
            text = text.replace(f"%{place + 1}", formatted(value, form))
        return Label(" ".join(text.split()), bullet=False) if text.strip() else None

    def _level_of(self, id: str, place: int, level: Level) -> Level:
        """A level as this list has it: a start of its own counts each time that the level begins."""
        level = self._overridden.get(id, {}).get(place, level)
        return replace(level, start=self._starts.get(id, {}).get(place, level.start))

    def _begin(self, id: str, counts: list[int | None]) -> None:
        """A list with starts of its own begins anew where it is first used."""
        starts = [place for place in self._starts.get(id, {}) if 0 <= place < _LEVELS]
        if starts and id not in self._begun:
            counts[min(starts) :] = [None] * (_LEVELS - min(starts))
        self._begun.add(id)

    def _count(self, counts: list[int | None], levels: list[Level], number: int) -> None:
        value = counts[number]
        counts[number] = levels[number].start if value is None else value + 1
        for place in range(number + 1, _LEVELS):
            restart = levels[place].restart
            if restart is None or (restart and number < restart):
                counts[place] = None


def _level(element: etree._Element) -> Level:
    def of(name: str, default: str = "") -> str:
        child = element.find(f"{W}{name}")
        return default if child is None else _value(child, "val")

    restart = element.find(f"{W}lvlRestart")
    return Level(
        start=number_of(of("start", "1"), 1),
        form=of("numFmt", "decimal"),
        text=of("lvlText"),
        legal=element.find(f"{W}isLgl") is not None and of("isLgl", "1") not in ("0", "false"),
        restart=None if restart is None else number_of(_value(restart, "val"), 0),
        style=of("pStyle"),
    )


def _value(element: etree._Element, name: str) -> str:
    return str(element.get(f"{W}{name}") or "")


def number_of(text: str, default: int) -> int:
    """A number as Word writes it; the default for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def formatted(value: int, form: str) -> str:
    """A number as a list writes it: `upperRoman`, `lowerLetter` and so on; decimal for what is not known.

    >>> formatted(4, "upperRoman"), formatted(28, "lowerLetter"), formatted(3, "decimalZero")
    ('IV', 'bb', '03')
    """
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    if form in ("upperLetter", "lowerLetter") and 0 < value < 781:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{value:02}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    text = ""
    for letters, size in _ROMAN.items():
        count, value = divmod(value, size)
        text += letters * count
    return text
