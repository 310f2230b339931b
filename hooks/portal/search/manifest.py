"""`index.json`: what is known of the groups, what their columns count, and the words with which queries are
read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.abbreviations import is_unit
from portal.localities import Locality
from portal.model.record import Audience
from portal.search.columns import as_json
from portal.search.entries import KINDS
from portal.search.groups import Columns, known_of
from portal.search.numbering import ISSUERS, Numbers, numbers
from portal.search.words import STOPS, fold, spelling
from portal.settings import Settings

FORMAT = 2
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


def manifest(known: Vocabulary, files: int, names: str, lexicon: str) -> dict[str, object]:
    """All but the groups. There are so many `files` of places in the folder `names`; folders are below
    `/search/`."""
    settings = known.settings
    audiences = settings.vocabulary.audiences
    return {
        "format": FORMAT,
        "kinds": KINDS,
        "places": [(place.id, place.full_name) for place in known.provinces],
        "sections": [(slug, entry.title, entry.numeral) for slug, entry in settings.sections.items()],
        "audiences": [(each, audiences.get(each, each)) for each in Audience],
        "stop": sorted(map(spelling, STOPS)),
        "numbers": {"kinds": known.numbers.kinds, "long": known.numbers.long, "issuers": ISSUERS},
        "short": _by_fold(known.short),
        "names": {"at": names, "files": files},
        "lexicon": lexicon,
    }


def with_groups(head: tuple[Mapping[str, object], Sequence[str]], groups: Iterable[bytes]) -> bytes:
    """The rest of it and the folders of groups, and of each group what `groups.known` gave."""
    rest, folders = head
    heads = [{"at": at, **known_of(group).head} for at, group in zip(folders, groups, strict=True)]
    return as_json({**rest, "groups": heads})


def _by_fold(short: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Abbreviations as they are typed: `khcn` for KH&CN and KHCN."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for abbreviation, long in short:
        found[_SIGNS.sub("", fold(abbreviation.lower()))].append((abbreviation, long))
    return found
