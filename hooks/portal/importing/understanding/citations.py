"""Documents that a text names: number, date and issuer; and which of them it carries out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.document_numbers import find_all
from portal.importing.findings import Cited, Found
from portal.importing.understanding.bodies import STARTS
from portal.importing.understanding.dates_in_text import DAY, day_of, part_date
from portal.importing.understanding.wording import Line, found
from portal.vietnamese import same_name

_DATE = re.compile(rf"\s*[,(]?\s*(?:ký\s+|ban hành\s+)?ngày\s+{DAY}\)?")
_YEAR = re.compile(r"\s*,?\s*(?:năm|tháng\s+(?P<month>\d{1,2})(?:/|\s+năm))\s*(?P<year>\d{4})")
_BY = re.compile(r"\s*,?\s*(?:của|do)\s+(?:các đồng chí\s+)?")
_STARTS = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(STARTS, key=len, reverse=True)))})\b", re.IGNORECASE
)
# Names of bodies that have commas: all others end at one.
_COMMAS = re.compile(
    r"(?:Văn hóa|Văn hoá), (?:Thể thao(?: và (?:Du lịch|Truyền thanh|Truyền thông))?"
    r"|Thông tin(?: và [A-ZĐ]\w+ \w+)?|Khoa học và Thông tin)|Kinh tế, Hạ tầng và Đô thị"
    r"|phát triển khoa học, công nghệ(?:, đổi mới sáng tạo)?(?: và chuyển đổi số)?(?: quốc gia)?"
)
_STOP = re.compile(
    r"[,;:()“”\"«»\n]|\.(?:\s|$)|\s[-–]\s|\s(?:về|ban hành|hướng dẫn|quy định|phê duyệt|thực hiện"
    r"|triển khai|giai đoạn|đến năm|năm"
    r"|gắn|trên địa bàn|để|là|đã|được|trong|tại|có|nhằm|sửa đổi|các|cụ thể|với|theo|bảo đảm|phải|cho|tới"
    r"|tiếp tục|tuyên truyền"
    r"|xây dựng|tổ chức|do|từ|khi|nêu|đề ra|đến|vào|bằng|cũng|cần|thống nhất|do|học tập|quán triệt"
    r"|phát triển|tăng cường|đẩy mạnh"
    r"|yêu cầu|đề nghị|thông báo|chỉ đạo|kết luận|kèm|số|phân công|và (?:các|những|[Kk]ế hoạch"
    r"|[Nn]ghị quyết|[Cc]hương trình"
    r"|[Kk]ết luận|[Hh]ướng dẫn|[Cc]hỉ thị|[Qq]uyết định|[Tt]hông báo|[Cc]ông văn|nội dung|nhiệm vụ|việc"
    r"|[Nn]ghị định|[Ll]uật))\b"
)
_KIND = re.compile(
    r"(?:Luật|Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Kết luận|Kế hoạch|Chương trình|Hướng dẫn"
    r"|Thông báo|Công văn"
    r"|Quy định|Quy chế|Đề án|Công điện|Tờ trình|Báo cáo|Thông tri|Văn bản|Phương án|Thư"
    r"|Thông tư liên tịch|công văn|văn bản)"
    r"[^.;,:\d]{0,60}$"
)
_CARRIES_OUT = re.compile(
    r"(?:^|(?<=[;.,]\s)|(?<=^[-–+*]\s))\W*(?:Căn cứ|căn cứ|Thực hiện|Triển khai(?: thực hiện)?"
    r"|Tiếp tục thực hiện|Theo"
    r"|Xét|Thi hành|Trên cơ sở|Nhằm triển khai|Để (?:triển khai|thực hiện|cụ thể hóa)"
    r"|thực hiện (?=\w+ \w+ (?:số|của)))\b"
)
_SEPARATED = re.compile(r"\s*(?:[,;]|và|cùng|;\s*và|,\s*và)?\s*(?:Căn cứ|Thực hiện|Theo|các)?\s*$")
_ISSUER_SPEAKS = re.compile(
    r"[,;.]\s+(?=(?:Ban|Ủy ban|Uỷ ban|UBND|Sở|Phòng|Đảng ủy|Đảng uỷ|Tỉnh ủy|Thành ủy|Hội|Đoàn|Tỉnh đoàn"
    r"|Trung tâm|Văn phòng|Trường"
    r"|Mặt trận|Liên đoàn|Bộ|Công an|Huyện ủy|Chi bộ)\b[^.;]{0,120}?\s(?:xây dựng|ban hành|đề nghị|yêu cầu"
    r"|hướng dẫn|thông báo"
    r"|triển khai|tổ chức|đề ra)\b)"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    cited: Cited
    where: Line
    start: int
    end: int


def mentions(line: Line) -> list[_Mention]:
    """The documents that a paragraph names, in order."""
    return [_mention(line, each.start, each.end, each.canonical) for each in find_all(line.text)]


def _mention(line: Line, start: int, end: int, number: str) -> _Mention:
    signed, after = _signed(line.text, end)
    issuer, after = _issuer(line.text, after)
    return _Mention(Cited(number, signed, issuer), line, start, after)


def _signed(text: str, at: int) -> tuple[str | None, int]:
    match = _DATE.match(text, at)
    if match:
        value = part_date(*day_of(match))
        return value, match.end() if value else at
    match = _YEAR.match(text, at)
    if match:
        month = int(match["month"]) if match["month"] else None
        return part_date(int(match["year"]), month), match.end()
    return None, at


def _issuer(text: str, at: int) -> tuple[str | None, int]:
    lead = _BY.match(text, at)
    if lead is None or not _STARTS.match(text, lead.end()):
        return None, at
    start = lead.end()
    end = start
    while True:
        stop = _STOP.search(text, end)
        end = stop.start() if stop else len(text)
        if stop is None:
            break
        whole = next(
            (each for each in _COMMAS.finditer(text, start) if each.start() <= end < each.end()), None
        )
        if whole is None:
            break
        end = whole.end()
    name = " ".join(text[start:end].split()).rstrip(" .,-–/")
    name = name.removesuffix(" và").strip()
    return (name, end) if name[:1].isupper() and len(name.split()) <= 20 else (None, at)


def opening_bases(lines: Iterable[Line]) -> list[_Mention]:
    """What the first paragraphs say that the document carries out."""
    return [each for line in lines for each in _bases(line)]


def _bases(line: Line) -> Iterable[_Mention]:
    text = line.text
    limit = next((match.start() for match in _ISSUER_SPEAKS.finditer(text)), len(text))
    verbs = [match.end() for match in _CARRIES_OUT.finditer(text)]
    before: _Mention | None = None
    is_base = False
    for each in mentions(line):
        if each.start >= limit:
            return
        if not verbs or each.start < verbs[0]:
            before = each
            continue
        is_base = _is_base(text, each, before, verbs, was_base=is_base)
        if is_base:
            yield each
        before = each


def _is_base(
    text: str, each: _Mention, before: _Mention | None, verbs: Sequence[int], *, was_base: bool
) -> bool:
    since = before.end if before else 0
    lead = text[since : each.start]
    named = _KIND.search(lead)
    gap = lead[: named.start()] if named else lead
    verb = max((at for at in verbs if at <= each.start), default=0)
    if before is None or verb > since:
        # The first after the verb, unless the verb is followed by something else that names it in passing.
        return len(text[verb : each.start]) < 220 and not re.search(r"[“”]", text[verb : each.start])
    if _SEPARATED.fullmatch(gap):
        return was_base
    return re.search(r"[;]\s*(?:và\s+)?$", gap) is not None or (
        re.search(r"(?:,|\bvà)\s*$", gap) is not None
        and re.search(r"\bvề\b", gap) is not None
        and named is not None
        and named[0][:1].isupper()
    )


def collected(mentioned: Iterable[_Mention], *, without: Sequence[str], sure: bool) -> list[Found[Cited]]:
    """Each document once, as fully as it is named anywhere."""
    kept: list[_Mention] = []
    for each in mentioned:
        if each.cited.number in without:
            continue
        for place, known in enumerate(kept):
            if _is_same(known.cited, each.cited):
                kept[place] = _fuller(known, each)
                break
        else:
            kept.append(each)
    return [found(each.cited, _around(each), sure=sure) for each in kept]


def _is_same(one: Cited, other: Cited) -> bool:
    """The same number, unless both date and issuer say that they are two documents."""
    if one.number != other.number:
        return False
    dates = one.signed and other.signed and one.signed[:4] != other.signed[:4]
    issuers = one.issuer and other.issuer and not same_name(one.issuer, other.issuer)
    return not (dates and issuers)


def _fuller(one: _Mention, other: _Mention) -> _Mention:
    weights = [_weight(each.cited) for each in (one, other)]
    best, rest = (one, other) if weights[0] >= weights[1] else (other, one)
    cited = Cited(
        best.cited.number, best.cited.signed or rest.cited.signed, best.cited.issuer or rest.cited.issuer
    )
    return _Mention(cited, best.where, best.start, best.end)


def _weight(cited: Cited) -> int:
    return len(cited.signed or "") + 5 * bool(cited.issuer)


def _around(each: _Mention) -> Line:
    """The words that name it."""
    text = each.where.text
    start = max(text.rfind(sign, 0, each.start) for sign in ";.,") + 1
    return Line(text[start : max(each.end, each.start + 1)].strip() or text, each.where.line)
