"""The editors' handbook: what is made from code says all that the code knows."""

from __future__ import annotations

import re
from pathlib import Path

from portal.codes import explanations
from portal.model import RECORDS
from portal.model.record import Kind
from portal.views.handbook import FieldsPage, MessagesPage, handbook_pages
from tests.unit import small
from tests.unit.models import field_names

DOCS = Path(__file__).parents[2] / "docs"


def fields_page() -> FieldsPage:
    found = [page for page in handbook_pages(small.snapshot()) if isinstance(page, FieldsPage)]
    assert len(found) == 1
    return found[0]


def test_every_field_of_every_kind_is_in_the_tables_once() -> None:
    common, *others = fields_page().tables
    of_kinds = {Kind(table.anchor): {row.name for row in table.rows} for table in others}
    shared = {row.name for row in common.rows}
    for kind, own in {Kind.SECTION: set(), **of_kinds}.items():
        assert own <= set(names_of(kind)) <= own | shared
    for table in (common, *others):
        assert len({row.name for row in table.rows}) == len(table.rows)


def names_of(kind: Kind) -> list[str]:
    return list(field_names(RECORDS[kind]))


def test_a_field_says_what_it_is_whether_it_is_needed_and_which_words_it_takes() -> None:
    tables = {table.anchor: {row.name: row for row in table.rows} for table in fields_page().tables}
    for rows in tables.values():
        assert all(row.label and row.meaning for row in rows.values())
    assert tables["chung"]["title"].needed
    assert not tables["chung"]["summary"].needed
    assert tables["ke-hoach"]["tasks.unit"].needed
    assert ("before", "") in tables["ke-hoach"]["tasks.due_kind"].values
    assert ("ke-hoach", "Kế hoạch") in tables["ke-hoach"]["kind"].values
    # An achievement needs sources, what other kinds do not.
    assert tables["dien-hinh"]["sources"].needed
    assert not tables["chung"]["sources"].needed


def test_every_code_is_explained_under_its_own_anchor() -> None:
    (page,) = (page for page in handbook_pages(small.snapshot()) if isinstance(page, MessagesPage))
    codes = [message.code for _, messages in page.groups for message in messages]
    assert sorted(codes) == sorted(explanations())
    assert len({title for title, _ in page.groups}) == len(page.groups)


def test_every_field_that_the_handbook_names_exists() -> None:
    known = {name for kind in RECORDS for name in names_of(kind)}
    known |= {name.rpartition(".")[2] for name in known}
    for path in (DOCS / "bien-tap").glob("*.md"):
        for block in re.findall(r"```yaml\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
            written = set(re.findall(r"(?m)^ *(?:- )?([a-z_]+):(?: |$)", block))
            assert written <= known, (path.name, written - known)
