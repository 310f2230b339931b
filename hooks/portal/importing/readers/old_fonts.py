"""Word files written with fonts of before Unicode (.VnTime, VNI-Times): refused, or told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.importing.blocks import Block, Paragraph, UnreadableError
from portal.legacy_encodings import legacy_encoding

_REFUSED = (
    "tệp được gõ bằng bảng mã cũ {}. Hãy mở bằng Word, chuyển sang Unicode (ví dụ bằng UniKey, "
    "Ctrl+Shift+F6), lưu lại rồi nhập lại"
)
_TOLD = "Dòng {} được gõ bằng bảng mã cũ {} nên không đọc được đúng; hãy gõ lại: «{}»."
# Of a whole document; a line or two may have been pasted from elsewhere.
_MOST = 0.1
_QUOTED = 80


def remarks(blocks: Sequence[Block]) -> list[str]:
    """What an editor must know; UnreadableError when the document as a whole is of that kind."""
    lines = list(_lines(blocks))
    found = [(line, code, text) for line, text in lines if (code := legacy_encoding(text)) is not None]
    if len(found) > _MOST * len(lines):
        raise UnreadableError(_REFUSED.format(found[0][1]))
    return [_TOLD.format(line, code, text[:_QUOTED]) for line, code, text in found]


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.line, block.text
        else:
            yield from ((block.line, cell) for row in block.rows for cell in row)
