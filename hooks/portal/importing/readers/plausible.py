"""Whether the text layer of a page is Vietnamese, or signs without sense."""

from __future__ import annotations

import re
from collections import Counter

from portal.legacy_encodings import legacy_encoding
from portal.vietnamese import nfc, repair_horn

# Words of which every text of offices is full. All have marks, which bad text layers lack or have wrong.
_COMMON = frozenset(
    """
    của và các có được cho với về số năm ngày tháng thực hiện kế hoạch nhiệm vụ công tác đơn vị địa phương
    tổ chức quốc gia chính trị phát triển khoa học nghệ đổi mới sáng tạo chuyển nghị quyết đảng ủy uỷ bộ
    ủy nhân dân phường xã tỉnh thành phố sở ban hội đồng việt nhà nước quản lý hoàn trước báo cáo là
    đến từ để người trên tại trong này những một dữ liệu cơ quan bảo đảm văn bản theo tăng cường đề nghị
    """.split()
)
_WORD = re.compile(r"[^\W\d_]{2,}")
# Fewer words than this prove nothing.
_FEW = 30
# Share of common words; good text has more than a third.
_LEAST = 0.12
# Letters that no Vietnamese text has, as a share of all.
_STRANGE = re.compile(r"[\u0180-\u019f\u01a3-\u01ae\u01b1-\u024f\u0370-\u1dff\u2c00-\ua7ff\ufffd]")
_MANY_STRANGE = 0.1


def is_garbage(text: str) -> bool:
    """Whether a text layer is better not used.

    >>> is_garbage("Uy ban nhan dan phuong " * 10)
    True
    """
    text = repair_horn(nfc(text))
    letters = sum(map(str.isalpha, text))
    if letters and len(_STRANGE.findall(text)) > _MANY_STRANGE * letters:
        return True
    words = Counter(_WORD.findall(text.lower()))
    count = words.total()
    if count < _FEW:
        return False
    common = sum(number for word, number in words.items() if word in _COMMON)
    return common < _LEAST * count or (common < 2 * _LEAST * count and legacy_encoding(text) is not None)
