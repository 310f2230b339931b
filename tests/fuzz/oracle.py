"""What a browser would run in HTML or in an SVG that is said to be clean: it knows nothing of the cleaners.

Parsed by html5lib, which follows the HTML Standard, by lxml's older parser, which forgives differently, and
once more after having been written anew: what changes its meaning on the way is found too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import html5lib
import lxml.html

RUN = frozenset(
    "script style iframe frame frameset object embed applet form input button textarea select base meta "
    "link svg math template noscript noembed noframes plaintext xmp video audio source track portal "
    "marquee dialog slot canvas isindex keygen bgsound image foreignobject animate set animatetransform "
    "animatemotion handler".split()
)
OF_DRAWINGS = RUN - {"svg", "image"}
ADDRESSES = frozenset(
    "href src cite action formaction background data poster srcset ping longdesc usemap manifest "
    "profile codebase classid archive icon lowsrc dynsrc to from by values".split()
)
_NEVER = frozenset(
    {"style", "srcdoc", "srcset", "formaction", "action", "ping", "is", "contenteditable", "nonce"}
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"url\(\s*['\"]?\s*([^'\")]*)")
_RUNS_IN_STYLES = (
    "expression",
    "javascript:",
    "vbscript:",
    "@import",
    "-moz-binding",
    "behavior:",
    "image-set",
    "src(",
)


_PARSER = lxml.html.HTMLParser(encoding="utf-8")


def flaws(html: str, *, schemes: frozenset[str], pictures: str) -> list[str]:
    """What of a cleaned body a browser would run, load or send; `schemes` are those that links may have, with
    `pictures` the addresses of pictures begin."""
    whole = html5lib.parse(html, namespaceHTMLElements=False)
    again = html5lib.serialize(whole, omit_optional_tags=False, quote_attr_values="always")
    trees = [whole, html5lib.parse(again, namespaceHTMLElements=False)]
    trees.append(lxml.html.document_fromstring(f"<div>{html}</div>".encode(errors="replace"), parser=_PARSER))
    return sorted({flaw for tree in trees for flaw in _of_tree(tree, schemes, pictures)})


def _of_tree(root: Any, schemes: frozenset[str], pictures: str) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "a comment or an instruction"
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if tag in RUN or "}" in element.tag:
            yield f"<{element.tag}>"
        for given, value in element.attrib.items():
            name = str(given).rpartition("}")[2].lower()
            yield from _of_attribute(tag, name, value, schemes)
            if name == "src" and not normalised(value).startswith(pictures):
                yield f"{tag} src={value[:60]}"


def _of_attribute(tag: str, name: str, value: str, schemes: frozenset[str]) -> Iterator[str]:
    if name.startswith("on") or name in _NEVER:
        yield f"{tag} {name}"
    if name in ADDRESSES:
        address = normalised(value)
        scheme = _SCHEME.match(address)
        if scheme and scheme[1] not in schemes:
            yield f"{tag} {name}={address[:60]}"
        if address.startswith("//"):
            yield f"{tag} {name}={address[:60]}"
        if (
            scheme
            and scheme[1] in ("http", "https")
            and "@" in re.split(r"[/?#]", address.split("//", 1)[-1])[0]
        ):
            yield f"{tag} {name} with credentials"


def normalised(value: str) -> str:
    """As browsers read an address (URL Standard, 4.4), with slashes for backslashes."""
    value = value.strip("".join(map(chr, range(33))))
    return re.sub(r"[\t\n\r]", "", value).replace("\\", "/").lower()


def flaws_of_drawing(data: bytes) -> list[str]:
    """The same for an SVG that somebody opens, or that stands in a page."""
    text = data.decode("utf-8")
    # Expat: neither the cleaner's parser nor a browser's, and strict.
    found = list(_of_drawing(ElementTree.fromstring(data)))  # noqa: S314 - that it is harmless is tested here
    if "<!" in text or "<?" in text:
        found.append("a declaration")
    found += _of_drawing(html5lib.parse(text, namespaceHTMLElements=True), html=True)
    return sorted(set(found))


def _of_drawing(root: Any, *, html: bool = False) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "a comment or an instruction"
            continue
        space, _, tag = element.tag.rpartition("}")
        tag = tag.lower()
        if tag in OF_DRAWINGS or not (space.endswith("/svg") or (html and tag in ("html", "head", "body"))):
            yield f"<{element.tag}>"
        for given, value in element.attrib.items():
            name = str(given).rpartition("}")[2].lower()
            if name.startswith("on") or name in ("srcdoc", "style"):
                yield f"{tag} {name}"
            if name in ("href", "src") and not _stays(tag, normalised(value)):
                yield f"{tag} {name}={value[:60]}"
            if name not in ("href", "id", "class"):
                yield from _of_style(value)


def _stays(tag: str, address: str) -> bool:
    inside = re.match(r"data:image/(?:png|jpeg|gif|webp);base64,", address)
    return address.startswith("#") or (tag == "image" and bool(inside))


def _of_style(text: str) -> Iterator[str]:
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", text)).lower()
    for word in _RUNS_IN_STYLES:
        if word in plain:
            yield f"style: {word}"
    for address in _URL.findall(plain):
        if not address.startswith("#"):
            yield f"style: url({address[:40]})"


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2] or ""
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
