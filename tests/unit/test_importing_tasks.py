"""Deadlines, bodies that are charged, and reports, in the words in which documents write them."""

from dataclasses import astuple
from datetime import date

import pytest

from portal.importing.understanding.deadlines import deadline_cell, deadline_in
from portal.importing.understanding.reports import report_in
from portal.importing.understanding.task_tables import tasks_in_table
from portal.importing.understanding.tasks import shortened_work
from portal.importing.understanding.units import asked, is_unit, split_unit

SIGNED = date(2025, 8, 15)


@pytest.mark.parametrize(
    ("text", "due", "kind", "recurs"),
    [
        ("hoàn thành trước ngày 30/9/2025", "2025-09-30", "before", ()),
        ("báo cáo trước ngày 10 tháng 5 năm 2025", "2025-05-10", "before", ()),
        ("chậm nhất ngày 01/12/2025", "2025-12-01", "by", ()),
        ("thực hiện đến hết ngày 31 tháng 12 năm 2025", "2025-12-31", "by", ()),
        ("hoàn thành trong tháng 8/2025", "2025-08", "within", ()),
        ("Thời gian hoàn thành: trong quý I năm 2025", "2025-03-31", "within", ()),
        ("xong trong năm 2026", "2026", "within", ()),
        ("nộp trước 15/12", "2025-12-15", "before", ()),
        ("nộp trước 15/3", None, "by", ()),
        ("phát thanh hằng tuần", None, "by", ("weekly",)),
        ("sơ kết hàng quý", None, "by", ("quarterly",)),
        ("định kỳ 6 tháng và hằng năm báo cáo", None, "by", ("half-yearly", "yearly")),
        ("định kỳ báo cáo kết quả", None, "by", ("periodic",)),
        ("gửi trước ngày 15 tháng 6 và 15 tháng 12 hằng năm", None, "before", ("half-yearly",)),
        ("gửi trước ngày 20 hằng tháng", None, "by", ("monthly",)),
        ("trước ngày 15/12 hằng năm", None, "before", ("yearly",)),
        ("thực hiện thường xuyên, liên tục", None, "by", ()),
        ("các cuộc họp định kỳ của cơ quan", None, "by", ()),
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", None, "by", ()),
        ("trước ngày 31/02/2025", None, "by", ()),
        ("mục tiêu đến năm 2030, tầm nhìn 2045", None, "by", ()),
    ],
)
def test_deadlines_of_sentences(text: str, due: str | None, kind: str, recurs: tuple[str, ...]) -> None:
    found = deadline_in(text, SIGNED)
    assert (found.due, found.recurs) == (due, recurs)
    if found:
        assert found.due_kind == kind


def test_a_year_that_is_not_told_is_taken_from_the_document_and_is_not_certain() -> None:
    assert deadline_in("nộp trước 15/12", None).due is None
    assert not deadline_in("nộp trước 15/12", SIGNED).sure


@pytest.mark.parametrize(
    ("cell", "due", "recurs"),
    [
        ("30/9/2025", "2025-09-30", ()),
        ("Trước ngày 30/9/2025", "2025-09-30", ()),
        ("Quý III/2025", "2025-09-30", ()),
        ("Tháng 10/2025", "2025-10", ()),
        ("2026", "2026", ()),
        ("Năm 2025 - 2026", "2026", ()),
        ("Từ 15/8/2025 đến 30/9/2025", "2025-09-30", ()),
        ("Hằng năm", None, ("yearly",)),
        ("Thường xuyên", None, ()),
        ("Sau khi có hướng dẫn", None, ()),
    ],
)
def test_deadlines_of_cells(cell: str, due: str | None, recurs: tuple[str, ...]) -> None:
    found = deadline_cell(cell, SIGNED)
    assert (found.due, found.recurs) == (due, recurs)


@pytest.mark.parametrize(
    ("text", "unit", "work"),
    [
        ("Sở Tài chính chủ trì bố trí kinh phí", "Sở Tài chính", "chủ trì bố trí kinh phí"),
        ("Phòng Văn hóa - Xã hội: Tham mưu kế hoạch", "Phòng Văn hóa - Xã hội", "Tham mưu kế hoạch"),
        (
            "Các tổ chức chính trị - xã hội vận động hội viên",
            "Các tổ chức chính trị - xã hội",
            "vận động hội viên",
        ),
        ("Ban Chỉ đạo xã có trách nhiệm kiểm tra", "Ban Chỉ đạo xã", "có trách nhiệm kiểm tra"),
        ("Đài Truyền thanh phường mở chuyên mục", "Đài Truyền thanh phường", "mở chuyên mục"),
        ("Sở Nội vụ đề nghị các xã, phường báo cáo", "các xã, phường", "báo cáo"),
        ("Trang thông tin điện tử cập nhật tin", "Trang thông tin điện tử", "cập nhật tin"),
    ],
)
def test_a_body_is_told_from_its_work(text: str, unit: str, work: str) -> None:
    assert split_unit(text) == (unit, work)


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức tuyên truyền sâu rộng",
        "Báo cáo kết quả thực hiện",
        "Nâng cao nhận thức của người dân",
        "Hội nghị",
    ],
)
def test_what_begins_with_no_body_is_charged_to_none(text: str) -> None:
    assert split_unit(text) is None


def test_a_body_that_is_asked() -> None:
    assert asked("Giao Công an phường chủ trì, phối hợp kiểm tra.") == (
        "Công an phường",
        "chủ trì, phối hợp kiểm tra.",
    )
    assert asked("Công an phường chủ trì kiểm tra.") is None


def test_headings_that_are_bodies() -> None:
    assert is_unit("Ban Tuyên giáo các huyện")
    assert is_unit("Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh:")
    assert not is_unit("Mục đích")
    assert not is_unit("Phòng ban tổ chức tuyên truyền rộng rãi")


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        (
            "Báo cáo kết quả về Ban Thường vụ Tỉnh ủy (qua Văn phòng) trước ngày 10/5/2025.",
            "Đài tỉnh",
            (
                "Đài tỉnh",
                "Ban Thường vụ Tỉnh ủy (qua Văn phòng)",
                "Báo cáo kết quả",
                "2025-05-10",
                "before",
                (),
            ),
        ),
        (
            "Đề nghị các đơn vị báo cáo tiến độ gửi Phòng Văn hóa - Xã hội chậm nhất ngày 05/9/2025.",
            None,
            ("Các đơn vị", "Phòng Văn hóa - Xã hội", "Báo cáo tiến độ", "2025-09-05", "by", ()),
        ),
        (
            "Kết quả thực hiện gửi về Sở Nội vụ trước ngày 20/11/2025 để tổng hợp.",
            None,
            (None, "Sở Nội vụ", "Kết quả thực hiện", "2025-11-20", "before", ()),
        ),
    ],
)
def test_reports(text: str, unit: str | None, expected: tuple[object, ...]) -> None:
    found = report_in(text, unit, SIGNED)
    assert found is not None
    assert astuple(found[0]) == expected


@pytest.mark.parametrize(
    "text", ["Đội ngũ báo cáo viên về cơ sở", "Báo cáo số 12/BC-UBND của Ủy ban", "Nghe báo cáo chuyên đề"]
)
def test_words_that_ask_for_no_report(text: str) -> None:
    assert report_in(text, None, SIGNED) is None


def test_work_is_shortened_to_whole_clauses() -> None:
    long = (
        "Xây dựng kế hoạch tuyên truyền trên địa bàn; "
        + "phối hợp với các đơn vị có liên quan trên địa bàn, " * 5
    )
    assert shortened_work(long + "báo cáo.").startswith("Xây dựng kế hoạch tuyên truyền trên địa bàn")
    assert len(shortened_work(long)) <= 220
    assert shortened_work("tham mưu kế hoạch. Bố trí kinh phí.") == "Tham mưu kế hoạch"


HEAD = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Sản phẩm")


def test_columns_of_tables_are_told_by_their_heads() -> None:
    rows = (
        HEAD,
        ("I", "Hạ tầng", "", "", "", ""),
        ("1", "Lắp camera", "Công an", "Các thôn", "Quý IV/2025", "20 mắt camera"),
        ("2", "Họp dân", "Các thôn", "", "Thường xuyên", ""),
        ("3", "Chưa giao", "", "", "", ""),
    )
    found = [astuple(each.value) for each in tasks_in_table(rows, 9, SIGNED)]
    assert found == [
        ("Công an", "Lắp camera", "2025-12-31", "within", (), "20 mắt camera"),
        ("Các thôn", "Họp dân", None, "by", (), None),
    ]


def test_tables_of_other_things_give_no_tasks() -> None:
    assert tasks_in_table((("TT", "Họ và tên", "Số điện thoại"), ("1", "An", "123")), 1, SIGNED) == []
    assert tasks_in_table((("Chỉ tiêu", "Năm 2025"), ("Số hộ", "90")), 1, SIGNED) == []
