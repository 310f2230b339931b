"""`led.txt` in its encodings and `usb.zip`: for Windows tools of board makers, for boards without a line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from portal.screens.slots import Slot

ENCODINGS = {"led.txt": "utf-8", "led.bom.txt": "utf-8-sig", "led.utf16.txt": "utf-16-le"}
"""Tools that take the file for the system's old code page need a mark (BOM) or UTF-16."""
_BOM = "\ufeff"
# The first moment that the format knows: a zip holds no clock.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_README = """\
Các tệp này dùng cho bảng không nối mạng.

1. Chép cả thư mục vào ổ USB rồi cắm vào hộp điều khiển, hoặc mở bằng phần mềm của hãng bảng.
2. Thư mục anh: mỗi tin một ảnh, hoặc hai ảnh hiện lần lượt; đúng số điểm ảnh của bảng, đừng để phần mềm
   kéo giãn. Tên tệp theo đúng thứ tự hiển thị.
3. Các tệp led.txt: mỗi dòng một tin. Chữ bị lỗi thì thử led.bom.txt, rồi led.utf16.txt.
4. Tin có hạn không tự hết: chép lại khi cổng có nội dung mới.
"""


def led_txt(slots: Sequence[Slot], name: str) -> bytes:
    """A message a line, in order. CRLF in the files for Windows tools."""
    lines = [slot.text or slot.title for slot in slots]
    if name == "led.txt":
        return "".join(f"{line}\n" for line in lines).encode()
    text = "".join(f"{line}\r\n" for line in lines)
    mark = _BOM if ENCODINGS[name] == "utf-16-le" else ""
    return f"{mark}{text}".encode(ENCODINGS[name])


def usb_zip(slots: Sequence[Slot], pictures: Iterable[bytes]) -> bytes:
    """Texts and pictures of a screen; the same bytes whenever and wherever it is made."""
    contents = iter(pictures)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        _add(archive, "doc-truoc.txt", _README.replace("\n", "\r\n").encode("utf-8-sig"))
        for name in ENCODINGS:
            _add(archive, name, led_txt(slots, name))
        for number, slot in enumerate(slots, start=1):
            for phase in range(1, len(slot.pictures) + 1):
                # Pictures are packed already.
                _add(archive, f"anh/{number:02}-{phase}.png", next(contents), zipfile.ZIP_STORED)
    return written.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = packing
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
