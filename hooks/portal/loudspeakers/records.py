"""A record as a script: who speaks, what it says in short sentences, where to read more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from portal.catalogue import Snapshot
from portal.dates import VIETNAM, PartDate, long_vietnamese
from portal.document_numbers import is_blank
from portal.loudspeakers.script import Block, Message, Script
from portal.model.achievement import Achievement
from portal.model.notice import Notice, Priority
from portal.model.plan import Plan, Report, Task
from portal.model.record import Kind, Record
from portal.model.section import Section
from portal.views.parts import TaskRow
from portal.views.tasks import rows_of
from portal.views.values import figure, kind_label, source_item

GREETING = "Kính thưa bà con"
THANKS = "Xin cảm ơn bà con đã lắng nghe"
ATTENTION = "Chú ý, chú ý!"
MOST_TASKS = 5
"""Who does what by when: as many as a listener can keep in mind."""
_COUNTRY = "cả nước"


def script(record: Record, snapshot: Snapshot, url: str) -> Script:
    """The script of a record; `url` is the public address of the portal."""
    level = level_of(record)
    return Script(
        title=record.title,
        level=level,
        place=", ".join(_places(record, snapshot)) or _COUNTRY,
        valid=_validity(record),
        opening=tuple(_opening(record, level, snapshot)),
        blocks=(Block("", (message(record, snapshot),)), *_tasks(record)),
        closing=tuple(closing(snapshot, url, record.kind_of_record)),
    )


def level_of(record: Record) -> Priority:
    """Only a notice is more than ordinary."""
    return record.priority if isinstance(record, Notice) else Priority.NORMAL


def voice(snapshot: Snapshot) -> str:
    """Who speaks: the agency, or the portal where none is named yet."""
    site = snapshot.settings.site
    return site.agency or site.name


def message(record: Record, snapshot: Snapshot) -> Message:
    """What a record says itself."""
    issuer = record.issuer if isinstance(record, Plan) else ""
    return Message(tuple(_sentences(record, snapshot)), level_of(record), issuer)


def closing(snapshot: Snapshot, url: str, kind: Kind | None = None) -> Iterator[str]:
    """Where to read more and whom to ask."""
    site = snapshot.settings.site
    where = f", mục {kind.list_title}" if kind else ""
    yield f"Nội dung đầy đủ có trên {site.name}{where}"
    yield f"Địa chỉ: {url}"
    if site.contact.phone:
        yield f"Điện thoại: {site.contact.phone}"
    yield THANKS


def deadline(row: TaskRow) -> Iterator[str]:
    """By when and how often."""
    if row.due:
        yield f"Hạn: {row.due.text}"
    if row.recurs:
        yield f"Việc này làm {row.recurs}"


def _opening(record: Record, level: Priority, snapshot: Snapshot) -> Iterator[str]:
    who = voice(snapshot)
    if level is Priority.EMERGENCY:
        yield ATTENTION
        yield f"Đây là thông báo khẩn cấp của {who}"
        return
    yield GREETING
    if level is Priority.PRIORITY:
        yield f"{who} có thông báo quan trọng"
    elif isinstance(record, Notice):
        yield f"{who} xin thông báo"
    elif isinstance(record, Plan):
        kind = kind_label(record, snapshot)
        yield f"{who} xin giới thiệu {kind[0].lower()}{kind[1:]} của {record.issuer}"
    elif isinstance(record, Achievement):
        yield f"{who} xin giới thiệu một {'mốc xuất phát' if record.baseline else 'điển hình'}"
    else:
        yield f"{who} xin giới thiệu một mục của {Kind.SECTION.list_title}"


def _sentences(record: Record, snapshot: Snapshot) -> Iterator[str]:
    yield _title(record, snapshot)
    if record.summary:
        yield record.summary
    if isinstance(record, Plan):
        yield from _document(record)
    elif isinstance(record, Achievement):
        yield from _achievement(record, snapshot)
    elif isinstance(record, Notice):
        yield from _notice(record, snapshot)


def _title(record: Record, snapshot: Snapshot) -> str:
    entry = snapshot.settings.sections.get(record.origin.slug) if isinstance(record, Section) else None
    return f"Mục {entry.numeral}: {record.title}" if entry else record.title


def _document(plan: Plan) -> Iterator[str]:
    """Number and date as far as the source has them: of a blank number listeners need not hear."""
    number = f" số {plan.number}" if plan.number and not is_blank(plan.number) else ""
    if number or plan.signed:
        signed = f" {_date(plan.signed)}" if plan.signed else ""
        yield f"Văn bản{number}{',' if number else ''} do {plan.issuer} ban hành{signed}"


def _achievement(record: Achievement, snapshot: Snapshot) -> Iterator[str]:
    """A figure never without its day and what it is counted of, and not once more where it was just told."""
    shown = figure(record.figure)
    if shown and record.figure:
        yield f"Số liệu tính đến {_date(record.as_of)}"
        if not _tells(record.summary or record.title, record.figure.shown):
            of = f", trên tổng số {shown.of} {shown.unit}" if shown.of else ""
            yield f"{shown.what}: {shown.value}{of}"
    if record.basis:
        yield f"Cách tính: {record.basis}"
    yield f"Đơn vị: {record.organisation}"
    if record.caution:
        yield f"Lưu ý: {record.caution}"
    yield f"Nguồn: trang https://{source_item(record.sources[0], snapshot).text}"


def _tells(sentence: str, number: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d.,]*\d)", sentence) is not None


def _notice(notice: Notice, snapshot: Snapshot) -> Iterator[str]:
    emergency = notice.emergency
    if emergency:
        places = list(_places(notice, snapshot))
        if places:
            yield f"Nơi phải chú ý: {', '.join(places)}"
        yield emergency.instruction
        yield f"Liên hệ: {emergency.contact}"
    if notice.priority is not Priority.NORMAL and (end := _end(notice)):
        yield f"Thông báo này có giá trị đến {_last_moment(end)}"


def _places(record: Record, snapshot: Snapshot) -> Iterator[str]:
    """The names of the places that a record is for; none for the whole country."""
    localities = snapshot.settings.localities
    emergency = record.emergency if isinstance(record, Notice) else None
    ids = emergency.area if emergency and emergency.area else [record.locality]
    yield from (localities[id].full_name for id in ids if id and id in localities)


def _tasks(record: Record) -> Iterator[Block]:
    if not isinstance(record, Plan):
        return
    given: tuple[Task | Report, ...] = (*record.tasks, *record.reports)
    rows = [(row, _what(row, each)) for row, each in zip(rows_of(record), given, strict=True)]
    # What has a day first, then what comes back: that is what a listener must not miss.
    rows.sort(key=lambda pair: (_day(pair[0]), not pair[0].recurs))
    told = [
        Message((f"Việc thứ {number}{what[0]}", *what[1:], *deadline(row)), issuer=record.issuer)
        for number, (row, what) in enumerate(rows[:MOST_TASKS], start=1)
    ]
    if rest := len(rows) - len(told):
        told.append(Message((f"Còn {rest} việc khác, xem trên cổng",)))
    if told:
        yield Block("Sau đây là những việc được giao", tuple(told))


def _day(row: TaskRow) -> str:
    """Sorts what has no day behind all that has one."""
    return row.due.iso if row.due else "9"


def _what(row: TaskRow, each: Task | Report) -> tuple[str, ...]:
    """Who does what: what follows the number of the task, then sentences of their own."""
    if isinstance(each, Task):
        result = (f"Kết quả phải có: {each.result}",) if each.result else ()
        return (f", giao {each.unit}", each.work, *result)
    to = f" gửi {each.to}" if each.to else ""
    return (", báo cáo", f"{each.who or ''} báo cáo{to}".strip(), f"Nội dung: {row.work}")


def _date(value: PartDate) -> str:
    return f"ngày {value.vietnamese}" if value.day else value.vietnamese


def _end(record: Record) -> datetime | None:
    ends = record.ends if isinstance(record, Notice) else None
    return min(filter(None, (ends, record.expires)), default=None)


def _validity(record: Record) -> str:
    starts, end = record.starts if isinstance(record, Notice) else None, _end(record)
    since = f"từ {_moment(starts)}" if starts else ""
    return " ".join(filter(None, (since, f"đến {_last_moment(end)}" if end else "")))


def _moment(moment: datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return long_vietnamese(local) if local.time() != time() else f"ngày {long_vietnamese(local.date())}"


def _last_moment(end: datetime) -> str:
    """What ends at midnight ends with the day before, as people say it."""
    local = end.astimezone(VIETNAM)
    if local.time() != time():
        return long_vietnamese(local)
    return f"hết ngày {long_vietnamese(local.date() - timedelta(days=1))}"
