"""The fields of a model by name, found without the code that is tested."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def field_names(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """Every field of a model, those of models in it after a dot: `tasks.due`."""
    for name, info in model.model_fields.items():
        yield before + name
        for inner in _models_in(info.annotation):
            yield from field_names(inner, f"{before}{name}.")


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
