"""The data files that say where content goes: feeds and screens."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from portal.model.base import Model
from portal.model.fields import Flag, Listed, LocalityId, Slug, Text, Whole, one_of
from portal.model.record import Audience, Kind


class Match(StrEnum):
    """Whether all criteria of a feed must hold, or any."""

    ALL = "all"
    ANY = "any"


class Feed(Model):
    """A feed that an editor declares by criteria; lists within one criterion mean any of them."""

    name: Slug = Field(title="Tên bản tin", description="Thành địa chỉ /feeds/<name>.xml.")
    title: Text = Field(title="Tiêu đề", description="Tên bản tin, như người đọc sẽ thấy.")
    description: Text = Field(title="Mô tả", description="Một câu nói bản tin có gì.")
    match: Annotated[Match, one_of(Match)] = Field(
        Match.ALL, title="Ghép điều kiện", description="all hoặc any."
    )
    kinds: Annotated[tuple[Annotated[Kind, one_of(Kind)], ...], Listed] = Field((), title="Loại")
    localities: Annotated[tuple[LocalityId, ...], Listed] = Field((), title="Địa phương")
    sections: Annotated[tuple[Slug, ...], Listed] = Field((), title="Mục của nghị quyết")
    audiences: Annotated[tuple[Annotated[Audience, one_of(Audience)], ...], Listed] = Field(
        (), title="Dành cho"
    )
    tags: Annotated[tuple[Text, ...], Listed] = Field((), title="Từ khóa")


class Feeds(Model):
    """`data/feeds.yml`."""

    feeds: Annotated[tuple[Feed, ...], Listed] = Field((), title="Bản tin")


class ScreenKind(StrEnum):
    """`ticker` is a board of one line that scrolls."""

    LED = "led"
    TICKER = "ticker"
    KIOSK = "kiosk"


class Colour(StrEnum):
    """What a board can show."""

    MONO = "mono"
    DUAL = "dual"
    FULL = "full"


class Orientation(StrEnum):
    """How the picture lies."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class Include(Model):
    """What a screen shows besides notices."""

    achievements: Flag = Field(False, title="Điển hình")
    targets: Flag = Field(False, title="Chỉ tiêu")


class Screen(Model):
    """A board, ticker or kiosk. Sizes in pixels."""

    id: Slug = Field(title="Mã màn hình", description="Thành địa chỉ /led/<id>/.")
    name: Text = Field(title="Tên", description="Tên màn hình, ví dụ nơi đặt.")
    locality: LocalityId | None = Field(None, title="Địa phương")
    width: Whole = Field(title="Rộng", description="Số điểm ảnh ngang.")
    height: Whole = Field(title="Cao", description="Số điểm ảnh dọc.")
    kind: Annotated[ScreenKind, one_of(ScreenKind)] = Field(title="Loại", description="led, ticker, kiosk.")
    colour: Annotated[Colour, one_of(Colour)] = Field(
        Colour.FULL, title="Màu", description="mono, dual, full."
    )
    player: Text | None = Field(None, title="Đầu phát", description="Hãng, kiểu đầu phát.")
    orientation: Annotated[Orientation, one_of(Orientation)] | None = Field(None, title="Chiều đặt")
    tags: Annotated[tuple[Slug, ...], Listed] = Field((), title="Nhãn")
    standing: Text = Field(title="Dòng thường trực", description="Hiện khi không có tin nào.")
    include: Include = Field(Include(), title="Hiện thêm")


class Screens(Model):
    """`data/screens.yml`."""

    screens: Annotated[tuple[Screen, ...], Listed] = Field((), title="Màn hình")
