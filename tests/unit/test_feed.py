"""Feeds in three formats: the same entries, byte for byte, read back by readers that are not ours."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import atoma
import feedparser
import pytest
from hypothesis import given, strategies as st
from lxml import etree

from portal.feeds import atom, json_feed, rss
from portal.feeds.atom import Place
from portal.feeds.entries import NEVER, Enclosure, entry, full_content, xml_text
from portal.store import Memory
from tests.projects import NOTICE, PLAN
from tests.unit.feeds import (
    DAY,
    FORMS,
    HOSTILE,
    HOSTILE_ENTRIES,
    SITE,
    dated,
    empty_feed,
    head,
    hostile_entry,
    hostile_feed,
    written,
)
from tests.unit.small import catalogue, snapshot

GOLDEN = Path(__file__).parent.parent / "golden"
ATOM = "{http://www.w3.org/2005/Atom}"
XML_FORMS = pytest.mark.parametrize("form", [rss.ENDING, atom.ENDING])
EACH_FORM = pytest.mark.parametrize("form", FORMS)


@EACH_FORM
@pytest.mark.parametrize(("name", "feed"), [("hostile", hostile_feed), ("empty", empty_feed)])
def test_a_feed_is_the_same_byte_for_byte(form: str, name: str, feed) -> None:  # type: ignore[no-untyped-def]
    expected = GOLDEN / f"feed-{name}.{form}"
    assert feed(form) == expected.read_bytes()


def without_control(text: str) -> str:
    """What XML 1.0 can carry of a text."""
    return "".join(
        char for char in text if char in "\t\n\r" or (ord(char) >= 32 and char not in "\ufffe\uffff")
    )


def test_readers_of_rss_read_what_was_written() -> None:
    data = hostile_feed(rss.ENDING)
    by_feedparser, by_atoma = feedparser.parse(data), atoma.parse_rss_bytes(data)
    assert not by_feedparser.bozo
    assert by_feedparser.feed.title == by_atoma.title == "Cổng & <thử> ]]>"
    assert by_feedparser.feed.link == by_atoma.link == SITE
    assert len(by_feedparser.entries) == len(by_atoma.items) == len(HOSTILE)
    for number, text in enumerate(HOSTILE):
        one, other = by_feedparser.entries[number], by_atoma.items[number]
        expected = without_control(text)
        # Readers strip what they take for space around a title.
        assert one.title.strip("\ufeff") == other.title.strip("\ufeff") == expected.strip("\ufeff")
        assert other.description.strip("\ufeff") == expected.strip("\ufeff")
        assert one.id == other.guid == f"tag:cong.example,2026:tin-tuc/2026/{number}"
        assert one.link == other.link == f"{SITE}tin-tuc/2026/{number}/"
        assert other.pub_date == DAY + timedelta(minutes=number)
        assert one.tags[0].term == other.categories[0] == "Tin"
        assert other.content_encoded == f"<p>Nội dung ]]&gt; &amp; {expected.replace(']]>', ']]&gt;')}</p>"


def test_readers_of_atom_read_what_was_written() -> None:
    data = hostile_feed(atom.ENDING)
    by_feedparser, by_atoma = feedparser.parse(data), atoma.parse_atom_bytes(data)
    assert not by_feedparser.bozo
    assert by_feedparser.feed.title == by_atoma.title.value == "Cổng & <thử> ]]>"
    assert by_atoma.authors[0].name == "Cơ quan & đơn vị"
    assert len(by_feedparser.entries) == len(by_atoma.entries) == len(HOSTILE)
    for number, text in enumerate(HOSTILE):
        one, other = by_feedparser.entries[number], by_atoma.entries[number]
        expected = without_control(text)
        assert one.title.strip("\ufeff") == other.title.value.strip("\ufeff") == expected.strip("\ufeff")
        assert other.summary.value.strip("\ufeff") == expected.strip("\ufeff")
        assert one.id == other.id_ == f"tag:cong.example,2026:tin-tuc/2026/{number}"
        assert one.link == f"{SITE}tin-tuc/2026/{number}/"
        assert other.updated == DAY + timedelta(minutes=number)
        assert other.published == DAY
        assert [category.term for category in other.categories] == ["Tin", expected]
        assert other.content.value == f"<p>Nội dung ]]> &amp; {expected}</p>"


def test_json_holds_every_text_as_it_is() -> None:
    found = json.loads(hostile_feed(json_feed.ENDING))
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["title"] == "Cổng & <thử> ]]>"
    assert (found["home_page_url"], found["feed_url"]) == (SITE, f"{SITE}feeds/tat-ca.json")
    assert [item["title"] for item in found["items"]] == list(HOSTILE)
    assert [item["tags"] for item in found["items"]] == [["Tin", text] for text in HOSTILE]
    for number, item in enumerate(found["items"]):
        assert item["content_html"] == f"<p>Nội dung ]]> &amp; {HOSTILE[number]}</p>"
        assert datetime.fromisoformat(item["date_modified"]) == DAY + timedelta(minutes=number)
        assert item["date_published"] == "2026-01-02T07:30:00+07:00"


@EACH_FORM
def test_a_feed_without_entries_has_a_date_of_its_own_and_no_clocks(form: str) -> None:
    data = empty_feed(form)
    if form == json_feed.ENDING:
        assert json.loads(data)["items"] == []
        return
    found = feedparser.parse(data)
    assert not found.bozo
    assert found.entries == []
    assert NEVER.year == 1970
    assert b"1970" in data


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    entries = [hostile_entry(number, "A") for number in (3, 9, 1)]
    moment = DAY + timedelta(minutes=9)
    found = atoma.parse_rss_bytes(written(rss.ENDING, dated(head(), moment), entries))
    assert found.last_build_date == found.pub_date == moment
    assert [item.guid[-1] for item in found.items] == ["3", "9", "1"]
    assert (
        atoma.parse_atom_bytes(written(atom.ENDING, dated(head(form="atom"), moment), entries)).updated
        == moment
    )


@XML_FORMS
def test_a_feed_names_itself_and_its_page(form: str) -> None:
    found = feedparser.parse(written(form, head(form=form), ()))
    assert {(link.rel, link.href) for link in found.feed.links} == {
        ("alternate", SITE),
        ("self", f"{SITE}feeds/tat-ca.{form}"),
    }
    assert found.feed.language == "vi"


def test_the_first_link_of_an_atom_feed_and_of_its_entries_is_the_page() -> None:
    """NukeViet takes the first one, whatever it is."""
    root = etree.fromstring(hostile_feed(atom.ENDING))
    assert root.find(f"{ATOM}link").get("rel") == "alternate"
    for each in root.findall(f"{ATOM}entry"):
        (link,) = each.findall(f"{ATOM}link")
        assert (link.get("rel"), link.get("type")) == ("alternate", "text/html")


FILE = Enclosure("/ke-hoach/ph%E1%BB%A5%20l%E1%BB%A5c.pdf", "application/pdf", 12345, "Phụ lục & bảng")


def test_an_entry_carries_a_file_with_its_type_and_length() -> None:
    one = replace(HOSTILE_ENTRIES[0], enclosure=FILE)
    address = f"{SITE}ke-hoach/ph%E1%BB%A5%20l%E1%BB%A5c.pdf"
    in_rss = atoma.parse_rss_bytes(written(rss.ENDING, head(), [one])).items[0].enclosures[0]
    assert (in_rss.url, in_rss.length, in_rss.type) == (address, 12345, "application/pdf")
    in_atom = list(atoma.parse_atom_bytes(written(atom.ENDING, head(), [one])).entries[0].links)
    found = next(link for link in in_atom if link.rel == "enclosure")
    assert (found.href, found.length, found.type_, found.title) == (
        address,
        12345,
        FILE.media_type,
        FILE.title,
    )
    (attached,) = json.loads(written(json_feed.ENDING, head(), [one]))["items"][0]["attachments"]
    assert attached == {
        "url": address,
        "mime_type": "application/pdf",
        "title": "Phụ lục & bảng",
        "size_in_bytes": 12345,
    }


def test_a_picture_is_the_picture_of_the_item() -> None:
    one = replace(HOSTILE_ENTRIES[0], enclosure=Enclosure("/a.png", "image/png", 9, "A"))
    item = json.loads(written(json_feed.ENDING, head(), [one]))["items"][0]
    assert item["image"] == f"{SITE}a.png"


def test_an_archive_says_that_it_is_one_and_what_is_before_and_after() -> None:
    place = Place("/feeds/tat-ca.atom", "/feeds/tat-ca/2026-01.atom", "/feeds/tat-ca/2026-03.atom")
    root = etree.fromstring(atom.document(replace(head(), own="/feeds/tat-ca/2026-02.atom"), (), place))
    assert root.find("{http://purl.org/syndication/history/1.0}archive") is not None
    links = {link.get("rel"): link.get("href").removeprefix(SITE) for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "",
        "self": "feeds/tat-ca/2026-02.atom",
        "current": "feeds/tat-ca.atom",
        "prev-archive": "feeds/tat-ca/2026-01.atom",
        "next-archive": "feeds/tat-ca/2026-03.atom",
    }
    subscription = etree.fromstring(atom.document(head(), (), Place()))
    assert subscription.find("{http://purl.org/syndication/history/1.0}archive") is None


@XML_FORMS
def test_a_feed_leads_a_browser_to_its_style_by_a_relative_address(form: str) -> None:
    given = replace(head(form=form), own=f"/feeds/dia-phuong/hue.{form}", style="/assets/css/feed.1.css")
    first, second, third, *_ = written(form, given, ()).decode().split("\n")
    assert first.startswith("<?xml version")
    assert second == '<?xml-stylesheet type="text/css" href="../../assets/css/feed.1.css"?>'
    assert third.startswith("<!-- Đây là một bản tin")
    assert not feedparser.parse(written(form, given, HOSTILE_ENTRIES)).bozo


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_feeds_that_can_be_read(title: str, content: str) -> None:
    one = hostile_entry(1, f"A{title}")
    for form in FORMS:
        data = written(form, head(f"A{title}", form=form), [one], f"A{content}")
        assert data == written(form, head(f"A{title}", form=form), [one], f"A{content}")
        if form == json_feed.ENDING:
            assert json.loads(data)["items"][0]["title"] == f"A{title}"
        else:
            etree.fromstring(data)
            assert not feedparser.parse(data).bozo


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("<>&]\r\n\0")))
def test_contents_come_back_as_they_were(content: str) -> None:
    content = content.replace("{}", "A")  # The title, to `written`.
    found = {form: written(form, head(form=form), [hostile_entry(1, "A")], content) for form in FORMS}
    clean = without_control(content)
    assert json.loads(found[json_feed.ENDING])["items"][0]["content_html"] == content
    assert etree.fromstring(found[atom.ENDING]).findtext(f".//{ATOM}content", "") == clean
    # Within CDATA a parser takes every end of a line for a line feed (XML 1.0, 2.11).
    lines = clean.replace("\r\n", "\n").replace("\r", "\n").replace("]]>", "]]&gt;")
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
    assert etree.fromstring(found[rss.ENDING]).findtext(f".//{encoded}") == lines


@given(st.text())
def test_what_xml_cannot_carry_is_left_out_and_nothing_else(text: str) -> None:
    assert xml_text(text) == without_control(text)


# -- Entries -------------------------------------------------------------------------------------------


def test_an_entry_of_a_record_has_a_permanent_id_that_is_no_address() -> None:
    now = snapshot()
    found = {record.origin.slug: entry(record, now) for record in now.listed}
    assert found["tuyen-truyen"].id == "tag:cong.example,2026:ke-hoach/can-tho/tuyen-truyen"
    assert found["tuyen-truyen"].address == "/ke-hoach/can-tho/tuyen-truyen/"
    kept = snapshot({"ke-hoach/can-tho/moi.md": PLAN.replace("date:", "id: ke-hoach/can-tho/cu\ndate:")})
    assert entry(kept.plans[0], kept).id == "tag:cong.example,2026:ke-hoach/can-tho/cu"


def test_categories_are_kind_place_sections_and_task_group() -> None:
    now = snapshot()
    assert entry(now.plans[0], now).categories[:3] == ("Kế hoạch", "Thành phố Cần Thơ", "Nhiệm vụ")
    assert "Nhóm nhiệm vụ 3" in entry(now.achievements[0], now).categories
    assert entry(now.achievements[0], now).categories[0] == "Điển hình"


def test_a_summary_is_one_line_and_the_title_when_there_is_none() -> None:
    text = NOTICE.replace("summary: Luật có hiệu lực từ tháng bảy.", "summary: |\n  Một\n  hai")
    now = snapshot({"tin-tuc/2026/a.md": text})
    assert entry(now.notices[0], now).summary == "Một hai"
    now = snapshot({"tin-tuc/2026/a.md": NOTICE.replace("summary: Luật có hiệu lực từ tháng bảy.\n", "")})
    assert entry(now.notices[0], now).summary == "Luật có hiệu lực"


def test_a_minor_change_leaves_the_dates_and_a_major_one_moves_the_second() -> None:
    def dates(changes: str) -> tuple[datetime, datetime]:
        text = NOTICE.replace(
            "date: 2026-01-05", f"date: 2026-01-05\nupdated: 2026-02-20\nchanges: {changes}"
        )
        now = snapshot({"tin-tuc/2026/a.md": text})
        found = entry(now.notices[0], now)
        return found.published, found.updated

    published, updated = dates("[{date: 2026-02-20, note: Sửa chính tả.}]")
    assert published == updated
    published, updated = dates(
        "[{date: 2026-02-01, note: Sửa số., major: true}, {date: 2026-02-20, note: a}]"
    )
    assert (published.isoformat(), updated.isoformat()) == (
        "2026-01-05T00:00:00+07:00",
        "2026-02-01T00:00:00+07:00",
    )


def test_the_first_file_of_a_record_goes_with_its_entry() -> None:
    files = "attachments: [{file: Phụ lục.pdf, title: Phụ lục}, {file: b.docx, title: B}]\ndate:"
    text = NOTICE.replace("date:", files, 1)
    others = {"tin-tuc/2026/Phụ lục.pdf": 77, "tin-tuc/2026/b.docx": 1}
    now = catalogue({"tin-tuc/2026/a.md": text}, others).at(DAY.replace(month=3))
    found = entry(now.notices[0], now).enclosure
    assert found == Enclosure("/tin-tuc/2026/Ph%E1%BB%A5%20l%E1%BB%A5c.pdf", "application/pdf", 77, "Phụ lục")


def test_the_picture_of_a_notice_comes_before_its_files() -> None:
    text = NOTICE.replace("date:", "image: a.png\nattachments: [{file: b.pdf, title: B}]\ndate:", 1)
    others = {"tin-tuc/2026/a.png": 5, "tin-tuc/2026/b.pdf": 6}
    now = catalogue({"tin-tuc/2026/a.md": text}, others).at(DAY.replace(month=3))
    found = entry(now.notices[0], now).enclosure
    assert found is not None
    assert (found.address, found.media_type, found.length) == ("/tin-tuc/2026/a.png", "image/png", 5)


def test_all_addresses_in_the_content_are_absolute() -> None:
    body = "[a](luat.md) [b](https://khac.example/) [c](#muc) và chú[^1].\n\n## Mục\n\n[^1]: Chú.\n"
    text = NOTICE.rpartition("---\n")[0] + "---\n" + body
    kept = catalogue({"tin-tuc/2026/luat.md": text})
    (loaded,) = kept.loaded
    assert isinstance(kept.store, Memory)
    html = full_content(loaded.body_key, "/tin-tuc/2026/luat/", SITE, kept.store)
    page = f"{SITE}tin-tuc/2026/luat/"
    assert f'href="{page}"' in html
    assert 'href="https://khac.example/"' in html
    assert f'href="{page}#muc"' in html
    assert f'href="{page}#fn' in html
    assert 'href="#' not in html
