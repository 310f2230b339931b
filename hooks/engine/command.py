"""The `portal` command."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn, TextIO, TypeAlias

from engine import VERSION, menu, progress, site_folder, staging
from engine.menu import ConfigurationError
from engine.progress import Stage, quiet
from engine.session import Session, open_session
from engine.site_folder import NotOursError
from portal import codes, published
from portal.advice import later
from portal.declaration import Watch, unwatched
from portal.problems import FORMATS, Problems, as_text, did_you_mean, summary
from portal.processes import Workers
from portal.project import Project, SettingError, find, moment, public_address
from portal.store import Disk, with_store
from portal.writing import put

DONE, WRONG_CONTENT, WRONG_USAGE = 0, 1, 2
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def program() -> NoReturn:
    """The command as a process of its own, which ends with it."""
    options = argparse.Namespace()
    status = main(options=options)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    # All is written. To take apart what was built, object by object, would take as long as to load it.
    os._exit(status)


def main(arguments: Sequence[str] | None = None, options: argparse.Namespace | None = None) -> int:
    """Exit status: 0 done; 1 content or data is wrong; 2 wrong usage. `options` are filled in."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # On Windows a pipe has an encoding that knows no Vietnamese.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # What is loaded is needed to the end, and what is thrown away is young: to search everything for garbage
    # time and again takes a quarter of an unchanged build.
    gc.set_threshold(50_000, 1_000, 1_000_000)
    options = _parser(_named(arguments)).parse_args(arguments, options)
    project = find(Path.cwd())
    if project is None:
        return _usage("không thấy dự án: hãy chạy trong thư mục có mkdocs.yml và data/")
    try:
        moment()
        public_address("https://portal.example/")
        status = int(options.run(project, options))
        sys.stdout.flush()
        return status
    except SettingError as error:
        return _usage(str(error))
    except ConfigurationError as error:
        return _usage(f"mkdocs.yml: {error}")
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has had enough of it; Python would try to write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_CONTENT


def _named(arguments: Sequence[str] | None) -> str:
    """The command that is asked for."""
    given = sys.argv[1:] if arguments is None else arguments
    return given[0] if given else ""


def _parser(named: str) -> argparse.ArgumentParser:
    """All commands; what reads documents and asks questions is loaded only for the command that does."""
    parser = argparse.ArgumentParser(prog="portal", description="Cổng thông tin Nghị quyết 57.")
    parser.add_argument("--version", action="version", version=f"portal {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    _add_check(commands)
    _add_build(commands)
    serve = commands.add_parser("serve", help="xem trước ở máy này; tự dựng lại khi tệp đổi")
    serve.add_argument("--port", type=int, default=8000, metavar="CỔNG", help="cổng mạng (mặc định: 8000)")
    serve.set_defaults(run=_serve)
    fetch = commands.add_parser("admin", help="lấy các tệp của trang soạn bài /admin/ về máy, một lần")
    fetch.set_defaults(run=_admin)
    imported = commands.add_parser("import", help="bản nháp từ tệp Word, PDF, văn bản; cả bản quét")
    if named == "import":
        from engine import importing  # noqa: PLC0415

        importing.add_arguments(imported)
    imported.set_defaults(run=_import)
    new = commands.add_parser("new", help="tạo tệp mới từ mẫu, sẵn các trường phải điền")
    if named == "new":
        from engine import new as engine_new  # noqa: PLC0415

        engine_new.add_arguments(new)
    new.set_defaults(run=_new)
    return parser


def _add_check(commands: Commands) -> None:
    check = commands.add_parser("check", help="kiểm tra nội dung và dữ liệu, không dựng trang")
    check.add_argument("--format", choices=sorted(FORMATS), default="text", help="cách in các lỗi")
    check.add_argument(
        "--fix",
        action="store_true",
        help="sửa những gì chắc chắn (NFC, chữ Ƣ, dấu cách thừa, số ký hiệu) và ghi sổ địa chỉ đã đăng",
    )
    check.add_argument("--explain", metavar="MÃ", help="giải thích một mã lỗi rồi thôi")
    check.set_defaults(run=_check)


def _add_build(commands: Commands) -> None:
    build = commands.add_parser("build", help="dựng cổng vào site/; chỉ làm lại những gì đã đổi")
    build.add_argument("--site-dir", type=Path, metavar="THƯ_MỤC", help="nơi đặt kết quả (mặc định: site)")
    build.add_argument("--clean", action="store_true", help="làm lại tất cả từ đầu")
    build.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="số việc chạy cùng lúc"
    )
    build.set_defaults(run=_build)


def _check(project: Project, options: argparse.Namespace) -> int:
    if options.explain is not None:
        return _explain(options.explain)
    from engine import fixing  # noqa: PLC0415

    # Tools read the remaining problems, and nothing else, from standard output.
    say = sys.stdout if options.format == "text" else sys.stderr
    if options.fix:
        say.writelines(f"{line}\n" for line in fixing.told(fixing.mend(project)))
    session = with_store(project.store, lambda store: _session(project, store, Workers()))
    if options.fix and _fixed(session, say):
        session = with_store(project.store, lambda store: _session(project, store, Workers()))
    problems = session.problems
    if session.snapshot is not None:
        problems = Problems([*problems, *later.at_a_moment(session.snapshot)])
    sys.stdout.write(FORMATS[options.format](problems))
    if options.format == "text":
        print(summary(problems))
        _hint(problems)
    return WRONG_CONTENT if problems.errors else DONE


def _hint(problems: Problems) -> None:
    """The codes, for those who want to know more; beside the lines, which stay as they are everywhere."""
    found = sorted({problem.code for problem in problems})
    if found:
        sys.stdout.flush()
        shown = ", ".join(found[:12]) + (" …" if len(found) > 12 else "")
        print(f"Giải thích một mã: portal check --explain MÃ (ở đây: {shown})", file=sys.stderr)


def _explain(code: str) -> int:
    known = codes.explanations()
    if code not in known:
        hint = did_you_mean(code, known) or "các mã: " + ", ".join(known)
        return _usage(f"không có mã «{code}»; {hint}")
    sys.stdout.write(codes.as_text(known[code]))
    return DONE


def _fixed(session: Session, say: TextIO) -> bool:
    """Write what is safe to write, and say what it was; nothing while there are errors."""
    rows = session.unregistered if not session.problems.errors else []
    if not rows or session.snapshot is None:
        return False
    path = session.project.root / published.PATH
    put(path, published.written([*session.snapshot.catalogue.published.rows, *rows]))
    print(f"{published.PATH}: đã ghi thêm {len(rows)} địa chỉ.", file=say)
    print(*(f"  {row.address}" for row in rows), sep="\n", file=say)
    return True


def _build(project: Project, options: argparse.Namespace) -> int:
    if options.jobs < 1:
        return _usage("--jobs phải từ 1 trở lên")
    site_dir = options.site_dir or project.root / "site"
    say = partial(print, flush=True)
    with site_folder.alone(project, site_dir, say), Workers(options.jobs) as workers:
        return with_store(project.store, lambda store: _build_with(store, workers, project, options))


def _build_with(store: Disk, workers: Workers, project: Project, options: argparse.Namespace) -> int:
    started = time.monotonic()
    if options.clean:
        store.clear()
    stage = progress.stages()
    site_dir = options.site_dir or project.root / "site"
    try:
        with staging.begun(project, site_dir, store=store, workers=workers, afresh=options.clean) as build:
            options.session = session = _session(project, store, workers, stage, build.printing.watch)
            if session.problems.errors:
                return _refused(session.problems)
            result = build.finish(session, stage)
    except NotOursError:
        return _usage(f"{site_dir} không phải là thư mục của cổng; hãy chọn thư mục trống")
    changes = result.difference
    print(
        f"Xong sau {time.monotonic() - started:.1f} giây: {result.total} tệp, làm lại {result.made}; "
        f"thêm {len(changes.added)}, sửa {len(changes.changed)}, xóa {len(changes.removed)}."
    )
    if session.problems.advice:
        print(f"{summary(session.problems)} Xem bằng lệnh: portal check")
    return DONE


def _refused(problems: Problems) -> int:
    sys.stderr.write(as_text(problems))
    print(f"{summary(problems)} Chưa dựng gì; bản đang có giữ nguyên.", file=sys.stderr)
    return WRONG_CONTENT


def _serve(project: Project, options: argparse.Namespace) -> int:
    from engine import server  # noqa: PLC0415

    return server.serve(project, port=options.port)


def _admin(project: Project, _options: argparse.Namespace) -> int:
    from engine import admin  # noqa: PLC0415

    return admin.fetch(project)


def _import(project: Project, options: argparse.Namespace) -> int:
    from engine import importing  # noqa: PLC0415

    try:
        return DONE if importing.run(project, options) else WRONG_CONTENT
    except importing.UsageError as error:
        return _usage(str(error))


def _new(project: Project, options: argparse.Namespace) -> int:
    from engine import new as engine_new  # noqa: PLC0415

    try:
        sys.stdout.write(engine_new.create(project, options))
    except engine_new.RefusedError as error:
        return _usage(str(error))
    return DONE


def _session(
    project: Project, store: Disk, workers: Workers, stage: Stage = quiet, watch: Watch = unwatched
) -> Session:
    entries = menu.read(project.root / "mkdocs.yml")
    return open_session(project, menu=entries, store=store, workers=workers, stage=stage, watch=watch)


def _usage(message: str) -> int:
    print(f"portal: {message}", file=sys.stderr)
    return WRONG_USAGE


if __name__ == "__main__":
    program()
