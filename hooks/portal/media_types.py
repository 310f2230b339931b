"""Media types of files that records attach or show: the same on every machine.

The standard library asks the system's own tables, which differ from machine to machine.
"""

from __future__ import annotations

import posixpath

_TYPES = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def media_type(name: str) -> str:
    """By the ending of a file's name; `application/octet-stream` for an unknown one.

    >>> media_type("Phụ lục.PDF"), media_type("a.xyz")
    ('application/pdf', 'application/octet-stream')
    """
    return _TYPES.get(posixpath.splitext(name)[1].lower(), "application/octet-stream")
