"""What a publication costs, and how soon a commit is in the street: with few records, and with many.

`make bench` prints the figures and keeps them in `.cache/bench/`. A bare repository of this machine stands
for the git host, nginx with our configuration serves.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from portal.publishing.manifest import read
from tests import serving, streets
from tests.bench import corpus
from tests.bench.measure import Cost, keep, run
from tests.projects import NOTICE, PUBLIC
from tests.streets import NOTICE_FILE, SECRET, SIGNED, Street

FEW, MANY = 10, 10_000
COMMITS = 3
POLL_S = 30
"""How often the service asks the remote when no webhook tells it: on top of what is measured, at most."""
MOST_S = 60
"""From commit to street."""
NOW = "2026-03-01"
_WORDS = "Sửa lần {}"


@dataclass(frozen=True, slots=True)
class Row:
    """`first` publishes everything, `edit` a notice with new words; `written` are files that are new on the
    disk then, compressed copies included, `changed` those of them that the build changed."""

    records: int
    first: Cost
    files: int
    first_bytes: int
    edit: Cost
    changed: int
    written: int
    written_bytes: int
    seconds: float
    """From `git push` to the new words from nginx, told by a webhook."""


def measured(records: int, folder: Path) -> Row:
    files = {**corpus.project_files(records, communes=475 if records > 5_000 else 40), **PUBLIC}
    street = streets.lay(folder / "pho", {**files, NOTICE_FILE: NOTICE})
    first = _publish(street)
    everything = _files(street, set())
    inodes = {path.stat().st_ino for path in _current(street).rglob("*") if path.is_file()}
    street.push({NOTICE_FILE: NOTICE.replace("Từ ngày", "Kể từ ngày")})
    streets.git(street.server.root, "pull", "--quiet")
    edit = _publish(street)
    new = _files(street, inodes)
    with serving.nginx(folder / "nginx", root=street.dest) as served, _following(street) as port:
        seconds = median(_seconds(street, served.url, port, number) for number in range(COMMITS))
    return Row(
        records,
        first,
        len(everything),
        sum(everything.values()),
        edit,
        sum(not name.endswith(".gz") for name in new),
        len(new),
        sum(new.values()),
        seconds,
    )


def _publish(street: Street) -> Cost:
    command = (sys.executable, "-m", "engine.command", "publish", str(street.dest))
    return run(command, street.server.root, _environment(street))


def _environment(street: Street) -> dict[str, str]:
    return {"PYTHONPATH": str(street.server.root / "hooks"), "PORTAL_NOW": NOW}


def _current(street: Street) -> Path:
    return (street.dest / "current").resolve()


def _files(street: Street, known: set[int]) -> dict[str, int]:
    """Files of the release that is served with their sizes, but for those of `known` inodes."""
    root = _current(street)
    states = ((path.relative_to(root).as_posix(), path.stat()) for path in root.rglob("*") if path.is_file())
    return {name: state.st_size for name, state in states if state.st_ino not in known}


@contextmanager
def _following(street: Street) -> Iterator[int]:
    """The service; the port of its webhook."""
    port = serving.free_ports(1)[0]
    options = ("--watch", "--every", "3600", "--webhook", f"127.0.0.1:{port}")
    command = (sys.executable, "-m", "engine.command", "publish", str(street.dest), *options)
    environment = {**os.environ, **_environment(street), "PORTAL_WEBHOOK_SECRET": SECRET}
    with subprocess.Popen(
        command, cwd=street.server.root, env=environment, stdout=subprocess.DEVNULL
    ) as service:
        try:
            serving.wait_for(port)
            # It looks once when it begins.
            time.sleep(1)
            yield port
        finally:
            service.terminate()


def _seconds(street: Street, url: str, port: int, number: int) -> float:
    words = _WORDS.format(number)
    street.push({NOTICE_FILE: NOTICE.replace("tháng bảy.", f"tháng bảy. {words}.")})
    started = time.monotonic()
    streets.ask(port, "POST", b"{}", {"X-Hub-Signature-256": f"sha256={SIGNED}"})
    address = f"{url}/tin-tuc/2026/luat/"
    while words not in urllib.request.urlopen(address, timeout=10).read().decode():
        assert time.monotonic() - started < MOST_S, words
        time.sleep(0.02)
    return time.monotonic() - started


def table(rows: list[Row]) -> list[str]:
    found = [
        "| records | first: s | files | MB | edit: s | files changed | written | kB | commit to street: s |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    found += [
        f"| {row.records:,} | {row.first.wall:.1f} | {row.files:,} | {row.first_bytes / 1e6:.0f} "
        f"| {row.edit.wall:.2f} | {row.changed:,} | {row.written:,} | {row.written_bytes / 1e3:.0f} "
        f"| {row.seconds:.1f} |"
        for row in rows
    ]
    return [*found, "", f"Without a webhook up to {POLL_S} s more; what is asked is {MOST_S} s in all."]


@pytest.mark.bench
def test_publishing(tmp_path: Path) -> None:
    rows = [measured(records, tmp_path / str(records)) for records in (FEW, MANY)]
    keep("publishing", ["Publishing, and the way from a commit to the street", "", *table(rows)])
    for row in rows:
        assert row.seconds + POLL_S < MOST_S
        assert row.written < row.files / 10 or row.records == FEW


def test_a_short_form(tmp_path: Path) -> None:
    """What is written is what changed, and nothing else."""
    row = measured(FEW, tmp_path)
    street = Street(tmp_path / "pho")
    manifests = sorted((street.dest / "manifests").iterdir())
    before, after = (read(path.read_bytes()).site for path in manifests[:2])
    assert row.changed == sum(after[name] != before.get(name) for name in after)
    assert row.written >= row.changed
    assert table([row])
