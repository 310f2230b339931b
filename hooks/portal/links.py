"""Dead links: addresses inside content that no output answers."""

from __future__ import annotations

import difflib
import posixpath
import urllib.parse
from collections.abc import Collection, Iterable, Iterator, Mapping

from portal import body_links
from portal.body_links import BodyLink
from portal.catalogue import Catalogue
from portal.loading import Loaded
from portal.problems import Problem, Severity, did_you_mean


def check(catalogue: Catalogue, addresses: Collection[str], *, existing: Collection[str]) -> list[Problem]:
    """All dead links. `addresses` are those of the outputs; `existing` those of pages that are not public
    yet, so that the message can say so."""
    anchors = {_address(loaded): loaded.anchors for loaded in catalogue.loaded}
    broken = {_address(loaded) for loaded in catalogue.loaded if loaded.record is None}
    # What is not public may lead to what is not public.
    later = {*addresses, *existing, *(f"/{name}" for name in catalogue.others)}
    problems: list[Problem] = []
    for loaded in catalogue.loaded:
        known = addresses if _address(loaded) in addresses else later
        links = [each for each in _links(loaded) if not (broken and _uncertain(each[0], broken))]
        problems += _dead(loaded, links, known, existing, anchors)
    return problems


def _address(loaded: Loaded) -> str:
    return body_links.address_of(loaded.path)


def _links(loaded: Loaded) -> Iterator[tuple[BodyLink, int]]:
    return zip(loaded.links, loaded.link_lines, strict=True)


def _uncertain(link: BodyLink, broken: Collection[str]) -> bool:
    """While files have errors they have no pages, and are left out of the lists and feeds there are."""
    names_file = "." in posixpath.basename(urllib.parse.urlsplit(link.written).path)
    return link.address in broken or bool(link.address and not names_file)


def _dead(
    loaded: Loaded,
    links: Iterable[tuple[BodyLink, int]],
    addresses: Collection[str],
    existing: Collection[str],
    anchors: Mapping[str, str],
) -> Iterator[Problem]:
    own = _address(loaded)
    for link, line in links:
        address = link.address or own
        wrong = None
        if address in existing and address not in addresses:
            wrong = (
                "dead-link",
                f"liên kết «{link.written}» dẫn tới trang chưa đăng (bản nháp hoặc chờ đăng)",
                "đăng trang ấy trước, hoặc bỏ liên kết",
            )
        elif address not in addresses and address != own:
            wrong = (
                "dead-link",
                f"liên kết «{link.written}» dẫn tới trang không có",
                _near(address, addresses),
            )
        elif link.anchor and address in anchors:
            there = anchors[address].split("\n")
            if urllib.parse.unquote(link.anchor) not in there:
                wrong = (
                    "dead-anchor",
                    f"liên kết «{link.written}» dẫn tới mục không có trong trang",
                    did_you_mean(link.anchor, there) or "sửa phần sau dấu #",
                )
        if wrong:
            yield Problem(f"docs/{loaded.path}", line, "", wrong[0], Severity.ERROR, wrong[1], wrong[2])


def _near(address: str, known: Collection[str]) -> str:
    """What may have been meant: something beside it of nearly this name, or of this name elsewhere."""
    folder, name = posixpath.split(address.rstrip("/"))
    # The nearest to the top first: a page comes before the page that embeds its feed.
    by_depth = sorted(known, key=lambda each: (each.count("/"), each))
    places = [(posixpath.split(each.rstrip("/")), each) for each in by_depth]
    beside = {other: each for (place, other), each in places if place == folder}
    near = difflib.get_close_matches(name, beside, n=1, cutoff=0.6)
    found = [beside[other] for other in near] or [each for (_, other), each in places if other == name]
    return f"ý bạn là «{found[0]}»?" if found and name else "sửa đường dẫn"
