"""Channels and parts of the resolution that a text names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from portal.importing.findings import Found
from portal.importing.understanding.wording import Line, compiled, found

# A channel counts where the text speaks of telling people, not where it is a subject.
_TELLING = re.compile(
    r"(?i)tuyên truyền|phổ biến|truyền thông|đăng tải|đăng, phát|phát sóng|phát thanh|thông tin cơ sở"
    r"|quán triệt|cổ động|chuyên mục"
    r"|tin, bài|tin bài|học tập|cập nhật thông tin|đưa tin"
)
_CHANNELS = {
    "dai-phat-thanh-truyen-hinh": r"(?i:đài phát thanh)"
    r"|(?i:phát thanh)\s*(?:-|–|và|,)\s*(?i:truyền hình)|(?i:sóng truyền hình)",
    "bao-chi": r"(?i:báo chí)|(?i:cơ quan báo)|\bBáo (?=[A-ZĐÀ-Ỹ])(?!Cáo)|(?i:trên báo\b)|(?i:tạp chí)",
    "cong-thong-tin": r"(?i)(?:cổng|trang)\s+(?:/|và trang |, trang )?(?:thông tin|tin) điện tử"
    r"|website|trang tin điện tử",
    "truyen-thanh": r"(?i)truyền thanh|loa (?:phát thanh|không dây|thông minh|phường|xã)"
    r"|hệ thống loa|thông tin cơ sở",
    "mang-xa-hoi": r"(?i)mạng xã hội|facebook|zalo|fanpage|youtube|tiktok",
    "bang-led": r"\bLED\b|(?i:bảng điện tử|màn hình điện tử)",
    "co-dong-truc-quan": r"(?i)cổ động|trực quan|pa[- ]?nô|áp phích|áp-phích|băng[- ]?rôn|băng zôn|phướn",
    "hoi-nghi": r"(?i)hội nghị|hội thảo|t[oọ]a đàm|toạ đàm|diễn đàn",
    "sinh-hoat": r"(?i)sinh hoạt (?:chi bộ|chuyên đề|lệ|định kỳ|đoàn|chi hội|chi đoàn|tổ|hội"
    r"|thường kỳ|chính trị)",
    "bao-cao-vien": r"(?i)báo cáo viên|tuyên truyền viên",
    "an-pham": r"(?i)tờ rơi|tờ gấp|bản tin|ấn phẩm|sổ tay|cẩm nang|tài liệu tuyên truyền|tập san|infographic",
    "thong-tin-luu-dong": r"(?i)(?:tuyên truyền|thông tin|xe|đội)[^.;,]{0,30} lưu động",
    "tap-huan": r"(?i)tập huấn|lớp (?:đào tạo|bồi dưỡng)|bồi dưỡng (?:kiến thức|kỹ năng|nghiệp vụ)",
    "ung-dung": r"(?i)ứng dụng (?:dành cho|di động|số|trên)|trí tuệ nhân tạo|chatbot|trợ lý ảo",
    "thong-bao-noi-bo": r"(?i)thông báo nội bộ|thông tin nội bộ",
    "khau-hieu": r"(?i)khẩu hiệu",
}
_CHANNEL_PATTERNS = {slug: compiled(pattern) for slug, pattern in _CHANNELS.items()}
_SECTIONS = {
    "quan-diem": r"(?i)quan điểm chỉ đạo",
    "muc-tieu-2030": r"(?i)mục tiêu (?:cụ thể )?đến năm 2030",
    "tam-nhin-2045": r"(?i)tầm nhìn (?:đến )?(?:năm )?2045",
    "nhan-thuc": r"(?i)nâng cao nhận thức, đột phá về (?:đổi mới )?tư duy",
    "the-che": r"(?i)hoàn thiện thể chế|đột phá (?:về )?thể chế",
    "ha-tang": r"(?i)hoàn thiện hạ tầng(?: cho)? (?:khoa học|số)|hạ tầng cho khoa học",
    "nhan-luc": r"(?i)trọng dụng nhân (?:lực|tài)|phát triển,? (?:và )?trọng dụng nhân lực",
    "so-hoa-he-thong-chinh-tri": r"(?i)trong hoạt động của các cơ quan trong hệ thống chính trị"
    r"|cơ quan trong hệ thống chính trị; nâng cao hiệu quả quản trị",
    "doanh-nghiep": r"(?i)(?:đổi mới sáng tạo|chuyển đổi số)[^.;]{0,40} trong (?:các )?doanh nghiệp",
    "hop-tac-quoc-te": r"(?i)hợp tác quốc tế (?:trong|về) (?:phát triển )?khoa học",
}
_SECTION_PATTERNS = {slug: re.compile(pattern) for slug, pattern in _SECTIONS.items()}


def channels(lines: Iterable[Line], known: Collection[str]) -> tuple[Found[str], ...]:
    telling = [line for line in lines if _TELLING.search(line.text)]
    return tuple(
        _in_order(
            known,
            (
                found(slug, _clause(line, pattern), sure=False)
                for slug, pattern in _CHANNEL_PATTERNS.items()
                if (line := _first(telling, pattern)) is not None
            ),
        )
    )


def sections(lines: Iterable[Line], known: Collection[str]) -> tuple[Found[str], ...]:
    lines = list(lines)
    return tuple(
        _in_order(
            known,
            (
                found(slug, _clause(line, pattern), sure=False)
                for slug, pattern in _SECTION_PATTERNS.items()
                if (line := _first(lines, pattern)) is not None
            ),
        )
    )


def _in_order(known: Collection[str], found_ones: Iterable[Found[str]]) -> Iterator[Found[str]]:
    by_slug = {each.value: each for each in found_ones}
    return (by_slug[slug] for slug in known if slug in by_slug)


def _first(lines: Iterable[Line], pattern: re.Pattern[str]) -> Line | None:
    return next((line for line in lines if pattern.search(line.text)), None)


def _clause(line: Line, pattern: re.Pattern[str]) -> Line:
    """The words around what was found."""
    match = pattern.search(line.text)
    start = max(0, match.start() - 70) if match else 0
    if start:
        start = line.text.find(" ", start) + 1
    return Line(line.text[start:], line.line)
