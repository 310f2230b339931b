"""What tests ask of a finished page, read once with the standard library's parser."""

from __future__ import annotations

import posixpath
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

# Attributes that hold an address, whatever the element.
_ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "cite", "longdesc", "background"}
# Addresses of these the browser asks for by itself.
_LOADING_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "modulepreload",
    "manifest",
    "apple-touch-icon",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a page; `loads` when the browser asks for it without the reader's doing."""

    tag: str
    name: str
    value: str
    loads: bool


@dataclass(slots=True)
class Page:
    """A page. `address` is site-absolute: `/ke-hoach/`, `/404.html`."""

    address: str
    text: str
    language: str = ""
    titles: list[str] = field(default_factory=list)
    metas: dict[str, list[str]] = field(default_factory=dict)
    relations: dict[str, list[str]] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    inline_scripts: list[tuple[str, str]] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    refresh: str = ""

    @property
    def indexed(self) -> bool:
        return "noindex" not in self.metas.get("robots", []) and self.address != "/404.html"


def read_all(site: Path) -> dict[str, Page]:
    """All pages of a site by address."""
    found = (_read(path, site) for path in sorted(site.rglob("*.html")))
    return {page.address: page for page in found}


def _read(path: Path, site: Path) -> Page:
    name = path.relative_to(site).as_posix()
    address = (
        f"/{name.removesuffix('index.html')}" if posixpath.basename(name) == "index.html" else f"/{name}"
    )
    page = Page(address, path.read_text("utf-8"))
    _Reader(page).feed(page.text)
    return page


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._within = ""
        self._script_type = ""
        self._text = ""
        self._svg = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._svg = self._svg or tag == "svg"
        self.page.ids += [values["id"]] if "id" in values else []
        self._forbid(tag, values)
        self._refer(tag, values)
        if tag == "html":
            self.page.language = values.get("lang", "")
        elif tag == "meta":
            self._meta(values)
        elif tag == "link":
            for relation in values.get("rel", "").split():
                self.page.relations.setdefault(relation, []).append(values.get("href", ""))
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self.page.headings.append(int(tag[1]))
        if tag == "title" and not self._svg:
            self._within, self._text = tag, ""
        if tag == "script" and "src" not in values:
            self._within, self._text, self._script_type = tag, "", values.get("type", "")

    def handle_data(self, data: str) -> None:
        self._text += data if self._within else ""

    def handle_endtag(self, tag: str) -> None:
        self._svg = self._svg and tag != "svg"
        if tag == self._within == "title":
            self.page.titles.append(self._text)
        if tag == self._within == "script":
            self.page.inline_scripts.append((self._script_type, self._text))
        self._within = "" if tag == self._within else self._within

    def _meta(self, values: dict[str, str]) -> None:
        name = values.get("name") or values.get("property") or ""
        self.page.metas.setdefault(name, []).append(values.get("content", ""))
        if values.get("http-equiv", "").lower() == "refresh":
            self.page.refresh = values["content"].partition("url=")[2]
            self.page.references.append(Reference("meta", "refresh", self.page.refresh, True))

    def _forbid(self, tag: str, values: dict[str, str]) -> None:
        wrong = [f"<{tag} {name}>" for name in values if name == "style" or name.startswith("on")]
        wrong += [f"<{tag}>"] if tag in ("style", "base", "iframe", "object", "embed") else []
        wrong += [f"<{tag} {value}>" for value in values.values() if value.startswith("javascript:")]
        self.page.forbidden += wrong

    def _refer(self, tag: str, values: dict[str, str]) -> None:
        relations = set(values.get("rel", "").split())
        for name, value in values.items():
            if name in _ADDRESSES:
                loads = tag not in ("a", "area", "link", "blockquote", "q", "ins", "del", "form")
                loads = loads or (tag == "link" and bool(relations & _LOADING_RELATIONS))
                self.page.references.append(Reference(tag, name, value, loads))
            elif name in ("srcset", "imagesrcset"):
                for part in value.split(","):
                    self.page.references.append(Reference(tag, name, part.split()[0], True))


def target(reference: str, page: Page, *, root: str = "/") -> tuple[str, str] | None:
    """File and anchor below the site's folder that an address of a page leads to; None for other hosts.

    `root` is the path below which the portal is served, for links that begin with a slash.
    """
    parts = urllib.parse.urlsplit(reference)
    if parts.scheme or parts.netloc:
        return None
    path = urllib.parse.unquote(parts.path)
    if path.startswith("/"):
        assert path.startswith(root), f"{page.address}: {reference}"
        path = "/" + path.removeprefix(root)
    else:
        here = page.address if page.address.endswith("/") else posixpath.dirname(page.address) + "/"
        path = here + path if path else page.address
    name = posixpath.normpath(path).lstrip("/") + ("/" if path.endswith("/") else "")
    name = name.removeprefix("./")
    file = f"{name}index.html" if not name or name.endswith("/") else name
    return file.lstrip("/"), urllib.parse.unquote(parts.fragment)


def internal(pages: dict[str, Page], *, root: str = "/") -> Iterator[tuple[Page, Reference, str, str]]:
    """Every reference of every page into the portal, with the file and the anchor that it leads to."""
    for page in pages.values():
        for reference in page.references:
            found = target(reference.value, page, root=root)
            if found is not None:
                yield page, reference, *found
