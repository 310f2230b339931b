"""The site behind nginx as anybody has it: a build without changes costs readers of feeds nothing."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.projects import NOTICE, TestProject
from tests.readers import programs
from tests.site.conftest import Run

FEEDS = (
    "/feeds/tat-ca.xml",
    "/feeds/tat-ca.atom",
    "/feeds/tat-ca.json",
    "/feeds/han.ics",
    "/embed/tat-ca.json",
)
FILES = (*FEEDS, "/feeds/feeds.opml", "/api/v1/index.json", "/api/v1/plans.csv", "/embed.js")
CONFIGURATION = """\
daemon off; master_process off; pid {folder}/pid; error_log stderr error;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {site}; }}
}}
"""


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Callable[[Path], int]]:
    """`nginx(site)`: the port of a server with Debian's defaults."""
    programs.require("nginx")
    started: list[subprocess.Popen[bytes]] = []

    def serve(site: Path) -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        folder = tmp_path / "nginx"
        folder.mkdir()
        (folder / "nginx.conf").write_text(CONFIGURATION.format(folder=folder, port=port, site=site), "utf-8")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        started.append(subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-e", "stderr"]))
        for _ in range(100):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    return port
            time.sleep(0.05)
        raise AssertionError("nginx did not start")

    yield serve
    for process in started:
        process.terminate()
        process.wait(10)


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def test_what_has_not_changed_is_not_sent_again(
    project: Callable[..., TestProject], run: Run, nginx: Callable[[Path], int]
) -> None:
    made = project()
    assert run(made, "build").status == 0
    port = nginx(made.site)
    seen = {}
    for path in FILES:
        status, headers = ask(port, path)
        assert status == 200, path
        seen[path] = {"If_None_Match": headers["etag"], "If_Modified_Since": headers["last-modified"]}
    # Servers tell times by the second.
    time.sleep(1.1)
    made.write({"docs/tin-tuc/2026/nhap.md": NOTICE.replace("---\n", "---\ndraft: true\n", 1)})
    for arguments in (("build",), ("build", "--clean")):
        assert run(made, *arguments, PORTAL_NOW="2026-03-02 10:00").status == 0
        for path, condition in seen.items():
            assert ask(port, path, **condition)[0] == 304, (path, arguments)
            for name, value in condition.items():
                assert ask(port, path, **{name: value})[0] == 304, (path, name)
    made.write({"docs/tin-tuc/2026/moi.md": NOTICE})
    assert run(made, "build").status == 0
    changed = {path for path, condition in seen.items() if ask(port, path, **condition)[0] == 200}
    # A notice has no deadline, and is in no table of plans.
    assert changed == set(FILES) - {"/feeds/han.ics", "/feeds/feeds.opml", "/api/v1/plans.csv", "/embed.js"}
