"""A script: a header for whoever reads it, then what is read out, a breath a line. Words only, no digits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.loudspeakers.breath import SYLLABLES_A_MINUTE, lines, seconds, syllables
from portal.model.notice import Priority
from portal.speech import Speaker

LEVELS = {
    Priority.NORMAL: "thông thường",
    Priority.PRIORITY: "ưu tiên",
    Priority.EMERGENCY: "khẩn cấp",
}
"""The levels of Circular 39/2020/TT-BTTTT on the radio of communes."""
_AGAIN = "Xin nhắc lại."
_ONE_BREATH = "mỗi dòng một hơi"
_TWICE = "mỗi dòng một hơi, tin ưu tiên và tin khẩn cấp đọc đủ hai lượt"


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that is told, in written sentences, whose `issuer` decides what TU stands for.

    What is more than ordinary is read twice, as broadcasters do: those who hear it first only look up.
    """

    sentences: tuple[str, ...]
    level: Priority = Priority.NORMAL
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Messages of a kind under what announces them; the heading may be empty."""

    heading: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Everything is written text, not yet spelt out; «…» in the opening is a blank for the reader to fill in.

    `valid` says from and until when, where that is known. With `limit`, in syllables, messages that do not
    fit are left out, emergencies never; `more` messages are left out already.
    """

    title: str
    level: Priority
    place: str
    valid: str
    opening: tuple[str, ...]
    blocks: tuple[Block, ...]
    closing: tuple[str, ...]
    limit: int | None = None
    more: int = 0


def text(script: Script, speaker: Speaker) -> str:
    """The script as it is read out: UTF-8 text with LF, a blank line between its parts."""
    opening = [line.replace("…", " «…»") for line in _read(script.opening, speaker)]
    closing = _read(script.closing, speaker)
    told, left_out, size = _told(script, speaker, _size([*opening, *closing]))
    if left_out:
        rest = _read([f"Còn {left_out} mục khác, xem trên cổng"], speaker)
        closing, size = [*rest, *closing], size + _size(rest)
    parts = [_head(script, size, speaker), opening, *told, closing]
    return "\n\n".join(map("\n".join, parts)) + "\n"


def _head(script: Script, size: int, speaker: Speaker) -> list[str]:
    is_repeated = any(_is_repeated(message) for block in script.blocks for message in block.messages)
    rows = {
        "Bài phát thanh": script.title,
        "Mức": LEVELS[script.level],
        "Địa bàn": script.place,
        "Thời gian phát": script.valid,
        "Thời lượng": f"khoảng {_duration(seconds(size))}, đọc {SYLLABLES_A_MINUTE} tiếng một phút",
        "Cách đọc": _TWICE if is_repeated else _ONE_BREATH,
    }
    issuer = script.blocks[0].messages[0].issuer
    return [f"{label}: {_spoken(said, speaker, issuer)}" for label, said in rows.items() if said]


def _duration(time: int) -> str:
    minutes, rest = divmod(time, 60)
    return " ".join([*([f"{minutes} phút"] if minutes else []), *([f"{rest} giây"] if rest else [])])


def _told(script: Script, speaker: Speaker, used: int) -> tuple[list[list[str]], int, int]:
    """The parts between opening and closing, how many messages are not among them, syllables used by now."""
    parts: list[list[str]] = []
    left_out = script.more
    for block in script.blocks:
        heading = _read([block.heading], speaker) if block.heading else []
        for message in block.messages:
            part = [*heading, *_message(message, speaker)]
            cost = _size(part)
            if script.limit and used + cost > script.limit and message.level is not Priority.EMERGENCY:
                left_out += 1
                continue
            parts.append(part)
            used, heading = used + cost, []
    return parts, left_out, used


def _message(message: Message, speaker: Speaker) -> list[str]:
    said = _read(message.sentences, speaker, issuer=message.issuer)
    return [*said, *lines(_AGAIN), *said] if _is_repeated(message) else said


def _is_repeated(message: Message) -> bool:
    return message.level is not Priority.NORMAL


def _size(part: Iterable[str]) -> int:
    return syllables(" ".join(part))


def _read(sentences: Iterable[str], speaker: Speaker, *, issuer: str = "") -> list[str]:
    return [line for sentence in sentences for line in _lines(sentence, speaker, issuer)]


@lru_cache(maxsize=512)
def _lines(sentence: str, speaker: Speaker, issuer: str) -> tuple[str, ...]:
    """Kept, because half of what a script says other scripts say too."""
    return tuple(lines(_spoken(sentence, speaker, issuer)))


@lru_cache(maxsize=512)
def _spoken(sentence: str, speaker: Speaker, issuer: str) -> str:
    """Kept too: the header says the title once more."""
    return speaker.speak(" ".join(sentence.split()), issuer=issuer).text
