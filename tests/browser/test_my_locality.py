"""A reader's own place: found under any name, kept in the browser and nowhere else, never in the way."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Seen

pytestmark = pytest.mark.browser

LABEL = "Gõ tên tỉnh, xã, phường (tên cũ cũng được)"
KEY = "nq57.noi"
CAN_THO = {"name": "Thành phố Cần Thơ", "address": "/dia-phuong/can-tho/", "province": "Thành phố Cần Thơ"}
# A former commune at the end of the alphabet: the portal will hardly ever have a record of it.
SMALL = "Xã Zà Hung"


@pytest.fixture(scope="session", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def phone(browser: Browser, scheme: str) -> Iterator[Page]:
    """A phone of 360 pixels in one of the two colour schemes."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def results(page: Page) -> Locator:
    return page.locator("[data-choose] .own__list a")


def type_name(page: Page, text: str) -> None:
    page.get_by_label(LABEL).fill(text)
    expect(page.locator("[data-choose] [role=status]")).not_to_be_empty()


def choose(page: Page, portal: str, text: str) -> None:
    page.goto(f"{portal}/")
    type_name(page, text)
    results(page).first.click()
    page.wait_for_url("**/dia-phuong/**")


def keep(page: Page, portal: str, value: object) -> None:
    """Have this in storage before any page is opened."""
    page.goto(f"{portal}/robots.txt")
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, _text(value)])


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def kept(page: Page) -> Any:
    return page.evaluate("key => JSON.parse(localStorage.getItem(key))", KEY)


def my_entry(page: Page) -> Locator:
    return page.locator("#__menu nav a", has_text="Nơi của tôi:")


@pytest.mark.parametrize(
    ("typed", "name", "about"),
    [
        ("kinh mon", "Phường Kinh Môn", "Thành phố Hải Phòng"),
        ("thi xa kinh mon", "Thị xã Kinh Môn", "Hải Dương cũ · nay thuộc Thành phố Hải Phòng"),
        ("tx. Kinh Môn", "Thị xã Kinh Môn", "Hải Dương cũ · nay thuộc Thành phố Hải Phòng"),
        ("Phường Kinh Môn, Hải Dương", "Phường Kinh Môn", "Thành phố Hải Phòng"),
        ("binh phuoc", "Tỉnh Bình Phước", "nay thuộc Thành phố Đồng Nai"),
        ("ha giang", "Tỉnh Hà Giang", "nay thuộc Tỉnh Tuyên Quang"),
        ("quan 1", "Quận 1", "Hồ Chí Minh · nay thuộc Thành phố Hồ Chí Minh"),
        ("Q1", "Quận 1", "Hồ Chí Minh · nay thuộc Thành phố Hồ Chí Minh"),
        ("tp.hcm", "HCM", "tức Thành phố Hồ Chí Minh"),
        ("can", "Thành phố Cần Thơ", ""),
        ("cần thơ", "Thành phố Cần Thơ", ""),
        ("đồng n", "Thành phố Đồng Nai", ""),
        ("thừa thiên", "Tỉnh Thừa Thiên Huế", "nay là Thành phố Huế"),
        ("quan hoa", "Huyện Quan Hóa", "Thanh Hóa · nay thuộc Tỉnh Thanh Hóa"),
        ("tp bien hoa", "Thành phố Biên Hòa", "Đồng Nai · nay thuộc Thành phố Đồng Nai"),
        ("biên hoà", "Phường Biên Hòa", "Thành phố Đồng Nai"),
        ("an lưu kinh môn", "Phường An Lưu", "Thị xã Kinh Môn, Hải Dương cũ · nay thuộc Thành phố Hải Phòng"),
    ],
)
def test_a_place_is_found_by_any_name_with_and_without_marks(
    page: Page, portal: str, typed: str, name: str, about: str
) -> None:
    page.goto(f"{portal}/")
    type_name(page, typed)
    expect(results(page)).not_to_have_count(0)
    first = results(page).all()[:3]
    assert [name, about] in [
        [each.locator("b").inner_text(), (each.locator("span").text_content() or "").strip()]
        for each in first
    ]


@pytest.mark.parametrize(
    ("typed", "first"), [("hòa an", "Hòa An"), ("hoà an", "Hòa An"), ("hóa an", "Hóa An")]
)
def test_the_exact_spelling_comes_first_wherever_the_tone_stands(
    page: Page, portal: str, typed: str, first: str
) -> None:
    page.goto(f"{portal}/")
    type_name(page, typed)
    expect(results(page).first).to_contain_text(first)


def test_it_says_how_many_were_found_and_shows_eight(page: Page, portal: str) -> None:
    page.goto(f"{portal}/")
    type_name(page, "tân")
    expect(results(page)).to_have_count(8)
    expect(page.locator("[data-choose] [role=status]")).to_contain_text(
        re.compile(r"^Tìm thấy \d{2,} nơi\. Gõ thêm")
    )
    type_name(page, "tân thành, long an")
    expect(results(page).first).to_contain_text("Long An cũ")
    type_name(page, "zzz")
    expect(page.locator("[data-choose] [role=status]")).to_have_text("Không tìm thấy nơi nào tên như vậy.")
    expect(results(page)).to_have_count(0)


def test_the_choice_stays_in_this_browser_and_goes_nowhere_else(page: Page, seen: Seen, portal: str) -> None:
    page.goto(f"{portal}/", wait_until="networkidle")
    before = len(seen.requests)
    type_name(page, "can tho")
    assert [unquote(address) for address in seen.requests[before:]] == [f"{portal}/dia-phuong/ten/c.json"]
    results(page).first.click()
    page.wait_for_url("**/dia-phuong/can-tho/")
    page.reload(wait_until="networkidle")
    expect(my_entry(page)).to_have_attribute("aria-current", "page")
    assert kept(page) == {**CAN_THO, "context": "", "own": True}
    assert page.evaluate("Object.keys(localStorage)") == [KEY]
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.context.cookies() == []
    assert seen.elsewhere(portal) == []
    assert seen.errors == []


def test_the_home_page_shows_what_is_new_there(page: Page, portal: str) -> None:
    keep(page, portal, {**CAN_THO, "own": True})
    page.goto(f"{portal}/")
    box = page.locator("[data-choose] .own")
    expect(box.locator("p").first).to_have_text("Địa phương của bạn: Thành phố Cần Thơ")
    expect(box.locator("li a").first).to_be_visible()
    addresses = box.locator("li a").evaluate_all("links => links.map(link => link.href)")
    assert 1 <= len(addresses) <= 3
    for address in addresses:
        answer = page.request.get(address)
        assert answer.ok, address


def test_an_empty_place_says_so_on_the_home_page(page: Page, portal: str) -> None:
    keep(page, portal, {**CAN_THO, "name": "Tỉnh Cao Bằng", "address": "/dia-phuong/cao-bang/", "own": True})
    page.route("**/dia-phuong/cao-bang/", lambda route: route.fulfill(body="<h1>Cao Bằng</h1>"))
    page.goto(f"{portal}/")
    expect(page.locator(".own__news")).to_have_text("Cổng chưa có bài nào của Tỉnh Cao Bằng.")


def test_the_link_is_there_when_the_page_cannot_be_fetched(page: Page, portal: str) -> None:
    keep(page, portal, {**CAN_THO, "own": True})
    page.route("**/dia-phuong/can-tho/", lambda route: route.abort())
    page.goto(f"{portal}/", wait_until="networkidle")
    expect(page.get_by_role("link", name="Thành phố Cần Thơ", exact=True)).to_be_visible()
    expect(page.locator(".own__news")).to_have_text("")


def test_a_place_without_records_leads_to_its_province_with_a_note(page: Page, portal: str) -> None:
    choose(page, portal, SMALL)
    assert page.url.endswith("/dia-phuong/da-nang/")
    note = page.locator("main [role=note]").first
    expect(note).to_have_text(
        f"Cổng chưa có bài nào của {SMALL}. Dưới đây là bài của Thành phố Đà Nẵng và của cả nước."
    )
    expect(my_entry(page)).to_have_text(f"Nơi của tôi: {SMALL}")
    page.goto(f"{portal}/dia-phuong/can-tho/")
    expect(page.get_by_text(f"Cổng chưa có bài nào của {SMALL}.")).to_have_count(0)
    page.goto(f"{portal}/")
    expect(page.locator(".own__news p").first).to_have_text(f"Cổng chưa có bài nào của {SMALL}.")


def test_a_place_that_has_got_a_page_since_is_led_there(page: Page, portal: str) -> None:
    old = {**CAN_THO, "context": "", "address": "/dia-phuong/hai-phong/", "own": False}
    keep(page, portal, old)
    page.goto(f"{portal}/dia-phuong/hai-phong/")
    expect(my_entry(page)).to_have_attribute("href", re.compile("/dia-phuong/can-tho/$"))
    expect(page.get_by_text("Cổng chưa có bài nào của Thành phố Cần Thơ.")).to_have_count(0)


def test_it_can_be_changed_and_forgotten(page: Page, portal: str) -> None:
    choose(page, portal, "can tho")
    page.goto(f"{portal}/")
    page.get_by_role("button", name="Đổi").click()
    expect(page.get_by_label(LABEL)).to_be_focused()
    type_name(page, "hue")
    results(page).first.click()
    page.wait_for_url("**/dia-phuong/hue/")
    page.go_back()
    expect(my_entry(page)).to_have_text("Nơi của tôi: Thành phố Huế")
    page.get_by_role("button", name="Quên").click()
    expect(page.get_by_label(LABEL)).to_be_focused()
    expect(my_entry(page)).to_have_count(0)
    assert kept(page) is None


def test_a_page_of_a_place_can_be_made_ones_own(page: Page, portal: str) -> None:
    page.goto(f"{portal}/dia-phuong/can-tho/")
    page.get_by_role("button", name="Đặt làm địa phương của tôi").click()
    assert kept(page) == {**CAN_THO, "own": True}
    expect(page.locator("[data-keep] [role=status]")).to_have_text("Lựa chọn chỉ lưu trong trình duyệt này.")
    expect(my_entry(page)).to_have_count(1)
    page.reload()
    page.get_by_role("button", name="Bỏ khỏi địa phương của tôi").click()
    assert kept(page) is None
    expect(my_entry(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Đặt làm địa phương của tôi")).to_be_focused()


def test_the_keyboard_alone_is_enough(page: Page, portal: str) -> None:
    page.goto(f"{portal}/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "__place":
            break
    page.keyboard.type("ha giang")
    expect(results(page).first).to_contain_text("Hà Giang")
    page.keyboard.press("Tab")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label(LABEL)).to_be_focused()
    expect(page.get_by_label(LABEL)).to_have_value("")
    expect(results(page)).to_have_count(0)
    page.keyboard.type("tinh ha giang")
    expect(results(page).first).to_contain_text("Tỉnh Hà Giang")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dia-phuong/tuyen-quang/")
    assert kept(page)["name"] == "Tỉnh Hà Giang"


def test_accessibility_rules_hold_with_results_open_and_with_a_choice(phone: Page, portal: str) -> None:
    phone.goto(f"{portal}/")
    type_name(phone, "tan thanh")
    expect(results(phone)).to_have_count(8)
    _no_violation(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    heights = results(phone).evaluate_all("links => links.map(link => link.getBoundingClientRect().height)")
    assert min(heights) >= 24
    choose(phone, portal, SMALL)
    _no_violation(phone)
    phone.goto(f"{portal}/", wait_until="networkidle")
    _no_violation(phone)


def _no_violation(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in violations] == []


def test_without_script_the_provinces_are_there(browser: Browser, portal: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.goto(f"{portal}/")
    assert page.locator("[data-choose] a:visible").count() == 34
    assert page.locator("[data-choose] input").count() == 0
    page.goto(f"{portal}/dia-phuong/can-tho/")
    assert page.locator("[data-keep]").inner_text() == ""
    context.close()


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "{",
        "null",
        "7",
        '"x"',
        "[]",
        "{}",
        {"name": 7, "address": "/dia-phuong/can-tho/", "province": "x"},
        {**CAN_THO, "address": "javascript:alert(1)"},
        {**CAN_THO, "address": "//example.org/dia-phuong/x/"},
        {**CAN_THO, "address": "/dia-phuong/../../x/"},
        {**CAN_THO, "address": ["/dia-phuong/can-tho/"]},
        {**CAN_THO, "name": ""},
    ],
    ids=str,
)
def test_garbage_in_storage_is_harmless(page: Page, seen: Seen, portal: str, garbage: object) -> None:
    keep(page, portal, garbage)
    page.goto(f"{portal}/", wait_until="networkidle")
    expect(page.get_by_label(LABEL)).to_be_visible()
    expect(my_entry(page)).to_have_count(0)
    assert seen.errors == []


def test_markup_in_storage_stays_text(page: Page, seen: Seen, portal: str) -> None:
    keep(page, portal, {**CAN_THO, "name": "<img src=x onerror=alert(1)>", "own": False})
    page.goto(f"{portal}/dia-phuong/can-tho/", wait_until="networkidle")
    expect(my_entry(page)).to_have_text("Nơi của tôi: <img src=x onerror=alert(1)>")
    assert seen.errors == []


def test_without_storage_a_choice_still_leads_there(page: Page, seen: Seen, portal: str) -> None:
    page.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem'])"
        " Storage.prototype[name] = () => { throw new Error('off'); };"
    )
    choose(page, portal, "can tho")
    page.get_by_role("button", name="Đặt làm địa phương của tôi").click()
    expect(page.locator("[data-keep] [role=status]")).to_have_text("Trình duyệt không cho lưu.")
    assert seen.errors == []


def test_a_list_that_does_not_load_is_told_and_tried_again(page: Page, portal: str) -> None:
    page.goto(f"{portal}/")
    page.route("**/ten/*.json", lambda route: route.abort())
    type_name(page, "can tho")
    status = page.locator("[data-choose] [role=status]")
    expect(status).to_have_text("Không tải được danh sách tên. Hãy thử lại, hoặc chọn tỉnh ở dưới.")
    page.unroute("**/ten/*.json")
    type_name(page, "can th")
    expect(results(page).first).to_contain_text("Cần Thơ")


def test_it_works_below_a_path(
    page: Page, seen: Seen, built_site: Path, tmp_path: Path, site_url: Callable[..., str]
) -> None:
    (tmp_path / "goc").symlink_to(built_site, target_is_directory=True)
    portal = site_url(tmp_path).rstrip("/") + "/goc"
    choose(page, portal, "can tho")
    assert page.url == f"{portal}/dia-phuong/can-tho/"
    assert kept(page)["address"] == "/dia-phuong/can-tho/"
    page.goto(f"{portal}/nghi-quyet/")
    my_entry(page).evaluate("link => link.click()")
    page.wait_for_url(f"{portal}/dia-phuong/can-tho/")
    assert seen.errors == []


def test_the_script_is_small(built_site: Path) -> None:
    script = next(built_site.glob("assets/js/my-locality.*.js"))
    assert len(gzip.compress(script.read_bytes(), 9)) < 4096
