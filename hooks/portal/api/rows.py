"""Rows of the tables of open data (CSV): one class for each table, its fields are the columns.

All values are text; what is not given is empty. Several values in a field are separated by spaces, addresses
and words of lists alike; dates are ISO 8601, part dates too (2025-01).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field


def _column(title: str, description: str = "") -> object:
    return Field(title=title, description=description or None)


Url = Annotated[str, _column("Địa chỉ trang")]
Id = Annotated[str, _column("Định danh", "Tag URI; không đổi khi địa chỉ đổi.")]
Title = Annotated[str, _column("Tiêu đề")]
Locality = Annotated[str, _column("Mã địa phương", "can-tho, hai-phong/kinh-mon.")]
LocalityName = Annotated[str, _column("Tên địa phương")]
LocalityNow = Annotated[str, _column("Hiện nay", "«nay thuộc …» khi đơn vị không còn.")]
Sections = Annotated[str, _column("Mục của nghị quyết", "Các mã, cách nhau bằng dấu cách.")]
Date = Annotated[str, _column("Ngày đăng")]
Operator = Annotated[str, _column("Phép so", "=, >, >=, <, <=, ~, range, text.")]
Value = Annotated[str, _column("Giá trị", "Số viết kiểu quốc tế; khoảng viết 40..50.")]
Unit = Annotated[str, _column("Đơn vị tính")]
AsOf = Annotated[str, _column("Tính đến")]
Basis = Annotated[str, _column("Cách tính")]
Baseline = Annotated[str, _column("Mốc xuất phát", "true khi đo trước ngày có nghị quyết.")]


@dataclass(slots=True)
class PlanRow:
    """`/api/v1/plans.csv`: a plan, guidance or official letter of a locality."""

    id: Id
    url: Url
    title: Title
    kind: Annotated[str, _column("Mã loại văn bản")]
    kind_label: Annotated[str, _column("Loại văn bản")]
    number: Annotated[str, _column("Số ký hiệu", "Trống khi bản nguồn không ghi.")]
    issuer: Annotated[str, _column("Cơ quan ban hành")]
    signed: Annotated[str, _column("Ngày ban hành")]
    locality: Locality
    locality_name: LocalityName
    locality_now: LocalityNow
    sections: Sections
    audiences: Annotated[str, _column("Dành cho", "Các mã, cách nhau bằng dấu cách.")]
    tasks: Annotated[int, _column("Số việc được giao")]
    reports: Annotated[int, _column("Số báo cáo")]
    date: Date
    summary: Annotated[str, _column("Tóm tắt")]


@dataclass(slots=True)
class TaskRow:
    """`/api/v1/tasks.csv`: who does or reports what by when, by which plan."""

    type: Annotated[str, _column("Loại", "task: việc được giao; report: báo cáo.")]
    unit: Annotated[str, _column("Đơn vị", "Trống khi văn bản không nêu.")]
    work: Annotated[str, _column("Việc")]
    to: Annotated[str, _column("Gửi ai", "Với báo cáo.")]
    due: Annotated[str, _column("Hạn", "Như trong văn bản: 2025-03-31, 2025-03 hoặc 2025.")]
    due_kind: Annotated[str, _column("Cách tính hạn", "before: trước; within: trong kỳ; by: chậm nhất.")]
    last_day: Annotated[str, _column("Ngày cuối còn trong hạn")]
    recurs: Annotated[str, _column("Định kỳ", "weekly, monthly, quarterly, half-yearly, yearly, periodic.")]
    result: Annotated[str, _column("Kết quả")]
    plan_id: Id
    plan_url: Url
    plan_title: Title
    issuer: Annotated[str, _column("Cơ quan ban hành")]
    locality: Locality
    locality_name: LocalityName
    locality_now: LocalityNow


@dataclass(slots=True)
class AchievementRow:
    """`/api/v1/achievements.csv`: what was achieved, by which figure."""

    id: Id
    url: Url
    title: Title
    organisation: Annotated[str, _column("Đơn vị")]
    place: Annotated[str, _column("Nơi")]
    locality: Locality
    operator: Operator
    value: Value
    unit: Unit
    what: Annotated[str, _column("Con số đếm gì")]
    of: Annotated[str, _column("Trên tổng")]
    as_of: AsOf
    basis: Basis
    baseline: Baseline
    task_group: Annotated[str, _column("Nhóm nhiệm vụ", "1 đến 7.")]
    sections: Sections
    caution: Annotated[str, _column("Lưu ý")]
    sources: Annotated[str, _column("Nguồn", "Các địa chỉ, cách nhau bằng dấu cách.")]
    date: Date


@dataclass(slots=True)
class DocumentRow:
    """`/api/v1/documents.csv`: a document that carries the resolution out."""

    number: Annotated[str, _column("Số ký hiệu")]
    kind: Annotated[str, _column("Mã loại văn bản")]
    kind_label: Annotated[str, _column("Loại văn bản")]
    issuer: Annotated[str, _column("Cơ quan ban hành")]
    signed: Annotated[str, _column("Ngày ban hành")]
    effective: Annotated[str, _column("Có hiệu lực từ")]
    signer: Annotated[str, _column("Người ký")]
    title: Annotated[str, _column("Nội dung")]
    relation: Annotated[str, _column("Quan hệ", "main, implementing, related.")]
    official_url: Annotated[str, _column("Bản chính thức")]
    file_url: Annotated[str, _column("Bản lưu trên cổng")]
    page: Annotated[str, _column("Địa chỉ trên cổng")]
    sources: Annotated[str, _column("Nguồn", "Các địa chỉ, cách nhau bằng dấu cách.")]
    note: Annotated[str, _column("Lưu ý")]


@dataclass(slots=True, kw_only=True)
class TargetRow:
    """`/api/v1/targets.csv`: a row for each observation, and one for each target without any."""

    id: Annotated[str, _column("Mã chỉ tiêu")]
    label: Annotated[str, _column("Chỉ tiêu")]
    horizon: Annotated[str, _column("Đến năm")]
    group: Annotated[str, _column("Nhóm")]
    operator: Operator
    value: Value
    unit: Unit
    phrase: Annotated[str, _column("Bằng lời")]
    sections: Sections
    sources: Annotated[str, _column("Nguồn", "Các mã trong data/resolution.yml.")]
    observed_part: Annotated[str, _column("Đo phần nào")] = ""
    observed_goal: Annotated[str, _column("Mức phải đạt")] = ""
    observed_operator: Annotated[str, _column("Phép so của số đo")] = ""
    observed_value: Annotated[str, _column("Số đo")] = ""
    observed_of: Annotated[str, _column("Trên tổng")] = ""
    as_of: AsOf = ""
    basis: Basis = ""
    baseline: Baseline = ""
    source_url: Annotated[str, _column("Nguồn của số đo")] = ""
