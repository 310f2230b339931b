"""`portal serve`: a preview on this machine over the incremental build.

Drafts are shown; records with errors are left out and listed at `/_van-de/`.
"""

from __future__ import annotations

import html
import http.server
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config import load_config

from engine import adapter, staging
from portal.problems import Problem, Problems, summary
from portal.project import Project
from portal.store import Disk, with_store

HOST = "127.0.0.1"
POLL_S = 0.4
WATCHED = ("docs", "data", "overrides", "mkdocs.yml")

# The page asks for the number of the newest build, and loads itself anew when it has changed.
_RELOAD = b"""
let seen;
setInterval(async () => {
  try {
    const answer = await fetch("/_preview/build", {cache: "no-store"});
    const number = await answer.text();
    if (seen !== undefined && number !== seen) location.reload();
    seen = number;
  } catch { /* the preview is being restarted */ }
}, 700);
"""


class Preview:
    """The newest state of the preview: its folder, the number of the build, and the problems."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.cache / "preview"
        self.number = 0
        self.problems = Problems()

    def rebuild(self) -> None:
        """Bring the preview up to date. Whatever is wrong is shown, and the last good pages stay."""
        started = time.monotonic()
        with_store(self.project.store, self._rebuild)
        self.number += 1
        print(f"{summary(self.problems)} Bản xem trước mới sau {time.monotonic() - started:.2f} giây.")

    def _rebuild(self, store: Disk) -> None:
        config = load_config(str(self.project.root / "mkdocs.yml"))
        session = adapter.open_session(config, store=store, drafts=True, site_url=f"http://{HOST}/")
        self.problems = session.problems
        for problem in session.problems.errors:
            print(problem)
        if session.declaration is not None:
            staging.build(session, store=store, site_dir=self.folder, say=print)


def serve(project: Project, *, port: int) -> int:
    """Serve until interrupted. Returns 2 when the port is taken."""
    preview = Preview(project)
    preview.rebuild()
    handler = partial(_Handler, preview, directory=str(preview.folder))
    try:
        server = http.server.ThreadingHTTPServer((HOST, port), handler)
    except OSError:
        print(f"portal: cổng {port} đang có chương trình khác dùng; thử --port {port + 1}")
        return 2
    threading.Thread(target=_watch, args=(preview,), daemon=True).start()
    print(f"Xem trước ở http://{HOST}:{server.server_address[1]}/ (dừng bằng Ctrl+C)")
    with server:
        server.serve_forever()
    return 0


def _watch(preview: Preview) -> None:
    seen = _state(preview.project)
    while True:
        time.sleep(POLL_S)
        state = _state(preview.project)
        if state != seen:
            seen = state
            try:
                preview.rebuild()
            except Exception as error:
                print(f"Chưa dựng được: {type(error).__name__}: {error}")


def _state(project: Project) -> dict[str, tuple[int, int]]:
    found = {}
    for name in WATCHED:
        top = project.root / name
        for path in (top, *(top.rglob("*") if top.is_dir() else ())):
            try:
                stat = path.stat()
            except OSError:
                continue
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the preview, the problems, and the number of the build."""

    protocol_version = "HTTP/1.1"

    def __init__(self, preview: Preview, *args: Any, **kwargs: Any) -> None:
        self.preview = preview
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/_preview/build":
            self._answer(str(self.preview.number).encode(), "text/plain")
        elif path == "/_preview/reload.js":
            self._answer(_RELOAD, "text/javascript")
        elif path == "/_van-de/":
            self._answer(problems_page(self.preview.problems).encode(), "text/html")
        else:
            self._page(path)

    def _page(self, path: str) -> None:
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() and path.endswith("/") else file
        missing = self.preview.folder / "404.html"
        if file.suffix != ".html" and (file.exists() or not missing.is_file()):
            super().do_GET()
            return
        found = file.suffix == ".html" and file.is_file()
        script = b'<script src="/_preview/reload.js"></script></body>'
        content = (file if found else missing).read_bytes().replace(b"</body>", script)
        self._answer(content, "text/html", 200 if found else 404)

    def _answer(self, content: bytes, media_type: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Nothing: editors need the problems, not the requests."""


def problems_page(problems: Problems) -> str:
    """`/_van-de/`: every problem of the content, errors first."""
    rows = "".join(_row(problem) for problem in (*problems.errors, *problems.advice))
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Vấn đề của nội dung</title></head>'
        "<body><h1>Vấn đề của nội dung</h1>"
        f"<p>{html.escape(summary(problems))}</p><ol>{rows}</ol></body></html>"
    )


def _row(problem: Problem) -> str:
    where = f"{problem.path}:{problem.line}"
    text = str(problem).removeprefix(f"{where}: ")
    return f"<li><code>{html.escape(where)}</code> {html.escape(text)}</li>"
