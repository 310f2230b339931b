"""Templates: ours and plain Jinja's environment give the same, and what is compiled is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest

from engine.templates import Templates
from portal.store import Memory, Store
from portal.views.pages import RedirectPage, Site

SITE = Site(
    name="Cổng <A>",
    short_name="A & B",
    description="",
    language="vi",
    url="https://a.vn/",
    menu=(),
    agency="",
    office="",
    contact=(),
    licence="",
    licence_url="",
    document="",
    assets=(),
    abbreviations=(("R&D", "nghiên cứu"),),
)
VIEW = RedirectPage(
    address="/a/b/", template="t.html", title="<i>\"R&D\" 'x'</i>", description="", target="/a/c/?x=1&y=2"
)


def ours(folder: Path, text: str, store: Store | None = None) -> str:
    (folder / "t.html").write_text(text, "utf-8")
    return Templates.below(folder, site=SITE, store=store or Memory()).page(VIEW).decode()


def plain(folder: Path, text: str) -> str:
    (folder / "t.html").write_text(text, "utf-8")
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True)
    return Templates(env, site=SITE, store=Memory()).page(VIEW).decode()


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.title }}{{ view.title | safe }}{{ view.title | e }}{{ view.title | upper }}",
        "{{ view.noindex }}{{ 5 }}{{ 1.5 }}{{ none }}{{ (1, '<') }}{{ [view.title] }}{{ view.feeds }}",
        "{{ view.target | link }}{{ view.target | absolute }}{{ view.title | explained }}",
        "{{ view.title ~ '<' }}{{ '<' ~ 1 }}{{ ('<b>' | safe) ~ view.title }}{{ '<%s>' | format(1) }}",
        "{% macro m(x) %}{{ x }}<b>{{ caller() if caller is defined }}</b>{% endmacro %}"
        "{{ m(view.title) }}{{ m(m(1)) }}{% call m('<') %}{{ view.title }}{% endcall %}",
        "{% set x %}{{ view.title }}<b>{% endset %}{{ x }}{% filter upper %}{{ x }}{% endfilter %}",
        "{% autoescape true %}{{ view.title }}{% endautoescape %}{% block b %}{{ site.name }}{% endblock %}",
    ],
)
def test_pages_are_those_of_plain_jinja(tmp_path: Path, text: str) -> None:
    assert ours(tmp_path, text) == plain(tmp_path, text)


def test_text_is_escaped(tmp_path: Path) -> None:
    assert ours(tmp_path, "{{ view.title }}") == "&lt;i&gt;&#34;R&amp;D&#34; &#39;x&#39;&lt;/i&gt;"


def test_what_is_not_there_is_an_error_that_names_the_page(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError) as caught:
        ours(tmp_path, "{{ view.nothing }}")
    assert caught.value.__notes__ == ["/a/b/"]


def test_compiled_templates_are_kept_until_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Memory()
    compiled: list[str] = []
    generate = jinja2.Environment._generate

    def noted(env: jinja2.Environment, *of: Any, **more: Any) -> str:
        compiled.append(of[1])
        return generate(env, *of, **more)

    monkeypatch.setattr(jinja2.Environment, "_generate", noted)
    assert [ours(tmp_path, text, store) for text in ("a", "a", "b", "a")] == ["a", "a", "b", "a"]
    assert len(compiled) == 2
