"""Symbolic links lead nowhere: neither what is read nor what is written follows them out of its folder."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from engine import menu, new
from engine.failures import UsageError
from engine.session import Session, open_session
from portal.importing import filing
from portal.importing.blocks import UnreadableError
from portal.project import Project
from portal.store import Memory
from portal.writing import lies_within
from tests import projects
from tests.unit.small import settings

SECRET = "mật khẩu: 12345\n"
DOCUMENT = "KẾ HOẠCH\nSố: 12/KH-UBND\nCần Thơ, ngày 18 tháng 02 năm 2025\n1. Mục đích\nLàm.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project beside a file and a folder that are none of its business."""
    monkeypatch.setenv("PORTAL_NOW", "2026-03-01 08:00")
    (tmp_path / "ngoai").mkdir()
    (tmp_path / "ngoai" / "bi-mat.txt").write_text(SECRET, encoding="utf-8")
    try:
        (tmp_path / "thu").symlink_to("ngoai")
    except OSError:
        pytest.skip("this system has no links")
    projects.make(tmp_path / "du-an")
    return Project(tmp_path / "du-an")


def opened(project: Project) -> Session:
    return open_session(project, menu=menu.read(project.root / "mkdocs.yml"), store=Memory())


def link(project: Project, name: str, target: str = "bi-mat.txt") -> None:
    path = project.root / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(project.root.parent / "ngoai" / target)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("data/site.yml", "bi-mat.txt"),
        ("data/screens.yml", "bi-mat.txt"),
        ("data/communes.csv", "bi-mat.txt"),
        ("data/published.csv", "bi-mat.txt"),
        ("docs/tin-tuc/2026/bi-mat.txt", "bi-mat.txt"),
        ("docs/tin-tuc/2025", ""),
        ("docs/assets/js/them.js", "bi-mat.txt"),
        ("nhap/bi-mat.txt", "bi-mat.txt"),
        ("nhap/thu-muc", ""),
        ("overrides/them.html", "bi-mat.txt"),
        ("overrides/thu-muc", ""),
    ],
)
def test_a_link_is_told_and_what_it_leads_to_is_neither_shown_nor_published(
    project: Project, name: str, target: str
) -> None:
    link(project, name, target)
    session = opened(project)
    assert [(each.path, each.code) for each in session.problems.errors] == [(name, "symlink")]
    assert "12345" not in "".join(map(str, session.problems))
    assert not any("bi-mat" in each.address or "/them." in each.address for each in session.outputs)


def test_the_inbox_is_not_emptied_through_a_link(project: Project) -> None:
    link(project, "nhap", "")
    assert list(filing.waiting(project)) == []
    assert [each.path for each in opened(project).problems.errors] == ["nhap"]


def test_an_import_does_not_write_through_a_link(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DOCUMENT, encoding="utf-8")
    (project.docs / "ke-hoach").rename(tmp_path / "cu")
    link(project, "docs/ke-hoach", "")
    with pytest.raises(UnreadableError, match="ra ngoài docs/"):
        filing.file_document(tmp_path / "a.txt", project=project, settings=settings(), today=date(2026, 3, 1))
    assert [path.name for path in (tmp_path / "ngoai").iterdir()] == ["bi-mat.txt"]


def test_a_new_record_is_not_written_through_a_link(project: Project, tmp_path: Path) -> None:
    (project.docs / "tin-tuc/2026").rename(tmp_path / "cu")
    link(project, "docs/tin-tuc/2026", "")
    options = Namespace(
        make=new._new_notice,
        title="Tin",
        locality="",
        emergency=False,
        template=None,
        approver="",
        hours=None,
    )
    with pytest.raises(UsageError, match="ra ngoài docs/"):
        new.create(project, options)
    assert [path.name for path in (tmp_path / "ngoai").iterdir()] == ["bi-mat.txt"]


def test_names_of_new_files_stay_in_their_folder(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DOCUMENT, encoding="utf-8")
    out = tmp_path / "noi" / ".." / "ra"
    filed = filing.file_document(
        tmp_path / "a.txt", project=project, settings=settings(), today=date(2026, 3, 1), out=out
    )
    assert {path.parent for path in (filed.draft, filed.original)} == {out}
    assert lies_within(filed.draft, tmp_path)
