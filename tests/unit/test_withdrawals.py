"""The marker beside the page of a withdrawn record, by which servers answer 410."""

from __future__ import annotations

from portal import withdrawals
from portal.store import Memory
from tests.projects import NOTICE
from tests.unit.small import own_content, snapshot

PATH = "tin-tuc/2026/luat.md"


def markers(head: str) -> dict[str, str]:
    files = {**own_content(), PATH: NOTICE.replace("---\n", f"---\n{head}\n", 1)}
    found = {}
    for output in withdrawals.outputs(snapshot(files)):
        assert output.make is not None
        found[output.address] = output.make(Memory()).decode()
    return found


def test_a_withdrawn_record_has_a_marker_that_says_what_when_and_why() -> None:
    assert markers('withdrawn: {date: 2026-02-05, reason: "Đăng nhầm & sai số liệu."}') == {
        "/tin-tuc/2026/luat/withdrawn.txt": (
            "Luật có hiệu lực\nĐã rút ngày: 05/02/2026\nLý do: Đăng nhầm & sai số liệu.\n"
        )
    }


def test_what_is_withdrawn_later_or_has_expired_has_none() -> None:
    assert markers("withdrawn: {date: 2026-03-02, reason: Sai}") == {}
    assert markers("expires: 2026-02-01") == {}
    assert markers("tags: []") == {}
