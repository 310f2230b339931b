"""What lies below `docs/`, and what must not lie there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal import file_names
from portal.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Files:
    """What lies below `docs/`: Markdown to load, and all other files with their sizes; paths with `/`."""

    markdown: tuple[str, ...]
    others: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


_LINK = ("là liên kết tượng trưng, không phải tệp", "chép tệp thật vào đây")


def scan(docs: Path) -> Files:
    """All files below `docs/`, hidden ones left out. Links that leave the folder are not followed."""
    markdown: list[str] = []
    others: dict[str, int] = {}
    problems: list[Problem] = []
    for entry, below in _entries(docs, ""):
        wrong = _unfit(entry, below)
        if wrong:
            problems.append(wrong)
        elif below.endswith(".md"):
            markdown.append(below)
        else:
            others[below] = entry.stat().st_size
    return Files(tuple(sorted(markdown)), others, tuple(problems))


def links(root: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Symbolic links in folders that are not looked through otherwise, and these folders themselves."""
    for name in names:
        above = [root / name]
        found = [
            Path(place, each) for place, folders, files in os.walk(root / name) for each in folders + files
        ]
        for path in sorted(each for each in above + found if each.is_symlink()):
            message, remedy = _LINK
            shown = path.relative_to(root).as_posix().encode(errors="replace").decode()
            yield Problem(shown, 1, "", "symlink", Severity.ERROR, message, remedy)


def _entries(folder: Path | str, before: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Everything but folders, in the order of names, with its path below `docs/`."""
    # An entry knows of what kind it is without another question to the system, which a path does not.
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, f"{before}{entry.name}/")
        else:
            yield entry, before + entry.name


def _unfit(entry: os.DirEntry[str], below: str) -> Problem | None:
    if entry.is_symlink():
        message, remedy = _LINK
        return _wrong(below, "symlink", message, remedy)
    if not entry.is_file():
        return _wrong(below, "file-kind", "không phải là tệp thường", "xóa khỏi thư mục này")
    shown = below.encode(errors="replace").decode()
    if shown != below:
        return _wrong(shown, "file-name", "tên tệp không ở bảng mã UTF-8", "đổi tên tệp")
    if not below.endswith(".md") and (flaw := next(filter(None, map(file_names.flaw, below.split("/"))), "")):
        return _wrong(below, "file-name", flaw, "đổi tên tệp hoặc thư mục")
    if below.lower().endswith(".md") and not below.endswith(".md"):
        return _wrong(below, "file-name", "đuôi tên tệp phải viết thường", "đổi đuôi thành .md")
    return None


def _wrong(below: str, code: str, message: str, remedy: str) -> Problem:
    return Problem(f"docs/{below}", 1, "", code, Severity.ERROR, message, remedy)
