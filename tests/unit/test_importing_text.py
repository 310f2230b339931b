"""Plain text: paragraphs, printed lines that are joined, and the encodings that texts come in."""

from __future__ import annotations

import pytest

from portal.importing.blocks import Paragraph, UnreadableError
from portal.importing.readers.plain_text import read_text


def texts(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    blocks = read_text(data, "a.txt").blocks
    assert all(isinstance(block, Paragraph) for block in blocks)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


PRINTED = """\
KẾ HOẠCH

Tuyên truyền thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ

Chính trị trên địa bàn phường

I. MỤC ĐÍCH

Tuyên truyền để các ban, ngành, đoàn thể, các tổ chức chính trị

- xã hội và Nhân dân hiểu rõ quan điểm của Nghị quyết số 57-

NQ/TW và các văn bản chỉ đạo của cấp trên; bảo đảm kịp thời,

đầy đủ.

2

Đề nghị các đơn vị báo cáo kết quả thực hiện trước ngày 15/12.

- Gửi bằng văn bản;

- Gửi qua thư điện tử.
"""


def test_printed_lines_become_paragraphs() -> None:
    assert texts(PRINTED) == [
        "KẾ HOẠCH",
        "Tuyên truyền thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị trên địa bàn phường",
        "I. MỤC ĐÍCH",
        "Tuyên truyền để các ban, ngành, đoàn thể, các tổ chức chính trị - xã hội và Nhân dân hiểu rõ quan "
        "điểm của Nghị quyết số 57-NQ/TW và các văn bản chỉ đạo của cấp trên; bảo đảm kịp thời, đầy đủ.",
        "Đề nghị các đơn vị báo cáo kết quả thực hiện trước ngày 15/12.",
        "- Gửi bằng văn bản;",
        "- Gửi qua thư điện tử.",
    ]


def test_page_numbers_that_count_on_are_dropped() -> None:
    pages = "Một đoạn văn.\n\n1\n\nĐoạn tiếp theo.\n\n- 2 -\n\nĐoạn nữa.\n\nTrang 3/9\n\nHết.\n\n2025\n"
    assert texts(pages) == ["Một đoạn văn.", "Đoạn tiếp theo.", "Đoạn nữa.", "Hết.", "2025"]


def test_paragraphs_of_a_line_each_stay_as_they_are() -> None:
    long = "Các cấp ủy tổ chức học tập, quán triệt nghị quyết tới cán bộ, đảng viên và Nhân dân, " * 3
    lines = ["KẾ HOẠCH", "học tập nghị quyết", long.strip(), "1. Mục đích", "Nơi nhận:", "- Như trên,"]
    assert texts("\n".join(lines)) == lines


def test_lines_are_counted_as_the_editor_sees_them() -> None:
    blocks = read_text("\n\nMột.\n\nHai.\n".encode(), "a.txt").blocks
    assert [block.line for block in blocks] == [3, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_unicode(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert texts(mark + "Ủy ban nhân dân phường".encode(encoding)) == ["Ủy ban nhân dân phường"]


def test_windows_1258_is_composed() -> None:
    text = "Kế hoạch của Ủy ban nhân dân về chuyển đổi số và các nhiệm vụ được giao cho cơ quan"
    import unicodedata

    def coded(letter: str) -> bytes:
        try:
            return letter.encode("cp1258")
        except UnicodeEncodeError:
            return unicodedata.normalize("NFD", letter).encode("cp1258", "ignore")

    # Vowels with their shape are letters of the code, tones are signs after them.
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        shape = unicodedata.normalize("NFD", letter)
        tone = [sign for sign in shape if sign in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(sign for sign in shape if sign not in tone))
        parts.append(coded(base) + "".join(tone).encode("cp1258"))
    assert texts(b"".join(parts)) == [text]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("ViÖt Nam: kÕ ho¹ch tuyªn truyÒn".encode("latin-1"), "TCVN3"),
        ("Vieät Nam: keá hoaïch tuyeân truyeàn".encode("latin-1"), "VNI"),
        ("ViÖt Nam: kÕ ho¹ch tuyªn truyÒn".encode(), "TCVN3"),
        (b"\xe3\x81\x82\x81\x8d\x9d\xff\xfe\xfd" * 40, "bảng mã"),
        ("\u200b \n\u2060\n".encode(), "không có chữ nào"),
        (b"a\n" * 60_000, "quá dài"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_text(data, "a.txt")


def test_damaged_letters_are_repaired_and_told_of() -> None:
    source = read_text("ĐỐI TƢỢNG, đối tƣợng".encode(), "a.txt")
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["ĐỐI TƯỢNG, đối tượng"]
    assert "«Ƣ»" in source.remarks[0]
