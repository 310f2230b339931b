"""Pages that list records: the kinds, sections with all that belongs to them, home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.catalogue import Snapshot
from portal.model.achievement import Achievement
from portal.model.record import Kind, Record
from portal.model.section import Section
from portal.views import schema, timeline
from portal.views.pages import HomePage, ListPage, SectionsPage
from portal.views.paging import pages
from portal.views.parts import Item, Link, Property
from portal.views.records import CARDS, HOME
from portal.views.values import (
    audience_links,
    cards,
    day,
    document_texts,
    locality_address,
    section_link,
    target,
)

PER_PAGE = 20
ON_HOME = ("kinh-te-so", "dich-vu-cong-truc-tuyen", "rd-gdp", "tfp")
"""Targets that the home page shows large."""

_INTRO = {
    Kind.PLAN: "Văn bản của địa phương thực hiện nghị quyết: ai ban hành, giao việc gì, hạn nào, báo cáo ai.",
    Kind.ACHIEVEMENT: "Kết quả đã công bố, mỗi mục một con số có ngày, cách tính và nguồn.",
    Kind.NOTICE: "Tin và thông báo ngắn, rút từ văn bản và số liệu có trên cổng.",
}


def kind_list(kind: Kind, snapshot: Snapshot) -> Iterator[ListPage]:
    """`/ke-hoach/`, `/dien-hinh/` or `/tin-tuc/`, newest first."""
    records = snapshot.of_kind(kind)
    filters = _filters(records, snapshot) if kind is not Kind.NOTICE else ()
    head = Head(kind.list_title, kind.value, _INTRO[kind], (HOME,), filters)
    return record_list(records, snapshot, head, base=f"/{kind}/")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a list, the same on each of its pages."""

    title: str
    kind: str
    intro: str
    crumbs: tuple[Link, ...]
    filters: tuple[tuple[str, tuple[Link, ...]], ...] = ()


def record_list(
    records: tuple[Record, ...], snapshot: Snapshot, head: Head, *, base: str, first: str | None = None
) -> Iterator[ListPage]:
    """The pages of one list; `first` is the address of the first one where that is not `base`."""
    for number, address, part, links in pages(records, PER_PAGE, base, first=first):
        yield ListPage(
            address=address,
            template="list.html",
            title=head.title if number == 1 else f"{head.title}, trang {number}",
            description=head.intro if number == 1 else f"{head.intro} Trang {number}.",
            crumbs=head.crumbs if number == 1 else (*head.crumbs, Link(head.title, first or base)),
            kind=head.kind,
            intro=head.intro,
            total=len(records),
            cards=cards(part, snapshot),
            number=number,
            pages=links,
            filters=head.filters,
        )


def _filters(records: tuple[Record, ...], snapshot: Snapshot) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    localities = snapshot.settings.localities
    provinces = dict.fromkeys(
        province.id
        for record in records
        if record.locality
        if (province := localities.province_of(record.locality))
    )
    places = sorted((localities[id] for id in provinces), key=lambda place: place.id)
    by_place = tuple(Link(place.full_name, locality_address(place.id)) for place in places)
    named = {slug for record in records for slug in snapshot.sections_of(record)}
    by_section = tuple(section_link(slug, snapshot) for slug in snapshot.settings.sections if slug in named)
    return tuple(
        (label, links)
        for label, links in (("Địa phương", by_place), ("Mục của nghị quyết", by_section))
        if links
    )


def section_list(record: Section, snapshot: Snapshot) -> Iterator[ListPage]:
    """`/nghi-quyet/<slug>/trang/1/` …: all that names a section, where its page cannot hold it."""
    related = snapshot.in_section(record.origin.slug)
    if len(related) <= CARDS:
        return iter(())
    link = section_link(record.origin.slug, snapshot)
    head = Head(
        f"Liên quan đến mục «{link.title}»",
        Kind.SECTION.value,
        f"Kế hoạch, điển hình và tin nêu mục {link.note} của nghị quyết.",
        (HOME, Link(Kind.SECTION.list_title, f"/{Kind.SECTION}/"), link),
    )
    return record_list(related, snapshot, head, base=record.address, first=f"{record.address}trang/1/")


def sections_page(snapshot: Snapshot) -> SectionsPage:
    """`/nghi-quyet/`."""
    settings = snapshot.settings
    document = settings.resolution.document
    register = snapshot.catalogue.register
    entry = register.find(document.number, signed=document.signed, issuer=document.issuer)
    properties = [
        Property(
            "Số ký hiệu", (Item(document.number, f"/van-ban/#{register.anchor(entry)}" if entry else ""),)
        ),
        Property("Cơ quan ban hành", (Item(document.issuer),)),
        Property("Ngày ban hành", (Item(day(document.signed).text),)),
    ]
    if document.signer:
        properties.append(Property("Người ký", (Item(document.signer),)))
    properties.append(Property("Toàn văn", document_texts(entry, snapshot)))
    parents = {slug: entry.parent for slug, entry in settings.sections.items()}
    groups = tuple(
        (
            cards([top], snapshot)[0],
            cards((s for s in snapshot.sections if parents[s.origin.slug] == top.origin.slug), snapshot),
        )
        for top in snapshot.sections
        if parents[top.origin.slug] is None
    )
    return SectionsPage(
        address="/nghi-quyet/",
        template="sections.html",
        title="Nghị quyết số 57-NQ/TW",
        description=document.title,
        crumbs=(HOME,),
        properties=tuple(properties),
        groups=groups,
    )


def home(snapshot: Snapshot) -> HomePage:
    """`/`."""
    settings = snapshot.settings
    chosen = {value.id: value for value in settings.targets.targets}
    return HomePage(
        address="/",
        template="home.html",
        title=settings.site.name,
        description=settings.site.description,
        schema=schema.of_home(snapshot),
        about=_about(snapshot),
        sections=cards(
            (s for s in snapshot.sections if settings.sections[s.origin.slug].parent is None), snapshot
        ),
        targets=tuple(target(chosen[id], snapshot) for id in ON_HOME if id in chosen),
        plans=cards(snapshot.plans[:3], snapshot),
        achievements=cards(_shown_achievements(snapshot), snapshot),
        notices=cards(snapshot.notices[:3], snapshot),
        audiences=audience_links(snapshot),
        provinces=tuple(
            Link(place.name, locality_address(place.id))
            for place in settings.localities.provinces(on=snapshot.now.date())
        ),
        counts=_counts(snapshot),
    )


def _about(snapshot: Snapshot) -> str:
    document = snapshot.settings.resolution.document
    issued = f"do {document.issuer} ban hành ngày {document.signed.vietnamese}"
    return f"Nghị quyết số {document.number} {issued}, {document.title[0].lower()}{document.title[1:]}."


def _shown_achievements(snapshot: Snapshot) -> list[Achievement]:
    # What was measured before the resolution is no result of it, and a milestone has no figure to show.
    return [record for record in snapshot.achievements if record.figure and not record.baseline][:4]


def _counts(snapshot: Snapshot) -> tuple[tuple[str, int, str], ...]:
    counts = ((kind.list_title, len(snapshot.of_kind(kind)), f"/{kind}/") for kind in Kind)
    return (
        *counts,
        ("Văn bản triển khai", len(snapshot.settings.documents.documents), "/van-ban/"),
        ("Mốc thời gian", timeline.number_of_events(snapshot), timeline.BASE),
    )
