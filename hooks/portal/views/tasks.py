"""`/viec/`: who has to do what by when; and the same for each unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.catalogue import Snapshot
from portal.model.plan import Plan
from portal.vietnamese import slugify, sort_key
from portal.views.pages import TasksPage, UnitsPage
from portal.views.paging import pages
from portal.views.parts import Link, TaskRow
from portal.views.records import HOME
from portal.views.values import report_row, task_row

ROWS = 100
UNITS = 400
"""Units on a page of the index."""
INDEX = Link("Việc và hạn", "/viec/")
BY_UNIT = Link("Theo đơn vị", "/viec/don-vi/")
_MOST = 8
"""Units that `/viec/` leads to directly: those with the most rows."""


def rows_of(plan: Plan) -> tuple[TaskRow, ...]:
    """Tasks and reports of a plan, in its order."""
    return (
        *(task_row(task, plan) for task in plan.tasks),
        *(report_row(report, plan) for report in plan.reports),
    )


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    address: str
    rows: tuple[TaskRow, ...]

    @property
    def has_page(self) -> bool:
        """A page for a single row would say no more than the plan does."""
        return len(self.rows) > 1

    @property
    def link(self) -> Link:
        address = self.address if self.has_page else self.rows[0].plan.address
        return Link(self.name, address, str(len(self.rows)))


def tasks_pages(snapshot: Snapshot) -> Iterator[TasksPage | UnitsPage]:
    """Every page below `/viec/`."""
    rows = [row for plan in snapshot.plans for row in rows_of(plan)]
    units = _by_unit(rows)
    most = sorted(filter(lambda unit: unit.has_page, units), key=lambda unit: -len(unit.rows))[:_MOST]
    head = TasksPage(
        address=INDEX.address,
        template="tasks.html",
        title=INDEX.title,
        description="Ai làm gì, báo cáo ai, hạn nào, theo kế hoạch của địa phương.",
        crumbs=(HOME,),
        dated=(),
        units=(),
        total=len(rows),
        number=1,
        pages=(),
        filters=(*(unit.link for unit in most), Link(f"Tất cả {len(units)} đơn vị", BY_UNIT.address))
        if units
        else (),
    )
    yield from _pages(rows, head)
    for unit in units:
        if unit.has_page:
            yield from _pages(unit.rows, _head_of(unit))
    yield from _index(units)


def _head_of(unit: _Unit) -> TasksPage:
    return TasksPage(
        address=unit.address,
        template="tasks.html",
        title=f"Việc của: {unit.name}",
        description=f"Việc và báo cáo mà kế hoạch của địa phương giao cho: {unit.name}.",
        crumbs=(HOME, INDEX, BY_UNIT),
        dated=(),
        units=(),
        total=len(unit.rows),
        number=1,
        pages=(),
        filters=(),
    )


def _pages(rows: Sequence[TaskRow], head: TasksPage) -> Iterator[TasksPage]:
    """Rows with a date first, in its order, then the others by unit."""
    dated = sorted((row for row in rows if row.due), key=lambda row: (_iso(row), sort_key(row.unit)))
    others = sorted(
        (row for row in rows if not row.due), key=lambda row: (sort_key(row.unit), row.plan.address)
    )
    for number, address, part, links in pages([*dated, *others], ROWS, head.address):
        again = "" if number == 1 else f", trang {number}"
        yield TasksPage(
            address=address,
            template=head.template,
            title=head.title + again,
            description=head.description + ("" if number == 1 else f" Trang {number}."),
            crumbs=head.crumbs if number == 1 else (*head.crumbs, Link(head.title, head.address)),
            dated=tuple(row for row in part if row.due),
            units=_groups([row for row in part if not row.due]),
            total=len(rows),
            number=number,
            pages=links,
            filters=head.filters,
        )


def _iso(row: TaskRow) -> str:
    return row.due.iso if row.due else ""


def _groups(rows: Sequence[TaskRow]) -> tuple[tuple[str, str, tuple[TaskRow, ...]], ...]:
    """Rows without a date under their unit: (name, anchor, rows)."""
    return tuple(
        (unit.name, unit.address.rstrip("/").rpartition("/")[2], unit.rows) for unit in _by_unit(rows)
    )


def _by_unit(rows: Sequence[TaskRow]) -> tuple[_Unit, ...]:
    """Units under their names, in Vietnamese order; names that give the same address are one unit."""
    names: dict[str, str] = {}
    found: dict[str, list[TaskRow]] = {}
    for row in rows:
        slug = slugify(row.unit) or "don-vi"
        # A page of a list has this name everywhere.
        slug = f"{slug}-2" if slug == "trang" else slug
        names.setdefault(slug, row.unit)
        found.setdefault(slug, []).append(row)
    order = sorted(found, key=lambda slug: sort_key(names[slug]))
    return tuple(_Unit(names[slug], f"{BY_UNIT.address}{slug}/", tuple(found[slug])) for slug in order)


def _index(units: tuple[_Unit, ...]) -> Iterator[UnitsPage]:
    for number, address, part, links in pages(units, UNITS, BY_UNIT.address):
        yield UnitsPage(
            address=address,
            template="units.html",
            title="Việc theo đơn vị" + ("" if number == 1 else f", trang {number}"),
            description="Các đơn vị được giao việc trong kế hoạch của địa phương và việc của từng đơn vị."
            + ("" if number == 1 else f" Trang {number}."),
            crumbs=(HOME, INDEX),
            units=tuple(unit.link for unit in part),
            total=len(units),
            number=number,
            pages=links,
        )
