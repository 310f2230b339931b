"""Tables of running text: each in a frame with a name of its own."""

from __future__ import annotations

import pytest

from portal.tables import framed


def frame(name: str, inside: str = "") -> str:
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">'
        f'<table aria-label="{name}">{inside}</table></div>'
    )


@pytest.mark.parametrize(
    ("clean", "shown"),
    [
        ("<p>Không có bảng.</p>", "<p>Không có bảng.</p>"),
        ("<table></table>", frame("Bảng")),
        ("<table></table><table></table>", frame("Bảng") + frame("Bảng 2")),
        ('<h2 id="a">Ai làm gì</h2><table></table>', '<h2 id="a">Ai làm gì</h2>' + frame("Bảng: Ai làm gì")),
        (
            "<h2>A</h2><h3>B <em>c</em></h3><table></table>",
            "<h2>A</h2><h3>B <em>c</em></h3>" + frame("Bảng: B c"),
        ),
        ("<h2>R&amp;D</h2><table></table>", "<h2>R&amp;D</h2>" + frame("Bảng: R&amp;D")),
        ("<h2>&quot;A&quot;</h2><table></table>", "<h2>&quot;A&quot;</h2>" + frame("Bảng: &quot;A&quot;")),
        (
            "<h2>A</h2><table></table><p>b</p><table></table><h2>C</h2><table></table>",
            f"<h2>A</h2>{frame('Bảng: A')}<p>b</p>{frame('Bảng 2: A')}<h2>C</h2>{frame('Bảng: C')}",
        ),
    ],
)
def test_each_table_is_in_a_frame_named_by_its_heading(clean: str, shown: str) -> None:
    assert framed(clean) == shown


def test_what_is_in_a_table_stays() -> None:
    inside = '<thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody>'
    assert framed(f"<table>{inside}</table>") == frame("Bảng", inside)
