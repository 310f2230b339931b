"""A build that is not fit for the public is found out by its files alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal import settings
from portal.codes import Group, explanations
from portal.problems import Problem
from portal.processes import Workers
from portal.published import NOTHING, Published, Row
from portal.publishing import site_files
from portal.publishing.verification import site_settings
from portal.publishing.verification.verify import Verification
from portal.store import digest
from tests import projects
from tests.projects import PUBLIC, PUBLIC_ADDRESS, ROOT, TestProject

SITE_YML = PUBLIC["data/site.yml"]
Change = Callable[[bytes], bytes | None]
HOME, NOTICE, PLAN = "index.html", "tin-tuc/2026/luat/index.html", "ke-hoach/can-tho/tuyen-truyen/index.html"
RSS, ATOM, JSON, LED = "feeds/tat-ca.xml", "feeds/tat-ca.atom", "feeds/tat-ca.json", "led/bang-1/led.xml"


def put(text: str, before: str = "</body>") -> Change:
    """Insert something where the file has `before`."""

    def change(data: bytes) -> bytes:
        assert before.encode() in data
        return data.replace(before.encode(), text.encode() + before.encode(), 1)

    return change


def swap(old: str, new: str) -> Change:
    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def gone(_data: bytes) -> None:
    return None


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


CASES: list[tuple[str, str, Change, str]] = [
    ("site-dead-link", HOME, put('<a href="khong-co/">x</a>'), "«/khong-co/»"),
    ("site-dead-link", HOME, put(f'<a href="{PUBLIC_ADDRESS}khong-co/">x</a>'), "«/khong-co/»"),
    ("site-dead-link", NOTICE, put('<a href="../../../../../b/">x</a>'), "ra ngoài cổng"),
    ("site-dead-link", NOTICE, put('<a href="/b/">x</a>'), "ra ngoài cổng"),
    ("site-dead-link", NOTICE, put('<img src="../anh.png" alt="">'), "«/tin-tuc/2026/anh.png»"),
    ("site-dead-link", NOTICE, put('<img srcset="../anh.png 2x" alt="">'), "«/tin-tuc/2026/anh.png»"),
    ("site-dead-link", NOTICE, put('<a href="#khong-co">x</a>'), "#khong-co»"),
    ("site-dead-link", HOME, put('<a href="van-ban/#khong-co">x</a>'), "van-ban/index.html#khong-co»"),
    ("site-dead-link", "feeds/tat-ca.json", gone, "«/feeds/tat-ca.json»"),
    ("site-dead-link", RSS, swap("goc/tin-tuc/2026/luat/<", "goc/tin-tuc/2026/cu/<"), "/tin-tuc/2026/cu/"),
    ("site-dead-link", "api/v1/index.json", swap("goc/tin-tuc/2026/luat/", "goc/cu/"), "«/cu/»"),
    ("site-dead-link", "api/v1/plans.csv", swap("goc/ke-hoach/can-tho/", "goc/cu/"), "«/cu/tuyen-truyen/»"),
    ("site-dead-link", "feeds/han.ics", swap("goc/ke-hoach/", "goc/ke-hoac/"), "/ke-hoac/"),
    ("site-script", HOME, put("<script>alert(1)</script>"), "viết thẳng"),
    ("site-script", HOME, put('<p onclick="alert(1)">x</p>'), "onclick"),
    ("site-script", PLAN, put('<svg onload="alert(1)"></svg>'), "onload"),
    ("site-scheme", HOME, put('<a href="java&#9;script:alert(1)">x</a>'), "javascript:alert(1)"),
    ("site-scheme", HOME, put('<a href="data:text/html,x">x</a>'), "data:text/html"),
    ("site-foreign", HOME, put('<script src="https://cdn.vn/a.js"></script>'), "https://cdn.vn/a.js"),
    ("site-foreign", HOME, put('<img src="//cdn.vn/a.png" alt="">'), "//cdn.vn/a.png"),
    ("site-foreign", HOME, put('<link rel="stylesheet" href="https://cdn.vn/a.css">', "</head>"), "a.css"),
    ("site-foreign", PLAN, put('<iframe src="https://cdn.vn/a"></iframe>'), "https://cdn.vn/a"),
    ("site-foreign", PLAN, put('<form action="https://cdn.vn/a"></form>'), "https://cdn.vn/a"),
    (
        "site-other-address",
        NOTICE,
        swap('canonical" href="https://nq57', 'canonical" href="https://nq58'),
        "nq58",
    ),
    ("site-page-head", NOTICE, lambda data: data.replace(b"<title>", b"<title></title><x>"), "không có tên"),
    ("site-empty", NOTICE, lambda _: b"", "trống"),
    ("site-empty", "led/bang-1/led.txt", lambda _: b"", "trống"),
    ("site-size", NOTICE, put("<p>x</p>" * 300_000), "nhiều nhất là 2 MB"),
    ("site-incomplete-build", "build.json", gone, "thiếu"),
    ("site-incomplete-build", "404.html", gone, "thiếu"),
    ("site-feed", RSS, cut, "không phải là XML"),
    ("site-feed", RSS, swap("<guid", "<gu"), "XML"),
    ("site-feed", RSS, swap("UTF-8", "ISO-8859-1"), "UTF-8"),
    ("site-feed", ATOM, swap("<id>", "<name>"), "XML"),
    (
        "site-feed",
        ATOM,
        lambda data: data.replace(b":tin-tuc/2026/luat<", b":dien-hinh/phu-song-5g<"),
        "cùng",
    ),
    ("site-feed", LED, swap('length="', 'length="1'), "byte"),
    ("site-feed", LED, swap("<pubDate>", "<pubDate/><x>"), "XML"),
    ("site-feed", JSON, swap('"title": ', '"titel": '), "thiếu title"),
    ("site-feed", "feeds/feeds.opml", cut, "XML"),
    ("site-feed", "sitemap.xml", cut, "XML"),
    ("site-feed", "cap/current.xml", swap("<alert", "<alert <"), "XML"),
    ("site-data", "api/v1/index.json", cut, "JSON"),
    ("site-data", "api/v1/index.json", swap('"title":', '"titel":'), "lược đồ"),
    ("site-data", "api/v1/tin-tuc/2026/luat.json", swap('"kind": "tin-tuc"', '"kind": "tin"'), "«kind»"),
    ("site-data", "led/bang-1/heartbeat.json", swap('"count": 1', '"count": "1"'), "lược đồ"),
    ("site-data", "api/v1/plans.csv", swap("\r\n", ",x\r\n"), "ô"),
    ("site-data", "api/v1/plans.csv", swap(",url,", ",dia-chi,"), "cột"),
    ("site-data", "feeds/han.ics", cut, "trọn vẹn"),
    ("site-data", "feeds/han.ics", swap("END:VEVENT\r\n", ""), "khuôn dạng"),
]


@pytest.fixture
def site(built_public: TestProject, tmp_path: Path) -> Path:
    """The build in a folder that a test may change; files are shared, so they are replaced and not written
    into."""
    folder = tmp_path / "site"
    shutil.copytree(
        built_public.site, folder, copy_function=lambda source, target: Path(target).hardlink_to(source)
    )
    return folder


def wrong(site: Path, register: Published = NOTHING) -> list[Problem]:
    """What is found in a build, with what was kept from the last time."""
    kept = site.parent / "kept"
    verification = Verification(site, "site", PUBLIC_ADDRESS, register, kept / "verified", "code")
    return verification.check(site_files.scan(site, kept / "sums"), Workers(), lambda _: None)


def alter(site: Path, name: str, change: Change) -> None:
    path = site / name
    data = change(path.read_bytes())
    path.unlink()
    if data is not None:
        path.write_bytes(data)


def test_a_build_is_fit(site: Path) -> None:
    assert wrong(site) == []


@pytest.mark.parametrize(("code", "name", "change", "words"), CASES)
def test_what_is_wrong_is_found_with_file_and_remedy(
    site: Path, code: str, name: str, change: Change, words: str
) -> None:
    assert wrong(site) == []
    alter(site, name, change)
    found = [problem for problem in wrong(site) if problem.code == code]
    assert found, (code, name)
    assert any(words in problem.message for problem in found), found
    assert all(problem.path.startswith("site/") and problem.remedy for problem in found)
    # It is found each time, until it is mended.
    assert [problem for problem in wrong(site) if problem.code == code] == found


def test_lines_are_those_of_the_file(site: Path) -> None:
    alter(site, HOME, put('\n<a href="khong-co/">x</a>'))
    line = (site / HOME).read_text("utf-8").split("khong-co")[0].count("\n") + 1
    assert [problem.line for problem in wrong(site)] == [line]


def test_a_page_that_lost_an_id_makes_links_of_others_dead(site: Path) -> None:
    alter(site, HOME, put('<a href="van-ban/#moc">x</a>'))
    alter(site, "van-ban/index.html", put('<p id="moc">x</p>'))
    assert wrong(site) == []
    alter(site, "van-ban/index.html", swap(' id="moc"', ""))
    (found,) = wrong(site)
    assert (found.path, found.code) == ("site/index.html", "site-dead-link")


def test_what_has_been_public_has_to_be_there(site: Path) -> None:
    rows = (
        Row("/tin-tuc/2026/luat/", "tin-tuc/2026/luat", 2),
        Row("/tin-tuc/2025/cu/", "tin-tuc/2025/cu", 3),
    )
    (found,) = wrong(site, Published(rows))
    assert (found.path, found.line, found.code) == ("data/published.csv", 3, "published-gone")


def test_every_code_has_a_case() -> None:
    codes = {code for code, *_ in CASES} | {"site-unfinished"}
    assert codes == {code for code, each in explanations().items() if each.group is Group.RELEASE}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("agency: Sở Khoa học và Công nghệ\n", "", "agency"),
        ("office: Văn phòng\n", "", "office"),
        ("contact: {email: vanthu@nq57.tinh.gov.vn}\n", "contact: {address: Số 1}\n", "contact"),
        ("authority: nq57.tinh.gov.vn", "authority: cong.example", "identity.authority"),
    ],
)
def test_who_speaks_has_to_be_said(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in SITE_YML
    assert [problem.field for problem in unfinished(tmp_path, SITE_YML.replace(old, new))] == [field]


@pytest.mark.parametrize(
    "address",
    [
        "https://nghiquyet57.example/",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://192.168.1.5/",
        "https://cong.test/goc/",
        "https://example.com/",
    ],
)
def test_the_address_has_to_lead_somewhere(tmp_path: Path, address: str) -> None:
    (problem,) = unfinished(tmp_path, SITE_YML, address)
    assert (problem.path, problem.line, problem.field) == ("data/site.yml", 4, "address")
    assert address in problem.message


def test_a_finished_site_yml_is_enough(tmp_path: Path) -> None:
    assert unfinished(tmp_path, SITE_YML) == []


def unfinished(folder: Path, site: str, url: str = PUBLIC_ADDRESS) -> list[Problem]:
    data = folder / "data"
    data.mkdir()
    for name, text in {**projects.DATA, "data/site.yml": site}.items():
        (folder / name).write_text(text, "utf-8")
    for name in ("localities.yml", "communes.csv", "communes_former.csv"):
        shutil.copy(ROOT / "data" / name, data)
    known, problems = settings.load(data, digest)
    assert known is not None, problems
    return list(site_settings.check(known, url))
