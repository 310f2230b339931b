"""A made-up language that behaves like Vietnamese: words and pairs of them are as frequent as in real texts.

Measured in real local documents: 1,300 running syllables have about 345 distinct ones and 760 distinct pairs
of neighbours, 10,000 of many documents about 1,000. What an index costs depends on that: were all syllables
equally frequent, nearly every pair would be a new one.
"""

from __future__ import annotations

import itertools
import random
from bisect import bisect
from functools import cache

# Spelling asks for other letters before e, ê, i than before the rest; without that rule the check for
# text in old encodings, which knows how syllables are spelt, would take some words for such text.
_SYLLABLES = tuple(
    onset + rhyme
    for onsets, rhymes in (
        (
            "b c ch d đ g h kh l m n ng nh ph r s t th tr v x",
            "a à á ả ã ạ ai ái am ấm an ân ần ang áng ao âu ay ây ăm ăn ăng ắc ất ật anh ánh ách o ô ơ ọ ố ờ "
            "oan óc ói om on ong ộ ôi ông ơi ớm ớp ù ư ú ữ ua uân uất ui um ung ụng ươi ươn ường ước uyên",
        ),
        (
            "b ch d đ gh h k kh l m n ngh nh ph r s t th tr v x",
            "ê ế ề ênh ết i ì iên iền iết iêu iếu iêng inh im in",
        ),
    )
    for onset in onsets.split()
    for rhyme in rhymes.split()
    # YAML takes it for «false».
    if onset + rhyme != "no"
)
# These are real, and come first: an index treats words that say little in a way of its own.
FUNCTION_WORDS = (
    "và của các là có được trong cho với theo về đến từ tại để này đó những một khi đã sẽ phải do bởi vào ra "
    "trên như cũng thì mà hay hoặc nhằm không người việc năm ngày nhiều mọi mỗi cùng nếu vì nên chỉ đang lại "
    "rất hơn qua giữa ngoài trước sau bằng còn"
).split()
_WORDS = 9_000
_LENGTHS = {1: 20, 2: 72, 3: 8}
"""Of a hundred words so many have so many syllables."""
_AGAIN, _ON = 0.44, 0.57
"""How often a word is one that the document has already, and how often the one follows that came after it."""
_FRESH = 12
"""Words before any comes again: those of a title."""

Word = tuple[str, ...]


def _cumulated(count: int, flat: int) -> list[float]:
    """Frequencies by the law of Zipf and Mandelbrot, each with all before it; a large `flat` makes the first
    ones alike."""
    return list(itertools.accumulate(1 / (rank + flat) ** 1.05 for rank in range(count)))


@cache
def _lexicon() -> tuple[Word, ...]:
    """All words, the most frequent first, the same for every corpus."""
    chance = random.Random("words")  # noqa: S311 - no secret
    syllables = [each for each in dict.fromkeys(_SYLLABLES) if each not in FUNCTION_WORDS]
    chance.shuffle(syllables)
    weights = _cumulated(len(syllables), 40)
    words: dict[Word, None] = dict.fromkeys((word,) for word in FUNCTION_WORDS)
    while len(words) < _WORDS:
        (length,) = chance.choices(tuple(_LENGTHS), tuple(_LENGTHS.values()))
        words[tuple(chance.choices(syllables, cum_weights=weights, k=length))] = None
    return tuple(words)


@cache
def _frequencies() -> list[float]:
    return _cumulated(_WORDS, 18)


class Speaker:
    """Says words, as one document does that has its subject: what was said once comes more often again."""

    def __init__(self, chance: random.Random) -> None:
        self._random = chance.random
        self._said: list[Word] = []
        # Where the word stands that was repeated last.
        self._at = -1
        self._words, self._frequencies = _lexicon(), _frequencies()

    def syllables(self, count: int) -> list[str]:
        found: list[str] = []
        while len(found) < count:
            found += self._word()
        return found[:count]

    def _word(self) -> Word:
        said, chance = self._said, self._random
        if 0 <= self._at < len(said) - 1 and chance() < _ON:
            self._at += 1
        else:
            again = len(said) > _FRESH and chance() < _AGAIN
            self._at = int(chance() * len(said)) if again else -1
        word = said[self._at] if self._at >= 0 else self._new()
        if said and word == said[-1]:
            return self._word()
        said.append(word)
        return word

    def _new(self) -> Word:
        return self._words[bisect(self._frequencies, self._random() * self._frequencies[-1])]
