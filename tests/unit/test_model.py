"""The content model: what each field takes, and what editors are told when a value does not fit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel

from portal import frontmatter, model
from portal.dates import VIETNAM, PartDate, Weekday
from portal.model import RECORDS, achievement, data, figure, notice, outlets, page, plan, record
from portal.model.achievement import Achievement
from portal.model.base import Model, build, field_name, label
from portal.model.notice import Certainty, Gravity, Notice, Priority, Urgency
from portal.model.plan import DueKind, Plan, Recurrence
from portal.model.record import AttachmentKind, Audience, Kind, Record
from portal.model.section import Section
from portal.model.written import Origin
from portal.numbers import Operator
from portal.problems import Problem
from portal.vietnamese import is_nfc
from tests.projects import ACHIEVEMENT, NOTICE, PLAN, SECTION

COMMON = """\
title: Một tiêu đề
summary: Một câu.
date: 2026-01-03
updated: 2026-02-01
changes:
  - {date: 2026-02-01, note: Sửa số liệu, major: true}
  - {date: 2026-01-15, note: Sửa lỗi chính tả}
tags: [5G, hạ tầng số]
draft: false
publish_at: 2026-01-03 07:30
expires: 2026-12-31
withdrawn: {date: 2026-06-30, reason: Có văn bản mới}
review_by: 2026-07-01
aliases: [/ke-hoach/ten-cu/, /cu.html/]
id: ke-hoach/can-tho/ten-cu
sections: [nhiem-vu, the-che]
locality: hai-phong/kinh-mon
audiences: [nguoi-dan, doanh-nghiep, can-bo, nha-khoa-hoc, nha-truong]
attachments:
  - {file: toan-van.pdf, title: Toàn văn, kind: toan-van}
  - {file: phu-luc.xlsx, title: Phụ lục}
sources: ["https://bao.example/a?b=c", bao]
"""
FULL: dict[type[Record], str] = {
    Section: COMMON,
    Plan: COMMON
    + """\
kind: ke-hoach
number: 180-KH/TU
issuer: Ban Thường vụ Thành ủy Cần Thơ
signed: 2025-02-18
place: Cần Thơ
signer: {capacity: T/M Ban Thường vụ, role: Phó Bí thư, name: Nguyễn Văn A}
bases: [57-NQ/TW, {number: 03/NQ-CP, signed: 2025-01, issuer: Chính phủ}]
cites: 186-HD/BTGTW
channels: [mang-xa-hoi]
tasks:
  - {unit: Các sở, work: Xây dựng kế hoạch, due: 2025-03-31, due_kind: within, recurs: [yearly],
     result: Kế hoạch}
  - {unit: Các xã, work: Tuyên truyền}
reports:
  - {who: Các sở, to: Ban Thường vụ, work: Kết quả, due: 2025-03, due_kind: before, recurs: quarterly}
recipients: [Tỉnh ủy, Lưu]
""",
    Achievement: COMMON.replace('sources: ["https://bao.example/a?b=c", bao]\n', "")
    + """\
organisation: Một doanh nghiệp
place: Cả nước
figure: {operator: ">=", value: 39.52, unit: "%", what: dân số, of: "1298"}
as_of: 2025-12
basis: trên dân số
baseline: true
task_group: 3
sources: ["https://bao.example/5g"]
caution: Số liệu sơ bộ.
""",
    Notice: COMMON
    + """\
starts: 2026-07-01
ends: 2026-07-01
days: [thu-2, chu-nhat]
hours: 07:00-11:30, 22:00-05:00
priority: emergency
screens: [bang-1, tat-ca]
led: {s: Bão số 1, m: Bão số 1 vào đêm nay, l: Bão số 1 vào bờ đêm nay}
image: bao.png
emergency:
  event: Bão
  urgency: Immediate
  severity: Severe
  certainty: Likely
  area: [can-tho, hai-phong/kinh-mon]
  instruction: Ở trong nhà.
  contact: 112
  approved_by: Ban Chỉ huy
  cancels: tin-tuc/2026/bao-cu
""",
}


def read(kind: type[Model], text: str) -> tuple[Model | None, list[Problem]]:
    document, broken = frontmatter.parse_data("docs/a.md", text)
    assert not broken, broken
    return build(kind, document, path="docs/a.md")


def good(kind: type[Model], text: str) -> Model:
    found, problems = read(kind, text)
    assert found is not None, problems
    return found


def header(text: str) -> str:
    return text.split("---\n")[1]


@pytest.mark.parametrize("kind", FULL)
def test_every_field_of_a_record_takes_a_right_value(kind: type[Record]) -> None:
    given = frontmatter.parse_data("docs/a.md", FULL[kind])[0].values
    assert given.keys() == kind.model_fields.keys()
    found = good(kind, FULL[kind])
    assert all(getattr(found, name) not in (None, ()) for name in given)


def test_the_values_of_all_records_are_typed() -> None:
    found = good(Section, COMMON)
    assert isinstance(found, Section)
    assert found.date == date(2026, 1, 3)
    assert found.updated == date(2026, 2, 1)
    assert [(change.date, change.major) for change in found.changes] == [
        (date(2026, 2, 1), True),
        (date(2026, 1, 15), False),
    ]
    assert found.tags == ("5G", "hạ tầng số")
    assert found.draft is False
    assert found.publish_at == datetime(2026, 1, 3, 7, 30, tzinfo=VIETNAM)
    assert found.expires == datetime(2027, 1, 1, tzinfo=VIETNAM)  # 24:00 of the last day.
    assert found.withdrawn is not None
    assert found.withdrawn.date == date(2026, 6, 30)
    assert found.audiences == tuple(Audience)
    assert [each.kind for each in found.attachments] == [AttachmentKind.FULL_TEXT, AttachmentKind.OTHER]


def test_the_values_of_a_plan_are_typed() -> None:
    found = good(Plan, FULL[Plan])
    assert isinstance(found, Plan)
    assert found.signed == PartDate(2025, 2, 18)
    assert [(each.number, each.signed) for each in found.bases] == [
        ("57-NQ/TW", None),
        ("03/NQ-CP", PartDate(2025, 1)),
    ]
    assert [each.number for each in found.cites] == ["186-HD/BTGTW"]
    first, second = found.tasks
    assert (first.due, first.due_kind, first.recurs) == (
        PartDate(2025, 3, 31),
        DueKind.WITHIN,
        (Recurrence.YEARLY,),
    )
    assert (second.due, second.due_kind, second.recurs) == (None, DueKind.BY, ())
    assert (found.reports[0].due, found.reports[0].recurs) == (PartDate(2025, 3), (Recurrence.QUARTERLY,))


def test_the_values_of_an_achievement_are_typed() -> None:
    found = good(Achievement, FULL[Achievement])
    assert isinstance(found, Achievement)
    assert found.figure is not None
    assert (found.figure.operator, found.figure.numbers) == (Operator.AT_LEAST, (Decimal("39.52"),))
    assert found.figure.phrase == "từ 39,52% trở lên"
    assert (found.as_of, found.task_group, found.baseline) == (PartDate(2025, 12), 3, True)


def test_the_values_of_a_notice_are_typed() -> None:
    found = good(Notice, FULL[Notice])
    assert isinstance(found, Notice)
    assert found.starts == datetime(2026, 7, 1, tzinfo=VIETNAM)
    assert found.ends == found.starts + timedelta(days=1)
    assert found.days == (Weekday.MONDAY, Weekday.SUNDAY)
    assert found.hours == ((time(7), time(11, 30)), (time(22), time(5)))
    assert found.priority is Priority.EMERGENCY
    assert found.emergency is not None
    assert (found.emergency.urgency, found.emergency.severity, found.emergency.certainty) == (
        Urgency.IMMEDIATE,
        Gravity.SEVERE,
        Certainty.LIKELY,
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Section, SECTION), (Plan, PLAN), (Achievement, ACHIEVEMENT), (Notice, NOTICE)],
)
def test_few_fields_are_required(kind: type[Record], text: str) -> None:
    given = header(text)
    required = {name for name, info in kind.model_fields.items() if info.is_required()}
    least = "".join(
        line for line in given.splitlines(keepends=True) if line.partition(":")[0] in {*required, "basis"}
    )
    assert isinstance(good(kind, least), kind)
    for name in required:
        without = "".join(line for line in least.splitlines(keepends=True) if not line.startswith(f"{name}:"))
        _, (problem,) = read(kind, without)
        assert (problem.line, problem.field, problem.code) == (1, name, "field-missing")
        assert f"({kind.model_fields[name].title})" in problem.message
        assert problem.remedy == f"thêm dòng «{name}: …»"


WRONG = [
    # Misspelt and unknown.
    (Plan, "title: ", "titel: ", 1, "titel", "field-unknown", "ý bạn là «title»?"),
    (Plan, "number: ", "numbr: ", 5, "numbr", "field-unknown", "ý bạn là «number»?"),
    (Plan, "{unit: ", "{unti: ", 11, "tasks[0].unti", "field-unknown", "ý bạn là «unit»?"),
    (Plan, "to: Ban", "too: Ban", 13, "reports[0].too", "field-unknown", "ý bạn là «to»?"),
    (Achievement, "unit: trạm", "units: trạm", 5, "figure.units", "field-unknown", "ý bạn là «unit»?"),
    (Section, "summary: ", "xyz: ", 2, "xyz", "field-unknown", "xóa dòng này"),
    (Section, "summary: ", "<<: ", 2, "<<", "field-unknown", "xóa dòng này"),
    (Section, "summary: ", "str: ", 2, "str", "field-unknown", "xóa dòng này"),
    (Section, "summary: ", '"a[b]": ', 2, "a[b]", "field-unknown", "xóa dòng này"),
    # Missing inside.
    (Plan, "unit: Các sở, ", "", 11, "tasks[0].unit", "field-missing", "thêm dòng «unit: …»"),
    (Achievement, ", what: trạm 5G mới", "", 5, "figure.what", "field-missing", "thêm dòng «what: …»"),
    # Empty, and of the wrong shape.
    (Section, "title: Thể chế", "title:", 1, "title", "value-empty", "viết giá trị"),
    (Section, "title: Thể chế", 'title: ""', 1, "title", "value-empty", "viết giá trị"),
    (Section, "title: Thể chế", "title: [a]", 1, "title", "value-type", "cùng dòng"),
    (Section, "title: Thể chế", "title: {a: b}", 1, "title", "value-type", "cùng dòng"),
    (Section, "date: 2026-01-02", "date:", 3, "date", "value-empty", "viết giá trị"),
    (Section, "date: 2026-01-02", "date: [2026-01-02]", 3, "date", "value-type", "cùng dòng"),
    (Plan, "sections: [nhiem-vu]", "sections: {a: b}", 9, "sections", "value-type", ""),
    (Plan, "sections: [nhiem-vu]", "sections: [[nhiem-vu]]", 9, "sections[0]", "value-type", "cùng dòng"),
    (Plan, "sections: [nhiem-vu]", "sections:\n  - nhiem-vu\n  -", 11, "sections[1]", "value-empty", ""),
    (Plan, "bases: [57-NQ/TW]", "bases: [{signed: 2025}]", 8, "bases[0].number", "field-missing", ""),
    (
        Achievement,
        "figure: {value: 20758, unit: trạm, what: trạm 5G mới}",
        "figure: 20758",
        5,
        "figure",
        "value-type",
        "",
    ),
    # Dates.
    (Plan, "signed: 2025-02-18", "signed: 31/02/2025", 7, "signed", "date", "2025-01-31"),
    (Plan, "signed: 2025-02-18", "signed: 18/02/2025", 7, "signed", "date", "ý bạn là 2025-02-18?"),
    (Plan, "signed: 2025-02-18", "signed: 18/2/25", 7, "signed", "date", "2025-01-31"),
    (Plan, "signed: 2025-02-18", "signed: 2025-02-30", 7, "signed", "date", "không có trong lịch"),
    (Plan, "due: 2025-03-31", "due: quý I", 11, "tasks[0].due", "date", "2025-01-31"),
    (Plan, "due: 2025-03-07", "due: 2025-13", 13, "reports[0].due", "date", "tháng 13/2025"),
    (Section, "date: 2026-01-02", "date: 2026-01", 3, "date", "date", "2025-01-31"),
    # Words of a list.
    (
        Plan,
        "due_kind: within",
        "due_kind: trong",
        11,
        "tasks[0].due_kind",
        "value-unknown",
        "before, within, by",
    ),
    (
        Plan,
        "due_kind: within",
        "recurs: [montly]",
        11,
        "tasks[0].recurs[0]",
        "value-unknown",
        "ý bạn là «monthly»?",
    ),
    # Slugs.
    (Plan, "sections: [nhiem-vu]", "sections: [Nhiệm vụ]", 9, "sections[0]", "slug", "chuyen-doi-so"),
    (Plan, "kind: ke-hoach", "kind: Kế hoạch", 4, "kind", "slug", "chuyen-doi-so"),
    (Achievement, "https://bao.example/5g", "bao", 9, "sources[0]", "web-address", "https://"),
    (
        Achievement,
        "https://bao.example/5g",
        "https://bao.example/a b",
        9,
        "sources[0]",
        "web-address",
        "https://",
    ),
    # Figures.
    (
        Achievement,
        "value: 20758",
        "value: 20.758.000",
        5,
        "figure.value",
        "number",
        "không có dấu phân cách nghìn",
    ),
    (Achievement, "value: 20758", 'value: "39,52"', 5, "figure.value", "number", "phần lẻ sau dấu chấm"),
    (Achievement, "value: 20758", "value: nhiều", 5, "figure.value", "number", "phải là số"),
    (Achievement, "value: 20758", "value: ٣", 5, "figure.value", "number", "phải là số"),
    (Achievement, "value: 20758", "value: [1, 2]", 5, "figure.value", "figure-values", "operator: range"),
    (
        Achievement,
        "value: 20758",
        "operator: range, value: 1",
        5,
        "figure.value",
        "figure-values",
        "[40, 50]",
    ),
    (Achievement, "value: 20758", "operator: =>, value: 1", 5, "figure.operator", "value-unknown", ""),
    (Achievement, "value: 20758", "value: ~", 5, "figure.value[0]", "value-empty", "viết giá trị"),
    (Achievement, "task_group: 3", "task_group: 8", 8, "task_group", "task-group", "từ 1 đến 7"),
    (Achievement, "task_group: 3", "task_group: 0", 8, "task_group", "task-group", "từ 1 đến 7"),
    (Achievement, "task_group: 3", "task_group: ba", 8, "task_group", "number", "số nguyên"),
    (Achievement, "basis: trạm lắp mới trong năm\n", "", 1, "basis", "basis-missing", "thêm dòng «basis: …»"),
    (
        Achievement,
        'sources: ["https://bao.example/5g"]',
        "sources: []",
        9,
        "sources",
        "sources-missing",
        "địa chỉ",
    ),
]


@pytest.mark.parametrize(("kind", "old", "new", "line", "field", "code", "hint"), WRONG)
def test_editors_are_told_line_field_and_remedy(
    kind: type[Record], old: str, new: str, line: int, field: str, code: str, hint: str
) -> None:
    text = header({Section: SECTION, Plan: PLAN, Achievement: ACHIEVEMENT}[kind])
    assert old in text
    found, problems = read(kind, text.replace(old, new, 1))
    assert found is None
    problem = next(each for each in problems if each.field == field)
    assert (problem.path, problem.line, problem.code) == ("docs/a.md", line, code)
    assert hint in f"{problem.message}; {problem.remedy}"


ADDED = [
    ("expires: 2026-1-2", "expires", "moment", "07:30"),
    ("publish_at: 2026-01-02 25:00", "publish_at", "moment", "24:00"),
    ("withdrawn: {date: hôm qua, reason: x}", "withdrawn.date", "date", ""),
    ("withdrawn: {date: 2026-01-01}", "withdrawn.reason", "field-missing", ""),
    ("audiences: [nguoi-dn]", "audiences[0]", "value-unknown", "ý bạn là «nguoi-dan»?"),
    (
        "attachments: [{file: a, title: b, kind: c}]",
        "attachments[0].kind",
        "value-unknown",
        "toan-van, phu-luc, khac",
    ),
    ("draft: maybe", "draft", "flag", "true hoặc false"),
    ("locality: Cần Thơ", "locality", "locality-form", "can-tho"),
    ("locality: a/b/c/d", "locality", "locality-form", "can-tho"),
    ("aliases: [ke-hoach/cu]", "aliases[0]", "address", "/ke-hoach/ten-cu/"),
    ("aliases: [/../../etc/]", "aliases[0]", "address", "/ke-hoach/ten-cu/"),
    ("aliases: [/a/./b/]", "aliases[0]", "address", "/ke-hoach/ten-cu/"),
    ("aliases: [/.git/]", "aliases[0]", "address", "/ke-hoach/ten-cu/"),
    ("aliases: ['https://x.vn/a/']", "aliases[0]", "address", "/ke-hoach/ten-cu/"),
    ("id: Tên cũ", "id", "identity-form", "ke-hoach/can-tho/ten-cu"),
    ("sources: [ftp://x.vn]", "sources[0]", "web-address", "https://"),
    ("sources: ['https://']", "sources[0]", "web-address", "https://"),
]


@pytest.mark.parametrize(("added", "field", "code", "hint"), ADDED)
def test_optional_fields_are_checked_too(added: str, field: str, code: str, hint: str) -> None:
    assert good(Section, header(SECTION))
    found, (problem,) = read(Section, f"{header(SECTION)}{added}\n")
    assert found is None
    assert (problem.line, problem.field, problem.code) == (4, field, code)
    assert hint in f"{problem.message}; {problem.remedy}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("number:", None),
        ("number: null", None),
        ("number: -HD/BTGTU", "-HD/BTGTU"),
        ("number: /PVHTT", "/PVHTT"),
        ("number: 57/NQ-TW", "57/NQ-TW"),
    ],
)
def test_numbers_may_be_blank_and_are_kept_as_the_source_has_them(text: str, value: str | None) -> None:
    found = good(Plan, header(PLAN).replace("number: 180-KH/TU", text))
    assert isinstance(found, Plan)
    assert found.number == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("signed: 2025-02-18", PartDate(2025, 2, 18)),
        ("signed: 2025-01", PartDate(2025, 1)),
        ("signed: 2025", PartDate(2025)),
        ("signed: null", None),
        ("", None),
    ],
)
def test_dates_of_documents_may_be_partly_or_wholly_unknown(text: str, value: PartDate | None) -> None:
    found = good(Plan, header(PLAN).replace("signed: 2025-02-18", text))
    assert isinstance(found, Plan)
    assert found.signed == value


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        ("value: 30", "30% GDP"),
        ('operator: ">=", value: 30', "từ 30% GDP trở lên"),
        ("operator: ≥, value: 30", "từ 30% GDP trở lên"),
        ('operator: ">", value: 30', "trên 30% GDP"),
        ('operator: "<", value: 30', "dưới 30% GDP"),
        ('operator: "<=", value: 30', "tối đa 30% GDP"),
        ('operator: "~", value: 90', "khoảng 90% GDP"),
        ("operator: range, value: [40, 50]", "40–50% GDP"),
        ("operator: text, value: nhóm 3 Đông Nam Á", "nhóm 3 Đông Nam Á% GDP"),
        ("value: 1300", "1.300% GDP"),
        ("value: 39.52", "39,52% GDP"),
        ("value: -0.5", "-0,5% GDP"),
    ],
)
def test_a_figure_keeps_its_operator(written: str, phrase: str) -> None:
    found = good(achievement.Figure, f'{{{written}, unit: "% GDP", what: quy mô}}')
    assert isinstance(found, achievement.Figure)
    assert found.phrase == phrase


@pytest.mark.parametrize("yes", ["true", "True", "yes", "có"])
def test_flags_are_read_as_people_write_them(yes: str) -> None:
    found = good(Section, f"{header(SECTION)}draft: {yes}\n")
    assert isinstance(found, Section)
    assert found.draft is True


def test_a_list_of_one_needs_no_dash() -> None:
    found = good(Section, f"{header(SECTION)}tags: 5G\nsections:\naudiences: can-bo\n")
    assert isinstance(found, Section)
    assert (found.tags, found.sections, found.audiences) == (("5G",), (), (Audience.OFFICIALS,))


def test_a_title_of_several_lines_becomes_one() -> None:
    found = good(Section, header(SECTION).replace("title: Thể chế", "title: |\n  Thể chế\n  số"))
    assert isinstance(found, Section)
    assert found.title == "Thể chế số"


EMERGENCY = """\
priority: emergency
ends: 2026-01-06
screens: [bang-1]
emergency:
  event: Bão
  urgency: Immediate
  severity: Severe
  certainty: Likely
  instruction: Ở trong nhà.
  contact: 112
  approved_by: Ban Chỉ huy
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "code", "hint"),
    [
        ("ends: 2026-01-06\n", "", 1, "ends", "emergency-incomplete", "«ends: …»"),
        ("screens: [bang-1]\n", "", 1, "screens", "emergency-scope", "emergency.area"),
        ("  event: Bão\n", "", 7, "emergency.event", "field-missing", "event"),
        ("  instruction: Ở trong nhà.\n", "", 7, "emergency.instruction", "field-missing", "instruction"),
        ("  contact: 112\n", "", 7, "emergency.contact", "field-missing", "contact"),
        ("  approved_by: Ban Chỉ huy\n", "", 7, "emergency.approved_by", "field-missing", "approved_by"),
        ("Immediate", "immediate", 9, "emergency.urgency", "value-unknown", "ý bạn là «Immediate»?"),
        ("Severe", "nặng", 10, "emergency.severity", "value-unknown", "Extreme, Severe, Moderate"),
        ("Likely", "Probable", 11, "emergency.certainty", "value-unknown", ""),
        ("priority: emergency", "priority: khẩn", 4, "priority", "value-unknown", "normal, priority"),
        ("ends: 2026-01-06", "ends: 6/1/2026", 5, "ends", "moment", "2025-01-31"),
        (
            "ends: 2026-01-06",
            "starts: 2026-01-07\nends: 2026-01-06",
            6,
            "ends",
            "ends-before-start",
            "sửa starts hoặc ends",
        ),
        ("ends: 2026-01-06", "days: [thứ tám]\nends: 2026-01-06", 5, "days", "weekdays", "thu-2"),
        ("ends: 2026-01-06", "hours: sáng\nends: 2026-01-06", 5, "hours", "hours", "07:00-11:30"),
        (
            "ends: 2026-01-06",
            f"led: {{s: {'x' * 17}}}\nends: 2026-01-06",
            5,
            "led.s",
            "text-too-long",
            "thừa 1",
        ),
        ("ends: 2026-01-06", f"led: {{m: {'x' * 37}}}\nends: 2026-01-06", 5, "led.m", "text-too-long", "36"),
        ("ends: 2026-01-06", f"led: {{l: {'x' * 61}}}\nends: 2026-01-06", 5, "led.l", "text-too-long", "60"),
    ],
)
def test_an_emergency_is_complete_or_refused(
    old: str, new: str, line: int, field: str, code: str, hint: str
) -> None:
    text = header(NOTICE) + EMERGENCY
    assert good(Notice, text)
    assert old in text
    found, problems = read(Notice, text.replace(old, new, 1))
    assert found is None
    problem = next(each for each in problems if each.field == field)
    assert (problem.line, problem.code) == (line, code)
    assert hint in f"{problem.message}; {problem.remedy}"


def test_an_emergency_without_its_details_is_refused() -> None:
    _, (problem,) = read(
        Notice, header(NOTICE) + "priority: emergency\nends: 2026-01-06\nscreens: [bang-1]\n"
    )
    assert (problem.field, problem.code) == ("emergency", "emergency-incomplete")


def test_an_emergency_may_name_an_area_instead_of_screens() -> None:
    text = (header(NOTICE) + EMERGENCY).replace("screens: [bang-1]\n", "")
    assert good(Notice, text.replace("  event: Bão", "  event: Bão\n  area: [can-tho]"))


def test_a_board_text_of_exactly_the_length_fits() -> None:
    found = good(notice.Led, f"{{s: {'ế' * 16}, m: {'ế' * 36}, l: {'ế' * 60}}}")
    assert isinstance(found, notice.Led)
    assert found.s == "ế" * 16


@pytest.mark.parametrize(
    ("now", "live"),
    [
        ("2026-06-30T23:59:59", False),
        ("2026-07-01T00:00:00", True),
        ("2026-07-01T23:59:59", True),
        ("2026-07-02T00:00:00", False),
    ],
)
def test_a_notice_is_live_from_its_start_until_the_end_of_its_last_day(now: str, live: bool) -> None:
    found = good(Notice, header(NOTICE) + "starts: 2026-07-01\nends: 2026-07-01\n")
    assert isinstance(found, Notice)
    assert found.schedule.shows(datetime.fromisoformat(now).replace(tzinfo=VIETNAM)) is live


def test_without_start_and_end_a_notice_is_always_live() -> None:
    found = good(Notice, header(NOTICE))
    assert isinstance(found, Notice)
    assert found.schedule.shows(datetime(1999, 1, 1, tzinfo=VIETNAM))


ORIGIN = Origin("docs/ke-hoach/can-tho/a.md", "/ke-hoach/can-tho/a/", "can-tho", "a")


def made(kind: type[Record], text: str) -> Record:
    found, problems = build(kind, frontmatter.parse_data("a", text)[0], path="a", context=ORIGIN)
    assert found is not None, problems
    return found


def test_the_identity_is_the_first_address_or_what_the_editor_keeps() -> None:
    assert made(Plan, header(PLAN)).identity == "ke-hoach/can-tho/a"
    assert made(Plan, header(PLAN) + "id: ke-hoach/can-tho/cu\n").identity == "ke-hoach/can-tho/cu"


@pytest.mark.parametrize(
    ("added", "published", "revised"),
    [
        ("", "2026-01-02T00:00", "2026-01-02T00:00"),
        ("updated: 2026-05-01\n", "2026-01-02T00:00", "2026-01-02T00:00"),
        ("publish_at: 2026-01-02 07:30\n", "2026-01-02T07:30", "2026-01-02T07:30"),
        ("changes: [{date: 2026-03-01, note: a}]\n", "2026-01-02T00:00", "2026-01-02T00:00"),
        ("changes: [{date: 2026-03-01, note: a, major: true}]\n", "2026-01-02T00:00", "2026-03-01T00:00"),
        ("changes: [{date: 2025-12-01, note: a, major: true}]\n", "2026-01-02T00:00", "2026-01-02T00:00"),
    ],
)
def test_only_a_major_change_makes_a_record_new_again(added: str, published: str, revised: str) -> None:
    found = made(Section, header(SECTION) + added)
    assert found.published.isoformat()[:16] == published
    assert found.revised.isoformat()[:16] == revised


def test_records_are_frozen() -> None:
    found = made(Section, header(SECTION))
    with pytest.raises(ValueError, match="frozen"):
        found.title = "B"  # type: ignore[misc]


DATA_MODELS: dict[type[Model], str] = {
    data.Site: """\
name: A
short_name: A
description: A
address: https://cong.example/goc/
language: en
agency: A
office: A
contact: {address: A, phone: 028 38 22 11 00, email: a@tinh.gov.vn, website: "https://tinh.gov.vn/"}
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
identity: {authority: cong.example, since: 2026}
admin: {backend: gitlab, repo: a/b, branch: main, base_url: "https://git.tinh.gov.vn",
  api_root: "https://git.tinh.gov.vn/api/v4", app_id: A, auth_type: pkce}
""",
    data.Resolution: """\
document: {number: 57-NQ/TW, title: A, issuer: A, signed: 2024-12-22, signer: A}
sources: {bao: {title: A, url: "https://bao.example/", note: A}}
sections: [{slug: a, numeral: I, title: A}, {slug: b, numeral: I.1, title: B, parent: a, task_group: 1}]
""",
    data.Targets: """\
groups: {so: Kinh tế số}
targets:
  - {id: a, label: A, operator: ">=", value: 30, unit: "%", horizon: 2030, group: so, sections: [a],
     sources: [bao], observations: [{value: 18, unit: "%", operator: "=", as_of: 2025, basis: A, source_url: "https://a.example"}]}
""",
    data.Documents: """\
documents:
  - {number: 03/NQ-CP, kind: nghi-quyet, issuer: A, signed: 2025-01-09, effective: 2025-01-09, signer: A,
     title: A, relation: related, official_url: "https://a.example/", file: a.pdf, sources: ["https://b.example/"],
     source_note: A, note: A}
""",
    data.Vocabulary: """\
kinds: {ke-hoach: {label: A, abbr: KH}}
channels: {a: A}
audiences: {nguoi-dan: A}
abbreviations: {CĐS: chuyển đổi số}
""",
    outlets.Feeds: """\
feeds:
  - {name: a, title: A, description: A, match: any, kinds: [ke-hoach], localities: [can-tho], sections: [a],
     audiences: [can-bo], tags: [A]}
""",
    outlets.Screens: """\
screens:
  - {id: a, name: A, locality: can-tho, width: 192, height: 64, kind: led, colour: dual, player: A,
     orientation: landscape, tags: [a], standing: A, include: {achievements: true, targets: false}}
""",
    page.OrdinaryText: "title: A\nsummary: A\ndraft: true\naliases: [/cu/]\n",
}


@pytest.mark.parametrize("kind", DATA_MODELS)
def test_every_field_of_a_data_file_takes_a_right_value(kind: type[Model]) -> None:
    found = good(kind, DATA_MODELS[kind])
    assert frontmatter.parse_data("a", DATA_MODELS[kind])[0].values.keys() == kind.model_fields.keys()
    for name, info in kind.model_fields.items():
        if not info.is_required():
            assert getattr(found, name) != info.default, name


@pytest.mark.parametrize(
    ("kind", "old", "new", "line", "field", "code", "hint"),
    [
        (data.Site, "short_name", "shortname", 2, "shortname", "field-unknown", "ý bạn là «short_name»?"),
        (data.Site, "https://cong.example/goc/", "cong.example", 4, "address", "web-address", "https://"),
        (
            data.Site,
            "https://cong.example/goc/",
            "https://cong.example/?a=1",
            4,
            "address",
            "web-address",
            "sau dấu ?",
        ),
        (data.Site, "authority: cong.example", "authority: Cổng", 10, "identity.authority", "authority", ""),
        (data.Site, "since: 2026", "since: năm nay", 10, "identity.since", "date", "2025-01-31"),
        (data.Site, "website: ", "web: ", 8, "contact.web", "field-unknown", "ý bạn là «website»?"),
        (data.Resolution, "signed: 2024-12-22", "signed: 22/12/2024", 1, "document.signed", "date", "2024"),
        (
            data.Resolution,
            "title: A, url",
            "titel: A, url",
            2,
            "sources.bao.titel",
            "field-unknown",
            "«title»",
        ),
        (data.Resolution, "parent: a", "parent: Phần I", 3, "sections[1].parent", "slug", ""),
        (
            data.Targets,
            "horizon: 2030",
            "horizon: 2031",
            3,
            "targets[0].horizon",
            "value-unknown",
            "2030, 2045",
        ),
        (data.Targets, "value: 30", "value: ba mươi", 3, "targets[0].value", "number", "phải là số"),
        (
            data.Targets,
            "basis: A",
            "bases: A",
            4,
            "targets[0].observations[0].bases",
            "field-unknown",
            "«basis»",
        ),
        (
            data.Documents,
            "relation: related",
            "relation: khác",
            3,
            "documents[0].relation",
            "value-unknown",
            "main, implementing, related",
        ),
        (data.Documents, '"https://b.example/"', "bao", 3, "documents[0].sources[0]", "web-address", ""),
        (data.Vocabulary, "label: A", "lable: A", 1, "kinds.ke-hoach.lable", "field-unknown", "«label»"),
        (data.Vocabulary, "{a: A}", "{a: [A]}", 2, "channels.a", "value-type", ""),
        (data.Vocabulary, "{a: A}", "[a]", 2, "channels", "value-type", "các trường con"),
        (outlets.Feeds, "match: any", "match: hoặc", 2, "feeds[0].match", "value-unknown", "all, any"),
        (
            outlets.Feeds,
            "kinds: [ke-hoach]",
            "kinds: [ke-hoch]",
            2,
            "feeds[0].kinds[0]",
            "value-unknown",
            "«ke-hoach»",
        ),
        (outlets.Screens, "width: 192", "width: rộng", 2, "screens[0].width", "number", "số nguyên"),
        (outlets.Screens, "width: 192", "width: 19.2", 2, "screens[0].width", "number", "số nguyên"),
        (outlets.Screens, "kind: led", "kind: lde", 2, "screens[0].kind", "value-unknown", "«led»"),
        (outlets.Screens, "targets: false", "targets: 2", 3, "screens[0].include.targets", "flag", ""),
        (page.OrdinaryText, "title: A", "xyz: A", 1, "xyz", "field-unknown", "xóa dòng này"),
    ],
)
def test_data_files_are_checked_like_records(
    kind: type[Model], old: str, new: str, line: int, field: str, code: str, hint: str
) -> None:
    assert old in DATA_MODELS[kind]
    found, problems = read(kind, DATA_MODELS[kind].replace(old, new, 1))
    assert found is None
    problem = next((each for each in problems if each.field == field), problems[0])
    assert (problem.line, problem.field, problem.code) == (line, field, code)
    assert hint in f"{problem.message}; {problem.remedy}"


def all_models() -> list[type[BaseModel]]:
    assert {achievement, data, figure, notice, outlets, page, plan, record, model}  # All are imported.
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [Model]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind.__module__.startswith("portal."):
                found[kind] = None
                waiting.append(kind)
    return list(found)


FIELDS = [(kind, name) for kind in all_models() for name in kind.model_fields]


def test_all_models_are_found() -> None:
    assert len(FIELDS) > 150
    assert {kind.__name__ for kind in all_models()} >= {"Plan", "Led", "Screen", "Target", "OrdinaryText"}


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_every_field_has_a_vietnamese_label_and_help(kind: type[BaseModel], name: str) -> None:
    info = kind.model_fields[name]
    assert info.title
    assert label(kind, name) == info.title
    assert info.title[0].isupper()
    assert len(info.title) <= 40
    assert info.description, f"{kind.__name__}.{name} has no help text"
    assert 5 <= len(info.description) <= 200
    assert is_nfc(info.title + info.description)


@pytest.mark.parametrize("kind", all_models(), ids=lambda kind: kind.__name__)
def test_a_model_has_no_two_fields_of_one_label(kind: type[BaseModel]) -> None:
    titles = [info.title for info in kind.model_fields.values()]
    assert len(set(titles)) == len(titles)


def test_each_kind_has_its_model() -> None:
    assert {
        Kind.SECTION: Section,
        Kind.PLAN: Plan,
        Kind.ACHIEVEMENT: Achievement,
        Kind.NOTICE: Notice,
    } == RECORDS


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (("title",), "title"),
        (("tasks", 0, "due"), "tasks[0].due"),
        (("led", "s"), "led.s"),
        (("a", 1, 2, "b"), "a[1][2].b"),
        ((), ""),
    ],
)
def test_fields_are_named_by_their_way(where: tuple[str | int, ...], name: str) -> None:
    assert field_name(where) == name


anything = st.recursive(
    st.none() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(FIELDS), anything)
def test_no_value_whatever_raises(field: tuple[type[Model], str], value: frontmatter.Value) -> None:
    kind, name = field
    _, problems = build(kind, frontmatter.Document({name: value}, {}), path="a")
    assert all(problem.message and problem.code != "value-wrong" for problem in problems)
