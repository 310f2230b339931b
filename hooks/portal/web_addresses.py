"""Addresses of other websites: http or https, a host, and nothing that shows one thing and does another."""

from __future__ import annotations

import re

# Letters of any script: «tên miền tiếng Việt» are registered. No sign that looks like a dot or a slash.
_LABEL = r"[^\W_](?:[\w-]{0,62})"
_HOST = rf"(?:(?:{_LABEL}\.)*{_LABEL}\.?|\[[0-9a-fA-F:.]{{2,45}}\])"
_AUTHORITY = re.compile(rf"https?://{_HOST}(?::[0-9]{{1,5}})?(?=[/?#]|\Z)", re.IGNORECASE)
_BEGINS = re.compile(r"https?://", re.IGNORECASE)
_CREDENTIALS = re.compile(r"https?:[/\\]*[^/?#\\]*@", re.IGNORECASE)
# Controls, and what turns the direction of writing, joins letters or is not seen (Unicode: Cc, Cf, Zl, Zp).
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_ENDS_IT = re.compile(r"[\s<>\"]")
LONGEST = 2_000
"""What browsers and servers agree on."""


def flaw(address: str) -> str:
    """What is wrong with an address in a data file or in front matter; empty when nothing is.

    >>> flaw("https://chinhphu.vn/a?b=c"), flaw("https://a@b.vn/")
    ('', 'địa chỉ không được có tên đăng nhập trước dấu @')
    """
    if not address.startswith(("https://", "http://")):
        return "phải là địa chỉ bắt đầu bằng https:// hoặc http://"
    if _ENDS_IT.search(address):
        return "địa chỉ không được có dấu cách, ngoặc nhọn hay ngoặc kép"
    return flaw_of_link(address)


def flaw_of_link(address: str) -> str:
    """The same for a link in a text, which may be written more freely after the host."""
    if _CREDENTIALS.match(address):
        return "địa chỉ không được có tên đăng nhập trước dấu @"
    if UNSEEN.search(address):
        return "địa chỉ có ký tự không hiện ra màn hình"
    if not _BEGINS.match(address) or not _AUTHORITY.match(address):
        return "tên miền của địa chỉ không đúng"
    return "" if len(address) <= LONGEST else f"địa chỉ dài quá {LONGEST} ký tự"
