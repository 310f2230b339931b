"""`portal check --fix`: repair content and data files on disk, and say what was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby, takewhile
from pathlib import Path

from portal import published, scanning
from portal.project import Project
from portal.repairs import Form, Repair, repair
from portal.writing import put

SHOWN = 5
"""Lines that are shown of each kind of repair in a file; a whole file may have been in NFD."""
WIDTH = 60
"""Characters that are shown of a line, around what changed."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file and what was done to it; `refusal` says why nothing was."""

    path: str
    repairs: tuple[Repair, ...] = ()
    refusal: str = ""


def mend(project: Project) -> Iterator[Mended]:
    """Repair every file that needs it, one after the other."""
    for path, form in _files(project):
        try:
            before = path.read_bytes()
            after, repairs = repair(before, form)
            if after == before:
                continue
            # False when somebody else was faster.
            written = put(path, after, unless=partial(_has_changed, path, before))
        except OSError as error:
            yield Mended(
                _name(project, path), refusal=f"không sửa được tệp này ({error.strerror or 'lỗi đọc, ghi'})"
            )
            continue
        refusal = "" if written else "tệp vừa được sửa ở nơi khác, để nguyên; hãy chạy lại"
        yield Mended(_name(project, path), () if refusal else tuple(repairs), refusal)


def _name(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()


def _files(project: Project) -> Iterator[tuple[Path, Form]]:
    """Content and data files that are files; of the register every address has to stay."""
    for name in scanning.scan(project.docs).markdown:
        yield project.docs / name, Form.MARKDOWN
    for path in sorted(project.data.iterdir()):
        form = {".yml": Form.YAML, ".csv": Form.TABLE}.get(path.suffix)
        register = _name(project, path) == published.PATH
        if form and path.is_file() and not path.is_symlink() and not register:
            yield path, form


def _has_changed(path: Path, before: bytes) -> bool:
    return path.is_symlink() or path.read_bytes() != before


def told(mended: Iterable[Mended]) -> Iterator[str]:
    """Lines that say what was done: file, line, what it was, before and after."""
    for each in mended:
        if each.refusal:
            yield f"{each.path}: {each.refusal}"
        repairs = sorted(each.repairs, key=lambda repair: (repair.label, repair.line))
        for label, group in groupby(repairs, key=lambda repair: repair.label):
            lines = list(group)
            yield from (f"{each.path}:{one.line}: đã sửa {label}{_change(one)}" for one in lines[:SHOWN])
            if len(lines) > SHOWN:
                yield f"{each.path}: đã sửa {label}: thêm {len(lines) - SHOWN} dòng nữa"


def _change(repair: Repair) -> str:
    if repair.before == repair.after:
        return ""
    pairs = zip(repair.before, repair.after, strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return f": «{_part(repair.before, same)}» → «{_part(repair.after, same)}»"


def _part(line: str, start: int) -> str:
    """What changed with a little around it; spaces at the end are made to be seen."""
    begin = max(0, min(start, len(line)) - WIDTH // 3)
    bare = line.rstrip(" \t\u00a0")
    shown = (bare + "·" * (len(line) - len(bare)))[begin : begin + WIDTH]
    shown = "".join(letter if letter.isprintable() else "·" for letter in shown)
    return ("…" if begin else "") + shown + ("…" if begin + WIDTH < len(line) else "")
