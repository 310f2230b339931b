"""Assets under names that change with their content."""

from __future__ import annotations

import re

import pytest

from portal.assets import fingerprinted

FONT = b"font"
CSS = b"@font-face { src: url('../fonts/be.woff2') }\nbody { background: url(../img/a.svg) }\n"
SOURCES = {"css/portal.css": CSS, "fonts/be.woff2": FONT, "img/a.svg": b"<svg/>", "fonts/LICENCE.txt": b"OFL"}


def test_each_file_is_named_by_its_content() -> None:
    assets = fingerprinted(SOURCES)
    assert assets.addresses.keys() == SOURCES.keys()
    assert re.fullmatch(r"/assets/fonts/be\.[0-9a-f]{10}\.woff2", assets.addresses["fonts/be.woff2"])
    assert assets.files[assets.addresses["fonts/be.woff2"]] == FONT


def test_a_licence_keeps_its_name() -> None:
    assert fingerprinted(SOURCES).addresses["fonts/LICENCE.txt"] == "/assets/fonts/LICENCE.txt"


def test_styles_follow_the_new_names_of_fonts_and_pictures() -> None:
    assets = fingerprinted(SOURCES)
    style = assets.files[assets.addresses["css/portal.css"]].decode()
    font = assets.addresses["fonts/be.woff2"].removeprefix("/assets/")
    picture = assets.addresses["img/a.svg"].removeprefix("/assets/")
    assert style == f"@font-face {{ src: url(../{font}) }}\nbody {{ background: url(../{picture}) }}\n"


def test_a_style_has_a_new_name_when_a_font_in_it_changes() -> None:
    before = fingerprinted(SOURCES).addresses
    after = fingerprinted({**SOURCES, "fonts/be.woff2": b"other"}).addresses
    assert before["css/portal.css"] != after["css/portal.css"]
    assert before["img/a.svg"] == after["img/a.svg"]


@pytest.mark.parametrize(
    "url",
    ["data:image/svg+xml,%3Csvg/%3E", "#clip", "https://x.example/a.woff2", "../fonts/missing.woff2"],
)
def test_what_is_not_among_the_assets_stays_as_it_is(url: str) -> None:
    style = f"a {{ b: url({url}) }}\n".encode()
    assets = fingerprinted({"css/a.css": style})
    assert assets.files[assets.addresses["css/a.css"]] == style


@pytest.mark.parametrize(
    "comment", [b"/*# sourceMappingURL=main.css.map */", b"\n//# sourceMappingURL=main.css.map\n"]
)
def test_maps_that_are_not_published_are_not_named(comment: bytes) -> None:
    assets = fingerprinted({"css/a.css": b"a{}" + comment})
    assert assets.files[assets.addresses["css/a.css"]] == b"a{}\n"


def test_the_order_of_the_sources_does_not_matter() -> None:
    assert fingerprinted(dict(reversed(SOURCES.items()))) == fingerprinted(SOURCES)
