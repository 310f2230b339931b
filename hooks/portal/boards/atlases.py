"""What a script needs to lay out and draw texts as we do: the pixels of each face, the rules in numbers."""

from __future__ import annotations

import base64
import json
from functools import lru_cache

from portal.boards import layouts, texts
from portal.boards.board import MARGIN, STEPS
from portal.boards.drawing import COLOURS
from portal.boards.faces import HEIGHTS, Face, characters, face


@lru_cache(maxsize=len(HEIGHTS))
def atlas(height: int) -> bytes:
    """JSON of the face of a height: `height`, `ascent`, and `glyphs`: [width of the cell, rows in base64].

    A row begins with a new byte, its first pixel is the highest bit, and 1 is on.
    """
    of = face(height)
    glyphs = {each: [of.cells(each), _rows(each, of)] for each in sorted(characters())}
    return _json({"height": of.height, "ascent": of.ascent, "glyphs": glyphs})


def _rows(character: str, of: Face) -> str:
    return base64.b64encode(of.drawn(character, ink=255).convert("1").tobytes()).decode("ascii")


def rules() -> dict[str, object]:
    """The numbers of `layout`, `draw` and `dwell`, ready for JSON.

    `faces` are heights, smallest first; `steps` are [board from this height, smallest face, most lines].
    """
    return {
        "faces": list(HEIGHTS),
        "steps": [list(step) for step in STEPS],
        "margin": MARGIN,
        "phases": layouts.PHASES,
        "calls": layouts.CALLS,
        "stop": layouts.STOP,
        "pauses": layouts.PAUSES,
        "marks": layouts.MARKS,
        "uneven": layouts.UNEVEN,
        "together": sorted(layouts.TOGETHER),
        "dwell": [texts.LEAST_SECONDS, texts.CHARACTERS_A_SECOND],
        "colours": {
            colour.value: {priority.value: list(pair) for priority, pair in by_priority.items()}
            for colour, by_priority in COLOURS.items()
        },
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
