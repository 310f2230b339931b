"""Writes generated records: bodies of the size and with the parts of real local documents, about 7.5 kB of
headings, paragraphs, lists, a table and links; fields as records have them, the rare ones rarely.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.model.notice import LED_LENGTHS
from portal.vietnamese import slugify
from tests.bench.language import Speaker

BODY_BYTES = 7500
_UNITS = ("Sở", "Phòng", "Ban", "Trung tâm", "Hội")
_CHANNELS = ("bao-chi", "truyen-thanh", "mang-xa-hoi", "bang-led", "hoi-nghi", "cong-thong-tin")
_AUDIENCES = ("nguoi-dan", "doanh-nghiep", "can-bo", "nha-khoa-hoc", "nha-truong")
_PERIODS = ("weekly", "monthly", "quarterly", "half-yearly", "yearly", "periodic")
_SCREENS = ("tat-ca", "tat-ca", "tat-ca", "bang-led", "kiosk")
_EVENTS = ("Met", "Geo", "Fire", "Infra", "Health", "Safety")
_FIRST, _LAST = date(2025, 1, 10), date(2026, 2, 20)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What records may name: ids of places, slugs of sections that have a task group, all other sections."""

    places: tuple[str, ...]
    groups: tuple[str, ...]
    sections: tuple[str, ...]


class Writer:
    """Writes one record; everything that it decides comes from its own random numbers."""

    def __init__(self, chance: random.Random, number: int, vocabulary: Vocabulary) -> None:
        self._chance = chance
        self._speaker = Speaker(chance)
        self._number = number
        self._words = vocabulary
        self._up = ".."

    def record(self) -> tuple[str, str]:
        """Path and text of the file."""
        kind = self._chance.choices((self._plan, self._achievement, self._notice), (55, 20, 25))[0]
        folder, fields = kind()
        self._up = "/".join([".."] * folder.count("/"))
        name = f"{slugify(self._title)[:60].strip('-')}-{self._number}"
        head = "\n".join([f"title: {self._title}", *fields, *self._attached(name)])
        return f"{folder}/{name}.md", f"---\n{head}\n---\n{self._body()}"

    # -- Fields ------------------------------------------------------------------------------------------

    def _plan(self) -> tuple[str, list[str]]:
        place = self._place()
        signed = self._day()
        self._title = f"Kế hoạch {self._phrase(5, 9)}"
        fields = [
            *self._shared(signed + timedelta(days=3)),
            f"locality: {place}",
            "kind: ke-hoach",
            f"number: {self._number + 10}-KH/TU",
            f"issuer: {self._name()}",
            f"signed: {signed}",
            f"signer: {{capacity: T/M {self._name()}, role: {self._phrase(2, 2)}}}",
            "bases: [57-NQ/TW, 03/NQ-CP]",
            f"cites: [{self._number + 7}-HD/BTGTW]",
            f"channels: [{self._some(_CHANNELS, 3)}]",
            "tasks:",
            *(line for _ in range(self._chance.randint(3, 8)) for line in self._task(signed)),
            "reports:",
            f"  - {{who: {self._name()}, to: {self._name()}, due: {signed + timedelta(days=90)}}}",
            f"  - {{who: {self._name()}, to: {self._name()}, recurs: [{self._chance.choice(_PERIODS)}]}}",
            "recipients:",
            *(f"  - {self._name()}" for _ in range(4)),
        ]
        return f"docs/ke-hoach/{place}", fields

    def _task(self, signed: date) -> Iterator[str]:
        yield f"  - unit: {self._name()}"
        yield f"    work: {self._phrase(6, 14).capitalize()}"
        if self._often(0.6):
            due = signed + timedelta(days=self._chance.randint(20, 500))
            # Some are due within a month, the day is not said.
            yield f"    due: {due if self._often(0.8) else f'{due:%Y-%m}'}"
            yield f"    due_kind: {self._chance.choice(('by', 'before', 'within'))}"
        elif self._often(0.25):
            yield f"    recurs: [{self._chance.choice(_PERIODS)}]"
        if self._often(0.2):
            yield f"    result: {self._phrase(3, 6).capitalize()}"

    def _achievement(self) -> tuple[str, list[str]]:
        self._title = f"{self._phrase(5, 9).capitalize()}"
        day = self._day()
        fields = [
            *self._shared(day),
            f"locality: {self._place()}",
            f"organisation: {self._name()}",
            *(self._figure() if self._often(0.9) else ()),
            f"as_of: {day}",
            f"task_group: {self._group + 1}",
            f"sources: [https://bao.example/{self._number}]",
        ]
        return "docs/dien-hinh", fields

    def _figure(self) -> Iterator[str]:
        yield "figure:"
        yield f"  operator: '{self._chance.choice(('=', '=', '=', '>=', '~'))}'"
        yield f"  value: {self._chance.randint(20, 90000)}"
        yield f"  unit: {self._phrase(1, 2)}"
        yield f"  what: {self._phrase(3, 5)}"
        yield f"basis: {self._phrase(5, 9)}"

    def _notice(self) -> tuple[str, list[str]]:
        self._title = f"{self._phrase(5, 10).capitalize()}"
        day = self._day()
        fields = self._shared(day)
        if self._often(0.5):
            fields += self._shown(day)
        return f"docs/tin-tuc/{day.year}", fields

    def _shown(self, day: date) -> Iterator[str]:
        """What a notice needs to be shown on screens."""
        place = self._place()
        yield f"locality: {place}"
        yield f"led: {{s: {self._led('s', 2)}, m: {self._led('m', 5)}, l: {self._led('l', 9)}}}"
        yield f"screens: [{self._chance.choice(_SCREENS)}]"
        if self._often(0.06):
            yield from self._emergency(day, place)
            return
        yield f"starts: {day}"
        yield f"ends: {day + timedelta(days=20)}"
        if self._often(0.15):
            yield "priority: priority"
        if self._often(0.2):
            yield "days: [thu-2, thu-4, thu-6]"
            yield "hours: 07:00-11:30, 13:30-17:00"

    def _emergency(self, day: date, place: str) -> Iterator[str]:
        yield f"starts: {day} 06:00"
        yield f"ends: {day + timedelta(days=2)} 18:00"
        yield "priority: emergency"
        yield "emergency:"
        yield f"  event: {self._phrase(2, 3).capitalize()}"
        yield f"  category: {self._chance.choice(_EVENTS)}"
        yield f"  urgency: {self._chance.choice(('Immediate', 'Expected'))}"
        yield f"  severity: {self._chance.choice(('Extreme', 'Severe', 'Moderate'))}"
        yield f"  certainty: {self._chance.choice(('Observed', 'Likely'))}"
        yield f"  area: [{place}]"
        yield f"  instruction: {self._sentence(8, 14)}"
        yield "  contact: '0200000000'"
        yield f"  approved_by: {self._name()}"

    def _shared(self, day: date) -> list[str]:
        self._group = self._chance.randrange(len(self._words.groups))
        named = [self._words.groups[self._group], self._chance.choice(self._words.sections)]
        fields = [
            f"summary: {self._sentence(18, 30)}",
            f"date: {day}",
            f"tags: [{self._phrase(2, 2)}, {self._phrase(2, 2)}]",
            f"sections: [{', '.join(named)}]",
            f"audiences: [{self._some(_AUDIENCES, 2)}]",
        ]
        return [*fields, *self._history(day)]

    def _history(self, day: date) -> Iterator[str]:
        """What few records have: changes, an end, an address of before."""
        if self._often(0.1):
            later, major = day + timedelta(days=5), str(self._often(0.5)).lower()
            yield f"updated: {later}"
            yield f"changes: [{{date: {later}, note: {self._phrase(4, 8)}, major: {major}}}]"
        if self._often(0.03):
            yield f"expires: {day + timedelta(days=200)}"
        if self._often(0.02):
            yield f"aliases: [/cu/{self._number}/]"
        if self._often(0.01):
            yield f"withdrawn: {{date: {day + timedelta(days=9)}, reason: {self._phrase(4, 8).capitalize()}}}"

    def _attached(self, name: str) -> Iterator[str]:
        if self._often(0.08):
            yield "attachments:"
            yield f"  - {{file: {name}.pdf, title: {self._phrase(3, 5).capitalize()}, kind: toan-van}}"

    # -- Body --------------------------------------------------------------------------------------------

    def _body(self) -> str:
        parts = [self._paragraph(links=True)]
        size = 0
        while size < BODY_BYTES:
            parts += [f"## {self._phrase(4, 8).capitalize()}", self._paragraph(), self._list()]
            if len(parts) == 4:
                parts += [f"### {self._phrase(4, 8).capitalize()}", self._table()]
            parts += [
                f"### {self._phrase(4, 8).capitalize()}",
                self._paragraph(links=True),
                self._paragraph(),
            ]
            size = len("\n\n".join(parts).encode())
        return "\n\n".join(parts) + "\n"

    def _paragraph(self, *, links: bool = False) -> str:
        sentences = [self._sentence(14, 30) for _ in range(self._chance.randint(2, 3))]
        if links:
            slug = self._chance.choice(self._words.groups)
            inner = f"[{self._phrase(3, 4)}]({self._up}/nghi-quyet/{slug}.md)"
            sentences.append(f"Theo {inner} và **{self._phrase(2, 3)}**.")
            sentences.append(f"Xem [{self._phrase(2, 3)}](https://vi-du.example/{self._number}).")
        return " ".join(sentences)

    def _list(self) -> str:
        sign = self._chance.choice(("-", "1."))
        return "\n".join(f"{sign} {self._sentence(8, 18)}" for _ in range(self._chance.randint(3, 5)))

    def _table(self) -> str:
        rows = [(self._name(), self._phrase(4, 8), str(self._day())) for _ in range(5)]
        return "\n".join(
            [f"| {' | '.join(row)} |" for row in (("Đơn vị", "Việc", "Hạn"), ("---", "---", "---:"), *rows)]
        )

    # -- Words -------------------------------------------------------------------------------------------

    def _sentence(self, low: int, high: int) -> str:
        words = self._phrase(low, high).split()
        middle = len(words) // 2
        words[middle] += ","
        return " ".join(words).capitalize() + "."

    def _phrase(self, low: int, high: int) -> str:
        return " ".join(self._speaker.syllables(self._chance.randint(low, high)))

    def _led(self, size: str, words: int) -> str:
        """Whole words, as many as there is room for."""
        text = self._phrase(words, words)[: LED_LENGTHS[size] + 1]
        return text.rpartition(" ")[0] if len(text) > LED_LENGTHS[size] else text

    def _name(self) -> str:
        return f"{self._chance.choice(_UNITS)} {self._phrase(2, 4).title()}"

    def _place(self) -> str:
        return self._chance.choice(self._words.places)

    def _some(self, words: tuple[str, ...], most: int) -> str:
        return ", ".join(self._chance.sample(words, self._chance.randint(1, most)))

    def _day(self) -> date:
        return _FIRST + timedelta(days=self._chance.randrange((_LAST - _FIRST).days))

    def _often(self, share: float) -> bool:
        return self._chance.random() < share
