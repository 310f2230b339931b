"""`portal new plan` and `portal new achievement` as an editor runs them; notices: see `test_alerts`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.projects import ROOT, Outcome, TestProject
from tests.site.conftest import Run

Make = Callable[..., TestProject]


def written(project: TestProject, done: Outcome) -> Path:
    """The file that the command says it has written."""
    assert done.status == 0, done.out + done.err
    found = re.search(r"Đã viết (\S+)\.\n", done.out)
    assert found, done.out
    return project.root / found[1]


def test_a_plan_lies_in_the_folder_of_its_place_and_is_a_draft(project: Make, run: Run) -> None:
    made = project()
    done = run(made, "new", "plan", "--title", "Kế hoạch số hóa", "--locality", "hai-phong/kinh-mon")
    path = written(made, done)
    assert path == made.root / "docs/ke-hoach/hai-phong/kinh-mon/ke-hoach-so-hoa.md"
    text = path.read_text(encoding="utf-8")
    assert "\ndraft: true\n" in text
    assert "\ndate: 2026-03-01\n" in text
    assert "dòng 13: issuer: không được để trống" in done.out
    # A draft that lacks something is told of and stops nobody.
    check = run(made, "check")
    assert check.status == 0
    assert f"{path.name}:13: issuer: lời khuyên: không được để trống" in check.out


def test_a_plan_passes_once_it_is_filled_in_and_no_draft(project: Make, run: Run) -> None:
    made = project()
    given = (
        "--issuer",
        "Ủy ban nhân dân phường Ninh Kiều",
        "--number",
        "Số: 15 /KH-UBND",
        "--signed",
        "2026-02",
    )
    done = run(made, "new", "plan", "--title", "Số hóa: năm 2026", "--locality", "Ninh Kiều", *given)
    path = written(made, done)
    assert path.parent.name == "ninh-kieu"
    text = path.read_text(encoding="utf-8")
    text = text.replace("summary:\n", "summary: Phường số hóa hồ sơ.\n").replace("draft: true\n", "")
    path.write_text(f"{text}## Việc phải làm\n\nSố hóa hồ sơ của phường.\n", encoding="utf-8")
    check = run(made, "check")
    assert (check.status, path.name in check.out) == (0, False), check.out
    assert "number: 15/KH-UBND" in text or 'number: "15/KH-UBND"' in text


@pytest.mark.parametrize("kind", ["plan", "achievement"])
def test_every_field_is_explained_and_every_offer_is_one_that_may_be_taken(
    kind: str, project: Make, run: Run
) -> None:
    made = project()
    path = written(made, run(made, "new", kind, "--title", "Tên", "--locality", "can-tho"))
    lines = path.read_text(encoding="utf-8").splitlines()
    fields = [
        number
        for number, line in enumerate(lines)
        if re.match(r" *(?:# )?[a-z_]+:", line) and line not in ("figure:", "sources:")
    ]
    assert len(fields) > 15
    for number in fields:
        assert re.match(r" *# .*[^\W\d_].*: .+", lines[number - 1]), lines[number]
    # With all offers taken, what is wrong is only what they name as examples.
    taken = re.sub(r"(?m)^( *)# ([a-z_]+: )", r"\1\2", path.read_text(encoding="utf-8"))
    path.write_text(taken, encoding="utf-8")
    check = run(made, "check")
    assert not re.search("không có trường này|không đọc được YAML|phải là danh sách", check.out), check.out


def test_an_achievement_passes_once_it_is_filled_in(project: Make, run: Run) -> None:
    made = project()
    given = ("--organisation", "Sở X", "--as-of", "2026-01", "--source", "https://bao.example/x")
    path = written(made, run(made, "new", "achievement", "--title", "Trạm 5G", *given))
    assert path == made.root / "docs/dien-hinh/tram-5g.md"
    text = path.read_text(encoding="utf-8").replace("draft: true\n", "")
    for name, value in {"summary": "Có trạm.", "value": "12", "unit": "trạm", "what": "trạm"}.items():
        text = text.replace(f"{name}:\n", f"{name}: {value}\n")
    text = text.replace("basis:\n", "basis: trạm lắp mới\n")
    path.write_text(f"{text}Có trạm.\n", encoding="utf-8")
    check = run(made, "check")
    assert (check.status, path.name in check.out) == (0, False), check.out


def test_a_taken_name_is_counted_on(project: Make, run: Run) -> None:
    made = project()
    paths = [
        written(made, run(made, "new", "plan", "--title", "Tuyên truyền", "--locality", "can-tho"))
        for _ in range(2)
    ]
    assert [path.name for path in paths] == ["tuyen-truyen-2.md", "tuyen-truyen-3.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan",), "thiếu tiêu đề"),
        (("plan", "--title", "A"), "thiếu địa phương"),
        (("plan", "--title", "A", "--locality", "viet-nam"), "thiếu địa phương"),
        (("plan", "--title", "A", "--locality", "can-to"), "ý bạn là «can-tho»?"),
        (("plan", "--title", "A", "--locality", "Tân Tiến"), "có nhiều nơi tên «Tân Tiến»"),
        (("plan", "--title", "A", "--kind", "ke-hoac"), "ý bạn là «ke-hoach»?"),
        (("plan", "--title", "A", "--locality", "can-tho", "--signed", "1/2/2025"), "ý bạn là 2025-02-01?"),
        (("achievement", "--title", "😀"), "không đặt được tên tệp"),
        (("achievement", "--title", "A", "--as-of", "2025-13"), "không có trong lịch"),
        (("section",), "section"),
    ],
)
def test_wrong_usage_writes_nothing(arguments: tuple[str, ...], said: str, project: Make, run: Run) -> None:
    made = project()
    before = sorted((made.root / "docs").rglob("*.md"))
    done = run(made, "new", *arguments)
    assert done.status == 2
    assert said in done.err
    assert sorted((made.root / "docs").rglob("*.md")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are of Unix")
def test_at_a_terminal_what_is_needed_is_asked_for(project: Make) -> None:
    import pty

    made = project()
    controller, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PORTAL_NOW": "2026-03-01"}
    command = [sys.executable, "-m", "engine.command", "new", "plan"]
    process = subprocess.Popen(
        command, cwd=made.root, env=environment, stdin=terminal, stdout=terminal, stderr=terminal
    )
    os.close(terminal)
    os.write(controller, "\nKế hoạch hỏi đáp\nCần Thơ\nỦy ban nhân dân thành phố Cần Thơ\n".encode())
    said = b""
    while chunk := _read(controller):
        said += chunk
    os.close(controller)
    assert process.wait(60) == 0, said.decode()
    text = (made.root / "docs/ke-hoach/can-tho/ke-hoach-hoi-dap.md").read_text(encoding="utf-8")
    assert "issuer: Ủy ban nhân dân thành phố Cần Thơ\n" in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # How Linux says that the other side has been closed.
        return b""
