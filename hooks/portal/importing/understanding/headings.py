"""Which paragraphs are headings, and of what level: by number, by shape, by what the format tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from portal.importing.blocks import Block, Paragraph, without_notes
from portal.importing.understanding.bodies import is_capitals
from portal.importing.understanding.wording import compiled


class Rank(IntEnum):
    """Kinds of numbers, from the whole to its parts."""

    PART = 0
    CHAPTER = 1
    CAPITAL = 2
    ROMAN = 3
    SECTION = 4
    ARTICLE = 5
    FIRST = 6
    SECOND = 7
    THIRD = 8
    FOURTH = 9
    LETTER = 10


_ORDINALS = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
_NUMBERED = (
    (Rank.PART, re.compile(rf"(?i:phần)\s+(?i:thứ\s+)?(?i:{_ORDINALS}|[IVX]+|\d+)\b\s*[.:–-]?\s*")),
    (Rank.CHAPTER, re.compile(r"(?i:chương)\s+(?:[IVX]+|\d+)\b\s*[.:–-]?\s*")),
    (Rank.SECTION, re.compile(r"(?i:mục)\s+(?:[IVX]+|\d+)\b\s*[.:–-]\s*")),
    (Rank.ARTICLE, re.compile(r"(?i:điều)\s+\d+[a-z]?\s*[.:]\s*")),
    (Rank.ROMAN, re.compile(r"(?P<roman>[IVXl]{1,6})\s*[.\-–/)]+\s*(?=\D)")),
    (Rank.CAPITAL, re.compile(r"(?P<capital>[A-H])\s*[.\-–/)]\s*(?=\w)")),
    (Rank.FOURTH, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.\d{1,2}[.)/-]?\s+")),
    (Rank.THIRD, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}[.)/-]?\s+(?!\d{4})")),
    (Rank.SECOND, re.compile(r"\d{1,2}\.\d{1,2}[.)/-]?\s+(?=[^\W\d])")),
    (Rank.FIRST, re.compile(r"\d{1,2}\s*(?:[.)/]|-(?=\s|[A-ZĐ]))\s*(?=[^\W\d]|[“\"(])")),
    (Rank.LETTER, re.compile(r"[a-zđ]\s?[.)]\s*(?=[^\W\d])")),
)
_ENDS = re.compile(r"[.;:!?…,]\W*$")
_SENTENCES = compiled(r"[.!?]\s+[A-ZĐÀ-Ỹ]")
_RUN_IN = re.compile(r":\s*\S")
_SHORT, _ONE_SENTENCE = 170, 320


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph with the rank of its number, if it has one, and what follows the number."""

    block: Paragraph
    rank: Rank | None
    rest: str


def numbered(block: Paragraph) -> Numbered:
    text = without_notes(block.text).strip()
    for rank, pattern in _NUMBERED:
        match = pattern.match(text)
        if match and not _is_lone(match, text):
            return Numbered(block, rank, text[match.end() :])
    return Numbered(block, None, text)


def _is_lone(match: re.Match[str], text: str) -> bool:
    # «V/v», «C. Mác» and a bare number are no numbers of headings.
    return not text[match.end() :].strip() and not text.lower().startswith(("phần", "chương"))


def levels(blocks: Sequence[Block]) -> dict[int, int]:
    """The level of each block that is a heading, by its place."""
    paragraphs = {at: numbered(block) for at, block in enumerate(blocks) if isinstance(block, Paragraph)}
    bold = {each.rank for each in paragraphs.values() if each.block.bold}
    own = {at for at in paragraphs if _is_heading(at, paragraphs, blocks, bold)}
    chosen = sorted(own | _like_their_siblings(own, paragraphs))
    styled = [at for at in chosen if paragraphs[at].block.level]
    if len(styled) > len(chosen) // 2 and any(paragraphs[at].rank is None for at in styled):
        return _by_style(chosen, paragraphs)
    return _by_rank(chosen, paragraphs)


def _is_heading(
    at: int,
    paragraphs: Mapping[int, Numbered],
    blocks: Sequence[Block],
    bold: Collection[Rank | None],
) -> bool:
    each = paragraphs[at]
    block = each.block
    if block.level:
        return True
    if each.rank is None:
        return False
    if each.rank <= Rank.ROMAN or each.rank is Rank.SECTION:
        return len(each.rest) < _ONE_SENTENCE and (
            is_capitals(each.rest) or block.bold or not _SENTENCES.search(each.rest)
        )
    if block.bold:
        return len(each.rest) < _ONE_SENTENCE * 2 and not _is_run_in(each.rest)
    if each.rank in bold:
        # The format tells what is bold, and this is not.
        return False
    return _has_the_shape(each) and _is_followed(at, each, paragraphs, blocks)


def _is_run_in(rest: str) -> bool:
    return bool(_RUN_IN.search(rest) and _ENDS.search(rest) and len(rest) > 60)


def _has_the_shape(each: Numbered) -> bool:
    rest = each.rest
    if is_capitals(rest):
        return len(rest) < _ONE_SENTENCE
    if not rest[:1].isupper() and rest[:1] not in '“"':
        return False
    is_label = rest.endswith(":") and len(rest) < 90
    return len(rest) <= _SHORT and (is_label or not _ENDS.search(rest)) and not _RUN_IN.search(rest)


def _is_followed(
    at: int, each: Numbered, paragraphs: Mapping[int, Numbered], blocks: Sequence[Block]
) -> bool:
    """Whether text stands under it: of a list, the next item follows, or nothing."""
    if at + 1 >= len(blocks):
        return False
    if is_capitals(each.rest):
        return True
    after = paragraphs.get(at + 1)
    if after is None:
        return True
    if after.rank is None or each.rank is None:
        return True
    return each.rank is not Rank.LETTER and after.rank > each.rank


def _like_their_siblings(chosen: Collection[int], paragraphs: Mapping[int, Numbered]) -> set[int]:
    """«1.3. … .» is a heading as 1.1 and 1.2 are, be it a sentence."""
    result: set[int] = set()
    for group in _groups(paragraphs):
        heads = [at for at in group if at in chosen]
        rank = paragraphs[group[0]].rank
        if rank is Rank.LETTER or len(heads) < 2 or len(heads) * 2 <= len(group):
            continue
        tells = any(paragraphs[at].block.bold for at in heads)
        if not tells:
            result |= {at for at in group if _may_be(paragraphs[at].rest)}
    return result


def _may_be(rest: str) -> bool:
    return len(rest) < _ONE_SENTENCE and not _SENTENCES.search(rest) and not _RUN_IN.search(rest)


def _groups(paragraphs: Mapping[int, Numbered]) -> list[list[int]]:
    """Places of numbers of one rank between numbers of a higher one."""
    groups: list[list[int]] = []
    open_groups: dict[Rank, list[int]] = {}
    for at, each in paragraphs.items():
        if each.rank is None:
            continue
        for rank in [rank for rank in open_groups if rank > each.rank]:
            del open_groups[rank]
        if each.rank not in open_groups:
            open_groups[each.rank] = []
            groups.append(open_groups[each.rank])
        open_groups[each.rank].append(at)
    return groups


def _by_rank(chosen: Sequence[int], paragraphs: Mapping[int, Numbered]) -> dict[int, int]:
    """Nested by their numbers: a heading lies in the last one of a higher rank."""
    result: dict[int, int] = {}
    above: list[Rank] = []
    for at in chosen:
        rank = paragraphs[at].rank
        if rank is None:
            result[at] = min(paragraphs[at].block.level or 1, 4)
            continue
        while above and above[-1] >= rank:
            above.pop()
        above.append(rank)
        result[at] = min(len(above), 4)
    return result


def _by_style(chosen: Sequence[int], paragraphs: Mapping[int, Numbered]) -> dict[int, int]:
    used = sorted({paragraphs[at].block.level or 0 for at in chosen} - {0})
    result: dict[int, int] = {}
    last = 1
    for at in chosen:
        style = paragraphs[at].block.level
        last = used.index(style) + 1 if style else last
        result[at] = min(last, 4)
    return result
