"""Style sheets: rules that no page can use go, all others stay as they are; several become one file."""

from __future__ import annotations

import pytest

from portal.assets import joined
from portal.styles import used, words

KNOWN = frozenset({"card", "card--open", "md-nav", "data-x", "hidden", "dir"})


def kept(style: str) -> str:
    return used(style.encode(), KNOWN).decode()


@pytest.mark.parametrize(
    "style",
    [
        "a{color:red}",
        "*,::before{margin:0}",
        "h1#x:hover{margin:0}",
        ".card{margin:0}",
        ".card.card--open>a:first-child{margin:0}",
        "[hidden]{margin:0}",
        '[dir="rtl"] .md-nav{margin:0}',
        "[data-x=unknown]{margin:0}",
        "a:not(.unknown){margin:0}",
        ":is(.unknown,.other) a{margin:0}",
        "a{color:red!important}",
        "a{--x:1px;color:var(--x)}",
        'a{background:url("a.svg")}',
        "a{color:red;color:blue}",
    ],
)
def test_rules_that_may_apply_stay_as_they_are(style: str) -> None:
    assert kept(style) == style


@pytest.mark.parametrize(
    "style",
    [
        ".unknown{margin:0}",
        ".card .unknown a{margin:0}",
        ".card.unknown{margin:0}",
        ".card>.unknown:hover{margin:0}",
        "[unknown]{margin:0}",
        'a[unknown^="a"]{margin:0}',
        ".md\\:nav{margin:0}",
        ".card{}",
        "/* .card{margin:0} */",
        "",
    ],
)
def test_rules_of_unknown_classes_and_attributes_go(style: str) -> None:
    assert kept(style) == ""


@pytest.mark.parametrize(
    ("style", "left"),
    [
        (".card,.unknown{margin:0}", ".card{margin:0}"),
        (".unknown,.card,[unknown],a{margin:0}", ".card,a{margin:0}"),
        (".unknown,a:is(.unknown,.card){margin:0}", "a:is(.unknown,.card){margin:0}"),
    ],
)
def test_of_several_selectors_the_known_ones_stay(style: str, left: str) -> None:
    assert kept(style) == left


@pytest.mark.parametrize(
    ("style", "left"),
    [
        ("@media print{.card{margin:0}.unknown{margin:0}}", "@media print{.card{margin:0}}"),
        ("@media (min-width:1px){.unknown{margin:0}}", ""),
        (
            "@supports (a:b){@media print{.card{margin:0}}}",
            "@supports (a:b){@media print{.card{margin:0}}}",
        ),
        ("@layer x{.unknown{margin:0}.card{margin:0}}", "@layer x{.card{margin:0}}"),
        ("@container (width>1px){.unknown{margin:0}}", ""),
        ("@layer a,b;", "@layer a,b;"),
        ("@page{margin:1cm}", "@page{margin:1cm}"),
    ],
)
def test_rules_inside_conditions_are_looked_at_too(style: str, left: str) -> None:
    assert kept(style) == left


@pytest.mark.parametrize(
    "style",
    [
        '@charset "UTF-8";',
        "@font-face{font-family:A;src:url(a.woff2)}",
        "@keyframes turn{from{opacity:0}to{opacity:1}}",
        "@-webkit-keyframes turn{to{opacity:1}}",
        "@KEYFRAMES turn{to{opacity:1}}",
    ],
)
def test_fonts_and_animations_of_the_theme_go(style: str) -> None:
    assert kept(f"{style}a{{margin:0}}") == "a{margin:0}"


@pytest.mark.parametrize(
    ("style", "left"),
    [
        ("a{--icon:url('data:image/svg+xml;utf8,<svg/>');color:red}", "a{color:red}"),
        ("a{--icon:url(data:image/png;base64,AA==);color:red}", "a{color:red}"),
        (":root{--icon:url(a.svg)}", ""),
        ("a{--other:1px;--icon:URL('a.svg')}", "a{--other:1px}"),
    ],
)
def test_pictures_in_custom_properties_go(style: str, left: str) -> None:
    assert kept(style) == left


def test_the_order_of_the_rules_stays() -> None:
    style = ".card{margin:0}.unknown{margin:1px}a{margin:2px}@media print{a{margin:3px}}.card{margin:4px}"
    found = ".card{margin:0}\na{margin:2px}\n@media print{a{margin:3px}}\n.card{margin:4px}"
    assert kept(style) == found


def test_what_is_left_needs_no_second_pass() -> None:
    once = kept(".card,.unknown{margin:0;--i:url(a)}@media print{.card{a:b}.x{c:d}}")
    assert kept(once) == once


def test_text_in_styles_keeps_its_letters() -> None:
    assert kept('a::before{content:"Đóng ›"}') == 'a::before{content:"Đóng ›"}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p class="card card--open" data-x="1">', {"p", "class", "card", "card--open", "data-x"}),
        ("node.classList.add('is-open')", {"node", "classList", "add", "is-open"}),
        ("class=\"{{ 'a' if b else '_c' }}\"", {"class", "a", "if", "b", "else", "_c"}),
        ("", set()),
    ],
)
def test_every_class_and_attribute_of_a_template_or_script_is_a_word(text: str, found: set[str]) -> None:
    assert words([text]) == found


def test_words_of_several_texts_come_together() -> None:
    assert words(["a b", "b c"]) == {"a", "b", "c"}


def test_a_class_that_a_template_begins_to_use_brings_its_rule_back() -> None:
    style = b".unknown{margin:0}"
    assert used(style, KNOWN) == b""
    assert used(style, KNOWN | {"unknown"}) == style


@pytest.mark.parametrize(
    ("styles", "whole"),
    [
        ([], b""),
        ([b"a{}"], b"a{}"),
        ([b"a{}", b"b{}", b"c{}"], b"a{}\nb{}\nc{}"),
        ([b"a{}\n/*# sourceMappingURL=a.css.map */", b"b{}"], b"a{}\n\nb{}"),
        ([b"a{}", b"b{}\n/*# sourceMappingURL=b.css.map */\n"], b"a{}\nb{}\n"),
    ],
)
def test_style_sheets_are_joined_in_their_order_without_naming_maps(
    styles: list[bytes], whole: bytes
) -> None:
    assert joined(styles) == whole


def test_a_comment_at_the_end_of_one_sheet_does_not_swallow_the_next() -> None:
    both = joined([b"a{margin:0}/*# sourceMappingURL=a.css.map */", b".card{margin:0}"])
    assert used(both, KNOWN) == b"a{margin:0}\n.card{margin:0}"


def test_declarations_of_old_browsers_go() -> None:
    assert used(b".a{*zoom:1;color:red}", frozenset({"a"})) == b".a{color:red}"
