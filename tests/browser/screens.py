"""A screen of people's own, and the portal that it asks: a server that answers as it is told and says what
time it is, and a browser whose clock goes on only when a test lets it."""

from __future__ import annotations

import io
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jinja2
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from portal.dates import VIETNAM
from tests.browser.conftest import POLICY

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs/assets"
PUBLIC = "https://portal.example/cong/"
PAGE = "/man-hinh/bang/"
LED = "/led/bang/led.json"
# A Monday.
START = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)

# Counts what the page asks for until it has all of the answer: a clock that goes on meanwhile is wrong by as
# much, and how long that takes in the world depends on what else a machine does.
COUNTED = """(() => {
    const own = window.fetch;
    window.asking = 0;
    window.fetch = (...given) => {
        window.asking += 1;
        const answer = own.apply(window, given), done = () => { window.asking -= 1; };
        answer.then((found) => found.clone().arrayBuffer()).then(done, done);
        return answer;
    };
})()"""
LOADING = "window.asking > 0 || [...document.images].some(each => !each.complete)"
# What is in front: the name of a picture, or the title in words.
SHOWN = """() => {
    const front = document.querySelector('.layer.on');
    if (!front) return '';
    const address = front.querySelector('img').getAttribute('src');
    return address ? address.split('/').pop() : front.querySelector('.title').textContent;
}"""


# --- what the portal publishes ---------------------------------------------------------------------


def item(name: str, **led: Any) -> dict[str, Any]:
    """An item whose picture is named as it is; `led` changes what `_led` says."""
    values = {
        "priority": "normal",
        "start": None,
        "end": None,
        "days": [],
        "hours": "",
        "dwell_s": 10,
        "kicker": "Thông báo",
        "source": "Ủy ban nhân dân phường",
        "texts": {"s": f"Ngắn {name}", "m": "", "l": "", "board": f"Tin {name}"},
        "images": {"192x64": [f"{PUBLIC}led/anh/192x64/{name}.png"]},
    } | led
    return {
        "id": f"tag:portal.example,2025:tin-tuc/2026/{name}",
        "url": f"{PUBLIC}tin-tuc/2026/{name}/",
        "title": f"Tin {name}",
        "content_text": f"Nội dung của tin {name}.",
        "date_published": "2026-03-01T08:00:00+07:00",
        "tags": ["Thông báo"],
        "_led": values,
    }


def feed(*items: Any, **led: Any) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bảng cổng phường",
        "home_page_url": f"{PUBLIC}man-hinh/bang/",
        "feed_url": f"{PUBLIC}led/bang/led.json",
        "language": "vi",
        "_led": {
            "id": "bang",
            "name": "Bảng cổng phường",
            "width": 192,
            "height": 64,
            "kind": "kiosk",
            "standing": "Nghị quyết 57-NQ/TW",
        }
        | led,
        "items": list(items),
    }


def page_html(kind: str, width: int, height: int, slides: int = 2) -> str:
    """What the template gives, with links as on a page two folders deep."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "overrides"), autoescape=True, undefined=jinja2.StrictUndefined
    )

    def link(address: str) -> str:
        return f"../../{address[1:]}"

    environment.filters |= {
        "link": link,
        "absolute": lambda address: PUBLIC + address[1:],
        "asset": lambda name: link(f"/assets/{name}"),
    }
    view = {
        "title": "Bảng cổng phường",
        "description": "Màn hình ở cổng phường.",
        "address": "/man-hinh/bang/",
        "screen": {"id": "bang", "name": "Bảng cổng phường", "width": width, "height": height, "kind": kind},
        "slides": [
            {
                "title": f"Mục {number} của trang",
                "text": f"Lời của mục {number}.",
                "kicker": "Khẩn cấp: bão" if number == 2 else "Thông báo",
                "source": "Ủy ban nhân dân phường",
                "address": f"/tin-tuc/2026/muc-{number}/",
                "picture": "/led/anh/192x64/trang.png" if number == 1 else "",
                "emergency": number == 2,
            }
            for number in range(1, slides + 1)
        ],
        "feeds": [{"media_type": "application/rss+xml", "title": "Bảng", "address": "/led/bang/led.xml"}],
        "data": "/led/bang/led.json",
        "worker": "/man-hinh/may.js",
    }
    site = {"language": "vi", "name": "Cổng Nghị quyết 57"}
    return environment.get_template("kiosk.html").render(view=view, site=site)


def png(name: str, size: tuple[int, int]) -> bytes:
    shade = 40 + sum(name.encode()) * 37 % 160
    picture = Image.new("RGB", size, (16, shade, 120))
    picture.putpixel((size[0] - 1, size[1] - 1), (255, 255, 255))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


Answer = tuple[int, str, bytes]
"""Status, type (where it leads to, for 302) and body."""
MISSING: Answer = (404, "text/html", b"<!doctype html><h1>404")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class Portal:
    """The portal's server. `moment` is its clock; `list` what led.json answers, a feed or another answer;
    `missing` and `held` are pictures that are not there, or do not come; `away` ends every connection."""

    def __init__(self) -> None:
        self.moment = START
        self.list: dict[str, Any] | Answer = feed(item("a"), item("b"))
        self.kind, self.size = "kiosk", (192, 64)
        self.page: Answer | None = None
        self.missing: set[str] = set()
        self.held: set[str] = set()
        self.away = False
        self.headers: dict[str, str] = {}
        self.asked: list[str] = []
        self.busy = 0
        self.url = ""
        self._release = threading.Event()

    def answer(self, path: str) -> Answer:
        if path == PAGE:
            return self.page or (200, "text/html", page_html(self.kind, *self.size).encode())
        if path == "/man-hinh/":
            return 200, "text/html", b"<!doctype html><iframe src='bang/' width=400 height=300></iframe>"
        if path == LED:
            if "led.json" in self.held:
                self._release.wait(30)
            found = self.list
            return (
                found if isinstance(found, tuple) else (200, "application/json", json.dumps(found).encode())
            )
        if path.startswith("/led/anh/"):
            return self._picture(path)
        return self._file(path)

    def _picture(self, path: str) -> Answer:
        _, _, _, size, name = path.split("/")
        if name in self.held:
            self._release.wait(30)
        if name in self.missing:
            return MISSING
        width, height = map(int, size.split("x"))
        return 200, "image/png", png(name, (width, height))

    def _file(self, path: str) -> Answer:
        known = {"/man-hinh/may.js": "js/kiosk-worker.js"}
        file = ASSETS / known.get(path, path.removeprefix("/assets/"))
        return (200, _TYPES[file.suffix], file.read_bytes()) if file.is_file() else MISSING

    def let_through(self) -> None:
        self.held.clear()
        self._release.set()

    def count(self, path: str) -> int:
        return sum(asked == path for asked in self.asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers that leave are no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving() -> Iterator[Portal]:
    """A portal on a free port of 127.0.0.1."""
    portal = Portal()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            if portal.away:
                self.close_connection = True
                return
            portal.asked.append(self.path)
            portal.busy += 1
            try:
                self._send(*portal.answer(self.path))
            finally:
                portal.busy -= 1

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", kind)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-cache")
            self.send_header("Content-Security-Policy", POLICY)
            for name, value in portal.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002
            return format_datetime(portal.moment.astimezone(UTC), usegmt=True)

        def log_message(self, *_args: object) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        portal.url = f"http://127.0.0.1:{server.server_port}/"
        yield portal
        portal.let_through()
        server.shutdown()
        thread.join()


class Screen:
    """A box with a browser in front of people. Its clock and the server's go on together, in `wait`."""

    def __init__(self, context: BrowserContext, portal: Portal, *, box: datetime = START) -> None:
        context.set_default_timeout(10_000)
        context.add_init_script(COUNTED)
        self.portal = portal
        self.page: Page = context.new_page()
        self.page.clock.install(time=box - timedelta(seconds=1))
        self.page.clock.pause_at(box)

    @property
    def shown(self) -> str:
        found: str = self.page.evaluate(SHOWN)
        return found

    def open(self) -> Screen:
        self.page.goto(self.portal.url + "man-hinh/bang/")
        return self

    def wait(self, seconds: float, step: float = 1) -> list[str]:
        """Let time pass; gives what was shown meanwhile, each once in a row."""
        seen: list[str] = []
        for _ in range(round(seconds / step)):
            self.portal.moment += timedelta(seconds=step)
            self.page.clock.run_for(step * 1000)
            self._settle()
            now = self.shown
            if not seen or seen[-1] != now:
                seen.append(now)
        return seen

    def _settle(self) -> None:
        """Lines and pictures take no time of the clock, but some of the world's."""
        if self.portal.held:
            # These never settle.
            time.sleep(0.03)
            return
        quiet = 0
        for _ in range(100):
            time.sleep(0.004)
            # What the page has just asked for may not have reached the server at the first look.
            quiet = 0 if self.portal.busy or self.page.evaluate(LOADING) else quiet + 1
            if quiet == 2:
                break

    def wait_for(self, shown: str, most: float = 5) -> float:
        """Until that is shown; gives the seconds that it took."""
        for half in range(round(most * 2)):
            if self.shown == shown:
                return half / 2
            self.wait(0.5, step=0.5)
        assert self.shown == shown
        return most

    def leap(self, seconds: float, length: float = 20) -> None:
        """Let time pass in leaps in which each timer fires once at most."""
        for _ in range(round(seconds / length)):
            self.portal.moment += timedelta(seconds=length)
            self.page.clock.fast_forward(round(length * 1000))
            self._settle()

    def until(self, moment: datetime) -> list[str]:
        """Let time pass until the server's clock says so; gives what was shown in the end."""
        for length in (600, 20):
            left = (moment - self.portal.moment).total_seconds()
            if left > 3 * length:
                self.leap(left - 2 * length, length)
        return self.wait((moment - self.portal.moment).total_seconds())
