"""A file below `docs/` -> its record and its rendered body: read, validated and rendered once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal import advice, body_links, file_names, frontmatter, reading, rendering, source_text
from portal.advice import abbreviations
from portal.advice.written import Text
from portal.body_links import BodyLink
from portal.conversion import TooDeepError, TooHeavyError
from portal.frontmatter import Document
from portal.model import RECORDS
from portal.model.base import build
from portal.model.fields import SLUG, parse_flag
from portal.model.page import OrdinaryText
from portal.model.plan import Plan
from portal.model.record import Kind, Record
from portal.model.written import Origin, packed
from portal.order import newest_first
from portal.problems import Problem, Severity, did_you_mean
from portal.rendering import Body, Rendered
from portal.store import digest, key
from portal.vietnamese import slugify

SYLLABLES_A_MINUTE = 220
"""Vietnamese is written by syllables; official texts are read more slowly than stories."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as the catalogue keeps it. `path` is below `docs/`; `record` is None when it has errors.

    `anchors` are the ids in its body, one a line; `minutes` is how long that takes to read; `state` names the
    file's content, `face` what stands above its body, the path included in both. Kept because they are long
    to work out are `rank`, what lists are sorted by, and `due`, whether a plan has deadlines for calendars;
    `abbreviations` are words that the vocabulary may have to explain.
    """

    path: str
    state: str
    face: str
    rank: tuple[Any, ...]
    due: bool
    draft: bool
    record: Record | OrdinaryText | None
    body_key: str
    links: tuple[BodyLink, ...]
    assets: tuple[str, ...]
    anchors: str
    link_lines: tuple[int, ...]
    minutes: int
    problems: tuple[Problem, ...]
    abbreviations: tuple[abbreviations.Found, ...] = ()


def load(path: str, data: bytes) -> tuple[Loaded, Body | None]:
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
                max(1, document.body_line - 1),
                "body-empty",
                "chưa có nội dung bên dưới phần đầu",
                "viết nội dung sau dòng --- thứ hai",
            )
        )
    try:
        rendered = rendering.render(document.body, path)
    except (TooDeepError, TooHeavyError) as error:
        problems.append(_bomb(error, path, document))
        return _unusable(path, problems, draft=_is_draft(document, place.kind)), None
    problems += _removed(path, document, rendered)
    written = Text(where, text, document)
    if not broken:
        problems += advice.of_file(written, rendered, record)
    if any(problem.severity is Severity.ERROR for problem in problems):
        record = None
    loaded = Loaded(
        path=path,
        state=digest(path.encode() + b"\0" + data),
        face=digest(f"{path}\0{text[: len(text) - len(document.body)]}".encode()),
        rank=newest_first(record) if isinstance(record, Record) else (),
        due=isinstance(record, Plan) and record.has_deadlines,
        draft=_is_draft(document, place.kind),
        record=record,
        body_key=key("body", digest(rendered.html.encode()), rendered.toc),
        links=rendered.links,
        assets=rendered.assets,
        anchors="\n".join(sorted(rendered.anchors)),
        link_lines=_lines_of(document, [link.written for link in rendered.links]),
        minutes=max(1, round(rendered.words / SYLLABLES_A_MINUTE)),
        problems=tuple(problems),
        # Of records loudspeakers' check reads title and summary.
        abbreviations=abbreviations.find(written, whole=isinstance(record, OrdinaryText)),
    )
    return loaded, rendered.body


def _bomb(error: Exception, path: str, document: Document) -> Problem:
    if isinstance(error, TooHeavyError):
        message = "nội dung có quá nhiều dấu ngoặc, dấu sao, gạch ngang hoặc thẻ HTML liền nhau"
        remedy = "chia đoạn dài bằng dòng trống, xóa các dấu thừa"
        return _error(path, document.body_line, "body-too-heavy", message, remedy)
    return _error(
        path,
        document.body_line,
        "body-too-deep",
        "danh sách, trích dẫn hoặc khung lồng nhau quá nhiều cấp",
        "viết lại, nhiều nhất vài cấp",
    )


def unreadable(path: str) -> Loaded:
    """A file that cannot be opened."""
    message = "không đọc được tệp này"
    return _unusable(path, [_error(path, 1, "file-unreadable", message, "xem lại quyền đọc tệp")])


def _unusable(path: str, problems: list[Problem], *, draft: bool = False) -> Loaded:
    return Loaded(path, "", "", (), False, draft, None, "", (), (), "", (), 0, tuple(problems))


def _is_draft(document: Document, kind: Kind | None) -> bool:
    """Whether the file says that it is not ready. Pages of the resolution have to be there."""
    given = document.values.get("draft")
    try:
        return isinstance(given, str) and parse_flag(given) and kind is not Kind.SECTION
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Place:
    """What a file's folder says: the kind of its record, and for a plan the locality."""

    kind: Kind | None
    folder: str
    slug: str


_SHAPES = {
    Kind.SECTION: re.compile(r"[^/]+"),
    Kind.PLAN: re.compile(r"[^/]+(?:/[^/]+){1,3}"),
    Kind.ACHIEVEMENT: re.compile(r"[^/]+"),
    Kind.NOTICE: re.compile(r"[0-9]{4}/[^/]+"),
}
_FOLDER = re.compile(rf"(?:{SLUG.pattern}(?:/{SLUG.pattern})*)?")


def _place(path: str) -> tuple[_Place, list[Problem]]:
    stem = path.removesuffix(".md")
    top, _, rest = stem.partition("/")
    kind = next((kind for kind in Kind if kind.value == top and rest), None)
    place = _Place(kind, *posixpath.split(rest if kind else stem))
    problems = [*_misnamed(path, place, rest if kind else stem)]
    if kind and not _SHAPES[kind].fullmatch(rest):
        message = f"tệp loại này phải nằm ở {kind.place}"
        problems.append(_error(path, 1, "file-place", message, "chuyển tệp"))
    return place, problems


def _misnamed(path: str, place: _Place, name: str) -> Iterator[Problem]:
    # Folders of records are checked with what they stand for: a locality, a year.
    folder_fits = place.kind is not None or _FOLDER.fullmatch(place.folder)
    if not SLUG.fullmatch(place.slug) or not folder_fits:
        name = name if place.kind is None else place.slug
        message = f"tên «{name}.md» phải là chữ thường không dấu, số, nối bằng -"
        better = "/".join(slugify(part) or "ten-tep" for part in name.split("/"))
        yield _error(path, 1, "file-name", message, f"đổi tên thành {better}.md")
    if flaw := next(filter(None, map(file_names.flaw, path.split("/"))), ""):
        yield _error(path, 1, "file-name", flaw, "đổi tên tệp hoặc thư mục")
    if "trang" in (*place.folder.split("/"), place.slug) or (place.kind and place.slug == "index"):
        message = f"tên «{place.slug}» dành riêng cho các trang danh sách"
        yield _error(path, 1, "slug-reserved", message, "đổi tên tệp")


def _record(
    document: Document, path: str, place: _Place
) -> tuple[Record | OrdinaryText | None, list[Problem]]:
    origin = Origin(
        f"docs/{path}", body_links.address_of(path), place.folder, place.slug, packed(document.lines)
    )
    if place.kind is None:
        return build(OrdinaryText, document, path=origin.path, context=origin)
    if place.kind is not Kind.PLAN:
        return build(RECORDS[place.kind], document, path=origin.path, context=origin)
    given = document.values.get("locality")
    values = {**document.values, "locality": given or place.folder or None}
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
    "link-address": (
        Severity.ERROR,
        "liên kết «{}» có tên đăng nhập (@), ký tự ẩn, hoặc tên miền không đúng",
        "chép lại địa chỉ từ thanh địa chỉ của trình duyệt",
    ),
    "image-foreign": (Severity.ERROR, "ảnh «{}» nằm ở trang khác", "tải ảnh về, đặt cạnh tệp này"),
}


def _removed(path: str, document: Document, rendered: Rendered) -> list[Problem]:
    problems = []
    lines = _lines_of(document, [refusal.what for refusal in rendered.refused])
    for refusal, line in zip(rendered.refused, lines, strict=True):
        severity, message, remedy = _REFUSALS[refusal.code]
        what = refusal.what + (">" if refusal.what.startswith("<") else "")
        problems.append(
            Problem(f"docs/{path}", line, "", refusal.code, severity, message.format(what[:80]), remedy)
        )
    return problems


def _lines_of(document: Document, written: list[str]) -> tuple[int, ...]:
    above = source_text.lines_above(document.body, written) if written else []
    return tuple(document.body_line + lines for lines in above)


def _error(path: str, line: int, code: str, message: str, remedy: str) -> Problem:
    return Problem(f"docs/{path}", line, "", code, Severity.ERROR, message, remedy)
