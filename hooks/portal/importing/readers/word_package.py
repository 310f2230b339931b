"""The parts of a .docx file: only those that hold text, after a look at what it would unpack to."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from portal.importing.blocks import UnreadableError

MOST_PARTS = 5_000
MOST_BYTES = 300 * 1024 * 1024
"""Unpacked, pictures included; the largest plan seen had 40 MiB."""
MOST_XML_BYTES = 60 * 1024 * 1024
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
}
_BROKEN = "tệp Word bị hỏng. Hãy mở tệp bằng Word để kiểm tra, lưu lại thành .docx rồi nhập lại"
_BOMB = (
    "tệp Word bung ra lớn bất thường nên không được mở. "
    "Hãy chép phần văn bản sang một tệp Word mới rồi nhập lại"
)
_DECLARED = (
    "tệp Word có phần khai báo lạ (DOCTYPE) mà Word không bao giờ ghi, nên không được mở. "
    "Hãy chép phần văn bản sang một tệp Word mới rồi nhập lại"
)


@dataclass(frozen=True, slots=True)
class Package:
    """Parsed parts; None for those that the file has not. `macros` says that it holds programs."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    macros: bool


def open_package(data: bytes) -> Package:
    """Read the parts; UnreadableError for what is broken, or larger than a document can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _look_over(package)
            names = {name.lower(): name for name in package.namelist()}
            main = _main_part(package, names)
            parts = {
                kind: _part(package, names, name) for kind, name in _beside(package, names, main).items()
            }
            document = _part(package, names, main)
    except UnreadableError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
    ) as error:
        raise UnreadableError(_BROKEN) from error
    if document is None:
        raise UnreadableError(_BROKEN)
    macros = any("vbaproject" in name for name in names)
    styles, numbering, footnotes, endnotes = (parts.get(kind) for kind in _KINDS)
    return Package(document, styles, numbering, footnotes, endnotes, macros)


_KINDS = ("styles", "numbering", "footnotes", "endnotes")


def _look_over(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise UnreadableError(_BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableError("tệp Word có mật khẩu. Hãy bỏ mật khẩu rồi nhập lại")


def _main_part(package: zipfile.ZipFile, names: dict[str, str]) -> str:
    """The document itself, by the relations of the package."""
    relations = _part(package, names, "_rels/.rels")
    for each in relations.iter(_RELATIONS) if relations is not None else ():
        if str(each.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(each.get("Target", "")).lstrip("/"))
    return "word/document.xml"


def _beside(package: zipfile.ZipFile, names: dict[str, str], main: str) -> dict[str, str]:
    """Parts that the document names, by kind; what lies outside of the file is never fetched."""
    folder, name = posixpath.split(main)
    relations = _part(package, names, f"{folder}/_rels/{name}.rels")
    found = {}
    for each in relations.iter(_RELATIONS) if relations is not None else ():
        kind = str(each.get("Type", "")).rpartition("/")[2]
        target = str(each.get("Target", ""))
        if kind in _KINDS and each.get("TargetMode") != "External":
            found[kind] = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return found


def _part(package: zipfile.ZipFile, names: dict[str, str], name: str) -> etree._Element | None:
    there = names.get(posixpath.normpath(name).lower())
    if there is None:
        return None
    if package.getinfo(there).file_size > MOST_XML_BYTES:
        raise UnreadableError(_BOMB)
    data = _as_transitional(package.read(there))
    if _declares(data):
        raise UnreadableError(_DECLARED)
    # Entities are refused above; the parser has bounds of its own on depth and length.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _as_transitional(data: bytes) -> bytes:
    """The strict form of the format has other names for the same: Word can save it, few programs read it."""
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    return data


def _declares(data: bytes) -> bool:
    """Whether a document type is declared, in any encoding that XML is written in."""
    plain = data.replace(b"\x00", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
