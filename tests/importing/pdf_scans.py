"""Scans: pages of a PDF file drawn, dirtied, laid askew, and put into a PDF file as pictures."""

import io
import random

import pypdfium2 as pdfium
from fpdf import FPDF
from PIL import Image, ImageChops, ImageDraw


def scanned(
    data: bytes,
    *,
    dpi: int = 200,
    askew: float = 0.0,
    noise: int = 0,
    turn: int = 0,
    stamp: tuple[float, float] | None = None,
) -> bytes:
    """`askew` and `turn` in degrees against the clock; `noise` is how grey the dirt is at most; `stamp` where
    the middle of a red seal is on the last page, in points from its upper left corner."""
    sheets = FPDF(unit="pt")
    sheets.set_margin(0)
    pages = list(pdfium.PdfDocument(data))
    for page in pages:
        picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
        if stamp is not None and page is pages[-1]:
            picture = _stamped(picture, dpi, *stamp)
        picture = picture.rotate(askew, Image.Resampling.BICUBIC, fillcolor="white")
        picture = _dirtied(picture, noise).rotate(turn, expand=True)
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=80)
        width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
        sheets.add_page(format=(width, height))
        sheets.image(stream, 0, 0, width, height)
    return bytes(sheets.output())


def _dirtied(picture: Image.Image, noise: int) -> Image.Image:
    if not noise:
        return picture
    chance = random.Random(57)  # noqa: S311
    dirt = Image.frombytes("L", (500, 500), bytes(chance.randrange(noise) for _ in range(250_000)))
    cover = Image.new("L", picture.size)
    for x in range(0, picture.width, 500):
        for y in range(0, picture.height, 500):
            cover.paste(dirt, (x, y))
    return ImageChops.subtract(picture, cover.convert("RGB"))


def _stamped(picture: Image.Image, dpi: int, x: float, y: float) -> Image.Image:
    """Ink lets the letters below it show."""
    ink = Image.new("RGB", picture.size, "white")
    x, y, radius = x * dpi / 72, y * dpi / 72, 0.7 * dpi
    for ring in (radius, radius * 0.7):
        box = (x - ring, y - ring, x + ring, y + ring)
        ImageDraw.Draw(ink).ellipse(box, outline=(225, 40, 50), width=max(2, dpi // 60))
    return ImageChops.multiply(picture, ink)
