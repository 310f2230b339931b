"""Which messages a screen shows, in which order, and how they become files that players take."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from portal.catalogue import Snapshot
from portal.dates import parse_start
from portal.model.outlets import Include, Screen, ScreenKind
from portal.screens.playlists import MOST, Playlist, Programme
from portal.screens.slots import in_order, plain, shortened, unique
from tests.projects import ACHIEVEMENT, NOTICE
from tests.unit.small import own_content, snapshot

NOW = "2026-03-02 09:00"


def screen(locality: str | None = "can-tho", **more: object) -> Screen:
    values = {"id": "bang-1", "name": "Bảng 1", "width": "192", "height": "64", "kind": ScreenKind.LED}
    values |= {"tags": ("tat-ca",), "standing": "Nghị quyết 57", "locality": locality}
    return Screen.model_validate({**values, **more})


def notice(title: str, *fields: str, date: str = "2026-02-20") -> str:
    text = NOTICE.replace("title: Luật có hiệu lực\n", f"title: {title}\n").replace("2026-01-05", date)
    lines = fields if any(field.startswith("screens") for field in fields) else ("screens: [tat-ca]", *fields)
    return text.replace("---\n", "---\n" + "".join(f"{line}\n" for line in lines), 1)


def emergency(title: str, *fields: str, area: str = "can-tho") -> str:
    alert = (
        "emergency: {event: Bão, urgency: Immediate, severity: Severe, certainty: Likely, "
        f"area: [{area}], instruction: Ở trong nhà., contact: '114', approved_by: Trưởng ban}}"
    )
    more = ["priority: emergency", "ends: 2026-03-03 15:00", alert, "screens: []", *fields]
    return notice(title, *more)


def at(now: str, **notices: str) -> Snapshot:
    files = {f"tin-tuc/2026/{name.replace('_', '-')}.md": text for name, text in notices.items()}
    return snapshot({**own_content(), **files}, now=now)


def shown(now: Snapshot, on: Screen) -> list[str]:
    return [message.title for message in playlist(now, on).now]


def playlist(now: Snapshot, on: Screen) -> Playlist:
    return Programme(now).playlist(on)


# -- Which ---------------------------------------------------------------------------------------------------


def test_a_screen_without_anything_shows_its_standing_message() -> None:
    found = playlist(at(NOW), screen())
    assert [message.title for message in found.now] == ["Nghị quyết 57"]
    assert found.later == ()


@pytest.mark.parametrize(
    ("fields", "place", "reached"),
    [
        (["screens: [bang-1]"], "can-tho", True),
        (["screens: [tat-ca]"], "can-tho", True),
        (["screens: []"], "can-tho", False),
        # Addressed to the country, the province, the commune, another province, another commune.
        (["screens: [tat-ca]"], None, True),
        (["screens: [tat-ca]", "locality: can-tho"], "can-tho/ninh-kieu", True),
        (["screens: [tat-ca]", "locality: can-tho/ninh-kieu"], "can-tho/ninh-kieu", True),
        (["screens: [tat-ca]", "locality: can-tho/ninh-kieu"], "can-tho", False),
        (["screens: [tat-ca]", "locality: hue"], "can-tho", False),
        (["screens: [tat-ca]", "locality: can-tho"], None, False),
    ],
)
def test_a_screen_takes_what_names_it_and_is_addressed_to_its_place(
    fields: list[str], place: str | None, reached: bool
) -> None:
    assert ("Tin" in shown(at(NOW, tin=notice("Tin", *fields)), screen(place))) is reached


def test_a_screen_that_is_not_named_takes_nothing() -> None:
    now = at(NOW, tin=notice("Tin", "screens: [bang-1]"))
    assert "Tin" not in shown(now, screen(id="bang-2", tags=()))
    assert "Tin" in shown(now, screen(id="bang-2", tags=("bang-1",)))


@pytest.mark.parametrize(
    ("area", "place", "reached"),
    [
        ("can-tho", "can-tho", True),
        ("can-tho", "can-tho/ninh-kieu", True),
        ("can-tho/ninh-kieu", "can-tho", False),
        ("hue, can-tho/ninh-kieu", "can-tho/ninh-kieu", True),
        ("hue", "can-tho", False),
        ("can-tho", None, False),
    ],
)
def test_an_emergency_reaches_every_screen_in_its_area(area: str, place: str | None, reached: bool) -> None:
    now = at(NOW, bao=emergency("Bão", area=area))
    assert ("Bão" in shown(now, screen(place, tags=()))) is reached


def test_the_order_is_emergency_priority_then_newest() -> None:
    now = at(
        NOW,
        cu=notice("Cũ", date="2026-01-10"),
        moi=notice("Mới", date="2026-02-25"),
        sua=notice("Sửa", "changes: [{date: 2026-02-27, note: Sửa., major: true}]", date="2026-01-11"),
        uu_tien=notice("Ưu tiên", "priority: priority", date="2026-01-09"),
        khan=emergency("Khẩn"),
    )
    assert shown(now, screen()) == ["Khẩn", "Ưu tiên", "Sửa", "Mới", "Cũ"]


def test_two_emergencies_come_one_after_the_other_and_before_all_else() -> None:
    now = at(NOW, bao=emergency("Bão"), lu=emergency("Lũ"), tin=notice("Tin"))
    found = shown(now, screen())
    assert set(found[:2]) == {"Bão", "Lũ"}
    assert found[2:] == ["Tin"]


def test_an_alert_that_another_replaces_leaves_at_that_moment() -> None:
    new = emergency("Bão mạnh hơn", "starts: 2026-03-02 10:00", "publish_at: 2026-03-02 10:00").replace(
        "approved_by: Trưởng ban}", "approved_by: Trưởng ban, cancels: tin-tuc/2026/cu}"
    )
    before, after = (
        at(now, cu=emergency("Bão"), moi=new) for now in ("2026-03-02 09:59", "2026-03-02 10:00")
    )
    assert shown(before, screen()) == ["Bão"]
    assert before.next_change == parse_start("2026-03-02 10:00")
    assert shown(after, screen()) == ["Bão mạnh hơn"]


def test_fifty_messages_are_ten_in_files_and_in_order() -> None:
    many = {
        f"tin_{number}": notice(f"Tin {number}", date=f"2026-01-{number % 28 + 1:02}") for number in range(50)
    }
    found = playlist(at(NOW, **many), screen())
    assert len(found.now) == 50
    changed = [message.changed for message in found.items]
    assert changed == sorted(changed, reverse=True)
    assert min(changed) >= max(message.changed for message in found.now[MOST:])


def test_only_ended_ones_leave_the_standing_message() -> None:
    now = at(
        NOW,
        cu=notice("Cũ", "ends: 2026-03-01"),
        bao=emergency("Bão").replace("2026-03-03 15:00", "2026-03-02 08:00"),
    )
    assert shown(now, screen()) == ["Nghị quyết 57"]


def test_the_order_does_not_depend_on_how_files_are_named() -> None:
    one = at(NOW, a=notice("A"), b=notice("B"))
    other = at(NOW, b=notice("B"), a=notice("A"))
    assert shown(one, screen()) == shown(other, screen())


# -- When ----------------------------------------------------------------------------------------------------

TIMES = [
    ("starts: 2026-03-02 09:00", "now"),
    ("starts: 2026-03-02 09:01", "later"),
    ("starts: 2026-03-04 09:00", "later"),
    ("starts: 2026-03-04 09:01", "no"),
    ("ends: 2026-03-02 09:00", "no"),
    ("ends: 2026-03-02 09:01", "now"),
    ("ends: 2026-03-01", "no"),
    ("days: [thu-2]", "now"),
    ("days: [thu-3]", "later"),
    ("hours: 07:00-09:00", "later"),
    ("hours: 09:00-11:30", "now"),
    ("draft: true", "no"),
    ("publish_at: 2026-03-02 10:00", "no"),
    ("expires: 2026-03-01", "no"),
    ("withdrawn: {date: 2026-03-02, reason: Sai.}", "no"),
]


@pytest.mark.parametrize(("field", "when"), TIMES)
def test_what_is_shown_now_and_what_comes_soon(field: str, when: str) -> None:
    found = playlist(at(NOW, tin=notice("Tin", field)), screen())
    assert ("Tin" in [message.title for message in found.now]) is (when == "now")
    assert ("Tin" in [message.title for message in found.later]) is (when == "later")


@pytest.mark.parametrize(("field", "_when"), TIMES)
def test_between_two_changes_that_are_told_nothing_changes(field: str, _when: str) -> None:
    text = notice("Tin", field)
    moment = parse_start("2026-02-27 00:00")
    for _ in range(8):
        now = at(moment.strftime("%Y-%m-%d %H:%M"), tin=text)
        change = now.next_change
        until = change or moment + timedelta(days=30)
        just_before = until - timedelta(minutes=1)
        if just_before > moment:
            before = at(just_before.strftime("%Y-%m-%d %H:%M"), tin=text)
            assert playlist(now, screen()) == playlist(before, screen())
        if change is None:
            break
        moment = change


# -- What else -----------------------------------------------------------------------------------------------


def test_a_screen_can_include_achievements_of_its_place_and_targets() -> None:
    files = {
        "dien-hinh/can-tho.md": ACHIEVEMENT.replace(
            "title: Phủ sóng 5G", "title: Ở Cần Thơ\nlocality: can-tho"
        ),
        "dien-hinh/hue.md": ACHIEVEMENT.replace("title: Phủ sóng 5G", "title: Ở Huế\nlocality: hue"),
    }
    now = snapshot({**own_content(), **files}, now=NOW)
    on = screen(include=Include.model_validate({"achievements": "true", "targets": "true"}))
    titles = shown(now, on)
    assert titles == ["Ở Cần Thơ", "Quy mô kinh tế số: từ 30% GDP trở lên", "Phủ sóng 5G"]
    first = playlist(now, on).now[0]
    assert first.figure is not None
    assert (first.figure.number, first.figure.unit, first.figure.what) == ("20.758", "trạm", "trạm 5G mới")
    assert shown(now, screen(include=Include.model_validate({"targets": "true"}))) == [titles[1]]


def test_notices_come_before_what_is_included_and_take_its_room() -> None:
    notices = {f"tin_{number}": notice(f"Tin {number}") for number in range(MOST + 2)}
    on = screen(include=Include.model_validate({"achievements": "true", "targets": "true"}))
    found = playlist(at(NOW, **notices), on)
    assert all(message.title.startswith("Tin") for message in found.now)
    assert len(found.now) == MOST + 2
    assert len(found.items) == MOST
    few = {f"tin_{number}": notice(f"Tin {number}") for number in range(MOST - 1)}
    assert len(playlist(at(NOW, **few), on).now) == MOST


# -- What players take ---------------------------------------------------------------------------------------


@given(st.text())
def test_plain_text_has_nothing_that_players_stumble_over(text: str) -> None:
    found = plain(text)
    assert not set(found) & set("&<>\"'\n\r\t\u0000\u200b\u202e")
    assert found == found.strip()
    assert plain(found) == found


def test_plain_text_keeps_the_space_that_does_not_break() -> None:
    assert plain(" 5.000\u00a0₫\u2009\u3000mỗi  tháng\n") == "5.000\u00a0₫ mỗi tháng"


def test_plain_text_keeps_vietnamese() -> None:
    assert plain("Ự Ỹ Ẵ ộ ₫ Ắ Ể: «A» 57-NQ/TW, 30 % – 40 %…") == "Ự Ỹ Ẵ ộ ₫ Ắ Ể: «A» 57-NQ/TW, 30 % – 40 %…"


@given(st.text(min_size=1, max_size=300), st.integers(2, 200))
def test_shortened_is_short(text: str, most: int) -> None:
    found = shortened(text, most)
    assert len(found) <= most
    assert found == text or found.endswith("…")


@given(st.lists(st.sampled_from(["A", "B", "A (2)"]), max_size=8))
def test_titles_become_unique_and_the_first_stays(titles: list[str]) -> None:
    found = list(unique(titles))
    assert len(set(found)) == len(found) == len(titles)
    assert all(new.startswith(old) for new, old in zip(found, titles, strict=True))
    assert not titles or found[0] == titles[0]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_dates_sort_as_they_stand_and_are_never_earlier_than_true(offsets: list[int]) -> None:
    base = datetime(2026, 3, 2, tzinfo=parse_start("2026-03-02").tzinfo)
    dates = [base + timedelta(seconds=offset) for offset in offsets]
    found = in_order(dates)
    assert all(earlier < later for later, earlier in pairwise(found))
    assert all(new >= old for new, old in zip(found, dates, strict=True))
    assert found[-1] == dates[-1]
