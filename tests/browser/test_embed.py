"""The element that shows a feed on somebody else's website, whatever the page, the line and the feed do.

The portal and the page stand at two origins, as they will in the world.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import Seen
from tests.browser.editions import assert_es2017

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "docs/assets/js/embed.js"
MOST_BYTES = 6 * 1024
CAN_THO = "feeds/dia-phuong/can-tho.json"
LIGHT = "embed/dia-phuong/can-tho.json"
LONG = "embed/tat-ca.json"
EMPTY = "embed/trong.json"
FALLBACK = '<a href="https://portal.example/dia-phuong/can-tho/">Tin về Nghị quyết 57 ở Cần Thơ</a>'
FAILED = "Chưa tải được tin mới."
PAUSE = 10_000  # ms: it is at most as long before the script asks again
PATIENCE = 20_000


def _item(number: int, **more: Any) -> dict[str, Any]:
    values = {
        "id": f"tag:portal.example,2025:{number}",
        "url": f"https://portal.example/ke-hoach/can-tho/so-{number}/",
        "title": f"Kế hoạch số {number} của Cần Thơ",
        "summary": f"Tóm tắt số {number}.",
        "content_text": f"Tóm tắt số {number}.",
        "date_published": "2025-02-18T08:00:00+07:00",
        "date_modified": "2025-03-01T08:00:00+07:00",
        "tags": ["Kế hoạch", "Thành phố Cần Thơ"],
    }
    return {key: value for key, value in (values | more).items() if value is not None}


def _feed(*items: Any, **more: Any) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Nghị quyết 57: Cần Thơ",
        "home_page_url": "https://portal.example/dia-phuong/can-tho/",
        "feed_url": "https://portal.example/feeds/dia-phuong/can-tho.json",
        "language": "vi",
        "items": list(items),
    } | more


# Midnight in Vietnam lies between the first two.
_NIGHT = [
    _item(1, date_published="2025-02-17T17:00:00Z"),
    _item(2, date_published="2025-02-17T16:59:59.9Z"),
    *(_item(number) for number in range(3, 9)),
]
FEEDS = {
    CAN_THO: _feed(
        *({**each, "content_html": "<p>Toàn văn</p><script>alert(1)</script>"} for each in _NIGHT)
    ),
    LIGHT: _feed(*({**each, "summary": None} for each in _NIGHT)),
    LONG: _feed(*(_item(number) for number in range(1, 61))),
    EMPTY: _feed(),
    "khong-mo.json": _feed(_item(1)),
}


@pytest.fixture(scope="module")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cong")
    (folder / "embed.js").write_bytes(SCRIPT.read_bytes())
    for name, feed in FEEDS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(feed, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def source(portal_folder: Path, site_url: Callable[..., str]) -> str:
    """The portal's address."""
    return site_url(portal_folder)


@pytest.fixture
def publish(portal_folder: Path, source: str) -> Callable[[str], str]:
    """Put these bytes at the portal as a feed; gives its address."""
    numbers = itertools.count(len(list((portal_folder / "embed").iterdir())))

    def write(content: str) -> str:
        name = f"embed/thu-{next(numbers)}.json"
        (portal_folder / name).write_text(content, encoding="utf-8")
        return source + name

    return write


@pytest.fixture
def host(tmp_path: Path, site_url: Callable[..., str], source: str) -> Callable[..., str]:
    """`host(body, head=…, headers=…)`: the address of a commune's page; its head loads the script."""

    def write(body: str, *, head: str | None = None, **options: Any) -> str:
        head = f'<script src="{source}embed.js" async></script>' if head is None else head
        (tmp_path / "index.html").write_text(
            '<!doctype html><html lang="vi"><meta charset="utf-8"><link rel="icon" href="data:,">'
            '<meta name="viewport" content="width=device-width"><title>Xã Phong Điền</title>'
            f"{head}<body><main><h1>Xã Phong Điền</h1>{body}</main>",
            encoding="utf-8",
        )
        return site_url(tmp_path, **options)

    return write


def _element(src: str, attributes: str = "", fallback: str = FALLBACK) -> str:
    return f'<portal-feed src="{src}" {attributes}>{fallback}</portal-feed>'


def _items(page: Page) -> Locator:
    return page.locator("portal-feed li")


def _lines(item: Locator) -> list[str]:
    """Its texts as they stand below each other."""
    return [line for line in item.inner_text().split("\n") if line]


def _fallback(page: Page) -> Locator:
    return page.locator("portal-feed > a")


def _set(page: Page, **attributes: str | None) -> None:
    """Set the attributes, and wait until the element has seen it."""
    page.evaluate(
        """attributes => {
            const element = document.querySelector('portal-feed');
            for (const [name, value] of Object.entries(attributes)) {
                if (value === null) element.removeAttribute(name);
                else element.setAttribute(name, value);
            }
            return new Promise(done => { setTimeout(done); });
        }""",
        attributes,
    )


class Line:
    """The line between the element and its feed: `answers` says what happens to each request."""

    def __init__(self, page: Page, pattern: str) -> None:
        self._page = page
        self._held: list[Route] = []
        self.asked = 0
        self.answer: Callable[[Route], None] = self._held.append
        page.route(pattern, self._take)

    def _take(self, route: Route) -> None:
        self.asked += 1
        self.answer(route)

    def wait(self, asked: int) -> None:
        """Until that many requests were made."""
        for _ in range(500):
            if self.asked >= asked:
                break
            self._page.wait_for_timeout(10)
        assert self.asked == asked

    def let_through(self) -> None:
        while self._held:
            self._held.pop(0).continue_()


@pytest.fixture
def line(page: Page) -> Line:
    """Holds requests for feeds until they are let through, or answers them with `answer`."""
    return Line(page, re.compile(r"/(feeds|embed)/.*\.json$"))  # type: ignore[arg-type]


# --- what is shown ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [CAN_THO, LIGHT])
def test_the_newest_items_are_shown_with_dates_in_vietnam(
    page: Page, seen: Seen, host: Callable[..., str], source: str, name: str
) -> None:
    address = host(_element(source + name))
    page.goto(address)
    expect(_items(page)).to_have_text(
        [
            f"Kế hoạch số {number} của Cần Thơ{day}/02/2025"
            for number, day in [(1, 18), (2, 17), (3, 18), (4, 18), (5, 18)]
        ]
    )
    links = page.locator("portal-feed li a")
    assert links.evaluate_all("all => all.map(a => [a.href, a.target, a.rel])") == [
        [f"https://portal.example/ke-hoach/can-tho/so-{number}/", "", ""] for number in range(1, 6)
    ]
    moments = page.locator("portal-feed time").evaluate_all("all => all.map(time => time.dateTime)")
    assert moments[:2] == ["2025-02-17T17:00:00Z", "2025-02-17T16:59:59.9Z"]
    more = page.locator("portal-feed").get_by_role("link", name="Xem tất cả: Nghị quyết 57: Cần Thơ")
    expect(more).to_have_text("Xem tất cả")
    expect(more).to_have_attribute("href", "https://portal.example/dia-phuong/can-tho/")
    expect(_fallback(page)).to_be_hidden()
    assert seen.errors == []
    assert seen.requests == [address, source + "embed.js", source + name]


def test_nothing_is_kept_and_nothing_is_told_of_the_reader(
    page: Page, host: Callable[..., str], source: str
) -> None:
    page.context.add_cookies([{"name": "phien", "value": "1", "url": source}])
    address = host(_element(source + CAN_THO))
    with page.expect_request(source + CAN_THO) as asked, page.expect_request(source + "embed.js") as script:
        page.goto(address)
    expect(_items(page)).to_have_count(5)
    # The browser sends both along with a script: so the test would see them.
    assert {"cookie", "referer"} <= set(script.value.all_headers())
    assert {"cookie", "referer"} & set(asked.value.all_headers()) == set()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, "phien=1"]


def test_limit(page: Page, host: Callable[..., str], source: str) -> None:
    page.goto(host(_element(source + LONG, 'limit="3"')))
    expect(_items(page)).to_have_count(3)
    wanted = {"1": 1, "12": 12, " 7 ": 7, "07": 7, "50": 50, "51": 50, "9" * 400: 50}
    wanted |= dict.fromkeys(["0", "-3", "2.5", "1e1", "", "năm", "<b>", None], 5)
    for limit, count in wanted.items():
        _set(page, limit=limit)
        assert _items(page).count() == count, limit


def test_show(page: Page, host: Callable[..., str], source: str) -> None:
    page.goto(host(_element(source + LONG, 'limit="1"')))
    title, day, kind, summary = "Kế hoạch số 1 của Cần Thơ", "18/02/2025", "Kế hoạch", "Tóm tắt số 1."
    for words, texts in {
        None: [title, day],
        "": [title],
        "none": [title],
        "kind": [title, kind],
        "  Summary\tDATE ": [title, day, summary],
        "date summary kind": [title, f"{kind} · {day}", summary],
    }.items():
        _set(page, show=words)
        assert _lines(_items(page)) == texts, words


def test_a_heading_names_the_list_and_has_the_wanted_level(
    page: Page, host: Callable[..., str], source: str
) -> None:
    page.goto(host(_element(source + CAN_THO)))
    expect(page.get_by_role("list", name="Nghị quyết 57: Cần Thơ", exact=True)).to_be_visible()
    # Safari asks for it, Chromium does not.
    expect(page.locator("portal-feed ul")).to_have_attribute("role", "list")
    feed = page.locator("portal-feed")
    assert feed.get_by_role("heading").count() == 0
    for level, told in {"2": 2, "6": 6, "7": 6, "0": 3, "hai": 3, None: 3}.items():
        _set(page, heading="Tin <b>mới</b>", level=level)
        assert feed.get_by_role("heading", name="Tin <b>mới</b>", level=told).count() == 1, level
    expect(page.get_by_role("list", name="Tin <b>mới</b>", exact=True)).to_be_visible()
    _set(page, heading="  ")
    assert feed.get_by_role("heading").count() == 0


def test_links_open_a_new_tab_only_when_asked(page: Page, host: Callable[..., str], source: str) -> None:
    page.goto(host(_element(source + CAN_THO, 'target="_blank"')))
    expect(_items(page)).to_have_count(5)
    read = "all => [...new Set(all.map(a => a.target + ' ' + a.rel))]"
    links = page.locator("portal-feed [part=link], portal-feed [part=more]")
    assert links.evaluate_all(read) == ["_blank noopener"]
    for target in (None, "_top", "khung"):
        _set(page, target=target)
        assert links.evaluate_all(read) == [" "], target


def test_an_empty_feed_says_so_and_leads_on(page: Page, host: Callable[..., str], source: str) -> None:
    page.goto(host(_element(source + EMPTY)))
    expect(page.get_by_text("Chưa có mục nào.")).to_be_visible()
    more = page.locator("portal-feed [part=more]")
    expect(more).to_have_attribute("href", "https://portal.example/dia-phuong/can-tho/")
    expect(_fallback(page)).to_be_hidden()
    assert _items(page).count() == 0


def test_the_language_is_the_feeds_and_own_words_are_vietnamese(
    page: Page, host: Callable[..., str], publish: Callable[[str], str]
) -> None:
    page.goto(host(_element(publish(json.dumps(_feed(_item(1), language="en-GB"))))))
    expect(page.locator("portal-feed ul")).to_have_attribute("lang", "en-GB")
    expect(page.locator("portal-feed [part=more]")).to_have_attribute("lang", "vi")
    for language in ("", 'vi" onclick="alert(1)', "tiếng Việt", 5, None, ["en"]):
        _set(page, src=publish(json.dumps(_feed(_item(1), language=language))))
        expect(page.locator("portal-feed ul")).to_have_attribute("lang", "vi")


def test_changed_attributes_need_no_new_request_but_for_another_source(
    page: Page, seen: Seen, host: Callable[..., str], source: str
) -> None:
    page.goto(host(_element(source + CAN_THO)))
    expect(_items(page)).to_have_count(5)
    before = len(seen.requests)
    _set(page, limit="2", show="kind", heading="Tin", target="_blank", src=source + CAN_THO)
    expect(_items(page)).to_have_count(2)
    assert seen.requests[before:] == []
    _set(page, src=source + LONG, limit="9")
    expect(_items(page)).to_have_count(9)
    _set(page, src=None)
    expect(_fallback(page)).to_be_visible()
    assert _items(page).count() == 0
    assert seen.requests[before:] == [source + LONG]


def test_elements_of_one_page_do_not_disturb_each_other(
    page: Page, host: Callable[..., str], source: str
) -> None:
    page.goto(
        host(
            _element(source + LONG, 'limit="7"')
            + _element(source + "embed/thieu.json")
            + _element(source + EMPTY)
        )
    )
    expect(page.locator("portal-feed").nth(0).locator("li")).to_have_count(7)
    expect(page.locator("portal-feed").nth(2).get_by_text("Chưa có mục nào.")).to_be_visible()
    expect(page.locator("portal-feed").nth(1).locator(":scope > a")).to_be_visible()


# --- whatever way the script is loaded -------------------------------------------------------------

LOADED = {
    "head": ("{script}", "{element}"),
    "head async": ("{async}", "{element}"),
    "head deferred": ("{defer}", "{element}"),
    "head module": ("{module}", "{element}"),
    "before": ("", "{script}{element}"),
    "after": ("", "{element}{script}"),
    "after async": ("", "{element}{async}"),
    "module after": ("", "{element}{module}"),
    "twice": ("{script}", "{element}{script}"),
    "four ways": ("{async}{module}", "{defer}{element}{script}"),
}


@pytest.mark.parametrize(("head", "body"), LOADED.values(), ids=LOADED.keys())
def test_the_script_may_stand_anywhere_and_come_twice(
    page: Page, seen: Seen, host: Callable[..., str], source: str, head: str, body: str
) -> None:
    ways = {way: f'<script src="{source}embed.js" {way}></script>' for way in ("async", "defer")}
    ways["script"] = f'<script src="{source}embed.js"></script>'
    # As a module it comes by CORS; the path begins like those of the feeds.
    ways["module"] = f'<script src="{source}embed.js" type="module"></script>'
    ways["element"] = _element(source + CAN_THO)
    page.goto(host(body.format(**ways), head=head.format(**ways)))
    expect(_items(page)).to_have_count(5)
    assert page.locator("portal-feed ul").count() == 1
    assert seen.errors == []
    assert seen.requests.count(source + CAN_THO) == 1


def test_elements_made_by_scripts_work(page: Page, seen: Seen, host: Callable[..., str], source: str) -> None:
    page.goto(host("<div id='cho'></div>"))
    page.evaluate(
        """src => {
            const made = document.createElement('portal-feed');
            const place = document.getElementById('cho');
            made.setAttribute('src', src);
            made.setAttribute('limit', '2');
            place.append(made);
            place.insertAdjacentHTML('beforeend', `<portal-feed src="${src}" limit="3"></portal-feed>`);
            place.append(made.cloneNode(true));
        }""",
        source + CAN_THO,
    )
    expect(_items(page)).to_have_count(7)
    assert seen.errors == []


def test_no_globals_are_left(page: Page, host: Callable[..., str], source: str) -> None:
    page.goto(host(_element(source + CAN_THO), head=""))
    names = "[...Object.getOwnPropertyNames(window), ...Object.getOwnPropertyNames(document)]"
    before = page.evaluate(names)
    page.add_script_tag(url=source + "embed.js")
    expect(_items(page)).to_have_count(5)
    assert page.evaluate(names) == before
    # Nor anything on the element itself.
    assert page.evaluate("Object.getOwnPropertyNames(document.querySelector('portal-feed'))") == []
    assert page.evaluate("document.querySelector('portal-feed').getAttributeNames()") == ["src"]


def test_without_scripts_the_fallback_can_be_read(
    browser: Browser, host: Callable[..., str], source: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host(_element(source + CAN_THO)))
    expect(_fallback(page)).to_be_visible()
    expect(page.get_by_role("link", name="Tin về Nghị quyết 57 ở Cần Thơ")).to_be_visible()
    context.close()


HIDE = "Object.defineProperty({0}, '{1}', {{ value: undefined, configurable: true }});"


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("window", "customElements"),
        ("Element.prototype", "attachShadow"),
        ("window", "fetch"),
        ("window", "URL"),
    ],
)
def test_browsers_that_cannot_show_it_keep_the_fallback(
    page: Page, seen: Seen, host: Callable[..., str], source: str, owner: str, name: str
) -> None:
    page.add_init_script(HIDE.format(owner, name))
    page.goto(host(_element(source + CAN_THO)))
    assert page.evaluate(f"{owner}.{name}") is None
    assert source + "embed.js" in seen.requests
    assert source + CAN_THO not in seen.requests
    expect(_fallback(page)).to_be_visible()
    assert seen.errors == []


@pytest.mark.parametrize(
    "missing",
    [
        HIDE.format("window", "AbortController"),
        HIDE.format("window", "CSSStyleSheet"),
        HIDE.format("CSSStyleSheet.prototype", "replaceSync"),
        "delete Document.prototype.adoptedStyleSheets; delete ShadowRoot.prototype.adoptedStyleSheets;",
        HIDE.format("window", "TextDecoder"),
        HIDE.format("Response.prototype", "body"),
        HIDE.format("window", "Intl"),
    ],
)
def test_what_older_browsers_lack_is_done_without(
    page: Page, seen: Seen, host: Callable[..., str], source: str, missing: str
) -> None:
    page.add_init_script(missing)
    page.goto(host(_element(source + CAN_THO)))
    expect(_items(page)).to_have_count(5)
    assert page.locator("portal-feed ul").evaluate("ul => getComputedStyle(ul).listStyleType") == "none"
    assert seen.errors == []


# --- strict pages ----------------------------------------------------------------------------------

STRICT = (
    "default-src 'none'; script-src {0}; connect-src {0}; img-src data:; style-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def test_a_strict_policy_and_trusted_types_change_nothing(
    page: Page, seen: Seen, host: Callable[..., str], source: str
) -> None:
    page.goto(host(_element(source + CAN_THO), headers={"Content-Security-Policy": STRICT.format(source)}))
    expect(_items(page)).to_have_count(5)
    assert page.locator("portal-feed ul").evaluate("ul => getComputedStyle(ul).listStyleType") == "none"
    assert seen.errors == []
    refused = "try { document.body.innerHTML = '<p>'; return ''; } catch (error) { return error.name; }"
    assert page.evaluate(f"(() => {{ {refused} }})()") == "TypeError"


def test_the_list_can_be_read_where_its_styles_are_refused(
    page: Page, seen: Seen, host: Callable[..., str], source: str
) -> None:
    page.add_init_script("delete Document.prototype.adoptedStyleSheets")
    page.goto(host(_element(source + CAN_THO), headers={"Content-Security-Policy": STRICT.format(source)}))
    expect(_items(page)).to_have_count(5)
    assert page.locator("portal-feed ul").evaluate("ul => getComputedStyle(ul).listStyleType") == "disc"
    _assert_readable(page)
    assert len(seen.errors) == 1
    assert "inline style" in seen.errors[0]


def test_a_page_that_forbids_the_request_keeps_its_fallback(
    page: Page, host: Callable[..., str], source: str
) -> None:
    policy = f"script-src {source}; connect-src 'self'"
    with page.expect_console_message(lambda message: "connect-src" in message.text):
        page.goto(host(_element(source + CAN_THO), headers={"Content-Security-Policy": policy}))
    expect(_fallback(page)).to_be_visible()


# --- slow and broken lines -------------------------------------------------------------------------


def test_the_fallback_is_shown_until_the_list_is_there(
    page: Page, host: Callable[..., str], source: str, line: Line
) -> None:
    page.goto(host(_element(source + CAN_THO)))
    line.wait(1)
    feed = page.locator("portal-feed")
    expect(feed).to_have_attribute("aria-busy", "true")
    expect(_fallback(page)).to_be_visible()
    assert _items(page).count() == 0
    line.let_through()
    expect(_items(page)).to_have_count(5)
    expect(_fallback(page)).to_be_hidden()
    assert feed.get_attribute("aria-busy") is None


def test_the_list_comes_in_one_write(page: Page, host: Callable[..., str], source: str, line: Line) -> None:
    page.goto(host(_element(source + CAN_THO)))
    line.wait(1)
    page.evaluate(
        """() => {
            window.writes = [];
            const note = records => { window.writes.push(...records.map(each => each.addedNodes.length)); };
            const root = document.querySelector('portal-feed').shadowRoot;
            new MutationObserver(note).observe(root, { childList: true, subtree: true });
        }"""
    )
    line.let_through()
    expect(_items(page)).to_have_count(5)
    assert page.evaluate("window.writes") == [1]


CORS = {"Access-Control-Allow-Origin": "*"}
WHOLE = json.dumps(FEEDS[CAN_THO], ensure_ascii=False)
BROKEN: dict[str, Callable[[Route], None]] = {
    "no connection": lambda route: route.abort("internetdisconnected"),
    "404": lambda route: route.fulfill(status=404, headers=CORS, body=WHOLE),
    "500": lambda route: route.fulfill(status=500, headers=CORS, body=WHOLE),
    "HTML": lambda route: route.fulfill(
        headers=CORS, content_type="text/html", body="<!doctype html><h1>Đăng nhập"
    ),
    "truncated": lambda route: route.fulfill(headers=CORS, body=WHOLE[: len(WHOLE) // 2]),
    "nothing": lambda route: route.fulfill(headers=CORS, body=""),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
def test_on_failure_the_fallback_stays(
    page: Page, seen: Seen, host: Callable[..., str], source: str, line: Line, answer: Callable[[Route], None]
) -> None:
    line.answer = answer
    empty = _element(source + LIGHT, fallback=" <!-- --> <noscript>Cần JavaScript.</noscript>\n")
    page.goto(host(_element(source + CAN_THO) + empty))
    # The second element holds nothing to show: it says that something is missing.
    expect(page.get_by_text(FAILED)).to_have_count(1)
    expect(page.locator("portal-feed").nth(1).get_by_text(FAILED)).to_be_visible()
    expect(_fallback(page)).to_be_visible()
    expect(page.locator("portal-feed[aria-busy]")).to_have_count(0)
    assert _items(page).count() == 0
    # The browser's own words on a failed request are all there is.
    assert [error for error in seen.errors if "Failed to load resource" not in error] == []


def test_a_feed_that_is_not_open_to_other_sites_is_a_failure(
    page: Page, host: Callable[..., str], source: str
) -> None:
    page.goto(host(_element(source + "khong-mo.json", fallback="")))
    expect(page.get_by_text(FAILED)).to_be_visible()


def test_what_is_no_address_is_not_asked(
    page: Page, seen: Seen, host: Callable[..., str], source: str
) -> None:
    sources = ["javascript:alert(1)", "data:application/json,{}", "ftp://portal.example/a.json", "http://["]
    sources += ["file:///a.json", " ", ""]
    address = host("".join(_element(src) + _element(src, fallback="") for src in sources))
    page.goto(address)
    texts = page.locator("portal-feed:visible").evaluate_all(
        "all => all.map(each => each.textContent || each.shadowRoot.querySelector('p').textContent)"
    )
    assert texts == ["Tin về Nghị quyết 57 ở Cần Thơ", FAILED] * len(sources)
    assert seen.requests == [address, source + "embed.js"]
    assert seen.errors == []


def test_after_twenty_seconds_it_gives_up_and_asks_once_more(
    page: Page, seen: Seen, host: Callable[..., str], source: str, line: Line
) -> None:
    page.clock.install()
    page.goto(host(_element(source + CAN_THO, fallback="")))
    line.wait(1)
    page.clock.fast_forward(PATIENCE - 2000)
    assert page.get_by_text(FAILED).count() == 0
    # The clock goes on between these calls, but not for that long.
    with page.expect_event("requestfailed", timeout=2000) as failed:
        page.clock.fast_forward(2000)
    assert (failed.value.url, failed.value.failure) == (source + CAN_THO, "net::ERR_ABORTED")
    expect(page.get_by_text(FAILED)).to_be_visible()
    line.answer = lambda route: route.continue_()
    assert line.asked == 1
    page.clock.fast_forward(PAUSE)
    line.wait(2)
    expect(_items(page)).to_have_count(5)
    assert page.get_by_text(FAILED).count() == 0
    assert seen.errors == []


def test_a_late_answer_is_passed_over_where_requests_cannot_be_aborted(
    page: Page, host: Callable[..., str], source: str, line: Line
) -> None:
    page.add_init_script(HIDE.format("window", "AbortController"))
    page.clock.install()
    page.goto(host(_element(source + CAN_THO)))
    line.wait(1)
    _set(page, src=source + LONG, limit="9")
    line.wait(2)
    with page.expect_response(source + CAN_THO), page.expect_response(source + LONG):
        line.let_through()
    expect(_items(page)).to_have_count(9)


@pytest.mark.parametrize("event", ["online", "visibilitychange"])
def test_it_asks_modestly(page: Page, host: Callable[..., str], source: str, line: Line, event: str) -> None:
    line.answer = BROKEN["500"]
    page.clock.install()
    page.goto(host(_element(source + CAN_THO)))
    back = f"{'window' if event == 'online' else 'document'}.dispatchEvent(new Event('{event}'))"
    hidden = "Object.defineProperty(document, 'hidden', {{ value: {}, configurable: true }})"

    def asked(times: int) -> None:
        line.wait(times)
        expect(page.locator("portal-feed[aria-busy]")).to_have_count(0)
        page.wait_for_timeout(50)
        line.wait(times)

    asked(1)
    page.evaluate(back)
    page.clock.fast_forward(PAUSE // 2 - 1000)
    asked(1)
    page.clock.fast_forward(PAUSE)
    asked(2)
    page.clock.fast_forward(10 * PAUSE)
    asked(2)
    page.evaluate(f"{hidden.format('true')}; {back}")
    asked(2)
    page.evaluate(f"{hidden.format('false')}; {back}")
    asked(3)
    page.evaluate(back)
    page.clock.fast_forward(10 * PAUSE)
    asked(3)


def test_what_is_missing_is_not_asked_for_again(
    page: Page, host: Callable[..., str], source: str, line: Line
) -> None:
    line.answer = BROKEN["404"]
    page.clock.install()
    page.goto(host(_element(source + CAN_THO, fallback="")))
    expect(page.get_by_text(FAILED)).to_be_visible()
    page.clock.fast_forward(10 * PAUSE)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(100)
    line.wait(1)


def test_an_element_that_is_moved_asks_once(
    page: Page, host: Callable[..., str], source: str, line: Line
) -> None:
    page.goto(host(_element(source + CAN_THO) + "<div id='khac'></div>"))
    line.wait(1)
    move = """place => {
        const element = document.querySelector('portal-feed');
        element.remove();
        document.querySelector(place).prepend(element);
    }"""
    page.evaluate(move, "#khac")
    page.wait_for_timeout(50)
    line.wait(1)
    line.let_through()
    expect(page.locator("#khac > portal-feed li")).to_have_count(5)
    # With its list it may even stay away for a while.
    page.evaluate("window.gone = document.querySelector('portal-feed'); window.gone.remove()")
    page.wait_for_timeout(50)
    page.evaluate("document.querySelector('main').prepend(window.gone)")
    page.wait_for_timeout(50)
    expect(page.locator("main > portal-feed li")).to_have_count(5)
    line.wait(1)


def test_an_element_that_is_removed_stops_asking_and_begins_anew_when_it_is_back(
    page: Page, seen: Seen, host: Callable[..., str], source: str, line: Line
) -> None:
    page.goto(host(_element(source + CAN_THO)))
    line.wait(1)
    with page.expect_event("requestfailed") as failed:
        page.evaluate("window.gone = document.querySelector('portal-feed'); window.gone.remove()")
    assert failed.value.failure == "net::ERR_ABORTED"
    line.answer = lambda route: route.continue_()
    page.evaluate("document.querySelector('main').append(window.gone)")
    expect(_items(page)).to_have_count(5)
    line.wait(2)
    assert seen.errors == []


def test_an_element_that_is_removed_does_not_come_back_to_its_source(
    page: Page, host: Callable[..., str], source: str, line: Line
) -> None:
    line.answer = BROKEN["500"]
    page.clock.install()
    page.goto(host(_element(source + CAN_THO, fallback="")))
    expect(page.get_by_text(FAILED)).to_be_visible()
    page.evaluate("document.querySelector('portal-feed').remove()")
    page.clock.fast_forward(10 * PAUSE)
    page.wait_for_timeout(100)
    line.wait(1)


def test_another_source_ends_the_request_to_the_first(
    page: Page, host: Callable[..., str], source: str, line: Line
) -> None:
    page.goto(host(_element(source + CAN_THO)))
    line.wait(1)
    with page.expect_event("requestfailed") as failed:
        _set(page, src=source + LONG, limit="9")
    assert failed.value.url == source + CAN_THO
    line.wait(2)
    expect(_fallback(page)).to_be_visible()
    line.let_through()
    expect(_items(page)).to_have_count(9)


# --- hostile feeds ---------------------------------------------------------------------------------

NO_CONTENT: list[Any] = [None, 5, "x", [], {}, {"title": ""}, {"title": 5}, {"title": "\u202e ", "url": "/"}]
UNUSABLE = [
    "null",
    "57",
    '"tin"',
    "[]",
    "{}",
    '{"items": null}',
    '{"items": "tin"}',
    '{"items": {"0": {"title": "A"}, "length": 1}}',
    json.dumps(_feed(*NO_CONTENT)),
    # Ten megabytes.
    json.dumps(_feed(_item(1), description="x" * 10_000_000)),
]


def test_feeds_of_no_use_leave_the_fallback(
    page: Page, seen: Seen, host: Callable[..., str], publish: Callable[[str], str]
) -> None:
    addresses = [publish(content) for content in UNUSABLE]
    page.goto(host("".join(_element(each) + _element(each, fallback="") for each in addresses)))
    expect(page.get_by_text(FAILED)).to_have_count(len(UNUSABLE))
    assert page.locator("portal-feed > a:visible").count() == len(UNUSABLE)
    assert page.locator("portal-feed ul").count() == 0
    expect(page.locator("portal-feed[aria-busy]")).to_have_count(0)
    # Four megabytes are not too many.
    page.goto(host(_element(publish(json.dumps(_feed(_item(1), description="x" * 4_000_000))))))
    expect(_items(page)).to_have_count(1)
    assert seen.errors == []


def test_what_can_be_used_of_a_broken_feed_is_shown(
    page: Page, seen: Seen, host: Callable[..., str], publish: Callable[[str], str]
) -> None:
    content = _feed(
        None,
        7,
        "<b>",
        [_item(9)],
        {},
        {"title": "Chỉ có tiêu đề"},
        {"content_text": "Chỉ có nội dung"},
        _item(1, url=None, date_published=None, date_modified=None, tags=None),
        _item(2, url=5, date_published=[], date_modified={}, tags="Kế hoạch", summary={}),
        _item(3, title="  Nhiều \n\n dòng\u0007\u202e và dấu  ", date_published="hôm qua", tags=[None]),
        _item(4, title="x" * 1_000_000, summary="y" * 1_000_000, tags=["z" * 10_000]),
        title={"a": 1},
        home_page_url="không phải địa chỉ nào cả://",
        feed_url=None,
    )
    address = publish(json.dumps(content))
    page.goto(host(_element(address, 'limit="50" show="date kind summary"')))
    expect(_items(page)).to_have_count(6)
    lines = [_lines(item) for item in _items(page).all()]
    assert lines[:5] == [
        ["Chỉ có tiêu đề"],
        ["Chỉ có nội dung"],
        ["Kế hoạch số 1 của Cần Thơ", "Tóm tắt số 1."],
        ["Kế hoạch số 2 của Cần Thơ", "Tóm tắt số 2."],
        ["Nhiều dòng và dấu", "01/03/2025", "Tóm tắt số 3."],
    ]
    assert lines[5] == ["x" * 300 + "…", "z" * 80 + "… · 18/02/2025", "y" * 500 + "…"]
    assert page.locator("portal-feed ul").get_attribute("aria-label") is None
    # Long words break instead of widening the page.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen.errors == []


EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>&#60'


def test_markup_in_a_feed_is_text(
    page: Page, seen: Seen, host: Callable[..., str], source: str, publish: Callable[[str], str]
) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    feed = _feed(
        _item(1, title=EVIL, summary=EVIL, tags=[EVIL], date_published=EVIL, content_html=EVIL),
        title=EVIL,
        language=EVIL,
        home_page_url="javascript:alert(4)",
    )
    feed_address = publish(json.dumps(feed))
    address = host(_element(feed_address, f"show='date kind summary' heading='{EVIL}'"))
    page.goto(address)
    expect(_items(page)).to_have_count(1)
    assert _lines(_items(page)) == [EVIL, f"{EVIL} · 01/03/2025", EVIL]
    made = page.locator("portal-feed div, portal-feed div *")
    names, attributes = made.evaluate_all(
        "all => [all.map(each => each.localName), all.flatMap(each => each.getAttributeNames())]"
    )
    assert set(names) == {"div", "ul", "li", "a", "span", "time", "p"}
    assert set(attributes) == set("aria-label aria-level class datetime href lang part role".split())
    page.wait_for_timeout(100)
    assert dialogs == []
    assert seen.requests == [address, source + "embed.js", feed_address]
    assert seen.errors == []


ADDRESSES = {
    "https://portal.example/a": "https://portal.example/a",
    "http://portal.example/a b": "http://portal.example/a%20b",
    "/tin-tuc/": "{source}tin-tuc/",
    "b.html": "{source}embed/b.html",
    "//khac.example/c": "http://khac.example/c",
    "javascript:alert(1)": None,
    " jAvA\tscript:alert(1)": None,
    "\u0001javascript:alert(1)": None,
    "data:text/html,<script>alert(1)</script>": None,
    "vbscript:msgbox(1)": None,
    "blob:https://portal.example/1": None,
    "file:///etc/passwd": None,
    "mailto:a@portal.example": None,
    "tag:portal.example,2025:1": None,
    "https://": None,
    "": None,
    "  ": None,
}


def test_only_web_addresses_become_links(
    page: Page, seen: Seen, host: Callable[..., str], source: str, publish: Callable[[str], str]
) -> None:
    feed = _feed(*(_item(number, url=url) for number, url in enumerate(ADDRESSES)))
    page.goto(host(_element(publish(json.dumps(feed)), 'limit="50"')))
    expect(_items(page)).to_have_count(len(ADDRESSES))
    got = _items(page).evaluate_all("all => all.map(li => li.firstChild.href || null)")
    wanted = [url and url.format(source=source) for url in ADDRESSES.values()]
    assert dict(zip(ADDRESSES, got, strict=True)) == dict(zip(ADDRESSES, wanted, strict=True))
    # Without an address the title is there all the same.
    assert page.locator("portal-feed span[part=link]").count() == wanted.count(None)
    assert seen.errors == []


MOMENTS = {
    "2024-12-31T17:00:00Z": "01/01/2025",
    "2024-12-31T16:59:59Z": "31/12/2024",
    "2025-01-01T00:00:00+07:00": "01/01/2025",
    "2025-01-01T23:30:00-05:00": "02/01/2025",
    "2024-02-29T12:00:00.123456+07:00": "29/02/2024",
    "2025-02-29T12:00:00Z": "",
    "2025-02-30T12:00:00Z": "",
    "2025-13-01T12:00:00Z": "",
    "2025-01-01T25:00:00Z": "",
    "2025-01-01": "",
    "2025-01-01T12:00:00": "",
    "0000-00-00T00:00:00Z": "",
    "Tue, 18 Feb 2025 08:00:00 +0700": "",
    "mục 1": "",
    "": "",
}


def test_dates_that_are_none_are_left_out(
    page: Page, seen: Seen, host: Callable[..., str], publish: Callable[[str], str]
) -> None:
    others = [None, 0, 1739840400000, True, [], {}, "9" * 100_000]
    values = [*MOMENTS, *others]
    feed = _feed(*(_item(1, date_published=each, date_modified=each) for each in values))
    page.goto(host(_element(publish(json.dumps(feed)), 'limit="50"')))
    expect(_items(page)).to_have_count(len(values))
    shown = _items(page).evaluate_all(
        "all => all.map(li => li.querySelector('time') ? li.querySelector('time').textContent : '')"
    )
    assert dict(zip(map(str, values), shown, strict=True)) == MOMENTS | dict.fromkeys(map(str, others), "")
    assert seen.errors == []


# --- hostile and kind pages ------------------------------------------------------------------------

READABLE = """() => {
    const root = document.querySelector('portal-feed').shadowRoot;
    const texts = [...root.querySelectorAll('a, time, [part=kind], [part=summary], [part=heading]')];
    const box = each => each.getBoundingClientRect();
    const rows = [...root.querySelectorAll('[part=heading], li, [part=more]')].map(box);
    return {
        count: texts.length,
        bad: texts.filter(each => {
            const { fontSize, visibility, textIndent, letterSpacing, lineHeight } = getComputedStyle(each);
            const { left, right, top, bottom } = box(each);
            const at = document.elementFromPoint((left + Math.min(right, innerWidth)) / 2, top + 2);
            return parseFloat(fontSize) < 12 || visibility !== 'visible' || textIndent !== '0px'
                || letterSpacing !== 'normal' || parseFloat(lineHeight) < parseFloat(fontSize)
                || left < 0 || right > innerWidth || top < 0 || right - left < 20 || bottom - top < 10
                || !at || !at.closest('portal-feed');
        }).map(each => each.outerHTML),
        upon: rows.slice(1).filter((row, n) => row.top < rows[n].bottom - 1).length
    };
}"""


def _assert_readable(page: Page) -> None:
    """Every text is in sight, large enough, and no two lie upon each other."""
    found = page.evaluate(READABLE)
    assert found["count"] > 5
    assert found["bad"] == []
    assert found["upon"] == 0


HOSTILE = {
    "unset": "* { all: unset !important }",
    "initial": "* { all: initial !important } style, script, head { display: none !important }",
    "no links": "a, ul, li, p, span, time { display: none !important }",
    "fixed": "div, ul, a { position: fixed !important; top: -999px !important; left: -999px !important }",
    "size 0": "main, portal-feed { font-size: 0 !important; line-height: 0 !important }",
    "everything size 0": "* { font-size: 0 !important; line-height: 0 !important }",
    "out of sight": "* { text-indent: -9999px !important; letter-spacing: -2em !important }",
    "one line": "* { white-space: nowrap !important; text-align: right !important; direction: ltr }",
    "see-through": "* { -webkit-text-fill-color: transparent !important; text-shadow: 0 0 9px red }",
    "floats": "* { float: left !important; width: 1px; height: 1px } portal-feed { width: 300px !important }",
    "capitals": "* { text-transform: uppercase !important; font-variant: small-caps; word-break: break-all }",
}


@pytest.mark.parametrize("css", HOSTILE.values(), ids=HOSTILE.keys())
def test_rules_of_the_page_do_not_break_the_list(
    page: Page, host: Callable[..., str], source: str, css: str
) -> None:
    page.set_viewport_size({"width": 400, "height": 700})
    attributes = 'heading="Tin mới" show="date kind summary" limit="3"'
    script = f'<script src="{source}embed.js" defer></script>'
    page.goto(host(_element(source + CAN_THO, attributes), head=f"{script}<style>{css}</style>"))
    expect(_items(page)).to_have_count(3)
    _assert_readable(page)
    fills = "getComputedStyle(link).webkitTextFillColor === getComputedStyle(link).color"
    link = page.locator("portal-feed li a").first
    assert link.evaluate(f"link => {fills}")
    names = ["textTransform", "fontVariant", "whiteSpace", "wordBreak", "textAlign", "textShadow"]
    look = link.evaluate("(link, names) => names.map(name => getComputedStyle(link)[name])", names)
    assert look == ["none", "normal", "normal", "normal", "start", "none"]
    assert _items(page).first.inner_text().startswith("Kế hoạch số 1 của Cần Thơ")


@pytest.mark.parametrize(
    ("hide", "show"),
    [
        ("visibility: hidden", "visibility: visible"),
        ("display: none", "display: block"),
        ("opacity: 0; pointer-events: none", "opacity: 1"),
    ],
)
def test_what_a_page_hides_on_purpose_stays_hidden(
    page: Page, host: Callable[..., str], source: str, hide: str, show: str
) -> None:
    page.goto(host(f"<div class='menu' style='{hide}'>{_element(source + CAN_THO)}</div>"))
    expect(_items(page)).to_have_count(5)
    reached = """() => {
        const link = document.querySelector('portal-feed').shadowRoot.querySelector('a');
        const { left, top } = link.getBoundingClientRect();
        return link.checkVisibility({ visibilityProperty: true })
            && (document.elementFromPoint(left + 5, top + 5) || document.body).localName === 'portal-feed';
    }"""
    assert page.evaluate(reached) is False
    page.evaluate("style => { document.querySelector('.menu').style.cssText = style; }", show)
    assert page.evaluate(reached) is True
    page.evaluate("document.querySelector('portal-feed').hidden = true")
    expect(page.locator("portal-feed")).to_be_hidden()


def test_it_looks_like_the_page_and_can_be_styled(page: Page, host: Callable[..., str], source: str) -> None:
    css = """body { font: italic 20px/2 "DejaVu Serif", serif; color: rgb(1, 2, 3) }
        .khac { --portal-feed-link-color: rgb(4, 5, 6); --portal-feed-meta-color: rgb(7, 8, 9);
            --portal-feed-gap: 33px; --portal-feed-focus-color: rgb(10, 11, 12) }
        .khac::part(item) { border-left: 5px solid } .khac::part(more) { display: none }
        .khac::part(date) { font-weight: 700 }"""
    script = f'<script src="{source}embed.js" defer></script>'
    page.goto(host(_element(source + CAN_THO), head=f"{script}<style>{css}</style>"))
    expect(_items(page)).to_have_count(5)

    def style(selector: str, name: str) -> str:
        return page.locator(selector).first.evaluate("(each, name) => getComputedStyle(each)[name]", name)

    link = "portal-feed li a"
    assert style(link, "fontFamily") == '"DejaVu Serif", serif'
    assert (style(link, "fontSize"), style(link, "fontStyle")) == ("20px", "italic")
    assert (style(link, "lineHeight"), style(link, "color")) == ("40px", "rgb(1, 2, 3)")
    assert style(link, "textDecorationLine") == "underline"
    page.evaluate("document.querySelector('portal-feed').className = 'khac'")
    assert style(link, "color") == "rgb(4, 5, 6)"
    assert style("portal-feed [part=meta]", "color") == "rgb(7, 8, 9)"
    assert style("portal-feed li + li", "marginTop") == "33px"
    assert style("portal-feed li", "borderLeftWidth") == "5px"
    assert style("portal-feed time", "fontWeight") == "700"
    expect(page.locator("portal-feed [part=more]")).to_be_hidden()


def test_the_parts_have_their_names(page: Page, host: Callable[..., str], source: str) -> None:
    page.goto(
        host(_element(source + CAN_THO, 'heading="Tin" show="date kind summary"') + _element(source + EMPTY))
    )
    expect(_items(page)).to_have_count(5)
    expect(page.locator("portal-feed [part=note]")).to_have_count(1)
    parts = "all => [...new Set(all.map(each => each.getAttribute('part')))].sort()"
    assert page.locator("portal-feed [part]").evaluate_all(parts) == sorted(
        "heading list item link meta kind date summary more note".split()
    )


# --- everyone --------------------------------------------------------------------------------------

RUN = """() => axe.run({
    rules: { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } }
}).then(({ violations, passes }) => [
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    passes.map(({ id }) => id)
])"""


@pytest.mark.parametrize("css", ["", "body { background: #222; color: #eee }"], ids=["light", "dark"])
def test_rules_of_accessibility_hold(page: Page, host: Callable[..., str], source: str, css: str) -> None:
    shown = 'heading="Tin mới" level="2" show="date kind summary" target="_blank"'
    script = f'<script src="{source}embed.js" defer></script>'
    body = _element(source + CAN_THO, shown) + _element(source + EMPTY)
    page.goto(host(body, head=f"{script}<style>{css}</style>"))
    expect(_items(page)).to_have_count(5)
    expect(page.locator("portal-feed [part=note]")).to_be_visible()
    page.evaluate(Axe().axe_script)
    broken, passed = page.evaluate(RUN)
    assert broken == []
    # It has looked into the element.
    assert {"listitem", "link-name", "color-contrast", "target-size", "valid-lang"} <= set(passed)


def test_the_keyboard_reaches_every_link_and_the_focus_is_seen(
    page: Page, host: Callable[..., str], source: str
) -> None:
    page.goto(host(_element(source + CAN_THO, 'limit="2"')))
    expect(_items(page)).to_have_count(2)
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                """() => {
                    const here = document.activeElement.shadowRoot.activeElement;
                    const { outlineStyle, outlineWidth } = getComputedStyle(here);
                    return [here.textContent, outlineStyle, outlineWidth];
                }"""
            )
        )
    titles = ["Kế hoạch số 1 của Cần Thơ", "Kế hoạch số 2 của Cần Thơ", "Xem tất cả"]
    assert stops == [[title, "solid", "2px"] for title in titles]


def test_the_focus_is_not_taken_from_the_fallback(
    page: Page, host: Callable[..., str], source: str, line: Line
) -> None:
    links = FALLBACK + ' <a href="#khac">Khác</a>'
    page.goto(host(_element(source + CAN_THO, fallback=links) + ' <a href="#sau">Sau</a>'))
    line.wait(1)
    page.keyboard.press("Tab")
    first, second = _fallback(page).first, _fallback(page).nth(1)
    expect(first).to_be_focused()
    with page.expect_response(source + CAN_THO):
        line.let_through()
    expect(page.locator("portal-feed[aria-busy]")).to_have_count(0)
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    assert _items(page).count() == 0
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sau")).to_be_focused()
    expect(_items(page)).to_have_count(5)
    expect(first).to_be_hidden()


# --- the file --------------------------------------------------------------------------------------


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= MOST_BYTES


def test_the_script_needs_nothing_newer_than_es2017() -> None:
    assert_es2017(SCRIPT.read_text("utf-8"))
