"""Every file of the portal behind nginx: type, how long it is kept, who may read it; and what is refused."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest

from portal.media_types import TYPES as PUBLISHED
from portal.publishing.lasting import is_lasting
from tests import uploads
from tests.serving import Served

GZIP = {"Accept-Encoding": "br, gzip;q=0.9"}
YEAR, PAGE, EMERGENCY = 31_536_000, 60, 15
RSS, FEED_JSON = "application/rss+xml", "application/feed+json"
ATTACHED = {ending: kind.name for ending, kind in PUBLISHED.items()}
# The first that matches says which. As contract and pages have them, not as nginx does.
TYPES = (
    (r"/(feeds|led)/.*\.xml", RSS),
    (r"/cap/.*\.xml", "application/cap+xml"),
    (r"/(feeds|embed)/.*\.json|/led/[^/]+/led\.json", FEED_JSON),
    (r"/api/v1/schema/.*", "application/schema+json"),
    (r"/opensearch\.xml", "application/opensearchdescription+xml"),
    (r".*\.xml", "application/xml"),
    (r".*\.atom", "application/atom+xml"),
    (r".*\.ics", "text/calendar"),
    (r".*\.opml", "text/x-opml"),
    (r".*\.json", "application/json"),
    (r".*\.html", "text/html"),
    (r".*\.css", "text/css"),
    (r"/ke-hoach/.*\.(js|xhtml|la)|.*\.bin", "application/octet-stream"),
    (r".*\.js", "text/javascript"),
    (r".*\.woff2", "font/woff2"),
)
KEPT = (
    (r"/assets/.*\.[0-9a-f]{10}\.\w+|/led/anh/.*|/search/[0-9a-f]{32}/.*", YEAR),
    (r"/(led|cap)/.*", EMERGENCY),
    (r"/build\.json|/man-hinh/may\.js", 0),
    (r"/(man-hinh|loa)/.*", 30),
    (r"/(feeds|embed|nghe)/.*", 60),
    (r"/api/.*|/embed\.js|.*\.(svg|png|webp|pdf|PDF|docx?)", 300),
    (r".*", PAGE),
)
OPEN = re.compile(r"/(feeds|api|embed|led|cap|loa|nghe)/|/embed\.js$")
SHOWN_ELSEWHERE = re.compile(r"\.(png|webp|svg|pdf|docx?|zip)$", re.IGNORECASE)
IN_FRAMES = re.compile(r"/(embed|man-hinh)/")


def first(rows: Sequence[tuple[str, object]], path: str) -> object:
    return next(found for pattern, found in rows if re.fullmatch(pattern, path))


def media_type(path: str) -> str:
    ending = Path(path).suffix.lower()
    return str(
        next((kind for pattern, kind in TYPES if re.fullmatch(pattern, path)), None) or ATTACHED[ending]
    )


def is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind.endswith(("+xml", "+json", "/xml", "/json"))


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Addresses of all files, as a reader asks for them."""
    for path in sorted(folder.rglob("*")):
        name = f"/{path.relative_to(folder).as_posix()}"
        if path.is_file() and path.suffix != ".gz" and "/." not in name and name not in SPECIAL:
            yield name, path


SPECIAL = {"/404.html", "/rut/index.html", "/ke-hoach/can-tho/trang.html"}


def address_of(name: str) -> str:
    return quote(name.removesuffix("index.html") if name.endswith("/index.html") else name)


@pytest.fixture(scope="session")
def folder(published: Served) -> Path:
    return published.releases / "current"


def test_every_file_has_its_type_and_text_is_utf_8(published: Served, folder: Path) -> None:
    for name, path in files(folder):
        answer = published.ask(address_of(name), method="HEAD")
        kind = media_type(name)
        charset = "; charset=utf-16" if name.endswith("led.utf16.txt") else "; charset=utf-8"
        assert answer.status == 200, name
        assert answer.headers["content-type"] == kind + (charset if is_text(kind) else ""), name
        assert int(answer.headers["content-length"]) == path.stat().st_size, name


def test_every_file_is_kept_as_long_as_it_stays_the_same(published: Served, folder: Path) -> None:
    for name, _ in files(folder):
        kept = published.ask(address_of(name), method="HEAD").headers["cache-control"]
        seconds = first(KEPT, name)
        if seconds == 0:
            assert kept == "no-cache", name
        elif seconds == YEAR:
            assert kept == f"public, max-age={YEAR}, immutable", name
        else:
            parts = dict(part.split("=") for part in kept.removeprefix("public, ").split(", "))
            assert parts.keys() == {"max-age", "stale-while-revalidate", "stale-if-error"}, name
            assert int(parts["max-age"]) == seconds, name
            # What a cache may still say while it asks again counts too.
            if seconds == EMERGENCY:
                assert int(parts["stale-while-revalidate"]) + EMERGENCY <= 30


def test_every_name_with_a_digest_is_found_by_looking_for_digests(folder: Path) -> None:
    digests = {name for name, _ in files(folder) if re.search(r"[./][0-9a-f]{10}([0-9a-f]{22})?[./]", name)}
    assert digests == {name for name, _ in files(folder) if first(KEPT, name) == YEAR}
    # What caches may keep for ever is what later releases carry along.
    assert digests == {name for name, _ in files(folder) if is_lasting(name.lstrip("/"))}
    assert {name.split("/")[1] for name in digests} == {"assets", "led", "search"}


def test_every_file_says_who_may_read_show_and_frame_it(published: Served, folder: Path) -> None:
    for name, _ in files(folder):
        headers = published.ask(address_of(name), method="HEAD").headers
        is_open, in_frames = bool(OPEN.match(name)), bool(IN_FRAMES.match(name))
        assert headers.get("access-control-allow-origin") == ("*" if is_open else None), name
        assert headers.get("access-control-expose-headers") == ("Date, ETag" if is_open else None), name
        shared = is_open or bool(SHOWN_ELSEWHERE.search(name))
        expected = "cross-origin" if shared else "same-origin"
        assert headers["cross-origin-resource-policy"] == expected, name
        in_frames = in_frames and not SHOWN_ELSEWHERE.search(name)
        if name.endswith(".html"):
            assert headers.get("x-frame-options") == (None if in_frames else "DENY"), name
            ancestors = re.findall(r"frame-ancestors ([^;]*)", headers["content-security-policy"])
            assert ancestors == ["*" if in_frames else "'none'"], name
        assert headers["x-content-type-options"] == "nosniff", name
        assert "default-src 'none'" in headers["content-security-policy"], name
        assert ("sandbox" in headers["content-security-policy"]) == bool(
            re.search(r"\.(?!pdf$)(png|webp|svg|docx?|zip|csv|bin)$", name)
        ), name


def test_every_twin_goes_out_as_it_is_with_a_validator_of_its_own(published: Served, folder: Path) -> None:
    twins = 0
    for name, path in files(folder):
        twin = path.with_name(f"{path.name}.gz")
        packed = published.ask(address_of(name), GZIP)
        plain = published.ask(address_of(name))
        assert plain.body == path.read_bytes(), name
        assert "content-encoding" not in plain.headers, name
        assert plain.headers.get("vary") == packed.headers.get("vary"), name
        if not twin.exists():
            assert packed.body == plain.body, name
            continue
        twins += 1
        assert packed.headers["content-encoding"] == "gzip", name
        assert packed.body == twin.read_bytes(), name
        assert packed.headers["vary"] == "Accept-Encoding", name
        assert packed.headers["etag"] != plain.headers["etag"], name
        assert packed.headers["last-modified"] == plain.headers["last-modified"], name
        for kept, asked in ((packed, GZIP), (plain, {})):
            unchanged = published.ask(address_of(name), {**asked, "If-None-Match": kept.headers["etag"]})
            assert (unchanged.status, unchanged.body) == (304, b""), name
            assert unchanged.headers["vary"] == "Accept-Encoding", name
        # One form is no proof of the other.
        assert published.ask(address_of(name), {**GZIP, "If-None-Match": plain.headers["etag"]}).status == 200
    assert twins > 500


@pytest.mark.parametrize("path", ["/", "/feeds/tat-ca.xml", "/led/bang-led-192x64/led.json", "/build.json"])
@pytest.mark.parametrize("encoding", [{}, GZIP], ids=["plain", "gzip"])
def test_either_validator_and_both_save_the_content(
    published: Served, path: str, encoding: dict[str, str]
) -> None:
    answer = published.ask(path, encoding)
    tag, time = answer.headers["etag"], answer.headers["last-modified"]
    assert re.fullmatch(r'"[0-9a-f]+-[0-9a-f]+"', tag), "strong"
    for condition in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"andere", W/{tag}'},
        {"If-Modified-Since": time},
        {"If-None-Match": tag, "If-Modified-Since": time},
        # What a script elsewhere asks with.
        {"If-None-Match": tag, "Origin": "https://tinh.example"},
    ):
        for method in ("GET", "HEAD"):
            unchanged = published.ask(path, {**encoding, **condition}, method=method)
            assert (unchanged.status, unchanged.body) == (304, b""), condition
            for name in ("etag", "cache-control", "content-security-policy", "x-content-type-options"):
                assert unchanged.headers[name] == answer.headers[name]
            open_to_all = answer.headers.get("access-control-allow-origin")
            assert unchanged.headers.get("access-control-allow-origin") == open_to_all
    # The tag decides, and a time that is not exactly this one is another version.
    for condition in (
        {"If-None-Match": '"andere"', "If-Modified-Since": time},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ):
        assert published.ask(path, {**encoding, **condition}).status == 200


def test_a_part_of_a_document_can_be_asked_for(published: Served) -> None:
    path = f"{uploads.FOLDER}phu-luc.pdf"
    answer = published.ask(path, {"Range": "bytes=0-7"})
    assert (answer.status, answer.body) == (206, b"%PDF-1.4")
    assert answer.headers["content-range"] == f"bytes 0-7/{len(uploads.PDF)}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    # nginx writes the headers of this one answer twice, which `ask` would not take.
    beyond = f"GET {path} HTTP/1.1\r\nHost: x\r\nRange: bytes=9999-\r\nConnection: close\r\n\r\n"
    assert published.raw(beyond.encode()).startswith(b"HTTP/1.1 416 ")
    assert published.ask(path).headers["accept-ranges"] == "bytes"
    whole = published.ask("/led/bang-led-192x64/1.png", {"Range": "bytes=9999-"})
    assert (whole.status, whole.body[1:4]) == (200, b"PNG")
    assert published.ask(quote(f"{uploads.FOLDER}Phụ lục số 1.PDF")).body == uploads.PDF


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/nguon-tin", "/nguon-tin/"),
        ("/nguon-tin?q=a%0d%0ab", "/nguon-tin/?q=a%0d%0ab"),
        ("/nguon-tin/index.html", "/nguon-tin/"),
        ("/tim-kiem/index.html?q=x", "/tim-kiem/?q=x"),
        ("/index.html", "/"),
        ("/rut/index.html", "/rut/"),
        ("//nguon-tin", "/nguon-tin/"),
        ("//evil.example/index.html", "/evil.example/"),
        ("/%2fevil.example/index.html", "/evil.example/"),
    ],
)
def test_a_page_has_one_address_and_others_lead_to_it(published: Served, path: str, location: str) -> None:
    # A proxy in front may have another port, and TLS.
    answer = published.ask(path, {"Host": "cong.example"})
    assert answer.status == 301
    assert answer.headers["location"] == location
    assert answer.headers["x-content-type-options"] == "nosniff"


REFUSED = (
    ("/khong-co/", 404),
    ("/khong-co", 404),
    ("/khong-co.png", 404),
    ("/feeds/khong-co.json", 404),
    ("/404.html", 404),
    ("/assets/", 404),
    ("/feeds/tat-ca.xml.gz", 404),
    ("/index.html.gz", 404),
    ("/feeds/tat-ca.xml/", 404),
    ("/.git/config", 404),
    ("/%2egit/config", 404),
    ("/.an", 404),
    ("/ke-hoach/can-tho/.an.txt", 404),
    ("/.well-known/security.txt", 404),
    ("/../../../../etc/passwd", 400),
    ("/%2e%2e/%2e%2e/%2e%2e/etc/passwd", 400),
    ("/feeds/..%2f..%2f..%2fetc/passwd", 400),
    ("/feeds/..%5c..%5cetc%5cpasswd", 404),
    ("/feeds/....//....//etc/passwd", 404),
    ("/a%00b", 400),
    ("/a%0d%0aX-Header:%20x/index.html", 404),
    ("/" + "a" * 9_000, 414),
    ("/" + "a/" * 3_000, 404),
    ("/" + "a" * 300, 404),
)


@pytest.mark.parametrize(("path", "status"), REFUSED, ids=[path[:40] for path, _ in REFUSED])
def test_what_is_not_there_or_not_to_be_seen_is_refused(published: Served, path: str, status: int) -> None:
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    start, _, body = published.raw(head.encode()).partition(b"\r\n\r\n")
    assert start.startswith(f"HTTP/1.1 {status} ".encode()), start
    assert b"secret" not in body
    assert b"root:" not in body
    lines = start.decode().lower().split("\r\n")
    assert "server: nginx" in lines, "without its version"
    assert not any(line.startswith("x-header") for line in lines)
    assert "x-content-type-options: nosniff" in lines
    assert "cache-control: " + ("public, max-age=15" if status == 404 else "no-store") in lines
    if status == 404:
        assert b"C\xc3\xb3 th\xe1\xbb\x83 \xc4\x91\xe1\xbb\x8ba ch\xe1\xbb\x89" in body
        assert "content-type: text/html; charset=utf-8" in lines


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "MKCOL", "OPTIONS"]
)
def test_files_are_read_and_nothing_else(published: Served, method: str) -> None:
    for path in ("/", "/khong-co", "/tim-kiem/"):
        answer = published.raw(f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 405 "), path
        # nginx answers TRACE itself, before it looks at anything.
        assert method == "TRACE" or b"\r\nAllow: GET, HEAD\r\n" in answer


@pytest.mark.parametrize(
    "path", ["/feeds/tat-ca.json", "/led/bang-led-192x64/led.json", "/api/v1/index.json"]
)
def test_scripts_elsewhere_may_ask_whether_something_is_new(published: Served, path: str) -> None:
    asked = {"Origin": "https://tinh.example", "Access-Control-Request-Method": "GET"}
    asked["Access-Control-Request-Headers"] = "if-none-match"
    answer = published.ask(path, asked, method="OPTIONS")
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]
    assert int(answer.headers["access-control-max-age"]) == 86_400
    assert "cache-control" not in answer.headers
    # An element on another website has to know that a feed is not there from a line that is broken.
    missing = published.ask("/embed/khong-co.json", {"Origin": "https://tinh.example"})
    assert (missing.status, missing.headers["access-control-allow-origin"]) == (404, "*")


def test_a_withdrawn_record_answers_410_with_its_page_however_it_is_asked_for(published: Served) -> None:
    for path in ("/rut/", "//rut/", "/x/../rut/", "/%72ut/"):
        answer = published.ask(path)
        assert answer.status == 410, path
        assert "Trang này đã rút" in answer.body.decode()
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "public, max-age=15"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    condition = {"If-None-Match": published.ask("/rut/").headers.get("etag", "*")}
    assert published.ask("/rut/", condition).status == 410
    assert published.ask("/rut/", method="HEAD").status == 410
    assert published.ask("/rut").headers["location"] == "/rut/"
    marker = published.ask("/rut/withdrawn.txt")
    assert marker.status == 200
    assert "Lý do: sai" in marker.body.decode()
    assert marker.headers["content-type"] == "text/plain; charset=utf-8"


def test_files_from_outside_are_no_pages_and_no_scripts(published: Served) -> None:
    for name in ("ma.js", "trang.html", "trang.xhtml"):
        answer = published.ask(f"{uploads.FOLDER}{name}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/tat-ca.xml",
        "/feeds/tat-ca.atom",
        "/cap/current.xml",
        "/cap/index.atom",
        "/led/kiosk-doc/mrss.xml",
    ],
)
def test_a_feed_that_is_opened_in_a_browser_is_the_same_xml(published: Served, path: str) -> None:
    for encoding in ({}, GZIP):
        feed = published.ask(path, encoding)
        opened = published.ask(path, {**encoding, "Sec-Fetch-Dest": "document"})
        assert opened.body == feed.body
        assert opened.headers["content-type"] == "application/xml; charset=utf-8"
        for answer in (feed, opened):
            del answer.headers["content-type"], answer.headers["date"]
        assert opened.headers == feed.headers
        condition = {**encoding, "Sec-Fetch-Dest": "document", "If-None-Match": feed.headers["etag"]}
        assert published.ask(path, condition).status == 304
    missing = published.ask("/feeds/khong-co.xml", {"Sec-Fetch-Dest": "document"})
    assert missing.status == 404
    assert "Có thể địa chỉ" in missing.body.decode()


def test_all_types_of_attachments_are_known_to_nginx(published: Served, folder: Path) -> None:
    for ending, kind in ATTACHED.items():
        (folder / "ke-hoach" / f"thu{ending}").write_bytes(b"x")
        found = published.ask(f"/ke-hoach/thu{ending}").headers["content-type"]
        (folder / "ke-hoach" / f"thu{ending}").unlink()
        assert found == kind + ("; charset=utf-8" if is_text(kind) else ""), ending


def test_twins_of_tests_are_as_publishing_makes_them(folder: Path) -> None:
    path = folder / "feeds/tat-ca.xml"
    twin = path.with_name("tat-ca.xml.gz")
    assert gzip.decompress(twin.read_bytes()) == path.read_bytes()
    assert twin.stat().st_mtime_ns == path.stat().st_mtime_ns
