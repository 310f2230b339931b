"""The generated corpus is good content: what it costs to build is what real records would cost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from statistics import fmean

from tests.bench import corpus
from tests.bench.language import FUNCTION_WORDS
from tests.projects import TestProject


def test_generated_records_have_no_error(project: Callable[..., TestProject]) -> None:
    made = project(corpus.project_files(50))
    done = made.portal("check")
    assert done.status == 0, done.out + done.err
    made.write({name: corpus.edited(text) for name, text in corpus.records(50).items()})
    assert made.portal("check").status == 0


def test_the_corpus_is_the_same_each_time_and_grows_at_its_end() -> None:
    few, many = corpus.records(20), corpus.records(40)
    assert few == corpus.records(20)
    assert list(many.items())[:20] == list(few.items())
    assert corpus.records(20, seed=58) != few


def test_records_are_of_all_kinds_and_of_the_size_of_real_ones() -> None:
    records = corpus.records(300)
    kinds = Counter(name.split("/")[1] for name in records)
    assert kinds["ke-hoach"] > kinds["tin-tuc"] > 50
    assert kinds["dien-hinh"] > 40
    bodies = [len(text.split("---\n", 2)[2].encode()) for text in records.values()]
    assert 7_000 < sum(bodies) / len(bodies) < 9_000
    provinces = {name.split("/")[2] for name in records if name.startswith("docs/ke-hoach")}
    assert len(provinces) == 34
    for part in ("\n## ", "\n### ", "\n| ", "](../", "](https://"):
        assert all(part in text for text in records.values()), part


def test_words_and_pairs_of_them_come_as_often_as_in_real_documents() -> None:
    texts = [_syllables(text) for text in corpus.records(200).values()]
    documents = [text[:1300] for text in texts if len(text) >= 1300]
    assert len(documents) > 100
    assert 320 < fmean(len(set(text)) for text in documents) < 370
    assert 720 < fmean(len(set(pairwise(text))) for text in documents) < 800
    running = list(chain.from_iterable(texts))
    assert 900 < len(set(running[:10_000])) < 1_100
    # Words that say little are a sixth of all, and none is much of it.
    frequent = Counter(running)
    of_words = [frequent[word] / len(running) for word in FUNCTION_WORDS]
    assert 0.14 < sum(of_words) < 0.20
    assert max(of_words) < 0.03


def _syllables(text: str) -> Sequence[str]:
    body = re.sub(r"\]\([^)]*\)", "]", text.split("---\n", 2)[2])
    return re.findall(r"[^\W\d_]+", body.lower())


def test_for_plain_mkdocs_only_the_title_is_left_of_the_front_matter() -> None:
    text = next(iter(corpus.simple(corpus.records(1)).values()))
    assert text.startswith("---\ntitle: ")
    assert text.split("\n")[2] == "---"
