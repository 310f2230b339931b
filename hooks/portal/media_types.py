"""Media types of files that records attach or show: the same on every machine, and no others are published.

The standard library asks the system's own tables, which differ from machine to machine. What is not in this
one a browser might run as a page (`.html`, `.xhtml`, `.xml`, `.js`, `.svgz`), or nobody has asked for yet.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024
PICTURE = 5 * MEBIBYTE
"""A page shows it to whoever comes by, over a telephone's line too."""
DRAWING = MEBIBYTE
"""An SVG is read whole and written anew; what is larger is a traced photograph."""
DOCUMENT = 50 * MEBIBYTE
"""Whoever wants it asks for it. Hosts of git warn from 50 MiB on and refuse 100; the import reads as much."""

_OFFICE = re.compile(rb"PK\x03\x04")
_OLD_OFFICE = re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_JPEG = re.compile(rb"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Type:
    """`beginning` is how its bytes begin; None where that are only letters. `largest` in bytes."""

    name: str
    beginning: re.Pattern[bytes] | None
    largest: int = DOCUMENT


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
TYPES = {
    ".csv": Type("text/csv", None),
    ".doc": Type("application/msword", _OLD_OFFICE),
    ".docx": Type(f"{_OPEN_XML}.wordprocessingml.document", _OFFICE),
    ".gif": Type("image/gif", re.compile(rb"GIF8[79]a"), PICTURE),
    ".jpeg": Type("image/jpeg", _JPEG, PICTURE),
    ".jpg": Type("image/jpeg", _JPEG, PICTURE),
    ".mp3": Type("audio/mpeg", re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")),
    ".mp4": Type("video/mp4", re.compile(rb"....ftyp", re.DOTALL)),
    ".odp": Type(f"{_OPEN_DOCUMENT}.presentation", _OFFICE),
    ".ods": Type(f"{_OPEN_DOCUMENT}.spreadsheet", _OFFICE),
    ".odt": Type(f"{_OPEN_DOCUMENT}.text", _OFFICE),
    ".pdf": Type("application/pdf", re.compile(rb"%PDF-[0-9]")),
    ".png": Type("image/png", re.compile(rb"\x89PNG\r\n\x1a\n"), PICTURE),
    ".ppt": Type("application/vnd.ms-powerpoint", _OLD_OFFICE),
    ".pptx": Type(f"{_OPEN_XML}.presentationml.presentation", _OFFICE),
    ".svg": Type("image/svg+xml", None, DRAWING),
    ".txt": Type("text/plain", None),
    ".webp": Type("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL), PICTURE),
    ".xls": Type("application/vnd.ms-excel", _OLD_OFFICE),
    ".xlsx": Type(f"{_OPEN_XML}.spreadsheetml.sheet", _OFFICE),
    ".zip": Type("application/zip", re.compile(rb"PK(?:\x03\x04|\x05\x06)")),
}


def ending(name: str) -> str:
    """With its dot, in small letters: what servers and systems go by.

    >>> ending("Phụ lục.PDF"), ending("a/.htaccess")
    ('.pdf', '')
    """
    return posixpath.splitext(name)[1].lower()


def media_type(name: str) -> str:
    """By the ending of a file's name; `application/octet-stream` for an unknown one.

    >>> media_type("Phụ lục.PDF"), media_type("a.xyz")
    ('application/pdf', 'application/octet-stream')
    """
    known = TYPES.get(ending(name))
    return known.name if known else "application/octet-stream"
