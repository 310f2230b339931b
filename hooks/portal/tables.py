"""Tables of running text in frames that scroll by themselves: on a phone the page must not."""

from __future__ import annotations

import html
import re
from collections import Counter

_PART = re.compile(r"<(h[2-6])\b[^<>]*>(.*?)</\1>|</?table\b", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def framed(clean: str) -> str:
    """Clean HTML with a frame around each table, which the keyboard can reach.

    Frame and table have the name of the heading above: Markdown knows no captions, and a screen reader
    lists tables and regions by their names.
    """
    heading = ""
    numbers: Counter[str] = Counter()

    def frame(match: re.Match[str]) -> str:
        nonlocal heading
        if match[1]:
            heading = " ".join(html.unescape(_TAG.sub("", match[2])).split())
            return match[0]
        if match[0].startswith("</"):
            return f"</div>{match[0]}"
        numbers[heading] += 1
        name = _name(heading, numbers[heading])
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table aria-label="{name}"'
        )

    return _PART.sub(frame, clean).replace("</div></table>", "</table></div>")


def _name(heading: str, number: int) -> str:
    table = "Bảng" if number == 1 else f"Bảng {number}"
    return html.escape(f"{table}: {heading}" if heading else table)
