"""The portal's feeds as the programs of those who subscribe read them: item by item, to the character."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import cycle, islice, pairwise
from pathlib import Path

import jsonschema
import pytest
from dateutil.rrule import rrulestr
from lxml import etree

from tests import projects
from tests.projects import PLAN
from tests.readers import plain, programs
from tests.readers.comparing import MOST, differences, found_by, readable
from tests.readers.plain import Feed, Format, Item
from tests.readers.reading import OUTLINE_READERS, READERS, outlines_with, read_calendars

GOLDEN = Path(__file__).parent.parent / "golden"
ENDINGS = {".xml": Format.RSS, ".atom": Format.ATOM, ".json": Format.JSON}
LIGHT = 20
"""Items in a light list."""
# What the portal accepts in a title, and readers are known to break.
TITLES = (
    "& < > \" '",
    "]]>",
    "<![CDATA[ x ]]>",
    "&amp; &lt;b&gt; &nbsp; &copy; AT&T",
    "<script>alert(1)</script>",
    "a<b>c</b> 1 < 2",
    "😀 🇻🇳 👩‍👩‍👧",
    "\ufeffba \u200b x",
    "Ự Ỹ Ẵ ộ ₫ Ắ Ể q" + "\u0301" * 40,
    "ữ" * 10_000,
    "%s %(x)s {0} {x} $x \\n \\t \\\\",
    "007",
    "true",
    "null",
)
RULES = ("weekly", "monthly", "quarterly", "half-yearly", "yearly")
# The end of a month, a day that some months lack, and an ordinary one.
LAST_DAYS = ("2025-01-31", "2024-02-29", "2025-03-30", "2025-04-15")


def hostile_files() -> dict[str, str]:
    """Notices with each of TITLES, and a plan in which every kind of deadline comes back."""
    return {
        **{f"docs/tin-tuc/2026/thu-{number}.md": _notice(number, text) for number, text in enumerate(TITLES)},
        "docs/ke-hoach/can-tho/tuyen-truyen.md": _plan(),
    }


def _notice(number: int, text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    head = f"title: {quoted}\nsummary: {quoted}\ndate: 2026-01-{number + 1:02d}"
    return f"---\n{head}\n---\nNội dung {number} ]]> &lt; &copy;\n\n    <![CDATA[ {number} ]]>\n"


def _plan() -> str:
    tasks = [
        {"unit": "Sở; phòng, ban", "work": f"{text} {rule}", "due": due, "recurs": [rule]}
        for rule in RULES
        for text, due in zip(TITLES, cycle(LAST_DAYS), strict=False)
    ]
    written = json.dumps(tasks, ensure_ascii=False)
    return re.sub(r"(?s)\ntasks:\n.*?\nreports:", lambda _: f"\ntasks: {written}\nreports:", PLAN)


@dataclass(frozen=True)
class Site:
    """A built site: its feeds and light lists by their paths, and the public address of its root."""

    folder: Path
    feeds: Mapping[Path, Feed]
    url: str

    def files(self, ending: str) -> list[Path]:
        return sorted((self.folder / "feeds").rglob(f"*{ending}"))

    def address(self, path: Path) -> str:
        return self.url + path.relative_to(self.folder).as_posix()

    def path(self, address: str) -> Path:
        """Where the file of an address is, be it there or not."""
        assert address.startswith(self.url), address
        path = self.folder / address.removeprefix(self.url)
        return path / "index.html" if address.endswith("/") else path


def site_in(folder: Path) -> Site:
    paths = [path for ending in ENDINGS for path in (folder / "feeds").rglob(f"*{ending}")]
    feeds = {path: plain.read(path) for path in sorted([*paths, *(folder / "embed").rglob("*.json")])}
    url = feeds[folder / "feeds" / "tat-ca.xml"].own.removesuffix("feeds/tat-ca.xml")
    return Site(folder, feeds, url)


@pytest.fixture(scope="module")
def portal(built_site: Path) -> Site:
    """The repository's own portal."""
    return site_in(built_site)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small portal of what readers are known to break."""
    project = projects.make(tmp_path_factory.mktemp("kho") / "cong", hostile_files())
    done = project.portal("build")
    assert done.status == 0, done.out + done.err
    return site_in(project.site)


@pytest.fixture(scope="module", params=["portal", "hostile"])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


def test_there_is_something_to_read(portal: Site, hostile: Site) -> None:
    rss = portal.files(".xml")
    assert len(rss) > 40
    for ending in (".atom", ".json"):
        assert {path.with_suffix(ending) for path in rss} <= set(portal.files(ending))
    assert len(portal.files(".atom")) > len(rss), "no archives"
    assert len(portal.files(".ics")) > 1
    assert sum(len(feed.items) for feed in portal.feeds.values()) > 500
    titles = {item.title for item in hostile.feeds[hostile.folder / "feeds" / "tin-tuc.xml"].items}
    assert titles >= set(TITLES)


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_finds_what_was_written(reader: str, site: Site) -> None:
    wanted = readable(reader, site.feeds)
    assert differences(reader, wanted, found_by(reader, wanted)) == []


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_finds_what_was_written_in_golden_feeds(reader: str) -> None:
    """Their contents are broken HTML on purpose, and cleaning that is a reader's own affair."""
    wanted = readable(reader, {path: plain.read(path) for path in golden_feeds()})
    assert wanted
    assert differences(reader, wanted, found_by(reader, wanted), contents=False) == []


@pytest.mark.parametrize("reader", READERS)
def test_a_fault_would_be_found(reader: str, hostile: Site) -> None:
    for ending, form in ENDINGS.items():
        path = hostile.folder / "feeds" / f"tin-tuc{ending}"
        wanted = readable(reader, {path: hostile.feeds[path]})
        found = found_by(reader, wanted)
        for name in _told(reader, form):
            changed = {path: [_changed(item, name) for item in items] for path, items in wanted.items()}
            assert len(differences(reader, changed, found)) == min(MOST, len(wanted[path])), name
        for path, items in wanted.items():
            assert differences(reader, {path: items[1:]}, found)
            assert differences(reader, {path: [*items, items[0]]}, found)


def _told(reader: str, form: Format) -> list[str]:
    """What of an item a reader can tell from a feed in this form."""
    if form not in READERS[reader].formats:
        return []
    updated = READERS[reader].tells_updated and form is not Format.RSS
    return [field.name for field in fields(Item) if updated or field.name != "updated"]


def _changed(item: Item, name: str) -> Item:
    value = getattr(item, name)
    return replace(item, **{name: f"{value}x" if isinstance(value, str) else value + timedelta(seconds=1)})


def golden_feeds() -> Iterator[Path]:
    for path in sorted(GOLDEN.iterdir()):
        if path.suffix in ENDINGS:
            with suppress(ValueError):
                plain.format_of(path)
                yield path


def test_a_feed_says_the_same_in_every_form(site: Site) -> None:
    for path in site.files(".xml"):
        rss, atom, whole = (site.feeds[path.with_suffix(ending)] for ending in ENDINGS)
        assert [rss.form, atom.form, whole.form] == list(ENDINGS.values())
        assert rss.title == atom.title == whole.title
        assert rss.page == atom.page == whole.page
        assert atom.items == whole.items, path
        # RSS has one date, which readers sort by.
        assert rss.items == tuple(replace(item, published=item.updated, updated=None) for item in atom.items)


def test_a_light_list_begins_like_its_feed(site: Site) -> None:
    lists = [path for path in site.feeds if path.is_relative_to(site.folder / "embed")]
    assert len(lists) == len(site.files(".xml"))
    for path in lists:
        whole = site.feeds[site.folder / "feeds" / path.relative_to(site.folder / "embed")]
        light = [replace(item, content="") for item in site.feeds[path].items]
        assert light == [replace(item, content="") for item in whole.items[:LIGHT]]


def test_a_feed_knows_its_own_address_and_has_a_page(site: Site) -> None:
    for path, feed in site.feeds.items():
        assert feed.own == site.address(path)
        assert site.path(feed.page).is_file(), feed.page


def test_items_have_permanent_ids_and_lead_to_pages(site: Site) -> None:
    for path, feed in site.feeds.items():
        ids = [item.id for item in feed.items]
        assert len(set(ids)) == len(ids), path
        for item in feed.items:
            assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:\S+", item.id), item.id
            assert site.path(item.link).is_file(), item.link


def test_newest_comes_first_and_every_date_has_an_offset(site: Site) -> None:
    for path, feed in site.feeds.items():
        moments = [item.updated or item.published for item in feed.items]
        assert all(moment and moment.tzinfo for moment in moments)
        assert all(one >= other for one, other in pairwise(moments)), path


def test_an_archive_leads_back_to_the_first_item(site: Site) -> None:
    """RFC 5005, 4: from the feed a reader follows `prev-archive` until there is none."""
    archived = [path for path in site.files(".atom") if _related(path, "prev-archive")]
    starts = [path for path in archived if not _related(path, "current")]
    assert len(starts) >= 4
    for start in starts:
        seen: list[str] = []
        address = _related(start, "prev-archive")
        while address:
            path = site.path(address)
            assert _related(path, "current") == site.address(start)
            seen += [item.id for item in site.feeds[path].items]
            address = _related(path, "prev-archive")
        assert len(set(seen)) == len(seen), start
        assert {item.id for item in site.feeds[start].items} <= set(seen), start


def _related(path: Path, relation: str) -> str:
    link = ET.parse(path).find(f"{{http://www.w3.org/2005/Atom}}link[@rel='{relation}']")  # noqa: S314 - our own
    return "" if link is None else link.get("href", "")


def test_rss_is_valid(site: Site) -> None:
    programs.require("schemas")
    schema = etree.XMLSchema(file=programs.SCHEMAS / "rss-2_0.xsd")
    for path in site.files(".xml"):
        tree = etree.parse(path)
        if not site.feeds[path].items:
            # The specification allows a channel without items, this schema does not.
            etree.SubElement(etree.SubElement(tree.find("channel"), "item"), "title").text = "x"
        assert schema.validate(tree), schema.error_log


def test_atom_is_valid(site: Site) -> None:
    programs.require("schemas")
    grammar = etree.parse(programs.SCHEMAS / "atom.rng")
    schema = etree.RelaxNG(grammar)
    rules = list(_rules(grammar))
    assert len(rules) == 3
    for path in site.files(".atom"):
        tree = etree.parse(path)
        assert schema.validate(tree), schema.error_log
        for broken, message in rules:
            assert not broken(tree), f"{path}: {message}"


def _rules(grammar: etree._ElementTree) -> Iterator[tuple[etree.XPath, str]]:
    """The rules that RFC 4287 adds to its grammar in Schematron, each as a search for what breaks it."""
    names = {"s": "http://www.ascc.net/xml/schematron", "atom": "http://www.w3.org/2005/Atom"}
    for rule in grammar.iterfind(".//s:rule", names):
        check = rule.find("s:assert", names)
        yield etree.XPath(f"//{rule.get('context')}[not({check.get('test')})]", namespaces=names), check.text


def test_json_feeds_are_valid(site: Site) -> None:
    programs.require("npm")
    schema = programs.MODULES / "jsonfeed-schema" / "schema-v1.1.json"
    validator = jsonschema.Draft7Validator(json.loads(schema.read_bytes()))
    for path, feed in site.feeds.items():
        if feed.form is Format.JSON:
            content = json.loads(path.read_bytes())
            assert [
                f"{path}: {fault.json_path} {fault.message}" for fault in validator.iter_errors(content)
            ] == []
            assert content["version"] == "https://jsonfeed.org/version/1.1"


@pytest.mark.parametrize("reader", OUTLINE_READERS)
def test_the_list_of_feeds_can_be_imported(reader: str, site: Site) -> None:
    programs.require(*OUTLINE_READERS[reader].needs)
    listed = outlines_with(reader, site.folder / "feeds" / "feeds.opml")
    assert sorted(listed) == sorted(site.address(path) for path in site.files(".xml"))


def test_the_list_of_feeds_names_each_as_it_names_itself(site: Site) -> None:
    outlines = ET.parse(site.folder / "feeds" / "feeds.opml").iterfind(".//outline[@xmlUrl]")  # noqa: S314 - our own
    for outline in outlines:
        feed = site.feeds[site.path(outline.get("xmlUrl", ""))]
        assert (outline.get("text"), outline.get("htmlUrl")) == (feed.title, feed.page)


def test_calendars_are_read_event_by_event(site: Site) -> None:
    programs.require("npm")
    found = read_calendars(site.files(".ics"))
    for path, events in found.items():
        written = written_events(path)
        assert [(event.uid, event.summary) for event in events] == [
            (properties["UID"], _unescaped(properties["SUMMARY"])) for properties in written
        ]
        uids = [event.uid for event in events]
        assert len(set(uids)) == len(uids) > 0, path
        for event, properties in zip(events, written, strict=True):
            assert event.start.replace("-", "") == properties["DTSTART;VALUE=DATE"]
            assert event.occurrences == _first_five(event.start, properties.get("RRULE")), event
    rules = [event.rule for events in found.values() for event in events if event.rule]
    assert rules, "nothing comes back"


def test_calendars_stand_in_lines_that_strict_programs_take(site: Site) -> None:
    """RFC 5545, 3.1: CRLF, at most 75 octets. To those who read line by line half a character is lost."""
    for path in site.files(".ics"):
        lines = path.read_bytes().split(b"\r\n")
        assert lines.pop() == b""
        for line in lines:
            assert b"\n" not in line
            assert b"\r" not in line
            assert len(line) <= 75
            line.decode()


def written_events(path: Path) -> list[dict[str, str]]:
    """The properties of each event as they stand in a calendar, by name and parameters."""
    unfolded = re.sub(r"\r\n[ \t]", "", path.read_bytes().decode())
    events = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", unfolded, flags=re.DOTALL)
    assert len(events) == unfolded.count("BEGIN:VEVENT")
    return [dict(line.split(":", 1) for line in event.split("\r\n") if line) for event in events]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)


def _first_five(start: str, rule: str | None) -> tuple[str, ...]:
    """The first dates of a rule as dateutil works them out."""
    if rule is None:
        return (start,)
    dates = rrulestr(rule, dtstart=datetime.fromisoformat(start))
    return tuple(moment.date().isoformat() for moment in islice(dates, 5))
