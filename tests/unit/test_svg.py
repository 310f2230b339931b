"""Drawings that content brings: what stays is drawn, what is taken out is told, the same bytes every time."""

from __future__ import annotations

import re
import time

import pytest

from portal import drawn_styles, svg
from portal.svg import UnfitError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
INSIDE = re.compile(r"<svg[^>]*?(?:/>|>(.*)</svg>)", re.DOTALL)
PNG = "data:image/png;base64,iVBORw0KGgo="


def cleaned(inside: str) -> tuple[str, tuple[str, ...]]:
    found = svg.clean(SVG.format(inside).encode())
    match = INSIDE.fullmatch(found.data.decode())
    assert match
    return match[1] or "", found.removed


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h9v9z" fill="red" stroke="#fff" transform="translate(1 2) rotate(45)"/>',
        '<linearGradient id="a"><stop offset="0" stop-color="rgb(1, 2, 3)"/></linearGradient>'
        '<rect fill="url(#a)" width="1" height="1"/>',
        '<text x="1" y="2" font-family="Inter, sans-serif">Chữ <tspan dx="1">Việt</tspan> có dấu</text>',
        '<symbol id="a" viewBox="0 0 1 1"><g/></symbol><use href="#a"/><use xlink:href="#a"/>',
        f'<image href="{PNG}" width="1" height="1"/>',
        '<title>Tên</title><desc>Mô tả</desc><g role="img" aria-label="a: b(c)"/>',
        '<clipPath id="b"><circle r="1"/></clipPath><g clip-path="url(#b)"/>',
        '<filter id="c"><feGaussianBlur stdDeviation="2"/></filter><g filter="url(#c)"/>',
    ],
)
def test_what_is_drawn_stays_letter_for_letter(inside: str) -> None:
    assert cleaned(inside) == (inside, ())


@pytest.mark.parametrize(
    ("inside", "left", "removed"),
    [
        ("<script>alert(1)</script><g/>", "<g/>", ("<script",)),
        ('<g onload="a" ONCLICK="b" fill="red"/>', '<g fill="red"/>', ("onload", "ONCLICK")),
        (
            '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>',
            "",
            ("<foreignObject",),
        ),
        ('<g><p xmlns="http://www.w3.org/1999/xhtml">a</p>b</g>', "<g>b</g>", ("<p",)),
        ('<a xlink:href="javascript:a"><path d="M0 0"/></a>', '<g><path d="M0 0"/></g>', ("href",)),
        ('<use href="other.svg#a"/>', "<use/>", ("href",)),
        ('<use href="data:image/svg+xml,a#b"/>', "<use/>", ("href",)),
        ('<image href="https://a.example/b.png"/>', "<image/>", ("href",)),
        ('<image href="anh.png"/>', "<image/>", ("href",)),
        ('<image href="data:image/svg+xml;base64,aaaa"/>', "<image/>", ("href",)),
        # It says that it is a PNG, and is none.
        ('<image href="data:image/png;base64,PHN2Zy8+"/>', "<image/>", ("href",)),
        ('<rect fill="url(https://a.example/#b)"/>', "<rect/>", ("fill",)),
        ('<rect fill="u\\72l(https://a.example/)"/>', "<rect/>", ("fill",)),
        ("<rect fill=\"URL( '#b' )\"/>", "<rect fill=\"URL( '#b' )\"/>", ()),
        (
            '<set attributeName="href" to="javascript:a"/><animate attributeName="x"/>',
            "",
            ("<set", "<animate"),
        ),
        ('<g><feImage href="#a"/></g>', "<g/>", ("<feImage",)),
        ("<title>a<b>c</b></title>", "<title>a</title>", ("<b",)),
        ('<g xml:base="https://a.example/" xml:space="preserve"/>', '<g xml:space="preserve"/>', ()),
        ("<!-- a --><?b c?><g/>", "<g/>", ()),
        ("<metadata>a</metadata><g/>", "<g/>", ()),
        ('<x:view xmlns:x="http://www.inkscape.org/" x:zoom="1"/><g/>', "<g/>", ()),
        ("<switch><g/></switch>", "<g><g/></g>", ()),
    ],
)
def test_what_is_no_drawing_is_taken_out_and_told(inside: str, left: str, removed: tuple[str, ...]) -> None:
    assert cleaned(inside) == (left, removed)


@pytest.mark.parametrize(
    ("inside", "left", "removed"),
    [
        ('<g style="fill: red; stroke:url(#a)"/>', '<g fill="red" stroke="url(#a)"/>', ()),
        ('<g fill="blue" style="fill:red"/>', '<g fill="red"/>', ()),
        ('<style>.a{fill:red}</style><g class="a b"/>', '<g fill="red"/>', ()),
        (
            '<style>g{fill:red}#c{fill:blue}.a{fill:lime}</style><g id="c" class="a"/>',
            '<g id="c" fill="blue"/>',
            (),
        ),
        ('<g class="a b"/><style>.b,.a{fill:red}.b{fill:lime}</style>', '<g fill="lime"/>', ()),
        ('<style>.a{fill:red}</style><g class="a" style="fill:blue"/>', '<g fill="blue"/>', ()),
        ("<style>@import 'https://a.example/';.a{fill:red}</style><g/>", "<g/>", ("@import",)),
        ("<style>.a > g{fill:red}</style><g/>", "<g/>", ("style",)),
        ('<g style="background:url(//a);fill:red;-inkscape-a:b"/>', '<g fill="red"/>', ("background",)),
        ("<g style=\"fill:url('//a')\"/>", "<g/>", ("fill",)),
        ('<g style="fill:expression(a)"/>', "<g/>", ("fill",)),
        ("<g style=\"font-family:'&lt;/style>'\"/>", "<g/>", ("font-family",)),
    ],
)
def test_styles_become_attributes(inside: str, left: str, removed: tuple[str, ...]) -> None:
    assert cleaned(inside) == (left, removed)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "XML"),
        (b"<svg/>", "xmlns"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "xmlns"),
        (SVG.format("<g>").encode(), "XML"),
        (SVG.format("&nbsp;").encode(), "XML"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(), "ENTITY"),
        (b'<!DOCTYPE svg SYSTEM "a"[]>' + SVG.format("").encode(), "ENTITY"),
        (SVG.format("").encode("utf-16"), "UTF-8"),
        (SVG.format("\x01").encode(), "ENTITY"),
        (SVG.format("<g>" * 80 + "</g>" * 80).encode(), "64"),
        (SVG.format("<g/>" * 20_001).encode(), "20000"),
        (SVG.format("a" * 1024 * 1024).encode(), "1 MB"),
        (SVG.format('<g id="a"><use href="#a"/></g>').encode(), "chính nó"),
        (SVG.format('<pattern id="a"><g fill="url(#a)"/></pattern>').encode(), "chính nó"),
    ],
)
def test_what_cannot_be_drawn_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnfitError, match=why):
        svg.clean(data)


def test_ten_uses_of_ten_uses_are_refused_at_once() -> None:
    uses = "<use href='#a{}'/>" * 10
    layers = "".join(f'<g id="a{n}">{uses.replace("{}", str(n - 1))}</g>' for n in range(1, 30))
    started = time.perf_counter()
    with pytest.raises(UnfitError, match="quá nhiều lần"):
        svg.clean(SVG.format(f'<g id="a0"/>{layers}').encode())
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "inside",
    [
        "<style>" + ".a{fill:red}" * 8_000 + "</style>",
        "<style>"
        + "".join(f".a{n}{{fill:red}}" for n in range(6_000))
        + "</style>"
        + '<g class="a1"/>' * 10_000,
        f'<g class="{"a " * 400_000}"/>',
        f'<path d="{"M0 0 " * 200_000}"/>',
        f'<g fill="{"(" * 900_000}"/>',
        f'<g style="{"a:b;" * 200_000}"/>',
    ],
)
def test_a_megabyte_takes_no_longer_than_a_second_or_two(inside: str) -> None:
    started = time.process_time()
    svg.clean(SVG.format(inside).encode())
    assert time.process_time() - started < 3


def test_a_doctype_and_a_declaration_without_entities_are_left_out() -> None:
    head = b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n'
    head += b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd">\n'
    found = svg.clean(head + SVG.format("<g/>").encode())
    assert found.data == SVG.format("<g/>").encode()
    assert found.removed == ()


def test_the_same_bytes_come_of_the_same_and_cleaned_stays_cleaned() -> None:
    data = SVG.format('<g onload="a" style="fill:red"><script/>b</g>').encode()
    once = svg.clean(data)
    assert svg.clean(data) == once
    assert svg.clean(once.data) == svg.Cleaned(once.data)


@pytest.mark.parametrize("value", ["red", "url(#a)", "rgb(1,2,3)", "url('#a') red", "1px"])
def test_values_that_are_harmless(value: str) -> None:
    assert drawn_styles.is_harmless(value)


@pytest.mark.parametrize(
    "value", ["url(a)", "url('a#b')", "attr(a)", "image-set('a')", "(a)", "@a", "url(", '"<"', "src('#a')"]
)
def test_values_that_are_not(value: str) -> None:
    assert not drawn_styles.is_harmless(value)
