"""Addresses from content and data: http or https, a host, and nothing that looks like another."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from portal import file_names, web_addresses
from portal.model import RECORDS
from portal.model.fields import SiteAddress, Source, WebAddress
from portal.rendering import render
from portal.settings import _FILES

BAD = (
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "jav\u0131script:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:a",
    "file:///etc/passwd",
    "ftp://a.example/",
    "blob:https://a.example/b",
    "//a.example/",
    "\\\\a.example\\b",
    "https:a.example",
    "https:/a.example/",
    "https:///a.example/",
    "https:\\\\a.example/",
    "https://",
    "https:// a.example/",
    "https://a@b.example/",
    "https://a:b@c.example/",
    "https://a.example\\@b.example/",
    "https://a.example:port/",
    "https://a.example:999999/",
    "https://a..example/",
    "https://.example/",
    "https://a_.example,b/",
    "https://a.example/\u202egpj.exe",
    "https://a\u200b.example/",
    "https://a\u3002example/",
    "https://a\u2044b.example/",
    "https://a.example/\x00",
    "https://a.example/ b",
    'https://a.example/"b',
    "https://a.example/<b",
    "https://a.example/" + "b" * 3000,
)
GOOD = (
    "https://chinhphu.vn/",
    "http://a.example",
    "https://a.example:8443/b/c.aspx?tab=3&d=%20e#f",
    "https://a.example/@b/c",
    "https://thanhhóa.vn/tin-tức",
    "https://xn--thanhha-c4a.vn/",
    "https://127.0.0.1:8000/",
    "http://[::1]:8000/",
    "http://localhost:8000/",
    "https://a_b.example/",
)


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address_of_a_website_is_refused(address: str) -> None:
    assert web_addresses.flaw(address)


@pytest.mark.parametrize("address", GOOD)
def test_addresses_of_websites_are_taken(address: str) -> None:
    assert web_addresses.flaw(address) == ""
    assert f'href="{address.replace("&", "&amp;")}"' in render(f"[a](<{address}>)", "a.md").html


@pytest.mark.parametrize("address", [each for each in BAD if "\x00" not in each and "<" not in each])
@pytest.mark.parametrize("form", ["[a](<{}>)", '<a href="{}">a</a>', "<{}>", "[a]\n\n[a]: <{}>"])
def test_none_gets_into_a_body_as_a_link(form: str, address: str) -> None:
    found = render(form.format(address.replace('"', "&quot;")), "a.md")
    allowed = ("portal:/", "https://a.example/")
    for link in found.html.split('href="')[1:]:
        assert link.startswith(allowed), found.html
    assert "@b.example" not in found.html.replace("&quot;", "") or "href" not in found.html


def _fields(kind: Any, seen: tuple[Any, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every annotation of every model below one."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind not in seen:
            hints = typing.get_type_hints(kind, include_extras=True)
            for name in kind.model_fields:
                yield f"{kind.__name__}.{name}", hints[name]
                yield from _fields(hints[name], (*seen, kind))
        return
    for part in typing.get_args(kind):
        yield from _fields(part, seen)


def _has_address(annotation: Any) -> bool:
    if annotation in (WebAddress, SiteAddress, Source):
        return True
    return any(map(_has_address, typing.get_args(annotation)))


def test_every_field_for_an_address_has_its_type() -> None:
    """A field whose name says that it holds an address is checked as one."""
    found = {name: each for kind in (*RECORDS.values(), *_FILES.values()) for name, each in _fields(kind)}
    named = {name for name in found if name.endswith(("url", "_root", "website", ".sources"))}
    # Targets name sources of data/resolution.yml by their keys, which a table holds and nobody follows.
    unchecked = {name for name in named if not _has_address(found[name])} - {
        "Target.sources",
        "Resolution.sources",
    }
    assert unchecked == set()
    assert len(named) > 8


@pytest.mark.parametrize(
    "name", [*"con CON.txt nul aux.pdf com1 lpt9.md COM¹ a. a:b a?b a\\b a\x00b".split(" "), "a ", "x" * 200]
)
def test_names_that_some_system_refuses(name: str) -> None:
    assert file_names.flaw(name)


@pytest.mark.parametrize(
    "name", ["con-co", "console.pdf", "Phụ lục 1.pdf", "com10", "a.b.c", "nul-a", "~a", "%41"]
)
def test_names_that_all_systems_take(name: str) -> None:
    assert file_names.flaw(name) == ""
