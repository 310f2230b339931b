"""`portal serve` as an editor sees it: problems on their pages, drafts with a mark, edits at once."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.message import Message

import pytest

from engine import policy
from tests.previews import previewing
from tests.projects import NOTICE, PLAN, TestProject

Make = Callable[..., TestProject]
BROKEN = PLAN.replace("signed: 2025-02-18", "signed: 18/02/2025")
DRAFT = NOTICE.replace("---\n", "---\ndraft: true\n", 1)


@pytest.fixture
def serve() -> Iterator[Callable[[TestProject], str]]:
    """`serve(project)`: the address of a preview of its own, without the last slash."""
    with ExitStack() as started:
        yield lambda project: started.enter_context(previewing(project.root, PORTAL_NOW="2026-03-01"))


def read(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def headers_of(address: str) -> Message:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.headers
    except urllib.error.HTTPError as error:
        return error.headers


def following(address: str, change: Callable[[], None]) -> float:
    """Seconds from a change of a file until a page that waits for it is told."""
    number = read(f"{address}/_preview/build")[1]
    started = time.monotonic()
    change()
    assert read(f"{address}/_preview/build?after={number}")[1] != number
    return time.monotonic() - started


def test_problems_stand_on_their_pages_with_file_line_and_remedy(
    project: Make, serve: Callable[[TestProject], str]
) -> None:
    made = project(
        {
            "docs/ke-hoach/can-tho/hong.md": BROKEN,
            "docs/tin-tuc/2026/luat.md": NOTICE + "\n[đi](khong-co.md) <script>alert(1)</script>\n",
        }
    )
    address = serve(made)
    # A record that has errors has no page; what stands at its address says why.
    status, page = read(f"{address}/ke-hoach/can-tho/hong/")
    assert status == 404
    assert "Trang này chưa dựng được" in page
    assert "docs/ke-hoach/can-tho/hong.md</code>, dòng 8" in page
    assert "ngày phải viết dạng 2025-01-31" in page
    assert "<pre>signed: 18/02/2025</pre>" in page
    # A page whose links are wrong is there, with its own problems and no others.
    status, page = read(f"{address}/tin-tuc/2026/luat/")
    assert status == 200
    assert "Vấn đề của trang này: 1 lỗi và 1 lời khuyên" in page
    assert "khong-co.md" in page
    assert "<script>alert(1)" not in page
    assert "hong.md" not in page
    # Elsewhere only how many there are.
    status, page = read(f"{address}/gioi-thieu/")
    assert "Mọi vấn đề của cổng: 2 lỗi" in page
    assert "<details" not in re.findall(r'<aside class="preview-bar".*?</aside>', page)[0]
    everything = read(f"{address}/_van-de/")[1]
    assert everything.count('<li class="preview-error">') == 2
    assert everything.index("preview-error") < everything.index("preview-advice")
    assert 'href="/bien-tap/thong-bao/#date"' in everything


def test_an_edit_is_told_of_at_once_and_mends_what_it_mends(
    project: Make, serve: Callable[[TestProject], str]
) -> None:
    made = project({"docs/ke-hoach/can-tho/hong.md": BROKEN})
    address = serve(made)
    took = following(address, lambda: made.write({"docs/ke-hoach/can-tho/hong.md": PLAN}))
    status, page = read(f"{address}/ke-hoach/can-tho/hong/")
    assert (status, "chưa dựng được" in page) == (200, False)
    # Machines of tests are slow; a second is what is measured on a quiet one.
    assert took < 10
    following(address, lambda: made.write({"docs/ke-hoach/can-tho/hong.md": BROKEN}))
    assert read(f"{address}/ke-hoach/can-tho/hong/")[0] == 404


def test_a_draft_is_seen_with_a_mark_here_and_nowhere_else(
    project: Make, serve: Callable[[TestProject], str]
) -> None:
    made = project({"docs/tin-tuc/2026/nhap.md": DRAFT.replace("Luật có", "Bản chưa xong có")})
    address = serve(made)
    assert "Chỉ thấy khi xem trước" in read(f"{address}/tin-tuc/2026/nhap/")[1]
    listed = read(f"{address}/tin-tuc/")[1]
    assert "Bản chưa xong có" in listed
    assert made.portal("build").status == 0
    everywhere = b"".join(path.read_bytes() for path in made.site.rglob("*") if path.is_file())
    assert "Bản chưa xong có".encode() not in everywhere
    assert b"tin-tuc/2026/nhap" not in everywhere


def test_every_answer_keeps_browsers_from_guessing_what_it_is(
    project: Make, serve: Callable[[TestProject], str]
) -> None:
    address = serve(project())
    for path in ("", "_van-de/", "robots.txt", "feeds/tat-ca.xml", "_preview/preview.js"):
        with urllib.request.urlopen(f"{address}/{path}", timeout=30) as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path


def test_what_belongs_to_the_preview_is_not_in_the_site(project: Make) -> None:
    made = project()
    assert made.portal("build").status == 0
    assert not any(b"_preview" in path.read_bytes() for path in made.site.rglob("*.html"))
    assert not (made.site / "_van-de").exists()


def test_without_its_files_the_web_editor_says_how_to_get_them(
    project: Make, serve: Callable[[TestProject], str]
) -> None:
    address = serve(project())
    status, page = read(f"{address}/admin")
    assert (status, "portal admin" in page) == (503, True)


def test_the_preview_sends_the_policy_of_a_public_server(
    project: Make, serve: Callable[[TestProject], str]
) -> None:
    address = serve(project())
    for path in ("/", "/khong-co/", "/_van-de/", "/_preview/preview.js", "/feeds/tat-ca.xml"):
        assert headers_of(f"{address}{path}")["Content-Security-Policy"] == policy.PAGES, path
    # The page of the web editor brings its own.
    assert headers_of(f"{address}/admin/")["Content-Security-Policy"] is None
