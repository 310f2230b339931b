"""How the text of two printed lines is joined, and what begins a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portal.importing.readers.printed import Line, Word

# «57-» and «NQ/TW» on the next line: number and letters of a document, in either order.
_BROKEN_NUMBER = re.compile(r"\d+[A-Za-zĐđ]*[-–/]$|\d/[A-ZĐƯÔƠÂÊ]{1,6}[-–]$|\d[-–/][A-ZĐƯÔƠÂÊ&]{1,8}[-–/]$")
_REST_OF_NUMBER = re.compile(r"[A-ZĐƯÔƠÂÊ0-9]")
_SLASHED = re.compile(r"\S/$")
LIST_MARK = re.compile(
    r"(?:[-–—+*•▪●○◦✓➢❖]\s*(?=\S)"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}[.)/]\s|[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}\s"
    r"|[a-zđ][)./]\s|[a-zđ][0-9]?\)\s|\([0-9a-zđ]{1,2}\)\s"
    r"|[IVXLC]{1,6}[.)/-]\s|[A-H]\.\s"
    r"|(?:Điều|Chương|Mục|Phần|PHẦN|CHƯƠNG|MỤC|ĐIỀU)\s+(?:thứ\s+\S+|[0-9IVXLC]+)(?:[.:]|\s|$))"
)
DASH = re.compile(r"[-–—+]\s*")
_ENDS = re.compile(r"[.;:!?…/]['\"”’»)]*$")
# A digit raised there by a note may follow.
_NOTE = re.compile("\ufff9[0-9]+\ufffb")


def ends(text: str) -> bool:
    """Whether a sentence, or a point of a list, ends here."""
    return bool(_ENDS.search(_NOTE.sub("", text)))


def join_texts(before: str, after: str) -> str:
    """Two lines of one paragraph as one."""
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if _is_inside_number(before, after) or (_SLASHED.search(before) and _is_address(before)):
        return before + after
    return f"{before} {after}"


def _is_inside_number(before: str, after: str) -> bool:
    return bool(_BROKEN_NUMBER.search(before)) and bool(_REST_OF_NUMBER.match(after))


def _is_address(before: str) -> bool:
    last = before.rsplit(maxsplit=1)[-1]
    return "://" in last or last.startswith("www.")


def fits(line: Line, word: Word, right: float) -> bool:
    """Whether a word would have found place at the end of a line: then the line ends a paragraph."""
    space = 0.25 * line.size
    return line.x1 + space + (word.x1 - word.x0) < right - 0.25 * line.size


def joined_cell(lines: Sequence[Line], left: float, right: float) -> str:
    """What stands in a cell; its paragraphs on lines of their own."""
    texts: list[str] = []
    # The margin of a cell, seen at its fullest line; Word's own is 5.4 points.
    margin = max(1.0, min(5.4, *(line.x0 - left for line in lines), *(right - line.x1 for line in lines)))
    for last, line in zip([None, *lines], lines, strict=False):
        if last is not None and not _begins_in_cell(last, line, right - left - 2 * margin):
            texts[-1] = join_texts(texts[-1], line.text)
        else:
            texts.append(line.text)
    return "\n".join(texts)


def _begins_in_cell(last: Line, line: Line, width: float) -> bool:
    if line.base - last.base > 2.2 * line.size:
        return True
    word = line.words[0]
    taken = last.x1 - last.x0 + 0.25 * line.size + (word.x1 - word.x0)
    room = taken < width - 0.5 * line.size
    if LIST_MARK.match(line.text):
        return room or ends(last.text)
    return room and line.text[0].isupper()
