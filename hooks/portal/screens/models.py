"""What the JSON files of a screen hold. The same classes write the files and their JSON Schemas.

`led.json` is a JSON Feed 1.1 whose extension `_led` says when and how an item is shown. Moments are ISO 8601
with the offset of Viet Nam.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from portal.api.models import Data, File
from portal.model.notice import Priority


class LedTexts(Data):
    """The texts for boards; empty where the editor wrote none."""

    s: str = Field(title="Chữ ngắn")
    m: str = Field(title="Chữ vừa")
    l: str = Field(title="Chữ dài")  # noqa: E741 - the contract's name
    board: str = Field(title="Chữ trên bảng này", description="Chữ vừa màn hình này, như trong ảnh.")


class LedItem(Data):
    """When an item is shown, and with what."""

    priority: Priority = Field(title="Mức ưu tiên", description="normal, priority, emergency.")
    start: datetime | None = Field(title="Bắt đầu hiển thị")
    end: datetime | None = Field(title="Thôi hiển thị", description="Từ lúc này không hiện nữa.")
    days: tuple[str, ...] = Field(title="Các thứ", description="thu-2 … thu-7, chu-nhat; trống là mọi ngày.")
    hours: str = Field(title="Khung giờ", description="07:00-11:30, 13:30-17:00; trống là cả ngày.")
    dwell_s: int = Field(title="Số giây", description="Cho tất cả các ảnh của mục này.")
    kicker: str = Field(title="Là gì")
    source: str = Field(title="Nguồn")
    texts: LedTexts = Field(title="Chữ")
    images: dict[str, tuple[str, ...]] = Field(
        title="Ảnh", description="Theo cỡ, ví dụ 192x64: địa chỉ các ảnh, hiện lần lượt."
    )


class Item(Data):
    """A message, as an item of a JSON Feed."""

    id: str
    url: str
    title: str
    content_text: str
    date_published: datetime
    date_modified: datetime
    tags: tuple[str, ...]
    image: str | None = Field(None, exclude_if=lambda value: value is None)
    led: LedItem = Field(alias="_led")


class Screen(Data):
    """The screen that a file is for."""

    id: str = Field(title="Mã màn hình")
    name: str = Field(title="Tên")
    width: int = Field(title="Rộng", description="Điểm ảnh.")
    height: int = Field(title="Cao", description="Điểm ảnh.")
    kind: str = Field(title="Loại", description="led, ticker, kiosk.")
    standing: str = Field(title="Dòng thường trực", description="Hiện khi không có mục nào.")


class LedFile(Data):
    """`/led/<screen>/led.json`: what is shown now, in order, what comes within 48 hours, the standing
    message."""

    version: Literal["https://jsonfeed.org/version/1.1"]
    title: str
    home_page_url: str
    feed_url: str
    language: str
    led: Screen = Field(alias="_led")
    items: tuple[Item, ...]


class Heartbeat(File):
    """`/led/<screen>/heartbeat.json`: small, for whoever watches over screens."""

    screen: str = Field(title="Mã màn hình")
    content: str = Field(title="Nội dung", description="Đổi khi màn hình phải hiện khác đi.")
    count: int = Field(title="Số mục đang hiện")
    next_change: datetime | None = Field(title="Lần đổi kế tiếp", description="null: chưa biết.")
