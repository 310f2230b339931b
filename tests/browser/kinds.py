"""One address for every kind of page, so that a test of what all pages promise misses none."""

import pytest

KINDS = {
    "home": "/",
    "sections": "/nghi-quyet/",
    "section": "/nghi-quyet/the-che/",
    "plans": "/ke-hoach/",
    "plan": "/ke-hoach/tien-giang/hoc-tap-quan-triet-nghi-quyet-57/",
    "achievements": "/dien-hinh/trang/2/",
    "achievement": "/dien-hinh/vung-phu-5g/",
    "notice": "/tin-tuc/2026/luat-chuyen-doi-so-co-hieu-luc/",
    "targets": "/muc-tieu/",
    "documents": "/van-ban/",
    "localities": "/dia-phuong/",
    "locality": "/dia-phuong/dong-nai/",
    "former locality": "/dia-phuong/binh-phuoc/",
    "empty locality": "/dia-phuong/cao-bang/",
    "audiences": "/danh-cho/",
    "audience": "/danh-cho/nguoi-dan/",
    "audience list": "/danh-cho/nguoi-dan/trang/1/",
    "tasks": "/viec/",
    "units": "/viec/don-vi/",
    "unit": "/viec/don-vi/bao-va-dai-cac-cap/",
    "timeline": "/dong-thoi-gian/",
    "matrix": "/doi-chieu/",
    "feeds": "/nguon-tin/",
    "feeds of places": "/nguon-tin/dia-phuong/",
    "search": "/tim-kiem/",
    "handbook": "/bien-tap/chu-led/",
    "fields": "/bien-tap/truong/",
    "messages": "/bien-tap/thong-bao/",
    "screens": "/man-hinh/",
    "try board": "/man-hinh/thu/",
    "text": "/gioi-thieu/",
    "accessibility statement": "/tro-nang/",
    "unknown": "/khong-co-trang-nay/",
}
EMBEDDED = "/embed/ke-hoach/"
"""A page for a frame on another website: it has neither menu nor footer."""
EACH_KIND = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
