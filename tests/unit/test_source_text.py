"""Where in a source a link or a tag stands."""

import re
import time

import pytest
from hypothesis import example, given, strategies as st

from portal.source_text import lines_above


@pytest.mark.parametrize(
    ("text", "written", "lines"),
    [
        ("A\n[b](b.md#muc)\n[c](#muc)\n", "#muc", 2),
        ("A\n[b](B.MD)\n[b](b.md)\n", "b.md", 1),
        ("A\n\nb.mdx\n", "b.md", 2),
        ("A\n", "b.md", 0),
        ("A\n<ſcript>\n<script>\n", "<script", 1),
    ],
)
def test_it_is_found_as_a_whole_where_it_stands_as_one(text: str, written: str, lines: int) -> None:
    assert lines_above(text, [written]) == [lines]


def by_pattern(text: str, written: str) -> int:
    quoted = re.escape(written)
    whole = re.search(rf"[(<\"'=\s]{quoted}[)>\"'\s]", text, re.IGNORECASE)
    match = whole or re.search(quoted, text, re.IGNORECASE)
    return text.count("\n", 0, match.start() + 1) if match else 0


LETTERS = "aAbB#.isK()<>\"'= \nÉéİıſ\u212a"


@given(st.text(LETTERS, max_size=60), st.text("aAbisK#.é", max_size=3))
@example("a" * 40 + "\n(a)", "a")
def test_a_look_at_a_few_places_finds_what_a_pattern_finds(text: str, written: str) -> None:
    assert lines_above(text, [written]) == [by_pattern(text, written)]


def test_many_links_in_a_body_of_one_letter_are_found_soon() -> None:
    start = time.process_time()
    lines_above("a" * 200_000, ["a" * length for length in range(1, 50)])
    assert time.process_time() - start < 5
