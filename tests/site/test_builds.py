"""Builds: the same bytes from the same content, nothing made twice, and never half a site."""

from __future__ import annotations

import io
import itertools
import json
import multiprocessing
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urljoin

import pytest

from engine import command
from engine.site_folder import Aside, alone
from portal.model.section import Section
from portal.project import Project
from tests.bench import corpus
from tests.projects import (
    ACHIEVEMENT,
    CONTENT,
    NOTICE,
    PLAIN_LOCALE,
    PLAN,
    ROOT,
    TARGETS,
    TestProject,
    contents,
    make,
)
from tests.site.weights import MAX_AROUND_CONTENT, around_content, catalogue_of
from tests.unit import small

MakeProject = Callable[..., TestProject]
PLAN_FILE = "docs/ke-hoach/can-tho/tuyen-truyen.md"
ACHIEVEMENT_FILE = "docs/dien-hinh/phu-song-5g.md"
NOTICE_FILE = "docs/tin-tuc/2026/luat.md"


def build(project: TestProject, *arguments: str, **environment: str) -> str:
    """What a build that goes well says. In this process: to start another takes as long as the build."""
    said = io.StringIO()
    settings = {"PORTAL_NOW": "2026-03-01", **environment}
    with patch.dict(os.environ, settings), chdir(project.root), redirect_stdout(said), redirect_stderr(said):
        status = command.main(["build", *arguments])
    assert status == 0, said.getvalue()
    return said.getvalue()


def times(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TestProject:
    """A built project. Tests copy it, they do not change it."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="a"><script/><g style="fill:red"/></svg>'
    shown = CONTENT["docs/nghi-quyet/ha-tang.md"] + "\n![Hình](hinh.svg)\n"
    project = make(
        tmp_path_factory.mktemp("mau") / "du-an",
        {"docs/nghi-quyet/ha-tang.md": shown, "docs/nghi-quyet/hinh.svg": drawing},
    )
    build(project)
    return project


@pytest.fixture
def ready(built: TestProject, tmp_path: Path) -> TestProject:
    """A built project of the test's own, with its store."""
    shutil.copytree(built.root, tmp_path / "du-an")
    return TestProject(tmp_path / "du-an")


def _without_what_was_made(project: TestProject, root: Path) -> TestProject:
    shutil.copytree(project.root, root, ignore=shutil.ignore_patterns(".cache", "site"))
    return TestProject(root)


def test_a_second_build_makes_nothing_and_touches_nothing(built: TestProject) -> None:
    before = times(built.site)
    said = build(built)
    assert "làm lại 0; thêm 0, sửa 0, xóa 0" in said
    assert times(built.site) == before


def test_a_moved_project_keeps_its_store_and_its_site(ready: TestProject) -> None:
    before = times(ready.site)
    assert "làm lại 0; thêm 0, sửa 0, xóa 0" in build(ready)
    assert times(ready.site) == before


def as_somebody_else() -> list[str]:
    """A command that starts another one as another user who has a strict mask, where the system lets us."""
    strict = ["sh", "-c", 'umask 077; exec "$@"', "sh"]
    other = ["unshare", "--user", "--map-user=4711", "--map-group=4711"]
    try:
        there = subprocess.run([*other, "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        there = False
    return [*(other if there else ()), *strict] if os.name == "posix" else []


def test_bytes_do_not_depend_on_folder_clock_zone_locale_user_or_hash_seed(
    built: TestProject, tmp_path: Path
) -> None:
    other = _without_what_was_made(built, tmp_path / "một thư mục" / "khác")
    (tmp_path / "nha").mkdir()
    done = other.portal(
        "build",
        under=as_somebody_else(),
        TZ="America/New_York",
        LC_ALL=PLAIN_LOCALE,
        LANG="vi_VN.UTF-8",
        PYTHONHASHSEED="57",
        HOME=str(tmp_path / "nha"),
        USER="ai-do",
        PORTAL_NOW="2026-07-31 23:59",
    )
    assert done.status == 0, done.err
    assert contents(other.site) == contents(built.site)


def test_plain_mkdocs_gives_the_same_site_without_a_warning(built: TestProject, tmp_path: Path) -> None:
    done = built.mkdocs("build", "--strict", "--site-dir", str(tmp_path / "mkdocs"))
    assert done.status == 0, done.err
    assert "WARNING" not in done.out + done.err
    assert contents(tmp_path / "mkdocs") == contents(built.site)
    drawing = (built.site / "nghi-quyet/hinh.svg").read_text()
    assert drawing.endswith('"><g fill="red"/></svg>')


def test_neither_the_number_of_processes_nor_how_they_begin_changes_a_byte(
    project: MakeProject, tmp_path: Path
) -> None:
    many = project(corpus.project_files(240))
    build(many, "--jobs", "1", "--site-dir", str(tmp_path / "mot"))
    one = contents(tmp_path / "mot")
    for method in ("fork", "spawn"):
        if method in multiprocessing.get_all_start_methods():
            with patch("portal.processes._method", return_value=method):
                build(many, "--jobs", "2", "--clean", "--site-dir", str(tmp_path / method))
            assert contents(tmp_path / method) == one, method
    # So many that both the files and the pages are shared out.
    assert sum(name.endswith("index.html") for name in one) > 400


def test_a_section_stays_light_however_many_records_name_it(project: MakeProject) -> None:
    many = project(corpus.project_files(600))
    build(many)
    catalogue = catalogue_of(many.root)
    sections = [record for record in catalogue.records if isinstance(record, Section)]
    assert sections
    for record in sections:
        page = (many.site / record.address.strip("/") / "index.html").read_bytes()
        assert around_content(page, record, catalogue, many.root) <= MAX_AROUND_CONTENT, record.address


# -- What goes wrong -----------------------------------------------------------------------------------


BROKEN = {
    "content": {NOTICE_FILE: NOTICE.replace("date: 2026-01-05", "date: 5/1/26")},
    "dead link": {NOTICE_FILE: NOTICE + "\n[mất](khong-co.md)\n"},
    "data": {"data/targets.yml": TARGETS.replace("value: 30", "value: ba mươi")},
    "template": {"overrides/notice.html": "{{ view.khong_co }}"},
    "template that is no template": {"overrides/notice.html": "{% if %}"},
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_failed_build_leaves_the_last_good_site(ready: TestProject, what: str) -> None:
    before, stamps = contents(ready.site), times(ready.site)
    ready.write({NOTICE_FILE: NOTICE + "\nThêm một đoạn.\n", **BROKEN[what]})
    done = ready.portal("build")
    assert done.status == 1
    assert contents(ready.site) == before
    assert times(ready.site) == stamps
    ready.write({NOTICE_FILE: NOTICE, "data/targets.yml": TARGETS})
    shutil.copy(ROOT / "overrides/notice.html", ready.root / "overrides")
    build(ready)
    assert contents(ready.site) == before


def test_many_pages_that_are_begun_before_an_error_is_found_leave_the_last_good_site(
    project: MakeProject,
) -> None:
    many = project(corpus.project_files(240))
    build(many, "--jobs", "2")
    before, stamps = contents(many.site), times(many.site)
    look = (many.root / "overrides/portal.html").read_text("utf-8")
    # Every page is another one, and rendered by others while this process finds what is wrong.
    changed = {"overrides/portal.html": f"{look}<!-- khác -->\n"}
    for wrong in ({"docs/gioi-thieu.md": "---\ntitle: A\n---\n[mất](khong-co.md)\n"}, BROKEN["template"]):
        many.write({**changed, **wrong})
        assert many.portal("build", "--jobs", "2").status == 1
        assert contents(many.site) == before
        assert times(many.site) == stamps
        assert not (many.site / ".portal-new").exists()


def test_a_first_build_that_is_refused_leaves_no_folder(project: MakeProject) -> None:
    wrong = project({NOTICE_FILE: NOTICE + "\n[mất](khong-co.md)\n"})
    assert wrong.portal("build").status == 1
    assert not wrong.site.exists()
    # Whoever puts something there later keeps it.
    wrong.write({NOTICE_FILE: NOTICE, "site/cua-toi.txt": "..."})
    assert wrong.portal("build").status == 2
    assert contents(wrong.site) == {"cua-toi.txt": b"..."}


@pytest.mark.parametrize("what", ["content", "dead link", "data"])
def test_plain_mkdocs_leaves_the_last_good_site_too(ready: TestProject, what: str) -> None:
    before = contents(ready.site)
    ready.write(BROKEN[what])
    done = ready.mkdocs("build", "--strict")
    assert done.status == 1
    assert contents(ready.site) == before
    assert "Traceback" not in done.err


def test_a_folder_of_somebody_else_is_left_alone(ready: TestProject, tmp_path: Path) -> None:
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "gia-dinh.jpg").write_bytes(b"...")
    done = ready.portal("build", "--site-dir", str(tmp_path / "anh"))
    assert done.status == 2
    assert "gia-dinh.jpg" in contents(tmp_path / "anh")
    assert len(contents(tmp_path / "anh")) == 1


def _stops_after(count: int, method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, until it has been called so often: then the process is told to stop."""
    calls = itertools.count(1)

    def stopping(*arguments: Any) -> Any:
        if next(calls) > count:
            raise KeyboardInterrupt
        return method(*arguments)

    return stopping


def test_a_build_that_is_stopped_while_it_makes_files_leaves_the_last_good_site(ready: TestProject) -> None:
    before, stamps = contents(ready.site), times(ready.site)
    ready.write({NOTICE_FILE: NOTICE.replace("Luật có hiệu lực\n", "Luật khác\n")})
    with patch.object(Aside, "put", _stops_after(3, Aside.put)), pytest.raises(AssertionError):
        build(ready)
    assert contents(ready.site) == before
    assert times(ready.site) == stamps
    assert not (ready.site / ".portal-new").exists()


@pytest.mark.parametrize("first", [True, False], ids=["the first", "a later one"])
def test_a_build_that_was_interrupted_is_finished_by_the_next(ready: TestProject, first: bool) -> None:
    good = contents(ready.site)
    if first:
        shutil.rmtree(ready.root / ".cache/sites", ignore_errors=True)
    shutil.rmtree(ready.site)
    with patch.object(os, "replace", _stops_after(8, os.replace)), pytest.raises(AssertionError):
        build(ready)
    assert 0 < len(contents(ready.site)) < len(good)
    # What a process leaves that ends without a word.
    (ready.site / ".portal-new").mkdir()
    (ready.site / ".portal-new" / "index.html").write_bytes(b"half a fi")
    build(ready)
    assert contents(ready.site) == good
    assert not (ready.site / ".portal-new").exists()


def test_of_two_builds_at_once_the_second_waits_and_sees_what_the_first_saw_and_more(
    ready: TestProject,
) -> None:
    said: list[str] = []
    with alone(Project(ready.root), ready.site, said.append):
        second = subprocess.Popen(
            [sys.executable, "-m", "engine.command", "build"],
            cwd=ready.root,
            env={**os.environ, "PORTAL_NOW": "2026-03-01", "PYTHONPATH": str(ready.root / "hooks")},
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert second.stdout is not None
        assert "Đang chờ" in second.stdout.readline()
        # What is written while it waits is in it.
        ready.write({NOTICE_FILE: NOTICE.replace("Luật có hiệu lực\n", "Luật mới nhất\n")})
    out, _ = second.communicate(timeout=120)
    assert second.returncode == 0, out
    assert "Luật mới nhất" in (ready.site / "tin-tuc/2026/luat/index.html").read_text("utf-8")
    assert not said


# -- What one edit remakes -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    """An edit, the pages that it adds, changes and removes, and a text that all other files must hold which
    it changes; None where no other file may change. `indexed` folders of the search index are new: of the
    group that holds it, and of the list of all words."""

    write: dict[str, str]
    remove: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    holds: str | None = None
    indexed: int = 2


ALWAYS = {"build.json", "sitemap.xml"}
PROVINCES = tuple(
    sorted(f"dia-phuong/{place.id}/index.html" for place in small.settings().localities.provinces())
)
PAGE = "ke-hoach/can-tho/tuyen-truyen/index.html"
EDITS = {
    "the body of a record": Edit(
        {PLAN_FILE: PLAN + "\nThêm một đoạn.\n"}, changed=(PAGE,), holds="Kế hoạch tuyên truyền"
    ),
    "the title of a record": Edit(
        {ACHIEVEMENT_FILE: ACHIEVEMENT.replace("Phủ sóng 5G", "Sóng 5G khắp nơi")},
        # Every province shows the newest achievements of the whole country.
        changed=(
            *PROVINCES,
            "dien-hinh/index.html",
            "dien-hinh/phu-song-5g/index.html",
            "embed/dien-hinh/index.html",
            "embed/muc/ha-tang/index.html",
            "embed/tat-ca/index.html",
            "index.html",
            "nghi-quyet/ha-tang/index.html",
        ),
        holds="Sóng 5G khắp nơi",
    ),
    "a new record": Edit(
        {"docs/tin-tuc/2026/tin-moi.md": NOTICE.replace("Luật có hiệu lực\n", "Tin mới đăng\n")},
        added=("tin-tuc/2026/tin-moi/index.html",),
        # The page for searching counts what there is of each kind.
        changed=(
            "embed/tat-ca/index.html",
            "embed/tin-tuc/index.html",
            "index.html",
            "tim-kiem/index.html",
            "tin-tuc/index.html",
        ),
        holds="Tin mới đăng",
    ),
    "a new address": Edit(
        {NOTICE_FILE: NOTICE.replace("date:", "aliases: [/tin-tuc/cu/]\ndate:")},
        added=("tin-tuc/cu/index.html",),
        holds="/tin-tuc/cu/",
    ),
    "a text of the data": Edit(
        {"data/targets.yml": TARGETS.replace("Quy mô kinh tế số", "Độ lớn của kinh tế số")},
        changed=("index.html", "muc-tieu/index.html", "nghi-quyet/muc-tieu/index.html"),
        holds="Độ lớn của kinh tế số",
    ),
    "an ordinary page": Edit(
        {"docs/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\nLời mới.\n"}, changed=("gioi-thieu/index.html",)
    ),
    "a file that no page shows": Edit({"docs/tin-tuc/2026/nhap.docx": "PK"}, indexed=0),
}


def _page_of(name: str) -> str:
    """The page that a QR code or a text to be read aloud belongs to."""
    if name.endswith("/qr.svg"):
        return name.removesuffix("qr.svg") + "index.html"
    return name.removeprefix("nghe/").removeprefix("loa/").removesuffix(".txt") + "/index.html"


def _indexed(files: Mapping[str, bytes]) -> set[str]:
    """Folders of the search index, whose names change with what is in them."""
    return {name.split("/")[1] for name in files if name.startswith("search/") and name.count("/") > 1}


def _without_index(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if not name.startswith("search/")}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_remakes_what_depends_on_it_and_nothing_else(ready: TestProject, what: str) -> None:
    edit = EDITS[what]
    before, stamps = contents(ready.site), times(ready.site)
    ready.write(edit.write)
    build(ready)
    after = contents(ready.site)
    changed = {name for name in after.keys() & before.keys() if after[name] != before[name]}
    touched = {
        name for name in before if times(ready.site).get(_path(ready, name)) != stamps[_path(ready, name)]
    }
    assert len(_indexed(after) - _indexed(before)) == edit.indexed
    before, after = _without_index(before), _without_index(after)
    changed &= before.keys()
    assert touched & before.keys() == changed
    assert _pages(after.keys() - before.keys()) == edit.added
    assert _pages(changed) == edit.changed
    assert before.keys() <= after.keys()
    for name in {*changed, *(after.keys() - before.keys())} - ALWAYS - set(edit.added) - set(edit.changed):
        if _page_of(name) in {*edit.added, *edit.changed}:
            continue
        assert edit.holds is not None, name
        assert edit.holds in after[name].decode(), name


def test_a_removed_record_leaves_nothing_behind(ready: TestProject) -> None:
    before = contents(ready.site)
    ready.write({"docs/tin-tuc/2025/cu.md": NOTICE.replace("2026-01-05", "2025-01-05")})
    build(ready)
    assert (ready.site / "tin-tuc/2025/cu/index.html").is_file()
    ready.remove("docs/tin-tuc/2025/cu.md")
    build(ready)
    assert contents(ready.site) == before
    assert not (ready.site / "tin-tuc/2025").exists()


def test_a_changed_style_gets_a_new_name_in_all_pages_and_nowhere_else(ready: TestProject) -> None:
    before = contents(ready.site)
    style = ready.root / "docs/assets/css/portal.css"
    style.write_text(style.read_text("utf-8") + "\n.moi { color: inherit; }\n", "utf-8")
    build(ready)
    after = contents(ready.site)
    (new,) = after.keys() - before.keys()
    (old,) = before.keys() - after.keys()
    assert new.startswith("assets/css/portal.")
    assert old.startswith("assets/css/portal.")
    with_style = {name for name in after if name.endswith(".html") and new.encode() in after[name]}
    changed = {name for name in after.keys() & before.keys() if after[name] != before[name]}
    assert changed - ALWAYS == with_style
    assert len(with_style) > 40


def _pages(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if name.endswith(".html")))


def _path(project: TestProject, name: str) -> str:
    return (project.site / name).as_posix()


# -- What somebody else did to the store or to the site ------------------------------------------------


def _database(project: TestProject) -> Path:
    (found,) = (project.root / ".cache/store").glob("*.db")
    return found


def _delete_store(project: TestProject) -> None:
    shutil.rmtree(project.root / ".cache")


def _shorten_values(project: TestProject) -> None:
    with sqlite3.connect(_database(project)) as connection:
        connection.execute("UPDATE made SET data = substr(data, 1, length(data) / 2)")


def _exchange_values(project: TestProject) -> None:
    with sqlite3.connect(_database(project)) as connection:
        connection.execute(
            "UPDATE made SET (seal, data) = (SELECT seal, data FROM made WHERE length(data) > 9000 LIMIT 1)"
        )


def _change_a_letter(project: TestProject) -> None:
    with sqlite3.connect(_database(project)) as connection:
        rows = connection.execute("SELECT key, data FROM made").fetchall()
        rows = [(data.replace("Cần Thơ".encode(), "Cần Thờ".encode()), key) for key, data in rows]
        connection.executemany("UPDATE made SET data = ? WHERE key = ?", rows)


def _lose_values(project: TestProject) -> None:
    with sqlite3.connect(_database(project)) as connection:
        connection.execute("DELETE FROM made WHERE abs(random()) % 2 = 0")


def _shorten_file(project: TestProject) -> None:
    data = _database(project).read_bytes()
    _database(project).write_bytes(data[: len(data) // 2])


def _overwrite_file(project: TestProject) -> None:
    _database(project).write_bytes("không phải kho".encode() * 1000)


def _empty_file(project: TestProject) -> None:
    _database(project).write_bytes(b"")


HARMS = [
    _delete_store,
    _shorten_values,
    _exchange_values,
    _change_a_letter,
    _lose_values,
    _shorten_file,
    _overwrite_file,
    _empty_file,
]


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_store_is_noticed_and_made_again(
    ready: TestProject, harm: Callable[[TestProject], None]
) -> None:
    good = contents(ready.site)
    # The bytes of every file have to come out of the store.
    shutil.rmtree(ready.site)
    harm(ready)
    build(ready)
    assert contents(ready.site) == good


@pytest.mark.parametrize("harm", [_shorten_values, _change_a_letter, _lose_values])
def test_a_damaged_body_gets_into_no_page(ready: TestProject, harm: Callable[[TestProject], None]) -> None:
    # Every page changes, but not the bodies that they show: those come out of the store.
    site = (ready.root / "data/site.yml").read_text("utf-8")
    ready.write({"data/site.yml": site.replace("Thử", "Cổng")})
    good = _clean(ready)
    harm(ready)
    build(ready)
    assert contents(ready.site) == good


def _clean(project: TestProject) -> dict[str, bytes]:
    copy = _without_what_was_made(project, project.root.with_name("sach"))
    build(copy)
    return contents(copy.site)


def test_what_others_did_to_the_site_is_repaired(ready: TestProject) -> None:
    before = contents(ready.site)
    ready.write(
        {
            "site/index.html": "bị sửa tay",
            "site/ke-hoach/la.html": "tệp lạ",
            "site/moi/sau/hon/la.txt": "tệp lạ",
            "site/dien-hinh.html": "tệp lạ",
        }
    )
    (ready.site / "thu-muc-trong").mkdir()
    ready.remove("site/404.html")
    shutil.rmtree(ready.site / "nghi-quyet")
    (ready.site / "nghi-quyet").write_text("một tệp ở chỗ của thư mục")
    shutil.rmtree(ready.site / "tin-tuc")
    (ready.site / "tin-tuc" / "index.html" / "sau").mkdir(parents=True)
    (ready.site / "gioi-thieu" / "lien-ket").symlink_to(ready.root / "docs")
    build(ready)
    assert contents(ready.site) == before
    assert not (ready.site / "moi").exists()
    assert not (ready.site / "thu-muc-trong").exists()
    assert (ready.root / "docs/gioi-thieu.md").is_file()


def test_a_file_takes_the_place_of_a_folder_and_the_other_way_round(ready: TestProject) -> None:
    link = "\n[tệp](phu-luc.txt/a.txt)\n"
    ready.write({NOTICE_FILE: NOTICE + link, "docs/tin-tuc/2026/phu-luc.txt/a.txt": "một"})
    build(ready)
    assert (ready.site / "tin-tuc/2026/phu-luc.txt/a.txt").read_text() == "một"
    shutil.rmtree(ready.root / "docs/tin-tuc/2026/phu-luc.txt")
    ready.write({NOTICE_FILE: NOTICE + link.replace("/a.txt", ""), "docs/tin-tuc/2026/phu-luc.txt": "hai"})
    build(ready)
    assert (ready.site / "tin-tuc/2026/phu-luc.txt").read_text() == "hai"
    ready.remove("docs/tin-tuc/2026/phu-luc.txt")
    ready.write({NOTICE_FILE: NOTICE + link, "docs/tin-tuc/2026/phu-luc.txt/a.txt": "ba"})
    build(ready)
    assert (ready.site / "tin-tuc/2026/phu-luc.txt/a.txt").read_text() == "ba"


def test_hidden_entries_of_the_sites_own_folder_stay(ready: TestProject) -> None:
    ready.write({"site/.git/HEAD": "ref: refs/heads/main", "site/.htaccess": "Options -Indexes"})
    before = contents(ready.site)
    build(ready)
    assert contents(ready.site) == before


def test_values_that_no_build_needs_are_forgotten_after_a_week(ready: TestProject) -> None:
    build(ready, PORTAL_SITE_URL="https://noi-khac.example/")
    build(ready)
    with sqlite3.connect(_database(ready)) as connection:
        connection.execute("UPDATE made SET used = used - 30")
        (many,) = connection.execute("SELECT count(*) FROM made").fetchone()
    before = contents(ready.site)
    build(ready)
    with sqlite3.connect(_database(ready)) as connection:
        (few,) = connection.execute("SELECT count(*) FROM made").fetchone()
    assert few < many * 3 / 4
    assert "làm lại 0;" in build(ready)
    assert contents(ready.site) == before


# -- The public address --------------------------------------------------------------------------------


def test_a_portal_below_a_path_has_that_path_where_addresses_are_absolute_and_nowhere_else(
    ready: TestProject,
) -> None:
    address = "https://tinh.example/khoa-hoc/nq57/"
    build(ready, PORTAL_SITE_URL=address)
    files = {name: content.decode("utf-8", "replace") for name, content in contents(ready.site).items()}
    page = files[PAGE]
    assert f'<link rel="canonical" href="{address}ke-hoach/can-tho/tuyen-truyen/">' in page
    assert f"<loc>{address}ke-hoach/can-tho/tuyen-truyen/</loc>" in files["sitemap.xml"]
    assert f"Sitemap: {address}sitemap.xml" in files["robots.txt"]
    feed = files["feeds/tat-ca.xml"]
    assert f"<link>{address}ke-hoach/can-tho/tuyen-truyen/</link>" in feed
    assert f'href="{address}nghi-quyet/the-che/"' in feed
    assert "tag:cong.example,2026:ke-hoach/can-tho/tuyen-truyen" in feed
    assert not [name for name, text in files.items() if "https://cong.example" in text]
    for name, text in files.items():
        rooted = [link for link in _links(text) if link.startswith("/")] if name.endswith(".html") else []
        if name == "404.html":
            assert rooted
            assert all(link.startswith("/khoa-hoc/nq57/") for link in rooted)
        else:
            assert not rooted, name


def _links(page: str) -> Iterator[str]:
    for part in page.split('href="')[1:] + page.split('src="')[1:] + page.split('action="')[1:]:
        yield part.partition('"')[0]


# -- The clock -----------------------------------------------------------------------------------------

ON_SCREENS = NOTICE.replace("date:", "screens: [tat-ca]\ndate:")
LIVES = {
    "docs/tin-tuc/2026/cho-dang.md": ON_SCREENS.replace(
        "date:", "publish_at: 2026-03-02 08:00\ndate:"
    ).replace("Luật có hiệu lực\n", "Tin chờ đăng\n"),
    "docs/tin-tuc/2026/het-han.md": ON_SCREENS.replace("date:", "expires: 2026-03-04\ndate:").replace(
        "Luật có hiệu lực\n", "Tin hết hạn\n"
    ),
    "docs/tin-tuc/2026/rut-lai.md": ON_SCREENS.replace(
        "date:", "withdrawn: {date: 2026-03-06, reason: Số liệu sai.}\ndate:", 1
    ).replace("Luật có hiệu lực\n", "Tin rút lại\n"),
    "docs/tin-tuc/2026/ban-nhap.md": ON_SCREENS.replace("date:", "draft: true\ndate:").replace(
        "Luật có hiệu lực\n", "Tin bản nháp\n"
    ),
}
TITLES = {
    "cho-dang": "Tin chờ đăng",
    "het-han": "Tin hết hạn",
    "rut-lai": "Tin rút lại",
    "ban-nhap": "Tin bản nháp",
}
# The moment; which of the four have a page; which are listed; the next change.
CLOCK = [
    ("2026-03-01", {"het-han", "rut-lai"}, {"het-han", "rut-lai"}, "2026-03-02T08:00:00+07:00"),
    ("2026-03-02 07:59", {"het-han", "rut-lai"}, {"het-han", "rut-lai"}, "2026-03-02T08:00:00+07:00"),
    (
        "2026-03-02 08:00",
        {"cho-dang", "het-han", "rut-lai"},
        {"cho-dang", "het-han", "rut-lai"},
        "2026-03-05T00:00:00+07:00",
    ),
    (
        "2026-03-05",
        {"cho-dang", "het-han", "rut-lai"},
        {"cho-dang", "rut-lai"},
        "2026-03-06T00:00:00+07:00",
    ),
    ("2026-03-06", {"cho-dang", "het-han", "rut-lai"}, {"cho-dang"}, None),
]


def test_records_come_and_go_by_the_clock(ready: TestProject) -> None:
    ready.write(LIVES)
    for now, pages, listed, change in CLOCK:
        build(ready, PORTAL_NOW=now)
        files = {name: content.decode("utf-8", "replace") for name, content in contents(ready.site).items()}
        names = {"cho-dang", "het-han", "rut-lai", "ban-nhap"}
        assert {name for name in names if f"tin-tuc/2026/{name}/index.html" in files} == pages, now
        for holder in ("tin-tuc/index.html", "feeds/tat-ca.xml"):
            found = {name for name in names if f"2026/{name}/" in files[holder]}
            assert found == listed, (now, holder)
        shown = {name for name, title in TITLES.items() if title in files["led/bang-1/led.json"]}
        assert shown == listed, now
        assert json.loads(files["build.json"])["next_change"] == change
        assert "Tin bản nháp" not in "".join(files.values())
    assert "Đã hết hạn" in files["tin-tuc/2026/het-han/index.html"]
    assert "Số liệu sai." in files["tin-tuc/2026/rut-lai/index.html"]
    for gone in ("het-han", "rut-lai"):
        assert '<meta name="robots" content="noindex">' in files[f"tin-tuc/2026/{gone}/index.html"]
        assert f"/{gone}/" not in files["sitemap.xml"]


def test_nothing_changes_between_two_changes(ready: TestProject) -> None:
    ready.write(LIVES)
    build(ready, PORTAL_NOW="2026-03-02 08:00")
    before = contents(ready.site)
    said = build(ready, PORTAL_NOW="2026-03-04 23:59")
    assert "làm lại 0;" in said
    assert contents(ready.site) == before


# -- Former addresses ----------------------------------------------------------------------------------

FORMER = {
    NOTICE_FILE: NOTICE.replace("date:", "aliases: [/luat-moi/, /tin/luat/]\ndate:"),
    "docs/ke-hoach/dong-nai/bien-hoa/ke-hoach.md": PLAN.replace("../../", "../../../"),
}


@pytest.fixture(scope="module")
def moved(built: TestProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project with former addresses."""
    project = _without_what_was_made(built, tmp_path_factory.mktemp("chuyen") / "du-an")
    project.write(FORMER)
    build(project)
    return project.site


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("luat-moi", "tin-tuc/2026/luat/"),
        ("tin/luat", "tin-tuc/2026/luat/"),
        ("dia-phuong/binh-phuoc", "dia-phuong/dong-nai/"),
        ("dia-phuong/tien-giang", "dia-phuong/dong-thap/"),
        ("dia-phuong/dong-nai/thanh-pho-bien-hoa/phuong-buu-hoa", "dia-phuong/dong-nai/bien-hoa/"),
    ],
)
def test_former_addresses_lead_on_without_script(moved: Path, address: str, target: str) -> None:
    page = (moved / address / "index.html").read_text("utf-8")
    refresh = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', page)
    anchor = re.search(r'<a href="([^"]+)">', page)
    assert refresh is not None
    assert anchor is not None
    assert urljoin(f"/{address}/", refresh[1]) == urljoin(f"/{address}/", anchor[1]) == f"/{target}"
    assert f'<link rel="canonical" href="https://cong.example/goc/{target}">' in page
    assert (moved / target / "index.html").is_file()
    assert f"goc/{address}/</loc>" not in (moved / "sitemap.xml").read_text("utf-8")
