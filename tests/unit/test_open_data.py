"""Open data: what a record's twin, the index, the lists and the tables say of small content."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from portal.api import outputs as open_data, schemas
from portal.catalogue import Snapshot
from portal.feeds.channels import channels
from portal.model.notice import Notice
from portal.model.record import Kind
from tests.projects import ACHIEVEMENT, NOTICE, PLAN
from tests.unit.small import catalogue, own_content, snapshot

URL = "https://cong.example/goc/"
HOSTILE = "& < > \" ' ]]> <script>alert(1)</script> =SUM(A1) 😀 ệ́ Ự ₫, ; \\"


def files(now: Snapshot) -> dict[str, bytes]:
    """Every file of open data by its address below `/api/v1/`."""
    found = {}
    for output in open_data.outputs(now, channels(now), url=URL, code="code"):
        assert output.make is not None
        found[output.address.removeprefix("/api/v1/")] = output.make(now.catalogue.store)
    return found


def read(name: str, now: Snapshot) -> Any:
    return json.loads(files(now)[name])


def table(name: str, now: Snapshot) -> list[dict[str, str]]:
    text = files(now)[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def with_files(more: dict[str, str]) -> Snapshot:
    return snapshot({**own_content(), **more})


# -- Twins -----------------------------------------------------------------------------------------------


def test_a_twin_says_what_the_file_says_and_where_it_stands() -> None:
    twin = read("ke-hoach/can-tho/tuyen-truyen.json", snapshot())
    assert twin["$schema"] == f"{URL}api/v1/schema/ke-hoach.json"
    assert twin["id"] == "tag:cong.example,2026:ke-hoach/can-tho/tuyen-truyen"
    assert (twin["kind"], twin["state"]) == ("ke-hoach", "live")
    assert twin["url"] == f"{URL}ke-hoach/can-tho/tuyen-truyen/"
    assert twin["published"] == twin["changed"] == "2026-01-03T00:00:00+07:00"
    assert twin["place"] == {"id": "can-tho", "name": "Thành phố Cần Thơ", "now": ""}
    record = twin["record"]
    assert (record["number"], record["signed"]) == ("180-KH/TU", "2025-02-18")
    assert record["tasks"][0]["unit"] == "Các sở"
    assert record["tasks"][0]["due"] == "2025-03-31"
    assert f'<a href="{URL}nghi-quyet/the-che/">' in twin["content"]["html"]
    assert twin["content"]["text"].strip() == "Theo thể chế."


def test_every_record_that_answers_has_a_twin_and_no_other() -> None:
    more = {
        "tin-tuc/2026/nhap.md": NOTICE.replace("---\n", "---\ndraft: true\n", 1),
        "tin-tuc/2026/cho.md": NOTICE.replace("---\n", "---\npublish_at: 2026-04-01 08:00\n", 1),
        "tin-tuc/2026/het.md": NOTICE.replace("---\n", "---\nexpires: 2026-02-01\n", 1),
        "tin-tuc/2026/rut.md": NOTICE.replace(
            "---\n", "---\nwithdrawn: {date: 2026-02-02, reason: Số liệu sai.}\n", 1
        ),
    }
    now = with_files(more)
    twins = {name for name in files(now) if name.count("/") and not name.startswith("schema/")}
    assert twins == {f"{record.address.strip('/')}.json" for record in now.shown}
    assert {"tin-tuc/2026/het.json", "tin-tuc/2026/rut.json"} < twins
    assert not {"tin-tuc/2026/nhap.json", "tin-tuc/2026/cho.json"} & twins
    assert read("tin-tuc/2026/rut.json", now)["state"] == "withdrawn"
    assert read("tin-tuc/2026/het.json", now)["state"] == "expired"
    (row,) = read("withdrawn.json", now)["withdrawn"]
    assert (row["url"], row["date"], row["reason"]) == (
        f"{URL}tin-tuc/2026/rut/",
        "2026-02-02",
        "Số liệu sai.",
    )


def test_attachments_have_their_true_size_and_kind() -> None:
    text = NOTICE.replace("---\n", "---\nattachments: [{file: ban-do 1.pdf, title: Bản đồ}]\n", 1)
    all_of_it = catalogue({**own_content(), "tin-tuc/2026/tep.md": text}, {"tin-tuc/2026/ban-do 1.pdf": 1234})
    (file,) = read("tin-tuc/2026/tep.json", all_of_it.at(snapshot().now))["files"]
    assert file == {
        "title": "Bản đồ",
        "url": f"{URL}tin-tuc/2026/ban-do%201.pdf",
        "media_type": "application/pdf",
        "size": 1234,
        "full_text": False,
    }


def test_former_places_are_named_with_what_they_are_now() -> None:
    now = with_files({"ke-hoach/tien-giang/a.md": PLAN})
    assert read("ke-hoach/tien-giang/a.json", now)["place"]["now"] == "nay thuộc Tỉnh Đồng Tháp"


# -- Index and tables --------------------------------------------------------------------------------------


def test_the_index_names_every_record_newest_first_and_leads_to_its_twin() -> None:
    now = with_files({"tin-tuc/2026/het.md": NOTICE.replace("---\n", "---\nexpires: 2026-02-01\n", 1)})
    index = read("index.json", now)
    addresses = [entry["url"].removeprefix(URL.rstrip("/")) for entry in index["records"]]
    assert addresses == [*(record.address for record in now.listed), "/tin-tuc/2026/het/"]
    found = files(now)
    for entry in index["records"]:
        twin = json.loads(found[entry["data"].removeprefix(f"{URL}api/v1/")])
        assert {name: entry[name] for name in ("id", "kind", "url", "state", "published", "changed")} == {
            name: twin[name] for name in ("id", "kind", "url", "state", "published", "changed")
        }


def test_tables_say_the_same_as_twins() -> None:
    now = snapshot()
    (plan,) = table("plans.csv", now)
    twin = read("ke-hoach/can-tho/tuyen-truyen.json", now)
    assert (plan["id"], plan["url"], plan["title"]) == (twin["id"], twin["url"], twin["record"]["title"])
    assert (plan["number"], plan["signed"], plan["tasks"], plan["reports"]) == (
        "180-KH/TU",
        "2025-02-18",
        "1",
        "1",
    )
    task, report = table("tasks.csv", now)
    assert (task["type"], task["unit"], task["work"]) == ("task", "Các sở", "Xây dựng kế hoạch")
    assert (task["due"], task["due_kind"], task["last_day"]) == ("2025-03-31", "within", "2025-03-31")
    assert (report["type"], report["to"]) == ("report", "Ban Thường vụ")
    # Before the 7th the 6th is the last day that is in time.
    assert (report["due"], report["due_kind"], report["last_day"]) == ("2025-03-07", "before", "2025-03-06")
    assert task["plan_url"] == report["plan_url"] == plan["url"]
    (achievement,) = table("achievements.csv", now)
    assert (achievement["value"], achievement["unit"], achievement["as_of"]) == (
        "20758",
        "trạm",
        "2025-12-10",
    )
    assert achievement["sources"] == "https://bao.example/5g"


def test_tables_open_in_spreadsheets_and_keep_every_character() -> None:
    title = json.dumps(HOSTILE, ensure_ascii=False)
    now = with_files({"ke-hoach/hue/a.md": PLAN.replace("title: Kế hoạch tuyên truyền", f"title: {title}")})
    data = files(now)["plans.csv"]
    assert data.startswith(b"\xef\xbb\xbfid,url,title,")
    assert data.count(b"\r\n") == data.count(b"\n")
    assert {row["title"] for row in table("plans.csv", now)} == {HOSTILE, "Kế hoạch tuyên truyền"}
    assert read("ke-hoach/hue/a.json", now)["record"]["title"] == HOSTILE
    assert HOSTILE in {entry["title"] for entry in read("index.json", now)["records"]}


def test_long_lists_are_whole_and_in_order_over_many_runs() -> None:
    many = {
        f"tin-tuc/2026/tin-{number}.md": NOTICE.replace("2026-01-05", f"2025-{number % 12 + 1:02}-01")
        for number in range(300)
    }
    plans = {
        f"ke-hoach/hue/so-{number}.md": PLAN.replace("tuyên truyền\n", f"số {number}\n", 1)
        for number in range(200)
    }
    now = with_files({**many, **plans})
    addresses = [entry["url"] for entry in read("index.json", now)["records"]]
    assert addresses == [URL + record.address.lstrip("/") for record in now.listed]
    assert [row["url"] for row in table("plans.csv", now)] == [
        URL + plan.address.lstrip("/") for plan in now.plans
    ]
    assert len(table("tasks.csv", now)) == 2 * len(now.plans) == 402


def test_without_any_record_files_are_there_and_empty() -> None:
    now = snapshot({})
    assert read("index.json", now)["records"] == []
    assert read("withdrawn.json", now)["withdrawn"] == []
    for name in ("plans.csv", "tasks.csv", "achievements.csv"):
        assert table(name, now) == []
    assert read("targets.json", now)["targets"]
    assert read("documents.json", now)["documents"]


def test_feeds_are_listed_for_programs() -> None:
    found = {feed["name"]: feed for feed in read("feeds.json", snapshot())["feeds"]}
    can_tho = found["dia-phuong/can-tho"]
    assert can_tho["rss"] == f"{URL}feeds/dia-phuong/can-tho.xml"
    assert can_tho["light"] == f"{URL}embed/dia-phuong/can-tho.json"
    assert can_tho["calendar"] == f"{URL}feeds/dia-phuong/can-tho.ics"
    assert found["dia-phuong/cao-bang"]["calendar"] is None
    assert found["tat-ca"]["calendar"] == f"{URL}feeds/han.ics"


# -- Schemas -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", schemas.NAMES)
def test_schemas_are_schemas_and_explain_their_fields(name: str) -> None:
    schema = json.loads(schemas.schema(name, URL))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{URL}api/v1/schema/{name}.json"
    assert schema["additionalProperties"] is False
    untitled = [
        field for field, about in schema["properties"].items() if "title" not in about and "$ref" not in about
    ]
    assert untitled == []


def test_schemas_refuse_what_is_not_in_the_model() -> None:
    now = snapshot()
    schema = Draft202012Validator(json.loads(schemas.schema("ke-hoach", URL)))
    twin = read("ke-hoach/can-tho/tuyen-truyen.json", now)
    assert list(schema.iter_errors(twin)) == []
    for change in ({"mới": 1}, {"state": "nháp"}, {"kind": 5}, {"content": {"html": ""}}):
        assert list(schema.iter_errors({**twin, **change})), change
    record = {**twin["record"], "tasks": [{**twin["record"]["tasks"][0], "due": 5}]}
    assert list(schema.iter_errors({**twin, "record": record}))
    for missing in twin:
        assert list(schema.iter_errors({name: twin[name] for name in twin if name != missing})), missing


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_has_a_schema_with_all_its_fields(kind: Kind) -> None:
    schema = json.loads(schemas.schema(kind.value, URL))
    texts = {Kind.PLAN: "tasks", Kind.ACHIEVEMENT: "figure", Kind.NOTICE: "screens", Kind.SECTION: "summary"}
    assert any(texts[kind] in about.get("properties", {}) for about in schema["$defs"].values())


# -- What is made again ------------------------------------------------------------------------------------


def keys(now: Snapshot) -> dict[str, str]:
    return {o.address: o.key for o in open_data.outputs(now, channels(now), url=URL, code="code")}


def test_an_edit_changes_its_twin_and_lists_and_no_other_twin() -> None:
    before = keys(snapshot())
    after = keys(with_files({"dien-hinh/phu-song-5g.md": ACHIEVEMENT + "\nThêm.\n"}))
    changed = {address for address in before if before[address] != after[address]}
    assert changed == {
        "/api/v1/dien-hinh/phu-song-5g.json",
        "/api/v1/index.json",
        "/api/v1/achievements.csv",
    }


def test_a_file_that_grows_changes_the_twin_that_tells_its_size() -> None:
    text = NOTICE.replace("---\n", "---\nimage: anh.png\n", 1)
    content = {**own_content(), "tin-tuc/2026/tep.md": text}
    now = snapshot().now
    small, large = (catalogue(content, {"tin-tuc/2026/anh.png": size}).at(now) for size in (1, 2))
    assert isinstance(next(r for r in small.listed if r.address.endswith("/tep/")), Notice)
    assert keys(small)["/api/v1/tin-tuc/2026/tep.json"] != keys(large)["/api/v1/tin-tuc/2026/tep.json"]


def test_the_clock_changes_only_what_begins_or_ends() -> None:
    content = {
        **own_content(),
        "tin-tuc/2026/het.md": NOTICE.replace("---\n", "---\nexpires: 2026-04-01\n", 1),
    }
    march, later, after = (
        snapshot(content, now=now) for now in ("2026-03-01", "2026-04-01 23:59", "2026-04-02")
    )
    assert keys(march) == keys(later)
    assert {address for address, name in keys(after).items() if keys(later)[address] != name} == {
        "/api/v1/tin-tuc/2026/het.json",
        "/api/v1/index.json",
    }
