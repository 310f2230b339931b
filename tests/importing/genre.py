"""Made-up documents of the genre: as Word files lay them out, and as text that was pasted.

Bodies and places are real, everything said of them is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.importing.blocks import Block, Paragraph, Source, Table

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@dataclass(frozen=True, slots=True)
class Document:
    """`body` is a line for each paragraph; those after `*` are bold, tables have cells after `|`."""

    left: str
    right: str
    body: str
    kind: str = ""
    title: str = ""
    recipients: str = ""
    signature: str = ""
    annexes: str = ""
    expected: dict[str, object] = field(default_factory=dict)

    def as_word(self) -> Source:
        """Head and closing as tables of two columns, headings bold."""
        blocks: list[Block] = [Table(((self.left, self.right),), 1, ruled=False)]
        line = 2
        for text in (self.kind, self.title):
            if text:
                blocks.append(Paragraph(text, line, bold=True, centred=True))
                line += 1
        blocks += _blocks(self.body, line, formatted=True)
        line += len(blocks)
        if self.recipients or self.signature:
            blocks.append(Table(((f"Nơi nhận:\n{self.recipients}", self.signature),), line, ruled=False))
        blocks += _blocks(self.annexes, line + 1, formatted=True)
        return Source("van-ban.docx", tuple(blocks))

    def as_text(self, *, recognised: bool = False) -> Source:
        """All of it line by line, without any format."""
        lines = [*self.left.split("\n"), *self.right.split("\n"), self.kind, self.title]
        head = [Paragraph(text, at) for at, text in enumerate(lines, 1) if text]
        closing = [f"Nơi nhận:\n{self.recipients}" if self.recipients else "", self.signature]
        after = [text for part in closing for text in part.split("\n") if text]
        body = list(_blocks(self.body, len(lines) + 1, formatted=False))
        at = len(lines) + len(body) + 1
        end = [Paragraph(text, at + place) for place, text in enumerate(after)]
        annexes = _blocks(self.annexes, at + len(end), formatted=False)
        return Source("van-ban.txt", (*head, *body, *end, *annexes), recognised=recognised)


def _blocks(text: str, line: int, *, formatted: bool) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for at, row in enumerate([*text.strip().split("\n"), ""]):
        if row.startswith("|"):
            rows.append(tuple(cell.strip() for cell in row.strip("|").split("|")))
            continue
        if rows:
            yield Table(tuple(rows), line + at)
            rows = []
        if row:
            yield Paragraph(row.lstrip("*"), line + at, bold=formatted and row.startswith("*"))
