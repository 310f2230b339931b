"""Files that want to do harm: a clear message, in bounded time and memory, and nothing else."""

from __future__ import annotations

import io
import os
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.importing.blocks import Paragraph, Source, Table, UnreadableError, note
from portal.importing.readers import isolation, opening
from portal.importing.readers.exchange import from_json, to_json
from portal.importing.readers.isolation import read_apart
from tests.importing import word_files
from tests.importing.word_files import paragraph, with_body

GOOD = with_body(paragraph("Một đoạn."))


def refused(tmp_path: Path, data: bytes, name: str = "tep.docx") -> str:
    """What is said of a file, by the doorway and within seconds."""
    path = tmp_path / name
    path.write_bytes(data)
    started = time.monotonic()
    with pytest.raises(UnreadableError) as error:
        opening.read(path)
    assert time.monotonic() - started < 30
    said = str(error.value)
    assert said
    assert "Traceback" not in said
    return said


def replaced(name: str, content: bytes) -> bytes:
    return word_files.changed(GOOD, lambda each, old: content if each == name else old)


def zipped(files: dict[str, bytes], level: int = 9) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def ole(*names: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 500
        + b"".join(name.encode("utf-16-le") for name in names)
    )


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
    b'<w:document xmlns:w="'
    + word_files.W.encode()
    + b'"><w:body><w:p><w:r><w:t>&y;</w:t></w:r></w:p></w:body></w:document>'
)
OUTSIDE = ENTITIES.replace(b'<!ENTITY x "xxxxxxxxxx">', b'<!ENTITY x SYSTEM "file:///etc/passwd">')
DEEP = b"".join(
    [
        b'<w:document xmlns:w="' + word_files.W.encode() + b'"><w:body>',
        b"<w:tbl><w:tr><w:tc>" * 3000,
        b"<w:p/>",
        b"</w:tc></w:tr></w:tbl>" * 3000,
        b"</w:body></w:document>",
    ]
)

FIRST = '<w:vMerge w:val="restart"/>'
MERGED = "<w:tr><w:tc><w:tcPr>{}</w:tcPr>{}</w:tc></w:tr>"

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "tep.docx", "trống"),
    "blank": (lambda: b" \n\n ", "tep.txt", "trống"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "tep.docx", "hỏng"),
    "damaged": (lambda: GOOD[:200] + b"\xff" * 400 + GOOD[600:], "tep.docx", "hỏng"),
    "no document in it": (
        lambda: zipped({"[Content_Types].xml": b"<a/>", "word/a.xml": b"<a/>"}),
        "tep.docx",
        "hỏng",
    ),
    "a document without text": (lambda: with_body(paragraph("")), "tep.docx", "không có chữ nào"),
    "broken XML": (lambda: replaced("word/document.xml", b"<w:document"), "tep.docx", "hỏng"),
    "entities": (lambda: replaced("word/document.xml", ENTITIES), "tep.docx", "DOCTYPE"),
    "outside entities": (lambda: replaced("word/document.xml", OUTSIDE), "tep.docx", "DOCTYPE"),
    "entities in UTF-16": (
        lambda: replaced(
            "word/document.xml", ENTITIES.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
        ),
        "tep.docx",
        "DOCTYPE",
    ),
    "a bomb of one part": (
        lambda: zipped({"word/document.xml": b" " * (61 * 1024 * 1024), "[Content_Types].xml": b"<a/>"}),
        "tep.docx",
        "lớn bất thường",
    ),
    "a bomb of many parts": (
        lambda: zipped(
            {"word/document.xml": b"<a/>", **{f"word/{number}.xml": b"a" for number in range(5001)}}
        ),
        "tep.docx",
        "lớn bất thường",
    ),
    "tables in tables": (lambda: replaced("word/document.xml", DEEP), "tep.docx", "hỏng"),
    "a million paragraphs": (
        lambda: with_body("<w:p/>" * 60_000 + paragraph("a")),
        "tep.docx",
        "dài bất thường",
    ),
    "encrypted": (lambda: ole("EncryptedPackage"), "tep.docx", "mật khẩu"),
    "an old workbook": (lambda: ole("Workbook"), "tep.doc", "không phải Word"),
    "a broken old document": (lambda: ole("WordDocument"), "tep.doc", r"\.doc"),
    "a workbook": (
        lambda: zipped({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}),
        "tep.docx",
        "Excel",
    ),
    "slides": (
        lambda: zipped({"ppt/a.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}),
        "tep.docx",
        "PowerPoint",
    ),
    "an archive": (lambda: zipped({"../../etc/passwd": b"x", "a.txt": b"x"}), "tep.docx", "nén"),
    "OpenDocument": (
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
        "tep.odt",
        "OpenDocument",
    ),
    "RTF": (lambda: rb"{\rtf1\ansi Ke hoach}", "tep.doc", "RTF"),
    "HTML": (lambda: b"\n<!DOCTYPE html><html><script>alert(1)</script></html>", "tep.doc", "HTML"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "tep.pdf", "ảnh PNG"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 40, "tep.docx", "ảnh JPEG"),
    "a program": (lambda: b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 400, "tep.docx", "không nhận ra"),
    "HTML in UTF-16": (lambda: "<html><p>Kế hoạch</p>".encode("utf-16"), "tep.doc", "HTML"),
    "a page saved as one file": (
        lambda: b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n',
        "tep.doc",
        "MHTML",
    ),
    "an old document with a password": (
        lambda: ole("WordDocument").ljust(1024, b"\0") + b"\xec\xa5\xc1" + b"\0" * 8 + b"\x01" + b"\0" * 500,
        "tep.doc",
        "mật khẩu",
    ),
    "an endless list of files": (
        lambda: GOOD[:-22] + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 9, 9, 9_000_000, 0, 0),
        "tep.docx",
        "quá nhiều tệp",
    ),
    "a cell that goes over all rows": (
        lambda: with_body(
            f"<w:tbl>{MERGED.format(FIRST, paragraph('x' * 10**6))}"
            f"{MERGED.format('<w:vMerge/>', '<w:p/>') * 3000}</w:tbl>{paragraph('a')}"
        ),
        "tep.docx",
        "dài bất thường",
    ),
    "text without end": (lambda: b"a" * 100 + b" chu" * 10_000_000, "tep.txt", "quá mức"),
    "a broken PDF": (lambda: b"%PDF-1.7\nrubbish", "tep.pdf", "PDF"),
    "a PDF that is only its head": (lambda: b"%PDF-1.7", "tep.pdf", "PDF"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_reason(case: str, tmp_path: Path) -> None:
    make, name, said = REFUSED[case]
    import re

    assert re.search(said, refused(tmp_path, make(), name))
    assert [path.name for path in tmp_path.iterdir()] == [name], "nothing was unpacked beside it"


def test_a_file_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"word/document.xml": b" " * 100_000, "[Content_Types].xml": b"<a/>"}))
    # The directory of the archive promises ten bytes.
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    assert refused(tmp_path, bytes(data))


def test_macros_are_left_alone_and_told_of(tmp_path: Path) -> None:
    path = tmp_path / "tep.docm"
    path.write_bytes(
        word_files.changed(GOOD, lambda _name, old: old, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    )
    source = opening.read(path)
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["Một đoạn."]
    assert "macro" in source.remarks[0]


def test_what_lies_outside_of_the_file_is_not_fetched(tmp_path: Path) -> None:
    def relations(name: str, content: bytes) -> bytes:
        if name != "word/_rels/document.xml.rels":
            return content
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        extra = (
            f'<Relationship Id="rX" Type="{kind}" Target="http://127.0.0.1:9/a.xml" TargetMode="External"/>'
        )
        return content.replace(b"</Relationships>", extra.encode() + b"</Relationships>")

    path = tmp_path / "tep.docx"
    path.write_bytes(word_files.changed(GOOD, relations))
    assert opening.read(path).notes == {}


@pytest.mark.parametrize(
    ("name", "kind"), [("tep.doc", "Word (.docx)"), ("tep.pdf", "Word (.docx)"), ("tep", "Word (.docx)")]
)
def test_a_wrong_ending_is_read_by_what_it_is_and_told_of(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(GOOD)
    assert kind in opening.read(tmp_path / name).remarks[0]


@pytest.mark.parametrize("text", ["PKI là hạ tầng khóa công khai.", "BM 01: biểu mẫu báo cáo."])
def test_text_that_begins_as_other_files_do_is_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tep.txt"
    path.write_text(text, encoding="utf-8")
    assert opening.read(path).blocks == (Paragraph(text, 1),)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(UnreadableError, match="không mở được"):
        opening.read(Path("a\0b.docx"))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "tệp thường"), (tmp_path / "khong-co.docx", "không mở được")):
        with pytest.raises(UnreadableError, match=said):
            opening.read(path)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "to.docx"
    with path.open("wb") as file:
        file.truncate(opening.MAX_BYTES + 1)
    with pytest.raises(UnreadableError, match="50 MB"):
        opening.read(path)


@pytest.mark.skipif(os.name == "nt", reason="names that Windows refuses by itself")
def test_a_name_is_shown_without_what_terminals_obey(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\n..\\..\\b.docx"
    path.write_bytes(GOOD)
    assert opening.read(path).name == "a·[31m·..\\..\\b.docx"


# -- The process of its own ----------------------------------------------------------------------------


def crash(_data: bytes, _name: str) -> Source:
    """Ends as a fault of a library does."""
    os._exit(139)


def hang(_data: bytes, _name: str) -> Source:
    while True:
        time.sleep(1)


def devour(_data: bytes, _name: str) -> Source:
    found = []
    while True:
        found.append(bytearray(64 * 1024 * 1024))


def lie(_data: bytes, _name: str) -> Source:
    sys.stdout.buffer.write(b'{"name": 1}')
    sys.stdout.flush()
    os._exit(0)


def litter(_data: bytes, _name: str) -> Source:
    """Leaves a file in the folder for such files, and hangs."""
    Path(tempfile.mkstemp(prefix="tệp-bỏ-lại-")[1]).write_bytes(b"x")
    return hang(b"", "")


def tell(data: bytes, name: str) -> Source:
    raise UnreadableError(f"{name}: {len(data)}")


def apart(
    function: Callable[[bytes, str], Source], monkeypatch: pytest.MonkeyPatch, seconds: float = 20
) -> str:
    monkeypatch.setattr(isolation, "_SEARCHED", (*isolation._SEARCHED, str(Path(__file__).parents[2])))
    started = time.monotonic()
    with pytest.raises(UnreadableError) as error:
        read_apart(f"tests.unit.test_importing_hostile:{function.__name__}", b"abc", "tệp", seconds=seconds)
    assert time.monotonic() - started < 25
    return str(error.value)


def test_a_reader_that_crashes_hangs_devours_or_lies_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "dừng giữa chừng" in apart(crash, monkeypatch)
    assert "quá 2 giây" in apart(hang, monkeypatch, seconds=2)
    assert "dừng giữa chừng" in apart(lie, monkeypatch)
    assert apart(tell, monkeypatch) == "tệp: 3"


def test_what_a_reader_leaves_behind_goes_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    assert "quá 2 giây" in apart(litter, monkeypatch, seconds=2)
    assert list(tmp_path.rglob("*")) == []


def test_the_folder_that_it_is_started_in_brings_no_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert apart(tell, monkeypatch) == "tệp: 3"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bound")
def test_a_reader_has_no_more_memory_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "dừng giữa chừng" in apart(devour, monkeypatch)


def test_sources_come_over_as_they_were() -> None:
    source = Source(
        "a.docx",
        (Paragraph(f"a{note(1)}", 3, 2, True, False, True, 1, True), Table((("b", "c\nd"),), 4, ruled=False)),
        {1: "chú thích"},
        True,
        ("nhắc",),
    )
    assert from_json(to_json(source)) == source


def count(_data: bytes, name: str, progress: Callable[[int, int], None]) -> Source:
    for page in (1, 2, 3):
        progress(page, 3)
    print("something else", file=sys.stderr)
    return Source(name, (Paragraph("a", 1),))


def test_a_reader_that_takes_long_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_SEARCHED", (*isolation._SEARCHED, str(Path(__file__).parents[2])))
    seen: list[tuple[int, int]] = []
    source = read_apart(
        "tests.unit.test_importing_hostile:count",
        b"",
        "a",
        seconds=20,
        progress=lambda page, pages: seen.append((page, pages)),
    )
    assert source.blocks == (Paragraph("a", 1),)
    assert seen == [(1, 3), (2, 3), (3, 3)]
