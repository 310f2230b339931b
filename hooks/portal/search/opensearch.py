"""`/opensearch.xml`: browsers offer the portal's search in their own box (OpenSearch 1.1)."""

from __future__ import annotations

from html import escape

from portal.outputs import Output, finished
from portal.views.pages import Site
from portal.views.search import ADDRESS as PAGE

ADDRESS = "/opensearch.xml"
_MOST_NAME, _MOST_ABOUT = 16, 1024
"""Characters that the specification allows for a name and a description."""


def output(site: Site, *, icon: str) -> Output:
    """`icon` is a site-absolute address."""
    page = f"{site.url}{PAGE.lstrip('/')}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(site.short_name[:_MOST_NAME])}</ShortName>",
        f"<LongName>{escape(site.name[:48])}</LongName>",
        f"<Description>{escape(site.description[:_MOST_ABOUT])}</Description>",
        f'<Image type="image/svg+xml">{escape(site.url + icon.lstrip("/"))}</Image>',
        f'<Url type="text/html" template="{escape(page)}?q={{searchTerms}}"/>',
        f'<Url type="application/opensearchdescription+xml" rel="self" '
        f'template="{escape(site.url + ADDRESS.lstrip("/"))}"/>',
        f"<Language>{escape(site.language)}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "</OpenSearchDescription>",
        "",
    ]
    return finished(ADDRESS, "\n".join(lines).encode())
