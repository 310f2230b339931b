"""Files as records may attach them, some with what their sender should not have put in; by address."""

from __future__ import annotations

from collections.abc import Mapping

FOLDER = "/ke-hoach/can-tho/"
SCRIPT = b"document.documentElement.setAttribute('data-ran', 'yes')"
_PAGE = (
    b"<!doctype html><title>x</title><script src=/ke-hoach/can-tho/ma.js></script><script>%s</script>"
    % SCRIPT
)
_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><style>rect{fill:#10394a}</style>'
    b'<rect width="80" height="40"/><script>%s</script><script href="/ke-hoach/can-tho/ma.js"/></svg>'
    % SCRIPT
)


def _pdf() -> bytes:
    """One page with a line of text, written by hand: what a browser opens needs no more."""
    stream = b"BT /F1 24 Tf 30 90 Td (Phu luc 57) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + end


PDF = _pdf()
FILES: Mapping[str, bytes] = {
    f"{FOLDER}phu-luc.pdf": PDF,
    f"{FOLDER}Phụ lục số 1.PDF": PDF,
    f"{FOLDER}so-do.svg": _DRAWING,
    f"{FOLDER}bang.csv": b"a,b\n1,2\n",
    f"{FOLDER}ghi-chu.txt": "Ghi chú\n".encode(),
    f"{FOLDER}van-ban.docx": b"PK\x03\x04",
    f"{FOLDER}van-ban.doc": b"\xd0\xcf\x11\xe0",
    f"{FOLDER}tep.la": b"?",
    f"{FOLDER}ma.js": SCRIPT,
    f"{FOLDER}trang.html": _PAGE,
    f"{FOLDER}trang.xhtml": _PAGE,
    f"{FOLDER}.an.txt": b"secret",
    "/.git/config": b"secret",
    "/rut/index.html": "<!doctype html><title>Đã rút</title><p>Trang này đã rút.".encode(),
    "/rut/withdrawn.txt": "Trang này\nĐã rút ngày: 01/02/2026\nLý do: sai\n".encode(),
}
