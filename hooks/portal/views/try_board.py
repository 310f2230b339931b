"""`/man-hinh/thu/`: an editor tries a text on a board, and sees it as the build will draw it.

`docs/assets/js/try-board.js` does it, with `board-layout.js`, from these files:

- `quy-tac.json`: the numbers of `boards.rules`; `limits`, the most characters of each text that is edited;
  `sizes`, the least and the most pixels of a side; `boards` to choose from, the portal's own first;
  `characters` that can be drawn, and `widths`, by the height of a face their cells in the same order;
- `chu-<height>.json`: the pixels of a face (`boards.atlas`), which only what is drawn in it needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial

from portal.boards import Board, atlas, capacity, rules
from portal.boards.faces import HEIGHTS, characters, face
from portal.catalogue import Snapshot
from portal.model.notice import LED_LENGTHS
from portal.model.outlets import Colour, Screen, ScreenKind
from portal.outputs import Output
from portal.screens.fitting import board_of
from portal.screens.outputs import PAGES, fingerprint
from portal.store import Store, key
from portal.views.pages import Page
from portal.views.parts import Link
from portal.views.records import HOME

FOLDER = f"{PAGES}thu/"
RULES, FACE = f"{FOLDER}quy-tac.json", f"{FOLDER}chu-{{}}.json"
USUAL = (
    Board(96, 16, ScreenKind.TICKER, Colour.MONO),
    Board(128, 32, ScreenKind.LED, Colour.MONO),
    Board(192, 64, ScreenKind.LED, Colour.DUAL),
    Board(256, 128, ScreenKind.LED, Colour.FULL),
    Board(384, 192, ScreenKind.LED, Colour.FULL),
)
"""Sizes that boards are commonly sold in."""
_SIZES = {"width": [2 * HEIGHTS[0], 1920], "height": [HEIGHTS[0], 1920]}


@dataclass(frozen=True, slots=True)
class Choice:
    """A board to try a text on; `own` when it is one of the portal's screens."""

    name: str
    width: int
    height: int
    colour: str
    own: bool


@dataclass(frozen=True, slots=True)
class Room:
    """What a board holds at once in its smallest letters: lines, and characters a line."""

    name: str
    lines: int
    characters: int
    capitals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TryBoardPage(Page):
    """`/man-hinh/thu/`; `rules` is site-absolute, `rooms` are for readers without script."""

    rules: str
    limits: tuple[int, int, int]
    rooms: tuple[Room, ...]


def pages(snapshot: Snapshot) -> Iterator[TryBoardPage]:
    """The one page."""
    s, m, l = LED_LENGTHS.values()  # noqa: E741 - the contract's names
    yield TryBoardPage(
        address=FOLDER,
        template="try-board.html",
        title="Thử chữ trên bảng",
        description="Gõ tin, chọn bảng, thấy ngay từng điểm ảnh như trên bảng thật: chữ có vừa không, thừa"
        " bao nhiêu, ở trên bảng mấy giây.",
        crumbs=(HOME, Link("Màn hình", PAGES)),
        rules=RULES,
        limits=(s, m, l),
        rooms=tuple(_rooms(snapshot)),
    )


def outputs(snapshot: Snapshot) -> Iterator[Output]:
    """The files that the page's script reads."""
    choices = tuple(_choices(snapshot))
    look = fingerprint()
    yield Output(RULES, key("boards to try", look, choices, LED_LENGTHS, _SIZES), partial(_rules, choices))
    for height in HEIGHTS:
        yield Output(FACE.format(height), key("face", look, height), partial(_face, height), apart=True)


def _rooms(snapshot: Snapshot) -> Iterator[Room]:
    named = [(screen.name, board) for screen, board in _own(snapshot)]
    own = {(board.width, board.height) for _, board in named}
    named += [(_size(board), board) for board in USUAL if (board.width, board.height) not in own]
    for name, board in named:
        holds = capacity(board)
        yield Room(name, holds.lines, holds.characters, holds.capitals)


def _choices(snapshot: Snapshot) -> Iterator[Choice]:
    for screen, board in _own(snapshot):
        yield Choice(screen.name, board.width, board.height, board.colour.value, own=True)
    for board in USUAL:
        yield Choice(_size(board), board.width, board.height, board.colour.value, own=False)


def _own(snapshot: Snapshot) -> Iterator[tuple[Screen, Board]]:
    """The portal's boards; kiosks take texts of any length."""
    for screen in snapshot.settings.screens.screens:
        try:
            board = board_of(screen)
        except ValueError:  # which the checks of screens tell the editor
            continue
        if board:
            yield screen, board


def _size(board: Board) -> str:
    return f"Bảng {board.width}×{board.height}"


def _rules(choices: tuple[Choice, ...], _store: Store) -> bytes:
    drawable = sorted(characters())
    values = rules() | {
        "limits": LED_LENGTHS,
        "sizes": _SIZES,
        "boards": [asdict(choice) for choice in choices],
        "characters": "".join(drawable),
        "widths": {height: [face(height).cells(each) for each in drawable] for height in HEIGHTS},
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _face(height: int, _store: Store) -> bytes:
    return atlas(height)
