"""The same documents for other generators, each with the least that gives a whole site: pages with a header
and a footer, paged lists of all documents and a feed of the newest; stock mkdocs-material brings a search
instead of the last two.

None of them has more to say about records than title and date. Links between documents are addresses,
because only MkDocs knows what a link to a Markdown file means. No tags, no menus of documents, no pictures.
All of them build everything each time: Hugo and Eleventy keep what they know only while they watch files, and
Pelican's cache spares it only to read Markdown.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from tests.bench import corpus, programs

Files = Mapping[str, str | bytes]
LISTED = 50
"""Documents on a page of a list, and in the feed."""
_LINK = re.compile(r"\]\(([^):]+)\.md\)")


@dataclass(frozen=True, slots=True)
class Generator:
    """`files` gives its project for documents of ours; `command` builds that into `site/`."""

    name: str
    files: Callable[[Files], dict[str, str]]
    command: Callable[[], Sequence[str]]


def _documents(files: Files) -> Iterator[tuple[str, str, date, str]]:
    """Path below the content's folder, title, date, and Markdown whose links are addresses."""
    for path, title, day, body in corpus.documents(files):
        name = path.removeprefix("docs/")
        yield name, title, day, _LINK.sub(partial(_address, posixpath.dirname(name)), body)


def _address(folder: str, link: re.Match[str]) -> str:
    return f"](/{posixpath.normpath(posixpath.join(folder, link[1]))}/)"


def _with_yaml(files: Files) -> dict[str, str]:
    return {
        f"content/{name}": f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\ndate: {day}\n---\n{body}"
        for name, title, day, body in _documents(files)
    }


# -- Stock mkdocs-material -----------------------------------------------------------------------------

# Documents are in no menu, which is quickest: in it, time grows with the square of their number.
_STOCK = """\
site_name: Stock
theme: {name: material}
nav: [{Trang chủ: index.md}]
"""


def _stock(files: Files) -> dict[str, str]:
    return {"mkdocs.yml": _STOCK, "docs/index.md": "# Trang chủ\n", **corpus.simple(files)}


# -- Pelican -------------------------------------------------------------------------------------------

_PELICAN = f"""\
SITENAME = "Pelican"
SITEURL = "https://cong.example"
PATH = "content"
OUTPUT_PATH = "site"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
# The plainest of those that it brings.
THEME = "simple"
PATH_METADATA = r"(?P<path_no_ext>.*)\\.md"
ARTICLE_URL = "{{path_no_ext}}/"
ARTICLE_SAVE_AS = "{{path_no_ext}}/index.html"
ARTICLE_TRANSLATION_ID = None
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = FEED_MAX_ITEMS = {LISTED}
FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
"""


def _pelican(files: Files) -> dict[str, str]:
    documents = {
        f"content/{name}": f"Title: {title}\nDate: {day}\n\n{body}"
        for name, title, day, body in _documents(files)
    }
    return {"pelicanconf.py": _PELICAN, **documents}


# -- Hugo ----------------------------------------------------------------------------------------------

_HUGO = f"""\
baseURL = "https://cong.example/"
languageCode = "vi"
title = "Hugo"
publishDir = "site"
disableKinds = ["section", "taxonomy", "term"]
[pagination]
pagerSize = {LISTED}
[services.rss]
limit = {LISTED}
"""
_HUGO_BASE = """\
<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ .Title }}</title>
<link rel="alternate" type="application/rss+xml" href="/index.xml">
</head>
<body>
<header><a href="/">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }}</footer>
</body>
</html>
"""
_HUGO_PAGE = """\
{{ define "main" }}<article>
<h1>{{ .Title }}</h1><time>{{ .Date.Format "2006-01-02" }}</time>
{{ .Content }}
</article>{{ end }}
"""
_HUGO_LIST = """\
{{ define "main" }}{{ $pages := .Paginate site.RegularPages }}<ul>
{{ range $pages.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>
{{ with $pages.Prev }}<a href="{{ .URL }}">‹</a>{{ end }}
{{ with $pages.Next }}<a href="{{ .URL }}">›</a>{{ end }}
{{ end }}
"""


def _hugo(files: Files) -> dict[str, str]:
    return {
        "hugo.toml": _HUGO,
        "layouts/baseof.html": _HUGO_BASE,
        "layouts/page.html": _HUGO_PAGE,
        "layouts/home.html": _HUGO_LIST,
        **_with_yaml(files),
    }


# -- Eleventy ------------------------------------------------------------------------------------------

_ELEVENTY = """\
export default function (settings) {
  settings.addCollection("documents", all => all.getFilteredByGlob("content/**/*.md").reverse());
}
// Documents are no templates.
export const config = {
  dir: { input: "content", includes: "../_includes", output: "site" },
  markdownTemplateEngine: false,
};
"""
_ELEVENTY_BASE = """\
<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ title }}</title>
<link rel="alternate" type="application/atom+xml" href="/feed.xml">
</head>
<body>
<header><a href="/">Eleventy</a></header>
<main>{{ content | safe }}</main>
<footer>Eleventy</footer>
</body>
</html>
"""
_ELEVENTY_PAGE = """\
---
layout: base.njk
---
<article>
<h1>{{ title }}</h1><time>{{ page.date.toISOString() }}</time>
{{ content | safe }}
</article>
"""
_ELEVENTY_LIST = f"""\
---
layout: base.njk
title: Eleventy
pagination: {{data: collections.documents, size: {LISTED}, alias: shown}}
---
<ul>
{{% for each in shown %}}<li><a href="{{{{ each.url }}}}">{{{{ each.data.title }}}}</a></li>
{{% endfor %}}</ul>
{{% if pagination.href.previous %}}<a href="{{{{ pagination.href.previous }}}}">‹</a>{{% endif %}}
{{% if pagination.href.next %}}<a href="{{{{ pagination.href.next }}}}">›</a>{{% endif %}}
"""
_ELEVENTY_FEED = f"""\
---
permalink: feed.xml
layout: false
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>https://cong.example/</id><title>Eleventy</title>
<updated>{{{{ collections.documents[0].date.toISOString() }}}}</updated>
{{% for each in collections.documents.slice(0, {LISTED}) %}}<entry>
<id>https://cong.example{{{{ each.url }}}}</id><title>{{{{ each.data.title }}}}</title>
<updated>{{{{ each.date.toISOString() }}}}</updated>
<content type="html">{{{{ each.templateContent | escape }}}}</content>
</entry>
{{% endfor %}}</feed>
"""


def _eleventy(files: Files) -> dict[str, str]:
    return {
        "eleventy.config.mjs": _ELEVENTY,
        "_includes/base.njk": _ELEVENTY_BASE,
        "_includes/page.njk": _ELEVENTY_PAGE,
        "content/content.json": '{"layout": "page.njk"}',
        "content/index.njk": _ELEVENTY_LIST,
        "content/feed.njk": _ELEVENTY_FEED,
        **_with_yaml(files),
    }


STOCK = Generator("stock mkdocs-material", _stock, lambda: (sys.executable, "-m", "mkdocs", "build"))
PELICAN = Generator(
    "Pelican", _pelican, lambda: (str(programs.PYTHON), "-m", "pelican", "-s", "pelicanconf.py", "--quiet")
)
HUGO = Generator("Hugo", _hugo, lambda: (str(programs.hugo()), "--quiet"))
ELEVENTY = Generator(
    "Eleventy", _eleventy, lambda: (str(programs.NODE), str(programs.ELEVENTY / "cmd.cjs"), "--quiet")
)
GENERATORS = (STOCK, PELICAN, HUGO, ELEVENTY)
