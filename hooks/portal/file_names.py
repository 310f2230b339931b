"""Names that files can have on every system: editors work on Windows, servers on Linux.

Source: Microsoft, "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

import re

LONGEST = 180
"""Bytes of a name; systems take 255, and the portal and other programs append endings."""

_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_SIGNS = re.compile(r"[<>:\"/\\|?*\x00-\x1f\x7f]")


def flaw(name: str) -> str:
    """What is wrong with a part of a path, in Vietnamese; empty when every system takes it.

    >>> flaw("ke-hoach.pdf"), flaw("CON.pdf")
    ('', 'tên «CON» dành riêng cho thiết bị trong Windows')
    """
    if _DEVICE.fullmatch(name):
        return f"tên «{name.partition('.')[0]}» dành riêng cho thiết bị trong Windows"
    if _SIGNS.search(name):
        return 'tên không được có các dấu < > : " / \\ | ? * và ký tự điều khiển'
    if name.endswith((".", " ")):
        return "tên không được kết thúc bằng dấu chấm hay dấu cách"
    return f"tên dài quá {LONGEST} byte" if len(name.encode(errors="replace")) > LONGEST else ""
