"""What was understood of a document: values with the line that they were taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


class Confidence(StrEnum):
    """How certain a value is."""

    SURE = "chắc chắn"
    LIKELY = "có thể"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value as front matter wants it; `said` is the text that it was taken from, `line` its line."""

    value: T
    said: str
    line: int
    confidence: Confidence = Confidence.SURE


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: «TM. Ủy ban nhân dân, KT. Chủ tịch», «Phó Chủ tịch», «Nguyễn Văn An»."""

    capacity: str | None = None
    role: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """Another document: its canonical number, its date as ISO or part of it, who issued it."""

    number: str
    signed: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """A task, as `portal.model.plan.Task` has it."""

    unit: str | None
    work: str
    due: str | None = None
    due_kind: str = "by"
    recurs: tuple[str, ...] = ()
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """A report, as `portal.model.plan.Report` has it."""

    who: str | None = None
    to: str | None = None
    work: str | None = None
    due: str | None = None
    due_kind: str = "by"
    recurs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body, its number included; `level` from 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list without its dash; `depth` from 0."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is its head."""

    rows: tuple[tuple[str, ...], ...]


BodyBlock: TypeAlias = Heading | Text | Item | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """All that was found; what was not is None or empty. `questions` are for the editor, in Vietnamese."""

    kind: Found[str] | None = None
    number: Found[str] | None = None
    issuer: Found[str] | None = None
    signed: Found[str] | None = None
    place: Found[str] | None = None
    title: Found[str] | None = None
    signer: Found[Signature] | None = None
    bases: tuple[Found[Cited], ...] = ()
    cites: tuple[Found[Cited], ...] = ()
    tasks: tuple[Found[Assigned], ...] = ()
    reports: tuple[Found[Reported], ...] = ()
    recipients: tuple[Found[str], ...] = ()
    locality: Found[str] | None = None
    channels: tuple[Found[str], ...] = ()
    sections: tuple[Found[str], ...] = ()
    body: tuple[BodyBlock, ...] = ()
    notes: Mapping[int, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
