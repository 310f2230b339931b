"""Who is told to do something: where the name of a body ends and the work begins."""

from __future__ import annotations

import re

from portal.importing.understanding.bodies import STARTS

_NAMES = "|".join(
    re.escape(name) for name in sorted(STARTS, key=len, reverse=True) if name not in ("Tổ", "Báo")
)
UNIT = re.compile(
    rf"(?:(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể|[Tt]ất cả|[Đđ]ồng chí|[Cc]ấp ủy|[Cc]ấp uỷ"
    rf"|[Tt]ập thể|[Nn]gười đứng đầu|[Tt]hủ trưởng|[Ll]ãnh đạo|[Cc]ơ quan"
    rf"|[Cc]hính quyền|[Cc]ông chức|[Cc]án bộ|[Bb]í thư|[Gg]iám đốc|[Tt]rưởng|[Hh]iệu trưởng|[Cc]hánh"
    rf"|[Đđ]ơn vị|[Bb]ộ phận|[Cc]hi ủy|[Pp]hóng viên|[Đđ]ội|[Bb]an biên tập"
    rf"|[Đđ]oàn thể|[Đđ]oàn viên|[Nn]hà trường|[Đđ]oàn|Tổ(?! chức)|Báo(?! cáo)|{_NAMES}|Đảng uỷ|Uỷ ban"
    rf"|Huyện uỷ|Tỉnh uỷ|Thành uỷ)\b)"
)
_VERBS = (
    "định kỳ|h[ằà]ng (?:tuần|tháng|quý|năm)|chủ trì|phối hợp|chủ động|có trách nhiệm|chịu trách nhiệm"
    "|có nhiệm vụ|xây dựng|tham mưu|triển khai|lãnh đạo|chỉ đạo|hướng dẫn"
    "|theo dõi|đôn đốc|tăng cường|đẩy mạnh|thực hiện|căn cứ|báo cáo|cập nhật|đăng tải|bố trí|tiếp tục"
    "|nghiên cứu|tuyên truyền"
    "|phát huy|phát động|bảo đảm|đảm bảo|rà soát|kịp thời|quán triệt|lồng ghép|cân đối|vận động|mở"
    "|là cơ quan|là đơn vị|là đầu mối"
    "|làm đầu mối|thường xuyên|cử|biên soạn|bám sát|tập trung|quan tâm|duy trì|kiểm tra|giám sát|tổng hợp"
    "|cung cấp|ban hành"
    "|giúp|xử lý|phân công|đề xuất|trên cơ sở|thẩm định|khẩn trương|cụ thể hóa|cụ thể hoá|nắm|gửi"
    "|hoàn thành|vận hành|giao"
    "|định hướng|in ấn|phát sóng|phát thanh|phổ biến|tiếp nhận|tạo điều kiện|hỗ trợ|đưa|tích cực|nâng cao"
    "|khai thác|chuẩn bị"
    "|tổ chức(?!,| và| hoặc)|thành lập|chấp hành|khảo sát|đánh giá|xem xét|thống kê|đề nghị|yêu cầu|treo|viết"
    "|có (?:các hoạt động|kế hoạch|hình thức|giải pháp|văn bản)|phát hành|kiện toàn|gương mẫu|đăng ký|tùy"
    "|theo chức năng|trong phạm vi|sản xuất|vào cuộc|nghiêm túc|đồng hành|huy động"
)
# «các tổ chức chính trị - xã hội», «cơ quan tuyên truyền», «Ban Chỉ đạo» name bodies, not work.
_VERB = re.compile(
    rf"(?<!\w)(?<!Ban )(?<!ban )(?<!cơ quan )(?<!các )(?<!đồng chí )(?<!Phòng )(?<!phòng )(?<!bộ phận )"
    rf"(?<!Đài )(?<!Tổ )(?<!Trang )(?<!Cổng )(?<!đài )(?:{_VERBS})\b"
    r"(?! chính trị| đảng| đoàn thể| Đảng| tôn giáo| xã hội| viên| thanh -| thông cơ sở)"
)
_ASKED = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=,\s))\W*(?:Giao|Phân công|phân công|Đề nghị|đề nghị|Yêu cầu|yêu cầu"
    r"|Trân trọng đề nghị)(?:\s+cho)?\s+"
)
_LEAD = re.compile(r"(?:Đề nghị|Yêu cầu|Giao|Đối với|Trách nhiệm của)\s+")
_LONGEST = 280


def split_unit(text: str) -> tuple[str, str] | None:
    """«Sở A chủ trì, phối hợp …» as («Sở A», «chủ trì, phối hợp …»); «Sở A: …» likewise."""
    if not UNIT.match(text):
        return None
    colon = _colon(text)
    verb = _VERB.search(text)
    if colon and (verb is None or colon < verb.start()):
        return _parts(text[:colon], text[colon + 1 :])
    if verb is None:
        return None
    if verb[0] in ("đề nghị", "yêu cầu"):
        # Who asks is not who is asked.
        others = split_unit(text[verb.end() :].strip())
        if others:
            return others
    return _parts(text[: verb.start()], text[verb.start() :])


def _colon(text: str) -> int:
    at = text.find(":")
    return at if 0 < at <= _LONGEST else 0


def _parts(unit: str, work: str) -> tuple[str, str] | None:
    unit = re.sub(r"\s*\((?:cơ quan|đơn vị) (?:chủ trì|thường trực|phối hợp)\)", "", unit)
    unit = re.sub(r"[\s,;:–-]+$", "", unit).strip()
    unit = re.sub(r"\s+(?:cần|phải|sẽ|và|tiếp|đã|có|được)$", "", unit)
    if not unit or len(unit) > _LONGEST or re.search(r"[.!?]\s", unit):
        return None
    return unit, work.strip()


def asked(text: str) -> tuple[str, str] | None:
    """Whom a sentence asks or charges, and with what: «Giao Sở A chủ trì …»."""
    for match in _ASKED.finditer(text):
        found = split_unit(text[match.end() :])
        if found and not found[0].lower().startswith(("đề nghị", "yêu cầu")):
            return found
    return None


def unit_of(text: str) -> str:
    """The body of a heading: «Đề nghị Ủy ban Mặt trận Tổ quốc:»."""
    return _LEAD.sub("", text.strip(" .:;"))


def is_unit(text: str) -> bool:
    """Whether a heading is the name of a body only."""
    bare = unit_of(text)
    return UNIT.match(bare) is not None and len(bare) < _LONGEST and _VERB.search(bare) is None
