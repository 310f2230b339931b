"""Messages as a screen's files hold them: texts that every player takes, dates that agree with the order.

Players re-sort by date, take titles for names, choke on entities and apostrophes, and show what they get
(measured: Xibo, MagicMirror, info-beamer, piSignage). So an item is made safe once, for all files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.screens.messages import Message

MOST_DESCRIPTION = 200
"""Characters of a description: one line of a ticker."""
_SECOND = timedelta(seconds=1)
# What breaks players: marks of XML, and both apostrophes of ASCII.
_SAFE = str.maketrans({"<": "«", ">": "»", '"': "”", "'": "’"})
# Not the space that does not break: an editor keeps «5.000 ₫» together with it.
_SPACE = re.compile(r"[^\S\u00a0]+")
_AMPERSAND = re.compile(r"\s*&\s*")
# Control characters, and those that turn the direction of text or are not characters at all.
_INVISIBLE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a message; `address` is site-absolute."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A message on a screen: `title` is unique there, `text` what its pictures say, `dwell` seconds for all
    of them; `date` is true, or later where the order needs it. `name` changes with all but title and date."""

    name: str
    message: Message
    title: str
    description: str
    text: str
    pictures: tuple[Picture, ...]
    dwell: int
    date: datetime


def plain(text: str) -> str:
    """One line without what players stumble over.

    >>> plain('Học & hành: "57" <b>')
    'Học và hành: ”57” «b»'
    """
    line = _AMPERSAND.sub(" và ", _INVISIBLE.sub(" ", text))
    return _SPACE.sub(" ", line.translate(_SAFE)).strip()


def shortened(text: str, most: int) -> str:
    """At most `most` characters, cut between words."""
    if len(text) <= most:
        return text
    cut, _, _ = text[:most].rpartition(" ")
    return f"{(cut or text[: most - 1]).rstrip(' ,;:.-')}…"


def unique(titles: Iterable[str]) -> Iterator[str]:
    """Some players take two items with one title for the same: the second gets a number."""
    seen: set[str] = set()
    for title in titles:
        name, number = title, 2
        while name in seen:
            name, number = f"{title} ({number})", number + 1
        seen.add(name)
        yield name


def in_order(dates: Sequence[datetime]) -> list[datetime]:
    """Dates that sort newest first as they stand: from the last up, each is its own or a second after the one
    below it."""
    found: list[datetime] = []
    for date in reversed(dates):
        found.append(max(date, found[-1] + _SECOND) if found else date)
    return found[::-1]
