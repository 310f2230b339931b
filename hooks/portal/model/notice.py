"""A notice: a short announcement, for the web and for screens."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from portal.model.base import Model
from portal.model.fields import (
    End,
    Hours,
    Listed,
    LocalityId,
    Start,
    Text,
    Weekdays,
    length_at_most,
    one_of,
    wrong,
)
from portal.model.record import Kind, Record
from portal.schedule import Schedule


class Priority(StrEnum):
    """The three levels of Circular 39/2020/TT-BTTTT: thông thường, ưu tiên, khẩn cấp."""

    NORMAL = "normal"
    PRIORITY = "priority"
    EMERGENCY = "emergency"


class Urgency(StrEnum):
    """CAP 1.2, 3.2.2 `urgency`."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Gravity(StrEnum):
    """CAP 1.2, 3.2.2 `severity`."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """CAP 1.2, 3.2.2 `certainty`."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Category(StrEnum):
    """CAP 1.2, 3.2.2 `category`."""

    GEO = "Geo"
    MET = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"
    CBRNE = "CBRNE"
    OTHER = "Other"


LED_LENGTHS = {"s": 16, "m": 36, "l": 60}
"""Characters that the three texts for boards have at most, in NFC."""


class Led(Model):
    """Three texts for boards, edited and not cut (characters counted in NFC)."""

    s: Annotated[Text, length_at_most(LED_LENGTHS["s"])] | None = Field(
        None, title="Chữ ngắn", description="Tối đa 16 ký tự."
    )
    m: Annotated[Text, length_at_most(LED_LENGTHS["m"])] | None = Field(
        None, title="Chữ vừa", description="Tối đa 36 ký tự."
    )
    l: Annotated[Text, length_at_most(LED_LENGTHS["l"])] | None = Field(  # noqa: E741 - the contract's name
        None, title="Chữ dài", description="Tối đa 60 ký tự."
    )


class Emergency(Model):
    """What an alert needs beyond a notice (CAP 1.2)."""

    event: Text = Field(title="Sự kiện", description="Việc gì xảy ra: bão, lũ, cháy …")
    category: Annotated[Category, one_of(Category)] = Field(
        Category.SAFETY,
        title="Nhóm sự kiện",
        description="Met (thời tiết), Geo, Fire, Infra (điện, nước), Health, Security, Safety, Other …",
    )
    urgency: Annotated[Urgency, one_of(Urgency)] = Field(
        title="Mức gấp",
        description="Immediate: làm ngay; Expected: trong giờ tới; Future: sau đó; Past: đã qua; Unknown.",
    )
    severity: Annotated[Gravity, one_of(Gravity)] = Field(
        title="Mức nghiêm trọng",
        description="Extreme: đặc biệt lớn; Severe: lớn; Moderate: vừa; Minor: nhỏ; Unknown.",
    )
    certainty: Annotated[Certainty, one_of(Certainty)] = Field(
        title="Mức chắc chắn",
        description="Observed: đang xảy ra; Likely: nhiều khả năng; Possible: có thể; Unlikely; Unknown.",
    )
    area: Annotated[tuple[LocalityId, ...], Listed] = Field(
        (), title="Phạm vi", description="Mã các địa phương phải nhận cảnh báo."
    )
    instruction: Text = Field(title="Phải làm gì", description="Người dân cần làm gì.")
    contact: Text = Field(title="Liên hệ", description="Số điện thoại hoặc nơi trực.")
    approved_by: Text = Field(title="Người duyệt", description="Ai duyệt phát cảnh báo.")
    cancels: Text | None = Field(
        None,
        title="Thay cho",
        description="Mã định danh của cảnh báo bị thay; kèm urgency Past là tin báo an, hủy cảnh báo ấy.",
    )


class Notice(Record):
    """A short announcement, shown on screens while `starts <= now < ends` (Asia/Ho_Chi_Minh).

    `days` and `hours` narrow the time further.
    """

    kind_of_record: ClassVar[Kind] = Kind.NOTICE

    starts: Start | None = Field(
        None, title="Bắt đầu hiển thị", description="2025-01-31 hoặc 2025-01-31 07:30."
    )
    ends: End | None = Field(None, title="Thôi hiển thị", description="2025-01-31 (hết ngày) hoặc có giờ.")
    days: Weekdays = Field((), title="Các thứ", description="thu-2 … thu-7, chu-nhat; bỏ trống là mọi ngày.")
    hours: Hours = Field((), title="Khung giờ", description="Ví dụ 07:00-11:30, 13:30-17:00.")
    priority: Annotated[Priority, one_of(Priority)] = Field(
        Priority.NORMAL, title="Mức ưu tiên", description="normal, priority, emergency."
    )
    screens: Annotated[tuple[Text, ...], Listed] = Field(
        (), title="Màn hình", description="Mã hoặc nhãn màn hình trong data/screens.yml."
    )
    led: Led | None = Field(None, title="Chữ cho bảng LED", description="s, m, l.")
    image: Text | None = Field(None, title="Ảnh", description="Tên tệp ảnh đặt cạnh tệp .md này.")
    emergency: Emergency | None = Field(
        None, title="Khẩn cấp", description="Bắt buộc khi priority là emergency."
    )

    @property
    def files(self) -> tuple[str, ...]:
        return (*super().files, *([self.image] if self.image else []))

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.starts and self.ends and self.ends <= self.starts:
            message = "thôi hiển thị phải sau lúc bắt đầu hiển thị"
            raise wrong("ends-before-start", message, "sửa starts hoặc ends", field="ends")
        if self.priority is not Priority.EMERGENCY:
            return self
        if self.emergency is None or self.ends is None:
            missing = "ends" if self.emergency else "emergency"
            message = f"tin khẩn cấp phải có {missing}"
            raise wrong("emergency-incomplete", message, f"thêm dòng «{missing}: …»", field=missing)
        if not self.screens and not self.emergency.area:
            message = "tin khẩn cấp phải ghi rõ nơi nhận"
            raise wrong("emergency-scope", message, "ghi screens hoặc emergency.area", field="screens")
        return self

    @property
    def is_for_screens(self) -> bool:
        """Whether it reaches screens at all: those it names, or all within an emergency's area."""
        return bool(self.screens or self.emergency)

    @property
    def schedule(self) -> Schedule:
        """When screens show it."""
        return Schedule(self.starts, self.ends, self.days, self.hours)
