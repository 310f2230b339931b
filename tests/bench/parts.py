"""What each part of a clean build costs: a program that builds in one process, run in a project's folder.

Nothing of the build is changed: some hundred times a second of processor time it looks what is being done,
and counts the time since it looked last for the part whose code began that. Argument: a file for the
figures, JSON with processor seconds by part, of which `other` are those before the first and after the last.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType

_PAUSE_S = 0.004
START, LOAD, RENDER, DECLARE, PAGES = "start", "load", "render", "declare", "pages"
FEEDS, SCREENS, SEARCH, API, WRITING = "feeds", "screens", "search", "API", "writing"
PICTURES, ALOUD, OTHER = "pictures", "read aloud", "other"
NAMES = (START, LOAD, RENDER, DECLARE, PAGES, FEEDS, SCREENS, PICTURES, ALOUD, SEARCH, API, WRITING, OTHER)
# The outermost of these on the stack says the part: what feeds take from the search is for feeds. But pages
# are rendered while others are still being declared.
_PARTS = {
    "portal.workspace": LOAD,
    "portal.declaration": DECLARE,
    "engine.printing": PAGES,
    "portal.feeds": FEEDS,
    "portal.screens": SCREENS,
    "portal.boards": SCREENS,
    "portal.alerts": SCREENS,
    "portal.loudspeakers": SCREENS,
    "portal.views.try_board": SCREENS,
    "portal.sharing": PICTURES,
    "portal.pictures": PICTURES,
    "portal.qr": PICTURES,
    "portal.read_aloud": ALOUD,
    "portal.search": SEARCH,
    "portal.api": API,
    "portal.views.place_names": API,
}
# These count where none of the others is.
_ELSE = {
    "engine.adapter": DECLARE,
    "engine.staging": WRITING,
    "portal.outputs": WRITING,
    "portal.store": WRITING,
}
_RENDERING = ("portal.rendering", "markdown")
_IMPORTING = "importlib._bootstrap"


def part_of(modules: Iterable[str]) -> str:
    """The part that code belongs to, given the modules on the stack, the outermost first.

    >>> part_of(["engine.command", "engine.adapter", "portal.workspace", "portal.loading", "markdown.core"])
    'render'
    >>> part_of(["engine.command", "engine.staging", "portal.outputs", "portal.feeds.rss", "portal.store"])
    'feeds'
    """
    stack = list(modules)
    if _IMPORTING in stack:
        return START
    for known in (_PARTS, _ELSE):
        found = [part for module in stack if (part := _named(module, known))]
        if found:
            return _among(found, stack)
    return START


def _among(found: list[str], stack: list[str]) -> str:
    part = found[0]
    if part == LOAD:
        return RENDER if any(map(_renders, stack)) else LOAD
    return [each for each in found if each in (DECLARE, PAGES)][-1] if part == DECLARE else part


def _named(module: str, known: dict[str, str]) -> str | None:
    while module and module not in known:
        module = module.rpartition(".")[0]
    return known.get(module)


def _renders(module: str) -> bool:
    return module.partition(".")[0] in _RENDERING or module in _RENDERING


class Looking:
    """Looks at this process while it works."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._last = time.process_time()

    def start(self) -> None:
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, _PAUSE_S, _PAUSE_S)

    def stop(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        self.seconds[OTHER] += time.process_time() - sum(self.seconds.values())

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        now = time.process_time()
        self.seconds[part_of(reversed(list(_modules(frame))))] += now - self._last
        self._last = now


def _modules(frame: FrameType | None) -> Iterator[str]:
    """Innermost first."""
    while frame is not None:
        yield frame.f_globals.get("__name__", "")
        frame = frame.f_back


def main(figures: str) -> int:
    looking = Looking()
    looking.start()
    # Here, because to import it is a part of the build.
    from engine import command

    status = command.main(["build", "--jobs", "1"])
    looking.stop()
    Path(figures).write_text(json.dumps(looking.seconds), "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
