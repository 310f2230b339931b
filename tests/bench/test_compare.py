"""The benchmarks' own parts, from given figures, and a short form of what they measure with few records.

Times are looked at by `make bench` only.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from tests.bench import cases, corpus, limits, parts, sites
from tests.bench.measure import Cost, run
from tests.bench.parts import part_of
from tests.bench.plot import LABEL, LINES, apart, plot
from tests.bench.report import report, table
from tests.bench.results import Case, Count, Results, Row, Weights
from tests.site.weights import MAX_AROUND_CONTENT

SECONDS: Mapping[Case, float] = {
    Case.STOCK: 8,
    Case.PELICAN: 6,
    Case.HUGO: 1.2,
    Case.ELEVENTY: 3,
    Case.COLD: 4,
    Case.EDIT: 0.3,
    Case.TITLE: 0.31,
    Case.ADDED: 0.3,
    Case.REMOVED: 0.3,
    Case.WARNING: 0.4,
    Case.UNCHANGED: 0.2,
}


def count_of(factor: float, *, mean: float = 9000) -> Count:
    """All cases, a second of SECONDS taking `factor` seconds."""
    rows = {
        case: Row(Cost(seconds * factor, seconds * factor, 100, 150), 1000, 5_000_000)
        for case, seconds in SECONDS.items()
    }
    shares = {name: share * 0.9 * SECONDS[Case.STOCK] * factor for name, share in limits.BUDGET.items()}
    return Count(3, rows, shares, Weights(11_000, mean))


GOOD = Results(
    {"date": "2026-03-01 10:00"},
    {100: count_of(0.1), 1_000: count_of(1), 10_000: count_of(10)},
    {limits.OWN: (0.7, 0.5, 2.0), "1000": (1.5,)},
)


def without(results: Results, *numbers: int) -> Results:
    return replace(
        results, counts={number: each for number, each in results.counts.items() if number not in numbers}
    )


def slower(results: Results, number: int, case: Case, seconds: float, memory: float = 100) -> Results:
    count = results.counts[number]
    rows = {**count.rows, case: replace(count.rows[case], cost=Cost(seconds, seconds, memory, memory))}
    return replace(results, counts={**results.counts, number: replace(count, rows=rows)})


def missed(results: Results) -> list[str]:
    return [verdict.asked for verdict in limits.verdicts(results) if not verdict.met]


# -- Limits ----------------------------------------------------------------------------------------------


def test_what_is_asked_is_held_against_other_generators_of_the_same_run() -> None:
    # An edit takes ten times as long with ten times as many records here, which is asked to be less.
    assert missed(GOOD) == ["one edit, 10,000, of cold", "one edit, 10,000, of Hugo"]
    good = slower(GOOD, 10_000, Case.EDIT, 1.5)
    assert missed(good) == []
    assert missed(slower(good, 1_000, Case.COLD, 5)) == ["cold, 1,000, of stock"]
    assert missed(slower(good, 1_000, Case.EDIT, 0.45)) == ["one edit, 1,000, of Hugo"]
    assert missed(slower(good, 10_000, Case.COLD, 43)) == ["cold, 10,000, of cold, 1,000"]
    assert missed(slower(good, 10_000, Case.WARNING, 2, 401)) == ["memory, after an edit, 10,000"]
    assert missed(slower(good, 10_000, Case.COLD, 40, 601)) == ["memory, cold, 10,000"]
    heavier = {**good.counts, 10_000: replace(count_of(10, mean=9500), rows=good.counts[10_000].rows)}
    assert missed(replace(good, counts=heavier)) == ["the same, most records of fewest"]


def test_what_is_not_reached_yet_is_told_from_what_has_become_worse() -> None:
    def lost(results: Results) -> list[str]:
        return [verdict.asked for verdict in limits.verdicts(results) if verdict.lost]

    assert lost(GOOD) == []
    slow = slower(GOOD, 1_000, Case.COLD, 7)
    assert "cold, 1,000, of stock" in missed(slow)
    assert "cold, 1,000, of stock" not in lost(slow)
    assert re.search(r"cold, 1,000, of stock .*\| +not yet \|", report(slow))
    worse = slower(GOOD, 1_000, Case.COLD, 14)
    assert "cold, 1,000, of stock" in lost(worse)
    assert re.search(r"cold, 1,000, of stock .*\| +LOST \|", report(worse))


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    few = without(GOOD, 1_000, 10_000)
    assert missed(few) == []
    assert all(verdict.measured is None for verdict in limits.budget(few))
    shown = report(few)
    assert re.search(r"cold, 1,000, of stock +\| +0\.6 \| +– \| +– \|", shown)


def test_a_part_that_costs_more_than_its_budget_is_named() -> None:
    assert all(verdict.met for verdict in limits.budget(GOOD))
    count = GOOD.counts[1_000]
    dear = replace(count, parts={**count.parts, parts.FEEDS: 2.0})
    results = replace(GOOD, counts={**GOOD.counts, 1_000: dear})
    assert [verdict.asked for verdict in limits.budget(results) if not verdict.met] == [parts.FEEDS]
    assert re.search(r"\| feeds +\| +2\.00 \|.*NO 0\.20 \|", report(results))


def test_a_preview_counts_by_its_middle() -> None:
    assert GOOD.seen_after(limits.OWN) == 0.7
    assert replace(GOOD, preview={}).seen_after(limits.OWN) is None


def test_of_rounds_the_shortest_time_and_the_most_memory_count() -> None:
    assert Cost(2, 5, 10, 30).best(Cost(3, 4, 20, 25)) == Cost(2, 4, 20, 30)
    assert Cost(1, 1, 10).most == 10


# -- Report and plot -------------------------------------------------------------------------------------


def test_results_are_kept_and_read_again() -> None:
    assert Results.from_json(GOOD.to_json()) == GOOD


def test_columns_stand_below_each_other() -> None:
    assert table(("", "wall s"), [("a", "1.00"), ("longer", "10.25")]) == (
        "|        | wall s |\n| ------ | -----: |\n| a      |   1.00 |\n| longer |  10.25 |"
    )


def test_the_report_has_every_case_every_part_and_every_limit() -> None:
    shown = report(GOOD)
    for number in (100, 1_000, 10_000):
        assert f"## {number} records, the best of 3 rounds" in shown
    for text in (*SECONDS, *limits.BUDGET, *(verdict.asked for verdict in limits.verdicts(GOOD))):
        assert f"| {text}" in shown, text
    assert "| Hugo                  |   1.20 |     0.15 |" in shown


@pytest.mark.parametrize("results", [GOOD, without(GOOD, 100, 10_000)], ids=["three", "one"])
def test_the_plot_has_a_line_and_a_name_for_each_case_inside_the_picture(results: Results) -> None:
    root = ET.fromstring(plot(results))  # noqa: S314 - our own
    texts = root.findall("{*}text")
    names = {text.text for text in texts}
    assert {case.value for case in LINES if case in SECONDS} <= names
    assert {f"{number:,}" for number in results.counts} <= names
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for text in texts:
        assert 0 < float(text.get("x", 0)) < width
        assert 0 < float(text.get("y", 0)) < height
    assert len(root.findall("{*}circle")) == len(results.counts) * sum(case in SECONDS for case in LINES)


def test_names_of_lines_that_end_near_each_other_do_not_touch() -> None:
    places = apart([100, 101, 102, 125, 300])
    assert all(low - high >= LABEL for high, low in pairwise(places))
    assert places[-1] == 300
    assert abs(sum(places[:4]) - 428) < 1


# -- Parts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stack", "part"),
    [
        ("engine.command", parts.START),
        ("engine.command importlib._bootstrap portal.feeds.rss", parts.START),
        ("engine.command engine.adapter", parts.DECLARE),
        ("engine.command engine.adapter portal.workspace portal.loading", parts.LOAD),
        ("engine.command engine.adapter portal.workspace portal.rendering nh3", parts.RENDER),
        ("engine.adapter portal.declaration portal.feeds.outputs", parts.DECLARE),
        ("engine.session portal.declaration engine.printing portal.outlining portal.views", parts.PAGES),
        ("engine.session portal.declaration engine.printing portal.declaration portal.views", parts.DECLARE),
        ("engine.staging engine.printing mkdocs.commands.build engine.adapter", parts.PAGES),
        ("engine.staging portal.feeds.rss portal.store", parts.FEEDS),
        ("engine.staging portal.boards.drawing PIL.Image", parts.SCREENS),
        ("engine.staging portal.store sqlite3", parts.WRITING),
    ],
)
def test_time_counts_for_the_part_that_began_it(stack: str, part: str) -> None:
    assert part_of(stack.split()) == part


# -- With few records --------------------------------------------------------------------------------------


def test_every_case_of_the_portal_is_measured(tmp_path: Path) -> None:
    told: list[str] = []
    files = corpus.project_files(20)
    own = [case for case in Case if case.startswith("portal, ")]
    count = cases.measured(
        files, tmp_path, rounds=1, wanted=own, tell=lambda doing, took: told.append(doing + took)
    )
    assert list(count.rows) == own
    assert told[: len(own) * 2 : 2] == [case.value for case in own]
    rows = count.rows
    assert rows[Case.COLD].files == rows[Case.EDIT].files == rows[Case.SERIAL].files
    assert rows[Case.ADDED].files > rows[Case.REMOVED].files == rows[Case.TITLE].files
    assert rows[Case.WARNING].files > rows[Case.REMOVED].files
    # Too quick to be seen may be any part.
    assert {parts.START, parts.LOAD, parts.PAGES} <= count.parts.keys() <= set(parts.NAMES)
    assert sum(count.parts.values()) == pytest.approx(rows[Case.SERIAL].cost.processor, rel=0.25)
    assert count.pages is not None
    assert count.pages.mean < count.pages.most < MAX_AROUND_CONTENT


def test_memory_is_that_of_the_command_alone(tmp_path: Path) -> None:
    here = bytearray(200 * 1024**2)
    cost = run(("true",), tmp_path, {})
    assert cost.memory < 60 < len(here)


def test_other_generators_get_the_same_documents() -> None:
    files = corpus.project_files(20)
    paths = [path.removeprefix("docs/") for path in files if path.endswith(".md")]
    for generator in sites.GENERATORS:
        made = generator.files(files)
        folder = "docs" if generator is sites.STOCK else "content"
        assert all(f"{folder}/{path}" in made for path in paths), generator.name
    (path, title, day, body) = next(iter(corpus.documents(files)))
    text = sites.HUGO.files(files)[path.replace("docs/", "content/")]
    _, head, rest = text.split("---\n", 2)
    assert yaml.safe_load(head) == {"title": title, "date": day}
    assert rest.split("](")[0] == body.split("](")[0]
    pelican = sites.PELICAN.files(files)[path.replace("docs/", "content/")]
    assert pelican.startswith(f"Title: {title}\nDate: {day}\n\n")


def test_links_between_documents_are_addresses_that_exist() -> None:
    files = corpus.project_files(20)
    there = {f"/{path.removeprefix('docs/').removesuffix('.md')}/" for path in files if path.endswith(".md")}
    texts = [text for path, text in sites.ELEVENTY.files(files).items() if path.endswith(".md")]
    links = {link for text in texts for link in re.findall(r"\]\((/[^)#]*)", text)}
    assert len(links) > 5
    generated = {link for link in links if link.startswith("/nghi-quyet/")}
    assert generated <= there
    assert not any(".md)" in text for text in texts)
