"""Tasks of a table: what its columns mean is told by their heads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from portal.importing.findings import Assigned, Found
from portal.importing.understanding.deadlines import deadline_cell
from portal.importing.understanding.wording import Line, folded, found

_HEADS = (
    ("number", re.compile(r"^(?:stt|tt|so tt|so thu tu|no)\b")),
    (
        "due",
        re.compile(r"thoi gian|thoi han|tien do|han hoan thanh|^han\b|ngay hoan thanh|thoi diem|hoan thanh"),
    ),
    ("result", re.compile(r"san pham|ket qua|dau ra")),
    ("with", re.compile(r"phoi hop")),
    (
        "unit",
        re.compile(
            r"chu tri|thuc hien$|phu trach|^(?:co quan|don vi)|chiu trach nhiem|nguoi thuc hien|duoc giao"
            r"|^phan cong"
        ),
    ),
    ("work", re.compile(r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|viec|ten|hinh thuc")),
)
_ROMAN = re.compile(r"^\W*(?:[IVX]+|[A-H])\W*$")
_WORDS = 12


def tasks_in_table(rows: Sequence[Sequence[str]], line: int, signed: date | None) -> list[Found[Assigned]]:
    """Each row with a body or a deadline; nothing of a table whose head tells of no tasks."""
    at, columns = _columns(rows)
    if "work" not in columns or not {"unit", "due"} & set(columns):
        return []
    result = []
    for row in rows[at + 1 :]:
        task = _task(row, columns, signed)
        if task is not None:
            said = Line(" | ".join(dict.fromkeys(cell for cell in row if cell)), line)
            result.append(found(task[0], said, sure=task[1]))
    return result


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]]:
    """The row of heads, of the first three, and the place of each kind of column."""
    best: tuple[int, dict[str, int]] = (0, {})
    for at, row in enumerate(rows[:3]):
        named: dict[str, int] = {}
        for place, cell in enumerate(row):
            kind = _kind(cell)
            if kind and kind not in named:
                named[kind] = place
        # A second row of heads tells more of the same columns.
        if len(named) > len(best[1]) or (len(named) == len(best[1]) and at == 0):
            best = (at, named)
    return best


def _kind(cell: str) -> str | None:
    text = folded(cell)
    if not text or len(text.split()) > _WORDS:
        return None
    return next((kind for kind, pattern in _HEADS if pattern.search(text)), None)


def _task(
    row: Sequence[str], columns: Mapping[str, int], signed: date | None
) -> tuple[Assigned, bool] | None:
    cells = {kind: row[place].strip() for kind, place in columns.items() if place < len(row)}
    work = cells.get("work", "").strip(" .;")
    if not work or _is_section(row, cells):
        return None
    deadline = deadline_cell(cells.get("due", ""), signed)
    unit = cells.get("unit", "").strip(" .;") or None
    if unit == work or (unit is None and not deadline):
        return None
    result = cells.get("result", "").strip(" .;") or None
    return Assigned(unit, work, deadline.due, deadline.due_kind, deadline.recurs, result), deadline.sure


def _is_section(row: Sequence[str], cells: Mapping[str, str]) -> bool:
    """A row that names a group of tasks."""
    others = {cell for cell in row if cell.strip()}
    if len(others) <= 1 or (_ROMAN.match(cells.get("number", "")) and not cells.get("unit")):
        return True
    return all(cell.strip().isdigit() or re.fullmatch(r"\(\d+\)", cell.strip()) for cell in others)
