"""The short form of `make fuzz`: some hundreds of hostile inputs for each target, and what once failed."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from portal import rendering, svg
from tests.fuzz import oracle
from tests.fuzz.run import inputs
from tests.fuzz.targets import INSIDE, TARGETS

COUNT = 200


@pytest.mark.parametrize("name", TARGETS)
def test_no_hostile_input_crashes_hangs_or_survives(name: str) -> None:
    target = TARGETS[name]
    seeds = list(target.seeds())
    for data in [*seeds, *inputs(seeds, COUNT, random.Random(57))]:  # noqa: S311 - a sequence to repeat
        started = time.process_time()
        target.run(data)
        assert time.process_time() - started < 5, data


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.binary(max_size=200))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_none_that_hypothesis_thinks_of_does(name: str, data: bytes) -> None:
    TARGETS[name].run(data)


@pytest.mark.parametrize(
    ("html", "flaw"),
    [
        ("<p onclick=a>b</p>", "p onclick"),
        ("<script>a</script>", "<script>"),
        ('<a href="java\tscript:a">b</a>', "a href=javascript:a"),
        ('<a href="&#1;JAVASCRIPT&colon;a">b</a>', "a href=javascript:a"),
        ('<a href="\\\\a.example">b</a>', "a href=//a.example"),
        ('<a href="https://a@b.example/">c</a>', "a href with credentials"),
        ('<img src="https://a.example/b.png">', "img src=https://a.example/b.png"),
        ("<svg><p>a</p></svg>", "<svg>"),
        ("<!-- a -->", "a comment or an instruction"),
        ('<p style="a">b</p>', "p style"),
    ],
)
def test_the_oracle_sees_what_runs(html: str, flaw: str) -> None:
    assert flaw in oracle.flaws(html, schemes=INSIDE, pictures="portal:/")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "flaw"),
    [
        ("<script/>", "<{http://www.w3.org/2000/svg}script>"),
        ("<g onload='a'/>", "g onload"),
        ("<use href='//a'/>", "use href=//a"),
        ("<image href='data:image/svg+xml,a'/>", "image href=data:image/svg+xml,a"),
        ("<g fill='u\\72l(//a)'/>", "style: url(//a)"),
        ("<style>@import '//a'</style>", "<{http://www.w3.org/2000/svg}style>"),
        ("<desc><style/></desc>", "<{http://www.w3.org/1999/xhtml}style>"),
    ],
)
def test_the_oracle_sees_what_runs_in_a_drawing(inside: str, flaw: str) -> None:
    assert flaw in oracle.flaws_of_drawing(SVG.format(inside).encode())


# What fuzzing has found.
@pytest.mark.parametrize(
    "inside",
    [
        # Titles hold HTML where an SVG stands in a page.
        "<desc><path><style>a{fill:url(#b)}</style></path></desc>",
        "<title>a<tspan/><style/></title>",
        # A size can be a style.
        "<use x=\"fill:image-set('//a')\"/>",
    ],
)
def test_drawings_that_once_survived(inside: str) -> None:
    assert oracle.flaws_of_drawing(svg.clean(SVG.format(inside).encode()).data) == []


@pytest.mark.parametrize(
    "body",
    [f"[a](https://a.example/{'b' * 3000})", "[a](https://a_-.example/)", "![a](#c)", "![a](#)\n\n## C"],
)
def test_bodies_that_once_survived(body: str) -> None:
    html = rendering.render(body, "a.md").html
    assert "None" not in html
    assert oracle.flaws(html, schemes=INSIDE, pictures="portal:/") == []
