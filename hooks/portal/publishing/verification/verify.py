"""All of a build: each file by itself, then links to places within pages, then what was public before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from portal import permanence
from portal.outputs import file_of
from portal.problems import Problem, Severity
from portal.processes import Workers
from portal.published import Published
from portal.publishing.lasting import is_lasting
from portal.publishing.manifest import Entry
from portal.publishing.verification import kept
from portal.publishing.verification.examining import examine_all
from portal.publishing.verification.facts import DEAD, Facts, Flaw

_PART = 200
"""Files that go to another process at a time."""
_NEEDED = ("index.html", "404.html", "build.json", "sitemap.xml", "robots.txt", "feeds/tat-ca.xml")
Found = dict[str, tuple[str, Facts]]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a build is held against: its public address, the register, what was found of it before.

    `shown` is how its folder is named in messages; `code` a fingerprint of the portal.
    """

    root: Path
    shown: str
    url: str
    register: Published
    known: Path
    code: str

    def check(
        self, files: Mapping[str, Entry], workers: Workers, advance: Callable[[int], None]
    ) -> list[Problem]:
        """All that is wrong with the build, whose files and their digests are `files`."""
        state = f"{self.code} {self.url}"
        before = kept.read(self.known, state)
        if any(name not in files and not is_lasting(name) for name in before):
            # Any file may have led to what is gone.
            before = {}
        found = {name: facts for name, facts in before.items() if _same(facts, files.get(name))}
        advance(len(found))
        missing = sorted(files.keys() - found.keys())
        for name, facts in self._examined(missing, workers, advance):
            found[name] = files[name].digest, facts
        kept.write(self.known, state, found)
        return [*self._flaws(found), *self._missing(files), *self._gone(files)]

    def _examined(
        self, names: Sequence[str], workers: Workers, advance: Callable[[int], None]
    ) -> Iterator[tuple[str, Facts]]:
        parts = [names[start : start + _PART] for start in range(0, len(names), _PART)]
        look = partial(examine_all, root=str(self.root), url=self.url)
        for some in workers.map(look, parts) if len(parts) > 1 else map(look, parts):
            advance(len(some))
            yield from some

    def _flaws(self, found: Found) -> Iterator[Problem]:
        for name, (_, facts) in found.items():
            for flaw in facts.flaws:
                yield self._problem(name, flaw)
            for link in facts.anchored:
                if link.anchor not in found[link.file][1].ids:
                    message = f"liên kết tới «/{link.file}#{link.anchor}», mục không có trong trang ấy"
                    yield self._problem(name, Flaw(link.line, "site-dead-link", message, DEAD))

    def _problem(self, name: str, flaw: Flaw) -> Problem:
        path = f"{self.shown}/{name}"
        return Problem(path, flaw.line, "", flaw.code, Severity.ERROR, flaw.message, flaw.remedy)

    def _missing(self, files: Mapping[str, Entry]) -> Iterator[Problem]:
        for name in _NEEDED:
            if name not in files:
                remedy = "dựng bằng «portal build»; bản dựng phải trọn vẹn"
                yield self._problem(name, Flaw(1, "site-incomplete-build", "bản dựng thiếu tệp này", remedy))

    def _gone(self, files: Mapping[str, Entry]) -> Iterator[Problem]:
        for row in self.register.rows:
            if file_of(row.address) not in files:
                yield permanence.gone(row)


def _same(known: tuple[str, Facts], entry: Entry | None) -> bool:
    return entry is not None and entry.digest == known[0]
