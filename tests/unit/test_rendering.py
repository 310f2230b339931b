"""Markdown -> clean HTML: what survives, what is taken out and told, and where links lead."""

import contextlib
import re
import time
import urllib.parse
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, strategies as st

from portal.body_links import BodyLink, Refusal, address_of, resolve
from portal.conversion import TocEntry, TooDeepError, TooHeavyError
from portal.heaviness import is_too_heavy
from portal.rendering import Rendered, plain_text, render

HERE = "ke-hoach/can-tho/a.md"


def html(body: str, path: str = HERE) -> str:
    return render(body, path).html


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", "/"),
        ("gioi-thieu.md", "/gioi-thieu/"),
        ("nghi-quyet/index.md", "/nghi-quyet/"),
        ("nghi-quyet/the-che.md", "/nghi-quyet/the-che/"),
        ("ke-hoach/hai-phong/kinh-mon/a.md", "/ke-hoach/hai-phong/kinh-mon/a/"),
        ("a/indexes.md", "/a/indexes/"),
    ],
)
def test_a_file_has_the_address_that_mkdocs_gives_it(path: str, address: str) -> None:
    assert address_of(path) == address


@pytest.mark.parametrize(
    ("written", "address", "anchor"),
    [
        ("b.md", "/ke-hoach/can-tho/b/", ""),
        ("./b.md", "/ke-hoach/can-tho/b/", ""),
        ("../da-nang/b.md", "/ke-hoach/da-nang/b/", ""),
        ("../../nghi-quyet/the-che.md", "/nghi-quyet/the-che/", ""),
        ("../../nghi-quyet/the-che.md#noi-dung", "/nghi-quyet/the-che/", "noi-dung"),
        ("../index.md", "/ke-hoach/", ""),
        ("../../index.md", "/", ""),
        ("/van-ban/", "/van-ban/", ""),
        ("/van-ban/#03-nq-cp", "/van-ban/", "03-nq-cp"),
        ("/", "/", ""),
        ("/nghi-quyet/the-che.md", "/nghi-quyet/the-che/", ""),
        ("../../nghi-quyet/the-che/", "/nghi-quyet/the-che/", ""),
        ("toan-van.pdf", "/ke-hoach/can-tho/toan-van.pdf", ""),
        ("toan-van.pdf#page=2", "/ke-hoach/can-tho/toan-van.pdf", "page=2"),
        ("a%20b.md", "/ke-hoach/can-tho/a b/", ""),
        ("k%E1%BA%BF.md", "/ke-hoach/can-tho/kế/", ""),
        ("../../../../../etc/passwd", "/etc/passwd", ""),
        ("../../../x.md", "/x/", ""),
        ("%2e%2e/%2e%2e/%2e%2e/x.md", "/x/", ""),
        ("#dau", "", "dau"),
    ],
)
def test_inner_links_are_kept_as_addresses_of_the_portal(written: str, address: str, anchor: str) -> None:
    rendered = render(f"[a]({written})", HERE)
    assert rendered.links == (BodyLink(address, anchor, written),)
    assert rendered.refused == ()
    if address:
        kept = "portal:" + urllib.parse.quote(address) + (f"#{anchor}" if anchor else "")
        assert rendered.html == f'<p><a href="{kept}">a</a></p>'


def test_a_query_stays_with_its_link() -> None:
    assert html("[a](b.md?x=1&y=2#z)") == '<p><a href="portal:/ke-hoach/can-tho/b/?x=1&amp;y=2#z">a</a></p>'


@pytest.mark.parametrize(
    "body",
    [
        '<a href="b.md">a</a>',
        "<a href=b.md>a</a>",
        "<A HREF='b.md'>a</A>",
        '<a href=" b.md ">a</a>',
        '<a\nhref="b.md">a</a>',
        "[a][b]\n\n[b]: b.md",
        "[a](<b.md>)",
        '[a](b.md "Tên")',
    ],
)
def test_links_are_read_however_they_are_written(body: str) -> None:
    rendered = render(body, HERE)
    assert [link.address for link in rendered.links] == ["/ke-hoach/can-tho/b/"]
    assert 'href="portal:/ke-hoach/can-tho/b/"' in rendered.html


def test_pictures_and_linked_files_are_listed_once() -> None:
    rendered = render("![Ảnh](anh.png) ![Ảnh](anh.png) [tệp](/x/tep.pdf) [tệp](../b.pdf) [trang](c.md)", HERE)
    assert rendered.assets == ("ke-hoach/can-tho/anh.png", "ke-hoach/b.pdf")
    assert '<img alt="Ảnh" src="portal:/ke-hoach/can-tho/anh.png">' in rendered.html
    assert len([link for link in rendered.links if link.written == "anh.png"]) == 1


@pytest.mark.parametrize(
    "address",
    ["https://bao.example/a?b=c#d", "http://bao.example/", "mailto:a@tinh.gov.vn", "tel:+842838221100"],
)
def test_links_to_other_hosts_stay_as_they_are(address: str) -> None:
    rendered = render(f"[a]({address})", HERE)
    assert rendered.html == f'<p><a href="{address}">a</a></p>'
    assert (rendered.links, rendered.refused) == ((), ())


def test_bare_addresses_between_angle_brackets_are_links() -> None:
    found = html("<https://bao.example/> <a@tinh.gov.vn>")
    assert '<a href="https://bao.example/">https://bao.example/</a>' in found
    assert '<a href="mailto:a@tinh.gov.vn">a@tinh.gov.vn</a>' in found


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://x.example/",
        "portal:/van-ban/",
        "//x.example/a",
        "///x.example/a",
    ],
)
@pytest.mark.parametrize("form", ["[a]({})", '<a href="{}">a</a>', "<a href='{}'>a</a>", "[a]: {}\n\n[a]"])
def test_other_schemes_are_refused_and_told(form: str, address: str) -> None:
    rendered = render(form.format(address), HERE)
    assert "href" not in rendered.html
    assert rendered.refused == (Refusal("link-scheme", address),)
    assert rendered.links == ()


@pytest.mark.parametrize(
    "written",
    [
        "java&#10;script:alert(1)",
        "java&#9;script:alert(1)",
        "java\nscript:alert(1)",
        "&#1;javascript:alert(1)",
        "&#32;&#31;javascript:alert(1)",
        "javascript&#58;alert(1)",
        "javascript&colon;alert(1)",
        "&#x6A;avascript:alert(1)",
        "/&#9;/x.example/",
        "&#10;//x.example/",
        "/&#9;/[x",
    ],
)
def test_schemes_in_disguise_are_refused_too(written: str) -> None:
    rendered = render(f'<a href="{written}">a</a>', HERE)
    assert "href" not in rendered.html
    assert [refusal.code for refusal in rendered.refused] == ["link-scheme"]


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("![a](https://x.example/a.png)", Refusal("image-foreign", "https://x.example/a.png")),
        ("![a](data:image/png;base64,AAAA)", Refusal("link-scheme", "data:image/png;base64,AAAA")),
        ("![a](//x.example/a.png)", Refusal("link-scheme", "//x.example/a.png")),
        ('<img src="http://x.example/a.png">', Refusal("image-foreign", "http://x.example/a.png")),
    ],
)
def test_pictures_of_other_hosts_are_refused(body: str, refusal: Refusal) -> None:
    rendered = render(body, HERE)
    assert rendered.refused == (refusal,)
    assert "src" not in rendered.html


def test_the_source_of_a_quotation_is_a_link() -> None:
    rendered = render('<blockquote cite="b.md">a</blockquote>', HERE)
    assert rendered.html == '<blockquote cite="portal:/ke-hoach/can-tho/b/">a</blockquote>'
    assert 'cite="' not in html('<blockquote cite="javascript:x">a</blockquote>')


@pytest.mark.parametrize(
    ("body", "told", "left"),
    [
        ("<script>alert(1)</script>", ["<script"], ""),
        ("a <script src=x></script> b", ["<script"], "<p>a  b</p>"),
        ("<SCRIPT>alert(1)</SCRIPT>", ["<script"], ""),
        ("<style>p {color: red}</style>\n\na", ["<style"], "<p>a</p>"),
        ('<iframe src="https://x.example/"></iframe>', ["<iframe"], ""),
        ("<object data=x></object><embed src=x>", ["<object", "<embed"], ""),
        ("<form action=x><input name=y></form>", ["<form", "<input"], ""),
        ("<svg><a href=x>a</a></svg>", ["<svg"], None),
        ("<link rel=stylesheet href=x>", ["<link"], ""),
        ("<meta http-equiv=refresh content=0>", ["<meta"], ""),
        ("<base href=//x>", ["<base"], ""),
        ("<video src=x></video>", ["<video"], ""),
        ("<h1>A</h1>", ["<h1"], None),
        ("<p onclick=x()>a</p>", ["onclick"], "<p>a</p>"),
        ("<p onclick=\"x\" ONFOCUS='y'>a</p>", ["onclick", "ONFOCUS"], "<p>a</p>"),
        ("<b/onmouseover=x>a</b>", ["onmouseover"], "<p><b>a</b></p>"),
        ('<b title=">" onmouseover=x>a</b>', ["onmouseover"], '<p><b title="&gt;">a</b></p>'),
        ('<p style="color: red">a</p>', [], "<p>a</p>"),
        ('<p class="md-button">a</p>', [], '<p class="">a</p>'),
        ("<!-- a -->b", [], "<p>b</p>"),
    ],
)
def test_html_that_is_not_allowed_is_taken_out_and_told(body: str, told: list[str], left: str | None) -> None:
    rendered = render(body, HERE)
    assert rendered.refused == tuple(Refusal("html-removed", what) for what in told)
    if left is not None:
        assert rendered.html.replace("<p></p>", "").strip() == left


@pytest.mark.parametrize(
    "body",
    [
        "`<script>` và `onclick=x`",
        "```html\n<script>alert(1)</script>\n<p onclick=x>\n```",
        '<p title="<script> onclick=x">a</p>',
        "a < b, onclick = c",
        "&lt;script&gt;",
    ],
)
def test_html_that_is_only_written_about_stays_and_is_not_told(body: str) -> None:
    rendered = render(body, HERE)
    assert rendered.refused == ()
    assert "<script" not in rendered.html
    assert "script" in rendered.html or "onclick" in rendered.html


def test_harmless_html_stays() -> None:
    body = "<details open><summary>A</summary><p>b <kbd>Ctrl</kbd> <sub>2</sub> H<sup>2</sup></p></details>"
    assert html(body) == body.replace("<details open>", '<details open="">')


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<p id="x">a</p>', '<p id="x">a</p>'),
        ('<p id="__x">a</p>', "<p>a</p>"),
        ('<p title="a > b" id="__x">a</p>', '<p title="a &gt; b">a</p>'),
        ('<p id="a b">a</p>', "<p>a</p>"),
        ('<p id="">a</p>', "<p>a</p>"),
        ('<p id="x" lang="en">a</p>', '<p id="x" lang="en">a</p>'),
    ],
)
def test_ids_that_templates_use_are_dropped(body: str, found: str) -> None:
    assert re.sub(r"\s+>", ">", html(body)) == found


def test_anchors_are_the_ids_of_the_body() -> None:
    body = '## Chuyển đổi số\n\n<p title="a > b" id="x">a</p>\n\n<p id="__y">b</p>\n\nid="z"\n'
    assert render(body, HERE).anchors == {"chuyen-doi-so", "x"}


def test_headings_begin_at_the_second_level_and_have_folded_ids() -> None:
    rendered = render(
        "# Đường lối\n\n## Mục tiêu & chỉ tiêu\n\n### *Nhấn*\n\n## Mục tiêu\n\n## Mục tiêu\n", HERE
    )
    assert "<h1" not in rendered.html
    assert '<h2 id="duong-loi">Đường lối</h2>' in rendered.html
    assert '<h2 id="muc-tieu-chi-tieu">Mục tiêu &amp; chỉ tiêu</h2>' in rendered.html
    assert rendered.toc == (
        TocEntry(
            "duong-loi",
            "Đường lối",
            (),
        ),
        TocEntry("muc-tieu-chi-tieu", "Mục tiêu & chỉ tiêu", (TocEntry("nhan", "Nhấn", ()),)),
        TocEntry("muc-tieu", "Mục tiêu", ()),
        TocEntry("muc-tieu_1", "Mục tiêu", ()),
    )


def test_every_entry_of_the_contents_list_leads_to_an_id() -> None:
    rendered = render("## 😀\n\n## ---\n\n## 😀\n\n## <b>a</b>\n\n## `b`\n", HERE)

    def ids(entries: tuple[TocEntry, ...]) -> list[str]:
        return [id for entry in entries for id in (entry.id, *ids(entry.children))]

    assert set(ids(rendered.toc)) <= rendered.anchors
    assert len(ids(rendered.toc)) == len(set(ids(rendered.toc)))


def test_tables_align_by_class_and_say_what_their_heads_are_for() -> None:
    found = html("| A | B | C | D |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n")
    assert '<th class="align-left" scope="col">A</th>' in found
    assert '<th class="align-center" scope="col">B</th>' in found
    assert '<th class="align-right" scope="col">C</th>' in found
    assert '<th scope="col">D</th>' in found
    assert '<td class="align-right">3</td>' in found
    assert "style" not in found


def test_footnotes_lead_there_and_back() -> None:
    rendered = render("Câu[^1].\n\n[^1]: Chú thích.\n", HERE)
    assert '<a class="footnote-ref" href="#fn:1">1</a>' in rendered.html
    assert '<li id="fn:1">' in rendered.html
    assert (
        '<a class="footnote-backref" href="#fnref:1" title="Về chỗ chú thích 1 trong bài">↩</a>'
        in rendered.html
    )
    assert {link.anchor for link in rendered.links} == {"fn:1", "fnref:1"} <= rendered.anchors
    assert rendered.text == "Câu1.\nChú thích."


def test_admonitions_abbreviations_definitions_and_code_survive() -> None:
    found = html(
        '!!! warning "Chú ý"\n    Nội dung\n\nCĐS\n\n*[CĐS]: chuyển đổi số\n\n'
        "Từ\n:   Nghĩa\n\n```python\na < b\n```\n"
    )
    assert '<div class="admonition warning">\n<p class="admonition-title">Chú ý</p>' in found
    assert '<abbr title="chuyển đổi số">CĐS</abbr>' in found
    assert "<dl>\n<dt>Từ</dt>\n<dd>Nghĩa</dd>\n</dl>" in found
    assert "<pre><code>a &lt; b\n</code></pre>" in found.replace(' class=""', "")


def test_one_body_leaves_nothing_for_the_next() -> None:
    render("[^1] *[CĐS]: chuyển đổi số\n\n[^1]: a\n\n[b]: c.md\n\n## Mục\n", HERE)
    rendered = render("CĐS [b] [^1]\n\n## Mục\n", HERE)
    assert rendered.html == '<p>CĐS [b] [^1]</p>\n<h2 id="muc">Mục</h2>'
    assert (rendered.links, rendered.assets) == ((), ())


@pytest.mark.parametrize(
    "body",
    ["".join("    " * depth + "- a\n" for depth in range(250)), "1. " * 3000, "> " * 2000 + "a"],
)
def test_what_nests_too_deep_is_an_error_that_leaves_nothing_behind(body: str) -> None:
    with pytest.raises(TooDeepError):
        render(body, HERE)
    assert html("- a\n- b\n") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


@pytest.mark.parametrize("body", ["> " * 40 + "a", "<div>" * 3000, "<b>" * 3000, "<" * 5000])
def test_deep_html_and_quotations_are_rendered(body: str) -> None:
    started = time.perf_counter()
    assert render(body, HERE).html
    assert time.perf_counter() - started < 5


# Each took minutes, `---` eight.
BOMBS = (
    '---\n|[|![|[a](|<a |<a href=|<a title="|*[A]: b\n|!!! a\n|# a\n|a\n=\n|\\|*a*|<a@|[a](((|* * *\n|a\n\n|'
    "&#1|<div>\n|[^1]|- a\n  - b\n\n"
).split("|")


@pytest.mark.parametrize("part", BOMBS)
def test_a_megabyte_of_signs_is_refused_at_once(part: str) -> None:
    started = time.perf_counter()
    with pytest.raises(TooHeavyError):
        render(part * (1_000_000 // len(part)), HERE)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("part", BOMBS)
def test_what_is_not_refused_is_rendered_soon(part: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(TooHeavyError):
        render(part * (6_000 // len(part)), HERE)
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    "body",
    [
        "| A | B |\n|---|---|\n" + "| [x](y.md) | **b** |\n" * 3_000,
        "- [x](y.md) **b**\n" * 3_000,
        "Một câu *có* [liên kết](https://bao.example/a_b) và `mã`.\n\n" * 3_000,
        "`" * 20_000,
    ],
)
def test_long_pages_are_not_too_heavy(body: str) -> None:
    assert not is_too_heavy(body)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Một **hai** [ba](b.md).", "Một hai ba."),
        ("Một\nhai\n\nba", "Một hai\nba"),
        ("- một\n- hai", "một\nhai"),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "A B\n1 2"),
        ("## Mục\n\nChữ", "Mục\nChữ"),
        ("a < b & c", "a < b & c"),
        ("`<b>`", "<b>"),
        ("một<br>hai", "một\nhai"),
        ("![ảnh](a.png)", ""),
        ('<b title="a > b">c</b>', "c"),
        ("<script>alert(1)</script>a", "a"),
        ("", ""),
    ],
)
def test_plain_text_is_a_block_a_line(body: str, text: str) -> None:
    assert render(body, HERE).text == text
    assert plain_text(html(body)) == render(body, HERE).text


def test_links_get_the_base_that_a_consumer_wants() -> None:
    body = html("[a](b.md#x) ![c](d.png) <https://x.example/>")
    found = resolve(body, lambda address: f"https://cong.example/goc{address}")
    assert 'href="https://cong.example/goc/ke-hoach/can-tho/b/#x"' in found
    assert 'src="https://cong.example/goc/ke-hoach/can-tho/d.png"' in found
    assert "portal:" not in found


def test_only_links_are_resolved_and_not_what_text_says() -> None:
    body = html("`portal:/van-ban/` và portal:/van-ban/ và [a](b.md)")
    found = resolve(body, lambda _: "X")
    assert found.count("portal:/van-ban/") == 2
    assert 'href="X"' in found


def test_a_base_with_signs_of_its_own_is_escaped() -> None:
    body = html("[a](b.md?x=1&y=2)")
    assert resolve(body, lambda address: f'/"<{address}') == (
        '<p><a href="/&quot;&lt;/ke-hoach/can-tho/b/?x=1&amp;y=2">a</a></p>'
    )


class Tags(HTMLParser):
    """Every start tag with its attributes, as a browser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


FORBIDDEN = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "svg",
    "math",
    "link",
    "meta",
    "base",
}


def check_clean(rendered: Rendered) -> None:
    for tag, attributes in Tags(rendered.html).found:
        assert tag not in FORBIDDEN
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "cite"):
            value = re.sub(r"[\x00-\x20]", "", attributes.get(name) or "").lower()
            assert re.match(r"(?:https?:|mailto:|tel:|portal:/|#|$)", value), value
        assert not (attributes.get("id") or "").startswith("__")


SIGNS = """
< > " ' / = [ ] ( ) ! # * _ ` ``` | - + : & &# \\ a ế <a </a> <p <b <!-- --> <![CDATA[ ]]> <? ?>
</p> <td <svg> <math> <style> </style> <script <script> </script> <iframe <img <a onerror= onclick=x
href= src= style= javascript: data: portal:/ // .. a.md http:// &Tab; &colon; &#106; id= __x {: [^1]
!!! <h1> <noscript> <title> <textarea> <xmp> <plaintext> <template> <select> <table> <mglyph>
<annotation-xml> &lt; &quot;
"""
MARKDOWN = re.compile(r"[`*_\\\\\[\]!\x02\x03\x00]|</div>.")
hostile = st.lists(
    st.sampled_from(
        [*SIGNS.split(), " ", "\n", "\n\n", "\t", "    ", "\x00", "\x02", "\u2028", "- ", "> ", "[^1]: "]
    ),
    max_size=30,
).map("".join)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@given(hostile | st.text(max_size=60))
@example('<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">')
@example("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>")
@example('<a href="x" title="`<img src=x onerror=alert(1)>`">')
@example('[a](javascript:alert(1))<noscript><p title="</noscript><img src=x onerror=alert(1)>">')
def test_nothing_whatever_gets_through_as_script(body: str) -> None:
    check_clean(render(body, HERE))


@given(hostile)
def test_what_is_clean_is_not_changed_by_cleaning_it_again(body: str) -> None:
    """As raw HTML of a body; `portal:` is left out, which nobody may write."""
    once = html(f"<div>\n{body}\n</div>").replace('="portal:/', '="/')
    twice = html(once).replace('="portal:/', '="/')
    if once.startswith("<div>") and "\n\n" not in once and not MARKDOWN.search(once):
        assert twice.split() == once.split()


@given(hostile)
def test_rendering_is_a_function_of_the_body(body: str) -> None:
    assert render(body, HERE) == render(body, HERE)


@given(hostile | st.text(max_size=60))
@example("a\xa0b\n\n- c &nbsp; d\u2003e")
def test_words_are_counted_by_what_stands_between_them(body: str) -> None:
    rendered = render(body, HERE)
    assert rendered.words == len(rendered.text.split())


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| Người dân | dịch vụ công |", '<th scope="row">Người dân</th>\n<td>dịch vụ công</td>'),
        ("| **A** |  |", '<th scope="row"><strong>A</strong></th>\n<td></td>'),
    ],
)
def test_the_first_cell_of_a_row_is_its_head(row: str, cells: str) -> None:
    assert cells in render(f"| Ai | Gì |\n|---|---|\n{row}\n", "a.md").html


def test_a_table_of_one_column_has_no_heads_of_rows() -> None:
    assert 'scope="row"' not in render("| Ai |\n|---|\n| Dân |\n", "a.md").html
