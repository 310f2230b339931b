"""Pages by what others need to know of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from portal.store import key
from portal.views.pages import Page, RedirectPage
from portal.views.record_pages import RecordPage

if TYPE_CHECKING:
    from portal.search.entries import Entry


class Outline(NamedTuple):
    """What others need to know of a page, without the page.

    `key` names all that it shows; `changed` is the day (ISO) since which a record is as it is; `found` is its
    entry in the search, if it has one there that is no record's.
    """

    address: str
    key: str
    source: str
    qr: str
    changed: str
    noindex: bool
    former: bool
    found: Entry | None


@dataclass(frozen=True, slots=True)
class Outlined:
    """A page by its outline; `page` works it out."""

    outline: Outline
    page: Callable[[], Page]


def outline(page: Page, found: Entry | None = None) -> Outline:
    """What others need to know of a page; `found` is its entry in the search."""
    changed = (page.updated or page.date).iso if isinstance(page, RecordPage) else ""
    former = isinstance(page, RedirectPage)
    name = key("view", page)
    return Outline(page.address, name, page.source, page.qr, changed, page.noindex, former, found)
