"""Lines of text in a font: how large it can be set, where it breaks, whether every letter can be drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import accumulate, pairwise
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

from portal.vietnamese import nfc

_ELLIPSIS = "…"
# Of the size: how close lines come, by their baselines and by their ink.
_PITCH, _CLEARANCE = 1.2, 0.08
# Of the size: ink of a usual line, so that the kind and the title keep their distance with any letters.
_ABOVE, _BELOW = 0.92, 0.22

# Keeping a name or a word together is worth lines this uneven (sum of squares of their empty parts).
_PARTED = 0.15
# A Vietnamese word is often two syllables; these are the ones that titles here use most.
WORDS = frozenset(
    (
        "bán dẫn, báo cáo, chiến lược, chuyển đổi, chính phủ, chính trị, chỉ số, chỉ tiêu, công nghệ, "
        "công văn, doanh nghiệp, dịch vụ, dữ liệu, giai đoạn, giải pháp, giải quyết, hành chính, hạ tầng, "
        "hệ thống, học tập, hợp tác, khoa học, kinh tế, kế hoạch, mục tiêu, nghiên cứu, nghị quyết, "
        "nguồn nhân, nhiệm vụ, nhân lực, phát triển, quan điểm, quốc gia, quốc tế, sáng tạo, thành phố, "
        "thông tin, thể chế, thủ tục, thực hiện, triển khai, trung ương, trực tuyến, tuyên truyền, "
        "tổ chức, xã hội, xếp hạng, đào tạo, địa bàn, địa phương, đổi mới, đột phá"
    ).split(", ")
)


# For a number of words: the cost of the best lines that hold them, and the word that begins each line.
_Best: TypeAlias = dict[int, tuple[float, tuple[int, ...]]]


class MissingGlyphError(ValueError):
    """The font has no drawing for `characters` of the text; the message names them and the text."""

    def __init__(self, characters: Sequence[str], text: str) -> None:
        self.characters = tuple(characters)
        names = ", ".join(f"«{character}» (U+{ord(character):04X})" for character in characters)
        super().__init__(f"phông chữ không có ký tự {names} trong «{text}»")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text may be set: sizes in pixels, largest first, and the most lines."""

    weight: int
    sizes: range
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text in a font. `above` is the ink over the first baseline, `below` under the last one."""

    face: ImageFont.FreeTypeFont
    lines: tuple[str, ...]
    pitch: int
    above: int
    below: int

    @property
    def height(self) -> int:
        return self.above + self.pitch * (len(self.lines) - 1) + self.below

    @property
    def width(self) -> int:
        return math.ceil(max(self.face.getlength(line) for line in self.lines))

    def mask(self) -> tuple[Image.Image, tuple[int, int]]:
        """The lines in white on black, and where in it the first baseline begins."""
        pad = round(self.face.size)  # marks and curves may reach out of the box
        mask = Image.new("L", (self.width + 2 * pad, self.height + 2 * pad))
        pen = ImageDraw.Draw(mask)
        for number, line in enumerate(self.lines):
            baseline = pad + self.above + number * self.pitch
            pen.text((pad, baseline), line, 255, self.face, anchor="ls")
        left, top, right, bottom = mask.getbbox() or (0, 0, 1, 1)
        return mask.crop((left, top, right, bottom)), (pad - left, pad + self.above - top)


def fitted(text: str, style: Style, font: bytes, *, width: int, height: float = math.inf) -> Setting:
    """The text as large as there is room for; at the smallest size it is cut instead."""
    words = text.split()
    for size in style.sizes:
        face = _face(font, style.weight, size)
        lines = _broken(words, face, width=width, most=style.lines)
        if lines and (setting := _set(lines, face)).height <= height:
            return setting
    return _set(_cut(words, face, width=width, most=style.lines), face)


def whole(text: str, weight: int, size: int, font: bytes, *, width: int, most: int) -> Setting | None:
    """The text at one size; None when a word is longer than a line, or `most` lines do not hold it."""
    face = _face(font, weight, size)
    lines = _broken(text.split(), face, width=width, most=most)
    return _set(lines, face) if lines else None


def _set(lines: Sequence[str], face: ImageFont.FreeTypeFont) -> Setting:
    """Lines keep apart by their ink: a capital may carry two marks, and a dot hang from the line above."""
    inks = [_ink_of_line(face, line) for line in lines]
    closest = max((upper[1] - lower[0] for upper, lower in pairwise(inks)), default=0)
    pitch = max(face.size * _PITCH, closest + face.size * _CLEARANCE)
    above, below = max(-inks[0][0], face.size * _ABOVE), max(inks[-1][1], face.size * _BELOW)
    return Setting(face, tuple(lines), math.ceil(pitch), math.ceil(above), math.ceil(below))


def _ink_of_line(face: ImageFont.FreeTypeFont, line: str) -> tuple[int, int]:
    """Its top and bottom as pixels below the baseline: a line is as high as its highest letter."""
    inks = [_ink(face, character) for character in set(line)]
    return min((top for top, _ in inks), default=0), max((bottom for _, bottom in inks), default=0)


@lru_cache(maxsize=8192)
def _ink(face: ImageFont.FreeTypeFont, character: str) -> tuple[int, int]:
    _, top, _, bottom = face.getbbox(character, anchor="ls")
    return int(top), int(bottom)


def _broken(words: Sequence[str], face: ImageFont.FreeTypeFont, *, width: int, most: int) -> list[str] | None:
    """The fewest lines, about equally long, that hold the words; None when `most` lines do not."""
    # Every word brings a space, the last one of a line too, and the room for it.
    ends = list(accumulate((_length(face, word + " ") for word in words), initial=0.0))
    room = width + _length(face, " ")
    if ends[-1] > room * most:
        return None
    best: _Best = {0: (0.0, ())}
    for _ in range(most):
        best = _one_line_more(best, words, ends, room)
        if len(words) in best:
            starts = best[len(words)][1]
            return [" ".join(words[a:b]) for a, b in pairwise((*starts, len(words)))]
    return None


def _one_line_more(best: _Best, words: Sequence[str], ends: Sequence[float], room: float) -> _Best:
    longer: _Best = {}
    for first, (cost, starts) in best.items():
        for end in range(first + 1, len(words) + 1):
            empty = 1 - (ends[end] - ends[first]) / room
            if empty < 0:
                break
            total = cost + empty**2 + _PARTED * _belong_together(words[end - 1 : end + 1])
            if end not in longer or total < longer[end][0]:
                longer[end] = (total, (*starts, first))
    return longer


def _belong_together(around: Sequence[str]) -> bool:
    """«Hồ» and «Chí» of a name, «quyết» and «57», «công» and «nghệ» of a word."""
    if len(around) < 2:
        return False
    before, after = around
    # Text all in capitals shows no names.
    name = before[0].isupper() and after.istitle()
    return name or after[0].isdigit() or f"{before} {after}".lower().rstrip(",.;:") in WORDS


def _cut(words: Sequence[str], face: ImageFont.FreeTypeFont, *, width: int, most: int) -> list[str]:
    """As many words as fit before an ellipsis, ending between words that do not belong together.

    A word longer than a line is broken into pieces first.
    """
    pieces = [piece for word in words for piece in _pieces(word, face, width)]
    counts = range(len(pieces), 0, -1)
    for count in sorted(counts, key=lambda count: _belong_together(pieces[count - 1 : count + 1])):
        shown = pieces[:count]
        if count < len(pieces):
            shown[-1] = shown[-1].rstrip(",.;:–-") + _ELLIPSIS
        if lines := _broken(shown, face, width=width, most=most):
            return lines
    return [""]


def _pieces(word: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    if face.getlength(word) <= width:
        return [word]
    room = width - face.getlength(_ELLIPSIS)
    pieces = [""]
    for character in word:
        if face.getlength(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


@lru_cache(maxsize=64)
def _face(font: bytes, weight: int, size: int) -> ImageFont.FreeTypeFont:
    face = ImageFont.truetype(BytesIO(font), size, layout_engine=ImageFont.Layout.BASIC)
    face.set_variation_by_axes([weight])
    return face


@lru_cache(maxsize=8192)
def _length(face: ImageFont.FreeTypeFont, text: str) -> float:
    return face.getlength(text)


def drawable(text: str, font: bytes) -> str:
    text = " ".join(nfc(text).split())
    missing = sorted({character for character in text if not _has_glyph(font, character)})
    if missing:
        raise MissingGlyphError(missing, text)
    return text


@lru_cache(maxsize=1024)
def _has_glyph(font: bytes, character: str) -> bool:
    """A character that the font does not know is drawn as .notdef, just like this one that none knows."""
    face = _face(font, 400, 32)
    unknown, mask = (face.getmask(c) for c in ("\uffff", character))
    return (mask.size, bytes(mask)) != (unknown.size, bytes(unknown))
