"""Serve a built site on 127.0.0.1 as a web server does that is set up by our instructions.

`/x/` answers with `x/index.html`, `/x` leads to `/x/`, what is missing answers 404 with `404.html`. Text is
UTF-8, and what other sites and displays fetch may be read from every origin.
"""

import gzip as compression
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from types import MappingProxyType

_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".opml": "text/x-opml",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_BINARY = {".png", ".webp", ".woff2"}
_OPEN_TO_ALL = ("/api/", "/cap/", "/embed", "/feeds/", "/led/", "/loa/", "/nghe/")
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@contextmanager
def serving(site_dir: Path, *, headers: Mapping[str, str] = _NO_HEADERS, gzip: bool = False) -> Iterator[str]:
    """Serve the folder on a free port, these headers on every answer; gives the address, ending in `/`.

    With `gzip` text goes compressed over the line, as a public server sends it.
    """
    kind = _Compressing if gzip else _Handler
    handler = partial(kind, directory=str(site_dir), more_headers=headers)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        # The default looks twice a second whether to stop: each server would cost a test half a second.
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # A browser keeps its connections open; without a limit each holds a thread until the tests end.
    timeout = 30

    def __init__(self, *args: object, more_headers: Mapping[str, str], **options: object) -> None:
        self._more_headers = more_headers
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def guess_type(self, path: object) -> str:
        suffix = PurePosixPath(str(path)).suffix
        kind = _TYPES.get(suffix, "application/octet-stream")
        return kind if suffix in _BINARY or suffix not in _TYPES else f"{kind}; charset=utf-8"

    def end_headers(self) -> None:
        if self.path.startswith(_OPEN_TO_ALL):
            self.send_header("Access-Control-Allow-Origin", "*")
        # A test sees what is on the disk now.
        self.send_header("Cache-Control", "no-cache")
        for name, value in self._more_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: object) -> None:  # noqa: ARG002 - the name is the standard library's
        """A folder without index.html is not shown, but missing."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Quiet: a test says itself what went wrong."""


class _Compressing(_Handler):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or path.suffix in _BINARY:
            super().do_GET()
            return
        body = compression.compress(path.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
