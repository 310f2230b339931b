"""What a preview adds to pages: the problems of their files, and the page of all problems."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal import body_links
from portal.problems import Problem, Problems, Severity, summary
from portal.views.handbook import MESSAGES

_HERE = Path(__file__).parent
FILES = {
    "/_preview/preview.js": ((_HERE / "preview.js").read_bytes(), "text/javascript"),
    "/_preview/preview.css": ((_HERE / "preview.css").read_bytes(), "text/css"),
}
_HEAD = '<link rel="stylesheet" href="/_preview/preview.css">'
_SCRIPT = '<script src="/_preview/preview.js"></script>'
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Advised:
    """A problem with the text of its line, which is empty when the file has none."""

    problem: Problem
    line: str


def advised(problems: Iterable[Problem], root: Path) -> list[Advised]:
    """Problems with what stands on their lines, errors first."""
    order = sorted(problems, key=lambda problem: (problem.severity is not Severity.ERROR, problem))
    return [Advised(problem, _line(root / problem.path, problem.line)) for problem in order]


def _line(path: Path, number: int) -> str:
    if path.is_symlink():
        return ""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            line = next(itertools.islice(file, number - 1, None), "").strip()
    except OSError:
        return ""
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} …"


def with_problems(page: bytes, here: Sequence[Advised], everywhere: Problems) -> bytes:
    """A finished page with the problems of its file, and the script that loads it anew after a build."""
    page = page.replace(b"</head>", f"{_HEAD}</head>".encode(), 1)
    return page.replace(b"</body>", f"{_bar(here, everywhere)}{_SCRIPT}</body>".encode(), 1)


def _bar(here: Sequence[Advised], everywhere: Problems) -> str:
    # Advice on other pages need not be before everybody's eyes.
    if not here and not everywhere.errors:
        return ""
    everything = f'<p><a href="/_van-de/">Mọi vấn đề của cổng: {html.escape(_count(everywhere))}</a></p>'
    count = html.escape(_count(Problems(each.problem for each in here)))
    own = f"<details open><summary>Vấn đề của trang này: {count}</summary>{_list(here)}</details>"
    return f'<aside class="preview-bar" aria-label="Xem trước">{own if here else ""}{everything}</aside>'


def left_out_page(here: Sequence[Advised]) -> bytes:
    """What stands at the address of a record that has errors."""
    return _page(
        "Trang này chưa dựng được",
        f"<p>Tệp của trang có lỗi. Sửa xong và lưu lại, trang sẽ hiện ra ở đây.</p>{_list(here)}"
        '<p><a href="/_van-de/">Mọi vấn đề của cổng</a></p>',
    )


def _count(problems: Problems) -> str:
    return summary(problems).removeprefix("Có ").removesuffix(".")


def problems_page(problems: Problems, rows: Sequence[Advised]) -> bytes:
    """`/_van-de/`: every problem of the content, errors first."""
    return _page(
        "Vấn đề của nội dung",
        f"<p>{html.escape(summary(problems))} Lỗi phải sửa trước khi đăng; lời khuyên thì nên xem.</p>"
        f'{_list(rows)}<p><a href="/">Về trang đầu</a></p>',
    )


def _page(title: str, content: str) -> bytes:
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{title}</title>{_HEAD}</head>'
        f'<body class="preview-page"><h1>{title}</h1>{content}{_SCRIPT}</body></html>'
    ).encode()


def _list(rows: Iterable[Advised]) -> str:
    return f"<ol>{''.join(map(_row, rows))}</ol>"


def _row(row: Advised) -> str:
    problem = row.problem
    kind = "error" if problem.severity is Severity.ERROR else "advice"
    word = "Lỗi" if kind == "error" else "Lời khuyên"
    field = f"<strong>{html.escape(problem.field)}</strong>: " if problem.field else ""
    remedy = f"<br>Cách sửa: {html.escape(problem.remedy)}." if problem.remedy else ""
    line = f"<pre>{html.escape(row.line)}</pre>" if row.line else ""
    return (
        f'<li class="preview-{kind}"><p><b>{word}</b> {_place(problem)}<br>{field}'
        f"{html.escape(problem.message)}{remedy}</p>{line}"
        f'<p><a href="{MESSAGES}#{html.escape(problem.code)}">Giải thích</a></p></li>'
    )


def _place(problem: Problem) -> str:
    where = f"<code>{html.escape(problem.path)}</code>, dòng {problem.line}"
    path = problem.path.removeprefix("docs/")
    if path == problem.path or not path.endswith(".md"):
        return where
    return f'<a href="{html.escape(body_links.address_of(path))}">{where}</a>'
