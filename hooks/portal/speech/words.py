"""What a speaker is made of, as values that go to another process, and the speaker made of them there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from portal.speech.speaker import Speaker

Words: TypeAlias = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Abbreviations and kinds of documents with what they stand for: small enough to go with each text."""


def words(abbreviations: Mapping[str, str], kinds: Mapping[str, str]) -> Words:
    """The vocabulary of `Speaker`."""
    return tuple(abbreviations.items()), tuple(kinds.items())


@lru_cache(maxsize=1)
def speaker(known: Words) -> Speaker:
    """To make one takes as long as to read a hundred texts."""
    abbreviations, kinds = map(dict, known)
    return Speaker(abbreviations, kinds)
