"""Feeds: entries of records, and RSS byte for byte, read back by two readers."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import atoma
import feedparser
import pytest
from hypothesis import given, strategies as st

from portal.dates import VIETNAM
from portal.feeds.entries import NEWEST, Entry, Feed, entry, everything
from portal.feeds.rss import NEVER, rss
from tests.projects import ACHIEVEMENT, NOTICE, PLAN
from tests.unit.small import snapshot

GOLDEN = Path(__file__).parent.parent / "golden"
SITE = "https://cong.example/goc/"
DAY = datetime(2026, 1, 2, 7, 30, tzinfo=VIETNAM)

HOSTILE = (
    "& < > \" '",
    "]]>",
    "<![CDATA[ x ]]>",
    "&amp; &lt;b&gt; &nbsp;",
    "<script>alert(1)</script>",
    "😀 🇻🇳 👩‍👩‍👧",
    "một\x00\x07\x0b\x1b\x7fhai",
    "\ufffe\uffff\ufeffba",
    "e\u0302\u0301\u0323 Ự Ỹ Ẵ ộ ₫ Ắ Ể a\u0300\u0301\u0302\u0303",
    "\u202eABC\u202c \u2028 \u200b",
    "%s %(x)s {0} {x} $x \\n",
)


def feed(*entries: Entry, title: str = "Cổng thử", description: str = "Một cổng để thử.") -> Feed:
    return Feed("tat-ca", title, description, "/", "vi", "Cơ quan & đơn vị", entries)


def hostile_entry(number: int, text: str) -> Entry:
    return Entry(
        id=f"tag:cong.example,2026:tin-tuc/2026/{number}",
        address=f"/tin-tuc/2026/{number}/",
        title=text,
        summary=text,
        published=DAY,
        updated=DAY + timedelta(minutes=number),
        categories=("Tin", text),
        path=f"tin-tuc/2026/{number}.md",
        body_key=str(number),
    )


def written(given_feed: Feed, content: str = "<p>Nội dung ]]> &amp; {}</p>") -> bytes:
    return rss(given_feed, site=SITE, content=lambda one: content.replace("{}", one.title))


CASES = {
    "rss-hostile.xml": feed(
        *(hostile_entry(number, text) for number, text in enumerate(HOSTILE)),
        title="Cổng & <thử> ]]>",
        description='"Một" \x00cổng',
    ),
    "rss-empty.xml": feed(),
}


@pytest.mark.parametrize("name", CASES)
def test_rss_is_the_same_byte_for_byte(name: str) -> None:
    assert written(CASES[name]) == (GOLDEN / name).read_bytes()


def without_control(text: str) -> str:
    """What XML 1.0 can carry of a text."""
    return "".join(
        char for char in text if char in "\t\n\r" or (ord(char) >= 32 and char not in "\ufffe\uffff")
    )


def test_two_readers_read_what_was_written() -> None:
    data = written(CASES["rss-hostile.xml"])
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


def test_a_feed_without_entries_says_so_without_a_clock() -> None:
    found = feedparser.parse(written(feed()))
    assert not found.bozo
    assert found.entries == []
    assert atoma.parse_rss_bytes(written(feed())).last_build_date == NEVER


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    entries = [hostile_entry(number, "A") for number in (3, 9, 1)]
    assert feed(*entries).updated == DAY + timedelta(minutes=9)
    found = atoma.parse_rss_bytes(written(feed(*entries)))
    assert found.last_build_date == found.pub_date == DAY + timedelta(minutes=9)
    assert [item.guid[-1] for item in found.items] == ["3", "9", "1"]


def test_a_feed_names_itself() -> None:
    found = feedparser.parse(written(feed()))
    assert {(link.rel, link.href) for link in found.feed.links} == {
        ("alternate", SITE),
        ("self", f"{SITE}feeds/tat-ca.xml"),
    }
    assert found.feed.language == "vi"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_a_feed_that_can_be_read(title: str, content: str) -> None:
    given_feed = feed(hostile_entry(1, f"A{title}"), title=f"A{title}")
    data = written(given_feed, f"A{content}")
    assert not feedparser.parse(data).bozo
    assert data == written(given_feed, f"A{content}")


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


def test_entries_come_newest_first_and_a_major_change_makes_one_new_again() -> None:
    files = {
        "tin-tuc/2026/a.md": NOTICE.replace("2026-01-05", "2026-01-01"),
        "tin-tuc/2026/b.md": NOTICE.replace("2026-01-05", "2026-01-02"),
        "tin-tuc/2026/c.md": NOTICE.replace(
            "date: 2026-01-05", "date: 2025-06-01\nchanges: [{date: 2026-02-01, note: a, major: true}]"
        ),
    }
    found = everything(snapshot(files)).entries
    assert [one.address for one in found] == ["/tin-tuc/2026/c/", "/tin-tuc/2026/b/", "/tin-tuc/2026/a/"]
    assert found[0].updated > found[0].published


def test_a_feed_holds_the_newest_fifty() -> None:
    start = datetime(2026, 1, 1, tzinfo=VIETNAM)
    files = {
        f"dien-hinh/a{number}.md": ACHIEVEMENT.replace(
            "date: 2026-01-04", f"date: {(start + timedelta(days=number)).date()}"
        )
        for number in range(NEWEST + 5)
    }
    found = everything(snapshot(files, now="2026-12-31")).entries
    assert len(found) == NEWEST
    assert found[0].address == f"/dien-hinh/a{NEWEST + 4}/"
    assert found[-1].address == "/dien-hinh/a5/"


def test_what_was_withdrawn_leaves_the_feed() -> None:
    text = NOTICE.replace("date:", "withdrawn: {date: 2026-02-01, reason: a}\ndate:", 1)
    assert everything(snapshot({"tin-tuc/2026/a.md": text})).entries == ()
