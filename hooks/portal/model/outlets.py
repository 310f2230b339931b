"""The data files that say where content goes: feeds and screens."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.model.base import Model
from portal.model.fields import Flag, Listed, LocalityId, Slug, Text, Whole, one_of, wrong
from portal.model.record import Audience, Kind

RESERVED = frozenset({"tat-ca", *Kind, "muc", "dia-phuong", "danh-cho", "han", "feeds"})
"""Names of feeds that there are always, of their folders and of other files beside them."""


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
        Match.ALL,
        title="Ghép điều kiện",
        description="all: mục phải đúng mọi điều kiện; any: đúng một điều kiện là đủ.",
    )
    kinds: Annotated[tuple[Annotated[Kind, one_of(Kind)], ...], Listed] = Field(
        (), title="Loại", description="nghi-quyet, ke-hoach, dien-hinh, tin-tuc; bỏ trống là mọi loại."
    )
    localities: Annotated[tuple[LocalityId, ...], Listed] = Field(
        (), title="Địa phương", description="Mã các địa phương: can-tho, hai-phong/kinh-mon."
    )
    sections: Annotated[tuple[Slug, ...], Listed] = Field(
        (), title="Mục của nghị quyết", description="Các mã mục trong data/resolution.yml."
    )
    audiences: Annotated[tuple[Annotated[Audience, one_of(Audience)], ...], Listed] = Field(
        (), title="Dành cho", description="Các mã trong audiences của data/vocabulary.yml."
    )
    tags: Annotated[tuple[Text, ...], Listed] = Field(
        (), title="Từ khóa", description="Từ khóa ghi ở trường tags của các bài."
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.name in RESERVED:
            message = f"tên «{self.name}» là của một bản tin luôn có"
            raise wrong("feed-reserved", message, "đặt tên khác", field="name")
        if not (self.kinds or self.localities or self.sections or self.audiences or self.tags):
            message = "bản tin chưa có điều kiện nào"
            remedy = "ghi kinds, localities, sections, audiences hoặc tags; bản tin mọi mục là tat-ca"
            raise wrong("feed-criteria", message, remedy, field="name")
        return self


class Feeds(Model):
    """`data/feeds.yml`."""

    feeds: Annotated[tuple[Feed, ...], Listed] = Field(
        (), title="Bản tin", description="Mỗi bản tin một mục, ngoài những bản tin luôn có."
    )


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

    achievements: Flag = Field(False, title="Điển hình", description="true: hiện thêm các điển hình.")
    targets: Flag = Field(False, title="Chỉ tiêu", description="true: hiện thêm các chỉ tiêu.")


class Screen(Model):
    """A board, ticker or kiosk. Sizes in pixels."""

    id: Slug = Field(title="Mã màn hình", description="Thành địa chỉ /led/<id>/.")
    name: Text = Field(title="Tên", description="Tên màn hình, ví dụ nơi đặt.")
    locality: LocalityId | None = Field(
        None, title="Địa phương", description="Mã nơi đặt màn hình; bỏ trống thì chỉ nhận tin cả nước."
    )
    width: Whole = Field(title="Rộng", description="Số điểm ảnh ngang.")
    height: Whole = Field(title="Cao", description="Số điểm ảnh dọc.")
    kind: Annotated[ScreenKind, one_of(ScreenKind)] = Field(title="Loại", description="led, ticker, kiosk.")
    colour: Annotated[Colour, one_of(Colour)] = Field(
        Colour.FULL, title="Màu", description="mono, dual, full."
    )
    player: Text | None = Field(None, title="Đầu phát", description="Hãng, kiểu đầu phát.")
    orientation: Annotated[Orientation, one_of(Orientation)] | None = Field(
        None, title="Chiều đặt", description="landscape: nằm ngang; portrait: đứng."
    )
    tags: Annotated[tuple[Slug, ...], Listed] = Field(
        (), title="Nhãn", description="Tin ghi một nhãn ở trường screens thì đến mọi màn hình có nhãn ấy."
    )
    standing: Text = Field(title="Dòng thường trực", description="Hiện khi không có tin nào.")
    include: Include = Field(
        Include(), title="Hiện thêm", description="Hiện gì ngoài tin: achievements, targets."
    )


class Screens(Model):
    """`data/screens.yml`."""

    screens: Annotated[tuple[Screen, ...], Listed] = Field(
        (), title="Màn hình", description="Mỗi màn hình một mục."
    )
