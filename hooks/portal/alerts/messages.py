"""A CAP message as a value (Common Alerting Protocol 1.2, OASIS Standard, 1 July 2010, section 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.model.notice import Category, Certainty, Gravity, Urgency

HEADLINE = 160
"""Characters that a headline has on devices (CAP 1.2, 3.2.2 `headline`)."""


class Status(StrEnum):
    """Whether it is meant: `System` is about the network itself, here that nothing is in force."""

    ACTUAL = "Actual"
    SYSTEM = "System"


class MessageType(StrEnum):
    """What a message does to those that it refers to: nothing, takes their place, ends them."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class Response(StrEnum):
    """What those addressed should do; which in detail, `instruction` says."""

    EXECUTE = "Execute"
    PREPARE = "Prepare"
    MONITOR = "Monitor"
    ALL_CLEAR = "AllClear"
    NONE = "None"


RESPONSES = {
    Urgency.IMMEDIATE: Response.EXECUTE,
    Urgency.EXPECTED: Response.PREPARE,
    Urgency.FUTURE: Response.PREPARE,
    Urgency.PAST: Response.ALL_CLEAR,
    Urgency.UNKNOWN: Response.MONITOR,
}
"""By the standard's own words for `urgency`: «responsive action should be taken immediately», «soon»,
«in the near future», «is no longer required»."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message, as others refer to it."""

    sender: str
    identifier: str
    sent: datetime

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{self.sent.isoformat(timespec='seconds')}"


@dataclass(frozen=True, slots=True)
class Area:
    """Where a message holds: in words, and as official codes of units.

    One for all places together: Xibo shows a message once for each area that it has.
    """

    description: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Info:
    """What a message says, in Vietnamese. Texts that are empty are left out; moments have +07:00."""

    category: Category
    event: str
    response: Response
    urgency: Urgency
    severity: Gravity
    certainty: Certainty
    sender_name: str
    headline: str
    description: str
    instruction: str = ""
    web: str = ""
    contact: str = ""
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """`identifier` is unique for the sender and never used again; neither has spaces, commas, `<` or `&`."""

    identifier: str
    sender: str
    sent: datetime
    status: Status
    type: MessageType
    info: Info
    source: str = ""
    references: tuple[Reference, ...] = ()
