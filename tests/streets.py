"""The way from an editor's commit to what is served: a bare repository, two clones, a folder of releases."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests import projects
from tests.projects import ROOT, TestProject

NOTICE_FILE, NOTICE_PAGE = "docs/tin-tuc/2026/luat.md", "tin-tuc/2026/luat/index.html"
SECRET = "một mật khẩu chung đủ dài"
SIGNED = hmac.new(SECRET.encode(), b"{}", hashlib.sha256).hexdigest()
"""What the host of the repository sends with the body `{}`."""


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Người biên tập", "-c", "user.email=bien-tap@tinh.gov.vn")
    command = ["git", *who, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Street:
    """A bare repository, an editor's clone and the server's, and where it publishes."""

    root: Path
    told: list[str] = field(default_factory=list)

    @property
    def editor(self) -> TestProject:
        return TestProject(self.root / "bien-tap")

    @property
    def server(self) -> TestProject:
        return TestProject(self.root / "may-chu")

    @property
    def dest(self) -> Path:
        return self.root / "cong"

    def push(self, files: dict[str, str | bytes]) -> None:
        self.editor.write(files)
        git(self.editor.root, "add", "--all")
        git(self.editor.root, "commit", "--quiet", "-m", "Sửa")
        git(self.editor.root, "pull", "--quiet", "--rebase")
        try:
            git(self.editor.root, "push", "--quiet")
        except AssertionError:
            # The service has just pushed what it had to write down.
            git(self.editor.root, "pull", "--quiet", "--rebase")
            git(self.editor.root, "push", "--quiet")

    def page(self, name: str = NOTICE_PAGE) -> str:
        return (self.dest / "current" / name).read_text("utf-8")

    def there(self, name: str) -> str:
        """A file of the newest commit in the bare repository."""
        return git(self.root / "kho.git", "show", f"main:{name}")


def lay(root: Path, files: Mapping[str, str | bytes]) -> Street:
    """A new one, with a first commit and nothing published."""
    made = projects.make(root / "bien-tap", files)
    shutil.copy(ROOT / ".gitattributes", made.root)
    made.write({".gitignore": "/.cache/\n/site/\n__pycache__/\n", "nhap/HUONG-DAN.txt": "Đặt tệp vào đây.\n"})
    git(root, "init", "--quiet", "--bare", "-b", "main", "kho.git")
    git(made.root, "init", "--quiet", "-b", "main")
    git(made.root, "add", "--all")
    git(made.root, "commit", "--quiet", "-m", "Đầu tiên")
    git(made.root, "remote", "add", "origin", "../kho.git")
    git(made.root, "push", "--quiet", "-u", "origin", "main")
    git(root, "clone", "--quiet", "kho.git", "may-chu")
    # So that all of it can be copied elsewhere.
    git(root / "may-chu", "config", "remote.origin.url", "../kho.git")
    return Street(root)


def ask(port: int, method: str, body: bytes, headers: Mapping[str, str]) -> int:
    """What the webhook answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, "/", body=body, headers=dict(headers))
    status = connection.getresponse().status
    connection.close()
    return status
