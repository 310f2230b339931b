"""A file as advice looks at it: its words with their lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from portal import source_text
from portal.frontmatter import Document
from portal.problems import Problem, Severity


@dataclass(frozen=True)
class Text:
    """A file below `docs/`: `whole` as it was read, `document` what was understood of it."""

    path: str
    whole: str
    document: Document

    @property
    def body(self) -> str:
        return self.document.body

    @cached_property
    def body_without_code(self) -> str:
        """The body, with blanks in place of code."""
        spans = source_text.code(self.body)
        return source_text.blanked(self.body, spans) if spans else self.body

    @cached_property
    def words(self) -> str:
        """The body, with blanks in place of code, tags and addresses."""
        return source_text.without_addresses(self.body_without_code)

    @cached_property
    def without_code(self) -> str:
        """All of the file, with blanks in place of code."""
        head = len(self.whole) - len(self.body)
        return self.whole[:head] + self.body_without_code

    def line(self, place: int) -> int:
        """The line in the file of a place in the body."""
        return self.document.body_line + self.body.count("\n", 0, place)

    def line_of_whole(self, place: int) -> int:
        return 1 + self.whole.count("\n", 0, place)

    def advice(self, code: str, line: int, message: str, remedy: str, *, field: str = "") -> Problem:
        return Problem(self.path, line, field, code, Severity.ADVICE, message, remedy)
