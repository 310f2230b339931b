"""What the files of open data hold. The same classes write the files and their JSON Schemas.

Moments are ISO 8601 with the offset of Viet Nam; addresses are absolute; fields of records have the names
that they have in front matter.
"""

from __future__ import annotations

import datetime as calendar
from datetime import datetime
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from portal.lifecycle import State
from portal.model.data import Document
from portal.model.record import Audience, Kind, Record

R = TypeVar("R", bound=Record)


class Data(BaseModel):
    """A value of a file; fields that are not named here are never in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class File(Data):
    """A whole file; it names its own schema."""

    schema_url: str = Field(alias="$schema", title="Lược đồ", description="JSON Schema của tệp này.")


class Place(Data):
    """A locality."""

    id: str = Field(title="Mã", description="can-tho, hai-phong/kinh-mon.")
    name: str = Field(title="Tên đầy đủ")
    now: str = Field(title="Hiện nay", description="«nay thuộc …» khi đơn vị không còn; trống khi còn.")


class Attached(Data):
    """A file that belongs to a record."""

    title: str = Field(title="Tên hiển thị")
    url: str = Field(title="Địa chỉ")
    media_type: str = Field(title="Kiểu tệp")
    size: int = Field(title="Dung lượng", description="Số byte.")
    full_text: bool = Field(title="Là toàn văn")


class Content(Data):
    """The body of a record."""

    html: str = Field(title="HTML", description="Đã làm sạch; mọi địa chỉ là tuyệt đối.")
    text: str = Field(title="Chữ", description="Mỗi khối một dòng.")


class TwinHead(File, Generic[R]):
    """A record without its body."""

    id: str = Field(title="Định danh", description="Tag URI (RFC 4151); không đổi khi địa chỉ đổi.")
    kind: Kind = Field(title="Loại")
    url: str = Field(title="Địa chỉ trang")
    state: State = Field(title="Trạng thái", description="live: còn hiệu lực; expired; withdrawn.")
    published: datetime = Field(title="Đăng lúc")
    changed: datetime = Field(title="Sửa lớn gần nhất")
    place: Place | None = Field(title="Địa phương")
    files: tuple[Attached, ...] = Field(title="Tệp đính kèm")
    record: R = Field(title="Các trường", description="Như phần đầu của tệp Markdown.")


class Twin(TwinHead[R], Generic[R]):
    """Everything the portal has of a record, at `/api/v1/<address of its page>.json`."""

    content: Content = Field(title="Nội dung")


class Entry(Data):
    """A record in the index."""

    id: str = Field(title="Định danh")
    kind: Kind = Field(title="Loại")
    title: str = Field(title="Tiêu đề")
    summary: str | None = Field(title="Tóm tắt")
    url: str = Field(title="Địa chỉ trang")
    data: str = Field(title="Địa chỉ dữ liệu", description="Tệp JSON có mọi trường của mục này.")
    state: State = Field(title="Trạng thái")
    published: datetime = Field(title="Đăng lúc")
    changed: datetime = Field(title="Sửa lớn gần nhất")
    locality: str | None = Field(title="Địa phương")
    sections: tuple[str, ...] = Field(title="Mục của nghị quyết")
    audiences: tuple[Audience, ...] = Field(title="Dành cho")


class IndexHead(File):
    """The portal that an index is of."""

    name: str = Field(title="Tên cổng")
    url: str = Field(title="Địa chỉ cổng")
    licence: str = Field(title="Giấy phép")


class Index(IndexHead):
    """`/api/v1/index.json`: all records, newest first, those that are no longer valid at the end."""

    records: tuple[Entry, ...] = Field(title="Các mục")


class Withdrawn(Data):
    """A record that was withdrawn; its address still answers."""

    id: str = Field(title="Định danh")
    kind: Kind = Field(title="Loại")
    title: str = Field(title="Tiêu đề")
    url: str = Field(title="Địa chỉ trang")
    date: calendar.date = Field(title="Ngày rút")
    reason: str = Field(title="Lý do")


class WithdrawnFile(File):
    """`/api/v1/withdrawn.json`: what was withdrawn, newest first."""

    withdrawn: tuple[Withdrawn, ...] = Field(title="Các mục đã rút")


class Registered(Document):
    """A document of the register, with where it stands on the portal."""

    page: str = Field(title="Địa chỉ trên cổng", description="Chỗ của văn bản trong danh sách của cổng.")
    file_url: str | None = Field(title="Bản lưu trên cổng", description="Địa chỉ tệp toàn văn.")


class DocumentsFile(File):
    """`/api/v1/documents.json`: the documents that carry the resolution out."""

    documents: tuple[Registered, ...] = Field(title="Văn bản")


class FeedEntry(Data):
    """A feed."""

    name: str = Field(title="Tên", description="Như trong địa chỉ: ke-hoach, dia-phuong/can-tho.")
    label: str = Field(title="Tên ngắn")
    title: str = Field(title="Tiêu đề")
    description: str = Field(title="Mô tả")
    group: str = Field(title="Nhóm")
    page: str = Field(title="Trang tương ứng")
    rss: str = Field(title="RSS 2.0")
    atom: str = Field(title="Atom")
    json_feed: str = Field(title="JSON Feed 1.1")
    light: str = Field(title="JSON Feed rút gọn", description="20 mục mới, không có nội dung đầy đủ.")
    embed: str = Field(title="Trang để nhúng")
    calendar: str | None = Field(title="Lịch hạn", description="iCalendar; không có thì null.")


class FeedsFile(File):
    """`/api/v1/feeds.json`: all feeds."""

    feeds: tuple[FeedEntry, ...] = Field(title="Bản tin")


Amount = int | float | list[int | float] | str
"""A number, the two ends of a range, or words."""


class Measure(Data):
    """A value with its operator and unit."""

    operator: str = Field(title="Phép so", description="=, >, >=, <, <=, ~, range, text.")
    value: Amount = Field(title="Giá trị")
    unit: str | None = Field(title="Đơn vị tính")
    phrase: str = Field(title="Bằng lời")


class TargetSource(Data):
    """A source of a target, as in `data/resolution.yml`."""

    id: str = Field(title="Mã nguồn")
    title: str = Field(title="Tên nguồn")
    url: str | None = Field(title="Địa chỉ")


class Observed(Measure):
    """What measures a target."""

    part: str | None = Field(title="Đo phần nào")
    goal: Measure | None = Field(title="Mức phải đạt", description="Khi chỉ tiêu nói bằng lời.")
    of: int | float | None = Field(title="Trên tổng")
    as_of: str = Field(title="Tính đến", description="2025, 2025-06 hoặc 2025-06-30.")
    basis: str = Field(title="Cách tính")
    baseline: bool = Field(title="Mốc xuất phát")
    record: str | None = Field(title="Bài trên cổng", description="Tên tệp trong docs/dien-hinh/.")
    source_url: str = Field(title="Nguồn")


class Unlike(Data):
    """A figure that looks as if it measured a target, and why it does not."""

    record: str = Field(title="Bài trên cổng")
    why: str = Field(title="Vì sao không so")


class TargetEntry(Measure):
    """A target of the resolution."""

    id: str = Field(title="Mã chỉ tiêu")
    label: str = Field(title="Chỉ tiêu")
    horizon: Literal[2030, 2045] = Field(title="Đến năm")
    group: str = Field(title="Nhóm")
    sections: tuple[str, ...] = Field(title="Mục của nghị quyết")
    sources: tuple[TargetSource, ...] = Field(title="Nguồn")
    observations: tuple[Observed, ...] = Field(title="Số đo")
    not_compared: tuple[Unlike, ...] = Field(title="Không so")


class TargetsFile(File):
    """`/api/v1/targets.json`: the targets with what measures them."""

    targets: tuple[TargetEntry, ...] = Field(title="Chỉ tiêu")
