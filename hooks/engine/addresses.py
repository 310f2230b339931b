"""Site-absolute addresses -> links of a page: relative, so that a portal works below any path."""

from __future__ import annotations

import urllib.parse

from portal.views.pages import MissingPage, Page, Site


def root_of(view: Page, site: Site) -> str:
    """What leads from a page to the portal's own folder; empty for a page that lies in it.

    The page for unknown addresses is served at any depth, so its links start at the host.
    """
    if isinstance(view, MissingPage):
        return urllib.parse.urlsplit(site.url).path.rstrip("/") + "/"
    return "../" * (view.address.count("/") - 1)


def link(address: str, *, here: str, root: str) -> str:
    """What stands in `href` on the page with the address `here`. Other hosts and anchors stay as they are.

    >>> link("/viec/#han", here="/tin-tuc/", root="../"), link("/tin-tuc/#a", here="/tin-tuc/", root="../")
    ('../viec/#han', '#a')
    >>> link("/ke-hoach/hue/b/", here="/ke-hoach/hue/a/", root="../../../")
    '../b/'
    >>> link("/tin-tuc/trang/2/", here="/tin-tuc/", root="../")
    'trang/2/'
    """
    if not address.startswith("/"):
        return address
    if address.startswith(here) and address != here:
        return address[len(here) :]
    above = here[: here.rstrip("/").rfind("/") + 1]
    if len(above) > 1 and address.startswith(above):
        # Neighbours are what pages link to most, and this is the shortest way to them.
        return "../" + address[len(above) :]
    return root + address[1:] or "./"


def absolute(address: str, *, site: Site) -> str:
    """The address with the portal's public address in front."""
    return address if not address.startswith("/") else site.url + address.lstrip("/")


class Links:
    """The filters of the templates. They know which page is being rendered, because macros that are
    imported once for all pages do not."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._assets = dict(site.assets)
        self._here = self._root = ""

    def turn_to(self, view: Page) -> None:
        """Give links as they look from this page."""
        self._here, self._root = view.address, root_of(view, self._site)

    def link(self, address: str) -> str:
        return link(address, here=self._here, root=self._root)

    def asset(self, name: str) -> str:
        """KeyError for a name that is not below `docs/assets/`."""
        return self.link(self._assets[name])

    def absolute(self, address: str) -> str:
        return absolute(address, site=self._site)
