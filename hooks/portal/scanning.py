"""What lies below `docs/`, and what must not lie there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Files:
    """What lies below `docs/`: Markdown to load, and all other files with their sizes; paths with `/`."""

    markdown: tuple[str, ...]
    others: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


def scan(docs: Path) -> Files:
    """All files below `docs/`, hidden ones left out. Links that leave the folder are not followed."""
    markdown: list[str] = []
    others: dict[str, int] = {}
    problems: list[Problem] = []
    for folder, folders, names in os.walk(docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*folders, *sorted(names)):
            path = Path(folder, name)
            below = path.relative_to(docs).as_posix()
            if name.startswith(".") or (name in folders and not path.is_symlink()):
                continue
            wrong = _unfit(path, below)
            if wrong:
                problems.append(wrong)
            elif name.endswith(".md"):
                markdown.append(below)
            else:
                others[below] = path.stat().st_size
    return Files(tuple(sorted(markdown)), others, tuple(problems))


def _unfit(path: Path, below: str) -> Problem | None:
    if path.is_symlink():
        return _wrong(below, "symlink", "là liên kết tượng trưng, không phải tệp", "chép tệp thật vào đây")
    if not path.is_file():
        return _wrong(below, "file-kind", "không phải là tệp thường", "xóa khỏi thư mục này")
    shown = below.encode(errors="replace").decode()
    if shown != below:
        return _wrong(shown, "file-name", "tên tệp không ở bảng mã UTF-8", "đổi tên tệp")
    if below.lower().endswith(".md") and not below.endswith(".md"):
        return _wrong(below, "file-name", "đuôi tên tệp phải viết thường", "đổi đuôi thành .md")
    return None


def _wrong(below: str, code: str, message: str, remedy: str) -> Problem:
    return Problem(f"docs/{below}", 1, "", code, Severity.ERROR, message, remedy)
