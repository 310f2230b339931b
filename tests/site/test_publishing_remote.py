"""`portal publish` to another machine over ssh: an OpenSSH server of this machine stands for it."""

from __future__ import annotations

import getpass
import gzip
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import projects
from tests.projects import NOTICE, ROOT, TestProject, contents
from tests.readers import programs
from tests.serving import served_by
from tests.site.conftest import Run
from tests.streets import NOTICE_FILE

EDITED = NOTICE.replace("tháng bảy", "ngày 1 tháng bảy")
CONFIGURATION = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/client.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
"""


@dataclass(frozen=True)
class Machine:
    """The other machine: how it is called, and its folder as it is seen from here."""

    ssh: str
    dest: str
    root: Path
    server: subprocess.Popen[bytes]

    @property
    def current(self) -> Path:
        return (self.root / "current").resolve()

    def served(self) -> dict[str, bytes]:
        return served_by(self.root)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    programs.require("sshd", "rsync")
    folder = tmp_path / "ssh"
    folder.mkdir()
    for name in ("host", "client"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "sshd_config").write_text(CONFIGURATION.format(port=port, folder=folder), "utf-8")
    Path("/run/sshd").mkdir(exist_ok=True)
    program = shutil.which("sshd") or "/usr/sbin/sshd"
    server = subprocess.Popen([program, "-D", "-e", "-f", folder / "sshd_config"], stderr=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    known = f"-o UserKnownHostsFile={folder}/known -o StrictHostKeyChecking=accept-new"
    root = tmp_path / "máy khác" / "cổng"
    yield Machine(
        f"ssh -F none -p {port} -i {folder}/client {known}",
        f"{getpass.getuser()}@127.0.0.1:{root}",
        root,
        server,
    )
    server.terminate()
    server.wait(10)


def publish(run: Run, project: TestProject, machine: Machine, *options: str) -> projects.Outcome:
    return run(project, "publish", machine.dest, "--ssh", machine.ssh, *options)


def test_a_release_is_put_there_and_served(public: TestProject, machine: Machine, run: Run) -> None:
    done = publish(run, public, machine)
    assert done.status == 0, done.err
    assert machine.served() == contents(public.site)
    for path in (path for path in machine.current.rglob("*") if path.is_file()):
        assert path.stat().st_mode & 0o777 == 0o444
        if path.suffix == ".gz":
            assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        else:
            there = public.site / path.relative_to(machine.current)
            assert path.stat().st_mtime_ns == there.stat().st_mtime_ns
    assert publish(run, public, machine).out.count("Không có gì mới.") == 1
    assert not list((public.root / ".cache/publishing").iterdir())


def test_only_what_changed_is_sent(public: TestProject, machine: Machine, run: Run) -> None:
    assert publish(run, public, machine).status == 0
    old, before = machine.current, machine.served()
    # Another machine publishes: it has nothing of what was made before.
    shutil.rmtree(public.root / ".cache")
    shutil.rmtree(public.site)
    public.write({NOTICE_FILE: EDITED})
    listed = publish(run, public, machine, "--dry-run")
    assert "~ /tin-tuc/2026/luat/" in listed.out.splitlines()
    assert machine.current == old
    done = publish(run, public, machine)
    assert done.status == 0, done.err
    after = machine.served()
    assert after == contents(public.site)
    for name in after.keys() & before.keys():
        same = after[name] == before[name]
        assert (old / name).samefile(machine.current / name) == same, name
        if not same:
            assert int((machine.current / name).stat().st_mtime) > int((old / name).stat().st_mtime)
    lost = before.keys() - after.keys()
    assert lost
    assert all((machine.current / name).exists() for name in lost)
    assert contents(old).keys() >= before.keys()


def test_it_can_be_taken_back(public: TestProject, machine: Machine, run: Run) -> None:
    seen = []
    for text in (NOTICE, EDITED):
        public.write({NOTICE_FILE: text})
        assert publish(run, public, machine, "--keep", "2").status == 0
        seen.append(machine.served())
    listed = run(public, "rollback", machine.dest, "--ssh", machine.ssh, "--list")
    assert [line[:7] for line in listed.out.splitlines()] == ["000002-", "000001-"]
    done = run(public, "rollback", machine.dest, "--ssh", machine.ssh)
    assert (done.status, machine.served()) == (0, seen[0])
    assert publish(run, public, machine, "--keep", "2").status == 0
    assert machine.served() == seen[1]
    assert sorted(path.name[:6] for path in (machine.root / "releases").iterdir()) == [
        "000001",
        "000002",
        "000003",
    ]


def test_damage_there_is_mended(public: TestProject, machine: Machine, run: Run) -> None:
    assert publish(run, public, machine).status == 0
    (machine.current / "index.html").unlink()
    twin = machine.current / "feeds/tat-ca.xml.gz"
    twin.unlink()
    twin.write_bytes(b"")
    (machine.current / "la.html").write_text("lạ", "utf-8")
    public.write({NOTICE_FILE: EDITED})
    assert publish(run, public, machine).status == 0
    assert machine.served() == contents(public.site)
    twin = machine.current / "feeds/tat-ca.xml.gz"
    assert gzip.decompress(twin.read_bytes()) == twin.with_suffix("").read_bytes()


def test_what_is_wrong_is_not_sent(public: TestProject, machine: Machine, run: Run) -> None:
    assert publish(run, public, machine).status == 0
    before = machine.served()
    (public.root / "data/published.csv").unlink()
    public.remove(NOTICE_FILE)
    done = publish(run, public, machine)
    assert (done.status, machine.served()) == (1, before)
    assert "«tin-tuc/2026/luat» đã công bố" in done.err


def test_a_folder_of_somebody_else_is_left_alone(public: TestProject, machine: Machine, run: Run) -> None:
    machine.root.mkdir(parents=True)
    (machine.root / "thu.txt").write_text("thư", "utf-8")
    done = publish(run, public, machine)
    assert done.status == 2
    assert [path.name for path in machine.root.iterdir()] == ["thu.txt"]


def test_two_publishers_one_there_and_one_here(public: TestProject, machine: Machine, run: Run) -> None:
    assert publish(run, public, machine).status == 0
    lock = machine.root / ".lock"
    with subprocess.Popen(["flock", str(lock), "sh", "-c", "echo held; sleep 30"], stdout=-1) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        for dest in (machine.dest, str(machine.root)):
            done = run(public, "publish", dest, "--ssh", machine.ssh, "--wait", "0.5")
            assert done.status == 3
            assert "Đang chờ" in done.out
            assert "chưa đăng gì" in done.err
        other.kill()
        subprocess.run(["pkill", "-P", str(other.pid)], check=False)


def test_a_machine_that_does_not_answer(public: TestProject, machine: Machine, run: Run) -> None:
    assert publish(run, public, machine).status == 0
    before = machine.served()
    machine.server.terminate()
    machine.server.wait(10)
    public.write({NOTICE_FILE: EDITED})
    done = publish(run, public, machine)
    assert (done.status, machine.served()) == (3, before)
    assert "127.0.0.1" in done.err
    assert "giữ nguyên" in done.err


def test_killed_half_way(public: TestProject, machine: Machine, run: Run) -> None:
    assert publish(run, public, machine).status == 0
    before = machine.served()
    public.write({NOTICE_FILE: EDITED})
    command = [sys.executable, "-m", "engine.command", "publish", machine.dest, "--ssh", machine.ssh]
    process = subprocess.Popen(
        command,
        cwd=public.root,
        env={"PYTHONPATH": str(ROOT / "hooks"), "PORTAL_NOW": "2026-03-01", "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
    )
    releases = machine.root / "releases"
    while process.poll() is None and not list(releases.glob("*.part")):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert machine.served() in (before, contents(public.site))
    done = publish(run, public, machine)
    assert done.status == 0, done.err
    assert machine.served() == contents(public.site)
    assert not list(releases.glob("*.part"))
