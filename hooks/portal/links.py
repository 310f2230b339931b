"""Dead links: addresses inside content that no output answers."""

from __future__ import annotations

import urllib.parse
from collections.abc import Collection, Iterator, Mapping

from portal.catalogue import Catalogue
from portal.loading import Loaded
from portal.problems import Problem, Severity, did_you_mean


def check(catalogue: Catalogue, addresses: Collection[str], *, existing: Collection[str]) -> list[Problem]:
    """All dead links. `addresses` are those of the outputs; `existing` those of pages that are not public
    yet, so that the message can say so."""
    anchors = {_address(loaded): loaded.anchors for loaded in catalogue.loaded if loaded.record is not None}
    problems: list[Problem] = []
    for loaded in catalogue.loaded:
        if loaded.record is not None:
            problems += _dead(loaded, addresses, existing, anchors)
    return problems


def _address(loaded: Loaded) -> str:
    assert loaded.record is not None
    return loaded.record.address


def _dead(
    loaded: Loaded,
    addresses: Collection[str],
    existing: Collection[str],
    anchors: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    own = _address(loaded)
    for link, line in zip(loaded.links, loaded.link_lines, strict=True):
        address = link.address or own
        wrong = None
        if address in existing and address not in addresses:
            wrong = (
                "dead-link",
                f"liên kết «{link.written}» dẫn tới trang chưa đăng (bản nháp hoặc chờ đăng)",
                "đăng trang ấy trước, hoặc bỏ liên kết",
            )
        elif address not in addresses:
            wrong = (
                "dead-link",
                f"liên kết «{link.written}» dẫn tới trang không có",
                did_you_mean(address, [known for known in addresses if _same_top(known, address)])
                or "sửa đường dẫn",
            )
        elif link.anchor and address in anchors and urllib.parse.unquote(link.anchor) not in anchors[address]:
            wrong = (
                "dead-anchor",
                f"liên kết «{link.written}» dẫn tới mục không có trong trang",
                did_you_mean(link.anchor, anchors[address]) or "sửa phần sau dấu #",
            )
        if wrong:
            yield Problem(f"docs/{loaded.path}", line, "", wrong[0], Severity.ERROR, wrong[1], wrong[2])


def _same_top(known: str, address: str) -> bool:
    return known.split("/")[1:2] == address.split("/")[1:2]
