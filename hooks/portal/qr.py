"""QR codes (ISO/IEC 18004) of addresses, as SVG: what leads from a printed page back to the portal."""

from __future__ import annotations

import io

import segno

_MASK = 2
"""Every mask can be read; to weigh all eight takes four times as long, and each page has a code."""


def svg(address: str) -> bytes:
    """Black on white with the quiet zone of four modules; 15 % of it may be damaged (level M)."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=4, xmldecl=False, light="#fff", omitsize=True)
    return out.getvalue()


def modules(address: str) -> tuple[bytes, ...]:
    """The same code as rows of 0 (light) and 1 (dark), without the quiet zone around it."""
    return tuple(map(bytes, _code(address).matrix))


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", mask=_MASK, micro=False, boost_error=False)
