"""The built portal: valid, light, complete, and nothing in it that leads astray."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from portal import workspace
from portal.processes import Workers
from portal.project import Project
from portal.store import Memory
from tests.projects import ROOT
from tests.site import nu_checker

BASE = "https://nghiquyet57.example/"
BUDGET = 12 * 1024


@dataclass
class Parsed(HTMLParser):
    """What a page's markup holds."""

    path: Path
    titles: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    schemas: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    language: str = ""
    noindex: bool = False
    _inside: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.inline += [f"{tag} {name}" for name in values if name.startswith("on") or name == "style"]
        self.ids += [values["id"]] if "id" in values else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in {"img", "script", "iframe", "source"} and "src" in values:
            self.loads.append(values["src"])
        if tag == "link":
            self._link(values)
        if tag == "meta" and values.get("name") == "description":
            self.descriptions.append(values["content"])
        if tag == "meta" and values.get("name") == "robots":
            self.noindex = "noindex" in values["content"]
        if tag in {"script", "title", "style"}:
            self._inside = "schema" if values.get("type") == "application/ld+json" else tag

    def _link(self, values: dict[str, str]) -> None:
        if values["rel"] == "canonical":
            self.canonical.append(values["href"])
        elif values["rel"] == "alternate":
            self.links.append(values["href"])
        else:
            self.loads.append(values["href"])

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.titles.append(data)
        elif self._inside == "schema":
            self.schemas.append(data)
        elif self._inside in {"script", "style"} and data.strip():
            self.inline.append(f"{self._inside} {data[:60]}")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "title", "style"}:
            self._inside = ""


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, Parsed]:
    """Every page by its address, redirects included."""
    found = {}
    for path in sorted(built_site.rglob("*.html")):
        name = path.relative_to(built_site).as_posix()
        found["/" + name.removesuffix("index.html")] = Parsed(path)
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def shown(pages: dict[str, Parsed]) -> dict[str, Parsed]:
    """Pages that readers stay on: not the redirects."""
    return {address: page for address, page in pages.items() if page.headings}


def test_every_page_is_valid_html(built_site: Path) -> None:
    assert [str(fault) for fault in nu_checker.faults([built_site])] == []


def test_titles_and_descriptions_are_there_and_unique(shown: dict[str, Parsed]) -> None:
    listed = [page for page in shown.values() if not page.noindex]
    titles = Counter("".join(page.titles) for page in listed)
    descriptions = Counter("".join(page.descriptions) for page in listed)
    assert [title for title, count in titles.items() if count > 1 or not title] == []
    assert [text for text, count in descriptions.items() if count > 1 or not text] == []


def test_each_page_has_one_h1_and_skips_no_level(shown: dict[str, Parsed]) -> None:
    for address, page in shown.items():
        assert page.headings.count(1) == 1, address
        steps = zip([0, *page.headings], page.headings, strict=False)
        assert [(above, level) for above, level in steps if level > above + 1] == [], address
        assert page.language == "vi", address
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], address


def test_every_link_and_anchor_leads_somewhere(built_site: Path, pages: dict[str, Parsed]) -> None:
    dead = [problem for address, page in pages.items() for problem in _dead(built_site, pages, address, page)]
    assert dead == []


def _dead(site: Path, pages: dict[str, Parsed], address: str, page: Parsed) -> Iterator[str]:
    here = BASE if address == "/404.html" else urljoin(BASE, address.lstrip("/"))
    for link in (*page.links, *page.loads):
        target = urlsplit(urljoin(here, link))
        if target.scheme not in {"http", "https"} or target.netloc != urlsplit(BASE).netloc:
            continue
        path = unquote(target.path)
        file = site / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        if not file.is_file():
            yield f"{address}: {link}"
        elif target.fragment and unquote(target.fragment) not in pages[path].ids:
            yield f"{address}: {link} (anchor)"


def test_nothing_is_loaded_from_another_host(built_site: Path, pages: dict[str, Parsed]) -> None:
    foreign = re.compile(r"^(?:[a-z]+:)?//")
    loads = [load for page in pages.values() for load in page.loads if foreign.match(load)]
    styles = [
        url
        for sheet in built_site.rglob("*.css")
        for url in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s]+)", sheet.read_text("utf-8"))
        if foreign.match(url)
    ]
    assert (loads, styles) == ([], [])


def test_no_page_needs_a_weak_content_security_policy(pages: dict[str, Parsed]) -> None:
    assert {address: page.inline for address, page in pages.items() if page.inline} == {}


def test_descriptions_for_search_engines_are_json_with_absolute_addresses(shown: dict[str, Parsed]) -> None:
    kinds = Counter()
    for address, page in shown.items():
        for text in page.schemas:
            value = json.loads(text)
            assert value["url"] == urljoin(BASE, address.lstrip("/")), address
            kinds[value["@type"]] += 1
    assert kinds["Legislation"] >= 18
    assert kinds["NewsArticle"] >= 32
    assert "GovernmentOrganization" in "".join(text for page in shown.values() for text in page.schemas)


def test_canonical_addresses_are_the_pages_own(shown: dict[str, Parsed]) -> None:
    own = {address: page for address, page in shown.items() if not page.noindex}
    assert len(own) > 90
    for address, page in own.items():
        assert page.canonical == [urljoin(BASE, address.lstrip("/"))], address


def test_a_page_weighs_at_most_12_kib_beyond_the_records_body(built_site: Path) -> None:
    checked = workspace.load(Project(ROOT), store=Memory(), code="test", workers=Workers())
    assert checked.catalogue is not None
    beyond = {}
    for loaded in checked.catalogue.loaded:
        assert loaded.record is not None
        page = built_site / loaded.record.address.strip("/") / "index.html"
        body = checked.catalogue.body(loaded.record).html.encode()
        beyond[loaded.path] = page.stat().st_size - len(body)
    assert {path: size for path, size in beyond.items() if size > BUDGET} == {}


def test_assets_carry_their_fingerprint(built_site: Path) -> None:
    names = [
        path.name for path in (built_site / "assets").rglob("*") if path.suffix in {".css", ".js", ".woff2"}
    ]
    assert len(names) >= 6
    assert [name for name in names if not re.search(r"\.[0-9a-f]{10}\.\w+$", name)] == []


def test_the_sitemap_holds_every_page_that_is_to_be_found(built_site: Path, shown: dict[str, Parsed]) -> None:
    tree = ElementTree.parse(built_site / "sitemap.xml")  # noqa: S314 - our own file
    places = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    wanted = {urljoin(BASE, address.lstrip("/")) for address, page in shown.items() if not page.noindex}
    assert set(places) == wanted
    assert len(places) == len(wanted)
    assert f"Sitemap: {BASE}sitemap.xml" in (built_site / "robots.txt").read_text("utf-8")


def test_the_feed_is_read_without_complaint(built_site: Path) -> None:
    feed = feedparser.parse((built_site / "feeds/tat-ca.xml").read_bytes())
    assert feed.bozo == 0
    assert len(feed.entries) == 50
    assert len({entry.id for entry in feed.entries}) == 50
    for entry in feed.entries:
        assert entry.id.startswith("tag:nghiquyet57.example,2026:")
        assert "<" not in entry.summary
        assert 'href="portal:' not in entry.content[0].value
        assert not re.search(r'(?:href|src)="(?!https?:|#|mailto:|tel:)', entry.content[0].value)


def test_all_text_is_composed_and_names_no_place_on_this_machine(built_site: Path) -> None:
    for path in built_site.rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".txt", ".css", ".js"}:
            text = path.read_text("utf-8")
            assert unicodedata.is_normalized("NFC", text), path
            assert str(ROOT) not in text, path
            assert "None" not in re.findall(r">([^<>]*)<", text), path
