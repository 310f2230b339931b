"""Days, part dates, moments, weekdays and hours."""

import locale
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from portal.dates import (
    VIETNAM,
    PartDate,
    long_vietnamese,
    parse_day,
    parse_end,
    parse_hours,
    parse_start,
    parse_weekdays,
    rfc822,
)

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
part_dates = st.builds(
    lambda day, precision: PartDate(*(day.year, day.month, day.day)[:precision]), days, st.integers(1, 3)
)


@pytest.mark.parametrize(
    ("text", "first", "last", "vietnamese"),
    [
        ("2025-02-18", date(2025, 2, 18), date(2025, 2, 18), "18/02/2025"),
        ("2025-01", date(2025, 1, 1), date(2025, 1, 31), "tháng 01 năm 2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "tháng 02 năm 2024"),
        ("2025-07", date(2025, 7, 1), date(2025, 7, 31), "tháng 7 năm 2025"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "năm 2025"),
        (" 2025-12-31 ", date(2025, 12, 31), date(2025, 12, 31), "31/12/2025"),
    ],
)
def test_part_dates(text: str, first: date, last: date, vietnamese: str) -> None:
    part = PartDate.parse(text)
    assert (part.first_day, part.last_day, part.vietnamese) == (first, last, vietnamese)
    assert part.iso == str(part) == text.strip()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/1/25", "ngày phải viết dạng 2025-01-31 (đang là «31/1/25»)"),
        ("18/02/2025", "ngày phải viết dạng 2025-01-31 (đang là «18/02/2025»; ý bạn là 2025-02-18?)"),
        ("2025-2-8", "ngày phải viết dạng 2025-01-31 (đang là «2025-2-8»; ý bạn là 2025-02-08?)"),
        ("31/02/2025", "ngày phải viết dạng 2025-01-31 (đang là «31/02/2025»)"),
        ("hôm nay", "ngày phải viết dạng 2025-01-31 (đang là «hôm nay»)"),
        ("", "ngày phải viết dạng 2025-01-31 (đang là «»)"),
        ("2025-02-31", "ngày 31/02/2025 không có trong lịch"),
        ("2025-13-01", "tháng 13/2025 không có trong lịch"),
        ("2025-00", "tháng 00/2025 không có trong lịch"),
        ("0205-01-31", "năm phải từ 1900 đến 2199 (đang là 0205)"),
        ("٢٠٢٥-01-31", "ngày phải viết dạng 2025-01-31 (đang là «٢٠٢٥-01-31»)"),
    ],
)
def test_a_wrong_date_is_refused_with_the_remedy(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        PartDate.parse(text)


def test_a_part_date_has_no_day_without_a_month() -> None:
    with pytest.raises(ValueError, match="có ngày thì phải có tháng"):
        PartDate(2025, None, 3)


def test_part_dates_sort_by_first_day_then_the_coarser_first() -> None:
    texts = ["2024-12-31", "2025", "2025-01", "2025-01-01", "2025-01-02", "2025-02", "2026"]
    assert [str(part) for part in sorted(map(PartDate.parse, reversed(texts)))] == texts


@given(part_dates)
def test_a_part_date_reads_back_from_its_iso_form(part: PartDate) -> None:
    assert PartDate.parse(part.iso) == part


@given(part_dates, part_dates)
def test_part_dates_have_one_order(a: PartDate, b: PartDate) -> None:
    assert (a < b) + (a > b) + (a == b) == 1
    assert a.first_day <= a.last_day
    assert a.first_day <= b.first_day or a > b


def test_a_day_must_be_complete() -> None:
    assert parse_day("2025-02-18") == date(2025, 2, 18)
    for text in ("2025-02", "2025", "18.2.2025"):
        with pytest.raises(ValueError, match="ngày phải viết dạng 2025-01-31"):
            parse_day(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-02-18", "2025-02-18T00:00:00+07:00", "2025-02-19T00:00:00+07:00"),
        ("2025-12-31", "2025-12-31T00:00:00+07:00", "2026-01-01T00:00:00+07:00"),
        ("2025-02-18 07:30", "2025-02-18T07:30:00+07:00", "2025-02-18T07:30:00+07:00"),
        ("2025-02-18T07:30", "2025-02-18T07:30:00+07:00", "2025-02-18T07:30:00+07:00"),
        ("2025-02-18T07:30:15", "2025-02-18T07:30:15+07:00", "2025-02-18T07:30:15+07:00"),
        ("2025-02-18 24:00", "2025-02-19T00:00:00+07:00", "2025-02-19T00:00:00+07:00"),
        ("2025-02-18T07:30Z", "2025-02-18T14:30:00+07:00", "2025-02-18T14:30:00+07:00"),
        ("2025-02-18T07:30+07:00", "2025-02-18T07:30:00+07:00", "2025-02-18T07:30:00+07:00"),
        ("2025-02-18 07:30 -0530", "2025-02-18T20:00:00+07:00", "2025-02-18T20:00:00+07:00"),
    ],
)
def test_moments(text: str, start: str, end: str) -> None:
    assert parse_start(text).isoformat() == start
    assert parse_end(text).isoformat() == end


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("18/02/2025 07:30", "ngày phải viết dạng 2025-01-31 hoặc 2025-01-31 07:30"),
        ("2025-02", "ngày phải viết dạng 2025-01-31 hoặc 2025-01-31 07:30"),
        ("2025-02-30 07:30", "ngày 30/02/2025 không có trong lịch"),
        ("2025-02-18 24:30", "không có giờ 24:30"),
        ("2025-02-18 07:60", "không có giờ 07:60"),
        ("2025-02-18 07:30:99", "không có giờ này"),
        ("2025-02-18 07:30+19:00", r"múi giờ phải viết dạng \+07:00"),
        ("2025-02-18 07:30+07:99", r"múi giờ phải viết dạng \+07:00"),
    ],
)
def test_a_wrong_moment_is_refused_with_the_remedy(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_start(text)


@given(days, st.times())
def test_a_moment_reads_back_from_its_iso_form(day: date, clock: time) -> None:
    moment = datetime.combine(day, clock.replace(microsecond=0), VIETNAM)
    assert parse_start(moment.isoformat()) == parse_end(moment.isoformat()) == moment


@given(days)
def test_a_day_lasts_24_hours(day: date) -> None:
    assert parse_end(day.isoformat()) - parse_start(day.isoformat()) == timedelta(hours=24)


def test_rfc822_is_vietnamese_time_in_english_whatever_the_locale() -> None:
    assert rfc822(datetime(2025, 2, 18, tzinfo=VIETNAM)) == "Tue, 18 Feb 2025 00:00:00 +0700"
    assert rfc822(datetime(2025, 2, 17, 17, 0, 0, 5, tzinfo=UTC)) == "Tue, 18 Feb 2025 00:00:00 +0700"
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("vi_VN.UTF-8", "fr_FR.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert rfc822(datetime(2025, 5, 4, 1, 2, 3, tzinfo=VIETNAM)) == "Sun, 04 May 2025 01:02:03 +0700"
    finally:
        locale.setlocale(locale.LC_TIME, before)


def test_a_moment_without_a_time_zone_is_our_bug() -> None:
    naive = datetime(2025, 2, 18)  # noqa: DTZ001
    for write in (rfc822, long_vietnamese):
        with pytest.raises(ValueError, match="time zone"):
            write(naive)


def test_dates_for_readers() -> None:
    assert long_vietnamese(date(2025, 2, 8)) == "08/02/2025"
    assert long_vietnamese(datetime(2025, 2, 18, 0, 30, tzinfo=UTC)) == "07:30 ngày 18/02/2025"


@pytest.mark.parametrize(
    ("given_days", "numbers"),
    [
        ("thu-2", (1,)),
        ("t2, t3,t4, t5, t6", (1, 2, 3, 4, 5)),
        (["cn", "thu-7", "chu-nhat"], (6, 7)),
        (["Thứ Hai", "Thứ 4", "Chủ nhật", "T7"], (1, 3, 6, 7)),
    ],
)
def test_weekdays(given_days: str | list[str], numbers: tuple[int, ...]) -> None:
    assert parse_weekdays(given_days) == numbers


@pytest.mark.parametrize("wrong", ["t8", "thu-1", "monday", "", "t2,,t3"])
def test_an_unknown_weekday_is_refused_with_the_names(wrong: str) -> None:
    with pytest.raises(ValueError, match="ngày trong tuần phải viết dạng thu-2, thu-7, chu-nhat"):
        parse_weekdays(wrong)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("07:00-11:30, 13:30-17:00", ((time(7), time(11, 30)), (time(13, 30), time(17)))),
        ("7:00 – 11:30", ((time(7), time(11, 30)),)),
        ("22:00-05:00", ((time(22), time(5)),)),
        ("18:00-24:00", ((time(18), time(0)),)),
        ("00:00-24:00", ((time(0), time(0)),)),
    ],
)
def test_hours(text: str, spans: tuple[tuple[time, time], ...]) -> None:
    assert parse_hours(text) == spans


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("7h-11h", "giờ phải viết dạng 07:00-11:30, 13:30-17:00 .*«7h-11h»"),
        ("", "giờ phải viết dạng"),
        ("07:00-25:00", "không có giờ 25:00"),
        ("07:00-07:00", "cùng lúc.*cả ngày thì viết 00:00-24:00"),
        ("24:00-06:00", "giờ bắt đầu muộn nhất là 23:59"),
    ],
)
def test_wrong_hours_are_refused_with_the_remedy(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_hours(text)
