"""The converter that spares itself work gives what Python-Markdown with the same extensions gives."""

import time

import markdown
import pytest
from hypothesis import example, given, settings, strategies as st
from markdown.extensions.toc import TocExtension

from portal.conversion import MOST_QUOTED, TooDeepError, assembled, convert, converted

# Every sign that means something to Python-Markdown, in lines and inside them.
BEGINNINGS = (
    "¦¦¦ ¦   ¦    ¦        ¦\t¦# ¦## ¦###¦####### ¦- ¦* ¦+ ¦-¦1. ¦2) ¦> ¦>¦| ¦: ¦:   ¦!!! note¦"
    '!!! warning "A"¦[^1]: ¦[a]: ¦*[CĐS]: ¦```¦~~~¦---¦- - -¦***¦===¦| --- | :-: |¦--- | ---¦<div>¦'
    "</div>¦<!-- ¦&amp;¦٣. ¦²¦…¦(¦«"
).split("¦")
PIECES = (
    "chuyển đổi số¦CĐS¦Nghị quyết 57¦ ¦  ¦\n¦  \n¦\\¦\\*¦\\`¦\\|¦`¦``¦*¦**¦***¦_¦__¦[¦]¦(¦)¦[a]¦"
    '[a][a]¦[a][]¦![a]¦![a][a]¦[a](b.md)¦![a](b.png)¦[^1]¦[^¦[a](<b c> "d")¦[TOC]¦#¦ ##¦<¦>¦<b>¦'
    "</b>¦<br>¦<https://a.example/>¦<a@b.example>¦&¦&amp;¦&#91;¦<!-- x -->¦|¦-->¦\x02¦\x03¦\r¦\r\n¦"
    "\t¦!¦!!!¦:¦=¦klzzwxh:0000¦'¦\"¦[a](b'c)"
).split("¦")
LINE = st.tuples(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(PIECES), max_size=6)).map(
    lambda parts: parts[0] + "".join(parts[1])
)
BODY = st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n", "\n\n", "\n\n\n", "\n \n"])), max_size=12).map(
    lambda lines: "".join(line + end for line, end in lines)
)
PLAIN = assembled(markdown.Markdown, TocExtension)


@given(BODY | st.text(max_size=80))
@example("")
@example("\x02")
@example("# A\n\n[TOC]\n\n## B [x](y) & <b>c</b>[^1]\n\n[^1]: D")
@example("[T\x02OC]\n\n## A")
@example("## A\n\n## A\n\n## \n\n## > & <")
@example("A\n \n  \n\n    B\n")
@example("a\n- b\n\n- c\n\n    d\n\n1. e\n1. f")
@example("[a] [a][] ![a]\n\n[a]: b")
@example("*[CĐS]: chuyển đổi số\n\nCĐS và `CĐS`\n\n## CĐS")
@example("a [b](c.md) **d e** [f *g*](h)")
@example("(**a**), **b**c **d** **e f**\n**g** [h](i_j_k)**l**")
@example("- [a](b)\n- **c** d\n\n    **e**\n\n| **f** | [g](h) |\n| - | - |\n| ** i** | ![j](k) |")
@example("[**a [b](c)**](d) [*e [f](g)* h](i)")
@example("**a  \nb** [c\nd](e) []() [^f](g)")
@example("## **a** # b ##\n\n####### c\n\n# \\# d")
@settings(max_examples=300)
def test_the_result_is_that_of_the_original(body: str) -> None:
    assert convert(body) == converted(body, PLAIN)


@pytest.mark.parametrize("sign", ["> ", ">", "  > "])
def test_quotations_deeper_than_anybody_writes_are_refused_wherever_they_are_read(sign: str) -> None:
    body = f"A\n\n{sign * (MOST_QUOTED - 1)}B\n"
    assert convert(body) == converted(body, PLAIN)
    with pytest.raises(TooDeepError):
        convert(f"A\n\n{sign * MOST_QUOTED}B\n")


@pytest.mark.parametrize("levels", [10, 60, 120, 1000])
def test_what_nests_too_deep_is_so_at_the_same_depth(levels: int) -> None:
    body = "- " * levels + "A"
    try:
        expected = converted(body, assembled(markdown.Markdown, TocExtension))
    except RecursionError:
        with pytest.raises(TooDeepError):
            convert(body)
    else:
        assert convert(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "a\n" * 20_000,
        "a\n\n" * 5_000,
        "\n" + " " * 100_000,
        "#" * 100_000,
        "`" * 20_000,
        ("[a" * 100 + "\n\n") * 20,
    ],
)
def test_no_body_takes_longer_than_with_the_original(body: str) -> None:
    start = time.process_time()
    converted(body, PLAIN)
    between = time.process_time()
    convert(body)
    assert time.process_time() - between < 2 * (between - start) + 0.2
