"""An ordinary page: not a record, only text with a title."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, PrivateAttr

from portal.model.base import Model
from portal.model.fields import Address, Flag, Listed, Text
from portal.model.record import Origin


class OrdinaryText(Model):
    """The front matter of a page outside the four folders."""

    title: Text = Field(title="Tiêu đề", description="Tên trang, như người đọc sẽ thấy.")
    summary: Text | None = Field(None, title="Tóm tắt", description="Một hai câu bằng lời thường.")
    draft: Flag = Field(False, title="Bản nháp", description="true khi chưa xong: chỉ hiện khi xem trước.")
    aliases: Annotated[tuple[Address, ...], Listed] = Field(
        (), title="Địa chỉ cũ", description="Địa chỉ trước đây của trang, dạng /gioi-thieu-cu/."
    )

    _origin: Origin = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        if isinstance(context, Origin):
            self._origin = context

    @cached_property
    def origin(self) -> Origin:
        # Kept: pydantic looks for a private attribute everywhere else first, and this is asked for often.
        return self._origin

    @property
    def address(self) -> str:
        return self.origin.address
