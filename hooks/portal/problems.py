"""Problems in content and data as values: where, what and how to mend it, in Vietnamese."""

from __future__ import annotations

import difflib
import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

MAX_LENGTH = 400
"""Characters of a message; what is longer loses its middle."""


MOST = 200
"""Problems of one file that are told at a time: nobody reads more, and each looks for what may be meant."""


class Severity(StrEnum):
    """An error stops a build; advice never stops anything."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: `path` from the project's folder with `/`, `line` from 1.

    `code` is a stable name for tools and the handbook; `field` is the front matter field, dotted
    for nested ones (`tasks[0].due`), empty when the problem is not in a field. `remedy` says what
    to do.
    """

    path: str
    line: int
    field: str
    code: str
    severity: Severity
    message: str
    remedy: str = ""

    def __post_init__(self) -> None:
        for name in ("field", "message", "remedy"):
            object.__setattr__(self, name, _one_line(getattr(self, name)))

    @property
    def level(self) -> int:
        """The level to log at. Advice stays below WARNING, because `--strict` counts warnings."""
        return logging.ERROR if self.severity is Severity.ERROR else logging.INFO

    def __str__(self) -> str:
        where = f"{printable(self.path)}:{self.line}: " + (f"{self.field}: " if self.field else "")
        kind = "" if self.severity is Severity.ERROR else "lời khuyên: "
        return where + kind + self.message + (f"; {self.remedy}" if self.remedy else "")


def printable(text: str) -> str:
    """Without what terminals obey, or what turns the direction of writing, in a quoted text."""
    return text if text.isprintable() else "".join(each if each.isprintable() else "·" for each in text)


def _one_line(text: str) -> str:
    """Problems quote what editors wrote, which may be of many lines or a whole file."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= MAX_LENGTH else f"{line[: MAX_LENGTH - 80]} … {line[-70:]}"


class Problems(tuple[Problem, ...]):
    """A sorted tuple of problems without repetitions."""

    __slots__ = ()

    def __new__(cls, problems: Iterable[Problem] = ()) -> Problems:
        return super().__new__(cls, sorted(set(problems)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self if problem.severity is Severity.ERROR)

    @property
    def advice(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self if problem.severity is Severity.ADVICE)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """«; ý bạn là …?» for a misspelt word, empty when nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"ý bạn là «{near[0]}»?" if near else ""


def summary(problems: Problems) -> str:
    """«Có 2 lỗi và 1 lời khuyên.»"""
    errors, advice = len(problems.errors), len(problems.advice)
    if not errors and not advice:
        return "Không có lỗi nào."
    parts = [f"{errors} lỗi"] if errors else []
    parts += [f"{advice} lời khuyên"] if advice else []
    return f"Có {' và '.join(parts)}."


def as_text(problems: Problems) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Problems) -> str:
    """A JSON array of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Problems) -> str:
    """Workflow commands that GitHub shows as annotations of the changed lines.

    Source: GitHub Actions, "Workflow commands", escaping of data and properties.
    """
    lines = []
    for problem in problems:
        command = "error" if problem.severity is Severity.ERROR else "notice"
        text = problem.message + (f"; {problem.remedy}" if problem.remedy else "")
        text = (f"{problem.field}: " if problem.field else "") + text
        where = f"file={_property(problem.path)},line={problem.line},title={_property(problem.code)}"
        lines.append(f"::{command} {where}::{_data(text)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
