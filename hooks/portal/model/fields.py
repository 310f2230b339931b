"""Types of fields: text from YAML in, typed values out, and messages that say how to write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from portal import dates, file_names, web_addresses
from portal.dates import PartDate
from portal.problems import did_you_mean

# No part begins with a dot: `..` would lead out of the site.
ADDRESS = re.compile(r"/(?:[A-Za-z0-9_~%-][A-Za-z0-9._~%-]*/)*")
WEB = re.compile(r"https?://[^\s/<>\"@]+(?:[/?#][^\s<>\"]*)?")
"""What forms check while somebody types; `web_addresses` has the last word."""
LONGEST_ADDRESS = 400
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LOCALITY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*){0,2}")


def wrong(code: str, message: str, remedy: str = "", *, field: str = "") -> PydanticCustomError:
    """An error of a field: `code` as in `Problem`, message and remedy in Vietnamese.

    `field` is for errors that show only in the whole model: the field of it that is wrong.
    """
    # The message goes in as a value: braces in an editor's text are no placeholders.
    context = {"text": message, "remedy": remedy, "field": (field,) if field else ()}
    return PydanticCustomError("portal." + code, "{text}", context)


def _text(value: Any) -> str:
    if value is None or value == "":
        raise wrong("value-empty", "không được để trống", "viết giá trị, hoặc xóa dòng này")
    if not isinstance(value, str):
        raise wrong("value-type", "phải là một dòng chữ", "viết giá trị sau dấu hai chấm, cùng dòng")
    return value


def _by(parse: Callable[[str], Any], code: str) -> BeforeValidator:
    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return parse(_text(value))
        try:
            return parse(value)
        except ValueError as error:
            raise wrong(code, str(error)) from None

    return BeforeValidator(read)


def parse_flag(text: str) -> bool:
    """`true` or `false`, also in words; ValueError for all else."""
    try:
        return {"true": True, "yes": True, "có": True, "false": False, "no": False, "không": False}[
            text.lower()
        ]
    except KeyError:
        raise ValueError(f"phải là true hoặc false (đang là «{text}»)") from None


def parse_number(text: str) -> Decimal:
    """A number as data files hold it: `39.52`, never `39,52` or `1.300` for a thousand."""
    # Nothing is measured in more digits, and JSON of Python writes no number of thousands of them.
    if not re.fullmatch(r"-?[0-9]{1,18}(?:\.[0-9]{1,12})?", text):
        raise ValueError(
            f"phải là số, phần lẻ sau dấu chấm, không có dấu phân cách nghìn: 1227 hoặc 39.52 "
            f"(đang là «{text}»)"
        )
    return Decimal(text)


def plain_number(value: Decimal) -> int | float:
    """For JSON, which knows no decimals."""
    return int(value) if value == value.to_integral_value() else float(value)


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(f"phải là số nguyên (đang là «{text}»)")
    return int(text)


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError(
            f"chỉ gồm chữ thường không dấu, số và dấu gạch nối: chuyen-doi-so (đang là «{text}»)"
        )
    if flaw := file_names.flaw(text):
        # It becomes a part of an address, and of a path.
        raise ValueError(flaw)
    return text


def _locality(text: str) -> str:
    if not LOCALITY.fullmatch(text):
        raise ValueError(f"mã địa phương viết dạng can-tho hoặc hai-phong/kinh-mon (đang là «{text}»)")
    return text


def _web(text: str) -> str:
    if wrong := web_addresses.flaw(text):
        raise ValueError(f"{wrong} (đang là «{text}»)")
    return text


def _source(text: str) -> str:
    return _web(text) if ":" in text else text


def _site_address(text: str) -> str:
    if re.search(r"[?#]", _web(text)):
        raise ValueError(f"địa chỉ cổng không có phần sau dấu ? hay # (đang là «{text}»)")
    return text


def _identity(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*", text):
        raise ValueError(f"mã định danh viết dạng ke-hoach/can-tho/ten-cu (đang là «{text}»)")
    return text


def _authority(text: str) -> str:
    # RFC 4151, 2.1: a domain name, or a mail address, in lower case.
    if not re.fullmatch(r"(?:[a-z0-9._-]+@)?[a-z0-9-]+(?:\.[a-z0-9-]+)+", text):
        raise ValueError(f"phải là tên miền viết thường, dạng sokhcn.tinh.gov.vn (đang là «{text}»)")
    return text


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError(f"phải là địa chỉ trong cổng, dạng /ke-hoach/ten-cu/ (đang là «{text}»)")
    for part in text.strip("/").split("/"):
        if flaw := file_names.flaw(part):
            raise ValueError(f"{flaw} (đang là «{text}»)")
    if len(text) > LONGEST_ADDRESS:
        raise ValueError(f"địa chỉ dài quá {LONGEST_ADDRESS} ký tự")
    return text


E = TypeVar("E", bound=StrEnum)


def one_of(kind: type[E]) -> BeforeValidator:
    """A word of an enumeration, with a suggestion for a misspelt one."""

    def read(value: Any) -> E:
        text = _text(value)
        try:
            return kind(text)
        except ValueError:
            words = [member.value for member in kind]
            remedy = did_you_mean(text, words) or "viết một trong: " + ", ".join(words)
            raise wrong("value-unknown", f"không có giá trị «{text}»", remedy) from None

    return BeforeValidator(read)


def _weekdays(value: Any) -> Any:
    try:
        return dates.parse_weekdays([_text(name) for name in _list(value)])
    except ValueError as error:
        raise wrong("weekdays", str(error)) from None


def _list(value: Any) -> Any:
    # A single value without the dash is plainly a list of one.
    return [value] if isinstance(value, str) else () if value is None else value


_TEXT_SCHEMA = {"type": "string", "minLength": 1}
_PART_DATE_SCHEMA = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

Text = Annotated[str, BeforeValidator(_text)]
Flag = Annotated[bool, _by(parse_flag, "flag")]
Number = Annotated[
    Decimal, _by(parse_number, "number"), PlainSerializer(plain_number, return_type=int | float)
]
Whole = Annotated[int, _by(_whole, "number")]
Slug = Annotated[str, _by(_slug, "slug")]
LocalityId = Annotated[str, _by(_locality, "locality-form")]
WebAddress = Annotated[str, _by(_web, "web-address")]
SiteAddress = Annotated[str, _by(_site_address, "web-address")]
Source = Annotated[str, _by(_source, "web-address")]
Identity = Annotated[str, _by(_identity, "identity-form")]
Authority = Annotated[str, _by(_authority, "authority")]
Since = Annotated[str, _by(lambda text: PartDate.parse(text).iso, "date")]
Address = Annotated[str, _by(_address, "address")]
Day = Annotated[date, _by(dates.parse_day, "date")]
AnyDate = Annotated[
    PartDate,
    _by(PartDate.parse, "date"),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(_PART_DATE_SCHEMA),
]
Start = Annotated[datetime, _by(dates.parse_start, "moment")]
End = Annotated[datetime, _by(dates.parse_end, "moment")]
Weekdays = Annotated[
    tuple[int, ...],
    BeforeValidator(_weekdays),
    PlainSerializer(dates.weekday_names, return_type=list[str]),
]
Hours = Annotated[
    tuple[tuple[time, time], ...],
    _by(dates.parse_hours, "hours"),
    PlainSerializer(dates.hours_text, return_type=str),
]
Listed = BeforeValidator(_list)


def length_at_most(limit: int) -> AfterValidator:
    """Text of at most `limit` characters (counted in NFC)."""

    def check(text: str) -> str:
        if len(text) > limit:
            raise wrong(
                "text-too-long",
                f"dài {len(text)} ký tự, tối đa {limit} (thừa {len(text) - limit})",
                "viết gọn lại",
            )
        return text

    return AfterValidator(check)
