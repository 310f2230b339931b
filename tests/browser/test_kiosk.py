"""The page of a screen plays the right slides at the right moments, whatever line, server and clock do."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal.dates import VIETNAM, hours_text, parse_hours, weekday_names
from portal.schedule import Schedule
from tests.browser import screens
from tests.browser.conftest import Seen
from tests.browser.editions import assert_es2017
from tests.browser.screens import (
    ASSETS,
    LED,
    MISSING,
    PAGE,
    PUBLIC,
    START,
    Answer,
    Portal,
    Screen,
    feed,
    item,
)

pytestmark = pytest.mark.browser

SCRIPTS = ["kiosk.js", "kiosk-list.js", "kiosk-stage.js", "kiosk-worker.js"]
POLL = 60
STANDING = "Nghị quyết 57-NQ/TW"


@pytest.fixture
def portal_server() -> Iterator[Portal]:
    with screens.serving() as portal:
        yield portal


@pytest.fixture
def make(browser: Browser, seen: Seen, portal_server: Portal) -> Iterator[Callable[..., Screen]]:
    """`make(box=…, **options of a context)`: a screen, not yet opened; afterwards nobody else was asked."""
    contexts: list[BrowserContext] = []

    def start(*, box: datetime = START, **options: Any) -> Screen:
        options = {"service_workers": "block", "viewport": {"width": 960, "height": 320}} | options
        context = browser.new_context(locale="vi-VN", **options)
        contexts.append(context)
        seen.watch(context)
        return Screen(context, portal_server, box=box)

    yield start
    assert seen.elsewhere(portal_server.url) == []
    for context in contexts:
        context.close()


@pytest.fixture
def screen(make: Callable[..., Screen]) -> Screen:
    return make()


def _iso(moment: datetime) -> str:
    return moment.isoformat()


def _unexpected(seen: Seen) -> list[str]:
    """Errors beside the browser's own words on requests that failed."""
    return [error for error in seen.errors if "Failed to load resource" not in error]


# --- slides ----------------------------------------------------------------------------------------


def test_slides_follow_each_other_and_phases_share_the_time(screen: Screen, seen: Seen) -> None:
    two = [f"{PUBLIC}led/anh/192x64/b{phase}.png" for phase in (1, 2)]
    screen.portal.list = feed(item("a"), item("b", dwell_s=12, images={"192x64": two}))
    screen.open().wait_for("a.png")
    assert screen.wait(9) == ["a.png"]
    assert screen.wait_for("b1.png") <= 2
    assert screen.wait(5) == ["b1.png"]
    assert screen.wait_for("b2.png") <= 2
    assert screen.wait(5) == ["b2.png"]
    assert screen.wait_for("a.png") <= 2
    expect(screen.page.locator(".layer.on img")).to_have_attribute(
        "alt", "Thông báo. Tin a. Nội dung của tin a."
    )
    assert seen.errors == []
    assert screen.page.locator("img").count() == 2
    assert screen.page.locator("[aria-live=off] .layer").count() == 2


def test_a_picture_is_shown_when_it_is_whole_and_not_before(screen: Screen) -> None:
    screen.portal.held = {"b.png"}
    screen.open().wait_for("a.png")
    # Long past its time the first one stays: there is never nothing.
    assert screen.wait(20) == ["a.png"]
    screen.portal.let_through()
    assert screen.wait_for("b.png") <= 2
    assert screen.page.locator(".layer.on img").evaluate("img => img.complete && img.naturalWidth") == 192


@pytest.mark.parametrize("trouble", ["missing", "held"])
def test_a_picture_that_does_not_come_is_told_in_words(screen: Screen, trouble: str) -> None:
    setattr(screen.portal, trouble, {"b.png"})
    screen.open().wait_for("a.png")
    assert screen.wait_for("Tin b", 25) >= 9
    words = screen.page.locator(".layer.on .words")
    assert words.inner_text().split("\n\n") == [
        "Thông báo",
        "Tin b",
        "Nội dung của tin b.",
        "Ủy ban nhân dân phường",
    ]
    assert words.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
    # It gives way again, and is tried again.
    assert screen.wait_for("a.png", 15) >= 8
    screen.portal.missing.clear()
    screen.portal.let_through()
    screen.wait_for("b.png", 15)


def test_the_standing_message_stands_only_when_nothing_else_is_to_be_said(screen: Screen) -> None:
    standing = item("x") | {"id": "tag:portal.example,2025:man-hinh/bang/thuong-truc", "title": "Thường trực"}
    later = item("sau", start=_iso(START + timedelta(minutes=1)), end=_iso(START + timedelta(minutes=2)))
    screen.portal.list = feed(standing, later)
    screen.open().wait_for("x.png")
    assert screen.wait(55) == ["x.png"]
    screen.until(START + timedelta(seconds=62))
    assert screen.wait(50) == ["sau.png"]
    screen.until(START + timedelta(seconds=123))
    assert screen.shown == "x.png"
    screen.portal.list = feed(later)
    screen.wait(POLL)
    assert screen.shown == STANDING


# --- time ------------------------------------------------------------------------------------------


def test_it_starts_and_ends_on_time_without_being_told_again(screen: Screen) -> None:
    starts, ends = START + timedelta(minutes=20), START + timedelta(minutes=40)
    screen.portal.list = feed(item("luon"), item("tin", start=_iso(starts), end=_iso(ends)))
    screen.open().wait_for("luon.png")
    screen.wait(5)
    screen.portal.away = True
    assert screen.until(starts - timedelta(seconds=1))[-1] == "luon.png"
    assert "tin.png" not in screen.wait(0.5)
    # In turn: after what is shown has had its time. The picture is not there without a line, its words are.
    assert "Tin tin" in screen.wait(30)
    seen = screen.until(ends - timedelta(seconds=2))
    assert screen.shown in {"luon.png", "Tin luon", "Tin tin"}
    screen.until(ends + timedelta(seconds=5))
    seen = screen.wait(40)
    assert "Tin tin" not in seen
    assert seen


def test_what_ends_while_it_is_shown_goes_at_once(screen: Screen) -> None:
    ends = START + timedelta(minutes=1)
    screen.portal.list = feed(item("tin", end=_iso(ends), dwell_s=300), item("khac"))
    screen.open().wait_for("tin.png")
    assert screen.until(ends - timedelta(seconds=1)) == ["tin.png"]
    screen.wait(1.5)
    assert screen.shown == "khac.png"


def test_days_and_hours_are_those_of_vietnam(make: Callable[..., Screen]) -> None:
    # The box stands in another zone.
    screen = make(timezone_id="America/New_York")
    screen.portal.list = feed(item("tin", days=["thu-2"], hours="09:01-11:30, 22:00-05:00"))
    screen.open().wait_for(STANDING)
    midnight = START.replace(hour=0)
    looks = {"09:00:58": STANDING, "09:01:02": "tin.png", "11:29:58": "tin.png", "11:30:02": STANDING}
    looks |= {"22:00:02": "tin.png", "24:00:02": "tin.png", "28:59:58": "tin.png", "29:00:02": STANDING}
    for look, shown in (looks | {"46:00:02": STANDING}).items():
        hours, minutes, seconds = map(int, look.split(":"))
        screen.until(midnight + timedelta(hours=hours, minutes=minutes, seconds=seconds))
        assert screen.shown == shown, look


def _schedules() -> Iterator[Schedule]:
    """The same ones each time, of every kind."""
    chance = random.Random(57)  # noqa: S311 - nothing secret
    texts = ["", "", "07:00-11:30, 13:30-17:00", "22:00-05:00", "00:00-24:00", "23:30-00:30", "00:00-12:00"]
    for _ in range(120):
        days = tuple(sorted(chance.sample(range(1, 8), chance.choice([0, 0, 1, 3, 6]))))
        hours = chance.choice(texts)
        start, end = (
            chance.choice([None, START + timedelta(minutes=chance.randrange(-9000, 9000))]) for _ in range(2)
        )
        yield Schedule(start, end, days, parse_hours(hours) if hours else ())


def test_the_player_and_the_portal_agree_when_something_is_shown(screen: Screen) -> None:
    screen.open()
    rules = list(_schedules())
    turns = [
        START + timedelta(minutes=30 * number, seconds=-1 + number % 3) for number in range(-340, 340, 3)
    ]
    lists = [
        feed(
            item(
                "tin",
                start=rule.start and _iso(rule.start),
                end=rule.end and _iso(rule.end),
                days=weekday_names(rule.days),
                hours=hours_text(rule.hours),
            )
        )
        for rule in rules
    ]
    got = screen.page.evaluate(
        """([lists, moments, address]) => lists.map(each => {
            const list = ledList.read(each, 'bang', address);
            return moments.map(at => ledList.slides(list, at)[0].item.title === 'Tin tin');
        })""",
        [lists, [moment.timestamp() * 1000 for moment in turns], screen.portal.url + LED[1:]],
    )
    wanted = [[rule.shows(moment) for moment in turns] for rule in rules]
    assert got == wanted
    shown = sum(map(sum, wanted))
    assert 1000 < shown < len(rules) * len(turns) - 1000


@pytest.mark.parametrize("years", [-6, -1, 1, 30])
def test_a_box_whose_clock_is_years_off_goes_by_the_server(make: Callable[..., Screen], years: int) -> None:
    screen = make(box=START.replace(year=START.year + years))
    starts, ends = START + timedelta(minutes=1), START + timedelta(minutes=2)
    screen.portal.list = feed(
        item("cu", end=_iso(START - timedelta(days=1))),
        item("truoc", end=_iso(starts)),
        item("sau", start=_iso(starts), end=_iso(ends)),
    )
    screen.open().wait_for("truoc.png")
    assert screen.until(starts - timedelta(seconds=1)) == ["truoc.png"]
    screen.wait(3)
    assert screen.shown == "sau.png"
    screen.portal.away = True
    screen.until(ends + timedelta(seconds=2))
    assert screen.shown == STANDING


def test_a_cache_on_the_way_does_not_set_the_clock_back(screen: Screen) -> None:
    starts = START + timedelta(seconds=50)
    screen.portal.list = feed(item("truoc", end=_iso(starts)), item("sau", start=_iso(starts)))
    screen.open().wait_for("truoc.png")
    screen.until(starts + timedelta(seconds=2))
    assert screen.shown == "sau.png"
    # An hour the answers are those of the first minute.
    screen.portal.headers = {"Age": "30"}
    for _ in range(20):
        screen.page.clock.run_for(1000)
        screen.page.wait_for_timeout(8)
        assert screen.shown == "sau.png"


# --- emergencies -----------------------------------------------------------------------------------


def test_an_emergency_takes_the_screen_within_one_poll_and_gives_it_back(screen: Screen) -> None:
    quiet = [item("a", dwell_s=300), item("b", dwell_s=300)]
    screen.portal.list = feed(*quiet)
    screen.open().wait_for("a.png")
    screen.wait(30)
    ends = START + timedelta(minutes=5)
    urgent = [item(name, priority="emergency", end=_iso(ends)) for name in ("bao", "lu")]
    screen.portal.list = feed(*urgent, *quiet)
    taken = screen.wait_for("bao.png", POLL + 3)
    assert taken <= POLL + 2
    seen = screen.wait((ends - timedelta(seconds=1) - screen.portal.moment).total_seconds())
    assert set(seen) == {"bao.png", "lu.png"}
    screen.portal.away = True
    screen.wait(5)
    # Its picture may be gone with the line: then it is back in words.
    assert screen.shown in {"a.png", "Tin a"}
    assert "bao.png" not in screen.wait(20)


def test_an_emergency_known_ahead_begins_without_a_line(screen: Screen) -> None:
    starts = START + timedelta(minutes=30)
    screen.portal.list = feed(item("a"), item("bao", priority="emergency", start=_iso(starts)))
    screen.open().wait_for("a.png")
    screen.portal.away = True
    screen.until(starts - timedelta(seconds=1))
    assert screen.shown in {"a.png", "Tin a"}
    screen.wait(6)
    assert screen.shown == "Tin bao"
    expect(screen.page.locator(".layer.on .words.emergency")).to_be_visible()


def test_a_withdrawn_message_goes_with_the_next_poll(screen: Screen) -> None:
    screen.portal.list = feed(item("a", dwell_s=300), item("b"))
    screen.open().wait_for("a.png")
    screen.portal.list = feed(item("b"))
    assert screen.wait_for("b.png", POLL + 3) <= POLL + 2


# --- bad lines and servers ---------------------------------------------------------------------------

WHOLE = json.dumps(feed(item("a"), item("b"))).encode()
JSON = "application/json"
LOGIN: Answer = (200, "text/html", b"<!doctype html><h1>Login")
BAD: dict[str, Answer] = {
    "500": (500, JSON, WHOLE),
    "404": MISSING,
    "login page instead": LOGIN,
    "half a file": (200, JSON, WHOLE[: len(WHOLE) // 2]),
    "nothing": (200, JSON, b""),
    "empty list": (200, JSON, json.dumps(feed()).encode()),
    "another screen's": (200, JSON, json.dumps(feed(item("x"), id="khac")).encode()),
    "login page": (302, "/man-hinh/", b""),
    "list": (200, JSON, b"[]"),
    "null": (200, JSON, b"null"),
    "number": (200, JSON, b"57"),
    "items that are none": (200, JSON, json.dumps(feed(None, 5, {}, {"_led": {}}, [], "x")).encode()),
    "items are a text": (200, JSON, json.dumps(feed() | {"items": "abc"}).encode()),
    "moments that are none": (
        200,
        JSON,
        json.dumps(feed(item("x", end="mai"), item("y", days=["chu nhat"]), item("z", hours="7h"))).encode(),
    ),
    "bytes": (200, JSON, bytes(range(256)) * 20),
}


def test_whatever_the_server_says_the_last_good_list_stays(screen: Screen, seen: Seen) -> None:
    screen.open().wait_for("a.png")
    screen.wait(15)
    for name, bad in BAD.items():
        screen.portal.list = bad
        before = screen.portal.count(LED)
        assert set(screen.wait(POLL)) == {"a.png", "b.png"}, name
        assert screen.portal.count(LED) > before, name
    screen.portal.list = feed(item("c"))
    screen.wait_for("c.png", POLL + 3)
    assert _unexpected(seen) == []


@pytest.mark.parametrize("bad", ["500", "half a file", "login page", "empty list"])
def test_without_any_list_the_slides_of_the_page_are_played_for_an_hour(
    screen: Screen, seen: Seen, bad: str
) -> None:
    screen.portal.list = BAD[bad]
    screen.open()
    # The second one is an emergency.
    screen.wait_for("Mục 2 của trang")
    assert screen.wait(30) == ["Mục 2 của trang"]
    screen.until(START + timedelta(hours=1, seconds=5))
    assert screen.shown == "Bảng cổng phường"
    screen.portal.list = feed(item("c"))
    screen.wait_for("c.png", POLL + 3)
    assert _unexpected(seen) == []


def test_an_item_that_cannot_be_understood_is_left_out(screen: Screen) -> None:
    wrong = [
        item("x", end="mai"),
        item("y", days=["chu nhat"]),
        item("z", hours="7h"),
        None,
        item("t") | {"id": 5},
    ]
    odd = item("c", images={"192x64": ["https://khac.example/c.png"]}, priority="?", dwell_s="x", texts=None)
    screen.portal.list = feed(*wrong, item("b"), odd)
    screen.open().wait_for("b.png")
    # Another host's picture is not asked for.
    assert set(screen.wait(40)) == {"b.png", "Tin c"}


def test_an_hour_without_a_line_and_back(screen: Screen, seen: Seen) -> None:
    ends = START + timedelta(minutes=30)
    screen.portal.list = feed(item("a", end=_iso(ends)), item("b"))
    screen.open().wait_for("a.png")
    notice = screen.page.locator(".notice")
    screen.wait(20)
    expect(notice).to_have_text("")
    screen.portal.away = True
    screen.wait(4 * 60)
    expect(notice).to_have_text("")
    screen.wait(2.5 * 60)
    expect(notice).to_have_text("cập nhật lúc 09:00")
    assert set(screen.wait(25)) <= {"a.png", "b.png", "Tin a", "Tin b"}
    screen.until(ends + timedelta(seconds=5))
    assert screen.wait(30)[-1] in {"b.png", "Tin b"}
    screen.until(START + timedelta(hours=1))
    screen.portal.away = False
    screen.portal.list = feed(item("moi"))
    screen.wait_for("moi.png", POLL + 3)
    expect(notice).to_have_text("")
    assert _unexpected(seen) == []


def test_the_notice_names_the_day_when_it_is_not_today(screen: Screen) -> None:
    screen.open().wait_for("a.png")
    screen.portal.away = True
    screen.until(START + timedelta(days=1))
    expect(screen.page.locator(".notice")).to_have_text("cập nhật lúc 09:00 ngày 02/03")


def test_a_server_that_does_not_answer_is_given_up_and_asked_again(screen: Screen) -> None:
    screen.open().wait_for("a.png")
    screen.page.evaluate(
        """() => {
            window.aborted = 0;
            window.fetch = (address, { signal }) => new Promise((done, failed) => {
                signal.addEventListener('abort', () => { window.aborted += 1; failed(new Error()); });
            });
        }"""
    )
    assert set(screen.wait(200)) == {"a.png", "b.png"}
    assert screen.page.evaluate("window.aborted") in {2, 3}


# --- standing still ----------------------------------------------------------------------------------

STUCK = """() => {
    window.before = true;
    Object.defineProperty(Element.prototype, 'className', {
        configurable: true, get() { return ''; }, set() { throw new Error('stuck'); }
    });
}"""


def test_a_loop_that_stands_still_is_started_again(screen: Screen, seen: Seen) -> None:
    screen.open().wait_for("a.png")
    # The watchdog's timer is none of these; until all others have had their last turn.
    screen.page.evaluate("() => { window.real = window.setTimeout; window.setTimeout = () => 0; }")
    screen.wait(1)
    assert len(screen.wait(45)) == 1
    screen.wait(70)
    screen.page.evaluate("() => { window.setTimeout = window.real; }")
    assert set(screen.wait(90)) == {"a.png", "b.png"}
    assert screen.page.evaluate("'real' in window")
    assert seen.errors == []


def test_a_page_that_starts_again_in_vain_is_loaded_again_when_the_server_has_it(screen: Screen) -> None:
    screen.open().wait_for("a.png")
    shown = screen.shown
    screen.page.evaluate(STUCK)
    screen.portal.page = LOGIN
    screen.wait(12 * 60, step=5)
    # It has looked, and stays as it is.
    assert screen.portal.count(PAGE) >= 2
    assert screen.page.evaluate("window.before")
    assert screen.shown == shown
    screen.portal.page = None
    asked = screen.portal.count(PAGE)
    with screen.page.expect_navigation():
        # Once by the watchdog, once by the browser.
        while screen.portal.count(PAGE) < asked + 2:
            screen.page.clock.run_for(5000)
    screen.wait_for("a.png")
    assert screen.page.evaluate("window.before") is None
    assert set(screen.wait(30)) == {"a.png", "b.png"}


# --- for months ----------------------------------------------------------------------------------------


def _in_use(page: Page) -> dict[str, float]:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    values = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return {name: values[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")}


def test_memory_stays_flat_over_two_thousand_slides(screen: Screen) -> None:
    items = [item(f"so-{number}", dwell_s=3) for number in range(8)]
    items += [item(f"chu-{number}", dwell_s=3, images={}) for number in range(8)]
    screen.portal.list = feed(*items)
    screen.open().wait_for("so-0.png")
    screen.page.evaluate(
        """() => {
            window.changes = 0;
            const note = records => {
                window.changes += records.filter(({ target }) => target.className === 'layer on').length;
            };
            const options = { attributes: true, attributeFilter: ['class'], subtree: true };
            new MutationObserver(note).observe(document.querySelector('.stage'), options);
        }"""
    )

    def change(count: int) -> None:
        while screen.page.evaluate("window.changes") < count:
            for _ in range(20):
                screen.portal.moment += timedelta(seconds=1.5)
                screen.page.clock.run_for(1500)

    change(200)
    before = _in_use(screen.page)
    change(2200)
    after = _in_use(screen.page)
    assert after["Nodes"] <= before["Nodes"] + 20
    assert after["JSEventListeners"] <= before["JSEventListeners"]
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] + 300_000
    assert screen.page.locator("body *").count() < 40


def test_each_minute_the_picture_stands_a_few_pixels_elsewhere(make: Callable[..., Screen]) -> None:
    screen = make()
    screen.open().wait_for("a.png")
    places = "(({ left, top }) => [left, top])(document.querySelector('.stage').getBoundingClientRect())"
    found = []
    for _ in range(8):
        found.append(tuple(screen.page.evaluate(places)))
        screen.wait(POLL, step=2)
    assert len(set(found)) >= 6
    assert all(abs(left) <= 4 and abs(top) <= 4 for left, top in found)


# --- the worker ----------------------------------------------------------------------------------------

KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) found.push(new URL(request.url).pathname);
    }
    return found.sort();
}"""
PARTS = ["css/kiosk.css", "fonts/inter.woff2", "img/favicon.svg"]
PARTS += ["js/kiosk-list.js", "js/kiosk-stage.js", "js/kiosk.js"]


def _kept(*pictures: str) -> list[str]:
    names = [f"/assets/{part}" for part in PARTS] + [f"/led/anh/192x64/{name}.png" for name in pictures]
    return sorted([*names, LED, PAGE])


def _wait_until_kept(screen: Screen, *pictures: str) -> None:
    for _ in range(300):
        found = screen.page.evaluate(KEPT)
        if found == _kept(*pictures):
            return
        screen.page.wait_for_timeout(20)
    assert found == _kept(*pictures)


@pytest.fixture
def keeping(make: Callable[..., Screen]) -> Screen:
    """A screen whose worker has kept all there is."""
    screen = make(service_workers="allow")
    screen.portal.list = feed(item("a", end=_iso(START + timedelta(hours=2))), item("b"))
    screen.open().wait_for("a.png")
    _wait_until_kept(screen, "a", "b")
    return screen


def _started_again(screen: Screen, box: datetime) -> Screen:
    """The box goes off and on; its clock says `box`."""
    context = screen.page.context
    screen.page.close()
    return Screen(context, screen.portal, box=box)


TROUBLE: dict[str, Answer | None] = {"no line": None, "500": (500, "text/html", b""), "login page": LOGIN}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE.keys())
@pytest.mark.parametrize("box", ["right", "1970"])
def test_it_starts_without_a_line(keeping: Screen, trouble: Answer | None, box: str) -> None:
    portal = keeping.portal
    portal.moment += timedelta(hours=1)
    again = _started_again(keeping, portal.moment if box == "right" else datetime(1970, 1, 1, tzinfo=VIETNAM))
    portal.away = trouble is None
    portal.page = trouble
    portal.list = trouble or portal.list
    again.open().wait_for("a.png")
    expect(again.page.locator(".notice")).to_have_text("cập nhật lúc 09:00")
    assert set(again.wait(30)) == {"a.png", "b.png"}
    again.until(START + timedelta(hours=2, seconds=2))
    if box == "right":
        # A clock that began anew knows only that it is later than when the list was kept.
        assert again.wait(30)[-1] == "b.png"
        assert set(again.wait(30)) == {"b.png"}
    portal.away, portal.page, portal.list = False, None, feed(item("c"))
    again.wait_for("c.png", POLL + 3)
    expect(again.page.locator(".notice")).to_have_text("")


def test_answers_of_the_worker_do_not_set_the_clock(keeping: Screen) -> None:
    keeping.portal.list = feed(
        item("a", end=_iso(START + timedelta(minutes=4))), item("b", start=_iso(START + timedelta(minutes=4)))
    )
    keeping.wait(POLL + 2)
    keeping.portal.away = True
    assert set(keeping.until(START + timedelta(minutes=4, seconds=-1))) == {"a.png"}
    # Polls go on, and each is answered with the date of the first minute.
    assert keeping.wait(3 * POLL)[-1] == "b.png"
    assert set(keeping.wait(2 * POLL)) == {"b.png"}


def test_a_server_that_hangs_does_not_keep_the_screen_dark(keeping: Screen) -> None:
    again = _started_again(keeping, START)
    again.portal.held = {"led.json"}
    again.open()
    # The worker's patience is of the world's time.
    for _ in range(150):
        if again.shown:
            break
        again.page.wait_for_timeout(100)
        again.page.clock.run_for(100)
    assert again.shown == "a.png"


def test_only_what_is_named_is_kept_and_only_good_lists_are(keeping: Screen) -> None:
    for pictures in ("cde", "f", "ghi"):
        keeping.portal.list = feed(*(item(name) for name in pictures))
        keeping.wait_for(f"{pictures[0]}.png", POLL + 15)
        _wait_until_kept(keeping, *pictures)
    for bad in BAD.values():
        keeping.portal.list = bad
        keeping.wait(POLL, step=2)
    _wait_until_kept(keeping, *"ghi")
    keeping.portal.away = True
    _started_again(keeping, keeping.portal.moment).open().wait_for("g.png")


def test_a_page_is_kept_with_its_parts_or_not_at_all(keeping: Screen) -> None:
    whole = screens.page_html("kiosk", 192, 64)
    broken = whole.replace(
        "</head>", '<link rel="stylesheet" href="../../assets/css/khong-co.css" data-keep></head>'
    )
    keeping.portal.page = (200, "text/html", broken.encode())
    keeping.portal.list = feed(item("c"))
    keeping.wait_for("c.png", POLL + 15)
    _wait_until_kept(keeping, "c")
    keeping.portal.away = True
    again = _started_again(keeping, keeping.portal.moment).open()
    again.wait_for("c.png")
    assert "khong-co" not in again.page.content()


def test_a_preview_in_the_portal_keeps_nothing(make: Callable[..., Screen]) -> None:
    screen = make(service_workers="allow")
    screen.portal.kind = "led"
    screen.page.goto(screen.portal.url + "man-hinh/")
    frame = screen.page.frame_locator("iframe")
    for _ in range(20):
        screen.wait(1)
        if frame.locator(".layer.on").count():
            break
    # All of it, as large as the frame, in sharp pixels.
    look = frame.locator(".stage").evaluate(
        "stage => [stage.clientWidth, getComputedStyle(stage.querySelector('img')).imageRendering]"
    )
    assert look == [400, "pixelated"]
    assert screen.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert screen.page.evaluate(KEPT) == []


# --- what it looks like ---------------------------------------------------------------------------------

WINDOWS: dict[str, tuple[str, tuple[int, int], tuple[int, int], float, list[float]]] = {
    "landscape": ("kiosk", (1920, 1080), (1920, 1080), 1, [0, 0, 1920, 1080]),
    "portrait": ("kiosk", (1080, 1920), (1080, 1920), 1, [0, 0, 1080, 1920]),
    "landscape picture in a portrait window": ("kiosk", (1920, 1080), (1080, 1920), 1, [0, 656, 1080, 607.5]),
    "small window": ("kiosk", (1920, 1080), (960, 600), 1, [0, 30, 960, 540]),
    "board": ("led", (192, 64), (192, 64), 1, [0, 0, 192, 64]),
    "board in a large window": ("led", (192, 64), (1920, 1080), 1, [0, 0, 192, 64]),
    "board on a dense display": ("led", (192, 64), (640, 360), 2, [0, 0, 96, 32]),
    "line on a dense display": ("ticker", (96, 16), (400, 300), 1.5, [0, 0, 64, 10.67]),
    "board in a small window": ("led", (384, 192), (192, 192), 1, [0, 48, 192, 96]),
}


@pytest.mark.parametrize(("kind", "size", "window", "density", "place"), WINDOWS.values(), ids=WINDOWS.keys())
def test_the_picture_has_its_place_in_every_window(
    make: Callable[..., Screen],
    kind: str,
    size: tuple[int, int],
    window: tuple[int, int],
    density: float,
    place: list[float],
) -> None:
    screen = make(viewport={"width": window[0], "height": window[1]}, device_scale_factor=density)
    name = f"{size[0]}x{size[1]}"
    screen.portal.kind, screen.portal.size = kind, size
    pictured = item("a", images={name: [f"{PUBLIC}led/anh/{name}/a.png"]})
    screen.portal.list = feed(pictured, item("chu", images={}), width=size[0], height=size[1])
    screen.open().wait_for("a.png")
    box = "(({ left, top, width, height }) => [left, top, width, height])(each.getBoundingClientRect())"
    for part in (".stage", ".layer.on img"):
        assert screen.page.locator(part).evaluate(f"each => {box}") == pytest.approx(place, abs=0.1)
    img = screen.page.locator(".layer.on img")
    assert img.evaluate("img => getComputedStyle(img).objectFit") == "contain"
    fade = screen.page.locator(".layer.on").evaluate("each => getComputedStyle(each).transitionDuration")
    assert fade == ("0.6s" if kind == "kiosk" else "0s")
    # Words have the same frame, and all fit in it.
    screen.wait(12)
    assert screen.shown.startswith("Tin chu" if kind == "kiosk" else "Tin")
    words = screen.page.locator(".layer.on .words")
    assert words.evaluate(f"each => {box}") == pytest.approx(place, abs=0.1)
    assert words.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
    dark = "getComputedStyle(document.documentElement).backgroundColor"
    assert screen.page.evaluate(dark) == "rgb(0, 0, 0)"
    assert screen.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_text_that_is_too_long_for_a_board_is_shown_page_by_page(make: Callable[..., Screen]) -> None:
    screen = make(viewport={"width": 96, "height": 16})
    screen.portal.kind, screen.portal.size = "ticker", (96, 16)
    text = "Đề phòng lũ quét, sạt lở đất ở vùng núi; Ủy ban khuyến cáo Ẩm Ẵm Ỡ"
    screen.portal.list = feed(item("lu", texts={"board": text}, images={}, dwell_s=20), width=96, height=16)
    screen.open()
    pages = screen.wait(22)
    assert len(pages) > 4
    assert " ".join(dict.fromkeys(pages)).strip() == text


@pytest.mark.parametrize("size", [(96, 16), (128, 32), (192, 64)], ids=str)
def test_marks_are_not_cut_off_on_boards(make: Callable[..., Screen], size: tuple[int, int]) -> None:
    screen = make(viewport={"width": size[0], "height": size[1]})
    screen.portal.kind, screen.portal.size = "led", size
    text = item("dau", texts={"board": "ẤỂỆỰgyp"}, images={})
    screen.portal.list = feed(text, width=size[0], height=size[1])
    screen.open().wait_for("ẤỂỆỰgyp")
    picture = Image.open(io.BytesIO(screen.page.screenshot())).convert("L")
    left, top, right, bottom = picture.point(lambda level: 255 * (level > 40)).getbbox() or (0, 0, 0, 0)
    assert 0 < top < bottom < size[1], (top, bottom)
    assert 0 < left < right < size[0]
    # As large as the board allows.
    assert bottom - top > 0.6 * size[1] or right - left > 0.6 * size[0]


def test_motion_is_left_out_where_people_ask_for_that(make: Callable[..., Screen]) -> None:
    screen = make(reduced_motion="reduce")
    screen.open().wait_for("a.png")
    screen.wait_for("b.png", 15)
    fade = screen.page.locator(".layer.on").evaluate("each => getComputedStyle(each).transitionDuration")
    assert fade == "0s"


def test_one_picture_fades_in_over_the_other(screen: Screen) -> None:
    screen.open().wait_for("a.png")
    screen.page.wait_for_timeout(700)  # Styles have a clock of their own.
    screen.wait_for("b.png", 15)
    was = screen.page.locator(".layer.was")
    assert was.evaluate("each => getComputedStyle(each).opacity") == "1"
    screen.wait(3)
    expect(was).to_have_count(0)
    assert screen.page.locator(".layer:not(.on)").evaluate("each => getComputedStyle(each).opacity") == "0"


def test_the_cursor_hides(screen: Screen) -> None:
    screen.open().wait_for("a.png")
    cursor = "getComputedStyle(document.querySelector('.layer.on img')).cursor"
    assert screen.page.evaluate(cursor) == "none"
    screen.page.mouse.move(40, 40)
    assert screen.page.evaluate(cursor) == "auto"
    screen.wait(4)
    assert screen.page.evaluate(cursor) == "none"


def test_the_display_is_kept_awake(make: Callable[..., Screen]) -> None:
    screen = make()
    screen.page.add_init_script(
        """window.locks = [];
        Object.defineProperty(navigator, 'wakeLock', {
            value: { request: kind => { window.locks.push(kind); return Promise.reject(new Error()); } }
        });"""
    )
    screen.open().wait_for("a.png")
    screen.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert screen.page.evaluate("window.locks") == ["screen", "screen"]


LACKING = ["window.AbortController", "HTMLImageElement.prototype.decode", "Document.prototype.fonts"]
LACKING += ["Navigator.prototype.serviceWorker", "Navigator.prototype.wakeLock"]


@pytest.mark.parametrize("name", LACKING)
def test_what_older_browsers_lack_is_done_without(make: Callable[..., Screen], seen: Seen, name: str) -> None:
    owner, _, key = name.rpartition(".")
    screen = make()
    hidden = "{ value: undefined, configurable: true }"
    screen.page.add_init_script(f"Object.defineProperty({owner}, '{key}', {hidden})")
    screen.portal.missing = {"b.png"}
    screen.open().wait_for("a.png")
    screen.wait_for("Tin b", 15)
    screen.wait_for("a.png", 15)
    assert _unexpected(seen) == []


@pytest.mark.parametrize("missing", ["script", "fetch", "list"])
def test_without_the_player_there_is_a_list_to_read(
    make: Callable[..., Screen], portal_server: Portal, missing: str
) -> None:
    screen = make(java_script_enabled=missing != "script", viewport={"width": 600, "height": 500})
    if missing == "fetch":
        screen.page.add_init_script("Object.defineProperty(window, 'fetch', { value: undefined })")
    if missing == "list":
        html = screens.page_html("kiosk", 192, 64).replace("js/kiosk-list.js", "js/khong-co.js")
        portal_server.page = (200, "text/html", html.encode())
    screen.open()
    for number in (1, 2):
        link = screen.page.get_by_role("link", name=f"Mục {number} của trang")
        expect(link).to_be_visible()
        assert link.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 30
    expect(screen.page.get_by_role("heading", name="Bảng cổng phường")).to_be_visible()
    assert screen.page.evaluate("document.documentElement.scrollHeight > innerHeight")
    assert screen.page.evaluate("getComputedStyle(document.documentElement).overflowY") == "visible"
    assert screen.page.locator(".stage").count() == 0


# --- the files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_need_nothing_newer_than_es2017(name: str) -> None:
    assert_es2017((ASSETS / "js" / name).read_text("utf-8"))
