"""Read files of Word 97 to 2003 (.doc) through LibreOffice, which keeps tables, or else through catdoc."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from portal.importing.blocks import Source, UnreadableError
from portal.importing.readers import old_fonts
from portal.importing.readers.catdoc_tables import blocks_of
from portal.importing.readers.letters import HORNS, has_damaged_horn
from portal.importing.readers.word import read_docx

_SECONDS = 100
_OFFICES = (
    "soffice",
    "libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_MISSING = (
    "máy này chưa có chương trình đọc tệp .doc. Cài LibreOffice (Windows, macOS), hoặc trên Debian, Ubuntu: "
    "apt-get install catdoc; hay mở tệp bằng Word và lưu lại thành .docx"
)
_BROKEN = (
    "không đọc được tệp .doc này, có thể do hỏng hoặc có mật khẩu. Hãy mở bằng Word, lưu lại thành .docx"
)
_FLATTENED = (
    "Tệp .doc được đọc bằng catdoc, không giữ khung bảng và số tự động của Word: hãy so lại các bảng và số "
    "của các mục với bản gốc (có LibreOffice trên máy thì các thứ ấy được giữ)."
)


def read_doc(data: bytes, name: str) -> Source:
    """Paragraphs and tables of an old Word file."""
    office = next(filter(None, map(shutil.which, _OFFICES)), None)
    if office:
        return replace(read_docx(_converted(office, data), name), name=name)
    if not shutil.which("catdoc"):
        raise UnreadableError(_MISSING)
    text = _catdoc(data)
    remarks = [_FLATTENED]
    remarks += [HORNS] if has_damaged_horn(text) else []
    found = tuple(blocks_of(text))
    if not found:
        raise UnreadableError(_BROKEN)
    return Source(name, found, remarks=(*remarks, *old_fonts.remarks(found)))


def _converted(office: str, data: bytes) -> bytes:
    """The same as .docx. A profile of its own: one that is open elsewhere would refuse a second program."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "van-ban.doc"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", folder]
        _run([*command, str(source)])
        result = Path(folder) / "van-ban.docx"
        if not result.is_file():
            raise UnreadableError(_BROKEN)
        return result.read_bytes()


def _catdoc(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "van-ban.doc"
        source.write_bytes(data)
        # Without -w it breaks lines, without -d it writes in the system's code.
        return _run(["catdoc", "-w", "-d", "utf-8", str(source)]).decode("utf-8", "replace")


def _run(command: list[str]) -> bytes:
    # What is started here ends with this process: see `portal.importing.readers.isolation`.
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        raise UnreadableError(_BROKEN) from None
    if done.returncode:
        raise UnreadableError(_BROKEN)
    return done.stdout
