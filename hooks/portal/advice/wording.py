"""Advice on words that say nothing: texts of links, and a summary that is not there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from portal.advice.written import Text
from portal.model.page import OrdinaryText
from portal.model.record import Record
from portal.problems import Problem
from portal.rendering import Rendered

_LINK = re.compile(r'<a href="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_BARE = re.compile(r"(?:https?://|www\.)\S+")
_AROUND = " \t\n.,:;…>»«\"'()[]→➜-–—"
_EMPTY = frozenset(
    [
        *(
            "bấm vào đây",
            "bấm đây",
            "nhấn vào đây",
            "nhấn đây",
            "nhấp vào đây",
            "click vào đây",
            "kích vào đây",
        ),
        *("tại đây", "ở đây", "đây", "xem tại đây", "tải tại đây", "xem ở đây", "vào đây", "theo link này"),
        *("xem thêm", "xem tiếp", "xem chi tiết", "chi tiết", "đọc thêm", "đọc tiếp", "tìm hiểu thêm"),
        *("liên kết", "liên kết này", "đường dẫn", "đường dẫn này", "link", "link này", "trang này"),
        *("click here", "here", "read more", "more", "this link"),
    ]
)


def check_links(text: Text, rendered: Rendered) -> Iterator[Problem]:
    """Who listens to a page hears its links one after the other, without what is around them."""
    for address, inner in _LINK.findall(rendered.html):
        said = " ".join(html.unescape(_TAG.sub("", inner)).split()) if inner else ""
        bare = said.strip(_AROUND)
        if bare.lower() in _EMPTY:
            message = f"chữ của liên kết «{said}» không nói dẫn tới đâu"
            remedy = "viết tên của trang hay tệp được dẫn tới: [Kế hoạch 180-KH/TU](…)"
            yield text.advice("link-text", _line(text, said), message, remedy)
        elif _BARE.fullmatch(bare) and not address.startswith(("mailto:", "tel:")):
            message = f"liên kết hiện ra là một địa chỉ dài «{said}»"
            remedy = "viết tên trang thay cho địa chỉ: [Cổng Dịch vụ công quốc gia](https://…)"
            yield text.advice("link-text", _line(text, said), message, remedy)


def _line(text: Text, said: str) -> int:
    source = text.body
    words = r"\s+".join(map(re.escape, said.split()))
    found = re.search(rf"[\[<>][*_]*{words}[*_]*[\]<>]", source) or re.search(words, source)
    return text.line(found.start() if found else 0)


def check_summary(text: Text, record: Record | OrdinaryText | None) -> Iterator[Problem]:
    if isinstance(record, Record) and not record.summary:
        message = "chưa có tóm tắt: danh sách, bản tin và kết quả tìm kiếm chỉ hiện tiêu đề"
        line = text.document.line(("summary",))
        line = line if ("summary",) in text.document.lines else text.document.line(("title",))
        remedy = "thêm dòng «summary: …»: một hai câu bằng lời thường"
        yield text.advice("summary-missing", line, message, remedy, field="summary")
