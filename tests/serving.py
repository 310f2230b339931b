"""nginx with the files of `deploy/nginx/`, on releases as `portal publish` arranges them.

Only what these files ask operators to change is changed: names, folders, ports.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from portal.publishing import assembling, site_files
from portal.publishing.folder import Folder
from portal.publishing.releases import Releases
from tests.projects import ROOT, contents

DEPLOY = ROOT / "deploy" / "nginx"
NAME = "localhost"
_NOTHING: Mapping[str, bytes] = MappingProxyType({})
# As root the workers read what only root may; in one process for tests, in several for measurements.
_MAIN = """\
daemon off; master_process {several}; worker_processes {workers}; {user}
pid {folder}/pid; error_log stderr error; worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  # As Debian's own file, which tells nothing of our types and compresses while somebody waits.
  include /etc/nginx/mime.types; default_type application/octet-stream; gzip on;
  include site.conf; include site-plain.conf;
  server {{ listen 127.0.0.1:{around}; include portal/below-a-path.conf; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, header names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Served:
    """A running nginx: its releases, and the ports of its servers.

    `plain` has no certificate; `redirecting` leads to `tls`, which has one; `around` is another site, with
    the portal below a path.
    """

    releases: Path
    plain: int
    redirecting: int
    tls: int
    around: int
    certificate: Path
    process: subprocess.Popen[bytes] | None = None
    _lines: dict[int, http.client.HTTPConnection] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.plain}"

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, *, method: str = "GET", port: int = 0
    ) -> Answer:
        """Ask the plain server, or another, on a line that is kept open. The path goes out as it stands."""
        port = port or self.plain
        try:
            return _asked(self._line(port), path, headers or {}, method)
        except (OSError, http.client.HTTPException):
            self._lines.pop(port).close()
            raise

    def _line(self, port: int) -> http.client.HTTPConnection:
        if port not in self._lines:
            self._lines[port] = (
                http.client.HTTPSConnection(NAME, port, timeout=10, context=self._trust())
                if port == self.tls
                else http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            )
        return self._lines[port]

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    def raw(self, request: bytes, *, port: int = 0) -> bytes:
        """The answer to bytes that no client would send."""
        with socket.create_connection(("127.0.0.1", port or self.plain), timeout=10) as line:
            line.sendall(request)
            received = b""
            while some := line.recv(65536):
                received += some
        return received


def _asked(line: http.client.HTTPConnection, path: str, headers: Mapping[str, str], method: str) -> Answer:
    line.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        line.putheader(name, value)
    line.endheaders()
    answer = line.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    assert len(found) == len(answer.getheaders()), "a header twice"
    return Answer(answer.status, found, answer.read())


def release(site: Path, releases: Path, more: Mapping[str, bytes] = _NOTHING) -> str:
    """Make a built site the release that is served, as `portal publish` does; its id."""
    places = Releases(Folder(releases))
    places.prepare()
    with tempfile.TemporaryDirectory() as folder:
        if more:
            site = shutil.copytree(site, Path(folder) / "site")
        for address, content in more.items():
            path = site / address.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        files = site_files.scan(site, Path(folder) / "sums")
        old = places.manifest(places.current)
        plan = assembling.plan(old, files, now=int(time.time()))
        return places.put(plan, site, old=old, keep=5, advance=lambda _: None)


def served_by(place: Path) -> dict[str, bytes]:
    """What the site has that a place serves: without compressed copies and what is kept from before."""
    root = (place / "current").resolve()
    entries = Releases(Folder(place)).manifest(root.name)
    found = contents(root)
    assert found.keys() == entries.files.keys()
    return {name: found[name] for name in entries.site}


def switch(releases: Path, name: str) -> None:
    Folder(releases).turn("current", f"releases/{name}")


@contextmanager
def nginx(folder: Path, *, workers: int = 1, root: Path | None = None) -> Iterator[Served]:
    """Start nginx in a new folder; it serves the releases of `root`, or a folder that is empty at first."""
    shutil.copytree(DEPLOY, folder, dirs_exist_ok=True)
    served = Served(root or folder / "srv", *free_ports(4), certificate=folder / "cert.pem")
    served.releases.mkdir(exist_ok=True)
    _certify(folder)
    _adapt(folder, served)
    user = "user root;" if os.name == "posix" and os.geteuid() == 0 else ""
    several = "on" if workers > 1 else "off"
    around = served.around
    main = _MAIN.format(folder=folder, workers=workers, several=several, user=user, around=around)
    (folder / "nginx.conf").write_text(main, "utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    served.process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-e", "stderr"])
    try:
        for port in (served.plain, served.redirecting, served.tls):
            wait_for(port)
        yield served
    finally:
        for line in served._lines.values():
            line.close()
        served.process.terminate()
        served.process.wait(10)


def _adapt(folder: Path, served: Served) -> None:
    for name in ("site.conf", "site-plain.conf", "portal/tls.conf", "portal/below-a-path.conf"):
        path = folder / name
        text = path.read_text("utf-8")
        for old, new in _changes(folder, served).items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")


def _changes(folder: Path, served: Served) -> dict[str, str]:
    live = "/etc/letsencrypt/live/portal.example"
    return {
        f"{live}/fullchain.pem": str(served.certificate),
        f"{live}/privkey.pem": str(folder / "key.pem"),
        "/var/log/nginx/portal.log": str(folder / "access.log"),
        "/srv/portal/current": str(served.releases / "current"),
        "portal.example": NAME,
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 8080;": f"listen 127.0.0.1:{served.plain};",
        "listen 80;": f"listen 127.0.0.1:{served.redirecting};",
        "listen 443 ssl": f"listen 127.0.0.1:{served.tls} ssl",
        "127.0.0.1:8057": f"127.0.0.1:{served.plain}",
        "https://$server_name": f"https://$server_name:{served.tls}",
    }


def free_ports(number: int) -> list[int]:
    free = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [int(each.getsockname()[1]) for each in free]
    for each in free:
        each.close()
    return ports


def _certify(folder: Path) -> None:
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")
    to = ("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"))
    about = ("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME},IP:127.0.0.1")
    subprocess.run(["openssl", *new, *to, *about], check=True, capture_output=True)


def wait_for(port: int) -> None:
    for _ in range(200):
        with closing(socket.socket()) as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")
