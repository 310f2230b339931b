"""Files from outside are read in a process of their own, with bounds on time and memory.

A reader may crash, hang or ask for all the memory there is: it ends alone, and the editor is told.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal.importing.blocks import Source, UnreadableError
from portal.importing.readers.exchange import from_json, to_json

MEMORY_MB = 2048
"""Address space of a reader, of which libraries that are merely loaded take a quarter."""
_UNREADABLE, _READ = 3, 0
_SEARCHED = (str(Path(__file__).parents[3]),)
"""Folders in which the process finds our code."""
_MOST_ANSWERED = 24 * 1024 * 1024
"""Bytes of what a reader hands over; five hundred full pages take less than half of that."""
_LONG = "tệp dài quá mức nhập được. Hãy giữ lại riêng phần văn bản cần nhập trong một tệp mới"
_CRASHED = (
    "tệp làm chương trình đọc dừng giữa chừng, có thể do hỏng hoặc bị cố ý làm sai. Hãy mở tệp bằng chương "
    "trình đã tạo ra nó, lưu lại thành tệp mới rồi nhập lại"
)
_SLOW = "đọc tệp quá {} giây mà chưa xong. Hãy tách phần văn bản cần nhập thành tệp riêng"


Progress = Callable[[int, int], None]
"""Called with the page that is being read, from 1, and how many there are, by readers that take long."""


def read_apart(
    reader: str, data: bytes, name: str, *, seconds: float, progress: Progress | None = None
) -> Source:
    """What `reader`, a `module:function` of (bytes, name), makes of a file; UnreadableError says why not.

    A function that takes a third argument gets a `Progress`.
    """
    told, telling = os.pipe()
    listener = threading.Thread(target=_listen, args=(told, progress), daemon=True)
    listener.start()
    # With -P the folder that it is started in brings no code; a name in ASCII passes in every locale.
    command = [sys.executable, "-P", "-m", "portal.importing.readers.isolation", reader, json.dumps(name)]
    with (
        tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as folder,
        _started(command, folder, telling) as process,
    ):
        try:
            answer, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise UnreadableError(_SLOW.format(round(seconds))) from None
        finally:
            _end(process)
            listener.join(1)
    return _source(process.returncode, answer)


def _started(command: list[str], folder: str, telling: int) -> subprocess.Popen[bytes]:
    """A process in `folder`: what it leaves behind when it is ended lies there too."""
    ours = {"PYTHONPATH": os.pathsep.join(_SEARCHED), "PYTHONIOENCODING": "utf-8"}
    ours |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=telling,
            env={**os.environ, **ours},
            cwd=folder,
            **_of_its_own(),
        )
    finally:
        os.close(telling)


def _listen(told: int, progress: Progress | None) -> None:
    """What a reader says while it works: lines of two numbers, or what nobody needs."""
    with open(told, encoding="utf-8", errors="replace") as lines:
        # No line of ours is long; of what libraries say no more is kept.
        for line in iter(lambda: lines.readline(100), ""):
            numbers = line.split()
            if progress is not None and len(numbers) == 2 and all(map(str.isdecimal, numbers)):
                progress(int(numbers[0]), int(numbers[1]))


def _tell(page: int, pages: int) -> None:
    sys.stderr.write(f"{page} {pages}\n")
    sys.stderr.flush()


def _of_its_own() -> dict[str, Any]:
    # A group of its own, so that what it has started ends with it.
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a reader that still runs, with the programs that it has started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        # kill() would leave what it has started.
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _source(status: int, answer: bytes) -> Source:
    text = answer.decode("utf-8", "replace")
    if status == _UNREADABLE and text:
        raise UnreadableError(text)
    try:
        if status == _READ:
            return from_json(text)
    except (ValueError, KeyError, TypeError):
        pass
    raise UnreadableError(_CRASHED)


def _main() -> int:
    """In the process of its own: the file comes in, the source goes out."""
    reader, name = sys.argv[1], json.loads(sys.argv[2])
    _bound_memory()
    data = sys.stdin.buffer.read()
    module, _, function = reader.partition(":")
    try:
        read = getattr(importlib.import_module(module), function)
        more = (_tell,) if len(inspect.signature(read).parameters) > 2 else ()
        source = read(data, name, *more)
    except UnreadableError as error:
        sys.stdout.buffer.write(str(error).encode())
        return _UNREADABLE
    except MemoryError:
        return 1
    answer = to_json(source).encode()
    is_short = len(answer) <= _MOST_ANSWERED
    sys.stdout.buffer.write(answer if is_short else _LONG.encode())
    return _READ if is_short else _UNREADABLE


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        most = MEMORY_MB * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        # A crash leaves no file.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(_main())
