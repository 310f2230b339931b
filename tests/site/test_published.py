"""Nothing that was public disappears silently: `portal check` names it, `--fix` keeps the register."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.projects import NOTICE, PLAN, PUBLISHED, ROOT, TestProject
from tests.site.conftest import Run

Make = Callable[..., TestProject]
REGISTER = "data/published.csv"
NOTICE_FILE = "docs/tin-tuc/2026/luat.md"
MOVED_FILE = "docs/tin-tuc/2026/luat-moi.md"
COMMUNE = "docs/ke-hoach/hai-phong/kinh-mon/a.md"
IN_COMMUNE = PLAN.replace("../../", "../../../")
FEEDS = "feeds:\n  - {name: mien-tay, title: Miền Tây, description: Tin., localities: [can-tho]}\n"


def field(name: str, value: str, text: str = NOTICE) -> str:
    return text.replace("---\n", f"---\n{name}: {value}\n", 1)


@pytest.fixture
def registered(project: Make) -> TestProject:
    """A small project, all of which has been public."""
    return project({REGISTER: PUBLISHED})


def errors(out: str) -> list[str]:
    return [line for line in out.splitlines() if ":" in line and "lời khuyên" not in line]


def test_the_portals_own_register_is_complete(run: Run) -> None:
    done = run(TestProject(ROOT), "check")
    assert (done.status, done.out) == (0, "Không có lỗi nào.\n")


def test_what_is_new_is_advice_until_it_is_written_down(project: Make, run: Run) -> None:
    made = project()
    first = run(made, "check")
    assert first.status == 0
    assert "data/published.csv:1: lời khuyên: 8 địa chỉ chưa ghi vào sổ: " in first.out
    assert "portal check --fix" in first.out
    fixed = run(made, "check", "--fix")
    assert (fixed.status, fixed.out.splitlines()[0]) == (0, "data/published.csv: đã ghi thêm 8 địa chỉ.")
    assert (made.root / REGISTER).read_text("utf-8") == PUBLISHED
    assert run(made, "check").out == "Không có lỗi nào.\n"
    before = (made.root / REGISTER).stat().st_mtime_ns
    assert run(made, "check", "--fix").out == "Không có lỗi nào.\n"
    assert (made.root / REGISTER).stat().st_mtime_ns == before


def test_nothing_is_written_down_while_there_are_errors(project: Make, run: Run) -> None:
    made = project({"docs/tin-tuc/2026/sai.md": NOTICE.replace("date: 2026-01-05", "date: hôm nay")})
    assert run(made, "check", "--fix").status == 1
    assert not (made.root / REGISTER).exists()


def test_fix_says_in_every_format_only_what_the_format_is_for(project: Make, run: Run) -> None:
    made = project()
    assert run(made, "check", "--fix", "--format", "json").out == "[]\n"
    assert (made.root / REGISTER).read_text("utf-8") == PUBLISHED


def test_a_record_that_is_gone_is_an_error_that_says_what_to_do(registered: TestProject, run: Run) -> None:
    registered.remove(NOTICE_FILE)
    for command in ("check", "build"):
        done = run(registered, command)
        assert done.status == 1
        (line,) = errors(done.out + done.err)[:1]
        assert line.startswith(
            "data/published.csv:9: «tin-tuc/2026/luat» đã công bố ở «/tin-tuc/2026/luat/» nay không còn; "
        )
        for remedy in ("withdrawn: ", "aliases: [/tin-tuc/2026/luat/]", "chưa từng công khai"):
            assert remedy in line
    # Also `--fix` does not forget it.
    assert run(registered, "check", "--fix").status == 1
    assert (registered.root / REGISTER).read_text("utf-8") == PUBLISHED


def test_three_ways_to_go(registered: TestProject, run: Run) -> None:
    withdrawn = field("withdrawn", "{date: 2026-02-01, reason: Số liệu sai.}")
    expired = field("expires", "2026-02-01")
    for text in (withdrawn, expired):
        registered.write({NOTICE_FILE: text})
        assert run(registered, "check").out == "Không có lỗi nào.\n"
    registered.remove(NOTICE_FILE)
    registered.write({"docs/gioi-thieu.md": "---\ntitle: A\naliases: [/tin-tuc/2026/luat/]\n---\nB\n"})
    assert run(registered, "check").status == 0


def test_a_move_needs_an_alias_and_is_advised_to_keep_its_identity(registered: TestProject, run: Run) -> None:
    registered.remove(NOTICE_FILE)
    registered.write({MOVED_FILE: field("id", "tin-tuc/2026/luat")})
    done = run(registered, "check")
    assert done.status == 1
    assert errors(done.out) == [
        "docs/tin-tuc/2026/luat-moi.md:2: aliases: địa chỉ cũ «/tin-tuc/2026/luat/» không còn mở được; "
        "thêm «aliases: [/tin-tuc/2026/luat/]» để địa chỉ cũ dẫn tới đây"
    ]
    registered.write({MOVED_FILE: field("aliases", "[/tin-tuc/2026/luat/]")})
    done = run(registered, "check")
    assert done.status == 0
    assert "docs/tin-tuc/2026/luat-moi.md:2: aliases: lời khuyên: " in done.out
    assert "«id: tin-tuc/2026/luat»" in done.out
    both = field("id", "tin-tuc/2026/luat", field("aliases", "[/tin-tuc/2026/luat/]"))
    registered.write({MOVED_FILE: both})
    assert "id: " not in run(registered, "check", "--fix").out
    assert run(registered, "check").out == "Không có lỗi nào.\n"
    # The new address is written down too; the old one stays.
    text = (registered.root / REGISTER).read_text("utf-8")
    assert "/tin-tuc/2026/luat-moi/,tin-tuc/2026/luat\n/tin-tuc/2026/luat/,tin-tuc/2026/luat\n" in text


@pytest.mark.parametrize(("name", "value"), [("draft", "true"), ("publish_at", "2026-12-01 08:00")])
def test_what_was_public_cannot_be_hidden(registered: TestProject, run: Run, name: str, value: str) -> None:
    registered.write({NOTICE_FILE: field(name, value)})
    done = run(registered, "check")
    assert done.status == 1
    (line,) = errors(done.out)
    assert line.startswith(f"docs/tin-tuc/2026/luat.md:2: {name}: bài đã công bố thì không giấu đi được")
    assert "withdrawn" in line


def test_drafts_and_what_is_to_come_are_not_written_down(project: Make, run: Run) -> None:
    files = {
        "docs/tin-tuc/2026/nhap.md": field("draft", "true"),
        "docs/tin-tuc/2026/cho.md": field("publish_at", "2026-12-01 08:00"),
        "docs/trang-nhap.md": "---\ntitle: A\ndraft: true\n---\nB\n",
    }
    made = project(files)
    run(made, "check", "--fix")
    assert (made.root / REGISTER).read_text("utf-8") == PUBLISHED


def test_places_keep_their_pages_and_feeds(project: Make, run: Run) -> None:
    made = project({COMMUNE: IN_COMMUNE})
    run(made, "check", "--fix")
    text = (made.root / REGISTER).read_text("utf-8")
    assert "/dia-phuong/hai-phong/kinh-mon/,dia-phuong/hai-phong/kinh-mon\n" in text
    # Provinces always have theirs: they need no line.
    assert "/dia-phuong/hai-phong/,x" not in text.replace(",dia-phuong", ",x")
    made.write({COMMUNE: field("withdrawn", "{date: 2026-02-01, reason: Sai.}", IN_COMMUNE)})
    assert run(made, "build").status == 0
    for file in ("dia-phuong/hai-phong/kinh-mon/index.html", "feeds/dia-phuong/hai-phong/kinh-mon.xml"):
        assert (made.site / file).is_file(), file
    # Also when its last record has moved elsewhere.
    made.remove(COMMUNE)
    moved = field("aliases", "[/ke-hoach/hai-phong/kinh-mon/a/]", PLAN)
    made.write({"docs/ke-hoach/hai-phong/a.md": field("id", "ke-hoach/hai-phong/kinh-mon/a", moved)})
    assert run(made, "build").status == 0
    assert (made.site / "feeds/dia-phuong/hai-phong/kinh-mon.xml").is_file()


def test_a_feed_that_was_public_stays(project: Make, run: Run) -> None:
    made = project({"data/feeds.yml": FEEDS})
    run(made, "check", "--fix")
    assert "/feeds/mien-tay.xml,feeds/mien-tay\n" in (made.root / REGISTER).read_text("utf-8")
    made.write({"data/feeds.yml": FEEDS.replace("mien-tay", "mien-nam")})
    done = run(made, "check")
    assert done.status == 1
    (line,) = errors(done.out)
    assert "bản tin «/feeds/mien-tay.xml» đã công bố nay không còn; khai báo lại trong data/feeds.yml" in line


def test_a_file_with_errors_is_not_taken_for_gone(registered: TestProject, run: Run) -> None:
    registered.write({NOTICE_FILE: NOTICE.replace("date: 2026-01-05", "date: hôm nay")})
    done = run(registered, "check")
    assert done.status == 1
    assert REGISTER not in done.out


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PUBLISHED.replace("address,", "adress,"), ":1: dòng đầu phải là «address,identity»; "),
        (PUBLISHED + "<<<<<<< HEAD\n", ":10: còn dấu xung đột của git; xóa dòng này"),
        (PUBLISHED + "hỏng\n", ":10: dòng phải có dạng «/dia-chi/,ma-dinh-danh»; khôi phục"),
        (PUBLISHED.encode("utf-16"), ":1: tệp không ở bảng mã UTF-8; "),
    ],
)
def test_a_broken_register_is_an_error_and_left_as_it_is(
    registered: TestProject, run: Run, text: str | bytes, line: str
) -> None:
    registered.write({REGISTER: text})
    before = (registered.root / REGISTER).read_bytes()
    done = run(registered, "check", "--fix")
    assert done.status == 1
    assert f"{REGISTER}{line}" in done.out
    assert "Traceback" not in done.err
    assert (registered.root / REGISTER).read_bytes() == before
