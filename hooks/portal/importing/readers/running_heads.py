"""Page numbers, running heads and feet: what stands at the edge of pages and is no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from portal.importing.readers.printed import Line, Page

_PAGE_NUMBER = re.compile(
    r"[-–—~\s]*(?:(?:Trang|trang|TRANG|Page)\s*)?([0-9]{1,3})(?:\s*/\s*[0-9]{1,3})?[-–—~\s]*"
)
_SIGNED_AT = re.compile(r"(?:Thời gian ký|Ngày ký)\s*:")
_SIGNED = re.compile(rf"{_SIGNED_AT.pattern}|(?:Người ký|Ký bởi|Email|Cơ quan|Tổ chức)\s*:")
_DIGITS = re.compile(r"[0-9]+")
# Lines of the edge that are looked at, and how far a head may move from page to page.
_EDGE, _SHIFT = 2, 8.0
# Share of the page's height at top and bottom where heads and feet stand.
_ZONE = 0.14


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Pages without the lines that are repeated at their edges."""
    numberless = [_without_number(_without(page, _signature(page))) for page in pages]
    repeated = Counter(key for page in numberless for key in {_key(line) for line in _edge(page)})
    least = max(3, (2 * len(pages) + 4) // 5)
    running = {key for key, count in repeated.items() if count >= least}
    running |= {
        key for key, count in repeated.items() if count == len(pages) == 2 and _is_small(key, numberless)
    }
    # What was found may have stood before the number.
    return [_without_number(_without(page, _running(page, running))) for page in numberless]


def _signature(page: Page) -> list[Line]:
    """What a digital signature prints on a page: who signed and when."""
    lines = [line for line in page.lines if _SIGNED.match(line.text)]
    return lines if any(_SIGNED_AT.match(line.text) for line in lines) else []


def _running(page: Page, running: Iterable[tuple[str, int]]) -> Iterator[Line]:
    places: dict[str, list[int]] = {}
    for text, place in running:
        places.setdefault(text, []).append(place)
    for line in _edge(page):
        text, place = _key(line)
        if any(abs(place - other) <= 1 for other in places.get(text, ())):
            yield line


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.base / _SHIFT)


def _is_small(key: tuple[str, int], pages: Sequence[Page]) -> bool:
    sizes = [line.size for page in pages for line in _edge(page) if _key(line) == key]
    usual = Counter(line.size for page in pages for line in page.lines).most_common(1)[0][0]
    return max(sizes) < 0.93 * usual


def _edge(page: Page) -> list[Line]:
    upper = [line for line in page.lines[:_EDGE] if line.base < _ZONE * page.height]
    lower = [line for line in page.lines[-_EDGE:] if line.base > (1 - _ZONE) * page.height]
    return [*upper, *(line for line in lower if line not in upper)]


def _without_number(page: Page) -> Page:
    return _without(page, [line for line in _ends(page) if _is_number(line, page)])


def _ends(page: Page) -> list[Line]:
    return [line for line in _edge(page) if line in (page.lines[0], page.lines[-1])]


def _is_number(line: Line, page: Page) -> bool:
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    # At the left margin it may be the rest of a sentence.
    others = [other.x0 for other in page.lines if other is not line]
    return not others or line.x0 > min(others) + 3 * line.size or not _DIGITS.fullmatch(line.text)


def _without(page: Page, lines: Iterable[Line]) -> Page:
    gone = set(map(id, lines))
    if not gone:
        return page
    words = {id(word) for line in page.lines if id(line) in gone for word in line.words}
    return replace(
        page,
        lines=tuple(line for line in page.lines if id(line) not in gone),
        words=tuple(word for word in page.words if id(word) not in words),
    )
