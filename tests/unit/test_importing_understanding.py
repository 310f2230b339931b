"""Documents understood: what stands in them is found, and nothing that does not."""

import hashlib
from dataclasses import astuple
from functools import cache
from pathlib import Path

import pytest

from portal.importing.blocks import Paragraph, Source, Table
from portal.importing.findings import Confidence, Found, Grid, Heading, Item, Text, Understanding
from portal.importing.understanding.document import understand
from portal.settings import Settings, load
from tests.importing import documents
from tests.importing.genre import PARTY, STATE, Document

ROOT = Path(__file__).resolve().parents[2]
FORMS = ("word", "text")
CASES = [
    (name, form, field) for name, each in documents.ALL.items() for form in FORMS for field in each.expected
]


@cache
def settings() -> Settings:
    loaded, problems = load(ROOT / "data", lambda data: hashlib.sha256(data).hexdigest())
    assert loaded is not None, problems
    return loaded


@cache
def understood(name: str, form: str) -> Understanding:
    document = documents.ALL[name]
    return understand(document.as_word() if form == "word" else document.as_text(), settings())


def of_text(text: str, *, recognised: bool = False) -> Understanding:
    """What is understood of lines without any format."""
    lines = tuple(Paragraph(line, at) for at, line in enumerate(text.strip().split("\n"), 1) if line)
    return understand(Source("a.txt", lines, recognised=recognised), settings())


def value(found: Found[str] | None) -> str | None:
    return found.value if found else None


def seen(found: Understanding, field: str) -> object:
    """A field in the form in which `documents` write it."""
    views = {
        "bases": lambda: [each.value.number for each in found.bases],
        "cites": lambda: [each.value.number for each in found.cites],
        "units": lambda: [each.value.unit for each in found.tasks],
        "dues": lambda: sorted({each.value.due for each in (*found.tasks, *found.reports) if each.value.due}),
        "reports": lambda: [
            (each.value.who, each.value.to, each.value.due, each.value.recurs) for each in found.reports
        ],
        "recipients": lambda: [each.value for each in found.recipients],
        "headings": lambda: [(each.level, each.text) for each in found.body if isinstance(each, Heading)],
        "signer": lambda: astuple(found.signer.value) if found.signer else None,
    }
    return views[field]() if field in views else value(getattr(found, field))


@pytest.mark.parametrize(("name", "form", "field"), CASES)
def test_documents_of_many_bodies_are_understood_from_word_and_from_pasted_text(
    name: str, form: str, field: str
) -> None:
    assert seen(understood(name, form), field) == documents.ALL[name].expected[field]


@pytest.mark.parametrize("name", documents.ALL)
def test_head_title_signature_and_recipients_are_not_in_the_body(name: str) -> None:
    document = documents.ALL[name]
    texts = [each.text for each in understood(name, "word").body if isinstance(each, (Heading, Text, Item))]
    names = document.signature.split("\n")[-1]
    assert not any("Độc lập - Tự do" in text or "Lưu:" in text or text == names for text in texts)
    assert document.title not in texts


@pytest.mark.parametrize("name", documents.ALL)
def test_every_value_quotes_its_source(name: str) -> None:
    found = understood(name, "text")
    lines = {block.line for block in documents.ALL[name].as_text().blocks}
    values = [found.kind, found.issuer, found.signed, found.title, *found.bases, *found.cites, *found.tasks]
    for each in filter(None, values):
        assert each.line in lines
        assert each.said


def test_a_name_of_several_communes_is_asked_for() -> None:
    questions = [text for text in understood("ambiguous", "word").questions if "Tân Phú" in text]
    assert len(questions) == 1
    assert "dong-nai/tan-phu" in questions[0]


def test_the_province_in_the_text_tells_which_commune_it_is() -> None:
    document = documents.AMBIGUOUS
    plain = Document(document.left, document.right, document.body, document.kind, document.title)
    told = Document(
        plain.left,
        plain.right,
        plain.body,
        plain.kind,
        plain.title,
        recipients="- UBND tỉnh Đồng Nai;\n- Lưu: VT.",
        signature=document.signature,
    )
    found = understand(told.as_word(), settings()).locality
    assert found is not None
    assert (found.value, found.confidence) == ("dong-nai/tan-phu", Confidence.LIKELY)


def test_a_plain_text_without_head_has_no_number_date_or_place() -> None:
    found = of_text("""
KẾ HOẠCH
Ra quân hướng dẫn dịch vụ công trực tuyến
Thực hiện Kế hoạch số 77-KH/ĐU ngày 10/8/2025 của Đảng ủy xã, UBND xã Mỹ An Hưng ban hành kế hoạch như sau:
I. NỘI DUNG
Hướng dẫn người dân tại nhà.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
""")
    assert (found.number, found.signed, found.place) == (None, None, None)
    assert value(found.issuer) == "Ủy ban nhân dân xã Mỹ An Hưng"
    assert value(found.locality) == "dong-thap/my-an-hung"
    assert found.signer is not None
    assert astuple(found.signer.value) == ("TM. Ủy ban nhân dân", "Chủ tịch", None)
    assert sum("Không thấy" in text for text in found.questions) >= 4


def test_a_head_whose_columns_were_joined_line_by_line_is_taken_apart() -> None:
    found = of_text("""
UBND TỈNH ĐỒNG THÁP CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH Độc lập - Tự do - Hạnh phúc
Số: 1520/SVHTTDL-QLVH Đồng Tháp, ngày 12 tháng 11 năm 2025
V/v cổ động trực quan
Kính gửi: Ủy ban nhân dân các xã, phường
Sở Văn hóa, Thể thao và Du lịch đề nghị Ủy ban nhân dân các xã, phường treo băng rôn.
Kết quả gửi về Sở Văn hóa, Thể thao và Du lịch (qua Phòng Quản lý Văn hóa) trước ngày 05/01/2026./.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Nguyễn Ngọc Hà
Nơi nhận:
- Như trên;
- Lưu: VT.
""")
    assert value(found.issuer) == "Sở Văn hóa, Thể thao và Du lịch tỉnh Đồng Tháp"
    assert value(found.number) == "1520/SVHTTDL-QLVH"
    assert (value(found.signed), value(found.place)) == ("2025-11-12", "Đồng Tháp")
    assert seen(found, "signer") == ("KT. Giám đốc", "Phó Giám đốc", "Nguyễn Ngọc Hà")
    assert seen(found, "units") == ["Ủy ban nhân dân các xã, phường"]
    through = "Sở Văn hóa, Thể thao và Du lịch (qua Phòng Quản lý Văn hóa)"
    assert seen(found, "reports") == [(None, through, "2026-01-05", ())]
    assert seen(found, "recipients") == ["Như trên", "Lưu: VT"]


def test_a_table_of_an_annex_with_days_in_it_is_no_head() -> None:
    document = documents.AMBIGUOUS
    annexes = "*PHỤ LỤC\n|TT|Nhiệm vụ|Đơn vị|Thời gian|\n|1|Mở lớp|Tổ A|Trước ngày 10 tháng 11 năm 2025|"
    with_table = Document(
        document.left,
        document.right,
        document.body,
        document.kind,
        document.title,
        recipients="- Lưu: VT.",
        signature=document.signature,
        annexes=annexes,
    )
    for source in (with_table.as_word(), with_table.as_text()):
        found = understand(source, settings())
        assert (seen(found, "units"), seen(found, "dues")) == (
            ["Tổ công nghệ số cộng đồng", "Tổ A"],
            ["2025-11-10"],
        )
        assert any(isinstance(each, Grid) for each in found.body)


def test_words_that_look_like_a_signature_stay_in_the_body() -> None:
    found = of_text("""
QUYẾT ĐỊNH
Về việc trồng cây
Căn cứ Luật Lâm nghiệp số 16/2017/QH14;
QUYẾT ĐỊNH:
Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.
""")
    assert [each.text for each in found.body if isinstance(each, Text)][-2:] == [
        "QUYẾT ĐỊNH:",
        "Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.",
    ]
    assert found.signer is None


def test_aims_are_no_tasks() -> None:
    found = of_text("""
KẾ HOẠCH
Trồng cây
I. MỤC TIÊU
Đến hết ngày 31/12/2026 trồng được một nghìn cây.
II. CÁCH LÀM
Đợt một hoàn thành trước ngày 30/6/2026.
""")
    assert [(each.value.unit, each.value.due) for each in found.tasks] == [(None, "2026-06-30")]
    assert any("không nói giao cho ai" in text for text in found.questions)


def test_a_text_that_is_no_document_gives_nothing() -> None:
    found = of_text("Danh sách họp lớp\nAn mang bánh, Bình mang nước.")
    assert (found.kind, found.number, found.issuer, found.signer, found.locality) == (None,) * 5
    assert found.tasks == found.reports == found.bases == ()


def test_an_empty_document_is_only_asked_about() -> None:
    found = understand(Source("a.docx", ()), settings())
    assert found.body == ()
    assert found.questions


@pytest.mark.parametrize(
    ("head", "number", "signed", "place"),
    [
        ("Số: 15 /KH-UBND\nKinh Môn, ngày 15 tháng 8 năm 2025", "15/KH-UBND", "2025-08-15", "Kinh Môn"),
        ("Số:      /PVHTT\nBiên Hòa, ngày      tháng      năm 2025", "/PVHTT", "2025", "Biên Hòa"),
        ("Số …-KH/TU\nHuế, ngày … tháng 02 năm 2025", "-KH/TU", "2025-02", "Huế"),
        ("Số 12-KH/TU Cần Thơ, ngày 05 tháng 3 năm 2025", "12-KH/TU", "2025-03-05", "Cần Thơ"),
        ("Số: 9/KH-UBND\nTP. Hồ Chí Minh, ngày 31 tháng 2 năm 2025", "9/KH-UBND", None, "TP. Hồ Chí Minh"),
        ("CỤC CHUYỂN ĐỔI SỐ QUỐC GIA", None, None, None),
    ],
)
def test_number_date_and_place_of_a_head(
    head: str, number: str | None, signed: str | None, place: str | None
) -> None:
    found = of_text(f"{head}\nKẾ HOẠCH\nTrồng cây\nI. NỘI DUNG\nMỗi nhà một cây.")
    assert (value(found.number), value(found.signed), value(found.place)) == (number, signed, place)


@pytest.mark.parametrize(
    ("left", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG KINH MÔN", "Ủy ban nhân dân phường Kinh Môn"),
        ("UBND TỈNH LÀO CAI\nSỞ NỘI VỤ", "Sở Nội vụ tỉnh Lào Cai"),
        ("THÀNH ỦY CẦN THƠ\nBAN TỔ CHỨC\n*", "Ban Tổ chức Thành ủy Cần Thơ"),
        ("ĐẢNG BỘ TỈNH HƯNG YÊN\nĐẢNG ỦY XÃ TIÊN LỮ\n*", "Đảng ủy xã Tiên Lữ"),
        ("HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ HUẾ", "Hội đồng nhân dân thành phố Huế"),
        (
            "ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TỈNH SƠN LA\n***",
            "Ban Chấp hành Đoàn TNCS Hồ Chí Minh tỉnh Sơn La",
        ),
        ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "Bộ Khoa học và Công nghệ"),
        ("UỶ BAN NHÂN DÂN\nĐẶC KHU PHÚ QUỐC", "Ủy ban nhân dân đặc khu Phú Quốc"),
        ("HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM\nTỈNH BẮC NINH", "Hội Liên hiệp Phụ nữ Việt Nam tỉnh Bắc Ninh"),
    ],
)
def test_issuers_are_written_as_official_names(left: str, issuer: str) -> None:
    document = Document(f"{left}\nSố: 1/KH-A", STATE, "I. NỘI DUNG\nTrồng cây.", "KẾ HOẠCH", "Trồng cây")
    assert value(understand(document.as_word(), settings()).issuer) == issuer


def test_the_standing_committee_that_issues_is_the_issuer() -> None:
    document = Document(
        "TỈNH ỦY TIỀN GIANG\n*\nSố 18-KH/TU",
        f"{PARTY}\nTiền Giang, ngày 18 tháng 02 năm 2025",
        "Thực hiện Nghị quyết số 57-NQ/TW, Ban Thường vụ Tỉnh ủy xây dựng kế hoạch như sau:\nHọc tập.",
        "KẾ HOẠCH",
        "học tập Nghị quyết",
    )
    found = understand(document.as_word(), settings())
    assert value(found.issuer) == "Ban Thường vụ Tỉnh ủy Tiền Giang"
    assert value(found.locality) == "tien-giang"


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(đã ký)\nNguyễn Văn An",
            ("TM. Ủy ban nhân dân, KT. Chủ tịch", "Phó Chủ tịch", "Nguyễn Văn An"),
        ),
        (
            "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nPhạm Văn Hiểu",
            ("T/M Ban Thường vụ", "Phó Bí thư", "Phạm Văn Hiểu"),
        ),
        (
            "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nMạc Đình Huấn",
            ("K/T Trưởng ban", "Phó Trưởng ban", "Mạc Đình Huấn"),
        ),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Thị Mỹ", ("TL. Chủ tịch", "Chánh Văn phòng", "Lê Thị Mỹ")),
        (
            "TM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH\nH’ Yim Kđoh",
            ("TM. Ủy ban nhân dân", "Q. Chủ tịch", "H’ Yim Kđoh"),
        ),
        (
            "GIÁM ĐỐC\nKý bởi: Sở Y tế\nThời gian ký: 01/02/2025\nNgười ký: an@tinh.gov.vn",
            (None, "Giám đốc", None),
        ),
        ("GIÁM ĐỐC\nTS. Trần Đức", (None, "Giám đốc", "Trần Đức")),
    ],
)
def test_signatures(signature: str, expected: tuple[str | None, ...]) -> None:
    document = Document(
        "UBND XÃ A\nSố: 1/KH-UBND",
        STATE,
        "I. NỘI DUNG\nTrồng cây.",
        "KẾ HOẠCH",
        "Trồng cây",
        recipients="- Lưu: VT.",
        signature=signature,
    )
    for source in (document.as_word(), document.as_text()):
        found = understand(source, settings()).signer
        assert found is not None
        assert astuple(found.value) == expected


def test_citations_are_kept_once_and_fully() -> None:
    found = of_text("""
KẾ HOẠCH
Thực hiện Nghị quyết số 57/NQ-TW
Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị; Kế hoạch số 5/KH-UBND ngày 3/2/2025 của UBND;
I. NỘI DUNG
Nghị quyết số 57NQ/TW và Công văn số 9/SVHTT-VP năm 2024 của Sở Văn hóa, Thể thao và Du lịch về du lịch.
""")
    assert [astuple(each.value) for each in found.bases] == [
        ("57-NQ/TW", "2024-12-22", "Bộ Chính trị"),
        ("5/KH-UBND", "2025-02-03", "UBND"),
    ]
    assert [astuple(each.value) for each in found.cites] == [
        ("9/SVHTT-VP", "2024", "Sở Văn hóa, Thể thao và Du lịch")
    ]


def test_a_document_does_not_cite_itself() -> None:
    assert "3456/QĐ-UBND" not in [each.value.number for each in understood("decision", "word").cites]


def test_recognised_letters_make_no_certain_head_and_no_number_that_is_none() -> None:
    document = documents.DEPARTMENT
    found = understand(document.as_text(recognised=True), settings())
    assert found.number is not None
    assert found.number.confidence is Confidence.LIKELY
    damaged = Document(
        "ỦY BAN NHÂN DÂN\nXÃ A\nSố: l5/KH—U8ND", STATE, "I. NỘI DUNG\nA.", "KẾ HOẠCH", "Trồng cây"
    )
    assert understand(damaged.as_text(recognised=True), settings()).number is None


def test_numbered_sentences_are_no_headings() -> None:
    found = of_text("""
KẾ HOẠCH
Trồng cây
I. NỘI DUNG
1. Mỗi nhà trồng một cây.
2. Mỗi trường trồng mười cây.
II. CÁCH LÀM
1. Chọn giống
Giống cây bản địa.
2. Chăm sóc
a) Tưới nước;
b) Bón phân.
""")
    assert seen(found, "headings") == [
        (1, "I. NỘI DUNG"),
        (1, "II. CÁCH LÀM"),
        (2, "1. Chọn giống"),
        (2, "2. Chăm sóc"),
    ]


def test_styles_of_word_give_levels_where_headings_have_no_numbers() -> None:
    blocks = (
        Paragraph("KẾ HOẠCH", 1, bold=True, centred=True),
        Paragraph("Trồng cây", 2, bold=True, centred=True),
        Paragraph("Mục đích", 3, level=2),
        Paragraph("Cho mát.", 4),
        Paragraph("Cách làm", 5, level=2),
        Paragraph("Chọn giống", 6, level=3),
    )
    found = understand(Source("a.docx", blocks), settings())
    assert seen(found, "headings") == [(1, "Mục đích"), (1, "Cách làm"), (2, "Chọn giống")]


def test_an_annex_has_its_title_as_a_heading_and_its_parts_below() -> None:
    document = documents.AMBIGUOUS
    with_annex = Document(
        document.left,
        document.right,
        document.body,
        document.kind,
        document.title,
        recipients="- Lưu: VT.",
        signature=document.signature,
        annexes="*PHỤ LỤC\n*Lịch ra quân\n*I. NGÀY ĐẦU\nTập trung tại nhà văn hóa.",
    )
    found = understand(with_annex.as_word(), settings())
    assert seen(found, "headings")[-2:] == [(1, "PHỤ LỤC: Lịch ra quân"), (2, "I. NGÀY ĐẦU")]  # type: ignore[index]


def test_the_addressees_of_a_letter_may_stand_in_a_table_without_lines() -> None:
    letter = documents.LETTER.as_word()
    first, *rest = letter.blocks
    table = Table((("Kính gửi:", "- Trung tâm A;\n- Các khu phố."),), 2, ruled=False)
    found = understand(Source("a.docx", (first, table, *rest[3:])), settings())
    assert value(found.kind) == "cong-van"
    assert Item("Trung tâm A;") in found.body


SAMPLES = ROOT.parent / "shared" / "samples" / "kinh-mon"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
@pytest.mark.parametrize("name", ["plain.docx", "styled.docx"])
def test_the_sample_is_understood(name: str) -> None:
    import json

    opening = pytest.importorskip("portal.importing.readers.opening")
    told = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
    about = told["metadata"]
    found = understand(opening.read(SAMPLES / name), settings())
    assert value(found.number) == about["so_ky_hieu"]
    assert value(found.issuer) == about["co_quan"]
    assert value(found.signed) == about["ngay"]
    assert value(found.place) == about["dia_danh"]
    assert value(found.title) == about["title"]
    assert seen(found, "recipients") == about["noi_nhan"]
    assert seen(found, "bases") == about["can_cu"]
    assert seen(found, "dues") == about["han"]
    assert found.signer is not None
    assert (found.signer.value.name, found.signer.value.role) == (about["nguoi_ky"], about["chuc_vu"])
    cited = {each.value.number for each in (*found.bases, *found.cites)}
    assert cited == set(about["vien_dan"])
    headings = seen(found, "headings")
    assert isinstance(headings, list)
    assert [list(each) for each in headings][: len(told["headings"])] == told["headings"]
