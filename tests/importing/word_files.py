"""Word files for tests: written by python-docx, with what it cannot write put in as XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.document import Document
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_PREFIXES = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_body(xml: str, *, numbering: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """A file whose body is this XML (prefix `w`); `numbering` are `abstractNum` and `num` elements."""
    document = docx.Document()
    body = document.element.body
    for child in list(body):
        body.remove(child)
    for child in etree.fromstring(f"<w:body {_PREFIXES}>{xml}</w:body>"):
        body.append(child)
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in etree.fromstring(f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'):
            root.append(child)
    data = saved(document)
    return changed(data, lambda _name, content: content, parts) if parts else data


def changed(
    data: bytes, change: Callable[[str, bytes], bytes | None], more: Mapping[str, bytes] | None = None
) -> bytes:
    """The same package with parts changed, left out (None) or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = change(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


def with_footnotes(data: bytes, notes: str) -> bytes:
    """The same file with these footnotes, which it then names."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    extra = f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Relationships>'

    def named(name: str, content: bytes) -> bytes:
        is_list = name == "word/_rels/document.xml.rels"
        return content.replace(b"</Relationships>", extra.encode()) if is_list else content

    return changed(data, named, {"word/footnotes.xml": notes.encode()})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def levels(*forms: tuple[str, str], id: int = 0, more: Mapping[int, str] | None = None) -> str:
    """A definition of a list: (form, text) of each level."""
    rows = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{(more or {}).get(level, "")}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(forms)
    )
    return f'<w:abstractNum w:abstractNumId="{id}">{rows}</w:abstractNum>'


def list_of(id: int, abstract: int = 0, override: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
