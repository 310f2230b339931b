"""The portal beside other generators: a program. Arguments: numbers of records, as `100 1000 10000`.

Says what is being measured while it is. Writes a report, a plot and the figures into a new folder of
`.cache/bench/` after each number of records, so that what was measured is there whatever comes after.
Exit status 1 when something is worse than what is asked and than what has been reached, which is said at the
end.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from portal.dates import VIETNAM
from tests.bench import cases, corpus, limits, programs
from tests.bench.measure import KEPT, told
from tests.bench.plot import plot
from tests.bench.report import PLOT, report
from tests.bench.results import Count, Results
from tests.projects import ROOT

ROUNDS, FROM = 3, 10_000
"""What else a machine does only makes things slower, so that the best of some rounds counts; with so many
records there is one."""
_CONTENT = ("mkdocs.yml", "docs", "data", "hooks", "overrides")


class _Clock:
    """Says what is done, with the time since the start before it, and then what it took."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def __call__(self, doing: str, took: str = "") -> None:
        minutes, seconds = divmod(int(time.monotonic() - self._started), 60)
        print(f" {took}" if took else f"\n[{minutes:3}:{seconds:02}] {doing} ...", end="", flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="The portal beside other generators.")
    parser.add_argument("records", nargs="*", type=int, default=[limits.FEW, limits.SOME])
    wanted = sorted(parser.parse_args(arguments).records)
    say = _Clock()
    now = datetime.now(VIETNAM)
    folder = KEPT / f"{now:%Y-%m-%d-%H%M%S}"
    print(f"Builds with {', '.join(map(str, wanted))} records. Results go to {folder.relative_to(ROOT)}/.")
    results = Results(_about(now), {}, {limits.OWN: _own_preview(say)})
    for number in wanted:
        results = _with(results, number, say)
        _keep(results, folder)
    print(f"\n\n{report(results)}")
    lost = [verdict for verdict in limits.verdicts(results) if verdict.lost]
    over = [verdict for verdict in limits.budget(results) if not verdict.met]
    for verdict in (*lost, *over):
        print(f"Worse than it was: {verdict.asked}")
    return 1 if lost or over else 0


def _with(results: Results, number: int, say: _Clock) -> Results:
    """The results with one more number of records."""
    with tempfile.TemporaryDirectory() as folder:
        say(f"{number} records, writing them")
        files = corpus.project_files(number, communes=max(corpus.COMMUNES, number // 21))
        rounds = 1 if number >= FROM else ROUNDS
        count: Count = cases.measured(
            files,
            Path(folder),
            rounds=rounds,
            tell=lambda doing, took: say(f"{number} records, {doing}", took),
        )
        preview = dict(results.preview)
        if number == limits.SOME:
            say(f"{number} records, preview")
            path = cases.newest("ke-hoach", files)
            preview[str(number)] = _preview(cases.built(Path(folder), rounds).root, path, now=cases.NOW)
    return Results(results.about, {**results.counts, number: count}, preview)


def _own_preview(say: _Clock) -> tuple[float, ...]:
    """Of the portal's own content, in a copy of it."""
    say("Preview of the own content")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in _CONTENT:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, root / name)
        plan = max((root / "docs" / "ke-hoach").rglob("*.md"))
        return _preview(root, plan.relative_to(root).as_posix())


def _preview(root: Path, path: str, *, now: str = "") -> tuple[float, ...]:
    return tuple(told("tests.bench.previewing", path, folder=root, now=now))


def _about(now: datetime) -> dict[str, str]:
    versions = ", ".join(f"{name} {version}" for name, version in programs.versions().items())
    return {
        "date": f"{now:%Y-%m-%d %H:%M}",
        "portal": _commit(),
        "processors": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "versions": versions,
    }


def _commit() -> str:
    """Of this checkout, where it is one."""
    command = ("git", "describe", "--always", "--dirty")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _keep(results: Results, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(report(results), "utf-8")
    (folder / PLOT).write_text(plot(results), "utf-8")
    (folder / "results.json").write_text(results.to_json(), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
