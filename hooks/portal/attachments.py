"""Files that content attaches, shows or links to: what of them is published, and as what bytes.

A server sends a file as what its ending says. So the ending has to be on the list of `media_types`, the bytes
have to be what it says, and nothing in it can be run as a page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal import svg, withdrawals
from portal.assets import FOLDER
from portal.frontmatter import Where
from portal.loading import Loaded
from portal.media_types import TYPES, Type, ending
from portal.model.base import field_name
from portal.model.notice import Notice
from portal.model.record import Record
from portal.problems import Problem, Severity
from portal.references import beside
from portal.settings import Settings
from portal.store import Store, digest, key

_HEAD = 1024
# How pages, and what browsers read as pages, begin (MIME Sniffing, 7.1); letters that no text has.
_MARKUP = re.compile(
    rb"\s*<[a-zA-Z!?/]|.*<(?:!doctype|html|head|body|script|iframe|svg)\b", re.IGNORECASE | re.DOTALL
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WHAT = {
    "trang web hoặc XML": _MARKUP,
    "tệp PDF": TYPES[".pdf"].beginning,
    "ảnh PNG": TYPES[".png"].beginning,
    "ảnh JPEG": TYPES[".jpg"].beginning,
    "ảnh GIF": TYPES[".gif"].beginning,
    "ảnh WebP": TYPES[".webp"].beginning,
    "tệp Office hoặc tệp nén ZIP": TYPES[".zip"].beginning,
    "tệp Office kiểu cũ": TYPES[".doc"].beginning,
    "tệp RTF": re.compile(rb"\{\\rtf"),
    "chương trình": re.compile(rb"MZ|\x7fELF|#!"),
}
_WORDS = ", ".join(each.lstrip(".") for each in TYPES)


@dataclass(frozen=True, slots=True)
class Use:
    """A place where content names a file: `file` below `docs/`; path, line and field as in `Problem`."""

    file: str
    path: str
    line: int
    field: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a file, wherever it is named."""

    code: str
    severity: Severity
    message: str
    remedy: str

    def at(self, use: Use) -> Problem:
        return Problem(use.path, use.line, use.field, self.code, self.severity, self.message, self.remedy)


def is_drawing(file: str) -> bool:
    """Whether it is published cleaned: an SVG that is not the portal's own."""
    return ending(file) == ".svg" and not _is_ours(file)


def _is_ours(file: str) -> bool:
    return file.startswith(f"{FOLDER}/")


def published(path: Path) -> bytes:
    """The bytes that are published of a drawing."""
    return svg.clean(path.read_bytes()).data


def check(
    loaded: Sequence[Loaded],
    settings: Settings,
    others: Mapping[str, int],
    *,
    docs: Path,
    store: Store,
    code: str,
) -> tuple[Mapping[str, int], list[Problem]]:
    """The sizes of all files as they are published, and what is wrong with those that content names."""
    sizes, problems = dict(others), []
    flaws: dict[str, list[Flaw]] = {}
    for use in _uses(loaded, settings):
        if use.file not in others or _is_ours(use.file):
            continue
        if use.file not in flaws:
            flaws[use.file] = list(_flaws(use.file, others[use.file], docs))
            if is_drawing(use.file) and not flaws[use.file]:
                size, flaws[use.file] = _drawing(docs / use.file, store, code)
                sizes[use.file] = size
        problems += [flaw.at(use) for flaw in flaws[use.file]]
    return sizes, problems


def _uses(loaded: Iterable[Loaded], settings: Settings) -> Iterator[Use]:
    for entry in loaded:
        yield from _linked(entry)
        if isinstance(entry.record, Record):
            yield from _named(entry.record)
    for index, document in enumerate(settings.documents.documents):
        if document.file_path:
            where: Where = ("documents", index, "file")
            line = settings.line("documents", *where)
            yield Use(document.file_path, "data/documents.yml", line, field_name(where))


def _linked(entry: Loaded) -> Iterator[Use]:
    if not entry.assets:
        return
    assets: Collection[str] = set(entry.assets)
    for link, line in zip(entry.links, entry.link_lines, strict=True):
        if link.address[1:] in assets:
            yield Use(link.address[1:], f"docs/{entry.path}", line, "")


def _named(record: Record) -> Iterator[Use]:
    named: list[tuple[str, Where]] = [
        (each.file, ("attachments", index, "file")) for index, each in enumerate(record.attachments)
    ]
    if isinstance(record, Notice) and record.image:
        named.append((record.image, ("image",)))
    for name, where in named:
        origin = record.origin
        yield Use(beside(record, name), origin.path, origin.line(*where), field_name(where))


def _flaws(file: str, size: int, docs: Path) -> Iterator[Flaw]:
    name, kind = file.rpartition("/")[2], TYPES.get(ending(file))
    if kind is None:
        yield Flaw(
            "file-type",
            Severity.ERROR,
            f"không đăng được tệp loại này: «{name}»",
            f"chuyển sang một trong các loại: {_WORDS}",
        )
    elif name == withdrawals.NAME:
        yield Flaw(
            "file-name",
            Severity.ERROR,
            f"tên «{name}» dành cho cổng: máy chủ thấy tệp ấy thì coi trang bên cạnh là đã rút",
            "đổi tên tệp",
        )
    elif size > kind.largest:
        yield Flaw(
            "attachment-large",
            Severity.ERROR,
            f"tệp «{name}» lớn quá: {_megabytes(size)} MB, tối đa {_megabytes(kind.largest)} MB",
            "giảm cỡ ảnh, nén lại, hoặc chia thành nhiều tệp",
        )
    else:
        yield from _disguised(name, kind, _head(docs / file))


def _megabytes(size: int) -> str:
    return f"{-(-size * 10 // 1024 // 1024) / 10:g}".replace(".", ",")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _disguised(name: str, kind: Type, head: bytes) -> Iterator[Flaw]:
    fits = kind.beginning.match(head) if kind.beginning else _is_text(head) or ending(name) == ".svg"
    if not fits:
        found = (what for what, form in _WHAT.items() if form and form.match(head))
        inside = next((f": bên trong là {what}" for what in found), "")
        yield Flaw(
            "file-content",
            Severity.ERROR,
            f"tệp «{name}» không phải là tệp {ending(name)} thật{inside}",
            "mở tệp bằng chương trình đã tạo ra nó, lưu lại đúng loại (văn bản: bảng mã UTF-8)",
        )


def _is_text(head: bytes) -> bool:
    """Whether it is UTF-8 that nobody would take for a page or for something else."""
    try:
        # What is cut off at the end is no mistake.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return not (_BINARY.search(head) or _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)))


def _drawing(path: Path, store: Store, code: str) -> tuple[int, list[Flaw]]:
    """How large a drawing is when it is published, and what is said of it; kept by its content."""
    data = path.read_bytes()
    name = key("drawing", code, digest(data))
    found = store.load(name)
    if not isinstance(found, tuple):
        found = _cleaned(data)
        store.save(name, found)
    size, removed, wrong = found
    if wrong:
        remedy = "mở bằng Inkscape hay phần mềm vẽ, lưu lại dạng «Plain SVG», hoặc xuất ra PNG"
        return size, [Flaw("svg-unfit", Severity.ERROR, f"hình «{path.name}»: {wrong}", remedy)]
    if removed:
        shown = ", ".join(f"{each}>" if each[0] == "<" else each for each in removed[:8])
        message = f"hình «{path.name}» được đăng không kèm: {shown}{' …' if len(removed) > 8 else ''}"
        remedy = "xem lại hình trên trang; cần giữ các phần ấy thì xuất hình ra PNG"
        return size, [Flaw("svg-removed", Severity.ADVICE, message, remedy)]
    return size, []


def _cleaned(data: bytes) -> tuple[int, tuple[str, ...], str]:
    try:
        made = svg.clean(data)
    except svg.UnfitError as error:
        return len(data), (), str(error)
    return len(made.data), made.removed, ""
