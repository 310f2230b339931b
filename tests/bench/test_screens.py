"""What a thousand screens cost, when nothing is kept, after a local message and after one for the country.

`make bench` prints the figures and holds them against the limits; a short form runs with all tests.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import projects
from tests.bench.measure import made, tell
from tests.projects import NOTICE, TestProject
from tests.unit import small

SIZES = {
    (96, 16): "ticker",
    (128, 32): "led",
    (192, 64): "led",
    (256, 128): "led",
    (384, 192): "led",
    (1920, 1080): "kiosk",
    (1080, 1920): "kiosk",
}
SCREENS, OF_COUNTRY, OF_PROVINCE = 1000, 10, 10
MOST_SECONDS, MOST_SECONDS_LOCAL, MOST_SECONDS_NATIONAL = 60, 1, 6
_WORDS = "họp tổ dân phố tiêm vắc xin cấp đổi căn cước nộp hồ sơ trực tuyến ngừng cấp nước sửa đường".split()


def provinces(count: int) -> list[str]:
    return [place.id for place in small.settings().localities.provinces()][:count]


def files(screens: int, places: list[str]) -> dict[str, str]:
    """Screens in all places, a few messages for each place and for the country."""
    sizes = itertools.cycle(SIZES.items())
    lines = ["screens:"]
    for number, place in zip(range(screens), itertools.cycle(places)):
        (width, height), kind = next(sizes)
        lines.append(
            f"  - {{id: bang-{number}, name: Bảng {number}, width: {width}, height: {height}, kind: {kind}, "
            f"tags: [tat-ca], standing: Nghị quyết 57, locality: {place}}}"
        )
    found = {"data/screens.yml": "\n".join(lines) + "\n"}
    for number in range(OF_COUNTRY):
        found[f"docs/tin-tuc/2026/chung-{number}.md"] = message(number)
    for place in places:
        for number in range(OF_PROVINCE):
            name = f"docs/tin-tuc/2026/{place}-{number}.md"
            found[name] = message(number + len(place), f"locality: {place}\n")
    return found


def message(number: int, more: str = "") -> str:
    words = [_WORDS[(number * 7 + place) % len(_WORDS)] for place in range(8)]
    led = f"led: {{s: Tin {number}, m: {' '.join(words[:5])[:36].strip()}}}"
    text = NOTICE.replace("title: Luật có hiệu lực\n", f"title: Tin {number} {' '.join(words)}\n")
    return text.replace("---\n", f"---\n{more}screens: [tat-ca]\n{led}\n", 1)


def newest(number: int) -> str:
    """One that every screen shows first."""
    return message(number).replace("2026-01-05", "2026-02-05")


@pytest.mark.bench
def test_a_thousand_screens(tmp_path: Path) -> None:
    places = provinces(34)
    project = projects.make(tmp_path / "project", files(SCREENS, places))
    rows = {"nothing kept": made(project, "screens"), "unchanged": made(project, "screens")}
    project.write({f"docs/tin-tuc/2026/{places[0]}-0.md": message(901, f"locality: {places[0]}\n")})
    rows["one local message"] = made(project, "screens")
    project.write({"docs/tin-tuc/2026/chung-0.md": newest(902)})
    rows["one for the country"] = made(project, "screens")
    heading = f"{SCREENS} screens of {len(SIZES)} sizes, {OF_COUNTRY + OF_PROVINCE} messages each"
    tell("screens", f"{heading}, {os.cpu_count()} processors", rows)
    assert rows["nothing kept"]["make"] <= MOST_SECONDS
    assert rows["one local message"]["make"] <= MOST_SECONDS_LOCAL
    assert rows["one for the country"]["make"] <= MOST_SECONDS_NATIONAL


def test_a_local_message_touches_the_screens_of_its_place(project: Callable[..., TestProject]) -> None:
    places = provinces(3)
    few = project(files(42, places))
    first = made(few, "screens")
    assert first["made"] == first["total"] > 500
    assert made(few, "screens")["made"] == 0
    few.write({f"docs/tin-tuc/2026/{places[0]}-0.md": message(901, f"locality: {places[0]}\n")})
    local = made(few, "screens")["made"]
    # A third of the screens, and none of the others; of each its eight texts, and its pictures.
    assert 14 <= local <= 14 * (8 + 10) + 7 * 2
    few.write({"docs/tin-tuc/2026/chung-0.md": newest(902)})
    assert made(few, "screens")["made"] > local
