"""Lines of a PDF file become paragraphs: whole, in order, and none that the document does not have."""

from __future__ import annotations

import pytest

from portal.importing.blocks import Block, Paragraph, Table
from portal.importing.readers.joining import join_pages
from portal.importing.readers.joining_lines import join_texts
from portal.importing.readers.printed import Line, Page, Word, lines_of, numbered
from portal.importing.readers.running_heads import without_running_heads

# Every letter is as wide as half its size, so that a test can tell where a line ends.
LETTER, SIZE, STEP = 6.0, 12.0, 16.0
LEFT, RIGHT = 80.0, 500.0


def words(text: str, x: float, base: float, *, bold: bool = False, size: float = SIZE) -> list[Word]:
    found = []
    for part in text.split(" "):
        if part:
            found.append(Word(part, x, x + LETTER * len(part), base, size, bold))
        x += LETTER * (len(part) + 1)
    return found


def page(*lines: tuple[float, str] | str, number: int = 1, bold: frozenset[int] = frozenset()) -> Page:
    """Lines one below the other, each with where it begins after the margin; an empty one leaves place."""
    found: list[Word] = []
    for index, line in enumerate(lines):
        indent, text = (0.0, line) if isinstance(line, str) else line
        if text:
            found += words(text, LEFT + indent, 80 + STEP * index, bold=index in bold)
    return Page(number, 580.0, 800.0, tuple(found))


def joined(*pages: Page) -> list[Block]:
    return join_pages(numbered(pages))


def texts(*pages: Page) -> list[str]:
    return [block.text for block in joined(*pages) if isinstance(block, Paragraph)]


def full(start: str, *, indent: float = 0.0) -> str:
    """A line of small words that reaches the right margin."""
    room = round((RIGHT - LEFT - indent) / LETTER) - len(start)
    return start + (" bốn" * 20)[: room - room % 4] + "x" * (room % 4)


# Lines that set the margins of a page.
BODY = tuple((0.0, full(f"thân bài {index}")) for index in range(6))


def test_an_indented_line_begins_a_paragraph_though_the_line_before_is_full() -> None:
    found = texts(page((36, full("Một", indent=36)), full("hai"), (36, full("Ba", indent=36)), *BODY))
    assert [text.split()[0] for text in found] == ["Một", "Ba"]
    assert " hai " in found[0]


def test_without_indents_a_short_last_line_ends_a_paragraph() -> None:
    found = texts(page(*BODY, "hết đoạn một.", full("Đoạn hai"), "hết đoạn hai."))
    assert [text.split(".")[0][-13:].strip() for text in found] == ["hết đoạn một", "hết đoạn hai"]


def test_more_space_than_usual_begins_a_paragraph() -> None:
    found = texts(page(*BODY, "", full("Tiếp theo"), full("dòng sau")))
    assert [text.split()[0] for text in found] == ["thân", "Tiếp"]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    [text] = texts(page(*BODY), page(full("trang sau"), *BODY[1:], "hết.", number=2))
    assert text.endswith("hết.")


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("Nghị quyết số 57-", "NQ/TW ngày", "Nghị quyết số 57-NQ/TW ngày"),
        ("Quyết định số 12/QĐ-", "UBND ngày", "Quyết định số 12/QĐ-UBND ngày"),
        ("Quyết định số 12/", "QĐ-UBND ngày", "Quyết định số 12/QĐ-UBND ngày"),
        ("tổ chức chính trị", "- xã hội", "tổ chức chính trị - xã hội"),
        ("giai đoạn 2025 -", "2030", "giai đoạn 2025 - 2030"),
        ("chính trị -", "xã hội", "chính trị - xã hội"),
        ("https://example.vn/", "van-ban", "https://example.vn/van-ban"),
        ("in\u00ad", "ternet", "internet"),
    ],
)
def test_a_number_broken_at_its_hyphen_is_whole_again_and_a_dash_keeps_its_spaces(
    before: str, after: str, whole: str
) -> None:
    assert join_texts(before, after) == whole


def test_a_dash_in_a_sentence_begins_no_point_of_a_list_and_one_after_a_sentence_does() -> None:
    found = texts(
        page(*BODY[:5], full("chính trị"), "- xã hội.", full("Nhiệm vụ") + ":", "- việc một;", "- việc hai.")
    )
    assert found[1:] == [full("Nhiệm vụ") + ":", "- việc một;", "- việc hai."]
    assert found[0].endswith("- xã hội.")


def test_a_point_whose_lines_hang_under_its_text_is_one_paragraph() -> None:
    point = (18.0, full("1. Việc", indent=18)), (36.0, full("dòng treo", indent=36)), (36.0, "hết;")
    found = texts(page(*BODY, *point, (18.0, "2. Việc sau;")))
    assert [text.split(" ")[0] for text in found[1:]] == ["1.", "2."]
    assert "dòng treo" in found[1]


def centred(text: str) -> tuple[float, str]:
    return (RIGHT - LEFT - LETTER * len(text)) / 2, text


def test_a_centred_title_in_two_lines_is_one_and_its_kind_stands_alone() -> None:
    lines = (centred("KẾ HOẠCH"), centred("Phát triển kinh tế số"), centred("trên địa bàn xã"), "", *BODY)
    kind, title, body = joined(page(*lines, bold=frozenset({0, 1, 2})))
    assert kind == Paragraph("KẾ HOẠCH", 1, 1, bold=True, centred=True)
    assert title == Paragraph("Phát triển kinh tế số trên địa bàn xã", 2, 1, bold=True, centred=True)
    assert isinstance(body, Paragraph)
    assert not body.centred


def test_a_bullet_of_a_font_of_its_own_is_not_in_the_text() -> None:
    *_, point = joined(page(*BODY, "hết.", (18, "\uf0b7 Việc một")))
    assert point == Paragraph("Việc một", 8, 1, bullet=True)


def beside(left: list[str], right: list[str], top: float, *, lower: float = 0.0) -> list[Word]:
    found: list[Word] = []
    for start, lines, shift in ((LEFT, left, 0.0), (LEFT + 220, right, lower)):
        for index, line in enumerate(lines):
            found += words(line, start, top + shift + STEP * index) if line else []
    return found


def test_head_and_signature_are_tables_with_two_cells_and_the_title_is_in_none() -> None:
    head = beside(
        ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA", "Số:      /KH-UBND"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "Độc lập - Tự do", "Tân Hòa, ngày tháng 9 năm 2025"],
        80,
    )
    title = words("KẾ HOẠCH", *_place(centred("KẾ HOẠCH"), 150), bold=True)
    body = [word for index, line in enumerate(BODY) for word in words(line[1], LEFT, 190 + STEP * index)]
    sign = beside(
        ["Nơi nhận:", "- Như trên;", "- Các ban, ngành và", "đoàn thể;"],
        ["CHỦ TỊCH", "", "", "", "Lê A"],
        320,
    )
    top, kind, _, foot = joined(Page(1, 580, 800, (*head, *title, *body, *sign)))
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\nTân Hòa, ngày tháng 9 năm 2025"
    assert top == Table((("ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: /KH-UBND", motto),), 1, 1, ruled=False)
    assert isinstance(kind, Paragraph)
    assert kind.text == "KẾ HOẠCH"
    assert isinstance(foot, Table)
    assert foot.rows == (("Nơi nhận:\n- Như trên;\n- Các ban, ngành và đoàn thể;", "CHỦ TỊCH\nLê A"),)


def _place(line: tuple[float, str], base: float) -> tuple[float, float]:
    return LEFT + line[0], base


@pytest.mark.parametrize("lower", [-5.0, 6.0, 9.0])
def test_a_signer_who_stands_between_the_lines_of_the_list_is_found(lower: float) -> None:
    body = [word for index, line in enumerate(BODY) for word in words(line[1], LEFT, 80 + STEP * index)]
    sign = beside(
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], 210, lower=lower
    )
    *_, foot = joined(Page(1, 580, 800, (*body, *sign)))
    assert isinstance(foot, Table)
    assert foot.rows == (("Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),)


def test_wide_spaces_of_justified_text_are_no_columns() -> None:
    found: list[Word] = []
    for index in range(8):
        x = LEFT
        for part in ("chuyển", "đổi", "số", "quốc", "gia", "năm", "nay"):
            found.append(Word(part, x, x + LETTER * len(part), 80 + STEP * index, SIZE))
            x += LETTER * len(part) + 46
    [block] = joined(Page(1, 580, 800, tuple(found)))
    assert isinstance(block, Paragraph)


def test_small_raised_print_belongs_to_its_line() -> None:
    raised = Word("1", 150, 153, 95, 7, raised=True, glued=True)
    [line] = lines_of([*words("Theo báo cáo", 80, 100), raised], 1)
    assert line.text == "Theo báo cáo1"


def test_page_numbers_and_running_heads_go_and_a_number_in_the_text_stays() -> None:
    def sheet(number: int) -> Page:
        body = [word for index, line in enumerate(BODY) for word in words(line[1], LEFT, 120 + STEP * index)]
        head = words("Công báo tỉnh Sông Lam", LEFT, 40, size=9)
        return Page(
            number, 580, 800, (*words(f"- {number} -", 280, 60), *head, *body, *words("2025", LEFT, 216))
        )

    kept = without_running_heads(numbered(map(sheet, (1, 2, 3))))
    assert [[line.text for line in page.lines] for page in kept] == [
        [*(line[1] for line in BODY), "2025"]
    ] * 3


def test_what_a_digital_signature_prints_is_no_text() -> None:
    signed = (
        "Ký bởi: Ủy ban nhân dân xã",
        "Email: ubnd@example.vn",
        "Thời gian ký: 09/09/2025 16:05:12 +07:00",
    )
    [kept] = without_running_heads(numbered([page(*signed, "Cơ quan chủ trì thực hiện", *BODY)]))
    assert kept.lines[0].text == "Cơ quan chủ trì thực hiện"
    [kept] = without_running_heads(numbered([page("Cơ quan: Sở Nội vụ", *BODY)]))
    assert kept.lines[0].text == "Cơ quan: Sở Nội vụ"


def test_a_head_on_two_pages_of_many_is_text() -> None:
    pages = numbered(
        page("PHỤ LỤC" if number < 3 else f"Mục {number * 'x'}", *BODY, number=number)
        for number in range(1, 9)
    )
    assert without_running_heads(pages)[0].lines[0] == Line(pages[0].lines[0].words, 1, 1)
