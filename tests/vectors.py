"""Known attacks on pages, from lists that others keep: read where `make readers` has put them."""

from __future__ import annotations

import json
from functools import cache

from tests.readers.programs import MODULES, SCHEMAS, require

# What the lists lack: newer parsers, and the signs of this portal's own templates and scripts.
OURS = (
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='java&Tab;script:alert(1)'>a</a>",
    "[a](javascript&colon;alert(1))",
    "![a](x 'onerror=alert(1)')",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}${alert(1)}",
    "' autofocus onfocus=alert(1) x='",
    '" autofocus onfocus=alert(1) x="',
    "<input autofocus onfocus=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<base href='https://a.example/'>",
    "<meta http-equiv=refresh content='0;url=https://a.example/'>",
    "<link rel=stylesheet href=https://a.example/>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
)


@cache
def vectors() -> tuple[str, ...]:
    """All of them, each once; a test without the lists is skipped, and fails in CI."""
    require("npm", "schemas")
    strings = json.loads((MODULES / "blns" / "resources" / "blns.json").read_text("utf-8"))
    pages = [_given(path.read_text("utf-8")) for path in sorted(SCHEMAS.glob("*.data"))]
    assert len(strings) > 400
    assert len(pages) > 10
    return tuple(dict.fromkeys([*OURS, *strings, *pages]))


def _given(text: str) -> str:
    """What is cleaned in one of lxml's tests: between its head and what has to come of it."""
    return text.partition("\n\n")[2].partition("\n----------\n")[0]
