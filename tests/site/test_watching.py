"""`portal publish --watch`: from a commit to what is served, and what stays when something is wrong."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine import following, webhook
from engine.failures import UsageError
from engine.watching import Watcher
from portal.project import Project
from tests import streets
from tests.importing.word_files import paragraph, with_body
from tests.projects import NOTICE, PUBLIC, ROOT
from tests.streets import NOTICE_FILE, SECRET, SIGNED, Street, ask, git


def options(street: Street, **more: object) -> argparse.Namespace:
    given = {"dest": str(street.dest), "keep": 5, "ssh": "ssh", "jobs": 1, "wait": 10.0, "site_dir": None}
    return argparse.Namespace(**{**given, "tell": "", "every": 30.0, **more})


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with two clones, and the server's first release."""
    street = streets.lay(tmp_path_factory.mktemp("mau") / "pho", PUBLIC)
    done = street.server.portal("publish", str(street.dest))
    assert done.status == 0, done.err
    return street.root


@pytest.fixture
def street(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Street:
    monkeypatch.setenv("PORTAL_NOW", "2026-03-01")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "hooks"))
    shutil.copytree(template, tmp_path / "pho", symlinks=True)
    return Street(tmp_path / "pho")


@pytest.fixture
def watcher(street: Street, monkeypatch: pytest.MonkeyPatch) -> Watcher:
    """What it tells is in `street.told`."""
    found = Watcher(Project(street.server.root), options(street), following.clone_of(street.server.root))
    monkeypatch.setattr(found, "_tell", street.told.append)
    found.look()
    assert street.told == []
    return found


def test_a_commit_is_published(street: Street, watcher: Watcher) -> None:
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "ngày 1 tháng bảy")})
    watcher.look()
    assert "ngày 1 tháng bảy" in street.page()
    assert street.told == []


def test_nothing_new_is_no_work(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "_portal", lambda *_: pytest.fail("there is nothing to do"))
    watcher.look()
    watcher.look()


def test_what_is_new_is_written_down_in_the_repository(street: Street, watcher: Watcher) -> None:
    assert "/tin-tuc/2026/luat/,tin-tuc/2026/luat\n" in street.there("data/published.csv")
    street.push({"docs/tin-tuc/2026/moi.md": NOTICE})
    watcher.look()
    assert "/tin-tuc/2026/moi/,tin-tuc/2026/moi\n" in street.there("data/published.csv")
    head = watcher.clone.head
    watcher.look()
    assert watcher.clone.head == head


def test_what_is_wrong_is_told_once_and_the_last_good_release_stays(
    street: Street, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = street.page()
    street.push({NOTICE_FILE: NOTICE.replace("date: 2026-01-05", "date: hôm nay")})
    watcher.look()
    (told,) = street.told
    assert told.startswith("đăng: docs/tin-tuc/2026/luat.md:4: date")
    assert street.page() == before
    with monkeypatch.context() as patch:
        patch.setattr(watcher, "_portal", lambda *_: pytest.fail("it stays wrong"))
        watcher.look()
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "tháng tám")})
    watcher.look()
    assert "tháng tám" in street.page()
    assert street.told[1:] == ["đăng: đã hết lỗi."]


def test_a_record_that_is_deleted_stops_publication(street: Street, watcher: Watcher) -> None:
    git(street.editor.root, "rm", "--quiet", NOTICE_FILE)
    street.push({"docs/tin-tuc/2026/moi.md": NOTICE})
    watcher.look()
    (told,) = street.told
    assert "«tin-tuc/2026/luat» đã công bố ở «/tin-tuc/2026/luat/» nay không còn" in told
    assert "Luật có hiệu lực" in street.page()


@pytest.mark.parametrize("name", ["hooks/portal/xau.py", "docs/assets/js/xau.js", "mkdocs.yml", "Makefile"])
def test_software_is_not_taken_over_without_an_operator(street: Street, watcher: Watcher, name: str) -> None:
    old = (street.editor.root / name).read_text("utf-8") if (street.editor.root / name).exists() else ""
    street.push({name: old + "\n# xấu\n"})
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "tháng tám")})
    watcher.look()
    (told,) = street.told
    assert name in told
    assert "git pull" in told
    assert "tháng tám" not in street.page()
    git(street.server.root, "pull", "--quiet", "--rebase")
    watcher.look()
    assert "tháng tám" in street.page()
    assert street.told[1:] == ["kho git: đã hết lỗi."]


def test_a_script_that_is_moved_into_the_content_is_software(street: Street, watcher: Watcher) -> None:
    git(street.editor.root, "mv", "hooks/portal/order.py", "docs/order.md")
    street.push({})
    watcher.look()
    assert "hooks/portal/order.py" in street.told[0]


def test_documents_of_the_inbox_become_drafts_of_the_repository(street: Street, watcher: Watcher) -> None:
    street.push({"nhap/ke-hoach.docx": document(), "nhap/hong.pdf": b"%PDF-1.4 h\xe1\xbb\x8fng"})
    watcher.look()
    names = git(street.root / "kho.git", "ls-tree", "-r", "--name-only", "main").splitlines()
    assert "nhap/ke-hoach.docx" not in names
    assert any(name.startswith("docs/ke-hoach/") and name.endswith(".docx") for name in names)
    assert {"nhap/hong.pdf", "nhap/hong.pdf.loi.txt"} <= set(names)
    (told,) = street.told
    assert told.startswith("hộp nhận tệp: hong.pdf: ")
    # What cannot be read is not tried again until it changes.
    before = watcher.tried
    watcher.look()
    assert watcher.tried == before


def document() -> bytes:
    lines = (
        "TỈNH ỦY CẦN THƠ",
        "Số 12-KH/TU",
        "KẾ HOẠCH",
        "tuyên truyền Nghị quyết số 57-NQ/TW",
        "I. MỤC ĐÍCH",
        "Để ai cũng biết.",
    )
    return with_body("".join(map(paragraph, lines)))


def test_what_is_due_is_published_at_its_moment(
    street: Street, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = NOTICE.replace("---\n", "---\npublish_at: 2026-03-01 08:00\n", 1)
    street.push({"docs/tin-tuc/2026/moi.md": later})
    watcher.look()
    page = street.dest / "current/tin-tuc/2026/moi/index.html"
    assert not page.exists()
    assert watcher.pause() == 30
    monkeypatch.setenv("PORTAL_NOW", "2026-03-01 07:59:50")
    assert watcher.pause() == 10
    watcher.look()
    assert not page.exists()
    monkeypatch.setenv("PORTAL_NOW", "2026-03-01 08:00:00")
    watcher.look()
    assert page.exists()


def test_a_remote_that_does_not_answer(street: Street, watcher: Watcher) -> None:
    aside = street.root / "kho.git.mat"
    (street.root / "kho.git").rename(aside)
    watcher.look()
    watcher.look()
    (told,) = street.told
    assert told.startswith("kho git: git fetch: ")
    aside.rename(street.root / "kho.git")
    watcher.look()
    assert street.told[1:] == ["kho git: đã hết lỗi."]


def test_a_remote_that_takes_nothing(street: Street, watcher: Watcher) -> None:
    hook = street.root / "kho.git/hooks/pre-receive"
    street.push({"docs/tin-tuc/2026/moi.md": NOTICE})
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    watcher.look()
    watcher.look()
    (told,) = street.told
    assert told.startswith("ghi vào kho git: git push: ")
    assert "Luật có hiệu lực" in street.page("tin-tuc/2026/moi/index.html")
    hook.unlink()
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "tháng tám")})
    watcher.look()
    assert "tháng tám" in street.page()
    assert "/tin-tuc/2026/moi/,tin-tuc/2026/moi\n" in street.there("data/published.csv")


def test_two_who_write_down_the_same_addresses_do_not_disturb_each_other(
    street: Street, watcher: Watcher
) -> None:
    street.push({"docs/tin-tuc/2026/moi.md": NOTICE})
    git(street.server.root, "pull", "--quiet", "--rebase")
    street.server.portal("check", "--fix")
    street.editor.portal("check", "--fix")
    street.push({"docs/tin-tuc/2026/nua.md": NOTICE})
    street.editor.portal("check", "--fix")
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "tháng tám")})
    watcher.look()
    assert street.told == []
    assert "tháng tám" in street.page()
    assert "<<<<" not in street.there("data/published.csv")


def test_content_that_was_taken_out_of_the_repository_does_not_come_back(
    street: Street, watcher: Watcher
) -> None:
    street.push({"docs/tin-tuc/2026/nham.md": NOTICE.replace("---\n", "---\ndraft: true\n", 1)})
    watcher.look()
    assert (street.server.root / "docs/tin-tuc/2026/nham.md").exists()
    git(street.editor.root, "pull", "--quiet", "--rebase")
    git(street.editor.root, "reset", "--quiet", "--hard", "HEAD~1")
    git(street.editor.root, "push", "--quiet", "--force")
    watcher.look()
    assert not (street.server.root / "docs/tin-tuc/2026/nham.md").exists()


def test_what_was_taken_back_is_not_published_again_by_itself(street: Street, watcher: Watcher) -> None:
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "tháng tám")})
    watcher.look()
    assert street.server.portal("rollback", str(street.dest)).status == 0
    assert "tháng tám" not in street.page()
    watcher.tried = None
    watcher.look()
    (told,) = street.told
    assert "đã bị trả lại" in told
    assert "tháng tám" not in street.page()
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "tháng chín")})
    watcher.look()
    assert "tháng chín" in street.page()
    # Somebody who wants it after all says so.
    assert street.server.portal("rollback", str(street.dest)).status == 0
    assert street.server.portal("publish", str(street.dest)).status == 0
    assert "tháng chín" in street.page()


def test_a_disk_that_is_full_for_a_while_is_tried_again(
    street: Street, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "tháng tám")})
    with monkeypatch.context() as patch:
        patch.setattr(watcher, "_portal", lambda *_: (3, "portal: ổ đĩa đã đầy"))
        watcher.look()
        watcher.look()
    assert street.told == ["đăng: portal: ổ đĩa đã đầy"]
    watcher.look()
    assert street.told[1:] == ["đăng: đã hết lỗi."]
    assert "tháng tám" in street.page()


def test_only_a_clone_can_be_followed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="git clone"):
        following.clone_of(tmp_path)


# ---- The webhook.


@pytest.fixture
def woken() -> list[int]:
    return []


@pytest.fixture
def port(woken: list[int]) -> Iterator[int]:
    with webhook.listening("127.0.0.1:0", SECRET.encode(), lambda: woken.append(1)) as number:
        yield number


@pytest.mark.parametrize(
    "headers",
    [{"X-Hub-Signature-256": f"sha256={SIGNED}"}, {"X-Gitea-Signature": SIGNED}],
)
def test_who_knows_the_secret_wakes(port: int, woken: list[int], headers: dict[str, str]) -> None:
    assert ask(port, "POST", b"{}", headers) == 202
    assert woken == [1]


def test_gitlab_sends_the_secret_itself(woken: list[int]) -> None:
    with webhook.listening("127.0.0.1:0", b"a-token-that-is-long", lambda: woken.append(1)) as port:
        assert ask(port, "POST", b"{}", {"X-Gitlab-Token": "a-token-that-is-long"}) == 202
        assert ask(port, "POST", b"{}", {"X-Gitlab-Token": "another"}) == 403
    assert woken == [1]


@pytest.mark.parametrize(
    ("method", "body", "headers", "status"),
    [
        ("POST", b"{}", {}, 403),
        ("POST", b"{}", {"X-Gitlab-Token": ""}, 403),
        ("POST", b"{ }", {"X-Hub-Signature-256": f"sha256={SIGNED}"}, 403),
        ("POST", b"{}", {"X-Hub-Signature-256": SIGNED}, 403),
        ("POST", b"", {"Content-Length": "9999999999"}, 413),
        ("POST", b"", {"Content-Length": "-1"}, 411),
        ("GET", b"", {}, 501),
    ],
)
def test_others_do_not(
    port: int, woken: list[int], method: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert ask(port, method, body, headers) == status
    assert woken == []


@pytest.mark.parametrize(
    ("environment", "fits"),
    [
        ({}, False),
        ({"PORTAL_WEBHOOK_SECRET": "ngan"}, False),
        ({"PORTAL_WEBHOOK_SECRET": "x" * 16}, True),
    ],
)
def test_the_secret_has_to_be_one(environment: dict[str, str], fits: bool) -> None:
    if fits:
        assert webhook.secret(environment) == b"x" * 16
    else:
        with pytest.raises(UsageError):
            webhook.secret(environment)


def test_the_secret_can_be_a_credential(tmp_path: Path) -> None:
    (tmp_path / "webhook-secret").write_bytes(b"x" * 20 + b"\n")
    assert webhook.secret({"CREDENTIALS_DIRECTORY": str(tmp_path)}) == b"x" * 20


# ---- The service as a whole.


@pytest.fixture
def service(street: Street) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """`service("--every", "2")`: the command as systemd runs it."""
    started: list[subprocess.Popen[str]] = []

    def start(*more: str, **environment: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "engine.command", "publish", str(street.dest), "--watch", *more]
        environment = {**os.environ, **environment}
        process = subprocess.Popen(command, cwd=street.server.root, env=environment, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.wait(30)


def until(what: Callable[[], bool], seconds: float = 60) -> float:
    started = time.monotonic()
    while not what():
        assert time.monotonic() - started < seconds
        time.sleep(0.05)
    return time.monotonic() - started


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="systemd is Linux's")
def test_the_service_tells_systemd_and_is_woken_by_a_webhook(
    street: Street, service: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, socket.socket() as free:
        systemd.bind(str(tmp_path / "s"))
        systemd.settimeout(60)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {"NOTIFY_SOCKET": str(tmp_path / "s"), "PORTAL_WEBHOOK_SECRET": SECRET}
        report = f"sh -c 'cat >>{tmp_path}/bao.txt'"
        service("--every", "3600", "--webhook", f"127.0.0.1:{port}", "--tell", report, **environment)
        said = [systemd.recv(4096).decode() for _ in range(6)]
        assert said[:2] == ["READY=1", "WATCHDOG=1"]
        assert "STATUS=không có lỗi" in said
        until((street.server.root / ".cache/sites").exists)
        street.push({NOTICE_FILE: NOTICE.replace("tháng bảy", "tháng tám")})
        # Nothing happens by itself for an hour; the host of the repository says that something is new.
        wake = {"X-Hub-Signature-256": f"sha256={SIGNED}"}
        until(lambda: ask(port, "POST", b"{}", wake) == 202 and _soon(lambda: "tháng tám" in street.page()))
        street.push({NOTICE_FILE: NOTICE.replace("title", "titel")})
        until(lambda: ask(port, "POST", b"{}", wake) == 202 and _soon((tmp_path / "bao.txt").exists))
    assert "luat.md:2: titel" in (tmp_path / "bao.txt").read_text("utf-8")
    assert "tháng tám" in street.page()


def _soon(what: Callable[[], bool]) -> bool:
    for _ in range(200):
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--watch", "--built"), "--built"),
        (("--watch", "--every", "0"), "--every"),
        (("--watch", "--webhook", "127.0.0.1:9057"), "PORTAL_WEBHOOK_SECRET"),
    ],
)
def test_wrong_usage(street: Street, arguments: tuple[str, ...], words: str) -> None:
    done = street.server.portal("publish", str(street.dest), *arguments)
    assert done.status == 2
    assert words in done.err
