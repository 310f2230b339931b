"""Texts for players that draw by themselves: lines of characters, and how long a text stays."""

from __future__ import annotations

import math
import textwrap

from portal.boards.board import Board, capacity
from portal.model.outlets import ScreenKind
from portal.vietnamese import nfc

TICKER_CHARACTERS = 200
"""A text that scrolls in one line is no longer: at 6 characters a second it takes half a minute."""
LEAST_SECONDS, CHARACTERS_A_SECOND = 5, 6


def wrapped(text: str, board: Board) -> tuple[str, ...]:
    """Lines of whole words that a board holds in a face of its player; a ticker takes all in one line.

    A word that is longer than a line stays whole, and nothing is left out: whether the text fits is for
    `layout` to say.
    """
    text = " ".join(nfc(text).split())
    if board.kind is ScreenKind.TICKER:
        width = TICKER_CHARACTERS
    else:
        width = capacity(board).capitals if text.isupper() else capacity(board).characters
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return tuple(lines)


def dwell(text: str) -> int:
    """Seconds that a text stays: displays.md, by NAP 14396 p. 45. Characters are counted in NFC."""
    return max(LEAST_SECONDS, math.ceil(len(nfc(text)) / CHARACTERS_A_SECOND) + 1)
