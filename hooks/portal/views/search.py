"""`/tim-kiem/`: where readers search, and all ways into the portal for those who would rather look around.

Results come by script, from the files below `/search/`. The ways in are there without; they also give the
page's script the names of what results are filtered by.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.catalogue import Snapshot
from portal.model.record import Kind
from portal.search.entries import KINDS
from portal.views.pages import Page
from portal.views.parts import Link
from portal.views.values import audience_links, locality_address, section_link

ADDRESS = "/tim-kiem/"


@dataclass(frozen=True, slots=True)
class Way:
    """A way into the portal. Results are filtered by `id`, under `name` or else the title of the link."""

    link: Link
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """`/tim-kiem/`: (heading, parameter of a filter, ways) for each group."""

    groups: tuple[tuple[str, str, tuple[Way, ...]], ...]


def search_page(snapshot: Snapshot) -> SearchPage:
    """The one page."""
    return SearchPage(
        address=ADDRESS,
        template="search.html",
        title="Tìm kiếm",
        description="Tìm trong mọi trang của cổng theo từ, số ký hiệu văn bản hoặc tên nơi; có dấu hay không"
        " dấu đều được.",
        groups=(
            ("Loại trang", "kind", _kinds(snapshot)),
            ("Dành cho ai", "audience", _audiences(snapshot)),
            ("Mục của nghị quyết", "section", _sections(snapshot)),
            ("Địa phương", "locality", _places(snapshot)),
        ),
    )


def _kinds(snapshot: Snapshot) -> tuple[Way, ...]:
    """Each kind of result; the portal's own pages have no list of their own."""
    labels, settings = dict(KINDS), snapshot.settings
    lists = {kind.value: (f"/{kind}/", len(snapshot.of_kind(kind))) for kind in Kind}
    lists["van-ban"] = ("/van-ban/", len(settings.documents.documents))
    lists["chi-tieu"] = ("/muc-tieu/", len(settings.targets.targets))
    ways = (Way(Link(labels[id], address, str(count)), id) for id, (address, count) in lists.items())
    return (*ways, Way(Link("Giới thiệu cổng", "/gioi-thieu/"), "trang", labels["trang"]))


def _audiences(snapshot: Snapshot) -> tuple[Way, ...]:
    return tuple(Way(link, _last(link)) for link in audience_links(snapshot))


def _sections(snapshot: Snapshot) -> tuple[Way, ...]:
    links = (section_link(section.origin.slug, snapshot) for section in snapshot.sections)
    return tuple(Way(link, _last(link)) for link in links)


def _last(link: Link) -> str:
    return link.address.strip("/").rpartition("/")[2]


def _places(snapshot: Snapshot) -> tuple[Way, ...]:
    provinces = snapshot.settings.localities.provinces(on=snapshot.now.date())
    return tuple(Way(Link(place.name, locality_address(place.id)), place.id) for place in provinces)
