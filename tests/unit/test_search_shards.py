"""What is written into shards is what can be read from them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, strategies as st

from portal.search.bits import Codes, rice_parameter
from portal.search.shards import cut, shards
from portal.search.terms import Terms
from tests.unit.search_reading import Bits, Read, parameter, read

WORDS = ["a", "an", "an\tăn", "an\tân4", "chuyen\tchuyên2", "chuyen\tchuyên4", "so\tsô4", "#57nq", "@can-tho"]


def terms(words: dict[str, int], pairs: dict[tuple[str, str], int]) -> Terms:
    numbers = {word: number for number, word in enumerate(words)}
    return Terms(
        0,
        "\n".join(words),
        bytes(words.values()),
        np.array([numbers[first] for first, _ in pairs], np.uint32).tobytes(),
        np.array([numbers[second] for _, second in pairs], np.uint32).tobytes(),
        bytes(pairs.values()),
    )


def expected(documents: Sequence[tuple[dict[str, int], dict[tuple[str, str], int]]]) -> Read:
    found = Read({}, {})
    for number, (words, pairs) in enumerate(documents):
        for word, level in words.items():
            found.words.setdefault(word, {})[number] = level
        for pair, level in pairs.items():
            found.pairs.setdefault(pair, {})[number] = level
    return found


@st.composite
def documents(draw: st.DrawFn) -> list[tuple[dict[str, int], dict[tuple[str, str], int]]]:
    levels = st.integers(1, 3)
    found = []
    for _ in range(draw(st.integers(0, 12))):
        words = draw(st.dictionaries(st.sampled_from(WORDS), levels, max_size=6))
        pair = st.tuples(*[st.sampled_from([*words, ""])] * 2)
        pairs = draw(st.dictionaries(pair, levels, max_size=8))
        found.append((words, {pair: level for pair, level in pairs.items() if all(pair)}))
    return found


@given(documents(), st.sampled_from([1, 4, 16]))
def test_everything_written_is_read(
    given_documents: list[tuple[dict[str, int], dict[tuple[str, str], int]]], count: int
) -> None:
    made = shards([terms(*each) for each in given_documents], count)
    assert len(made.shards) == count
    assert read(made, len(given_documents)) == expected(given_documents)


def test_many_documents_are_cut_into_shards_of_about_one_size() -> None:
    chance = np.random.default_rng(57)
    names = sorted(f"tu{number}" for number in range(300))
    found = []
    for _ in range(200):
        chosen = [names[place] for place in chance.integers(0, 300, 40)]
        words = {word: int(chance.integers(1, 4)) for word in chosen}
        found.append((words, dict.fromkeys(itertools.pairwise(chosen), 1)))
    made = shards([terms(*each) for each in found], 16)
    assert read(made, 200) == expected(found)
    assert max(map(len, made.shards)) < 2 * sum(map(len, made.shards)) / 16


@given(st.lists(st.integers(1, 1000)), st.integers(1, 20))
def test_no_part_is_empty_as_long_as_there_are_things(sizes: list[int], count: int) -> None:
    edges = cut(sizes, count)
    assert (len(edges), edges[0], edges[-1]) == (count + 1, 0, len(sizes))
    parts = [end - start for start, end in itertools.pairwise(edges)]
    assert sum(part > 0 for part in parts) == min(count, len(sizes))
    assert parts == sorted(parts, key=lambda part: part == 0)


def test_nothing_is_empty_files() -> None:
    made = shards([], 4)
    assert made.shards == (bytes(8),) * 4


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_parameter_is_the_documented_one(count: int, limit: int) -> None:
    found = rice_parameter(np.array([count]), np.array([limit]))
    assert found[0] == parameter(count, limit)


@pytest.mark.parametrize("k", [0, 1, 7])
@given(numbers=st.lists(st.integers(0, 5000), min_size=1, max_size=30))
def test_code_words_are_read_back(numbers: list[int], k: int) -> None:
    codes = Codes(2 * len(numbers))
    at = np.arange(len(numbers))
    codes.gamma(2 * at, np.array(numbers) + 1)
    codes.rice(2 * at + 1, np.array(numbers), np.full(len(numbers), k))
    (stream,) = codes.streams(np.array([0]))
    bits = Bits(stream)
    assert [(bits.gamma() - 1, bits.zeros() << k | bits.number(k)) for _ in numbers] == [
        (number, number) for number in numbers
    ]
    assert bits.ended
