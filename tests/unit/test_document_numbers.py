"""Numbers of Party and State documents."""

import pytest
from hypothesis import given, strategies as st

from portal.document_numbers import canonical, find_all, is_blank, is_canonical, slug

CANONICAL = [
    "57-NQ/TW",
    "180-KH/TU",
    "02-KH/BCĐTW",
    "06-KH/ĐU",
    "186-HD/BTGTW",
    "01-CTPH/BTG-HĐND-UBND-TA-VKS",
    "03/NQ-CP",
    "1131/QĐ-TTg",
    "42/2022/NĐ-CP",
    "39/2020/TT-BTTTT",
    "193/2025/QH15",
    "624/TB-VPCP",
    "1662/NQ-UBTVQH15",
    "51/KH-SKHCN",
    "1234/UBND-KGVX",
    "01/2025/L-CTN",
]
BLANK = ["-HD/BTGTU", "/PVHTT", "/KH-UBND", "/2025/QĐ-UBND"]


@pytest.mark.parametrize("number", CANONICAL + BLANK)
def test_canonical_numbers_stay(number: str) -> None:
    assert is_canonical(number)
    assert canonical(number) == number
    assert is_blank(number) == (number in BLANK)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("57/NQ-TW", "57-NQ/TW"),
        ("57-NQ/ TW", "57-NQ/TW"),
        ("57/NQ- TW", "57-NQ/TW"),
        ("57- NQ/TW", "57-NQ/TW"),
        ("57 - NQ / TW", "57-NQ/TW"),
        ("57NQ/TW", "57-NQ/TW"),
        ("57-\n\nNQ/TW", "57-NQ/TW"),
        ("57-NQ-TW", "57-NQ/TW"),
        ("57/NQ/TW", "57-NQ/TW"),
        ("57–NQ/TW", "57-NQ/TW"),
        ("57-NQ/TƯ", "57-NQ/TW"),
        ("57-NQ/TƢ", "57-NQ/TW"),
        ("số 57-NQ/TW", "57-NQ/TW"),
        ("Số: 180/KH-TU", "180-KH/TU"),
        ("Số số: 180/KH-TU", "180-KH/TU"),
        ("06/KH-ĐU", "06-KH/ĐU"),
        ("186/HD-BTGTW", "186-HD/BTGTW"),
        ("92/HD-BTGTU", "92-HD/BTGTU"),
        ("/HD-BTGTU", "-HD/BTGTU"),
        ("Số:       -HD/BTGTU", "-HD/BTGTU"),
        ("Số ……-HD/BTGTU", "-HD/BTGTU"),
        ("Số:     /PVHTT", "/PVHTT"),
        ("03 / NQ-CP", "03/NQ-CP"),
        ("03NQ-CP", "03/NQ-CP"),
        ("1131/QÐ-TTg", "1131/QĐ-TTg"),  # eth in the place of Đ
        ("42/2022/ NĐ-CP", "42/2022/NĐ-CP"),
    ],
)
def test_other_spellings_become_canonical(written: str, number: str) -> None:
    assert canonical(written) == number
    assert not is_canonical(written)
    assert is_canonical(number)


@pytest.mark.parametrize("number", ["123/QĐ-BVNTW", "03/NQ-CP", "12/KH-UBND", "45/QĐ-ĐHQG", "7/KH-MTTW-BTT"])
def test_numbers_of_the_state_keep_their_separators(number: str) -> None:
    assert canonical(number) == number


@pytest.mark.parametrize(
    "text", ["18/02/2025", "24/7", "1/2", "Không số", "57", "Số hóa", "NQ/TW", "km/h", "", "57-nq/tw"]
)
def test_what_is_no_document_number_is_not_canonical(text: str) -> None:
    assert not is_canonical(text)
    assert canonical(text) == text


@pytest.mark.parametrize(("text", "blank"), [("", True), ("Số:", True), ("Số: …", True), ("57-NQ/TW", False)])
def test_blank_numbers(text: str, *, blank: bool) -> None:
    assert is_blank(text) == blank


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("57/NQ-TW", "57-nq-tw"),
        ("1131/QĐ-TTg", "1131-qd-ttg"),
        ("42/2022/NĐ-CP", "42-2022-nd-cp"),
        ("-HD/BTGTU", "hd-btgtu"),
    ],
)
def test_slugs(text: str, address: str) -> None:
    assert slug(text) == address


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", [("57-NQ/TW", "57-NQ/TW")]),
        ("Nghị quyết 57-\nNQ/TW và 57/NQ- TW, (57NQ/TW).", [
            ("57-\nNQ/TW", "57-NQ/TW"), ("57/NQ- TW", "57-NQ/TW"), ("57NQ/TW", "57-NQ/TW"),
        ]),
        ("Nghị quyết số57-NQ/TW", [("57-NQ/TW", "57-NQ/TW")]),
        ("03/NQ-CP; 1131/QĐ-TTg; 42/2022/NĐ-CP", [
            ("03/NQ-CP", "03/NQ-CP"), ("1131/QĐ-TTg", "1131/QĐ-TTg"), ("42/2022/NĐ-CP", "42/2022/NĐ-CP"),
        ]),
        ("Nghị quyết 193/2025/QH15, Công văn số 443/PVHTT-TT và 1234/UBND-KGVX", [
            ("193/2025/QH15", "193/2025/QH15"),
            ("443/PVHTT-TT", "443/PVHTT-TT"),
            ("1234/UBND-KGVX", "1234/UBND-KGVX"),
        ]),
        ("Chương trình 01-CTPH/BTG-HĐND-UBND-TA-VKS ngày 05/01/2026", [
            ("01-CTPH/BTG-HĐND-UBND-TA-VKS", "01-CTPH/BTG-HĐND-UBND-TA-VKS"),
        ]),
        ("57-NQ/TW- Ban hành", [("57-NQ/TW", "57-NQ/TW")]),
        ("Thông báo số: 12/ABC-XYZ", [("12/ABC-XYZ", "12/ABC-XYZ")]),
    ],
)  # fmt: skip
def test_citations_in_running_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[c.start : c.end], c.canonical) for c in find_all(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "ngày 18/02/2025, từ 18/02/2025-20/02/2025",
        "phục vụ 24/7, tỷ lệ 1/2, 3/4 số xã",
        "năm 2025-2030, 40-50 tổ chức",
        "ổ cứng 10TB/SSD, mạng 4G/LTE, chuẩn 5/AI-IOT",
        "https://example.vn/van-ban/57-NQ/TW và nghi-quyet-03-NQ-CP-2025",
        "Số: -HD/BTGTU, số /PVHTT",
        "57 - NQ TW; 57-nq/tw; 57-NQ/TWabc",
        "1,57-NQ/TW",
        "mã A57-NQ/TW/x",
    ],
)
def test_what_only_looks_like_a_number_is_not_cited(text: str) -> None:
    assert find_all(text) == ()


WORDS = st.sampled_from(["NQ", "KH", "HD", "QĐ", "TB", "CTr"])
PARTY = st.sampled_from(["TW", "TU", "ĐU", "BCĐTW", "BTGTW", "BTGTU", "VPTW", "UBKTTU"])
SEPARATORS = st.sampled_from(["-", "/", " - ", "- ", "/\n", " /"])


@given(st.integers(1, 9999), WORDS, PARTY, SEPARATORS, SEPARATORS)
def test_party_numbers_survive_any_separators(
    number: int, kind: str, body: str, first: str, second: str
) -> None:
    assert canonical(f"{number}{first}{kind}{second}{body}") == f"{number}-{kind}/{body}"


@given(st.text())
def test_canonical_forms_are_stable(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(alphabet="0123456789/-–., \n"))
def test_digits_and_separators_alone_are_never_cited(text: str) -> None:
    assert find_all(text) == ()


@given(
    st.sampled_from(CANONICAL),
    st.sampled_from(["", " ", "(", "số ", "«"]),
    st.sampled_from(["", ".", ", ", ")", "\n"]),
)
def test_every_canonical_number_is_found_in_text(number: str, before: str, after: str) -> None:
    (citation,) = find_all(before + number + after)
    assert citation == (len(before), len(before) + len(number), number)


@given(st.one_of(st.text(), st.text(alphabet="0123456789/-QĐTWUƯ ", max_size=12)))
def test_what_looks_tidy_is_read_as_what_is_not(text: str) -> None:
    assert (canonical(text), is_blank(text)) == (canonical(f" {text} "), is_blank(f" {text} "))
