"""Regular expressions do what they say on every Python that the portal runs on."""

from __future__ import annotations

import re

from tests.projects import ROOT

# `(…)*+`, `(…)++`, `(…)?+`, `(…){2}+`: Python below 3.11.5 goes wrong with them, and Debian 12 has 3.11.2.
_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[0-9,]+\})\+")


def test_no_group_is_possessive() -> None:
    assert _POSSESSIVE_GROUP.search(r"(?:a|b)*+c")
    assert not _POSSESSIVE_GROUP.search(r"(?:a++|b)*c\)+")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "hooks").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if _POSSESSIVE_GROUP.search(line)
    ]
    assert found == []
