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
Site = Mapping[str, str]


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

    def start(self, edition: int, *, built: bool) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "engine.command", "publish", str(self.root / "cong"), "--keep", "3"]
        return subprocess.Popen(
            [*command, "--built"] if built else command,
            cwd=self.editions[edition],
            env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PORTAL_NOW": "2026-03-01"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def wait_for_a_release(self, process: subprocess.Popen[str]) -> None:
        """Until files are being placed."""
        releases = self.root / "cong/releases"
        while process.poll() is None and not list(releases.glob("*.part")):
            time.sleep(0.002)

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
            files["docs/assets/css/portal.css"] = (ROOT / "docs/assets/css/portal.css").read_text(
                "utf-8"
            ) + "p{}"
        made = projects.make(root / f"ban-{number}", files)
        assert made.portal("build").status == 0
        editions.append(made.root)
    return Street(root, tuple(editions))


def test_killed_at_any_moment(street: Street) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed makes it come again
    sites = [digests(edition / "site") for edition in street.editions]
    first = street.start(0, built=True)
    assert first.wait(120) == 0, first.stdout
    took = _duration(street)
    seen = {"old": 0, "new": 0, "finished": 0}
    for round_ in range(KILLS):
        before = street.served(sites)
        wanted = chance.choice([each for each in range(EDITIONS) if each != before])
        # Every fifth is killed anywhere in building and publishing, the others while files are placed.
        process = street.start(wanted, built=round_ % 5 != 0)
        if round_ % 5:
            street.wait_for_a_release(process)
            time.sleep(chance.uniform(0, 0.3) * took)
        else:
            time.sleep(chance.uniform(0, 0.9) * took)
        process.send_signal(signal.SIGKILL)
        seen["finished"] += process.wait() == 0
        assert process.stdout is not None
        process.stdout.close()
        after = street.served(sites)
        assert after in {before, wanted}, f"seed {SEED}"
        seen["new" if after == wanted else "old"] += 1
        _publishes_without_help(street, sites, chance)
    print(f"{KILLS} publications killed (seed {SEED}), one takes {took:.2f} s:")
    print(
        f"{seen['old']} left the old release, {seen['new']} the new; {seen['finished']} had finished before"
    )


def _duration(street: Street) -> float:
    started = time.monotonic()
    process = street.start(1, built=True)
    out = process.communicate(timeout=120)[0]
    assert process.returncode == 0, out
    return time.monotonic() - started


def _publishes_without_help(street: Street, sites: list[Site], chance: random.Random) -> None:
    wanted = chance.randrange(EDITIONS)
    process = street.start(wanted, built=True)
    out = process.communicate(timeout=120)[0]
    assert process.returncode == 0, out
    assert street.served(sites) == wanted
    for folder in ("releases", "manifests"):
        names = [path.name for path in (street.root / "cong" / folder).iterdir()]
        assert len(names) <= 4, names
        assert not any(name.endswith(".part") for name in names)
