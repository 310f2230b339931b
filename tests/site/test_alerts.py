"""`portal new notice` as an editor runs it, and the alerts of a site that was built."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from lxml import etree

from portal.alerts.templates import TEMPLATES
from portal.dates import parse_start
from tests.projects import Outcome, TestProject
from tests.readers import programs
from tests.site.conftest import Run

Make = Callable[..., TestProject]

NOW = "2026-03-01 14:05:33"
FOLDER = "docs/tin-tuc/2026"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
NATIONAL = {"112", "113", "114", "115"}
BLANKS = ["emergency.area[0]", "emergency.contact", "emergency.approved_by"]


def new(run: Run, project: TestProject, *arguments: str, now: str = NOW) -> Outcome:
    return run(project, "new", "notice", *arguments, PORTAL_NOW=now)


def written(project: TestProject, done: Outcome) -> Path:
    """The file that the command says it has written."""
    assert done.status == 0, done.out + done.err
    found = re.search(r"Đã viết (\S+)\.\n", done.out)
    assert found, done.out
    return project.root / found[1]


def header(path: Path) -> dict[str, object]:
    """The front matter, read without our own code."""
    found = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], Loader=yaml.BaseLoader)  # noqa: S506 - plain texts only
    assert isinstance(found, dict)
    return found


def fill(path: Path, **values: str) -> None:
    """Write into blanks; `area` is the only list."""
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        pattern = r"(?m)^    -$" if name == "area" else rf"(?m)^  {name}:$"
        text, count = re.subn(pattern, lambda blank, value=value: f"{blank[0]} {value}", text)
        assert count == 1, name
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_passes_once_its_blanks_are_filled_in_and_not_before(
    template: str, project: Make, run: Run
) -> None:
    made = project()
    done = new(run, made, "--emergency", "--template", template)
    path = written(made, done)
    assert [line for line in BLANKS if f": {line}: " in done.out] == BLANKS
    for blanks in (
        {},
        {"area": "can-tho"},
        {"contact": "Trực ban phường"},
    ):
        fill(path, **blanks)
        check = run(made, "check", PORTAL_NOW=NOW)
        assert check.status == 1
        assert "emergency.approved_by: không được để trống" in check.out
    fill(path, approved_by="Ban Chỉ huy")
    check = run(made, "check", PORTAL_NOW=NOW)
    assert check.status == 0, check.out
    assert str(path.name) not in check.out, "no advice on it either"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_names_national_numbers_only(template: str, project: Make, run: Run) -> None:
    made = project()
    path = written(made, new(run, made, "--template", template))
    fields = header(path)
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    said = " ".join(map(str, (fields["title"], fields["summary"], fields["led"], fields["emergency"], body)))
    numbers = set(re.findall(r"[0-9]+", said))
    assert numbers <= NATIONAL
    assert numbers or template == "nuoc"


def test_every_field_is_explained_in_the_line_above(project: Make, run: Run) -> None:
    made = project()
    lines = written(made, new(run, made, "--template", "bao")).read_text(encoding="utf-8").splitlines()
    fields = [
        number
        for number, line in enumerate(lines)
        if re.match(r" *(?:# )?[a-z_]+:", line) and line != "emergency:"
    ]
    assert len(fields) > 20
    for number in fields:
        assert re.match(r" *# .*[^\W\d_].*: .+", lines[number - 1]), lines[number]


@pytest.mark.parametrize(("given", "hours"), [((), 6), (("--hours", "2"), 2), (("--hours", "30"), 30)])
def test_an_emergency_begins_now_and_ends_by_itself(
    given: tuple[str, ...], hours: int, project: Make, run: Run
) -> None:
    made = project()
    fields = header(written(made, new(run, made, "--template", "lu", *given)))
    assert fields["publish_at"] == fields["starts"] == "2026-03-01 14:05"
    assert fields["date"] == "2026-03-01"
    end = parse_start("2026-03-01 14:05") + timedelta(hours=hours)
    assert fields["ends"] == f"{end:%Y-%m-%d %H:%M}"


def test_what_is_given_is_no_blank(project: Make, run: Run) -> None:
    made = project()
    given = ("--locality", "can-tho/ninh-kieu", "--approver", "Chủ tịch", "--title", 'Cháy: "chợ" & <kho>')
    done = new(run, made, "--template", "chay", *given)
    path = written(made, done)
    assert path == made.root / FOLDER / "chay-cho-kho.md"
    assert [line for line in BLANKS if f": {line}: " in done.out] == ["emergency.contact"]
    fill(path, contact="Trực ban")
    fields = header(path)
    assert (fields["title"], fields["locality"]) == ('Cháy: "chợ" & <kho>', "can-tho/ninh-kieu")
    assert run(made, "check", PORTAL_NOW=NOW).status == 0


def test_the_place_is_in_the_title_when_there_is_no_other(project: Make, run: Run) -> None:
    made = project()
    path = written(made, new(run, made, "--template", "bao", "--locality", "can-tho"))
    assert header(path)["title"] == "Cảnh báo bão: Thành phố Cần Thơ"
    whole = header(written(made, new(run, made, "--template", "bao", "--locality", "viet-nam")))
    # What concerns the whole country has no locality; as an area it has to be said.
    assert "locality" not in whole
    assert whole["emergency"]["area"] == ["viet-nam"]  # type: ignore[index]


def test_an_emergency_without_template_leaves_blank_what_only_the_editor_knows(
    project: Make, run: Run
) -> None:
    made = project()
    done = new(run, made, "--emergency", "--title", "Sạt lở")
    path = written(made, done)
    for name in ("event", "urgency", "severity", "certainty", "instruction", "contact", "approved_by"):
        assert f"emergency.{name}: không được để trống" in done.out
    fill(path, event="Sạt lở", urgency="Immediate", severity="Severe", certainty="Observed", area="can-tho")
    fill(path, instruction="Rời xa sườn dốc.", contact="Trực ban", approved_by="Chủ tịch")
    check = run(made, "check", PORTAL_NOW=NOW)
    assert (check.status, "chưa có nội dung" in check.out) == (1, True)
    path.write_text(path.read_text(encoding="utf-8") + "Sạt lở.\n", encoding="utf-8")
    assert run(made, "check", PORTAL_NOW=NOW).status == 0


def test_an_ordinary_notice_waits_for_its_text(project: Make, run: Run) -> None:
    made = project()
    path = written(made, new(run, made, "--title", "Họp dân", now="2027-01-02"))
    assert path == made.root / "docs/tin-tuc/2027/hop-dan.md"
    assert header(path) == {"title": "Họp dân", "date": "2027-01-02", "priority": "normal"}
    assert run(made, "check", PORTAL_NOW="2027-01-02").status == 1
    path.write_text(path.read_text(encoding="utf-8") + "Họp.\n", encoding="utf-8")
    assert run(made, "check", PORTAL_NOW="2027-01-02").status == 0


def test_a_name_that_is_taken_is_counted_on(project: Make, run: Run) -> None:
    made = project()
    path = written(made, new(run, made, "--template", "bao"))
    path.write_text("của tôi", encoding="utf-8")
    made.write({"data/published.csv": "address,identity\n/tin-tuc/2026/canh-bao-bao-2/,tin-tuc/2026/xua\n"})
    again = written(made, new(run, made, "--template", "bao"))
    assert again == made.root / FOLDER / "canh-bao-bao-3.md"
    assert path.read_text(encoding="utf-8") == "của tôi"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "thiếu tiêu đề"),
        (("--emergency",), "thiếu tiêu đề"),
        (("--title", "😀"), "không đặt được tên tệp"),
        (("--title", "Trang"), "không đặt được tên tệp"),
        (("--template", "bao", "--locality", "can-to"), "không có địa phương «can-to»; ý bạn là «can-tho»?"),
        (("--template", "bao", "--hours", "0"), "--hours phải từ 1 trở lên"),
        (("--template", "dong-dat"), "dong-dat"),
    ],
)
def test_wrong_usage_writes_nothing(arguments: tuple[str, ...], said: str, project: Make, run: Run) -> None:
    made = project()
    before = sorted((made.root / "docs").rglob("*"))
    done = new(run, made, *arguments)
    assert done.status == 2
    assert said in done.err
    assert sorted((made.root / "docs").rglob("*")) == before


def test_a_long_title_gives_a_name_of_whole_words(project: Make, run: Run) -> None:
    made = project()
    path = written(made, new(run, made, "--title", "Thông báo " * 60))
    assert len(path.stem) <= 80
    assert set(path.stem.split("-")) == {"thong", "bao"}


def test_a_built_site_tells_every_place_one_alert(project: Make, run: Run) -> None:
    programs.require("schemas")
    schema = etree.XMLSchema(file=programs.SCHEMAS / "CAP-v1.2.xsd")
    made = project()
    path = written(made, new(run, made, "--template", "bao", "--locality", "can-tho", "--approver", "A"))
    fill(path, contact="Trực ban")

    def statuses(now: str) -> dict[str, str]:
        assert run(made, "build", PORTAL_NOW=now).status == 0
        found = {}
        for file in sorted((made.site / "cap").rglob("*.xml")):
            tree = etree.parse(file)
            assert schema.validate(tree), (file, schema.error_log)
            found[file.relative_to(made.site / "cap").as_posix()] = tree.findtext(f"{CAP}status")
        return found

    name = f"alerts/tin-tuc-2026-{path.stem}.xml"
    during, after = statuses("2026-03-01 15:00"), statuses("2026-03-01 20:05")
    assert len(during) == 36
    assert [place for place, status in during.items() if status == "Actual"] == [name, "can-tho/current.xml"]
    assert [place for place, status in after.items() if status == "Actual"] == [name]
    assert (made.site / "cap" / "index.atom").is_file()


def test_doubts_about_alerts_are_told_by_portal_check(project: Make, run: Run) -> None:
    made = project()
    path = written(made, new(run, made, "--template", "bao", "--locality", "can-tho", "--hours", "100"))
    fill(path, contact="Trực ban", approved_by="A")
    assert "cảnh báo kéo dài 100 giờ" in run(made, "check", PORTAL_NOW=NOW).out
    text = path.read_text(encoding="utf-8").replace("# cancels: ", "cancels: ")
    path.write_text(text, encoding="utf-8")
    done = run(made, "check", PORTAL_NOW=NOW)
    assert (done.status, "emergency.cancels: không có cảnh báo khẩn cấp" in done.out) == (1, True)
