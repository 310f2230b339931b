"""Clean HTML that needs no cleaner: what nearly every body is made of, letter for letter.

It is written in a small language in which nothing unsafe can be said: a closed list of tags, each with
attributes in one form, addresses of few letters, three entities. Whatever is not in it goes through the
cleaner. So nothing depends on who wrote the HTML; test_known_html.py compares it with the cleaner's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# What a parser of HTML leaves as it is: no zero, carriage return or byte order mark.
_TEXT = r"[^<>&\x00\r\ufeff]++|&(?:amp|lt|gt);"
# Hosts that every parser of addresses takes: neither numbers nor punycode.
_HOST = r"(?:(?!xn--)[a-z0-9][a-z0-9-]{0,60}+\.)+(?!xn--)[a-z]{2,60}+(?![^/?#\"])"
_ADDRESS = rf"(?:https?://{_HOST}|mailto:|tel:)?(?!//)[\w/.~#?=%@+,-]*+"
_IN_ROWS = r"(?:/?(?:table|thead|tbody|tr)|/t[dh])>(?=\n?+(?:<|\Z))"
_OTHER = "|".join(
    (
        r"/?(?:p|li|ul|ol|strong|em|code|blockquote)>",
        r"/a>",
        rf'a href="{_ADDRESS}">',
        r'h[2-6] id="[a-z0-9][a-z0-9_-]*+">',
        r"/h[2-6]>",
        r't[dh](?: class="align-(?:left|right|center)")?>',
        r'th(?: class="align-(?:left|right|center)")? scope="(?:col|row)">',
        r"[bh]r>",
    )
)
_KNOWN = re.compile(rf"(?:{_TEXT}|<(?:{_OTHER}|{_IN_ROWS}))*", re.ASCII)
_NAME = re.compile(r"<(/?[a-z0-9]++)")
_HREF = re.compile(r'<a href="([^"]*+)')

_WORDS = frozenset({"strong", "em", "code", "a", "br"})
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({"p", "ul", "ol", "table", "blockquote", "hr", *_HEADINGS})
# What can stand in what so that a parser of HTML neither moves nor closes anything.
_WITHIN: dict[str, frozenset[str]] = {
    "": _BLOCKS,
    "blockquote": _BLOCKS,
    **dict.fromkeys(("p", *_HEADINGS, "td", "th"), _WORDS),
    "li": _BLOCKS | _WORDS,
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "table": frozenset({"thead", "tbody"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
    "strong": frozenset({"em", "code", "a"}),
    "em": frozenset({"strong", "code", "a"}),
    "a": frozenset({"code"}),
    "code": frozenset(),
}
_EMPTY = frozenset({"br", "hr"})


def clean(raw: str, address: Callable[[str], str | None]) -> str | None:
    """The HTML with addresses of links as `address` makes them; None where the cleaner has to look at it."""
    if not _KNOWN.fullmatch(raw) or not _is_nested(_NAME.findall(raw)):
        return None
    addresses = [address(each) for each in _HREF.findall(raw)]
    if None in addresses:
        return None
    kept = iter(addresses)
    # A serializer of HTML writes hard spaces as an entity.
    return _HREF.sub(lambda _match: f'<a href="{next(kept)}', raw).replace("\xa0", "&nbsp;")


def _is_nested(names: list[str]) -> bool:
    """Whether every tag is closed, in order, and stands where it can."""
    around: list[str] = []
    within = _WITHIN[""]
    for name in names:
        if name in within:
            if name not in _EMPTY:
                around.append(name)
                within = _WITHIN[name]
        elif around and name[1:] == around[-1] and name[0] == "/":
            around.pop()
            within = _WITHIN[around[-1] if around else ""]
        else:
            return False
    return not around
