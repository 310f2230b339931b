"""Advice on content: what it finds, and above all what it leaves alone."""

from __future__ import annotations

import time

import pytest

from portal import frontmatter
from portal.advice import later, of_file
from portal.advice.abbreviations import find
from portal.advice.written import Text
from portal.problems import Problem, Severity
from portal.rendering import Rendered
from portal.vietnamese import nfc
from tests.projects import NOTICE, ROOT, SITE
from tests.unit import small

FIRST = NOTICE.count("\n") + 2
"""The line of the first line that `advice` adds to a notice."""


def told(body: str, *, head: str = "", path: str = "tin-tuc/2026/a.md") -> list[Problem]:
    text = NOTICE.replace("date:", f"{head}date:", 1) + "\n" + body
    problems = small.load(path, text).problems
    assert all(problem.severity is Severity.ADVICE for problem in problems), problems
    return sorted(problems)


def advice(body: str, code: str = "") -> list[tuple[int, str]]:
    """Lines from the first line of `body`, and codes."""
    found = [(problem.line - FIRST + 1, problem.code) for problem in told(body)]
    return [each for each in found if code in ("", each[1])]


def abbreviations(body: str) -> list[tuple[str, int]]:
    loaded = small.load("tin-tuc/2026/a.md", f"{NOTICE}\n{body}")
    return [(word, line - FIRST + 1) for word, line in loaded.abbreviations]


# ---- Paragraphs.

LONG = " ".join(["chữ"] * 151)
AT_MOST = " ".join(["chữ"] * 150)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (LONG, [1]),
        (AT_MOST, []),
        (f"Một.\n\nHai.\n\n{LONG}\n", [5]),
        (LONG.replace(" ", "\n"), [1]),
        (f"- {LONG}\n- hai\n", [1]),
        (f"- một\n- {LONG}\n", [2]),
        # Many items, none of them long.
        ("".join(f"- {AT_MOST}\n" for _ in range(3)), []),
        (f"| a | b |\n|---|---|\n| {LONG} | b |\n", []),
        (f"```\n{LONG}\n```\n", []),
    ],
)
def test_paragraphs_of_more_than_150_words_are_named(body: str, lines: list[int]) -> None:
    assert advice(body) == [(line, "paragraph-long") for line in lines]


def test_the_message_counts_the_words() -> None:
    assert "đoạn văn dài 151 chữ" in told(LONG)[0].message


# ---- Headings.


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## A\n\n### B\n\n## C\n\n### D\n\n#### E\n", []),
        ("## A\n\n#### B\n", [(3, "heading-order")]),
        ("### A\n", [(1, "heading-order")]),
        ("# A\n\n## B\n\n### C\n", [(1, "heading-top")]),
        ("A\n===\n\n### C\n", [(1, "heading-top")]),
        ("A\n---\n\n### C\n", []),
        # Going up may skip.
        ("## A\n\n### B\n\n#### C\n\n## D\n", []),
        # Said once where the jump is, and not again for those beside it.
        ("## A\n\n#### B\n\n#### C\n", [(3, "heading-order")]),
        ("```\n# không phải đề mục\n```\n", []),
        ("Số #1 và\n\n---\n\nchữ\n", []),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", []),
    ],
)
def test_headings_go_down_one_level_at_a_time(body: str, expected: list[tuple[int, str]]) -> None:
    assert advice(body) == expected


# ---- Pictures.


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("![Lễ ký](a.jpg)\n", []),
        ("![](a.jpg)\n", [1]),
        ("![ ](a.jpg)\n", [1]),
        ("Chữ\n\n![Lễ ký](a.jpg) ![](b.jpg)\n", [3]),
        ('<img src="a.jpg" alt="Lễ ký">\n', []),
        ('<img src="a.jpg">\n', [1]),
        ("`![](a.jpg)`\n", []),
    ],
)
def test_pictures_need_words(body: str, lines: list[int]) -> None:
    assert advice(body) == [(line, "image-alt") for line in lines]


# ---- Links.


@pytest.mark.parametrize(
    "text",
    [
        "tại đây",
        "Tại đây",
        "bấm vào đây",
        "**xem thêm**",
        "Xem thêm »",
        "click here",
        "link",
        "đây",
        "chi tiết.",
    ],
)
def test_texts_of_links_that_say_nothing_are_named(text: str) -> None:
    assert advice(f"Chữ.\n\nXem [{text}](luat.md).\n") == [(3, "link-text")]


@pytest.mark.parametrize(
    "body",
    [
        "Xem [kế hoạch tại đây](luat.md).\n",
        "Xem tại đây: [Kế hoạch](luat.md).\n",
        "Mã `[tại đây](luat.md)`.\n",
        "Ghi chú[^1].\n\n[^1]: Chú.\n",
        "Gửi <so@cantho.gov.vn>.\n",
        "[cantho.gov.vn](https://cantho.gov.vn/)\n",
        "Chữ trơn https://cantho.gov.vn/bai không phải liên kết.\n",
    ],
)
def test_links_that_say_where_they_lead_are_left_alone(body: str) -> None:
    assert advice(body) == []


@pytest.mark.parametrize(
    "body", ["<https://cantho.gov.vn/bai/1>\n", "[https://cantho.gov.vn](https://cantho.gov.vn)\n"]
)
def test_an_address_is_no_text_of_a_link(body: str) -> None:
    assert advice(body) == [(1, "link-text")]


# ---- Contacts.


@pytest.mark.parametrize(
    "mail",
    [
        "nguyen.van.a@gmail.com",
        "A@Yahoo.com.vn",
        "a_b@hotmail.com",
        "a@outlook.com.vn",
        "a@proton.me",
        "a@icloud.com",
    ],
)
def test_private_mail_addresses_are_named(mail: str) -> None:
    assert advice(f"Gửi {mail}.\n") == [(1, "mail-private")]
    assert advice(f"Gửi [thư](mailto:{mail}).\n") == [(1, "mail-private")]


@pytest.mark.parametrize(
    "mail",
    [
        *(
            "so@cantho.gov.vn",
            "a@hcmut.edu.vn",
            "a@dcs.vn",
            "a@fpt.com.vn",
            "a@gmail.gov.vn",
            "a@gmail.com.evil.vn",
        ),
        *("`a@gmail.com`", "@gmail.com", "a@tuoitre.com.vn"),
    ],
)
def test_addresses_of_offices_and_enterprises_are_left_alone(mail: str) -> None:
    assert advice(f"Gửi {mail} nhé.\n") == []


@pytest.mark.parametrize(
    "number",
    [
        *("0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "091 234 5678", "(0912) 345 678"),
        *("+84 912 345 678", "+84912345678", "(+84) 912 345 678", "0084 912 345 678", "+84 (0)912 345 678"),
        *("0381234567", "0561234567", "0791234567", "0842345678", "0842 345 678", "ĐT:0912345678"),
    ],
)
def test_mobile_phones_are_named_in_any_spacing(number: str) -> None:
    assert advice(f"Gọi {number}.\n") == [(1, "phone-private")]


@pytest.mark.parametrize(
    "number",
    [
        *("1900 1234", "19001234", "1800 599 920", "0292 3 820 000", "02923820000", "(0292) 3820 000", "113"),
        *(
            "0212345678",
            "09123456789",
            "091234567",
            "0612345678",
            "05-08-2025 10:30",
            "2025-09-12 0912",
            "0912/KH",
        ),
        *("mã số thuế: 0312345678", "MST 0312345678", "tài khoản số 0912345678", "tài khoản 0912 345 678"),
        *("https://a.vn/0912345678", "[a](https://a.vn/?id=0912345678)", "`0912345678`", "09 12 34 56 78 90"),
        *("1.0912345678", "0912345678-1", "0,912345678"),
    ],
)
def test_other_numbers_are_no_mobile_phones(number: str) -> None:
    assert advice(f"Gọi {number} nhé.\n") == []


def test_contacts_in_the_front_matter_are_seen_with_their_line() -> None:
    found = told("Chữ.\n", head="tags: [a@gmail.com, 0912 345 678]\n")
    assert [(problem.line, problem.code) for problem in found] == [(4, "mail-private"), (4, "phone-private")]


def test_contacts_of_the_office_itself_are_seen() -> None:
    contact = "contact: {email: a@gmail.com, phone: 0912 345 678}\n"
    found, problems = small.read_settings({**_data(), "site.yml": SITE + contact})
    assert found is not None, problems
    assert [(each.path, each.line, each.field, each.code) for each in later.with_data([], found)] == [
        ("data/site.yml", 7, "contact.email", "mail-private"),
        ("data/site.yml", 7, "contact.phone", "phone-private"),
    ]


def _data() -> dict[str, str]:
    return {name.removeprefix("data/"): text for name, text in small.DATA.items()}


# ---- Numbers.


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("1,300 tỷ", "1.300"),
        ("12.5%", "12,5"),
        ("12.5 %", "12,5"),
        ("20,000 người", "20.000"),
        ("1,234,567 hồ sơ", "1.234.567"),
        ("1,300.5 tỷ", "1.300,5"),
        ("0.125%", "0,125"),
        ("3.2 triệu", "3,2"),
        ("39.52 Mbps", "39,52"),
    ],
)
def test_numbers_in_english_form_are_named_with_the_vietnamese_one(written: str, better: str) -> None:
    found = told(f"Chữ.\n\nĐạt {written}.\n")
    assert [(problem.line - FIRST + 1, problem.code) for problem in found] == [(3, "number-written")]
    assert f"viết «{better}»" in found[0].remedy


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1.300 tỷ",
            "12,5%",
            "20.000 người",
            "1.234.567 hồ sơ",
            "1.300,5 tỷ",
            "0,125%",
            "1,227 tỷ",
            "7,125%",
        ),
        *("Cách mạng công nghiệp 4.0", "mục 2.1", "phiên bản 1.2.3", "Web 2.0", "ngày 22.12", "22.12.2024"),
        *(
            "lúc 7.30",
            "7.30-11.30",
            "hàng 12.345 lần",
            "điều 1,2,3",
            "2025,2030",
            "0,500 m",
            "số 1,30",
            "IP 10.0.0.1",
        ),
        *(
            "`12.5%`",
            "[12,5%](https://a.vn/12.5%)",
            "https://a.vn/1,300",
            "Open RAN 1.5",
            "các năm 2025,200 người",
        ),
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert advice(f"Đạt {text} nhé.\n") == []


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("57/NQ-TW", "57-NQ/TW"),
        ("57-NQ/ TW", "57-NQ/TW"),
        ("57NQ/TW", "57-NQ/TW"),
        ("57-NQ/\nTW", "57-NQ/TW"),
        ("57–NQ/TW", "57-NQ/TW"),
    ],
)
def test_numbers_of_documents_in_another_form_are_named(written: str, better: str) -> None:
    found = told(f"Chữ.\n\nTheo Nghị quyết số {written} của Bộ Chính trị.\n")
    assert [(problem.line - FIRST + 1, problem.code) for problem in found] == [(3, "number-form")]
    assert found[0].remedy == f"viết «{better}»"


@pytest.mark.parametrize(
    "text", ["57-NQ/TW", "03/NQ-CP", "42/2022/NĐ-CP", "193/2025/QH15", "57‑NQ/TW", "24/7", "`57/NQ-TW`"]
)
def test_numbers_of_documents_in_their_form_are_left_alone(text: str) -> None:
    assert advice(f"Theo {text} nhé.\n") == []


def test_title_and_summary_are_looked_at_too() -> None:
    text = NOTICE.replace("từ tháng bảy", "với 12.5% và 57/NQ-TW")
    found = sorted(small.load("tin-tuc/2026/a.md", text).problems)
    assert [(each.line, each.field, each.code) for each in found] == [
        (3, "summary", "number-form"),
        (3, "summary", "number-written"),
    ]


# ---- Summaries.


def test_a_record_without_a_summary_is_named_at_its_title() -> None:
    text = NOTICE.replace("summary: Luật có hiệu lực từ tháng bảy.\n", "")
    found = small.load("tin-tuc/2026/a.md", text).problems
    assert [(each.line, each.field, each.code) for each in found] == [(2, "summary", "summary-missing")]


def test_an_ordinary_page_needs_none() -> None:
    assert small.load("gioi-thieu.md", "---\ntitle: A\n---\nB\n").problems == ()


# ---- Abbreviations.


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Tổ CNSCĐ.\n\nVà CNSCĐ, SXKD.\n", [("CNSCĐ", 1), ("SXKD", 3)]),
        ("TTHC năm 2025.\n", [("TTHC", 1)]),
        ("Kế hoạch TTHC 2025.\n", [("TTHC", 1)]),
        ("Sở TT&TT tỉnh.\n", [("TT&TT", 1)]),
    ],
)
def test_words_in_capitals_are_found_once_with_their_line(body: str, words: list[tuple[str, int]]) -> None:
    assert abbreviations(body) == words


@pytest.mark.parametrize(
    "body",
    [
        *(
            "NGHỊ QUYẾT CỦA BỘ CHÍNH TRỊ",
            "VIỆT NAM",
            "QUY ĐỊNH CHUNG VỀ TTHC",
            "Mục III và XIV",
            "57-NQ/TW",
            "180-KH/TU",
        ),
        *(
            "số 03/NQ-CP",
            "QH15",
            "5G",
            "10 GB",
            "100 USD",
            "PGS. TS Nguyễn Văn A",
            "TP. Huế",
            "tệp PDF",
            "TP.HCM",
        ),
        *(
            "`CNSCĐ`",
            "[a](CNSCD.md)",
            "https://a.vn/CNSCD",
            "<b CNSCD>",
            "RFC 5005",
            "WCAG 2.2",
            "a@CNSCD",
            "#CNSCD",
        ),
        *(
            "Tổ công nghệ số cộng đồng (CNSCĐ); tổ CNSCĐ",
            "CNSCĐ (công nghệ số cộng đồng)",
            "gọi tắt là CNSCĐ",
        ),
        *("tệp OPML", "như NVDA, JAWS, ABCD", "Tập đoàn VNPT", "bảng mã VNI"),
        *('viết tắt là "CNSCĐ"', "*[CNSCĐ]: công nghệ\n\nCNSCĐ"),
    ],
)
def test_what_is_no_abbreviation_or_is_explained_is_left_alone(body: str) -> None:
    assert abbreviations(body + "\n") == []


def test_abbreviations_are_held_against_the_vocabulary() -> None:
    loaded = small.load("tin-tuc/2026/a.md", f"{NOTICE}\nCĐS, NQ và CNSCĐ.\n")
    found = list(later.with_data([loaded], small.settings()))
    assert [(each.path, each.line, each.code) for each in found] == [
        ("docs/tin-tuc/2026/a.md", FIRST, "abbreviation-unknown")
    ]
    assert "«CNSCĐ»" in found[0].message


def test_of_records_the_loudspeakers_read_title_and_summary_of_pages_nobody() -> None:
    title = "title: Tổ CNSCĐ\n"
    assert small.load("a.md", f"---\n{title}---\nB\n").abbreviations == (("CNSCĐ", 2),)
    record = NOTICE.replace("title: Luật có hiệu lực\n", title)
    assert small.load("tin-tuc/2026/a.md", record).abbreviations == ()


# ---- The day of review.


@pytest.mark.parametrize(
    ("now", "codes"),
    [("2026-03-01 23:59", []), ("2026-03-02 00:00", ["review-due"]), ("2027-01-01", ["review-due"])],
)
def test_the_day_of_review_is_over_when_it_has_ended(now: str, codes: list[str]) -> None:
    text = NOTICE.replace("date:", "review_by: 2026-03-01\ndate:", 1)
    snapshot = small.snapshot({"tin-tuc/2026/a.md": text}, now=now)
    found = list(later.at_a_moment(snapshot))
    assert [each.code for each in found] == codes
    assert all((each.path, each.line) == ("docs/tin-tuc/2026/a.md", 4) for each in found)


def test_what_is_no_longer_listed_need_not_be_reviewed() -> None:
    head = "review_by: 2026-03-01\nwithdrawn: {date: 2026-03-02, reason: A}\ndate:"
    snapshot = small.snapshot({"tin-tuc/2026/a.md": NOTICE.replace("date:", head, 1)}, now="2026-05-01")
    assert list(later.at_a_moment(snapshot)) == []


# ---- All of it.


def test_the_content_of_the_tests_has_nothing_to_advise() -> None:
    for path, text in small.own_content().items():
        assert small.load(path, text).problems == (), path


HOSTILE = [
    "[",
    "`",
    "``` ",
    "<",
    "<a ",
    "](",
    "~~~\n",
    "<!--",
    "0912 ",
    "1,300",
    "1.3",
    "A&",
    "57-NQ/",
    "a@",
    "![",
    "#\n",
    "a\n--\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_no_time(piece: str) -> None:
    # Twice the text may take twice the time, never four times: 1 MB of it would take an hour.
    body = piece * (100_000 // len(piece))
    document, _ = frontmatter.parse("a.md", f"{NOTICE}\n{body}")
    written = Text("docs/a.md", f"{NOTICE}\n{body}", document)
    rendered = Rendered(html=f"<p>{body}</p>", toc=(), text=body, links=(), assets=(), anchors=frozenset())
    started = time.process_time()
    of_file(written, rendered, None)
    find(written, whole=True)
    assert time.process_time() - started < 1.5


def test_advice_is_written_in_nfc() -> None:
    for path in (ROOT / "hooks" / "portal" / "advice").glob("*.py"):
        text = path.read_text("utf-8")
        assert nfc(text) == text
