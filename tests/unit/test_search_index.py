"""The index of small content: what can be found in it, and what a change touches."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from portal.catalogue import Snapshot
from portal.search import outputs as search
from portal.search.entries import Entry, of_page
from portal.search.shards import Shards
from tests.projects import NOTICE, PLAN
from tests.unit.search_reading import Read, decoded, read
from tests.unit.small import all_pages, own_content, snapshot

CAN_THO = "/ke-hoach/can-tho/tuyen-truyen/"


def entrances(now: Snapshot) -> list[Entry]:
    """The pages that can be found and are no records."""
    found = (of_page(page, now) for page in all_pages(now))
    return [entry for entry in found if entry]


def files(now: Snapshot) -> dict[str, bytes]:
    """Every file of the index by its address below `/search/`."""
    found = {}
    for output in search.outputs(now, entrances(now), code="code"):
        assert output.make is not None
        found[output.address.removeprefix("/search/")] = output.make(now.catalogue.store)
    return found


@dataclass
class Index:
    """The index as it is read: documents by address with their rows and their words."""

    manifest: Any
    rows: dict[str, list[str]]
    words: dict[str, dict[str, int]]
    pairs: dict[str, dict[tuple[str, str], int]]


def index(now: Snapshot) -> Index:
    made = files(now)
    manifest = json.loads(made["index.json"])
    found = Index(manifest, {}, {}, {})
    for group in manifest["groups"]:
        rows = _rows(made, group)
        addresses = [row[0] for row in rows]
        found.rows.update(zip(addresses, rows, strict=True))
        everything = _words(made, group)
        for number, address in enumerate(addresses):
            found.words[address] = {w: held[number] for w, held in everything.words.items() if number in held}
            found.pairs[address] = {p: held[number] for p, held in everything.pairs.items() if number in held}
    return found


def _rows(made: Mapping[str, bytes], group: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    for number in range(-(-group["docs"] // 8)):
        rows += json.loads(made[f"{group['at']}/t{number}.json"])
    assert len(rows) == group["docs"]
    return rows


def _words(made: Mapping[str, bytes], group: Any) -> Read:
    starts = decoded(group["starts"])
    contents = (made[f"{group['at']}/{number}.bin"] for number in range(len(starts)))
    assert len(group["kinds"]) == len(group["titles"]) == group["docs"]
    parts = Shards(tuple(contents), starts, {})
    return read(parts, group["docs"])


def test_every_listed_record_and_entrance_can_be_found() -> None:
    now = snapshot()
    found = index(now)
    records = {record.address for record in now.listed}
    entrances = {"/", "/nghi-quyet/", "/ke-hoach/", "/muc-tieu/", "/van-ban/", "/viec/", "/gioi-thieu/"}
    assert records | entrances <= set(found.rows)
    assert {"/muc-tieu/#kinh-te-so", "/van-ban/#03-nq-cp"} <= set(found.rows)
    # The resolution has a page of its own, and one of many pages of a kind is no entrance.
    assert "/van-ban/#57-nq-tw" not in found.rows
    assert not [address for address in found.rows if "/trang/" in address or "/embed/" in address]
    assert sum(group["docs"] for group in found.manifest["groups"]) == len(found.rows)


def test_a_row_says_what_a_result_shows() -> None:
    found = index(snapshot())
    assert found.rows[CAN_THO] == [CAN_THO, "Kế hoạch tuyên truyền", "2026-01-03", "Thành phố Cần Thơ", ""]
    document = found.rows["/van-ban/#03-nq-cp"]
    title = "Nghị quyết 03/NQ-CP: Chương trình hành động"
    assert document[1:] == [title, "2025-01-09", "", "Chính phủ, 09/01/2025"]
    assert found.rows["/gioi-thieu/"][4] == "Giới thiệu"


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("tuyen\ttuyên", 3),
        ("57", 2),
        ("can\tcân1", 2),
        ("the\tthê2", 1),
        ("xay\txây", 1),
        ("so\tsơ2", 1),
        ("=180kh", 3),
        ("=180khtu", 3),
        ("#57nqtw", 2),
        ("@can-tho", 1),
    ],
)
def test_a_word_counts_by_the_best_place_at_which_it_stands(word: str, level: int) -> None:
    assert index(snapshot()).words[CAN_THO][word] == level


def test_pairs_do_not_cross_ends_of_phrases_nor_words_that_say_little() -> None:
    text = NOTICE.replace("Từ ngày 01/07/2026.", "Một hai. Ba bốn của năm, sáu")
    found = index(snapshot({**own_content(), "tin-tuc/2026/cap.md": text}))
    pairs = {tuple(word.partition("\t")[0] for word in pair) for pair in found.pairs["/tin-tuc/2026/cap/"]}
    assert ("ba", "bon") in pairs
    assert not {("hai", "ba"), ("bon", "cua"), ("cua", "nam"), ("nam", "sau"), ("mot", "hai")} & pairs


def test_an_abbreviation_is_found_by_its_long_form() -> None:
    text = NOTICE.replace("title: Luật có hiệu lực", "title: Tổ CĐS cộng đồng")
    words = index(snapshot({**own_content(), "tin-tuc/2026/to.md": text})).words["/tin-tuc/2026/to/"]
    assert [words[word] for word in ("cds\tcđs", "chuyen\tchuyên2", "doi\tđôi2", "so\tsô4")] == [3] * 4


def test_what_is_not_public_cannot_be_found() -> None:
    more = {
        "tin-tuc/2026/nhap.md": NOTICE.replace("---\ntitle", "---\ndraft: true\ntitle", 1),
        "tin-tuc/2026/cu.md": NOTICE.replace("---\ntitle", "---\nexpires: 2026-02-01\ntitle", 1),
        "tin-tuc/2026/cho.md": NOTICE.replace("---\ntitle", "---\npublish_at: 2026-05-01\ntitle", 1),
        "tin-tuc/2026/rut.md": NOTICE.replace(
            "---\ntitle", "---\nwithdrawn: {date: 2026-02-01, reason: Sai}\ntitle", 1
        ),
    }
    shown = index(snapshot({**own_content(), **more}))
    hidden = {f"/tin-tuc/2026/{name}/" for name in ("nhap", "cu", "cho", "rut")}
    assert not hidden & set(shown.rows)
    preview = index(snapshot({**own_content(), **more}, drafts=True))
    assert {"/tin-tuc/2026/nhap/", "/tin-tuc/2026/cho/"} <= set(preview.rows)


def test_the_manifest_tells_how_queries_are_read() -> None:
    manifest = index(snapshot()).manifest
    assert manifest["format"] == 2
    assert manifest["short"] == {"cds": [["CĐS", "chuyển đổi số"]]}
    assert manifest["numbers"]["long"]["ke hoach"] == "kh"
    assert ["can-tho", "Thành phố Cần Thơ"] in manifest["places"]
    assert "cua2" in manifest["stop"]
    assert len(manifest["places"]) == 34


def test_a_change_touches_only_the_group_that_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.search.periods.FEWEST", 3)
    monkeypatch.setattr("portal.search.periods.MOST", 3)
    old = {
        f"tin-tuc/2025/so-{number}.md": NOTICE.replace("2026-01-05", f"2025-0{number}-05")
        for number in range(1, 9)
    }
    before = files(snapshot({**own_content(), **old}))
    more = {"tin-tuc/2025/so-4.md": old["tin-tuc/2025/so-4.md"] + "\nThêm một câu.\n"}
    after = files(snapshot({**own_content(), **old, **more}))
    folders = {name.partition("/")[0] for name in before if "/" in name}
    assert len(folders) > 5
    changed = {name.partition("/")[0] for name in before if before[name] != after.get(name)}
    # The group, the list of all words and the manifest.
    assert len(changed) == 3


def test_files_are_the_same_in_whatever_order_they_are_made() -> None:
    now = snapshot()
    found = files(snapshot())
    for output in reversed(list(search.outputs(now, entrances(now), code="code"))):
        assert output.make is not None
        assert output.make(now.catalogue.store) == found[output.address.removeprefix("/search/")]


def test_columns_count_what_results_can_be_narrowed_to() -> None:
    now = snapshot()
    made = files(now)
    manifest = json.loads(made["index.json"])
    group = manifest["groups"][0]
    rows = _rows(made, group)
    number = [row[0] for row in rows].index(CAN_THO)
    facets = json.loads(made[f"{group['at']}/facets.json"])
    assert manifest["kinds"][int(group["kinds"][number], 36)] == ["ke-hoach", "Kế hoạch"]
    assert group["titles"][number] == "1"
    assert group["years"] == [[2026, group["docs"]]]
    place = int(facets["place"][number], 36)
    assert manifest["places"][place][0] == "can-tho"
    sections = [
        section[0]
        for bit, section in enumerate(manifest["sections"])
        if facets["sections"][number] >> bit & 1
    ]
    assert sections == ["nhiem-vu"]


def test_a_plan_is_found_by_what_it_rests_on() -> None:
    text = PLAN.replace("bases: [57-NQ/TW]", "bases: [57-NQ/TW, 03/NQ-CP]")
    words = index(snapshot({**own_content(), "ke-hoach/can-tho/tuyen-truyen.md": text})).words[CAN_THO]
    assert words["#3nqcp"] == 2
    assert "=3nqcp" not in words
