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
from portal.publishing.verification.kept import Kept

_PART = 200
"""Files that go to another process at a time."""
_NEEDED = ("index.html", "404.html", "build.json", "sitemap.xml", "robots.txt", "feeds/tat-ca.xml")


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
        found = {name: known for name, known in before.items() if _is_same(known, files.get(name))}
        advance(len(found))
        flaws: list[tuple[str, Flaw]] = []
        for name, facts in self._examined(sorted(files.keys() - found.keys()), workers, advance):
            found[name] = kept.of(files[name].digest, facts)
            flaws += [(name, flaw) for flaw in facts.flaws]
        flawed = {name for name, _ in flaws}
        kept.write(self.known, state, ((name, known) for name, known in found.items() if name not in flawed))
        flaws += [*_dead(found), *_missing(files)]
        return [*(self._problem(name, flaw) for name, flaw in flaws), *self._gone(files)]

    def _examined(
        self, names: Sequence[str], workers: Workers, advance: Callable[[int], None]
    ) -> Iterator[tuple[str, Facts]]:
        parts = [names[start : start + _PART] for start in range(0, len(names), _PART)]
        look = partial(examine_all, root=str(self.root), url=self.url)
        for some in workers.map(look, parts) if len(parts) > 1 else map(look, parts):
            advance(len(some))
            yield from some

    def _problem(self, name: str, flaw: Flaw) -> Problem:
        path = f"{self.shown}/{name}"
        return Problem(path, flaw.line, "", flaw.code, Severity.ERROR, flaw.message, flaw.remedy)

    def _gone(self, files: Mapping[str, Entry]) -> Iterator[Problem]:
        for row in self.register.rows:
            if file_of(row.address) not in files:
                yield permanence.gone(row)


def _is_same(known: Kept, entry: Entry | None) -> bool:
    return entry is not None and entry.digest == known.digest


def _dead(found: Mapping[str, Kept]) -> Iterator[tuple[str, Flaw]]:
    """Links to places that are not in their pages."""
    for name, known in found.items():
        for link in known.anchored if known.links else ():
            if not found[link.file].has(link.anchor):
                message = f"liên kết tới «/{link.file}#{link.anchor}», mục không có trong trang ấy"
                yield name, Flaw(link.line, "site-dead-link", message, DEAD)


def _missing(files: Mapping[str, Entry]) -> Iterator[tuple[str, Flaw]]:
    for name in _NEEDED:
        if name not in files:
            remedy = "dựng bằng «portal build»; bản dựng phải trọn vẹn"
            yield name, Flaw(1, "site-incomplete-build", "bản dựng thiếu tệp này", remedy)
