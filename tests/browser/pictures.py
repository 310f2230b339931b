"""Take the pictures of the editors' handbook anew: `make pictures`.

They are part of the content, because the portal is built where no browser is. Each shows the real screen of a
copy of this project with an example in it. Run it after the screens have changed, and look at what comes out.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from engine import admin
from portal.project import Project
from tests.browser import chromium, web_editor
from tests.previews import previewing

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "bien-tap"
WIDTH, HEIGHT = 1000, 640
EXAMPLE = "docs/ke-hoach/can-tho/vi-du.md"
DRAFT = """\
---
draft: true
title: "Ví dụ: kế hoạch số hóa hồ sơ"
summary: Bài này chỉ là ví dụ để chụp màn hình cho sổ tay biên tập.
date: 2026-11-28
kind: ke-hoach
issuer: Cơ quan ví dụ
---
## Việc phải làm

Số hóa hồ sơ một lần, dùng lại nhiều lần. Xem [bấm vào đây](khong-co.md).
"""


@contextmanager
def preview() -> Iterator[str]:
    """The address of the preview of a copy of the project with the example in it."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "cong-thong-tin"
        ignored = shutil.ignore_patterns(".git", ".venv", ".cache", "site", "__pycache__", "node_modules")
        shutil.copytree(ROOT, project, ignore=ignored)
        (project / EXAMPLE).write_text(DRAFT, encoding="utf-8")
        admin.fetch(Project(ROOT))
        shutil.copytree(ROOT / ".cache" / "admin", project / ".cache" / "admin")
        with previewing(project) as address:
            yield address


def on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/ke-hoach/can-tho/vi-du/")


def all_problems(page: Page, address: str) -> None:
    page.goto(f"{address}/_van-de/")


def a_board(page: Page, address: str) -> None:
    page.goto(f"{address}/man-hinh/thu/")
    page.get_by_label("Tin", exact=True).fill("Hướng dẫn cài VNeID tại nhà văn hóa")
    board = page.locator("select[name=board]")
    board.select_option(board.locator("option", has_text="192×64").first.get_attribute("value"))
    page.wait_for_timeout(800)
    page.evaluate("document.querySelector('.preview-bar')?.remove(); scrollTo(0, 260)")


def the_editor(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/LICENSE.txt")
    files = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "docs").rglob("*.md"))
    }
    web_editor.put(page, {**files, "mkdocs.yml": "site_name: a\n"})
    page.goto(f"{address}/admin/")
    page.get_by_role("button").first.wait_for()


def a_form(page: Page, _address: str) -> None:
    page.get_by_role("button").first.click()
    page.get_by_role("treeitem", name="Kế hoạch của địa phương").click()
    page.evaluate("location.hash = '#/collections/ke-hoach/entries/can-tho/quan-triet-nghi-quyet-57'")
    page.get_by_role("button", name="Lưu", exact=True).wait_for()
    page.wait_for_timeout(1500)


PICTURES: dict[str, Callable[[Page, str], None]] = {
    "xem-truoc": on_the_page,
    "van-de": all_problems,
    "thu-bang": a_board,
    "soan-mo": the_editor,
    "soan-bieu-mau": a_form,
}


def main() -> int:
    with preview() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN")
        page.add_init_script(web_editor.PICK)
        for name, show in PICTURES.items():
            show(page, address)
            page.wait_for_timeout(500)
            _save(name, page.screenshot())
        browser.close()
    return 0


def _save(name: str, shot: bytes) -> None:
    path = FOLDER / f"{name}.webp"
    Image.open(io.BytesIO(shot)).convert("RGB").save(path, quality=70, method=6)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
