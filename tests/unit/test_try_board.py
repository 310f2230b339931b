"""`/man-hinh/thu/`: which boards there are to try, and that the script has all it needs to lay texts out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

from portal.boards.faces import HEIGHTS, characters, face
from portal.catalogue import Snapshot
from portal.model.notice import LED_LENGTHS, Led
from portal.model.outlets import Screen, Screens
from portal.outputs import Output
from portal.store import Memory
from portal.views import try_board
from tests.unit.small import snapshot

LINE = {"id": "dong", "name": "Bảng dòng", "width": "96", "height": "16", "kind": "ticker", "colour": "mono"}
KIOSK = {"id": "kiosk", "name": "Kiosk", "width": "1920", "height": "1080", "kind": "kiosk"}
TINY = {"id": "nho", "name": "Bảng nhỏ", "width": "24", "height": "8", "kind": "led"}


def with_screens(*screens: Mapping[str, str]) -> Snapshot:
    now = snapshot()
    found = tuple(Screen.model_validate({**each, "standing": "Nghị quyết"}) for each in screens)
    settings = replace(now.settings, screens=Screens(screens=found))
    return replace(now, catalogue=replace(now.catalogue, settings=settings))


@cache
def files() -> dict[str, bytes]:
    return {output.address: made(output) for output in try_board.outputs(snapshot())}


def made(output: Output) -> bytes:
    assert output.make is not None
    return output.make(Memory())


def rules(of: Snapshot) -> dict[str, Any]:
    (output,) = (output for output in try_board.outputs(of) if output.address == try_board.RULES)
    found: dict[str, Any] = json.loads(made(output))
    return found


@pytest.mark.parametrize(("size", "most"), LED_LENGTHS.items())
def test_limits_are_those_of_the_model(size: str, most: int) -> None:
    assert Led.model_validate({size: "ế" * most})
    with pytest.raises(ValidationError):
        Led.model_validate({size: "ế" * (most + 1)})


def test_the_portals_boards_come_first_and_kiosks_and_impossible_ones_not_at_all() -> None:
    boards = rules(with_screens(KIOSK, LINE, TINY))["boards"]
    own = {"name": "Bảng dòng", "width": 96, "height": 16, "colour": "mono", "own": True}
    assert boards[0] == own
    sizes = [(96, 16), (128, 32), (192, 64), (256, 128), (384, 192)]
    assert [(each["width"], each["height"]) for each in boards[1:]] == sizes
    assert not any(each["own"] for each in boards[1:])


def test_readers_without_script_see_what_each_size_holds_once() -> None:
    (page,) = try_board.pages(with_screens(LINE))
    assert [room.name for room in page.rooms] == [
        "Bảng dòng",
        *(f"Bảng {size}" for size in ("128×32", "192×64", "256×128", "384×192")),
    ]
    assert page.rooms[0].lines == 1
    assert all(room.capitals <= room.characters for room in page.rooms)


@pytest.mark.parametrize("height", HEIGHTS)
def test_the_script_gets_the_width_of_every_character(height: int) -> None:
    found = rules(snapshot())
    widths = dict(zip(found["characters"], found["widths"][str(height)], strict=True))
    assert widths == {character: face(height).cells(character) for character in characters()}


def test_there_is_a_file_for_each_face_and_one_for_the_rules() -> None:
    faces = {f"/man-hinh/thu/chu-{height}.json" for height in HEIGHTS}
    assert files().keys() == faces | {try_board.RULES}
    for height in HEIGHTS:
        assert json.loads(files()[f"/man-hinh/thu/chu-{height}.json"])["height"] == height


def test_rules_and_the_largest_face_are_small() -> None:
    packed = {address: len(gzip.compress(content, mtime=0)) for address, content in files().items()}
    assert packed[try_board.RULES] < 5_000
    assert max(packed.values()) < 20_000


def test_a_new_screen_changes_the_rules_and_no_face() -> None:
    before, after = (
        {output.address: output.key for output in try_board.outputs(now)}
        for now in (with_screens(), with_screens(LINE))
    )
    assert {address for address in before if before[address] != after[address]} == {try_board.RULES}
