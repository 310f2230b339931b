"""Files that content brings: which are published, and what editors are told of the others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from engine import menu
from engine.session import Session, open_session
from portal.media_types import DOCUMENT, DRAWING, PICTURE, TYPES, media_type
from portal.problems import Severity
from portal.project import Project
from portal.store import Memory
from portal.web_editor.fields import ATTACHMENTS, PICTURES
from tests import projects
from tests.projects import DOCUMENTS, NOTICE
from tests.unit.small import load

T = "docs/tin-tuc/2026"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><g onload="a" fill="red"/></svg>'
BEGINNINGS: Mapping[str, bytes] = {
    ".csv": "số,tên\n1,a\n".encode(),
    ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ".gif": b"GIF89a",
    ".jpeg": b"\xff\xd8\xff\xe0",
    ".jpg": b"\xff\xd8\xff\xe1",
    ".mp3": b"ID3\x04",
    ".mp4": b"\0\0\0\x20ftypisom",
    ".pdf": b"%PDF-1.7\n",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".ppt": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ".svg": SVG,
    ".txt": "Xin chào, 5 < 6.\n".encode(),
    ".webp": b"RIFF\0\0\0\0WEBPVP8 ",
    ".xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ".zip": b"PK\x05\x06",
    **dict.fromkeys((".docx", ".odp", ".ods", ".odt", ".pptx", ".xlsx"), b"PK\x03\x04"),
}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_NOW", "2026-03-01 08:00")


def opened(root: Path, files: Mapping[str, str | bytes]) -> Session:
    projects.make(root, {"data/published.csv": projects.PUBLISHED, **files})
    return open_session(Project(root), menu=menu.read(root / "mkdocs.yml"), store=Memory())


def said(session: Session, *codes: str) -> list[str]:
    return [str(each) for each in session.problems if each.code in codes]


def attaching(*names: str) -> str:
    listed = ", ".join(f"{{file: '{name}', title: A}}" for name in names)
    return NOTICE.replace("date:", f"attachments: [{listed}]\ndate:", 1)


def published(session: Session, address: str) -> bytes:
    output = next(each for each in session.outputs if each.address == address)
    assert output.make
    return output.make(Memory())


CODES = ("file-type", "file-content", "attachment-large", "svg-unfit", "svg-removed")


def test_every_type_that_is_known_is_published_when_it_is_what_it_says(tmp_path: Path) -> None:
    assert BEGINNINGS.keys() == TYPES.keys()
    files = {f"{T}/tep{ending}": data for ending, data in BEGINNINGS.items()}
    session = opened(tmp_path / "a", {f"{T}/luat.md": attaching(*(f"tep{each}" for each in TYPES)), **files})
    assert not session.problems.errors
    for ending, data in BEGINNINGS.items():
        if ending != ".svg":
            assert published(session, f"/tin-tuc/2026/tep{ending}") == data


RUN = "html htm xhtml xht shtml xml xsl js mjs svgz swf php exe hta mht wasm css pdf.html HTML".split()


def document(name: str) -> str:
    return f"  - {{number: 1/A, kind: ke-hoach, issuer: B, title: '{name}', file: '{name}'}}\n"


def test_what_a_browser_would_run_is_refused_wherever_it_is_named(tmp_path: Path) -> None:
    names = ["a", *(f"a.{ending}" for ending in RUN)]
    session = opened(
        tmp_path / "a",
        {
            f"{T}/luat.md": attaching(*names) + "".join(f"\n[b]({name})\n" for name in names),
            **{f"{T}/{name}": "a" for name in names},
            **{f"docs/van-ban/{name}": "a" for name in names},
            "data/documents.yml": DOCUMENTS + "".join(map(document, names)),
        },
    )
    found = [(each.path, each.field, each.message) for each in session.problems if each.code == "file-type"]
    refused = [f"không đăng được tệp loại này: «{name}»" for name in names]
    expected = [(f"{T}/luat.md", "", message) for message in refused]
    expected += [(f"{T}/luat.md", f"attachments[{n}].file", message) for n, message in enumerate(refused)]
    expected += [
        ("data/documents.yml", f"documents[{n}].file", message) for n, message in enumerate(refused, 2)
    ]
    assert sorted(found) == sorted(expected)


DISGUISED = (
    ("a.pdf", b"<!doctype html><script>a</script>", ": bên trong là trang web hoặc XML"),
    ("b.png", b"GIF89a", ": bên trong là ảnh GIF"),
    ("c.png", SVG, ": bên trong là trang web hoặc XML"),
    ("d.docx", b"{\\rtf1", ": bên trong là tệp RTF"),
    ("e.docx", b"MZ\x90", ": bên trong là chương trình"),
    ("f.doc", b"PK\x03\x04", ": bên trong là tệp Office hoặc tệp nén ZIP"),
    ("g.mp4", b"", ""),
    ("h.txt", b"  \n<html>", ": bên trong là trang web hoặc XML"),
    ("i.txt", b"\xef\xbb\xbf<?xml version='1.0'?>", ""),
    ("k.txt", b"a <script>b</script>", ": bên trong là trang web hoặc XML"),
    ("l.csv", b"a,b\n1,<iframe src=x>", ": bên trong là trang web hoặc XML"),
    ("m.txt", b"a\0b", ""),
    ("n.txt", "Kế hoạch".encode("utf-16"), ""),
    ("o.csv", b"K\xec\xff", ""),
    ("p.csv", b"%PDF-1.7\n\0", ": bên trong là tệp PDF"),
)


def test_what_is_not_what_it_says_is_refused(tmp_path: Path) -> None:
    names = [name for name, _, _ in DISGUISED]
    files = {f"{T}/{name}": data for name, data, _ in DISGUISED}
    session = opened(tmp_path / "a", {f"{T}/luat.md": attaching(*names), **files})
    found = {each.field: each.message for each in session.problems if each.code == "file-content"}
    assert found == {
        f"attachments[{n}].file": f"tệp «{name}» không phải là tệp {name[1:]} thật{inside}"
        for n, (name, _, inside) in enumerate(DISGUISED)
    }


@pytest.mark.parametrize(("name", "largest"), [("a.png", PICTURE), ("a.pdf", DOCUMENT), ("a.svg", DRAWING)])
def test_what_is_too_large_is_refused_unread(tmp_path: Path, name: str, largest: int) -> None:
    projects.make(tmp_path / "a", {f"{T}/luat.md": attaching(name)})
    with (tmp_path / "a" / T / name).open("wb") as file:
        file.truncate(largest + 1)
    session = open_session(Project(tmp_path / "a"), menu=menu.read(tmp_path / "a/mkdocs.yml"), store=Memory())
    (line,) = said(session, *CODES)
    assert f"lớn quá: {largest // 1024 // 1024},1 MB, tối đa {largest // 1024 // 1024} MB" in line


def test_drawings_are_published_cleaned_and_their_sources_stay(tmp_path: Path) -> None:
    text = attaching("a.svg") + "\n![b](a.svg)\n"
    session = opened(tmp_path / "a", {f"{T}/luat.md": text, f"{T}/a.svg": SVG})
    assert not session.problems.errors
    assert said(session, *CODES) == [
        f"{T}/luat.md:{place}lời khuyên: hình «a.svg» được đăng không kèm: onload; xem lại hình trên trang; "
        "cần giữ các phần ấy thì xuất hình ra PNG"
        for place in ("4: attachments[0].file: ", "9: ")
    ]
    made = published(session, "/tin-tuc/2026/a.svg")
    assert b"onload" not in made
    assert b'fill="red"' in made
    assert (tmp_path / "a" / T / "a.svg").read_bytes() == SVG
    # What pages and feeds say of its length is true.
    assert session.snapshot
    assert session.snapshot.catalogue.others["tin-tuc/2026/a.svg"] == len(made)


def test_a_broken_drawing_is_an_error_and_the_portals_own_are_left_alone(tmp_path: Path) -> None:
    link = "\n![b](../../assets/img/mark.svg)\n"
    session = opened(tmp_path / "a", {f"{T}/luat.md": attaching("a.svg") + link, f"{T}/a.svg": "<svg>"})
    (line,) = said(session, *CODES)
    assert "hình «a.svg»: không đọc được hình: XML hỏng" in line
    assert [each.severity for each in session.problems.errors] == [Severity.ERROR]


OUTSIDE = (
    "../luat.md|../../../data/site.yml|/etc/passwd|..\\a.pdf|C:\\a.pdf|C:a.pdf|.htaccess|.|..|a/b.pdf|\\\\a\\b.pdf"
).split("|")


def test_what_does_not_lie_beside_a_record_is_not_there(tmp_path: Path) -> None:
    session = opened(
        tmp_path / "a",
        {
            f"{T}/luat.md": attaching(*OUTSIDE),
            f"{T}/a/b.pdf": b"%PDF-1.7",
            "data/documents.yml": DOCUMENTS + "".join(map(document, OUTSIDE)),
        },
    )
    found = {(each.path, each.field) for each in session.problems if each.code == "file-missing"}
    expected = {(f"{T}/luat.md", f"attachments[{number}].file") for number in range(len(OUTSIDE))}
    expected |= {("data/documents.yml", f"documents[{number}].file") for number in range(2, len(OUTSIDE) + 2)}
    assert found == expected


THEIRS = (
    "feeds/tat-ca.csv api/v1/plans.csv led/bang-1/led.txt Admin/a.txt robots.txt loa/a.txt search/a.txt"
).split()


def test_a_file_does_not_take_an_address_of_the_portals_own(tmp_path: Path) -> None:
    links = "".join(f"\n[a](../../{path})\n" for path in THEIRS)
    files = {f"docs/{path}": "theirs" for path in THEIRS}
    session = opened(tmp_path / "a", {f"{T}/luat.md": NOTICE + links, **files})
    taken = [each.path for each in session.problems.errors if each.code == "address-taken"]
    assert taken == sorted(f"docs/{path}" for path in THEIRS)
    # A file of theirs would be made without anything from the store.
    made = {each.address: each.make for each in session.outputs}
    robots = made["/robots.txt"]
    assert robots
    assert robots(Memory()) != b"theirs"
    assert not made.keys() & {
        f"/{path}" for path in ("feeds/tat-ca.csv", "Admin/a.txt", "loa/a.txt", "search/a.txt")
    }


def test_a_file_does_not_say_that_a_page_is_withdrawn(tmp_path: Path) -> None:
    notice = f"{NOTICE}\n[a](luat/withdrawn.txt)\n"
    files = {f"{T}/luat.md": notice, f"{T}/luat/withdrawn.txt": "Không rút.\n"}
    (told,) = said(opened(tmp_path / "a", files), "file-name")
    assert told.startswith("docs/tin-tuc/2026/luat.md:")
    assert "«withdrawn.txt» dành cho cổng" in told


ALIASES = (
    "/build.json/ /feeds/tat-ca/ /admin/ /ADMIN/a/ /api/ /assets/js/ /embed/tat-ca/ /led/a/ /_van-de/ "
    "/search/ /cap/ /sitemap.xml/ /index.html/ /"
).split()
NO_ADDRESSES = "/../a/ /a/../../b/ //a/ /a /con/ /a/nul/ /./ /a\\b/ /C:/ https://a.example/ /a.//".split()


def test_an_alias_does_not_either(tmp_path: Path) -> None:
    text = NOTICE.replace("date:", f"aliases: [{', '.join(ALIASES)}]\ndate:", 1)
    session = opened(tmp_path / "a", {f"{T}/luat.md": text})
    errors = {(each.path, each.line, each.field) for each in session.problems.errors}
    assert errors == {(f"{T}/luat.md", 4, f"aliases[{number}]") for number in range(len(ALIASES))}


def test_an_alias_is_an_address_that_every_system_can_keep() -> None:
    listed = ", ".join(f"'{each}'" for each in (*NO_ADDRESSES, f"/{'a' * 300}/", f"/{'a/' * 300}"))
    found = load("tin-tuc/2026/a.md", NOTICE.replace("date:", f"aliases: [{listed}]\ndate:", 1))
    fields = [each.field for each in found.problems if each.code == "address"]
    assert fields == [f"aliases[{number}]" for number in range(len(NO_ADDRESSES) + 2)]


def test_types_are_those_of_the_list() -> None:
    assert media_type("a.html") == "application/octet-stream"
    assert not any("html" in each.name or "javascript" in each.name for each in TYPES.values())


def test_the_web_editor_offers_no_file_that_would_be_refused() -> None:
    assert {*ATTACHMENTS.split(","), *PICTURES.split(",")} <= TYPES.keys()
