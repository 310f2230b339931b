"""Plans, their tasks, and achievements as tables (CSV): for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from portal import document_numbers
from portal.api import files
from portal.api.rows import AchievementRow, PlanRow, TaskRow
from portal.catalogue import Snapshot
from portal.feeds.entries import tag_uri
from portal.model.achievement import Achievement
from portal.model.plan import Plan, Report, Task
from portal.model.record import Record
from portal.views.values import due, locality_link


def plan_rows(plan: Record, snapshot: Snapshot, url: str) -> bytes:
    """The line of a plan in `/api/v1/plans.csv`."""
    assert isinstance(plan, Plan)
    return files.csv_lines(PlanRow, [_plan(plan, snapshot, url)])


def task_rows(plan: Record, snapshot: Snapshot, url: str) -> bytes:
    """The lines of a plan in `/api/v1/tasks.csv`: its tasks and reports."""
    assert isinstance(plan, Plan)
    return files.csv_lines(TaskRow, _tasks(plan, snapshot, url))


def achievement_rows(record: Record, snapshot: Snapshot, url: str) -> bytes:
    """The line of an achievement in `/api/v1/achievements.csv`."""
    assert isinstance(record, Achievement)
    return files.csv_lines(AchievementRow, [_achievement(record, snapshot, url)])


def _plan(plan: Plan, snapshot: Snapshot, url: str) -> PlanRow:
    _, name, now = _place(plan, snapshot)
    return PlanRow(
        id=tag_uri(plan.identity, snapshot),
        url=url + plan.address.lstrip("/"),
        title=plan.title,
        kind=plan.kind,
        kind_label=snapshot.settings.vocabulary.kinds[plan.kind].label,
        number=document_numbers.canonical(plan.number) if plan.number else "",
        issuer=plan.issuer,
        signed=plan.signed.iso if plan.signed else "",
        locality=plan.locality or "",
        locality_name=name,
        locality_now=now,
        sections=" ".join(plan.sections),
        audiences=" ".join(plan.audiences),
        tasks=len(plan.tasks),
        reports=len(plan.reports),
        date=plan.date.isoformat(),
        summary=plan.summary or "",
    )


def _tasks(plan: Plan, snapshot: Snapshot, url: str) -> Iterator[TaskRow]:
    shared = (
        tag_uri(plan.identity, snapshot),
        url + plan.address.lstrip("/"),
        plan.title,
        plan.issuer,
        *_place(plan, snapshot),
    )
    for task in plan.tasks:
        yield TaskRow("task", task.unit, task.work, "", *_when(task), task.result or "", *shared)
    for report in plan.reports:
        yield TaskRow(
            "report", report.who or "", report.work or "", report.to or "", *_when(report), "", *shared
        )


def _when(each: Task | Report) -> tuple[str, str, str, str]:
    last = due(each.due, each.due_kind)
    if each.due is None or last is None:
        return "", "", "", " ".join(each.recurs)
    return each.due.iso, each.due_kind.value, last.iso, " ".join(each.recurs)


def _achievement(record: Achievement, snapshot: Snapshot, url: str) -> AchievementRow:
    figure = record.figure
    return AchievementRow(
        id=tag_uri(record.identity, snapshot),
        url=url + record.address.lstrip("/"),
        title=record.title,
        organisation=record.organisation,
        place=record.place or "",
        locality=record.locality or "",
        operator=figure.operator.value if figure else "",
        value="..".join(figure.value) if figure else "",
        unit=(figure.unit or "") if figure else "",
        what=figure.what if figure else "",
        of=(figure.of or "") if figure else "",
        as_of=record.as_of.iso,
        basis=record.basis or "",
        baseline="true" if record.baseline else "false",
        task_group=str(record.task_group or ""),
        sections=" ".join(snapshot.sections_of(record)),
        caution=record.caution or "",
        sources=" ".join(record.sources),
        date=record.date.isoformat(),
    )


def _place(record: Record, snapshot: Snapshot) -> tuple[str, str, str]:
    """Id, name, and what it belongs to now."""
    link = locality_link(record.locality, snapshot)
    return (record.locality or "", link.title, link.note) if link else ("", "", "")
