"""What goes with a page when it leaves the screen: a picture beside its link, a QR code on paper."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pytest
import zxingcpp
from PIL import Image

from portal import sharing
from portal.outlines import outline
from portal.outputs import Output
from portal.pictures import qr
from portal.store import Memory
from portal.views.pages import Page, Site
from portal.views.parts import Link
from tests.projects import ACHIEVEMENT, NOTICE, PLAN, ROOT
from tests.unit.small import all_pages, own_content, snapshot

QUIET = 4
"""Modules that stay white around a code (ISO/IEC 18004)."""
ADDRESSES = [
    "https://cong.example/goc/",
    "https://cong.example/goc/ke-hoach/can-tho/tuyen-truyen/",
    "http://localhost:8000/dia-phuong/hai-phong/kinh-mon/",
    "https://cong.example/" + "mot-ten-rat-dai-" * 20,
]


def path_of(svg: bytes) -> str:
    found = re.search(r'<path[^>]*stroke="#000"[^>]* d="([^"]*)"', svg.decode())
    assert found is not None
    return found[1]


def size_of(svg: bytes) -> int:
    box = re.search(r'viewBox="0 0 ([0-9]+) ([0-9]+)"', svg.decode())
    assert box is not None
    assert box[1] == box[2]
    return int(box[1])


def modules(svg: bytes) -> list[list[int]]:
    """The drawing as rows of 0 and 1: its lines go from left to right through the middle of modules."""
    size = size_of(svg)
    found = [[0] * size for _ in range(size)]
    x = y = 0.0
    for command, given in re.findall(r"([Mmh])([-0-9. ]+)", path_of(svg)):
        values = [float(each) for each in re.findall(r"-?[0-9]*\.?[0-9]+", given)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            found[int(y)][int(x) : int(x + values[0])] = [1] * int(values[0])
            x += values[0]
    return found


def inner(drawn: list[list[int]]) -> list[list[int]]:
    return [row[QUIET:-QUIET] for row in drawn[QUIET:-QUIET]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_holds_its_address(address: str) -> None:
    """A reader of codes, which is no part of what writes them, finds it in the drawing."""
    drawn = modules(qr.svg(address))
    pixels = bytes(255 * (1 - dark) for row in drawn for dark in row)
    image = Image.frombytes("L", (len(drawn),) * 2, pixels).resize((len(drawn) * 4,) * 2)
    (found,) = zxingcpp.read_barcodes(image)
    assert (found.text, found.format) == (address, zxingcpp.BarcodeFormat.QRCode)
    # No mark of a character set before it, which some readers take for text.
    assert found.symbology_identifier == "]Q1"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_drawing_has_the_modules_that_slides_have(address: str) -> None:
    assert tuple(map(bytes, inner(modules(qr.svg(address))))) == qr.modules(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_is_surrounded_by_a_quiet_zone(address: str) -> None:
    drawn = modules(qr.svg(address))
    frame = [*drawn[:QUIET], *drawn[-QUIET:], *(row[:QUIET] + row[-QUIET:] for row in drawn)]
    assert not any(map(any, frame))
    corners = inner(drawn)
    assert corners[0][:7] == corners[0][-7:] == corners[-1][:7] == [1] * 7


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_may_be_damaged_by_15_per_cent(address: str) -> None:
    """The first two bits of the format say the level: 00 is M, and 10 is laid over them."""
    assert inner(modules(qr.svg(address)))[8][:2] == [1, 0]


def test_a_code_is_a_drawing_that_fits_any_width() -> None:
    svg = qr.svg(ADDRESSES[0])
    assert re.match(rb'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 33 33"', svg)
    assert svg.rstrip().endswith(b"</svg>")
    assert b"width" not in svg.replace(b"stroke-width", b"")
    assert b"<script" not in svg
    assert b"style" not in svg


def test_a_code_is_black_on_white_whatever_lies_below() -> None:
    svg = qr.svg(ADDRESSES[0]).decode()
    assert '<path fill="#fff" d="M0 0h33v33h-33z"/>' in svg
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) == {"#fff", "#000"}


def test_equal_addresses_have_equal_codes_and_others_have_others() -> None:
    assert [qr.svg(address) for address in ADDRESSES] == [qr.svg(address) for address in ADDRESSES]
    assert len({qr.svg(address) for address in ADDRESSES}) == len(ADDRESSES)


def test_a_longer_address_has_a_larger_code() -> None:
    sizes = [size_of(qr.svg(f"https://a.example/{'a' * length}")) for length in (1, 60, 200)]
    assert sizes == sorted(set(sizes))


FILES = {
    **own_content(),
    "ke-hoach/binh-phuoc/a.md": PLAN,
    "ke-hoach/hai-phong/kinh-mon/a.md": PLAN,
    "dien-hinh/o-hue.md": ACHIEVEMENT.replace("date:", "locality: hue\ndate:", 1),
    "tin-tuc/2026/cu.md": NOTICE.replace("date:", "aliases: [/tin-cu/]\ndate:", 1),
    **{f"ke-hoach/can-tho/a{number}.md": PLAN for number in range(25)},
}


@cache
def companions() -> dict[str, tuple[str, str]]:
    now = snapshot(FILES)
    return {page.address: sharing.companions_of(page, now) for page in all_pages(now)}


@pytest.mark.parametrize(
    ("address", "picture"),
    [
        ("/", "/anh/cong.png"),
        ("/gioi-thieu/", "/anh/cong.png"),
        ("/muc-tieu/", "/anh/cong.png"),
        ("/dia-phuong/", "/anh/cong.png"),
        ("/viec/don-vi/cac-so/", "/anh/cong.png"),
        ("/danh-cho/nguoi-dan/", "/anh/cong.png"),
        ("/nghi-quyet/", "/anh/nghi-quyet.png"),
        ("/ke-hoach/", "/anh/ke-hoach.png"),
        ("/ke-hoach/trang/2/", "/anh/ke-hoach.png"),
        ("/tin-tuc/", "/anh/tin-tuc.png"),
        ("/nghi-quyet/the-che/", "/anh/nghi-quyet/the-che.png"),
        ("/ke-hoach/can-tho/tuyen-truyen/", "/anh/dia-phuong/can-tho.png"),
        ("/ke-hoach/binh-phuoc/a/", "/anh/dia-phuong/dong-nai.png"),
        ("/ke-hoach/hai-phong/kinh-mon/a/", "/anh/dia-phuong/hai-phong.png"),
        ("/dien-hinh/o-hue/", "/anh/dia-phuong/hue.png"),
        ("/dien-hinh/phu-song-5g/", "/anh/dien-hinh.png"),
        ("/tin-tuc/2026/luat/", "/anh/tin-tuc.png"),
        ("/dia-phuong/can-tho/", "/anh/dia-phuong/can-tho.png"),
        ("/dia-phuong/hai-phong/kinh-mon/", "/anh/dia-phuong/hai-phong.png"),
        ("/dia-phuong/binh-phuoc/", "/anh/dia-phuong/dong-nai.png"),
        ("/tin-cu/", ""),
        ("/404.html", ""),
    ],
)
def test_a_page_is_shared_with_the_picture_of_its_section_province_or_kind(
    address: str, picture: str
) -> None:
    assert companions()[address][0] == picture


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/", "/qr.svg"),
        ("/gioi-thieu/", "/gioi-thieu/qr.svg"),
        ("/nghi-quyet/", "/nghi-quyet/qr.svg"),
        ("/muc-tieu/", "/muc-tieu/qr.svg"),
        ("/dia-phuong/can-tho/", "/dia-phuong/can-tho/qr.svg"),
        ("/danh-cho/can-bo/", "/danh-cho/can-bo/qr.svg"),
        ("/ke-hoach/can-tho/tuyen-truyen/", "/ke-hoach/can-tho/tuyen-truyen/qr.svg"),
        # Lists and long tables.
        ("/ke-hoach/", ""),
        ("/ke-hoach/trang/2/", ""),
        ("/viec/", ""),
        ("/viec/don-vi/", ""),
        ("/viec/don-vi/cac-so/", ""),
        ("/dong-thoi-gian/", ""),
        ("/doi-chieu/", ""),
        ("/dia-phuong/can-tho/trang/1/", ""),
        # Addresses that only lead on.
        ("/tin-cu/", ""),
        ("/dia-phuong/tien-giang/", ""),
        ("/404.html", ""),
    ],
)
def test_a_page_that_people_print_has_a_code(address: str, code: str) -> None:
    assert companions()[address][1] == code


SITE = Site(
    name="Cổng thử",
    short_name="Thử",
    description="Một cổng để thử.",
    language="vi",
    url="https://cong.example/goc/",
    menu=(),
    agency="",
    office="",
    contact=(),
    licence="CC BY 4.0",
    licence_url="",
    document="57-NQ/TW (22/12/2024)",
    assets=(),
    abbreviations=(),
)
FONT = (ROOT / "docs/assets/fonts/inter.woff2").read_bytes()


def pictures(site: Site = SITE, *, font: bytes = FONT, code: str = "c") -> dict[str, Output]:
    found = list(sharing.pictures(snapshot(FILES), site, font=font, code=code))
    assert len({output.address for output in found}) == len(found)
    return {output.address: output for output in found}


def made(output: Output) -> bytes:
    assert output.make is not None
    return output.make(Memory())


def test_every_picture_that_a_page_names_is_drawn() -> None:
    assert {picture for picture, _ in companions().values() if picture} <= pictures().keys()


def test_there_is_a_picture_for_the_site_each_kind_each_section_and_each_province() -> None:
    # The site, four kinds, four sections, 34 provinces.
    assert len(pictures()) == 1 + 4 + 4 + 34


@pytest.mark.parametrize(
    "address", ["/anh/cong.png", "/anh/nghi-quyet/the-che.png", "/anh/dia-phuong/hue.png"]
)
def test_a_picture_has_the_size_that_networks_ask_for(address: str) -> None:
    image = Image.open(io.BytesIO(made(pictures()[address])))
    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_pictures_of_different_pages_differ() -> None:
    chosen = ["/anh/cong.png", "/anh/ke-hoach.png", "/anh/dia-phuong/hue.png", "/anh/dia-phuong/ha-noi.png"]
    assert len({made(pictures()[address]) for address in chosen}) == len(chosen)


def test_a_picture_is_made_anew_only_when_something_in_it_changes() -> None:
    def keys(**changed: str) -> dict[str, str]:
        return {address: output.key for address, output in pictures(replace(SITE, **changed)).items()}

    before = keys()
    assert keys() == keys(url="https://khac.example/", licence="B") == before
    assert len(set(before.values())) == len(before)
    assert {address for address, key in keys(name="Khác").items() if key == before[address]} == set()
    assert {address for address, key in keys(description="Khác").items() if key != before[address]} == {
        "/anh/cong.png"
    }
    for other in (pictures(code="d"), pictures(font=b"other")):
        assert {address for address, output in other.items() if output.key == before[address]} == set()


def test_a_sign_that_the_font_cannot_draw_is_left_out() -> None:
    plain, decorated = (pictures(replace(SITE, name=name)) for name in ("Cổng thử", "Cổng thử 🚀"))
    assert made(decorated["/anh/ke-hoach.png"]) == made(plain["/anh/ke-hoach.png"])


def page(address: str, code: str) -> Page:
    return Page(
        address=address, template="page.html", title="A", description="A", qr=code, crumbs=(Link("A", "/"),)
    )


def codes(*shown: Page, url: str = "https://cong.example/goc/", code: str = "c") -> list[Output]:
    return list(sharing.codes(map(outline, shown), url=url, code=code))


@pytest.mark.parametrize(
    ("address", "code", "public"),
    [
        ("/", "/qr.svg", "https://cong.example/goc/"),
        ("/ke-hoach/a/", "/ke-hoach/a/qr.svg", "https://cong.example/goc/ke-hoach/a/"),
    ],
)
def test_the_code_of_a_page_leads_to_its_public_address(address: str, code: str, public: str) -> None:
    (output,) = codes(page(address, code))
    assert output.address == code
    assert made(output) == qr.svg(public)


def test_pages_without_a_code_and_pages_of_one_address_make_no_second_one() -> None:
    found = codes(page("/a/", "/a/qr.svg"), page("/a/", "/a/qr.svg"), page("/b/", ""))
    assert [output.address for output in found] == ["/a/qr.svg"]


def test_a_code_is_made_anew_when_the_address_or_the_code_changes() -> None:
    shown = page("/a/", "/a/qr.svg")
    keys = [
        codes(shown)[0].key,
        codes(shown, url="https://khac.example/")[0].key,
        codes(shown, code="d")[0].key,
        codes(page("/b/", "/b/qr.svg"))[0].key,
    ]
    assert len(set(keys)) == len(keys)
    assert codes(replace(shown, title="Khác"))[0].key == keys[0]
