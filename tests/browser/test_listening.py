"""A page is read aloud by the browser's own voice, where it has one that speaks Vietnamese."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SETTLED, Seen
from tests.browser.kinds import KINDS
from tests.browser.parts import Visit, button, status

pytestmark = pytest.mark.browser

PLAN = KINDS["plan"]


# A voice that speaks at a word of the test: `spoken` has what it was given, `finish()` ends a sentence.
SPEECH = """
    window.spoken = [];
    let current = null, told = [];
    const voices = %s;
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const speech = {
        getVoices: () => voices,
        addEventListener: (name, listen) => { if (name === 'voiceschanged') told.push(listen); },
        speak: utterance => {
            if (current) throw new Error('two voices at once');
            current = utterance;
            spoken.push({ text: utterance.text, lang: utterance.lang, voice: utterance.voice.lang });
        },
        // As browsers do: what is cut off ends with an error, a little later.
        cancel: () => {
            const cut = current;
            current = null;
            sessionStorage.cut = cut ? cut.text : '';
            if (cut) setTimeout(() => cut.onerror({ error: 'canceled' }));
        }
    };
    window.finish = () => { const done = current; current = null; if (done) done.onend(); };
    window.fail = () => {
        const failed = current;
        current = null;
        failed.onerror({ error: 'synthesis-failed' });
    };
    window.arrive = voice => { voices.push(voice); told.forEach(listen => listen()); };
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
"""
ENGLISH = "{ lang: 'en-US', name: 'English' }"
VIETNAMESE = "{ lang: 'vi-VN', name: 'Linh' }"
SPEAKING = SPEECH % f"[{ENGLISH}, {VIETNAMESE}]"


def _text_of(page: Page, built_site: Path) -> str:
    file = page.locator("[data-tools]").get_attribute("data-tools")
    assert file is not None
    return (built_site / file.replace("../", "")).read_text(encoding="utf-8")


def _listen(page: Page) -> None:
    button(page, "Nghe trang này").click()
    expect(button(page, "Tạm dừng")).to_be_visible()


@pytest.mark.parametrize("kind", ["plan", "section", "achievement", "notice"])
def test_a_page_is_read_aloud_to_its_end_in_sentences(visit: Visit, built_site: Path, kind: str) -> None:
    page = visit(KINDS[kind], script=SPEAKING)
    _listen(page)
    while page.evaluate("finish(), document.querySelector('.tool:nth-child(2)').hidden === false"):
        pass
    spoken = page.evaluate("spoken")
    text = _text_of(page, built_site)
    squeeze = re.compile(r"\s+")
    assert squeeze.sub("", "".join(each["text"] for each in spoken)) == squeeze.sub("", text)
    assert len(spoken) >= len(text.splitlines())
    assert {(each["lang"], each["voice"]) for each in spoken} == {("vi-VN", "vi-VN")}
    # Browsers cut off what is long, and each reads digits in its own way.
    assert [each["text"] for each in spoken if re.search(r"\d|.{351}|^\W*$", each["text"])] == []
    expect(button(page, "Nghe trang này")).to_be_visible()
    expect(button(page, "Dừng đọc")).to_have_count(0)


def _texts(page: Page) -> list[str]:
    return [each["text"] for each in page.evaluate("spoken")]


def test_listening_pauses_goes_on_and_stops(visit: Visit) -> None:
    page = visit(PLAN, script=SPEAKING)
    _listen(page)
    page.evaluate("finish()")
    button(page, "Tạm dừng").click()
    page.evaluate(SETTLED)
    before = _texts(page)
    assert len(before) == 2
    page.evaluate("finish()")
    assert _texts(page) == before
    button(page, "Nghe tiếp").click()
    # What was cut off is said again from its beginning.
    assert _texts(page) == [*before, before[1]]
    page.evaluate("finish()")
    assert len(_texts(page)) == 4
    button(page, "Dừng đọc").click()
    expect(button(page, "Nghe trang này")).to_be_focused()
    page.evaluate(SETTLED)
    page.evaluate("finish()")
    assert len(_texts(page)) == 4
    expect(button(page, "Dừng đọc")).to_have_count(0)
    _listen(page)
    assert _texts(page)[4] == before[0]


def test_leaving_a_page_ends_its_voice(visit: Visit, portal: str) -> None:
    page = visit(PLAN, script=SPEAKING)
    _listen(page)
    [speaking] = _texts(page)
    page.goto(portal + "/robots.txt")
    assert page.evaluate("sessionStorage.cut") == speaking


@pytest.mark.parametrize("voices", ["[]", f"[{ENGLISH}]"])
def test_without_a_vietnamese_voice_there_is_nothing_to_listen_to(visit: Visit, voices: str) -> None:
    page = visit(PLAN, script=SPEECH % voices)
    expect(button(page, "Chép liên kết")).to_be_visible()
    expect(page.get_by_role("button", name="Nghe")).to_have_count(0)
    page.evaluate(f"arrive({ENGLISH})")
    expect(page.get_by_role("button", name="Nghe")).to_have_count(0)


def test_a_voice_that_comes_late_is_offered_once(visit: Visit) -> None:
    page = visit(PLAN, script=SPEECH % "[]")
    page.evaluate("arrive({ lang: 'vi_VN', name: 'Android' })")
    page.evaluate(f"arrive({VIETNAMESE})")
    expect(button(page, "Nghe trang này")).to_have_count(1)


def test_without_speech_everything_else_works(visit: Visit, seen: Seen) -> None:
    page = visit(PLAN, script="Object.defineProperty(window, 'speechSynthesis', { value: undefined });")
    expect(button(page, "Chép liên kết")).to_be_visible()
    expect(page.get_by_role("button", name="Nghe")).to_have_count(0)
    assert seen.errors == []


@pytest.mark.parametrize("fault", ["missing", "unreachable"])
def test_a_text_that_does_not_come_is_told_and_may_be_tried_again(visit: Visit, fault: str) -> None:
    page = visit(PLAN, script=SPEAKING)
    page.route(
        "**/nghe/**", lambda route: route.abort() if fault == "unreachable" else route.fulfill(status=404)
    )
    button(page, "Nghe trang này").click()
    expect(status(page)).to_have_text("Chưa tải được lời đọc của trang này.")
    assert page.evaluate("spoken") == []
    page.unroute("**/nghe/**")
    _listen(page)
    expect(status(page)).to_have_text("")


def test_a_voice_that_fails_is_told(visit: Visit) -> None:
    page = visit(PLAN, script=SPEAKING)
    _listen(page)
    page.evaluate("fail()")
    expect(status(page)).to_have_text("Trình duyệt không đọc được.")
    expect(button(page, "Nghe trang này")).to_be_visible()
