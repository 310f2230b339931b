"""`portal check` in a real project: formats, exit codes, advice, `--fix`, `--explain`."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from engine import fixing
from portal.codes import explanations
from portal.project import Project
from portal.repairs import Form
from tests import projects
from tests.projects import DATA, NOTICE, PLAN, Outcome, TestProject, contents
from tests.site.conftest import Run

Make = Callable[..., TestProject]
PATH = "docs/tin-tuc/2026/a.md"
# The register knows the file that tests add.
PUBLISHED = projects.PUBLISHED.replace(
    "/tin-tuc/2026/luat/", "/tin-tuc/2026/a/,tin-tuc/2026/a\n/tin-tuc/2026/luat/"
)


@pytest.fixture
def project(tmp_path: Path) -> Make:
    def make(files: Mapping[str, str | bytes] | None = None) -> TestProject:
        return projects.make(
            tmp_path / "du-an", {"data/published.csv": PUBLISHED, PATH: NOTICE, **(files or {})}
        )

    return make


# ---- Advice.


def test_advice_is_told_and_is_no_failure(project: Make) -> None:
    done = project({PATH: f"{NOTICE}\n# A\n\nXem [tại đây](luat.md).\n"}).portal("check")
    assert done.status == 0
    assert done.out == (
        f"{PATH}:8: lời khuyên: đề mục «A» ở cấp của tiêu đề trang (một dấu #); "
        "dùng ## cho đề mục lớn nhất trong bài\n"
        f"{PATH}:10: lời khuyên: chữ của liên kết «tại đây» không nói dẫn tới đâu; "
        "viết tên của trang hay tệp được dẫn tới: [Kế hoạch 180-KH/TU](…)\n"
        "Có 2 lời khuyên.\n"
    )
    assert done.err == "Giải thích một mã: portal check --explain MÃ (ở đây: heading-top, link-text)\n"


def test_without_problems_there_is_no_hint(project: Make, run: Run) -> None:
    done = run(project(), "check")
    assert (done.status, done.out, done.err) == (0, "Không có lỗi nào.\n", "")


def test_advice_does_not_stop_a_strict_build(project: Make) -> None:
    made = project({PATH: f"{NOTICE}\n# A\n"})
    assert made.portal("build").status == 0
    assert made.mkdocs("build", "--strict").status == 0


def test_the_day_of_review_is_told_by_check_and_changes_nothing_that_is_built(
    project: Make, run: Run
) -> None:
    made = project({PATH: NOTICE.replace("date:", "review_by: 2026-03-01\ndate:", 1)})
    assert run(made, "check", PORTAL_NOW="2026-03-01T12:00").out == "Không có lỗi nào.\n"
    late = run(made, "check", PORTAL_NOW="2026-03-02")
    assert (late.status, late.out.splitlines()[0]) == (
        0,
        f"{PATH}:4: review_by: lời khuyên: đã quá ngày rà soát 01/03/2026; "
        "xem lại nội dung còn đúng không, rồi ghi review_by mới (và updated nếu có sửa)",
    )
    run(made, "build", PORTAL_NOW="2026-03-01T12:00")
    before = contents(made.site)
    run(made, "build", "--clean", PORTAL_NOW="2026-03-02")
    assert contents(made.site) == before


def test_an_abbreviation_is_known_as_soon_as_the_vocabulary_has_it(project: Make, run: Run) -> None:
    made = project({PATH: f"{NOTICE}\nTổ CNSCĐ.\n"})
    assert "«CNSCĐ»" in run(made, "check").out
    words = DATA["data/vocabulary.yml"].replace("{CĐS:", "{CNSCĐ: công nghệ số cộng đồng, CĐS:")
    made.write({"data/vocabulary.yml": words})
    assert run(made, "check").out == "Không có lỗi nào.\n"


# ---- Formats.

HOSTILE = "docs/tin-tuc/2026/a,b%0A::error file=x,line=1::y.md"


def test_hostile_names_and_texts_break_no_format(project: Make, run: Run) -> None:
    text = NOTICE.replace("date:", 'signed: "%0A::error::z\\n::warning::"\ndate:', 1)
    made = project()
    try:
        made.write({HOSTILE: text, "docs/tin-tuc/2026/c\nd.md": NOTICE})
    except OSError:
        pytest.skip("this system has no such names")
    annotations = run(made, "check", "--format", "github")
    assert annotations.status == 1
    lines = annotations.out.splitlines()
    assert all(line.startswith(("::error file=docs/tin-tuc/2026/", "::notice file=docs/")) for line in lines)
    # A colon ends the properties, a comma one of them, and no text has a line end of its own.
    assert all(line.count("::") >= 2 and "\r" not in line for line in lines)
    properties = [line.split(" ", 1)[1].split("::", 1)[0] for line in lines]
    assert all(one.count(",") == 2 and ",line=" in one and ",title=" in one for one in properties), properties
    named = [one for one in properties if "a%2Cb%250A%3A%3Aerror file=x%2Cline=1%3A%3Ay.md" in one]
    assert named
    as_json = run(made, "check", "--format", "json")
    assert as_json.status == 1
    assert {HOSTILE, "docs/tin-tuc/2026/c\nd.md"} <= {each["path"] for each in json.loads(as_json.out)}


def test_every_code_that_tools_get_is_explained(project: Make, run: Run) -> None:
    made = project({PATH: NOTICE.replace("date:", "titel: A\ndate:", 1), "docs/tin-tuc/2026/b.md": ""})
    found = json.loads(run(made, "check", "--format", "json").out)
    assert {each["code"] for each in found} == {"field-unknown", "file-empty"}
    assert all(run(made, "check", "--explain", each["code"]).status == 0 for each in found)


# ---- Explanations.


def test_a_code_is_explained_without_looking_at_the_content(project: Make, run: Run) -> None:
    done = run(project({PATH: ""}), "check", "--explain", "link-text")
    assert (done.status, done.err) == (0, "")
    each = explanations()["link-text"]
    assert done.out.startswith(f"link-text: {each.title}\n")
    assert each.meaning in done.out
    assert f"Cách sửa: {each.remedy}" in done.out


@pytest.mark.parametrize(
    ("code", "hint"), [("link-tex", "ý bạn là «link-text»?"), ("xyz", "các mã: file-empty, ")]
)
def test_an_unknown_code_is_wrong_usage(project: Make, run: Run, code: str, hint: str) -> None:
    done = run(project(), "check", "--explain", code)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"portal: không có mã «{code}»; {hint}")


# ---- Repairs.

BROKEN = (
    "\ufeff"
    + PLAN.replace("number: 180-KH/TU", "number: 180/KH-TU  ").replace("57-NQ/TW", "57-NQ/ TW")
    + unicodedata.normalize("NFD", "Chuyển đổi.")
    + " ĐỐI TƢỢNG \n\n`TƢ  `"
)
MENDED = PLAN + "Chuyển đổi. ĐỐI TƯỢNG\n\n`TƢ  `\n"
PLACE = "docs/ke-hoach/can-tho/tuyen-truyen.md"


def test_fix_repairs_what_is_certain_and_says_what_it_was(project: Make) -> None:
    made = project({PLACE: BROKEN})
    assert made.portal("check").status == 1
    done = made.portal("check", "--fix")
    assert (made.root / PLACE).read_bytes() == MENDED.encode()
    assert (
        f"{PLACE}:6: đã sửa số ký hiệu viết lệch chuẩn: «number: 180/KH-TU··» → «number: 180-KH/TU··»\n"
        in done.out
    )
    assert (
        f"{PLACE}:9: đã sửa dấu cách trong số ký hiệu: «bases: [57-NQ/ TW]» → «bases: [57-NQ/TW]»\n"
        in done.out
    )
    assert f"{PLACE}:17: đã sửa chữ Ƣ thành Ư: " in done.out
    assert f"{PLACE}:1: đã sửa dấu thứ tự byte (BOM) ở đầu tệp\n" in done.out
    # What stands in code stays, and its letter is told.
    assert done.status == 0
    assert done.out.splitlines()[-1] == "Có 1 lời khuyên."


def test_fix_twice_is_fix_once(project: Make, run: Run) -> None:
    made = project({PLACE: BROKEN})
    run(made, "check", "--fix")
    before = _state(made.root)
    done = run(made, "check", "--fix")
    assert "đã sửa" not in done.out
    assert _state(made.root) == before


def test_fix_of_right_content_writes_nothing(project: Make, run: Run) -> None:
    made = project()
    before = _state(made.root)
    assert run(made, "check", "--fix").out == "Không có lỗi nào.\n"
    assert _state(made.root) == before


def _state(root: Path) -> dict[str, tuple[bytes, int]]:
    files = [path for folder in ("docs", "data") for path in sorted((root / folder).rglob("*"))]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files if path.is_file()}


def test_fix_repairs_data_too_and_the_register_after_it(project: Make, run: Run) -> None:
    words = DATA["data/documents.yml"].replace("number: 57-NQ/TW", "number: 57/NQ-TW", 1).rstrip("\n")
    made = project({"data/documents.yml": words, "data/published.csv": projects.PUBLISHED})
    done = run(made, "check", "--fix")
    assert done.status == 0
    assert (made.root / "data/documents.yml").read_text("utf-8") == DATA["data/documents.yml"]
    assert "data/documents.yml:2: đã sửa số ký hiệu viết lệch chuẩn" in done.out
    assert "data/published.csv: đã ghi thêm 1 địa chỉ.\n  /tin-tuc/2026/a/\n" in done.out


@pytest.mark.parametrize("form", ["json", "github"])
def test_tools_get_the_remaining_problems_only(project: Make, run: Run, form: str) -> None:
    made = project({PLACE: BROKEN, "data/published.csv": projects.PUBLISHED})
    done = run(made, "check", "--fix", "--format", form)
    assert done.status == 0
    assert "đã sửa" not in done.out
    assert "đã ghi thêm" not in done.out
    assert "đã sửa" in done.err
    assert "đã ghi thêm 1 địa chỉ" in done.err
    if form == "json":
        assert [each["code"] for each in json.loads(done.out)] == ["damaged-horn"]


def test_long_lists_of_repairs_are_shortened(project: Make, run: Run) -> None:
    done = run(project({PATH: NOTICE + "Tƣ\n\n" * 30}), "check", "--fix")
    shown = [line for line in done.out.splitlines() if "chữ Ƣ thành Ư" in line]
    assert len(shown) == fixing.SHOWN + 1
    assert shown[-1] == f"{PATH}: đã sửa chữ Ƣ thành Ư: thêm 25 dòng nữa"


@pytest.mark.parametrize(
    "data", [NOTICE.encode("utf-16"), (NOTICE + "\nChuyÓn ®æi sè quèc gia. TƢ \n").encode()]
)
def test_what_is_not_read_for_certain_is_never_written(project: Make, run: Run, data: bytes) -> None:
    made = project({PATH: data})
    assert run(made, "check", "--fix").status == 1
    assert (made.root / PATH).read_bytes() == data


def test_windows_line_ends_stay(project: Make, run: Run) -> None:
    made = project({PATH: (NOTICE + "TƢ \n").replace("\n", "\r\n")})
    run(made, "check", "--fix")
    assert (made.root / PATH).read_bytes() == (NOTICE + "TƯ\n").replace("\n", "\r\n").encode()


def test_the_mode_of_a_file_is_kept_and_nothing_is_left_beside_it(project: Make, run: Run) -> None:
    made = project({PATH: NOTICE + "TƢ\n"})
    (made.root / PATH).chmod(0o640)
    run(made, "check", "--fix")
    assert stat.S_IMODE((made.root / PATH).stat().st_mode) == (0o640 if os.name == "posix" else 0o666)
    assert [each.name for each in (made.root / PATH).parent.iterdir() if each.name.startswith(".")] == []


def test_a_link_to_a_file_elsewhere_is_not_followed(project: Make, run: Run, tmp_path: Path) -> None:
    outside, data = tmp_path / "ngoai.md", tmp_path / "ngoai.yml"
    outside.write_text(NOTICE + "TƢ\n", "utf-8")
    made = project()
    documents = made.root / "data" / "documents.yml"
    data.write_text(documents.read_text("utf-8") + "# TƢ\n", "utf-8")
    documents.unlink()
    try:
        (made.root / PATH).unlink()
        (made.root / PATH).symlink_to(outside)
        documents.symlink_to(data)
    except OSError:
        pytest.skip("this system has no links")
    before = outside.read_bytes(), data.read_bytes()
    assert run(made, "check", "--fix").status == 1
    assert (outside.read_bytes(), data.read_bytes()) == before
    assert documents.is_symlink()


def test_what_somebody_saved_meanwhile_is_not_overwritten(
    project: Make, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project({PATH: NOTICE + "TƢ\n"})
    real = fixing.repair

    def slow(data: bytes, form: Form) -> object:
        if b"T\xc6\xa2" in data:
            (made.root / PATH).write_text(NOTICE + "Sửa ở máy khác.\n", "utf-8")
        return real(data, form)

    monkeypatch.setattr(fixing, "repair", slow)
    done = run(made, "check", "--fix")
    assert (made.root / PATH).read_text("utf-8") == NOTICE + "Sửa ở máy khác.\n"
    assert f"{PATH}: tệp vừa được sửa ở nơi khác, để nguyên; hãy chạy lại\n" in done.out


def test_what_cannot_be_written_is_told(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = project({PATH: NOTICE + "TƢ\n"})

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    mended = list(fixing.mend(Project(made.root)))
    assert [each.path for each in mended] == [PATH]
    assert "No space left" in mended[0].refusal
    assert (made.root / PATH).read_text("utf-8") == NOTICE + "TƢ\n"
    assert not list((made.root / PATH).parent.glob(".*"))


# ---- Exit codes.


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        (NOTICE, [], 0),
        (NOTICE + "\n# A\n", [], 0),
        (NOTICE + "\n# A\n", ["--format", "json"], 0),
        ("", [], 1),
        ("", ["--fix"], 1),
        ("", ["--format", "github"], 1),
        (NOTICE, ["--format", "xml"], 2),
        (NOTICE, ["--explain"], 2),
        (NOTICE, ["--explain", "x"], 2),
    ],
)
def test_exit_codes(project: Make, run: Run, text: str, arguments: list[str], status: int) -> None:
    done: Outcome = run(project({PATH: text}), "check", *arguments)
    assert done.status == status
    assert "Traceback" not in done.err
