"""What is passed over because nothing has to be done to it, against a thorough reading of the same text."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from hypothesis import given, settings, strategies as st

from portal.loudspeakers.breath import syllables
from portal.loudspeakers.checking import is_doubtful
from portal.speech import Speaker, Spoken, figures, signs, tokens
from portal.speech.language import Language
from portal.speech.plain import is_plain, last_word
from tests.unit.test_speech import ABBREVIATIONS, KINDS, PIECES

# Abbreviations that look like words and signs of a plain line.
HIDDEN = {"Tp. Huế": "thành phố Huế", "Open RAN": "mạng mở", "Xã hội": "cộng đồng", ", nay": "bây giờ"}
WORDS = st.sampled_from(
    "Nghị quyết, và. Xã hội số: Tp. Huế Open RAN v. v V. nay +84292382012 TU BTGTU ngày tháng A II".split()
)
LIKE_TEXT = st.lists(st.one_of(WORDS, WORDS, WORDS, PIECES), max_size=14).map(" ".join)
TEXTS = st.one_of(LIKE_TEXT, LIKE_TEXT, st.text(max_size=60), st.lists(PIECES, max_size=10).map("".join))
VOCABULARIES = st.dictionaries(
    st.one_of(st.sampled_from([*HIDDEN, *ABBREVIATIONS]), st.text("Xxã. ,-", min_size=1, max_size=5)),
    st.sampled_from(["một hai", "Tỉnh ủy hoặc Thành ủy", "hai"]),
    max_size=4,
)


@contextmanager
def thoroughly() -> Iterator[None]:
    """Every line is read, and in it every word for itself."""
    with (
        patch.object(Language, "is_plain", lambda _self, _line: False),
        patch.object(tokens, "_plain_group", lambda _special: f"(?P<plain>{tokens._LAST})"),
        patch.object(tokens, "_NAME", "(?P<name>(?!))"),
        patch.object(tokens, "_at", lambda _sign, *each: "|".join(each)),
    ):
        yield


def read(text: str, vocabulary: Mapping[str, str], issuer: str) -> Spoken:
    return Speaker(vocabulary, KINDS).speak(text, issuer=issuer)


QUICK = Speaker(ABBREVIATIONS, KINDS)
with thoroughly():
    THOROUGH = Speaker(ABBREVIATIONS, KINDS)


@settings(max_examples=1000)
@given(TEXTS, st.sampled_from(["", "Thành ủy Cần Thơ"]))
def test_a_text_is_read_as_word_by_word(text: str, issuer: str) -> None:
    with thoroughly():
        expected = THOROUGH.speak(text, issuer=issuer)
    assert QUICK.speak(text, issuer=issuer) == expected


@settings(max_examples=150, deadline=None)
@given(TEXTS, VOCABULARIES)
def test_a_text_is_read_as_word_by_word_with_any_vocabulary(text: str, vocabulary: dict[str, str]) -> None:
    text = f"{text} {' '.join(vocabulary)} {text}"
    with thoroughly():
        expected = read(text, vocabulary, "Thành ủy")
    assert read(text, vocabulary, "Thành ủy") == expected


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Tổ công nghệ số, ở mọi xã: đến từng nhà.", True),
        ("Xong rồi! Ai làm? Mọi người…", True),
        ("Nguyễn Văn An", True),
        ("Nguyễn Văn A", False),
        ("tổ CĐS", False),
        ("5 xã", False),
        ("vân vân, v. v", False),
        ("hai  dấu cách", False),
        (" dấu cách ở đầu", False),
        ("dấu ,phẩy", False),
        ("phẩy ở cuối,", False),
        ("kinh tế - xã hội", False),
        ("cong.vn", False),
        ("iHanoi", False),
        ("", False),
    ],
)
def test_a_line_of_plain_words_is_known(line: str, *, plain: bool) -> None:
    assert is_plain(line) == plain


@pytest.mark.parametrize("key", HIDDEN)
def test_an_abbreviation_that_looks_like_words_is_read(key: str) -> None:
    assert HIDDEN[key] in Speaker(HIDDEN, {}).speak(f"Nay ở {key} thì khác").text


@settings(max_examples=300)
@given(TEXTS)
def test_a_plain_line_has_a_syllable_a_word_and_nothing_to_spell(text: str) -> None:
    for line in text.split("\n"):
        assert syllables(line) == len(re.findall(r"[^\W\d_]+", line))
        assert not (is_plain(line) and is_doubtful(line))


@settings(max_examples=500)
@given(st.one_of(TEXTS, st.text("ab.,;:!?… -_'\"«\u0301\n", max_size=20)))
def test_signs_are_put_in_order_as_by_one_rule_after_the_other(text: str) -> None:
    assert signs.tidied(text) == tidied_by_rules(text)


def test_signs_of_every_order_are_put_in_order_as_by_one_rule_after_the_other() -> None:
    for text in map("".join, itertools.product("a,.…: ", repeat=5)):
        assert signs.tidied(text) == tidied_by_rules(text)


def tidied_by_rules(text: str) -> str:
    said = re.sub(
        r"[^\w\s.,;:!?…'’-]|_", lambda sign: sign[0] if unicodedata.category(sign[0])[0] == "M" else " ", text
    )
    said = " ".join(re.sub(r"(?:(?<=\s)|\A)-+(?=\s|\Z)", " ", said).split())
    said = re.sub(r",[\s,]*(?=[.,;:!?…])", "", re.sub(r"\s+(?=[.,;:!?…])", "", said))
    said = re.sub(r"(?<!\.)\.\.(?!\.)", ".", re.sub(r"(?<=[.;:!?…])\s*,+", " ", said))
    return unicodedata.normalize("NFC", " ".join(said.split()).lstrip(",;:. ").rstrip(", "))


@settings(max_examples=300)
@given(
    st.one_of(st.text(max_size=20), st.text("a số(tháng\n\u0301", max_size=12)),
    st.sampled_from(["số", "tháng"]),
)
def test_the_word_in_front_is_a_whole_word_with_a_space_behind(text: str, word: str) -> None:
    for before in (text, text + word, f"{text}{word} ", f"{text}{word}\n "):
        assert (last_word(before) == word) == bool(re.search(rf"\b{word}\s+\Z", before))


CALLS = "đài nóng thoại gọi hotline fax đt liên hệ ngay đến tới theo số : 113, 113 hoặc và năm".split(" ")


@settings(max_examples=500)
@given(st.lists(st.sampled_from(CALLS), max_size=5).map(" ".join), st.sampled_from(["", " ", "\n"]))
def test_a_telephone_is_told_by_what_stands_before_it(words: str, end: str) -> None:
    before = f"xin gọi {words}{end}"
    assert figures._calls(last_word(before), before) == bool(figures._CALLS.search(before))
