"""The whole site at one moment as outputs: what there is, and what each depends on."""

from __future__ import annotations

import dataclasses
import html
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path

from portal import attachments, clashes, loudspeakers, permanence, read_aloud, sharing, withdrawals
from portal.alerts import checks as alert_checks, outputs as alerts
from portal.api import outputs as open_data
from portal.assets import Assets
from portal.catalogue import Snapshot
from portal.feeds import outputs as feeds
from portal.feeds.channels import Channels, channels
from portal.feeds.outputs import Press
from portal.model.record import Kind
from portal.outlines import Outline, Outlined
from portal.outlining import outlined
from portal.outputs import Output, finished, without_store
from portal.problems import Problem
from portal.references import beside
from portal.screens import checks as screen_checks, outputs as screens
from portal.screens.outputs import Showings, Studio
from portal.search import opensearch, outputs as search
from portal.search.entries import Entry, of_page as search_entry
from portal.store import Store, digest, key
from portal.views import place_names, try_board
from portal.views.families import Family, families
from portal.views.feeds import advertised
from portal.views.pages import MenuEntry, Page, Site
from portal.views.parts import Item
from portal.views.screens import screen_pages
from portal.web_editor import outputs as web_editor

FONT = "fonts/inter.woff2"
"""The portal's own, which pictures are drawn with too."""
FEED_STYLE, ICON = "css/feed.css", "img/favicon.svg"


@dataclass(frozen=True, slots=True)
class Environment:
    """What outputs depend on besides content.

    `url` is the public address; `code` and `look` are fingerprints of code and of templates and
    configuration; `theme` maps names of the theme's styles to names in `assets`.
    """

    url: str
    code: str
    look: str
    menu: tuple[MenuEntry, ...]
    assets: Assets
    docs: Path


@dataclass(frozen=True, slots=True)
class Declaration:
    """The outputs by address, in a stable order, the site that pages see, and the feeds.

    `problems` are those of addresses: claimed twice, or public once and gone now.
    """

    outputs: tuple[Output, ...]
    site: Site
    channels: Channels
    problems: tuple[Problem, ...]

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset(output.address for output in self.outputs)


Watch = Callable[[Iterable[Output], Site], Iterable[Output]]
"""Sees the pages while they are declared, and lets them through."""


def unwatched(pages: Iterable[Output], _site: Site) -> Iterable[Output]:
    return pages


def declare(
    snapshot: Snapshot, environment: Environment, *, version: str, watch: Watch = unwatched
) -> Declaration:
    """All outputs. Nothing is made yet, but for what `watch` makes."""
    site = site_view(snapshot, environment)
    offered = channels(snapshot)
    font = environment.assets.files[environment.assets.addresses[FONT]]
    showings = Showings(snapshot, Studio(environment.url, snapshot.settings.site.name, font))
    found = _pages(snapshot, offered, showings, environment.code)
    outputs = list(watch(_pages_made(found, key(environment.code, environment.look, site)), site))
    outlines = [output.page.outline for output in outputs if output.page]
    outputs += _assets(environment.assets)
    outputs += sharing.pictures(snapshot, site, font=font, code=environment.code)
    outputs += sharing.codes(outlines, url=environment.url, code=environment.code)
    outputs += _of_records(snapshot, environment)
    outputs += open_data.outputs(snapshot, offered, url=environment.url, code=environment.code)
    outputs += feeds.outputs(snapshot, offered, _press(environment))
    outputs += screens.outputs(snapshot, showings, url=environment.url, code=environment.code)
    outputs += try_board.outputs(snapshot)
    outputs += search.outputs(snapshot, _entries(outlines), code=environment.code)
    outputs.append(opensearch.output(site, icon=environment.assets.addresses[ICON]))
    outputs.append(_sitemap(outlines, environment))
    outputs.append(finished("/robots.txt", _robots(environment.url, snapshot)))
    brought = list(_files(snapshot, environment.docs, environment.code))
    outputs, problems = clashes.without(outputs, brought, snapshot)
    outputs.append(_build_info(outputs, snapshot, version))
    problems += _checked(snapshot, showings, environment)
    problems += permanence.check(snapshot, offered, {output.address for output in outputs})
    return Declaration(tuple(outputs), site, offered, tuple(problems))


def _of_records(snapshot: Snapshot, environment: Environment) -> Iterator[Output]:
    """What records and places have besides their pages."""
    yield from read_aloud.texts(snapshot, code=environment.code)
    yield from withdrawals.outputs(snapshot)
    yield from loudspeakers.outputs(snapshot, code=environment.code, url=environment.url)
    yield from alerts.outputs(snapshot, url=environment.url, code=environment.code)
    yield from _place_names(snapshot, environment.code)
    yield from web_editor.outputs(snapshot, root=environment.docs.parent, url=environment.url)


def _checked(snapshot: Snapshot, showings: Showings, environment: Environment) -> Iterator[Problem]:
    """What shows only when content is seen as screens, alerts and loudspeakers have it."""
    yield from screen_checks.check(snapshot, showings)
    yield from alert_checks.check(snapshot)
    yield from loudspeakers.check(snapshot, code=environment.code)
    yield from web_editor.check(snapshot, root=environment.docs.parent)


def site_view(snapshot: Snapshot, environment: Environment) -> Site:
    """What every page knows of the site."""
    site, document = snapshot.settings.site, snapshot.settings.resolution.document
    contact = site.contact
    items = [Item(contact.address)] if contact.address else []
    items += [Item(contact.phone, f"tel:{contact.phone.replace(' ', '')}")] if contact.phone else []
    items += [Item(contact.email, f"mailto:{contact.email}")] if contact.email else []
    items += [Item(contact.website, contact.website)] if contact.website else []
    return Site(
        name=site.name,
        short_name=site.short_name,
        description=site.description,
        language=site.language,
        url=environment.url,
        menu=environment.menu,
        agency=site.agency or "",
        office=site.office or "",
        contact=tuple(items),
        licence=site.licence.name,
        licence_url=site.licence.url or "",
        document=f"{document.number} ({document.signed.vietnamese})",
        assets=tuple(sorted(environment.assets.addresses.items())),
        abbreviations=tuple(snapshot.settings.vocabulary.abbreviations.items()),
    )


def _pages(snapshot: Snapshot, channels: Channels, showings: Showings, code: str) -> Iterator[Outlined]:
    """All pages with what advertises them elsewhere, and what they advertise."""
    records = {record.address: record for record in snapshot.listed}

    def accompanied(page: Page) -> Page:
        picture, qr = sharing.companions_of(page, snapshot)
        feeds = advertised(page, channels, records)
        return dataclasses.replace(page, feeds=feeds, picture=picture, qr=qr)

    screens = Family("", lambda: [*screen_pages(snapshot, showings), *try_board.pages(snapshot)])
    return outlined(
        chain(families(snapshot, channels), [screens]),
        finish=accompanied,
        found=partial(search_entry, snapshot=snapshot),
        store=snapshot.catalogue.store,
        code=code,
    )


def _place_names(snapshot: Snapshot, code: str) -> Iterator[Output]:
    state = key("place names", code, place_names.state(snapshot))
    for address, make in place_names.makers(snapshot):
        yield Output(address, key(state, address), partial(without_store, make))


def _pages_made(found: Iterable[Outlined], look: str) -> Iterator[Output]:
    for each in found:
        name = digest(f"page\0{look}\0{each.outline.key}".encode())
        yield Output(each.outline.address, name, page=each)


def _entries(outlines: Iterable[Outline]) -> list[Entry]:
    return [outline.found for outline in outlines if outline.found]


def _assets(assets: Assets) -> Iterator[Output]:
    for address, content in assets.files.items():
        yield finished(address, content)


def _files(snapshot: Snapshot, docs: Path, code: str) -> Iterator[Output]:
    """Files that a record attaches, shows or links to, and no others: an original that nobody listed stays
    unpublished."""
    others = snapshot.catalogue.others
    wanted: dict[str, None] = {}
    for record in snapshot.shown:
        wanted.update(dict.fromkeys(beside(record, name) for name in record.files))
    for linked in [snapshot.catalogue.loaded_of(record).assets for record in snapshot.shown]:
        wanted.update(dict.fromkeys(linked))
    for linked in [snapshot.catalogue.loaded_of(text).assets for text in snapshot.texts]:
        wanted.update(dict.fromkeys(linked))
    documents = snapshot.settings.documents.documents
    wanted.update(dict.fromkeys(each.file_path for each in documents if each.file_path))
    for path in sorted(path for path in wanted if path in others):
        content = digest((docs / path).read_bytes())
        if attachments.is_drawing(path):
            made = partial(without_store, partial(attachments.published, docs / path))
            yield Output(f"/{path}", key("drawing as published", code, content), made)
        else:
            yield Output(f"/{path}", content, partial(_copied, docs / path))


def _copied(path: Path, _store: Store) -> bytes:
    return path.read_bytes()


def _press(environment: Environment) -> Press:
    addresses = environment.assets.addresses
    return Press(environment.url, environment.code, addresses[FEED_STYLE], addresses[ICON])


def _sitemap(pages: Iterable[Outline], environment: Environment) -> Output:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for page in sorted(pages, key=attrgetter("address")):
        if page.noindex or page.address.endswith(".html"):
            continue
        changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
        lines.append(
            f"<url><loc>{html.escape(environment.url + page.address.lstrip('/'))}</loc>{changed}</url>"
        )
    return finished("/sitemap.xml", "\n".join([*lines, "</urlset>", ""]).encode())


def _robots(url: str, snapshot: Snapshot) -> bytes:
    closed = f"Disallow: {web_editor.ADDRESS}\n" if snapshot.settings.site.admin else ""
    return f"User-agent: *\nAllow: /\n{closed}Sitemap: {url}sitemap.xml\n".encode()


def _build_info(outputs: list[Output], snapshot: Snapshot, version: str) -> Output:
    content = digest("\n".join(sorted(f"{output.address} {output.key}" for output in outputs)).encode())
    change = snapshot.next_change
    info: Mapping[str, object] = {
        "version": version,
        "records": {kind.value: len(snapshot.of_kind(kind)) for kind in Kind},
        "content": content,
        "next_change": change.isoformat() if change else None,
    }
    return finished("/build.json", (json.dumps(info, ensure_ascii=False, indent=2) + "\n").encode())
