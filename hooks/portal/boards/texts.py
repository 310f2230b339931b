"""How long a text stays on a board."""

from __future__ import annotations

import math

from portal.vietnamese import nfc

LEAST_SECONDS, CHARACTERS_A_SECOND = 5, 6


def dwell(text: str) -> int:
    """Seconds that a text stays, by 1 s a word (NAP 14396, p. 45). Characters are counted in NFC."""
    return max(LEAST_SECONDS, math.ceil(len(nfc(text)) / CHARACTERS_A_SECOND) + 1)
