"""`/api/v1/feeds.json`: all feeds with their addresses, for programs and for the picker of `/nguon-tin/`."""

from __future__ import annotations

from portal.api import files
from portal.api.models import FeedEntry, FeedsFile
from portal.feeds import atom, deadlines, json_feed
from portal.feeds.channels import Channel, Channels
from portal.feeds.outputs import embed_address, feed_address, light_address


def feeds_file(channels: Channels, *, url: str) -> bytes:
    """UTF-8."""
    schema = url + files.schema_address("feeds").lstrip("/")
    feeds = tuple(_entry(channel, url) for channel in channels.all)
    return files.as_json(FeedsFile.model_construct(schema_url=schema, feeds=feeds))


def _entry(channel: Channel, url: str) -> FeedEntry:
    def absolute(address: str) -> str:
        return url + address.lstrip("/")

    calendar = feed_address(channel.calendar, deadlines.ENDING) if channel.calendar else ""
    return FeedEntry.model_construct(
        name=channel.name,
        label=channel.label,
        title=channel.title,
        description=channel.about,
        group=channel.group.value,
        page=absolute(channel.address),
        rss=absolute(feed_address(channel.name)),
        atom=absolute(feed_address(channel.name, atom.ENDING)),
        json_feed=absolute(feed_address(channel.name, json_feed.ENDING)),
        light=absolute(light_address(channel.name)),
        embed=absolute(embed_address(channel.name)),
        calendar=absolute(calendar) if calendar else None,
    )
