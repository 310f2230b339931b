"""`portal publish --watch`: from a commit, a document in the inbox or the clock to what the public sees."""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime

from engine import following, service, webhook
from engine.building import site_dir_of
from engine.failures import NotNowError, UsageError, WrongContentError
from engine.following import Clone, GitError, SoftwareChangedError
from portal.importing import filing
from portal.project import Project, moment

EVERY_S = 30.0
_PUBLISH_S = 1800
"""A publication that takes longer hangs; it is ended, and what is served stays."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--watch",
        action="store_true",
        help="chạy mãi: theo kho git của dự án, hộp nhận tệp và giờ hẹn; có gì mới thì đăng",
    )
    parser.add_argument(
        "--every",
        type=float,
        default=EVERY_S,
        metavar="GIÂY",
        help=f"hỏi kho git mỗi bao lâu (mặc định: {EVERY_S:.0f})",
    )
    parser.add_argument(
        "--webhook",
        default="",
        metavar="ĐỊA_CHỈ",
        help="nghe báo có commit ở đây, ví dụ 127.0.0.1:9057; mật khẩu chung ở biến PORTAL_WEBHOOK_SECRET",
    )
    parser.add_argument(
        "--tell",
        default="",
        metavar="LỆNH",
        help="có lỗi mới hoặc hết lỗi thì chạy lệnh này, lời báo ở đầu vào: «mail -s Cổng ban@tinh.vn»",
    )


def watch(project: Project, options: argparse.Namespace) -> None:
    """Until the process is ended."""
    if options.every < 1:
        raise UsageError("--every phải từ 1 giây trở lên")
    if options.built or options.dry_run:
        raise UsageError("--watch không đi cùng --built và --dry-run")
    wake = threading.Event()
    with ExitStack() as stack:
        if options.webhook:
            stack.enter_context(webhook.listening(options.webhook, webhook.secret(), wake.set))
        watcher = Watcher(project, options, following.clone_of(project.root))
        service.tell("READY=1")
        while True:
            service.tell("WATCHDOG=1")
            wake.clear()
            watcher.look()
            service.tell("WATCHDOG=1")
            wake.wait(watcher.pause())


@dataclass(frozen=True, slots=True)
class Reason:
    """What a publication would be for: the commit, what lies in the inbox, the moment that is due."""

    head: str
    inbox: tuple[tuple[str, int, int], ...]
    due: str


@dataclass
class Watcher:
    """One that looks, again and again, whether there is something to publish."""

    project: Project
    options: argparse.Namespace
    clone: Clone
    tried: Reason | None = None
    """For what the last publication was, whatever came of it; None when it has to be tried again."""
    again: bool = False
    sent: tuple[str, str] = ("", "")
    """What was here and there when the remote was to have what is here."""
    refused: str = ""
    """Why it did not take it."""
    told: dict[str, str] = field(default_factory=dict)
    """What is wrong, by what it is about."""

    def look(self) -> None:
        """Take over what is new, publish it when there is a reason that has not been tried, send what came of
        it."""
        self._step("kho git", self._take_over)
        reason = self._reason()
        if reason != self.tried:
            self._try(reason)
        # Also what was written here before something went wrong.
        self._step("ghi vào kho git", self._send)

    def _try(self, reason: Reason) -> None:
        if reason.inbox and (self.tried is None or reason.inbox != self.tried.inbox):
            self._step("hộp nhận tệp", self._import)
        # As it is before: what comes meanwhile is another reason.
        reason = self._reason()
        published = self._step("đăng", self._publish)
        self._step("ghi vào bản sao của kho", self.clone.keep)
        head = self.clone.head
        if published:
            self.tried = Reason(head, reason.inbox, "")
        else:
            self.tried = None if self.again else Reason(head, reason.inbox, reason.due)

    def pause(self) -> float:
        """Seconds until it is time to look again: soon, when something is about to appear or to end."""
        change = self._next_change()
        left = (change - moment()).total_seconds() if change else 0.0
        return min(self.options.every, left) if left > 0 else float(self.options.every)

    def _take_over(self) -> None:
        self.clone.fetch()
        try:
            self.clone.take_over()
        except SoftwareChangedError as error:
            raise NotNowError(
                f"kho có thay đổi của phần mềm ({error}); nội dung mới chờ người vận hành chạy "
                "«git pull», «make setup» rồi khởi động lại dịch vụ"
            ) from None

    def _reason(self) -> Reason:
        return Reason(self.clone.head, self._inbox(), self._due())

    def _inbox(self) -> tuple[tuple[str, int, int], ...]:
        states = ((str(path), path.stat()) for path in filing.waiting(self.project))
        return tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)

    def _due(self) -> str:
        """The moment that has come since the last build; empty when none has."""
        change = self._next_change()
        return change.isoformat() if change and change <= moment() else ""

    def _next_change(self) -> datetime | None:
        try:
            path = site_dir_of(self.project, self.options) / "build.json"
            change = json.loads(path.read_bytes())["next_change"]
            return datetime.fromisoformat(change) if change else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _import(self) -> None:
        status, said = self._portal("import", "--inbox")
        if status:
            raise WrongContentError(said)

    def _publish(self) -> None:
        options = self.options
        command = ["publish", options.dest, "--automatic", "--keep", str(options.keep), "--ssh", options.ssh]
        command += ["--jobs", str(options.jobs), "--wait", str(options.wait)]
        if options.site_dir is not None:
            command += ["--site-dir", str(options.site_dir)]
        status, said = self._portal(*command)
        # Wrong content stays wrong; anything else may have passed the next time.
        self.again = status not in {0, WrongContentError.status}
        if status:
            raise NotNowError(said) if self.again else WrongContentError(said)

    def _portal(self, *arguments: str) -> tuple[int, str]:
        """A command in a process of its own: what it does wrong, it does not do here. Status, and the errors
        that it told."""
        command = [sys.executable, "-m", "engine.command", *arguments]
        with subprocess.Popen(
            command,
            cwd=self.project.root,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            try:
                said = process.communicate(timeout=_PUBLISH_S)[1]
            except subprocess.TimeoutExpired:
                process.kill()
                return NotNowError.status, f"portal {arguments[0]}: không xong trong {_PUBLISH_S} giây"
        return process.returncode, said.strip()

    def _send(self) -> None:
        """Once for each state: who may not write there need not try every half minute."""
        state = self.clone.state
        if state != self.sent:
            self.sent, self.refused = state, ""
            try:
                self.clone.send()
            except GitError as error:
                self.refused = str(error)
        if self.refused:
            raise GitError(self.refused)

    def _step(self, about: str, step: Callable[[], object]) -> bool:
        """Do something, whether it went well; tell of what is wrong with it once, and once when it is well
        again."""
        try:
            step()
            wrong = ""
        except (GitError, NotNowError, WrongContentError) as error:
            wrong = str(error)
        if wrong != self.told.get(about, ""):
            self.told[about] = wrong
            self._tell(f"{about}: {wrong}" if wrong else f"{about}: đã hết lỗi.")
        state = "; ".join(f"{name}: có lỗi" for name, text in self.told.items() if text)
        service.tell(f"STATUS={state or 'không có lỗi'}")
        return not wrong

    def _tell(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)
        if not self.options.tell:
            return
        command = shlex.split(self.options.tell)
        try:
            subprocess.run(command, input=text, text=True, encoding="utf-8", timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            print(f"--tell: {error}", file=sys.stderr, flush=True)
