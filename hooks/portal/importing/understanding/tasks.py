"""Tasks and reports that a text gives: to whom, what, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from portal.importing.blocks import without_notes
from portal.importing.findings import Assigned, Found, Grid, Heading, Reported
from portal.importing.understanding.body import Placed
from portal.importing.understanding.deadlines import NONE, deadline_in, recurrences
from portal.importing.understanding.duties import Duty, bare_text, duties
from portal.importing.understanding.reports import is_report, report_in
from portal.importing.understanding.task_tables import tasks_in_table
from portal.importing.understanding.wording import Line, capitalised, folded, found, sentences

_LONGEST = 220
_AIMS = re.compile(r"muc tieu|chi tieu|phan dau")
_REPORTING = re.compile(
    r"(?:(?:dinh ky|hang|6|sau|tuan|thang|quy|nam|va|gui|tong hop|thuc hien|,)\s*)*bao cao\b"
)
_RESULT = re.compile(r"(?i)^\W*(?:sản phẩm|kết quả(?: đầu ra)?)\s*:\s*(?P<result>.+)$")


def tasks_and_reports(
    body: Sequence[Placed], annexes: Sequence[Placed], *, signed: date | None, letter: bool
) -> tuple[list[Found[Assigned]], list[Found[Reported]]]:
    tasks: list[Found[Assigned]] = []
    reports: list[Found[Reported]] = []
    for duty in duties(body, letter=letter):
        _add(duty, signed, tasks, reports)
    for placed in (*body, *annexes):
        if isinstance(placed.block, Grid):
            tasks += tasks_in_table(placed.block.rows, placed.line, signed)
    _loose(body, signed, tasks, reports)
    return _once(tasks), _once_reports(reports)


def _add(
    duty: Duty, signed: date | None, tasks: list[Found[Assigned]], reports: list[Found[Reported]]
) -> None:
    lines = [line for line in (Line(duty.work, duty.at), *duty.more) if line.text]
    own = [bare_text(line.text.lstrip("-–+• ")) for line in lines]
    told = [text for text in own if not is_report(text)]
    deadline = next((each for text in told if (each := deadline_in(text, signed)).due), NONE)
    again = next((often for text in own if (often := recurrences(text))), ())
    deadline = replace(deadline, recurs=again or deadline.recurs)
    result = next((match["result"].rstrip(" .;") for text in own if (match := _RESULT.match(text))), None)
    for text, line in zip(own, lines, strict=True):
        report = report_in(text, duty.unit, signed)
        if report:
            reports.append(found(report[0], Line(text, line.line), sure=report[1]))
    if is_report(duty.work) and not duty.more and _only_reports(duty.work):
        return
    work = shortened_work(duty.work)
    task = Assigned(capitalised(duty.unit), work, deadline.due, deadline.due_kind, deadline.recurs, result)
    tasks.append(found(task, duty.where, sure=deadline.sure))


def _only_reports(work: str) -> bool:
    return _REPORTING.match(folded(work)) is not None


def shortened_work(text: str) -> str:
    """Whole clauses from the beginning, as many as fit; never other words."""
    first = (sentences(text) or [text])[0].strip(" .;:,/")
    if len(first) > _LONGEST:
        for sign in (";", ","):
            cut = first.rfind(f"{sign} ", 40, _LONGEST)
            if cut > 0:
                first = first[:cut]
                break
    return capitalised(first.strip(" .;:,/"))


def _loose(
    body: Sequence[Placed], signed: date | None, tasks: list[Found[Assigned]], reports: list[Found[Reported]]
) -> None:
    """Reports and deadlines that belong to no body's own paragraph. What is aimed at is no task."""
    dues = {task.value.due for task in tasks} | {report.value.due for report in reports}
    told = {(each.line, each.value.to, each.value.due) for each in reports}
    aims = False
    for line, is_heading in _lines(body):
        if is_heading:
            aims = _AIMS.search(folded(line.text)) is not None
        for text in sentences(bare_text(line.text)):
            report = report_in(text, None, signed)
            where = Line(text, line.line)
            if report and (line.line, report[0].to, report[0].due) not in told:
                reports.append(found(report[0], where, sure=report[1]))
                dues.add(report[0].due)
            open_task = None if report or aims else _unassigned(text, signed)
            if open_task and open_task.due not in dues:
                dues.add(open_task.due)
                tasks.append(found(open_task, where, sure=False))


def _lines(body: Sequence[Placed]) -> Iterator[tuple[Line, bool]]:
    for placed in body:
        if not isinstance(placed.block, Grid):
            is_heading = isinstance(placed.block, Heading)
            yield Line(without_notes(placed.block.text), placed.line), is_heading


def _unassigned(text: str, signed: date | None) -> Assigned | None:
    """A deadline that nobody is named for. A year alone is more often an aim than a deadline."""
    deadline = deadline_in(text, signed)
    if deadline.due is None or len(deadline.due) == 4 or _AIMS.match(folded(text)):
        return None
    return Assigned(None, shortened_work(text), deadline.due, deadline.due_kind, deadline.recurs)


def _once(tasks: Sequence[Found[Assigned]]) -> list[Found[Assigned]]:
    kept: dict[tuple[str | None, str, str | None], Found[Assigned]] = {}
    for each in tasks:
        kept.setdefault((each.value.unit, each.value.work, each.value.due), each)
    return sorted(kept.values(), key=lambda each: each.line)


def _once_reports(reports: Sequence[Found[Reported]]) -> list[Found[Reported]]:
    kept: dict[tuple[object, ...], Found[Reported]] = {}
    for each in reports:
        value = each.value
        kept.setdefault((value.who, value.to, value.work, value.due), each)
    return sorted(kept.values(), key=lambda each: each.line)
