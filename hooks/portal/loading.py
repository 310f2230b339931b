"""A file below `docs/` -> its record and its rendered body: read, validated and rendered once."""

from __future__ import annotations

import multiprocessing
import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from portal import frontmatter, reading, rendering
from portal.frontmatter import Document
from portal.model import RECORDS
from portal.model.base import build
from portal.model.fields import SLUG
from portal.model.page import OrdinaryText
from portal.model.record import Kind, Origin, Record
from portal.problems import Problem, Severity, did_you_mean
from portal.rendering import BodyLink, Rendered
from portal.store import Store, digest, key
from portal.vietnamese import slugify

POOL_FROM = 200
"""Below this many files a process pool costs more than it saves (measured: a worker starts in 0.5 s)."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as the catalogue keeps it. `path` is below `docs/`; `record` is None when it has errors."""

    path: str
    record: Record | OrdinaryText | None
    body_key: str
    links: tuple[BodyLink, ...]
    assets: tuple[str, ...]
    anchors: frozenset[str]
    link_lines: tuple[int, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """What lies below `docs/`: Markdown to load, and all other files with their sizes; paths with `/`."""

    markdown: tuple[str, ...]
    others: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


def scan(docs: Path) -> Files:
    """All files below `docs/`, hidden ones left out. Links that leave the folder are not followed."""
    markdown: list[str] = []
    others: dict[str, int] = {}
    problems: list[Problem] = []
    for folder, folders, names in os.walk(docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            below = path.relative_to(docs).as_posix()
            if name.startswith("."):
                continue
            if path.is_symlink():
                problems.append(
                    _error(
                        below,
                        1,
                        "symlink",
                        "là liên kết tượng trưng, không phải tệp",
                        "chép tệp thật vào đây",
                    )
                )
            elif name.endswith(".md"):
                markdown.append(below)
            else:
                others[below] = path.stat().st_size
    return Files(tuple(sorted(markdown)), others, tuple(problems))


def load_all(docs: Path, paths: Iterable[str], *, store: Store, code: str, jobs: int = 1) -> Iterator[Loaded]:
    """Load files, from the store where they have not changed. Order as given."""
    keys: list[tuple[str, str]] = []
    found: dict[str, Loaded] = {}
    missing: list[tuple[str, bytes]] = []
    for path in paths:
        data = _read_bytes(docs / path)
        name = key("loaded", code, path, digest(data))
        keys.append((path, name))
        loaded = store.load(name)
        if isinstance(loaded, Loaded):
            found[path] = loaded
        else:
            missing.append((path, data))
    names = dict(keys)
    for loaded, rendered in _make(missing, jobs):
        if rendered is not None:
            store.save(loaded.body_key, rendered)
        store.save(names[loaded.path], loaded)
        found[loaded.path] = loaded
    return (found[path] for path, _ in keys)


def _read_bytes(path: Path) -> bytes:
    # One byte more than is allowed is enough to say that a file is too large.
    size = path.stat().st_size
    with path.open("rb") as file:
        return file.read(reading.MAX_BYTES + 1) if size > reading.MAX_BYTES else file.read()


def _make(missing: list[tuple[str, bytes]], jobs: int) -> Iterator[tuple[Loaded, Rendered | None]]:
    if jobs < 2 or len(missing) < POOL_FROM:
        yield from map(_load_pair, missing)
        return
    # "spawn" works everywhere; a forked child could inherit locks of other threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield from pool.map(_load_pair, missing, chunksize=max(8, len(missing) // (jobs * 8)))


def _load_pair(pair: tuple[str, bytes]) -> tuple[Loaded, Rendered | None]:
    return load(*pair)


def load(path: str, data: bytes) -> tuple[Loaded, Rendered | None]:
    """Read, validate and render one file; `path` is below `docs/`."""
    where = f"docs/{path}"
    text, problems = reading.read(where, data)
    if not text and problems:
        return _unusable(path, problems), None
    document, broken = frontmatter.parse(where, text)
    problems += broken
    place, misplaced = _place(path)
    problems += misplaced
    record = None
    if not broken:
        record, wrong = _record(document, path, place)
        problems += wrong
    if not document.body.strip() and not broken:
        problems.append(
            _error(
                path,
                document.body_line,
                "body-empty",
                "chưa có nội dung bên dưới phần đầu",
                "viết nội dung sau dòng --- thứ hai",
            )
        )
    rendered = rendering.render(document.body, path)
    problems += _removed(path, document, rendered)
    loaded = Loaded(
        path=path,
        record=None if any(problem.severity is Severity.ERROR for problem in problems) else record,
        body_key=key("body", posixpath.dirname(path), document.body),
        links=rendered.links,
        assets=rendered.assets,
        anchors=rendered.anchors,
        link_lines=tuple(_line_of(document, link.written) for link in rendered.links),
        problems=tuple(problems),
    )
    return loaded, rendered


def _unusable(path: str, problems: list[Problem]) -> Loaded:
    return Loaded(path, None, "", (), (), frozenset(), (), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Place:
    """What a file's folder says: the kind of its record, and for a plan the locality."""

    kind: Kind | None
    folder: str
    slug: str


_SHAPES = {
    Kind.SECTION: (re.compile(r"[^/]+"), "docs/nghi-quyet/<tên>.md"),
    Kind.PLAN: (re.compile(r"[^/]+(?:/[^/]+){1,3}"), "docs/ke-hoach/<địa phương>/<tên>.md"),
    Kind.ACHIEVEMENT: (re.compile(r"[^/]+"), "docs/dien-hinh/<tên>.md"),
    Kind.NOTICE: (re.compile(r"\d{4}/[^/]+"), "docs/tin-tuc/<năm>/<tên>.md"),
}


def _place(path: str) -> tuple[_Place, list[Problem]]:
    top, _, rest = path.removesuffix(".md").partition("/")
    kind = next((kind for kind in Kind if kind.value == top and rest), None)
    folder, slug = posixpath.split(rest if kind else path.removesuffix(".md"))
    place = _Place(kind, folder, slug)
    if kind is None:
        return place, []
    problems = []
    shape, form = _SHAPES[kind]
    if not shape.fullmatch(rest):
        problems.append(_error(path, 1, "file-place", f"tệp loại này phải nằm ở {form}", "chuyển tệp"))
    if not SLUG.fullmatch(slug):
        problems.append(
            _error(
                path,
                1,
                "file-name",
                f"tên tệp «{slug}.md» phải là chữ thường không dấu, nối bằng -",
                f"đổi tên thành {slugify(slug) or 'ten-tep'}.md",
            )
        )
    if slug in ("trang", "index") or "trang" in folder.split("/"):
        problems.append(
            _error(
                path, 1, "slug-reserved", f"tên «{slug}» dành riêng cho các trang danh sách", "đổi tên tệp"
            )
        )
    return place, problems


def _record(
    document: Document, path: str, place: _Place
) -> tuple[Record | OrdinaryText | None, list[Problem]]:
    origin = Origin(
        f"docs/{path}", rendering.address_of(path), place.folder, place.slug, dict(document.lines)
    )
    if place.kind is None:
        return build(OrdinaryText, document, path=origin.path, context=origin)
    if place.kind is not Kind.PLAN:
        return build(RECORDS[place.kind], document, path=origin.path, context=origin)
    given = document.values.get("locality")
    values = {**document.values, "locality": given or place.folder}
    record, problems = build(
        RECORDS[place.kind], Document(values, document.lines), path=origin.path, context=origin
    )
    if isinstance(given, str) and given != place.folder:
        problems.append(
            Problem(
                origin.path,
                document.line(("locality",)),
                "locality",
                "locality-folder",
                Severity.ERROR,
                f"địa phương «{given}» không khớp thư mục «docs/ke-hoach/{place.folder}/»",
                did_you_mean(given, [place.folder]) or "sửa trường này hoặc chuyển tệp",
            )
        )
    return record, problems


_REFUSALS = {
    "html-removed": (
        Severity.ADVICE,
        "«{}» đã bị bỏ khỏi trang vì lý do an toàn",
        "xóa đoạn HTML này, viết bằng Markdown",
    ),
    "link-scheme": (
        Severity.ERROR,
        "liên kết «{}» dùng giao thức không được phép",
        "chỉ dùng https, http, mailto, tel",
    ),
    "image-foreign": (Severity.ERROR, "ảnh «{}» nằm ở trang khác", "tải ảnh về, đặt cạnh tệp này"),
}


def _removed(path: str, document: Document, rendered: Rendered) -> list[Problem]:
    problems = []
    for refusal in rendered.refused:
        severity, message, remedy = _REFUSALS[refusal.code]
        what = refusal.what + (">" if refusal.what.startswith("<") else "")
        line = _line_of(document, refusal.what)
        problems.append(
            Problem(f"docs/{path}", line, "", refusal.code, severity, message.format(what[:80]), remedy)
        )
    return problems


def _line_of(document: Document, written: str) -> int:
    start = document.body.lower().find(written.lower())
    return document.body_line + (document.body.count("\n", 0, start) if start >= 0 else 0)


def _error(path: str, line: int, code: str, message: str, remedy: str) -> Problem:
    return Problem(f"docs/{path}", line, "", code, Severity.ERROR, message, remedy)
