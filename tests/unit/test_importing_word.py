"""Word files are read as Word shows them: numbers, tables, notes, changes, what is hidden."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, strategies as st

from portal.importing.blocks import Paragraph, Source, Table, note
from portal.importing.readers import catdoc_tables, old_word, opening, word
from portal.importing.readers.word_numbering import formatted
from tests.importing import word_files
from tests.importing.word_files import levels, list_of, numbered, paragraph, with_body
from tests.readers import programs

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "kinh-mon"
LEGAL = levels(("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"))


def read(data: bytes) -> Source:
    return word.read_docx(data, "a.docx")


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks if isinstance(block, Paragraph)]


def body(xml: str, numbering: str = "") -> list[str]:
    return texts(with_body(xml, numbering=numbering))


# -- Numbers -------------------------------------------------------------------------------------------


def test_automatic_numbers_are_written_out_as_word_shows_them() -> None:
    xml = "".join(
        [
            numbered("MỤC ĐÍCH"),
            numbered("Mục đích", 1),
            numbered("Yêu cầu", 1),
            numbered("NỘI DUNG"),
            numbered("Tuyên truyền", 1),
            numbered("Quan điểm", 2),
            numbered("Nhiệm vụ", 2),
            numbered("phát thanh", 3),
            numbered("bản tin", 3),
            numbered("Hình thức", 1),
            numbered("TỔ CHỨC"),
        ]
    )
    assert body(xml, LEGAL + list_of(1)) == [
        "I. MỤC ĐÍCH",
        "1. Mục đích",
        "2. Yêu cầu",
        "II. NỘI DUNG",
        "1. Tuyên truyền",
        "1.1. Quan điểm",
        "1.2. Nhiệm vụ",
        "a) phát thanh",
        "b) bản tin",
        "2. Hình thức",
        "III. TỔ CHỨC",
    ]


def test_a_second_list_of_the_same_kind_goes_on_unless_it_starts_anew() -> None:
    simple = levels(("decimal", "%1."))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    xml = numbered("a") + numbered("b", 0, 2) + numbered("c", 0, 3) + numbered("d", 0, 3) + numbered("e")
    numbering = simple + list_of(1) + list_of(2) + list_of(3, 0, again)
    assert body(xml, numbering) == ["1. a", "2. b", "1. c", "2. d", "3. e"]


def test_legal_numbering_writes_all_levels_in_digits() -> None:
    forms = levels(("upperRoman", "%1."), ("decimal", "%1.%2."), more={1: "<w:isLgl/>"})
    assert body(numbered("a") + numbered("b", 1), forms + list_of(1)) == ["I. a", "1.1. b"]


def test_a_style_brings_its_number_and_its_level() -> None:
    document = docx.Document()
    document.add_paragraph("Một", style="List Number")
    document.add_paragraph("Hai", style="List Number")
    document.add_paragraph("Gạch", style="List Bullet")
    document.add_heading("Đề mục", 2)
    found = read(word_files.saved(document)).blocks
    assert [block.text for block in found if isinstance(block, Paragraph)][:2] == ["1. Một", "2. Hai"]
    assert isinstance(found[2], Paragraph)
    assert (found[2].text, found[2].bullet) == ("Gạch", True)
    assert isinstance(found[3], Paragraph)
    assert found[3].level == 2


def test_a_number_that_was_taken_off_is_not_there() -> None:
    off = paragraph("không số", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    assert body(numbered("a") + off + numbered("b"), levels(("decimal", "%1.")) + list_of(1)) == [
        "1. a",
        "không số",
        "2. b",
    ]


def test_empty_paragraphs_of_a_list_count_and_hidden_ones_do_not() -> None:
    hidden = numbered("ẩn").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    xml = numbered("a") + numbered("") + hidden + numbered("b")
    assert body(xml, levels(("decimal", "%1.")) + list_of(1)) == ["1. a", "3. b"]


def test_a_start_of_its_own_holds_each_time_that_the_level_begins() -> None:
    forms = levels(("decimal", "%1."), ("decimal", "%1.%2."))
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in ((0, 3), (1, 5))
    )
    xml = numbered("a") + numbered("b", 1) + numbered("c", 1) + numbered("d") + numbered("e", 1)
    found = body(xml, forms + list_of(1, 0, starts))
    assert found == ["3. a", "3.5. b", "3.6. c", "4. d", "4.5. e"]


def test_numbers_that_are_none_are_passed_over() -> None:
    properties = '<w:numPr><w:ilvl w:val="²"/><w:numId w:val="1"/></w:numPr>'
    assert body(paragraph("a", properties), levels(("decimal", "%1.")) + list_of(1)) == ["1. a"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1, "decimal", "1"),
        (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"),
        (1, "upperLetter", "A"),
        (27, "lowerLetter", "aa"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (3, "none", ""),
        (3, "chicago", "3"),
        (10**6, "lowerLetter", "1000000"),
    ],
)
def test_forms_of_numbers(value: int, form: str, text: str) -> None:
    assert formatted(value, form) == text


# -- What is text and what is not ----------------------------------------------------------------------


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def t(text: str) -> str:
    return f"<w:t xml:space='preserve'>{text}</w:t>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run(t("Số 57-")) + run(t("NQ/TW")), "Số 57-NQ/TW"),
        (run(t("a")) + run("<w:tab/>") + run(t("b")), "a b"),
        (run(t("57") + "<w:noBreakHyphen/>" + t("NQ/TW")), "57-NQ/TW"),
        (run(t("thư") + "<w:softHyphen/>" + t("ờng")), "thường"),
        (run(t("hiện")) + run(t("ẩn"), "<w:vanish/>"), "hiện"),
        (run(t("chữ hoa"), "<w:caps/>"), "CHỮ HOA"),
        (f"<w:ins>{run(t('thêm'))}</w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>", "thêm"),
        (f"<w:hyperlink>{run(t('liên kết'))}</w:hyperlink>", "liên kết"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run(t('ô điền'))}</w:sdtContent></w:sdt>", "ô điền"),
        (f"<w:smartTag>{run(t('thẻ'))}</w:smartTag>", "thẻ"),
        (f'<w:fldSimple w:instr=" PAGE ">{run(t("3"))}</w:fldSimple>{run(t("a"))}', "a"),
        (f'<w:fldSimple w:instr=" DATE ">{run(t("3/2/2025"))}</w:fldSimple>', "3/2/2025"),
        (
            run('<w:fldChar w:fldCharType="begin"/>')
            + run("<w:instrText> PAGE </w:instrText>")
            + run('<w:fldChar w:fldCharType="separate"/>')
            + run(t("7"))
            + run('<w:fldChar w:fldCharType="end"/>')
            + run(t("a")),
            "a",
        ),
        (
            run('<w:fldChar w:fldCharType="begin"/>')
            + run("<w:instrText> REF so </w:instrText>")
            + run('<w:fldChar w:fldCharType="separate"/>')
            + run(t("15/KH"))
            + run('<w:fldChar w:fldCharType="end"/>'),
            "15/KH",
        ),
        (run('<w:sym w:font="Wingdings" w:char="F0FC"/>') + run(t(" xong")), "✓ xong"),
        (run('<w:sym w:font="Symbol" w:char="F02D"/>') + run(t(" hai")), "- hai"),
        (run(t("\uf0b7 một")), "• một"),
        ("<m:oMath><m:r><m:t>a=1</m:t></m:r></m:oMath>", "a=1"),
        (run(t("Tuye\u0302n truye\u0302\u0300n")), "Tuyên truyền"),
        (run(t("ĐỐI TƢỢNG")), "ĐỐI TƯỢNG"),
        (run(t("a\u200bb\u00a0 c")), "ab c"),
    ],
)
def test_a_paragraph_is_what_is_seen_of_it(inner: str, text: str) -> None:
    assert body(f"<w:p>{inner}</w:p>") == [text]


def test_lines_broken_by_hand_are_one_title_or_points_of_a_list() -> None:
    title = f"<w:p>{run(t('Tuyên truyền') + '<w:br/>' + t('về nghị quyết'))}</w:p>"
    points = f"<w:p>{run(t('Gồm:') + '<w:br/>' + t('- một;') + '<w:br/>' + t('- hai.'))}</w:p>"
    assert body(title + points) == ["Tuyên truyền về nghị quyết", "Gồm:", "- một;", "- hai."]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('ỦY BAN NHÂN DÂN')}</w:txbxContent>"
    alternate = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert body(f"<w:p><w:r>{alternate}</w:r>{run(t('a'))}</w:p>") == ["ỦY BAN NHÂN DÂN", "a"]


def test_of_two_forms_of_a_piece_one_is_read_wherever_it_stands() -> None:
    def forms(new: str, old: str) -> str:
        return (
            f"<mc:AlternateContent><mc:Choice Requires='wps'>{new}</mc:Choice>"
            f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
        )

    assert body(f"<w:p>{forms(run(t('mới')), run(t('cũ')))}</w:p>") == ["mới"]
    assert body(forms(paragraph("mới"), paragraph("cũ")) + paragraph("a")) == ["mới", "a"]


def test_the_strict_form_of_the_format_is_read_too() -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = word_files.changed(
        with_body(paragraph("Một đoạn.")), lambda _name, old: old.replace(word_files.W.encode(), strict)
    )
    assert texts(data) == ["Một đoạn."]


def test_a_document_in_an_old_font_is_refused_and_a_line_told_of() -> None:
    old = paragraph("ViÖt Nam: kÕ ho¹ch tuyªn truyÒn")
    with pytest.raises(word.UnreadableError, match="TCVN3"):
        body(old * 3)
    assert "TCVN3" in read(with_body(paragraph("Một đoạn.") * 20 + old)).remarks[0]


def test_looks_of_a_paragraph_are_told() -> None:
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("KẾ HOẠCH").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("đậm").bold = True
    mixed.add_run(" thường").italic = True
    first, second = read(word_files.saved(document)).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.bold, first.italic, first.centred) == (True, False, True)
    assert (second.bold, second.italic, second.centred) == (False, False, False)


def test_tracked_changes_and_repairs_are_remarked() -> None:
    changed = f"<w:p><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>{run(t('ĐỐI TƢỢNG'))}</w:p>"
    remarks = " ".join(read(with_body(changed)).remarks)
    assert "Track Changes" in remarks
    assert "«Ƣ»" in remarks
    assert read(with_body(paragraph("a"))).remarks == ()


def test_footnotes_are_kept_with_their_places() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{word_files.W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{paragraph("Số liệu năm 2025.")}</w:footnote></w:footnotes>'
    )
    data = with_body(f"<w:p>{run(t('Có 12 trạm'))}<w:r><w:footnoteReference w:id='7'/></w:r></w:p>")

    source = read(word_files.with_footnotes(data, notes))
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == [f"Có 12 trạm{note(1)}"]
    assert source.notes == {1: "Số liệu năm 2025."}


def test_a_note_may_refer_to_another_note() -> None:
    inner = f"<w:p>{run(t('xem'))}<w:r><w:footnoteReference w:id='8'/></w:r></w:p>"
    notes = (
        f'<w:footnotes xmlns:w="{word_files.W}"><w:footnote w:id="7">{inner}</w:footnote>'
        f'<w:footnote w:id="8">{paragraph("sau")}</w:footnote></w:footnotes>'
    )
    data = with_body(f"<w:p>{run(t('a'))}<w:r><w:footnoteReference w:id='7'/></w:r></w:p>")
    source = read(word_files.with_footnotes(data, notes))
    assert source.notes == {1: f"xem{note(2)}", 2: "sau"}


# -- Tables --------------------------------------------------------------------------------------------


def test_tables_stand_where_they_are_with_merged_cells() -> None:
    document = docx.Document()
    document.add_paragraph("trước")
    table = document.add_table(3, 3, style="Table Grid")
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {number}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "rộng"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "cao"
    document.add_paragraph("sau")
    blocks = read(word_files.saved(document)).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table", "Paragraph"]
    assert isinstance(blocks[1], Table)
    assert blocks[1].rows == (("ô 0", "rộng", ""), ("cao", "ô 4", "ô 5"), ("cao", "ô 7", "ô 8"))
    assert blocks[1].ruled


def test_a_table_without_lines_is_a_layout() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "ỦY BAN NHÂN DÂN\nPHƯỜNG X"
    table.rows[0].cells[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    (block,) = read(word_files.saved(document)).blocks
    assert isinstance(block, Table)
    assert not block.ruled
    assert block.rows == (("ỦY BAN NHÂN DÂN\nPHƯỜNG X", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),)


def test_a_column_of_automatic_numbers_is_read() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{numbered('')}</w:tc><w:tc>{paragraph(text)}</w:tc></w:tr>" for text in ("a", "b")
    )
    data = with_body(
        f"<w:tbl>{rows}</w:tbl>{paragraph('z')}", numbering=levels(("decimal", "%1")) + list_of(1)
    )
    table = read(data).blocks[0]
    assert isinstance(table, Table)
    assert table.rows == (("1", "a"), ("2", "b"))


@pytest.mark.parametrize(("border", "ruled"), [("single", True), ("nil", False)])
def test_cells_may_take_away_the_lines_of_their_table(border: str, ruled: bool) -> None:
    sides = "".join(f'<w:{side} w:val="{border}"/>' for side in ("top", "left", "bottom", "right"))
    cell = f"<w:tc><w:tcPr><w:tcBorders>{sides}</w:tcBorders></w:tcPr>{paragraph('a')}</w:tc>"
    lines = '<w:tblPr><w:tblBorders><w:insideV w:val="single"/></w:tblBorders></w:tblPr>'
    table = read(with_body(f"<w:tbl>{lines}<w:tr>{cell * 2}</w:tr></w:tbl>{paragraph('z')}")).blocks[0]
    assert isinstance(table, Table)
    assert table.ruled == ruled


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
    cell.text = "ngoài"
    inner = cell.add_table(2, 2)
    for number, each in enumerate(each for row in inner.rows for each in row.cells):
        each.text = str(number)
    (block,) = read(word_files.saved(document)).blocks
    assert isinstance(block, Table)
    assert block.rows == (("ngoài\n0 1\n2 3",),)


# -- Old Word files ------------------------------------------------------------------------------------


def test_what_catdoc_writes_becomes_paragraphs_and_tables() -> None:
    text = (
        "KẾ HOẠCH\nSố: 1/KH\tCỘNG HÒA\nSTT\tViệc\tHạn\n1\tPhát thanh\t30/9\n2\tBáo cáo\t15/12\n  PAGE  6 \n"
    )
    blocks = list(catdoc_tables.blocks_of(text))
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "KẾ HOẠCH",
        "Số: 1/KH",
        "CỘNG HÒA",
    ]
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert table.rows == (("STT", "Việc", "Hạn"), ("1", "Phát thanh", "30/9"), ("2", "Báo cáo", "15/12"))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "STT\tViệc\tHạn\n1\tPhát thanh\ntrên đài\tQuý IV\nnăm 2025\n2\tBáo cáo\t15/12\nHết\n",
            (
                ("STT", "Việc", "Hạn"),
                ("1", "Phát thanh\ntrên đài", "Quý IV\nnăm 2025"),
                ("2", "Báo cáo", "15/12"),
            ),
        ),
        (
            "TT\tViệc\tCơ quan\nchủ trì\tHạn\n1\ta\tb\tc\n2\td\te\n\tHết\n",
            (("TT", "Việc", "Cơ quan\nchủ trì", "Hạn"), ("1", "a", "b", "c"), ("2", "d", "e", "")),
        ),
        (
            "Việc\tHạn\nPhát thanh\t30/9\nBáo cáo\t15/12\n",
            (("Việc", "Hạn"), ("Phát thanh", "30/9"), ("Báo cáo", "15/12")),
        ),
    ],
)
def test_cells_of_several_paragraphs_go_over_several_lines(
    text: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    table, *after = catdoc_tables.blocks_of(text)
    assert isinstance(table, Table)
    assert table.rows == rows
    assert [block.text for block in after if isinstance(block, Paragraph)] in ([], ["Hết"])


def test_a_head_of_a_row_for_each_line_is_a_layout() -> None:
    head, body = catdoc_tables.blocks_of("UBND XÃ A\tCỘNG HÒA XÃ HỘI\nSố: 1/KH\tA, ngày 1/9/2025\nKẾ HOẠCH\n")
    assert isinstance(head, Table)
    assert not head.ruled
    assert isinstance(body, Paragraph)


@given(st.lists(st.sampled_from(["\t", "\n", "1\t", "2\t", "STT\t", "chữ ", "số "]), max_size=60))
def test_no_word_of_catdoc_is_lost_or_moved(pieces: list[str]) -> None:
    text = "".join(pieces)
    words: list[str] = []
    for block in catdoc_tables.blocks_of(text):
        words += block.text.split() if isinstance(block, Paragraph) else " ".join(sum(block.rows, ())).split()
    assert words == text.split()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_keeps_tables_and_numbers(tmp_path: Path) -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>" for a, b in ("ab", "cd")
    )
    xml = f"{numbered('MỤC ĐÍCH')}<w:tbl>{rows}</w:tbl>{paragraph('z')}"
    (tmp_path / "a.docx").write_bytes(with_body(xml, numbering=LEGAL + list_of(1)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        tmp_path,
        tmp_path / "a.docx",
    ]
    subprocess.run(command, check=True, capture_output=True)
    first, table, _ = opening.read(tmp_path / "a.doc").blocks
    assert isinstance(first, Paragraph)
    assert first.text == "I. MỤC ĐÍCH"
    assert isinstance(table, Table)
    assert table.rows == (("a", "b"), ("c", "d"))


def test_without_a_program_for_them_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_word.shutil, "which", lambda _name: None)
    with pytest.raises(word.UnreadableError, match=r"LibreOffice.*catdoc.*\.docx"):
        old_word.read_doc(b"", "a.doc")


# -- The samples ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample documents are not on this machine")
@pytest.mark.parametrize("name", ["plain.docx", "styled.docx", "plain.doc"])
def test_the_samples_are_read_without_a_wrong_letter(name: str) -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
    data = (SAMPLES / name).read_bytes()
    if name.endswith(".doc"):
        programs.require("catdoc")
    source = old_word.read_doc(data, name) if name.endswith(".doc") else read(data)
    found = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    start = found.index(expected["paras"][0])
    assert found[start : start + len(expected["paras"])] == expected["paras"]
    tables = [block for block in source.blocks if isinstance(block, Table) and block.ruled]
    assert [list(row) for row in tables[-1].rows] == expected["annex"]
