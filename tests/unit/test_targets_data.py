"""Data of targets, documents and the map: what editors are told, and the files made of the targets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Any

import pytest

from portal import frontmatter, references
from portal.api import targets as api
from portal.api.rows import TargetRow
from portal.model.base import Model, build
from portal.model.data import MAP_COLUMNS, MAP_ROWS, Documents, MapTiles, Targets
from portal.problems import Problem
from portal.settings import Settings
from tests.projects import ACHIEVEMENT, DATA
from tests.unit.small import load, own_content, read_settings, settings

URL = "https://cong.example/"
KINDS: dict[str, type[Model]] = {"targets": Targets, "documents": Documents, "map": MapTiles}
MEASURED = """\
groups: {so: Kinh tế số}
targets:
  - id: kinh-te-so
    label: Quy mô kinh tế số
    operator: ">="
    value: 30
    unit: "% GDP"
    horizon: 2030
    group: so
    observations:
      - value: 18.3
        unit: "% GDP"
        as_of: 2024
        basis: trên GDP
        baseline: true
        record: phu-song-5g
        source_url: https://bao.example/a
      - value: 19
        operator: "~"
        unit: "% GDP"
        as_of: 2025-06
        basis: trên GDP
        source_url: https://bao.example/b
    not_compared:
      - record: phu-song-5g
        why: Đếm trạm, không đếm GDP.
"""
RANKED = """\
groups: {so: Kinh tế số}
targets:
  - id: xep-hang
    label: Xếp hạng
    operator: text
    value: vào nhóm 50 thế giới
    horizon: 2030
    group: so
    observations:
      - label: Thế giới
        value: 71
        unit: hạng
        of: 193
        goal: {operator: "<=", value: 50, unit: hạng, label: nhóm 50}
        as_of: 2024-09-17
        basis: Chỉ số năm 2024
        source_url: https://bao.example/c
"""
DOCUMENTS = """\
documents:
  - number: 57-NQ/TW
    kind: nghi-quyet
    issuer: Bộ Chính trị
    title: Nghị quyết
    file: 57.pdf
"""
MAP = """\
rows:
  - [ha-noi, .]
  - [., can-tho]
"""
BODIES = {"targets": MEASURED, "documents": DOCUMENTS, "map": MAP}


def read(name: str, text: str) -> tuple[Model | None, list[Problem], frontmatter.Document]:
    path = f"data/{name}.yml"
    document, broken = frontmatter.parse_data(path, text)
    assert not broken, broken
    model, problems = build(KINDS[name], document, path=path)
    return model, problems, document


def told(name: str, text: str) -> list[str]:
    """What an editor of a data file reads."""
    return [str(problem) for problem in read(name, text)[1]]


def settings_with(**texts: str) -> Settings:
    changed: dict[str, Any] = {}
    parsed = dict(settings().parsed)
    for name, text in texts.items():
        model, problems, document = read(name, text)
        assert model is not None, problems
        changed[name], parsed[name] = model, document
    return replace(settings(), parsed=parsed, **changed)


def told_together(
    files: Mapping[str, str] | None = None, others: tuple[str, ...] = (), **texts: str
) -> list[str]:
    """What shows only when all files are seen together."""
    entries = [load(path, text) for path, text in (files or own_content()).items()]
    return [str(problem) for problem in references.check(entries, settings_with(**texts), others)]


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


FIRST, SECOND = "targets[0].observations[0]", "targets[0].observations[1]"
ASIDE = "chuyển sang not_compared, nói rõ vì sao"
NUMBER = f"ghi goal bằng số (value, operator, unit), hoặc {ASIDE}"


@pytest.mark.parametrize("text", [MEASURED, RANKED])
def test_measures_that_can_be_compared_are_right(text: str) -> None:
    assert told_together(targets=text) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "messages"),
    [
        # Another unit than the target, or none.
        (
            MEASURED,
            '18.3\n        unit: "% GDP"',
            '18.3\n        unit: "%"',
            [f"12: {FIRST}.unit: đơn vị «%» khác đơn vị «% GDP» của mức phải đạt; {ASIDE}"],
        ),
        (
            MEASURED,
            '18.3\n        unit: "% GDP"',
            "18.3",
            [f"11: {FIRST}.unit: đơn vị «» khác đơn vị «% GDP» của mức phải đạt; {ASIDE}"],
        ),
        (
            MEASURED,
            '    unit: "% GDP"\n    horizon',
            "    horizon",
            [
                f"11: {FIRST}.unit: đơn vị «% GDP» khác đơn vị «» của mức phải đạt; {ASIDE}",
                f"19: {SECOND}.unit: đơn vị «% GDP» khác đơn vị «» của mức phải đạt; {ASIDE}",
            ],
        ),
        (
            RANKED,
            "unit: hạng, label",
            "unit: bậc, label",
            [f"12: {FIRST}.unit: đơn vị «hạng» khác đơn vị «bậc» của mức phải đạt; {ASIDE}"],
        ),
        # Words cannot be compared.
        (
            RANKED,
            '        goal: {operator: "<=", value: 50, unit: hạng, label: nhóm 50}\n',
            "",
            [f"11: {FIRST}.value: chỉ tiêu nói bằng lời nên số đo không so được; {NUMBER}"],
        ),
        (
            RANKED,
            'operator: "<=", value: 50',
            "operator: text, value: cao",
            [f"14: {FIRST}.goal: mức phải đạt phải là số; {NUMBER}"],
        ),
        (
            MEASURED,
            "value: 18.3",
            "value: cao\n        operator: text",
            [f"11: {FIRST}.value: số đo phải là số; {ASIDE}"],
        ),
    ],
)
def test_what_measures_a_target_can_be_compared_with_it(
    text: str, old: str, new: str, messages: list[str]
) -> None:
    expected = [f"data/targets.yml:{message}" for message in messages]
    assert told_together(targets=changed(text, old, new)) == expected


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        # Goals are figures.
        (
            RANKED,
            "value: 50",
            "value: năm mươi",
            f"data/targets.yml:14: {FIRST}.goal.value: phải là số, phần lẻ sau dấu chấm, không có dấu "
            "phân cách nghìn: 1227 hoặc 39.52 (đang là «năm mươi»)",
        ),
        (
            RANKED,
            "value: 50",
            "value: [50, 60]",
            f"data/targets.yml:14: {FIRST}.goal.value: phép so «<=» cần 1 giá trị; "
            "viết một số, hoặc operator: range cho khoảng",
        ),
        (
            RANKED,
            "label: nhóm 50",
            "lable: nhóm 50",
            f"data/targets.yml:14: {FIRST}.goal.lable: không có trường này; ý bạn là «label»?",
        ),
        (
            RANKED,
            'goal: {operator: "<=", value: 50, unit: hạng, label: nhóm 50}',
            "goal: 50",
            f"data/targets.yml:14: {FIRST}.goal: phải là các trường con thụt vào (đang là «50»)",
        ),
        # What every measure needs.
        (
            MEASURED,
            "        as_of: 2024\n",
            "",
            f"data/targets.yml:11: {FIRST}.as_of: thiếu trường này (Tính đến); thêm dòng «as_of: …»",
        ),
        (
            MEASURED,
            "        basis: trên GDP\n",
            "",
            f"data/targets.yml:11: {FIRST}.basis: thiếu trường này (Cách tính); thêm dòng «basis: …»",
        ),
        (
            MEASURED,
            "        source_url: https://bao.example/a\n",
            "",
            f"data/targets.yml:11: {FIRST}.source_url: thiếu trường này (Nguồn); thêm dòng «source_url: …»",
        ),
        (
            MEASURED,
            "basis: trên GDP",
            "basis:",
            f"data/targets.yml:14: {FIRST}.basis: không được để trống; viết giá trị, hoặc xóa dòng này",
        ),
        # Values of the wrong form.
        (
            MEASURED,
            "baseline: true",
            "baseline: rồi",
            f"data/targets.yml:15: {FIRST}.baseline: phải là true hoặc false (đang là «rồi»)",
        ),
        (
            RANKED,
            "of: 193",
            "of: nhiều",
            f"data/targets.yml:13: {FIRST}.of: phải là số, phần lẻ sau dấu chấm, không có dấu "
            "phân cách nghìn: 1227 hoặc 39.52 (đang là «nhiều»)",
        ),
        (
            MEASURED,
            "record: phu-song-5g",
            "record: Phủ sóng",
            f"data/targets.yml:16: {FIRST}.record: chỉ gồm chữ thường không dấu, số và dấu gạch nối: "
            "chuyen-doi-so (đang là «Phủ sóng»)",
        ),
        (
            MEASURED,
            "https://bao.example/a",
            "bao.example/a",
            f"data/targets.yml:17: {FIRST}.source_url: phải là địa chỉ bắt đầu bằng https:// hoặc http:// "
            "(đang là «bao.example/a»)",
        ),
        # What is not compared says why.
        (
            MEASURED,
            "        why: Đếm trạm, không đếm GDP.\n",
            "",
            "data/targets.yml:25: targets[0].not_compared[0].why: thiếu trường này (Vì sao không so); "
            "thêm dòng «why: …»",
        ),
        (
            MEASURED,
            "      - record: phu-song-5g\n        why",
            "      - why",
            "data/targets.yml:25: targets[0].not_compared[0].record: thiếu trường này (Bài trên cổng); "
            "thêm dòng «record: …»",
        ),
    ],
)
def test_editors_of_targets_are_told_line_field_and_remedy(
    text: str, old: str, new: str, message: str
) -> None:
    assert told("targets", changed(text, old, new)) == [message]


def test_a_day_of_another_form_is_refused_with_the_right_one() -> None:
    (message,) = told("targets", changed(MEASURED, "as_of: 2024", "as_of: 30/06/2024"))
    assert message.startswith(f"data/targets.yml:13: {FIRST}.as_of: ")
    assert "ý bạn là 2024-06-30?" in message


def test_wrong_targets_are_told_all_at_once() -> None:
    second = RANKED.partition("targets:\n")[2].replace("unit: hạng, label", "unit: bậc, label")
    text = changed(MEASURED, 'unit: "% GDP"\n        as_of', "unit: tỉ đồng\n        as_of") + second
    assert [message.partition(": ")[2].partition(":")[0] for message in told_together(targets=text)] == [
        f"{FIRST}.unit",
        "targets[1].observations[0].unit",
    ]


@pytest.mark.parametrize(
    ("name", "text", "others", "messages"),
    [
        ("targets", MEASURED, (), []),
        (
            "targets",
            changed(MEASURED, "record: phu-song-5g", "record: phu-song-4g"),
            (),
            [
                f"data/targets.yml:16: {FIRST}.record: không có điển hình «phu-song-4g»; "
                "ý bạn là «phu-song-5g»?"
            ],
        ),
        (
            "targets",
            changed(MEASURED, "      - record: phu-song-5g", "      - record: xyz"),
            (),
            [
                "data/targets.yml:25: targets[0].not_compared[0].record: không có điển hình «xyz»; "
                "sửa lại, hoặc viết bài ấy"
            ],
        ),
        (
            "targets",
            MEASURED.replace("phu-song-5g", "luat"),
            (),
            [
                f"data/targets.yml:16: {FIRST}.record: không có điển hình «luat»; sửa lại, hoặc viết bài ấy",
                "data/targets.yml:25: targets[0].not_compared[0].record: không có điển hình «luat»; "
                "sửa lại, hoặc viết bài ấy",
            ],
        ),
        ("documents", DOCUMENTS, ("van-ban/57.pdf",), []),
        (
            "documents",
            DOCUMENTS,
            ("57.pdf", "van-ban/57.docx"),
            [
                "data/documents.yml:6: documents[0].file: không có tệp docs/van-ban/57.pdf; "
                "chép tệp vào đó, hoặc xóa dòng này"
            ],
        ),
        (
            "documents",
            changed(DOCUMENTS, "57.pdf", "../tin-tuc/57.pdf"),
            ("tin-tuc/57.pdf",),
            [
                "data/documents.yml:6: documents[0].file: không có tệp docs/van-ban/../tin-tuc/57.pdf; "
                "chép tệp vào đó, hoặc xóa dòng này"
            ],
        ),
        ("documents", changed(DOCUMENTS, "    file: 57.pdf\n", ""), (), []),
        ("map", MAP, (), []),
        (
            "map",
            changed(MAP, "can-tho", "can-thoo"),
            (),
            ["data/map.yml:3: rows[1][1]: không có địa phương «can-thoo»; ý bạn là «can-tho»?"],
        ),
        (
            "map",
            changed(MAP, "can-tho", "ha-noi"),
            (),
            ["data/map.yml:3: rows[1][1]: «ha-noi» đã có ở dòng 2; bỏ bớt một ô"],
        ),
        (
            "map",
            changed(MAP, "can-tho", "hai-phong/kinh-mon"),
            (),
            [
                "data/map.yml:3: rows[1][1]: «hai-phong/kinh-mon» không phải là tỉnh, thành phố hiện nay; "
                "ghi mã của tỉnh"
            ],
        ),
        (
            "map",
            changed(MAP, "ha-noi, .", "ha-noi, '..'"),
            (),
            [
                "data/map.yml:2: rows[0][1]: không có địa phương «..»; "
                "xem mã trong data/localities.yml và data/communes.csv"
            ],
        ),
    ],
)
def test_names_in_data_files_have_to_exist(
    name: str, text: str, others: tuple[str, ...], messages: list[str]
) -> None:
    assert told_together(others=others, **{name: text}) == messages


def test_a_target_may_name_a_record_that_is_still_a_draft() -> None:
    draft = ACHIEVEMENT.replace("date:", "draft: true\ndate:", 1)
    assert told_together({**own_content(), "dien-hinh/phu-song-5g.md": draft}, targets=MEASURED) == []


def rows(count: int, columns: int) -> str:
    return "rows:\n" + f"  - [{', '.join(['.'] * columns)}]\n" * count


@pytest.mark.parametrize(("count", "columns"), [(0, 0), (1, 1), (MAP_ROWS, MAP_COLUMNS)])
def test_a_map_may_be_as_large_as_the_page(count: int, columns: int) -> None:
    assert told("map", rows(count, columns)) == []


@pytest.mark.parametrize(("count", "columns"), [(1, MAP_COLUMNS + 1), (MAP_ROWS + 1, 1)])
def test_a_map_that_is_too_large_for_the_page_is_refused(count: int, columns: int) -> None:
    assert told("map", rows(count, columns)) == [
        "data/map.yml:1: rows: bản đồ có tối đa 6 cột và 20 hàng; bớt cột hoặc hàng"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "[., can-tho]",
            "can-tho",
            "data/map.yml:3: rows[1]: phải là danh sách, mỗi mục một dòng bắt đầu bằng «- » "
            "(đang là «can-tho»)",
        ),
        ("can-tho", "''", "data/map.yml:3: rows[1][1]: không được để trống; viết giá trị, hoặc xóa dòng này"),
        ("rows", "hang", "data/map.yml:1: hang: không có trường này; xóa dòng này hoặc xem danh sách trường"),
    ],
)
def test_a_map_of_another_shape_is_refused(old: str, new: str, message: str) -> None:
    assert told("map", changed(MAP, old, new)) == [message]


def test_the_data_files_are_read_with_a_map_and_without() -> None:
    files = {name.removeprefix("data/"): text for name, text in DATA.items()}
    found, problems = read_settings({**files, "map.yml": MAP})
    assert problems == []
    assert found is not None
    assert found.map.rows == (("ha-noi", "."), (".", "can-tho"))
    assert settings().map.rows == ()


def as_json(text: str) -> list[dict[str, Any]]:
    found = json.loads(api.as_json(settings_with(targets=text), url=URL))
    assert found.keys() == {"$schema", "targets"}
    return list(found["targets"])


def as_csv(text: str) -> list[dict[str, str]]:
    content = api.as_csv(settings_with(targets=text)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


WITHOUT = (
    MEASURED.partition("    observations:")[0] + "    sections: [muc-tieu, the-che]\n    sources: [bao]\n"
)


def test_a_target_is_whole_in_json() -> None:
    (found,) = as_json(WITHOUT)
    assert found == {
        "id": "kinh-te-so",
        "label": "Quy mô kinh tế số",
        "horizon": 2030,
        "group": "Kinh tế số",
        "operator": ">=",
        "value": 30,
        "unit": "% GDP",
        "phrase": "từ 30% GDP trở lên",
        "sections": ["muc-tieu", "the-che"],
        "sources": [{"id": "bao", "title": "Một tờ báo", "url": "https://bao.example/bai"}],
        "observations": [],
        "not_compared": [],
    }


def test_a_measure_is_whole_in_json() -> None:
    (found,) = as_json(MEASURED)
    assert found["observations"][0] == {
        "part": None,
        "goal": None,
        "operator": "=",
        "value": 18.3,
        "unit": "% GDP",
        "phrase": "18,3% GDP",
        "of": None,
        "as_of": "2024",
        "basis": "trên GDP",
        "baseline": True,
        "record": "phu-song-5g",
        "source_url": "https://bao.example/a",
    }
    assert [(each["operator"], each["as_of"], each["baseline"]) for each in found["observations"]] == [
        ("=", "2024", True),
        ("~", "2025-06", False),
    ]
    assert found["not_compared"] == [{"record": "phu-song-5g", "why": "Đếm trạm, không đếm GDP."}]


def test_a_rank_keeps_its_goal_and_total_in_json() -> None:
    (found,) = as_json(RANKED)
    assert (found["operator"], found["value"], found["unit"]) == ("text", "vào nhóm 50 thế giới", None)
    (rank,) = found["observations"]
    assert (rank["part"], rank["value"], rank["of"]) == ("Thế giới", 71, 193)
    assert rank["goal"] == {"operator": "<=", "value": 50, "unit": "hạng", "phrase": "tối đa 50 hạng"}


@pytest.mark.parametrize(
    ("value", "in_json", "in_csv"),
    [
        (">=, value: 30", 30, "30"),
        (">=, value: 39.52", 39.52, "39.52"),
        (">=, value: 30.0", 30, "30.0"),
        (">=, value: 0", 0, "0"),
        (">=, value: -1", -1, "-1"),
        (">=, value: 65000000", 65_000_000, "65000000"),
        ("range, value: [40, 50.5]", [40, 50.5], "40..50.5"),
        ("text, value: cao", "cao", "cao"),
    ],
)
def test_numbers_are_numbers_for_programs(value: str, in_json: object, in_csv: str) -> None:
    operator, value = value.split(", ", 1)
    old = '    operator: ">="\n    value: 30\n'
    text = changed(WITHOUT, old, f'    operator: "{operator}"\n    {value}\n')
    (found,) = as_json(text)
    assert found["value"] == in_json
    assert type(found["value"]) is type(in_json)
    assert [row["value"] for row in as_csv(text)] == [in_csv]


def test_json_is_readable_utf_8_that_ends_its_last_line() -> None:
    content = api.as_json(settings_with(targets=MEASURED), url=URL)
    assert "Quy mô kinh tế số".encode() in content
    assert content.endswith(b"}\n")


def test_a_table_has_a_row_for_each_measure_and_one_for_a_target_without() -> None:
    text = MEASURED + RANKED.partition("targets:\n")[2] + WITHOUT.partition("targets:\n")[2]
    assert [(row["id"], row["observed_value"]) for row in as_csv(text)] == [
        ("kinh-te-so", "18.3"),
        ("kinh-te-so", "19"),
        ("xep-hang", "71"),
        ("kinh-te-so", ""),
    ]


def test_a_row_of_the_table_has_the_target_and_its_measure() -> None:
    first, second = as_csv(MEASURED)
    assert first == {
        "id": "kinh-te-so",
        "label": "Quy mô kinh tế số",
        "horizon": "2030",
        "group": "Kinh tế số",
        "operator": ">=",
        "value": "30",
        "unit": "% GDP",
        "phrase": "từ 30% GDP trở lên",
        "sections": "",
        "sources": "",
        "observed_part": "",
        "observed_goal": "",
        "observed_operator": "=",
        "observed_value": "18.3",
        "observed_of": "",
        "as_of": "2024",
        "basis": "trên GDP",
        "baseline": "true",
        "source_url": "https://bao.example/a",
    }
    assert second["baseline"] == "false"
    (rank,) = as_csv(RANKED)
    assert (rank["observed_part"], rank["observed_goal"], rank["observed_of"]) == (
        "Thế giới",
        "tối đa 50 hạng",
        "193",
    )
    (without,) = as_csv(WITHOUT)
    assert (without["sections"], without["sources"], without["basis"]) == ("muc-tieu the-che", "bao", "")


def test_the_table_opens_in_spreadsheets_and_follows_the_rfc() -> None:
    label = 'Quy mô, "số"; GDP'
    text = changed(WITHOUT, "label: Quy mô kinh tế số", f"label: '{label}'")
    content = api.as_csv(settings_with(targets=text))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert content.decode("utf-8-sig").splitlines()[0] == ",".join(field.name for field in fields(TargetRow))
    assert [row["label"] for row in as_csv(text)] == [label]


@pytest.mark.parametrize("write", [partial(api.as_json, url=URL), api.as_csv])
def test_equal_data_make_equal_bytes(write: Any) -> None:
    assert write(settings_with(targets=MEASURED)) == write(settings_with(targets=MEASURED))


def test_the_targets_of_the_project_itself_are_in_both_files() -> None:
    found = {target.id for target in settings().targets.targets}
    assert {each["id"] for each in json.loads(api.as_json(settings(), url=URL))["targets"]} == found
    table = csv.DictReader(io.StringIO(api.as_csv(settings()).decode("utf-8-sig"), newline=""))
    assert {row["id"] for row in table} == found
