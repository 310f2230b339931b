"""The examples for repositories of content run commands that exist, check and publish, and never test."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine import command

ROOT = Path(__file__).parents[2]
EXAMPLES = ("deploy/ci/github.yml", "deploy/ci/gitlab.yml")


def scripts(value: Any) -> Iterator[str]:
    """Every text that a shell runs: values of `run`, `script` and `before_script`."""
    if isinstance(value, list):
        for each in value:
            yield from scripts(each)
    if isinstance(value, dict):
        for name, each in value.items():
            if name in ("run", "script", "before_script"):
                yield from [each] if isinstance(each, str) else each
            else:
                yield from scripts(each)


def steps(name: str) -> list[str]:
    return list(scripts(yaml.safe_load((ROOT / name).read_text("utf-8"))))


def commands(name: str, program: str) -> list[list[str]]:
    """Arguments of each call of a program."""
    return [
        shlex.split(found)
        for step in steps(name)
        for found in re.findall(rf"(?:^|\s){re.escape(program)} ([^|&;\n]*)", step)
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_they_run_commands_that_exist(name: str) -> None:
    targets = re.findall(r"(?m)^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"))
    made = commands(name, "make")
    assert made
    assert all(target in targets for (target,) in made)
    for arguments in commands(name, ".venv/bin/portal"):
        # Ends the test when the command does not know one of them.
        command._parser(arguments[0]).parse_args(arguments)


@pytest.mark.parametrize("name", EXAMPLES)
def test_they_check_and_publish_with_the_store_and_never_test(name: str) -> None:
    called = [arguments[0] for arguments in commands(name, ".venv/bin/portal")]
    assert {"check", "import", "build"} <= set(called)
    assert called.index("import") < len(called) - 1 - called[::-1].index("check") < called.index("build")
    text = (ROOT / name).read_text("utf-8")
    assert ".cache/store" in text
    assert "make test" not in text
    assert "pytest" not in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_their_scripts_are_good_shell(name: str) -> None:
    for step in steps(name):
        done = subprocess.run(["bash", "-n", "-c", step], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_before_a_commit_the_content_is_checked() -> None:
    found = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    (hook,) = found["repos"][0]["hooks"]
    program, *arguments = shlex.split(hook["entry"])
    assert (ROOT / program).is_file()
    assert command._parser(arguments[0]).parse_args(arguments).run is command._check
    assert re.search(hook["files"], "docs/ke-hoach/can-tho/a.md")
    assert re.search(hook["files"], "data/site.yml")
    assert not re.search(hook["files"], "hooks/portal/docs/a.py")


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell that Git for Windows brings")
@pytest.mark.parametrize("place", [".venv/bin/portal", ".venv/Scripts/portal.exe"])
def test_the_command_is_found_wherever_its_environment_keeps_it(place: str, tmp_path: Path) -> None:
    script = tmp_path / "cong thong tin" / ".ci" / "portal"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "portal", script)
    missing = subprocess.run([script, "check"], capture_output=True, text=True, check=False)
    assert (missing.returncode, "chưa cài" in missing.stderr) == (2, True)
    portal = script.parents[1] / place
    portal.parent.mkdir(parents=True)
    portal.write_text('#!/bin/sh\necho "$@"\nexit 1\n')
    portal.chmod(0o755)
    done = subprocess.run([script, "check", "a b"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "check a b\n")
