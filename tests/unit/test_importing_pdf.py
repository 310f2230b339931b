"""PDF files with text: every letter, paragraph, table and note of them, and a clear answer to bad ones."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fpdf import FPDF

from portal.importing.blocks import Paragraph, Source, Table, UnreadableError, note
from portal.importing.readers import pdf
from portal.importing.readers.pdf import read_pdf
from portal.importing.readers.plausible import is_garbage
from tests.importing.pdf_documents import LEFT, Sheets
from tests.importing.pdf_scans import scanned

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "kinh-mon"

TEXT = (
    "Ủy ban nhân dân xã tổ chức triển khai các nhiệm vụ về chuyển đổi số, bảo đảm hạ tầng viễn thông "
    "và dữ liệu dùng chung, nâng cao kỹ năng số của cán bộ, công chức và người dân trên địa bàn xã "
    "trong năm 2026."
)


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def read(draw: Callable[[Sheets], None], **options: str) -> Source:
    sheets = Sheets(**options)
    draw(sheets)
    return read_pdf(sheets.finished(), "thử.pdf")


def plan(sheets: Sheets) -> None:
    sheets.beside(
        ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA", "Số:      /KH-UBND"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Tân Hòa, ngày     tháng 9 năm 2025",
        ],
        size=11,
    )
    sheets.titled("KẾ HOẠCH")
    sheets.titled("Phổ cập kỹ năng số", "trên địa bàn xã Tân Hòa")
    for heading in ("I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "2. Yêu cầu"):
        sheets.paragraph(heading, style="B")
    for _ in range(9):
        sheets.paragraph(TEXT)
    sheets.paragraph("a) Thực hiện Nghị quyết số 57-NQ/TW;")
    sheets.beside(
        ["Nơi nhận:", "- Thường trực Đảng ủy;", "- Lưu: VT."],
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "Trần Thị Bích"],
        lower=5,
    )


@pytest.mark.parametrize("number", ["top", "bottom"])
def test_a_plan_is_read_whole_without_its_page_numbers(number: str) -> None:
    source = read(plan, number=number)
    head, *body, foot = source.blocks
    assert isinstance(head, Table)
    assert head.rows[0][0] == "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: /KH-UBND"
    assert not head.ruled
    assert texts(source) == [
        "KẾ HOẠCH",
        "Phổ cập kỹ năng số trên địa bàn xã Tân Hòa",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "2. Yêu cầu",
        *[TEXT] * 9,
        "a) Thực hiện Nghị quyết số 57-NQ/TW;",
    ]
    assert isinstance(body[2], Paragraph)
    assert body[2].bold
    assert isinstance(body[5], Paragraph)
    assert not body[5].bold
    assert isinstance(foot, Table)
    assert foot.rows == (
        (
            "Nơi nhận:\n- Thường trực Đảng ủy;\n- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Thị Bích",
        ),
    )
    assert not source.recognised
    assert source.remarks == ()


def test_footnotes_are_notes_with_references_in_place_and_square_metres_are_none() -> None:
    def draw(sheets: Sheets) -> None:
        for number, text in ((1, "Theo Luật Giao dịch điện tử."), (2, "Gồm nhà làm việc 200 m² và kho.")):
            sheets.paragraph(TEXT)
            sheets.notes.append(f"^{number} {text}")
            sheets.paragraph(f"Nhà văn hóa rộng 90 m², đã nối mạng^{number}.")
        sheets.new_page()
        sheets.paragraph(TEXT)
        sheets.notes.append("^1 Số mới trên trang.")
        sheets.paragraph("Trang sau đánh số lại^1.")

    source = read(draw)
    assert source.notes == {
        1: "Theo Luật Giao dịch điện tử.",
        2: "Gồm nhà làm việc 200 m² và kho.",
        3: "Số mới trên trang.",
    }
    assert [text for text in texts(source) if text != TEXT] == [
        f"Nhà văn hóa rộng 90 m², đã nối mạng{note(1)}.",
        f"Nhà văn hóa rộng 90 m², đã nối mạng{note(2)}.",
        f"Trang sau đánh số lại{note(3)}.",
    ]


def test_a_table_over_two_landscape_pages_is_one_with_one_head() -> None:
    rows = [("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn")]
    rows += [(str(number), TEXT, "Văn phòng HĐND và UBND xã", "30/6/2026") for number in range(1, 15)]

    def draw(sheets: Sheets) -> None:
        sheets.paragraph(TEXT)
        sheets.new_page(landscape=True)
        sheets.titled("PHỤ LỤC I")
        sheets.ruled(rows, [40, 360, 180, 120])

    [table] = [block for block in read(draw).blocks if isinstance(block, Table)]
    assert table.rows == tuple(rows)
    assert table.ruled
    assert table.page == 2


def test_a_page_on_its_side_is_read_as_it_is_shown() -> None:
    sheets = Sheets()
    plan(sheets)
    straight = read_pdf(sheets.finished(), "thử.pdf")
    document = pdfium.PdfDocument(_with_text_on_its_side())
    stream = io.BytesIO()
    document.save(stream)
    assert texts(read_pdf(stream.getvalue(), "ngang.pdf")) == ["Danh mục nhiệm vụ của xã Tân Hòa năm 2026"]
    document = pdfium.PdfDocument(Sheets.finished(_planned()))
    for page in document:
        page.set_rotation(90)
    stream = io.BytesIO()
    document.save(stream)
    assert texts(read_pdf(stream.getvalue(), "xoay.pdf")) == texts(straight)


def _planned() -> Sheets:
    sheets = Sheets()
    plan(sheets)
    return sheets


def _with_text_on_its_side() -> bytes:
    sheets = Sheets()
    with sheets.rotation(90, 300, 400):
        sheets.line_at("Danh mục nhiệm vụ của xã Tân Hòa năm 2026", 100, 400)
    return sheets.finished()


def placed(*parts: tuple[str, float], size: float = 13) -> list[str]:
    """What is read of pieces of text that each begin at their place in one line."""
    sheets = Sheets()
    sheets.paragraph(TEXT)
    for text, x in parts:
        sheets.set_font("example", "", size)
        sheets.text(LEFT + x, 300, text)
    return texts(read_pdf(sheets.finished(), "thử.pdf"))[1:]


def width(text: str) -> float:
    return Sheets().width(text, 13)


def test_spaces_are_where_they_are_seen_whatever_the_file_has() -> None:
    step = width("chuyển") + width(" ")
    # Missing, doubled, and one without width in a word.
    assert placed(("chuyển", 0), ("đổi", step)) == ["chuyển đổi"]
    assert placed(("chuyển ", 0), (" đổi", step)) == ["chuyển đổi"]
    assert placed(("chuy ", 0), ("ển đổi", width("chuy"))) == ["chuyển đổi"]


def test_widely_set_letters_are_words() -> None:
    sheets = Sheets()
    sheets.paragraph(TEXT)
    sheets.set_char_spacing(4)
    sheets.set_font("example", "", 13)
    sheets.text(LEFT, 300, "KẾ HOẠCH NĂM")
    assert texts(read_pdf(sheets.finished(), "thử.pdf"))[1:] == ["KẾ HOẠCH NĂM"]


def test_a_word_printed_twice_to_be_bold_stands_once() -> None:
    assert placed(("Nhiệm vụ", 0), ("Nhiệm vụ", 0.4)) == ["Nhiệm vụ"]


def test_marks_apart_from_their_letters_soft_hyphens_and_ligatures_are_put_right() -> None:
    assert placed(("Nghi\u0323 quye\u0302\u0301t o\ufb03ce in\u00adternet", 0)) == [
        "Nghị quyết office internet"
    ]


def test_damaged_horns_are_repaired_with_a_remark() -> None:
    sheets = Sheets()
    sheets.paragraph(TEXT.replace("ư", "ƣ") + " PHƢỜNG")
    source = read_pdf(sheets.finished(), "thử.pdf")
    assert texts(source) == [TEXT + " PHƯỜNG"]
    assert "«Ƣ ƣ»" in source.remarks[0]


def test_on_a_page_where_most_lines_are_indented_the_margin_is_still_found() -> None:
    def draw(sheets: Sheets) -> None:
        sheets.titled("THÔNG BÁO")
        sheets.titled("Kết luận của Trưởng Ban Chỉ đạo", "tại phiên họp lần thứ hai")
        for number in range(8):
            sheets.paragraph(
                f"{number + 1}. Giao Văn phòng theo dõi, đôn đốc việc thực hiện của các thôn trong xã."
            )
        for _ in range(12):
            sheets.paragraph(TEXT)

    found = texts(read(draw))
    assert found[:2] == ["THÔNG BÁO", "Kết luận của Trưởng Ban Chỉ đạo tại phiên họp lần thứ hai"]
    assert found[2:10] == [
        f"{number + 1}. Giao Văn phòng theo dõi, đôn đốc việc thực hiện của các thôn trong xã."
        for number in range(8)
    ]
    assert found[10:] == [TEXT] * 12


@pytest.mark.parametrize("name", ["plain.pdf", "artefact.pdf"])
def test_of_the_sample_every_paragraph_heading_and_cell_is_right(name: str) -> None:
    if not SAMPLES.exists():
        pytest.skip("the samples are not beside the repository")
    expected = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
    source = read_pdf((SAMPLES / name).read_bytes(), name)
    found = texts(source)
    assert found[2:-2] == expected["paras"]
    [annex] = [block for block in source.blocks if isinstance(block, Table) and block.ruled]
    assert [list(row) for row in annex.rows] == expected["annex"]


def blank(pages: int) -> bytes:
    sheets = FPDF()
    for _ in range(pages):
        sheets.add_page()
    return bytes(sheets.output())


def locked() -> bytes:
    sheets = Sheets()
    sheets.paragraph(TEXT)
    sheets.set_encryption(owner_password="one", user_password="two")
    return sheets.finished()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n", "bị hỏng"),
        (b"", "bị hỏng"),
        (b"Not a PDF file at all", "bị hỏng"),
        (blank(1)[:200], "bị hỏng"),
        (blank(301), "301 trang"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read_pdf(data, "thử.pdf")


def test_a_locked_file_says_that_it_has_a_password() -> None:
    with pytest.raises(UnreadableError, match="mật khẩu"):
        read_pdf(locked(), "thử.pdf")


def test_many_scans_are_refused_before_any_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError

    monkeypatch.setattr(pdf, "Recognition", never)
    with pytest.raises(UnreadableError, match="61 trang là ảnh quét"):
        read_pdf(blank(61), "thử.pdf")


def test_text_without_sense_is_told_from_good_text() -> None:
    assert not is_garbage(TEXT)
    assert not is_garbage(TEXT.replace("ư", "ƣ"))
    assert is_garbage("".join(chr(ord(letter) + 7) if letter.isalpha() else letter for letter in TEXT))
    assert is_garbage(
        "Uy ban nhân dan xa tô chuc triên khai cac nhiêm vu vê chuyên dôi sô bao dam ha tâng " * 2
    )


def test_a_scan_between_pages_of_text_is_named_when_it_cannot_be_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing() -> None:
        raise pdf.MissingRecognitionError("cần Tesseract")

    monkeypatch.setattr(pdf, "Recognition", missing)
    sheets = Sheets()
    sheets.paragraph(TEXT)
    both = pdfium.PdfDocument(sheets.finished())
    both.import_pages(pdfium.PdfDocument(scanned(_planned().finished(), dpi=50)))
    stream = io.BytesIO()
    both.save(stream)
    source = read_pdf(stream.getvalue(), "thử.pdf")
    assert texts(source) == [TEXT]
    assert source.remarks[0].startswith("Trang 2, 3 là ảnh")
