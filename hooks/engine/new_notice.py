"""`portal new notice`: a notice from a template, ready to fill in."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta

from engine.drafting import Draft, text_of
from portal import loading, settings
from portal.alerts.templates import TEMPLATES
from portal.data_references import near_place
from portal.localities import Level, Locality
from portal.model.record import Kind
from portal.problems import Problem
from portal.project import Project, moment
from portal.store import digest
from portal.vietnamese import nfc, slugify

HOURS = 6
"""How long an emergency lasts unless the editor says otherwise."""
_LONGEST_NAME = 80
_RESERVED = ("", "trang", "index")


class RefusedError(ValueError):
    """No file was written; the text says why and what to do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--emergency", action="store_true", help="tin khẩn cấp, phát thành cảnh báo CAP")
    parser.add_argument(
        "--template", choices=sorted(TEMPLATES), help="mẫu tin khẩn cấp: bão, lũ, cháy, nước, điện, lừa đảo"
    )
    parser.add_argument("--title", default="", metavar="TIÊU_ĐỀ", help="tiêu đề; cũng thành tên tệp")
    parser.add_argument("--locality", default="", metavar="MÃ", help="địa phương: can-tho, can-tho/ninh-kieu")
    parser.add_argument("--approver", default="", metavar="AI", help="người duyệt phát tin khẩn cấp")
    parser.add_argument(
        "--hours", type=int, metavar="GIỜ", help=f"số giờ hiển thị (tin khẩn cấp: mặc định {HOURS})"
    )


def create(project: Project, options: argparse.Namespace) -> str:
    """Write the file; what to tell the editor. RefusedError when it is there already, or cannot be named."""
    draft = _draft(project, options)
    path = f"{Kind.NOTICE}/{draft.now.year}/{_name(draft.title)}.md"
    data = text_of(draft).encode()
    file = project.docs / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as new:
            new.write(data)
    except FileExistsError:
        raise RefusedError(f"docs/{path} đã có; đặt tiêu đề khác bằng --title") from None
    except OSError as error:
        raise RefusedError(f"không ghi được docs/{path}: {error.strerror}") from None
    return _told(path, loading.load(path, data)[0].problems)


def _told(path: str, problems: tuple[Problem, ...]) -> str:
    left = "".join(
        f"  dòng {problem.line}: {problem.field or 'nội dung'}: {problem.message}\n" for problem in problems
    )
    todo = f"Còn phải điền:\n{left}" if left else ""
    return f"Đã viết docs/{path}.\n{todo}Xem lại từng dòng, rồi chạy: portal check\n"


def _draft(project: Project, options: argparse.Namespace) -> Draft:
    if options.hours is not None and options.hours < 1:
        raise RefusedError("--hours phải từ 1 trở lên")
    template = TEMPLATES.get(options.template)
    emergency = bool(options.emergency or template)
    place = _place(project, options.locality) if options.locality else None
    title = _one_line(options.title)
    if not title and template:
        title = f"{template.title}: {place.full_name}" if place else template.title
    if not title:
        raise RefusedError("thiếu tiêu đề: thêm --title «…»")
    return Draft(
        title=title,
        now=_minute(moment()),
        emergency=emergency,
        template=template,
        locality=place.id if place and place.level is not Level.NATION else "",
        area=place.id if place else "",
        approver=_one_line(options.approver),
        hours=options.hours or (HOURS if emergency else None),
    )


def _place(project: Project, id: str) -> Locality:
    found, _ = settings.load(project.data, digest)
    if found is None:
        raise RefusedError("dữ liệu trong data/ đang có lỗi; xem bằng lệnh: portal check")
    place = found.localities.get(id)
    if place is None:
        raise RefusedError(f"không có địa phương «{id}»; {near_place(id, found)}")
    return place


def _name(title: str) -> str:
    """The file's name: the title without marks, of whole words."""
    slug = slugify(title)
    if len(slug) > _LONGEST_NAME:
        slug = slug[: _LONGEST_NAME + 1].rpartition("-")[0] or slug[:_LONGEST_NAME]
    if slug in _RESERVED:
        raise RefusedError(f"không đặt được tên tệp từ tiêu đề «{title}»; viết tiêu đề khác")
    return slug


def _one_line(text: str) -> str:
    return nfc(" ".join(text.split()))


def _minute(now: datetime) -> datetime:
    # What starts in this minute has started.
    return now - timedelta(seconds=now.second, microseconds=now.microsecond)
