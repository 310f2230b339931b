"""Texts laid out and drawn in the exact pixels of a LED board, and slides of kiosks."""

from portal.boards.atlases import atlas, rules
from portal.boards.board import Board, Capacity, capacity
from portal.boards.drawing import draw
from portal.boards.layouts import Excess, Layout, layout
from portal.boards.slides import Slide, draw_slide
from portal.boards.texts import dwell

__all__ = [
    "Board",
    "Capacity",
    "Excess",
    "Layout",
    "Slide",
    "atlas",
    "capacity",
    "draw",
    "draw_slide",
    "dwell",
    "layout",
    "rules",
]
