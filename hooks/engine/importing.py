"""`portal import`: drafts from Word, PDF and text files, given by name or put into the inbox."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.failures import UsageError
from portal import settings
from portal.importing import filing
from portal.importing.blocks import UnreadableError
from portal.importing.filing import Filed
from portal.importing.findings import Understanding
from portal.model.plan import Plan
from portal.project import INBOX, Project, moment
from portal.settings import Settings
from portal.store import digest

_ASKED_FOR = (
    "kind",
    "number",
    "issuer",
    "signed",
    "place",
    "title",
    "signer",
    "locality",
    "tasks",
    "recipients",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="TỆP", help="tệp .docx, .doc, .pdf (cả bản quét), .txt"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="THƯ_MỤC",
        help="nơi đặt bản nháp (mặc định: theo địa phương, docs/ke-hoach/…)",
    )
    parser.add_argument(
        "--inbox", action="store_true", help=f"nhập mọi tệp trong {INBOX}/ rồi đưa chúng ra khỏi đó"
    )


def run(project: Project, options: argparse.Namespace) -> bool:
    """Import, telling of each document; whether all could be. UsageError before anything is written."""
    if options.inbox and (options.files or options.out):
        raise UsageError("--inbox không đi cùng tên tệp hay --out")
    if not options.inbox and not options.files:
        raise UsageError(f"ghi tên tệp cần nhập, hoặc --inbox để nhập các tệp trong {INBOX}/")
    documents = list(filing.waiting(project)) if options.inbox else options.files
    for document in documents:
        if not document.is_file():
            raise UsageError(f"không có tệp {document}")
    known, _ = settings.load(project.data, digest)
    if known is None:
        raise UsageError("dữ liệu trong data/ đang có lỗi; xem bằng lệnh: portal check")
    done = [_import(each, project, known, options) for each in documents]
    print(_sum(done, options))
    return all(done)


def _import(document: Path, project: Project, known: Settings, options: argparse.Namespace) -> bool:
    print(f"Đọc {document.name} …", flush=True)
    try:
        filed = filing.file_document(
            document,
            project=project,
            settings=known,
            today=moment().date(),
            out=options.out,
            progress=_progress if sys.stdout.isatty() else None,
        )
    except UnreadableError as error:
        print(f"{document.name}: {error}", file=sys.stderr)
        if options.inbox:
            filing.refused(document, str(error))
        return False
    if options.inbox:
        filing.done_with(document)
    print(*_told(filed), sep="\n")
    return True


def _progress(page: int, pages: int) -> None:
    """Where scans are: a page takes some seconds."""
    end = "" if page < pages else "\n"
    print(f"\r  nhận dạng chữ, trang {page}/{pages} …", end=end, flush=True)


def _told(filed: Filed) -> Iterator[str]:
    if filed.again:
        yield f"  Đã nhập từ trước: {_shown(filed.draft)}"
        return
    yield f"  Bản nháp: {_shown(filed.draft)}"
    if filed.found is not None:
        yield from _findings(filed.found)
    if filed.questions_file:
        yield f"  {filed.questions} câu hỏi: {_shown(filed.questions_file)}"
    yield f"  Bản gốc, chưa đăng: {_shown(filed.original)}"


def _findings(found: Understanding) -> Iterator[str]:
    there = [name for name in _ASKED_FOR if getattr(found, name)]
    missing = [name for name in _ASKED_FOR if name not in there]
    for word, names in (("Thấy", there), ("Không thấy", missing)):
        if names:
            yield f"  {word}: {', '.join(_label(name) for name in names)}"


def _label(name: str) -> str:
    return str(Plan.model_fields[name].title).lower()


def _shown(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _sum(done: Sequence[bool], options: argparse.Namespace) -> str:
    if not done:
        return f"Không có tệp nào trong {INBOX}/."
    failed = len(done) - sum(done)
    left = f", {failed} tệp chưa nhập được" if failed else ""
    note = f" (xem các tệp .loi.txt trong {INBOX}/)" if failed and options.inbox else ""
    return f"Đã nhập {sum(done)} tệp{left}{note}."
