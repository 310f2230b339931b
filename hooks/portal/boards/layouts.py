"""Where a text breaks on a board, and how large it can be there.

Simple enough to be written a second time in JavaScript, where an editor tries a text out: `atlases.rules`
gives the numbers. Lengths are cells of a face, whole pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.boards.board import Board
from portal.boards.faces import Face, characters
from portal.pictures.typesetting import WORDS, MissingGlyphError
from portal.vietnamese import nfc

PHASES = 2
CALLS, STOP, PAUSES = "!?…", ".", ",;:–—"
"""A call ends a sentence always, a stop unless a capital is before it («TP.»); a pause ends a part of one."""
TOGETHER = WORDS | frozenset(
    (
        "an toàn, ban hành, bão số, bảo hiểm, bảo vệ, bắt đầu, biển báo, cảnh báo, cảnh giác, căn cước, "
        "cấp cứu, chữa cháy, cứu hộ, dân phố, dân cư, dịch bệnh, di chuyển, di dời, điện thoại, đăng ký, "
        "định danh, đường dây, giao thông, giấy tờ, gia đình, hồ sơ, hướng dẫn, khám bệnh, khẩn cấp, "
        "khai mạc, khu phố, khu vực, kiên cố, liên hệ, lịch tiếp, lừa đảo, mất điện, mã độc, một cửa, "
        "ngân hàng, ngập sâu, ngừng cấp, người dân, nguy hiểm, nhà văn, nước sạch, phòng cháy, phòng chống, "
        "phụ huynh, quét mã, sạt lở, sơ tán, tài khoản, tạm dừng, thông báo, tiêm chủng, tiếp dân, "
        "tiếp nhận, tổ dân, tránh xa, trẻ em, trụ sở, tuyển sinh, ủy ban, văn hóa, vệ sinh, xác thực"
    ).split(", ")
)
"""Two syllables that are one word, in notices: lines and phases rather break elsewhere."""

# How badly a break reads: after a sentence, a part of one, a word; before a number; inside a word or name.
_SENTENCE, _PAUSE, _PLAIN, _NUMBER, _WORD = range(5)
UNEVEN = 8
"""A break one rank better is worth an empty part of a line whose square is this part of the line's square."""
_DIGITS = "0123456789"
MARKS = ".,;:!?"
# Not the space that does not break, by which an editor keeps «5.000 ₫» together.
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Excess:
    """By how much a text is too long, at the smallest face.

    `pixels` is what the last line lacks, or the line of `word` when that is too long by itself. `characters`
    have to go, no fewer: at the end of the text, or of the word.
    """

    pixels: int
    characters: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of one or two phases in the face of a height; no phase when there is an excess."""

    face: int
    phases: tuple[tuple[str, ...], ...]
    excess: Excess | None = None


@dataclass(frozen=True, slots=True)
class _Setting:
    """Words in a face, and what a phase of the board holds of them."""

    face: Face
    words: tuple[str, ...]
    widths: tuple[int, ...]
    space: int
    room: int
    most: int

    def part(self, first: int, last: int) -> tuple[str, ...]:
        """The words as the fewest lines that hold them, about equally long and broken where it reads well."""
        best: dict[int, tuple[int, tuple[int, ...]]] = {first: (0, ())}
        for _ in range(self.count(first, last) or 0):
            longer: dict[int, tuple[int, tuple[int, ...]]] = {}
            for start, (cost, starts) in best.items():
                for end, total in self._lines_from(start, last):
                    if end not in longer or cost + total < longer[end][0]:
                        longer[end] = (cost + total, (*starts, start))
            best = longer
        return tuple(" ".join(self.words[a:b]) for a, b in pairwise((*best[last][1], last)))

    def _lines_from(self, start: int, last: int) -> Iterator[tuple[int, int]]:
        """(end, cost) of each line that begins with a word."""
        left = self.room + self.space
        for end in range(start + 1, last + 1):
            left -= self.space + self.widths[end - 1]
            if left < 0:
                return
            parted = 0 if end == last else _break(self.words[end - 1], self.words[end])
            yield end, left * left + parted * (self.room * self.room // UNEVEN)

    def count(self, first: int, last: int) -> int | None:
        """The lines that these words need; None when one of them is longer than a line."""
        starts = _filled(self.widths[first:last], self.space, self.room)
        return None if starts is None else len(starts)

    def holds(self, first: int, last: int, phases: int = 1) -> bool:
        count = self.count(first, last)
        return count is not None and count <= phases * self.most

    def split(self, worst: int) -> tuple[tuple[str, ...], ...]:
        """Two phases, parted where it reads best, no worse than `worst` (see `_break`); none when they do
        not fit."""
        last = len(self.words)
        found = []
        for end in range(1, last):
            rank = _break(self.words[end - 1], self.words[end])
            if rank <= worst and self.holds(0, end) and self.holds(end, last):
                uneven = abs(sum(self.widths[:end]) - sum(self.widths[end:]))
                found.append((rank, uneven, end))
        if not found:
            return ()
        _, _, end = min(found)
        return self.part(0, end), self.part(end, last)


def layout(text: str, board: Board) -> Layout:
    """The largest face in which one phase holds the text, or two hold whole sentences; else the largest in
    which two phases hold it.

    So the first phase says something by itself wherever the text allows it. Lines break between words only.
    MissingGlyphError for a character without a drawing.
    """
    words = _words(text)
    last = len(words)
    settings: list[_Setting] = []
    for face in board.faces:
        settings.append(setting := _setting(words, face, board))
        if setting.holds(0, last):
            return Layout(setting.face.height, (setting.part(0, last),))
        if setting.holds(0, last, PHASES) and (phases := setting.split(_SENTENCE)):
            return Layout(setting.face.height, phases)
    for setting in settings:
        if setting.holds(0, last, PHASES):
            return Layout(setting.face.height, setting.split(_WORD))
    return Layout(settings[-1].face.height, (), _excess(settings[-1]))


def _words(text: str) -> tuple[str, ...]:
    text = nfc(text)
    words = tuple(word for word in _SPACE.split(text) if word)
    missing = sorted(set().union(*words) - characters())
    if missing:
        raise MissingGlyphError(missing, text)
    return words


def _setting(words: tuple[str, ...], face: Face, board: Board) -> _Setting:
    widths = tuple(map(face.cells, words))
    return _Setting(face, words, widths, face.cells(" "), board.room, board.lines(face))


def _filled(widths: Sequence[int], space: int, room: int) -> list[int] | None:
    """The word that begins each line when lines take as many as they can; None when a word does not fit."""
    starts: list[int] = []
    left = -1
    for number, width in enumerate(widths):
        if width > room:
            return None
        if space + width <= left:
            left -= space + width
        else:
            starts.append(number)
            left = room - width
    return starts


def _break(before: str, after: str) -> int:
    """How badly a break between two words reads, from _SENTENCE to _WORD."""
    last = before[-1]
    if last in CALLS or (last == STOP and before[-2:-1] == before[-2:-1].lower()):
        return _SENTENCE
    if last in PAUSES:
        return _PAUSE
    bare = after.rstrip(MARKS)
    if f"{before} {bare}".lower() in TOGETHER or (_is_name(before) and _is_name(after)):
        return _WORD
    return _NUMBER if bare.strip(_DIGITS) == "" else _PLAIN


def _is_name(word: str) -> bool:
    """«Hồ», «Chí», «Minh»; in capitals nothing looks like a name."""
    return len(word) > 1 and word[0] != word[0].lower() and word[1:] == word[1:].lower()


def _excess(setting: _Setting) -> Excess:
    widest = max(setting.widths)
    if widest > setting.room:
        word = setting.words[setting.widths.index(widest)]
        return _over(word, setting, word=word)
    starts = _filled(setting.widths, setting.space, setting.room) or []
    # Lines before the last one hold as much as they can, whatever the end of the text is.
    rest = setting.words[starts[PHASES * setting.most - 1] :]
    return _over(" ".join(rest), setting)


def _over(line: str, setting: _Setting, *, word: str = "") -> Excess:
    cells, room = setting.face.cells, setting.room
    fits = next(end for end in range(len(line), -1, -1) if cells(line[:end].rstrip(" ")) <= room)
    return Excess(cells(line) - room, len(line) - fits, word)
