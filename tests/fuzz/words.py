"""What hostile inputs are put together from: pieces that parsers take for a sign, in no order."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

_TAGS = (
    "a p b div span svg math script style iframe img table tr td th li ul ol h2 h6 title textarea "
    "noscript template xmp plaintext select option form input button base meta link object embed video "
    "audio details summary foreignObject annotation-xml mtext mglyph malignmark desc use set animate "
    "image body html head frameset blockquote code pre sup sub mark time abbr q dl dt dd figure section "
    "br hr wbr col caption".split()
)
_NAMES = (
    "href src cite id class title style onclick onload onerror onmouseover xlink:href srcdoc srcset "
    "action formaction lang name datetime colspan scope start value open type data is http-equiv "
    "content background".split()
)
_VALUES = (
    "javascript:alert(1)¦JaVaScRiPt:a¦java\tscript:a¦java&#10;script:a¦&#106;avascript:a¦"
    "javascript&colon;a¦\x01javascript:a¦data:text/html,a¦data:image/png;base64,iVBORw0KGgo=¦"
    "data:image/svg+xml,a¦vbscript:a¦file:///a¦//a.example¦\\\\a.example¦/\\a.example¦https:a¦"
    "https://a@b.example/¦https://a.example/b?c=d¦http://[::1]/¦b.md¦../../b.md¦#c¦mailto:a@b.example¦"
    "tel:1¦portal:/a/¦__proto__¦a b¦\u202e¦\u2028¦\ufeff¦x y z¦url(javascript:a)¦url(#a)¦u\\72l(//a)¦"
    "expression(a)¦@import 'a'¦K¦ſ¦&Tab;¦&NewLine;¦&lt;¦&#x3c;¦&amp;lt;"
).split("¦")
_SIGNS = (
    "<¦>¦</¦/>¦<!¦<!--¦-->¦--!>¦<![CDATA[¦]]>¦<?¦?>¦&¦&#¦&#x¦;¦\"¦'¦`¦=¦/¦\\¦*¦**¦_¦__¦#¦##¦-¦+¦1.¦>¦>>¦"
    "|¦|-¦~~~¦```¦:¦:::¦!!!¦[¦]¦(¦)¦](¦![¦[^1]¦[^1]:¦[a]:¦*[A]:¦{:¦}¦$¦\x02¦\x03¦\x00¦\r¦\n¦\n\n¦\t¦ ¦"
    "    ¦\n    ¦\xa0"
).split("¦")
_TEXT = ["a", "Nghị quyết", "chuyển đổi số", "1", "ß", "ﬁ", "İ", "\U0001f600", "e\u0301", "alert(1)"]

HTML: Sequence[str] = (
    *(f"<{tag}>" for tag in _TAGS),
    *(f"</{tag}>" for tag in _TAGS),
    *(f"<{tag} " for tag in _TAGS[:20]),
    *(f"{name}=" for name in _NAMES),
    *(f'{name}="{value}" ' for name, value in zip(_NAMES * 3, _VALUES, strict=False)),
    *(f"[a]({value})" for value in _VALUES),
    *_VALUES,
    *_SIGNS,
    *_TEXT,
)
SVG: Sequence[str] = (
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">',
    "</svg>",
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">',
    "</h:script>",
    "<!DOCTYPE svg [<!ENTITY a 'b'>]>",
    "<!DOCTYPE svg>",
    '<?xml version="1.0"?>',
    "<style>",
    "</style>",
    "a{fill:url(#a)}",
    "a{background:url(//a)}",
    "@import url(//a);",
    '<use href="#a"/>',
    '<g id="a">',
    '<path d="M0 0"/>',
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    '<a xlink:href="javascript:a">',
    "&a;",
    *(f"<{tag}>" for tag in ("g", "defs", "text", "title", "desc", *_TAGS[:30])),
    *(f"</{tag}>" for tag in ("g", "defs", "text", "title", "desc", *_TAGS[:30])),
    *(f'<g {name}="{value}">' for name, value in zip(_NAMES * 3, _VALUES, strict=False) if "<" not in value),
    *(f'<rect fill="{value}"/>' for value in _VALUES if "<" not in value and '"' not in value),
    *_TEXT,
)
YAML: Sequence[str] = (
    *(
        "title date updated changes tags draft publish_at expires withdrawn review_by aliases id "
        "sections locality audiences attachments sources kind number issuer signed starts ends days "
        "hours priority screens led image emergency name url file documents targets feeds groups "
        "observations value operator unit width height contact website licence identity authority since "
        "address a".split()
    ),
    *(": ¦:\n  ¦:\n¦\n¦\n- ¦\n  - ¦\n    ¦- ¦[¦]¦{¦}¦, ¦? ¦| ¦> ").split("¦"),
    *("|\n¦>\n¦'¦\"¦&a ¦*a¦<<: *a¦!!python/object:os.system ¦!a ¦!!binary ¦%YAML 1.2\n").split("¦"),
    *("---\n¦...\n¦# ¦#¦\t¦~¦null¦true¦no¦.nan¦.inf¦-.inf¦0x1f¦0o7¦1_000").split("¦"),
    *(
        "9" * 5000,
        "1e999",
        "12:30:45",
        "2001-12-14t21:59:43.10-05:00",
        "9999-12-31",
        "0000-00-00",
        "2199-12-31 24:00",
    ),
    *("2025-02-18¦2025-13-01¦07:30-24:00¦23:59-00:00¦thu-2¦nguoi-dan¦can-tho¦ke-hoach¦=¦range").split("¦"),
    *(
        "a" * 300,
        "[" * 50,
        "{a: " * 20,
        "- " * 50,
        "\\u0000",
        '"\\x07"',
        '"\\ud800"',
        "\ufeff",
        "\x85",
        "\u2028",
        "\x00",
    ),
    *("/a/", "/../", "/con/", "../a", "C:\\a", "a.pdf", "a\x00.pdf", "nul", "/feeds/", "/build.json/", "🙂"),
    *_VALUES,
)
TABLE: Sequence[str] = (
    *('address,identity\n¦/a/¦/ke-hoach/can-tho/a/¦,¦,a¦a¦\n¦\r\n¦\r¦"¦""¦<<<<<<<').split("¦"),
    *("=======¦>>>>>>>¦\x00¦\ufeff¦/../¦//¦/%2e%2e/¦/a.xml¦/a/b.json¦1¦é¦ ¦\t¦;").split("¦"),
    *(
        "x" * 5000,
        "id,code,kind,name,lat,lon,area_km2\n",
        "can-tho/ninh-kieu",
        "01234",
        "Phường",
        "Xã",
        "nan",
        "inf",
    ),
    *("1e400", "-1", "10.5", "105,5", "\u2028", "\x0b", "\x1c", "\x85"),
)


def written(data: bytes, words: Sequence[str]) -> str:
    """Bytes as words, so that who changes a byte changes a word; two bytes where there are more than 256."""
    if len(words) <= 256:
        return "".join(words[each % len(words)] for each in data)
    pairs = zip(data[::2], data[1::2], strict=False)
    return "".join(words[(high << 8 | low) % len(words)] for high, low in pairs)


def text(data: bytes, words: Sequence[str]) -> str:
    """The first byte says how the others are read: as letters or as words."""
    if not data or data[0] % 4 == 0:
        return data[1:].decode("utf-8", "replace")
    return written(data[1:], words)


def fields(data: bytes) -> str:
    """Front matter that can be read: names of fields, and values that fit them, or nearly."""
    pairs = zip(data[1::2], data[2::2], strict=False)
    lines = {_FIELDS[name % len(_FIELDS)]: _FITTING[value % len(_FITTING)] for name, value in pairs}
    return "".join(f"{name}: {value}\n" for name, value in {**_NEEDED, **lines}.items())


_NEEDED = {"title": "A", "date": "2026-01-01"}
_FIELDS = (
    "title summary date updated changes tags draft publish_at expires withdrawn review_by aliases id "
    "sections locality audiences attachments sources kind number issuer signed place signer bases cites "
    "channels tasks reports recipients organisation figure as_of basis baseline task_group caution "
    "starts ends days hours priority screens led image emergency".split()
)
_FITTING = (
    *("A¦2026-01-01¦2026-01-01 24:00¦2199-12-31¦1900-01¦true¦[]¦{}¦[A]¦3¦can-tho¦ke-hoach").split("¦"),
    *("[nhiem-vu]¦[nguoi-dan]¦[/a/]¦[/../]¦[https://a.example/]¦[javascript:a]¦[//a]¦normal¦emergency").split(
        "¦"
    ),
    *(
        "[{date: 2026-01-01, note: A, major: true}]",
        "{date: 2026-01-01, reason: A}",
        "[{file: ../a.pdf, title: A}]",
    ),
    *(
        "[{file: a.pdf, title: '<script>'}]",
        "{value: 1, unit: A, what: B}",
        "{value: [1, 2], operator: range}",
    ),
    *(
        f"{{value: {'9' * 4400}, unit: A, what: B}}",
        "{value: '-0', operator: '~'}",
        "{s: A, m: B, l: C}",
        "[thu-2, cn]",
    ),
    *(
        "07:00-11:30, 22:00-05:00¦[{unit: A, work: B, due: 2025, due_kind: by}]¦[57-NQ/TW]¦"
        "{capacity: A, role: B, name: C}"
    ).split("¦"),
    *(
        "[tat-ca]¦<script>alert(1)</script>¦'\\u202e'¦\"\\u0000\"¦2025-02-30¦99999999999999999999¦0.1¦~¦trang"
    ).split("¦"),
)


def drawing(data: bytes) -> str:
    """An SVG that can be read, of elements and attributes good and bad."""
    declared = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml"'
    return tree(data[1:], "svg", declared, _DRAWN, _DRAWN_ATTRIBUTES, _IN_DRAWINGS)


_DRAWN = (
    "g g g use use path text tspan style style defs image a switch linearGradient pattern mask filter "
    "feImage set animate script foreignObject h:p h:script h:iframe handler title desc metadata symbol "
    "marker clipPath textPath svg".split()
)
_DRAWN_ATTRIBUTES = [
    (name, value)
    for name in (
        "href",
        "xlink:href",
        "id",
        "fill",
        "style",
        "onload",
        "filter",
        "class",
        "xml:base",
        "x",
        "begin",
        "to",
    )
    for value in (
        *("#a¦#b¦a¦b¦red¦url(#a)¦url( '#b' )¦url(//a)¦url(\"javascript:a\")¦u\\72l(//a)¦fill:red").split("¦"),
        *(
            "fill:url(#a);x:y¦background:url(//a)¦data:image/png;base64,iVBORw0KGgo=¦"
            "data:image/svg+xml,a¦//a¦1e9"
        ).split("¦"),
        *(
            "fill:r\\65d;stroke:/**/url(#a)¦fill:url(#a¦fill:'</style>'¦javascript:alert(1)¦"
            "fill:image-set('//a')"
        ).split("¦"),
    )
]
_IN_DRAWINGS = (
    *("a¦Chữ¦ ¦\n¦@import '//a';¦.a{fill:red}¦.a{fill:url(//b)}¦a{fill:url(#b)}¦}¦{¦/*¦*/").split("¦"),
    *(
        "</style>¦<script>¦&amp;¦\\¦a{b:c;fill:'<'}¦@media print{a{fill:red}}¦a>b{stroke:blue!important}¦]]>"
    ).split("¦"),
)


def tree(
    data: bytes,
    root: str,
    declared: str,
    names: Sequence[str],
    attributes: Sequence[tuple[str, str]],
    said: Sequence[str],
) -> str:
    """XML that is well formed, whatever the bytes: each pair opens, closes, or puts something in."""
    parts, open_, given = [f"<{root} {declared}"], [root], [set[str]()]
    inside = False
    for what, which in zip(data[::2], data[1::2], strict=False):
        if what % 8 < 3 and not inside:
            name, value = attributes[which % len(attributes)]
            if name not in given[-1]:
                given[-1].add(name)
                parts.append(f" {name}={quoteattr(value)}")
            continue
        parts.append("" if inside else ">")
        inside = True
        if what % 8 < 5 and len(open_) < 80:
            name = names[which % len(names)]
            parts.append(f"<{name}")
            open_.append(name)
            given.append(set())
            inside = False
        elif what % 8 == 5 and len(open_) > 1:
            parts.append(f"</{open_.pop()}>")
            given.pop()
        else:
            parts.append(escape(said[which % len(said)]))
    parts.append("" if inside else ">")
    return "".join([*parts, *(f"</{name}>" for name in reversed(open_))])
