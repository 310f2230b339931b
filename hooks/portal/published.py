"""What has been published, and where: `data/published.csv`. Nothing in it disappears silently.

A row is an address and the identity of what answered there. The file is kept with the content under version
control; rows are added by `portal check --fix` and never removed. `portal.permanence` holds it against what
there is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from portal import reading
from portal.problems import MOST, Problem, Severity

PATH = "data/published.csv"
COLUMNS = ["address", "identity"]
# No part is `..`, which would lead out of the site.
_ADDRESS = re.compile(r"/(?:(?!\.{1,2}/)[A-Za-z0-9._~%-]+/)*(?:[A-Za-z0-9._~%-]+\.[a-z]+)?")
_PLACES = "/dia-phuong/"
_LONGEST, _SHOWN = 4_000, 60


@dataclass(frozen=True, slots=True)
class Row:
    """An address that has been public; `line` in the file."""

    address: str
    identity: str
    line: int = 0


@dataclass(frozen=True)
class Published:
    """All rows; `problems` are those of the file itself."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def addresses(self) -> frozenset[str]:
        return frozenset(row.address for row in self.rows)

    @cached_property
    def identities(self) -> frozenset[str]:
        return frozenset(row.identity for row in self.rows)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Ids of localities whose page has been public."""
        found = (row.address for row in self.rows if row.address.startswith(_PLACES))
        return tuple(address.removeprefix(_PLACES).strip("/") for address in found)


NOTHING = Published()


def read(data: bytes) -> Published:
    """The register from its file; empty bytes are an empty one."""
    text, problems = reading.decode(PATH, data)
    lines = text.split("\n")
    if not text:
        return Published((), tuple(problems))
    if lines[0] != ",".join(COLUMNS):
        message = f"dòng đầu phải là «{','.join(COLUMNS)}»"
        return Published((), (*problems, problem(1, "published-header", message, "khôi phục dòng ấy")))
    rows: dict[str, Row] = {}
    for line, text in enumerate(lines[1:], start=2):
        fields = _fields(text)
        wrong = _flaw(fields, rows)
        if wrong:
            problems.append(problem(line, "published-row", *wrong))
        elif fields:
            rows.setdefault(fields[0], Row(fields[0], fields[1], line))
        if len(problems) >= MOST:
            break
    return Published(tuple(rows.values()), tuple(problems))


def _fields(line: str) -> list[str]:
    """Each line is a row of its own: a quote that nobody closes takes no other with it."""
    return next(csv.reader([line]), []) if len(line) <= _LONGEST else [line[:_SHOWN]]


def _flaw(fields: list[str], rows: Mapping[str, Row]) -> tuple[str, str] | None:
    if not fields:
        return None
    if fields[0].startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "còn dấu xung đột của git", "xóa dòng này, giữ các dòng địa chỉ của cả hai bên"
    if len(fields) != len(COLUMNS) or not fields[1] or not _ADDRESS.fullmatch(fields[0]):
        return "dòng phải có dạng «/dia-chi/,ma-dinh-danh»", "khôi phục dòng ấy từ bản trước trong kho"
    other = rows.get(fields[0])
    if other and other.identity != fields[1]:
        return f"địa chỉ «{fields[0]}» đã ghi cho «{other.identity}» ở dòng {other.line}", "xóa một dòng"
    return None


def written(rows: Iterable[Row]) -> bytes:
    """The file: rows in the order of their addresses, so that two editors' additions merge."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(sorted({(row.address, row.identity) for row in rows}))
    return text.getvalue().encode()


def problem(line: int, code: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
    """A problem of a line of the register."""
    return Problem(PATH, line, "", code, severity, message, remedy)
