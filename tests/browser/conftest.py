"""A real browser over a served site. Without Chromium these tests fail; they are never skipped."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from engine import policy
from tests.browser import chromium
from tests.browser.parts import Visit
from tests.browser.server import serving

_FLAGS = (
    "--no-sandbox",  # Root, as in most containers, may not use the sandbox; the pages are our own.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# What our configuration of nginx sends; the pages must work under it.
POLICY = policy.PAGES

# For `page.evaluate`. Opens all that folds:
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
# Resolves when what scrolled has come to rest and scripts were told of it.
SETTLED = "new Promise(done => { setTimeout(() => requestAnimationFrame(() => done(true)), 50); })"


@dataclass(slots=True)
class Seen:
    """What a page did: the addresses it asked for, and the errors in its console or scripts, in order."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.requests.append(request.url))
        context.on(
            "console", lambda message: self.errors.append(message.text) if message.type == "error" else None
        )
        context.on("weberror", lambda failure: self.errors.append(str(failure.error)))

    def elsewhere(self, site_url: str) -> list[str]:
        """Requests to another place than the site; `data:` and `blob:` go nowhere."""
        place = urlsplit(site_url).netloc
        return [address for address in self.requests if urlsplit(address).netloc not in {place, ""}]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def seen() -> Seen:
    """Fills while `page` is used."""
    return Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen) -> Iterator[Page]:
    """A page of a reader in Vietnam, with nothing kept from other tests; `seen` tells what it did."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(10_000)
    seen.watch(context)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def site_url() -> Iterator[Callable[..., str]]:
    """`site_url(folder, headers={...})` serves the folder until the tests end, at the address it gives.

    `headers` go on every answer, for instance a Content-Security-Policy.
    """
    with ExitStack() as servers:

        def serve(site_dir: Path, **options: Any) -> str:
            return servers.enter_context(serving(site_dir, **options))

        yield serve


@pytest.fixture(scope="session")
def portal(built_site: Path, site_url: Callable[..., str]) -> str:
    """The address of the built portal, without its last `/`, served with a strict Content-Security-Policy."""
    return site_url(built_site, headers={"Content-Security-Policy": POLICY}).rstrip("/")


@pytest.fixture
def visit(browser: Browser, seen: Seen, portal: str) -> Iterator[Visit]:
    """`visit(address, script="…", **options of a context)` opens a page; afterwards nobody else was asked."""
    opened: list[Page] = []
    with ExitStack() as contexts:

        def start(address: str, *, script: str = "", **options: Any) -> Page:
            context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)
            contexts.callback(context.close)
            context.set_default_timeout(10_000)
            seen.watch(context)
            if script:
                context.add_init_script(script)
            page = context.new_page()
            page.goto(portal + address)
            opened.append(page)
            return page

        yield start
        assert seen.elsewhere(portal) == []
        assert [page.context.cookies() for page in opened if page.context.cookies()] == []
