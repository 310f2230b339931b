"""Front matter and data files: plain values, the line of each, and every mistake as a problem."""

import json
import time
import unicodedata

import pytest
from hypothesis import example, given, strategies as st

from portal.frontmatter import MAX_DEPTH, MAX_KEY, Document, Value, Where, parse, parse_data
from portal.loading import load
from portal.model.data import Documents, Site
from portal.model.fields import parse_number
from portal.problems import MOST, Problem
from portal.settings import _read


def values(text: str) -> dict[str, Value]:
    document, problems = parse_data("data/a.yml", text)
    assert problems == []
    return document.values


def found(text: str) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.field, problem.code) for problem in parse_data("data/a.yml", text)[1]]


def test_a_record_is_split_into_values_and_body() -> None:
    document, problems = parse("docs/a.md", "---\ntitle: A\ntags: [b, c]\n---\n\nNội dung.\n---\n")
    assert problems == []
    assert document.values == {"title": "A", "tags": ["b", "c"]}
    assert (document.body, document.body_line) == ("\nNội dung.\n---\n", 5)


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\na: b\n---", "", 3),
        ("---\na: b\n---\n", "", 4),
        ("---\na: b\n...\nB\n", "B\n", 4),
        ("---  \na: b\n--- \t\nB", "B", 4),
        ("---\na: |\n  một\n  ---\n---\nB", "B", 6),
    ],
)
def test_the_front_matter_ends_at_the_first_line_of_three_dashes(text: str, body: str, line: int) -> None:
    document, problems = parse("docs/a.md", text)
    assert (problems, document.body, document.body_line) == ([], body, line)
    assert "a" in document.values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file-empty"),
        (" \n\n", "file-empty"),
        ("Nội dung.\n", "front-matter-missing"),
        ("---\ntitle: A\nNội dung\n", "front-matter-open"),
        ("\n---\ntitle: A\n---\n", "front-matter-open"),
        (" ---\ntitle: A\n---\n", "front-matter-open"),
        ("----\ntitle: A\n----\n", "front-matter-open"),
    ],
)
def test_a_file_without_front_matter_is_told_how_to_begin(text: str, code: str) -> None:
    document, (problem,) = parse("docs/a.md", text)
    assert (document.values, document.body) == ({}, text)
    assert (problem.path, problem.line, problem.code) == ("docs/a.md", 1, code)
    assert problem.remedy


def test_front_matter_may_be_empty() -> None:
    document, problems = parse("docs/a.md", "---\n---\nB\n")
    assert (document.values, document.body, problems) == ({}, "B\n", [])
    assert document.line(("title",)) == 2


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("true", "true"),
        ("13:30", "13:30"),
        ("012", "012"),
        ("1e3", "1e3"),
        ("2025-02-18", "2025-02-18"),
        ("0x10", "0x10"),
        ('" A "', "A"),
        ("'it''s'", "it's"),
        ('"A: b"', "A: b"),
        ("A#1 # bỏ", "A#1"),
        ("|\n  một\n  hai", "một\nhai"),
        (">-\n  một\n  hai", "một hai"),
        ("Chuyển đổi số 😀", "Chuyển đổi số 😀"),
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ('""', ""),
        ('"~"', "~"),
        ('"null"', "null"),
    ],
)
def test_every_scalar_stays_text_and_an_empty_one_is_none(written: str, value: Value) -> None:
    assert values(f"a: {written}\n") == {"a": value}


def test_escapes_of_decomposed_letters_are_composed() -> None:
    assert values('a: "e\\u0302\\u0301"\n') == {"a": "ế"}


DATES = """\
title: A
tasks:
  - unit: Sở A
    due: 2025
  - {unit: Sở B,
     due: 2026}
changes: []
sections: [a,
  b]
note: |
  một
  hai
last: x
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("title",), 1),
        (("tasks",), 2),
        (("tasks", 0), 3),
        (("tasks", 0, "unit"), 3),
        (("tasks", 0, "due"), 4),
        (("tasks", 1), 5),
        (("tasks", 1, "due"), 6),
        (("tasks", 1, "work"), 5),  # Not there: the nearest thing around it.
        (("tasks", 7, "due"), 2),
        (("sections", 1), 9),
        (("last",), 13),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_each_value_knows_its_line(where: Where, line: int) -> None:
    assert parse_data("data/a.yml", DATES)[0].line(where) == line
    assert parse("docs/a.md", f"---\n{DATES}---\n")[0].line(where) == line + 1


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("title: Kế hoạch: số 1\n", 1, "ngoặc kép"),
        ("a: b\n title: c\n", 2, "thụt vào như nhau"),
        ("title A\nb: c\n", 2, "tên trường: giá trị"),
        ("a: b\ntitle\nc: d\n", 2, "tên trường: giá trị"),
        ("a: b\n\tc: d\n", 2, "Tab"),
        ("a:\n\t- b\n", 2, "Tab"),
        ('a: b\nc: "d\ne: f\n', 2, "đóng ngoặc kép"),
        ("a: b\nc: 'd\ne: f\n", 2, "đóng ngoặc kép"),
        ('a: "B" c\n', 1, "ngoặc đơn"),
        ("a: b\nc: [d, e\nf: g\n", 2, "đóng ngoặc vuông"),
        ("a: b\nc: {d: e\nf: g\n", 2, "đóng ngoặc nhọn"),
        ("a: b\nc: [\n", 3, "đóng ngoặc"),
        ("a: @b\n", 1, "ngoặc kép"),
        ("a: %b\n", 1, "ngoặc kép"),
        ("a: `b`\n", 1, "ngoặc kép"),
        ("a: & b\n", 1, "ngoặc kép"),
        ("a: * b\n", 1, "ngoặc kép"),
        ("a: - b\n", 1, "dòng riêng"),
        ("- a\nb: c\n", 2, "thụt vào như nhau"),
        ("a:\n  b: c\n d: e\n", 3, "thụt vào như nhau"),
        ('a: "b\\d"\n', 1, "viết hai lần"),
        ('a: "\\ud800"\n', 1, "viết hai lần"),
        ("a: b\nc: \x07\n", 2, "ký tự lạ"),
        ("a: b\n--- \nc: d\n", 2, "---"),
        ("a: b\n%YAML 9.9\n---\n", 2, ""),
        (": a\n", 1, ""),
    ],
)
def test_broken_yaml_is_a_problem_with_its_line_and_what_to_do(text: str, line: int, remedy: str) -> None:
    document, (problem,) = parse_data("data/a.yml", text)
    assert (problem.line, problem.field, problem.code) == (line, "", "yaml-broken")
    assert remedy in problem.remedy
    assert problem.remedy
    assert document.line(("a",)) == 1
    _, (in_record,) = parse("docs/a.md", f"---\n{text.replace('--- ', '-- - ')}---\nB\n")[:2]
    assert in_record.line == line + 1


@pytest.mark.parametrize("text", ["- a\n- b\n", "chỉ là chữ\n", "~\n", '"a: b"\n'])
def test_a_file_that_is_no_mapping_is_told_what_it_has_to_be(text: str) -> None:
    document, (problem,) = parse_data("data/a.yml", text)
    assert (document.values, problem.line, problem.code) == ({}, 1, "yaml-not-a-mapping")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, "a", "field-twice")]),
        ("t:\n  - {a: 1, a: 2}\n", [(2, "a", "field-twice")]),
        ("a: &x 1\nb: *x\n", [(1, "", "yaml-alias"), (2, "", "yaml-alias")]),
        ("a: &x [*x]\n", [(1, "", "yaml-alias"), (1, "", "yaml-alias")]),
        ("a: *nowhere\n", [(1, "", "yaml-alias")]),
        ("a: &amp b\n", [(1, "", "yaml-alias")]),
        ("x: &x {a: 1}\nb:\n  <<: *x\n", [(1, "", "yaml-alias"), (3, "", "yaml-alias")]),
        ("a: !!python/object/apply:os.system [ls]\n", [(1, "", "yaml-tag")]),
        ("a: !!python/name:os.system\n", [(1, "", "yaml-tag")]),
        ("!!python/object:os.system {a: b}\n", [(1, "", "yaml-tag")]),
        ("a: !important b\n", [(1, "", "yaml-tag")]),
        ("a: ! b\n", [(1, "", "yaml-tag")]),
        ("? [a, b]\n: c\n", [(1, "", "yaml-key")]),
        ("? {a: b}\n: c\n", [(1, "", "yaml-key")]),
        ('"": c\n', [(1, "", "yaml-key")]),
        (f"{'k' * (MAX_KEY + 1)}: v\n", [(1, "", "yaml-key")]),
        (f"? {'k' * 200_000}\n: v\n", [(1, "", "yaml-key")]),
        ('a: "\\0"\nb: "c\\x85d"\n', [(1, "", "control-character"), (2, "", "control-character")]),
    ],
)
def test_what_yaml_can_do_and_records_must_not_is_a_problem(
    text: str, problems: list[tuple[int, str, str]]
) -> None:
    assert found(text) == problems


def test_a_merge_key_is_a_field_like_any_other() -> None:
    """Nothing is merged; the model knows no field of that name."""
    assert values("a: 1\n<<: {b: 2}\n") == {"a": "1", "<<": {"b": "2"}}


def test_of_a_field_that_stands_twice_the_first_counts() -> None:
    document, _ = parse_data("data/a.yml", "a: 1\nb: 2\na: 3\n")
    assert document.values == {"a": "1", "b": "2"}
    assert document.line(("a",)) == 1


@pytest.mark.parametrize("count", [10_000, 300_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [("[", ""), ("[", "]"), ("{a: ", ""), ("{a: ", "}"), ("[{", ""), ("- ", ""), ("? ", ""), ("- ? ", "")],
)
def test_a_yaml_bomb_of_any_depth_is_a_problem_at_once(opening: str, closing: str, count: int) -> None:
    """Composed by libyaml, 100 KB of brackets end the process, and 20 KB take a second."""
    started = time.perf_counter()
    problems = found(f"ok: b\na:\n  {opening * count}{closing * count}\n")
    assert problems == [(3, "", "yaml-too-deep")]
    assert time.perf_counter() - started < 1


def test_a_bomb_of_indented_lines_is_a_problem() -> None:
    text = "".join(f"{' ' * depth}a:\n" for depth in range(2000))
    assert found(text) == [(MAX_DEPTH + 1, "", "yaml-too-deep")]


def test_as_deep_as_is_allowed_is_allowed() -> None:
    inner = "x"
    for _ in range(MAX_DEPTH - 1):
        inner = f"[{inner}]"
    assert values(f"a: {inner}\n")["a"] == eval(inner.replace("x", "'x'"))  # noqa: S307 - brackets and an x
    assert found(f"a: [{inner}]\n") == [(1, "", "yaml-too-deep")]


def test_a_billion_laughs_stay_as_small_as_they_are_written() -> None:
    text = "a: &a [ha, ha]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    document, problems = parse_data("data/a.yml", text)
    assert {problem.code for problem in problems} == {"yaml-alias"}
    assert document.values["i"] == [None, None]


def test_ten_thousand_fields_are_read_in_bearable_time() -> None:
    started = time.perf_counter()
    assert len(values("".join(f"k{number}: v\n" for number in range(10_000)))) == 10_000
    assert time.perf_counter() - started < 2


def lines_of(text: str) -> int:
    return 1 + sum(text.count(end) for end in ("\n", "\r", "\x85", "\u2028", "\u2029"))


def check(document: Document, problems: list[Problem], text: str) -> None:
    assert all(isinstance(key, str) for key in document.values)
    assert all(1 <= line <= lines_of(text) + 1 for line in document.lines.values())
    assert all(1 <= problem.line <= lines_of(text) + 1 for problem in problems)
    assert all(problem.message and problem.code for problem in problems)


SIGNS = "a ế : - [ ] { } , \" ' | > &x *x ! !! # % @ ` ? \\ ~ null << = ... --- \x00 \ufeff \ufffe 😀 e\u0301"
yaml_like = st.lists(
    st.sampled_from([*SIGNS.split(" "), ": ", "- ", "? ", "\n", "\n  ", "\n---\n", "\t", "\x85", "\u2028"]),
    max_size=60,
).map("".join)


@given(st.text(max_size=200) | yaml_like)
@example("a: \ufffe")
@example("%TAG ! !\n--- a")
@example("a: &x\n  b: *x")
@example("? a\n? b\n")
def test_no_text_whatever_raises(text: str) -> None:
    check(*parse_data("data/a.yml", text), text)
    check(*parse("docs/a.md", text), text)
    check(*parse("docs/a.md", f"---\n{text}\n---\nB\n"), f"---\n{text}\n---\nB\n")


letters = st.characters(
    max_codepoint=0xFFFF, exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
)


@given(st.dictionaries(st.text("abc-ế", min_size=1, max_size=8), st.text(letters, max_size=40), max_size=6))
def test_any_text_in_double_quotes_comes_back(fields: dict[str, str]) -> None:
    written = "".join(f"{json.dumps(key)}: {json.dumps(text)}\n" for key, text in fields.items())
    assert values(written) == {
        key: unicodedata.normalize("NFC", text.strip()) for key, text in fields.items()
    }


# Each took from one to five seconds, and some gave hundreds of thousands of problems.
BOMBS = {
    "commas": f"tags: [{'a,' * 400_000}]\n",
    "unknown fields": "".join(f"k{number}: a\n" for number in range(90_000)),
    "the same field": "a: b\n" * 200_000,
    "entries": "tasks:\n" + "- {a: b}\n" * 90_000,
    "words that look like others": f"audiences: [{'nguoi-dann, ' * 70_000}]\n",
    "anchors": "a: &a [b]\n" * 80_000,
    "aliases of aliases": "a: &a [b]\n" + "".join(f"k{n}: &b{n} [*a, *a, *a, *a]\n" for n in range(40_000)),
    "merge keys": "a: &a {b: c}\n" + "d: {<<: *a, e: f}\n" * 40_000,
    "tags": "tags:\n" + "- !!python/object:os.system b\n" * 30_000,
    "brackets": "a: " + "[" * 900_000,
    "dashes": "a: " + "- " * 400_000,
    "question marks": "? " * 400_000,
    "a long key": "a" * 900_000 + ": b\n",
    "a long word": "title: " + "a" * 900_000 + "\n",
    "digits": "date: " + "9" * 900_000 + "\n",
    "moments": "starts: 9999-12-31 99:99\nends: 0000-00-00\n",
    "no number": "value: .nan\nweight: -.inf\n",
    "a comment": "# " + "a" * 900_000 + "\n",
    "lines in quotes": 'a: "' + "\n" * 900_000 + '"\n',
    "documents": "a: b\n--- \n" * 90_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("path", ["ke-hoach/can-tho/a.md", "tin-tuc/2026/a.md"])
def test_no_bomb_takes_a_second_or_hides_what_is_wrong(bomb: str, path: str) -> None:
    text = f"---\ntitle: A\n{BOMBS[bomb]}---\nB\n"
    started = time.process_time()
    loaded, _ = load(path, text.encode())
    assert time.process_time() - started < 1.5
    assert 0 < len(loaded.problems) <= 2 * MOST


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_bomb_in_a_data_file_does_either(bomb: str) -> None:
    for name, kind in {"documents": Documents, "site": Site}.items():
        started = time.process_time()
        problems: list[Problem] = []
        _read(name, kind, BOMBS[bomb].encode(), problems)
        assert time.process_time() - started < 1.5
        assert 0 < len(problems) <= 2 * MOST


@pytest.mark.parametrize("digits", [20, 5_000, 100_000])
def test_a_number_of_thousands_of_digits_is_a_problem(digits: int) -> None:
    for number in ("9" * digits, f"-{'9' * digits}", f"0.{'9' * digits}"):
        with pytest.raises(ValueError, match="số"):
            parse_number(number)
