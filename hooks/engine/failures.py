"""How a command ends when it could not do what it was asked for."""

from __future__ import annotations

from typing import ClassVar


class FailedError(Exception):
    """The text says why and what to do, in Vietnamese; it is empty where all has been told."""

    status: ClassVar[int]


class WrongContentError(FailedError):
    """Content or data is wrong."""

    status = 1


class UsageError(FailedError):
    """The command was used in a wrong way; nothing was begun."""

    status = 2


class NotNowError(FailedError):
    """Content is right, but a disk, a line or another publisher is in the way; it may go the next time."""

    status = 3
