"""What is written in a Markdown file: where it comes from, and the fields that all such files have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, PrivateAttr, field_validator

from portal.frontmatter import Where
from portal.model.base import Model
from portal.model.fields import Address, Flag, Listed, Text


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record comes from: its file, its address, and the lines of its fields."""

    path: str
    address: str
    folder: str
    slug: str
    lines: str = field(default="", compare=False, repr=False)

    def line(self, *where: str | int) -> int:
        """The line of a field, or of the nearest thing around it."""
        while True:
            name = f"\n{_name(where)}="
            start = self.lines.find(name)
            if start >= 0:
                return int(self.lines[start + len(name) :].partition("\n")[0])
            if not where:
                return 1
            where = where[:-1]


def packed(lines: Mapping[Where, int]) -> str:
    """Lines of fields as a text: as a mapping they would be a third of the memory that a record takes."""
    return "".join(f"\n{_name(where)}={line}" for where, line in lines.items())


def _name(where: Where) -> str:
    # No name of a field has a control character: they are refused when the file is read.
    return "\x1f".join(map(str, where))


class Written(Model):
    """The front matter of any page: its own fields, and `origin` from the place of its file."""

    title: Text = Field(title="Tiêu đề", description="Tên trang, như người đọc sẽ thấy.")
    summary: Text | None = Field(
        None, title="Tóm tắt", description="Một hai câu bằng lời thường, dùng trong danh sách và bản tin."
    )
    draft: Flag = Field(False, title="Bản nháp", description="true khi chưa xong: chỉ hiện khi xem trước.")
    aliases: Annotated[tuple[Address, ...], Listed] = Field(
        (), title="Địa chỉ cũ", description="Địa chỉ trước đây của trang, dạng /ke-hoach/ten-cu/."
    )

    _origin: Origin = PrivateAttr()

    @field_validator("title")
    @classmethod
    def _title_is_one_line(cls, title: str) -> str:
        return " ".join(title.split())

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
