"""A document understood: from what a reader gave to values, each with the line that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from portal.dates import PartDate
from portal.importing.blocks import Block, Paragraph, Source, without_notes
from portal.importing.findings import Cited, Confidence, Found, Heading, Understanding
from portal.importing.understanding import heads, issuers, mentions
from portal.importing.understanding.body import Placed, annexes_of, body_of
from portal.importing.understanding.citations import collected, mentions as citations, opening_bases
from portal.importing.understanding.parts import Parts, parts_of
from portal.importing.understanding.placing import Placing, locality_of
from portal.importing.understanding.questions import questions_of
from portal.importing.understanding.signatures import signer_of
from portal.importing.understanding.tasks import tasks_and_reports
from portal.importing.understanding.wording import Line, capitalised, found, lines_of
from portal.settings import Settings

_ABOUT = re.compile(r"(?i)^\W*(?:v\s?/\s?v|về việc)\s*:?\s*")
_OPENING = 12


def understand(source: Source, settings: Settings) -> Understanding:
    """All that the document says of itself. What it does not say is left out, and asked for."""
    kinds = {slug: kind.label for slug, kind in settings.vocabulary.kinds.items()}
    parts = parts_of(source.blocks, kinds)
    body = body_of(parts.body)
    annexes = annexes_of(parts.annexes, kinds)
    result = _of_head(source, parts, settings, body)
    result = _of_text(source, parts, settings, result, (body, annexes))
    placing = _placing(parts, settings, result)
    result = replace(result, locality=placing.locality)
    result = replace(result, questions=tuple(questions_of(result, placing=placing.question)))
    return _unsure(result) if source.recognised else result


def _unsure(found: Understanding) -> Understanding:
    """Nothing is certain that was read from a picture. The reader says so once, not for each value."""
    return replace(
        found,
        kind=replace(found.kind, confidence=Confidence.LIKELY) if found.kind else None,
        tasks=tuple(replace(each, confidence=Confidence.LIKELY) for each in found.tasks),
        reports=tuple(replace(each, confidence=Confidence.LIKELY) for each in found.reports),
    )


def _of_head(source: Source, parts: Parts, settings: Settings, body: Sequence[Placed]) -> Understanding:
    recognised = source.recognised
    number = heads.number_of(parts.head, recognised=recognised)
    signed, place = heads.signed_of((*parts.right, *parts.left), recognised=recognised)
    opening = _opening(body)
    issuer, _ = issuers.issuer_of(parts.left, opening, place.value if place else None, recognised=recognised)
    return Understanding(
        kind=_kind(parts, number, settings, opening),
        number=number,
        issuer=issuer,
        signed=signed,
        place=place,
        title=_title(parts, source),
        signer=signer_of(parts.closing.signature, recognised=recognised),
        recipients=tuple(found(line.text, line, sure=not recognised) for line in parts.closing.recipients),
    )


def _opening(body: Sequence[Placed]) -> list[Line]:
    """The paragraphs before the first heading."""
    lines: list[Line] = []
    for placed in body[:_OPENING]:
        if isinstance(placed.block, Heading) and lines:
            break
        if isinstance(placed.source, Paragraph):
            lines.append(Line(without_notes(placed.source.text), placed.line))
    return lines


def _kind(
    parts: Parts, number: Found[str] | None, settings: Settings, opening: Sequence[Line]
) -> Found[str] | None:
    title = parts.title
    if title.kind and title.kind_line:
        return found(title.kind, title.kind_line)
    if parts.about or parts.letter:
        where = parts.about or next((line for line in opening if "gửi" in line.text), None)
        return found("cong-van", where, sure=bool(parts.about and parts.letter)) if where else None
    letters = re.findall(r"[A-ZĐ]+[a-z]?[A-ZĐ]*", number.value) if number else []
    for slug, kind in settings.vocabulary.kinds.items():
        if number and kind.abbr and kind.abbr in letters[:1]:
            return found(slug, Line(number.said, number.line), sure=False)
    return None


def _title(parts: Parts, source: Source) -> Found[str] | None:
    line = parts.title.text or parts.about
    if line is None:
        return None
    text = " ".join(without_notes(line.text).split()).strip(" .;:*_-–")
    if parts.title.shouted:
        text = _quiet(text, source.blocks)
    text = _ABOUT.sub("Về việc ", text)
    return found(capitalised(text), line, sure=not parts.title.shouted and not source.recognised)


def _quiet(text: str, blocks: Sequence[Block]) -> str:
    """A title in capitals with the small letters that its words have in the text."""
    whole = " ".join(line.text for line in lines_of(blocks))
    words = text.split()
    at = 0
    result: list[str] = []
    while at < len(words):
        for count in range(min(12, len(words) - at), 0, -1):
            said = _said(" ".join(words[at : at + count]), whole)
            if said:
                result.append(said)
                at += count
                break
        else:
            result.append(words[at] if re.search(r"\d", words[at]) else words[at].lower())
            at += 1
    return " ".join(result)


def _said(capitals: str, text: str) -> str | None:
    for match in re.finditer(rf"(?<!\w){re.escape(capitals)}(?!\w)", text, re.IGNORECASE):
        if any(sign.islower() for sign in match[0]):
            return match[0] if " " in match[0] or match.start() else None
    return None


def _of_text(
    source: Source,
    parts: Parts,
    settings: Settings,
    known: Understanding,
    placed: tuple[Sequence[Placed], Sequence[Placed]],
) -> Understanding:
    body, annexes = placed
    lines = _lines(parts)
    opening = _opening(body)
    own = (known.number.value,) if known.number else ()
    sure = not source.recognised
    all_mentions = [each for line in lines for each in citations(line)]
    based = {each.cited.number for each in opening_bases(opening)}
    documents = collected(all_mentions, without=own, sure=sure)
    tasks, reports = tasks_and_reports(body, annexes, signed=_day(known.signed), letter=parts.letter)
    return replace(
        known,
        bases=tuple(each for each in documents if each.value.number in based),
        cites=tuple(each for each in documents if each.value.number not in based),
        tasks=tuple(tasks),
        reports=tuple(reports),
        channels=mentions.channels(lines, settings.vocabulary.channels),
        sections=mentions.sections(lines, settings.sections),
        body=tuple(each.block for each in (*body, *annexes)),
        notes=source.notes,
    )


def _lines(parts: Parts) -> list[Line]:
    """Text of title, body and annexes."""
    title = [line for line in (parts.title.text, parts.about) if line is not None]
    text = [*title, *lines_of((*parts.body, *parts.annexes))]
    return [Line(without_notes(line.text), line.line) for line in text]


def _day(signed: Found[str] | None) -> date | None:
    """The day by which it was signed, where the month is known: the year of dates without one."""
    return PartDate.parse(signed.value).last_day if signed and len(signed.value) > 4 else None


def _placing(parts: Parts, settings: Settings, known: Understanding) -> Placing:
    head = issuers.in_head(parts.left)
    context = [*parts.head, *_lines(parts)[:6], *(Line(each.value, each.line) for each in known.recipients)]
    return locality_of(
        known.issuer,
        known.place,
        superiors=head.superiors if head else (),
        context=context,
        days=_days(known),
        register=settings.localities,
    )


def _days(known: Understanding) -> tuple[date | None, date | None]:
    """The first and the last day on which it can have been signed: not before what it names."""
    if known.signed:
        whole = PartDate.parse(known.signed.value)
        return whole.first_day, whole.last_day
    cited: list[Cited] = [each.value for each in (*known.bases, *known.cites)]
    dates = [PartDate.parse(each.signed).first_day for each in cited if each.signed]
    return (max(dates), None) if dates else (None, None)
