"""HTML that needs no cleaner is what the cleaner would make of it, and nothing unsafe is taken for it."""

import pytest
from hypothesis import example, given, settings, strategies as st

from portal import known_html, rendering
from portal.body_links import Links
from portal.conversion import convert

ADDRESSES = (
    "b.md|../../nghi-quyet/a.md#b|#c|?d=e||/|/van-ban/|a%20b.pdf|https://a.example/b?c=d#e|https://a.vn|"
    "mailto:a@b.example|tel:+84-24|"
    # What the cleaner takes out or changes.
    "javascript:alert(1)|//a.example/|https://1.2.3.999/|https://xn--a.vn/|https://a.xn--b/|https://a..vn/|"
    "https://A.vn/|https://a.vn:99999/|a:b|a b|é|&amp;|\\\\a\\b|java\tscript:a|x&#10;y|https:///|https://-/"
).split("|")
OPENING = (
    *(
        f"<{name}>"
        for name in "p li ul ol table thead tbody tr td th strong em code blockquote br hr".split()
    ),
    *(f'<a href="{address}">' for address in ADDRESSES),
    *(f'<{name} id="{id}">' for name in ("h2", "h6") for id in ("a", "a-1", "__a", "a b", "")),
    *(f"<{cell} {given}>" for cell in ("td", "th") for given in ('class="align-left"', 'scope="row"')),
    '<th class="align-right" scope="col">',
    '<th scope="colgroup">',
    '<td class="a">',
    '<p onclick="a">',
    "<p/>",
    "<P>",
    "<h1>",
    "<script>",
    "<style>",
    "<svg>",
    "<math>",
    "<title>",
    "<textarea>",
    "<noscript>",
    "<template>",
    "<plaintext>",
    "<select>",
)
WORDS = tuple(
    "a|Nghị quyết| |\n|\xa0|\"|'|=|>|&|&amp;|&lt;|&nbsp;|&#10;|<!-- a -->|\0|\r|\ufeff|<".split("|")
)


def _closed(opening: str, inside: str) -> str:
    name = opening.strip("<>").split(" ")[0]
    return f"{opening}{inside}" if name in ("br", "hr") else f"{opening}{inside}</{name}>"


# Mostly as it has to be: the parts that lead to cells, items and links.
NESTED = st.recursive(
    st.sampled_from(WORDS) | st.just("a"),
    lambda inner: st.builds(_closed, st.sampled_from(OPENING), st.lists(inner, max_size=3).map("".join)),
    max_leaves=12,
)
HTML = st.lists(NESTED | st.sampled_from(WORDS[:4]), max_size=4).map("".join)


@given(HTML | st.lists(st.sampled_from((*OPENING, *WORDS, "</p>", "</a>", "</td>")), max_size=5).map("".join))
@example('<p><a href="b.md">a</a>\xa0<strong>b</strong></p>\n<hr>\n<ul>\n<li>c</li>\n</ul>')
@example('<table>\n<tr>\n<th class="align-right" scope="col">a</th>\n</tr>\n</table>')
@example("<table>a<tr><td>b</td></tr></table>")
@example("<p>a<p>b</p></p>")
@example("<strong>a</p>")
@settings(max_examples=400)
def test_what_is_known_is_what_the_cleaner_makes(raw: str) -> None:
    _is_as_cleaned(raw)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_that_is_known_stays_as_the_cleaner_leaves_it(address: str) -> None:
    _is_as_cleaned(f'<p><a href="{address}">a</a></p>')


def _is_as_cleaned(raw: str) -> None:
    links, cleaned = Links("ke-hoach/a.md"), Links("ke-hoach/a.md")
    known = known_html.clean(raw, lambda address: links.filter("a", "href", address))
    if known is not None:
        assert known == rendering._cleaned(raw, cleaned)
        assert (links.found, links.assets, links.refused) == (cleaned.found, cleaned.assets, [])
        assert not rendering._refused(raw)


@pytest.mark.parametrize(
    "raw",
    [
        *(f"<{name}>a</{name}>" for name in "script style svg title textarea template h1 div".split()),
        "<P>a</P>",
        "<p/>",
        '<p onclick="a">b</p>',
        '<p id="a">b</p>',
        "<p>a",
        "a</p>",
        "<p><strong>a</p></strong>",
        '<p><a href="a.md"><strong><a href="b.md">a</a></strong></a></p>',
        "<table><tr>a</tr></table>",
        "<tr><td>a</td></tr>",
        "<li>a</li>",
        "<p>a<!-- b --></p>",
        "<p>&copy;</p>",
        '<p><a href="javascript:a">b</a></p>',
        '<p><a href="b.md" onclick="c">b</a></p>',
        '<p><img src="a.png" alt="b"></p>',
    ],
)
def test_what_is_not_known_goes_through_the_cleaner(raw: str) -> None:
    assert known_html.clean(raw, str) is None


def test_bodies_of_records_are_known() -> None:
    body = (
        "## A\n\nB **c** [d](e.md) `f` & g.\n\n1. h\n\n    - i\n\n> j\n\n| k | l |\n| --: | - |\n| m | n |\n"
    )
    raw, _ = convert(body)
    assert known_html.clean(raw, str) == raw
