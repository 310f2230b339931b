"""Names of bodies: how they begin, and capitals of a head as official names are written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.vietnamese import tone_position_key

# Words with which the name of a body or an office begins, as in running text.
STARTS = tuple(
    """Ban|Bộ|Sở|Phòng|Văn phòng|Ủy ban|UBND|HĐND|UBMTTQ|UBMTTQVN|MTTQ|Mặt trận|Hội đồng|Hội|Đoàn|Liên đoàn
|Liên hiệp
|Đảng ủy|Đảng bộ|Đảng đoàn|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Cấp ủy|Chi bộ|Chi cục|Cục|Tổng cục|Vụ|Viện
|Trung tâm|Trung ương|Công an|Bộ Chỉ huy|Ban Chỉ huy|BCH|BTV|BCĐ|Tòa án|Thanh tra|Kho bạc|Bảo hiểm|Bưu điện
|Trường|Học viện|Báo|Đài|Tạp chí|Trạm|Tổ|Thường trực|TT|T.Trực|Chính phủ|Thủ tướng|Quốc hội|Chủ tịch|Tỉnh đoàn
|Thành đoàn|Huyện đoàn|Đoàn xã|Đoàn phường|Tổng công ty|Công ty|Tập đoàn|Ngân hàng|Thuế|Hải quan|Hiệp hội|VNPT
|Viettel|Doanh nghiệp|Cổng|Trang|Ban quản lý|Nhà văn hóa|Thư viện|Bảo tàng|Nhà máy|Xí nghiệp|BHXH|LĐLĐ
|Cơ quan""".replace("\n", "").split("|")
)
# What is written with capitals of its own, the longest first; all other words are names of places.
_WRITTEN = """Ủy ban nhân dân|Hội đồng nhân dân|Văn phòng Hội đồng nhân dân và Ủy ban nhân dân
|Đoàn đại biểu Quốc hội|Ủy ban Mặt trận Tổ quốc Việt Nam|Ủy ban Mặt trận Tổ quốc|Mặt trận Tổ quốc Việt Nam
|Ban Thường trực|Ban Thường vụ|Ban Chấp hành|Ban Chấp hành Đảng bộ|Ban Chấp hành Trung ương|Trung ương
|Ban Bí thư|Bộ Chính trị|Thường trực|Đảng Cộng sản Việt Nam
|Đảng bộ|Đảng ủy|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Đảng đoàn|Ban cán sự đảng|Chi bộ
|các cơ quan Đảng|các cơ quan đảng
|Ban Tuyên giáo và Dân vận|Ban Tuyên giáo|Ban Dân vận|Ban Tổ chức|Ban Nội chính|Ban Xây dựng Đảng
|Ủy ban Kiểm tra|Văn phòng|Ban Chỉ đạo|Tổ công tác|Trung tâm Chính trị
|Đoàn Thanh niên Cộng sản Hồ Chí Minh|Đoàn TNCS Hồ Chí Minh|Đoàn Thanh niên|Tỉnh đoàn|Thành đoàn|Huyện đoàn
|Hội Liên hiệp Phụ nữ Việt Nam|Hội Liên hiệp Phụ nữ|Hội LHPN Việt Nam|Hội LHPN|Hội Nông dân Việt Nam
|Hội Nông dân
|Hội Cựu chiến binh Việt Nam|Hội Cựu chiến binh|Hội Liên hiệp Thanh niên Việt Nam|Hội Liên hiệp Thanh niên
|Liên đoàn Lao động|Công đoàn|Liên hiệp các Hội Khoa học và Kỹ thuật|Hội Chữ thập đỏ|Hội Người cao tuổi
|Hội Khuyến học|Hội Nhà báo|Hội Luật gia
|Sở|Phòng|Bộ|Cục|Chi cục|Ban|Viện|Thanh tra|Bảo tàng|Thư viện|Tổng cục|Vụ
|Khoa học và Công nghệ|Thông tin và Truyền thông|Văn hóa, Thể thao và Du lịch|Văn hóa và Thể thao
|Văn hóa, Thông tin và Thể thao|Văn hóa - Thông tin|Văn hóa, Khoa học và Thông tin
|Văn hóa - Xã hội|Văn hóa và Thông tin|Du lịch|Nội vụ|Tài chính|Giáo dục và Đào tạo|Y tế|Xây dựng|Tư pháp
|Nông nghiệp và Môi trường|Nông nghiệp và Phát triển nông thôn|Tài nguyên và Môi trường|Công Thương|Ngoại vụ
|Ngoại giao|Quốc phòng|Dân tộc và Tôn giáo|Kinh tế, Hạ tầng và Đô thị|Kinh tế|Kinh tế - Hạ tầng
|Kế hoạch và Đầu tư|Giao thông vận tải|Lao động - Thương binh và Xã hội|Quy hoạch - Kiến trúc
|An toàn thực phẩm
|Tuyên giáo|Dân vận|Tổ chức|Chuyển đổi số|Quản lý|Khu kinh tế|các khu công nghiệp
|Trung tâm Phục vụ hành chính công|Trung tâm Dịch vụ tổng hợp|Trung tâm|Phục vụ hành chính công
|Văn hóa, Thông tin và Truyền thanh|Văn hóa - Thể thao|Văn hóa, Thể thao và Truyền thanh
|Cung ứng dịch vụ công|Dịch vụ tổng hợp|Công nghệ thông tin và Truyền thông|Khuyến nông
|Công an|Bộ Chỉ huy Quân sự|Ban Chỉ huy Quân sự|Bộ đội Biên phòng|Đài Phát thanh và Truyền hình
|Đài Phát thanh - Truyền hình|Đài Truyền thanh|Báo|Tòa án nhân dân|Viện kiểm sát nhân dân|Bảo hiểm xã hội
|Kho bạc Nhà nước|Ngân hàng Nhà nước|Trường Đại học|Trường Cao đẳng|Trường Chính trị|Trường Tiểu học
|Trường Trung học cơ sở|Trường Trung học phổ thông|Trường Mầm non|Trường|Học viện|Đại học|Bệnh viện
|Tổng công ty
|Công ty|Cổ phần|Hợp tác xã|Quốc hội|Chính phủ|Thủ tướng Chính phủ|Chủ tịch|Chánh|Giám đốc|Bí thư|Phó
|nhân dân|và|tỉnh|thành phố|phường|xã|đặc khu|huyện|quận|thị xã|thị trấn|cấp|khóa|các|của|khu vực
|Kiêm nhiệm|Thường trực|Khối|Tổ|Việt Nam|Hồ Chí Minh|về phát triển|khoa học, công nghệ|đổi mới sáng tạo
|quốc gia|Đề án 06|cải cách hành chính|doanh nghiệp""".replace("\n", "").split("|")
_SHORT = set(
    """UBND HĐND MTTQ UBMTTQ UBMTTQVN TNCS LHPN BCH BTV BCĐ TW VNPT LĐLĐ BHXH THPT THCS TTVH CNTT CĐS
    KHCN TP""".split()
)
UNITS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "phường", "xã", "huyện", "quận")
_BY_KEY = {tuple(tone_position_key(name.lower()).split()): name for name in _WRITTEN}
_LONGEST = max(map(len, _BY_KEY))
_DEPARTMENTS = {"Sở", "Phòng", "Bộ", "Cục", "Chi cục", "Ban", "Viện", "Trung tâm", "Vụ", "Tổng cục", "Hội"}
_LETTER = re.compile(r"[^\W\d_]")
_OLD_TONE = re.compile(r"\b([Uu])ỷ\b")


def is_capitals(text: str) -> bool:
    """Whether all its letters are capitals, and there are some; one small letter is a slip of recognition."""
    letters = _LETTER.findall(text)
    return len(letters) > 1 and sum(letter.islower() for letter in letters) <= len(letters) // 20


def modern(name: str) -> str:
    """«Uỷ ban» as «Ủy ban»: one body has one name, however its documents place the tone."""
    return _OLD_TONE.sub(lambda match: f"{'Ủ' if match[1] == 'U' else 'ủ'}y", name)


def official(capitals: str) -> str:
    """«ỦY BAN NHÂN DÂN PHƯỜNG KINH MÔN» as «Ủy ban nhân dân phường Kinh Môn»."""
    words = capitals.split()
    keys = [tone_position_key(word.lower()) for word in words]
    parts: list[str] = []
    at = 0
    while at < len(words):
        count, written = _known(keys, at)
        if not count:
            count, written = 1, _name_word(words[at])
        # What a department is for begins with a capital: «Sở Khoa học», «Cục Chuyển đổi số».
        parts.append(_first_capital(written) if parts and parts[-1] in _DEPARTMENTS else written)
        at += count
    return modern(_first_capital(" ".join(parts)))


def role(capitals: str) -> str:
    """«PHÓ CHỦ TỊCH» as «Phó Chủ tịch», «KT. TRƯỞNG BAN» as «KT. Trưởng ban»."""
    lead = _CAPACITY.match(capitals)
    rest = capitals[lead.end() :] if lead else capitals
    said = " ".join(_roles(rest))
    return modern(f"{' '.join(lead[0].split())} {said}" if lead else said).strip()


_CAPACITY = re.compile(
    r"(?:T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|T\s?/?\s?U\s?Q|Q)\s?(?:\.|(?<=/[MTL])|\s)\s*", re.IGNORECASE
)
_ROLE_NAMES = """Chủ tịch|Bí thư|Giám đốc|Tổng Giám đốc|Trưởng ban|Trưởng phòng|Trưởng Công an
|Chánh Văn phòng|Văn phòng
|Cục trưởng|Chi cục trưởng|Vụ trưởng|Bộ trưởng|Thứ trưởng|Viện trưởng|Hiệu trưởng|Tổng Biên tập|Chỉ huy trưởng
|Chính ủy|Ủy viên|Ủy viên Thường trực|Ủy viên Ban Thường vụ|Chánh Thanh tra|Thường trực|Chủ nhiệm
|Trưởng đoàn|Tổ trưởng
|Thủ trưởng|Hội trưởng|Thường vụ|Phó|Phó Chánh|Chánh án|Thủ tướng|Bí thư Chi bộ|Trưởng trạm|kiêm
|Kế toán trưởng
|Trưởng Ban Chỉ đạo|Trưởng Tiểu ban|Phó Trưởng Ban Chỉ đạo""".replace("\n", "").split("|")
_ROLE_BY_KEY = {tuple(tone_position_key(name.lower()).split()): name for name in _ROLE_NAMES}


def _roles(capitals: str) -> Iterable[str]:
    words = capitals.split()
    keys = [tone_position_key(word.lower()) for word in words]
    at = 0
    while at < len(words):
        for count in range(min(5, len(words) - at), 0, -1):
            said = _ROLE_BY_KEY.get(tuple(keys[at : at + count]))
            if said:
                yield said
                at += count
                break
        else:
            # What is no role is the body of it: «CHỦ TỊCH ỦY BAN NHÂN DÂN».
            body = official(" ".join(words[at:]))
            yield body
            return


def _known(keys: list[str], at: int) -> tuple[int, str]:
    for count in range(min(_LONGEST, len(keys) - at), 0, -1):
        key = tuple(keys[at : at + count])
        if key in _BY_KEY:
            return count, _BY_KEY[key]
    return 0, ""


def _name_word(word: str) -> str:
    if word.strip(",.;").upper() in _SHORT or any(sign.isdigit() for sign in word):
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
