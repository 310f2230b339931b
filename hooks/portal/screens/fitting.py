"""Which text of a message a board shows: the longest that it holds at once, else the longest in two parts."""

from __future__ import annotations

from dataclasses import dataclass

from portal.boards import Board, Excess, Layout, layout
from portal.model.outlets import Screen, ScreenKind
from portal.pictures import MissingGlyphError
from portal.screens.messages import Message
from portal.screens.slots import plain

LEAST_KIOSK = 600
"""Pixels: below that a slide cannot be read."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A text with its lines."""

    text: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why no text of a message can be shown: the best try, and by how much it is too long or what cannot be
    drawn."""

    text: str
    excess: Excess | None
    character: str = ""


class Fitter:
    """Lays each text out once for all boards of a size."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Board], Layout | MissingGlyphError] = {}

    def fit(self, message: Message, board: Board) -> Fit | Misfit:
        """The text to show, or why there is none: of what an editor wrote for boards, else of the title."""
        texts = message.texts
        edited = [self._tried(plain(text), board) for text in (texts.l, texts.m, texts.s) if text]
        title = self._tried(plain(message.title), board)
        # One phase is read at a glance: it goes before a longer text in two.
        if fits := [each for each in edited if isinstance(each, Fit)]:
            return min(fits, key=lambda fit: len(fit.layout.phases))
        if isinstance(title, Fit):
            return title
        misfits = [each for each in edited if isinstance(each, Misfit)] or [title]
        return min(misfits, key=lambda misfit: misfit.excess.pixels if misfit.excess else 0)

    def _tried(self, text: str, board: Board) -> Fit | Misfit:
        found = self._layout(text, board)
        if isinstance(found, MissingGlyphError):
            return Misfit(text, None, found.characters[0])
        return Misfit(text, found.excess) if found.excess else Fit(text, found)

    def _layout(self, text: str, board: Board) -> Layout | MissingGlyphError:
        key = text, board
        if key not in self._found:
            try:
                self._found[key] = layout(text, board)
            except MissingGlyphError as error:
                self._found[key] = error
        return self._found[key]


def board_of(screen: Screen) -> Board | None:
    """The board that texts have to fit; None for a kiosk, whose slides take any length. ValueError for a size
    that nothing can be drawn for."""
    if screen.kind is ScreenKind.KIOSK:
        if min(screen.width, screen.height) < LEAST_KIOSK:
            raise ValueError(f"màn hình kiosk phải rộng và cao ít nhất {LEAST_KIOSK} điểm ảnh")
        return None
    return Board(screen.width, screen.height, screen.kind, screen.colour)
