"""Documents to drafts in their folders: nothing is overwritten, and an interruption loses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.drafting.names import free
from portal.importing import drafts
from portal.importing.blocks import UnreadableError
from portal.importing.findings import Understanding
from portal.importing.readers.isolation import Progress
from portal.importing.readers.opening import read
from portal.importing.understanding.document import understand
from portal.model.record import Kind
from portal.project import Project
from portal.settings import Settings
from portal.writing import lies_within, put

GUIDE = "HUONG-DAN.txt"
_FAILURE = ".loi.txt"
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Filed:
    """A document that became a draft. `again` when it had been imported before, and nothing was written."""

    draft: Path
    original: Path
    questions: int = 0
    questions_file: Path | None = None
    found: Understanding | None = None
    again: bool = False


def file_document(
    document: Path,
    *,
    project: Project,
    settings: Settings,
    today: date,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Filed:
    """Write the draft of a document, its questions and a copy of it side by side.

    They lie in the folder of its locality, in `docs/ke-hoach/` when that was not found, or in `out`.
    UnreadableError when the document cannot be read or the files cannot be written.
    """
    source = read(document, progress)
    found = understand(source, settings)
    place = found.locality.value if found.locality else ""
    folder = out if out is not None else project.docs / Kind.PLAN / place
    if out is None and not lies_within(folder, project.docs):
        raise UnreadableError(f"docs/{Kind.PLAN}/{place} là liên kết dẫn ra ngoài docs/; hãy xóa liên kết ấy")
    suffix = _ending(document)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = drafts.name_for(found)
        known = _imported_before(folder, name, suffix, document)
        if known is not None:
            return Filed(known.with_suffix(".md"), known, again=True)
        name = free(name, lambda each: any((folder / taken).exists() for taken in _files(each, suffix)))
        return _write(
            document,
            folder,
            drafts.draft_of(source, found, name=name, original=f"{name}{suffix}", today=today),
            name,
            found,
        )
    except OSError as error:
        raise UnreadableError(f"không ghi được vào {folder.name}/: {error.strerror or error}") from None


def _ending(document: Path) -> str:
    """The ending of a document's name, when it is one that any system takes and no draft's."""
    ending = document.suffix.lower()
    if ending == ".md":
        return ".txt"
    return ending if _ENDING.fullmatch(ending) else ""


def _files(name: str, suffix: str) -> tuple[str, ...]:
    return f"{name}.md", f"{name}{suffix}", drafts.questions_name(name)


def _imported_before(folder: Path, name: str, suffix: str, document: Path) -> Path | None:
    """The copy of the same document beside a draft: an import that was interrupted is not made twice."""
    size = document.stat().st_size
    for path in sorted(folder.glob(f"{name}*{suffix}")):
        same = path.is_file() and path.stat().st_size == size and path.read_bytes() == document.read_bytes()
        if same and path.with_suffix(".md").is_file():
            return path
    return None


def _write(document: Path, folder: Path, draft: drafts.Draft, name: str, found: Understanding) -> Filed:
    original = folder / f"{name}{_ending(document)}"
    put(original, document.read_bytes())
    questions = folder / drafts.questions_name(name) if draft.questions else None
    if questions:
        # Editors open it with a double click, and Windows' editor of old needs the mark.
        put(questions, draft.questions_text.encode("utf-8-sig"))
    # Last, because its being there says that all is.
    path = folder / f"{name}.md"
    put(path, draft.text.encode())
    return Filed(path, original, draft.questions, questions, found)


def waiting(project: Project) -> Iterator[Path]:
    """Documents in the inbox, in order of their names."""
    folder = project.inbox
    # What is imported is taken out: not from wherever a link leads.
    for path in sorted(folder.rglob("*")) if folder.is_dir() and not folder.is_symlink() else ():
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden and not _is_ours(path):
            yield path


def _is_ours(path: Path) -> bool:
    return path.name == GUIDE or path.name.endswith(_FAILURE)


def done_with(document: Path) -> None:
    """Take a document out of the inbox: its copy lies beside the draft."""
    document.unlink()
    document.with_name(f"{document.name}{_FAILURE}").unlink(missing_ok=True)


def refused(document: Path, why: str) -> None:
    """Say beside a document in the inbox why it was not imported; it stays where it is."""
    note = document.with_name(f"{document.name}{_FAILURE}")
    text = (
        f"Chưa nhập được tệp {document.name}: {why}\nSửa xong thì đặt tệp vào lại; lần nhập sau sẽ thử lại.\n"
    )
    data = text.encode("utf-8-sig")
    # Equal bytes are not written again: under version control that would be a change for nothing.
    if not note.is_file() or note.read_bytes() != data:
        put(note, data)
