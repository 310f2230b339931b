"""What is fed with hostile inputs, and what has to hold of each answer. A target raises where it does not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from unittest.mock import patch
from urllib.parse import urlsplit

from portal import (
    attachments,
    body_links,
    frontmatter,
    known_html,
    loading,
    published,
    rendering,
    svg,
    web_addresses,
)
from portal.abbreviations import Abbreviations
from portal.body_links import Links
from portal.conversion import TooDeepError, TooHeavyError
from portal.importing import drafts
from portal.importing.blocks import Source, UnreadableError
from portal.importing.readers import catdoc_tables, opening, pdf, plain_text, word
from portal.importing.understanding.document import understand
from portal.localities.register import read_register
from portal.localities.tables import read_communes
from portal.media_types import TYPES
from portal.problems import Problem
from portal.settings import _FILES, _read
from portal.vietnamese import is_nfc
from tests.fuzz import oracle, words
from tests.importing import word_files
from tests.projects import ACHIEVEMENT, DATA, NOTICE, PLAN
from tests.unit.small import settings

INSIDE = frozenset({"http", "https", "mailto", "tel", "portal"})
OUTSIDE = INSIDE - {"portal"}
PUBLIC = "https://cong.example/"
HERE = "tin-tuc/2026/a.md"


@dataclass(frozen=True, slots=True)
class Target:
    """`run` gets bytes; `share` of a hundred inputs; `seeds` are where mutations begin."""

    run: Callable[[bytes], None]
    share: int
    seeds: Callable[[], Iterable[bytes]] = tuple


class SurvivedError(AssertionError):
    """Something that a browser would run, or an answer that is none."""


def _expect(holds: bool, *said: object) -> None:
    if not holds:
        raise SurvivedError(*said)


def _harmless(html: str) -> None:
    _expect(not (found := oracle.flaws(html, schemes=INSIDE, pictures="portal:/")), found, html)
    outside = body_links.absolute(html, url=PUBLIC, address="/a/")
    if outside != html:
        _expect(not (found := oracle.flaws(outside, schemes=OUTSIDE, pictures=PUBLIC)), found, outside)


def _well_said(problems: Iterable[Problem]) -> None:
    for each in problems:
        _expect(bool(each.path and each.code and each.message) and each.line >= 1, each)
        _expect(is_nfc(each.message) and each.message.isprintable(), each)


_EXPLAINED = Abbreviations(
    {"CĐS": '"><script>', "a": "<b>", "amp": "c", "39": "d", "số": "' onclick=e"}.items()
)


def markdown(data: bytes) -> None:
    try:
        rendered = rendering.render(words.text(data, words.HTML).replace("\0", ""), HERE)
    except (TooDeepError, TooHeavyError):
        return
    _harmless(rendered.html)
    # What pages do to it afterwards.
    _harmless(_EXPLAINED.in_html(rendered.html))
    _expect("<" not in rendered.text or "&lt;" in rendered.html, rendered.text)


def raw_html(data: bytes) -> None:
    """Cleaning without Markdown before it; and where no cleaning is needed, the same comes of it."""
    raw = words.text(data, words.HTML)
    links, cleaning = Links(HERE), Links(HERE)
    known = known_html.clean(raw, lambda address: links.filter("a", "href", address))
    cleaned = rendering._cleaned(raw, cleaning)
    _harmless(cleaned)
    if known is not None:
        _expect(known == cleaned, raw, known, cleaned)
        _expect(
            (links.found, links.assets, links.refused) == (cleaning.found, cleaning.assets, cleaning.refused)
        )


def front_matter(data: bytes) -> None:
    text = words.fields(data) if data[:1] > b"\x80" else words.text(data, words.YAML)
    kind = (data[-1] if data else 0) % 4
    path = (HERE, "ke-hoach/can-tho/a.md", "dien-hinh/a.md", "a.md")[kind]
    whole = text if text.startswith("---") else f"---\n{text}\n---\n{text[:200]}\n"
    loaded, body = loading.load(path, whole.encode(errors="surrogatepass"))
    _well_said(loaded.problems)
    if body is not None:
        _harmless(body.html)
    if loaded.record is not None:
        loaded.record.model_dump_json()


def data_files(data: bytes) -> None:
    names = list(_FILES)
    name = names[(data[-1] if data else 0) % len(names)]
    problems: list[Problem] = []
    _, model = _read(
        name, _FILES[name], words.text(data, words.YAML).encode(errors="surrogatepass"), problems
    )
    _well_said(problems)
    if model is not None:
        model.model_dump_json()
    read_register(words.text(data, words.YAML))


def register(data: bytes) -> None:
    text = words.text(data, words.TABLE)
    found = published.read(text.encode(errors="surrogatepass"))
    _well_said(found.problems)
    again = published.read(published.written(found.rows))
    kept = {(row.address, row.identity) for row in found.rows}
    if not found.problems:
        _expect({(row.address, row.identity) for row in again.rows} == kept, text, kept)
    for row in found.rows:
        _expect(".." not in row.address.split("/"), row)
    read_communes(text, {"can-tho"})


def drawings(data: bytes) -> None:
    try:
        text = words.drawing(data) if data[:1] > b"\x50" else words.text(data, words.SVG)
        found = svg.clean(text.encode(errors="surrogatepass"))
    except svg.UnfitError:
        return
    _expect(not (flaws := oracle.flaws_of_drawing(found.data)), flaws, found.data)
    again = svg.clean(found.data)
    _expect(again.data == found.data and not again.removed, found.data, again)


def addresses(data: bytes) -> None:
    text = words.text(data, words.HTML)
    for given in (text, f"https://{text}", f"https://a.example/{text}"):
        if not web_addresses.flaw(given):
            parts = urlsplit(given)
            _expect(parts.scheme in ("http", "https") and bool(parts.hostname), given)
            _expect(parts.username is None and parts.password is None and "\\" not in parts.netloc, given)
            page = f'<p><a href="{given}">a</a></p>'
            _expect(not oracle.flaws(page, schemes=OUTSIDE, pictures=PUBLIC), given)
    kept = Links(HERE).filter("a", "href", text)
    if kept is not None:
        shown = kept.replace("&", "&amp;").replace('"', "&quot;")
        _harmless(f'<p><a href="{shown}">a</a></p>')


def files(data: bytes) -> None:
    """What begins as a page is none of the types that are published."""
    endings = list(TYPES)
    ending = endings[(data[-1] if data else 0) % len(endings)]
    head = words.text(data, words.HTML).encode(errors="surrogatepass")[:1024]
    refused = list(attachments._disguised(f"a{ending}", TYPES[ending], head))
    if ending != ".svg" and not refused:
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
        _expect(not re.match(rb"<[a-z!?/]|\xfe\xff|\xff\xfe", start), ending, head)
        _expect(b"<script" not in head.lower() or TYPES[ending].beginning is not None, ending, head)


def _imported(read: Callable[[], Source]) -> None:
    """From reading to a draft that can be loaded."""
    try:
        source = read()
    except UnreadableError as error:
        _expect(bool(str(error)))
        return
    found = understand(source, settings())
    name = drafts.name_for(found)
    draft = drafts.draft_of(source, found, name=name, original=f"{name}.txt", today=date(2026, 3, 1))
    document, problems = frontmatter.parse("a.md", draft.text)
    _expect(not problems, problems, draft.text[:2000])
    loaded, body = loading.load("ke-hoach/a.md", draft.text.encode())
    _well_said(loaded.problems)
    _expect(bool(document.values.get("draft")), draft.text[:500])
    if body is not None:
        _harmless(body.html)


def texts(data: bytes) -> None:
    def read() -> Source:
        given = (
            words.text(data, words.HTML).encode(errors="surrogatepass") if data[:1] > b"\x40" else data[1:]
        )
        if opening.kind_of(given) is not opening.TEXT:
            raise UnreadableError("no text")
        return plain_text.read_text(given, "a.txt")

    _imported(read)


_W = word_files.W
_NAMES = (
    "w:body w:p w:r w:t w:tbl w:tr w:tc w:tcPr w:pPr w:rPr w:numPr w:ilvl w:numId w:gridSpan w:vMerge "
    "w:hyperlink w:sdt w:sdtContent w:ins w:del w:br w:tab w:b w:sz w:jc w:pStyle w:footnoteReference "
    "w:sectPr w:txbxContent".split()
)
_ATTRIBUTES = [
    (name, value)
    for name in ("w:val", "w:id", "w:type")
    for value in ("1", "0", "-1", "99999999999", "restart", "x", "center", "Heading1", "page")
]
_SAID = (
    "Số: 12/KH-UBND|KẾ HOẠCH|Căn cứ Nghị quyết 57|Điều 1.|ngày 31 tháng 12 năm 2025|Nơi nhận:|a| |\n|*|<!--|"
    "I.|1.|a)|[a](javascript:b)|trước ngày 30/02/2026|99/99/9999|\u202e|---|<script>alert(1)</script>|# a|"
    "UBND TỈNH"
).split("|")
_WORD = (
    *(
        f"<w:{name}>"
        for name in "p r t tbl tr tc tcPr pPr rPr numPr hyperlink sdt sdtContent ins del".split()
    ),
    *(
        f"</w:{name}>"
        for name in "p r t tbl tr tc tcPr pPr rPr numPr hyperlink sdt sdtContent ins del".split()
    ),
    *("<w:br/>", "<w:tab/>", '<w:gridSpan w:val="9999999"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"),
    *(
        '<w:numId w:val="1"/>',
        '<w:ilvl w:val="99999999999"/>',
        '<w:footnoteReference w:id="1"/>',
        "&amp;",
        "&lt;script>",
    ),
    *(
        '<w:pStyle w:val="Heading1"/>',
        "<w:b/>",
        '<w:sz w:val="-1"/>',
        '<w:sz w:val="x"/>',
        '<w:jc w:val="center"/>',
    ),
    *(
        "Số: 12/KH-UBND",
        "KẾ HOẠCH",
        "Căn cứ",
        "Điều 1.",
        "ngày 31 tháng 12 năm 2025",
        "Nơi nhận:",
        "a",
        " ",
        "|",
        "*",
        "<!--",
    ),
    *("[a](javascript:b)", "trước ngày 30/02/2026", "99/99/9999", "\u202e", "Điều 99999999999999999999."),
)


def word_documents(data: bytes) -> None:
    inside = words.text(data, _WORD)
    document = f'<w:document xmlns:w="{_W}"><w:body>{inside}</w:body></w:document>'
    if data[:1] > b"\x40":
        document = words.tree(data[1:], "w:document", f'xmlns:w="{_W}"', _NAMES, _ATTRIBUTES, _SAID)
    _imported(lambda: word.read_docx(_package(document.encode(errors="surrogatepass")), "a.docx"))


def _closed(inside: str) -> str:
    """Cells of a table in a document that is well formed, whatever is between them."""
    plain = inside.replace("<", "&lt;")
    return (
        f'<w:document xmlns:w="{_W}"><w:body>'
        + "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in plain.split("&lt;w:p>"))
        + "</w:body></w:document>"
    )


@cache
def _parts() -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(word_files.with_body(word_files.paragraph("a")))) as package:
        needed = ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml")
        return tuple((name, package.read(name)) for name in needed)


def _package(document: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in _parts():
            package.writestr(name, content)
        package.writestr("word/document.xml", document)
    return buffer.getvalue()


def word_archives(data: bytes) -> None:
    """The archive itself is broken somewhere."""
    whole = bytearray(_package(b"<a/>" if not data else _closed("KẾ HOẠCH").encode()))
    for place, value in zip(data[::2], data[1::2], strict=False):
        whole[-1 - (place * 7) % len(whole)] ^= value

    def read() -> Source:
        opening.kind_of(bytes(whole))
        return word.read_docx(bytes(whole), "a.docx")

    _imported(read)


def old_word(data: bytes) -> None:
    """What catdoc makes of a .doc, and whether a file is one."""

    def read() -> Source:
        if data[:1] == b"\0":
            opening.kind_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data)
        blocks = tuple(catdoc_tables.blocks_of(words.text(data, words.HTML)))
        if not blocks:
            raise UnreadableError("nothing")
        return Source("a.doc", blocks)

    _imported(read)


_PDF_WORDS = (
    *(
        "1 0 obj\n",
        "endobj\n",
        "<< ",
        " >>",
        "/Type /Page ",
        "/Type /Pages ",
        "/Kids [2 0 R] ",
        "/Count 1 ",
        "/Contents 3 0 R ",
    ),
    *(
        "stream\n",
        "\nendstream\n",
        "BT /F1 12 Tf 50 700 Td (KE HOACH) Tj ET ",
        "/Length 40 ",
        "xref\n",
        "trailer\n",
        "startxref\n0\n",
    ),
    *(
        "%%EOF\n",
        "/Parent 1 0 R ",
        "/MediaBox [0 0 612 792] ",
        "/MediaBox [0 0 1e30 -1] ",
        "/Rotate 91 ",
        "/Font << /F1 4 0 R >> ",
    ),
    *(
        "/Root 1 0 R ",
        "/Size 5 ",
        "/Resources << ",
        "(",
        ")",
        "[",
        "]",
        "9" * 30,
        "-1",
        "0 0 m 100 100 l S ",
        "q ",
        "Q ",
        "/JS (a) ",
    ),
    *(
        "2 0 obj\n",
        "3 0 obj\n",
        "4 0 obj\n",
        "/Type /Catalog ",
        "/Pages 2 0 R ",
        "/Type /Font /Subtype /Type1 /BaseFont /Helvetica ",
    ),
)


def pdfs(data: bytes) -> None:
    given = b"%PDF-1.7\n" + words.text(data, _PDF_WORDS).encode("latin-1", "replace")
    if data[:1] > b"\x40":
        given = bytearray(_pdf())
        for place, value in zip(data[1::2], data[2::2], strict=False):
            given[(place * 11) % len(given)] ^= value
    # Recognition of scans is another program, which takes seconds for a page and has minutes.
    with patch.object(pdf, "Recognition", side_effect=pdf.MissingRecognitionError("not here")):
        _imported(lambda: pdf.read_pdf(bytes(given), "a.pdf"))


@cache
def _pdf() -> bytes:
    from fpdf import FPDF

    made = FPDF()
    made.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    made.add_page()
    made.set_font("helvetica", size=12)
    for line in ("KE HOACH", "So: 12/KH-UBND", "Can cu Nghi quyet 57", "1. Muc dich", "Noi nhan:"):
        made.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def _letters(*given: str) -> Callable[[], Iterable[bytes]]:
    # What is read as letters begins with a byte that four divides.
    return lambda: [b"\0" + each.encode() for each in given]


_BODIES = (
    "[a](javascript:alert(1))",
    "<p onclick=a>b</p>",
    "| a |\n|-|\n| b |",
    "<svg><style><img src=x onerror=a>",
)
TARGETS: dict[str, Target] = {
    "markdown": Target(markdown, 22, _letters(*_BODIES, NOTICE, PLAN)),
    "raw_html": Target(raw_html, 20, _letters(*_BODIES, "<math><mtext><table><mglyph><style><!--</style>")),
    "drawings": Target(
        drawings, 14, _letters('<svg xmlns="http://www.w3.org/2000/svg"><g style="fill:red"/></svg>')
    ),
    "front_matter": Target(front_matter, 10, _letters(NOTICE, PLAN, ACHIEVEMENT)),
    "data_files": Target(data_files, 8, _letters(*DATA.values())),
    "register": Target(register, 6, _letters("address,identity\n/a/,a\n")),
    "addresses": Target(addresses, 6, _letters("https://a.example/b?c#d", "javascript:a")),
    "files": Target(files, 5, _letters("%PDF-1.7", "<html>", "a,b\n1,2")),
    "texts": Target(
        texts, 3, _letters("KẾ HOẠCH\nSố: 12/KH-UBND\nCăn cứ Nghị quyết 57;\n1. Mục đích\nNơi nhận:")
    ),
    "old_word": Target(old_word, 2),
    "word_documents": Target(word_documents, 2),
    "word_archives": Target(word_archives, 1),
    "pdfs": Target(pdfs, 1),
}
