"""PDF files in the looks of official documents, set line by line: a test knows where everything is."""

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF

_FONT = Path(__file__).resolve().parents[2] / "hooks/portal/boards/fonts/dejavu-sans-condensed-bold.ttf"
_STYLES = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "Bold Italic"}
_LENT = {"Ƣ": "Ư", "ƣ": "ư", "\u0301": "'", "\u0302": "'", "\u0323": ".", "\ufb03": "w", "\uf0b7": "-"}
# Margins of Decree 30, in points: left 30 mm, right 15 mm, top and bottom 20 mm.
LEFT, RIGHT, TOP, BOTTOM = 85.0, 42.5, 56.7, 56.7
INDENT = 36.0


@cache
def _font(style: str) -> bytes:
    """The one font of the repository under the name of each style: a reader tells styles by names.

    It lends the shape of other letters to those that documents have and it has not.
    """
    font = TTFont(_FONT)
    names = {
        1: "Example",
        2: _STYLES[style],
        4: f"Example {_STYLES[style]}",
        16: "Example",
        17: _STYLES[style],
    }
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.string)
    for table in font["cmap"].tables:
        table.cmap.update({ord(sign): table.cmap[ord(other)] for sign, other in _LENT.items()})
    font["OS/2"].usWeightClass = 700 if "B" in style else 400
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


class Sheets(FPDF):
    """Pages that fill from above. A `^` in a word raises what follows it, as for a footnote."""

    def __init__(self, *, landscape: bool = False, number: str = "", running_head: str = "") -> None:
        super().__init__(orientation="L" if landscape else "P", unit="pt", format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        # The files are read again when the document is finished.
        self._folder = tempfile.TemporaryDirectory()
        for style in _STYLES:
            path = Path(self._folder.name, f"example{style}.ttf")
            path.write_bytes(_font(style))
            self.add_font("example", style, path)
        self.number, self.running_head = number, running_head
        self.notes: list[str] = []
        self.new_page()

    @property
    def right(self) -> float:
        return float(self.w) - RIGHT

    def new_page(self, *, landscape: bool | None = None) -> None:
        if self.page:
            self.close_page()
        turned = self.cur_orientation if landscape is None else "L" if landscape else "P"
        self.add_page(orientation=turned)
        self.base = TOP + 14
        if self.running_head:
            self.line_at(self.running_head, LEFT, 40, size=9, style="I")
        if self.number == "top" and self.page > 1:
            self.line_at(str(self.page), (LEFT + self.right) / 2 - 4, 40, size=12)

    def close_page(self) -> None:
        """What stands at the foot."""
        height = float(self.h)
        if self.number == "bottom":
            self.line_at(str(self.page), (LEFT + self.right) / 2 - 4, height - 30, size=12)
        base = height - BOTTOM - 12 * len(self.notes)
        if self.notes:
            self.line(LEFT, base - 14, LEFT + 144, base - 14)
        for text in self.notes:
            self.line_at(text, LEFT, base, size=9)
            base += 12
        self.notes = []

    def finished(self) -> bytes:
        self.close_page()
        return bytes(self.output())

    def width(self, text: str, size: float, style: str = "") -> float:
        self.set_font("example", style, size)
        return float(self.get_string_width(text))

    def line_at(
        self, text: str, x: float, base: float, *, size: float = 13, style: str = "", gap: float = 0
    ) -> None:
        """Words from x on; `gap` is added to each space."""
        for word in text.split(" "):
            plain, _, raised = word.partition("^")
            self.set_font("example", style, size)
            self.text(x, base, plain)
            x += self.width(plain, size, style)
            digits = raised.rstrip(".,;:")
            if digits:
                self.set_font("example", style, size * 0.6)
                self.text(x, base - size * 0.35, digits)
                x += self.width(digits, size * 0.6, style)
                self.set_font("example", style, size)
                self.text(x, base, raised[len(digits) :])
                x += self.width(raised[len(digits) :], size, style)
            x += self.width(" ", size, style) + gap

    def paragraph(
        self,
        text: str,
        *,
        align: str = "justify",
        indent: float = INDENT,
        hanging: float = 0,
        size: float = 13,
        style: str = "",
        space: float = 6,
        step: float = 18,
    ) -> None:
        lines = list(self._broken(text, size, style, indent, hanging))
        for number, line in enumerate(lines):
            if self.base > float(self.h) - BOTTOM - 12 * len(self.notes) - 14:
                self.new_page()
            x = LEFT + (hanging if number else indent)
            width = self.width(line.replace("^", ""), size, style)
            room = self.right - x - width
            gap = 0.0
            if align == "centre":
                x = (LEFT + self.right - width) / 2
            elif align == "justify" and number < len(lines) - 1:
                gap = room / max(1, line.count(" "))
            self.line_at(line, x, self.base, size=size, style=style, gap=gap)
            self.base += step
        self.base += space

    def _broken(self, text: str, size: float, style: str, indent: float, hanging: float) -> Iterator[str]:
        line, room = "", self.right - LEFT - indent
        for word in text.replace("-", "-\0").split(" "):
            for part in word.split("\0"):
                joint = "" if not line or (line.endswith("-") and part != word.split("\0")[0]) else " "
                if line and self.width(line + joint + part, size, style) > room:
                    yield line
                    line, room = part, self.right - LEFT - hanging
                else:
                    line += joint + part
        yield line

    def titled(self, *lines: str, size: float = 14) -> None:
        for line in lines:
            self.paragraph(line, align="centre", indent=0, style="B", size=size, space=0)
        self.base += 8

    def beside(
        self, left: Sequence[str], right: Sequence[str], *, size: float = 12, lower: float = 0
    ) -> None:
        """Lines side by side; an empty one leaves place. The right ones stand `lower` by that."""
        if self.base + 16 * max(len(left), len(right)) > float(self.h) - BOTTOM:
            self.new_page()
        top = self.base
        split = LEFT + 0.43 * (self.right - LEFT)
        for start, end, lines, shift in ((LEFT, split, left, 0.0), (split, self.right, right, lower)):
            base = top + shift
            for line in lines:
                style = "B" if line.isupper() else ""
                x = start + (end - start - self.width(line, size, style)) / 2
                self.line_at(
                    line, start if line.startswith(("-", "Nơi")) else x, base, size=size, style=style
                )
                base += 16
        self.base = top + 16 * max(len(left), len(right)) + 14

    def ruled(self, rows: Iterable[Sequence[str]], widths: Sequence[float], *, size: float = 11) -> None:
        """A table with drawn lines; its head is repeated on each page that it reaches."""
        rows = [tuple(row) for row in rows]
        top = self.base - 12
        for row in rows:
            cells = [self._cell(text, width - 8, size) for text, width in zip(row, widths, strict=True)]
            height = 14 * max(map(len, cells)) + 4
            if top + height > float(self.h) - BOTTOM:
                self.new_page()
                top = self.base - 12
                if row is not rows[0]:
                    top = self._row(
                        [self._cell(c, w - 8, size) for c, w in zip(rows[0], widths, strict=True)],
                        widths,
                        top,
                        size,
                    )
            top = self._row(cells, widths, top, size)
        self.base = top + 30

    def _row(self, cells: Sequence[Sequence[str]], widths: Sequence[float], top: float, size: float) -> float:
        height, x = 14 * max(map(len, cells)) + 4, LEFT
        for lines, width in zip(cells, widths, strict=True):
            self.rect(x, top, width, height)
            for number, line in enumerate(lines):
                self.line_at(line, x + 4, top + 12 + 14 * number, size=size)
            x += width
        return top + height

    def _cell(self, text: str, room: float, size: float) -> list[str]:
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines
