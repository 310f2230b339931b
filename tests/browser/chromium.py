"""Find a Chromium that starts, or install one; as a program: make sure that there is one.

Looked for, in this order: the program named in the environment variable CHROMIUM, the names that systems give
to Chromium and Chrome, and Playwright's own download. Installed with apt-get where we are root on Debian or
Ubuntu, otherwise by Playwright. Prints one line; exit status 1 when there is none in the end.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
_REMEDY = "install one (Debian, Ubuntu: apt-get install chromium) or name it: CHROMIUM=/path/to/chromium"


class NoChromiumError(RuntimeError):
    """No Chromium starts on this machine; the text says how to get one."""


def find() -> Path:
    """Return the Chromium to test with, or raise NoChromiumError."""
    named = os.environ.get("CHROMIUM")
    if named:
        # A name that was given is meant: no other program takes its place.
        if found := shutil.which(named):
            return Path(found)
        raise NoChromiumError(f"CHROMIUM={named} is no program.")
    for program in _candidates():
        if _starts(program):
            return program
    raise NoChromiumError(f"Chromium is missing: {_REMEDY}")


def _candidates() -> Iterator[Path]:
    found = (shutil.which(name) for name in (*_NAMES, *_APPLICATIONS))
    yield from (Path(program) for program in found if program)
    if downloaded := _downloaded():
        yield downloaded


def _downloaded() -> Path | None:
    # In a process of its own: the tests start Playwright themselves, and one process can start it only once.
    answer = subprocess.run(
        [sys.executable, "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    program = answer.stdout.strip()
    return Path(program) if program and Path(program).exists() else None


def _starts(program: Path) -> bool:
    """Whether it is more than a stub that points to a snap, and has all its libraries."""
    if sys.platform == "win32":
        return True  # There, --version opens a window.
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def install() -> None:
    """Try the ways of getting a Chromium; whether one succeeded, find() tells."""
    if _is_root() and shutil.which("apt-get"):
        # Package mirrors fail now and then.
        if _install_package() or _install_package():
            return
        _run(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium")
        return
    _run(sys.executable, "-m", "playwright", "install", "chromium")


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _install_package() -> bool:
    if not _run("apt-get", "update"):
        return False
    return _run("apt-get", "install", "--yes", "--no-install-recommends", "chromium")


def _run(*command: str) -> bool:
    """Run quietly; what the command had to say is shown only when it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
    return done.returncode == 0


def main() -> int:
    try:
        program = find()
    except NoChromiumError as missing:
        if not os.environ.get("CHROMIUM"):
            print("No Chromium found: installing one ...", flush=True)
            install()
        try:
            program = find()
        except NoChromiumError:
            print(missing, file=sys.stderr)
            return 1
    print(f"Browser for the tests: {program}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
