"""Scripts for a person at a commune's microphone."""

from __future__ import annotations

import pickle
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings, strategies as st

from portal import loading, loudspeakers, settings as data_files
from portal.catalogue import Catalogue, Snapshot
from portal.dates import parse_start
from portal.loudspeakers import bulletin_address, script_address
from portal.loudspeakers.breath import LONGEST, lines, seconds, syllables
from portal.loudspeakers.checking import is_doubtful
from portal.problems import Severity
from portal.store import Memory, digest
from tests.projects import ACHIEVEMENT, PLAN, ROOT
from tests.unit.small import catalogue, own_content, snapshot

Y2024 = "hai nghìn không trăm hai mươi tư"
Y2025 = "hai nghìn không trăm hai mươi lăm"
Y2026 = "hai nghìn không trăm hai mươi sáu"


@cache
def portal() -> Snapshot:
    """The repository's own content and data."""
    found, problems = data_files.load(ROOT / "data", digest)
    assert found is not None, problems
    store, entries = Memory(), []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        name = path.relative_to(ROOT / "docs").as_posix()
        entry, body = loading.load(name, path.read_bytes())
        store.save(entry.body_key, body)
        entries.append(entry)
    return Catalogue(found, tuple(entries), {}, store).at(parse_start("2026-12-01"))


def texts(now: Snapshot, *, code: str = "c", url: str = "https://cong.example/goc/") -> dict[str, str]:
    """All files, made as another process makes them: pickled, with nothing but the store."""
    found = {}
    for output in loudspeakers.outputs(now, code=code, url=url):
        assert output.apart
        make = pickle.loads(pickle.dumps(output.make))  # noqa: S301 - our own
        found[output.address] = make(Memory()).decode("utf-8")
    return found


def keys(now: Snapshot, *, code: str = "c", url: str = "https://cong.example/goc/") -> dict[str, str]:
    return {output.address: output.key for output in loudspeakers.outputs(now, code=code, url=url)}


def script(files: Mapping[str, str], *, now: str = "2026-03-01") -> str:
    """The script of the only record."""
    (text,) = (text for name, text in texts(snapshot(files, now=now)).items() if "/dia-phuong/" not in name)
    return text


def bulletin(files: Mapping[str, str], place: str, *, now: str = "2026-03-01") -> str:
    return texts(snapshot(files, now=now))[bulletin_address(place)]


def said(text: str) -> list[str]:
    """What is read out, without the header."""
    return [line for line in text.split("\n\n", 1)[1].splitlines() if line]


def header(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.split("\n\n", 1)[0].splitlines())


def notice(title: str = "Cắt nước", *, fields: str = "", summary: str = "Nước yếu cả ngày.") -> str:
    return f"---\ntitle: {title}\nsummary: {summary}\ndate: 2026-01-05\n{fields}---\nNội dung.\n"


EMERGENCY = """\
locality: can-tho
starts: 2026-02-28
ends: 2026-03-01 18:00
priority: emergency
emergency:
  event: Lũ
  urgency: Immediate
  severity: Severe
  certainty: Observed
  area: [can-tho, hai-phong]
  instruction: Không qua ngầm, tràn.
  contact: gọi 113, 114 hoặc 115
  approved_by: Chủ tịch
"""

TOKENS = [
    # Numbers.
    ("0", "không"),
    ("4 xã", "bốn xã"),
    ("15 hộ", "mười lăm hộ"),
    ("21 tổ", "hai mươi mốt tổ"),
    ("24 giờ", "hai mươi tư giờ"),
    ("105 người", "một trăm linh năm người"),
    ("1.005 hộ", "một nghìn không trăm linh năm hộ"),
    ("20.758 trạm", "hai mươi nghìn bảy trăm năm mươi tám trạm"),
    ("203.000 người", "hai trăm linh ba nghìn người"),
    ("65.000.000 tài khoản", "sáu mươi lăm triệu tài khoản"),
    ("39,52", "ba mươi chín phẩy năm mươi hai"),
    ("0,8241 điểm", "không phẩy tám hai bốn một điểm"),
    ("1,05 lần", "một phẩy không năm lần"),
    ("10/10 xã", "mười trên mười xã"),
    ("1.579/1.937 dịch vụ", "một nghìn năm trăm bảy mươi chín trên một nghìn chín trăm ba mươi bảy dịch vụ"),
    ("hạng 2/34", "hạng hai trên ba mươi tư"),
    ("1/3 dân số", "một trên ba dân số"),
    ("Đề án 06", "Đề án không sáu"),
    ("VNeID mức 2", "VNeID mức hai"),
    ("Covid-19", "Covid mười chín"),
    ("cấp 8, giật cấp 10", "cấp tám, giật cấp mười"),
    # Per cent, operators, ranges.
    ("39,52%", "ba mươi chín phẩy năm mươi hai phần trăm"),
    ("≥30% GDP", "lớn hơn hoặc bằng ba mươi phần trăm tổng sản phẩm trong nước"),
    ("≤ 5 ngày", "nhỏ hơn hoặc bằng năm ngày"),
    (">55%", "lớn hơn năm mươi lăm phần trăm"),
    ("~90%", "khoảng chín mươi phần trăm"),
    ("70–80%", "bảy mươi đến tám mươi phần trăm"),
    ("40–50 tổ chức", "bốn mươi đến năm mươi tổ chức"),
    ("2020–2024", f"hai nghìn không trăm hai mươi đến {Y2024}"),
    ("từ 2 đến 3 lần/tuần", "từ hai đến ba lần mỗi tuần"),
    ("22:00-05:00", "hai mươi hai giờ đến năm giờ"),
    # Dates and times.
    ("22/12/2024", f"ngày hai mươi hai tháng mười hai năm {Y2024}"),
    ("ngày 07/03/2025", f"ngày bảy tháng ba năm {Y2025}"),
    ("07/3", "ngày bảy tháng ba"),
    ("30/4", "ngày ba mươi tháng tư"),
    ("ngày 2/9", "ngày hai tháng chín"),
    ("từ 1/3 đến 5/3", "từ ngày một tháng ba đến ngày năm tháng ba"),
    ("31-12-2026", f"ngày ba mươi mốt tháng mười hai năm {Y2026}"),
    ("2026-04-30", f"ngày ba mươi tháng tư năm {Y2026}"),
    ("01/2025", f"tháng một năm {Y2025}"),
    ("2025-09", f"tháng chín năm {Y2025}"),
    ("tháng 4/2026", f"tháng tư năm {Y2026}"),
    ("quý II/2025", f"quý hai năm {Y2025}"),
    ("thứ 2, thứ 4", "thứ hai, thứ tư"),
    ("07:30", "bảy giờ ba mươi phút"),
    ("7h30", "bảy giờ ba mươi phút"),
    ("17h", "mười bảy giờ"),
    ("07:30 ngày 18/02/2025", f"bảy giờ ba mươi phút ngày mười tám tháng hai năm {Y2025}"),
    ("24/7", "hai mươi tư giờ một ngày, bảy ngày một tuần"),
    # Numbers of documents of the Party and of the State.
    ("57-NQ/TW", "năm mươi bảy, Nghị quyết, Trung ương"),
    ("186-HD/BTGTW", "một trăm tám mươi sáu, Hướng dẫn, Ban Tuyên giáo Trung ương"),
    ("02-KH/BCĐTW", "không hai, Kế hoạch, Ban Chỉ đạo Trung ương"),
    ("180-KH/TU", "một trăm tám mươi, Kế hoạch, Thành ủy"),
    ("92-HD/BTGTU", "chín mươi hai, Hướng dẫn, Ban Tuyên giáo Thành ủy"),
    ("06-KH/ĐU", "không sáu, Kế hoạch, Đảng ủy"),
    ("12-CTr/TU", "mười hai, Chương trình, Thành ủy"),
    ("Quy định 229-QĐ/TW", "Quy định hai trăm hai mươi chín, Quy định, Trung ương"),
    (
        "01-CTPH/BTG-HĐND-UBND-TA-VKS",
        "không một, Chương trình phối hợp, Ban Tuyên giáo, Hội đồng nhân dân, Ủy ban nhân dân, Tòa án, "
        "Viện kiểm sát",
    ),
    ("03/NQ-CP", "không ba, Nghị quyết, Chính phủ"),
    ("1131/QĐ-TTg", "một nghìn một trăm ba mươi mốt, Quyết định, Thủ tướng Chính phủ"),
    ("42/2022/NĐ-CP", "bốn mươi hai, năm hai nghìn không trăm hai mươi hai, Nghị định, Chính phủ"),
    ("148/2025/QH15", f"một trăm bốn mươi tám, năm {Y2025}, Quốc hội khóa mười lăm"),
    ("237/NQ-UBTVQH16", "hai trăm ba mươi bảy, Nghị quyết, Ủy ban Thường vụ Quốc hội khóa mười sáu"),
    ("624/TB-VPCP", "sáu trăm hai mươi tư, Thông báo, Văn phòng Chính phủ"),
    ("47/KH-UBND", "bốn mươi bảy, Kế hoạch, Ủy ban nhân dân"),
    # Abbreviations.
    ("HĐND, UBND và UBMTTQVN", "Hội đồng nhân dân, Ủy ban nhân dân và Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("KH&CN, ĐMST, CĐS", "khoa học và công nghệ, đổi mới sáng tạo, chuyển đổi số"),
    ("R&D và AI", "nghiên cứu và phát triển và trí tuệ nhân tạo"),
    ("CSDL và CNTT", "cơ sở dữ liệu và công nghệ thông tin"),
    ("GRDP, TFP", "tổng sản phẩm trên địa bàn, năng suất nhân tố tổng hợp"),
    ("DTI, HDI", "chỉ số chuyển đổi số, chỉ số phát triển con người"),
    ("BTV, BCH, BCĐ", "Ban Thường vụ, Ban Chấp hành, Ban Chỉ đạo"),
    ("TP.HCM", "Thành phố Hồ Chí Minh"),
    ("TDP 5", "tổ dân phố năm"),
    ("Trung tâm VH-TT-TT", "Trung tâm Văn hóa Thông tin Thể thao"),
    ("Zalo OA", "Zalo tài khoản chính thức"),
    ("trạm Open RAN", "trạm mạng truy nhập vô tuyến mở"),
    ("mạng 5G, 6G", "mạng di động thế hệ thứ năm, mạng di động thế hệ thứ sáu"),
    ("bảng LED, mã QR", "bảng lét, mã phản hồi nhanh"),
    ("TM. UBND, T/M BTV", "thay mặt Ủy ban nhân dân, thay mặt Ban Thường vụ"),
    (
        "Trung tâm Giám sát, điều hành đô thị thông minh (HueIOC), thành phố Huế",
        "Trung tâm Giám sát, điều hành đô thị thông minh, thành phố Huế",
    ),
    ("iHanoi, Hue-S", "iHanoi, Hue-S"),
    # Units and money.
    ("1.300 ha", "một nghìn ba trăm héc-ta"),
    ("146,64 Mbps", "một trăm bốn mươi sáu phẩy sáu mươi tư megabit mỗi giây"),
    ("-5°C", "âm năm độ xê"),
    ("5 km², 20 m2", "năm ki-lô-mét vuông, hai mươi mét vuông"),
    ("200–300 mm", "hai trăm đến ba trăm mi-li-mét"),
    ("12–15 m/s", "mười hai đến mười lăm mét trên giây"),
    ("60 km/h", "sáu mươi ki-lô-mét trên giờ"),
    ("500 kg", "năm trăm ki-lô-gam"),
    ("2 TB, 40 GB", "hai tê-ra-bai, bốn mươi gi-ga-bai"),
    ("12 MW", "mười hai mê-ga-oát"),
    ("15 triệu USD", "mười lăm triệu đô la Mỹ"),
    ("3.000 tỷ đồng", "ba nghìn tỷ đồng"),
    ("10.000đ", "mười nghìn đồng"),
    # Roman numerals.
    ("Đại hội XIV", "Đại hội mười bốn"),
    ("khóa XIII", "khóa mười ba"),
    ("mục III.2", "mục ba chấm hai"),
    ("Chương V", "Chương năm"),
    ("thế kỷ XXI", "thế kỷ hai mươi mốt"),
    ("lần thứ I", "lần thứ nhất"),
    # Calls and addresses.
    ("gọi 113, 114 hoặc 115", "gọi một một ba, một một bốn hoặc một một năm"),
    ("Liên hệ: 114", "Liên hệ: một một bốn"),
    ("gọi ngay 112", "gọi ngay một một hai"),
    ("gọi 25 thanh niên", "gọi hai mươi lăm thanh niên"),
    ("liên hệ 0292.3820.123", "liên hệ không hai chín hai ba tám hai không một hai ba"),
    ("tổng đài 1022", "tổng đài một không hai hai"),
    ("1900 1234", "một chín không không một hai ba bốn"),
    ("trang nghiquyet57.vn", "trang nghiquyet năm bảy chấm vn"),
]


@pytest.mark.parametrize(("token", "words"), TOKENS)
def test_tokens_are_spelt_out_with_the_portals_own_vocabulary(token: str, words: str) -> None:
    spoken = portal().settings.speaker.speak(token, issuer="Ban Thường vụ Thành ủy Cần Thơ")
    assert (spoken.text, spoken.unknown) == (words, ())


def test_every_record_of_the_portal_is_read_without_an_unspelt_token() -> None:
    assert list(loudspeakers.check(portal(), code="c")) == []
    found = texts(portal())
    assert {script_address(record) for record in portal().listed} <= found.keys()
    for name, text in found.items():
        assert not any(map(str.isdigit, text)), name
        assert not portal().settings.speaker.speak(text).unknown, name
        assert unicodedata.is_normalized("NFC", text)
        assert text.endswith(".\n")
        assert "\r" not in text


def test_every_line_of_the_portals_scripts_can_be_read_in_one_breath() -> None:
    for name, text in texts(portal()).items():
        for line in said(text):
            assert syllables(line) <= LONGEST, f"{name}: {line}"


def test_every_listed_record_has_a_script_and_every_page_of_a_place_a_bulletin() -> None:
    found = set(texts(snapshot()))
    assert {name for name in found if not name.startswith("/loa/dia-phuong/")} == {
        "/loa/nghi-quyet/muc-tieu.txt",
        "/loa/nghi-quyet/nhiem-vu.txt",
        "/loa/nghi-quyet/the-che.txt",
        "/loa/nghi-quyet/ha-tang.txt",
        "/loa/ke-hoach/can-tho/tuyen-truyen.txt",
        "/loa/dien-hinh/phu-song-5g.txt",
        "/loa/tin-tuc/2026/luat.txt",
    }
    assert len([name for name in found if name.startswith("/loa/dia-phuong/")]) == 34
    commune = notice(fields="locality: hai-phong/kinh-mon\n")
    assert "/loa/dia-phuong/hai-phong/kinh-mon.txt" in texts(snapshot({"tin-tuc/2026/a.md": commune}))


@pytest.mark.parametrize(
    "field",
    [
        "draft: true",
        "publish_at: 2026-03-02",
        "expires: 2026-02-27",
        "withdrawn: {date: 2026-02-01, reason: a}",
    ],
)
def test_what_is_in_no_list_is_not_read_out(field: str) -> None:
    assert len(texts(snapshot({"tin-tuc/2026/a.md": notice(fields=f"{field}\n")}))) == 34


def test_a_plan_says_who_does_what_by_when() -> None:
    text = script({"ke-hoach/can-tho/a.md": PLAN.replace("[thể chế](../../nghi-quyet/the-che.md)", "luật")})
    assert header(text)["Địa bàn"] == "Thành phố Cần Thơ"
    assert said(text) == [
        "Kính thưa bà con.",
        "Cổng thử xin giới thiệu kế hoạch của Ban Thường vụ Thành ủy Cần Thơ.",
        "Kế hoạch tuyên truyền.",
        "Tuyên truyền nghị quyết ở Cần Thơ.",
        "Văn bản số một trăm tám mươi, Kế hoạch, Thành ủy,",
        f"do Ban Thường vụ Thành ủy Cần Thơ ban hành ngày mười tám tháng hai năm {Y2025}.",
        "Sau đây là những việc được giao.",
        "Việc thứ nhất, báo cáo.",
        "Các sở báo cáo gửi Ban Thường vụ.",
        "Nội dung: Báo cáo kết quả thực hiện.",
        f"Hạn: trước ngày bảy tháng ba năm {Y2025}.",
        "Việc thứ hai, giao Các sở.",
        "Xây dựng kế hoạch.",
        f"Hạn: đến hết ngày ba mươi mốt tháng ba năm {Y2025}.",
        "Nội dung đầy đủ có trên Cổng thử, mục Kế hoạch của địa phương.",
        "Địa chỉ: cong chấm example.",
        "Xin cảm ơn bà con đã lắng nghe.",
    ]


def test_a_handful_of_tasks_is_read_and_the_rest_counted() -> None:
    tasks = "".join(f"  - {{unit: Đơn vị, work: Việc {number}}}\n" for number in range(8))
    plan = re.sub(r"tasks:.*?---\n", f"tasks:\n{tasks}---\n", PLAN, flags=re.DOTALL)
    read = said(script({"ke-hoach/can-tho/a.md": plan.split("Theo [")[0] + "Nội dung.\n"}))
    assert len([line for line in read if line.startswith("Việc thứ")]) == 5
    assert "Còn ba việc khác, xem trên cổng." in read


def test_what_a_source_leaves_open_is_not_made_up() -> None:
    plan = (
        PLAN.split("tasks:")[0]
        .replace("number: 180-KH/TU", "number: -HD/BTGTU")
        .replace("signed: 2025-02-18\n", "")
    )
    read = said(script({"ke-hoach/can-tho/a.md": plan + "reports:\n  - {to: Tỉnh ủy}\n---\nNội dung.\n"}))
    assert not [line for line in read if line.startswith("Văn bản")]
    assert "Báo cáo gửi Tỉnh ủy." in read


def test_an_achievement_never_gives_a_figure_without_its_day_and_what_it_is_counted_of() -> None:
    figure = "value: 3, operator: '>=', unit: trạm, what: trạm 5G mới, of: 1298"
    text = ACHIEVEMENT.replace("value: 20758, unit: trạm, what: trạm 5G mới", figure)
    read = said(script({"dien-hinh/a.md": text.replace("as_of:", "caution: Chỉ một nguồn.\nas_of:")}))
    assert read[1:-3] == [
        "Cổng thử xin giới thiệu một điển hình.",
        "Phủ sóng năm G.",
        "Nhiều trạm mới.",
        f"Số liệu tính đến ngày mười tháng mười hai năm {Y2025}.",
        "Trạm năm G mới: từ ba trạm trở lên, trên tổng số một nghìn hai trăm chín mươi tám trạm.",
        "Cách tính: trạm lắp mới trong năm.",
        "Đơn vị: Một doanh nghiệp.",
        "Lưu ý: Chỉ một nguồn.",
        "Nguồn: trang bao chấm example.",
    ]


def test_a_figure_that_the_summary_tells_is_not_told_twice() -> None:
    told = ACHIEVEMENT.replace("Nhiều trạm mới.", "Đã có 20.758 trạm.")
    assert script({"dien-hinh/a.md": told}).count("hai mươi nghìn bảy trăm năm mươi tám") == 1
    other = ACHIEVEMENT.replace("Nhiều trạm mới.", "Đã có 120.758 trạm.")
    assert "mới: hai mươi nghìn bảy trăm năm mươi tám trạm" in script({"dien-hinh/a.md": other})


def test_the_agency_speaks_where_one_is_named_and_its_telephone_is_read() -> None:
    whole = catalogue({"tin-tuc/2026/a.md": notice()})
    contact = whole.settings.site.contact.model_copy(update={"phone": "0292 3820 123"})
    site = whole.settings.site.model_copy(update={"agency": "Sở Khoa học", "contact": contact})
    now = replace(whole, settings=replace(whole.settings, site=site)).at(parse_start("2026-03-01"))
    read = said(texts(now)["/loa/tin-tuc/2026/a.txt"])
    assert read[1] == "Sở Khoa học xin thông báo."
    assert "Điện thoại: không hai chín hai ba tám hai không một hai ba." in read


def test_the_public_address_can_be_another_one() -> None:
    now = snapshot({"tin-tuc/2026/a.md": notice()})
    assert (
        "Địa chỉ: tinh chấm gov chấm vn." in texts(now, url="https://tinh.gov.vn/")["/loa/tin-tuc/2026/a.txt"]
    )
    assert not set(keys(now, url="https://tinh.gov.vn/").values()) & set(keys(now).values())


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ("", "thông thường"),
        ("priority: priority\n", "ưu tiên"),
        (EMERGENCY, "khẩn cấp"),
    ],
)
def test_the_header_names_the_level_of_circular_39(fields: str, level: str) -> None:
    assert header(script({"tin-tuc/2026/a.md": notice(fields=fields)}))["Mức"] == level


@pytest.mark.parametrize(
    ("fields", "times"),
    [
        ("", None),
        ("starts: 2026-02-03\n", f"từ ngày ba tháng hai năm {Y2026}"),
        ("ends: 2026-02-03\n", f"đến hết ngày ba tháng hai năm {Y2026}"),
        ("expires: 2026-03-03\nends: 2026-03-05\n", f"đến hết ngày ba tháng ba năm {Y2026}"),
        (
            "starts: 2026-02-03 07:30\nends: 2026-02-04 18:00\n",
            f"từ bảy giờ ba mươi phút ngày ba tháng hai năm {Y2026} "
            f"đến mười tám giờ ngày bốn tháng hai năm {Y2026}",
        ),
    ],
)
def test_the_header_says_from_and_until_when(fields: str, times: str | None) -> None:
    assert header(script({"tin-tuc/2026/a.md": notice(fields=fields)})).get("Thời gian phát") == times


@pytest.mark.parametrize(
    ("count", "time"), [(0, 0), (1, 5), (10, 5), (11, 10), (130, 60), (131, 65), (650, 300)]
)
def test_reading_takes_a_minute_for_130_syllables(count: int, time: int) -> None:
    assert seconds(count) == time


def test_the_header_tells_how_long_it_takes() -> None:
    text = script({"tin-tuc/2026/a.md": notice(summary="Nước yếu. " * 60)})
    count = sum(map(syllables, said(text)))
    assert 130 < count < 195
    minute = "một phút" if seconds(count) < 120 else "hai phút"
    assert header(text)["Thời lượng"].startswith(f"khoảng {minute}")


def test_an_emergency_is_read_twice_with_its_instruction() -> None:
    text = script({"tin-tuc/2026/a.md": notice("Lũ lên nhanh", fields=EMERGENCY)})
    message = [
        "Lũ lên nhanh.",
        "Nước yếu cả ngày.",
        "Nơi phải chú ý: Thành phố Cần Thơ, Thành phố Hải Phòng.",
        "Không qua ngầm, tràn.",
        "Liên hệ: gọi một một ba, một một bốn hoặc một một năm.",
        f"Thông báo này có giá trị đến mười tám giờ ngày một tháng ba năm {Y2026}.",
    ]
    opening = ["Chú ý, chú ý!", "Đây là thông báo khẩn cấp của Cổng thử."]
    assert said(text)[: 3 + 2 * len(message)] == [*opening, *message, "Xin nhắc lại.", *message]
    assert header(text)["Địa bàn"] == "Thành phố Cần Thơ, Thành phố Hải Phòng"
    assert "hai lượt" in header(text)["Cách đọc"]


def test_a_notice_with_priority_is_read_twice_and_an_ordinary_one_once() -> None:
    priority = script({"tin-tuc/2026/a.md": notice(fields="priority: priority\n")})
    assert (priority.count("Nước yếu cả ngày."), priority.count("Xin nhắc lại.")) == (2, 1)
    ordinary = script({"tin-tuc/2026/a.md": notice()})
    assert (ordinary.count("Nước yếu cả ngày."), ordinary.count("Xin nhắc lại.")) == (1, 0)


# A bulletin.


def test_a_bulletin_goes_by_weight_and_then_from_near_to_far() -> None:
    files = {
        "tin-tuc/2026/nuoc.md": notice("Cả nước"),
        "tin-tuc/2026/tinh.md": notice("Của tỉnh", fields="locality: hai-phong\n"),
        "tin-tuc/2026/xa.md": notice("Của phường", fields="locality: hai-phong/kinh-mon\n"),
        "tin-tuc/2026/khac.md": notice("Nơi khác", fields="locality: can-tho\n"),
        "tin-tuc/2026/uu-tien.md": notice("Quan trọng", fields="priority: priority\n"),
        "tin-tuc/2026/lu.md": notice("Lũ lên", fields=EMERGENCY),
        "dien-hinh/a.md": ACHIEVEMENT.replace("date:", "locality: hai-phong/kinh-mon\ndate:"),
        "ke-hoach/hai-phong/kinh-mon/a.md": _plan("2026-05-01", "2026-04-01", "2025-12-01", "2026-03-01"),
    }
    read = said(bulletin(files, "hai-phong/kinh-mon"))
    titles = ["Lũ lên.", "Quan trọng.", "Của phường.", "Của tỉnh.", "Cả nước."]
    assert [line for line in read if line in titles] == ["Lũ lên."] * 2 + ["Quan trọng."] * 2 + titles[2:]
    assert "Nơi khác." not in read
    headings = [
        "Thông báo khẩn cấp.",
        "Thông báo quan trọng.",
        "Thông báo.",
        "Văn bản mới đăng của địa phương.",
        "Điển hình mới đăng của địa phương.",
        "Những việc sắp đến hạn theo văn bản của địa phương.",
    ]
    assert [line for line in read if line in headings] == headings
    # What was due before the newest record has passed.
    assert [line.split(" tháng ")[1].split(" năm ")[0] for line in read if line.startswith("Hạn:")] == [
        "ba",
        "tư",
        "năm",
    ]


def _plan(*due: str) -> str:
    tasks = "".join(f"  - {{unit: Các tổ, work: Làm việc, due: {day}}}\n" for day in due)
    return f"{PLAN.split('tasks:')[0]}tasks:\n{tasks}---\nNội dung.\n"


def test_a_bulletin_signs_on_and_off_and_leaves_the_date_to_the_reader() -> None:
    text = bulletin({"tin-tuc/2026/a.md": notice()}, "can-tho")
    read = said(text)
    assert read[:3] == [
        "Kính thưa bà con.",
        "Sau đây là bản tin dành cho thành phố Cần Thơ, do Cổng thử biên soạn.",
        "Bản tin phát ngày «…» tháng «…» năm «…»",
    ]
    assert read[-4] == "Bản tin đến đây là hết."
    assert read[-1] == "Xin cảm ơn bà con đã lắng nghe."
    assert header(text)["Thời lượng"].startswith("khoảng ")


def test_a_place_without_anything_says_so() -> None:
    read = said(bulletin({"tin-tuc/2026/a.md": notice(fields="locality: hue\n")}, "can-tho"))
    assert read[3] == "Hiện chưa có tin nào của thành phố Cần Thơ."


def test_a_bulletin_takes_five_minutes_at_most_and_counts_what_it_leaves_out() -> None:
    long = "Câu này có khá nhiều chữ để đọc mất thời giờ. " * 3
    files = {
        f"tin-tuc/2026/a{n}.md": notice(f"Tin số {n}", fields="priority: priority\n", summary=long)
        for n in range(40)
    }
    files |= {f"tin-tuc/2026/b{n}.md": notice(f"Tin thường {n}") for n in range(40)}
    text = bulletin(files, "can-tho")
    assert sum(map(syllables, said(text))) <= 650
    told = len({line for line in said(text) if re.match("Tin (?:số|thường) ", line)})
    (rest,) = (line for line in said(text) if line.startswith("Còn "))
    assert 0 < told < 80
    assert rest == f"Còn {portal().settings.speaker.speak(str(80 - told)).text} mục khác, xem trên cổng."


def test_emergencies_are_never_left_out() -> None:
    long = "Nước lên rất nhanh và chảy xiết qua các ngầm, các tràn ở thượng nguồn. " * 5
    files = {f"tin-tuc/2026/a{n}.md": notice(f"Lũ {n}", fields=EMERGENCY, summary=long) for n in range(6)}
    read = said(bulletin(files, "can-tho"))
    assert len({line for line in read if line.startswith("Lũ ")}) == 6


def test_what_is_cancelled_is_silent_also_when_the_cancellation_has_ended() -> None:
    cancel = EMERGENCY.replace("  event: Lũ", "  cancels: tin-tuc/2026/lu\n  event: Lũ").replace(
        "ends: 2026-03-01 18:00", "ends: 2026-03-01 06:00"
    )
    files = {
        "tin-tuc/2026/lu.md": notice("Lũ lên", fields=EMERGENCY),
        "tin-tuc/2026/huy.md": notice("Hết lũ", fields=cancel),
    }
    before = said(bulletin(files, "can-tho", now="2026-03-01 05:00"))
    assert ("Hết lũ." in before, "Lũ lên." in before) == (True, False)
    after = said(bulletin(files, "can-tho", now="2026-03-01 07:00"))
    assert ("Hết lũ." in after, "Lũ lên." in after) == (False, False)


@pytest.mark.parametrize(
    ("fields", "now", "is_told"),
    [
        ("starts: 2026-03-02\n", "2026-03-01", False),
        ("starts: 2026-03-02\n", "2026-03-02", True),
        ("ends: 2026-03-02\n", "2026-03-02 23:59", True),
        ("ends: 2026-03-02\n", "2026-03-03", False),
        # A notice of working hours is on in the evening too, until its last hour is over.
        ("starts: 2026-03-02\nends: 2026-03-03\nhours: 07:00-17:00\n", "2026-03-02 06:00", False),
        ("starts: 2026-03-02\nends: 2026-03-03\nhours: 07:00-17:00\n", "2026-03-02 20:00", True),
        ("starts: 2026-03-02\nends: 2026-03-03\nhours: 07:00-17:00\n", "2026-03-03 17:00", False),
    ],
)
def test_a_bulletin_tells_of_what_has_begun_and_is_not_over(fields: str, now: str, *, is_told: bool) -> None:
    files = {"tin-tuc/2026/a.md": notice("Có tin", fields=fields)}
    assert ("Có tin." in said(bulletin(files, "can-tho", now=now))) is is_told


def test_between_two_changes_nothing_depends_on_the_clock() -> None:
    files = {
        **own_content(),
        "ke-hoach/can-tho/tuyen-truyen.md": _plan("2026-03-05"),
        "tin-tuc/2026/a.md": notice(fields="starts: 2026-03-02\nends: 2026-03-09\ndays: [thu-5]\n"),
    }
    first = snapshot(files, now="2026-03-01 10:00")
    change = first.next_change
    assert change is not None
    just_before = first.catalogue.at(change - timedelta(seconds=1))
    assert keys(just_before) == keys(first)
    assert texts(just_before) == texts(first)
    assert keys(first.catalogue.at(change)) != keys(first)


# Keys.


def test_a_script_is_made_anew_when_its_record_changes_and_no_other() -> None:
    before = keys(snapshot())
    assert keys(snapshot()) == before
    changed = ACHIEVEMENT.replace("Nhiều trạm mới.", "Trạm mới.")
    after = keys(snapshot({**own_content(), "dien-hinh/phu-song-5g.md": changed}))
    assert {name for name in before if before[name] != after[name]} == {"/loa/dien-hinh/phu-song-5g.txt"}


def test_a_bulletin_is_made_anew_when_what_it_tells_changes() -> None:
    before = keys(snapshot())
    changed = PLAN.replace("Tuyên truyền nghị quyết ở Cần Thơ.", "Khác.")
    after = keys(snapshot({**own_content(), "ke-hoach/can-tho/tuyen-truyen.md": changed}))
    assert {name for name in before if before[name] != after[name]} == {
        "/loa/ke-hoach/can-tho/tuyen-truyen.txt",
        "/loa/dia-phuong/can-tho.txt",
    }


def test_other_code_makes_everything_anew() -> None:
    now = snapshot()
    assert not set(keys(now, code="d").values()) & set(keys(now).values())


# What cannot be spelt.


def test_an_unspelt_token_is_advice_with_file_line_field_and_remedy() -> None:
    (problem,) = loudspeakers.check(
        snapshot(
            {"tin-tuc/2026/a.md": notice(fields=EMERGENCY.replace("Không qua", "Theo XYZT, không qua"))}
        ),
        code="c",
    )
    assert (problem.path, problem.field, problem.code) == (
        "docs/tin-tuc/2026/a.md",
        "emergency.instruction",
        "loudspeaker-unspelt",
    )
    assert problem.severity is Severity.ADVICE
    assert problem.line == 15
    assert problem.message == "loa không đọc được «XYZT»"
    assert "data/vocabulary.yml" in problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("title: Kế hoạch", "title: Kế hoạch BKHT", "title"),
        ("summary: Tuyên truyền", "summary: Tuyên truyền BKHT", "summary"),
        ("unit: Các sở", "unit: Các BKHT", "tasks[0].unit"),
        ("to: Ban", "to: BKHT Ban", "reports[0].to"),
        ("180-KH/TU", "180-KH/BKHT", "number"),
        ("summary: Tuyên truyền", "summary: Trước 31/02/2025, tuyên truyền", "summary"),
    ],
)
def test_every_field_that_is_read_out_is_checked(old: str, new: str, field: str) -> None:
    assert old in PLAN
    files = {**own_content(), "ke-hoach/can-tho/tuyen-truyen.md": PLAN.replace(old, new)}
    found = {
        problem.field
        for problem in loudspeakers.check(snapshot(files), code="c")
        if "ke-hoach" in problem.path
    }
    assert found == {field}


def test_what_was_found_is_kept_and_found_again() -> None:
    now = snapshot({"tin-tuc/2026/a.md": notice("Họp XYZT")})
    first = list(loudspeakers.check(now, code="c"))
    again = now.catalogue.at(now.now)
    assert list(loudspeakers.check(again, code="c")) == first
    assert len(first) == 1


def test_who_speaks_is_checked_in_the_data_file() -> None:
    whole = catalogue({"tin-tuc/2026/a.md": notice()})
    site = whole.settings.site.model_copy(update={"agency": "XYZT"})
    now = replace(whole, settings=replace(whole.settings, site=site)).at(parse_start("2026-03-01"))
    (problem,) = loudspeakers.check(now, code="c")
    assert (problem.path, problem.field) == ("data/site.yml", "agency")


_PIECES = st.sampled_from(
    [token for token, _ in TOKENS] + list("ABĐTxy/-.: 0123456789") + ["XYZ", "đ/c", "31/02/2025"]
)


@settings(max_examples=500)
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=8).map("".join)))
def test_what_is_not_looked_at_has_nothing_to_spell(text: str) -> None:
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    if not is_doubtful(plain):
        assert portal().settings.speaker.speak(plain).unknown == ()


# Lines.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("một câu", ["Một câu."]),
        ("Một. Hai! Ba?", ["Một.", "Hai!", "Ba?"]),
        ("Một,\nhai", ["Một.", "Hai."]),
        (
            "Ủy ban nhân dân phường giao việc cho phòng ban, đoàn thể và kênh thông tin của phường "
            "để phổ biến nghị quyết tới mọi người",
            [
                "Ủy ban nhân dân phường giao việc cho phòng ban, đoàn thể và kênh thông tin của phường",
                "để phổ biến nghị quyết tới mọi người.",
            ],
        ),
        (
            "Phòng đề nghị các kênh thông tin ở hai mươi lăm phường, xã tuyên truyền nghị quyết rộng rãi "
            "trong các tầng lớp nhân dân và học sinh",
            [
                "Phòng đề nghị các kênh thông tin ở hai mươi lăm phường, xã tuyên truyền nghị quyết rộng rãi",
                "trong các tầng lớp nhân dân và học sinh.",
            ],
        ),
    ],
)
def test_a_long_sentence_is_broken_where_one_breathes(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@given(st.lists(st.text("ab, .;", min_size=1, max_size=5), max_size=120).map(" ".join))
def test_lines_are_short_and_lose_no_word(text: str) -> None:
    found = lines(text)
    words = [word.strip(",;:. ").lower() for word in text.split()]
    assert [w for w in (w.strip(",;:. ").lower() for line in found for w in line.split()) if w] == [
        w for w in words if w
    ]
    assert all(syllables(line) <= LONGEST for line in found)
    assert all(found)
