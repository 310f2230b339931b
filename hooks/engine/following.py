"""A clone that follows its git remote: content is taken over, the software waits for an operator."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.failures import UsageError

CONTENT = ("docs", "data", "nhap")
"""What the portal itself writes: drafts from the inbox, the register of addresses."""
_SCRIPTS = "docs/assets/"
_HARMLESS = ("docs/", "data/", "nhap/", "deploy/", ".github/", ".gitlab-ci.yml", "README.md", "CHANGELOG.md")
"""What runs neither on the server nor in browsers, but for the portal's own scripts and styles. Who may write
content may not change anything else unseen."""
_TIMEOUT_S = 120
_MESSAGE = "Bản nháp từ hộp nhận tệp; sổ địa chỉ đã đăng"


class GitError(Exception):
    """git does not do what it is asked for; the text has its own words."""


class SoftwareChangedError(Exception):
    """The remote has changes of the software; the text names some files."""


@dataclass(frozen=True, slots=True)
class Clone:
    """A work tree, the remote that it follows and the branch there."""

    root: Path
    remote: str
    branch: str

    @property
    def head(self) -> str:
        """The commit that is in the work tree: 40 hexadecimal digits."""
        return self._git("rev-parse", "HEAD").strip()

    @property
    def _upstream(self) -> str:
        return f"refs/remotes/{self.remote}/{self.branch}"

    def fetch(self) -> None:
        """Ask the remote for what is new. GitError when it does not answer."""
        self._git("fetch", "--quiet", "--no-tags", self.remote, f"+{self.branch}:{self._upstream}")

    def take_over(self) -> bool:
        """Bring the work tree to the newest content, with what has been written here on top; whether anything
        was new.

        SoftwareChangedError and GitError leave the work tree as it is.
        """
        self.keep()
        there = self._git("rev-parse", self._upstream).strip()
        base = self._base()
        if base == there:
            return False
        changed = self._git("diff", "--name-only", "--no-renames", "-z", base, there).split("\0")
        software = [name for name in changed if name and _runs(name)]
        if software:
            raise SoftwareChangedError(", ".join(software[:3]) + (" …" if len(software) > 3 else ""))
        try:
            self._git("rebase", "--quiet", "--onto", there, base)
        except GitError:
            self._git("rebase", "--abort")
            raise
        return True

    def _base(self) -> str:
        """The last commit here that is of the remote, also when the remote has given it up since: it is not
        brought back then."""
        try:
            found = self._git("merge-base", "--fork-point", self._upstream, "HEAD").strip()
        except GitError:
            found = ""
        return found or self._git("merge-base", self._upstream, "HEAD").strip()

    def keep(self) -> bool:
        """Commit what the portal has written into the content; whether there was anything."""
        self._git("add", "--all", "--", *(name for name in CONTENT if (self.root / name).exists()))
        if not self._git("diff", "--cached", "--name-only"):
            return False
        self._git("commit", "--quiet", "--no-verify", "--message", _MESSAGE)
        return True

    def send(self) -> None:
        """Let the remote have what has been committed here. GitError when it does not take it."""
        if not self._is_in("HEAD", self._upstream):
            self._git("push", "--quiet", self.remote, f"HEAD:{self.branch}")

    def _is_in(self, commit: str, other: str) -> bool:
        return self._git("rev-list", "--count", commit, f"^{other}").strip() == "0"

    @property
    def state(self) -> tuple[str, str]:
        """The commit here and the one there, as far as is known."""
        return self.head, self._git("rev-parse", self._upstream).strip()

    def _git(self, *arguments: str) -> str:
        return _run(self.root, arguments)


def _runs(name: str) -> bool:
    return name.startswith(_SCRIPTS) or not name.startswith(_HARMLESS)


def clone_of(root: Path) -> Clone:
    """What the project's clone follows. UsageError when it follows nothing."""
    try:
        branch = _run(root, ["symbolic-ref", "--short", "HEAD"]).strip()
        remote = _run(root, ["config", f"branch.{branch}.remote"]).strip()
        merge = _run(root, ["config", f"branch.{branch}.merge"]).strip()
    except GitError:
        message = f"{root} không phải là bản sao (git clone) đang theo một nhánh của kho nội dung"
        raise UsageError(message) from None
    return Clone(root, remote, merge.removeprefix("refs/heads/"))


_SETTINGS = (
    # Nothing in the repository says what programs run here.
    *("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never"),
    *("-c", "core.symlinks=false", "-c", "core.quotePath=false", "-c", "commit.gpgSign=false"),
)


def _run(root: Path, arguments: Sequence[str]) -> str:
    # It never asks for a password: nobody is there.
    who = {"GIT_AUTHOR_NAME": "portal", "GIT_COMMITTER_NAME": "portal", "GIT_TERMINAL_PROMPT": "0"}
    who |= {"GIT_AUTHOR_EMAIL": "portal@localhost", "GIT_COMMITTER_EMAIL": "portal@localhost"}
    command = ["git", *_SETTINGS, *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env={**who, **os.environ, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("không thấy chương trình git") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git {arguments[0]}: không xong trong {_TIMEOUT_S} giây") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise GitError(f"git {arguments[0]}: {said[-1] if said else 'không rõ vì sao'}")
    return done.stdout
