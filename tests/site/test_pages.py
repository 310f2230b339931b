"""The portal's own pages, as readers, search engines and strict browsers get them."""

from __future__ import annotations

import json
import posixpath
import re
import sys
import unicodedata
import urllib.parse
from collections import Counter
from pathlib import Path
from typing import Any

import feedparser
import pytest

from portal.catalogue import Catalogue
from portal.model.record import Kind
from portal.store import digest
from tests.projects import ROOT
from tests.site import nu_checker
from tests.site.pages import Page, internal, read_all
from tests.site.weights import MAX_AROUND_CONTENT, around_content, catalogue_of

"""What a record's page may weigh beyond its own body: readers on mobile networks pay for each byte."""

TEXT = {".html", ".xml", ".atom", ".json", ".txt", ".css", ".js", ".csv", ".ics", ".svg", ".opml"}
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_FINGERPRINTED = re.compile(r"(?P<stem>.+)\.(?P<digest>[0-9a-f]{10})\.(?P<ending>\w+)")


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, Page]:
    return read_all(built_site)


@pytest.fixture(scope="module")
def content() -> Catalogue:
    """The records that the pages were made from."""
    return catalogue_of(ROOT)


@pytest.fixture(scope="module")
def url(content: Catalogue) -> str:
    return content.settings.site.address


@pytest.fixture(scope="module")
def indexed(pages: dict[str, Page]) -> list[Page]:
    """Pages that search engines are to show: all but former addresses and what is no longer valid."""
    return [page for page in pages.values() if page.indexed]


def test_every_page_is_valid_html(built_site: Path) -> None:
    faults = nu_checker.faults([built_site])
    kinds = Counter(fault.message for fault in faults)
    shown = [str(fault).removeprefix(f"{built_site}/") for fault in faults[:20]]
    assert not faults, "\n".join([f"{count} × {message}" for message, count in kinds.items()] + shown)


def test_every_page_has_a_title_and_a_description_of_its_own(indexed: list[Page]) -> None:
    assert [page.address for page in indexed if len(page.titles) != 1 or not page.titles[0].strip()] == []
    assert [page.address for page in indexed if len(page.metas.get("description", [])) != 1] == []
    assert _twice((page.titles[0], page.address) for page in indexed) == {}
    assert _twice((page.metas["description"][0], page.address) for page in indexed) == {}


def _twice(pairs: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text, address in pairs:
        found.setdefault(text, []).append(address)
    return {text: addresses for text, addresses in found.items() if len(addresses) > 1}


def test_every_page_has_one_h1_and_its_headings_in_order(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert page.headings.count(1) == 1, page.address
        assert page.headings[0] == 1, page.address
        jumps = [
            pair for pair in zip(page.headings, page.headings[1:], strict=False) if pair[1] > pair[0] + 1
        ]
        assert not jumps, f"{page.address}: {page.headings}"


def test_every_page_says_its_language(pages: dict[str, Page]) -> None:
    assert {page.language for page in pages.values()} == {"vi"}


def test_no_id_is_twice_in_a_page(pages: dict[str, Page]) -> None:
    twice = {page.address: [id for id, n in Counter(page.ids).items() if n > 1] for page in pages.values()}
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_every_link_picture_and_anchor_leads_to_something(pages: dict[str, Page], built_site: Path) -> None:
    anchors = {_file(page.address): set(page.ids) for page in pages.values()}
    dead: dict[str, list[str]] = {}
    for page, reference, file, anchor in internal(pages):
        there = (built_site / file).is_file()
        if not there or (anchor and file in anchors and anchor not in anchors[file]):
            dead.setdefault(reference.value.replace("../", ""), []).append(page.address)
    assert dead == {}, "\n".join(f"{value} (on {len(on)} pages, {on[0]})" for value, on in dead.items())


def _file(address: str) -> str:
    return f"{address}index.html".lstrip("/") if address.endswith("/") else address.lstrip("/")


def test_nothing_is_loaded_from_another_host(pages: dict[str, Page], built_site: Path) -> None:
    foreign = [
        f"{page.address}: <{reference.tag} {reference.name}={reference.value}>"
        for page in pages.values()
        for reference in page.references
        if reference.loads and re.match(r"[a-z][a-z0-9+.-]*:|//", reference.value)
    ]
    for style in built_site.rglob("*.css"):
        text = style.read_text("utf-8")
        assert "@import" not in text
        # Names of namespaces look like addresses, and nothing is loaded from them.
        for address in _URL.findall(re.sub(r"@namespace [^;]*;", "", text)):
            if address.startswith("data:"):
                continue
            if re.match(r"[a-z]+:|//", address):
                foreign.append(f"{style.name}: url({address})")
            else:
                assert (style.parent / address).resolve().is_file(), f"{style.name}: {address}"
    assert foreign == []


def test_forms_send_nothing_to_another_host(pages: dict[str, Page]) -> None:
    actions = [ref.value for page in pages.values() for ref in page.references if ref.name == "action"]
    assert not [action for action in actions if ":" in action or action.startswith("//")]


def test_a_strict_policy_of_scripts_and_styles_holds(pages: dict[str, Page]) -> None:
    wrong = {page.address: page.forbidden for page in pages.values() if page.forbidden}
    assert wrong == {}
    types = {kind for page in pages.values() for kind, _ in page.inline_scripts}
    assert types <= {"application/ld+json"}


KINDS = {Kind.SECTION: "Legislation", Kind.PLAN: "Legislation"}
KINDS |= {Kind.ACHIEVEMENT: "NewsArticle", Kind.NOTICE: "NewsArticle"}


def test_records_describe_themselves_to_search_engines(
    pages: dict[str, Page], content: Catalogue, url: str
) -> None:
    for record in content.records:
        data = _schema(pages[record.address])
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == KINDS[record.kind_of_record], record.address
        assert data["url"] == url + record.address.lstrip("/")
        assert record.title in (data.get("name"), data.get("headline"))
        assert data["datePublished"] == record.date.isoformat()


def test_the_site_and_places_describe_themselves_too(pages: dict[str, Page], url: str) -> None:
    assert _schema(pages["/"])["@type"] == "WebSite"
    assert _schema(pages["/"])["url"] == url
    place = _schema(pages["/dia-phuong/can-tho/"])
    assert (place["@type"], place["url"]) == ("AdministrativeArea", f"{url}dia-phuong/can-tho/")
    for page in pages.values():
        for _, text in page.inline_scripts:
            assert json.loads(text)["url"] == url + page.address.lstrip("/"), page.address
            assert "portal:" not in text


def _schema(page: Page) -> dict[str, Any]:
    (script,) = page.inline_scripts
    data = json.loads(script[1])
    assert isinstance(data, dict)
    return data


def test_every_page_names_its_own_address(pages: dict[str, Page], url: str) -> None:
    for page in pages.values():
        if page.refresh:
            target = posixpath.normpath(posixpath.join(page.address, page.refresh)) + "/"
            assert page.relations["canonical"] == [url + target.lstrip("/")], page.address
        else:
            assert page.relations["canonical"] == [url + page.address.lstrip("/")], page.address
            assert page.metas["og:url"] == page.relations["canonical"], page.address


def test_assets_are_named_by_their_content(pages: dict[str, Page], built_site: Path) -> None:
    files = {file for _, reference, file, _ in internal(pages) if reference.loads and reference.tag != "meta"}
    files |= {path.relative_to(built_site).as_posix() for path in (built_site / "assets").rglob("*.*")}
    for file in sorted(files):
        if file.endswith(".txt"):
            continue  # A licence is looked for under its name.
        if file.endswith("/qr.svg") or file == "qr.svg":
            continue  # It belongs to its page and says nothing but its address.
        if file.startswith("led/anh/"):
            continue  # Named by what is drawn, before it is drawn.
        if (ROOT / "docs" / file).is_file():
            continue  # A picture of the content, under the name that its editor gave it.
        match = _FINGERPRINTED.fullmatch(file)
        assert match, file
        assert digest((built_site / file).read_bytes()).startswith(match["digest"]), file


def test_a_records_page_is_light(pages: dict[str, Page], content: Catalogue) -> None:
    weights = []
    for record in content.records:
        around = around_content(pages[record.address].text.encode(), record, content, ROOT)
        weights.append((around, record.address))
    heavy = sorted((weight for weight in weights if weight[0] > MAX_AROUND_CONTENT), reverse=True)
    mean = sum(around for around, _ in weights) / len(weights)
    report = [f"{around / 1024:.1f} KiB around the content of {address}" for around, address in heavy]
    assert not heavy, "\n".join([f"{len(heavy)} of {len(weights)}, mean {mean / 1024:.1f} KiB:", *report])


def test_the_sitemap_has_all_pages_for_search_engines_and_no_other(
    indexed: list[Page], built_site: Path, url: str
) -> None:
    found = re.findall(r"<loc>([^<]+)</loc>", (built_site / "sitemap.xml").read_text("utf-8"))
    assert sorted(found) == sorted(url + page.address.lstrip("/") for page in indexed)
    robots = (built_site / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {url}sitemap.xml" in robots.splitlines()
    assert "Disallow: /\n" not in robots


def test_dates_in_the_sitemap_are_those_of_the_records(
    built_site: Path, content: Catalogue, url: str
) -> None:
    dates = {record.address: (record.updated or record.date).isoformat() for record in content.records}
    rows = re.findall(
        r"<loc>([^<]+)</loc>(?:<lastmod>([^<]+)</lastmod>)?", (built_site / "sitemap.xml").read_text("utf-8")
    )
    assert rows
    for loc, lastmod in rows:
        assert lastmod == dates.get("/" + loc.removeprefix(url), ""), loc


def test_no_file_tells_where_it_was_made(built_site: Path) -> None:
    secrets = {str(ROOT), str(built_site), str(built_site.parent), sys.prefix, f"{Path.home()}/"}
    for path in built_site.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in data], path


def test_all_text_is_composed_unicode(built_site: Path) -> None:
    for path in built_site.rglob("*"):
        if path.suffix in TEXT:
            encoding = "utf-16" if path.name == "led.utf16.txt" else "utf-8-sig"
            assert unicodedata.is_normalized("NFC", path.read_text(encoding)), path


def test_every_feed_can_be_read_and_stands_on_its_own(built_site: Path, url: str) -> None:
    feeds = sorted(path for path in (built_site / "feeds").rglob("*.xml"))
    assert feeds
    for path in feeds:
        feed: Any = feedparser.parse(path.read_bytes())
        assert not feed.bozo, f"{path}: {feed.get('bozo_exception')}"
        assert feed.feed.title
        assert feed.feed.link.startswith(url)
        ids = [entry.id for entry in feed.entries]
        assert len(set(ids)) == len(ids)
        for entry in feed.entries:
            assert entry.id.startswith("tag:"), path
            assert entry.link.startswith(url), path
            assert entry.published_parsed, path
            assert "<" not in entry.summary, path
            relative = re.findall(r'(?:href|src)="(?!https?:|mailto:|tel:|#)([^"]*)"', entry.content[0].value)
            assert not relative, f"{path}: {relative}"


def test_every_feed_that_a_page_advertises_is_there(pages: dict[str, Page], built_site: Path) -> None:
    advertised = {
        urllib.parse.urljoin(page.address, address)
        for page in pages.values()
        for address in page.relations.get("alternate", [])
    }
    assert advertised
    assert [
        address for address in sorted(advertised) if not (built_site / address.lstrip("/")).is_file()
    ] == []


def test_every_page_that_can_be_shared_has_a_picture_of_the_right_size(
    indexed: list[Page], built_site: Path, url: str
) -> None:
    named: dict[str, list[str]] = {}
    for page in indexed:
        (address,) = page.metas["og:image"]
        assert address.startswith(url), page.address
        named.setdefault(address.removeprefix(url), []).append(page.address)
    for file in named:
        data = (built_site / file).read_bytes()
        # The head of a PNG (W3C, 11.2.1): width and height in its first chunk.
        assert data.startswith(b"\x89PNG\r\n\x1a\n"), file
        assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1200, 630), file
    assert "/nghi-quyet/the-che/" in named["anh/nghi-quyet/the-che.png"]
    assert "/dia-phuong/can-tho/" in named["anh/dia-phuong/can-tho.png"]
    assert "/tin-tuc/" in named["anh/tin-tuc.png"]
    assert "/" in named["anh/cong.png"]


def test_every_address_that_is_printed_has_its_code(pages: dict[str, Page], built_site: Path) -> None:
    printed = [page for page in pages.values() if 'class="printed"' in page.text]
    assert {"/", "/nghi-quyet/the-che/", "/muc-tieu/", "/gioi-thieu/"} <= {page.address for page in printed}
    codes = {(built_site / page.address.lstrip("/") / "qr.svg").read_bytes() for page in printed}
    assert len(codes) == len(printed)
