"""What the values of fields mean, in words for the forms of the web editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from portal.model.notice import Category, Certainty, Gravity, Priority, Urgency
from portal.model.plan import DueKind, Recurrence
from portal.model.record import AttachmentKind, Audience
from portal.numbers import Operator

_UNKNOWN = "chưa rõ"

LABELS: Mapping[type[StrEnum], tuple[str, ...]] = {
    Audience: ("Người dân", "Doanh nghiệp", "Cán bộ", "Nhà khoa học", "Nhà trường"),
    AttachmentKind: ("Toàn văn văn bản", "Phụ lục", "Tệp khác"),
    DueKind: ("trước ngày", "trong kỳ", "chậm nhất"),
    Recurrence: ("hằng tuần", "hằng tháng", "hằng quý", "6 tháng một lần", "hằng năm", "không rõ kỳ"),
    Priority: ("thông thường", "ưu tiên", "khẩn cấp"),
    Urgency: ("làm ngay", "trong giờ tới", "sau đó", "đã qua", _UNKNOWN),
    Gravity: ("đặc biệt lớn", "lớn", "vừa", "nhỏ", _UNKNOWN),
    Certainty: ("đang xảy ra", "nhiều khả năng", "có thể", "ít khả năng", _UNKNOWN),
    Category: (
        "địa chất",
        "thời tiết",
        "an toàn",
        "an ninh",
        "cứu hộ",
        "cháy nổ",
        "y tế",
        "môi trường",
        "giao thông",
        "điện, nước, viễn thông",
        "hóa chất, phóng xạ, sinh học",
        "việc khác",
    ),
    Operator: ("đúng bằng", "trên", "từ … trở lên", "dưới", "đến …", "khoảng", "từ … đến …", "bằng lời"),
}
"""A label for each member, in the order of the enumeration."""

WEEKDAYS = {
    "thu-2": "Thứ hai",
    "thu-3": "Thứ ba",
    "thu-4": "Thứ tư",
    "thu-5": "Thứ năm",
    "thu-6": "Thứ sáu",
    "thu-7": "Thứ bảy",
    "chu-nhat": "Chủ nhật",
}

HINTS: Mapping[str, str] = {
    "draft": "Bật khi chưa viết xong: bài chỉ hiện khi xem trước.",
    "major": "Bật khi nội dung đổi hẳn: bản tin sẽ đưa mục này lên lại.",
    "baseline": "Bật khi đo trước ngày có nghị quyết.",
    "file": "Chọn tệp trên máy: tệp được chép vào cạnh bài.",
    "image": "Chọn ảnh trên máy: ảnh được chép vào cạnh bài.",
    "kind": "Chọn một trong danh sách.",
    "due_kind": "Văn bản viết «trước ngày», «trong quý I» hay «chậm nhất ngày».",
    "recurs": "Chỉ chọn khi việc lặp lại.",
    "priority": "Khẩn cấp thì phải điền cả phần «Khẩn cấp» và «Thôi hiển thị».",
    "category": "Việc thuộc nhóm nào.",
    "urgency": "Phải làm ngay tới mức nào.",
    "severity": "Thiệt hại có thể lớn tới đâu.",
    "certainty": "Chắc chắn tới đâu.",
    "channels": "Chọn các kênh mà văn bản nêu.",
    "screens": "Chọn màn hình hoặc nhóm màn hình; không chọn thì tin không ra màn hình nào.",
    "days": "Không chọn ngày nào là mọi ngày.",
    "locality": "Gõ vài chữ để tìm; bài chung cho cả nước thì bỏ trống.",
    "area": "Các địa phương phải nhận cảnh báo.",
    "sections": "Các mục liên quan; chọn mục cha khi văn bản nêu chung cả phần ấy.",
    "operator": "Con số đúng bằng, trên, dưới hay khoảng.",
    "value": "Mỗi dòng một số (1227, 39.52); «từ … đến …» cần hai số.",
    "withdrawn": "Chỉ thêm khi nội dung không còn giá trị.",
    "changes": "Mỗi lần sửa một mục.",
    "attachments": "Mỗi tệp một mục.",
    "tasks": "Mỗi việc một mục.",
    "reports": "Mỗi báo cáo một mục.",
    "signer": "Thể thức ký, chức vụ và họ tên như trong văn bản.",
    "figure": "Con số chính của bài, kèm đơn vị và con số ấy đếm gì.",
    "led": "Ba cỡ chữ, viết riêng cho bảng LED; không tự cắt.",
    "sources": "Địa chỉ các trang đã dựa vào, mỗi mục một địa chỉ.",
}
"""Instead of the description of the model, where that speaks of how a file is written."""


def choices(kind: type[StrEnum]) -> Iterator[tuple[str, str]]:
    """Value and label of each member."""
    return ((member.value, label) for member, label in zip(kind, LABELS[kind], strict=True))
