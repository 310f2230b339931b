"""Open data as the built portal has them: data and schemas agree, lists and twins too."""

from __future__ import annotations

import csv
import json
import re
import urllib.parse
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.projects import ACHIEVEMENT, NOTICE, PLAN, make
from tests.site.pages import Page, read_all

API = "api/v1"
TABLES = ("plans", "tasks", "achievements", "documents", "targets")
AWKWARD = [
    "& < > \" ' ]]>",
    "<![CDATA[x]]> <script>alert(1)</script>",
    "😀 👩‍👩‍👧 ệ́ Ự Ỹ Ẵ ₫",
    '=HYPERLINK("https://x.example") , ; \\ \'a\' "b"',
    "a" * 300,
]


@pytest.fixture(scope="module")
def awkward_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small portal of texts that break what is written carelessly."""
    files = {}
    for number, text in enumerate(AWKWARD):
        quoted = json.dumps(text, ensure_ascii=False)
        for kind, folder, sample in (
            ("plan", "ke-hoach/hue", PLAN),
            ("achievement", "dien-hinh", ACHIEVEMENT),
            ("notice", "tin-tuc/2026", NOTICE),
        ):
            head, _, rest = sample.partition("\ntitle: ")
            lines = rest.split("\n", 1)[1]
            files[f"docs/{folder}/{kind}-{number}.md"] = f"{head}\ntitle: {quoted}\n{lines}"
    files["docs/tin-tuc/2026/het.md"] = NOTICE.replace("---\n", "---\nexpires: 2026-02-01\n", 1)
    files["docs/tin-tuc/2026/rut.md"] = NOTICE.replace(
        "---\n", '---\nwithdrawn: {date: 2026-02-02, reason: "Sai & thiếu <số>."}\n', 1
    )
    files["docs/tin-tuc/2026/tron.md"] = NOTICE.replace("summary: Luật có hiệu lực từ tháng bảy.\n", "")
    made = make(tmp_path_factory.mktemp("kho") / "du-an", files)
    done = made.portal("build")
    assert done.status == 0, done.out + done.err
    return made.site


@pytest.fixture(params=["portal", "awkward"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue("built_site" if request.param == "portal" else "awkward_site")
    return found


def read(site: Path, name: str) -> Any:
    return json.loads((site / API / name).read_text("utf-8"))


def rows(site: Path, table: str) -> list[dict[str, str]]:
    with (site / API / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_is_as_its_schema_says(site: Path) -> None:
    validators = {
        path: Draft202012Validator(json.loads(path.read_text("utf-8")))
        for path in sorted((site / API / "schema").glob("*.json"))
    }
    # Those of screens are checked with their files, which lie elsewhere.
    for name in ("led", "heartbeat"):
        del validators[site / API / "schema" / f"{name}.json"]
    assert len(validators) == 14
    seen = set()
    for path in sorted((site / API).rglob("*.json")):
        if path.parent.name == "schema":
            continue
        data = json.loads(path.read_text("utf-8"))
        schema = site / API / "schema" / data["$schema"].rpartition("/")[2]
        faults = [
            f"{path}: {fault.json_path} {fault.message}" for fault in validators[schema].iter_errors(data)
        ]
        assert faults == []
        seen.add(schema)
    for table in TABLES:
        schema = site / API / "schema" / f"{table}.csv.json"
        columns = list(json.loads(schema.read_text("utf-8"))["properties"])
        found = rows(site, table)
        for row in found:
            assert list(row) == columns
            # A table has only texts; the schema says which of them are numbers.
            numbers = {name: int(row[name]) for name in ("tasks", "reports") if name in row}
            assert list(validators[schema].iter_errors({**row, **numbers})) == [], row
        assert found, table
        seen.add(schema)
    assert seen == set(validators)


def test_every_page_of_a_record_has_its_twin_and_the_index_names_them_all(site: Path) -> None:
    kinds = ("nghi-quyet", "ke-hoach", "dien-hinh", "tin-tuc")
    twins = {path for kind in kinds for path in (site / API / kind).rglob("*.json")}
    index = read(site, "index.json")
    named = {site / entry["data"].removeprefix(index["url"]) for entry in index["records"]}
    assert named == twins
    for path in twins:
        page = site / path.relative_to(site / API).with_suffix("") / "index.html"
        assert page.is_file()
    assert len(index["records"]) == len(named)


def test_awkward_texts_come_back_to_the_character(awkward_site: Path) -> None:
    titles = [entry["title"] for entry in read(awkward_site, "index.json")["records"]]
    for text in AWKWARD:
        assert titles.count(text) == 3
        assert text in {row["title"] for row in rows(awkward_site, "plans")}
        assert text in {row["plan_title"] for row in rows(awkward_site, "tasks")}
        assert text in {row["title"] for row in rows(awkward_site, "achievements")}
    (row,) = read(awkward_site, "withdrawn.json")["withdrawn"]
    assert row["reason"] == "Sai & thiếu <số>."


def test_withdrawn_addresses_answer_and_are_in_no_feed(awkward_site: Path) -> None:
    for name in ("rut", "het"):
        assert (awkward_site / f"tin-tuc/2026/{name}/index.html").is_file()
        for feed in (awkward_site / "feeds").rglob("*.*"):
            assert f"/tin-tuc/2026/{name}/" not in feed.read_text("utf-8"), feed


def advertised(page: Page) -> set[str]:
    """The site-absolute addresses of the feeds that programs are told of in a page's head."""
    links = re.findall(r'<link rel="alternate" type="application/rss\+xml"[^>]* href="([^"]*)">', page.text)
    return {urllib.parse.urljoin(page.address, link) for link in links}


def test_every_page_advertises_the_feeds_that_contain_it(site: Path) -> None:
    pages = read_all(site)
    url = read(site, "index.json")["url"]
    for feed in read(site, "feeds.json")["feeds"]:
        address = "/" + feed["rss"].removeprefix(url)
        items = ET.parse(site / address[1:]).iterfind("channel/item/link")  # noqa: S314 - our own
        contained = {"/" + (item.text or "").removeprefix(url) for item in items}
        for page in contained:
            assert address in advertised(pages[page]), (address, page)
        assert address in advertised(pages["/" + feed["page"].removeprefix(url)])
    for page in pages.values():
        # A former address leads on at once, and a page for a frame is its feed's.
        if not page.refresh:
            assert advertised(page), page.address
            for feed in advertised(page):
                assert page.address == "/404.html" or (site / feed[1:]).is_file(), (page.address, feed)
