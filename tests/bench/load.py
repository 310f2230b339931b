"""nginx with our configuration under load: `make load`.

First 500 conditional questions a second, as 30,000 displays ask that poll once a minute; then as many as this
machine gives. wrk runs on the same processors as nginx and takes its share of them: what nginx itself needs
for an answer is the figure that says most.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import serving
from tests.bench.measure import keep
from tests.projects import ROOT, TestProject
from tests.readers import programs
from tests.serving import Served

WANTED = 500
"""Questions a second of 30,000 displays that ask once a minute."""
CONNECTIONS = 64
_SCRIPT = Path(__file__).with_name("load.lua")
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
GZIP = {"Accept-Encoding": "gzip"}
FEED = ("/feeds/tat-ca.xml",)
PAGES = ("/", "/muc-tieu/", "/ke-hoach/")


@dataclass(frozen=True, slots=True)
class Question:
    path: str
    headers: Mapping[str, str]
    status: int


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked, and how: with a rate, or as fast as it goes; over TLS; on a new line each time."""

    name: str
    questions: Sequence[Question]
    rate: int = 0
    tls: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it. Milliseconds; `processor` is seconds of nginx a second."""

    load: Load
    rate: float
    p50: float
    p99: float
    most: float
    processor: float
    right: int
    wrong: int

    @property
    def each(self) -> float:
        """Microseconds of a processor that nginx needs for an answer."""
        return self.processor / self.rate * 1e6

    @property
    def headroom(self) -> float:
        """How many times the wanted rate."""
        return self.rate / WANTED


def polled(site: Path) -> list[str]:
    """What displays and their servers poll: lists and texts of every screen, alerts of every place, feeds."""
    names = ("led/*/led.json", "led/*/led.xml", "led/*/led.txt", "cap/**/current.xml", "feeds/**/*.xml")
    found = (path for name in names for path in sorted(site.glob(name)))
    return [f"/{path.relative_to(site).as_posix()}" for path in found]


def conditional(served: Served, paths: Sequence[str]) -> list[Question]:
    """With one validator, the other, or both, in turn."""
    questions = []
    for number, path in enumerate(paths):
        answer = served.ask(path, GZIP)
        tag = {"If-None-Match": answer.headers["etag"]}
        time = {"If-Modified-Since": answer.headers["last-modified"]}
        validators = ({**tag, **time}, tag, time)[number % 3]
        questions.append(Question(path, {**GZIP, **validators}, 304))
    return questions


def full(paths: Sequence[str]) -> list[Question]:
    return [Question(path, GZIP, 200) for path in paths]


def loads(served: Served, site: Path) -> Iterator[Load]:
    poll = conditional(served, polled(site))
    for anew, tls in ((False, False), (True, False), (False, True), (True, True)):
        yield Load("304, as displays poll", poll, rate=WANTED, anew=anew, tls=tls)
    for anew, tls in ((False, False), (True, False), (False, True), (True, True)):
        yield Load("304", poll, anew=anew, tls=tls)
    yield Load("a feed, compressed", full(FEED))
    yield Load("a feed, compressed", full(FEED), anew=True)
    yield Load("pages, compressed", full(PAGES))


def run(served: Served, load: Load, seconds: int, folder: Path) -> Found:
    """Put the load on nginx. AssertionError when an answer was not the right one, or a line broke."""
    file = folder / "requests.lua"
    file.write_text(_as_lua(load), "utf-8")
    # Waiting takes nine tenths of the time that the rate leaves: answering takes some too.
    pause = 0.9 * CONNECTIONS / load.rate * 1000 if load.rate else 0
    scheme, port = ("https", served.tls) if load.tls else ("http", served.plain)
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(_SCRIPT)]
    before = _processor(served)
    done = subprocess.run(
        [*command, f"{scheme}://localhost:{port}/", "--", str(file), f"{pause:.0f}"],
        check=True,
        capture_output=True,
        text=True,
    )
    spent = _processor(served) - before
    result = json.loads(done.stdout.partition("RESULT ")[2])
    assert result["failed"] == result["refused"] == result["wrong"] == 0, result
    return _found(load, result, spent)


def _found(load: Load, result: Mapping[str, int], spent: float) -> Found:
    seconds = result["microseconds"] / 1e6
    return Found(
        load,
        rate=result["requests"] / seconds,
        p50=result["p50"] / 1000,
        p99=result["p99"] / 1000,
        most=result["most"] / 1000,
        processor=spent / seconds,
        right=result["right"],
        wrong=result["wrong"],
    )


def _as_lua(load: Load) -> str:
    more = {"Host": "localhost", **({"Connection": "close"} if load.anew else {})}
    rows = (_row(each, {**each.headers, **more}) for each in load.questions)
    return f"return {{{', '.join(rows)}}}\n"


def _row(question: Question, headers: Mapping[str, str]) -> str:
    return f"{{path = {_quoted(question.path)}, status = {question.status}, headers = {{{_pairs(headers)}}}}}"


def _pairs(headers: Mapping[str, str]) -> str:
    return ", ".join(f"[{_quoted(name)}] = {_quoted(value)}" for name, value in headers.items())


def _quoted(text: str) -> str:
    return json.dumps(text)


def _processor(served: Served) -> float:
    """Seconds that nginx has used, all its processes together."""
    assert served.process is not None
    main = served.process.pid
    children = Path(f"/proc/{main}/task/{main}/children").read_text("ascii").split()
    return sum(_used(pid) for pid in (str(main), *children))


def _used(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def table(found: Sequence[Found]) -> list[str]:
    head = "| answers | lines | a second | × 500 | p50 ms | p99 ms | most ms | nginx: processors | µs each |"
    rows = [head, "|---|---|--:|--:|--:|--:|--:|--:|--:|"]
    for each in found:
        kind = ("new each time" if each.load.anew else "kept") + (", TLS" if each.load.tls else "")
        rows.append(
            f"| {each.load.name} | {kind} | {each.rate:,.0f} | {each.headroom:.1f} | {each.p50:.2f} "
            f"| {each.p99:.2f} | {each.most:.1f} | {each.processor:.3f} | {each.each:.0f} |"
        )
    return rows


def measured(site: Path, folder: Path, *, steady: int, fast: int) -> list[Found]:
    """All loads on a release of the site, so many seconds each."""
    with serving.nginx(folder / "nginx", workers=os.cpu_count() or 1) as served:
        serving.release(site, served.releases)
        return [
            run(served, load, steady if load.rate else fast, folder)
            for load in loads(served, served.releases / "current")
        ]


def main() -> int:
    if not shutil.which("wrk"):
        print(programs.remedy("wrk"), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        done = TestProject(ROOT).portal("build", "--site-dir", str(folder / "site"))
        assert done.status == 0, done.out + done.err
        before = os.getloadavg()[0]
        found = measured(folder / "site", folder, steady=20, fast=8)
    processors = f"{os.cpu_count()} processors, shared with wrk; {before:.2f} busy before it began"
    keep("load", [f"nginx under load ({processors})", "", *table(found)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
