"""Alerts as CAP 1.2: what is in force where, how an alert changes and ends, and what players are told."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from portal.alerts import cap, outputs as files
from portal.alerts.checks import check
from portal.alerts.messages import HEADLINE
from portal.catalogue import Catalogue, Snapshot
from portal.dates import parse_start
from portal.feeds.entries import xml_text
from portal.model.outlets import Screens
from portal.problems import Severity
from portal.store import Memory
from portal.vietnamese import nfc
from tests.readers import programs
from tests.unit import small
from tests.unit.feeds import HOSTILE

SITE = "https://cong.example/goc/"
ATOM = "{http://www.w3.org/2005/Atom}"
PROVINCE, COMMUNE = "can-tho", "can-tho/ninh-kieu"
NEVER_BEFORE = "2026-01-01T00:00:00+07:00"
"""Since when the sender of the tests' project has its name."""


def emergency(
    title: str = "Bão vào bờ",
    *,
    area: str = "[can-tho]",
    severity: str = "Severe",
    urgency: str = "Immediate",
    sent: str = "2026-03-01 07:30",
    ends: str = "2026-03-01 20:00",
    cancels: str = "",
    more: str = "",
) -> str:
    """A notice of priority `emergency`; `more` are further lines of its front matter."""
    quoted = json.dumps(title, ensure_ascii=False)
    return f"""\
---
title: {quoted}
summary: {quoted}
date: {sent[:10]}
publish_at: {sent}
starts: {sent}
ends: {ends}
priority: emergency
{more}
emergency:
  event: {quoted}
  category: Met
  urgency: {urgency}
  severity: {severity}
  certainty: Likely
  area: {area}
  instruction: {quoted}
  contact: {quoted}
  approved_by: Ban Chỉ huy
{f"  cancels: {cancels}" if cancels else ""}
---
Nội dung.
"""


def at(now: str, notices: Mapping[str, str], *, drafts: bool = False) -> Snapshot:
    found = {f"tin-tuc/2026/{name}.md": text for name, text in notices.items()}
    return small.snapshot(found, now=now, drafts=drafts)


def made(snapshot: Snapshot) -> dict[str, bytes]:
    """All files by their addresses."""
    found = {}
    for output in files.outputs(snapshot, url=SITE, code="code"):
        assert output.make is not None
        assert output.address not in found
        found[output.address] = output.make(Memory())
    return found


class Read:
    """A CAP file, read without our own code."""

    def __init__(self, content: bytes) -> None:
        self.root = etree.fromstring(content)

    def __getitem__(self, name: str) -> str:
        found = self.all(name)
        assert len(found) == 1, (name, found)
        return found[0]

    def all(self, name: str) -> list[str]:
        return [element.text or "" for element in self.root.iter(f"{{{cap.NAMESPACE}}}{name}")]


def alert(name: str, now: str, notices: Mapping[str, str]) -> Read:
    return Read(made(at(now, notices))[f"/cap/alerts/tin-tuc-2026-{name}.xml"])


def current(now: str, notices: Mapping[str, str], place: str = PROVINCE) -> Read:
    return Read(made(at(now, notices))[f"/cap/{place}/current.xml" if place else "/cap/current.xml"])


@cache
def schema() -> etree.XMLSchema:
    programs.require("schemas")
    return etree.XMLSchema(file=programs.SCHEMAS / "CAP-v1.2.xsd")


LIFE = {
    "dang-chay": emergency("Đang chạy"),
    "ca-nuoc": emergency("Cả nước", area="[viet-nam]", severity="Minor"),
    "phuong": emergency("Một phường", area=f"[{COMMUNE}]", severity="Extreme"),
    "da-qua": emergency("Đã qua", sent="2026-02-01 07:30", ends="2026-02-01 09:00"),
    "sap-toi": emergency("Sắp tới", more="", sent="2026-02-28 07:30").replace(
        "starts: 2026-02-28 07:30", "starts: 2026-03-01 18:00"
    ),
    "da-rut": emergency("Đã rút", more="withdrawn: {date: 2026-03-01, reason: Báo nhầm}"),
    "xong-som": emergency("Xong sớm", more="expires: 2026-03-01 09:00"),
    "sua-lon": emergency("Sửa lớn", more="changes: [{date: 2026-03-01, note: a, major: true}]"),
    "thay": emergency("Thay", cancels="tin-tuc/2026/da-qua"),
    "bao-an": emergency("Báo an", cancels="tin-tuc/2026/sua-lon", urgency="Past", sent="2026-03-01 09:00"),
    "man-hinh": emergency("Chỉ màn hình", area="[]", more="screens: [bang-1]"),
    "theo-gio": emergency(
        "Theo giờ", sent="2026-02-28 03:00", ends="2026-03-01 05:00", more="hours: 07:00-08:00"
    ),
    "ba-noi": emergency("Ba nơi", area=f"[ha-noi, {COMMUNE}, tien-giang]"),
}


@pytest.mark.parametrize("now", ["2025-12-31", "2026-02-01 08:00", "2026-03-01 10:00", "2026-06-01"])
def test_every_file_is_valid_at_any_moment(now: str) -> None:
    found = made(at(now, LIFE))
    for address, content in found.items():
        if address.endswith(".xml"):
            assert schema().validate(etree.fromstring(content)), (address, schema().error_log)
            assert b"Z</" not in content
            _keeps_the_rules_outside_the_schema(Read(content))
    assert len([address for address in found if address.endswith("/current.xml")]) >= 35


def _keeps_the_rules_outside_the_schema(read: Read) -> None:
    """CAP 1.2, 3.2.1: no spaces, commas, < and & in names; references are triples of names and moments."""
    for name in ("identifier", "sender"):
        assert not set(read[name]) & set(" ,<&"), read[name]
    for reference in " ".join(read.all("references")).split():
        sender, identifier, sent = reference.split(",")
        assert sender == read["sender"]
        assert identifier != read["identifier"]
        assert sent < read["sent"] or read["msgType"] == "Update"
    assert bool(read.all("references")) == (read["msgType"] in ("Update", "Cancel"))
    assert len(read["headline"]) <= HEADLINE


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_arrives_as_it_was_written(text: str) -> None:
    # What nobody sees is refused when a file is read, and never gets here.
    title = nfc(" ".join(re.sub("[\x7f\ufeff\u2028]", "", xml_text(text)).split()))
    read = alert("a", "2026-03-01 10:00", {"a": emergency(title)})
    assert schema().validate(read.root), schema().error_log
    names = ("event", "description", "instruction", "contact")
    assert [read[name] for name in names] == [title] * 4
    # A warning is not shortened: a headline that is too long stays away.
    assert read.all("headline") == ([title] if len(title) <= HEADLINE else [])


def test_an_alert_says_what_the_notice_says() -> None:
    read = alert("a", "2026-03-01 10:00", {"a": emergency("Bão", area=f"[{COMMUNE}]")})
    expected = {
        "identifier": "tin-tuc-2026-a",
        "sender": "cong.example",
        "sent": "2026-03-01T07:30:00+07:00",
        "status": "Actual",
        "msgType": "Alert",
        "source": "tin-tuc/2026/a",
        "scope": "Public",
        "language": "vi-VN",
        "category": "Met",
        "responseType": "Execute",
        "urgency": "Immediate",
        "severity": "Severe",
        "certainty": "Likely",
        "effective": "2026-03-01T07:30:00+07:00",
        "onset": "2026-03-01T07:30:00+07:00",
        "expires": "2026-03-01T20:00:00+07:00",
        "senderName": "Cổng thử",
        "web": f"{SITE}tin-tuc/2026/a/",
        "areaDesc": "Phường Ninh Kiều, Thành phố Cần Thơ",
        "valueName": "19-2025-QD-TTG",
        "value": "31135",
    }
    assert {name: read[name] for name in expected} == expected


def test_several_places_are_one_area_because_xibo_shows_a_message_once_for_each() -> None:
    read = alert("ba-noi", "2026-03-01 10:00", LIFE)
    assert read["areaDesc"] == "Thành phố Hà Nội; Phường Ninh Kiều, Thành phố Cần Thơ; Tỉnh Tiền Giang"
    # The code 82 was Tiền Giang's and is Đồng Tháp's now.
    assert read.all("value") == ["01", "31135"]


def test_a_headline_that_is_too_long_gives_way_to_an_edited_text() -> None:
    text = emergency("Rất dài " + "ấ" * HEADLINE, more="led: {s: Bão, m: Bão vào bờ, l: Bão vào bờ đêm nay}")
    assert alert("a", "2026-03-01 10:00", {"a": text})["headline"] == "Bão vào bờ đêm nay"


@pytest.mark.parametrize(
    ("area", "reached"),
    [
        ("viet-nam", {"", PROVINCE, COMMUNE, "ha-noi"}),
        (PROVINCE, {PROVINCE, COMMUNE}),
        (COMMUNE, {COMMUNE}),
        ("hai-phong", set()),
    ],
)
def test_an_alert_reaches_its_place_and_what_lies_in_it(area: str, reached: set[str]) -> None:
    # A notice of the commune gives it a page, and so a file.
    ward = emergency().replace("priority: emergency", f"locality: {COMMUNE}")
    plain = ward.partition("emergency:")[0].replace("ends: 2026-03-01 20:00\n", "") + "---\nNội dung.\n"
    notices = {"a": emergency(area=f"[{area}]"), "phuong": plain}
    places = ("", PROVINCE, COMMUNE, "ha-noi")
    found = {place: current("2026-03-01 10:00", notices, place)["status"] for place in places}
    assert {place for place, status in found.items() if status == "Actual"} == reached


@pytest.mark.parametrize(
    ("added", "area", "reached"),
    [
        ("screens: [bang-1]\nlocality: can-tho", "[]", True),
        ("screens: [bang-1]", "[]", False),
        ("locality: ha-noi", "[can-tho]", True),
        ("locality: can-tho", "[ha-noi]", False),
    ],
)
def test_without_an_area_the_locality_says_where(added: str, area: str, reached: bool) -> None:
    read = current("2026-03-01 10:00", {"a": emergency(area=area, more=added)})
    assert (read["status"] == "Actual") is reached


def test_an_alert_for_screens_of_no_place_says_which() -> None:
    assert alert("man-hinh", "2026-03-01 10:00", LIFE)["areaDesc"] == "Nơi đặt màn hình: Bảng 1"


@pytest.mark.parametrize(
    ("others", "first"),
    [
        ({"b": emergency("Nhẹ", severity="Minor", sent="2026-03-01 09:00")}, "a"),
        ({"b": emergency("Nặng", severity="Extreme", sent="2026-02-28 09:00")}, "b"),
        ({"b": emergency("Mới", sent="2026-03-01 09:00")}, "b"),
        ({"b": emergency("Cả nước", area="[viet-nam]", severity="Extreme")}, "b"),
        ({"b": emergency("Chưa rõ", severity="Unknown", sent="2026-03-01 09:00")}, "a"),
        ({"b": emergency("Cùng lúc")}, "a"),
    ],
)
def test_of_several_the_gravest_and_then_the_newest_is_told(others: dict[str, str], first: str) -> None:
    read = current("2026-03-01 10:00", {"a": emergency(), **others})
    assert read["identifier"] == f"tin-tuc-2026-{first}"


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("2026-03-01 07:29:59", "System"),
        ("2026-03-01 07:30", "Actual"),
        ("2026-03-01 19:59:59", "Actual"),
        ("2026-03-01 20:00", "System"),
    ],
)
def test_an_alert_is_in_force_from_its_start_until_its_end(now: str, status: str) -> None:
    assert current(now, {"a": emergency()})["status"] == status


def test_what_starts_later_can_be_read_before_but_is_not_in_force() -> None:
    read = alert("sap-toi", "2026-02-28 10:00", LIFE)
    assert (read["sent"], read["onset"]) == ("2026-02-28T07:30:00+07:00", "2026-03-01T18:00:00+07:00")
    notices = {"a": LIFE["sap-toi"]}
    calm = current("2026-02-28 10:00", notices)
    assert (calm["status"], calm["sent"]) == ("System", NEVER_BEFORE)
    assert current("2026-03-01 18:00", notices)["identifier"] == "tin-tuc-2026-a"


def test_hours_of_screens_do_not_silence_an_alert() -> None:
    notices = {"a": emergency(more="hours: 07:30-08:00")}
    assert current("2026-03-01 10:00", notices)["status"] == "Actual"


def test_drafts_and_ordinary_notices_are_no_alerts() -> None:
    ordinary = emergency().replace("priority: emergency", "priority: priority")
    notices = {"a": emergency(more="draft: true"), "b": ordinary}
    assert not [name for name in made(at("2026-03-01 10:00", notices)) if name.startswith("/cap/alerts/")]
    preview = made(at("2026-03-01 10:00", notices, drafts=True))
    assert [name for name in preview if name.startswith("/cap/alerts/")] == ["/cap/alerts/tin-tuc-2026-a.xml"]


def test_one_that_has_ended_keeps_its_file_and_says_when_it_expired() -> None:
    read = alert("da-qua", "2026-03-01 10:00", {"da-qua": LIFE["da-qua"]})
    assert (read["msgType"], read["expires"]) == ("Alert", "2026-02-01T09:00:00+07:00")


def test_a_major_change_is_an_update_of_what_was_sent_before() -> None:
    days = ("2026-03-01, note: a, major: true", "2026-03-01, note: b", "2026-03-02, note: c, major: true")
    changes = "[" + ", ".join(f"{{date: {day}}}" for day in days) + "]"
    read = alert("a", "2026-03-02 10:00", {"a": emergency(ends="2026-03-03", more=f"changes: {changes}")})
    assert (read["msgType"], read["identifier"], read["sent"]) == (
        "Update",
        "tin-tuc-2026-a.3",
        "2026-03-02T00:00:00+07:00",
    )
    assert read["references"] == (
        "cong.example,tin-tuc-2026-a,2026-03-01T07:30:00+07:00 "
        # Days alone do not say which was first.
        "cong.example,tin-tuc-2026-a.2,2026-03-01T07:30:01+07:00"
    )
    assert read["onset"] == "2026-03-01T07:30:00+07:00"
    assert read["effective"] == "2026-03-02T00:00:00+07:00"


@pytest.mark.parametrize(
    ("added", "sent", "reason"),
    [
        (
            "withdrawn: {date: 2026-03-01, reason: Báo nhầm}",
            "2026-03-01T07:30:01+07:00",
            "Báo nhầm",
        ),
        (
            "expires: 2026-03-01 09:00",
            "2026-03-01T09:00:00+07:00",
            "Cảnh báo đã kết thúc trước hạn.",
        ),
    ],
)
def test_one_that_is_taken_back_or_ended_early_is_cancelled_in_its_own_file(
    added: str, sent: str, reason: str
) -> None:
    notices = {"a": emergency(more=added)}
    read = alert("a", "2026-03-01 10:00", notices)
    assert (read["msgType"], read["identifier"], read["sent"]) == ("Cancel", "tin-tuc-2026-a.huy", sent)
    assert read["references"] == "cong.example,tin-tuc-2026-a,2026-03-01T07:30:00+07:00"
    assert (read["responseType"], read["urgency"]) == ("AllClear", "Past")
    assert (read["headline"], read["description"]) == ("Hết cảnh báo: Bão vào bờ", reason)
    assert not read.all("instruction")
    idle = current("2026-03-01 10:00", notices)
    # Newer than what it follows, for players that sort by date.
    assert (idle["status"], idle["sent"]) == ("System", sent)


def test_an_expiry_after_the_end_cancels_nothing() -> None:
    read = alert("a", "2026-03-05", {"a": emergency(more="expires: 2026-03-04")})
    assert (read["msgType"], read["expires"]) == ("Alert", "2026-03-01T20:00:00+07:00")


def test_another_notice_takes_the_place_of_one_that_it_cancels() -> None:
    newer = emergency("Bão mạnh lên", sent="2026-03-01 09:00", cancels="tin-tuc/2026/a", severity="Minor")
    notices = {"a": emergency(), "b": newer}
    before, after = "2026-03-01 08:59", "2026-03-01 09:00"
    assert current(before, notices)["identifier"] == "tin-tuc-2026-a"
    read = current(after, notices)
    assert (read["identifier"], read["msgType"]) == ("tin-tuc-2026-b", "Update")
    assert read["references"] == "cong.example,tin-tuc-2026-a,2026-03-01T07:30:00+07:00"
    # Cancelled it is not: programs that end a whole thread would lose the new one too.
    old = alert("a", after, notices)
    assert (old["msgType"], old["identifier"]) == ("Alert", "tin-tuc-2026-a")
    assert old["expires"] == "2026-03-01T09:00:00+07:00"
    assert alert("a", before, notices)["expires"] == "2026-03-01T20:00:00+07:00"


def test_the_all_clear_cancels_and_hides_nothing_that_still_holds() -> None:
    clear = emergency(
        "Bão tan", sent="2026-03-01 12:00", cancels="tin-tuc/2026/b", urgency="Past", severity="Extreme"
    )
    notices = {
        "a": emergency(),
        "b": emergency("Sửa", sent="2026-03-01 09:00", cancels="tin-tuc/2026/a"),
        "c": clear,
    }
    read = current("2026-03-01 13:00", notices)
    assert (read["identifier"], read["msgType"], read["responseType"]) == (
        "tin-tuc-2026-c",
        "Cancel",
        "AllClear",
    )
    assert read["references"].split() == [
        "cong.example,tin-tuc-2026-a,2026-03-01T07:30:00+07:00",
        "cong.example,tin-tuc-2026-b,2026-03-01T09:00:00+07:00",
    ]
    over = alert("b", "2026-03-01 13:00", notices)
    assert (over["msgType"], over["sent"]) == ("Cancel", "2026-03-01T12:00:00+07:00")
    assert over["description"] == "Bão tan"
    other = emergency("Cháy", severity="Minor")
    assert current("2026-03-01 13:00", {**notices, "d": other})["identifier"] == "tin-tuc-2026-d"


def test_the_all_clear_after_the_end_of_an_alert_does_not_cancel_it() -> None:
    clear = emergency(
        "Bão tan", sent="2026-03-01 21:00", ends="2026-03-02", cancels="tin-tuc/2026/a", urgency="Past"
    )
    assert alert("a", "2026-03-01 22:00", {"a": emergency(), "b": clear})["msgType"] == "Alert"


def test_in_a_preview_an_alert_that_names_itself_is_still_seen() -> None:
    notices = {"a": emergency(cancels="tin-tuc/2026/a")}
    read = current("2026-03-01 10:00", notices)
    assert (read["status"], read["msgType"]) == ("Actual", "Alert")


def test_where_nothing_was_ever_in_force_players_are_told_so_in_stable_bytes() -> None:
    early, late = made(at("2026-01-02", {})), made(at("2030-01-01 12:34:56", {}))
    assert early == late
    read = Read(early["/cap/current.xml"])
    assert (read["status"], read["msgType"], read["sent"]) == ("System", "Alert", NEVER_BEFORE)
    # Xibo shows a message once for each area that it has: of this one nothing.
    assert not read.all("area")
    names = [Read(content)["identifier"] for name, content in early.items() if name.endswith(".xml")]
    assert len(names) == len(set(names)) == 35


def test_after_an_alert_the_calm_has_a_new_name_and_the_moment_of_its_end() -> None:
    calm = current("2026-04-01", LIFE, "ha-noi")
    assert calm["sent"] == "2026-03-01T20:00:00+07:00"
    assert calm["identifier"] == "binh-thuong.ha-noi.20260301200000"
    assert current("2026-04-01", {}, "ha-noi")["identifier"] != calm["identifier"]


def test_screens_have_a_file_for_their_place_and_take_what_is_for_them_alone() -> None:
    notices = {"a": emergency(area="[]", more="screens: [bang-1]")}
    assert COMMUNE not in files.places(at("2026-03-01 10:00", notices))
    catalogue = at("2026-03-01 10:00", notices).catalogue
    (screen,) = catalogue.settings.screens.screens
    placed = Screens(screens=(screen.model_copy(update={"locality": COMMUNE}),))
    settings = replace(catalogue.settings, screens=placed)
    found = made(replace(catalogue, settings=settings).at(parse_start("2026-03-01 10:00")))
    told = {address: Read(content) for address, content in found.items() if address.endswith("/current.xml")}
    assert [name for name, read in told.items() if read["status"] == "Actual"] == [
        f"/cap/{COMMUNE}/current.xml"
    ]
    assert told[f"/cap/{COMMUNE}/current.xml"]["areaDesc"] == "Phường Ninh Kiều, Thành phố Cần Thơ"


MOMENTS = st.integers(0, 60 * 24 * 4).map(
    lambda minutes: parse_start("2026-02-27") + timedelta(minutes=minutes)
)


@given(MOMENTS, MOMENTS)
def test_bytes_change_only_at_the_moments_that_the_build_is_told(one: datetime, other: datetime) -> None:
    catalogue = _life()
    first, second = sorted([one, other])
    change = catalogue.at(first).next_change
    if change is None or second < change:
        assert _keys(catalogue.at(first)) == _keys(catalogue.at(second))


@cache
def _life() -> Catalogue:
    return small.catalogue({f"tin-tuc/2026/{name}.md": text for name, text in LIFE.items()})


def _keys(snapshot: Snapshot) -> dict[str, str]:
    return {output.address: output.key for output in files.outputs(snapshot, url=SITE, code="code")}


def test_the_feed_leads_to_every_alert_newest_first() -> None:
    found = made(at("2026-03-01 10:00", LIFE))
    feed = etree.fromstring(found["/cap/index.atom"])
    programs.require("schemas")
    grammar = etree.RelaxNG(etree.parse(programs.SCHEMAS / "atom.rng"))
    assert grammar.validate(feed), grammar.error_log
    links = [entry.find(f"{ATOM}link") for entry in feed.iter(f"{ATOM}entry")]
    assert {link.get("type") for link in links} == {"application/cap+xml"}
    addresses = [link.get("href").removeprefix(SITE) for link in links]
    assert sorted(f"/{name}" for name in addresses) == sorted(
        n for n in found if n.startswith("/cap/alerts/")
    )
    sent = [Read(found[f"/{name}"])["sent"] for name in addresses]
    assert sent == sorted(sent, reverse=True)
    assert [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")] == sent


def test_the_feed_holds_the_newest_fifty() -> None:
    start = parse_start("2026-01-01")
    notices = {}
    for number in range(60):
        begin, end = start + timedelta(hours=number), start + timedelta(hours=number + 1)
        notices[f"tin-{number}"] = emergency(sent=f"{begin:%Y-%m-%d %H:%M}", ends=f"{end:%Y-%m-%d %H:%M}")
    found = made(at("2026-03-01", notices))
    entries = list(etree.fromstring(found["/cap/index.atom"]).iter(f"{ATOM}entry"))
    assert len(entries) == 50
    assert entries[0].find(f"{ATOM}link").get("href").endswith("tin-59.xml")
    assert len([name for name in found if name.startswith("/cap/alerts/")]) == 60


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        ({"a": emergency()}, []),
        (
            {"a": emergency(cancels="tin-tuc/2026/khong-co")},
            ["error emergency.cancels: không có cảnh báo khẩn cấp «tin-tuc/2026/khong-co»"],
        ),
        (
            {"a": emergency(cancels="tin-tuc/2026/a")},
            ["error emergency.cancels: các cảnh báo thay nhau thành vòng tròn"],
        ),
        (
            {"a": emergency(cancels="tin-tuc/2026/b"), "b": emergency(cancels="tin-tuc/2026/a")},
            ["error emergency.cancels: các cảnh báo thay nhau thành vòng tròn"] * 2,
        ),
        ({"a": emergency(ends="2026-03-04 07:30")}, []),
        (
            {"a": emergency(ends="2026-03-04 08:30")},
            ["advice ends: cảnh báo kéo dài 73 giờ, quá 72 giờ"],
        ),
        (
            {"a": emergency(area="[tien-giang]")},
            ["advice emergency.area[0]: «Tỉnh Tiền Giang» nay không còn"],
        ),
        (
            {"a": emergency(area="[]", more="screens: [bang-1]")},
            ["advice screens: cảnh báo chỉ đến các màn hình được ghi, không vào tệp current.xml của nơi nào"],
        ),
        (
            {"a": emergency("Một"), "b": emergency("Hai", area=f"[{COMMUNE}]", severity="Extreme")},
            [
                "advice emergency.area: «Hai» (docs/tin-tuc/2026/b.md) và «Một» cùng có hiệu lực ở "
                "Phường Ninh Kiều"
            ],
        ),
        ({"a": emergency("Một"), "b": emergency("Hai", area="[ha-noi]")}, []),
        (
            {"a": emergency("Một"), "b": emergency("Hai"), "c": emergency("Ba")},
            [
                f"advice emergency.area: «Một» (docs/tin-tuc/2026/a.md) và «{other}» cùng có hiệu lực ở "
                "Thành phố Cần Thơ"
                for other in ("Hai", "Ba")
            ],
        ),
        ({"a": emergency("Một"), "b": emergency("Hai", cancels="tin-tuc/2026/a")}, []),
    ],
)
def test_editors_are_told_what_shows_only_when_alerts_are_seen_together(
    notices: dict[str, str], expected: list[str]
) -> None:
    found = sorted(check(at("2026-03-01 10:00", notices)))
    assert [f"{each.severity} {each.field}: {each.message}" for each in found] == expected
    assert all(each.remedy for each in found)


def test_what_is_over_is_not_advised_on() -> None:
    notices = {"a": emergency("Một", ends="2026-03-08"), "b": emergency("Hai", area="[tien-giang]")}
    assert [each.severity for each in check(at("2026-03-01 10:00", notices))] == [Severity.ADVICE] * 2
    assert not list(check(at("2026-04-01", notices)))


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    notices = {"bao": emergency(), "b": emergency(cancels="tin-tuc/2026/boa")}
    found = next(each for each in check(at("2026-03-01 10:00", notices)) if each.code == "cancels-unknown")
    assert found.remedy == "ý bạn là «tin-tuc/2026/bao»?"
