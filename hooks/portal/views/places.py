"""Pages of localities: the 34 provinces always, communes and former units that have records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from portal.catalogue import Snapshot
from portal.localities import Level, Locality
from portal.model.achievement import Achievement
from portal.model.notice import Notice
from portal.model.plan import Plan
from portal.model.record import Record
from portal.vietnamese import sort_key
from portal.views import schema
from portal.views.listings import Head, record_list
from portal.views.pages import ListPage, LocalitiesPage, LocalityPage, RedirectPage
from portal.views.parts import Item, Link, Property, Tile
from portal.views.records import HOME
from portal.views.tasks import rows_of
from portal.views.values import cards, counted_audiences, locality_address, locality_link, place_note

CARDS = 6
"""Cards of each kind on the page of a place; the rest are on its paged list."""
NATIONAL = 3
"""Cards of the whole country on the page of a place."""
INDEX = Link("Địa phương", "/dia-phuong/")
_SHADES = (1, 3, 6, 12)
"""A tile is shaded one step darker from each of these numbers of records on."""


def with_pages(snapshot: Snapshot) -> tuple[Locality, ...]:
    """Localities that have a page of their own, provinces first, in Vietnamese order."""
    localities = snapshot.settings.localities
    provinces = localities.provinces(on=snapshot.now.date())
    known = {place.id for place in provinces}
    wanted = dict.fromkeys(
        place.id
        for id in snapshot.localities_with_records
        for place in (*localities.ancestors(id), localities[id])
        if place.level is not Level.NATION
    )
    others = (localities[id] for id in wanted if id not in known)
    return (*provinces, *sorted(others, key=lambda place: (sort_key(place.name), place.id)))


def locality_pages(place: Locality, snapshot: Snapshot) -> Iterator[LocalityPage | ListPage]:
    """The page of a place, and the list of all that is there where the page cannot hold it."""
    records = snapshot.everything_of(place.id)
    yield _page(place, records, snapshot)
    if len(records) > CARDS:
        yield from _list(place, records, snapshot)


def _page(place: Locality, records: tuple[Record, ...], snapshot: Snapshot) -> LocalityPage:
    plans = [record for record in records if isinstance(record, Plan)]
    now = () if place.is_current else snapshot.settings.localities.successors_now(place.id)
    return LocalityPage(
        address=locality_address(place.id),
        template="locality.html",
        title=place.full_name,
        description=f"{place.full_name}: kế hoạch, điển hình, tin và việc phải làm theo Nghị quyết 57.",
        crumbs=_crumbs(place, snapshot),
        schema=schema.of_locality(place.full_name, locality_address(place.id)),
        name=place.name,
        full_name=place.full_name,
        properties=tuple(_properties(place, snapshot)),
        now=tuple(link for successor in now if (link := _nearest(successor, snapshot))),
        plans=cards(plans[:CARDS], snapshot),
        achievements=cards([r for r in records if isinstance(r, Achievement)][:CARDS], snapshot),
        notices=cards([r for r in records if isinstance(r, Notice)][:CARDS], snapshot),
        tasks=tuple(row for plan in plans[:CARDS] for row in rows_of(plan))[:20],
        audiences=counted_audiences(records, snapshot),
        nation=cards(national(snapshot), snapshot) if _is_province(place) else (),
        screens=tuple(_screens(place, snapshot)),
        more=tuple(_more(place, len(records))),
        total=len(records),
    )


def _is_province(place: Locality) -> bool:
    return place.level is Level.PROVINCE and place.is_current


def national(snapshot: Snapshot) -> list[Achievement]:
    """The newest achievements of the whole country.

    On the pages of provinces, where readers of communes without records come to.
    """
    found = [each for each in snapshot.achievements if each.locality is None and not each.baseline]
    return found[:NATIONAL]


def _screens(place: Locality, snapshot: Snapshot) -> Iterator[Item]:
    """Screens that stand in this place or in one that belongs to it."""
    localities = snapshot.settings.localities
    for screen in snapshot.settings.screens.screens:
        if screen.locality and screen.locality in localities.gathers(place.id):
            where = "" if screen.locality == place.id else f", {localities[screen.locality].full_name}"
            yield Item(screen.name, note=f"{screen.width}×{screen.height} điểm ảnh{where}")


def _nearest(place: Locality, snapshot: Snapshot) -> Link | None:
    """A locality as a link to its page, or to that of its province when it has none."""
    province = snapshot.settings.localities.province_of(place.id)
    if place.level is Level.PROVINCE or place.id in snapshot.localities_with_records or province is None:
        return locality_link(place.id, snapshot)
    return Link(place.full_name, locality_address(province.id), f"thuộc {province.full_name}")


def _crumbs(place: Locality, snapshot: Snapshot) -> tuple[Link, ...]:
    above = snapshot.settings.localities.ancestors(place.id)
    links = (locality_link(each.id, snapshot) for each in reversed(above) if each.level is not Level.NATION)
    return (HOME, INDEX, *(link for link in links if link))


def _properties(place: Locality, snapshot: Snapshot) -> Iterator[Property]:
    localities = snapshot.settings.localities
    yield Property("Loại đơn vị", (Item(str(place.kind)),))
    if place.code:
        yield Property("Mã đơn vị", (Item(place.code),))
    before = [localities[id] for id in place.predecessors if id in localities and id != place.id]
    if before:
        names = tuple(_before(each, snapshot) for each in before[:12])
        yield Property("Gồm cả địa bàn trước đây", names)
    if _is_province(place):
        count = localities.number_of_children(place.id)
        yield Property("Đơn vị cấp xã", (Item(f"{count} xã, phường, đặc khu"),))
    note = place_note(place.id, snapshot)
    if note:
        yield Property("Hiện nay", (Item(note),))


def _before(place: Locality, snapshot: Snapshot) -> Item:
    """A predecessor, with a link when it has a page of its own."""
    has_page = place.id in snapshot.localities_with_records
    return Item(place.full_name, locality_address(place.id) if has_page else "")


def _more(place: Locality, total: int) -> Iterator[Link]:
    if total > CARDS:
        yield Link(f"Xem tất cả {total} mục", f"{locality_address(place.id)}trang/1/")
    if total == 0:
        yield Link("Kế hoạch của các địa phương khác", "/ke-hoach/")
        yield Link("Nghị quyết nói gì", "/nghi-quyet/")
        yield Link("Các điển hình trong cả nước", "/dien-hinh/")


def _list(place: Locality, records: tuple[Record, ...], snapshot: Snapshot) -> Iterator[ListPage]:
    base = locality_address(place.id)
    head = Head(
        f"Tất cả mục của {place.full_name}",
        "dia-phuong",
        f"Kế hoạch, điển hình và tin của {place.full_name}, của xã, phường và của nơi đã nhập vào.",
        (*_crumbs(place, snapshot), Link(place.full_name, base)),
    )
    return record_list(records, snapshot, head, base=base, first=f"{base}trang/1/")


def redirects(snapshot: Snapshot) -> Iterator[RedirectPage]:
    """Former provinces, and former units whose largest part became a place with a page."""
    places, localities = with_pages(snapshot), snapshot.settings.localities
    have = {place.id for place in places}
    former = [(place, place.successors) for place in localities.former_provinces()]
    former += [
        (localities[id], localities[id].successors)
        for place in places
        for id in place.predecessors
        if id in localities and localities[id].level is not Level.PROVINCE
    ]
    for place, successors in former:
        if place.id not in have and successors and successors[0] in have:
            have.add(place.id)
            yield RedirectPage(
                address=locality_address(place.id),
                template="redirect.html",
                noindex=True,
                title=f"{place.full_name}, {place_note(place.id, snapshot)}",
                description=f"{place.full_name} {place_note(place.id, snapshot)}.",
                target=locality_address(successors[0]),
            )


def localities_page(snapshot: Snapshot) -> LocalitiesPage:
    """`/dia-phuong/`."""
    localities = snapshot.settings.localities
    rows: list[tuple[Link, int, str]] = []
    other: list[tuple[Link, int, str]] = []
    for place in with_pages(snapshot):
        link = locality_link(place.id, snapshot)
        assert link is not None
        before = [localities[id] for id in place.predecessors if id in localities]
        names = ", ".join(each.name for each in before if each.level is Level.PROVINCE)
        row = (link, len(snapshot.everything_of(place.id)), names)
        (rows if _is_province(place) else other).append(row)
    return LocalitiesPage(
        address=INDEX.address,
        template="localities.html",
        title=INDEX.title,
        crumbs=(HOME,),
        description="34 tỉnh, thành phố và những nơi có mục trên cổng, tên cũ cũng tìm được.",
        tiles=_tiles({link.address: records for link, records, _ in rows}, snapshot),
        shades=("0", *(f"từ {number}" for number in _SHADES)),
        provinces=tuple(rows),
        other=tuple(other),
    )


def _tiles(records: dict[str, int], snapshot: Snapshot) -> tuple[Tile, ...]:
    """The provinces of `data/map.yml`, row by row, which is also the order for the keyboard."""
    found = []
    for row, ids in enumerate(snapshot.settings.map.rows, start=1):
        for column, id in enumerate(ids, start=1):
            count = records.get(locality_address(id))
            if count is not None and (link := locality_link(id, snapshot)):
                name = snapshot.settings.localities[id].name
                found.append(Tile(link, name, column, row, bisect_right(_SHADES, count), count))
    return tuple(found)
