"""From saving a file to seeing it in Chromium: a program, run in a project's folder.

It is given the file of a record, which it edits some times and leaves as it was. Prints a line of JSON: the
seconds of each edit.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.asking import address
from tests.browser import chromium
from tests.previews import previewing

EDITS = 7
_SEEN = "word => document.body.innerText.includes(word)"
_LOOK_MS = 20


def main(name: str) -> None:
    file = Path(name)
    old = file.read_bytes()
    try:
        with previewing(Path.cwd()) as url, sync_playwright() as playwright:
            # Root, as in most containers, may not use the sandbox; the pages are our own.
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
            page = browser.new_page(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
            page.goto(url + address(name))
            print(json.dumps(list(_edits(page, file, old))))
            browser.close()
    finally:
        file.write_bytes(old)


def _edits(page: Page, file: Path, old: bytes) -> Iterator[float]:
    for number in range(EDITS):
        # Not always at the same time after the preview has looked for changes.
        time.sleep(0.5 + number * 0.13)
        word = f"sửa lần {number}"
        started = time.perf_counter()
        file.write_bytes(old.rstrip() + f"\n\nĐoạn này {word}.\n".encode())
        page.wait_for_function(_SEEN, arg=word, polling=_LOOK_MS)
        yield time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1])
