"""An editor writes in the web editor; what it saves passes `portal check`."""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from engine import admin
from portal.project import Project
from portal.web_editor import package
from portal.web_editor.collections import OrdinaryPage
from portal.web_editor.config import TEST, Content, local_backend
from tests.browser import web_editor
from tests.browser.conftest import Seen
from tests.browser.web_editor import field
from tests.previews import previewing
from tests.projects import CONTENT, PUBLISHED, ROOT, TestProject

# The editor draws only the fields that are in view; all of a form are in a window as tall as this.
WINDOW = {"width": 1280, "height": 6500}
PLAN = "docs/ke-hoach/can-tho/tuyen-truyen.md"
FILES = {**CONTENT, PLAN: CONTENT[PLAN].replace("[57-NQ/TW]", "[{number: 57-NQ/TW}]")}

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

Start = Callable[..., Page]


@pytest.fixture
def small(project: Callable[..., TestProject]) -> TestProject:
    return project({**FILES, "data/published.csv": PUBLISHED})


@pytest.fixture
def editor(
    browser: Browser, seen: Seen, small: TestProject, site_url: Callable[..., str], tmp_path: Path
) -> Iterator[Start]:
    """`editor(backend, files)` opens it on these files. Afterwards nobody else was asked for anything."""
    contexts: list[BrowserContext] = []
    served: list[str] = []

    def start(backend: dict[str, Any], files: Mapping[str, str], *, script: str = "") -> Page:
        content = Content((OrdinaryPage("gioi-thieu.md", "Giới thiệu"),), frozenset({"can-tho"}))
        web_editor.serve_from(tmp_path / "web", small.root, content, backend=backend)
        served.append(site_url(tmp_path / "web"))
        # English, as on many computers: the editor is in Vietnamese all the same.
        context = browser.new_context(
            locale="en-US", timezone_id="Asia/Ho_Chi_Minh", viewport=WINDOW, base_url=served[0]
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if script:
            context.add_init_script(script)
        seen.watch(context)
        page = context.new_page()
        page.goto("admin/LICENSE.txt")
        web_editor.put(page, files)
        # A text has no icon, and the browser looks for one.
        seen.errors.clear()
        page.goto("admin/")
        return page

    yield start
    assert served
    assert seen.elsewhere(served[0]) == []
    assert seen.errors == []
    for context in contexts:
        context.close()


@pytest.fixture
def page_of_test(editor: Start) -> Page:
    """The editor over Sveltia's backend for tests."""
    page = editor(TEST, FILES)
    page.get_by_role("button", name="Làm việc với kho mã nguồn thử nghiệm").click()
    expect(page.get_by_role("treeitem", name="Kế hoạch của địa phương")).to_be_visible()
    return page


def _open(page: Page, address: str) -> None:
    page.goto(f"admin/#/collections/{address}")
    expect(field(page, "Tiêu đề")).to_be_visible()


def _type(page: Page, label: str, text: str, *, within: Locator | None = None) -> None:
    field(page, label, within=within).get_by_role("textbox").first.fill(text)


def _add(page: Page, label: str) -> Locator:
    """A new item of a list; gives the list."""
    group = field(page, label)
    group.get_by_role("button", name="Thêm").last.click()
    return group


def _write(page: Page, text: str) -> None:
    body = field(page, "Nội dung").get_by_role("textbox").last
    body.click()
    page.keyboard.type(text)


def _save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài viết.")).to_be_visible()


def _refused(page: Page, label: str) -> str:
    """Try to save; what the editor says about a field."""
    page.get_by_role("button", name="Lưu", exact=True).click()
    told = field(page, label).get_by_role("alert").first
    expect(told).to_be_visible()
    return told.inner_text()


def _new_files(page: Page) -> dict[str, bytes]:
    return {name: content for name, content in web_editor.kept(page).items() if name not in FILES}


def _checked(small: TestProject, page: Page) -> None:
    small.write(
        {name: content for name, content in web_editor.kept(page).items() if name.startswith("docs/")}
    )
    done = small.portal("check")
    assert done.status == 0, done.out + done.err


def test_the_editor_speaks_vietnamese_and_lists_what_there_is(page_of_test: Page) -> None:
    rows = [row.inner_text() for row in page_of_test.get_by_role("treeitem").all()]
    assert [re.sub(r"^(?:\w+\n)*(?=.+\n\d)", "", row).split("\n") for row in rows] == [
        ["Tin và thông báo", "1"],
        ["Kế hoạch của địa phương", "1"],
        ["Điển hình", "1"],
        ["Nghị quyết 57", "4"],
        ["Trang khác", "1"],
    ]
    assert page_of_test.locator("html").get_attribute("lang") == "vi"
    assert "English" not in page_of_test.locator("body").inner_text()


def test_a_new_plan_with_an_attachment_passes_the_check(page_of_test: Page, small: TestProject) -> None:
    page = page_of_test
    _open(page, "ke-hoach/new")
    page.get_by_role("button", name="Thư mục mới").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Hải Phòng")
    page.get_by_role("dialog").get_by_role("button", name="Tạo").click()
    _type(page, "Tiêu đề", "Kế hoạch số 12 của Đồng bào Ưu tiên")
    _type(page, "Tóm tắt", "Thành phố giao việc cho các sở.")
    field(page, "Loại văn bản").get_by_role("radio", name="Kế hoạch").click()
    _type(page, "Cơ quan ban hành", "Thành ủy Hải Phòng")
    _type(page, "Số ký hiệu", "12-KH/TU")
    _type(page, "Ngày ban hành", "2025-01")
    field(page, "Mục của nghị quyết").get_by_role("checkbox", name="Thể chế").click()
    field(page, "Người ký").get_by_role("checkbox").click()
    _type(page, "Họ tên", "Nguyễn Văn A", within=field(page, "Người ký"))
    _give_a_task(page)
    _attach(page, "Kế hoạch số 12.pdf")
    _write(page, "Các sở làm việc này trong quý một.")
    _save(page)

    assert sorted(_new_files(page)) == [
        "docs/ke-hoach/hai-phong/ke-hoach-so-12-cua-dong-bao-uu-tien.md",
        "docs/ke-hoach/hai-phong/ke-hoach-so-12.pdf",
    ]
    _checked(small, page)
    text = (small.root / "docs/ke-hoach/hai-phong/ke-hoach-so-12-cua-dong-bao-uu-tien.md").read_text("utf-8")
    for line in ("signed: 2025-01", "  - file: ke-hoach-so-12.pdf", "    due_kind: within", "  - the-che"):
        assert f"\n{line}\n" in text
    # What was left empty is not there: the check refuses empty values.
    assert not re.search(r"^\s*\w+:\s*(?:''|\"\"|null|\[\]|\{\})?$\n(?!\s)", text, re.MULTILINE)


def _give_a_task(page: Page) -> None:
    task = _add(page, "Việc được giao")
    _type(page, "Đơn vị", "Sở A", within=task)
    _type(page, "Việc", "Làm: việc này", within=task)
    _type(page, "Hạn", "2025-03", within=task)
    field(page, "Cách tính hạn", within=task).get_by_role("radio", name="trong kỳ").click()


def _attach(page: Page, name: str) -> None:
    files = _add(page, "Tệp đính kèm")
    _type(page, "Tên hiển thị", "Toàn văn", within=files)
    field(page, "Loại", within=files).get_by_role("radio", name="Toàn văn").click()
    _upload(field(page, "Tệp", within=files), name, b"%PDF-1.4 thu")
    expect(field(page, "Tệp", within=files).get_by_role("textbox")).to_be_visible()


def _upload(group: Locator, name: str, content: bytes) -> None:
    group.get_by_role("button", name="Duyệt").click()
    dialog = group.page.get_by_role("dialog")
    with group.page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Tải lên").click()
    kind = "image/png" if name.endswith(".png") else "application/pdf"
    chooser.value.set_files({"name": name, "mimeType": kind, "buffer": content})
    dialog.get_by_role("button", name="Chèn").click()
    expect(dialog).to_have_count(0)


def test_a_new_notice_lies_in_the_year_of_its_date_and_passes_the_check(
    page_of_test: Page, small: TestProject
) -> None:
    page = page_of_test
    _open(page, "tin-tuc/new")
    _type(page, "Tiêu đề", "Cảnh báo bão số 3")
    _type(page, "Tóm tắt", "Bão vào trưa mai.")
    _type(page, "Ngày đăng", "2025-12-31")
    _type(page, "Thôi hiển thị", "2026-01-05 17:00")
    field(page, "Màn hình").get_by_role("checkbox", name="Bảng 1").click()
    field(page, "Chữ cho bảng LED").get_by_role("checkbox").click()
    _type(page, "Chữ ngắn", "Bão số 3", within=field(page, "Chữ cho bảng LED"))
    _upload(field(page, "Ảnh"), "Ảnh bão.png", PICTURE)
    _write(page, "Trưa mai bão vào bờ.")
    _save(page)
    assert sorted(_new_files(page)) == [
        "docs/tin-tuc/2025/anh-bao.png",
        "docs/tin-tuc/2025/canh-bao-bao-so-3.md",
    ]
    _checked(small, page)


def test_an_edit_keeps_everything_else(page_of_test: Page, small: TestProject) -> None:
    """Fields that the form does not have, and a body that was not touched, stay as they are."""
    page = page_of_test
    _open(page, "ke-hoach/entries/can-tho/tuyen-truyen")
    _type(page, "Tiêu đề", "Kế hoạch đã sửa")
    _save(page)
    _checked(small, page)
    now = web_editor.kept(page)[PLAN].decode()
    before, after = FILES[PLAN].split("---\n"), now.split("---\n")
    assert after[-1].strip() == before[-1].strip()
    assert "title: Kế hoạch đã sửa\n" in now
    for line in ("number: 180-KH/TU", "signed: 2025-02-18", "date: 2026-01-03"):
        assert f"\n{line}\n" in now


def test_an_identity_survives_though_no_form_shows_it(editor: Start) -> None:
    notice = "docs/tin-tuc/2026/luat.md"
    files = {**FILES, notice: FILES[notice].replace("date:", "id: tin-tuc/2026/luat-cu\ndate:")}
    page = editor(TEST, files)
    page.get_by_role("button", name="Làm việc với kho mã nguồn thử nghiệm").click()
    expect(page.get_by_role("treeitem", name="Tin")).to_be_visible()
    _open(page, "tin-tuc/entries/2026/luat")
    _type(page, "Tóm tắt", "Luật có hiệu lực từ tháng bảy năm nay.")
    _save(page)
    assert "\nid: tin-tuc/2026/luat-cu\n" in web_editor.kept(page)[notice].decode()


@pytest.mark.parametrize(
    ("label", "text", "told"),
    [
        ("Ngày ban hành", "31/1/2025", "Viết dạng 2025-01-31, 2025-01 hoặc 2025."),
        ("Hết hạn", "mai", "Viết dạng 2025-01-31 hoặc 2025-01-31 07:30."),
        ("Tiêu đề", "", "Trường bắt buộc."),
    ],
)
def test_the_editor_refuses_what_the_check_refuses(
    label: str, text: str, told: str, page_of_test: Page
) -> None:
    _open(page_of_test, "ke-hoach/entries/can-tho/tuyen-truyen")
    _type(page_of_test, label, text)
    if label == "Tiêu đề":
        _type(page_of_test, "Tóm tắt", "Một câu khác.")
    assert told in _refused(page_of_test, label)
    assert web_editor.kept(page_of_test)[PLAN].decode() == FILES[PLAN]


def test_a_text_for_a_board_is_not_longer_than_the_board(page_of_test: Page) -> None:
    _open(page_of_test, "tin-tuc/entries/2026/luat")
    field(page_of_test, "Chữ cho bảng LED").get_by_role("checkbox").click()
    _type(page_of_test, "Chữ ngắn", "x" * 17, within=field(page_of_test, "Chữ cho bảng LED"))
    assert "16 ký tự" in _refused(page_of_test, "Chữ ngắn")


def test_pasting_from_word_gives_markdown(page_of_test: Page) -> None:
    page = page_of_test
    _open(page, "tin-tuc/entries/2026/luat")
    body = field(page, "Nội dung").get_by_role("textbox").last
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    body.evaluate(
        """(body, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          const options = {clipboardData: data, bubbles: true, cancelable: true};
          body.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        "<h2>Từ Word</h2><p class=MsoNormal><b>Đậm</b> và <i>nghiêng</i></p><ul><li>một<li>hai</ul>",
    )
    _save(page)
    text = web_editor.kept(page)["docs/tin-tuc/2026/luat.md"].decode()
    assert "\n## Từ Word\n\n**Đậm** và _nghiêng_\n\n- một\n- hai\n" in text


def test_a_preview_works_on_the_folder_without_any_account(editor: Start, small: TestProject) -> None:
    page = editor(local_backend(None), {**FILES, "mkdocs.yml": "site_name: a\n"}, script=web_editor.PICK)
    expect(page.get_by_role("button").first).to_be_visible()
    shown = [button.inner_text() for button in page.get_by_role("button").all() if button.is_visible()]
    assert shown == ["Soạn trong thư mục trên máy này"]
    page.get_by_role("button").first.click()
    expect(page.get_by_role("treeitem", name="Tin")).to_be_visible()
    _open(page, "tin-tuc/entries/2026/luat")
    _type(page, "Tiêu đề", "Luật đã có hiệu lực")
    _save(page)
    assert "title: Luật đã có hiệu lực\n" in web_editor.kept(page)["docs/tin-tuc/2026/luat.md"].decode()
    _checked(small, page)


def test_a_preview_takes_no_other_folder_for_the_portal(editor: Start, seen: Seen) -> None:
    page = editor(local_backend(None), {"docs/a.md": "a"}, script=web_editor.PICK)
    page.get_by_role("button").first.click()
    expect(page.get_by_text("không thấy tệp mkdocs.yml")).to_be_visible()
    assert [text.partition(" ")[0] for text in seen.errors] == ["NotFoundError"]
    seen.errors.clear()


def test_the_preview_opens_it(small: TestProject, browser: Browser, seen: Seen) -> None:
    if package.found(ROOT) is None:
        assert admin.fetch(Project(ROOT)) == 0
    (small.root / ".cache").mkdir(exist_ok=True)
    (small.root / ".cache" / "admin").symlink_to(ROOT / ".cache" / "admin")
    with previewing(small.root) as address:
        context = browser.new_context(locale="en-US")
        seen.watch(context)
        page = context.new_page()
        page.goto(f"{address}/admin")
        expect(page.get_by_role("button", name="Soạn trong thư mục trên máy này")).to_be_visible()
        context.close()
        assert seen.errors == []
        assert seen.elsewhere(address) == []
