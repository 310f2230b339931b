"""Whole small projects for tests: a site is given as `{path: text}` and built by the real code.

A project has the repository's own templates, hooks and configuration. Its data files are small ones of its
own, so that tests do not depend on the portal's content.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Up to Python 3.12 an environment below a folder with marks does not start in the C locale: it reads the
# path of the installed project in ASCII. There the tests take the next plainest locale.
PLAIN_LOCALE = "C" if str(ROOT).isascii() else "C.UTF-8"

SITE = """\
name: Cổng thử
short_name: Thử
description: Một cổng để thử.
address: https://cong.example/goc/
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
identity: {authority: cong.example, since: "2026"}
"""
RESOLUTION = """\
document:
  number: 57-NQ/TW
  title: Về đột phá phát triển
  issuer: Bộ Chính trị
  signed: 2024-12-22
sources:
  bao: {title: Một tờ báo, url: "https://bao.example/bai"}
sections:
  - {slug: muc-tieu, numeral: II, title: Mục tiêu}
  - {slug: nhiem-vu, numeral: III, title: Nhiệm vụ}
  - {slug: the-che, numeral: III.2, title: Thể chế, parent: nhiem-vu, task_group: 2}
  - {slug: ha-tang, numeral: III.3, title: Hạ tầng, parent: nhiem-vu, task_group: 3}
"""
TARGETS = """\
groups: {so: Kinh tế số}
targets:
  - {id: kinh-te-so, label: Quy mô kinh tế số, operator: ">=", value: 30, unit: "% GDP", horizon: 2030,
     group: so, sections: [muc-tieu], sources: [bao]}
"""
DOCUMENTS = """\
documents:
  - {number: 57-NQ/TW, kind: nghi-quyet, issuer: Bộ Chính trị, signed: 2024-12-22, title: Nghị quyết,
     relation: main}
  - {number: 03/NQ-CP, kind: nghi-quyet, issuer: Chính phủ, signed: 2025-01-09, title: Chương trình hành động}
"""
VOCABULARY = """\
kinds:
  nghi-quyet: {label: Nghị quyết, abbr: NQ}
  ke-hoach: {label: Kế hoạch, abbr: KH}
channels: {mang-xa-hoi: Mạng xã hội}
audiences: {nguoi-dan: Người dân, can-bo: Cán bộ}
abbreviations: {CĐS: chuyển đổi số}
"""
SCREENS = """\
screens:
  - {id: bang-1, name: Bảng 1, width: 192, height: 64, kind: led, tags: [tat-ca], standing: Nghị quyết 57}
"""
SECTION = """\
---
title: Thể chế
summary: Thể chế đi trước một bước.
date: 2026-01-02
---
## Nội dung

Sửa luật.
"""
PLAN = """\
---
title: Kế hoạch tuyên truyền
summary: Tuyên truyền nghị quyết ở Cần Thơ.
date: 2026-01-03
kind: ke-hoach
number: 180-KH/TU
issuer: Ban Thường vụ Thành ủy Cần Thơ
signed: 2025-02-18
bases: [57-NQ/TW]
sections: [nhiem-vu]
tasks:
  - {unit: Các sở, work: Xây dựng kế hoạch, due: 2025-03-31, due_kind: within}
reports:
  - {who: Các sở, to: Ban Thường vụ, due: 2025-03-07, due_kind: before}
---
Theo [thể chế](../../nghi-quyet/the-che.md).
"""
ACHIEVEMENT = """\
---
title: Phủ sóng 5G
summary: Nhiều trạm mới.
date: 2026-01-04
organisation: Một doanh nghiệp
figure: {value: 20758, unit: trạm, what: trạm 5G mới}
as_of: 2025-12-10
basis: trạm lắp mới trong năm
task_group: 3
sources: ["https://bao.example/5g"]
---
Đã lắp **20.758** trạm.
"""
NOTICE = """\
---
title: Luật có hiệu lực
summary: Luật có hiệu lực từ tháng bảy.
date: 2026-01-05
---
Từ ngày 01/07/2026.
"""
CONTENT: Mapping[str, str] = {
    "docs/nghi-quyet/muc-tieu.md": SECTION.replace("title: Thể chế", "title: Mục tiêu"),
    "docs/nghi-quyet/nhiem-vu.md": SECTION.replace("title: Thể chế", "title: Nhiệm vụ"),
    "docs/nghi-quyet/the-che.md": SECTION,
    "docs/nghi-quyet/ha-tang.md": SECTION.replace("title: Thể chế", "title: Hạ tầng"),
    "docs/ke-hoach/can-tho/tuyen-truyen.md": PLAN,
    "docs/dien-hinh/phu-song-5g.md": ACHIEVEMENT,
    "docs/tin-tuc/2026/luat.md": NOTICE,
    "docs/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\nCổng này để thử.\n",
}
DATA: Mapping[str, str] = {
    "data/site.yml": SITE,
    "data/resolution.yml": RESOLUTION,
    "data/targets.yml": TARGETS,
    "data/documents.yml": DOCUMENTS,
    "data/vocabulary.yml": VOCABULARY,
    "data/screens.yml": SCREENS,
}
# What may be published has to say who speaks, and where, and to have the pages that every page leads to.
PUBLIC_ADDRESS = "https://nq57.tinh.gov.vn/goc/"
PUBLIC: Mapping[str, str] = {
    "data/site.yml": SITE.replace("cong.example/goc/", "nq57.tinh.gov.vn/goc/").replace(
        "cong.example", "nq57.tinh.gov.vn"
    )
    + "agency: Sở Khoa học và Công nghệ\noffice: Văn phòng\ncontact: {email: vanthu@nq57.tinh.gov.vn}\n",
    "docs/tro-nang.md": "---\ntitle: Trợ năng\n---\nAi cũng đọc được.\n",
    "docs/bien-tap/index.md": "---\ntitle: Sổ tay\n---\nCách viết.\n",
}
# The register that `portal check --fix` would write for this content.
PUBLISHED = "address,identity\n" + "".join(
    f"/{name}/,{name}\n" for name in sorted(path[len("docs/") : -len(".md")] for path in CONTENT)
)
_SHARED = ("localities.yml", "communes.csv", "communes_former.csv")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended: exit status and what it printed."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class TestProject:
    """A project in a folder of its own."""

    __test__ = False  # Not a class of tests, whatever pytest makes of the name.

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by their path from the project's folder."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def remove(self, *names: str) -> None:
        for name in names:
            (self.root / name).unlink()

    def portal(self, *arguments: str, under: Sequence[str] = (), **environment: str) -> Outcome:
        """Run the `portal` command in a process of its own, as an editor does; `under` starts it."""
        command = [*under, sys.executable, "-m", "engine.command", *arguments]
        return _run(command, self.root, environment)

    def mkdocs(self, *arguments: str, **environment: str) -> Outcome:
        """Run MkDocs as somebody does who does not know the `portal` command."""
        return _run([sys.executable, "-m", "mkdocs", *arguments], self.root, environment)


def make(root: Path, files: Mapping[str, str | bytes] | None = None) -> TestProject:
    """A project with the small content above, changed by `files`."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name in ("hooks", "overrides", "docs/assets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    (root / "data").mkdir()
    for name in _SHARED:
        shutil.copy(ROOT / "data" / name, root / "data")
    project = TestProject(root)
    project.write({**DATA, **CONTENT, **(files or {})})
    return project


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> Outcome:
    settings = {"PYTHONPATH": str(ROOT / "hooks"), "PORTAL_NOW": "2026-03-01", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env={**os.environ, **settings, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        encoding="utf-8",
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
