"""Words and numbers of documents, as the index takes them from texts."""

from __future__ import annotations

import unicodedata
from array import array

import pytest
from hypothesis import given, strategies as st

from portal.model.data import Vocabulary
from portal.search.numbering import Numbers, forms, numbers
from portal.search.words import BREAK, NUMBER, STOPS, Tokens, fold, is_break, spelling, split, token, tokens

KNOWN = Numbers((("Nghị quyết", "NQ"), ("Kế hoạch", "KH"), ("Quy định", "QĐ"), ("Thông báo", "TB")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chuyển đổi số", ["chuyển", "đổi", "số"]),
        ("KH&CN và R&D", ["kh&cn", "và", "r&d"]),
        ("1.300 hộ, 39,52%", ["1300", "hộ", ",", "39,52"]),
        ("1.234.567,5 đồng; 57.5", ["1234567,5", "đồng", ";", "57,5"]),
        ("ngày 22.12.2024", ["ngày", "22", "12", "2024"]),
        ("57-NQ/TW", ["57", "nq", "tw"]),
        ("mạng 5G ở Cần Thơ\nhai", ["mạng", "5g", "ở", "cần", "thơ", "\n", "hai"]),
        ("ĐỐI TƢỢNG", ["đối", "tượng"]),
        ("«a» “b” (c)…", ["«", "a", "»", "“", "b", "”", "(", "c", ")", "."] + ["."] * 2),
        ("m² ﬁ", ["m2", "fi"]),
        ("", []),
        ("__ -- ''", []),
    ],
)
def test_texts_are_words_and_ends_of_phrases(text: str, words: list[str]) -> None:
    assert split(text) == words


def test_a_text_in_decomposed_form_has_the_same_words() -> None:
    text = "Nghị quyết về chuyển đổi số, Hoà Bình và Hòa Bình"
    assert split(unicodedata.normalize("NFD", text)) == split(text)


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("ủy", "uỷ"), ("khỏe", "khoẻ"), ("quý", "qúy")])
def test_both_places_of_a_tone_mark_are_one_spelling(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), [("chuyển", "chuyến"), ("đổi", "dổi"), ("so", "sô"), ("a", "à")])
def test_other_marks_are_another_spelling_of_the_same_fold(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("kỹ", "kĩ"), ("ty", "ti"), ("lý", "lí"), ("quy", "qui")])
def test_y_and_i_at_the_end_are_alike_without_marks(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert fold("tay") != fold("tai")


def test_a_word_that_looks_like_a_spelling_is_no_other_word() -> None:
    assert spelling("à") == spelling("a1")
    assert token("à") != token("a1")


def test_signs_are_no_words() -> None:
    assert [token(word) for word in (",", "\n", "một")] == ["", "", "mot\tmôt5"]
    assert not is_break("1")
    assert list(tokens("Một, hai")) == ["một", "hai"]


@given(st.text())
def test_every_text_gives_words_without_marks_and_spaces(text: str) -> None:
    for word in split(text):
        assert word == "\n" or not any(character.isspace() for character in word)
        if not is_break(word):
            assert fold(fold(word)) == fold(word)
            assert spelling(word)


@given(st.text() | st.text("aĐ1.,&\n\u00a0\u2028 \u0323\u0301()", max_size=40))
def test_a_text_has_the_tokens_of_its_words(text: str) -> None:
    assert _tokens(Tokens(), text) == [token(word) for word in split(text)]


def test_few_pieces_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.search.words._MOST_PIECES", 3)
    known, text = Tokens(), " ".join(map(str, range(50)))
    for _ in range(2):
        assert _tokens(known, text) == text.split()
        known.forget()
        assert not known
        assert len(known.tokens) == known.no_phrase


def test_words_that_no_phrase_has_are_numbered_first() -> None:
    known = Tokens()
    assert known.tokens[0] == BREAK
    assert {*map(known.tokens.index, map(token, STOPS))} == {*range(1, known.no_phrase)}


def _tokens(known: Tokens, text: str) -> list[str]:
    return [known.tokens[number] for number in array(NUMBER, known.of(text))]


def test_words_that_say_little_are_folded_like_any_other() -> None:
    assert {"và", "của", "các"} <= STOPS
    assert "số" not in STOPS


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("57-NQ/TW", ("57nq", "57nqtw")),
        ("03/NQ-CP", ("3nq", "3nqcp")),
        ("42/2022/NĐ-CP", ("42nd", "422022ndcp")),
        ("193/2025/QH15", ("193qh15", "1932025qh15")),
        ("01-CTPH/BTG-HĐND-UBND-TA-VKS", ("1ctph", "1ctphbtghdndubndtavks")),
        ("-HD/BTGTU", ()),
        ("", ()),
        ("kế hoạch", ()),
    ],
)
def test_a_number_has_a_short_and_a_long_form(number: str, expected: tuple[str, ...]) -> None:
    assert forms(number) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Nghị quyết số 57-NQ/TW ngày 22/12/2024", {"57nq", "57nqtw"}),
        ("nghị quyết 57 và kế hoạch 180", {"57nq", "180kh"}),
        ("NGHỊ QUYẾT SỐ 57", {"57nq"}),
        ("Quy định 7", {"7qd"}),
        ("1131/QĐ-TTg", {"1131qd", "1131qdttg"}),
        ("ngày 22/12/2024, 24/7, tỷ lệ 57%", set()),
        ("nghị quyết của Đảng", set()),
    ],
)
def test_texts_name_documents(text: str, expected: set[str]) -> None:
    assert set(KNOWN.named(text)) == expected


def test_a_name_of_one_word_is_no_name_of_a_number() -> None:
    assert set(Numbers((("Luật", "L"), ("Kế hoạch", "KH"))).named("Luật 57, kế hoạch  số\n7")) == {"7kh"}


def test_kinds_come_from_the_vocabulary_and_from_numbers() -> None:
    kinds = {"ke-hoach": {"label": "Kế hoạch", "abbr": "KH"}, "luat": {"label": "Luật", "abbr": None}}
    vocabulary = Vocabulary.model_validate({"kinds": kinds, "channels": {}, "audiences": {}})
    known = numbers(vocabulary)
    assert known.long["ke hoach"] == "kh"
    assert known.long["nghi dinh"] == "nd"
    assert {"kh", "nq", "qd", "nd"} <= set(known.kinds)
