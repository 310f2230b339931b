"""`portal build`, and the build before something is published."""

from __future__ import annotations

import argparse
import os
import sys
import time
from functools import partial
from pathlib import Path

from engine import menu, progress, site_folder, staging
from engine.failures import UsageError, WrongContentError
from engine.progress import Stage, quiet
from engine.session import Session, open_session
from engine.site_folder import NotOursError
from portal.declaration import Watch, unwatched
from portal.problems import Problems, as_text, summary
from portal.processes import Workers
from portal.project import Project
from portal.store import Disk, with_store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site-dir", type=Path, metavar="THƯ_MỤC", help="nơi đặt kết quả (mặc định: site)")
    parser.add_argument("--clean", action="store_true", help="làm lại tất cả từ đầu")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="số việc chạy cùng lúc"
    )


def site_dir_of(project: Project, options: argparse.Namespace) -> Path:
    """Where the build is, or is to be."""
    given: Path | None = options.site_dir
    return given or project.root / "site"


def run(project: Project, options: argparse.Namespace) -> Session:
    """Build, telling of it; what was built. WrongContentError, UsageError: the last good site stays."""
    if options.jobs < 1:
        raise UsageError("--jobs phải từ 1 trở lên")
    say = partial(print, flush=True)
    site_dir = site_dir_of(project, options)
    with site_folder.alone(project, site_dir, say), Workers(options.jobs) as workers:
        return with_store(project.store, lambda store: _build(store, workers, project, options))


def _build(store: Disk, workers: Workers, project: Project, options: argparse.Namespace) -> Session:
    started = time.monotonic()
    if options.clean:
        store.clear()
    stage = progress.stages()
    site_dir = site_dir_of(project, options)
    try:
        with staging.begun(project, site_dir, store=store, workers=workers, afresh=options.clean) as build:
            # Whoever called sees what was loaded, so that it is not taken apart before the process ends.
            options.session = opened = session(project, store, workers, stage, build.printing.watch)
            if opened.problems.errors:
                raise _refused(opened.problems)
            result = build.finish(opened, stage)
    except NotOursError:
        raise UsageError(f"{site_dir} không phải là thư mục của cổng; hãy chọn thư mục trống") from None
    changes = result.difference
    print(
        f"Xong sau {time.monotonic() - started:.1f} giây: {result.total} tệp, làm lại {result.made}; "
        f"thêm {len(changes.added)}, sửa {len(changes.changed)}, xóa {len(changes.removed)}."
    )
    if opened.problems.advice:
        print(f"{summary(opened.problems)} Xem bằng lệnh: portal check")
    return opened


def _refused(problems: Problems) -> WrongContentError:
    sys.stderr.write(as_text(problems))
    print(f"{summary(problems)} Chưa dựng gì; bản đang có giữ nguyên.", file=sys.stderr)
    return WrongContentError()


def session(
    project: Project, store: Disk, workers: Workers, stage: Stage = quiet, watch: Watch = unwatched
) -> Session:
    """The project now, loaded, checked and declared."""
    entries = menu.read(project.root / "mkdocs.yml")
    return open_session(project, menu=entries, store=store, workers=workers, stage=stage, watch=watch)
