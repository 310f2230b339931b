"""The doorway for files from outside: what a file is, its content says and not its name."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from portal.importing.blocks import Source, UnreadableError
from portal.importing.readers.isolation import Progress, read_apart
from portal.vietnamese import nfc

MAX_BYTES = 50 * 1024 * 1024
"""A plan of 50 MiB holds pictures; text takes a hundredth of that."""
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its usual endings, who reads it, and how long that may take."""

    name: str
    endings: tuple[str, ...]
    reader: str
    seconds: float = 60


WORD = Kind("Word (.docx)", (".docx", ".docm"), "portal.importing.readers.word:read_docx")
OLD_WORD = Kind("Word cũ (.doc)", (".doc",), "portal.importing.readers.old_word:read_doc", 120)
PDF = Kind("PDF", (".pdf",), "portal.importing.readers.pdf:read_pdf", 900)
TEXT = Kind("văn bản (.txt)", (".txt", ".md", ".text"), "portal.importing.readers.plain_text:read_text")

_MISSING = "không mở được: không có tệp này. Hãy kiểm tra lại tên và thư mục"
_CLOSED = "không mở được tệp. Hãy xem quyền đọc tệp, hoặc đóng chương trình đang giữ tệp"
_LOCKED = "tệp Word có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ) rồi lưu lại"
_SAVE = "Hãy mở tệp bằng Word hoặc LibreOffice, lưu lại thành .docx rồi nhập lại"
_PICTURES = {
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"GIF8": "ảnh GIF",
    b"II*\x00": "ảnh TIFF",
    b"MM\x00*": "ảnh TIFF",
    b"BM": "ảnh BMP",
}
_TAG = rb"<(?:!doctype|!--|\?xml|(?:html|head|meta|title|style|body|div|table|font|p|w:\w+)[\s>/])"
_WRITTEN = (
    (re.compile(rb"\{\\rtf", re.IGNORECASE), "RTF"),
    (re.compile(_TAG, re.IGNORECASE), "HTML hoặc XML"),
    (re.compile(rb"MIME-Version:|From: <Saved by|Content-Type: multipart", re.IGNORECASE), "MHTML"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MOST_LISTED = 5_000_000
"""Bytes of an archive's list of its files: far more than five thousand names take."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path, progress: Progress | None = None) -> Source:
    """Paragraphs and tables of a file; UnreadableError says why there are none and what to do."""
    name = _shown(path)
    data = _bytes_of(path)
    kind = kind_of(data)
    source = read_apart(kind.reader, data, name, seconds=kind.seconds, progress=progress)
    ending = Path(name).suffix
    if ending.lower() in kind.endings:
        return source
    has = f"có đuôi «{ending}»" if ending else "không có đuôi"
    remark = f"Tên tệp {has} nhưng bên trong là {kind.name}; đã đọc theo nội dung."
    return replace(source, remarks=(remark, *source.remarks))


def _shown(path: Path) -> str:
    """The name of a file without anything that a terminal or a page would take for more."""
    name = "".join(letter if letter.isprintable() else "·" for letter in nfc(path.name))
    name = name.encode(errors="replace").decode()
    ending = Path(name).suffix
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 10]}…{ending[:9]}"


def _bytes_of(path: Path) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("không phải là tệp thường. Hãy chọn một tệp văn bản")
        if found.st_size > MAX_BYTES:
            most = MAX_BYTES // 1024 // 1024
            raise UnreadableError(
                f"tệp lớn {found.st_size // 1024 // 1024} MB, nhiều hơn mức nhập được là {most} MB. "
                "Hãy bỏ bớt ảnh, hoặc tách phần văn bản thành tệp riêng"
            )
        data = path.read_bytes()
    except UnreadableError:
        raise
    except (OSError, ValueError) as error:
        # ValueError is for a name that no file can have.
        missing = isinstance(error, FileNotFoundError)
        raise UnreadableError(_MISSING if missing else _CLOSED) from None
    if not data.strip():
        raise UnreadableError("tệp trống. Hãy kiểm tra lại tệp đã lưu chưa")
    return data


def kind_of(data: bytes) -> Kind:
    """What a file is; UnreadableError for what is not read, by what it is."""
    if data.startswith(_ZIP):
        return _of_zip(data)
    if data.startswith(_OLE):
        return _of_ole(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    for sign, what in _PICTURES.items():
        # A picture has zeros at its beginning; «BM 01» may begin a text.
        if data.startswith(sign) and b"\0" in data[:64]:
            raise UnreadableError(f"tệp là {what}. Hãy quét hoặc lưu ảnh thành tệp PDF rồi nhập lại")
    # Without the marks and zeros of UTF-16, so that it is seen there too.
    head = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    for written, what in _WRITTEN:
        if written.match(head):
            raise UnreadableError(f"tệp ở dạng {what}. {_SAVE}")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("không nhận ra dạng của tệp. Các dạng nhập được: .docx, .doc, .pdf, .txt")
    return TEXT


def _of_zip(data: bytes) -> Kind:
    if _listed(data) > _MOST_LISTED:
        raise UnreadableError("tệp nén chứa quá nhiều tệp nên không được mở. Hãy nhập riêng tệp văn bản")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            first = package.read("mimetype")[:60] if "mimetype" in names and _is_small(package) else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        raise UnreadableError(
            "tệp bị hỏng hoặc tải về chưa đủ. Hãy mở tệp bằng Word để kiểm tra, lưu lại rồi nhập lại"
        ) from None
    if "word/document.xml" in names or ("[Content_Types].xml" in names and _has_folder(names, "word/")):
        return WORD
    if b"opendocument" in first:
        raise UnreadableError(f"tệp ở dạng OpenDocument (.odt). {_SAVE}")
    for folder, what in (("xl/", "bảng tính Excel"), ("ppt/", "bản trình chiếu PowerPoint")):
        if _has_folder(names, folder):
            raise UnreadableError(f"tệp là {what}. Hãy nhập tệp Word hoặc PDF của văn bản")
    raise UnreadableError("tệp là tệp nén. Hãy giải nén rồi nhập từng tệp bên trong")


def _listed(data: bytes) -> int:
    """How long an archive's list of its files is, by its last record: reading it takes ten times that."""
    end = data.rfind(b"PK\x05\x06")
    return int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0


def _is_small(package: zipfile.ZipFile) -> bool:
    return package.getinfo("mimetype").file_size < 200


def _has_folder(names: set[str], folder: str) -> bool:
    return any(name.startswith(folder) for name in names)


def _of_ole(data: bytes) -> Kind:
    # Names of the streams of a compound file are in UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError(_LOCKED)
    if "WordDocument".encode("utf-16-le") in data:
        if _is_locked(data):
            raise UnreadableError(_LOCKED)
        return OLD_WORD
    raise UnreadableError(
        "tệp là tài liệu Office cũ nhưng không phải Word. Hãy nhập tệp Word hoặc PDF của văn bản"
    )


def _is_locked(data: bytes) -> bool:
    """Whether an old Word document is encrypted: a bit in its head ([MS-DOC] 2.5.2, fEncrypted)."""
    # The head begins a sector of the file, and these are never smaller than 512 bytes.
    heads = (place for place in range(512, len(data) - 12, 512) if data.startswith(b"\xec\xa5", place))
    return any(data[place + 11] & 0x01 for place in heads)
