"""`/admin/` of the published portal, when `data/site.yml` names a git host; and its page anywhere."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal.catalogue import Snapshot
from portal.model.data import Admin
from portal.outputs import Output, finished
from portal.problems import Problem, Severity
from portal.store import Store, digest
from portal.web_editor import package
from portal.web_editor.collections import OrdinaryPage
from portal.web_editor.config import Content, configuration, git_backend

ADDRESS = "/admin/"
_NO_SIGNING_IN = "<style>h1 ~ .buttons > .secondary { display: none }</style>\n"
_HOSTS: Mapping[str, tuple[str, ...]] = {
    "github": ("https://api.github.com", "https://avatars.githubusercontent.com"),
    "gitlab": ("https://gitlab.com",),
    "gitea": ("https://gitea.com",),
}
"""Where the hosts are, unless `data/site.yml` names another place."""


def outputs(snapshot: Snapshot, *, root: Path, url: str) -> Iterator[Output]:
    """Nothing unless a git host is configured and the files are there."""
    admin, folder = snapshot.settings.site.admin, package.found(root)
    if admin is None or folder is None:
        return
    made = configuration(snapshot.settings, _content(snapshot), backend=git_backend(admin), site_url=url)
    yield finished(ADDRESS, page(hosts(admin)))
    yield finished(f"{ADDRESS}config.json", as_json(made))
    yield finished(f"{ADDRESS}start.js", (package.PINS / "start.js").read_bytes())
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != package.SCHEMA):
        address = ADDRESS + path.relative_to(folder).as_posix()
        yield Output(address, digest(path.read_bytes()), partial(_copied, path))


def check(snapshot: Snapshot, *, root: Path) -> Iterator[Problem]:
    """A portal that shall have the editor, on a machine that has not fetched it."""
    if snapshot.settings.site.admin is None or package.found(root):
        return
    line = snapshot.settings.line("site", "admin")
    message = "cổng này có trang soạn bài /admin/, nhưng máy dựng chưa có các tệp của nó"
    remedy = "chạy «portal admin» một lần trước khi dựng"
    yield Problem("data/site.yml", line, "admin", "web-editor-missing", Severity.ERROR, message, remedy)


def page(allowed: tuple[str, ...] = ()) -> bytes:
    """The page that starts the editor. It may ask its own host, and the ones that are allowed.

    Where none is, nobody can sign in, and the page shows no button for it.
    """
    text = (package.PINS / "index.html").read_text("utf-8")
    style = "" if allowed else _NO_SIGNING_IN
    policy = html.escape(_policy(" ".join(("", *allowed))))
    return text.replace("{policy}", policy).replace("{style}", style).encode()


def _policy(allowed: str) -> str:
    # Sveltia writes its styles into the page, and packs pictures with WebAssembly.
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            f"img-src 'self' data: blob:{allowed}",
            "media-src 'self' data: blob:",
            "frame-src blob:",
            f"connect-src 'self' data: blob:{allowed}",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def hosts(admin: Admin) -> tuple[str, ...]:
    """Origins that the editor has to ask."""
    own = [address for address in (admin.api_root, admin.base_url) if address]
    known = [] if admin.api_root else _HOSTS[admin.backend]
    origins = [f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, own)]
    return tuple(dict.fromkeys([*known, *origins]))


def as_json(made: Mapping[str, Any]) -> bytes:
    """As it is served."""
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _content(snapshot: Snapshot) -> Content:
    pages = (OrdinaryPage(text.origin.path.removeprefix("docs/"), text.title) for text in snapshot.texts)
    places = {record.locality for record in snapshot.shown if record.locality}
    return Content(tuple(pages), frozenset(places))


def _copied(path: Path, _store: Store) -> bytes:
    return path.read_bytes()
