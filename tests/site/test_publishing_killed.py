"""A publication that is killed at any moment leaves the complete old or the complete new release.

`make soak` kills 300, continuous integration a few; PORTAL_TEST_KILLS says how many.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.publishing.lasting import is_lasting
from tests import projects
from tests.projects import NOTICE, PUBLIC, ROOT

KILLS = int(os.environ.get("PORTAL_TEST_KILLS", "6"))
EDITIONS = 4
SEED = int(os.environ.get("PORTAL_TEST_SEED", str(random.SystemRandom().randrange(10**6))))
MANIFEST, AT_THE_SWITCH = "/manifests/.", 8
Site = Mapping[str, str]
# Runs the command and kills itself just before a change of a file below a folder: the so-manieth since a file
# is first written that has `since` in its path.
KILLED = """
import os, signal, sys

place, since, left = sys.argv[1], sys.argv[2], int(sys.argv[3])
begun = False
changing = {"os.rename", "os.remove", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.utime", "os.chmod"}
writing = os.O_WRONLY | os.O_RDWR

def watch(event, arguments):
    global left, begun
    if event in changing or (event == "open" and isinstance(arguments[2], int) and arguments[2] & writing):
        if any(place in str(each) for each in arguments[:2]):
            begun = begun or (event == "open" and since in str(arguments[0])) or not since
            left -= begun
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
from engine import command

status = command.main(sys.argv[4:])
print("changes:", int(sys.argv[3]) - left)
sys.exit(status)
"""


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each file, compressed copies left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


@dataclass(frozen=True)
class Street:
    """What is published, and where: editions of one project, each with its finished build."""

    root: Path
    editions: tuple[Path, ...]

    @property
    def place(self) -> str:
        return str(self.root / "cong")

    def start(self, edition: int, *how: str, built: bool = True) -> subprocess.Popen[str]:
        command = [sys.executable, *(how or ("-m", "engine.command")), "publish", self.place, "--keep", "3"]
        return subprocess.Popen(
            [*command, "--built"] if built else command,
            cwd=self.editions[edition],
            env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PORTAL_NOW": "2026-03-01"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def names(self, folder: str) -> set[str]:
        """What is in a folder of the place."""
        return {path.name for path in (self.root / "cong" / folder).iterdir()}

    def served(self, sites: list[Site]) -> int:
        """The edition that is served, whole and unmixed."""
        found = digests((self.root / "cong/current").resolve())
        for number, site in enumerate(sites):
            if {name: found.get(name) for name in site} == site:
                # Anything else is what pages of earlier releases load.
                assert all(is_lasting(name) for name in found.keys() - site.keys())
                return number
        raise AssertionError("what is served is no edition")


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Street:
    root = tmp_path_factory.mktemp("dang")
    editions = []
    for number in range(EDITIONS):
        text = NOTICE.replace("tháng bảy", f"tháng {number + 1}")
        files = {**PUBLIC, "docs/tin-tuc/2026/luat.md": text}
        if number % 2:
            # Every page, and the style that it loads.
            style = "docs/assets/css/portal.css"
            files[style] = (ROOT / style).read_text("utf-8") + "p{}"
        made = projects.make(root / f"ban-{number}", files)
        assert made.portal("build").status == 0
        editions.append(made.root)
    return Street(root, tuple(editions))


def test_killed_at_any_moment(street: Street) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed makes it come again
    sites = [digests(edition / "site") for edition in street.editions]
    first = street.start(0)
    assert first.wait(120) == 0, first.stdout
    took, changes = _measured(street)
    left = {"old": 0, "new": 0}
    late = 0
    while sum(left.values()) < KILLS:
        before = street.served(sites)
        wanted = chance.choice([each for each in range(EDITIONS) if each != before])
        process = _killed(street, wanted, chance, took, changes)
        after = street.served(sites)
        if process.returncode == -signal.SIGKILL:
            assert after in {before, wanted}, f"seed {SEED}"
            left["new" if after == wanted else "old"] += 1
        else:
            late += 1
            assert (process.returncode, after) == (0, wanted), f"seed {SEED}"
        _publishes_without_help(street, sites, chance)
    print(f"{KILLS} publications killed (seed {SEED}), one takes {took:.2f} s:")
    print(f"{left['old']} left the old release, {left['new']} the new; {late} more had finished before")


def _measured(street: Street) -> tuple[float, int]:
    """Seconds of a publication, and how often it changes something below the place."""
    started = time.monotonic()
    process = street.start(1, "-c", KILLED, street.place, "", "1000000")
    out = process.communicate(timeout=120)[0]
    assert process.returncode == 0, out
    return time.monotonic() - started, int(out.split("changes: ")[1])


def _killed(
    street: Street, wanted: int, chance: random.Random, took: float, changes: int
) -> subprocess.Popen[str]:
    """A publication that is killed: at any moment of building and publishing, at any change of the place, or
    about the switch, from where its manifest is written."""
    where = chance.choice(["moment", "change", "change", "switch"])
    if where == "moment":
        process = street.start(wanted, built=False)
        time.sleep(chance.uniform(0, 0.9) * took)
        process.send_signal(signal.SIGKILL)
    else:
        since, most = ("", changes) if where == "change" else (MANIFEST, AT_THE_SWITCH)
        how = ("-c", KILLED, street.place, since, str(chance.randint(1, most)))
        process = street.start(wanted, *how)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    return process


def _publishes_without_help(street: Street, sites: list[Site], chance: random.Random) -> None:
    wanted = chance.randrange(EDITIONS)
    process = street.start(wanted)
    out = process.communicate(timeout=120)[0]
    assert process.returncode == 0, out
    assert street.served(sites) == wanted
    for folder in ("releases", "manifests"):
        names = street.names(folder)
        # What is kept, what is served and the one before it.
        assert len(names) <= 3 + 2, names
        assert not any(name.endswith(".part") for name in names)
