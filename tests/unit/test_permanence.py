"""The register of what has been published, as a file: read, written, merged, and what can be wrong in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, strategies as st

from portal.problems import MOST
from portal.published import NOTHING, Row, read, written

HEAD = "address,identity\n"
LAW = "/tin-tuc/2026/luat/,tin-tuc/2026/luat\n"

addresses = st.from_regex(r"/([a-z0-9-]{1,5}/){1,3}", fullmatch=True)


def codes(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in read(text.encode()).problems]


@given(st.dictionaries(addresses, st.from_regex(r"[a-z0-9/-]{1,12}", fullmatch=True)))
def test_what_is_written_is_read_back_sorted_by_address(entries: dict[str, str]) -> None:
    data = written(Row(address, identity) for address, identity in entries.items())
    found = read(data)
    assert found.problems == ()
    assert [(row.address, row.identity) for row in found.rows] == sorted(entries.items())
    assert written(found.rows) == data


def test_no_file_and_an_empty_one_are_an_empty_register() -> None:
    assert read(b"") == NOTHING
    assert read(HEAD.encode()).rows == ()


def test_rows_know_their_lines_and_empty_lines_do_no_harm() -> None:
    found = read(f"{HEAD}\n{LAW}\n/gioi-thieu/,gioi-thieu\n".encode())
    assert [(row.address, row.line) for row in found.rows] == [
        ("/tin-tuc/2026/luat/", 3),
        ("/gioi-thieu/", 5),
    ]
    assert found.problems == ()


def test_what_two_editors_added_is_there_once() -> None:
    found = read(f"{HEAD}{LAW}{LAW}".encode())
    assert len(found.rows) == 1
    assert found.problems == ()


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    found = read(b"\xef\xbb\xbf" + f"{HEAD}{LAW}".replace("\n", "\r\n").encode())
    assert [row.address for row in found.rows] == ["/tin-tuc/2026/luat/"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("identity,address\n", [(1, "published-header")]),
        (LAW, [(1, "published-header")]),
        (
            f"{HEAD}<<<<<<< HEAD\n{LAW}=======\n>>>>>>> khac\n",
            [(2, "published-row"), (4, "published-row"), (5, "published-row")],
        ),
        (f"{HEAD}/a/\n", [(2, "published-row")]),
        (f"{HEAD}/a/,\n", [(2, "published-row")]),
        (f"{HEAD}a/,a\n", [(2, "published-row")]),
        (f"{HEAD}/a b/,a\n", [(2, "published-row")]),
        (f"{HEAD}https://khac.example/,a\n", [(2, "published-row")]),
        (f"{HEAD}/../a/,a,b\n", [(2, "published-row")]),
        (f"{HEAD}/a/,a\n/a/,b\n", [(3, "published-row")]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert codes(text) == expected


def test_a_row_that_is_wrong_does_not_hide_the_others() -> None:
    found = read(f"{HEAD}hỏng\n{LAW}".encode())
    assert [row.address for row in found.rows] == ["/tin-tuc/2026/luat/"]


def test_places_are_those_whose_pages_were_public() -> None:
    rows = "/dia-phuong/hai-phong/kinh-mon/,dia-phuong/hai-phong/kinh-mon\n/dia-phuong/tien-giang/,x\n"
    assert read(f"{HEAD}{rows}{LAW}".encode()).places == ("hai-phong/kinh-mon", "tien-giang")


@pytest.mark.parametrize(
    "rows",
    [
        f"/a/,{'a' * 200_000}\n",
        '/a/,"' + "a,b\n" * 200_000,
        "x\n" * 300_000,
        f"/{'a/' * 100_000}!,a\n",
        "/a\0/,b\n" * 100_000,
        "/../,a\n/a/../../b/,c\n/./,d\n",
    ],
)
def test_no_register_takes_long_or_ends_the_program(rows: str) -> None:
    started = time.process_time()
    found = read(f"address,identity\n{rows}".encode())
    assert time.process_time() - started < 1.5
    assert 0 < len(found.problems) <= MOST
    assert not any(".." in row.address or "!" in row.address for row in found.rows)


def test_a_quote_that_nobody_closes_takes_no_other_row_with_it() -> None:
    found = read(b'address,identity\n/a/,"a\n/b/,b\n')
    assert found.addresses == {"/a/", "/b/"}
