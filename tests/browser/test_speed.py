"""How much a first visit transfers, and how soon the largest text is there on a slow phone and line.

The page is compared with one of stock mkdocs-material that has the same text, in the same run: the figures of
one machine say little about another.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.projects import ROOT

pytestmark = pytest.mark.browser

RECORD = "ke-hoach/binh-phuoc/huong-dan-tuyen-truyen-nghi-quyet-57"
MOST_KB = {"home": ("/", 400), "plan": (f"/{RECORD}/", 250), "section": ("/nghi-quyet/muc-tieu-2030/", 250)}
MOST_MS = 1200
VISITS = 5
ROUNDS = 5
"""A busy machine only makes pages slower: the best median of these counts."""
_LINE = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
_STOCK = "site_name: Stock\ntheme: {name: material, font: false, language: vi}\n"
_LARGEST = """() => new Promise(done => {
    let largest = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) largest = entry.startTime; })
        .observe({type: 'largest-contentful-paint', buffered: true});
    setTimeout(() => done(largest), 300);
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit: bytes over the line, and when the largest text was painted, in milliseconds."""

    bytes: int
    painted: float


def visit(browser: Browser, address: str) -> Visit:
    """A phone without anything cached, four times slower than this machine, on 1.6 Mbit/s."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="networkidle")
    painted = page.evaluate(_LARGEST)
    context.close()
    return Visit(round(sum(sizes)), painted)


def medians(browser: Browser, *addresses: str) -> list[float]:
    """Visited in turn, so that what else the machine does meets all of them."""
    visits = [[visit(browser, address).painted for address in addresses] for _ in range(VISITS)]
    return [statistics.median(times) for times in zip(*visits, strict=True)]


@pytest.fixture(scope="module")
def zipped(built_site: Path, site_url: Callable[..., str]) -> str:
    return site_url(built_site, gzip=True).rstrip("/")


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory, site_url: Callable[..., str]) -> str:
    """A page of stock mkdocs-material with the text of the same record."""
    folder = tmp_path_factory.mktemp("stock")
    (folder / "docs").mkdir()
    _, head, body = (ROOT / "docs" / f"{RECORD}.md").read_text("utf-8").split("---\n", 2)
    title = next(line for line in head.split("\n") if line.startswith("title: "))
    # Its links lead to pages that this site has not.
    text = re.sub(r"\]\([^)]*\)", "](#)", body)
    (folder / "docs" / "index.md").write_text(f"---\n{title}\n---\n{text}", "utf-8")
    (folder / "mkdocs.yml").write_text(_STOCK, "utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, env=environment, check=True
    )
    return site_url(folder / "site", gzip=True)


@pytest.mark.parametrize(("address", "most"), MOST_KB.values(), ids=MOST_KB.keys())
def test_a_first_visit_is_light(browser: Browser, zipped: str, address: str, most: int) -> None:
    transferred = visit(browser, zipped + address).bytes
    print(f"{address}: {transferred / 1024:.0f} KB")
    assert transferred <= most * 1024


def test_the_text_is_there_soon_and_sooner_than_on_a_stock_page(
    browser: Browser, zipped: str, stock: str
) -> None:
    figures = []
    for _ in range(ROUNDS):
        own, theirs = medians(browser, f"{zipped}/{RECORD}/", stock)
        figures.append(f"largest paint {own:.0f} ms, stock {theirs:.0f} ms, ratio {own / theirs:.2f}")
        print(figures[-1])
        if own <= MOST_MS and own < theirs:
            return
    pytest.fail("; ".join(figures))


def test_nothing_blocks_the_first_paint_that_is_not_needed(built_site: Path) -> None:
    for page in built_site.rglob("*.html"):
        head = page.read_text("utf-8").partition("</head>")[0]
        styles = [tag for tag in re.findall(r"<link[^>]*stylesheet[^>]*>", head) if "media=" not in tag]
        scripts = [tag for tag in re.findall(r"<script [^>]*src[^>]*>", head) if "defer" not in tag]
        assert len(styles) <= 1, page
        if " data-led=" in head:
            continue  # A screen's page is its player, which comes before the list that it hides.
        # The colours that a reader has chosen must be known before anything is drawn.
        assert len(scripts) <= 1, page
