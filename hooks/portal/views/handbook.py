"""Pages of the editors' handbook that are made from code: `/bien-tap/truong/`, every field of every kind of
record, and `/bien-tap/thong-bao/`, every message of the check.

What stands above is a page of content, `docs/bien-tap/truong.md` and `thong-bao.md`, where there is one. All
other pages of the handbook are ordinary pages of content.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portal.catalogue import Snapshot
from portal.codes import Explanation, explanations
from portal.model import RECORDS
from portal.model.base import class_in
from portal.model.page import OrdinaryText
from portal.model.record import Kind
from portal.settings import Settings
from portal.views.pages import Page
from portal.views.parts import Link
from portal.views.records import HOME

INDEX = Link("Sổ tay biên tập", "/bien-tap/")
FIELDS = f"{INDEX.address}truong/"
MESSAGES = f"{INDEX.address}thong-bao/"
"""Explains the codes of problems, each under its own anchor."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as front matter has it: `tasks.due` is `due` of each of `tasks`.

    `values` are the words that it takes, each with what it means where that is said elsewhere.
    """

    name: str
    label: str
    meaning: str
    needed: bool
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of one kind of record, or those that all kinds have."""

    anchor: str
    title: str
    place: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsPage(Page):
    """What an editor may write, a table for each kind."""

    tables: tuple[FieldTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage(Page):
    """What the check may say: (what it is about, its messages)."""

    groups: tuple[tuple[str, tuple[Explanation, ...]], ...]


def texts(snapshot: Snapshot) -> tuple[OrdinaryText, ...]:
    """The pages of content that are the beginning of pages made here."""
    return tuple(text for text in snapshot.texts if text.address in (FIELDS, MESSAGES))


def handbook_pages(snapshot: Snapshot) -> Iterator[FieldsPage | MessagesPage]:
    """The pages of the handbook that are made from code."""
    found = {text.address: text for text in texts(snapshot)}
    yield FieldsPage(
        **_opening(FIELDS, found, snapshot, "Các trường", "Mỗi loại bài có những trường nào, viết thế nào."),
        template="fields.html",
        tables=tuple(_tables(snapshot.settings)),
    )
    yield MessagesPage(
        **_opening(MESSAGES, found, snapshot, "Các thông báo", "Mỗi lỗi, mỗi lời khuyên nghĩa là gì."),
        template="messages.html",
        groups=tuple(
            (group, tuple(rows)) for group, rows in itertools.groupby(explanations().values(), _group)
        ),
    )


def _group(explanation: Explanation) -> str:
    return explanation.group.value[0].upper() + explanation.group.value[1:]


def _opening(
    address: str, found: Mapping[str, OrdinaryText], snapshot: Snapshot, title: str, description: str
) -> dict[str, Any]:
    """What a page has of the text that is its beginning, or without one."""
    text = found.get(address)
    loaded = snapshot.catalogue.loaded_of(text) if text else None
    return {
        "address": address,
        "title": text.title if text else title,
        "description": (text.summary if text else None) or description,
        "crumbs": (HOME, *(INDEX for each in snapshot.texts if each.address == INDEX.address)),
        "source": loaded.path if loaded else "",
        "body_key": loaded.body_key if loaded else "",
    }


def _tables(settings: Settings) -> Iterator[FieldTable]:
    words = _words(settings)
    # What a section has, all others have too.
    common = RECORDS[Kind.SECTION].model_fields
    yield FieldTable("chung", "Mọi loại bài", "", tuple(_rows(common, words)))
    for kind in (Kind.PLAN, Kind.ACHIEVEMENT, Kind.NOTICE):
        fields = RECORDS[kind].model_fields
        own = {name: info for name, info in fields.items() if name not in common or info != common[name]}
        yield FieldTable(kind.value, kind.label, kind.place, tuple(_rows(own, words)))


def _words(settings: Settings) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Words that data files define, by the field that takes them."""
    vocabulary = settings.vocabulary
    return {
        "kind": tuple((slug, kind.label) for slug, kind in vocabulary.kinds.items()),
        "channels": tuple(vocabulary.channels.items()),
        "audiences": tuple(vocabulary.audiences.items()),
        "sections": tuple((entry.slug, entry.title) for entry in settings.resolution.sections),
    }


def _rows(
    fields: Mapping[str, FieldInfo], words: Mapping[str, tuple[tuple[str, str], ...]], before: str = ""
) -> Iterator[FieldRow]:
    for name, info in fields.items():
        listed = words.get(name, ()) if not before else ()
        enumeration = class_in(info.annotation, StrEnum)
        values = listed or tuple((member.value, "") for member in enumeration or ())
        label, meaning = info.title or name, info.description or ""
        yield FieldRow(before + name, label, meaning, info.is_required(), values)
        inner = class_in(info.annotation, BaseModel)
        if inner is not None:
            yield from _rows(inner.model_fields, words, f"{before}{name}.")
