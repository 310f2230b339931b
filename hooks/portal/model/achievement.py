"""An exemplary achievement: one figure with its date, basis and source."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from portal.model.fields import AnyDate, Flag, Listed, Text, WebAddress, Whole, wrong
from portal.model.figure import Measured
from portal.model.record import Kind, Record

TASK_GROUPS = range(1, 8)
"""The groups of tasks in part III of the resolution."""


class Figure(Measured):
    """The headline figure of an achievement."""

    what: Text = Field(title="Là gì", description="Con số đếm cái gì: nhiệm vụ hoàn thành.")
    of: Text | None = Field(None, title="Trên tổng", description="Tổng số, khi con số là một phần: 1298.")


class Achievement(Record):
    """What an organisation has achieved. Without `figure` it is a milestone at `as_of`."""

    kind_of_record: ClassVar[Kind] = Kind.ACHIEVEMENT

    organisation: Text = Field(title="Đơn vị", description="Cơ quan, đơn vị đạt được hoặc công bố.")
    place: Text | None = Field(None, title="Nơi", description="Nơi đạt được, bằng lời.")
    figure: Figure | None = Field(None, title="Số liệu", description="value, operator, unit, what, of.")
    as_of: AnyDate = Field(title="Tính đến", description="Ngày của số liệu: 2025-12-25, 2025-12 hoặc 2025.")
    basis: Text | None = Field(None, title="Cách tính", description="Con số tính trên cái gì, đo thế nào.")
    baseline: Flag = Field(False, title="Mốc xuất phát", description="true khi đo trước ngày có nghị quyết.")
    task_group: Whole | None = Field(None, title="Nhóm nhiệm vụ", description="Số 1 đến 7, theo phần III.")
    sources: Annotated[tuple[WebAddress, ...], Listed] = Field(
        title="Nguồn", description="Địa chỉ các trang nguồn; ít nhất một."
    )
    caution: Text | None = Field(None, title="Lưu ý", description="Điều người đọc phải biết khi dùng con số.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.sources:
            remedy = "ghi địa chỉ trang đã công bố"
            raise wrong("sources-missing", "điển hình phải có ít nhất một nguồn", remedy, field="sources")
        if self.task_group is not None and self.task_group not in TASK_GROUPS:
            message = f"nhóm nhiệm vụ từ 1 đến 7 (đang là «{self.task_group}»)"
            raise wrong("task-group", message, field="task_group")
        if self.figure and not self.basis:
            remedy = "thêm dòng «basis: …»: con số tính trên cái gì, đo thế nào"
            raise wrong("basis-missing", "số liệu phải kèm cách tính", remedy, field="basis")
        return self
