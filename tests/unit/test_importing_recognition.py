"""Scans: letters recognised from pictures, at the right places, and no more trust in them than is due."""

from __future__ import annotations

import subprocess

import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from fpdf.enums import TextMode
from PIL import Image, ImageDraw

from portal.importing.blocks import Paragraph, Source, Table, UnreadableError
from portal.importing.readers import recognition
from portal.importing.readers.pdf import read_pdf
from portal.importing.readers.printed import Page, Word, numbered
from portal.importing.readers.recognition import MissingRecognitionError, Recognition
from portal.importing.readers.roman_numbers import with_roman_numbers
from portal.importing.readers.scans import prepared
from portal.vietnamese import fold
from tests.importing.pdf_documents import Sheets
from tests.importing.pdf_scans import scanned
from tests.readers.programs import require

TEXT = (
    "Ủy ban nhân dân xã tổ chức triển khai các nhiệm vụ về chuyển đổi số, bảo đảm hạ tầng viễn thông "
    "và dữ liệu dùng chung, nâng cao kỹ năng số của cán bộ, công chức và người dân trên địa bàn xã "
    "trong năm 2026."
)
ROWS = (
    ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
    ("1", "Mở lớp kỹ năng số cho người dân", "Phòng Văn hóa - Xã hội", "Trước ngày 30/6/2026"),
    ("2", "Báo cáo kết quả thực hiện", "Văn phòng xã", "Hằng quý"),
)


def one_page() -> bytes:
    sheets = Sheets(number="bottom")
    sheets.beside(
        ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA", "Số: 27/KH-UBND"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Tân Hòa, ngày 09 tháng 9 năm 2025",
        ],
        size=11,
    )
    sheets.titled("KẾ HOẠCH")
    sheets.titled("Phổ cập kỹ năng số", "trên địa bàn xã Tân Hòa")
    sheets.paragraph("I. MỤC ĐÍCH", style="B")
    sheets.paragraph(TEXT)
    sheets.paragraph(TEXT)
    sheets.ruled(ROWS, [40, 180, 120, 120])
    sheets.beside(
        ["Nơi nhận:", "- Thường trực Đảng ủy;", "- Các ban, ngành, đoàn thể;", "- Lưu: VT."],
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "", "Trần Thị Bích"],
        lower=5,
    )
    return sheets.finished()


def check_one_page(source: Source) -> None:
    head, foot = (block for block in source.blocks if isinstance(block, Table) and not block.ruled)
    assert head.rows[0][0] == "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: 27/KH-UBND"
    assert head.rows[0][1].endswith("Tân Hòa, ngày 09 tháng 9 năm 2025")
    [table] = (block for block in source.blocks if isinstance(block, Table) and block.ruled)
    assert tuple(tuple(cell.replace("\n", " ") for cell in row) for row in table.rows) == ROWS
    assert foot.rows[0][0] == "Nơi nhận:\n- Thường trực Đảng ủy;\n- Các ban, ngành, đoàn thể;\n- Lưu: VT."
    assert foot.rows[0][1].startswith("TM. ỦY BAN NHÂN DÂN\n")
    assert foot.rows[0][1].endswith("Trần Thị Bích")
    texts = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    assert texts == ["KẾ HOẠCH", "Phổ cập kỹ năng số trên địa bàn xã Tân Hòa", "I. MỤC ĐÍCH", TEXT, TEXT]


def test_a_dirty_scan_askew_with_a_seal_is_read_and_says_that_it_was_recognised() -> None:
    require("tesseract")
    calls: list[tuple[int, int]] = []
    data = scanned(one_page(), askew=0.8, noise=40, stamp=(400, 560))
    source = read_pdf(data, "quét.pdf", lambda page, pages: calls.append((page, pages)))
    check_one_page(source)
    assert source.recognised
    assert source.remarks[0].startswith("Trang 1 là ảnh quét")
    assert calls == [(1, 1)]


def test_a_scan_that_lies_on_its_side_is_turned() -> None:
    require("tesseract")
    check_one_page(read_pdf(scanned(one_page(), turn=90), "quét.pdf"))


class Fake:
    """In the place of tesseract: finds one word on each page."""

    def __init__(self) -> None:
        self.remarks: list[str] = []

    def page(self, page: pdfium.PdfPage, number: int) -> Page:
        return Page(number, *page.get_size(), (Word("chữ", 80, 120, 100, 13),), recognised=True)


def test_a_text_layer_without_sense_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.importing.readers.pdf.Recognition", Fake)
    sheets = Sheets()
    # As scanners write that know English only.
    sheets.paragraph(fold(TEXT))
    source = read_pdf(sheets.finished(), "thử.pdf")
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["chữ"]
    assert "sai mã" in source.remarks[0]
    assert source.recognised


def test_a_good_text_layer_over_a_scan_is_used_and_remarked() -> None:
    sheets = Sheets()
    picture = Image.new("L", (100, 140), 200)
    sheets.image(picture, 0, 0, sheets.w, sheets.h)
    with sheets.local_context(text_mode=TextMode.INVISIBLE):
        sheets.paragraph(TEXT)
    source = read_pdf(sheets.finished(), "thử.pdf")
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == [TEXT]
    assert source.recognised
    assert "lớp chữ do máy quét nhận dạng" in source.remarks[0]


def test_without_tesseract_or_its_vietnamese_data_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognition, "_WINDOWS", ())
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(
        MissingRecognitionError, match=r"Tesseract.*apt-get install tesseract-ocr tesseract-ocr-vie"
    ):
        Recognition()
    monkeypatch.setattr("shutil.which", lambda _: "tesseract")
    monkeypatch.setattr(
        "subprocess.run", lambda *_, **__: subprocess.CompletedProcess((), 0, "eng\nosd\n", "")
    )
    with pytest.raises(MissingRecognitionError, match=r"chưa có dữ liệu tiếng Việt.*Windows"):
        read_pdf(scanned(one_page(), dpi=40), "quét.pdf")


def answering(monkeypatch: pytest.MonkeyPatch, answer: str | None) -> None:
    """Tesseract answers so about each picture, or never."""

    def run(
        command: list[str], **_: object
    ) -> subprocess.CompletedProcess[str] | subprocess.CompletedProcess[bytes]:
        if "--list-langs" in command:
            return subprocess.CompletedProcess(command, 0, "vie\n", "")
        if answer is None:
            raise subprocess.TimeoutExpired(command, 1)
        return subprocess.CompletedProcess(command, 0, answer.encode(), b"")

    monkeypatch.setattr("shutil.which", lambda _: "tesseract")
    monkeypatch.setattr("subprocess.run", run)


def test_a_page_that_takes_too_long_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, None)
    reader = Recognition()
    page = reader.page(pdfium.PdfDocument(scanned(one_page(), dpi=40))[0], 7)
    assert page.words == ()
    assert reader.remarks == ["Trang 7 nhận dạng quá lâu nên bị bỏ qua: hãy xem bản gốc."]


def test_a_scan_without_letters_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "level\n")
    with pytest.raises(UnreadableError, match="không tìm thấy chữ"):
        read_pdf(scanned(one_page(), dpi=40), "quét.pdf")


def test_specks_are_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        (1, 100, 95, "Kế"),
        (1, 200, 96, "hoạch"),
        (2, 300, 12, "~"),
        (2, 340, 8, "ı"),
        (3, 90, 90, ",“_Lê"),
        (3, 150, 90, "A"),
    ]
    cells = [
        f"5\t1\t1\t1\t{line}\t1\t{x}\t{100 * line}\t60\t40\t{sure}\t{text}" for line, x, sure, text in rows
    ]
    answering(monkeypatch, "\n".join(["level", *cells]))
    page = Recognition().page(pdfium.PdfDocument(scanned(one_page(), dpi=40))[0], 1)
    assert [word.text for word in page.words] == ["Kế", "hoạch", "Lê", "A"]


def test_a_poster_is_not_drawn_larger_than_memory_allows() -> None:
    sheets = FPDF(unit="pt", format=(14_000, 14_000))
    sheets.add_page()
    picture, dpi = recognition._picture(pdfium.PdfDocument(bytes(sheets.output()))[0])
    assert picture.width * picture.height <= 40_100_000
    assert dpi == pytest.approx(picture.width * 72 / 14_000, rel=0.01)


def drawn(angle: float) -> Image.Image:
    """Rows of boxes as lines of text, a table of four cells below, and dirt between paper and white."""
    picture = Image.new("L", (2480, 3508), 215)
    drawing = ImageDraw.Draw(picture)
    for y in range(300, 1500, 75):
        for x in range(300, 2100, 60):
            drawing.rectangle((x, y, x + 40, y + 30), fill=20)
    for place in (0, 400, 800):
        drawing.line((300, 1700 + place, 1100, 1700 + place), fill=60, width=3)
        drawing.line((300 + place, 1700, 300 + place, 2500), fill=60, width=3)
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=215)


@pytest.mark.parametrize("angle", [0.0, -1.2, 1.7])
def test_a_page_is_laid_straight_and_the_lines_of_its_table_are_found(angle: float) -> None:
    scan = prepared(drawn(angle), 300)
    level = [rule for rule in scan.rules if rule.level]
    assert len(level) == len(scan.rules) - 3 == 3
    assert all(abs(rule.length - 800 * 72 / 300) < 5 for rule in scan.rules)
    # Drawn lines are taken out of the picture, letters are not, and paper is white.
    assert min(scan.image.crop((200, 1600, 1300, 2600)).tobytes()) > 200
    assert scan.image.crop((200, 200, 2200, 1600)).getextrema() == (scan.image.getextrema()[0], 255)
    assert scan.image.getextrema()[0] < 40


def headings(*texts: str, recognised: bool = True) -> list[str]:
    words = [
        Word(part, 80 + 40 * x, 110 + 40 * x, 100 + 30 * y, 13)
        for y, text in enumerate(texts)
        for x, part in enumerate(text.split())
    ]
    pages, _ = with_roman_numbers(numbered([Page(1, 580, 800, tuple(words), recognised=recognised)]))
    return [line.text for line in pages[0].lines]


def test_roman_numbers_of_headings_are_put_in_order() -> None:
    read = ("IL MỤC ĐÍCH", "H. NHIỆM VỤ", "HI. GIẢI PHÁP", "IV. KINH PHÍ", "Y. TỔ CHỨC", "I. PHỤ LỤC")
    assert headings(*read) == [
        "I. MỤC ĐÍCH",
        "II. NHIỆM VỤ",
        "III. GIẢI PHÁP",
        "IV. KINH PHÍ",
        "Y. TỔ CHỨC",
        "I. PHỤ LỤC",
    ]


@pytest.mark.parametrize(
    "text", ["VI PHẠM HÀNH CHÍNH", "TL. TRƯỞNG BAN", "TIN HỌC HÓA", "L. Nhiệm vụ", "IX. KINH PHÍ", "HUY ĐỘNG"]
)
def test_what_is_no_number_in_order_stays_as_it_was_read(text: str) -> None:
    assert headings("I. MỤC ĐÍCH", text) == ["I. MỤC ĐÍCH", text]


def test_numbers_of_a_text_layer_are_never_changed() -> None:
    assert headings("H. NHIỆM VỤ", recognised=False) == ["H. NHIỆM VỤ"]
