"""Take the pictures of the editors' handbook anew: `make pictures`.

They are part of the content, because the portal is built where no browser is. Each shows the real screen of a
copy of this project with an example in it. Run it after the screens have changed, and look at what comes out.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium

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
def preview() -> Iterator[tuple[Path, str]]:
    """A copy of the project with the example in it, and the address of its preview."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "cong-thong-tin"
        ignored = shutil.ignore_patterns(".git", ".venv", ".cache", "site", "__pycache__", "node_modules")
        shutil.copytree(ROOT, project, ignore=ignored)
        (project / EXAMPLE).write_text(DRAFT, encoding="utf-8")
        if (admin := ROOT / ".cache" / "admin").is_dir():
            shutil.copytree(admin, project / ".cache" / "admin")
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "engine.command", "serve", "--port", "0"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(project / "hooks")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        try:
            yield project, _address(process)
        finally:
            process.terminate()
            process.wait(10)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"Xem trước ở (http://127\.0\.0\.1:\d+)/", line):
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return found[1]
    raise RuntimeError("the preview did not start")


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


PICTURES: dict[str, Callable[[Page, str], None]] = {
    "xem-truoc": on_the_page,
    "van-de": all_problems,
    "thu-bang": a_board,
}


def main() -> int:
    with preview() as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN")
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
