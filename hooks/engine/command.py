"""The `portal` command."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TypeAlias

from engine import VERSION, building, registering
from engine.failures import FailedError
from engine.menu import ConfigurationError
from portal import codes
from portal.advice import later
from portal.problems import FORMATS, Problems, did_you_mean, summary
from portal.processes import Workers
from portal.project import Project, SettingError, find, moment, public_address
from portal.store import with_store

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
    except (FailedError, SettingError, ConfigurationError) as error:
        return _failed(error)
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
    build = commands.add_parser("build", help="dựng cổng vào site/; chỉ làm lại những gì đã đổi")
    building.add_arguments(build)
    build.set_defaults(run=_build)
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
    _add_publishing(commands, named)
    new = commands.add_parser("new", help="tạo tệp mới từ mẫu, sẵn các trường phải điền")
    if named == "new":
        from engine import new as engine_new  # noqa: PLC0415

        engine_new.add_arguments(new)
    new.set_defaults(run=_new)
    return parser


def _add_publishing(commands: Commands, named: str) -> None:
    publish = commands.add_parser("publish", help="dựng, kiểm tra, rồi đưa bản mới ra cho mọi người xem")
    back = commands.add_parser("rollback", help="trả lại bản đã đăng trước đó")
    if named in {"publish", "rollback"}:
        from engine import publishing  # noqa: PLC0415

        publishing.add_arguments(publish, back)
    publish.set_defaults(run=_publish)
    back.set_defaults(run=_roll_back)


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


def _check(project: Project, options: argparse.Namespace) -> int:
    if options.explain is not None:
        return _explain(options.explain)
    from engine import fixing  # noqa: PLC0415

    # Tools read the remaining problems, and nothing else, from standard output.
    say = sys.stdout if options.format == "text" else sys.stderr
    if options.fix:
        say.writelines(f"{line}\n" for line in fixing.told(fixing.mend(project)))
    session = with_store(project.store, lambda store: building.session(project, store, Workers()))
    if options.fix and registering.note(session, say):
        session = with_store(project.store, lambda store: building.session(project, store, Workers()))
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


def _build(project: Project, options: argparse.Namespace) -> int:
    building.run(project, options)
    return DONE


def _serve(project: Project, options: argparse.Namespace) -> int:
    from engine import server  # noqa: PLC0415

    return server.serve(project, port=options.port)


def _admin(project: Project, _options: argparse.Namespace) -> int:
    from engine import admin  # noqa: PLC0415

    return admin.fetch(project)


def _import(project: Project, options: argparse.Namespace) -> int:
    from engine import importing  # noqa: PLC0415

    return DONE if importing.run(project, options) else WRONG_CONTENT


def _publish(project: Project, options: argparse.Namespace) -> int:
    from engine import publishing  # noqa: PLC0415

    publishing.publish(project, options)
    return DONE


def _roll_back(project: Project, options: argparse.Namespace) -> int:
    from engine import publishing  # noqa: PLC0415

    publishing.roll_back(project, options)
    return DONE


def _new(project: Project, options: argparse.Namespace) -> int:
    from engine import new as engine_new  # noqa: PLC0415

    sys.stdout.write(engine_new.create(project, options))
    return DONE


def _failed(error: Exception) -> int:
    if isinstance(error, ConfigurationError):
        return _usage(f"mkdocs.yml: {error}")
    if str(error):
        print(f"portal: {error}", file=sys.stderr)
    return error.status if isinstance(error, FailedError) else WRONG_USAGE


def _usage(message: str) -> int:
    print(f"portal: {message}", file=sys.stderr)
    return WRONG_USAGE


if __name__ == "__main__":
    program()
