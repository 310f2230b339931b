"""A board: its pixels, its colours, and the faces that are legible on it."""

from __future__ import annotations

from dataclasses import dataclass

from portal.boards.faces import HEIGHTS, Face, face
from portal.model.outlets import Colour, ScreenKind

MARGIN = 1
"""Columns that stay dark at the left and at the right."""
STEPS = ((192, 30, 6), (128, 26, 4), (0, 16, 3))
"""From which height of the board its smallest face is how high, and how many lines it has at the most.

A larger board is read from further away.
"""
# Typical of notices: its letters are as wide as those of other texts on the average.
_SAMPLE = "Nghị quyết về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia"


@dataclass(frozen=True, slots=True)
class Board:
    """What a text is drawn for. Sizes in pixels; ValueError for a board that no face fits."""

    width: int
    height: int
    kind: ScreenKind
    colour: Colour

    def __post_init__(self) -> None:
        least = HEIGHTS[0]
        if self.height < least or self.width < 2 * least:
            message = f"bảng phải rộng ít nhất {2 * least} và cao ít nhất {least} điểm ảnh"
            raise ValueError(f"{message} (đang là {self.width}×{self.height})")

    @property
    def room(self) -> int:
        """The longest line, in cells: the empty column that ends it may lie in the margin."""
        return self.width - 2 * MARGIN + 1

    @property
    def faces(self) -> tuple[Face, ...]:
        """The faces that are legible here, largest first."""
        smallest = next(smallest for start, smallest, _ in STEPS if self.height >= start)
        return tuple(face(height) for height in reversed(HEIGHTS) if smallest <= height <= self.height)

    def lines(self, face: Face) -> int:
        """How many lines of a face it holds."""
        most = next(most for start, _, most in STEPS if self.height >= start)
        return min(most, self.height // face.height)


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a board holds in one phase at its smallest face: lines, and characters a line."""

    lines: int
    characters: int
    capitals: int


def capacity(board: Board) -> Capacity:
    """For help pages and plain texts; what decides whether a text fits is its layout."""
    smallest = board.faces[-1]
    mixed, capitals = (
        board.room * len(sample) // smallest.cells(sample) for sample in (_SAMPLE, _SAMPLE.upper())
    )
    return Capacity(board.lines(smallest), mixed, capitals)
