"""`portal new`: a record from its template, ready to fill in. What is needed and not given is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from engine.failures import UsageError
from portal import body_links, document_numbers, loading, published, settings
from portal.alerts.templates import TEMPLATES
from portal.data_references import near_place
from portal.dates import PartDate
from portal.drafting import achievements, notices, plans
from portal.drafting.achievements import AchievementDraft
from portal.drafting.names import UnnameableError, free, name_of
from portal.drafting.notices import NoticeDraft
from portal.drafting.plans import PlanDraft
from portal.localities import Level, Locality
from portal.model.record import Kind
from portal.problems import Problem, did_you_mean
from portal.project import Project, moment
from portal.settings import Settings
from portal.store import digest
from portal.vietnamese import nfc
from portal.writing import lies_within

HOURS = 6
"""How long an emergency lasts unless the editor says otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The kinds of record as commands of `portal new`."""
    kinds = parser.add_subparsers(required=True, metavar="LOẠI")
    _add_plan(kinds.add_parser("plan", help="kế hoạch, hướng dẫn, công văn của địa phương"))
    _add_achievement(kinds.add_parser("achievement", help="điển hình: một kết quả có số liệu và nguồn"))
    _add_notice(kinds.add_parser("notice", help="tin, tin khẩn cấp"))


def _add_common(parser: argparse.ArgumentParser, make: Callable[..., str]) -> None:
    parser.add_argument("--title", default="", metavar="TIÊU_ĐỀ", help="tiêu đề; cũng thành tên tệp")
    parser.add_argument(
        "--locality", default="", metavar="NƠI", help="địa phương: mã (can-tho/ninh-kieu) hoặc tên"
    )
    parser.set_defaults(make=make)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    _add_common(parser, _new_plan)
    parser.add_argument(
        "--kind", default="ke-hoach", metavar="MÃ", help="loại văn bản trong data/vocabulary.yml (ke-hoach)"
    )
    parser.add_argument("--issuer", default="", metavar="CƠ_QUAN", help="cơ quan ban hành, tên đầy đủ")
    parser.add_argument("--number", default="", metavar="SỐ", help="số ký hiệu: 15/KH-UBND")
    parser.add_argument("--signed", default="", metavar="NGÀY", help="ngày ban hành: 2025-02-18 hoặc 2025-02")


def _add_achievement(parser: argparse.ArgumentParser) -> None:
    _add_common(parser, _new_achievement)
    parser.add_argument("--organisation", default="", metavar="ĐƠN_VỊ", help="đơn vị đạt được hoặc công bố")
    parser.add_argument(
        "--as-of", default="", metavar="NGÀY", help="ngày của số liệu: 2025-12-25, 2025-12, 2025"
    )
    parser.add_argument("--source", default="", metavar="ĐỊA_CHỈ", help="trang đã công bố, https://…")


def _add_notice(parser: argparse.ArgumentParser) -> None:
    _add_common(parser, _new_notice)
    parser.add_argument("--emergency", action="store_true", help="tin khẩn cấp, phát thành cảnh báo CAP")
    parser.add_argument(
        "--template", choices=sorted(TEMPLATES), help="mẫu tin khẩn cấp: bão, lũ, cháy, nước, điện, lừa đảo"
    )
    parser.add_argument("--approver", default="", metavar="AI", help="người duyệt phát tin khẩn cấp")
    parser.add_argument(
        "--hours", type=int, metavar="GIỜ", help=f"số giờ hiển thị (tin khẩn cấp: mặc định {HOURS})"
    )


def create(project: Project, options: argparse.Namespace) -> str:
    """Write the file; what to tell the editor. UsageError when it cannot be named, or a value is wrong."""
    return str(options.make(_Desk(project), options))


class _Desk:
    """What a new record is written with: the project, its places, and an editor who can be asked."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.now = _minute(moment())
        self._settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        if self._settings is None:
            self._settings, _ = settings.load(self.project.data, digest)
        if self._settings is None:
            raise UsageError("dữ liệu trong data/ đang có lỗi; xem bằng lệnh: portal check")
        return self._settings

    def wanted(self, given: str, label: str, missing: str, *, needed: bool = True) -> str:
        """What was given, or what the editor answers; UsageError when nobody is there to ask."""
        text = _one_line(given)
        if text or not (sys.stdin.isatty() and sys.stdout.isatty()):
            if not text and needed:
                raise UsageError(missing)
            return text
        while not text:
            text = _one_line(input(f"{label}{'' if needed else ' (Enter để bỏ qua)'}: "))
            if not needed:
                break
        return text

    def place(self, given: str) -> Locality | None:
        """The place of an id or a name; None when nothing was given."""
        if not given:
            return None
        known = self.settings.localities
        place = known.get(given)
        if place is not None:
            return place
        named = [each for each in known.find(given) if each.is_current]
        if len(named) == 1:
            return named[0]
        if named:
            several = ", ".join(f"{each.id} ({each.full_name})" for each in named[:8])
            raise UsageError(f"có nhiều nơi tên «{given}»; ghi mã của một nơi: {several}")
        raise UsageError(f"không có địa phương «{given}»; {near_place(given, self.settings)}")

    def write(self, folder: str, title: str, text: str) -> str:
        """Write a file below `docs/` under a free name of its own; what to tell the editor."""
        register = self.project.root / published.PATH
        public = published.read(register.read_bytes() if register.is_file() else b"").addresses
        data = text.encode()
        below = self.project.docs / folder
        if not lies_within(below, self.project.docs):
            raise UsageError(f"docs/{folder}/ là liên kết dẫn ra ngoài docs/; xóa liên kết ấy trước")
        try:
            below.mkdir(parents=True, exist_ok=True)
            name = free(
                _named(title),
                lambda each: (
                    (below / f"{each}.md").exists() or body_links.address_of(f"{folder}/{each}.md") in public
                ),
            )
            path = f"{folder}/{name}.md"
            with (self.project.docs / path).open("xb") as new:
                new.write(data)
        except OSError as error:
            raise UsageError(f"không ghi được vào docs/{folder}/: {error.strerror}") from None
        return _told(path, loading.load(path, data)[0].problems)


def _named(title: str) -> str:
    try:
        return name_of(title)
    except UnnameableError:
        raise UsageError(f"không đặt được tên tệp từ tiêu đề «{title}»; viết tiêu đề khác") from None


def _told(path: str, problems: tuple[Problem, ...]) -> str:
    left = "".join(
        f"  dòng {problem.line}: {problem.field or 'nội dung'}: {problem.message}\n" for problem in problems
    )
    todo = f"Còn phải điền:\n{left}" if left else ""
    return f"Đã viết docs/{path}.\n{todo}Xem lại từng dòng, rồi chạy: portal check\n"


def _new_plan(desk: _Desk, options: argparse.Namespace) -> str:
    kinds = desk.settings.vocabulary.kinds
    if options.kind not in kinds:
        hint = did_you_mean(options.kind, kinds) or "viết một trong: " + ", ".join(kinds)
        raise UsageError(f"không có loại văn bản «{options.kind}»; {hint}")
    signed = _date(options.signed, "--signed")
    title = _title(desk, options)
    place = desk.place(desk.wanted(options.locality, "Địa phương (mã hoặc tên)", _NO_PLACE))
    if place is None or place.level is Level.NATION:
        raise UsageError(_NO_PLACE)
    issuer = desk.wanted(options.issuer, "Cơ quan ban hành (tên đầy đủ)", "", needed=False)
    number = document_numbers.canonical(options.number) if options.number else ""
    draft = PlanDraft(title, desk.now.date(), options.kind, issuer, number, signed)
    return desk.write(f"{Kind.PLAN}/{place.id}", title, plans.text_of(draft))


_NO_PLACE = "thiếu địa phương: thêm --locality «mã hoặc tên», ví dụ --locality can-tho"


def _new_achievement(desk: _Desk, options: argparse.Namespace) -> str:
    as_of = _date(options.as_of, "--as-of")
    title = _title(desk, options)
    organisation = desk.wanted(options.organisation, "Đơn vị đạt được hoặc công bố", "", needed=False)
    source = desk.wanted(options.source, "Địa chỉ trang đã công bố", "", needed=False)
    place = desk.place(_one_line(options.locality))
    draft = AchievementDraft(
        title,
        desk.now.date(),
        organisation,
        as_of or _date(desk.wanted("", "Ngày của số liệu (2025-12-25, 2025-12)", "", needed=False), "as_of"),
        source,
        place.id if place and place.level is not Level.NATION else "",
    )
    return desk.write(str(Kind.ACHIEVEMENT), title, achievements.text_of(draft))


def _new_notice(desk: _Desk, options: argparse.Namespace) -> str:
    if options.hours is not None and options.hours < 1:
        raise UsageError("--hours phải từ 1 trở lên")
    template = TEMPLATES.get(options.template)
    emergency = bool(options.emergency or template)
    place = desk.place(_one_line(options.locality))
    title = _one_line(options.title)
    if not title and template:
        title = f"{template.title}: {place.full_name}" if place else template.title
    draft = NoticeDraft(
        title=title or _title(desk, options),
        now=desk.now,
        emergency=emergency,
        template=template,
        locality=place.id if place and place.level is not Level.NATION else "",
        area=place.id if place else "",
        approver=_one_line(options.approver),
        hours=options.hours or (HOURS if emergency else None),
    )
    return desk.write(f"{Kind.NOTICE}/{draft.now.year}", draft.title, notices.text_of(draft))


def _title(desk: _Desk, options: argparse.Namespace) -> str:
    title = desk.wanted(options.title, "Tiêu đề", "thiếu tiêu đề: thêm --title «…»")
    # Before all other questions: a title that gives no name is written anew.
    _named(title)
    return title


def _date(text: str, name: str) -> str:
    try:
        return PartDate.parse(text).iso if text else ""
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None


def _one_line(text: str) -> str:
    return nfc(" ".join(text.split()))


def _minute(now: datetime) -> datetime:
    # What starts in this minute has started.
    return now - timedelta(seconds=now.second, microseconds=now.microsecond)
