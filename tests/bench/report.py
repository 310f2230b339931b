"""The figures of a run as a text that can be read and kept: tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.bench import limits, parts
from tests.bench.limits import Verdict
from tests.bench.results import EXPLAINED, Case, Count, Results

PLOT = "growth.svg"


def report(results: Results) -> str:
    """All of it; what was asked comes first."""
    blocks = ["# Builds beside other generators", _about(results), _summary(results)]
    blocks += [_builds(number, count) for number, count in sorted(results.counts.items())]
    blocks.append(f"![Wall seconds by records]({PLOT})")
    blocks += [_parts(number, count) for number, count in sorted(results.counts.items()) if count.parts]
    blocks += [_pages(results), _preview(results), _explained()]
    return "\n\n".join(filter(None, blocks)) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first column begins at the left, numbers end at the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(cells, widths) for cells in (head, rule, *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    shown = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(shown)} |"


def _about(results: Results) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in results.about.items())


def _summary(results: Results) -> str:
    rows = [_verdict(verdict) for verdict in limits.verdicts(results)]
    return "## What is asked\n\n" + table(("", "at most", "measured", "met"), rows)


def _verdict(verdict: Verdict) -> tuple[str, str, str, str]:
    unit = f" {verdict.unit}" if verdict.unit else ""
    answer = "yes" if verdict.met else "LOST" if verdict.lost else "not yet"
    most = f"{verdict.most:.3g}{unit}"
    if verdict.measured is None:
        return verdict.asked, most, "–", "–"
    return verdict.asked, most, f"{verdict.measured:.3g}{unit}", answer


def _builds(number: int, count: Count) -> str:
    stock = count.wall(Case.STOCK) if Case.STOCK in count.rows else None
    rows = [
        (
            case.value,
            f"{row.cost.wall:.2f}",
            f"{row.cost.wall / stock:.2f}" if stock else "–",
            f"{row.cost.processor:.2f}",
            f"{row.cost.memory:.0f}",
            f"{row.cost.together:.0f}" if row.cost.together else "–",
            f"{row.files}",
            f"{row.bytes / 1e6:.1f}",
        )
        for case, row in count.rows.items()
    ]
    rounds = f"the best of {count.rounds} rounds" if count.rounds > 1 else "one round"
    head = ("", "wall s", "of stock", "CPU s", "MiB", "MiB, all", "files", "MB")
    return f"## {number} records, {rounds}\n\n{table(head, rows)}"


def _parts(number: int, count: Count) -> str:
    whole = sum(count.parts.values())
    rows = [(*row, _held(name, number, count)) for name, row in _part_rows(count, whole)]
    head = ("", "CPU s", "share", "of stock", "at most")
    return f"## Parts of the build with --jobs 1, {number} records\n\n{table(head, [*rows])}"


def _part_rows(count: Count, whole: float) -> Iterator[tuple[str, tuple[str, str, str, str]]]:
    for name, seconds in (*((name, count.parts.get(name, 0)) for name in parts.NAMES), ("all", whole)):
        of_stock = f"{limits.share(count, seconds):.3f}" if Case.STOCK in count.rows else "–"
        yield name, (name, f"{seconds:.2f}", f"{seconds / whole:.0%}", of_stock)


def _held(name: str, number: int, count: Count) -> str:
    """What a part may cost, with a word where it costs more."""
    most = sum(limits.BUDGET.values()) if name == "all" else limits.BUDGET.get(name)
    if most is None or number != limits.SOME or Case.STOCK not in count.rows:
        return ""
    seconds = sum(count.parts.values()) if name == "all" else count.parts.get(name, 0)
    return f"{most:.2f}" if limits.share(count, seconds) <= most else f"NO {most:.2f}"


def _pages(results: Results) -> str:
    rows = [
        (f"{number} records", f"{count.pages.most}", f"{count.pages.mean:.0f}")
        for number, count in sorted(results.counts.items())
        if count.pages
    ]
    if not rows:
        return ""
    return "## Bytes of a page beyond its record\n\n" + table(("", "most", "mean"), rows)


def _preview(results: Results) -> str:
    rows = [
        (name, f"{results.seen_after(name):.2f}", f"{min(times):.2f}", f"{max(times):.2f}", f"{len(times)}")
        for name, times in results.preview.items()
    ]
    head = ("", "middle s", "least", "most", "edits")
    return "## From saving a file to seeing it in Chromium\n\n" + table(head, rows) if rows else ""


def _explained() -> str:
    lines = [f"- {case.value}: {text}." for case, text in EXPLAINED.items()]
    lines += [
        "- Other generators build everything anew after an edit too: their figures are for both.",
        "- MiB: the largest process. MiB, all: the most that all processes of a build have at the same time, "
        "looked at some times a second, what they share counted once.",
        "- not yet: not what is asked, but no worse than it has been by more than a fifth.",
        "- Shares and seconds of parts are processor time of one process; `other` is what no look counted.",
    ]
    return "## How to read this\n\n" + "\n".join(lines)
