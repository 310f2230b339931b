"""`portal import` as an editor and a publisher run it: drafts, questions, originals, the inbox."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.importing import filing
from tests.projects import Outcome, TestProject, contents
from tests.site.conftest import Run

Make = Callable[..., TestProject]

DOCUMENT = """\
ỦY BAN NHÂN DÂN
PHƯỜNG NINH KIỀU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 27/KH-UBND
Ninh Kiều, ngày 20 tháng 8 năm 2025
KẾ HOẠCH
Số hóa hồ sơ của phường năm 2025

Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.

Ủy ban nhân dân phường Ninh Kiều ban hành kế hoạch số hóa hồ sơ như sau:

I. MỤC ĐÍCH, YÊU CẦU

Hồ sơ của người dân được số hóa một lần và dùng lại nhiều lần, người dân không phải nộp lại giấy tờ đã có.

II. TỔ CHỨC THỰC HIỆN

1. Phòng Văn hóa - Xã hội chủ trì rà soát hồ sơ, hoàn thành trước ngày 30/9/2025.

2. Văn phòng phường tổng hợp, báo cáo Ủy ban nhân dân phường trước ngày 15/12/2025.

Nơi nhận:
- Sở Khoa học và Công nghệ;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""
FOLDER = "docs/ke-hoach/can-tho/ninh-kieu"
NAME = "ke-hoach-27-kh-ubnd"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document outside the project."""
    path = tmp_path / "Kế hoạch số hóa.TXT"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def files_of(project: TestProject) -> set[str]:
    return {name for name in contents(project.root) if name.startswith(("docs/ke-hoach/", "nhap/"))}


def test_a_document_becomes_a_draft_that_the_check_accepts(project: Make, run: Run, document: Path) -> None:
    made = project()
    before = files_of(made)
    done = run(made, "import", str(document))
    assert done.status == 0, done.err
    draft = f"{FOLDER}/{NAME}.md"
    questions = f"{FOLDER}/{NAME}.cau-hoi.txt"
    assert files_of(made) - before - {questions} == {draft, f"{FOLDER}/{NAME}.txt"}
    assert f"Bản nháp: {draft}" in done.out
    text = (made.root / draft).read_text(encoding="utf-8")
    for line in (
        "draft: true",
        "kind: ke-hoach",
        "number: 27/KH-UBND",
        "issuer: Ủy ban nhân dân phường Ninh Kiều",
        "signed: 2025-08-20",
        "locality: can-tho/ninh-kieu",
        "date: 2026-03-01",
        "title: Số hóa hồ sơ của phường năm 2025",
        "## I. MỤC ĐÍCH, YÊU CẦU",
    ):
        assert f"\n{line}\n" in text, text
    assert re.search(r"due: 2025-09-30\n\s+due_kind: before", text)
    check = run(made, "check")
    assert check.status == 0, check.out
    # With what only the editor knows it can be published.
    text = text.replace("summary:\n", "summary: Phường số hóa hồ sơ.\n").replace("draft: true\n", "")
    (made.root / draft).write_text(text, encoding="utf-8")
    assert run(made, "check").status == 0


def test_the_document_lies_beside_its_draft_and_is_not_published(
    project: Make, run: Run, document: Path
) -> None:
    made = project()
    assert run(made, "import", str(document)).status == 0
    original = made.root / FOLDER / f"{NAME}.txt"
    assert original.read_bytes() == document.read_bytes()
    assert document.exists(), "what was not in the inbox stays where it is"
    draft = made.root / FOLDER / f"{NAME}.md"
    published = draft.read_text(encoding="utf-8").replace("draft: true\n", "")
    draft.write_text(published, encoding="utf-8")
    assert run(made, "build").status == 0
    site = contents(made.site)
    assert document.read_bytes() not in site.values()
    assert not [name for name in site if "cau-hoi" in name]
    # Once the editor lists it, it is.
    start = published.index("# attachments:")
    listed = published[:start] + re.sub(r"(?m)^# ", "", published[start:], count=4)
    draft.write_text(listed, encoding="utf-8")
    assert run(made, "build").status == 0
    assert contents(made.site)[f"{FOLDER.removeprefix('docs/')}/{NAME}.txt"] == document.read_bytes()


def test_a_folder_can_be_named_and_nothing_is_overwritten(
    project: Make, run: Run, document: Path, tmp_path: Path
) -> None:
    made, out = project(), tmp_path / "ra"
    before = files_of(made)
    assert run(made, "import", str(document), "--out", str(out)).status == 0
    (out / f"{NAME}.md").write_text("của tôi", encoding="utf-8")
    document.write_text(DOCUMENT.replace("nhiều lần", "mãi mãi"), encoding="utf-8")
    assert run(made, "import", str(document), "--out", str(out)).status == 0
    assert sorted(path.name for path in out.glob("*.md")) == [f"{NAME}-2.md", f"{NAME}.md"]
    assert (out / f"{NAME}.md").read_text(encoding="utf-8") == "của tôi"
    assert "mãi mãi" in (out / f"{NAME}-2.md").read_text(encoding="utf-8")
    assert files_of(made) == before


def test_the_same_document_is_not_imported_twice(project: Make, run: Run, document: Path) -> None:
    made = project()
    assert run(made, "import", str(document)).status == 0
    before = contents(made.root / "docs")
    done = run(made, "import", str(document))
    assert (done.status, "Đã nhập từ trước" in done.out) == (0, True)
    assert contents(made.root / "docs") == before


@pytest.mark.parametrize(("name", "kept"), [("a.md", ".txt"), ("a.d[o]c", ""), ("a", "")])
def test_the_copy_of_a_document_takes_no_drafts_place(
    name: str, kept: str, project: Make, run: Run, tmp_path: Path
) -> None:
    made, document = project(), tmp_path / name
    document.write_text(DOCUMENT, encoding="utf-8")
    for again in range(2):
        done = run(made, "import", str(document))
        assert (done.status, "Đã nhập từ trước" in done.out) == (0, again == 1), done.err
    assert (made.root / FOLDER / f"{NAME}{kept}").read_text(encoding="utf-8") == DOCUMENT
    assert "draft: true" in (made.root / FOLDER / f"{NAME}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "ghi tên tệp cần nhập"),
        (("khong-co.docx",), "không có tệp khong-co.docx"),
        (("--inbox", "a.docx"), "--inbox không đi cùng"),
        (("--inbox", "--out", "x"), "--inbox không đi cùng"),
    ],
)
def test_wrong_usage_writes_nothing(arguments: tuple[str, ...], said: str, project: Make, run: Run) -> None:
    made = project()
    before = contents(made.root)
    done = run(made, "import", *arguments)
    assert (done.status, said in done.err) == (2, True), done.err
    assert contents(made.root) == before


def test_one_bad_document_does_not_stop_the_others(
    project: Make, run: Run, document: Path, tmp_path: Path
) -> None:
    made = project()
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.7\nrubbish")
    done = run(made, "import", str(bad), str(document))
    assert done.status == 1
    assert "hong.pdf: " in done.err
    assert "Traceback" not in done.err
    assert "Đã nhập 1 tệp, 1 tệp chưa nhập được." in done.out
    assert f"{FOLDER}/{NAME}.md" in files_of(made)


# -- The inbox -----------------------------------------------------------------------------------------


def inbox(project: TestProject, run: Run) -> Outcome:
    return run(project, "import", "--inbox")


def test_an_empty_inbox_is_no_mistake(project: Make, run: Run) -> None:
    done = inbox(project(), run)
    assert (done.status, done.out) == (0, "Không có tệp nào trong nhap/.\n")


def test_documents_of_the_inbox_become_drafts_and_leave_it(project: Make, run: Run) -> None:
    made = project({"nhap/từ phường/Kế hoạch.txt": DOCUMENT, "nhap/HUONG-DAN.txt": "Đặt tệp vào đây."})
    done = inbox(made, run)
    assert done.status == 0, done.err
    left = {name for name in files_of(made) if name.startswith("nhap/")}
    assert left == {"nhap/HUONG-DAN.txt"}
    assert f"{FOLDER}/{NAME}.md" in files_of(made)
    before = contents(made.root)
    assert inbox(made, run).status == 0
    assert contents(made.root) == before


def test_what_cannot_be_read_stays_and_says_why_until_it_can(project: Make, run: Run) -> None:
    made = project({"nhap/a.pdf": b"%PDF-1.7\nrubbish"})
    done = inbox(made, run)
    assert done.status == 1
    note = made.root / "nhap/a.pdf.loi.txt"
    assert "Chưa nhập được tệp a.pdf: " in note.read_text(encoding="utf-8-sig")
    written = note.stat().st_mtime_ns
    assert inbox(made, run).status == 1
    assert note.stat().st_mtime_ns == written, "under version control that would be a change for nothing"
    (made.root / "nhap/a.pdf").rename(made.root / "nhap/a.txt")
    made.write({"nhap/a.txt": DOCUMENT})
    note.rename(made.root / "nhap/a.txt.loi.txt")
    assert inbox(made, run).status == 0
    assert not [name for name in files_of(made) if name.startswith("nhap/")]


def test_an_import_that_was_interrupted_is_finished_and_not_made_twice(
    project: Make, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project({"nhap/a.txt": DOCUMENT})
    with monkeypatch.context() as patched:
        # The power fails after the draft is written, before the document has left the inbox.
        patched.setattr(filing, "done_with", _fail)
        with pytest.raises(PowerFailedError):
            inbox(made, run)
    assert "nhap/a.txt" in files_of(made)
    drafts = {name for name in files_of(made) if name.endswith(".md")}
    assert f"{FOLDER}/{NAME}.md" in drafts
    assert inbox(made, run).status == 0
    assert {name for name in files_of(made) if name.endswith(".md")} == drafts
    assert "nhap/a.txt" not in files_of(made)


class PowerFailedError(Exception):
    """Nothing more happens."""


def _fail(path: Path) -> None:
    raise PowerFailedError(path)


def test_nothing_of_the_inbox_is_published(project: Make, run: Run) -> None:
    made = project({"nhap/mat.txt": DOCUMENT.replace("nhiều lần", "chuyện chưa công bố")})
    assert run(made, "build").status == 0
    assert not any("chuyện chưa công bố".encode() in data for data in contents(made.site).values())
    assert inbox(made, run).status == 0
    assert run(made, "build").status == 0
    assert not any("chuyện chưa công bố".encode() in data for data in contents(made.site).values())


@pytest.mark.skipif(os.name == "nt", reason="names of Windows")
def test_names_and_links_lead_nowhere_else(project: Make, run: Run, tmp_path: Path) -> None:
    secret = tmp_path / "mat.txt"
    secret.write_text(DOCUMENT, encoding="utf-8")
    made = project({"nhap/..\\..\\hosts.txt": DOCUMENT})
    (made.root / "nhap/lien-ket.txt").symlink_to(secret)
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(made.root)}
    inbox(made, run)
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(made.root)} == before
    assert secret.read_text(encoding="utf-8") == DOCUMENT
    assert (made.root / "nhap/lien-ket.txt").is_symlink()
