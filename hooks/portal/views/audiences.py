"""`/danh-cho/<audience>/`: what the resolution and the plans have for one group of readers.

The text above the lists is a page of content, `docs/danh-cho/<audience>.md`, where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.model.achievement import Achievement
from portal.model.notice import Notice
from portal.model.page import OrdinaryText
from portal.model.plan import Plan
from portal.model.record import Audience, Record
from portal.views.listings import Head, record_list
from portal.views.pages import AudiencePage, AudiencesPage, ListPage
from portal.views.parts import Link
from portal.views.records import HOME
from portal.views.values import AUDIENCES, audience_address, audience_links, cards

CARDS = 6
"""Cards of each kind; the rest are on the paged list."""
INDEX = Link("Dành cho bạn", AUDIENCES)


def texts(snapshot: Snapshot) -> dict[str, OrdinaryText]:
    """The pages of content that open the page of an audience."""
    found = {text.address: text for text in snapshot.texts}
    return {each: found[audience_address(each)] for each in Audience if audience_address(each) in found}


def by_audience(snapshot: Snapshot) -> dict[str, list[Record]]:
    """What names each group of readers, newest first."""
    found: dict[str, list[Record]] = {each: [] for each in Audience}
    for record in snapshot.listed:
        for each in record.audiences:
            found[each].append(record)
    return found


def audiences_page(snapshot: Snapshot) -> AudiencesPage:
    """`/danh-cho/`."""
    intros, found = texts(snapshot), by_audience(snapshot)
    return AudiencesPage(
        address=INDEX.address,
        template="audiences.html",
        title=INDEX.title,
        description="Nghị quyết 57 và kế hoạch của địa phương có gì cho người dân, doanh nghiệp, cán bộ.",
        crumbs=(HOME,),
        groups=tuple(
            (link, intros[each].summary or "" if each in intros else "", len(found[each]))
            for each, link in zip(Audience, audience_links(snapshot), strict=True)
        ),
    )


def audience_pages(
    audience: Audience, records: list[Record], snapshot: Snapshot
) -> Iterator[AudiencePage | ListPage]:
    """`/danh-cho/<audience>/`, and the list of all where the page cannot hold it."""
    (link,) = audience_links(snapshot, [audience])
    yield _page(link, records, texts(snapshot).get(audience), snapshot)
    if len(records) > CARDS:
        yield from _list(link, tuple(records), snapshot)


def _page(link: Link, records: list[Record], text: OrdinaryText | None, snapshot: Snapshot) -> AudiencePage:
    loaded = snapshot.catalogue.loaded_of(text) if text else None
    named = {record.identity for record in records}
    name = _in_a_sentence(link)
    return AudiencePage(
        address=link.address,
        template="audience.html",
        title=text.title if text else f"Dành cho {name}",
        description=(text.summary if text else None) or f"Các bài trên cổng nêu đối tượng là {name}.",
        crumbs=(HOME, INDEX),
        source=loaded.path if loaded else "",
        body_key=loaded.body_key if loaded else "",
        # In the order of the resolution.
        sections=cards((s for s in snapshot.sections if s.identity in named), snapshot),
        plans=cards([r for r in records if isinstance(r, Plan)][:CARDS], snapshot),
        achievements=cards([r for r in records if isinstance(r, Achievement)][:CARDS], snapshot),
        notices=cards([r for r in records if isinstance(r, Notice)][:CARDS], snapshot),
        others=tuple(other for other in audience_links(snapshot) if other != link),
        more=Link(f"Xem tất cả {len(records)} bài", f"{link.address}trang/1/")
        if len(records) > CARDS
        else None,
    )


def _in_a_sentence(link: Link) -> str:
    return link.title[0].lower() + link.title[1:]


def _list(link: Link, records: tuple[Record, ...], snapshot: Snapshot) -> Iterator[ListPage]:
    name = _in_a_sentence(link)
    head = Head(
        f"Tất cả bài dành cho {name}",
        "danh-cho",
        f"Các mục của nghị quyết, kế hoạch, điển hình và tin nêu đối tượng là {name}.",
        (HOME, INDEX, link),
    )
    return record_list(records, snapshot, head, base=link.address, first=f"{link.address}trang/1/")
