"""Bytes of a file -> text that may be trusted, or a problem that says why not."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from portal import reading
from portal.problems import Severity
from portal.reading import MAX_BYTES, read

GOOD = "---\ntitle: Chuyển đổi số\n---\nNội dung «quan trọng» 39,52% 😀.\n"


def found(data: bytes) -> list[tuple[int, str, Severity]]:
    return [(problem.line, problem.code, problem.severity) for problem in read("docs/a.md", data)[1]]


def test_good_text_is_read_as_it_is() -> None:
    assert read("docs/a.md", GOOD.encode()) == (GOOD, [])


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
    ],
)
def test_byte_order_marks_and_line_ends_of_other_systems_do_not_matter(data: bytes) -> None:
    assert read("docs/a.md", data) == (GOOD, [])


def test_an_empty_file_is_read_as_nothing() -> None:
    assert read("docs/a.md", b"") == ("", [])


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (GOOD.encode("utf-16"), 1),
        ("Trang một\nđược\n".encode("cp1258", errors="ignore"), 2),
        (b"a\nb\n\xff\n", 3),
        (b"\xf0\x9f\x98", 1),
        (b"\xed\xa0\x80", 1),  # A surrogate by itself.
    ],
)
def test_what_is_not_utf8_is_refused_with_its_line(data: bytes, line: int) -> None:
    text, (problem,) = read("docs/a.md", data)
    assert text == ""
    assert (problem.line, problem.code, problem.severity) == (line, "not-utf8", Severity.ERROR)
    assert "UTF-8" in problem.remedy


def test_a_file_of_more_than_a_megabyte_is_refused_and_one_of_a_megabyte_is_not() -> None:
    assert found(b"a" * MAX_BYTES) == []
    text, (problem,) = read("docs/a.md", b"a" * (MAX_BYTES + 1))
    assert (text, problem.line, problem.code) == ("", 1, "file-too-large")
    assert "tệp đính kèm" in problem.remedy


def test_decomposed_text_is_an_error_at_its_first_line_and_goes_on_composed() -> None:
    data = "một\nhai\n" + unicodedata.normalize("NFD", "bốn\nnăm\n")
    text, (problem,) = read("docs/a.md", data.encode())
    assert text == "một\nhai\nbốn\nnăm\n"
    assert (problem.line, problem.code, problem.severity) == (3, "not-nfc", Severity.ERROR)


@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\uffff"]
)
def test_characters_that_nobody_sees_are_an_error(char: str) -> None:
    assert found(f"một\nhai {char} ba\n".encode()) == [(2, "control-character", Severity.ERROR)]


def test_tabs_are_seen() -> None:
    assert found(b"a\tb\n") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("một\nChuyÓn ®æi sè quèc gia\n", "TCVN3"),
        ("một\nChuyeån ñoåi soá quoác gia\n", "VNI"),
    ],
)
def test_text_pasted_from_an_old_encoding_is_refused_by_its_name(text: str, name: str) -> None:
    _, (problem,) = read("docs/a.md", text.encode())
    assert (problem.line, problem.code, problem.severity) == (2, "legacy-encoding", Severity.ERROR)
    assert name in problem.message
    assert "Unicode" in problem.remedy


def test_the_damaged_horn_of_pdf_files_is_met_with_advice() -> None:
    text, (problem,) = read("docs/a.md", "một\nĐỐI TƢỢNG\n".encode())
    assert text == "một\nĐỐI TƢỢNG\n"
    assert (problem.line, problem.code, problem.severity) == (2, "damaged-horn", Severity.ADVICE)


def test_all_that_is_wrong_is_said_at_once() -> None:
    data = "Ƣ\n\x07\n" + unicodedata.normalize("NFD", "ế\n")
    assert {code for _, code, _ in found(data.encode())} == {"damaged-horn", "control-character", "not-nfc"}


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_composed_text_without_carriage_returns_or_an_error(data: bytes) -> None:
    text, problems = read("docs/a.md", data)
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert all(1 <= problem.line <= data.count(b"\n") + data.count(b"\r") + 1 for problem in problems)
    if reading.has_control(text):
        assert "control-character" in {problem.code for problem in problems}
