"""What the other browser tests rely on: the server answers as ours will, nothing a page does goes unseen."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

_PAGE = '<!doctype html><html lang="vi"><link rel="icon" href="data:,"><title>{}</title>'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "nghi-quyet").mkdir()
    (tmp_path / "nghi-quyet/index.html").write_text(_PAGE.format("Nghị quyết"), encoding="utf-8")
    (tmp_path / "404.html").write_text(_PAGE.format("Không tìm thấy"), encoding="utf-8")
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds/tat-ca.json").write_text('{"title": "Tất cả"}', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("address", "status", "kind", "landed"),
    [
        ("nghi-quyet/", 200, "text/html; charset=utf-8", "nghi-quyet/"),
        ("nghi-quyet", 200, "text/html; charset=utf-8", "nghi-quyet/"),
        ("feeds/tat-ca.json", 200, "application/json; charset=utf-8", "feeds/tat-ca.json"),
        ("feeds/", 404, "text/html; charset=utf-8", "feeds/"),
        ("khong-co/", 404, "text/html; charset=utf-8", "khong-co/"),
    ],
)
def test_addresses_answer_as_on_the_public_server(page, site_url, folder, address, status, kind, landed):
    base = site_url(folder)
    answer = page.goto(base + address)
    assert (answer.status, answer.headers["content-type"], page.url) == (status, kind, base + landed)


def test_what_is_missing_shows_the_sites_own_page(page, site_url, folder):
    page.goto(site_url(folder) + "khong-co/")
    assert page.title() == "Không tìm thấy"


def test_feeds_may_be_read_from_every_origin_and_pages_may_not(page, site_url, folder):
    base = site_url(folder)
    assert page.request.get(base + "feeds/tat-ca.json").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in page.request.get(base + "nghi-quyet/").headers


def test_a_request_to_another_host_is_seen(page, seen, site_url, folder):
    base = site_url(folder)
    page.route("http://example.invalid/**", lambda route: route.fulfill(body=""))
    (folder / "index.html").write_text(
        _PAGE.format("A") + '<script src="http://example.invalid/a.js"></script>', encoding="utf-8"
    )
    page.goto(base)
    assert seen.elsewhere(base) == ["http://example.invalid/a.js"]


@pytest.mark.parametrize("script", ["console.error('hỏng')", "throw new Error('hỏng')"])
def test_errors_of_scripts_are_seen(page, seen, site_url, folder, script):
    (folder / "index.html").write_text(_PAGE.format("A") + f"<script>{script}</script>", encoding="utf-8")
    page.goto(site_url(folder))
    assert [error for error in seen.errors if "hỏng" in error]


def test_a_page_without_faults_leaves_no_trace_of_one(page, seen, site_url, folder):
    base = site_url(folder)
    page.goto(base + "nghi-quyet/")
    assert seen.errors == []
    assert seen.elsewhere(base) == []


def test_a_security_policy_reaches_the_browser(page, seen, site_url, folder):
    (folder / "index.html").write_text(_PAGE.format("A") + "<script>1</script>", encoding="utf-8")
    page.goto(site_url(folder, headers={"Content-Security-Policy": "script-src 'self'"}))
    assert [error for error in seen.errors if "Content Security Policy" in error]


def test_the_readers_clock_and_language_are_vietnamese(page):
    page.goto("data:text/html,")
    assert page.evaluate("navigator.language") == "vi-VN"
    minutes_to_utc = page.evaluate("new Date().getTimezoneOffset()")
    assert minutes_to_utc == -7 * 60


def test_without_chromium_tests_fail_and_say_what_to_install(monkeypatch):
    from tests.browser import chromium

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(Path(__file__).parent))
    monkeypatch.setattr(chromium, "_APPLICATIONS", ())
    monkeypatch.setattr(chromium, "_downloaded", lambda: None)
    with pytest.raises(chromium.NoChromiumError, match="apt-get install chromium"):
        chromium.find()
