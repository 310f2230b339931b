"""Feed every target with hostile inputs and say how many, how fast, and what was found.

`python -m tests.fuzz.run [--inputs 120000] [TARGET …]`. Atheris makes half of the inputs where it is
installed, led by which lines of our code they reach; chance makes the others. Each target runs in a process
of its own, which a crash ends alone. What was found lies in .cache/fuzz/<target>/, and is run first the next
time.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".cache" / "fuzz"
SECONDS = 1.0
"""Longer takes no input of a few kilobytes, on a machine that does little else."""
_LONGEST = 2000
_GUIDED = 300
"""Bytes, each of which may be a word: guidance finds what is slow, and would be slower with more of them."""
_INSTRUMENTED = ("portal", "markdown")
_MOST_KEPT = 20


class _Watch:
    """Runs a target's inputs, and keeps those that it fails on."""

    def __init__(self, name: str, run: Callable[[bytes], None]) -> None:
        self.name, self._run = name, run
        self.count, self.failed, self.slowest, self._slow = 0, 0, 0.0, 0
        self.started = time.monotonic()

    def __call__(self, data: bytes) -> None:
        self.count += 1
        began = time.process_time()
        try:
            self._run(data)
        except Exception:
            self._keep(data, traceback.format_exc(limit=-4))
        taken = time.process_time() - began
        self.slowest = max(self.slowest, taken)
        # The first makes what the others find ready.
        if taken > SECONDS and self.count > 1 and self._slow < _MOST_KEPT:
            self._slow += 1
            (FOLDER / self.name / f"slow-{self._slow}").write_bytes(data)

    def _keep(self, data: bytes, why: str) -> None:
        self.failed += 1
        if self.failed <= _MOST_KEPT:
            path = FOLDER / self.name / f"found-{self.failed}"
            path.write_bytes(data)
            print(f"{self.name}: {path}: {why}", file=sys.stderr)

    def told(self) -> str:
        rate = self.count / max(time.monotonic() - self.started, 0.001)
        return (
            f"{self.name:15} {self.count:7} inputs {rate:7.0f}/s, slowest {self.slowest:.2f} s, "
            f"{self.failed} failures"
        )


def too_slow(name: str, run: Callable[[bytes], None]) -> int:
    """How many of the slow ones are slow in code that is not watched, which takes a tenth of the time."""
    count = 0
    run(b"")
    for path in sorted((FOLDER / name).glob("slow-[0-9]*")):
        began = time.process_time()
        run(path.read_bytes())
        if (taken := time.process_time() - began) > SECONDS:
            count += 1
            print(f"{name}: {path}: took {taken:.1f} s", file=sys.stderr)
        else:
            path.unlink()
    return count


def inputs(seeds: list[bytes], count: int, chance: random.Random) -> Iterator[bytes]:
    """Seeds with changed bytes, and bytes of every kind."""
    for number in range(count):
        if seeds and number % 5 == 0:
            data = bytearray(chance.choice(seeds))
            for _ in range(chance.randint(0, 4) if data else 0):
                data[chance.randrange(len(data))] = chance.randrange(256)
            yield bytes(data)
        else:
            yield bytes([chance.randrange(256)]) + chance.randbytes(
                min(_LONGEST, int(chance.expovariate(1 / 80)))
            )


def one(name: str, count: int, seed: int) -> int:
    """All inputs of a target, in this process."""
    guided = importlib.util.find_spec("atheris") is not None
    if guided:
        import atheris

        with atheris.instrument_imports(include=list(_INSTRUMENTED)):
            from tests.fuzz.targets import TARGETS
    else:
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name]
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    watch = _Watch(name, target.run)
    seeds = [*target.seeds(), *(path.read_bytes() for path in sorted(folder.glob("found-*")))]
    for data in seeds:
        watch(data)
    # Half by chance, half led by what is reached: each finds what the other does not.
    for data in inputs(seeds, count // 2 if guided else count, random.Random(seed)):  # noqa: S311 - no secret
        watch(data)
    if not guided:
        return _ended(watch)
    for number, data in enumerate(seeds):
        (folder / f"seed-{number}").write_bytes(data)
    atheris.Setup(_options(count - watch.count, seed, folder), _until(watch, count))
    atheris.Fuzz()
    return 1


def _options(count: int, seed: int, folder: Path) -> list[str]:
    settings = {
        "runs": count + 1000,
        "seed": seed + 1,
        "max_len": _GUIDED,
        "timeout": 30,
        "rss_limit_mb": 4096,
    }
    settings |= {"verbosity": 0, "print_final_stats": 0}
    return [
        sys.argv[0],
        *(f"-{name}={value}" for name, value in settings.items()),
        f"-artifact_prefix={folder}/",
        str(folder),
    ]


def _until(watch: _Watch, count: int) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        watch(data)
        if watch.count >= count:
            status = _ended(watch)
            sys.stdout.flush()
            sys.stderr.flush()
            # libFuzzer ends a process by itself, with a status of its own.
            import os

            os._exit(status)

    return run


def _ended(watch: _Watch) -> int:
    print(watch.told(), flush=True)
    return 1 if watch.failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Feed every target with hostile inputs.")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--inputs", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=57)
    parser.add_argument("--one", action="store_true")
    given = parser.parse_args()
    if given.one:
        return one(given.targets[0], given.inputs, given.seed)
    from tests.fuzz.targets import TARGETS

    failed, total, started = [], 0, time.monotonic()
    for name in given.targets or TARGETS:
        count = max(1, given.inputs * TARGETS[name].share // 100)
        total += count
        command = [sys.executable, "-m", "tests.fuzz.run", "--one", name, "--inputs", str(count)]
        ended = subprocess.run([*command, "--seed", str(given.seed)], check=False).returncode
        if ended or too_slow(name, TARGETS[name].run):
            failed.append(name)
    print(f"{total} inputs in {time.monotonic() - started:.0f} s; failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
