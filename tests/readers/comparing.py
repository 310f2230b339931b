"""What readers find in feeds against what stands in them, beyond each reader's known ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import islice
from pathlib import Path

from lxml import html

from tests.readers import programs
from tests.readers.plain import Feed, Item
from tests.readers.reading import READERS, read_with

MOST = 10
"""Differences that a failing test shows."""


def readable(reader: str, feeds: Mapping[Path, Feed]) -> dict[Path, Sequence[Item]]:
    """The items of those feeds that are in a form which this reader reads."""
    return {path: feed.items for path, feed in feeds.items() if feed.form in READERS[reader].formats}


def found_by(reader: str, files: Iterable[Path]) -> dict[Path, list[Item]]:
    programs.require(*READERS[reader].needs)
    return read_with(reader, files)


def differences(
    reader: str,
    wanted: Mapping[Path, Sequence[Item]],
    found: Mapping[Path, Sequence[Item]],
    *,
    contents: bool = True,
) -> list[str]:
    """What a reader found otherwise than it stands in the files, beyond its known ways; the first MOST."""
    assert list(found) == list(wanted)
    names = [field.name for field in fields(Item) if contents or field.name != "content"]
    lines = (line for path in wanted for line in _compared(reader, path, wanted[path], found[path], names))
    return list(islice(lines, MOST))


def _compared(
    reader: str, path: Path, wanted: Sequence[Item], found: Sequence[Item], names: Iterable[str]
) -> Iterator[str]:
    if len(wanted) != len(found):
        yield f"{path}: {len(found)} items instead of {len(wanted)}"
    for pair in zip(wanted, found, strict=False):
        right, told = (seen_by(reader, item) for item in pair)
        for name in names:
            if getattr(right, name) != getattr(told, name):
                yield f"{path} {right.id} {name}: {getattr(told, name)!a} instead of {getattr(right, name)!a}"


def seen_by(reader: str, item: Item) -> Item:
    """An item without what this reader is known to leave out or to change."""
    # All of them cut off space around a text.
    item = replace(item, title=item.title.strip(), content=item.content.strip())
    if not READERS[reader].tells_updated:
        item = replace(item, updated=None)
    return _WAYS[reader](item) if reader in _WAYS else item


def _by_feedparser_of_node(item: Item) -> Item:
    """It takes HTML's tags and CDATA sections out of titles; to JavaScript a byte order mark is space."""
    title = re.sub(r"<!\[CDATA\[.*?\]\]>|</?(?:script|b)>", "", item.title)
    return replace(item, title=title.strip("\ufeff "))


def _by_feedsmith(item: Item) -> Item:
    """To JavaScript a byte order mark is space, and it cuts that off."""
    return replace(item, title=item.title.strip("\ufeff"), content=item.content.strip("\ufeff"))


def _by_simplepie(item: Item) -> Item:
    """It writes the HTML of the content anew: other quotes and references, the same words."""
    words = html.fragment_fromstring(item.content, create_parent=True).text_content().split()
    return replace(item, content=" ".join(words))


def _by_sfeed(item: Item) -> Item:
    """It leaves out DEL, which XML allows."""
    return replace(item, title=item.title.replace("\x7f", ""))


_WAYS: Mapping[str, Callable[[Item], Item]] = {
    "feedparser-node": _by_feedparser_of_node,
    "feedsmith": _by_feedsmith,
    "simplepie": _by_simplepie,
    "sfeed": _by_sfeed,
}
