"""Problems: order, wording, and the three ways to print them."""

import json
import logging

import pytest
from hypothesis import given, strategies as st

from portal.problems import (
    MAX_LENGTH,
    Problem,
    Problems,
    Severity,
    as_github,
    as_json,
    as_text,
    did_you_mean,
    summary,
)

ERROR = Problem("docs/a.md", 5, "signed", "date", Severity.ERROR, "không có ngày này", "sửa lại")
ADVICE = Problem("docs/a.md", 2, "", "damaged-horn", Severity.ADVICE, "có chữ «Ƣ»")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (ERROR, "docs/a.md:5: signed: không có ngày này; sửa lại"),
        (ADVICE, "docs/a.md:2: lời khuyên: có chữ «Ƣ»"),
        (Problem("data/x.yml", 1, "", "c", Severity.ERROR, "thiếu"), "data/x.yml:1: thiếu"),
        (
            Problem("a", 1, "tasks[0].due", "c", Severity.ADVICE, "m", "r"),
            "a:1: tasks[0].due: lời khuyên: m; r",
        ),
    ],
)
def test_a_problem_reads_as_file_line_field_message_remedy(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_problems_are_sorted_and_said_once() -> None:
    later = Problem("docs/b.md", 1, "", "c", Severity.ERROR, "m")
    line_10 = Problem("docs/a.md", 10, "", "c", Severity.ERROR, "m")
    problems = Problems([later, line_10, ERROR, ADVICE, ERROR])
    assert problems == (ADVICE, ERROR, line_10, later)
    assert problems.errors == (ERROR, line_10, later)
    assert problems.advice == (ADVICE,)


def test_advice_is_logged_below_the_level_that_a_strict_build_counts() -> None:
    assert ERROR.level == logging.ERROR
    assert ADVICE.level < logging.WARNING


@pytest.mark.parametrize(
    ("problems", "text"),
    [
        ([], "Không có lỗi nào."),
        ([ERROR], "Có 1 lỗi."),
        ([ADVICE], "Có 1 lời khuyên."),
        ([ERROR, ADVICE], "Có 1 lỗi và 1 lời khuyên."),
    ],
)
def test_the_summary_counts_errors_and_advice(problems: list[Problem], text: str) -> None:
    assert summary(Problems(problems)) == text


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("titel", ["title", "summary"], "ý bạn là «title»?"),
        ("nhiem-vuu", ["nhiem-vu", "the-che"], "ý bạn là «nhiem-vu»?"),
        ("xyz", ["title", "summary"], ""),
        ("title", [], ""),
    ],
)
def test_a_misspelt_word_is_met_with_the_nearest_known_one(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint


def test_text_is_a_line_for_each_problem() -> None:
    assert as_text(Problems([ERROR, ADVICE])) == f"{ADVICE}\n{ERROR}\n"
    assert as_text(Problems()) == ""


def test_json_has_every_field_and_vietnamese_as_it_is() -> None:
    text = as_json(Problems([ERROR]))
    assert json.loads(text) == [
        {
            "path": "docs/a.md",
            "line": 5,
            "field": "signed",
            "code": "date",
            "severity": "error",
            "message": "không có ngày này",
            "remedy": "sửa lại",
        }
    ]
    assert "không có ngày này" in text
    assert json.loads(as_json(Problems())) == []


def test_github_gets_an_annotation_of_the_line() -> None:
    assert as_github(Problems([ERROR, ADVICE])) == (
        "::notice file=docs/a.md,line=2,title=damaged-horn::có chữ «Ƣ»\n"
        "::error file=docs/a.md,line=5,title=date::signed: không có ngày này; sửa lại\n"
    )


def test_github_commands_cannot_be_broken_by_what_an_editor_wrote() -> None:
    problem = Problem("docs/a,b:c%.md", 1, "", "code", Severity.ERROR, "100% ::error::x")
    assert as_github(Problems([problem])) == (
        "::error file=docs/a%2Cb%3Ac%25.md,line=1,title=code::100%25 ::error::x\n"
    )


@given(st.text(max_size=2000), st.text(max_size=2000), st.text(max_size=2000))
def test_a_problem_is_one_line_of_bearable_length_whatever_it_quotes(
    field: str, message: str, remedy: str
) -> None:
    problem = Problem("docs/a.md", 1, field, "code", Severity.ERROR, message, remedy)
    assert len(str(problem).splitlines()) == 1
    assert len(str(problem)) <= 3 * MAX_LENGTH + 50
    assert as_github(Problems([problem])).count("\n") == 1


def test_a_long_message_keeps_its_beginning_and_its_end() -> None:
    message = Problem("a", 1, "", "c", Severity.ERROR, f"đang là «{'x' * 10_000}» nhé").message
    assert message.startswith("đang là «xxx")
    assert message.endswith("x» nhé")
    assert " … " in message


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\u2066", "\ufeff", "\x07", "\x9b"])
def test_a_quoted_text_is_shown_without_what_terminals_obey(sign: str) -> None:
    made = Problem(f"docs/a{sign}b.md", 1, "a", "b", Severity.ERROR, f"«c{sign}d»", f"e{sign}")
    assert str(made).isprintable()
    assert "«c·" in str(made)
