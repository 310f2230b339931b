"""The templates: what they may use and see, and pages rendered by them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

from engine.addresses import Links
from portal import body_links, installed
from portal.abbreviations import Abbreviations
from portal.catalogue import rendered_body
from portal.store import Store, digest, key
from portal.tables import framed
from portal.views.pages import Page, Site

_PORTAL_IN_JSON = re.compile(r'(?<!\\)"portal:/')


class Templates:
    """The templates of a site, in MkDocs' environment or in one of our own: both give the same bytes."""

    def __init__(self, env: jinja2.Environment, *, site: Site, store: Store) -> None:
        self._env, self._site, self._store = env, site, store
        self._links = Links(site)
        self._words = Abbreviations(site.abbreviations)
        _prepare(env, self._links, self._words)

    @classmethod
    def below(cls, folder: Path, *, site: Site, store: Store) -> Templates:
        """Those of a folder, without MkDocs: it needs as long for what is around a page as for the page."""
        env = _Environment(loader=jinja2.FileSystemLoader(folder), bytecode_cache=_Compiled(store))
        return cls(env, site=site, store=store)

    def page(self, view: Page) -> bytes:
        """The page of a view, encoded as MkDocs does it."""
        try:
            text = self._env.get_template(view.template).render(self.context(view))
        except Exception as error:
            error.add_note(view.address)
            raise
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def context(self, view: Page) -> dict[str, Any]:
        """All that the template of a page sees."""
        self._links.turn_to(view)
        rendered = rendered_body(self._store, view.body_key) if view.body_key else None
        body = self._body(rendered.html) if rendered else ""
        self._words.forget()
        if view.schema:
            schema = _PORTAL_IN_JSON.sub(lambda _: f'"{self._site.url}', view.schema)
            view = dataclasses.replace(view, schema=schema)
        return {
            "view": view,
            "site": self._site,
            "body": Markup(body),  # noqa: S704 - cleaned in portal.rendering
            "toc": rendered.toc if rendered else (),
        }

    def _body(self, clean: str) -> str:
        return body_links.resolve(framed(self._words.in_html(clean)), self._links.link)


def _prepare(env: jinja2.Environment, links: Links, words: Abbreviations) -> None:
    """What templates may use: filters for addresses, escaping, and an error for what is not there."""
    env.autoescape = True
    env.undefined = jinja2.StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    # Templates do not change during a build; looking at each for each page is a tenth of its time.
    env.auto_reload = False
    env.filters["link"] = _each_time(links.link)
    env.filters["asset"] = _each_time(links.asset)
    env.filters["absolute"] = _each_time(links.absolute)
    env.filters["explained"] = _each_time(lambda text: Markup(words.in_text(text)))  # noqa: S704 - escaped there


def _each_time(filter_: Callable[[str], str]) -> Callable[[object, str], str]:
    """A filter that depends on the page: without the context Jinja computes `'x' | filter` once for all."""

    @jinja2.pass_context
    def fresh(_context: object, value: str) -> str:
        return filter_(value)

    return fresh


def _escaped(value: Any) -> str:
    """What `markupsafe.escape` gives, as text to be joined: that wraps each piece in a `Markup` of its own,
    which takes a sixth of the time of a page."""
    if isinstance(value, Markup):
        return value
    return _escape_inner(value) if type(value) is str else escape(value)


class _Compiler(CodeGenerator):
    def _output_child_pre(self, *_: Any) -> None:
        # The method that Jinja's own native templates replace. Ours never turn escaping off.
        self.write("environment.escaped(")


class _Environment(jinja2.Environment):
    code_generator_class = _Compiler
    escaped = staticmethod(_escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja's own is a chain of mappings, to whose keys it compares those of each template that imports.
        return super().make_globals(d) if d else self.globals


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates in the store: to compile them takes as long as a hundred pages."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._compiler = installed.version("jinja2"), digest(Path(__file__).read_bytes())

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self._store.get(self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return key("template", bucket.key, bucket.checksum, *self._compiler)
