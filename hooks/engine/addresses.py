"""Site-absolute addresses -> links of a page: relative, so that a portal works below any path."""

from __future__ import annotations

import posixpath
import urllib.parse

from portal.views.pages import MissingPage, Page, Site


def link(address: str, *, view: Page, site: Site) -> str:
    """What stands in `href`. Addresses of other hosts and anchors stay as they are.

    The page for unknown addresses is served at any depth, so its links start at the host.
    """
    if not address.startswith("/"):
        return address
    if isinstance(view, MissingPage):
        return urllib.parse.urlsplit(site.url).path.rstrip("/") + address
    path, mark, rest = _split(address)
    here = view.address if view.address.endswith("/") else posixpath.dirname(view.address) + "/"
    if path == here and mark:
        return mark + rest
    relative = posixpath.relpath(path, here)
    return (
        (relative + "/" if path.endswith("/") and relative != "." else "./" if relative == "." else relative)
        + mark
        + rest
    )


def _split(address: str) -> tuple[str, str, str]:
    for mark in "?#":
        path, found, rest = address.partition(mark)
        if found:
            return path, found, rest
    return address, "", ""


def absolute(address: str, *, site: Site) -> str:
    """The address with the portal's public address in front."""
    return address if not address.startswith("/") else site.url + address.lstrip("/")


class Links:
    """The filters of the templates. They know which page is being rendered, because macros that are
    imported once for all pages do not."""

    def __init__(self) -> None:
        self._view: Page | None = None
        self._site: Site | None = None
        self._assets: dict[str, str] = {}

    def turn_to(self, view: Page, site: Site) -> None:
        """Give links as they look from this page."""
        if site is not self._site:
            self._assets = dict(site.assets)
        self._view, self._site = view, site

    def link(self, address: str) -> str:
        assert self._view is not None
        assert self._site is not None
        return link(address, view=self._view, site=self._site)

    def asset(self, name: str) -> str:
        """KeyError for a name that is not below `docs/assets/`."""
        return self.link(self._assets[name])

    def absolute(self, address: str) -> str:
        assert self._site is not None
        return absolute(address, site=self._site)

    def theme_css(self, name: str) -> str:
        return self.asset(f"css/material-{name}.css")
