"""Tokens of records that cannot be spelt out with certainty: a problem for the editor, not a guess."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from portal.catalogue import Snapshot
from portal.document_numbers import is_blank
from portal.frontmatter import Where
from portal.model.achievement import Achievement
from portal.model.base import field_name
from portal.model.notice import Notice
from portal.model.plan import Plan
from portal.model.record import Record
from portal.outputs import TOGETHER, runs
from portal.problems import Problem, Severity
from portal.speech import Speaker
from portal.speech.plain import is_plain
from portal.store import digest, key

CODE = "loudspeaker-unspelt"
_REMEDY = "viết đầy đủ, hoặc thêm vào abbreviations trong data/vocabulary.yml"
_SMALL = "".join(chr(code) for code in range(0x1F00) if chr(code).islower())
_CAPITAL = rf"[^\W\d_{_SMALL}]"
# Without two capitals in a word, a sign between digits or a letter at a slash there is nothing to spell; to
# look for them takes a tenth of the time that reading takes.
_DOUBTFUL = re.compile(rf"{_CAPITAL}\S*{_CAPITAL}|[^\W\d_]/|/[^\W\d_]|\d[^\w\s,]\d")
_Found: TypeAlias = list[tuple[Where, str]]


def check(snapshot: Snapshot, *, code: str) -> Iterator[Problem]:
    """Advice for each token of a listed record's script that had to be spelt letter by letter.

    What was found stays in the store, for a run of records at a time; `code` is the fingerprint of the code.
    """
    yield from _of_site(snapshot)
    state = key(CODE, code, snapshot.settings.state("vocabulary"))
    records = sorted(snapshot.listed, key=lambda record: record.origin.path)
    names = [digest(f"{state}\0{snapshot.mark(record)}".encode()) for record in records]
    parts = [(records[run], digest("\0".join(names[run]).encode())) for run in runs(names)]
    for start in range(0, len(parts), TOGETHER):
        yield from _of_runs(parts[start : start + TOGETHER], snapshot)


def is_doubtful(text: str) -> bool:
    """Whether there can be anything in it that has to be spelt letter by letter."""
    return not is_plain(text) and _DOUBTFUL.search(text) is not None


def _of_runs(parts: Sequence[tuple[Sequence[Record], str]], snapshot: Snapshot) -> Iterator[Problem]:
    store = snapshot.catalogue.store
    known = store.get_many([name for _, name in parts])
    for records, name in parts:
        if name in known:
            found = json.loads(known[name])
        else:
            found = [_unspelt(record, snapshot.settings.speaker) for record in records]
            store.put(name, json.dumps(found, ensure_ascii=False).encode())
        for record, tokens in zip(records, found, strict=True):
            for where, token in tokens:
                line = record.origin.line(*where)
                yield _problem(record.origin.path, line, tuple(where), token)


def _problem(path: str, line: int, where: Where, token: str) -> Problem:
    message = f"loa không đọc được «{token}»"
    return Problem(path, line, field_name(where), CODE, Severity.ADVICE, message, _REMEDY)


def _of_site(snapshot: Snapshot) -> Iterator[Problem]:
    """What every script says besides: who speaks."""
    for name in ("name", "agency"):
        said = getattr(snapshot.settings.site, name) or ""
        for token in snapshot.settings.speaker.speak(said).unknown:
            yield _problem("data/site.yml", snapshot.settings.line("site", name), (name,), token)


def _unspelt(record: Record, speaker: Speaker) -> _Found:
    issuer = record.issuer if isinstance(record, Plan) else ""
    return [
        (where, token)
        for where, said in _fields(record)
        if said and is_doubtful(said)
        for token in speaker.speak(said, issuer=issuer).unknown
    ]


def _fields(record: Record) -> Iterator[tuple[Where, str | None]]:
    """The fields whose words a script or a bulletin takes."""
    yield ("title",), record.title
    yield ("summary",), record.summary
    if isinstance(record, Plan):
        yield from _fields_of_plan(record)
    elif isinstance(record, Achievement):
        if record.figure:
            for field in ("what", "unit", "of"):
                yield ("figure", field), getattr(record.figure, field)
            yield ("figure", "value"), record.figure.phrase
        for field in ("organisation", "basis", "caution"):
            yield (field,), getattr(record, field)
    elif isinstance(record, Notice) and record.emergency:
        yield ("emergency", "instruction"), record.emergency.instruction
        yield ("emergency", "contact"), record.emergency.contact


def _fields_of_plan(plan: Plan) -> Iterator[tuple[Where, str | None]]:
    yield ("number",), None if plan.number and is_blank(plan.number) else plan.number
    yield ("issuer",), plan.issuer
    for index, task in enumerate(plan.tasks):
        for field in ("unit", "work", "result"):
            yield ("tasks", index, field), getattr(task, field)
    for index, report in enumerate(plan.reports):
        for field in ("work", "who", "to"):
            yield ("reports", index, field), getattr(report, field)
