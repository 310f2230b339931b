"""A local plan, guidance or official letter."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from portal.model.base import Model
from portal.model.fields import AnyDate, Listed, Slug, Text, one_of
from portal.model.record import Kind, Record


class DueKind(StrEnum):
    """How a deadline is meant: before the day, within the period, at the latest."""

    BEFORE = "before"
    WITHIN = "within"
    BY = "by"


class Recurrence(StrEnum):
    """How often something comes back; `periodic` when the source names no period."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    PERIODIC = "periodic"


def _reference(value: Any) -> Any:
    # A document can be named by its number alone.
    return {"number": value} if isinstance(value, str) else value


class Reference(Model):
    """A document that a plan rests on or mentions. Number, issuer and date together are unique."""

    number: Text = Field(title="Số ký hiệu", description="Số ký hiệu, dạng 186-HD/BTGTW.")
    signed: AnyDate | None = Field(None, title="Ngày ban hành", description="2025-02-18, 2025-02 hoặc 2025.")
    issuer: Text | None = Field(None, title="Cơ quan ban hành", description="Cơ quan ban hành văn bản ấy.")


References = Annotated[tuple[Annotated[Reference, BeforeValidator(_reference)], ...], Listed]
Recurs = Annotated[tuple[Annotated[Recurrence, one_of(Recurrence)], ...], Listed]
Due = Annotated[DueKind, one_of(DueKind)]


class Signer(Model):
    """Who signed, and on whose behalf."""

    capacity: Text | None = Field(None, title="Thể thức ký", description="Ví dụ: T/M Ban Thường vụ.")
    role: Text | None = Field(None, title="Chức vụ", description="Chức vụ in trong văn bản.")
    name: Text | None = Field(None, title="Họ tên", description="Họ tên in trong văn bản.")


class Task(Model):
    """Who does what, by when."""

    unit: Text = Field(title="Đơn vị", description="Đơn vị được giao việc.")
    work: Text = Field(title="Việc", description="Việc phải làm, ngắn gọn.")
    due: AnyDate | None = Field(None, title="Hạn", description="2025-03-31, 2025-03 hoặc 2025.")
    due_kind: Due = Field(
        DueKind.BY, title="Cách tính hạn", description="before: trước ngày; within: trong kỳ; by: chậm nhất."
    )
    recurs: Recurs = Field(
        (), title="Định kỳ", description="weekly, monthly, quarterly, half-yearly, yearly, periodic."
    )
    result: Text | None = Field(None, title="Kết quả", description="Sản phẩm hoặc kết quả phải có.")


class Report(Model):
    """Who reports to whom, by when."""

    who: Text | None = Field(None, title="Đơn vị báo cáo", description="Ai báo cáo.")
    to: Text | None = Field(None, title="Nơi nhận báo cáo", description="Báo cáo gửi ai.")
    work: Text | None = Field(None, title="Nội dung báo cáo", description="Báo cáo về việc gì.")
    due: AnyDate | None = Field(None, title="Hạn", description="2025-03-31, 2025-03 hoặc 2025.")
    due_kind: Due = Field(
        DueKind.BY, title="Cách tính hạn", description="before: trước ngày; within: trong kỳ; by: chậm nhất."
    )
    recurs: Recurs = Field(
        (), title="Định kỳ", description="weekly, monthly, quarterly, half-yearly, yearly, periodic."
    )


class Plan(Record):
    """A local document that carries out the resolution. `number` is None when the source has none,
    and begins with `-` or `/` when the source leaves the number before it blank (`-HD/BTGTU`)."""

    kind_of_record: ClassVar[Kind] = Kind.PLAN

    kind: Slug = Field(title="Loại văn bản", description="Một mã trong kinds của data/vocabulary.yml.")
    number: Text | None = Field(
        None, title="Số ký hiệu", description="Như trong văn bản; bỏ trống khi bản nguồn không ghi."
    )
    issuer: Text = Field(title="Cơ quan ban hành", description="Tên đầy đủ, như trong văn bản.")
    signed: AnyDate | None = Field(
        None, title="Ngày ban hành", description="2025-02-18, 2025-02 hoặc 2025; bỏ trống khi không ghi."
    )
    place: Text | None = Field(None, title="Nơi ban hành", description="Địa danh ghi trước ngày tháng.")
    signer: Signer | None = Field(None, title="Người ký", description="capacity, role, name.")
    bases: References = Field((), title="Căn cứ", description="Văn bản mà kế hoạch này thực hiện.")
    cites: References = Field((), title="Viện dẫn", description="Văn bản chỉ được nhắc tới.")
    channels: Annotated[tuple[Slug, ...], Listed] = Field(
        (), title="Kênh tuyên truyền", description="Các mã trong channels của data/vocabulary.yml."
    )
    tasks: Annotated[tuple[Task, ...], Listed] = Field(
        (), title="Việc được giao", description="Mỗi việc một mục: unit, work, due, due_kind, recurs, result."
    )
    reports: Annotated[tuple[Report, ...], Listed] = Field(
        (), title="Báo cáo", description="Mỗi báo cáo một mục: who, to, work, due, due_kind, recurs."
    )
    recipients: Annotated[tuple[Text, ...], Listed] = Field(
        (), title="Nơi nhận", description="Như trong văn bản, mỗi nơi một dòng."
    )

    @property
    def has_deadlines(self) -> bool:
        """Whether anything in it has a date or comes back in known periods, as calendars need it."""
        rows: tuple[Task | Report, ...] = (*self.tasks, *self.reports)
        return any(row.due or any(each is not Recurrence.PERIODIC for each in row.recurs) for row in rows)
