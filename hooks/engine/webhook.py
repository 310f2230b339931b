"""A small HTTP server that wakes whoever follows a repository when something has been pushed to it.

It stands behind the web server, on an address of the machine itself. What it is told is not believed and not
read any further: it only says that it is time to look.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from engine import VERSION
from engine.failures import UsageError

MOST_BYTES = 1024 * 1024
"""A push of a few hundred files is announced in 200 kB."""
_VARIABLE = "PORTAL_WEBHOOK_SECRET"
_CREDENTIAL = "webhook-secret"
_LEAST = 16


def secret(environment: Mapping[str, str] = os.environ) -> bytes:
    """What the git host and we know: `PORTAL_WEBHOOK_SECRET`, or a credential of systemd of the name
    `webhook-secret`. UsageError when there is none, or one that can be guessed."""
    given = environment.get(_VARIABLE, "").encode()
    if not given and (folder := environment.get("CREDENTIALS_DIRECTORY")):
        path = Path(folder, _CREDENTIAL)
        given = path.read_bytes().strip() if path.is_file() else b""
    if len(given) < _LEAST:
        raise UsageError(f"--webhook cần một mật khẩu chung ít nhất {_LEAST} ký tự trong biến {_VARIABLE}")
    return given


@contextmanager
def listening(address: str, key: bytes, wake: Callable[[], None]) -> Iterator[int]:
    """Listen on `127.0.0.1:9057` while the block runs; the port. UsageError for an address that cannot be."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(f"--webhook phải có dạng 127.0.0.1:9057 (đang là «{address}»)")
    handler = type("Handler", (_Handler,), {"key": key, "wake": staticmethod(wake)})
    try:
        server = ThreadingHTTPServer((host.strip("[]"), int(port)), handler)
    except OSError as error:
        raise UsageError(f"không nghe được ở {address}: {error.strerror or error}") from None
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """POST with the secret: 202. Anything else is refused."""

    key: ClassVar[bytes]
    wake: ClassVar[Callable[[], None]]
    timeout = 10
    server_version = f"portal/{VERSION}"
    sys_version = ""

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            self._answer(HTTPStatus.LENGTH_REQUIRED)
        elif int(length) > MOST_BYTES:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif is_from_host(dict(self.headers), self.rfile.read(int(length)), self.key):
            type(self).wake()
            self._answer(HTTPStatus.ACCEPTED)
        else:
            self._answer(HTTPStatus.FORBIDDEN)

    def _answer(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Whoever knocks does not fill the log."""


def is_from_host(headers: Mapping[str, str], body: bytes, key: bytes) -> bool:
    """GitHub, Gitea and Forgejo sign the body (X-Hub-Signature-256, X-Gitea-Signature: HMAC-SHA-256), GitLab
    sends the secret itself (X-Gitlab-Token)."""
    given = {name.lower(): value for name, value in headers.items()}
    signature = hmac.new(key, body, hashlib.sha256).hexdigest()
    expected = {
        "x-hub-signature-256": f"sha256={signature}",
        "x-gitea-signature": signature,
        "x-gitlab-token": key.decode(errors="replace"),
    }
    return any(
        hmac.compare_digest(given.get(name, "").encode(), value.encode()) for name, value in expected.items()
    )
