"""What the search worker finds, in Node and with an index of our own."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from portal.search.words import fold, spelling, split
from tests.searching import addresses, ask, results, search
from tests.unit.search_writing import Doc, postings, write

Answer = dict[str, Any]


def parts(text: str) -> list[list[object]]:
    """«a [b] c» as parts."""
    pieces = text.replace("]", "[").split("[")
    return [[piece, n % 2] for n, piece in enumerate(pieces) if piece]


def shown(given_parts: list[list[Any]]) -> str:
    return "".join(f"[{text}]" if marked else text for text, marked in given_parts)


def called(folder: Path, expression: str, value: object) -> Any:
    (answer,) = ask(folder, [{"do": "call", "call": expression, "with": value}])
    return answer["value"]


def other_site(folder: Path) -> list[dict[str, object]]:
    """Messages after which a new worker reads other files."""
    return [{"do": "serve", "folder": str(folder)}, {"do": "forget"}, {"do": "restart"}]


# --- reading ---------------------------------------------------------------------------------------
SYLLABLES = ["a", "ăn", "ấn", "an", "chuyển", "chuyến", "đổi", "số", "sổ", "so", "của", "57", "x"]
EVERYTHING = """async () => {
  const index = await theIndex(), found = [];
  for (const group of index.groups) {
    const words = [], pairs = [], families = [], shards = startsOf(group).length;
    for (let n = 0; n < shards; n++) {
      families.push(...await within(group, n + ".bin", (bytes) => shardOf(bytes, group.docs)));
    }
    for (const a of families) {
      a.lists.forEach(({ values, levels }, n) => words.push([a.spellings[n], [...values], [...levels]]));
      for (const b of families) {
        await pairsIn(a, b, (doc, level, n, m) => {
          pairs.push([a.spellings[n], b.spellings[m], doc, level]);
        });
      }
    }
    found.push({ words, pairs });
  }
  return found;
}"""


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.lists(st.lists(st.sampled_from([*SYLLABLES, ","]), max_size=8), min_size=3, max_size=3),
            max_size=40,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_everything_written_is_read(tmp_path: Path, groups: list[list[list[list[str]]]]) -> None:
    docs = [
        [
            Doc(address="/a/", title=" ".join(title), summary=" ".join(summary), body=" ".join(body))
            for title, summary, body in group
        ]
        for group in groups
    ]
    write(tmp_path, *docs)
    for group, found in zip(docs, called(tmp_path, EVERYTHING, None), strict=True):
        expected = postings(group)
        assert {name: dict(zip(values, levels, strict=True)) for name, values, levels in found["words"]} == {
            name: held for (_, name), held in expected.words.items()
        }
        assert sorted((first, second, doc, level) for first, second, doc, level in found["pairs"]) == sorted(
            (first, second, doc, level)
            for ((_, first), (_, second)), held in expected.pairs.items()
            for doc, level in held.items()
        )


# --- words -----------------------------------------------------------------------------------------
TEXTS = [
    "Chuyển đổi số, hoà và hòa; ủy ban",
    "1.300 hộ, 39,52% của 22.12.2024 và 57.5",
    "KH&CN, R&D; a&, &b",
    "57-NQ/TW (193/2025/QH15)",
    "ĐỐI TƢỢNG Đ ð Ɖ ɖ",
    "a1.300 b2.5 1.2.3a 1,5a 5.,6 năm 2024.Đến",
    "m² ﬁ ½ № … ① İstanbul",
    "tiếng Việt русский 中文 ไทย 🙂 e\u0306\u0301",
    "kỹ kĩ công ty qui quy mỹ",
]


def agree(folder: Path, texts: list[str]) -> None:
    found = called(
        folder, "(texts) => texts.map((text) => split(text).map((w) => [w, folded(w), spelt(w)]))", texts
    )
    assert found == [[[word, fold(word), spelling(word)] for word in split(text)] for text in texts]
    # A query is taken apart in another way, into the same words.
    scanned = called(
        folder, "(texts) => texts.map((text) => scan(normal(text)).map((token) => token.word))", texts
    )
    assert scanned == [split(text) for text in texts]


def test_words_are_those_of_the_index(tmp_path: Path) -> None:
    agree(write(tmp_path, []), [*TEXTS, *(unicodedata.normalize("NFD", text) for text in TEXTS)])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(
                # What later editions of Unicode have, and sigma: its small form depends on its neighbours.
                st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="Σ"),
                max_size=30,
            ),
            st.text("aAđĐựỷ0123456789.,&-/ \n()\u0301\u0323", max_size=30),
        ),
        min_size=20,
        max_size=60,
    )
)
def test_words_of_any_text_are_those_of_the_index(tmp_path: Path, texts: list[str]) -> None:
    agree(write(tmp_path, []), texts)


FORMS = [
    ("57-NQ/TW", "57nq", "57nqtw"),
    ("57 nq tw", "57nq", "57nqtw"),
    ("nq57", "57nq", "57nq"),
    ("57nq", "57nq", "57nq"),
    ("57NQ/TW", "57nq", "57nqtw"),
    ("nq 57", "57nq", "57nq"),
    ("NQ 57-NQ/TW", "57nq", "57nqtw"),
    ("nghị quyết 57", "57nq", "57nq"),
    ("nghi quyet so 57", "57nq", "57nq"),
    ("Nghị quyết số 57-NQ/ TW", "57nq", "57nqtw"),
    ("57–NQ/TW", "57nq", "57nqtw"),
    ("03/NQ-CP", "3nq", "3nqcp"),
    ("193/2025/QH15", "193qh15", "1932025qh15"),
    ("42/2022/NĐ-CP", "42nd", "422022ndcp"),
    ("180a-KH/TU", "180akh", "180akhtu"),
    ("1234/UBND-KH", "1234ubnd", "1234ubndkh"),
]
NUMBERS_IN = """(texts) => Promise.all(texts.map((text) => queryOf(text).then(({ units }) => units
  .filter((unit) => unit.number).map(({ number }) => [text, number.short, number.long]))))"""


def test_a_number_of_a_document_is_known_in_any_form(tmp_path: Path) -> None:
    known = called(write(tmp_path, []), NUMBERS_IN, [text for text, *_ in FORMS])
    assert known == [[[*forms]] for forms in FORMS]


def test_what_is_no_number_is_words(tmp_path: Path) -> None:
    texts = ["kế hoạch 2025", "5 năm", "ngày 22/12/2024", "nghị quyết, 57", "57, nq", "00-NQ", "123456-NQ"]
    assert called(write(tmp_path, []), NUMBERS_IN, texts) == [[]] * len(texts)


# --- what is found, and in which order -------------------------------------------------------------
def found(folder: Path, *texts: str) -> list[list[str]]:
    """Addresses for each text."""
    return [addresses(answer) for answer in results(folder, *texts)]


def sorted_found(folder: Path, *texts: str) -> list[list[str]]:
    return [sorted(each) for each in found(folder, *texts)]


@pytest.fixture(scope="module")
def near_misses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred documents with the phrase, and a hundred newer near misses, some of them in titles."""
    misses = [
        Doc(
            address=f"/gan/{n}/",
            title="chuyến đổi sổ" if n % 3 == 0 else "Tin",
            body=f"các chuyến đổi sổ lần thứ {n}",
        )
        for n in range(100)
    ]
    hits = [
        Doc(address=f"/dung/{n}/", title="Kế hoạch", body=f"việc chuyển đổi số lần {n}") for n in range(100)
    ]
    return write(tmp_path_factory.mktemp("near"), [*misses[:50], *hits[:50]], [*misses[50:], *hits[50:]])


def test_with_marks_the_exact_phrase_comes_first(near_misses: Path) -> None:
    answer = search(near_misses, "chuyển đổi số", size=100)
    assert addresses(answer) == [f"/dung/{n}/" for n in range(100)]
    assert answer["total"] == 200


def test_without_marks_or_in_another_form_all_are_found(near_misses: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "chuyển đổi số")
    answers = results(near_misses, "chuyen doi so", "CHUYEN DOI SO", decomposed)
    assert [answer["total"] for answer in answers] == [200] * 3
    assert addresses(answers[2]) == [f"/dung/{n}/" for n in range(10)]


RANKED = [
    Doc(address="/than/", title="Một", body="chuyển đổi số"),
    Doc(address="/roi/", title="Hai", body="đổi mới, số liệu, chuyển giao"),
    Doc(address="/tom-tat/", title="Ba", summary="chuyển đổi số"),
    Doc(address="/dai/", title="Kế hoạch của tỉnh về chuyển đổi số trong năm tới và năm sau"),
    Doc(address="/tieu-de/", title="Chuyển đổi số"),
]


def test_titles_come_before_summaries_bodies_and_scattered_words(tmp_path: Path) -> None:
    folder = write(tmp_path, RANKED)
    ranked = ["/tieu-de/", "/dai/", "/tom-tat/", "/than/", "/roi/"]
    assert found(folder, "chuyển đổi số", "chuyen doi so") == [ranked, ranked]


def test_newer_comes_before_older_among_equals(tmp_path: Path) -> None:
    newer = [Doc(address=f"/moi/{n}/", title="kế hoạch") for n in range(3)]
    older = [Doc(address=f"/cu/{n}/", title="kế hoạch") for n in range(3)]
    assert found(write(tmp_path, newer, older), "kế hoạch")[0] == [doc.address for doc in newer + older]


def test_both_places_of_a_tone_and_i_for_y_are_exact(tmp_path: Path) -> None:
    folder = write(tmp_path, [Doc(address="/khac/", title="hỏa kỳ"), Doc(address="/hoa/", title="hoà kĩ")])
    assert found(folder, "hòa kỹ") == [["/hoa/", "/khac/"]]


def test_stop_syllables_need_not_be_there(tmp_path: Path) -> None:
    docs = [Doc(address="/a/", title="kế hoạch tỉnh"), Doc(address="/b/", title="của")]
    folder = write(tmp_path, docs + [Doc(address="/c/", title=f"của {n}") for n in range(5)])
    assert found(folder, "kế hoạch của tỉnh", "ke hoach cua tinh") == [["/a/"], ["/a/"]]
    assert len(found(folder, "của")[0]) == 6


def test_a_syllable_that_may_be_more_than_a_stop_has_to_be_there(tmp_path: Path) -> None:
    docs = [
        Doc(address="/nang/", title="nặng"),
        Doc(address="/da-nang/", title="Đà Nẵng"),
        Doc(address="/da/", title="đã"),
    ]
    assert found(write(tmp_path, docs), "da nang") == [["/da-nang/"]]


def test_a_quoted_phrase_is_found_as_it_stands(tmp_path: Path) -> None:
    docs = [Doc(address="/cua/", body="kế hoạch của xã"), Doc(address="/xa/", body="kế hoạch xã")]
    folder = write(tmp_path, [*RANKED, *docs])
    with_phrase = ["/dai/", "/than/", "/tieu-de/", "/tom-tat/"]
    assert sorted_found(folder, '"chuyển đổi số"', "“chuyen doi so”", "«đổi số»") == [with_phrase] * 3
    assert found(folder, '"kế hoạch của xã"', '"ke hoach cua xa"') == [["/cua/"], ["/cua/"]]


def test_marks_in_quotes_are_meant_unless_nothing_is_written_so(tmp_path: Path) -> None:
    docs = [Doc(address="/a/", title="chuyển đổi"), Doc(address="/b/", title="chuyến đổi")]
    folder = write(tmp_path, docs)
    assert found(folder, '"chuyến đổi"', '"chuyen doi"') == [["/b/"], ["/a/", "/b/"]]
    assert found(folder, '"chuyện đổi"') == [["/a/", "/b/"]]


def test_the_last_word_may_be_its_beginning(tmp_path: Path) -> None:
    folder = write(
        tmp_path, [Doc(address="/khac/", title="chuyển đối"), Doc(address="/a/", title="chuyển đổi")]
    )
    both = ["/khac/", "/a/"]
    assert found(folder, "chuyển đô", "chuyen do", "chuyển đổ") == [both, both, ["/a/", "/khac/"]]


def test_a_wrong_letter_is_put_right(tmp_path: Path) -> None:
    wrong = ["chuyan", "chuyn", "chuyeen", "cuhyen", "chuyem"]
    answers = results(write(tmp_path, RANKED), *(f"{word} đổi số" for word in wrong), "đổi xuyết")
    assert [answer["note"] for answer in answers[:5]] == [{"corrected": [[word, "chuyen"]]} for word in wrong]
    assert [addresses(answer)[0] for answer in answers[:5]] == ["/tieu-de/"] * 5
    assert answers[5]["note"] == {"some": True}


def test_several_wrong_letters_are_put_right(tmp_path: Path) -> None:
    answer = search(write(tmp_path, [Doc(address="/a/", title="chuyển giao công nghệ")]), "chuyem cong ngje")
    assert addresses(answer) == ["/a/"]
    assert answer["note"] == {"corrected": [["chuyem", "chuyen"], ["ngje", "nghe"]]}


def test_a_real_word_is_put_right_when_the_words_are_nowhere_together(tmp_path: Path) -> None:
    docs = [
        Doc(address="/a/", title="khoa học"),
        Doc(address="/b/", title="khóc"),
        Doc(address="/c/", title="khoan nhà"),
    ]
    answer = search(write(tmp_path, docs), "khoan hoc")
    assert addresses(answer) == ["/a/"]
    assert answer["note"] == {"corrected": [["khoan", "khoa"]]}


def test_with_some_of_the_words_something_is_found(tmp_path: Path) -> None:
    titles = {"/mot/": "chuyển", "/hai/": "đổi số", "/ba/": "khác"}
    folder = write(tmp_path, [Doc(address=address, title=title) for address, title in titles.items()])
    some, none = results(folder, "chuyển xyzt đổi số", "xyzt")
    assert some["note"] == {"some": True}
    assert addresses(some) == ["/hai/", "/mot/"]
    assert none["total"] == 0


NUMBERED = [
    Doc(address="/nhac/", title="Về Nghị quyết 57-NQ/TW", named=("57nq", "57nqtw")),
    Doc(address="/ngan/", title="Nghị quyết 57", named=("57nq",)),
    Doc(address="/khac/", title="Kế hoạch", body="57-NQ/TU", named=("57nq", "57nqtu")),
    Doc(address="/chinh/", title="Toàn văn", own=("57nq", "57nqtw")),
    Doc(address="/loai/", title="Nghị quyết có 57 điều"),
]


def test_a_document_comes_before_those_that_name_its_number(tmp_path: Path) -> None:
    folder = write(tmp_path, NUMBERED)
    long, *short = found(folder, "57-NQ/TW", "nghị quyết 57", "57/nq", "nq57", "57-NQ/CP")
    assert long == ["/chinh/", "/nhac/"]
    # Nobody names the long form of the last one.
    for each in short:
        assert each[0] == "/chinh/"
        assert sorted(each) == ["/chinh/", "/khac/", "/ngan/", "/nhac/"]


def test_a_number_that_is_nowhere_is_words(tmp_path: Path) -> None:
    folder = write(tmp_path, [Doc(address="/a/", title="điều 12 kh một"), Doc(address="/b/", title="12")])
    assert found(folder, "12-KH") == [["/a/"]]


def test_abbreviations_are_found_in_full(tmp_path: Path) -> None:
    docs = [
        Doc(address="/ngan/", body="CĐS"),
        Doc(address="/an/", title="an ninh"),
        Doc(address="/an-giang/", title="An Giang"),
    ]
    folder = write(tmp_path, [*RANKED, *docs])
    full = ["/dai/", "/ngan/", "/than/", "/tieu-de/", "/tom-tat/"]
    assert sorted_found(folder, "CĐS", "cđs", "cds", "CDS", "kế hoạch cds") == [full] * 4 + [["/dai/"]]
    assert sorted_found(folder, "An Giang", "AN") == [["/an-giang/"], ["/an-giang/", "/an/"]]


def test_abbreviations_of_several_words_are_found_in_full(tmp_path: Path) -> None:
    titles = {"/a/": "Khoa học và công nghệ", "/b/": "học, khoa công nghệ", "/c/": "Thông tin, truyền thông"}
    folder = write(tmp_path, [Doc(address=address, title=title) for address, title in titles.items()])
    assert found(folder, "KH&CN", "khcn", "TT-TT") == [["/a/"], ["/a/"], ["/c/"]]


# --- narrowing -------------------------------------------------------------------------------------
NARROWED = [
    Doc(address="/1/", title="số", kind=0, date="2026-01-01", province=0, sections=0b10, audiences=0b11),
    Doc(
        address="/2/",
        title="số",
        kind=1,
        date="2026-01-01",
        province=1,
        sections=0b01,
        locality="hai-phong/kinh-mon",
    ),
    Doc(address="/3/", title="số", kind=0, date="2025-01-01", province=1, audiences=0b10),
    Doc(address="/4/", title="khác", kind=0, date="2025-01-01"),
    Doc(address="/5/", title="số", kind=2, date=""),
]


FILTERS: list[tuple[dict[str, object], str]] = [
    ({}, "1235"),
    ({"kind": ["ke-hoach"]}, "13"),
    ({"kind": ["ke-hoach", "trang"], "year": []}, "135"),
    ({"year": ["2026"]}, "12"),
    ({"year": ["2025"], "kind": ["tin-tuc"]}, ""),
    ({"place": ["hai-phong"]}, "23"),
    ({"place": ["hai-phong/kinh-mon"]}, "2"),
    ({"place": ["can-tho", "hai-phong/kinh-mon"]}, "12"),
    ({"section": ["nhan-luc"]}, "1"),
    ({"audience": ["can-bo"]}, "13"),
    ({"audience": ["khac"]}, ""),
    ({"kind": "ke-hoach"}, "13"),
]


def test_results_can_be_narrowed(tmp_path: Path) -> None:
    messages = [{"type": "search", "q": "số", "filters": filters} for filters, _ in FILTERS]
    answers = ask(write(tmp_path, NARROWED[:2], NARROWED[2:]), messages)
    assert [addresses(answer) for answer in answers] == [[f"/{n}/" for n in each] for _, each in FILTERS]
    assert [answer["total"] for answer in answers] == [len(each) for _, each in FILTERS]


def test_counts_are_of_what_the_other_filters_leave(tmp_path: Path) -> None:
    folder = write(tmp_path, NARROWED[:2], NARROWED[2:])
    filters = {"kind": ["ke-hoach"], "place": ["hai-phong"]}
    answer, facets = ask(
        folder, [{"type": "search", "q": "số", "filters": filters, "id": 7}, {"type": "facets", "id": 7}]
    )
    assert answer["counts"] == {"kind": {"ke-hoach": 1, "tin-tuc": 1}, "year": {"2025": 1}}
    assert facets == {
        "type": "facets",
        "id": 7,
        "counts": {"place": {"can-tho": 1, "hai-phong": 1}, "section": {}, "audience": {"can-bo": 1}},
    }


def test_filters_alone_list_what_fits_newest_first(tmp_path: Path) -> None:
    messages = [
        {"type": "search", "q": "", "filters": {"kind": ["ke-hoach"]}},
        {"type": "search", "q": "?!", "filters": {"year": ["2025"]}},
        {"type": "search", "q": "", "filters": {"kind": []}},
    ]
    answers = ask(write(tmp_path, NARROWED[:2], NARROWED[2:]), messages)
    assert [addresses(answer) for answer in answers] == [["/1/", "/3/", "/4/"], ["/3/", "/4/"], []]


def test_results_come_in_pages(tmp_path: Path) -> None:
    docs = [Doc(address=f"/{n}/", title="số") for n in range(40)]
    first, second = ask(
        write(tmp_path, docs[:30], docs[30:]),
        [{"type": "search", "q": "số"}, {"type": "search", "q": "số", "from": 25, "size": 10}],
    )
    assert (first["total"], first["from"], addresses(first)) == (40, 0, [doc.address for doc in docs[:10]])
    assert (second["total"], second["from"], addresses(second)) == (
        40,
        25,
        [doc.address for doc in docs[25:35]],
    )


# --- what is shown ---------------------------------------------------------------------------------
def test_an_item_says_what_a_page_needs(tmp_path: Path) -> None:
    docs = [
        Doc(address="/ke-hoach/can-tho/a/", title="Kế hoạch chuyển đổi số", place="Thành phố Cần Thơ"),
        Doc(
            address="/gioi-thieu/",
            title="Giới thiệu",
            kind=2,
            date="",
            about="Về chuyển đổi số",
            summary="Về chuyển đổi số",
        ),
    ]
    plan, page = search(write(tmp_path, docs), "chuyển đổi")["items"]
    assert plan == {
        "address": "/ke-hoach/can-tho/a/",
        "title": parts("Kế hoạch [chuyển đổi] số"),
        "kind": "ke-hoach",
        "label": "Kế hoạch",
        "date": "2026-02-18",
        "place": "Thành phố Cần Thơ",
        "about": None,
        "twin": True,
    }
    assert (page["about"], page["twin"], page["kind"]) == (parts("Về [chuyển đổi] số"), False, "trang")


MARKED = [
    ("chuyển đổi số", "Đổi mới và [Chuyển đổi số] (số liệu)"),
    ("chuyen doi so", "Đổi mới và [chuyển đổi số]"),
    ("so", "Chuyển đổi [số], [sổ], [so]"),
    ("số", "Chuyển đổi [số], sổ, so"),
    ("sỗ", "Chuyển đổi [số], [sổ], [so]"),
    ("da nang", "Đã đến [Đà Nẵng]"),
    ("hoà bình", "Tỉnh [Hòa Bình]"),
    ("của", "Phần [của] ai"),
    ("kế hoạch của xóm", "[Kế hoạch] của [xóm]"),
    ("39,52", "Tăng [39,52]%"),
    ("1300", "Có [1.300] hộ"),
    ("CĐS 2040", "Về [chuyển đổi số], số, [CĐS 2040]"),
    ("KH&CN", "Về [khoa học và công nghệ], khoa học"),
    ('"dịch vụ"', "[dịch vụ], dịch"),
    ("bí mật tro", "[Bí mật trọn] vẹn"),
    ("bí mật xyzt", "[Bí mật] trọn vẹn"),
]
PLAIN = str.maketrans("", "", "[]")


def test_titles_have_marks(tmp_path: Path) -> None:
    messages: list[dict[str, object]] = []
    for number, (text, title) in enumerate(MARKED):
        folder = write(tmp_path / str(number), [Doc(address="/a/", title=title.translate(PLAIN))])
        messages += [*other_site(folder), {"type": "search", "q": text}]
    answers = ask(tmp_path / "0", messages)
    assert [shown(answer["items"][0]["title"]) for answer in answers] == [title for _, title in MARKED]


def test_numbers_are_marked_as_a_whole(tmp_path: Path) -> None:
    title = "Về Nghị quyết số 57-NQ/TW, 57 việc, nghị quyết 57, không 57-NQ/TU"
    doc = Doc(address="/a/", title=title, named=("57nq", "57nqtw"))
    answers = results(write(tmp_path, [doc]), "57-NQ/TW", "nq57")
    assert [shown(answer["items"][0]["title"]) for answer in answers] == [
        "Về [Nghị quyết số 57-NQ/TW], 57 việc, [nghị quyết 57], không 57-NQ/TU",
        "Về [Nghị quyết số 57-NQ/TW], 57 việc, [nghị quyết 57], không [57-NQ/TU]",
    ]


def twin(folder: Path, address: str, summary: str, html: str) -> None:
    path = folder / f"api/v1{address.rstrip('/')}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"record": {"summary": summary}, "content": {"html": html}}))


def excerpt(folder: Path, text: str, address: str = "/a/") -> str:
    _, answer = ask(folder, [{"type": "search", "q": text}, {"type": "excerpt", "address": address}])
    assert (answer["type"], answer["address"]) == ("excerpt", address)
    return shown(answer["parts"])


FILLING = "Câu này không nói gì về việc kia, chỉ đứng đây cho đủ chữ. " * 8


def test_an_excerpt_is_the_summary_when_the_match_is_there(tmp_path: Path) -> None:
    folder = write(tmp_path, [Doc(address="/a/", title="chuyển đổi số")])
    twin(folder, "/a/", "Đề án chuyển đổi số.", "<p>chuyển đổi số</p>")
    assert excerpt(folder, "chuyển đổi số") == "Đề án [chuyển đổi số]."


def test_an_excerpt_is_the_best_part_of_the_body(tmp_path: Path) -> None:
    folder = write(tmp_path, [Doc(address="/a/", title="x", body="chuyển đổi số")])
    html = (
        f"<h2>Đổi, số</h2><p>chuyến đổi sổ {FILLING}</p><p title='>'>Nhằm <b>chuyển</b> "
        f"đổi&nbsp;số R&amp;D &lt;b&gt; ở tỉnh. {FILLING}</p><p>số {FILLING}</p>"
    )
    twin(folder, "/a/", "Tóm tắt", html)
    shown_ = excerpt(folder, "chuyển đổi số")
    assert shown_.startswith("Nhằm [chuyển đổi số] R&D <b> ở tỉnh. Câu này")
    assert shown_.endswith(" …")
    assert 150 < len(shown_) < 240
    assert shown_.removesuffix(" …").split()[-1] in FILLING.split()


def test_an_excerpt_from_the_middle_begins_and_ends_with_whole_words(tmp_path: Path) -> None:
    folder = write(tmp_path, [Doc(address="/a/", title="x", body="chuyển đổi số")])
    twin(folder, "/a/", "", f"<p>{FILLING} chuyển đổi số {FILLING}</p>")
    shown_ = excerpt(folder, "chuyển đổi số")
    assert "[chuyển đổi số]" in shown_
    assert shown_[:2] == "… "
    words = shown_.strip("… ").replace("[", "").replace("]", "").split()
    assert set(words) <= {*FILLING.split(), "chuyển", "đổi", "số"}


def test_an_excerpt_without_a_match_is_the_summary(tmp_path: Path) -> None:
    folder = write(tmp_path, [Doc(address="/a/", title="x")])
    twin(folder, "/a/", "Tóm tắt", "<p>Thân bài</p>")
    assert excerpt(folder, "x") == "Tóm tắt"
    twin(folder, "/a/", "", "<p>Thân bài</p>")
    assert excerpt(folder, "x") == "Thân bài"


def test_an_excerpt_of_what_is_not_there_fails(tmp_path: Path) -> None:
    folder = write(tmp_path, [])
    (answer,) = ask(folder, [{"type": "excerpt", "address": "/a/", "id": 3}])
    assert answer == {"type": "failed", "id": 3, "offline": False}


# --- suggestions -----------------------------------------------------------------------------------
def suggestions(folder: Path, *texts: str) -> list[Answer]:
    return ask(folder, [{"type": "suggest", "q": text} for text in texts])


def test_suggestions_take_the_last_word_as_a_beginning(tmp_path: Path) -> None:
    docs = [
        Doc(address="/a/", title="Chuyển đổi số"),
        Doc(address="/b/", title="Chuyển giao"),
        *(
            Doc(address=f"/{word}/", title=f"Kế hoạch {word}")
            for word in "bốn ca dinh em gì hát in khi lo năm ôn".split()
        ),
    ]
    folder = write(tmp_path, docs)
    one, two, three, four = suggestions(folder, "chu", "chuyển đ", "chuyen giao ", "kế hoạch")
    assert addresses(one) == ["/a/", "/b/"]
    assert shown(one["items"][0]["title"]) == "[Chuyển] đổi số"
    assert addresses(two)[0] == "/a/"
    assert addresses(three) == ["/b/"]
    assert len(four["items"]) == 6
    assert (one["type"], one["q"]) == ("suggestions", "chu")


def test_a_beginning_of_very_many_words_is_left_out(tmp_path: Path) -> None:
    words = [f"b{a}{b}" for a in "aeiou" for b in "cdghkmnpt"]
    docs = [Doc(address="/a/", title="chuyển " + " ".join(words)), Doc(address="/b/", title="chuyển")]
    (answer,) = suggestions(write(tmp_path, docs), "chuyển b")
    # It finds both, and the one whose title goes on so comes first.
    assert addresses(answer) == ["/a/", "/b/"]


# --- places ----------------------------------------------------------------------------------------
CAN_THO = ["Thành phố Cần Thơ", "thành phố", 0, "", "", "/dia-phuong/can-tho/"]
KINH_MON = ["Phường Kinh Môn", "phường", 2, "Thành phố Hải Phòng", "", "/dia-phuong/hai-phong/kinh-mon/"]
OLD_KINH_MON = [
    "Thị xã Kinh Môn",
    "thị xã",
    3,
    "Hải Dương cũ",
    "nay thuộc Thành phố Hải Phòng",
    "/dia-phuong/hai-phong/",
]
HAI_DUONG = ["Tỉnh Hải Dương", "tỉnh", 1, "", "nay thuộc Thành phố Hải Phòng", "/dia-phuong/hai-phong/"]
BINH = [["Xã Bình", "xã", 2, f"Tỉnh {n}", "", f"/{n}/"] for n in range(5)]
HOA = [["Xã Hoà", "xã", 2, "", "", "/hoà/"], ["Xã Hóa", "xã", 2, "", "", "/hóa/"]]
ROWS = [CAN_THO, KINH_MON, OLD_KINH_MON, HAI_DUONG, *BINH, *HOA]


NAMED = [
    ("cần thơ", ["Thành phố Cần Thơ"]),
    ("can tho", ["Thành phố Cần Thơ"]),
    ("Cẩn Thơ", []),
    ("TP Cần Thơ", ["Thành phố Cần Thơ"]),
    ("TP. Cần Thơ", ["Thành phố Cần Thơ"]),
    ("tỉnh Cần Thơ", []),
    ("kế hoạch cần thơ", ["Thành phố Cần Thơ"]),
    ("kinh môn", ["Phường Kinh Môn", "Thị xã Kinh Môn"]),
    ("thị xã kinh môn", ["Thị xã Kinh Môn"]),
    ("kinh môn, hải dương", ["Thị xã Kinh Môn"]),
    ("kinh môn hải phòng", ["Phường Kinh Môn", "Thị xã Kinh Môn"]),
    ("hòa", ["Xã Hoà"]),
    ("hoa", ["Xã Hoà", "Xã Hóa"]),
    ("kế hoạch bình", []),
    ("kế hoạch xã hòa", ["Xã Hoà"]),
    ("thơ", []),
]


def test_places_are_found_by_name(tmp_path: Path) -> None:
    answers = results(write(tmp_path, [], names=ROWS), *(text for text, _ in NAMED))
    assert [(answer["q"], [place["name"] for place in answer["places"]]) for answer in answers] == NAMED


def test_of_many_places_three_are_shown(tmp_path: Path) -> None:
    answer = search(write(tmp_path, [], names=ROWS), "xã bình")
    assert (len(answer["places"]), answer["more"]) == (3, 2)
    assert answer["places"][0] == {"name": "Xã Bình", "context": "Tỉnh 0", "note": "", "address": "/0/"}


def test_places_are_suggested_from_the_beginning_of_their_last_word(tmp_path: Path) -> None:
    folder = write(tmp_path, [], names=ROWS)
    one, two, three = suggestions(folder, "kinh m", "kế hoạch cần t", "kinh n")
    assert [place["name"] for place in one["places"]] == ["Phường Kinh Môn", "Thị xã Kinh Môn"]
    assert (two["places"], three["places"]) == ([], [])


# --- files, messages and hostile texts -------------------------------------------------------------
def test_files_are_asked_for_once_and_kept(tmp_path: Path) -> None:
    folder = write(tmp_path, RANKED)
    query = {"type": "search", "q": "chuyển đổi số"}
    first, asked, _, again, _, after = ask(
        folder,
        [query, {"do": "requests"}, query, {"do": "requests"}, {"do": "restart"}, query, {"do": "requests"}],
    )
    assert first["total"] == 5
    assert len(asked["paths"]) == len(set(asked["paths"]))
    assert again["paths"] == []
    assert after["paths"] == ["/search/index.json"]


def test_without_a_line_what_is_kept_is_searched(tmp_path: Path) -> None:
    folder = write(tmp_path, RANKED)
    query = {"type": "search", "q": "chuyển đổi số"}
    other = {"type": "search", "q": "kế hoạch"}
    messages = [query, {"do": "offline"}, {"do": "restart"}, query, other, {"do": "online"}, other]
    _, kept, missing, again = ask(folder, messages)
    assert (kept["total"], kept["offline"], kept["missing"]) == (5, True, False)
    assert (missing["offline"], missing["missing"]) == (True, True)
    assert (again["total"], again["offline"], again["missing"]) == (1, False, False)


def test_without_a_line_and_a_manifest_the_search_fails_and_works_later(tmp_path: Path) -> None:
    query = {"type": "search", "q": "số"}
    nothing = [{"do": "offline"}, {"do": "forget"}, {"do": "restart"}]
    answers = ask(
        write(tmp_path, RANKED), [*nothing, {**query, "id": 1}, {"do": "online"}, {**query, "id": 2}]
    )
    failed, answer = (each for each in answers if each.get("id"))
    assert failed == {"type": "failed", "id": 1, "offline": True}
    assert answer["total"] == 5


def test_a_file_that_cannot_be_read_makes_results_incomplete(tmp_path: Path) -> None:
    folder = write(tmp_path, RANKED, RANKED)
    (answer,) = ask(folder, [{"do": "refuse", "path": "/search/g0/0.bin"}, {"type": "search", "q": "chuyển"}])
    assert (answer["total"], answer["missing"], answer["offline"]) == (5, True, True)


def test_what_a_network_says_in_the_place_of_a_file_is_not_kept(tmp_path: Path) -> None:
    folder = write(tmp_path, RANKED)
    damaged = folder / "search/g0/0.bin"
    good = damaged.read_bytes()
    damaged.write_bytes(b"<html>")
    (bad,) = ask(folder, [{"type": "search", "q": "chuyển"}])
    assert (bad["total"], bad["missing"], bad["offline"]) == (0, True, False)
    damaged.write_bytes(good)
    assert search(folder, "chuyển")["total"] == 5


def test_damaged_files_are_survived(tmp_path: Path) -> None:
    good = write(tmp_path / "good", RANKED)
    messages: list[dict[str, object]] = []
    for name in ("0.bin", "1.bin", "t0.json"):
        content = (good / "search/g0" / name).read_bytes()
        for n, damaged in enumerate((b"", content[:9], b"\xff" * 40, bytes(40), content[:-3])):
            folder = write(tmp_path / name / str(n), RANKED)
            (folder / "search/g0" / name).write_bytes(damaged)
            messages += [*other_site(folder), {"type": "search", "q": "chuyển đổi số"}]
    assert [answer["type"] for answer in ask(good, messages)] == ["results"] * 15


def test_after_a_new_build_the_index_is_read_again(tmp_path: Path) -> None:
    old = write(tmp_path / "old", RANKED)
    new = write(tmp_path / "new", RANKED)
    (new / "search/g0").rename(new / "search/h0")
    manifest = json.loads((new / "search/index.json").read_text())
    manifest["groups"][0]["at"] = "h0"
    (new / "search/index.json").write_text(json.dumps(manifest))
    query = {"type": "search", "q": "chuyển"}
    messages = [
        query,
        {"do": "serve", "folder": str(new)},
        {"type": "search", "q": "kế hoạch"},
        {"do": "cache"},
    ]
    _, answer, cache = ask(old, messages)
    assert (answer["total"], answer["missing"]) == (1, False)
    assert not [path for path in cache["paths"] if path.startswith("/search/g0/")]
    assert "/search/h0/t0.json" in cache["paths"]


def test_a_file_that_stays_away_ends_in_a_failure(tmp_path: Path) -> None:
    folder = write(tmp_path, RANKED)
    shutil.rmtree(folder / "search/g0")
    shutil.rmtree(folder / "search/names")
    answers = ask(
        folder, [{"type": "search", "q": "kế hoạch", "id": 5}, {"type": "suggest", "q": "kế", "id": 6}]
    )
    assert answers == [{"type": "failed", "id": number, "offline": False} for number in (5, 6)]


def test_an_index_of_another_format_is_not_read(tmp_path: Path) -> None:
    assert {"type": "outdated"} in ask(write(tmp_path, [], format=3), [{"type": "search", "q": "a", "id": 1}])


def test_a_newer_search_supersedes_older_ones(tmp_path: Path) -> None:
    messages = [{"type": "suggest", "q": "chu", "id": n} for n in range(5)]
    messages.append({"type": "search", "q": "chuyển", "id": 9})
    answers = ask(write(tmp_path, RANKED), [{"do": "together", "messages": messages}])
    assert [answer["id"] for answer in answers] == [9]


HOSTILE = [
    "",
    " ",
    "a" * 10_000,
    "chuyển " * 2_000,
    "?!.,;:" * 50,
    "\u0301\u0323\u0300",
    "(?:[a-z]+)*$ ^.* \\p{L} [",
    "<script>alert(1)</script> &amp; <b>",
    "🙂🙃👩‍👩‍👧 số",
    unicodedata.normalize("NFD", "chuyển đổi số"),
    "số русский 中文 ไทย العربية",
    '"',
    '""',
    '"“«"»”',
    '"số',
    "«",
    "constructor __proto__ toString hasOwnProperty",
    "\ud800 \udfff",
    "\0\x01\ufffe\ufeff",
    "1" * 200,
    "1." * 100,
    "1,1." * 50,
    "57-NQ/" * 30,
    "nq nq nq 57 57 57",
    "ﷺ" * 200,
    "@can-tho #57nq =57nq",
    "' OR 1=1 --",
]


def test_no_text_makes_it_fail(tmp_path: Path) -> None:
    folder = write(tmp_path, RANKED, NUMBERED, names=ROWS)
    messages = [{"type": kind, "q": text} for text in HOSTILE for kind in ("search", "suggest")]
    answers = ask(
        folder, [*messages, {"type": "search"}, {"type": "search", "q": None}, {"type": "search", "q": {}}]
    )
    assert len(answers) == 2 * len(HOSTILE) + 3
    assert {answer["type"] for answer in answers} == {"results", "suggestions"}
