"""`led.json` and `heartbeat.json`, for players that keep the time themselves and for whoever watches them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal.api import files
from portal.dates import hours_text, weekday_names
from portal.model.outlets import Screen
from portal.screens import models
from portal.screens.feeds import Channel
from portal.screens.messages import LABELS
from portal.screens.slots import Slot


def led_json(channel: Channel, screen: Screen, slots: Sequence[Slot], language: str) -> bytes:
    """All slots, those to come too; UTF-8."""
    return files.as_json(
        models.LedFile.model_construct(
            version="https://jsonfeed.org/version/1.1",
            title=channel.title,
            home_page_url=channel.absolute(channel.page),
            feed_url=channel.absolute(channel.own),
            language=language,
            led=_screen(screen),
            items=tuple(_item(slot, screen, channel) for slot in slots),
        )
    )


def heartbeat(screen: Screen, content: str, count: int, change: datetime | None, url: str) -> bytes:
    """`content` changes when the screen has to show something else; UTF-8."""
    return files.as_json(
        models.Heartbeat.model_construct(
            schema_url=url + files.schema_address("heartbeat").lstrip("/"),
            screen=screen.id,
            content=content,
            count=count,
            next_change=change,
        )
    )


def _screen(screen: Screen) -> models.Screen:
    return models.Screen.model_construct(
        id=screen.id,
        name=screen.name,
        width=screen.width,
        height=screen.height,
        kind=screen.kind.value,
        standing=screen.standing,
    )


def _item(slot: Slot, screen: Screen, channel: Channel) -> models.Item:
    message = slot.message
    images = tuple(channel.absolute(picture.address) for picture in slot.pictures)
    return models.Item.model_construct(
        id=message.id,
        url=channel.absolute(message.address),
        title=slot.title,
        content_text=slot.description,
        date_published=slot.date,
        date_modified=slot.date,
        tags=(LABELS[message.priority],),
        image=images[0] if images else None,
        led=models.LedItem.model_construct(
            priority=message.priority,
            start=message.schedule.start,
            end=message.schedule.end,
            days=tuple(weekday_names(message.schedule.days)),
            hours=hours_text(message.schedule.hours),
            dwell_s=slot.dwell,
            kicker=message.kicker,
            source=message.source,
            texts=models.LedTexts.model_construct(
                s=message.texts.s, m=message.texts.m, l=message.texts.l, board=slot.text
            ),
            images={f"{screen.width}x{screen.height}": images},
        ),
    )
