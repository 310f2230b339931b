"""`portal publish` and `portal rollback`: what is served is always a complete, verified build."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine import progress
from portal.locking import locked
from portal.publishing.lasting import is_lasting
from tests import projects
from tests.projects import NOTICE, PUBLIC, TestProject, contents
from tests.serving import served_by
from tests.site.conftest import Run
from tests.streets import NOTICE_FILE, NOTICE_PAGE

EDITED = NOTICE.replace("tháng bảy", "ngày 1 tháng bảy")


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    return tmp_path / "cong"


def current(dest: Path) -> Path:
    return (dest / "current").resolve()


def test_a_first_publication(public: TestProject, dest: Path, run: Run) -> None:
    done = run(public, "publish", str(dest))
    assert done.status == 0, done.err
    assert "Đang phục vụ bản 000001-" in done.out
    assert str((dest / "current").readlink()).startswith("releases/000001-")
    assert served_by(dest) == contents(public.site)
    for path in (path for path in current(dest).rglob("*") if path.is_file()):
        assert path.stat().st_mode & 0o777 == 0o444
        if path.suffix != ".gz":
            there = public.site / path.relative_to(current(dest))
            assert path.stat().st_mtime_ns == there.stat().st_mtime_ns
            assert path.stat().st_ino != there.stat().st_ino


def test_what_is_large_enough_has_a_compressed_copy(public: TestProject, dest: Path, run: Run) -> None:
    assert run(public, "publish", str(dest)).status == 0
    twins = list(current(dest).rglob("*.gz"))
    assert {path.suffixes[-2] for path in twins} >= {".html", ".xml", ".atom", ".json", ".css", ".js", ".svg"}
    for twin in twins:
        original = twin.with_suffix("")
        assert gzip.decompress(twin.read_bytes()) == original.read_bytes()
        assert twin.stat().st_mtime_ns == original.stat().st_mtime_ns
        assert twin.stat().st_size < original.stat().st_size * 0.9
    assert not list(current(dest).rglob("*.png.gz"))


def test_nothing_new_is_no_new_release(public: TestProject, dest: Path, run: Run) -> None:
    assert run(public, "publish", str(dest)).status == 0
    before = current(dest)
    done = run(public, "publish", str(dest))
    assert (done.status, current(dest)) == (0, before)
    assert "Không có gì mới." in done.out


def test_only_what_changed_is_new(public: TestProject, dest: Path, run: Run) -> None:
    assert run(public, "publish", str(dest)).status == 0
    old, before = current(dest), served_by(dest)
    public.write({NOTICE_FILE: EDITED})
    assert run(public, "publish", str(dest)).status == 0
    after = served_by(dest)
    assert after == contents(public.site)
    changed = {name for name in after if after[name] != before.get(name)}
    assert NOTICE_PAGE in changed
    for name in after.keys() - changed:
        assert (old / name).samefile(current(dest) / name), name
    for name in changed & before.keys():
        # Servers tell versions by whole seconds and size.
        assert int((current(dest) / name).stat().st_mtime) > int((old / name).stat().st_mtime), name


def test_what_earlier_pages_load_stays_for_a_while(
    public: TestProject, dest: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(public, "publish", str(dest)).status == 0
    before = served_by(dest)
    style = public.root / "docs/assets/css/portal.css"
    style.write_text(style.read_text("utf-8") + "p{color:red}", "utf-8")
    assert run(public, "publish", str(dest)).status == 0
    lost = before.keys() - served_by(dest).keys()
    assert lost
    assert all(map(is_lasting, lost))
    assert all((current(dest) / name).read_bytes() == before[name] for name in lost)
    later = time.time() + 8 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    public.write({NOTICE_FILE: EDITED})
    assert run(public, "publish", str(dest)).status == 0
    assert not any((current(dest) / name).exists() for name in lost)


def test_equal_bytes_from_another_machine_keep_their_times(public: TestProject, dest: Path, run: Run) -> None:
    assert run(public, "publish", str(dest)).status == 0
    before = current(dest)
    shutil.rmtree(public.root / ".cache")
    shutil.rmtree(public.site)
    done = run(public, "publish", str(dest))
    assert (done.status, current(dest)) == (0, before), done.out


def test_a_dry_run_lists_addresses_and_changes_nothing(public: TestProject, dest: Path, run: Run) -> None:
    first = run(public, "publish", str(dest), "--dry-run")
    assert (first.status, dest.exists()) == (0, False)
    assert "+ /tin-tuc/2026/luat/" in first.out.splitlines()
    assert not (public.root / "data/published.csv").exists()
    assert run(public, "publish", str(dest)).status == 0
    before = current(dest), (public.root / "data/published.csv").read_bytes()
    public.write({NOTICE_FILE: EDITED, "docs/tin-tuc/2026/moi.md": NOTICE})
    done = run(public, "publish", str(dest), "--dry-run")
    assert done.status == 0
    lines = done.out.splitlines()
    assert {"+ /tin-tuc/2026/moi/", "~ /tin-tuc/2026/luat/", "~ /feeds/tat-ca.xml"} <= set(lines)
    assert any(line.startswith("- /search/") for line in lines)
    assert (current(dest), (public.root / "data/published.csv").read_bytes()) == before


def test_a_finished_build_is_published_as_it_is(public: TestProject, dest: Path, run: Run) -> None:
    public.write({NOTICE_FILE: EDITED})
    assert run(public, "publish", str(dest), "--built").status == 0
    assert served_by(dest) == contents(public.site)
    (public.site / NOTICE_PAGE).unlink()
    done = run(public, "publish", str(dest), "--built")
    assert done.status == 1
    assert "«/tin-tuc/2026/luat/»" in done.err
    assert NOTICE_PAGE in served_by(dest)


def test_without_a_build_there_is_nothing_to_publish(public: TestProject, dest: Path, run: Run) -> None:
    shutil.rmtree(public.site)
    done = run(public, "publish", str(dest), "--built")
    assert done.status == 2
    assert "chạy: portal build" in done.err


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"docs/tin-tuc/2026/sai.md": NOTICE.replace("date: 2026-01-05", "date: hôm nay")}, "sai.md:4: date"),
        ({NOTICE_FILE: NOTICE + "\n[x](khong-co.md)\n"}, "luat.md"),
        ({"data/site.yml": PUBLIC["data/site.yml"].replace("office: Văn phòng\n", "")}, "office: chưa ghi"),
        ({"data/site.yml": PUBLIC["data/site.yml"].replace("nq57.tinh.gov.vn/goc", "a.example")}, "address"),
        ({"overrides/missing.html": "<p>"}, "site/404.html"),
    ],
)
def test_what_is_wrong_is_not_published(
    public: TestProject, dest: Path, run: Run, files: dict[str, str], words: str
) -> None:
    assert run(public, "publish", str(dest)).status == 0
    before = served_by(dest)
    public.write(files)
    done = run(public, "publish", str(dest))
    assert done.status == 1
    assert words in done.err
    assert served_by(dest) == before


def test_what_was_public_stays_even_when_the_register_is_lost(
    public: TestProject, dest: Path, run: Run
) -> None:
    assert run(public, "publish", str(dest)).status == 0
    register = public.root / "data/published.csv"
    assert "/tin-tuc/2026/luat/" in register.read_text("utf-8")
    register.unlink()
    public.remove(NOTICE_FILE)
    done = run(public, "publish", str(dest))
    assert done.status == 1
    assert "data/published.csv" in done.out
    assert "«tin-tuc/2026/luat» đã công bố ở «/tin-tuc/2026/luat/» nay không còn" in done.err
    assert "withdrawn: " in done.err
    assert NOTICE_PAGE in served_by(dest)
    withdrawn = "withdrawn: {date: 2026-02-01, reason: Đã hết hiệu lực}\n---"
    public.write({NOTICE_FILE: NOTICE.replace("---\nTừ", f"{withdrawn}\nTừ")})
    assert run(public, "publish", str(dest)).status == 0
    assert "Đã hết hiệu lực" in served_by(dest)[NOTICE_PAGE].decode()


def test_rollback_returns_to_what_was_served_before(public: TestProject, dest: Path, run: Run) -> None:
    seen = []
    for text in (NOTICE, EDITED, NOTICE.replace("tháng bảy", "tháng tám")):
        public.write({NOTICE_FILE: text})
        assert run(public, "publish", str(dest)).status == 0
        seen.append(served_by(dest))
    done = run(public, "rollback", str(dest))
    assert (done.status, served_by(dest)) == (0, seen[1])
    assert "Đã trả lại bản 000002-" in done.out
    # What is published next stands on what was served, not on what was taken back.
    assert run(public, "publish", str(dest)).status == 0
    assert served_by(dest) == seen[2]
    assert run(public, "rollback", str(dest)).status == 0
    assert served_by(dest) == seen[1]
    assert run(public, "rollback", str(dest)).status == 0
    assert served_by(dest) == seen[0]
    done = run(public, "rollback", str(dest))
    assert (done.status, served_by(dest)) == (2, seen[0])
    assert "không còn bản nào" in done.err


def test_rollback_lists_releases_and_goes_to_a_named_one(public: TestProject, dest: Path, run: Run) -> None:
    for text in (NOTICE, EDITED, NOTICE):
        public.write({NOTICE_FILE: text})
        assert run(public, "publish", str(dest)).status == 0
    listed = run(public, "rollback", str(dest), "--list").out.splitlines()
    assert [line[:7] for line in listed] == ["000003-", "000002-", "000001-"]
    assert listed[0].endswith("(đang phục vụ)")
    first = listed[2].split()[0]
    assert run(public, "rollback", str(dest), "--to", first).status == 0
    assert current(dest).name == first
    done = run(public, "rollback", str(dest), "--to", "000009-abc")
    assert done.status == 2
    assert "không có bản 000009-abc" in done.err


def test_a_damaged_release_is_not_returned_to(public: TestProject, dest: Path, run: Run) -> None:
    assert run(public, "publish", str(dest)).status == 0
    old = current(dest)
    public.write({NOTICE_FILE: EDITED})
    assert run(public, "publish", str(dest)).status == 0
    (old / NOTICE_PAGE).unlink()
    before = current(dest)
    done = run(public, "rollback", str(dest))
    assert (done.status, current(dest)) == (2, before)
    assert NOTICE_PAGE in done.err


def test_damage_to_the_last_release_is_mended_by_the_next(public: TestProject, dest: Path, run: Run) -> None:
    assert run(public, "publish", str(dest)).status == 0
    for name in ("index.html", "feeds/tat-ca.xml.gz", "gioi-thieu/index.html"):
        path = current(dest) / name
        path.unlink()
        if "xml" in name:
            path.write_bytes(b"")
    public.write({NOTICE_FILE: EDITED})
    assert run(public, "publish", str(dest)).status == 0
    assert served_by(dest) == contents(public.site)
    twin = current(dest) / "feeds/tat-ca.xml.gz"
    assert gzip.decompress(twin.read_bytes()) == twin.with_suffix("").read_bytes()


def test_the_last_releases_are_kept(public: TestProject, dest: Path, run: Run) -> None:
    for number in range(5):
        public.write({NOTICE_FILE: NOTICE.replace("tháng bảy", f"tháng {number}")})
        assert run(public, "publish", str(dest), "--keep", "3").status == 0
    for folder in ("releases", "manifests"):
        assert sorted(path.name[:6] for path in (dest / folder).iterdir()) == ["000003", "000004", "000005"]


def test_a_folder_of_somebody_else_is_left_alone(public: TestProject, dest: Path, run: Run) -> None:
    dest.mkdir()
    (dest / "thu.txt").write_text("thư", "utf-8")
    for place in (dest, public.site / "cong", public.root / "docs", dest / "thu.txt"):
        done = run(public, "publish", str(place))
        assert done.status == 2, place
        assert "chọn" in done.err
    assert [path.name for path in dest.iterdir()] == ["thu.txt"]
    assert run(public, "rollback", str(dest / "khong-co")).status == 2


def test_unfinished_work_of_others_is_cleared_away(public: TestProject, dest: Path, run: Run) -> None:
    assert run(public, "publish", str(dest)).status == 0
    for name in ("000007-0123456789ab.part", "000008-0123456789ab"):
        (dest / "releases" / name / "a").mkdir(parents=True)
    (dest / "manifests" / "000009-0123456789ab").write_text("x", "utf-8")
    (dest / ".current.new").symlink_to("nowhere")
    public.write({NOTICE_FILE: EDITED})
    assert run(public, "publish", str(dest)).status == 0
    assert current(dest).name.startswith("000002-")
    assert len(list((dest / "releases").iterdir())) == 2
    assert served_by(dest) == contents(public.site)


@contextmanager
def held(dest: Path) -> Iterator[None]:
    """Somebody else publishes there, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(dest / ".lock", ready, done))
    other.start()
    assert ready.wait(30)
    try:
        yield
    finally:
        done.set()
        other.join(30)


def _hold(
    path: Path, ready: multiprocessing.synchronize.Event, done: multiprocessing.synchronize.Event
) -> None:
    with locked(path, waiting=lambda: None):
        ready.set()
        done.wait(60)


def test_a_second_publisher_waits_and_gives_up_with_a_clear_word(
    public: TestProject, dest: Path, run: Run
) -> None:
    assert run(public, "publish", str(dest)).status == 0
    before = current(dest)
    public.write({NOTICE_FILE: EDITED})
    with held(dest):
        for command in ("publish", "rollback"):
            done = run(public, command, str(dest), "--wait", "0.5")
            assert (done.status, current(dest)) == (3, before)
            assert "Đang chờ" in done.out
            assert "chưa đăng gì" in done.err
    assert run(public, "publish", str(dest)).status == 0
    assert served_by(dest) == contents(public.site)


def test_two_publishers_at_once_both_get_through(public: TestProject, dest: Path) -> None:
    other = TestProject(public.root.parent / "khac")
    shutil.copytree(public.root, other.root)
    other.write({NOTICE_FILE: EDITED})
    environment = {**os.environ, "PYTHONPATH": str(projects.ROOT / "hooks"), "PORTAL_NOW": "2026-03-01"}
    command = [sys.executable, "-m", "engine.command", "publish", str(dest)]
    started = [
        subprocess.Popen(command, cwd=each.root, env=environment, stdout=subprocess.DEVNULL)
        for each in (public, other)
    ]
    assert [process.wait(120) for process in started] == [0, 0]
    assert served_by(dest) in (contents(public.site), contents(other.site))
    assert len(list((dest / "releases").iterdir())) == 2


def test_a_build_that_vanishes_half_way(
    public: TestProject, dest: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(public, "publish", str(dest)).status == 0
    before = served_by(dest)
    public.write({NOTICE_FILE: EDITED})
    stages = progress.stages

    def vanishing() -> progress.Stage:
        stage = stages()

        def watched(label: str, total: int) -> object:
            if "Chép" in label:
                shutil.rmtree(public.site)
            return stage(label, total)

        return watched  # type: ignore[return-value]

    monkeypatch.setattr(progress, "stages", vanishing)
    done = run(public, "publish", str(dest))
    assert done.status == 3
    assert "giữa chừng" in done.err
    assert served_by(dest) == before
    monkeypatch.undo()
    assert run(public, "publish", str(dest)).status == 0
    assert served_by(dest) == contents(public.site)


def test_a_clock_that_jumps_changes_no_order(
    public: TestProject, dest: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [time.time()]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    seen: list[int] = []
    for jump in (0, 400 * 86_400, -800 * 86_400, 10):
        clock[0] += jump
        public.write({NOTICE_FILE: NOTICE.replace("tháng bảy", f"tháng {len(seen)}")})
        assert run(public, "build").status == 0
        for path in public.site.rglob("*"):
            os.utime(path, (clock[0], clock[0]))
        assert run(public, "publish", str(dest), "--built").status == 0
        assert served_by(dest) == contents(public.site)
        seen.append(int((current(dest) / NOTICE_PAGE).stat().st_mtime))
    # The same address never shows something else under a time that it has had.
    assert seen == sorted(set(seen))
    assert [line[:6] for line in run(public, "rollback", str(dest), "--list").out.splitlines()] == [
        "000004",
        "000003",
        "000002",
        "000001",
    ]


needs_mount = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="mounts a file system, which only root may"
)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """`mount("-o", "size=1m")`: a file system in memory; with `remount` it is changed."""
    place = tmp_path / "o-dia"
    place.mkdir()

    def mounted(*options: str, again: bool = False) -> Path:
        command = (
            ["mount", "-o", f"remount,{options[0]}"] if again else ["mount", "-t", "tmpfs", "-o", options[0]]
        )
        subprocess.run([*command, *([] if again else ["tmpfs"]), str(place)], check=True)
        return place

    yield mounted
    subprocess.run(["umount", str(place)], check=False)


@needs_mount
def test_a_full_disk(public: TestProject, mount: Callable[..., Path], run: Run) -> None:
    dest = mount("size=24m") / "cong"
    assert run(public, "publish", str(dest)).status == 0
    before = served_by(dest)
    public.write({NOTICE_FILE: EDITED})
    filler = dest.parent / "day"
    for left in (64_000, 400_000):
        # First it is known beforehand that there is no room, then the disk fills up half-way.
        free = shutil.disk_usage(dest).free
        filler.write_bytes(b"x" * (free - left))
        done = run(public, "publish", str(dest))
        assert done.status == 3, (left, done)
        assert "ổ đĩa" in done.err
        assert served_by(dest) == before
        filler.unlink()
    assert run(public, "publish", str(dest)).status == 0
    assert served_by(dest) == contents(public.site)


@needs_mount
def test_a_read_only_target(public: TestProject, mount: Callable[..., Path], run: Run) -> None:
    dest = mount("size=24m") / "cong"
    assert run(public, "publish", str(dest)).status == 0
    before = served_by(dest)
    public.write({NOTICE_FILE: EDITED})
    mount("ro", again=True)
    done = run(public, "publish", str(dest))
    assert done.status == 3
    assert "không có quyền ghi" in done.err
    assert served_by(dest) == before
    mount("rw", again=True)
    assert run(public, "publish", str(dest)).status == 0
