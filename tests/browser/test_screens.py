"""`/man-hinh/`: a screen is shown as it plays, when somebody asks for it, and its addresses are copied."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Seen
from tests.browser.kinds import KINDS
from tests.browser.parts import Visit

pytestmark = pytest.mark.browser


def test_a_screen_is_shown_as_it_plays_when_asked(visit: Visit, seen: Seen) -> None:
    page = visit(KINDS["screens"])
    assert page.locator("iframe").count() == 0
    section = page.locator("#bang-led-192x64")
    button = section.get_by_role("button", name="Xem như trên màn hình")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    frame = section.locator("iframe")
    assert [frame.get_attribute(name) for name in ("width", "height")] == ["640", "213"]
    picture = section.frame_locator("iframe").locator("img:visible").first
    expect(picture).to_be_visible()
    assert picture.evaluate("img => [img.naturalWidth, img.naturalHeight]") == [192, 64]
    section.get_by_role("button", name="Thôi xem").click()
    assert page.locator("iframe").count() == 0
    assert seen.errors == []


def test_addresses_for_players_are_copied(visit: Visit) -> None:
    page = visit(KINDS["screens"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    section = page.locator("#kiosk-ngang")
    section.locator("summary").click()
    section.get_by_role("button", name=re.compile("^Chép địa chỉ led.xml")).click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/led/kiosk-ngang/led.xml")
