"""What an editor has to know before a screen shows nothing, half of it, or too much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from portal import data_references
from portal.boards import Board
from portal.catalogue import GONE, Snapshot
from portal.model.notice import Notice
from portal.model.outlets import Screen
from portal.problems import Problem, Severity
from portal.screens.fitting import Fitter, Misfit, board_of
from portal.screens.messages import of_notice, standing
from portal.screens.outputs import Showings
from portal.screens.playlists import MOST


def check(snapshot: Snapshot, showings: Showings) -> Iterator[Problem]:
    """Notices of which no text fits a board that they reach, standing messages that do not fit, and screens
    with more messages than players take."""
    programme, fitter = showings.programme, showings.fitter
    notices, told = _checked(snapshot), set[tuple[str, Board]]()
    for index, showing in enumerate(showings.all):
        screen = showing.playlist.screen
        try:
            board = board_of(screen)
        except ValueError as error:
            yield _of_screen(index, "width", "screen-size", str(error), "sửa width, height", snapshot)
            continue
        shown = len(showing.playlist.now)
        if shown > MOST:
            yield _too_many(index, shown, snapshot)
        if board is None:
            continue
        yield from _standing(index, screen, board, snapshot, fitter)
        for notice in filter(programme.takes(screen), notices):
            found = fitter.fit(of_notice(notice, snapshot), board)
            if isinstance(found, Misfit) and (notice.identity, board) not in told:
                told.add((notice.identity, board))
                yield _misfit(notice, screen, found)


def _checked(snapshot: Snapshot) -> list[Notice]:
    """Also what comes only later: an editor is told when he writes it."""
    records = (record for record in snapshot.catalogue.records if snapshot.state(record) not in GONE)
    return [
        record
        for record in records
        if isinstance(record, Notice)
        and record.is_for_screens
        and not record.schedule.has_ended(snapshot.now)
    ]


def _misfit(notice: Notice, screen: Screen, found: Misfit) -> Problem:
    message, remedy = _words(found, f"màn hình «{screen.name}» ({screen.width}×{screen.height})")
    field = "led" if notice.led else "title"
    if not notice.led:
        remedy = "ghi led: {s: …, m: …, l: …}: mỗi cỡ bảng một câu ngắn"
    origin = notice.origin
    return Problem(origin.path, origin.line(field), field, "screen-text", Severity.ERROR, message, remedy)


def _words(found: Misfit, board: str) -> tuple[str, str]:
    """What is wrong, and what to do."""
    if found.excess is None:
        return f"{board} không vẽ được ký tự «{found.character}» trong «{found.text}»", "bỏ ký tự ấy"
    excess = found.excess
    what = f"từ «{excess.word}» trong «{found.text}»" if excess.word else f"«{found.text}»"
    message = f"{what} không vừa {board}: thừa {excess.pixels} điểm ảnh"
    return message, f"bớt ít nhất {excess.characters} ký tự"


def _standing(
    index: int, screen: Screen, board: Board, snapshot: Snapshot, fitter: Fitter
) -> Iterator[Problem]:
    found = fitter.fit(standing(screen, snapshot), board)
    if isinstance(found, Misfit):
        message, remedy = _words(found, f"bảng {screen.width}×{screen.height}")
        yield _of_screen(index, "standing", "screen-standing", message, remedy, snapshot)


def _too_many(index: int, shown: int, snapshot: Snapshot) -> Problem:
    message = f"đang có {shown} tin cùng lúc, đầu phát chỉ hiện {MOST} tin đầu"
    found = _of_screen(index, "id", "screen-crowded", message, "ghi ends cho tin cũ, hoặc bớt tin", snapshot)
    return replace(found, severity=Severity.ADVICE)


def _of_screen(index: int, field: str, code: str, message: str, remedy: str, snapshot: Snapshot) -> Problem:
    return data_references.problem(
        snapshot.settings, "screens", ("screens", index, field), code, message, remedy
    )
