"""Pages for groups of readers: what names them, a text above it where there is one, and paged lists."""

from __future__ import annotations

from functools import cache

import pytest

from portal.model.record import Audience
from portal.views.audiences import CARDS, texts
from portal.views.listings import PER_PAGE
from portal.views.pages import AudiencePage, AudiencesPage, ListPage, LocalityPage, OrdinaryPage
from portal.views.parts import Link
from portal.views.values import audience_links, counted_audiences
from tests.projects import ACHIEVEMENT, NOTICE, PLAN, SECTION
from tests.unit.small import all_pages, own_content, snapshot

TEXT = "---\ntitle: Nghị quyết và người dân\nsummary: Có gì cho người dân.\n---\n## Một mục\n\nMột đoạn.\n"
PATH = "danh-cho/nguoi-dan.md"
# The small vocabulary has no name for the other three: they appear under their id.
NAMES = ["Người dân", "doanh-nghiep", "Cán bộ", "nha-khoa-hoc", "nha-truong"]


def naming(text: str, *audiences: str) -> str:
    return text.replace("date:", f"audiences: [{', '.join(audiences)}]\ndate:", 1)


def pages_of(
    files: dict[str, str], *, drafts: bool = False
) -> dict[str, AudiencesPage | AudiencePage | ListPage]:
    shown = all_pages(snapshot(files, drafts=drafts))
    found = [page for page in shown if page.address.startswith("/danh-cho/")]
    assert len({page.address for page in found}) == len(found)
    return {page.address: page for page in found}


def page_of(audience: str, files: dict[str, str], *, drafts: bool = False) -> AudiencePage:
    page = pages_of(files, drafts=drafts)[f"/danh-cho/{audience}/"]
    assert isinstance(page, AudiencePage)
    return page


def index(files: dict[str, str]) -> tuple[tuple[Link, str, int], ...]:
    page = pages_of(files)["/danh-cho/"]
    assert isinstance(page, AudiencesPage)
    return page.groups


@pytest.mark.parametrize(
    ("named", "titles"),
    [
        ([], []),
        (["can-bo", "nguoi-dan"], ["Người dân", "Cán bộ"]),
        (["nha-truong", "nha-truong"], ["nha-truong"]),
        (list(Audience), NAMES),
    ],
)
def test_groups_of_readers_come_under_their_names_in_the_order_of_the_portal(
    named: list[str], titles: list[str]
) -> None:
    assert [link.title for link in audience_links(snapshot(), named)] == titles


def test_all_groups_are_linked_unless_some_are_named() -> None:
    links = audience_links(snapshot())
    assert [link.title for link in links] == NAMES
    assert [link.address for link in links] == [f"/danh-cho/{each}/" for each in Audience]


@pytest.mark.parametrize(
    ("named", "counts"),
    [
        ([], []),
        ([[]], []),
        ([["can-bo"]], [("Cán bộ", "1 bài")]),
        (
            [["nha-truong", "can-bo"], ["nguoi-dan"], ["can-bo"]],
            [("Người dân", "1 bài"), ("Cán bộ", "2 bài"), ("nha-truong", "1 bài")],
        ),
    ],
)
def test_the_groups_that_records_name_are_counted(
    named: list[list[str]], counts: list[tuple[str, str]]
) -> None:
    now = snapshot({f"tin-tuc/2026/a{place}.md": naming(NOTICE, *each) for place, each in enumerate(named)})
    found = counted_audiences(now.listed, now)
    assert [(link.title, link.note) for link in found] == counts
    assert {link.address for link in found} <= {link.address for link in audience_links(now)}


def test_the_page_of_a_place_leads_to_the_groups_that_its_records_name() -> None:
    now = snapshot(
        {"ke-hoach/can-tho/a.md": naming(PLAN, "can-bo"), "ke-hoach/hue/a.md": naming(PLAN, "nguoi-dan")}
    )
    places = {page.name: page for page in all_pages(now) if isinstance(page, LocalityPage)}
    assert places["Cần Thơ"].audiences == (Link("Cán bộ", "/danh-cho/can-bo/", "1 bài"),)
    assert places["Hà Nội"].audiences == ()


def test_every_group_has_its_page_whatever_there_is_for_it() -> None:
    assert list(pages_of({})) == ["/danh-cho/", *(f"/danh-cho/{each}/" for each in Audience)]


def test_the_index_says_what_each_page_is_about_and_how_many_records_it_has() -> None:
    files = {
        PATH: TEXT,
        "tin-tuc/2026/a.md": naming(NOTICE, "can-bo", "nguoi-dan"),
        "tin-tuc/2026/b.md": NOTICE,
    }
    assert [(link.title, about, count) for link, about, count in index(files)] == [
        ("Người dân", "Có gì cho người dân.", 1),
        ("doanh-nghiep", "", 0),
        ("Cán bộ", "", 1),
        ("nha-khoa-hoc", "", 0),
        ("nha-truong", "", 0),
    ]


def test_a_page_of_content_opens_the_page_of_its_group() -> None:
    page = page_of("nguoi-dan", {PATH: TEXT})
    assert (page.title, page.description) == ("Nghị quyết và người dân", "Có gì cho người dân.")
    assert page.source == PATH
    now = snapshot({PATH: TEXT})
    assert "Một đoạn." in now.catalogue.body_at(page.source).html
    assert page.body_key == now.catalogue.loaded_of(now.texts[0]).body_key


@pytest.mark.parametrize(("audience", "name"), [("can-bo", "cán bộ"), ("nha-truong", "nha-truong")])
def test_without_such_a_text_the_page_says_what_it_lists(audience: str, name: str) -> None:
    page = page_of(audience, {PATH: TEXT})
    assert (page.title, page.description) == (
        f"Dành cho {name}",
        f"Các bài trên cổng nêu đối tượng là {name}.",
    )
    assert (page.source, page.body_key) == ("", "")


def test_a_text_without_a_summary_leaves_the_usual_description() -> None:
    text = TEXT.replace("summary: Có gì cho người dân.\n", "")
    page = page_of("nguoi-dan", {PATH: text})
    assert page.title == "Nghị quyết và người dân"
    assert page.description == "Các bài trên cổng nêu đối tượng là người dân."
    assert index({PATH: text})[0][1] == ""


def test_a_draft_of_a_text_is_seen_in_the_preview_only() -> None:
    draft = {PATH: TEXT.replace("summary:", "draft: true\nsummary:")}
    assert page_of("nguoi-dan", draft).source == ""
    assert page_of("nguoi-dan", draft, drafts=True).source == PATH


@pytest.mark.parametrize(
    ("path", "template"),
    [
        (PATH, "audience.html"),
        ("danh-cho/nguoi-dan/index.md", "audience.html"),
        ("danh-cho/khac.md", "page.html"),
        ("nguoi-dan.md", "page.html"),
    ],
)
def test_a_text_has_one_page(path: str, template: str) -> None:
    found = [page for page in all_pages(snapshot({path: TEXT})) if page.source == path]
    assert [page.template for page in found] == [template]
    assert isinstance(found[0], OrdinaryPage) is (template == "page.html")


def test_the_texts_of_the_groups_are_found_by_their_address() -> None:
    found = texts(snapshot({PATH: TEXT, "danh-cho/khac.md": TEXT}))
    assert {audience: text.address for audience, text in found.items()} == {
        "nguoi-dan": "/danh-cho/nguoi-dan/"
    }


def test_a_page_has_what_names_its_group_by_kind() -> None:
    files = {
        **own_content(),
        # The resolution's own order is muc-tieu, nhiem-vu, the-che, ha-tang.
        "nghi-quyet/ha-tang.md": naming(SECTION.replace("Thể chế", "Hạ tầng"), "can-bo"),
        "nghi-quyet/muc-tieu.md": naming(SECTION.replace("Thể chế", "Mục tiêu"), "can-bo"),
        "ke-hoach/can-tho/a.md": naming(PLAN, "can-bo", "nguoi-dan"),
        "dien-hinh/a.md": naming(ACHIEVEMENT, "can-bo"),
        "tin-tuc/2026/a.md": naming(NOTICE, "can-bo"),
        "tin-tuc/2026/b.md": naming(NOTICE, "nguoi-dan"),
    }
    page = page_of("can-bo", files)
    assert [
        [card.address for card in cards]
        for cards in (page.sections, page.plans, page.achievements, page.notices)
    ] == [
        ["/nghi-quyet/muc-tieu/", "/nghi-quyet/ha-tang/"],
        ["/ke-hoach/can-tho/a/"],
        ["/dien-hinh/a/"],
        ["/tin-tuc/2026/a/"],
    ]
    assert [link.title for link in page.others] == [name for name in NAMES if name != "Cán bộ"]
    assert [link.address for link in page.crumbs] == ["/", "/danh-cho/"]


@pytest.mark.parametrize("field", ["withdrawn: {date: 2026-02-01, reason: a}", "draft: true"])
def test_only_what_is_listed_counts(field: str) -> None:
    files = {"tin-tuc/2026/a.md": naming(NOTICE, "can-bo").replace("date:", f"{field}\ndate:", 1)}
    assert page_of("can-bo", files).notices == ()
    assert [count for *_, count in index(files)] == [0] * 5


@cache
def many(count: int) -> dict[str, str]:
    return {
        f"tin-tuc/2026/a{place}.md": naming(NOTICE, "can-bo").replace("2026-01-05", f"2026-01-{place + 1:02}")
        for place in range(count)
    }


def test_a_page_that_holds_everything_leads_to_no_list() -> None:
    found = pages_of(many(CARDS))
    page = found["/danh-cho/can-bo/"]
    assert isinstance(page, AudiencePage)
    assert (len(page.notices), page.more) == (CARDS, None)
    assert not [address for address in found if "/trang/" in address]


def test_what_a_page_cannot_hold_is_on_a_list() -> None:
    found = pages_of(many(CARDS + 1))
    page = found["/danh-cho/can-bo/"]
    assert isinstance(page, AudiencePage)
    assert [card.address for card in page.notices] == [
        f"/tin-tuc/2026/a{CARDS - place}/" for place in range(CARDS)
    ]
    assert page.more == Link(f"Xem tất cả {CARDS + 1} bài", "/danh-cho/can-bo/trang/1/")
    assert [address for address in found if "/trang/" in address] == ["/danh-cho/can-bo/trang/1/"]
    listed = found["/danh-cho/can-bo/trang/1/"]
    assert isinstance(listed, ListPage)
    assert (listed.total, len(listed.cards), listed.title) == (
        CARDS + 1,
        CARDS + 1,
        "Tất cả bài dành cho cán bộ",
    )
    assert listed.crumbs[-1].address == "/danh-cho/can-bo/"


def test_a_long_list_is_cut_into_pages() -> None:
    found = [page for page in pages_of(many(PER_PAGE + 5)).values() if isinstance(page, ListPage)]
    assert [(page.address, len(page.cards)) for page in found] == [
        ("/danh-cho/can-bo/trang/1/", PER_PAGE),
        ("/danh-cho/can-bo/trang/2/", 5),
    ]
    assert [link.address for link in found[1].pages] == [page.address for page in found]
    assert len({page.title for page in found}) == 2
    shown = [card.date.iso for page in found for card in page.cards]
    assert shown == sorted(shown, reverse=True)
