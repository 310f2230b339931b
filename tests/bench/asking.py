"""Searches over the same documents, asked in Chromium: the portal's, stock mkdocs-material's and Pagefind's.

What an answer costs is counted from the moment at which a reader asks, on a page that is there; nothing is
kept from before. Bytes are those of what the search asks for, compressed as a server sends it, without the
heads of the answers.
"""

from __future__ import annotations

import random
import re
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium

PHRASE, NEAR_MISS = "chuyển đổi số", "chuyến đổi sổ"
SHOWN = 10
"""Results that a page of results shows."""
_EVERY = 100_000
_SENTENCE = "\n\nNơi đây bàn về {} trong năm nay.\n\n## "
# The repository's own pages and data speak of it all the time.
_ELSEWHERE = re.compile(r"(c)huyển\s+đổi\s+số|chuyen-doi-so", re.IGNORECASE)
_OF_SEARCH = re.compile("/search/|/search\\.|/lunr|/pagefind|/api/")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files of a project, and the addresses of the documents that have `PHRASE`; no others have it."""

    files: Mapping[str, str | bytes]
    having: frozenset[str]


_RECORD = re.compile(r"docs/(ke-hoach|dien-hinh|tin-tuc)/.*\.md$")
_LEAVES = re.compile("^(?:expires|withdrawn):", re.MULTILINE)


def with_phrases(files: Mapping[str, str | bytes], *, each: int, in_titles: int = 0) -> Corpus:
    """`each` records get the phrase, as many others the near miss, `in_titles` of these in the title too.

    None of them expires or is withdrawn: those are in no list and not in the search.
    """
    found = {path: _without(content) for path, content in files.items()}
    records = [path for path in found if _RECORD.match(path) and not _LEAVES.search(str(found[path]))]
    chosen = random.Random(57).sample(records, 2 * each)  # noqa: S311 - no secret
    for number, path in enumerate(chosen):
        phrase = PHRASE if number < each else NEAR_MISS
        text = str(found[path]).replace("\n\n## ", _SENTENCE.format(phrase), 1)
        if each <= number < each + in_titles:
            text = text.replace("title: ", f"title: {NEAR_MISS.capitalize()} ", 1)
        assert phrase in text
        found[path] = text
    return Corpus(found, frozenset(map(address, chosen[:each])))


def _without(content: str | bytes) -> str | bytes:
    if isinstance(content, bytes) and b"\0" in content:
        return content
    text = content if isinstance(content, str) else content.decode()
    return _ELSEWHERE.sub(lambda match: "thay đổi số" if match[1] else "thay-doi-so", text)


def address(path: str) -> str:
    """Of the page of a Markdown file, in every one of these sites."""
    return f"/{path.removeprefix('docs/').removesuffix('.md')}/"


@dataclass(frozen=True, slots=True)
class Way:
    """How a site is searched: a page of it, and a script that gives it `ask(query, size)`, which answers with
    the number of results and the addresses of the first ones. `before` runs before the page's own scripts."""

    page: str
    script: str
    before: str = ""


EMPTY = "trong.html"
"""A page without anything, to be put into the site."""
PORTAL = Way(
    EMPTY,
    """() => {
        const worker = new Worker("/search/worker.js");
        const waiting = {};
        let last = 0;
        worker.onmessage = ({ data }) => waiting[data.id](data);
        worker.postMessage({ type: "open", root: location.origin });
        const send = message => new Promise(done => {
            waiting[++last] = done;
            worker.postMessage({ id: last, ...message });
        });
        window.ask = async (q, size) => {
            const found = await send({ type: "search", q, filters: {}, from: 0, size });
            if (found.type !== "results" || found.missing) throw new Error(JSON.stringify(found));
            const records = window.excerpts ? found.items.filter(item => item.twin) : [];
            await Promise.all(records.map(({ address }) => send({ type: "excerpt", address })));
            return [found.total, found.items.map(item => item.address)];
        };
    }""",
)
PORTAL_WITH_EXCERPTS = Way(EMPTY, PORTAL.script, "window.excerpts = true;")
PAGEFIND = Way(
    EMPTY,
    """async () => {
        const pagefind = await import("/pagefind/pagefind.js");
        window.ask = async (query, size) => {
            const { results } = await pagefind.search(query);
            const shown = await Promise.all(results.slice(0, size).map(each => each.data()));
            return [results.length, shown.map(each => each.url)];
        };
    }""",
)
# Its page sends what is typed to a worker, which answers each question once, in order. What was asked last is
# not sent again.
STOCK = Way(
    "",
    """() => {
        const input = document.querySelector(".md-search__input");
        window.ask = (query, size) => new Promise(done => {
            const asked = questions[questions.length - 1] === query;
            const before = asked ? questions.length - 1 : questions.length;
            window.answered = () => {
                const answer = answers[questions.indexOf(query, before)];
                if (!answer) return;
                const pages = answer.items.map(parts => "/" + parts[0].location.split("#")[0]);
                done([pages.length, pages.slice(0, size)]);
            };
            if (asked) answered();
            document.querySelector("label[for=__search]").click();
            input.focus();
            input.value = query;
            input.dispatchEvent(new KeyboardEvent("keyup"));
        });
    }""",
    """
        window.questions = [];
        window.answers = [];
        window.Worker = class extends Worker {
            constructor(...options) {
                super(...options);
                this.addEventListener("message", ({ data }) => {
                    if (data.type !== 3) return;
                    answers.push(data.data);
                    answered();
                });
            }
            postMessage(message, ...others) {
                if (message.type === 2) questions.push(message.data);
                super.postMessage(message, ...others);
            }
        };
    """,
)
_LONG_TASKS = """
    window.tasks = [];
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(each => each.duration)))
        .observe({ type: "longtask", buffered: true });
"""
_ASK = """async ([query, size]) => {
    tasks.length = 0;
    const started = performance.now();
    if (!window.ask) await (%s)();
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), 90000));
    const [total, addresses] = await Promise.race([ask(query, size), late]);
    const ms = performance.now() - started;
    await new Promise(done => setTimeout(done, 150));
    return { total, addresses, ms, blocked: Math.max(0, ...tasks) };
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """`ms` until the first results are there with all that is shown of them; `processor` seconds of the
    browser's process; `blocked` the longest task (ms) of 50 ms or more where the page itself runs."""

    total: int
    addresses: tuple[str, ...]
    bytes: int
    requests: int
    ms: float
    processor: float
    blocked: float

    def among_first(self, having: Collection[str]) -> int:
        return sum(each in having for each in self.addresses[:SHOWN])


class Reader:
    """A reader's browser, on a page of a site that is searched in this way."""

    def __init__(self, browser: Browser, url: str, way: Way) -> None:
        self._asked: list[str] = []
        self._counted = 0
        self._processes = browser.new_browser_cdp_session()
        self.context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        self.context.set_default_timeout(120_000)
        self.context.on("request", lambda request: self._asked.append(request.url))
        self.context.add_init_script(_LONG_TASKS + way.before)
        self._script = _ASK % way.script
        self._page = self.context.new_page()
        self._page.goto(url + way.page, wait_until="networkidle")

    def ask(self, query: str, size: int = SHOWN) -> Answer:
        before = self._processor()
        found: dict[str, Any] = self._page.evaluate(self._script, [query, size])
        used = self._processor() - before
        requests = self._requests()
        return Answer(
            found["total"],
            tuple(found["addresses"]),
            sum(map(_size, requests)),
            len(requests),
            found["ms"],
            used,
            found["blocked"],
        )

    def every(self, query: str) -> Answer:
        """All results, whatever that costs."""
        return self.ask(query, _EVERY)

    def _requests(self) -> list[str]:
        """What the search asked for since it was last looked."""
        new, self._counted = self._asked[self._counted :], len(self._asked)
        return [url for url in new if _OF_SEARCH.search(urlsplit(url).path)]

    def _processor(self) -> float:
        found = self._processes.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(float(each["cpuTime"]) for each in found if each["type"] == "renderer")


def _size(url: str) -> int:
    """Of a file as this server sends it."""
    with urllib.request.urlopen(url) as answer:
        return len(answer.read())


def blocked_by_typing(browser: Browser, url: str, query: str) -> float:
    """The longest task (ms) of the portal's page of results while a reader types, until results are shown."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.add_init_script(_LONG_TASKS)
    page = context.new_page()
    page.goto(f"{url}tim-kiem/", wait_until="networkidle")
    page.evaluate("tasks.length = 0")
    page.locator("main input[type=search]").press_sequentially(query, delay=60)
    page.locator(".results > li").nth(SHOWN - 1).wait_for()
    page.wait_for_load_state("networkidle")
    blocked: float = page.evaluate("Math.max(0, ...tasks)")
    context.close()
    return blocked


@contextmanager
def reading(browser: Browser, url: str, way: Way) -> Iterator[Reader]:
    reader = Reader(browser, url, way)
    yield reader
    reader.context.close()


@contextmanager
def chromium_running() -> Iterator[Browser]:
    # Root, as in most containers, may not use the sandbox; the pages are our own.
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        yield launched
        launched.close()
