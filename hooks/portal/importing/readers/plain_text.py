"""Read plain text: what an editor pasted or saved, with lines that are paragraphs or printed lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from portal.importing.blocks import Paragraph, Source, UnreadableError
from portal.importing.readers.joining_lines import LIST_MARK, ends, join_texts
from portal.importing.readers.letters import HORNS, cleaned, has_damaged_horn
from portal.importing.readers.plausible import is_garbage
from portal.vietnamese import legacy_encoding, nfc

_MOST_LINES = 50_000
_PAGE_NUMBER = re.compile(
    r"(?:-\s*)?([0-9]{1,3})(?:\s*-)?|Trang\s+([0-9]{1,3})(?:\s*/\s*[0-9]+)?", re.IGNORECASE
)
# Shares of the width of full lines: what is shorter ends where it wants to, not at the margin.
_FULL = 0.7
# Of full lines, how many end in the middle of a sentence in printed text, at least.
_BROKEN_SHARE = 0.3
_WIDEST_PRINT = 130
_OLD_CODE = (
    "tệp dùng bảng mã cũ {}. Hãy chuyển sang Unicode (ví dụ bằng UniKey, Ctrl+Shift+F6), lưu với bảng mã "
    "UTF-8 rồi nhập lại"
)
_UNKNOWN_CODE = (
    "không nhận ra bảng mã của tệp. Hãy mở tệp bằng Notepad, lưu lại với bảng mã UTF-8 rồi nhập lại"
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int


def read_text(data: bytes, name: str) -> Source:
    """Paragraphs of a text in UTF-8, UTF-16 with its mark, or Windows-1258."""
    text = _decoded(data)
    old = legacy_encoding(nfc(text))
    if old:
        raise UnreadableError(_OLD_CODE.format(old))
    remarks = (HORNS,) if has_damaged_horn(text) else ()
    lines = list(_without_page_numbers(_lines(text)))
    if len(lines) > _MOST_LINES:
        raise UnreadableError("tệp quá dài. Hãy giữ lại riêng phần văn bản cần nhập")
    if not lines:
        raise UnreadableError("tệp không có chữ nào. Hãy kiểm tra lại tệp")
    joined = _joined(lines) if _is_printed(lines) else lines
    return Source(name, tuple(Paragraph(line.text, line.number) for line in joined), remarks=remarks)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # Fonts of old encodings have their letters where Latin-1 has others.
    old = legacy_encoding(data.decode("latin-1"))
    if old:
        raise UnreadableError(_OLD_CODE.format(old))
    try:
        text = nfc(data.decode("cp1258"))
    except UnicodeDecodeError:
        raise UnreadableError(_UNKNOWN_CODE) from None
    if is_garbage(text):
        raise UnreadableError(_UNKNOWN_CODE)
    return text


def _lines(text: str) -> Iterator[_Line]:
    for number, line in enumerate(text.splitlines(), 1):
        words = cleaned(line)
        if words:
            yield _Line(words, number)


def _without_page_numbers(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Numbers that stand alone and count on; others may be a row of a table."""
    last = 0
    for line in lines:
        match = _PAGE_NUMBER.fullmatch(line.text)
        number = int(match[1] or match[2]) if match else 0
        if match and last < number <= last + 3:
            last = number
        else:
            yield line


def _is_printed(lines: Sequence[_Line]) -> bool:
    """Whether a paragraph goes over several lines: many full ones end in the middle of a sentence."""
    width = _width(lines)
    full = [line for line in lines[:-1] if len(line.text) >= _FULL * width]
    broken = sum(not ends(line.text) for line in full)
    return bool(full) and broken / len(full) > _BROKEN_SHARE and width < _WIDEST_PRINT


def _goes_on(before: str, after: str) -> bool:
    # A number that is broken goes on whatever follows: «57-» and «NQ/TW».
    broken = join_texts(before, after) == before + after
    return broken or (after[0].islower() and not LIST_MARK.match(after))


def _width(lines: Sequence[_Line]) -> float:
    """How long full lines are."""
    lengths = [len(line.text) for line in lines]
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else lengths[0]


def _joined(lines: Sequence[_Line]) -> list[_Line]:
    full = _FULL * _width(lines)
    found: list[_Line] = []
    last = ""
    for line in lines:
        if found and _belongs(last, line.text, full):
            found[-1] = _Line(join_texts(found[-1].text, line.text), found[-1].number)
        else:
            found.append(line)
        last = line.text
    return found


def _belongs(before: str, after: str, full: float) -> bool:
    """Whether a printed line goes on with the paragraph of the one before."""
    if _goes_on(before, after):
        return True
    # A dash is a list's after the end of a point, and belongs to the words where these are not at their end.
    if LIST_MARK.match(after) and not after.startswith("- "):
        return False
    return len(before) >= full and not ends(before)
