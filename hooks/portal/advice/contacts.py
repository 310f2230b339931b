"""Advice on private mail addresses and mobile phones: a public page names offices, which stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.advice.written import Text
from portal.problems import Problem

# Who anybody can get an address from. An enterprise's own domain is none of them.
_FREE = (
    r"gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|aol|gmx|zoho|zohomail"
    r"|protonmail|proton|pm|yandex|tutanota|qq|163|126"
)
PRIVATE_MAIL = re.compile(
    rf"(?<![\w.+@-])[\w.+-]{{1,64}}@(?:{_FREE})\.(?:com?|net|me|vn|ru|fr|de|uk)(?:\.[a-z]{{2}})?(?![\w-]|\.\w)",
    re.IGNORECASE,
)
# Prefixes of mobile phones since 2018, when all got ten digits. The first three stand together, or
# 05-08-2025 10:30 would be one.
MOBILE = re.compile(
    r"(?<![\w.,=/+\-])(?:\(?0|\(?\+84\)?[ .]?(?:\(0\))?|0084[ .]?)"
    r"(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{0,7}(?:[ .)\-]{1,2}[0-9]{2,7}){0,4}(?![\w/\-]|[.,][0-9])"
)
_NOT_DIGIT = re.compile(r"[^0-9]")
_COUNTRY = re.compile(r"\A(?:0084|84)?0?")
# What else has ten digits and may begin with a zero: codes of taxpayers, accounts, identity cards.
_CODE_BEFORE = re.compile(
    r"(?:mã số|mã|mst|thuế|tài khoản|stk|cccd|cmnd|số hiệu)\W*(?:\w+\W+){0,3}\Z", re.IGNORECASE
)
_POSSIBLE = re.compile(r"0[35789][0-9]|\+84|0084")


def check(text: Text) -> Iterator[Problem]:
    """In all of the file: contacts stand in the front matter too."""
    if "@" in text.whole:
        for match in PRIVATE_MAIL.finditer(text.without_code):
            yield text.advice("mail-private", text.line_of_whole(match.start()), *mail_words(match[0]))
    if _POSSIBLE.search(text.whole):
        for place, number in mobiles(text.without_code):
            yield text.advice("phone-private", text.line_of_whole(place), *phone_words(number))


def mail_words(address: str) -> tuple[str, str]:
    """Message and remedy for a private mail address."""
    message = f"«{address}» là hộp thư cá nhân miễn phí, không phải hộp thư công vụ"
    return message, "ghi hộp thư của cơ quan (….gov.vn): người nghỉ việc thì thư vẫn tới"


def phone_words(number: str) -> tuple[str, str]:
    """Message and remedy for a mobile phone."""
    message = f"«{number}» là số di động, thường của một người: lên trang là ai cũng lưu được"
    return message, "ghi số máy bàn, tổng đài hoặc đường dây nóng của cơ quan; đúng là số trực thì để nguyên"


def mobiles(text: str) -> Iterator[tuple[int, str]]:
    """Numbers of mobile phones with their places."""
    for match in MOBILE.finditer(text):
        # A code of the country, or the zero instead, and nine digits.
        national = _COUNTRY.sub("", _NOT_DIGIT.sub("", match[0]))
        before = text[max(0, match.start() - 40) : match.start()]
        if len(national) == 9 and not _CODE_BEFORE.search(before):
            yield match.start(), match[0].strip()
