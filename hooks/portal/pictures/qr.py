"""QR codes (ISO/IEC 18004) of addresses, as SVG: what leads from a printed page back to the portal."""

from __future__ import annotations

import re

from zxingcpp import BarcodeFormat, create_barcode

_MASK = 2
"""Every mask can be read; to weigh all eight takes six times as long, and each page has a code."""
QUIET = 4
"""Modules of light around a code."""
# What the library draws: a byte for each module, 0 for a dark one.
_DARK = bytes([1] + [0] * 255)
_RUN = re.compile(rb"\x00+|\x01+")
_MOST = 177  # modules of the largest code
_STROKES = {bytes(n): f"m{n} 0" for n in range(1, _MOST)} | {b"\1" * n: f"h{n}" for n in range(1, _MOST)}


def svg(address: str) -> bytes:
    """Black on white with the quiet zone of four modules; 15 % of it may be damaged (level M)."""
    rows = modules(address)
    size = len(rows) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path stroke="#000" d="{_lines(rows)}"/></svg>\n'
    ).encode()


def _lines(rows: tuple[bytes, ...]) -> str:
    """Each run of dark modules as a stroke through its middle, row by row."""
    path, end = [f"M{QUIET} {QUIET - 1}.5"], 0
    for row in rows:
        dark = row.rstrip(b"\0")
        start = len(dark) - len(dark.lstrip(b"\0"))
        path.append(f"m{start - end} 1")
        path += map(_STROKES.__getitem__, _RUN.findall(dark, start))
        end = len(dark)
    return "".join(path)


def modules(address: str) -> tuple[bytes, ...]:
    """The same code as rows of 0 (light) and 1 (dark), without the quiet zone around it."""
    code = create_barcode(address, BarcodeFormat.QRCode, ec_level="M", data_mask=_MASK)
    image = code.to_image(add_quiet_zones=False)
    # Its stub does not say that it is a buffer.
    pixels = bytes(image).translate(_DARK)  # type: ignore[call-overload]
    height, width = image.shape
    return tuple(pixels[start : start + width] for start in range(0, height * width, width))
