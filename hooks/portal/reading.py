"""Bytes of a content file -> text that may be trusted: UTF-8, NFC, of a sensible size."""

from __future__ import annotations

import re
from collections.abc import Callable

from portal import vietnamese
from portal.problems import Problem, Severity

MAX_BYTES = 1024 * 1024
"""A record of more than 1 MiB of text is a mistake: the full resolution has about 60 KiB."""

# Also the separators of lines and paragraphs, where YAML would begin a new line unseen, and what no XML
# can carry.
_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufffe\\uffff]")

NO_CONTROL = ("có ký tự điều khiển không hiện ra màn hình", "xóa ký tự ấy (thường do chép từ PDF)")
"""Message and remedy for a control character."""


def read(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """The text with Unix line ends and without a byte order mark, and what is wrong with it.

    Where the text cannot be used at all (too large, not UTF-8) it is returned empty together
    with an error.
    """
    if len(data) > MAX_BYTES:
        return "", [
            _error(
                path,
                1,
                "file-too-large",
                "tệp quá lớn (tối đa 1 MB)",
                "chia thành nhiều trang, hoặc đưa toàn văn vào tệp đính kèm",
            )
        ]
    text, problems = decode(path, data)
    composed = vietnamese.nfc(text)
    return composed, ([*problems, *_letters(path, text, composed)] if text else problems)


def decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """UTF-8 as text with Unix line ends; all that `read` does but for its size and its letters."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        remedy = "lưu lại tệp với bảng mã UTF-8 (Unicode)"
        return "", [_error(path, line, "not-utf8", "tệp không ở bảng mã UTF-8", remedy)]
    bad = _first_line(text, has_control)
    return text, [_error(path, bad, "control-character", *NO_CONTROL)] if bad else []


def _letters(path: str, text: str, composed: str) -> list[Problem]:
    problems = []
    if text != composed:
        line = _first_line(text, lambda part: not vietnamese.is_nfc(part))
        problems.append(
            _error(
                path,
                line,
                "not-nfc",
                "chữ có dấu viết bằng dấu tổ hợp (không ở dạng NFC)",
                "chuyển văn bản sang Unicode dựng sẵn (NFC) rồi lưu lại",
            )
        )
    legacy = vietnamese.legacy_encoding(text)
    if legacy:
        line = _first_line(text, lambda part: vietnamese.legacy_encoding(part) is not None) or 1
        problems.append(
            _error(
                path,
                line,
                "legacy-encoding",
                f"văn bản dùng bảng mã cũ {legacy}",
                "chuyển sang Unicode (ví dụ bằng UniKey, Ctrl+Shift+F6) rồi dán lại",
            )
        )
    horn = _first_line(text, lambda part: "Ƣ" in part or "ƣ" in part)
    if horn:
        problems.append(
            Problem(
                path,
                horn,
                "",
                "damaged-horn",
                Severity.ADVICE,
                "có chữ «Ƣ» hoặc «ƣ», thường là chữ «Ư», «ư» bị hỏng khi chép từ PDF",
                "thay bằng «Ư», «ư»",
            )
        )
    return problems


def has_control(text: str) -> bool:
    """Whether a character in it is never seen: C0, C1 and separators, tab and line end apart."""
    return not text.isprintable() and _CONTROL.search(text) is not None


def _first_line(text: str, wrong: Callable[[str], bool]) -> int:
    if not wrong(text):
        return 0
    return next((number for number, part in enumerate(text.split("\n"), 1) if wrong(part)), 1)


def _error(path: str, line: int, code: str, message: str, remedy: str) -> Problem:
    return Problem(path, line, "", code, Severity.ERROR, message, remedy)
