"""What every record has, whatever its kind."""

from __future__ import annotations

import datetime as calendar
from datetime import datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, ClassVar

from pydantic import Field

from portal.dates import VIETNAM
from portal.model.base import Model
from portal.model.fields import (
    Day,
    End,
    Flag,
    Identity,
    Listed,
    LocalityId,
    Slug,
    Source,
    Start,
    Text,
    one_of,
)
from portal.model.written import Written


@lru_cache(maxsize=4096)
def start_of(day: calendar.date) -> datetime:
    """00:00 of a day in Viet Nam."""
    return datetime.combine(day, time(), VIETNAM)


class Kind(StrEnum):
    """The kinds of record, by the folder below `docs/` that holds them."""

    SECTION = "nghi-quyet"
    PLAN = "ke-hoach"
    ACHIEVEMENT = "dien-hinh"
    NOTICE = "tin-tuc"

    @property
    def label(self) -> str:
        return _KINDS[self][0]

    @property
    def list_title(self) -> str:
        return _KINDS[self][1]

    @property
    def place(self) -> str:
        """Where its files lie, as editors are told."""
        return f"docs/{self}/{_KINDS[self][2]}"


_KINDS = {
    Kind.SECTION: ("Nghị quyết", "Nghị quyết 57", "<tên>.md"),
    Kind.PLAN: ("Kế hoạch", "Kế hoạch của địa phương", "<địa phương>/<tên>.md"),
    Kind.ACHIEVEMENT: ("Điển hình", "Điển hình", "<tên>.md"),
    Kind.NOTICE: ("Tin", "Tin và thông báo", "<năm>/<tên>.md"),
}


class Audience(StrEnum):
    """Whom a record concerns."""

    CITIZENS = "nguoi-dan"
    ENTERPRISES = "doanh-nghiep"
    OFFICIALS = "can-bo"
    RESEARCHERS = "nha-khoa-hoc"
    SCHOOLS = "nha-truong"


class AttachmentKind(StrEnum):
    """What an attached file is."""

    FULL_TEXT = "toan-van"
    ANNEX = "phu-luc"
    OTHER = "khac"


class Change(Model):
    """A line of a record's history."""

    date: Day = Field(title="Ngày", description="Ngày sửa, dạng 2025-01-31.")
    note: Text = Field(title="Nội dung sửa", description="Đã sửa gì, một câu.")
    major: Flag = Field(
        False, title="Sửa lớn", description="true khi nội dung đổi hẳn: bản tin sẽ đưa mục này lên lại."
    )


class Withdrawal(Model):
    """Why a record is no longer valid; its address still answers."""

    date: Day = Field(title="Ngày rút", description="Ngày rút, dạng 2025-01-31.")
    reason: Text = Field(title="Lý do", description="Vì sao rút, một câu.")


class Attachment(Model):
    """A file beside the record that is published with it."""

    file: Text = Field(title="Tệp", description="Tên tệp đặt cạnh tệp .md này.")
    title: Text = Field(title="Tên hiển thị", description="Tên người đọc thấy.")
    kind: Annotated[AttachmentKind, one_of(AttachmentKind)] = Field(
        AttachmentKind.OTHER, title="Loại", description="toan-van là toàn văn văn bản; phu-luc; khac."
    )


class Record(Written):
    """A Markdown file of one of the four kinds.

    A date without time begins at 00:00 and ends at 24:00 of the day, Asia/Ho_Chi_Minh.
    """

    kind_of_record: ClassVar[Kind]

    date: Day = Field(title="Ngày đăng", description="Ngày đăng lần đầu trên cổng, dạng 2025-01-31.")
    updated: Day | None = Field(None, title="Ngày cập nhật", description="Ngày sửa gần nhất.")
    changes: Annotated[tuple[Change, ...], Listed] = Field(
        (), title="Lịch sử thay đổi", description="Mỗi lần sửa một mục: date, note, major."
    )
    tags: Annotated[tuple[Text, ...], Listed] = Field(
        (), title="Từ khóa", description="Vài từ để nhóm các trang cùng chủ đề."
    )
    publish_at: Start | None = Field(
        None, title="Giờ đăng", description="Đăng từ lúc này: 2025-01-31 hoặc 2025-01-31 07:30."
    )
    expires: End | None = Field(
        None,
        title="Hết hạn",
        description="Sau lúc này (ngày không ghi giờ: hết ngày) trang rời mọi danh sách, bản tin, màn hình; "
        "địa chỉ vẫn mở được.",
    )
    withdrawn: Withdrawal | None = Field(
        None, title="Rút lại", description="Khi nội dung không còn giá trị: date và reason."
    )
    review_by: Day | None = Field(
        None, title="Ngày rà soát", description="Ngày phải xem lại nội dung còn đúng không."
    )
    id: Identity | None = Field(
        None, title="Mã định danh", description="Chỉ ghi khi chuyển tệp, để giữ định danh cũ."
    )
    sections: Annotated[tuple[Slug, ...], Listed] = Field(
        (),
        title="Mục của nghị quyết",
        description="Các mục liên quan; ghi mục cha khi văn bản nêu chung cả phần ấy.",
    )
    locality: LocalityId | None = Field(
        None, title="Địa phương", description="Mã địa phương: can-tho, hai-phong/kinh-mon; trung ương thì bỏ."
    )
    audiences: Annotated[tuple[Annotated[Audience, one_of(Audience)], ...], Listed] = Field(
        (), title="Dành cho", description="Nội dung liên quan đến ai."
    )
    attachments: Annotated[tuple[Attachment, ...], Listed] = Field(
        (), title="Tệp đính kèm", description="Mỗi tệp một mục: file, title, kind."
    )
    sources: Annotated[tuple[Source, ...], Listed] = Field(
        (), title="Nguồn", description="Địa chỉ trang nguồn, hoặc mã nguồn trong data/resolution.yml."
    )

    @property
    def identity(self) -> str:
        """What stays when the address changes: `ke-hoach/can-tho/a`, or the `id` that the editor keeps."""
        return self.id or self.origin.address.strip("/")

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files that lie beside it."""
        return tuple([each.file for each in self.attachments])

    @property
    def published(self) -> datetime:
        """When readers could first see it."""
        return self.publish_at or start_of(self.date)

    @property
    def revised(self) -> datetime:
        """When it last changed in a way that readers should be told of."""
        if not self.changes:
            return self.published
        return max([self.published, *(start_of(change.date) for change in self.changes if change.major)])
