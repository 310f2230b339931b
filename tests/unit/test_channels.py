"""Which feeds there are, what each holds, and how they become files: newest fifty, archives, keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from lxml import etree

from portal.catalogue import Snapshot
from portal.dates import VIETNAM
from portal.feeds import outputs as feeds
from portal.feeds.channels import Channel, channels
from portal.feeds.outputs import LISTED, NEWEST, Press
from portal.model.outlets import Feed, Feeds
from portal.outputs import Output, missing_parts
from portal.problems import Problems
from portal.references import check
from portal.settings import Settings
from tests.projects import ACHIEVEMENT, DATA, NOTICE, PLAN
from tests.unit.small import catalogue, load, own_content, read_settings, settings, snapshot

PRESS = Press("https://cong.example/goc/", "code", "/feed.css", "/icon.svg")
ATOM = "{http://www.w3.org/2005/Atom}"


def addresses(name: str, now: Snapshot) -> list[str]:
    """What a feed holds, in its order."""
    return [record.address for record in channels(now).by_name[name].records]


def declared(now: Snapshot, press: Press = PRESS) -> dict[str, Output]:
    return {output.address: output for output in feeds.outputs(now, channels(now), press)}


def made(now: Snapshot, address: str) -> bytes:
    output = declared(now)[address]
    assert output.make is not None
    return output.make(now.catalogue.store)


# -- By rule -------------------------------------------------------------------------------------------


def test_there_is_a_feed_for_everything_each_kind_section_audience_and_province() -> None:
    now = snapshot()
    names = set(channels(now).by_name)
    assert {"tat-ca", "nghi-quyet", "ke-hoach", "dien-hinh", "tin-tuc"} <= names
    assert {f"muc/{slug}" for slug in now.settings.sections} <= names
    assert {"danh-cho/nguoi-dan", "danh-cho/nha-truong", "dia-phuong/can-tho", "dia-phuong/cao-bang"} <= names
    assert sum(name.startswith("dia-phuong/") for name in names) == 34


def test_names_and_titles_are_unique() -> None:
    found = channels(snapshot()).all
    assert len({channel.name for channel in found}) == len({channel.title for channel in found}) == len(found)


def test_a_feed_of_a_kind_holds_its_kind() -> None:
    now = snapshot()
    assert addresses("ke-hoach", now) == ["/ke-hoach/can-tho/tuyen-truyen/"]
    assert addresses("tin-tuc", now) == ["/tin-tuc/2026/luat/"]
    assert len(addresses("nghi-quyet", now)) == 4
    assert len(addresses("tat-ca", now)) == len(now.listed)


def test_a_feed_of_a_section_holds_the_section_and_what_names_it() -> None:
    now = snapshot()
    assert set(addresses("muc/nhiem-vu", now)) == {"/ke-hoach/can-tho/tuyen-truyen/", "/nghi-quyet/nhiem-vu/"}
    # An achievement's task group counts as naming its section.
    assert set(addresses("muc/ha-tang", now)) == {"/dien-hinh/phu-song-5g/", "/nghi-quyet/ha-tang/"}


def test_a_feed_of_a_place_holds_its_communes_and_what_it_was_formed_from() -> None:
    files = {
        "ke-hoach/binh-phuoc/a.md": PLAN,
        "ke-hoach/hai-phong/kinh-mon/b.md": PLAN,
        "ke-hoach/dong-nai/c.md": PLAN,
    }
    now = snapshot(
        {
            **own_content(),
            **{
                name: text.replace("../../", "../../../") if name.count("/") > 2 else text
                for name, text in files.items()
            },
        }
    )
    assert set(addresses("dia-phuong/dong-nai", now)) == {"/ke-hoach/binh-phuoc/a/", "/ke-hoach/dong-nai/c/"}
    assert addresses("dia-phuong/binh-phuoc", now) == ["/ke-hoach/binh-phuoc/a/"]
    assert addresses("dia-phuong/hai-phong", now) == ["/ke-hoach/hai-phong/kinh-mon/b/"]
    assert addresses("dia-phuong/hai-phong/kinh-mon", now) == ["/ke-hoach/hai-phong/kinh-mon/b/"]


def test_a_record_knows_the_feeds_that_hold_it() -> None:
    now = snapshot()
    found = {channel.name for channel in channels(now).of(now.plans[0])}
    assert found == {"tat-ca", "ke-hoach", "muc/nhiem-vu", "dia-phuong/can-tho"}


def test_what_was_withdrawn_or_has_expired_leaves_and_its_place_keeps_its_feed() -> None:
    gone = PLAN.replace("date:", "withdrawn: {date: 2026-02-01, reason: a}\ndate:", 1)
    now = snapshot({**own_content(), "ke-hoach/hai-phong/kinh-mon/b.md": gone.replace("../../", "../../../")})
    assert "/ke-hoach/hai-phong/kinh-mon/b/" not in addresses("tat-ca", now)
    assert addresses("dia-phuong/hai-phong/kinh-mon", now) == []
    old = NOTICE.replace("date:", "expires: 2026-02-01\ndate:", 1)
    assert addresses("tin-tuc", snapshot({"tin-tuc/2026/a.md": old})) == []


def test_newest_changes_come_first_and_a_major_change_makes_a_record_new_again() -> None:
    files = {
        "tin-tuc/2026/a.md": NOTICE.replace("2026-01-05", "2026-01-01"),
        "tin-tuc/2026/b.md": NOTICE.replace("2026-01-05", "2026-01-02"),
        "tin-tuc/2026/c.md": NOTICE.replace(
            "date: 2026-01-05", "date: 2025-06-01\nchanges: [{date: 2026-02-01, note: a, major: true}]"
        ),
        "tin-tuc/2026/d.md": NOTICE.replace(
            "date: 2026-01-05", "date: 2025-07-01\nchanges: [{date: 2026-02-01, note: a}]"
        ),
    }
    assert [address[-2] for address in addresses("tat-ca", snapshot(files))] == ["c", "b", "a", "d"]


# -- By data/feeds.yml ---------------------------------------------------------------------------------


def with_feeds(*given: Feed, files: Mapping[str, str] | None = None) -> Snapshot:
    now = snapshot(files or {**own_content(), "tin-tuc/2026/hai.md": TAGGED})
    changed = replace(now.catalogue.settings, feeds=Feeds(feeds=given))
    return replace(now.catalogue, settings=changed).at(now.now)


TAGGED = NOTICE.replace("date:", "tags: [Biển]\naudiences: [can-bo]\nlocality: can-tho\ndate:", 1)


def criteria(**given: object) -> Feed:
    return Feed.model_validate({"name": "rieng", "title": "Riêng", "description": "Một bản tin.", **given})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"kinds": ["tin-tuc"]}, {"luat", "hai"}),
        ({"kinds": ["tin-tuc", "dien-hinh"]}, {"luat", "hai", "phu-song-5g"}),
        ({"localities": ["can-tho"]}, {"tuyen-truyen", "hai"}),
        ({"sections": ["ha-tang"]}, {"phu-song-5g"}),
        ({"audiences": ["can-bo"]}, {"hai"}),
        ({"tags": ["Biển"]}, {"hai"}),
        ({"localities": ["can-tho"], "kinds": ["tin-tuc"]}, {"hai"}),
        ({"localities": ["can-tho"], "kinds": ["tin-tuc"], "match": "any"}, {"tuyen-truyen", "hai", "luat"}),
        ({"tags": ["Biển"], "kinds": ["ke-hoach"]}, set()),
    ],
)
def test_an_editor_declares_a_feed_by_criteria(given: dict[str, object], expected: set[str]) -> None:
    found = channels(with_feeds(criteria(**given))).by_name["rieng"].records
    assert {record.origin.slug for record in found} == expected


def told(text: str) -> list[str]:
    """What an editor of `data/feeds.yml` reads."""
    found, problems = read_settings(
        {**{name.removeprefix("data/"): data for name, data in DATA.items()}, "feeds.yml": text}
    )
    if isinstance(found, Settings):
        problems += check([load(path, content) for path, content in own_content().items()], found, {})
    return [str(problem) for problem in Problems(problems)]


FEED = "feeds:\n  - name: {}\n    title: A\n    description: B\n    {}\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            FEED.format("han", "kinds: [tin-tuc]"),
            "data/feeds.yml:2: feeds[0].name: tên «han» là của một bản tin luôn có",
        ),
        (FEED.format("tat-ca", "kinds: [tin-tuc]"), "data/feeds.yml:2: feeds[0].name: tên «tat-ca» là của"),
        (FEED.format("a", "match: any"), "data/feeds.yml:2: feeds[0].name: bản tin chưa có điều kiện nào"),
        (FEED.format("a", "kinds: [tin]"), "data/feeds.yml:5: feeds[0].kinds[0]: không có giá trị «tin»"),
        (
            FEED.format("a", "localities: [can-to]"),
            "data/feeds.yml:5: feeds[0].localities[0]: không có địa phương",
        ),
        (
            FEED.format("a", "sections: [ha-tan]"),
            "data/feeds.yml:5: feeds[0].sections[0]: không có «ha-tan»; ý bạn là",
        ),
        (
            FEED.format("a", "tags: [Bien]"),
            "data/feeds.yml:5: feeds[0].tags[0]: lời khuyên: chưa bài nào có từ khóa",
        ),
        (FEED.format("A b", "tags: [x]"), "data/feeds.yml:2: feeds[0].name: chỉ gồm chữ thường không dấu"),
    ],
)
def test_an_editor_is_told_what_is_wrong_with_a_feed(text: str, problem: str) -> None:
    assert any(line.startswith(problem) for line in told(text)), told(text)


# -- As files ------------------------------------------------------------------------------------------


def many(count: int, day: datetime = datetime(2025, 11, 20, tzinfo=VIETNAM)) -> dict[str, str]:
    return {
        f"dien-hinh/a{number}.md": ACHIEVEMENT.replace(
            "date: 2026-01-04", f"date: {(day + timedelta(days=number)).date()}"
        )
        for number in range(count)
    }


def test_a_feed_holds_the_newest_fifty_and_the_light_list_the_newest_twenty() -> None:
    now = snapshot(many(NEWEST + 5))
    root = etree.fromstring(made(now, "/feeds/tat-ca.atom"))
    links = [each.get("href") for each in root.findall(f"{ATOM}entry/{ATOM}link")]
    assert len(links) == NEWEST
    assert links[0] == f"{PRESS.url}dien-hinh/a{NEWEST + 4}/"
    assert links[-1] == f"{PRESS.url}dien-hinh/a5/"
    whole = json.loads(made(now, "/feeds/tat-ca.json"))["items"]
    light = json.loads(made(now, "/embed/tat-ca.json"))["items"]
    assert [item["id"] for item in light] == [item["id"] for item in whole[:LISTED]]
    assert all("content_html" not in item and item["content_text"] == item["summary"] for item in light)


def test_the_archive_holds_everything_by_month_and_is_a_chain() -> None:
    now = snapshot(many(NEWEST + 25))
    files = declared(now)
    found: list[str] = []
    here = f"{PRESS.url}feeds/dien-hinh.atom"
    seen = []
    while here:
        seen.append(here.removeprefix(f"{PRESS.url}feeds/"))
        root = etree.fromstring(made(now, "/" + here.removeprefix(PRESS.url)))
        if len(seen) > 1:
            found += [each.text for each in root.findall(f"{ATOM}entry/{ATOM}id")]
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == here
        here = links.get("prev-archive", "")
    assert seen == [
        "dien-hinh.atom",
        "dien-hinh/2026-02.atom",
        "dien-hinh/2026-01.atom",
        "dien-hinh/2025-12.atom",
        "dien-hinh/2025-11.atom",
    ]
    assert len(found) == len(set(found)) == NEWEST + 25
    assert sorted(name for name in files if name.startswith("/feeds/tat-ca/2")) == [
        f"/feeds/tat-ca/{month}.atom" for month in ("2025-11", "2025-12", "2026-01", "2026-02")
    ]
    assert not [name for name in files if name.startswith("/feeds/muc/ha-tang/2")]


def test_every_feed_has_every_form_and_an_empty_one_too() -> None:
    now = snapshot()
    files = declared(now)
    for channel in channels(now).all:
        for ending in ("xml", "atom", "json"):
            assert files[f"/feeds/{channel.name}.{ending}"].make is not None
    assert etree.fromstring(made(now, "/feeds/dia-phuong/cao-bang.xml")).find("channel/item") is None


def test_two_records_of_the_same_second_stand_in_a_fixed_order() -> None:
    files = {f"tin-tuc/2026/{name}.md": NOTICE for name in "cab"}
    first, second = snapshot(files), snapshot(dict(reversed(files.items())))
    assert addresses("tat-ca", first) == addresses("tat-ca", second)
    assert made(first, "/feeds/tat-ca.xml") == made(second, "/feeds/tat-ca.xml")


def keys(now: Snapshot, press: Press = PRESS) -> dict[str, str]:
    return {address: output.key for address, output in declared(now, press).items()}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_an_edit_changes_the_feeds_that_hold_the_record_and_no_other() -> None:
    before = keys(snapshot())
    text = own_content()["tin-tuc/2026/luat.md"] + "\nThêm.\n"
    after = keys(snapshot({**own_content(), "tin-tuc/2026/luat.md": text}))
    forms = {
        f"/feeds/{name}.{ending}" for name in ("tat-ca", "tin-tuc") for ending in ("xml", "atom", "json")
    }
    archives = {"/feeds/tat-ca/2026-01.atom", "/feeds/tin-tuc/2026-01.atom"}
    assert changed(before, after) == {*forms, *archives, "/embed/tat-ca.json", "/embed/tin-tuc.json"}


def test_feeds_do_not_depend_on_the_clock_between_two_changes() -> None:
    assert keys(snapshot()) == keys(snapshot(now="2027-05-01 13:45"))


def test_another_address_changes_every_feed() -> None:
    now = snapshot()
    other = replace(PRESS, url="https://khac.example/")
    assert len(changed(keys(now), keys(now, other))) == len(keys(now))


def test_entries_are_parts_that_are_made_once_for_all_feeds() -> None:
    now = snapshot()
    outputs = list(declared(now).values())
    (missing,) = missing_parts(outputs, now.catalogue.store)
    plans = [part for part in missing if part.key.endswith(".ics")]
    assert len(plans) == 1
    # Seven records in four forms, and the deadlines of the plan.
    assert len(missing) == len(now.listed) * 4 + 1
    made(now, "/feeds/tat-ca.xml")
    (again,) = missing_parts(outputs, now.catalogue.store)
    assert len(again) == len(missing) - len(now.listed)


def test_opml_lists_every_feed_in_its_group() -> None:
    now = snapshot()
    root = etree.fromstring(made(now, "/feeds/feeds.opml"))
    found = [each.get("xmlUrl") for each in root.findall("body/outline/outline")]
    assert found == [f"{PRESS.url}feeds/{channel.name}.xml" for channel in channels(now).all]
    assert [each.get("text") for each in root.findall("body/outline")] == [
        "Chung và theo loại",
        "Theo mục của nghị quyết",
        "Theo đối tượng",
        "Theo địa phương",
    ]
    assert root.find("head/dateModified") is None


def test_a_channel_has_a_calendar_when_its_plans_have_deadlines() -> None:
    now = snapshot()
    found: dict[str, Channel] = dict(channels(now).by_name)
    assert found["tat-ca"].calendar == "han"
    assert found["dia-phuong/can-tho"].calendar == "dia-phuong/can-tho"
    assert found["dia-phuong/cao-bang"].calendar == found["ke-hoach"].calendar == ""
    assert "/feeds/dia-phuong/can-tho.ics" in declared(now)
    assert catalogue({}).settings is settings()
