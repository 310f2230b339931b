"""Abbreviations are explained where they come up first, and only where they stand for themselves."""

from __future__ import annotations

import html
import re
from unittest.mock import patch

import pytest
from hypothesis import given, strategies as st

from portal.abbreviations import Abbreviations

KNOWN = [
    ("CĐS", "chuyển đổi số"),
    ("KH", "kế hoạch"),
    ("KH&CN", "khoa học và công nghệ"),
    ("KHCN", "khoa học, công nghệ"),
    ("NQ", "nghị quyết"),
    ("TW", "Trung ương"),
    ("NĐ", "nghị định"),
    ("CP", "Chính phủ"),
    ("AI", "trí tuệ nhân tạo"),
    ("T/M", "thay mặt"),
    ("CT-XH", "chính trị - xã hội"),
    ("5G", "mạng di động thế hệ thứ năm"),
    ("ha", "héc-ta"),
    ("TM", "thương mại"),
    ("TM.", "thay mặt"),
    ("Q", 'quỹ «A» & "B" <C>'),
]
CDS = '<abbr title="chuyển đổi số">CĐS</abbr>'
AI = '<abbr title="trí tuệ nhân tạo">AI</abbr>'
HA = '<abbr title="héc-ta">ha</abbr>'


def words() -> Abbreviations:
    return Abbreviations(KNOWN)


def explained(marked: str) -> list[str]:
    """The abbreviations that are explained, in order."""
    return [html.unescape(word) for word in re.findall(r"<abbr [^>]*>([^<]*)</abbr>", marked)]


def test_an_abbreviation_is_explained_where_it_stands() -> None:
    assert words().in_text("Tổ CĐS của xã") == f"Tổ {CDS} của xã"


@pytest.mark.parametrize("text", ["(CĐS)", "«CĐS»", "CĐS.", "CĐS, xã", "CĐS: xã", "CĐS\u00a0xã", "xã–CĐS"])
def test_signs_around_an_abbreviation_do_not_hide_it(text: str) -> None:
    assert words().in_text(text) == text.replace("CĐS", CDS)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 180-KH/TU",
        "57-NQ/TW",
        "42/2022/NĐ-CP",
        "03/NQ-CP",
        "-KH/BCĐTW",
        "lienhe@KH",
        "KH@tinh.example",
        "https://tinh.example/KH/a",
        "tinh.example/AI",
        "tinh.KH",
        "AI.gov.vn",
        "CĐSX",
        "XCĐS",
        "CĐS2",
        "2CĐS",
        "AI_1",
        "cđs",
        "Ai",
    ],
)
def test_numbers_of_documents_addresses_and_longer_words_are_left_alone(text: str) -> None:
    assert words().in_text(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bộ KH&CN", ["KH&CN"]),
        ("KHCN và KH", ["KHCN", "KH"]),
        ("KH&XH", []),
        ("XH&KH", []),
        ("T/M Ban Thường vụ", ["T/M"]),
        ("TM. Ban Thường vụ", ["TM."]),
        ("TM điện tử", ["TM"]),
        ("tổ chức CT-XH", ["CT-XH"]),
        ("mạng 5G", ["5G"]),
    ],
)
def test_the_longest_abbreviation_counts(text: str, found: list[str]) -> None:
    assert explained(words().in_text(text)) == found


@pytest.mark.parametrize("text", ["5 ha", "1.300 ha", "2,5\u00a0ha", "(5 ha)", "5 ha, rồi"])
def test_a_unit_is_explained_after_a_number(text: str) -> None:
    assert words().in_text(text) == text.replace("ha", HA)


@pytest.mark.parametrize("text", ["ha", "hai mươi ha", "5ha", "5 hai", "5 ha/hộ", "5 ha-ha", "5 HA"])
def test_what_looks_like_a_unit_elsewhere_is_a_word(text: str) -> None:
    assert explained(words().in_text(text)) == []


def test_each_abbreviation_is_explained_once() -> None:
    assert words().in_text("CĐS và CĐS, AI và AI") == f"{CDS} và CĐS, {AI} và AI"


def test_texts_of_one_page_explain_an_abbreviation_once_together() -> None:
    page = words()
    assert [page.in_text("CĐS") for _ in range(2)] == [CDS, "CĐS"]


def test_another_page_explains_it_again() -> None:
    page = words()
    page.in_text("CĐS")
    page.forget()
    assert page.in_text("CĐS") == CDS


def test_plain_text_becomes_safe_html() -> None:
    page = words()
    assert page.in_text("<b>A</b> & CĐS") == f"&lt;b&gt;A&lt;/b&gt; &amp; {CDS}"
    assert page.in_text('nói "A"') == 'nói "A"'


def test_an_explanation_cannot_leave_its_attribute() -> None:
    expected = '<abbr title="quỹ «A» &amp; &quot;B&quot; &lt;C&gt;">Q</abbr>'
    assert words().in_text("Q") == expected


@pytest.mark.parametrize(
    ("clean", "marked"),
    [
        ("<p>CĐS</p>", f"<p>{CDS}</p>"),
        ("<p><strong>CĐS</strong> CĐS</p>", f"<p><strong>{CDS}</strong> CĐS</p>"),
        (
            "<p>Bộ KH&amp;CN</p>",
            '<p>Bộ <abbr title="khoa học và công nghệ">KH&amp;CN</abbr></p>',
        ),
        ("<p>5 ha &lt; CĐS</p>", f"<p>5 {HA} &lt; {CDS}</p>"),
        ('<p title="CĐS">A</p>', '<p title="CĐS">A</p>'),
        ('<img alt="AI" src="AI.png">AI', f'<img alt="AI" src="AI.png">{AI}'),
        ("<table><tr><td>CĐS</td></tr></table>", f"<table><tr><td>{CDS}</td></tr></table>"),
    ],
)
def test_running_text_of_html_is_explained_and_attributes_are_not(clean: str, marked: str) -> None:
    assert words().in_html(clean) == marked


@pytest.mark.parametrize("name", "a abbr code dfn h1 h2 h3 h4 h5 h6 kbd pre samp".split())
def test_names_links_and_words_as_they_are_typed_are_left_alone(name: str) -> None:
    inside = f"<{name}>CĐS <em>AI</em> CĐS</{name}>"
    assert words().in_html(f"{inside}<p>CĐS</p>") == f"{inside}<p>{CDS}</p>"


def test_after_what_is_left_alone_the_text_goes_on() -> None:
    clean = "<p>CĐS</p><pre><code>AI</code></pre><p>CĐS và AI</p>"
    assert words().in_html(clean) == f"<p>{CDS}</p><pre><code>AI</code></pre><p>CĐS và {AI}</p>"


def test_after_a_heading_of_the_second_rank_it_is_explained_once_more() -> None:
    clean = "<p>CĐS</p><h2>A</h2><p>CĐS CĐS</p><h3>B</h3><p>CĐS</p>"
    assert words().in_html(clean) == f"<p>{CDS}</p><h2>A</h2><p>{CDS} CĐS</p><h3>B</h3><p>CĐS</p>"


def test_a_body_begins_anew_whatever_stood_before() -> None:
    page = words()
    page.in_text("CĐS")
    assert page.in_html("<p>CĐS</p>") == f"<p>{CDS}</p>"


def test_equal_pages_come_out_equal() -> None:
    page = words()
    clean = "<p>CĐS và AI</p><h2>AI</h2><p>CĐS</p>"
    assert page.in_html(clean) == page.in_html(clean)


@pytest.mark.parametrize("text", ["CĐS", "", "5 ha"])
def test_without_a_vocabulary_nothing_is_explained(text: str) -> None:
    assert Abbreviations([]).in_text(text) == text
    assert Abbreviations([]).in_html(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize(("only", "text"), [(("ha", "héc-ta"), "5 ha"), (("AI", "trí tuệ nhân tạo"), "5 AI")])
def test_a_vocabulary_may_have_units_or_others_alone(only: tuple[str, str], text: str) -> None:
    assert explained(Abbreviations([only]).in_text(text)) == [only[0]]


@given(st.text("CĐSKH&N AIha5 <>\"'.-/@", max_size=40))
def test_explaining_adds_nothing_but_explanations(text: str) -> None:
    marked = words().in_text(text)
    assert html.unescape(re.sub(r"</?abbr[^<>]*>", "", marked)) == html.unescape(html.escape(text))
    assert len(explained(marked)) == len(set(explained(marked)))


PIECES = st.sampled_from(
    [*(html.escape(word) for word, _ in KNOWN), "5 ha", "5", " ", "<p>", "</h2>", "<b>", "nhà"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_a_text_that_is_left_alone_has_nothing_to_explain(text: str) -> None:
    quick = words().in_html(text), words().in_text(text)
    with patch.object(Abbreviations, "_has_some", lambda _self, _text: True):
        assert quick == (words().in_html(text), words().in_text(text))
