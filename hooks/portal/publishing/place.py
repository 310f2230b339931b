"""Where releases are kept: a folder of this machine, or of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from portal.publishing.assembling import Advance, Plan
from portal.publishing.manifest import Entry

LOCK = ".lock"


class PlaceError(Exception):
    """Another machine does not do what it is asked for; the text has its own words."""


class Place(Protocol):
    """A folder, with paths below it; OSError or PlaceError when something cannot be done."""

    def names(self, folder: str) -> dict[str, float] | None:
        """What is in a folder, with times of the last change in seconds; None when it is not there."""

    def make(self, folder: str) -> None:
        """Make a folder, and those that it is in."""

    def alone(self, waiting: Callable[[], None], wait_s: float) -> AbstractContextManager[None]:
        """One publisher at a time, on whichever machine; BusyError after so many seconds."""

    def read(self, name: str) -> bytes:
        """A file; empty when there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Replace a file, as a whole."""

    def delete(self, name: str) -> None:
        """A file, or a folder with all that is in it; whether it is there or not."""

    def rename(self, old: str, new: str) -> None:
        """A folder."""

    def settle(self) -> None:
        """Return when what has been written is there also after the power has gone."""

    def link(self, name: str) -> str:
        """Where a symbolic link leads; empty when there is none."""

    def turn(self, name: str, target: str) -> None:
        """Let a symbolic link lead elsewhere, at once."""

    def free(self) -> int:
        """Bytes that there is room for."""

    def stamps(self, folder: str) -> dict[str, tuple[int, int]]:
        """Files below a folder with size in bytes and time of the last change in ns."""

    def assemble(
        self, plan: Plan, site: Path, *, old: str, new: str, had: Mapping[str, Entry], advance: Advance
    ) -> Mapping[str, Entry]:
        """Put a release together in the folder `new`, from the one before and from a build; all that is there
        then. Files that are not as the release before left them are copied again.

        Where `had` is not empty, `new` is there and is what an earlier release of these files has left.
        """
