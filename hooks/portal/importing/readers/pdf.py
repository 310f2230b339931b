"""Read PDF files: pages with text by their letters, pages that are pictures through recognition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from portal.importing.blocks import Block, Paragraph, Source, UnreadableError, note
from portal.importing.readers.footnotes import take_footnotes
from portal.importing.readers.joining import join_pages
from portal.importing.readers.pdf_letters import read_letters
from portal.importing.readers.pdf_rules import read_rules
from portal.importing.readers.plausible import is_garbage
from portal.importing.readers.printed import Page, Word, numbered
from portal.importing.readers.recognition import MissingRecognitionError, Recognition
from portal.importing.readers.roman_numbers import REMARK, with_roman_numbers
from portal.importing.readers.running_heads import without_running_heads
from portal.vietnamese import nfc, repair_horn

_MOST_PAGES, _MOST_SCANS = 300, 60
# Fewer letters than this are no text: a page number, a stamp of the scanner.
_FEW_LETTERS = 25
# A picture this large, as a share of the page, may hold its text.
_LARGE = 0.5
# Shares of letters without a character, or laid invisibly over a picture.
_UNKNOWN, _INVISIBLE = 0.15, 0.5
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Icelandic letters that look like Đ: recognition and old fonts take them for it.
_ETH = str.maketrans("ÐðƉ", "ĐđĐ")
_WITHOUT_SHAPE = re.compile("\u00ad")

Progress = Callable[[int, int], None]
"""Called with the page that is recognised, counted from 1, and how many there are to recognise."""


@dataclass
class _Sheet:
    """A page of the file: its words, or that it must be recognised, and why."""

    index: int
    page: Page | None
    over_picture: bool = False
    garbage: bool = False


def read_pdf(data: bytes, name: str, progress: Progress | None = None) -> Source:
    """Paragraphs and tables of a PDF file."""
    document = _opened(data)
    try:
        sheets = _sheets(document)
        pages, remarks = _recognised(document, sheets, progress)
    except pdfium.PdfiumError as error:
        raise UnreadableError(_BROKEN) from error
    finally:
        document.close()
    return _source(name, pages, remarks)


_BROKEN = (
    "tệp PDF bị hỏng hoặc tải về chưa đủ. Hãy mở tệp bằng trình đọc PDF để kiểm tra, "
    "tải hoặc xuất lại tệp rồi nhập lại."
)
_LOCKED = (
    "tệp PDF được bảo vệ bằng mật khẩu. Hãy mở tệp bằng mật khẩu, in ra tệp PDF mới (Microsoft Print to PDF) "
    "rồi nhập tệp mới."
)
_EMPTY = (
    "không tìm thấy chữ nào trong tệp PDF. Nếu là bản quét, hãy quét lại rõ hơn (300 dpi, thẳng, đủ sáng) "
    "rồi nhập lại."
)


def _too_many(count: int, most: int, what: str) -> UnreadableError:
    return UnreadableError(
        f"tệp có {count} {what}, nhiều hơn mức nhập được là {most}. Hãy cắt riêng phần văn bản cần đăng "
        "thành một tệp PDF (khi in, chọn các trang cần lấy và in ra tệp PDF) rồi nhập tệp đó."
    )


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableError(_LOCKED if locked else _BROKEN) from error
    if not count or count > _MOST_PAGES:
        document.close()
        raise _too_many(count, _MOST_PAGES, "trang") if count else UnreadableError(_BROKEN)
    return document


def _sheets(document: pdfium.PdfDocument) -> list[_Sheet]:
    sheets = [_sheet(document[index], index) for index in range(len(document))]
    scans = sum(sheet.page is None for sheet in sheets)
    if scans > _MOST_SCANS:
        raise _too_many(scans, _MOST_SCANS, "trang là ảnh quét")
    return sheets


def _sheet(page: pdfium.PdfPage, index: int) -> _Sheet:
    lettering = read_letters(page)
    letters = sum(len(word.text) for word in lettering.words)
    pictured = _has_large_picture(page)
    if letters < _FEW_LETTERS and (pictured or not letters):
        return _Sheet(index, None)
    text = " ".join(word.text for word in lettering.words)
    if lettering.unknown > _UNKNOWN or is_garbage(text):
        return _Sheet(index, None, garbage=True)
    over_picture = lettering.invisible > _INVISIBLE and pictured
    rules = read_rules(page, lettering.turn)
    width, height = lettering.turn.width, lettering.turn.height
    return _Sheet(index, Page(index + 1, width, height, lettering.words, rules, over_picture), over_picture)


def _has_large_picture(page: pdfium.PdfPage) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered > _LARGE * width * height)


def _recognised(
    document: pdfium.PdfDocument, sheets: Sequence[_Sheet], progress: Progress | None
) -> tuple[list[Page], list[str]]:
    """All pages that could be read, with remarks on those that were recognised."""
    pages = {sheet.index: sheet.page for sheet in sheets if sheet.page is not None}
    wanted = [sheet for sheet in sheets if sheet.page is None]
    remarks = _remarks(sheets)
    if not wanted:
        return list(pages.values()), remarks
    try:
        recognition = Recognition()
    except MissingRecognitionError as error:
        if not pages:
            raise
        remarks = [f"{_listed(wanted)} là ảnh nên chưa đọc được: {error}"]
        return list(pages.values()), remarks
    for count, sheet in enumerate(wanted, start=1):
        if progress is not None:
            progress(count, len(wanted))
        pages[sheet.index] = recognition.page(document[sheet.index], sheet.index + 1)
    return [pages[index] for index in sorted(pages)], remarks + recognition.remarks


def _remarks(sheets: Sequence[_Sheet]) -> list[str]:
    remarks = []
    if scans := [sheet for sheet in sheets if sheet.page is None and not sheet.garbage]:
        remarks.append(f"{_listed(scans)} là ảnh quét: chữ do máy nhận dạng, cần đọc đối chiếu với bản gốc.")
    if garbage := [sheet for sheet in sheets if sheet.garbage]:
        remarks.append(
            f"Lớp chữ có sẵn của {_listed(garbage).lower()} sai mã nên không dùng: "
            "chữ được nhận dạng lại từ hình trang, cần đọc đối chiếu với bản gốc."
        )
    if layered := [sheet for sheet in sheets if sheet.over_picture]:
        remarks.append(
            f"{_listed(layered)} là ảnh quét có lớp chữ do máy quét nhận dạng, cần đọc đối chiếu với bản gốc."
        )
    return remarks


def _listed(sheets: Sequence[_Sheet]) -> str:
    numbers = [str(sheet.index + 1) for sheet in sheets]
    return f"Trang {', '.join(numbers)}"


def _source(name: str, pages: Sequence[Page], remarks: list[str]) -> Source:
    cleaned, repaired = _cleaned(pages)
    if not any(page.words for page in cleaned):
        raise UnreadableError(_EMPTY)
    bodies, notes = take_footnotes(without_running_heads(numbered(cleaned)))
    bodies, renumbered = with_roman_numbers(bodies)
    if renumbered:
        repaired.append(REMARK)
    blocks = [_settled(block) for block in join_pages(bodies)]
    repaired += _unplaced(notes, blocks)
    recognised = any(page.recognised for page in pages)
    return Source(
        name, tuple(blocks), {k: _spaced(v) for k, v in notes.items()}, recognised, (*remarks, *repaired)
    )


def _unplaced(notes: Mapping[int, str], blocks: Sequence[Block]) -> list[str]:
    """A remark on footnotes to which nothing refers: recognition does not read small raised numbers."""
    texts = "".join(_text(block) for block in blocks)
    lost = [str(number) for number in notes if note(number) not in texts]
    return (
        [f"Chưa rõ chú thích {', '.join(lost)} ở chân trang gắn với chỗ nào: hãy xem bản gốc."]
        if lost
        else []
    )


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else "".join(cell for row in block.rows for cell in row)


def _cleaned(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """NFC, with «Ƣ ƣ» repaired; what was repaired is remarked."""
    horns = any("Ƣ" in word.text or "ƣ" in word.text for page in pages for word in page.words)
    private = any(_PRIVATE.search(word.text[1:]) for page in pages for word in page.words)
    remarks = []
    if horns:
        remarks.append("Chữ «Ƣ ƣ» (lỗi khi xuất tệp PDF) đã được sửa thành «Ư ư».")
    if private:
        remarks.append(
            "Tệp có ký hiệu dùng phông riêng, không đọc được, đã bỏ: hãy đọc đối chiếu với bản gốc."
        )
    return [replace(page, words=tuple(map(_clean, page.words))) for page in pages], remarks


def _clean(word: Word) -> Word:
    return replace(word, text=nfc(repair_horn(word.text)).translate(_ETH))


def _settled(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_spaced(block.text))
    rows = tuple(tuple("\n".join(map(_spaced, cell.split("\n"))) for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _spaced(text: str) -> str:
    return nfc(" ".join(_PRIVATE.sub("", _WITHOUT_SHAPE.sub("", text)).split()))
