"""Screens of whole sites: what players read, pictures to the pixel, and what is wrong, in words."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from PIL import Image

from tests.projects import ACHIEVEMENT, NOTICE, TestProject, make
from tests.readers import plain, programs
from tests.readers.comparing import differences, found_by, readable
from tests.readers.reading import READERS
from tests.site.conftest import Run

SIZES = {
    "96x16": "ticker",
    "128x32": "led",
    "192x64": "led",
    "256x128": "led",
    "384x192": "led",
    "1920x1080": "kiosk",
    "1080x1920": "kiosk",
}
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LED = "led: {s: Tiêm vắc xin, m: Tiêm vắc xin sáng thứ Bảy, l: Trạm y tế tiêm vắc xin cho trẻ sáng thứ Bảy}"
NOW = "2026-03-02 09:00"


def screens(**more: str) -> str:
    lines = ["screens:"]
    for size, kind in SIZES.items():
        width, height = size.split("x")
        standing = "Nghị quyết 57"
        lines.append(
            f"  - {{id: m{size}, name: Màn hình {size}, width: {width}, height: {height}, kind: {kind}, "
            f"tags: [tat-ca], standing: {standing}, locality: can-tho{more.get('extra', '')}}}"
        )
    return "\n".join(lines) + "\n"


def notice(title: str, *fields: str) -> str:
    lines = fields if any(field.startswith("screens") for field in fields) else ("screens: [tat-ca]", *fields)
    text = NOTICE.replace("title: Luật có hiệu lực\n", f"title: {json.dumps(title, ensure_ascii=False)}\n")
    return text.replace("---\n", "---\n" + "".join(f"{line}\n" for line in lines), 1)


ALERT = (
    "emergency: {event: Bão, urgency: Immediate, severity: Severe, certainty: Likely, area: [can-tho], "
    "instruction: Ở trong nhà., contact: '114', approved_by: Trưởng ban}"
)
HOSTILE = {
    "tin-tuc/2026/dau.md": notice("Học & hành: \"57\" < 'A' > B", "led: {s: Học và hành}"),
    "tin-tuc/2026/trung-1.md": notice("Trùng tên", "led: {s: Một}"),
    "tin-tuc/2026/trung-2.md": notice("Trùng tên", "led: {s: Hai}"),
    "tin-tuc/2026/chong.md": notice("Ự Ỹ Ẵ ộ ₫ Ắ Ể", "led: {s: Ự Ỹ Ẵ ộ ₫ Ắ Ể}"),
    "tin-tuc/2026/tiem.md": notice("Tiêm vắc xin", LED, "priority: priority"),
    "tin-tuc/2026/het.md": notice("Đã hết", "ends: 2026-03-01"),
    "tin-tuc/2026/sap.md": notice("Sắp có", "starts: 2026-03-03", "led: {s: Sắp có}"),
    "tin-tuc/2026/bao.md": notice(
        "Bão số 5", "priority: emergency", "ends: 2026-03-03", ALERT, "screens: []", "led: {s: Bão số 5}"
    ),
    "dien-hinh/can-tho.md": ACHIEVEMENT.replace("date:", "locality: can-tho\ndate:", 1),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Screens of all sizes with messages that players are known to break."""
    files = {f"docs/{name}": text for name, text in HOSTILE.items()}
    extra = ", include: {achievements: 'true', targets: 'true'}"
    made = make(
        tmp_path_factory.mktemp("man-hinh") / "du-an", {**files, "data/screens.yml": screens(extra=extra)}
    )
    done = made.portal("build", PORTAL_NOW=NOW)
    assert done.status == 0, done.out + done.err
    return made.site


@pytest.fixture(params=["portal", "hostile"])
def any_site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue("built_site" if request.param == "portal" else "site")
    return found


def folders(site: Path) -> list[Path]:
    found = [path for path in sorted((site / "led").iterdir()) if path.name != "anh"]
    assert len(found) >= 7
    return found


def items(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).iterfind("channel/item"))  # noqa: S314 - our own


def texts(path: Path, name: str) -> list[str]:
    return [item.findtext(name) or "" for item in items(path)]


# -- Feeds of players ------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_finds_all_messages_in_their_order(reader: str, any_site: Path) -> None:
    files = [folder / name for folder in folders(any_site) for name in ("led.xml", "mrss.xml", "led.json")]
    wanted = readable(reader, {path: plain.read(path) for path in files})
    assert wanted
    assert differences(reader, wanted, found_by(reader, wanted), contents=False) == []


def test_players_that_sort_by_date_keep_the_order(any_site: Path) -> None:
    for folder in folders(any_site):
        for name in ("led.xml", "mrss.xml"):
            dates = [parsedate_to_datetime(text) for text in texts(folder / name, "pubDate")]
            assert all(date.utcoffset() == timedelta(hours=7) for date in dates)
            if name == "led.xml":
                assert all(later > earlier for later, earlier in pairwise(dates)), folder


def test_there_is_always_something_and_never_too_much(any_site: Path) -> None:
    for folder in folders(any_site):
        assert 1 <= len(items(folder / "led.xml")) <= 10


def test_titles_are_unique_and_safe_and_descriptions_are_one_short_line(any_site: Path) -> None:
    for folder in folders(any_site):
        titles = texts(folder / "led.xml", "title")
        assert len(set(titles)) == len(titles)
        descriptions = texts(folder / "led.xml", "description")
        for text in (*titles, *descriptions):
            assert text
            assert not set(text) & set("&<>'\"\n\t"), text
        assert max(map(len, descriptions)) <= 200
        guids = [item.find("guid") for item in items(folder / "mrss.xml")]
        assert all(guid is not None and guid.get("isPermaLink") == "false" for guid in guids)
        names = texts(folder / "mrss.xml", "guid")
        assert len(set(names)) == len(names)


def test_there_are_no_references_that_players_show_raw(any_site: Path) -> None:
    for folder in folders(any_site):
        for name in ("led.xml", "mrss.xml"):
            data = (folder / name).read_bytes()
            assert not data.startswith(b"\xef\xbb\xbf")
            assert re.findall(rb"&[^;\s]*;", data) == []
            assert CONTENT not in {child.tag for item in items(folder / name) for child in item}


def test_each_item_has_one_picture_of_true_length_and_size(any_site: Path) -> None:
    address = json.loads((any_site / "api/v1/index.json").read_text("utf-8"))["url"]
    for folder in folders(any_site):
        for name in ("led.xml", "mrss.xml"):
            for item in items(folder / name):
                (enclosure,) = item.findall("enclosure")
                (content,) = item.findall(f"{MEDIA}content")
                url = enclosure.get("url", "")
                assert content.get("url") == url
                assert re.fullmatch(r"[\x21-\x7e]+\.png", url)
                file = any_site / url.removeprefix(address)
                size = str(file.stat().st_size)
                assert (enclosure.get("type"), enclosure.get("length")) == ("image/png", size)
                with Image.open(file) as image:
                    assert (content.get("width"), content.get("height")) == tuple(map(str, image.size))
                assert int(content.get("duration", "")) >= 1


def test_media_rss_holds_every_phase_as_an_item(site: Path) -> None:
    for folder in folders(site):
        data = json.loads((folder / "led.json").read_text("utf-8"))
        now = texts(folder / "led.xml", "guid")
        pictures = [
            picture
            for item in data["items"]
            if item["id"] in now
            for found in item["_led"]["images"].values()
            for picture in found
        ]
        assert [item.find("enclosure").get("url") for item in items(folder / "mrss.xml")] == pictures  # type: ignore[union-attr]


def test_rss_of_screens_is_valid(any_site: Path) -> None:
    programs.require("schemas")
    schema = etree.XMLSchema(file=programs.SCHEMAS / "rss-2_0.xsd")
    for folder in folders(any_site):
        for name in ("led.xml", "mrss.xml"):
            assert schema.validate(etree.parse(folder / name)), schema.error_log


def test_the_order_is_emergency_priority_then_newest(site: Path) -> None:
    titles = texts(site / "led/m1920x1080/led.xml", "title")
    assert titles[:2] == ["Bão số 5", "Tiêm vắc xin"]
    assert titles[-1].startswith(("Quy mô", "Phủ sóng"))
    assert "Đã hết" not in titles
    assert "Sắp có" not in titles
    assert {"Trùng tên", "Trùng tên (2)"} < set(titles)


# -- JSON ------------------------------------------------------------------------------------------------


def test_json_is_as_its_schemas_say(any_site: Path) -> None:
    for name in ("led", "heartbeat"):
        schema = json.loads((any_site / f"api/v1/schema/{name}.json").read_text("utf-8"))
        validator = Draft202012Validator(schema)
        for folder in folders(any_site):
            data = json.loads((folder / f"{name}.json").read_text("utf-8"))
            assert [fault.message for fault in validator.iter_errors(data)] == []
            assert list(validator.iter_errors({**data, "khác": 1}))


def test_json_feeds_of_screens_are_valid(any_site: Path) -> None:
    programs.require("npm")
    schema = json.loads((programs.MODULES / "jsonfeed-schema" / "schema-v1.1.json").read_bytes())
    validator = Draft202012Validator(schema)
    for folder in folders(any_site):
        assert list(validator.iter_errors(json.loads((folder / "led.json").read_text("utf-8")))) == []


def test_json_holds_the_standing_message_last_and_once(any_site: Path) -> None:
    for folder in folders(any_site):
        ids = [item["id"] for item in json.loads((folder / "led.json").read_text("utf-8"))["items"]]
        assert ids[-1].endswith(f"man-hinh/{folder.name}/thuong-truc")
        assert len(set(ids)) == len(ids)


def test_json_holds_what_comes_soon_and_when(site: Path) -> None:
    data = json.loads((site / "led/m192x64/led.json").read_text("utf-8"))
    by_title = {item["title"]: item["_led"] for item in data["items"]}
    assert by_title["Sắp có"]["start"] == "2026-03-03T00:00:00+07:00"
    assert by_title["Bão số 5"]["priority"] == "emergency"
    assert by_title["Bão số 5"]["end"] == "2026-03-04T00:00:00+07:00"
    assert by_title["Tiêm vắc xin"]["texts"]["m"] == "Tiêm vắc xin sáng thứ Bảy"
    assert by_title["Tiêm vắc xin"]["texts"]["board"].startswith("Trạm y tế")
    assert by_title["Tiêm vắc xin"]["dwell_s"] >= 5
    beat = json.loads((site / "led/m192x64/heartbeat.json").read_text("utf-8"))
    assert beat["count"] == len(texts(site / "led/m192x64/led.xml", "title"))
    # Then «Sắp có» begins.
    assert beat["next_change"] == "2026-03-03T00:00:00+07:00"


# -- Pictures, texts, zip ----------------------------------------------------------------------------------


def test_pictures_have_the_exact_pixels_of_their_board(any_site: Path) -> None:
    found = 0
    for folder in (any_site / "led/anh").iterdir():
        width, height = map(int, folder.name.split("x"))
        for path in folder.iterdir():
            with Image.open(path) as image:
                image.load()
                assert (image.format, image.size) == ("PNG", (width, height))
                # Something is on it, and it is not all of one colour.
                assert len(image.convert("RGB").getcolors(100_000) or []) >= 2
            found += 1
    assert found > 20


def test_fixed_pictures_are_the_first_ten_and_the_standing_message(site: Path) -> None:
    for folder in folders(site):
        fixed = sorted(folder.glob("*.png"), key=lambda path: int(path.stem))
        if SIZES[folder.name.removeprefix("m")] == "kiosk":
            assert fixed == []
            continue
        assert [path.name for path in fixed] == [f"{number}.png" for number in range(1, 11)]
        names = [str(item.find("enclosure").get("url")) for item in items(folder / "led.xml")]  # type: ignore[union-attr]
        for path, url in zip(fixed, names, strict=False):
            assert path.read_bytes() == (site / url[url.index("led/") :]).read_bytes()
        assert len({path.read_bytes() for path in fixed[len(names) :]}) <= 1


def test_texts_say_the_same_in_three_encodings(any_site: Path) -> None:
    for folder in folders(any_site):
        plain_text = (folder / "led.txt").read_text("utf-8")
        lines = plain_text.splitlines()
        assert len(lines) == len(items(folder / "led.xml"))
        assert all(line and line == line.strip() for line in lines)
        assert (folder / "led.bom.txt").read_bytes().startswith(b"\xef\xbb\xbf")
        assert (folder / "led.bom.txt").read_text("utf-8-sig").splitlines() == lines
        data = (folder / "led.utf16.txt").read_bytes()
        assert data.startswith(b"\xff\xfe")
        assert data.decode("utf-16").split("\r\n")[:-1] == lines


def test_the_zip_holds_texts_and_pictures_in_order(any_site: Path) -> None:
    for folder in folders(any_site):
        with zipfile.ZipFile(folder / "usb.zip") as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            assert archive.read("led.txt") == (folder / "led.txt").read_bytes()
            drawn = [name for name in names if name.startswith("anh/")]
            assert drawn == sorted(drawn)
            assert len(drawn) == len(items(folder / "mrss.xml"))
            assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in archive.infolist())


# -- The list of screens -------------------------------------------------------------------------------------


def test_the_list_shows_each_screen_with_what_to_enter(any_site: Path) -> None:
    page = (any_site / "man-hinh/index.html").read_text("utf-8")
    for folder in folders(any_site):
        assert f'id="{folder.name}"' in page
        for name in ("led.xml", "mrss.xml", "usb.zip", "heartbeat.json"):
            assert f"/led/{folder.name}/{name}" in page
        assert (any_site / f"man-hinh/{folder.name}/index.html").is_file()


# -- What is wrong -------------------------------------------------------------------------------------------


def test_a_text_that_fits_no_board_is_an_error_that_shows_the_excess(
    project: Callable[..., TestProject], run: Run
) -> None:
    long = "Cuộc họp tổ dân phố về an toàn thực phẩm dời sang sáng Chủ nhật tuần sau tại nhà văn hóa khu phố"
    made = project(
        {
            "data/screens.yml": screens(),
            "docs/tin-tuc/2026/dai.md": notice(long),
            "docs/tin-tuc/2026/vua.md": notice(long, "led: {s: Họp tổ dân phố}"),
            "docs/tin-tuc/2026/hinh.md": notice("Chúc mừng 🎉", "screens: [m96x16]"),
        }
    )
    done = run(made, "check", PORTAL_NOW=NOW)
    assert done.status == 1
    lines = [line for line in done.out.splitlines() if "màn hình" in line]
    assert all("vua.md" not in line for line in lines)
    small = next(line for line in lines if "96×16" in line and "dai.md" in line)
    assert re.search(r"thừa \d+ điểm ảnh; ghi led: \{s: …", small), small
    assert "kiosk" not in done.out
    assert any("không vẽ được ký tự «🎉»" in line for line in lines)
    assert "Traceback" not in done.err


def test_a_crowded_screen_is_advice_and_a_bad_size_an_error(
    project: Callable[..., TestProject], run: Run
) -> None:
    many = {f"docs/tin-tuc/2026/tin-{number}.md": notice(f"Tin {number}") for number in range(12)}
    made = project({"data/screens.yml": screens(), **many})
    done = run(made, "check", PORTAL_NOW=NOW)
    assert done.status == 0
    assert "data/screens.yml:2: screens[0].id: lời khuyên: đang có 12 tin cùng lúc" in done.out
    made.write({"data/screens.yml": screens().replace("width: 96, height: 16", "width: 20, height: 8")})
    done = run(made, "check", PORTAL_NOW=NOW)
    assert done.status == 1
    assert "screens[0].width: bảng phải rộng ít nhất 32 và cao ít nhất 16 điểm ảnh (đang là 20×8)" in done.out


def test_screens_follow_the_clock_from_build_to_build(project: Callable[..., TestProject], run: Run) -> None:
    made = project(
        {
            "data/screens.yml": screens(),
            "docs/tin-tuc/2026/gio.md": notice("Giờ làm việc", "hours: 07:00-11:30", "ends: 2026-03-03"),
        }
    )
    seen = []
    now = NOW
    for _ in range(6):
        assert run(made, "build", PORTAL_NOW=now).status == 0
        shown = texts(made.site / "led/m192x64/led.xml", "title")
        seen.append((now, "Giờ làm việc" in shown))
        change = json.loads((made.site / "build.json").read_text("utf-8"))["next_change"]
        if change is None:
            break
        now = datetime.fromisoformat(change).strftime("%Y-%m-%d %H:%M")
    assert seen == [
        ("2026-03-02 09:00", True),
        ("2026-03-02 11:30", False),
        ("2026-03-03 07:00", True),
        ("2026-03-03 11:30", False),
    ]


def test_a_screen_may_stand_where_there_are_no_records(project: Callable[..., TestProject], run: Run) -> None:
    made = project(
        {"data/screens.yml": screens().replace("locality: can-tho", "locality: hai-phong/kinh-mon")}
    )
    assert run(made, "build").status == 0
    page = (made.site / "man-hinh/index.html").read_text("utf-8")
    # Its place is named, and leads nowhere: it has no page.
    assert "Phường Kinh Môn" in page
    assert "dia-phuong/hai-phong/kinh-mon" not in page
    assert not (made.site / "dia-phuong/hai-phong/kinh-mon").exists()
