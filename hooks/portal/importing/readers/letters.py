"""Letters as they are to be stored: composed, repaired, and nothing that is not seen."""

from __future__ import annotations

import re

from portal import reading
from portal.vietnamese import nfc, repair_horn

HORNS = "Tệp có chữ «Ƣ», «ƣ» hỏng; đã thay bằng «Ư», «ư». Hãy soát lại các chữ ấy."
"""What is remarked when a letter was repaired."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ODD_HYPHENS = str.maketrans("\u2010\u2011", "--")


def cleaned(text: str) -> str:
    """One line: NFC, single spaces, without soft hyphens, controls and signs of no width."""
    seen = _UNSEEN.sub("", text).translate(_ODD_HYPHENS)
    if reading.has_control(seen):
        seen = "".join(" " if reading.has_control(letter) else letter for letter in seen)
    return repair_horn(nfc(" ".join(seen.split())))


def has_damaged_horn(text: str) -> bool:
    """Whether `cleaned` repaired a letter."""
    return "Ƣ" in text or "ƣ" in text
