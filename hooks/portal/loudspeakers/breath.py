"""Spoken text in lines that are read in one breath, and how long they take to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.speech.plain import is_plain

LONGEST = 25
"""Syllables of a line."""
SYLLABLES_A_MINUTE = 130
"""How fast a script is read out; conversation is faster, but a loudspeaker echoes."""
_SHORTEST = 7
_STEP = 5
"""Seconds that times are rounded up to."""

_SYLLABLE = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?]\s+")
_PAUSE = (",", ";", ":")
_ENDS = (".", "!", "?", "…")
# Words that begin a new part of a sentence. Those that are as often the second half of a word
# (do: «tự do», bằng: «công bằng») are left out.
_JOINS = frozenset("và hoặc nhưng còn để nếu nên thì mà nhằm khi".split())
_LEADS = frozenset("của cho về với theo từ đến trong trên tại trước sau qua ngày nay gồm".split())
_VERBS = frozenset("là có đã đang sẽ được bị phải cần ghi thuộc".split())
_NUMBERS = frozenset(
    "không một hai ba bốn tư năm lăm sáu bảy tám chín mười mươi mốt trăm nghìn triệu tỉ tỷ linh phẩy "
    "phần tháng thứ số".split()
)
_GOES_ON, _NEVER_LAST = _NUMBERS | {"đến"}, _LEADS | _JOINS
_COMPOUNDS = {("phường,", "xã"), ("xã,", "phường"), ("tỉnh,", "thành"), ("sở,", "ban"), ("ban,", "ngành")}
_NOWHERE = 6


def syllables(text: str) -> int:
    """Vietnamese is written by syllables; «ki-lô-mét» has three."""
    return text.count(" ") + 1 if is_plain(text) else len(_SYLLABLE.findall(text))


def seconds(count: int) -> int:
    """How long so many syllables take, rounded up to five seconds."""
    return -(-count * 60 // (SYLLABLES_A_MINUTE * _STEP)) * _STEP


def lines(spoken: str) -> list[str]:
    """Each sentence begins a line with a capital and ends with a sign; a long one takes several lines."""
    sentences = (sentence for line in spoken.splitlines() for sentence in _sentences(line.strip()))
    return [line for sentence in sentences for line in _in_breaths(_finished(sentence))]


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(line):
        yield line[start : end.start() + 1]
        start = end.end()
    if start < len(line):
        yield line[start:]


def _finished(sentence: str) -> str:
    ended = sentence if sentence.endswith(_ENDS) else sentence.rstrip(",;: ") + "."
    return ended[0].upper() + ended[1:]


def _in_breaths(sentence: str) -> Iterator[str]:
    left, size = sentence.split(), syllables(sentence)
    sizes = [1 if word.isalpha() else syllables(word) for word in left] if size > LONGEST else []
    while sum(sizes) > LONGEST:
        cut = _cut(left, sizes)
        yield " ".join(left[:cut])
        left, sizes = left[cut:], sizes[cut:]
    yield " ".join(left)


def _cut(words: list[str], sizes: list[int]) -> int:
    """After how many words the first line of a long sentence ends: at the best place, rather late."""
    best, total, place, whole = (_NOWHERE, 0), 0, 0, sum(sizes)
    for place, size in enumerate(sizes):
        total += size
        if total > LONGEST or place + 1 == len(sizes):
            break
        # A line of a word or two sounds like a stumble.
        if total >= _SHORTEST and whole - total >= _SHORTEST:
            best = min(best, (_cost(words, place), -(place + 1)))
    return -best[1] or max(1, place)


def _cost(words: list[str], place: int) -> int:
    """How much it disturbs to breathe after the word at `place`: from 0, where there is a pause anyway, over
    the beginnings of parts and of verbs, to 5 within a number and after a preposition."""
    last, following = words[place].lower(), words[place + 1].strip(",;:.").lower()
    if last.endswith(_PAUSE):
        return _cost_of_pause(words, place)
    if (last in _NUMBERS and following in _GOES_ON) or last in _NEVER_LAST:
        return _NOWHERE - 1
    if following in _JOINS:
        return 1
    if following in _LEADS:
        return 2
    return 3 if following in _VERBS else 4


def _cost_of_pause(words: list[str], place: int) -> int:
    """«phòng ban, đoàn thể và …» is a list, which is better read in one breath."""
    if (words[place].lower(), words[place + 1].lower()) in _COMPOUNDS:
        return _NOWHERE
    after = words[place + 2 : place + 4]
    is_list = words[place].endswith(",") and any(word in _JOINS or word.endswith(",") for word in after)
    return 2 if is_list else 0
