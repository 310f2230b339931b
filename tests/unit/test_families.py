"""Pages that depend on nothing that has changed are not worked out again; all others are."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from portal.catalogue import Snapshot
from portal.feeds.channels import channels
from portal.outlines import Outline, outline
from portal.outlining import outlined
from portal.search.entries import of_page
from portal.store import Memory
from portal.views.families import Family, families
from tests.projects import ACHIEVEMENT, NOTICE, PLAN
from tests.unit.small import all_pages, own_content, snapshot

PLAN_FILE, NOTICE_FILE = "ke-hoach/can-tho/tuyen-truyen.md", "tin-tuc/2026/luat.md"


def states(now: Snapshot) -> set[str]:
    return {family.state for family in families(now, channels(now))}


def addresses_of_new(before: Mapping[str, str], after: Mapping[str, str], **moment: str) -> set[str]:
    """Pages of families that are others than before."""
    old, now = states(snapshot(before)), snapshot(after, **moment)
    new = [family for family in families(now, channels(now)) if family.state not in old]
    return {page.address for family in new for page in family.pages()}


def test_families_have_states_of_their_own_and_together_all_pages() -> None:
    now = snapshot()
    found = list(families(now, channels(now)))
    assert len({family.state for family in found}) == len(found)
    assert states(now) == states(snapshot())
    assert "" not in states(now)


def test_a_body_concerns_the_pages_of_its_neighbours_in_the_store_and_no_list() -> None:
    before = own_content()
    found = addresses_of_new(before, {**before, PLAN_FILE: before[PLAN_FILE] + "\nThêm.\n"})
    assert "/ke-hoach/can-tho/tuyen-truyen/" in found
    assert not {"/", "/ke-hoach/", "/viec/", "/dia-phuong/can-tho/", "/van-ban/"} & found


def test_a_title_concerns_the_lists_that_show_it() -> None:
    before = own_content()
    changed = before[PLAN_FILE].replace("title: ", "title: Mới ")
    found = addresses_of_new(before, {**before, PLAN_FILE: changed})
    assert {"/", "/ke-hoach/", "/viec/", "/dia-phuong/can-tho/", "/dong-thoi-gian/", "/doi-chieu/"} <= found
    assert not {"/tin-tuc/", "/dien-hinh/", "/dia-phuong/hue/", "/bien-tap/truong/"} & found


def test_time_concerns_what_it_shows_and_hides() -> None:
    before = {**own_content(), NOTICE_FILE: NOTICE.replace("date:", "expires: 2026-03-05\ndate:", 1)}
    assert addresses_of_new(before, before, now="2026-03-02") == set()
    found = addresses_of_new(before, before, now="2026-03-07")
    assert {"/tin-tuc/", "/tin-tuc/2026/luat/"} <= found


@pytest.mark.parametrize("change", ["nothing", "an achievement", "a new plan", "without a notice"])
def test_outlines_from_the_store_are_those_of_the_pages(change: str) -> None:
    before = own_content()
    after = {
        "nothing": before,
        "an achievement": {**before, "dien-hinh/phu-song-5g.md": ACHIEVEMENT.replace("title: ", "title: A ")},
        "a new plan": {**before, "ke-hoach/hue/moi.md": PLAN},
        "without a notice": {name: text for name, text in before.items() if name != NOTICE_FILE},
    }[change]
    store = Memory()
    list(_outlines(snapshot(before), store))
    now = snapshot(after)
    expected = [outline(page, of_page(page, now)) for page in all_pages(now)]
    assert list(_outlines(now, store)) == expected


def test_a_page_is_worked_out_when_it_is_asked_for_and_not_before() -> None:
    now, store = snapshot(), Memory()
    list(_outlines(now, store))
    asked: list[str] = []

    def watched(family: Family) -> Family:
        return Family(family.state, lambda: [asked.append(family.state), *family.pages()][1:])

    found = list(
        outlined(
            map(watched, families(now, channels(now))),
            finish=lambda page: page,
            found=lambda page: of_page(page, now),
            store=store,
            code="",
        )
    )
    assert asked == []
    for each in found[:2]:
        assert each.page().address == each.outline.address
    assert len(asked) == 2


def _outlines(now: Snapshot, store: Memory) -> list[Outline]:
    found = outlined(
        families(now, channels(now)),
        finish=lambda page: page,
        found=lambda page: of_page(page, now),
        store=store,
        code="",
    )
    return [each.outline for each in found]
