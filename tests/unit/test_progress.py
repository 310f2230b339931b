"""How far a build is: a bar for people, a line now and then for logs, nothing for what is quick."""

from __future__ import annotations

import io
import itertools

import pytest

from engine import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_quick_says_nothing() -> None:
    output = io.StringIO()
    with progress.stages(output)("Đọc nội dung", 100) as advance:
        advance(60)
        advance(40)
    assert output.getvalue() == ""
    with progress.quiet("Đọc nội dung", 1) as advance:
        advance(1)


def test_a_log_gets_a_line_every_few_seconds() -> None:
    output, seconds = io.StringIO(), itertools.count(step=2)
    with progress._lines("Dựng trang", 40, output, clock=lambda: float(next(seconds))) as advance:
        for _ in range(20):
            advance(2)
    first, *others = output.getvalue().splitlines()
    assert first == "Dựng trang: 6/40"
    assert len(others) < 10


def test_a_terminal_gets_a_bar_that_is_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "BAR_AFTER_S", 0)
    output = Terminal()
    with progress.stages(output)("Dựng trang", 3) as advance:
        advance(1)
        shown = output.getvalue()
    assert "Dựng trang:" in shown
    assert "/3" in shown
    assert "\n" not in output.getvalue()
    assert output.getvalue().split("\r")[-1].strip() == ""
