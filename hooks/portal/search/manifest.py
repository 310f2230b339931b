"""`index.json`: the groups, what their columns count, and the words with which queries are read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.abbreviations import is_unit
from portal.localities import Locality
from portal.model.record import Audience
from portal.search.columns import as_json
from portal.search.entries import KINDS
from portal.search.groups import Columns, pieces_of, shards_of
from portal.search.numbering import ISSUERS, Numbers, numbers
from portal.search.words import STOPS, fold, spelling
from portal.settings import Settings

FORMAT = 1
"""Of the files; a worker that knows another one says so."""
_SIGNS = re.compile("[^a-z0-9]")


@dataclass(frozen=True)
class Vocabulary:
    """What the index takes from `data/`: how documents are numbered, abbreviations, today's provinces."""

    settings: Settings
    numbers: Numbers
    short: tuple[tuple[str, str], ...]
    provinces: tuple[Locality, ...]

    @property
    def columns(self) -> Columns:
        ids = tuple(place.id for place in self.provinces)
        return Columns(ids, tuple(self.settings.sections), tuple(Audience))


def vocabulary(settings: Settings, *, on: date) -> Vocabulary:
    """Without units of measure, which are no words to look for."""
    known = settings.vocabulary
    short = tuple((short, long) for short, long in known.abbreviations.items() if not is_unit(short))
    return Vocabulary(settings, numbers(known), short, settings.localities.provinces(on=on))


def manifest(
    known: Vocabulary, groups: Sequence[tuple[str, int]], names: tuple[str, int], lexicon: str
) -> bytes:
    """`groups` are folders with their numbers of documents, `names` the folder and the number of the files of
    places; folders are below `/search/`."""
    settings = known.settings
    audiences = settings.vocabulary.audiences
    return as_json(
        {
            "format": FORMAT,
            "docs": sum(size for _, size in groups),
            "groups": [
                {"at": folder, "docs": size, "shards": shards_of(size), "pieces": pieces_of(size)}
                for folder, size in groups
            ],
            "kinds": KINDS,
            "places": [(place.id, place.full_name) for place in known.provinces],
            "sections": [(slug, entry.title, entry.numeral) for slug, entry in settings.sections.items()],
            "audiences": [(each, audiences.get(each, each)) for each in Audience],
            "stop": sorted(map(spelling, STOPS)),
            "numbers": {"kinds": known.numbers.kinds, "long": known.numbers.long, "issuers": ISSUERS},
            "short": _by_fold(known.short),
            "names": {"at": names[0], "files": names[1]},
            "lexicon": lexicon,
        }
    )


def _by_fold(short: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Abbreviations as they are typed: `khcn` for KH&CN and KHCN."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for abbreviation, long in short:
        found[_SIGNS.sub("", fold(abbreviation.lower()))].append((abbreviation, long))
    return found
