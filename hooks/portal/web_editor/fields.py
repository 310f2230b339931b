"""Fields of the content model -> fields of a form of Sveltia CMS (`schema/sveltia-cms.json`)."""

from __future__ import annotations

import typing
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any

from pydantic.fields import FieldInfo

from portal.model.achievement import TASK_GROUPS
from portal.model.base import Model
from portal.model.fields import (
    ADDRESS,
    LOCALITY,
    SLUG,
    WEB,
    Address,
    AnyDate,
    Day,
    End,
    Flag,
    Hours,
    LocalityId,
    Slug,
    Source,
    Start,
    WebAddress,
    Weekdays,
    Whole,
)
from portal.model.notice import LED_LENGTHS
from portal.settings import Settings
from portal.web_editor.words import HINTS, WEEKDAYS, choices

Form = dict[str, Any]
"""A field, as a JSON object."""

OFFICES = ".doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp"
ATTACHMENTS = f".pdf,{OFFICES},.txt,.csv,.zip,.jpg,.jpeg,.png,.webp,.mp3,.mp4"
PICTURES = ".jpg,.jpeg,.png,.webp"

_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_PART_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_HOURS = rf"{_TIME}-(?:{_TIME}|24:00)"

_PATTERNS: Mapping[Any, tuple[str, str]] = {
    AnyDate: (_PART_DATE, "Viết dạng 2025-01-31, 2025-01 hoặc 2025."),
    Start: (rf"{_DAY}(?: {_TIME})?", "Viết dạng 2025-01-31 hoặc 2025-01-31 07:30."),
    End: (rf"{_DAY}(?: {_TIME})?", "Viết dạng 2025-01-31 hoặc 2025-01-31 07:30."),
    Hours: (rf"{_HOURS}(?:, ?{_HOURS})*", "Viết dạng 07:00-11:30, 13:30-17:00."),
    WebAddress: (WEB.pattern, "Phải là địa chỉ bắt đầu bằng https:// hoặc http://."),
    Source: (
        rf"{WEB.pattern}|[^\s:]+",
        "Phải là địa chỉ bắt đầu bằng https://, hoặc mã nguồn trong data/resolution.yml.",
    ),
    Slug: (SLUG.pattern, "Chỉ gồm chữ thường không dấu, số và dấu gạch nối: chuyen-doi-so."),
    LocalityId: (LOCALITY.pattern, "Mã địa phương viết dạng can-tho hoặc hai-phong/kinh-mon."),
    Address: (ADDRESS.pattern, "Viết dạng /ke-hoach/ten-cu/."),
}
"""Texts that have to be written in a certain way."""

_WIDGETS: Mapping[Any, Form] = {
    Flag: {"widget": "boolean"},
    Day: {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
}
_LONG = {"summary", "instruction", "caution"}
_RANGES = {"task_group": TASK_GROUPS}


@dataclass(frozen=True)
class Forms:
    """Makes the fields of forms; what may be chosen comes from the data files.

    `used` are the places that have records.
    """

    settings: Settings
    used: Collection[str] = ()

    def fields(self, kind: type[Model]) -> list[Form]:
        """In the order of the model."""
        return [self.field(name, info) for name, info in kind.model_fields.items()]

    def field(self, name: str, info: FieldInfo) -> Form:
        common: Form = {"name": name, "label": info.title or name, "required": info.is_required()}
        if hint := HINTS.get(name) or info.description:
            common["hint"] = hint
        return {**common, **self._widget(name, _given(info))}

    def _widget(self, name: str, annotation: Any) -> Form:
        if name in self._known:
            return self._choice(self._known[name], several=_is_list(annotation))
        if name == "file":
            return _upload("file", ATTACHMENTS)
        if name == "image":
            return _upload("image", PICTURES)
        if annotation == Weekdays:
            return self._choice(WEEKDAYS, several=True)
        if _is_list(annotation) and annotation not in _PATTERNS:
            return self._list(name, _inner(annotation))
        return self._single(name, annotation)

    def _single(self, name: str, annotation: Any) -> Form:
        kind = _bare(annotation)
        if isinstance(kind, type) and issubclass(kind, Model):
            return {"widget": "object", "collapsed": "auto", "fields": self.fields(kind)}
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._choice(dict(choices(kind)))
        if annotation == Whole:
            among = _RANGES[name]
            return {"widget": "number", "value_type": "int", "min": among[0], "max": among[-1]}
        return dict(_WIDGETS[annotation]) if annotation in _WIDGETS else _text(name, annotation)

    def _list(self, name: str, item: Any) -> Form:
        kind = _bare(item)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._choice(dict(choices(kind)), several=True)
        if isinstance(kind, type) and issubclass(kind, Model):
            summary = f"{{{{fields.{next(iter(kind.model_fields))}}}}}"
            return {
                "widget": "list",
                "collapsed": "auto",
                "label_singular": "mục",
                "summary": summary,
                "fields": self.fields(kind),
            }
        if item in _PATTERNS:
            # A list with a field of its own, so that each item is looked at.
            field = {"name": name, "label": "Giá trị", **self._single(name, item)}
            return {"widget": "list", "label_singular": "mục", "field": {**field, "required": True}}
        return {"widget": "list"}

    @staticmethod
    def _choice(options: Mapping[str, str], *, several: bool = False) -> Form:
        listed = [{"value": value, "label": label} for value, label in options.items()]
        form: Form = {"widget": "select", "options": listed}
        return {**form, "multiple": True} if several else form

    @cached_property
    def _known(self) -> Mapping[str, Mapping[str, str]]:
        """What the data files offer for fields of these names, value and label."""
        vocabulary = self.settings.vocabulary
        return {
            "audiences": vocabulary.audiences,
            "channels": vocabulary.channels,
            "locality": self.places,
            "area": self.places,
            "sections": {
                slug: f"{each.numeral}. {each.title}" for slug, each in self.settings.sections.items()
            },
            **({"screens": self._screens} if self._screens else {}),
        }

    @cached_property
    def kinds(self) -> Form:
        """The choice among the kinds of documents."""
        kinds = self.settings.vocabulary.kinds
        return self._choice({slug: kind.label for slug, kind in kinds.items()})

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Provinces, and all places that have records or screens.

        With every commune (3,300 now, 13,000 with former ones) the chooser takes ten seconds to open.
        """
        places = self.settings.localities
        screens = {screen.locality for screen in self.settings.screens.screens if screen.locality}
        wanted = {each.id for each in places.provinces()} | screens | set(self.used)
        known = [places[each] for each in sorted(each for each in wanted if each in places)]
        return {each.id: _place_name(each.full_name, places.province_of(each.id)) for each in known}

    @cached_property
    def _screens(self) -> Mapping[str, str]:
        screens = self.settings.screens.screens
        tags = sorted({tag for screen in screens for tag in screen.tags})
        return {**{each.id: each.name for each in screens}, **{tag: f"Nhóm: {tag}" for tag in tags}}


_STRING: Form = {"widget": "string", "use_emoji_autocomplete": False}


def _text(name: str, annotation: Any) -> Form:
    if annotation in _PATTERNS:
        pattern, message = _PATTERNS[annotation]
        return {**_STRING, "pattern": [f"^(?:{pattern})$", message]}
    text = {**_STRING, "widget": "text"} if name in _LONG else dict(_STRING)
    return {**text, "maxlength": LED_LENGTHS[name]} if name in LED_LENGTHS else text


def _place_name(own: str, province: Any) -> str:
    return own if province is None or province.full_name == own else f"{own}, {province.full_name}"


def _upload(widget: str, accept: str) -> Form:
    # Empty folders: the file lies beside the entry, and the entry holds its bare name.
    beside = {"media_folder": "", "public_folder": ""}
    pattern = [r"^[^/]+$", "Tệp phải nằm cạnh bài: bấm «Tải lên» rồi chọn tệp trên máy."]
    return {"widget": widget, "accept": accept, "choose_url": False, "pattern": pattern, **beside}


def _given(info: FieldInfo) -> Any:
    """The annotation as it was written, without `| None`."""
    # Only then does pydantic put back together what stood in `Annotated`.
    return _without_none(info.rebuild_annotation())


def _without_none(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (typing.Union, UnionType):
        return next(each for each in typing.get_args(annotation) if each is not NoneType)
    return annotation


def _bare(annotation: Any) -> Any:
    while typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    return annotation


def _is_list(annotation: Any) -> bool:
    return typing.get_origin(_bare(annotation)) is tuple


def _inner(annotation: Any) -> Any:
    return typing.get_args(_bare(annotation))[0]
