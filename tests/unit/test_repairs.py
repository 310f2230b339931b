"""Repairs: what is certain is mended, code and addresses are left, and mending twice is mending once."""

from __future__ import annotations

import re
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings, strategies as st

from portal import frontmatter, reading, rendering, source_text
from portal.repairs import Form, repair
from portal.vietnamese import nfc, repair_horn
from tests.projects import NOTICE, PLAN
from tests.unit import small

HEAD = "---\ntitle: A\n---\n"


def fixed(text: str, form: Form = Form.MARKDOWN) -> str:
    return repair(text.encode(), form)[0].decode()


def body(text: str) -> str:
    found = fixed(HEAD + text + "\n")
    assert found.startswith(HEAD)
    return found.removeprefix(HEAD).removesuffix("\n")


def front(text: str) -> str:
    return fixed(f"---\n{text}\n---\nB\n").removeprefix("---\n").removesuffix("\n---\nB\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Letters.
        (unicodedata.normalize("NFD", "Chuyển đổi số"), "Chuyển đổi số"),
        ("ĐỐI TƢỢNG, tƣ", "ĐỐI TƯỢNG, tư"),
        # Numbers of documents: spaces go, everything else is for the editor.
        ("Theo 57-NQ/ TW nhé", "Theo 57-NQ/TW nhé"),
        ("Theo 57- NQ/TW nhé", "Theo 57-NQ/TW nhé"),
        ("Theo 03/ NQ-CP nhé", "Theo 03/NQ-CP nhé"),
        ("Theo 57/NQ-TW nhé", "Theo 57/NQ-TW nhé"),
        ("Theo 57-NQ/\nTW nhé", "Theo 57-NQ/\nTW nhé"),
        ("Năm 57 - NQ nhé", "Năm 57 - NQ nhé"),
        # Spaces at ends of lines.
        ("một \nhai", "một\nhai"),
        ("một  \nhai", "một  \nhai"),
        ("một   \nhai", "một   \nhai"),
        ("một  \n\nhai  ", "một\n\nhai"),
        ("một\t\n\nhai", "một\n\nhai"),
        ("một\n   \nhai", "một\n\nhai"),
        ("một\u00a0\nhai", "một\nhai"),
        ("một  \u00a0\nhai", "một\nhai"),
        ("một\n\u00a0\nhai", "một\n\u00a0\nhai"),
        ("- \n- a", "- \n- a"),
        ("# \n\na", "# \n\na"),
        ("- - \n\na", "- - \n\na"),
        ("# một# \n\na", "# một# \n\na"),
        # What nobody sees.
        ("một\u200bhai", "mộthai"),
        ("một\ufeff, hai", "một, hai"),
        ("một \u2060hai", "một hai"),
        ("một\x01hai", "mộthai"),
        ("\u200bmột", "một"),
        # It may be there for a purpose, or mean something.
        ("*\u200b*", "*\u200b*"),
        ("\u200b1. một", "\u200b1. một"),
        ("\u200b# một", "\u200b# một"),
        ("một\x07hai", "một\x07hai"),
        ("một\u2028hai", "một\u2028hai"),
        ("một\u200dhai", "một\u200dhai"),
        ("một\u00adhai", "một\u00adhai"),
        ("a\u200b_b_", "a\u200b_b_"),
        # Odd spaces.
        ("một \u00a0hai", "một hai"),
        ("một\u00a0 hai", "một hai"),
        ("30\u00a0%", "30\u00a0%"),
        ("1.\u00a0 một", "1.\u00a0 một"),
    ],
)
def test_what_is_done_to_a_body(before: str, after: str) -> None:
    assert body(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "```\nTƢ 57-NQ/ TW  \n```",
        "~~~ text\nTƢ \n~~~",
        "```\nTƢ \n(không đóng)",
        "    TƢ 57-NQ/ TW ",
        "\tTƢ ",
        "Chữ `TƢ 57-NQ/ TW` và ``TƢ ` TƢ`` nữa",
        "<!-- TƢ \n TƢ -->",
        "[tệp](T\u01a2.pdf)",
        '![ảnh](anh-T\u01a2.png "57-NQ/ TW")',
        "<https://a.vn/\u01a2>",
        "https://a.vn/\u01a2",
        '[a]: https://a.vn/T\u01a2 "b"',
        '<a href="T\u01a2.pdf">a</a>',
        f"[tệp]({unicodedata.normalize('NFD', 'tệp')}.pdf)",
    ],
)
def test_code_and_addresses_are_left_alone(text: str) -> None:
    assert body(f"Một.\n\n{text}\n\nHai.") == f"Một.\n\n{text}\n\nHai."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- một\n\n    TƢ ", "- một\n\n    TƯ"),
        ("- một\n    - TƢ ", "- một\n    - TƯ"),
        ("[^1]: một\n\n    TƢ ", "[^1]: một\n\n    TƯ"),
        ("!!! note\n    TƢ ", "!!! note\n    TƯ"),
        ("- một\n\nhai\n\n    TƢ ", "- một\n\nhai\n\n    TƢ "),
        ("`a` TƢ `b` TƢ", "`a` TƯ `b` TƯ"),
        ("[TƢ](a.md)", "[TƯ](a.md)"),
    ],
)
def test_what_only_looks_like_code_is_mended(before: str, after: str) -> None:
    assert body(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A  ", "title: A"),
        ("title: |\n  a  \n  b", "title: |\n  a\n  b"),
        ("number: 57/NQ-TW", "number: 57-NQ/TW"),
        ("number: '57-NQ / TW'", "number: '57-NQ/TW'"),
        ("number: 57–NQ/TW", "number: 57-NQ/TW"),
        ("number: 180 / KH-UBND", "number: 180/KH-UBND"),
        ("bases: [57/NQ-TW, 03/NQ-CP]", "bases: [57-NQ/TW, 03/NQ-CP]"),
        (
            "bases:\n  - 57/NQ-TW\n  - {number: 186/HD-BTGTW}",
            "bases:\n  - 57-NQ/TW\n  - {number: 186-HD/BTGTW}",
        ),
        ("cites:\n  - number: 57/NQ-TW", "cites:\n  - number: 57-NQ/TW"),
        ("summary: Theo 57-NQ/ TW", "summary: Theo 57-NQ/TW"),
        # Said about a number, and no field of one.
        ("summary: Theo 57/NQ-TW", "summary: Theo 57/NQ-TW"),
        # Not certain, or no number at all.
        ("number: 180/KH-UBND", "number: 180/KH-UBND"),
        ("number: 57NQ/TW", "number: 57NQ/TW"),
        ("number: Số 5", "number: Số 5"),
        ("number: -HD/BTGTU", "number: -HD/BTGTU"),
        ("title: TƢ", "title: TƯ"),
        ("title: một\u200bhai", "title: mộthai"),
        # A colon and a space would be a field.
        ("title: Tên:\u200b phần", "title: Tên:\u200b phần"),
        ("title: Tên:\u00a0 phần", "title: Tên:\u00a0 phần"),
        ("sources: [https://a.vn/T\u01a2]", "sources: [https://a.vn/T\u01a2]"),
    ],
)
def test_what_is_done_to_front_matter(before: str, after: str) -> None:
    assert front(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbf" + NOTICE.encode(), NOTICE.encode()),
        (b"\xef\xbb\xbf\xef\xbb\xbf" + NOTICE.encode(), NOTICE.encode()),
        (NOTICE.rstrip("\n").encode(), NOTICE.encode()),
        (NOTICE.replace("\n", "\r\n").encode(), NOTICE.replace("\n", "\r\n").encode()),
        (NOTICE.replace("\n", " \r\n").encode(), NOTICE.replace("\n", "\r\n").encode()),
        (NOTICE.rstrip("\n").replace("\n", "\r\n").encode(), NOTICE.replace("\n", "\r\n").encode()),
        (b"", b""),
        (b"a \nb\r\nc ", b"a\nb\r\nc\n"),
    ],
)
def test_marks_and_ends_of_files(before: bytes, after: bytes) -> None:
    assert repair(before, Form.MARKDOWN)[0] == after


@pytest.mark.parametrize(
    "data",
    [
        "TƢ ".encode("utf-16"),
        b"T\xff ",
        "Chuy\u00d3n \u00ae\u00e6i s\u00e8 qu\u00e8c gia. T\u01a2 ".encode(),
        b"a \rb ",
        ("x " * reading.MAX_BYTES).encode(),
    ],
    ids=["utf-16", "latin", "tcvn3", "mac", "large"],
)
def test_a_file_that_cannot_be_read_for_certain_is_left_alone(data: bytes) -> None:
    assert repair(data, Form.MARKDOWN) == (data, [])


def test_data_is_mended_like_front_matter_and_tables_in_letters_only() -> None:
    assert fixed("documents:\n  - {number: 57/NQ-TW, title: TƢ} \n", Form.YAML) == (
        "documents:\n  - {number: 57-NQ/TW, title: TƯ}\n"
    )
    assert fixed("id,name\na,TƢ 57-NQ/ TW \n", Form.TABLE) == "id,name\na,TƯ 57-NQ/ TW \n"


def test_front_matter_that_nobody_closed_is_no_body() -> None:
    assert fixed("---\ntitle: A:\u00a0 b\nnumber: 5\n") == "---\ntitle: A:\u00a0 b\nnumber: 5\n"


def test_what_was_done_is_told_line_by_line() -> None:
    _, done = repair(f"{HEAD}Một.\n\nTƢ  \n".encode(), Form.MARKDOWN)
    assert [(each.line, each.label, each.before, each.after) for each in done] == [
        (6, "chữ Ƣ thành Ư", "TƢ  ", "TƯ  "),
        (6, "dấu cách ở cuối dòng", "TƯ  ", "TƯ"),
    ]


def test_good_content_is_left_as_it_is() -> None:
    for text in (NOTICE, PLAN, *small.own_content().values()):
        assert repair(text.encode(), Form.MARKDOWN) == (text.encode(), [])


# ---- Properties.

PIECES = st.sampled_from(
    [
        *(
            "một",
            "hai ",
            "  \n",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "- ",
            "1. ",
            "# ",
            "> ",
            "`",
            "``",
            "```\n",
            "~~~\n",
        ),
        *("57-NQ/ TW", "57/NQ-TW", "number: 57/NQ-TW\n", "bases: [57-NQ/ TW]\n", "Ƣ", "ƣ\u0301"),
        *("\u200b", "\ufeff", "\u2060", "\x01", "\x07", "\u00a0", "\u0301", "\u0338", "\u1fef", "\r\n"),
        *("[a](b.md)", "](", "<!--", "-->", "https://a.vn/", "[a]: b", "| a |", "---\n", "u\u031b\u0309"),
        *("<", ">", "=", ":", "*", "_", "\\", "&", "!"),
        *("\u037e", "\u0340", "\x0b", "\x85", "\u2028", "\x1c", "!!! note\n", "[^1]: "),
    ]
)
texts = st.lists(PIECES, max_size=25).map("".join)
with_head = texts.map(lambda text: HEAD + text)
files = st.one_of(texts, with_head, texts.map(lambda text: f"---\n{text}\n---\n{text}"))


@settings(max_examples=400)
@given(files, st.sampled_from(list(Form)))
@example("\u1fefmột Ƣ\u1fef Ƣ`", Form.MARKDOWN)
@example("\u200b\ufeffa", Form.MARKDOWN)
@example("    ;  \nmột```\n    ---\n`", Form.MARKDOWN)
def test_mending_twice_is_mending_once(text: str, form: Form) -> None:
    once, _ = repair(text.encode(), form)
    assert repair(once, form) == (once, [])


@settings(max_examples=400)
@given(files)
def test_lines_stay_where_they_are_and_only_what_was_meant_changes(text: str) -> None:
    found = fixed(text)
    added = bool(found) and not text.endswith("\n") and found != text
    assert found.count("\n") - text.count("\n") in ((0, 1) if added else (0,))
    assert _letters(found) == _letters(text)


def _letters(text: str) -> str:
    """What is left of a text without what repairs may take away, and numbers in one spelling."""
    kept = nfc(repair_horn(nfc(text)))
    return "".join(each for each in kept if each.isalnum())


@settings(max_examples=300)
@given(texts)
def test_a_body_is_shown_as_before_but_for_what_was_mended(text: str) -> None:
    # With the letters that are mended left out, nothing that Markdown sees may change.
    plain = "".join(each for each in nfc(text) if each not in "Ƣƣ\u0301\u0338\u200b\ufeff\u2060\x01\u00a0\r")
    plain = plain.replace("57-NQ/ TW", "57-NQ/TW")
    if any(map(reading.has_control, plain)) or nfc(plain) != plain:
        return
    before = frontmatter.parse("a.md", HEAD + plain)[0].body
    after = frontmatter.parse("a.md", fixed(HEAD + plain))[0].body
    assert _shown(after) == _shown(before)


def _shown(text: str) -> str:
    """The page, but for spaces that no browser shows."""
    return re.sub(r"[ \t]+(?=\n|<|\Z)", "", rendering.render(text, "a.md").html)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_spans_of_code_are_in_order_and_apart(text: str) -> None:
    spans = source_text.code(text)
    assert all(start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    blank = source_text.without_addresses(source_text.blanked(text, spans))
    assert len(blank) == len(text)
    assert [len(line) for line in blank.split("\n")] == [len(line) for line in text.split("\n")]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "`",
        "``` \n",
        "<",
        "](",
        "~~~\n",
        "<!--",
        "57-NQ/ TW ",
        "\u200b",
        " \u00a0",
        "number: 1\n",
        "a \n",
    ],
)
def test_hostile_text_costs_no_time(piece: str) -> None:
    text = HEAD + piece * (60_000 // len(piece))
    started = time.process_time()
    repair(text.encode(), Form.MARKDOWN)
    assert time.process_time() - started < 3
