"""`portal serve`: a preview on this machine over the incremental build.

Drafts are shown; what is wrong stands on the pages themselves and, all of it, at `/_van-de/`.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from engine import admin, menu, policy, preview_pages, site_folder, staging
from engine.preview_pages import Advised
from engine.session import open_session
from portal import body_links
from portal.advice import later
from portal.problems import Problem, Problems, summary
from portal.project import Project
from portal.store import Disk, with_store
from portal.web_editor import outputs as web_editor

HOST = "127.0.0.1"
POLL_S = 0.15
WATCHED = ("docs", "data", "overrides", "mkdocs.yml")
WAIT_S = 25.0
"""How long a page waits for the next build before it asks again: shorter than proxies and browsers wait."""


class Preview:
    """The newest state of the preview: its folder, the number of the build, and the problems."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.cache / "preview"
        self.number = 0
        self.problems = Problems()
        self.by_address: Mapping[str, list[Problem]] = {}
        self._built = threading.Condition()

    def rebuild(self) -> None:
        """Bring the preview up to date. Whatever is wrong is shown, and the last good pages stay."""
        started = time.monotonic()
        with site_folder.alone(self.project, self.folder, print):
            with_store(self.project.store, self._rebuild)
        with self._built:
            self.number += 1
            self._built.notify_all()
        print(f"{summary(self.problems)} Bản xem trước mới sau {time.monotonic() - started:.2f} giây.")

    def _rebuild(self, store: Disk) -> None:
        entries = menu.read(self.project.root / "mkdocs.yml")
        url = f"http://{HOST}/"
        session = open_session(self.project, menu=entries, store=store, drafts=True, site_url=url)
        now = later.at_a_moment(session.snapshot) if session.snapshot else ()
        self.problems = Problems([*session.problems, *now])
        self.by_address = _by_address(self.problems)
        for problem in session.problems.errors:
            print(problem)
        if session.declaration is not None:
            staging.build(session, store=store, site_dir=self.folder)

    def after(self, number: int) -> int:
        """The number of the newest build, as soon as it is another than `number`, or when that takes long."""
        with self._built:
            self._built.wait_for(lambda: self.number != number, WAIT_S)
            return self.number

    def advised(self, problems: Iterable[Problem]) -> list[Advised]:
        """Problems with what stands on their lines, errors first."""
        return preview_pages.advised(problems, self.project.root)


def _by_address(problems: Problems) -> Mapping[str, list[Problem]]:
    """Problems of Markdown files by the address of their pages."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        path = problem.path.removeprefix("docs/")
        if path != problem.path and path.endswith(".md"):
            found[body_links.address_of(path)].append(problem)
    return found


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
    server.daemon_threads = True
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
    return {name: state for top in WATCHED for name, state in _states(project.root / top)}


def _states(path: str | Path) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - this looks at every file seven times a second
            found = os.stat(path)  # noqa: PTH116
            yield str(path), (found.st_mtime_ns, found.st_size)
            return
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _states(entry.path)
                else:
                    found = entry.stat(follow_symlinks=False)
                    yield entry.path, (found.st_mtime_ns, found.st_size)
    except OSError:
        # Gone since it was listed; the next look knows.
        return


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the preview, the problems, and the number of the build."""

    protocol_version = "HTTP/1.1"
    path = ""  # Until the first line of a request was understood.

    def __init__(self, preview: Preview, *args: Any, **kwargs: Any) -> None:
        self.preview = preview
        super().__init__(*args, **kwargs)

    def handle(self) -> None:
        # A page that is left does not wait for its answer.
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path == "/_preview/build":
            self._answer(str(self.preview.after(_asked(parts.query))).encode(), "text/plain")
        elif path in preview_pages.FILES:
            self._answer(*preview_pages.FILES[path])
        elif path == "/_van-de/":
            rows = self.preview.advised(self.preview.problems)
            self._answer(preview_pages.problems_page(self.preview.problems, rows), "text/html")
        elif path == "/admin":
            self._redirect("/admin/")
        elif (answer := admin.answer(self.preview.project, path, site_url=self._own())) is not None:
            content, media_type, status = answer
            self._answer(content, media_type, status)
        else:
            self._page(path)

    def _own(self) -> str:
        """The preview's own address."""
        return f"http://{HOST}:{self.connection.getsockname()[1]}/"

    def _page(self, path: str) -> None:
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() and path.endswith("/") else file
        missing = self.preview.folder / "404.html"
        if file.suffix != ".html" and (file.exists() or not missing.is_file()):
            super().do_GET()
            return
        found = file.suffix == ".html" and file.is_file()
        here = self.preview.advised(self.preview.by_address.get(path, []))
        if here and not found:
            self._answer(preview_pages.left_out_page(here), "text/html", 404)
            return
        content = (file if found else missing).read_bytes()
        content = preview_pages.with_problems(content, here, self.preview.problems)
        self._answer(content, "text/html", 200 if found else 404)

    def _answer(self, content: bytes, media_type: str, status: int = 200) -> None:
        self.send_response(status)
        # Browsers take WebAssembly only when nothing follows its media type.
        text = media_type.startswith("text/") or media_type == "application/json"
        self.send_header("Content-Type", f"{media_type}; charset=utf-8" if text else media_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        # The page of the web editor brings a policy of its own.
        if not self.path.startswith(web_editor.ADDRESS):
            self.send_header("Content-Security-Policy", policy.PAGES)
        super().end_headers()

    def _redirect(self, address: str) -> None:
        self.send_response(301)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Nothing: editors need the problems, not the requests."""


def _asked(query: str) -> int:
    """The build that a page has seen, -1 when it has seen none."""
    given = parse_qs(query).get("after", [""])[0]
    return int(given) if given.isdecimal() and len(given) < 10 else -1
