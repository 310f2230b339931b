"""Names of new files: from a title, free, and good as part of an address."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from portal import file_names
from portal.vietnamese import slugify

LONGEST = 80
_RESERVED = ("", "trang", "index")


class UnnameableError(ValueError):
    """Nothing in a title can be part of an address."""


def name_of(title: str) -> str:
    """The title without marks, of whole words; UnnameableError when nothing is left."""
    slug = slugify(title)
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    if slug in _RESERVED or file_names.flaw(slug):
        raise UnnameableError(title)
    return slug


def free(name: str, taken: Callable[[str], bool]) -> str:
    """The name itself, or the first of `name-2`, `name-3` … that is not taken."""
    return next(each for each in _tries(name) if not taken(each))


def _tries(name: str) -> itertools.chain[str]:
    return itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
