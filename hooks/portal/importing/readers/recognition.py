"""Letters guessed from the picture of a page, by the program tesseract with its Vietnamese data."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from portal.importing.blocks import UnreadableError
from portal.importing.readers.printed import Page, Word
from portal.importing.readers.scans import Scan, prepared
from portal.importing.readers.strips import Strip, strips_of

_DPI = 300
# Dots that are drawn at most: a poster is drawn more coarsely.
_MOST_DOTS = 40_000_000
# Seconds for a page; a slow computer needs ten for a full one.
_TIME = 90
# Less sure than this is dirt taken for letters; surer than the last is no dirt.
_SURE, _SURE_LINE, _SURELY = 20, 35, 60
# The height of so few letters does not tell their size.
_FEW_LETTERS = 10
# Pages this unsure may lie on their side.
_ASKEW = 55
_WINDOWS = (
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    r"C:\Program Files (x86)\Tesseract-OCR\tesseract.exe",
)
# How tesseract looks for lines: in a column with print of any size, in one block.
_ONE_COLUMN, _ONE_BLOCK = "4", "6"
# Letters by what of them is below the line and high above it.
_BELOW = re.compile(r"[gjpqyQạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ,;()/|\[\]]")
_TALL = re.compile(r"[A-Z0-9bdfhkltđĐỊỤỌẠẸỴ]|[^\W\da-z_ıạẹịọụỵ]|[/|()\[\]]")
_TALLEST = re.compile(r"[ÀÁẢÃÂẦẤẨẪẬĂẰẮẲẴẶÈÉẺẼÊỀẾỂỄỆÌÍỈĨÒÓỎÕÔỒỐỔỖỘỜỚỞỠÙÚỦŨỪỨỬỮỲÝỶỸ]")
_LETTER = re.compile(r"[^\W_]|%")
# «***» below a title, as it is mostly read.
_STARS = re.compile(r"[*x%]*\*[*x%]*")
# A line begins with a letter, a digit, a dash, a bracket or a quotation mark; before it are specks.
_SPECKS = re.escape("`´'‘,.;:_ˆ~^|\\/⁄¿¡›‹„°·•<>")
_SPECKS_BEFORE = re.compile(rf"^[{_SPECKS}][{_SPECKS}“”\"]*(?=[^\W_])")
_MEANT = re.compile(r"[^\W_]|^[-–—+*%(\[“\"«…]|^\./\.|^/\.")
# Misreadings in the numbers of documents (seen), none of them an abbreviation.
_MISREADINGS = {"TVW": "TW", "ĐÐ": "Đ", "ÐĐ": "Đ"}
_MISREAD = re.compile("|".join(_MISREADINGS))
# In whose place somebody signs; what follows is mostly the full stop.
_CAPACITY = re.compile(r"(TM|KT|TL|TUQ)[,:;]")
_INSTALL = (
    "Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-vie. Windows: cài Tesseract OCR "
    "(bản của UB Mannheim), khi cài chọn thêm dữ liệu ngôn ngữ «Vietnamese»."
)


class MissingRecognitionError(UnreadableError):
    """Tesseract or its Vietnamese data is not on this computer; the text says what to install."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A word as tesseract tells it, in dots."""

    line: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int
    sure: float
    text: str

    def is_inside(self, box: Sequence[int]) -> bool:
        x, y = self.left + self.width / 2, self.top + self.height / 2
        return box[0] <= x <= box[2] and box[1] <= y <= box[3]

    def is_missing_in(self, others: Iterable[_Found]) -> bool:
        if self.sure < _SURELY or not _LETTER.search(self.text):
            return False
        box = (self.left, self.top, self.left + self.width, self.top + self.height)
        return not any(other.touches(box) for other in others)

    def touches(self, box: Sequence[int]) -> bool:
        across = self.left < box[2] and box[0] < self.left + self.width
        return across and self.top < box[3] and box[1] < self.top + self.height

    def moved(self, x: int, y: int) -> _Found:
        """From a part of the picture that begins there to the whole."""
        return replace(self, line=(*self.line, f"{x}/{y}"), left=self.left + x, top=self.top + y)

    @property
    def size(self) -> float:
        """That of its type, by the height of letters like its own."""
        above = 0.9 if _TALLEST.search(self.text) else 0.7 if _TALL.search(self.text) else 0.47
        return self.height / (above + (0.2 if _BELOW.search(self.text) else 0.0))


class Recognition:
    """Recognises pages one by one; `remarks` tell of pages that could not be read."""

    def __init__(self) -> None:
        self._program, self._languages = _program()
        self.remarks: list[str] = []

    def page(self, page: pdfium.PdfPage, number: int) -> Page:
        """The words of a page, by its picture."""
        picture, dpi = _picture(page)
        try:
            scan, found = self._read(picture, dpi)
        except subprocess.TimeoutExpired:
            self.remarks.append(f"Trang {number} nhận dạng quá lâu nên bị bỏ qua: hãy xem bản gốc.")
            scan, found = Scan(picture, dpi, ()), []
        first = _page(scan, found, number)
        for strip in strips_of(first):
            found = self._again(scan, found, strip)
        return _page(scan, found, number)

    def _read(self, picture: Image.Image, dpi: float) -> tuple[Scan, list[_Found]]:
        scan = prepared(picture, dpi)
        found = self._asked(scan)
        if found and median(word.sure for word in found) < _ASKEW and (turn := self._turn(scan)):
            scan = prepared(picture.rotate(-turn, expand=True), dpi)
            found = self._asked(scan)
        return scan, found

    def _again(self, scan: Scan, found: list[_Found], strip: Strip) -> list[_Found]:
        """With the words of a column as they are recognised when it stands alone."""
        box = [round(value * scan.dpi / 72) for value in strip]
        if box[2] - box[0] < 10 or box[3] - box[1] < 10:
            return found
        cut = Scan(scan.image.crop((box[0], box[1], box[2], box[3])), scan.dpi, ())
        try:
            inner = self._asked(cut, layout=_ONE_BLOCK)
        except subprocess.TimeoutExpired:
            return found
        moved = [word.moved(box[0], box[1]) for word in inner]
        # What was sure at first sight and is missed now stays.
        kept = [word for word in found if not word.is_inside(box) or word.is_missing_in(moved)]
        return kept + moved

    def _asked(self, scan: Scan, layout: str = _ONE_COLUMN) -> list[_Found]:
        done = self._run(scan, "-l", "vie", "--psm", layout, "tsv")
        return [word for word in map(_found, done.splitlines()[1:]) if word]

    def _turn(self, scan: Scan) -> int:
        """Degrees by which the page must be turned, with the clock."""
        if "osd" not in self._languages:
            return 0
        match = re.search(r"Rotate: (\d+)", self._run(scan, "-l", "osd", "--psm", "0"))
        return int(match[1]) if match else 0

    def _run(self, scan: Scan, *options: str) -> str:
        data = io.BytesIO()
        scan.image.save(data, "PPM")
        done = subprocess.run(
            [self._program, "stdin", "stdout", "--dpi", str(round(scan.dpi)), *options],
            input=data.getvalue(),
            capture_output=True,
            timeout=_TIME,
            check=False,
            # Its threads wait for one another longer than they work (measured).
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
        return done.stdout.decode("utf-8", "replace")


def _program() -> tuple[str, list[str]]:
    program = shutil.which("tesseract") or next((path for path in _WINDOWS if Path(path).exists()), None)
    if program is None:
        raise MissingRecognitionError(f"cần chương trình Tesseract để đọc chữ trong ảnh quét. {_INSTALL}")
    done = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=_TIME, check=False
    )
    languages = (done.stdout + done.stderr).split()
    if "vie" not in languages:
        raise MissingRecognitionError(f"Tesseract trên máy này chưa có dữ liệu tiếng Việt. {_INSTALL}")
    return program, languages


def _picture(page: pdfium.PdfPage) -> tuple[Image.Image, float]:
    width, height = page.get_size()
    most = (_MOST_DOTS / max(1.0, width * height)) ** 0.5
    scale = min(_DPI / 72, most)
    # Forms and annotations are no part of the document: a digital signature writes itself there.
    picture = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    red, _, blue = picture.split()
    # Red seals and blue signatures are as light as paper in one of these, black letters in none.
    return ImageChops.lighter(red, blue), scale * 72


def _page(scan: Scan, found: Sequence[_Found], number: int) -> Page:
    scale = 72 / scan.dpi
    words = tuple(_words(found, scale))
    width, height = scan.image.width * scale, scan.image.height * scale
    return Page(number, width, height, words, scan.rules, recognised=True)


def _found(row: str) -> _Found | None:
    cells = row.split("\t")
    if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
        return None
    left, top, width, height = map(int, cells[6:10])
    return _Found(tuple(cells[2:5]), left, top, width, height, float(cells[10]), cells[11].strip())


def _words(found: Sequence[_Found], scale: float) -> Iterator[Word]:
    """Words in points, those of a line with one size and one base line."""
    lines: dict[tuple[str, ...], list[_Found]] = {}
    for word in found:
        lines.setdefault(word.line, []).append(word)
    kept = [line for words in lines.values() if (line := _without_dirt(words))]
    if not kept:
        return
    usual = median([_size(line) for line in kept for _ in line])
    for line in kept:
        # Small differences are those of letters, not of type.
        few = sum(len(word.text) for word in line) < _FEW_LETTERS
        size = usual if few or 0.75 * usual < _size(line) < 1.3 * usual else _size(line)
        base = _base(line)
        for word in line:
            x0, x1 = word.left * scale, (word.left + word.width) * scale
            text = _MISREAD.sub(lambda match: _MISREADINGS[match[0]], word.text)
            yield Word(text, x0, x1, base * scale, round(size * scale, 1))


def _without_dirt(words: Iterable[_Found]) -> list[_Found]:
    # A lost «KT.» would make another signer of a deputy: what has two letters stays.
    kept = [word for word in words if word.sure >= _SURE or len(_LETTER.findall(word.text)) > 1]
    kept = [word for word in kept if not _STARS.fullmatch(word.text)]
    while kept and not _MEANT.search(kept[0].text):
        kept = kept[1:]
    if kept:
        first = _SPECKS_BEFORE.sub("", kept[0].text)
        kept[0] = replace(kept[0], text=_CAPACITY.sub(r"\1.", first))
    if not any(_LETTER.search(word.text) for word in kept):
        return []
    return kept if median(word.sure for word in kept) >= _SURE_LINE else []


def _size(line: Sequence[_Found]) -> float:
    return median(word.size for word in line)


def _base(line: Sequence[_Found]) -> float:
    bottoms = [word.top + word.height for word in line if not _BELOW.search(word.text)]
    return median(bottoms) if bottoms else median(word.top + word.height for word in line) - 0.2 * _size(line)
