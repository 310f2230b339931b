"""A generated corpus: records of all kinds in the portal's own schema, the same for the same seed.

The words are made up (`language.py`), so that no text is anybody's. Bodies have the size and the parts of
real local documents: about 7.5 kB of headings, paragraphs, lists, a table and links.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import yaml

from portal import localities
from portal.localities import Level
from portal.vietnamese import slugify
from tests.bench.language import Speaker
from tests.projects import ROOT

BODY_BYTES = 7500
_UNITS = ("Sở", "Phòng", "Ban", "Trung tâm", "Hội")
COMMUNES = 40
"""Communes that have plans of their own; a quarter of the plans are theirs, the rest the provinces'."""
_FIRST, _LAST = date(2025, 1, 10), date(2026, 2, 20)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What records may name: ids of places, slugs of sections that have a task group, all other sections."""

    places: tuple[str, ...]
    groups: tuple[str, ...]
    sections: tuple[str, ...]


def records(count: int, *, seed: int = 57, communes: int = COMMUNES) -> dict[str, str]:
    """`count` records as files of a project: 55 % plans, 20 % achievements, 25 % notices.

    They name the sections, places and words of the repository's own `data/`.
    """
    vocabulary = _vocabulary(communes)
    files: dict[str, str] = {}
    for number in range(count):
        # A generator for each record: the first hundred of a thousand are those of a hundred.
        writer = _Writer(random.Random(f"{seed} {number}"), number, vocabulary)  # noqa: S311 - no secret
        path, text = writer.record()
        files[path] = text
    assert len(files) == count
    return files


def project_files(count: int, *, seed: int = 57, communes: int = COMMUNES) -> dict[str, str | bytes]:
    """A corpus with the repository's own data and its pages on the resolution, which the records link to."""
    own = (*sorted((ROOT / "data").glob("*.yml")), *sorted((ROOT / "docs" / "nghi-quyet").glob("*.md")))
    files: dict[str, str | bytes] = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in own}
    return {**files, "data/targets.yml": _targets(), **records(count, seed=seed, communes=communes)}


def _targets() -> str:
    """The targets without their measures, which name achievements that are not in the corpus."""
    data = yaml.safe_load((ROOT / "data" / "targets.yml").read_text("utf-8"))
    for target in data["targets"]:
        target.pop("observations", None)
        target.pop("not_compared", None)
    return yaml.safe_dump(data, allow_unicode=True)


def simple(files: Mapping[str, str | bytes]) -> dict[str, str]:
    """The same Markdown for a plain MkDocs: of the front matter only the title."""
    found = {}
    for path, content in files.items():
        if path.endswith(".md"):
            text = content if isinstance(content, str) else content.decode()
            _, head, body = text.split("---\n", 2)
            title = next(line for line in head.split("\n") if line.startswith("title: "))
            found[path] = f"---\n{title}\n---\n{body}"
    return found


def edited(text: str) -> str:
    """A record with one more paragraph."""
    return text.rstrip("\n") + "\n\nĐoạn này mới thêm vào.\n"


def _vocabulary(wanted: int) -> _Vocabulary:
    texts = [(ROOT / name).read_text("utf-8") for name in _LOCALITIES]
    tree, flaws = localities.from_texts(*texts)
    assert not flaws
    provinces = tree.provinces()
    communes = [row["id"] for row in csv.DictReader(texts[1].splitlines())]
    chosen = [place.id for place in provinces] * 4 + communes[:: len(communes) // wanted]
    assert all(tree[id].level in (Level.PROVINCE, Level.COMMUNE) for id in chosen)
    return _Vocabulary(tuple(chosen), _GROUPS, ("quan-diem", "muc-tieu", "to-chuc-thuc-hien", "nhiem-vu"))


_LOCALITIES = ("data/localities.yml", "data/communes.csv", "data/communes_former.csv")
_GROUPS = (
    "nhan-thuc",
    "the-che",
    "ha-tang",
    "nhan-luc",
    "so-hoa-he-thong-chinh-tri",
    "doanh-nghiep",
    "hop-tac-quoc-te",
)
"""Task groups 1 to 7 in their order."""


class _Writer:
    """Writes one record; everything that it decides comes from its own random numbers."""

    def __init__(self, chance: random.Random, number: int, vocabulary: _Vocabulary) -> None:
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
        name = slugify(self._title)[:60].strip("-")
        head = "\n".join([f"title: {self._title}", *fields])
        return f"{folder}/{name}-{self._number}.md", f"---\n{head}\n---\n{self._body()}"

    def _plan(self) -> tuple[str, list[str]]:
        place = self._chance.choice(self._words.places)
        signed = self._day()
        self._title = f"Kế hoạch {self._phrase(5, 9)}"
        fields = [
            *self._shared(signed + timedelta(days=3)),
            f"locality: {place}",
            "audiences: [can-bo, doanh-nghiep]",
            "kind: ke-hoach",
            f"number: {self._number + 10}-KH/TU",
            f"issuer: {self._name()}",
            f"signed: {signed}",
            "bases: [57-NQ/TW, 03/NQ-CP]",
            "channels: [bao-chi, truyen-thanh, mang-xa-hoi]",
            "tasks:",
            *(line for _ in range(self._chance.randint(3, 8)) for line in self._task(signed)),
            "reports:",
            f"  - {{who: {self._name()}, to: {self._name()}, due: {signed + timedelta(days=90)}}}",
            "recipients:",
            *(f"  - {self._name()}" for _ in range(4)),
        ]
        return f"docs/ke-hoach/{place}", fields

    def _task(self, signed: date) -> list[str]:
        due = signed + timedelta(days=self._chance.randint(20, 500))
        lines = [f"  - unit: {self._name()}", f"    work: {self._phrase(6, 14).capitalize()}"]
        if self._chance.random() < 0.6:
            lines += [f"    due: {due}", "    due_kind: by"]
        return lines

    def _achievement(self) -> tuple[str, list[str]]:
        self._title = f"{self._phrase(5, 9).capitalize()}"
        day = self._day()
        fields = [
            *self._shared(day),
            f"locality: {self._chance.choice(self._words.places)}",
            f"organisation: {self._name()}",
            "figure:",
            f"  value: {self._chance.randint(20, 90000)}",
            f"  unit: {self._phrase(1, 2)}",
            f"  what: {self._phrase(3, 5)}",
            f"as_of: {day}",
            f"basis: {self._phrase(5, 9)}",
            f"task_group: {self._group + 1}",
            f"sources: [https://bao.example/{self._number}]",
        ]
        return "docs/dien-hinh", fields

    def _notice(self) -> tuple[str, list[str]]:
        self._title = f"{self._phrase(5, 10).capitalize()}"
        day = self._day()
        fields = self._shared(day)
        if self._chance.random() < 0.5:
            fields += [
                f"locality: {self._chance.choice(self._words.places)}",
                f"starts: {day}",
                f"ends: {day + timedelta(days=20)}",
                "screens: [tat-ca]",
                f"led: {{s: {self._phrase(2, 2)}, m: {self._phrase(4, 4)}}}",
            ]
        return f"docs/tin-tuc/{day.year}", fields

    def _shared(self, day: date) -> list[str]:
        self._group = self._chance.randrange(len(self._words.groups))
        named = [self._words.groups[self._group], self._chance.choice(self._words.sections)]
        return [
            f"summary: {self._sentence(18, 30)}",
            f"date: {day}",
            f"tags: [{self._phrase(2, 2)}, {self._phrase(2, 2)}]",
            f"sections: [{', '.join(named)}]",
        ]

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

    def _sentence(self, low: int, high: int) -> str:
        words = self._phrase(low, high).split()
        middle = len(words) // 2
        words[middle] += ","
        return " ".join(words).capitalize() + "."

    def _phrase(self, low: int, high: int) -> str:
        return " ".join(self._speaker.syllables(self._chance.randint(low, high)))

    def _name(self) -> str:
        return f"{self._chance.choice(_UNITS)} {self._phrase(2, 4).title()}"

    def _day(self) -> date:
        return _FIRST + timedelta(days=self._chance.randrange((_LAST - _FIRST).days))
