"""A generated corpus: records of all kinds in the portal's own schema, the same for the same seed.

The words are made up (`language.py`), so that no text is anybody's; `records.py` says what a record has.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator, Mapping
from datetime import date

import yaml

from portal import localities
from portal.localities import Level
from tests.bench.records import Vocabulary, Writer
from tests.projects import ROOT

COMMUNES = 40
"""Communes that have plans of their own; a quarter of the plans are theirs, the rest the provinces'."""
_LOCALITIES = ("data/localities.yml", "data/communes.csv", "data/communes_former.csv")
_GROUPS = (
    "nhan-thuc",
    "the-che",
    "ha-tang",
    "nhan-luc",
    "so-hoa-he-thong-chinh-tri",
    "doanh-nghiep",
    "hop-tac-quoc-te",
)
"""Task groups 1 to 7 in their order."""
PLACE = "hai-phong/kinh-mon"
"""A commune with screens of its own."""
_LOCAL = """\
  - {{id: bang-xa, name: Bảng chữ ở địa phương, width: 96, height: 16, kind: ticker, tags: [tat-ca],
     standing: Nghị quyết 57, locality: {place}}}
  - {{id: kiosk-xa, name: Màn hình ở địa phương, width: 1920, height: 1080, kind: kiosk,
     tags: [tat-ca, kiosk], standing: Nghị quyết 57-NQ/TW, locality: {place}}}
  - {{id: bang-tinh, name: Bảng LED của tỉnh, width: 192, height: 64, kind: led, tags: [tat-ca, bang-led],
     standing: Nghị quyết 57-NQ/TW, locality: {province}}}
"""
_WARNING = """\
---
title: Gió xoáy sắp qua nơi đây
summary: Chiều nay gió xoáy qua nơi đây, mọi người ở trong nhà.
date: 2026-03-01
locality: {place}
priority: emergency
screens: [tat-ca]
led: {{s: Gió xoáy, m: Gió xoáy chiều nay, l: Gió xoáy chiều nay xin ở trong nhà}}
starts: 2026-02-28 18:00
ends: 2026-03-02 06:00
emergency:
  event: Gió xoáy
  category: Met
  urgency: Expected
  severity: Severe
  certainty: Likely
  area: [{place}]
  instruction: Ở trong nhà, xa cửa kính.
  contact: '0200000000'
  approved_by: Phòng Trực
---
Chiều nay gió xoáy qua nơi đây.
"""
_ATTACHED = re.compile(r"^  - \{file: ([^,]+),", re.MULTILINE)


def records(count: int, *, seed: int = 57, communes: int = COMMUNES) -> dict[str, str]:
    """`count` records as files of a project: 55 % plans, 20 % achievements, 25 % notices.

    They name the sections, places and words of the repository's own `data/`.
    """
    vocabulary = _vocabulary(communes)
    files: dict[str, str] = {}
    for number in range(count):
        # A generator for each record: the first hundred of a thousand are those of a hundred.
        writer = Writer(random.Random(f"{seed} {number}"), number, vocabulary)  # noqa: S311 - no secret
        path, text = writer.record()
        files[path] = text
    assert len(files) == count
    return files


def project_files(count: int, *, seed: int = 57, communes: int = COMMUNES) -> dict[str, str | bytes]:
    """A corpus with what lies beside its records, the repository's own data, and its pages on the resolution,
    which the records link to."""
    own = (*sorted((ROOT / "data").glob("*.yml")), *sorted((ROOT / "docs" / "nghi-quyet").glob("*.md")))
    files: dict[str, str | bytes] = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in own}
    written = records(count, seed=seed, communes=communes)
    data = {"data/targets.yml": _targets(), "data/screens.yml": _screens()}
    return {**files, **data, **written, **dict(_attached(written))}


def warning() -> dict[str, str]:
    """One more record: an emergency in PLACE, at the moment for which benchmarks build."""
    return {f"docs/tin-tuc/2026/{PLACE.rpartition('/')[2]}-khan-cap.md": _WARNING.format(place=PLACE)}


def _screens() -> str:
    """The repository's own screens, which are nowhere in particular, and some that are."""
    own = (ROOT / "data" / "screens.yml").read_text("utf-8")
    return own.rstrip("\n") + "\n" + _LOCAL.format(place=PLACE, province=PLACE.partition("/")[0])


def _attached(written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for path, text in written.items():
        for name in _ATTACHED.findall(text):
            yield f"{path.rpartition('/')[0]}/{name}", "%PDF-1.4\n% made for a benchmark\n" * 100


def _targets() -> str:
    """The targets without their measures, which name achievements that are not in the corpus."""
    data = yaml.safe_load((ROOT / "data" / "targets.yml").read_text("utf-8"))
    for target in data["targets"]:
        target.pop("observations", None)
        target.pop("not_compared", None)
    return yaml.safe_dump(data, allow_unicode=True)


def documents(files: Mapping[str, str | bytes]) -> Iterator[tuple[str, str, date, str]]:
    """Path, title, date and Markdown of every document: what any generator of sites can use."""
    for path, content in files.items():
        if path.endswith(".md"):
            text = content if isinstance(content, str) else content.decode()
            _, head, body = text.split("---\n", 2)
            fields = yaml.load(head, yaml.CSafeLoader)
            yield path, fields["title"], fields["date"], body


def simple(files: Mapping[str, str | bytes]) -> dict[str, str]:
    """The same Markdown for a plain MkDocs: of the front matter only the title."""
    return {path: f"---\ntitle: {_quoted(title)}\n---\n{body}" for path, title, _, body in documents(files)}


def _quoted(text: str) -> str:
    # YAML reads what is quoted as JSON quotes it.
    return json.dumps(text, ensure_ascii=False)


def edited(text: str) -> str:
    """A record with one more paragraph."""
    return text.rstrip("\n") + "\n\nĐoạn này mới thêm vào.\n"


def renamed(text: str) -> str:
    """A record with another title, which lists, feeds and the search show."""
    return re.sub("^title: (.*)$", r"title: \1 mới", text, count=1, flags=re.MULTILINE)


def _vocabulary(wanted: int) -> Vocabulary:
    texts = [(ROOT / name).read_text("utf-8") for name in _LOCALITIES]
    tree, flaws = localities.from_texts(*texts)
    assert not flaws
    provinces = tree.provinces()
    communes = [row["id"] for row in csv.DictReader(texts[1].splitlines())]
    chosen = [place.id for place in provinces] * 4 + communes[:: len(communes) // wanted]
    assert all(tree[id].level in (Level.PROVINCE, Level.COMMUNE) for id in chosen)
    return Vocabulary(tuple(chosen), _GROUPS, ("quan-diem", "muc-tieu", "to-chuc-thuc-hien", "nhiem-vu"))
