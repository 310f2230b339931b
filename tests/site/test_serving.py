"""The site behind nginx with our configuration, from build to build and from release to release."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import serving
from tests.projects import NOTICE, TestProject
from tests.serving import Served
from tests.site.conftest import Run

Make = Callable[..., TestProject]
FEEDS = (
    "/feeds/tat-ca.xml",
    "/feeds/tat-ca.atom",
    "/feeds/tat-ca.json",
    "/feeds/han.ics",
    "/embed/tat-ca.json",
)
FILES = (*FEEDS, "/feeds/feeds.opml", "/api/v1/index.json", "/api/v1/plans.csv", "/embed.js")
GZIP = {"Accept-Encoding": "gzip"}
BELOW = "/nghi-quyet-57"


def test_what_has_not_changed_is_not_sent_again(project: Make, run: Run, server: Served) -> None:
    """A build without changes costs readers of feeds nothing."""
    made = project()
    assert run(made, "build").status == 0
    (server.releases / "current").symlink_to(made.site)
    seen = {}
    for path in FILES:
        answer = server.ask(path)
        assert answer.status == 200, path
        seen[path] = {
            "If-None-Match": answer.headers["etag"],
            "If-Modified-Since": answer.headers["last-modified"],
        }
    # Servers tell times by the second.
    time.sleep(1.1)
    made.write({"docs/tin-tuc/2026/nhap.md": NOTICE.replace("---\n", "---\ndraft: true\n", 1)})
    for arguments in (("build",), ("build", "--clean")):
        assert run(made, *arguments, PORTAL_NOW="2026-03-02 10:00").status == 0
        for path, condition in seen.items():
            assert server.ask(path, condition).status == 304, (path, arguments)
            for name, value in condition.items():
                assert server.ask(path, {name: value}).status == 304, (path, name)
    made.write({"docs/tin-tuc/2026/moi.md": NOTICE})
    assert run(made, "build").status == 0
    changed = {path for path, condition in seen.items() if server.ask(path, condition).status == 200}
    # A notice has no deadline, and is in no table of plans.
    assert changed == set(FILES) - {"/feeds/han.ics", "/feeds/feeds.opml", "/api/v1/plans.csv", "/embed.js"}


def test_a_withdrawn_record_is_gone_and_says_why(project: Make, run: Run, server: Served) -> None:
    withdrawn = "---\nwithdrawn: {date: 2026-02-05, reason: Sai số liệu}\n"
    made = project({"docs/tin-tuc/2026/luat.md": NOTICE.replace("---\n", withdrawn, 1)})
    assert run(made, "build").status == 0
    serving.release(made.site, server.releases)
    for headers in ({}, GZIP):
        assert server.ask("/tin-tuc/2026/luat/", headers).status == 410
    page = server.ask("/tin-tuc/2026/luat/").body.decode()
    assert "Đã rút ngày 05/02/2026" in page
    assert "Sai số liệu" in page
    marker = server.ask("/tin-tuc/2026/luat/withdrawn.txt").body.decode()
    assert marker == "Luật có hiệu lực\nĐã rút ngày: 05/02/2026\nLý do: Sai số liệu\n"
    assert server.ask("/dien-hinh/phu-song-5g/").status == 200
    # A record that is valid again needs nothing but its next release.
    made.write({"docs/tin-tuc/2026/luat.md": NOTICE})
    assert run(made, "build").status == 0
    serving.release(made.site, server.releases)
    assert server.ask("/tin-tuc/2026/luat/").status == 200
    assert server.ask("/tin-tuc/2026/luat/withdrawn.txt").status == 404


def _two_releases(folder: Path, releases: Path) -> list[str]:
    """Two sites that are as alike as two versions can be: one size, one second apart."""
    found = []
    for number, name in enumerate(("1", "2")):
        site = folder / name
        (site / "led/b").mkdir(parents=True)
        for path, content in {
            "index.html": "<p>Bản {}</p>" + " " * 300,
            "led/b/led.json": '{{"v": {}}}',
        }.items():
            (site / path).write_text(content.format(name), "utf-8")
            moment = 1_760_000_000 + number
            os.utime(site / path, (moment, moment))
        found.append(serving.release(site, releases))
    return found


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
def test_after_a_switch_the_new_content_is_there_at_once(
    tmp_path: Path, server: Served, headers: dict[str, str]
) -> None:
    one, two = _two_releases(tmp_path / "sites", server.releases)
    for path in ("/", "/led/b/led.json"):
        serving.switch(server.releases, one)
        first = server.ask(path, headers)
        conditions = (
            {"If-None-Match": first.headers["etag"]},
            {"If-Modified-Since": first.headers["last-modified"]},
            {"If-None-Match": first.headers["etag"], "If-Modified-Since": first.headers["last-modified"]},
        )
        # On lines that are open, many times: nothing of the release before is kept.
        for round_ in range(20):
            serving.switch(server.releases, two if round_ % 2 == 0 else one)
            expected = 200 if round_ % 2 == 0 else 304
            for condition in conditions:
                answer = server.ask(path, {**headers, **condition})
                assert answer.status == expected, (path, round_, condition)
            assert (server.ask(path, headers).body == first.body) == (expected == 304)


def test_redirects_go_to_tls_on_the_same_name_and_nowhere_else(server: Served) -> None:
    request = "GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n"
    for path, host in (
        ("/nguon-tin?q=a", serving.NAME),
        ("//evil.example/", serving.NAME),
        ("/", "evil.example"),
    ):
        answer = server.raw(request.format(path, host).encode(), port=server.redirecting).decode()
        assert answer.startswith("HTTP/1.1 301 ")
        assert f"\r\nLocation: https://{serving.NAME}:{server.tls}{path}\r\n" in answer
        assert "Strict-Transport-Security" not in answer
        assert "\r\nX-Content-Type-Options: nosniff\r\n" in answer


def test_below_a_path_of_another_site_all_is_the_same(project: Make, run: Run, server: Served) -> None:
    made = project()
    assert run(made, "build").status == 0
    serving.release(made.site, server.releases)
    inner = server.ask("/feeds/tat-ca.xml", GZIP)
    found = server.ask(f"{BELOW}/feeds/tat-ca.xml", GZIP, port=server.around)
    assert (found.status, found.body) == (200, inner.body)
    for answer in (found, inner):
        # The outer site's own affair.
        del answer.headers["date"], answer.headers["server"]
    assert found.headers == inner.headers
    condition = {"If-None-Match": found.headers["etag"], **GZIP}
    assert server.ask(f"{BELOW}/feeds/tat-ca.xml", condition, port=server.around).status == 304
    for path, target in (("/gioi-thieu", "/gioi-thieu/"), ("/index.html", "/")):
        answer = server.ask(BELOW + path, port=server.around)
        assert (answer.status, answer.headers["location"]) == (301, BELOW + target)
    whole = server.ask(BELOW, port=server.around)
    assert (whole.status, whole.headers["location"]) == (301, f"{BELOW}/")
    assert server.ask(f"{BELOW}/khong-co/", port=server.around).status == 404
    assert server.ask("/gioi-thieu/", port=server.around).status == 404
