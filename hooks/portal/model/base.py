"""What all models share: strictness, and problems in Vietnamese with the line of the value."""

from __future__ import annotations

import re
import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from portal.frontmatter import Document, Where
from portal.problems import MOST, Problem, Severity, did_you_mean

_NONE: set[str] = set()
# Values are frozen for everybody else.
_put = object.__setattr__


class Model(BaseModel):
    """A frozen value; fields that it does not know are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def __getstate__(self) -> Any:
        """Without the names of the fields that were given: nobody asks for them of a stored value, and a set
        for each of 60,000 takes 25 MiB."""
        return self.__dict__, self.__pydantic_private__

    def __setstate__(self, state: Any) -> None:
        fields, private = state
        _put(self, "__dict__", fields)
        _put(self, "__pydantic_fields_set__", _NONE)
        _put(self, "__pydantic_extra__", None)
        _put(self, "__pydantic_private__", private)


M = TypeVar("M", bound=Model)
C = TypeVar("C")


def build(
    kind: type[M], document: Document, *, path: str, context: Any = None
) -> tuple[M | None, list[Problem]]:
    """A model from plain values, or None and every problem that its fields have."""
    try:
        return kind.model_validate(document.values, context=context), []
    except ValidationError as error:
        details = error.errors(include_url=False)[:MOST]
        return None, [_problem(kind, detail, document, path) for detail in details]


def field_name(where: Where) -> str:
    """`("tasks", 0, "due")` -> `tasks[0].due`."""
    name = ""
    for part in where:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name


def label(kind: type[BaseModel], name: str) -> str:
    """The Vietnamese label of a field."""
    return kind.model_fields[name].title or name


def _problem(kind: type[Model], detail: ErrorDetails, document: Document, path: str) -> Problem:
    where = (*detail["loc"], *detail.get("ctx", {}).get("field", ()))
    code, message, remedy = _wording(kind, detail, where)
    return Problem(path, document.line(where), field_name(where), code, Severity.ERROR, message, remedy)


def _wording(kind: type[Model], detail: ErrorDetails, where: Where) -> tuple[str, str, str]:
    error, given = detail["type"], detail["input"]
    if error == "missing":
        return "field-missing", f"thiếu trường này{_meaning(kind, where)}", f"thêm dòng «{where[-1]}: …»"
    if error == "extra_forbidden":
        known = _fields_at(kind, where[:-1])
        remedy = did_you_mean(str(where[-1]), known)
        return "field-unknown", "không có trường này", remedy or "xóa dòng này hoặc xem danh sách trường"
    if error in _SHAPES:
        return "value-type", f"{_SHAPES[error]} (đang là {_shown(given)})", ""
    if error == "literal_error":
        words = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
        return "value-unknown", f"không có giá trị {_shown(given)}", "viết một trong: " + ", ".join(words)
    if error.startswith("portal."):
        return error.removeprefix("portal."), detail["msg"], str(detail.get("ctx", {}).get("remedy", ""))
    return "value-type", f"giá trị không đúng (đang là {_shown(given)})", ""


_SHAPES = {
    "string_type": "phải là một dòng chữ",
    "list_type": "phải là danh sách, mỗi mục một dòng bắt đầu bằng «- »",
    "tuple_type": "phải là danh sách, mỗi mục một dòng bắt đầu bằng «- »",
    "dict_type": "phải là các trường con thụt vào",
    "model_type": "phải là các trường con thụt vào",
    "model_attributes_type": "phải là các trường con thụt vào",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "greater_than_equal": "số nhỏ quá",
    "less_than_equal": "số lớn quá",
}


def _shown(given: Any) -> str:
    if given is None:
        return "để trống"
    if isinstance(given, str):
        return f"«{given[:60]}»"
    return (
        "danh sách"
        if isinstance(given, list)
        else "các trường con"
        if isinstance(given, dict)
        else f"«{given}»"
    )


def _meaning(kind: type[Model], where: Where) -> str:
    model = _model_at(kind, where[:-1])
    info = model.model_fields.get(str(where[-1])) if model else None
    return f" ({info.title})" if info and info.title else ""


def _fields_at(kind: type[Model], where: Where) -> list[str]:
    model = _model_at(kind, where)
    return list(model.model_fields) if model else []


def _model_at(kind: type[BaseModel], where: Where) -> type[BaseModel] | None:
    annotation: Any = kind
    for part in where:
        if isinstance(part, int):
            continue
        if typing.get_origin(annotation) is dict:
            annotation = typing.get_args(annotation)[1]
            continue
        model = class_in(annotation, BaseModel)
        info = model.model_fields.get(part) if model else None
        annotation = info.annotation if info else None
    return class_in(annotation, BaseModel)


def class_in(annotation: Any, base: type[C]) -> type[C] | None:
    """The first class of a kind somewhere in a type: `Task` in `tuple[Task, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, base):
        return annotation
    return next(filter(None, (class_in(each, base) for each in typing.get_args(annotation))), None)
