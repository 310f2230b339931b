"""`data/*` -> typed values: what the portal knows besides its records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from portal import frontmatter, localities, reading
from portal.frontmatter import Document as Parsed
from portal.localities import Localities
from portal.model.base import Model, build
from portal.model.data import (
    Documents,
    MapTiles,
    Resolution,
    SectionEntry,
    Site,
    Targets,
    Vocabulary,
)
from portal.model.outlets import Feeds, Screens
from portal.problems import Problem, Severity
from portal.speech import Speaker

_FILES: dict[str, type[Model]] = {
    "site": Site,
    "resolution": Resolution,
    "targets": Targets,
    "documents": Documents,
    "vocabulary": Vocabulary,
    "feeds": Feeds,
    "screens": Screens,
    "map": MapTiles,
}
MOST_BYTES = 16 * 1024 * 1024
"""The largest table, of 10,000 former units, has less than one."""
_OPTIONAL = {"feeds", "screens", "map"}
Tree = Callable[[str, str, str], tuple[Localities, list[localities.Flaw]]]


@dataclass(frozen=True)
class Settings:
    """All data files. `parsed` keeps their lines, for problems that show only when they are combined;
    `digests` name their contents, those of the three files of places together as `localities`."""

    site: Site
    resolution: Resolution
    targets: Targets
    documents: Documents
    vocabulary: Vocabulary
    feeds: Feeds
    screens: Screens
    map: MapTiles
    localities: Localities
    parsed: Mapping[str, Parsed]
    digests: Mapping[str, str]

    @cached_property
    def sections(self) -> dict[str, SectionEntry]:
        """The parts of the resolution by slug, in its order."""
        return {entry.slug: entry for entry in self.resolution.sections}

    @cached_property
    def speaker(self) -> Speaker:
        """Reads texts aloud with the portal's own vocabulary."""
        return Speaker(self.vocabulary.abbreviations, self.vocabulary.kinds_by_abbreviation)

    @cached_property
    def screen_names(self) -> frozenset[str]:
        """Ids and tags that a notice may name."""
        screens = self.screens.screens
        return frozenset(screen.id for screen in screens) | {tag for screen in screens for tag in screen.tags}

    def state(self, *names: str) -> tuple[str, ...]:
        """What changes with these data files, and with no other."""
        return tuple(self.digests[name] for name in names)

    def line(self, name: str, *where: str | int) -> int:
        """The line of a value in `data/<name>.yml`."""
        return self.parsed[name].line(where)


def load(
    folder: Path, digest: Callable[[bytes], str], *, tree: Tree = localities.from_texts
) -> tuple[Settings | None, list[Problem]]:
    """Read `data/`; None when anything is missing or wrong. `digest` names bytes by content; `tree` makes the
    tree of places, or has kept it."""
    problems: list[Problem] = []
    parsed: dict[str, Parsed] = {}
    models: dict[str, Model] = {}
    digests: dict[str, str] = {}
    for name, kind in _FILES.items():
        data = _bytes(folder / f"{name}.yml", problems, optional=name in _OPTIONAL)
        digests[name] = digest(data)
        parsed[name], model = _read(name, kind, data, problems)
        if model is not None:
            models[name] = model
    places, more, raw = _localities(folder, problems, tree)
    problems += more
    if len(models) < len(_FILES) or places is None or _any_error(problems):
        return None, problems
    digests["localities"] = digest(raw)
    return Settings(**models, localities=places, parsed=parsed, digests=digests), problems  # type: ignore[arg-type]


def _read(name: str, kind: type[Model], data: bytes, problems: list[Problem]) -> tuple[Parsed, Model | None]:
    path = f"data/{name}.yml"
    text, wrong = reading.read(path, data)
    document, broken = frontmatter.parse_data(path, text)
    problems += [*wrong, *broken]
    if _any_error([*wrong, *broken]) or (not data and name not in _OPTIONAL):
        # Of a required file that is not there `_bytes` has told.
        return document, None
    model, errors = build(kind, document, path=path)
    problems += errors
    return document, model


def _localities(
    folder: Path, problems: list[Problem], tree: Tree
) -> tuple[Localities | None, list[Problem], bytes]:
    names = ("localities.yml", "communes.csv", "communes_former.csv")
    raw = [_bytes(folder / name, problems) for name in names]
    texts: list[str] = []
    found: list[Problem] = []
    for name, data in zip(names, raw, strict=True):
        # A register of 10,000 units is larger than any record, and `localities` looks at its letters.
        text, unreadable = reading.decode(f"data/{name}", data)
        texts.append(text)
        found += unreadable
    if found or not all(texts):
        return None, found, b""
    places, wrong = tree(*texts)
    found += [
        Problem(path, line, name, "locality-data", Severity.ERROR, message)
        for path, line, name, message in wrong
    ]
    return places, found, b"\0".join(raw)


def _bytes(path: Path, problems: list[Problem], *, optional: bool = False) -> bytes:
    """The content of a data file; empty, and a problem unless it is optional, where there is none."""
    code, message = "data-empty", "tệp dữ liệu này trống"
    data, wrong = data_file(path)
    if wrong:
        problems.append(wrong)
        return b""
    if data is None:
        data, code, message = b"", "data-missing", "không đọc được tệp dữ liệu này"
    if data.strip() or optional:
        return data
    remedy = "khôi phục tệp từ bản lưu trong kho"
    problems.append(Problem(f"data/{path.name}", 1, "", code, Severity.ERROR, message, remedy))
    return b""


def data_file(path: Path) -> tuple[bytes | None, Problem | None]:
    """What is in a file of `data/`; None where there is none, or with the problem why it is not read."""
    shown = f"data/{path.name}"
    if path.is_symlink():
        message, remedy = "là liên kết tượng trưng, không phải tệp", "chép tệp thật vào đây"
        return None, Problem(shown, 1, "", "symlink", Severity.ERROR, message, remedy)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        return None, None
    if len(data) > MOST_BYTES:
        message, remedy = (
            f"tệp quá lớn (tối đa {MOST_BYTES // 1024 // 1024} MB)",
            "khôi phục từ bản lưu trong kho",
        )
        return None, Problem(shown, 1, "", "file-too-large", Severity.ERROR, message, remedy)
    return data, None


def _any_error(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
