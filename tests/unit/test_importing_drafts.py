"""Drafts: Markdown that means exactly the document's text, and front matter that says where it is from."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import example, given, settings, strategies as st

from portal import loading, rendering
from portal.importing.blocks import Source, note
from portal.importing.drafts import Draft, draft_of, name_for
from portal.importing.findings import (
    Assigned,
    BodyBlock,
    Cited,
    Confidence,
    Found,
    Grid,
    Heading,
    Item,
    Reported,
    Signature,
    Text,
    Understanding,
)
from portal.importing.markdown import markdown_of
from portal.model.plan import Plan
from portal.reading import has_control

TODAY = datetime.date(2026, 3, 1)
SOURCE = Source("Kế hoạch.docx", ())


def found(value: str, line: int = 3) -> Found[str]:
    return Found(value, f"… {value} …", line)


WHOLE = Understanding(
    kind=found("ke-hoach"),
    number=found("15/KH-UBND"),
    issuer=found("Ủy ban nhân dân phường Ninh Kiều"),
    signed=Found("2025-08", "ngày   tháng 8 năm 2025", 4, Confidence.LIKELY),
    place=found("Ninh Kiều"),
    title=found('Số hóa: "hồ sơ" #1'),
    signer=Found(Signature("TM. Ủy ban nhân dân", "Chủ tịch", None), "CHỦ TỊCH", 90),
    bases=(Found(Cited("02-KH/BCĐTW", "2025-06-19", "Ban Chỉ đạo Trung ương"), "Thực hiện Kế hoạch …", 6),),
    cites=(Found(Cited("57-NQ/TW"), "Nghị quyết số 57-NQ/TW", 5),),
    tasks=(
        Found(Assigned("Phòng Văn hóa", "Phát thanh", "2025-09-30", "before"), "Phòng Văn hóa …", 40),
        Found(Assigned("Công an: đội 2", "Tuần tra", recurs=("weekly",)), "Công an …", 41),
    ),
    reports=(Found(Reported("Các phòng", "Văn phòng", due="2025-12-15"), "Các phòng báo cáo …", 50),),
    recipients=(found("Sở KH&CN", 80), found("Lãnh đạo UBND; (b/c)", 81)),
    locality=found("can-tho/ninh-kieu"),
    body=(Heading(1, "I. MỤC ĐÍCH"), Text("Một đoạn."), Item("Một việc"), Item("Việc nữa", 1)),
    questions=("Chưa thấy ngày ký.",),
)


def drafted(understanding: Understanding, original: str = "") -> Draft:
    return draft_of(SOURCE, understanding, name="ban-nhap", original=original, today=TODAY)


def loaded(understanding: Understanding, original: str = "") -> loading.Loaded:
    text = drafted(understanding, original).text
    return loading.load("ke-hoach/can-tho/ninh-kieu/ban-nhap.md", text.encode())[0]


def test_a_whole_draft_is_a_record_with_all_that_was_found() -> None:
    record = loaded(WHOLE, "ban-nhap.docx").record
    assert isinstance(record, Plan)
    assert record.draft
    assert (record.title, record.number, str(record.signed)) == (
        'Số hóa: "hồ sơ" #1',
        "15/KH-UBND",
        "2025-08",
    )
    assert record.signer is not None
    assert (record.signer.capacity, record.signer.name) == ("TM. Ủy ban nhân dân", None)
    assert [(each.number, str(each.signed)) for each in record.bases] == [("02-KH/BCĐTW", "2025-06-19")]
    assert [(task.unit, str(task.due), task.due_kind) for task in record.tasks] == [
        ("Phòng Văn hóa", "2025-09-30", "before"),
        ("Công an: đội 2", "None", "by"),
    ]
    assert record.tasks[1].recurs == ("weekly",)
    assert record.recipients == ("Sở KH&CN", "Lãnh đạo UBND; (b/c)")
    # The document itself is offered, not published.
    assert record.attachments == ()


def test_every_value_says_where_it_is_from_and_how_certain_it_is() -> None:
    lines = drafted(WHOLE).text.split("\n")
    assert lines[lines.index("signed: 2025-08") - 1] == (
        "# Ngày ban hành: dòng 4, có thể: «ngày tháng 8 năm 2025»"
    )
    task = next(number for number, line in enumerate(lines) if "unit: Phòng Văn hóa" in line)
    assert lines[task - 1] == "  # dòng 40, chắc chắn: «Phòng Văn hóa …»"


def test_what_was_not_found_stays_empty_and_stops_nobody() -> None:
    entry = loaded(Understanding(body=(Text("Chỉ có nội dung."),)))
    assert entry.record is None
    assert entry.draft
    errors = {(problem.field, problem.code) for problem in entry.problems if problem.severity == "error"}
    assert errors == {("title", "value-empty"), ("kind", "value-empty"), ("issuer", "value-empty")}
    text = drafted(Understanding()).text
    for name in ("number", "signed", "place"):
        assert f"\n# {name}:\n" in text
        assert not re.search(rf"(?m)^{name}:", text)


def test_the_original_is_offered_as_an_attachment_that_works_when_it_is_taken() -> None:
    text = drafted(WHOLE, "ban-nhap.docx").text
    start = text.index("# attachments:")
    taken = text[:start] + re.sub(r"(?m)^# ", "", text[start:].partition("---")[0]) + "---\nA.\n"
    record = loading.load("ke-hoach/can-tho/ninh-kieu/ban-nhap.md", taken.encode())[0].record
    assert isinstance(record, Plan)
    assert [(each.file, each.kind) for each in record.attachments] == [("ban-nhap.docx", "toan-van")]


def test_questions_are_numbered_and_tell_of_the_reading_too() -> None:
    source = Source("a.pdf", (), remarks=("Đã thay «Ƣ» bằng «Ư».",))
    made = draft_of(source, WHOLE, name="ban-nhap", original="", today=TODAY)
    assert made.questions == 2
    assert "1. Đã thay «Ƣ» bằng «Ư».\n\n2. Chưa thấy ngày ký.\n" in made.questions_text


@pytest.mark.parametrize(
    ("understanding", "name"),
    [
        (WHOLE, "ke-hoach-15-kh-ubnd"),
        (
            Understanding(kind=found("huong-dan"), number=found("-HD/BTGTU"), title=found("Tuyên truyền")),
            "huong-dan-tuyen-truyen",
        ),
        (Understanding(title=found("Về việc số hóa")), "ve-viec-so-hoa"),
        (Understanding(), "ban-nhap"),
    ],
)
def test_a_name_is_of_kind_and_number_or_title(understanding: Understanding, name: str) -> None:
    assert name_for(understanding) == name


# What people write, and what Markdown takes for signs.
_LETTERS = st.sampled_from("aăđ Ư19.,;:()-–+*_`#>|<&\\[]{}!~=/\"'$%^@?«»…")
_TEXTS = st.text(_LETTERS, min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)


def shown(block: BodyBlock) -> str:
    rendered = rendering.render(markdown_of([block], {}), "a.md")
    assert not rendered.refused
    return " ".join(rendered.text.split())


@given(_TEXTS)
@settings(max_examples=400)
@example("- gạch đầu dòng")
@example("1. Một")
@example("1) Một")
@example("12. * _a_ `b` [c](d) <e> &amp; &#65;")
@example("# không phải đề mục")
@example("===")
@example("---")
@example("!!! note")
@example("[^1]: không phải chú thích")
@example("*[AB]: không phải chữ tắt")
@example(": định nghĩa")
@example("~~~")
@example("a | b")
@example("http://a.b/_c_d_")
def test_a_paragraph_means_exactly_its_text(text: str) -> None:
    assert shown(Text(text)) == text


@given(_TEXTS)
@settings(max_examples=200)
def test_an_item_means_exactly_its_text(text: str) -> None:
    assert shown(Item(text)) == text


@given(_TEXTS.filter(lambda text: text.strip("# ")))
@settings(max_examples=200)
@example("C# và F#")
@example("## hai")
def test_a_heading_means_exactly_its_text(text: str) -> None:
    assert shown(Heading(1, text)) == text


@given(st.lists(st.lists(_TEXTS, min_size=2, max_size=2), min_size=2, max_size=3))
@settings(max_examples=200)
def test_a_table_means_exactly_its_cells(rows: list[list[str]]) -> None:
    rendered = rendering.render(markdown_of([Grid(tuple(map(tuple, rows)))], {}), "a.md")
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", rendered.html, re.DOTALL)
    import html

    assert [" ".join(html.unescape(re.sub("<[^>]+>", "", cell)).split()) for cell in cells] == [
        cell for row in rows for cell in row
    ]


def test_footnotes_keep_their_place_and_their_text() -> None:
    body = (Text(f"Theo nghị quyết{note(1)} và kế hoạch{note(2)}."), Text("Hết."))
    rendered = rendering.render(markdown_of(body, {1: "Số *57*.", 2: "Số 2."}), "a.md")
    assert rendered.html.count("<sup") == 2
    assert "Số *57*." in rendered.text


def test_blocks_follow_each_other_as_they_are() -> None:
    body = (
        Heading(1, "I. MỘT"),
        Text("Đoạn."),
        Item("a"),
        Item("b", 1),
        Item("c"),
        Text("- Đoạn có gạch."),
        Grid((("STT", "Việc"), ("1", "Làm\nxong"))),
    )
    html = rendering.render(markdown_of(body, {}), "a.md").html
    assert re.sub(r"\s+", " ", html).count("<ul>") == 2
    assert "<li>b</li>" in html
    assert "<p>- Đoạn có gạch.</p>" in html
    assert html.count("<tr>") == 2


@given(st.text(max_size=60))
def test_nothing_breaks_the_front_matter(text: str) -> None:
    if has_control(text):
        return
    clean = " ".join(text.split())
    entry = loaded(
        Understanding(
            kind=found("ke-hoach"),
            issuer=Found("Cơ quan", text, 1),
            title=Found(clean or "A", text, 1),
            recipients=(Found(clean or "A", text, 2),),
            body=(Text("B."),),
        )
    )
    assert not {problem.code for problem in entry.problems} & {"yaml-broken", "field-unknown", "yaml-alias"}
    if isinstance(entry.record, Plan) and clean:
        import unicodedata

        assert entry.record.recipients == (unicodedata.normalize("NFC", clean),)
