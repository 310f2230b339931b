"""Operators on figures: "≥30%" is not "30%"."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, field_serializer, model_validator

from portal.model.base import Model
from portal.model.fields import Text, one_of, parse_number, plain_number, wrong
from portal.numbers import Operator, format_number, format_range, operator_phrase


def _values(value: Any) -> Any:
    return [value] if value is None or isinstance(value, str) else value


class Measured(Model):
    """A value with its operator and unit: `value` holds one number, two for a range, or text."""

    operator: Annotated[Operator, one_of(Operator)] = Field(
        Operator.EQUAL, title="Phép so", description="=, >, >=, <, <=, ~ (khoảng), range, text."
    )
    value: Annotated[tuple[Text, ...], BeforeValidator(_values)] = Field(
        title="Giá trị", description="Số (1227, 39.52), hai số cho range, hoặc lời cho text."
    )
    unit: Text | None = Field(None, title="Đơn vị tính", description="%, Mbps, doanh nghiệp …")

    @model_validator(mode="after")
    def _value_fits_operator(self) -> Self:
        if self.operator is Operator.TEXT:
            return self
        wanted = 2 if self.operator is Operator.RANGE else 1
        if len(self.value) != wanted:
            remedy = "viết [40, 50]" if wanted == 2 else "viết một số, hoặc operator: range cho khoảng"
            message = f"phép so «{self.operator}» cần {wanted} giá trị"
            raise wrong("figure-values", message, remedy, field="value")
        for text in self.value:
            try:
                parse_number(text)
            except ValueError as error:
                raise wrong("number", str(error), field="value") from None
        return self

    @field_serializer("value")
    def _plain(self, _value: object) -> int | float | list[int | float] | str:
        """For JSON: a number, two for a range, or the words themselves."""
        numbers = [plain_number(each) for each in self.numbers]
        return self.shown if not numbers else numbers[0] if len(numbers) == 1 else numbers

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The value as numbers; empty for text."""
        return () if self.operator is Operator.TEXT else tuple(Decimal(text) for text in self.value)

    @property
    def shown(self) -> str:
        """The bare value for people: «1.227», «40–50», or the words themselves."""
        if self.operator is Operator.TEXT:
            return ", ".join(self.value)
        if self.operator is Operator.RANGE:
            return format_range(*self.numbers)
        return format_number(self.numbers[0])

    @property
    def phrase(self) -> str:
        """Operator, value and unit in words: «từ 30% GDP trở lên»."""
        return operator_phrase(self.operator, self.shown, self.unit)
